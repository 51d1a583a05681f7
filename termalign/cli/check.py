"""`termalign check`: compare figures, terms and texts, and end with a release gate's exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from termalign.cli.console import (
    STDIN_STDOUT,
    accept_unread_option,
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
    write_data,
)
from termalign.cli.verdict import (
    SEVERITIES,
    Left,
    answered_as_is,
    counted,
    dismissal_remarks,
    since,
    summary,
)
from termalign.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.checks.check import Check
    from termalign.cli.examining import Material, Outcome
    from termalign.records import Finding, Segmentation, Severity
    from termalign.report import About
    from termalign.report.earlier import Earlier

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_FOUND = 1


@click.command()
@click.argument("files", nargs=-1, required=True)
@glossaries_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "jsonl", "xlsx", "html", "sarif", "github"]),
    help="text for people, xlsx to be answered, jsonl and sarif for programs; default by -o's "
    "suffix, else text.",
)
@output_option
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that ends the command with exit code 1.",
)
@click.option(
    "--since",
    "old",
    metavar="OLD",
    help="Earlier findings: those of a .jsonl are not repeated; the answers of an .xlsx are heard.",
)
@click.option(
    "--dismissed",
    "dismissed_file",
    metavar="FILE",
    help="The dismissals, instead of termalign.dismissed.jsonl beside the settings.",
)
@click.option(
    "--matches",
    metavar="FILE",
    help="Write the figures that agree to FILE as TSV, each with its places and the reason.",
)
@click.option(
    "--suggest-profile",
    is_flag=True,
    help="Check nothing; print the company's habits as the documents show them, as settings.",
)
@click.option(
    "--same-facts",
    is_flag=True,
    help="Compare tables of any number of documents, of either language: the same item of the "
    "same period must have one value.",
)
@click.option(
    "--mode",
    type=click.Choice(["auto", "parallel", "comparable"]),
    default="auto",
    show_default=True,
    help="How two documents are aligned; comparable: only what contradicts is reported.",
)
@segment_option
@encoding_option
@notes_option
@accept_unread_option
@password_option
@model_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    glossary: tuple[str, ...],
    format_name: str | None,
    output: str | None,
    fail_on: str,
    old: str | None,
    dismissed_file: str | None,
    matches: str | None,
    suggest_profile: bool,
    same_facts: bool,
    mode: str,
    segment: str,
    encoding: str | None,
    notes: bool,
    accept_unread: frozenset[int],
    passwords: tuple[str, ...],
    model: str,
) -> None:
    """Check two documents, one bilingual file, or one document alone.

    A BILINGUAL file is .tmx, .xliff, .xlf, .sdlxliff, .mqxliff, .mqxlz, .po, .tsv, .csv, .xlsx or
    .jsonl. Of one document only what one language tells is checked: dates, arithmetic, one fact
    with two values, slips of style, Japanese left in English.
    """
    from termalign.cli.align import approved_terms
    from termalign.cli.dismissed import dismissals_file
    from termalign.cli.examining import examined, read_material
    from termalign.cli.inputs import expanded
    from termalign.cli.same_facts import stated_facts
    from termalign.pair import AlignOptions

    files = expanded(files)
    chosen = format_name or ("text" if suggest_profile else _format_of(output))
    terms = approved_terms(glossary)
    options = AlignOptions(
        segment=cast("Segmentation", segment),
        mode=cast("Literal['auto', 'parallel', 'comparable']", mode),
        model=model,
        encoding=encoding,
        approved=terms,
        notes=notes,
        accepted=accept_unread,
        passwords=passwords,
        note=say,
    )
    earlier = _earlier(old)
    if same_facts:
        material, outcome = stated_facts(files, options, ctx.obj)
    else:
        material = read_material(files, options)
        if suggest_profile:
            _suggest(material, output, files)
            return
        outcome = examined(material, terms, ctx.obj)
    file = dismissals_file(dismissed_file, ctx.obj)
    left = _left(outcome.findings, earlier, file)
    about = _about(material, left, earlier, outcome.counts)
    inputs = (*files, *([old] if old else []), str(file))
    if matches is not None:
        _write_matches(outcome, matches, output, inputs)
    _report(left.findings, chosen, about, output, inputs)
    _keep(left.new_dismissals, file)
    for line in (*material.remarks, *left.remarks, *summary(left.findings, outcome.counts)):
        say(line)
    gravest = SEVERITIES[: SEVERITIES.index(cast("Severity", fail_on)) + 1]
    if any(finding.severity in gravest for finding in left.findings):
        ctx.exit(_FOUND)


def _format_of(output: str | None) -> str:
    """Return the format an output's suffix means."""
    from termalign.report import SUFFIXES

    suffix = Path(output).suffix.lower() if output and output != "-" else ""
    known = {"": "text"} | SUFFIXES
    if suffix not in known:
        names = ", ".join(name for name in known if name)
        raise UsageError(f"no format has the suffix “{suffix}”", output or "", f"known are {names}")
    return known[suffix]


