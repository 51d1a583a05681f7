"""`termalign glossary`: add, judge, import and export terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

import click

from termalign.cli.console import (
    all_variants_option,
    bom_option,
    destination,
    en_code_option,
    encoding_option,
    glossaries_option,
    glossary_option,
    is_terminal,
    ja_code_option,
    output_option,
    raw_cells_option,
    say,
    typed,
    write_data,
)
from termalign.cli.literal import LiteralArguments
from termalign.cli.lookup import glossary_path
from termalign.errors import UsageError
from termalign.output import tsv_field
from termalign.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from termalign.exchange.review import Answer
    from termalign.glossary import Concept, Glossary
    from termalign.glossary.entries import Sighting
    from termalign.glossary.reviewing import Reviewed
    from termalign.records import Language

STATUSES: tuple[str, ...] = get_args(Status)
ALL = "all"
SEED = "seed"
CONFLICT_HEADER = ("id", "ja", "what", "ours", "theirs")
LIST_HEADER = (
    *("id", "status", "ja", "en", "ja_variants", "en_variants", "count"),
    *("pos", "domain", "source", "note"),
)
_EXAMPLES_SHOWN = 5
CONFLICTS = 1  # the exit code of an import that left rows of a review sheet out

status_option = click.option("--status", type=click.Choice(STATUSES), help="The terms' status.")
numbers_argument = click.argument("numbers", type=int, nargs=-1, required=True, metavar="ID...")
term_option = click.option("--term", metavar="EN", help="Judge this one English term only.")


format_option = click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="tsv, csv, xlsx, jsonl, omegat, tbx, tbx3, tmx, utx, memoq (CSV), multiterm (XML).",
)
reason_option = click.option("--reason", default="", metavar="TEXT", help="Why, for the history.")


@click.group()
def command() -> None:
    """Keep the company's terms: add, judge, import and export them.

    The glossary is --glossary or the setting of that name, else TERMALIGN_GLOSSARY, else the
    user's own (`path` shows it). What writes makes the file if need be; every command is one
    transaction and stands in the history.
    """


def _opened(named: str | None) -> Glossary:
    from termalign.glossary import Glossary

    return Glossary(glossary_path(named), note=say)


def _statuses(text: str) -> frozenset[Status] | None:
    """Return the statuses of "approved,reference", None for "all"."""
    names = [name.strip().casefold() for name in text.split(",")]
    if names == [ALL]:
        return None
    for name in names:
        if name not in STATUSES:
            raise UsageError(
                f"no status is called “{name}”", "--status", f"use {', '.join(STATUSES)} or {ALL}"
            )
    return frozenset(cast("list[Status]", names))


def _print(rows: Iterable[Sequence[str]], *, bom: bool = False) -> None:
    """Print rows, the header first: aligned for a person, TSV for a pipe."""
    if is_terminal():
        from termalign.cli.table import aligned

        for line in aligned(list(rows)):
            click.echo(line)
        return
    write_data("".join("\t".join(map(tsv_field, row)) + "\n" for row in rows), None, bom=bom)


@command.command(cls=LiteralArguments)
@click.argument("ja")
@click.argument("en")
@status_option
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
    entered = _opened(glossary).add(row)
    if entered.outcome == "added":
        came = f"{ja} = {en} ({entered.status})"
    else:
        already = f"nothing changed, {ja} = {en} is {entered.status} already"
        came = "; ".join(entered.changes) or already
    say(f"entry {entered.entry}: {came}")


@command.command("list")
@click.option(
    "--status", default=ALL, metavar="S,…", show_default=True, help="Terms of these statuses only."
)
@bom_option
@glossary_option
def list_entries(status: str, bom: bool, glossary: str | None) -> None:
    """List the entries by number: a row for an entry's terms of one status."""
    rows = _opened(glossary).rows(_statuses(status))
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
    _print([LIST_HEADER, *cells], bom=bom)


@command.command()
@click.argument("number", type=int, metavar="ID")
@glossary_option
def show(number: int, glossary: str | None) -> None:
    """Show all that is known of one entry: terms, notes, examples, history."""
    opened = _opened(glossary)
    concept = opened.concept(number)
    rows = [
        ("what", "text", "status", "count or place"),
        *_term_rows(concept),
        *_example_rows(opened.sightings(number, _EXAMPLES_SHOWN)),
        *(("history", line.what, line.who, line.at) for line in opened.history(number)),
    ]
    _print(rows)


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


