"""`glossary import`, `export`, `merge`: terms from other files, and to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from termalign.cli.console import (
    all_variants_option,
    bom_option,
    destination,
    en_code_option,
    encoding_option,
    glossary_option,
    ja_code_option,
    output_option,
    raw_cells_option,
    say,
    typed,
)
from termalign.cli.glossary.common import (
    ALL,
    STATUSES,
    opened_glossary,
    print_rows,
    statuses_of,
)
from termalign.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.exchange.review import Answer
    from termalign.glossary import Glossary
    from termalign.glossary.reviewing import Reviewed
    from termalign.records import Language, Status

_SEED = "seed"
_CONFLICT_HEADER = ("id", "ja", "what", "ours", "theirs")
_CONFLICTS = 1  # the exit code of an import that left rows of a review sheet out

format_option = click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="tsv, csv, xlsx, jsonl, omegat, tbx, tbx3, tmx, utx, memoq (CSV), multiterm (XML).",
)


@click.command("import")
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
    usual: Status = "reference" if file == _SEED else "proposed"
    given = cast("Status", status or usual)
    path = str(resource("glossary", "seed.tsv")) if file == _SEED else file
    if typed("encoding") and (file == _SEED or Path(path).suffix.lower() == ".xlsx"):
        raise UsageError("has no encoding to choose", file, "leave --encoding out")
    review = read_review(path) if format_name in (None, "xlsx") else None
    if review is not None:
        answers, remarks = review
        reviewed = opened_glossary(glossary).apply_answers(answers, what=what, status=given)
        _say_what_came_of(file, answers, remarks, reviewed)
        return
    rows, remarks = read_glossary(path, encoding=encoding, format_name=format_name)
    tally = opened_glossary(glossary).enter_all(rows, what=what, status=given)
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
        click.get_current_context().exit(_CONFLICTS)


@click.command()
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
        _export_for_review(opened_glossary(glossary), for_review, status, sentences)
        return
    from termalign.exchange import GLOSSARY_WRITERS, WriteOptions, chosen_format, write_glossary

    chosen = chosen_format(format_name, output, GLOSSARY_WRITERS)
    if sentences != "none" and chosen != "jsonl":
        raise UsageError(
            "only JSON Lines and a review sheet have room for sentences",
            "--with-evidence",
            "use --format jsonl or --for-review FILE",
        )
    opened, status = opened_glossary(glossary), status or "approved"
    rows = opened.rows(statuses_of(status), examples=sentences)
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
    statuses = frozenset(STATUSES) - {"rejected"} if status is None else statuses_of(status)
    terms = opened.terms_to_review(cast("frozenset[Status] | None", statuses), examples=examples)
    with destination(file, [opened.path]) as stream:
        remarks = review_sheet.write(
            terms, stream, glossary=opened.identity(), examples=examples != "none"
        )
    for remark in remarks:
        say(remark)
    held = "no sentences" if examples == "none" else "with sentences of documents"
    say(f"{file}: {len(terms)} terms to review, {held}")


@click.command()
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

    merged = opened_glossary(glossary).merge(Glossary(other), theirs=theirs, dry_run=dry_run)
    if merged.conflicts:
        rows = ((str(row.entry), *row[1:]) for row in merged.conflicts)
        print_rows([_CONFLICT_HEADER, *rows])
    tally = merged.tally
    say(
        f"{other}: {tally.added} added, {tally.changed} changed, {tally.unchanged} known already"
        + (" (tried only, nothing was changed)" if dry_run else "")
    )
    if merged.conflicts:
        whose = "OTHER's decision taken" if theirs else "left as it was, --theirs takes OTHER's"
        say(f"decided differently: {len(merged.conflicts)}; {whose}")
