"""`termalign figures`: how the figures in a text are read, and how they would stand in English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from termalign.cli.console import (
    encoding_option,
    is_terminal,
    output_option,
    password_option,
    say,
    write_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.figures.vague import Vague
    from termalign.records import Figure, Language

HEADER = (
    *("start", "end", "surface", "value", "unit", "kind", "precision", "sign", "hedge"),
    *("place", "english"),
)
_STDIN = "-"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("text_or_file", metavar="TEXT|FILE", type=click.UNPROCESSED)
@click.option("--to", "to", type=click.Choice(["en"]), help="Add each figure's usual English.")
@click.option(
    "--language",
    type=click.Choice(["ja", "en"]),
    help="The text's language, where its letters do not tell; ja if there are none.",
)
@encoding_option
@password_option
@output_option
def command(
    text_or_file: str,
    to: str | None,
    language: str | None,
    encoding: str | None,
    passwords: tuple[str, ...],
    output: str | None,
) -> None:
    """Show every figure that is read in a text or a document.

    The value is in base units (yen, not million yen), the precision the worth of the last digit
    shown; start and end count characters in the text, in a document in the paragraph at its place.
    """
    wanted = cast("Language | None", language)
    rows = list(_rows(text_or_file, wanted, encoding, passwords))
    columns = len(HEADER) if to else len(HEADER) - 1
    shown = [row[:columns] for row in (HEADER, *rows)]
    if output is None and is_terminal():
        _show(shown)
    else:
        from termalign.output import tsv_field

        lines = ("\t".join(map(tsv_field, row)) + "\n" for row in shown)
        write_data("".join(lines), output, [text_or_file])
    if not rows:
        say("no figures")


def _rows(
    text_or_file: str,
    language: Language | None,
    encoding: str | None,
    passwords: tuple[str, ...],
) -> Iterator[tuple[str, ...]]:
    from termalign.figures import find_figures
    from termalign.figures.vague import vague_amounts

    for text, place, spoken in _texts(text_or_file, language, encoding, passwords):
        rows = [_row(figure, place) for figure in find_figures(text, spoken)]
        rows += [_interval(vague, place) for vague in vague_amounts(text, spoken)]
        yield from sorted(rows, key=lambda row: int(row[0]))


def _texts(
    text_or_file: str,
    language: Language | None,
    encoding: str | None,
    passwords: tuple[str, ...],
) -> Iterator[tuple[str, str, Language]]:
    """Yield texts with their place and language: the one given, or a document's paragraphs."""
    from termalign.text import language_of

    if text_or_file == _STDIN or _names_a_file(text_or_file):
        from termalign.reading import open_document

        document = open_document(
            text_or_file, encoding=encoding, language=language, passwords=passwords
        )
        for block in document.blocks:
            yield block.text, str(block.place), document.language
    else:
        yield text_or_file, "", language or language_of(text_or_file) or "ja"


def _names_a_file(words: str) -> bool:
    """Tell whether the argument is a file: one that is there, or what can only be meant as one."""
    from termalign.reading import READERS

    try:
        if Path(words).exists():
            return True
    except (OSError, ValueError):  # longer than a name can be, or holding a NUL: a text
        return False
    return Path(words).suffix.lower() in READERS and not any(sign.isspace() for sign in words)


def _row(figure: Figure, place: str) -> tuple[str, ...]:
    from termalign.figures.english import in_english, shown_step, shown_value

    return (
        str(figure.start),
        str(figure.end),
        figure.surface,
        shown_value(figure),
        figure.unit,
        figure.kind,
        shown_step(figure),
        figure.sign,
        figure.hedge,
        place,
        in_english(figure),
    )


def _interval(vague: Vague, place: str) -> tuple[str, ...]:
    lowest, highest = vague.interval
    span = (str(vague.start), str(vague.end), vague.surface, f"{lowest}–{highest}")
    return (*span, "", "interval", "", "", "", place, vague.english)


def _show(rows: list[tuple[str, ...]]) -> None:
    """Write the rows as a table; a column without a value in any row is left out."""
    from termalign.cli.table import aligned

    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    for line in aligned([list(row) for row in zip(*columns, strict=True)]):
        click.echo(line)
