"""`termalign mine`: term pairs from documents of both languages or from bilingual files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import click

from termalign.cli.console import (
    accept_unread_option,
    bom_option,
    destination,
    encoding_option,
    glossaries_option,
    is_terminal,
    model_option,
    notes_option,
    output_option,
    password_option,
    say,
    segment_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import BinaryIO

    from termalign.pair import AlignOptions
    from termalign.records import (
        Alignment,
        ApprovedTerm,
        Document,
        Language,
        Segmentation,
        TermPair,
    )

HEADER = ("ja", "en", "score", "count", "ja_variants", "en_variants", "ja_example", "en_example")
_OTHER: dict[str, Language] = {"ja": "en", "en": "ja"}
_FORMATS = {"tsv": "", "csv": "", "xlsx": ""}
_WIDTHS = (30, 40, 8, 8, 30, 40, 60, 60)
_BETWEEN_VARIANTS = "|"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Give the best N only.")
@output_option
@glossaries_option
@click.option(
    "--mode",
    type=click.Choice(["auto", "parallel", "comparable"]),
    default="auto",
    show_default=True,
    help="parallel: translations of one another, in order; comparable: partly the same matter.",
)
@segment_option
@model_option
@encoding_option
@notes_option
@accept_unread_option
@password_option
@bom_option
@click.option(
    "--confidential-until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Mark the sentences kept in the glossary, 2026-05-12: that day included.",
)
def command(
    files: tuple[str, ...],
    top: int | None,
    output: str | None,
    glossary: tuple[str, ...],
    mode: str,
    segment: str,
    model: str,
    encoding: str | None,
    notes: bool,
    accept_unread: frozenset[int],
    passwords: tuple[str, ...],
    bom: bool,
    confidential_until: datetime | None,
) -> None:
    """Find the term pairs in FILEs: documents of both languages, or bilingual files.

    Each Japanese document is compared with each English one. With --glossary the pairs are
    proposed into it, the first of several; what they have decided on, either way, is left out.
    """
    from termalign.cli.inputs import expanded
    from termalign.cli.progress import progress
    from termalign.exchange import format_for
    from termalign.output import check_output
    from termalign.pair import AlignOptions
    from termalign.terms import mine

    files = expanded(files)
    to_file = output is not None and output != "-"
    format_name = format_for(cast("str", output), _FORMATS) if to_file else "tsv"
    if to_file:
        check_output(cast("str", output), files)
    known = _decided(glossary)
    with progress("segments embedded") as tell:
        options = AlignOptions(
            segment=cast("Segmentation", segment),
            mode=cast('Literal["auto", "parallel", "comparable"]', mode),
            model=model,
            encoding=encoding,
            approved=known,
            notes=notes,
            accepted=accept_unread,
            passwords=passwords,
            progress=tell,
            note=say,
        )
        alignments = _alignments(files, options)
    from termalign.lexicon import load_lexicon

    pairs = mine(alignments, load_lexicon(known), known)[:top]
    until = confidential_until.date().isoformat() if confidential_until else ""
    if glossary:
        _propose(glossary[0], pairs, until)
    elif until:
        say(f"no --glossary keeps the sentences: none is marked as confidential until {until}")
    if output is None and is_terminal():
        _show_table(pairs)
    else:
        with destination(output, files) as stream:
            _write(pairs, format_name, stream, bom=bom)
    say(f"{len(pairs)} term pairs from {len(files)} files")


def _decided(glossaries: Sequence[str]) -> tuple[ApprovedTerm, ...]:
    """Return the pairs that the glossaries have decided on, rejected ones too; none without one.

    The first, into which the pairs are proposed, is made if it is not there.
    """
    from pathlib import Path

    there = glossaries if glossaries and Path(glossaries[0]).exists() else glossaries[1:]
    if not there:
        return ()
    from termalign.glossary import Glossaries

    return tuple(Glossaries(there).decisions())


def _alignments(files: Sequence[str], options: AlignOptions) -> list[Alignment]:
    """Return bilingual files as they are, and every Japanese document with every English one.

    Raises LanguageError for documents of one language only.
    """
    from termalign.cli.inputs import are_documents, is_of_pairs
    from termalign.exchange import read_bilingual
    from termalign.pair import align_documents, load_embedder

    paired = [] if are_documents(files, options) else [p for p in files if is_of_pairs(p)]
    alignments = [read_bilingual(path, encoding=options.encoding) for path in paired]
    documents = _documents([path for path in files if path not in paired], options)
    ja = [document for document in documents if document.language == "ja"]
    en = [document for document in documents if document.language == "en"]
    embedder = load_embedder(options) if documents else None
    for ja_document in ja:
        for en_document in en:
            alignment = align_documents(ja_document, en_document, options, embedder)
            alignments.append(alignment)
            mode = f"{ja_document.name} with {en_document.name}: {alignment.mode}"
            say(mode)
    return alignments


def _documents(paths: Sequence[str], options: AlignOptions) -> list[Document]:
    """Read documents, each once; where letters tell no language it is the one that is missing."""
    from termalign.errors import LanguageError, UsageError
    from termalign.pair import reading_of
    from termalign.reading import as_document
    from termalign.text import language_of

    if not paths:
        return []
    if len(paths) == 1:
        raise UsageError(
            "a document needs another one in the other language",
            paths[0],
            "name both, or a bilingual file",
        )
    readings = [reading_of(path, options) for path in paths]
    told = {language_of(reading.text) for reading in readings}
    missing = _OTHER["ja" if "ja" in told else "en"] if len(told - {None}) == 1 else None
    documents = [as_document(r, language_of(r.text) or missing) for r in readings]
    if len({document.language for document in documents}) == 1:
        name = {"ja": "Japanese", "en": "English"}[documents[0].language]
        raise LanguageError(
            f"all documents are {name}",
            ", ".join(document.name for document in documents),
            "name documents of both languages",
        )
    for document in documents:
        for remark in document.remarks:
            say(f"{document.name}: {remark}")
    return documents


def _propose(glossary: str, pairs: Sequence[TermPair], confidential_until: str) -> None:
    from termalign.glossary import Glossary

    tally = Glossary(glossary, note=say).propose(pairs, confidential_until=confidential_until)
    say(
        f"{glossary}: {tally.added} proposed, {tally.changed} changed, "
        f"{tally.unchanged} known, {tally.rejected} rejected before"
    )


def _rows(pairs: Sequence[TermPair]) -> Iterator[tuple[str, ...]]:
    for pair in pairs:
        seen = pair.evidence[0] if pair.evidence else None
        yield (
            pair.ja,
            pair.en,
            f"{pair.score:.4f}",
            str(pair.count),
            _BETWEEN_VARIANTS.join(pair.ja_variants),
            _BETWEEN_VARIANTS.join(pair.en_variants),
            seen.ja_text if seen else "",
            seen.en_text if seen else "",
        )


def _write(pairs: Sequence[TermPair], format_name: str, stream: BinaryIO, *, bom: bool) -> None:
    from termalign.exchange import delimited, safety, xlsx

    if format_name == "xlsx":
        safe = safety.SafeText()
        cells = (tuple(map(safe, row)) for row in _rows(pairs))
        xlsx.write_sheet("terms", HEADER, cells, _WIDTHS, stream)
        remarks = safe.remarks()
    elif format_name == "csv":
        guard = safety.FormulaGuard()
        delimited.write_csv(HEADER, _rows(pairs), stream, guard)
        remarks = guard.remarks()
    else:
        if bom:
            stream.write(delimited.BOM)
        delimited.write_tsv(HEADER, _rows(pairs), stream)
        remarks = ()
    for remark in remarks:
        say(remark)


def _show_table(pairs: Sequence[TermPair]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("count", justify="right", no_wrap=True)
    table.add_column("ja", ratio=1, overflow="fold")
    table.add_column("en", ratio=1, overflow="fold")
    for pair in pairs:
        table.add_row(f"{pair.score:.2f}", str(pair.count), Text(pair.ja), Text(pair.en))
    Console().print(table)
