"""The files a command was given: wildcards expanded, marks of open files skipped."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.cli.console import STDIN_STDOUT, say
from termalign.errors import MissingInput, UsageError
from termalign.reading import LOCK_PREFIX, READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.pair import AlignOptions

_WILDCARDS = ("*", "?", "[")


def expanded(files: Sequence[str]) -> tuple[str, ...]:
    """Return the files with their wildcards expanded, which no Windows shell does, in order.

    What Office lays beside a file that is open (~$deck.pptx) is skipped, and said. Raises
    MissingInput for a pattern that nothing matches.
    """
    found: list[str] = []
    for name in files:
        matches = [name] if _is_there(name) else sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # patterns are absolute or not
        if not matches:
            raise MissingInput("no file matches", name, "look at the pattern and the folder")
        found += matches
    locks = [name for name in found if Path(name).name.startswith(LOCK_PREFIX)]
    kept = tuple(name for name in found if name not in locks)
    if not kept:
        raise MissingInput("is no document: the mark of one that is open", ", ".join(locks))
    for name in locks:
        say(f"{name}: skipped; it only marks that the file is open in Office")
    return kept


def one_file(name: str) -> str:
    """Return the one file that a name or pattern means. Raises UsageError where there are more."""
    found = (name,) if _is_there(name) else expanded([name])
    if len(found) > 1:
        raise UsageError(f"{len(found)} files match", name, f"name one: {', '.join(found[:3])} …")
    return found[0]


def _is_there(name: str) -> bool:
    """Tell whether a name is none of a pattern: standard input, or a file called so."""
    if name == STDIN_STDOUT or not any(sign in name for sign in _WILDCARDS):
        return True
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # too long, or a NUL in it: the reader says so
        return True


def are_documents(files: Sequence[str], options: AlignOptions) -> bool:
    """Tell whether two files, workbooks among them, are a document and its translation.

    A workbook by itself, or beside others of both languages, is a bilingual file.
    """
    from termalign.exchange import is_bilingual
    from termalign.pair import reading_of
    from termalign.text import language_of

    if len(files) != 2 or not any(map(is_bilingual, files)) or not all(map(is_readable, files)):
        return False
    return {language_of(reading_of(name, options).text) for name in files} == {"ja", "en"}


def is_of_pairs(name: str) -> bool:
    """Tell whether a file holds pairs of texts: by its suffix, a workbook by its sheets."""
    from termalign.exchange import is_bilingual

    if not is_bilingual(name) or not is_readable(name):
        return is_bilingual(name)
    from termalign.exchange.tables import holds_pairs

    return holds_pairs(name)


def is_readable(name: str) -> bool:
    """Tell by its suffix whether a file can be read as a document."""
    return Path(name).suffix.lower() in READERS