def _earlier(old: str | None) -> Earlier | None:
    if old is None:
        return None
    from termalign.report.earlier import read_earlier

    return read_earlier(old)


def _suggest(material: Material, output: str | None, files: Sequence[str]) -> None:
    from termalign.checks.habits import observed, suggested

    habits = observed([part.alignment for part in material.parts])
    write_data(suggested(habits), output, files)
    for remark in material.remarks:
        say(remark)


# --- what is left of the findings ----------------------------------------------------------------


def _left(findings: Sequence[Finding], earlier: Earlier | None, file: Path) -> Left:
    """Return the findings without those that were dismissed, or are known from an earlier check.

    What an earlier sheet answers with “as is” counts as dismissed already.
    """
    from termalign.cli.dismissed import decided
    from termalign.output import check_output
    from termalign.report.dismissals import read_dismissals, sift

    known = read_dismissals(file)
    as_is = answered_as_is(earlier, findings, known)
    sifted = sift(findings, (*known, *decided(as_is)))
    remarks = list(
        dismissal_remarks(len(sifted.dismissed), sifted.stale, sifted.ambiguous, file.name)
    )
    if as_is:
        check_output(file)  # before the report is written: all of it comes about, or nothing
        remarks.insert(0, f"newly dismissed, as answered: {counted(len(as_is), 'finding')}")
    if earlier is None:
        return Left(sifted.left, tuple(remarks), new_dismissals=as_is)
    left, reopened, said = since(sifted.left, findings, earlier)
    return Left(left, (*said, *remarks), reopened, as_is)


def _keep(reasons: Mapping[str, str], file: Path) -> None:
    """Write down what was answered with “as is”, so that the next check knows it by itself."""
    if not reasons:
        return
    from termalign.cli.dismissed import decided
    from termalign.report.dismissals import added, read_dismissals, write_dismissals

    write_dismissals(file, added(read_dismissals(file), decided(reasons)))


# --- the report ----------------------------------------------------------------------------------


def _about(
    material: Material, left: Left, earlier: Earlier | None, counts: tuple[str, ...]
) -> About:
    from termalign.checks import CHECKS
    from termalign.report import About, Rule

    rules = tuple(
        Rule(check.code, check.severity, check.meaning, _explained(check)) for check in CHECKS
    )
    answers = earlier.answers if earlier is not None and earlier.answers is not None else {}
    said = (*counts, *material.remarks)  # what was left out, and what was accepted as unread
    return About(material.ja_file, material.en_file, said, rules, answers, left.reopened)


def _explained(check: Check) -> str:
    """Return a check's first example in words, and where more is said of it."""
    example = check.must_flag[0]
    texts = " / ".join(text for text in (example.ja, example.en) if text)
    return f"Found in: {texts} See docs/checks.md."


def _report(
    findings: Sequence[Finding],
    chosen: str,
    about: About,
    output: str | None,
    inputs: Sequence[str],
) -> None:
    from termalign.report import render

    rendered = render(findings, chosen, about)
    if isinstance(rendered, str) and chosen == "text" and output is None and is_terminal():
        _show(rendered)
    else:
        write_data(rendered, output, inputs)


def _write_matches(
    outcome: Outcome, matches: str, output: str | None, inputs: Sequence[str]
) -> None:
    """Write the figures that agree. Raises UsageError where the findings go to the same place."""
    from termalign.report.matches import write_matches

    if matches == (output or STDIN_STDOUT):
        raise UsageError("is where the findings go", matches, "name another file with --matches")
    with destination(matches, inputs) as stream:
        write_matches(outcome.matches, stream)


def _show(rendered: str) -> None:
    """Write the report to a terminal, its severities in colour unless NO_COLOR is set."""
    import os

    for line in rendered.splitlines():
        word = line.strip().partition(":")[0]
        coloured = word in _COLOURS and line.startswith("  ") and not os.environ.get("NO_COLOR")
        click.echo(
            line.replace(word, click.style(word, fg=_COLOURS[word]), 1) if coloured else line
        )
