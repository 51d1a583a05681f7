"""`termalign segments FILE`: what was read, as the aligner will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from termalign.cli.console import (
    accept_unread_option,
    encoding_option,
    is_terminal,
    notes_option,
    output_option,
    password_option,
    say,
    segment_option,
    write_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termalign.records import Document, Language, Segment, Segmentation

HEADER = ("index", "place", "kind", "text")


@click.command()
@click.argument("file")
@segment_option
@encoding_option
@click.option(
    "--language",
    type=click.Choice(["ja", "en"]),
    help="The document's language, where its letters do not tell.",
)
@notes_option
@accept_unread_option
@password_option
@output_option
def command(
    file: str,
    segment: str,
    encoding: str | None,
    language: str | None,
    notes: bool,
    accept_unread: frozenset[int],
    passwords: tuple[str, ...],
    output: str | None,
) -> None:
    """Show how FILE is read: each segment's index, place, kind and text."""
    from termalign.cli.inputs import one_file
    from termalign.reading import open_document
    from termalign.segment import segments

    file = one_file(file)
    document = open_document(
        file,
        encoding=encoding,
        language=cast("Language | None", language),
        layout="line" if segment == "line" else "page",
        notes=notes,
        accepted=accept_unread,
        passwords=passwords,
    )
    found = segments(document, cast("Segmentation", segment))
    if output is None and is_terminal():
        _show_table(found)
    else:
        write_data(_tsv(found), output, [file])
    say(_summary(document, found))


def _rows(found: Iterable[Segment]) -> Iterable[tuple[str, str, str, str]]:
    return ((str(one.index), str(one.place), one.kind, one.text) for one in found)


def _tsv(found: Iterable[Segment]) -> str:
    from termalign.output import tsv_field

    rows = (HEADER, *_rows(found))
    return "".join("\t".join(map(tsv_field, row)) + "\n" for row in rows)


def _show_table(found: Iterable[Segment]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*HEADER, box=None, pad_edge=False)
    table.columns[-1].overflow = "fold"  # nothing of a text is cut off
    for row in _rows(found):
        table.add_row(*map(Text, row))  # Text: a "[bold]" in a document is no markup
    Console().print(table)


def _summary(document: Document, found: tuple[Segment, ...]) -> str:
    """Return one line: the encoding, the language, how much there is, and the reader's remarks."""
    pages = f", {document.pages} pages" if document.pages > 1 else ""
    remarks = "".join(f"; {remark}" for remark in document.remarks)
    return (
        f"{document.name}: {document.encoding}, {document.language}{pages}, "
        f"{len(found)} segment{'' if len(found) == 1 else 's'}{remarks}"
    )
