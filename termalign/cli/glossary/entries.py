"""`glossary add`, `list`, `show`, `edit`: single entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from termalign.cli.console import bom_option, glossary_option, say
from termalign.cli.glossary.common import (
    ALL,
    STATUSES,
    opened_glossary,
    print_rows,
    statuses_of,
)
from termalign.cli.literal import LiteralArguments
from termalign.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.glossary import Concept
    from termalign.glossary.entries import Sighting
    from termalign.records import Status

_LIST_HEADER = (
    *("id", "status", "ja", "en", "ja_variants", "en_variants", "count"),
    *("pos", "domain", "source", "note"),
)
_EXAMPLES_SHOWN = 5


@click.command(cls=LiteralArguments)
@click.argument("ja")
@click.argument("en")
@click.option("--status", type=click.Choice(STATUSES), help="The terms' status.")
@click.option("--note", default="", metavar="TEXT", help="What a translator should know.")
@click.option("--domain", default="", metavar="TEXT", help="The field it belongs to.")
@click.option("--pos", default="", metavar="TEXT", help="Its part of speech.")
@click.option("--source", default="", metavar="TEXT", help="Where it comes from.")
@glossary_option
def add(
    *,
    ja: str,
    en: str,
    status: str | None,
    note: str,
    domain: str,
    pos: str,
    source: str,
    glossary: str | None,
) -> None:
    """Add the pair JA EN, approved unless --status says otherwise.

    A pair whose Japanese is known joins that entry as a further English term.
    """
    from termalign.exchange import GlossaryRow
    from termalign.text import language_of

    if language_of(ja) == "en" and language_of(en) == "ja":
        raise UsageError("the Japanese comes first, then the English", ja, "swap the two")
    row = GlossaryRow(
        ja,
        en,
        status=cast("Status | None", status),
        note=note,
        domain=domain,
        pos=pos,
        source=source,
    )
    entered = opened_glossary(glossary).add(row)
    if entered.outcome == "added":
        came = f"{ja} = {en} ({entered.status})"
    else:
        already = f"nothing changed, {ja} = {en} is {entered.status} already"
        came = "; ".join(entered.changes) or already
    say(f"entry {entered.entry}: {came}")


@click.command("list")
@click.option(
    "--status", default=ALL, metavar="S,…", show_default=True, help="Terms of these statuses only."
)
@bom_option
@glossary_option
def list_entries(status: str, bom: bool, glossary: str | None) -> None:
    """List the entries by number: a row for an entry's terms of one status."""
    rows = opened_glossary(glossary).rows(statuses_of(status))
    cells = (
        (
            str(row.id),
            row.status or "",
            row.ja,
            row.en,
            "|".join(row.ja_variants),
            "|".join(row.en_variants),
            str(row.count),
            row.pos,
            row.domain,
            row.source,
            row.note,
        )
        for row in rows
    )
    print_rows([_LIST_HEADER, *cells], bom=bom)


@click.command()
@click.argument("number", type=int, metavar="ID")
@glossary_option
def show(number: int, glossary: str | None) -> None:
    """Show all that is known of one entry: terms, notes, examples, history."""
    opened = opened_glossary(glossary)
    concept = opened.concept(number)
    rows = [
        ("what", "text", "status", "count or place"),
        *_term_rows(concept),
        *_example_rows(opened.sightings(number, _EXAMPLES_SHOWN)),
        *(("history", line.what, line.who, line.at) for line in opened.history(number)),
    ]
    print_rows(rows)


def _term_rows(concept: Concept) -> Iterator[tuple[str, str, str, str]]:
    for term in (*concept.ja, *concept.en):
        flags = [name for name in ("cased", "exact") if getattr(term, name)]
        yield term.language, term.text, ", ".join([term.status, *flags]), str(term.count or "")
    for name in ("note", "domain", "pos", "source"):
        text = getattr(concept, name)
        if text:
            yield name, text, "", ""


def _example_rows(seen: Sequence[Sighting]) -> Iterator[tuple[str, str, str, str]]:
    for sighting in seen:
        place, until = sighting.evidence, sighting.confidential_until
        secret = f"confidential until {until}" if until else ""
        yield "example ja", place.ja_text, secret, f"{place.source} {place.ja_place}".strip()
        yield "example en", place.en_text, secret, f"{place.source} {place.en_place}".strip()


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--ja", metavar="TEXT", help="The preferred Japanese term from now on.")
@click.option("--en", metavar="TEXT", help="The preferred English term from now on.")
@click.option("--also-ja", multiple=True, metavar="TEXT", help="Add a Japanese synonym.")
@click.option("--also-en", multiple=True, metavar="TEXT", help="Add an English synonym.")
@click.option("--drop", multiple=True, metavar="TEXT", help="Take this term out of the entry.")
@click.option("--cased", multiple=True, metavar="TERM", help="`check`: SHIFT only, not shift.")
@click.option("--any-case", multiple=True, metavar="TERM", help="No longer cased.")
@click.option("--exact", multiple=True, metavar="TERM", help="`check`: only uninflected.")
@click.option("--inflected", multiple=True, metavar="TERM", help="No longer exact.")
@click.option("--note", metavar="TEXT", help='The note; "" empties it.')
@click.option("--domain", metavar="TEXT", help="The field it belongs to.")
@click.option("--pos", metavar="TEXT", help="Its part of speech.")
@click.option("--source", metavar="TEXT", help="Where it comes from.")
@glossary_option
def edit(
    *,
    number: int,
    ja: str | None,
    en: str | None,
    also_ja: tuple[str, ...],
    also_en: tuple[str, ...],
    drop: tuple[str, ...],
    cased: tuple[str, ...],
    any_case: tuple[str, ...],
    exact: tuple[str, ...],
    inflected: tuple[str, ...],
    note: str | None,
    domain: str | None,
    pos: str | None,
    source: str | None,
    glossary: str | None,
) -> None:
    """Change the terms and notes of one entry; its status is judged, not edited."""
    from termalign.glossary.judging import Edit

    for terms, no_longer, options in (
        (cased, any_case, "--cased and --any-case"),
        (exact, inflected, "--exact and --inflected"),
    ):
        for term in set(terms) & set(no_longer):
            raise UsageError("contradict one another", f"{options} {term}", "give one of them")
    wanted = Edit(
        *(ja, en, also_ja, also_en, drop, cased, any_case, exact, inflected),
        domain=domain,
        pos=pos,
        note=note,
        source=source,
    )
    if wanted == Edit():
        raise UsageError("nothing to change", f"entry {number}", "give --en, --note …")
    changes = opened_glossary(glossary).edit(number, wanted)
    say(f"entry {number}: {'; '.join(changes) or 'nothing changed'}")
