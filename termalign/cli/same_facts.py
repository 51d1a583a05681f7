"""`termalign check --same-facts`: the same item of the same period, in any number of documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.cli.examining import Material, Outcome
from termalign.cli.verdict import counted
from termalign.errors import EmptyInput, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.pair import AlignOptions
    from termalign.records import Document
    from termalign.settings import Settings


def stated_facts(
    files: Sequence[str], options: AlignOptions, settings: Settings
) -> tuple[Material, Outcome]:
    """Return what was read, and what came of comparing it.

    The documents are of either language, in any order. Raises UsageError for a bilingual file,
    or for one named twice.
    """
    from termalign.checks.exact_amounts import exact_amounts
    from termalign.checks.same_fact import same_facts

    documents = [_document(name, options) for name in files]
    if len(set(files)) < len(files):
        raise UsageError("is named twice", " ".join(files), "name each document once")
    found = same_facts(documents, settings.profile)
    exact = exact_amounts(documents)
    remarks = tuple(f"{one.name}: {remark}" for one in documents for remark in one.remarks)
    names = {
        language: ", ".join(
            name for name, one in zip(files, documents, strict=True) if one.language == language
        )
        for language in ("ja", "en")
    }
    stand = "stands" if found.repeated == 1 else "stand"
    read = f"{found.facts} facts with an item and a period"
    places = f"{counted(found.repeated, 'fact')} {stand} in more than one place"
    lines = (
        f"read: {read} in {counted(len(documents), 'document')}",
        f"{places}, {found.disagreeing} disagree",
        f"{counted(len(exact), 'amount')} of five digits or more stand in two documents",
    )
    material = Material((), names["ja"], names["en"], remarks)
    return material, Outcome(found.findings, lines, (*found.matches, *exact))


def _document(name: str, options: AlignOptions) -> Document:
    from termalign.cli.inputs import is_readable
    from termalign.exchange import is_bilingual
    from termalign.pair import reading_of
    from termalign.reading import as_document

    if is_bilingual(name) and not is_readable(name):
        raise UsageError(
            "holds both languages", name, "name documents; a bilingual file is checked by itself"
        )
    document = as_document(reading_of(name, options))
    if not any(block.text.strip() for block in document.blocks):
        raise EmptyInput("holds no text", document.name, "name a document with text in it")
    return replace(document, path=name)