@command.command()
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
    changes = _opened(glossary).edit(number, wanted)
    say(f"entry {number}: {'; '.join(changes) or 'nothing changed'}")


def _judging(name: str, status: Status, meaning: str) -> None:
    """Make the command `name`, which gives entries a status."""

    @command.command(name, help=f"{meaning}\n\n{_WHICH}")
    @numbers_argument
    @term_option
    @reason_option
    @glossary_option
    def judge(
        numbers: tuple[int, ...], term: str | None, reason: str, glossary: str | None
    ) -> None:
        judged = _opened(glossary).judge(numbers, status, term=term, reason=reason)
        already = [number for number in dict.fromkeys(numbers) if number not in judged]
        said = ((status, judged), (f"already {status}", already))
        say("; ".join(f"{what}: {', '.join(map(str, which))}" for what, which in said if which))


_WHICH = (
    "Of each entry those terms are judged that wait as proposed; where none waits, all its English "
    "terms."
)
_judging("approve", "approved", "Approve entries: this is how we say it.")
_judging("reject", "rejected", "Reject entries: not found by lookup, not proposed again.")
_judging("forbid", "forbidden", "Forbid entries: `check` objects to their English.")


@command.command()
@glossary_option
def undo(glossary: str | None) -> None:
    """Take back the last command that changed something; again, the one before."""
    say(f"taken back: {_opened(glossary).undo()}")


@command.command()
@click.argument("number", type=int, required=False, metavar="[ID]")
@click.option("--limit", type=click.IntRange(min=1), help="Show the last N only.")
@glossary_option
def history(number: int | None, limit: int | None, glossary: str | None) -> None:
    """Show who changed what and when, the latest first; of one entry or of all."""
    changes = _opened(glossary).history(number, -1 if limit is None else limit)
    lines = (
        (line.at, line.who, "" if line.concept is None else str(line.concept), line.what)
        for line in changes
    )
    _print([("at", "who", "id", "what"), *lines])


@command.command()
@glossary_option
def stats(glossary: str | None) -> None:
    """Show how many entries, terms and examples there are."""
    numbers = _opened(glossary).stats()
    _print([("what", "number"), *((name, str(value)) for name, value in numbers.items())])


@command.command()
@glossaries_option
def path(glossary: tuple[str, ...]) -> None:
    """Show where the glossary lies that the commands use, whether it is there or not.

    Of several, one a line, the first is the one that `glossary` reads and writes.
    """
    paths = glossary or (str(glossary_path(None)),)
    write_data("".join(f"{one}\n" for one in paths), None)


@command.command("import")
@click.argument("file")
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    help="The status of rows that name none: proposed by default, of the seed reference.",
)
@format_option
@encoding_option
@glossary_option
def import_file(
    file: str,
    status: str | None,
    format_name: str | None,
    encoding: str | None,
    glossary: str | None,
) -> None:
    """Enter the rows of FILE; "-" is standard input, TSV unless --format says otherwise.

    FILE is tab-separated (.tsv, OmegaT's .txt .tab .utf8), .csv (memoQ's too), .xlsx, .jsonl,
    .tbx (versions 2 and 3), .utx, .tmx, or MultiTerm's .xml. It may also be the word seed: the
    terms of disclosure that termalign brings along.

    In a table a header names the columns: ja, en, and if wanted status, ja_variants, en_variants
    (separated by |), flags (cased, exact), pos, domain, source, note. Without one the columns are
    Japanese, English and perhaps a note. What is known is not doubled; a suggestion never replaces
    a decision. One bad row, and nothing is entered.

    A sheet that `export --for-review` wrote is known as one, and its answers are applied. Rows
    that the glossary has changed since are listed and stay as they are; then the exit code is 1.
    """
    from termalign.exchange import read_glossary, read_review
    from termalign.resources import resource

    what = f"import {Path(file).name}"
    usual: Status = "reference" if file == SEED else "proposed"
    given = cast("Status", status or usual)
    path = str(resource("glossary", "seed.tsv")) if file == SEED else file
    if typed("encoding") and (file == SEED or Path(path).suffix.lower() == ".xlsx"):
        raise UsageError("has no encoding to choose", file, "leave --encoding out")
    review = read_review(path) if format_name in (None, "xlsx") else None
    if review is not None:
        answers, remarks = review
        reviewed = _opened(glossary).apply_answers(answers, what=what, status=given)
        _say_what_came_of(file, answers, remarks, reviewed)
        return
    rows, remarks = read_glossary(path, encoding=encoding, format_name=format_name)
    tally = _opened(glossary).enter_all(rows, what=what, status=given)
    for remark in remarks:
        say(f"{file}: {remark}")
    say(f"{file}: {tally.added} added, {tally.changed} changed, {tally.unchanged} known already")


