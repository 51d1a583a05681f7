"""`glossary history`, `stats`, `path`: what has been done, how much there is, and where."""

from __future__ import annotations

import click

from termalign.cli.console import glossaries_option, glossary_option, write_data
from termalign.cli.glossary.common import opened_glossary, print_rows
from termalign.cli.lookup import glossary_path


@click.command()
@click.argument("number", type=int, required=False, metavar="[ID]")
@click.option("--limit", type=click.IntRange(min=1), help="Show the last N only.")
@glossary_option
def history(number: int | None, limit: int | None, glossary: str | None) -> None:
    """Show who changed what and when, the latest first; of one entry or of all."""
    changes = opened_glossary(glossary).history(number, -1 if limit is None else limit)
    lines = (
        (line.at, line.who, "" if line.concept is None else str(line.concept), line.what)
        for line in changes
    )
    print_rows([("at", "who", "id", "what"), *lines])


@click.command()
@glossary_option
def stats(glossary: str | None) -> None:
    """Show how many entries, terms and examples there are."""
    numbers = opened_glossary(glossary).stats()
    print_rows([("what", "number"), *((name, str(value)) for name, value in numbers.items())])


@click.command()
@glossaries_option
def path(glossary: tuple[str, ...]) -> None:
    """Show where the glossary lies that the commands use, whether it is there or not.

    Of several, one a line, the first is the one that `glossary` reads and writes.
    """
    paths = glossary or (str(glossary_path(None)),)
    write_data("".join(f"{one}\n" for one in paths), None)