def _say_what_came_of(
    file: str, answers: Sequence[Answer], remarks: Sequence[str], reviewed: Reviewed
) -> None:
    for remark in remarks:
        say(f"{file}: {remark}")
    for answer in answers:
        if answer.reason and answer.was and not answer.changes:
            say(f"{answer.where}: nothing changed, but a reason given: {answer.reason}")
    for conflict in reviewed.conflicts:
        say(conflict)
    say(
        f"{file}: {reviewed.applied} applied, {reviewed.added} added, {reviewed.unchanged} "
        f"unchanged, {len(reviewed.conflicts)} conflicts"
    )
    if reviewed.conflicts:
        click.get_current_context().exit(CONFLICTS)


@command.command()
@click.argument("other", metavar="OTHER")
@click.option("--theirs", is_flag=True, help="Where the two contradict, take OTHER's decision.")
@click.option("--dry-run", is_flag=True, help="Change nothing; show what would come of it.")
@glossary_option
def merge(other: str, theirs: bool, dry_run: bool, glossary: str | None) -> None:
    """Take the entries of the glossary OTHER in, with their counts and examples.

    A decision takes over what is only proposed. Where both have decided, differently (another
    status, another preferred English, another note), the row is printed and nothing is changed
    there unless --theirs is given. OTHER stays as it is.
    """
    from termalign.glossary import Glossary

    merged = _opened(glossary).merge(Glossary(other), theirs=theirs, dry_run=dry_run)
    if merged.conflicts:
        rows = ((str(row.entry), *row[1:]) for row in merged.conflicts)
        _print([CONFLICT_HEADER, *rows])
    tally = merged.tally
    say(
        f"{other}: {tally.added} added, {tally.changed} changed, {tally.unchanged} known already"
        + (" (tried only, nothing was changed)" if dry_run else "")
    )
    if merged.conflicts:
        whose = "OTHER's decision taken" if theirs else "left as it was, --theirs takes OTHER's"
        say(f"decided differently: {len(merged.conflicts)}; {whose}")


@command.command()
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@glossary_option
def metadata(output: str | None, glossary: str | None) -> None:
    """Write a metadata.yml that explains the glossary's tables to Datasette.

    `datasette terms.db -m metadata.yml` then lets it be browsed.
    """
    from termalign.glossary.browsing import metadata as text_for
    from termalign.glossary.connection import reading

    path = glossary_path(glossary)
    with reading(path):  # a file that is missing, or no glossary, is refused
        write_data(text_for(path.stem), output, [path])


@command.command()
@click.option(
    "--status",
    metavar="S,…",
    help=f"Terms of these statuses, or {ALL}.  [default: approved; for a review all but rejected]",
)
@output_option
@format_option
@click.option(
    "--for-review", metavar="FILE.xlsx", help="Write an Excel sheet to approve terms in instead."
)
@click.option(
    "--with-evidence",
    is_flag=True,
    help="JSON Lines, a review: with the sentences terms were seen in.",
)
@click.option("--with-confidential", is_flag=True, help="With confidential sentences as well.")
@raw_cells_option
@click.option(
    "--from",
    "source",
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="OmegaT's glossary, UTX: the language that comes first.",
)
@ja_code_option
@en_code_option
@all_variants_option
@bom_option
@glossary_option
def export(
    *,
    status: str | None,
    output: str | None,
    format_name: str | None,
    for_review: str | None,
    with_evidence: bool,
    with_confidential: bool,
    raw_cells: bool,
    source: str,
    ja_code: str,
    en_code: str,
    all_variants: bool,
    bom: bool,
    glossary: str | None,
) -> None:
    """Write the glossary for other programs, in the format that the suffix of FILE means.

    .tsv, .csv, .xlsx, .jsonl, .tbx (version 2; --format tbx3 is version 3), .utx, .tmx, OmegaT's
    .txt .tab .utf8, MultiTerm's .xml; memoQ's CSV by --format memoq.

    With --for-review it is an Excel sheet with a row for each English term: `import` brings back
    what was decided in it. No export holds sentences of documents unless --with-evidence asks for
    them, and none that are still confidential unless --with-confidential does.
    """
    sentences: Literal["none", "public", "all"] = "public" if with_evidence else "none"
    sentences = "all" if with_confidential else sentences
    if for_review is not None:
        if output is not None or format_name is not None:
            raise UsageError("--for-review names its file", for_review, "leave -o and --format out")
        _export_for_review(_opened(glossary), for_review, status, sentences)
        return
    from termalign.exchange import GLOSSARY_WRITERS, WriteOptions, chosen_format, write_glossary

    chosen = chosen_format(format_name, output, GLOSSARY_WRITERS)
    if sentences != "none" and chosen != "jsonl":
        raise UsageError(
            "only JSON Lines and a review sheet have room for sentences",
            "--with-evidence",
            "use --format jsonl or --for-review FILE",
        )
    opened, status = _opened(glossary), status or "approved"
    rows = opened.rows(_statuses(status), examples=sentences)
    options = WriteOptions(
        raw_cells=raw_cells,
        ja_code=ja_code,
        en_code=en_code,
        source=cast("Language", source),
        bom=bom,
        all_variants=all_variants,
    )
    with destination(output, [opened.path]) as stream:
        remarks = write_glossary(rows, stream, chosen, options)
    for remark in remarks:
        say(remark)
    say(f"{len(rows)} rows exported" if rows else f"no entry is {status}; --status {ALL} takes all")


def _export_for_review(
    opened: Glossary, file: str, status: str | None, examples: Literal["none", "public", "all"]
) -> None:
    from termalign.exchange import format_for, review_sheet

    format_for(file, {"xlsx": ""})
    statuses = frozenset(STATUSES) - {"rejected"} if status is None else _statuses(status)
    terms = opened.terms_to_review(cast("frozenset[Status] | None", statuses), examples=examples)
    with destination(file, [opened.path]) as stream:
        remarks = review_sheet.write(
            terms, stream, glossary=opened.identity(), examples=examples != "none"
        )
    for remark in remarks:
        say(remark)
    held = "no sentences" if examples == "none" else "with sentences of documents"
    say(f"{file}: {len(terms)} terms to review, {held}")


@command.command()
@click.option("--all-evidence", is_flag=True, help="All sentences.")
@click.option("--source", metavar="FILE", help="Those of this document.")
@click.option("--confidential", is_flag=True, help="Those that were mined as confidential.")
@click.option(
    "--confidential-until",
    "until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Those confidential until this day, 2026-05-12.",
)
@glossary_option
def purge(
    *,
    all_evidence: bool,
    source: str | None,
    confidential: bool,
    until: datetime | None,
    glossary: str | None,
) -> None:
    """Delete sentences of documents for good: terms and counts stay, `undo` brings none back.

    The glossary's file is rewritten, so that the sentences' bytes are gone from it.
    """
    from termalign.glossary.purging import ANY, Which

    chosen = [
        *([Which()] if all_evidence else []),
        *([Which(source=source)] if source is not None else []),
        *([Which(until=ANY)] if confidential else []),
        *([Which(until=until.date().isoformat())] if until is not None else []),
    ]
    if len(chosen) != 1:
        raise UsageError(
            "say which sentences, in one way",
            "purge",
            "--source FILE, --confidential, --confidential-until DAY or --all-evidence",
        )
    say(f"purged {_opened(glossary).purge(chosen[0])}: {chosen[0]}")
