"""`termalign check`: compare figures, terms and texts, and end with a release gate's exit code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from termalign.cli.console import (
    encoding_option,
    glossary_option,
    is_terminal,
    model_option,
    output_option,
    say,
    segment_option,
    write_data,
)
from termalign.errors import EmptyInput, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.checks import Tally
    from termalign.pair import AlignOptions
    from termalign.records import Alignment, ApprovedTerm, Document, Finding, Segmentation
    from termalign.settings import Settings

_SEVERITIES = ("error", "warning", "note")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_FOUND = 1


@click.command()
@click.argument("files", nargs=-1, required=True)
@glossary_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "jsonl"]),
    help="text for people, jsonl for programs; default by -o's suffix, else text.",
)
@output_option
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that ends the command with exit code 1.",
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
@model_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    glossary: str | None,
    format_name: str | None,
    output: str | None,
    fail_on: str,
    mode: str,
    segment: str,
    encoding: str | None,
    model: str,
) -> None:
    """Check two documents, one bilingual file, or one document alone.

    A BILINGUAL file is .tsv, .csv, .jsonl, .tmx or .xlsx. Of one document only what one language
    tells is checked: dates no calendar has, weekdays, Japanese left in English.
    """
    from termalign.pair import AlignOptions
    from termalign.report import render

    chosen = format_name or _format_of(output)
    terms = _terms(glossary)
    options = AlignOptions(
        segment=cast("Segmentation", segment),
        mode=cast("Literal['auto', 'parallel', 'comparable']", mode),
        model=model,
        encoding=encoding,
        approved=tuple(terms),
    )
    findings, tally, remarks = _examined(files, options, terms, ctx.obj)
    rendered = render(findings, chosen)
    if chosen == "text" and output is None and is_terminal():
        _show(rendered)
    else:
        write_data(rendered, output, files)
    for remark in remarks:
        say(remark)
    for line in _summary(findings, tally):
        say(line)
    gravest = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    if any(finding.severity in gravest for finding in findings):
        ctx.exit(_FOUND)


def _format_of(output: str | None) -> str:
    """Return the format an output's suffix means."""
    from termalign.report import FORMATS

    suffix = Path(output).suffix.lower() if output and output != "-" else ""
    known = {"": "text", ".txt": "text", ".text": "text"} | {f".{name}": name for name in FORMATS}
    if suffix not in known:
        names = ", ".join(name for name in known if name)
        raise UsageError(f"no format has the suffix “{suffix}”", output or "", f"known are {names}")
    return known[suffix]


def _terms(glossary: str | None) -> list[ApprovedTerm]:
    if glossary is None:
        return []
    from termalign.glossary import Glossary

    return Glossary(glossary).approved_terms()


def _examined(
    files: Sequence[str], options: AlignOptions, terms: list[ApprovedTerm], settings: Settings
) -> tuple[list[Finding], Tally, list[str]]:
    """Return the findings, what was compared, and the remarks on what was read."""
    from termalign.exchange import is_bilingual

    bilingual = [name for name in files if is_bilingual(name)]
    if len(files) == 1 and bilingual:
        return _examined_records(files[0], options, terms, settings)
    if len(files) == 1:
        return _examined_alone(files[0], options, terms, settings)
    if bilingual:
        raise UsageError("holds both languages", bilingual[0], "check a bilingual file by itself")
    if len(files) > 2:
        raise UsageError(
            "more than two files", " ".join(files), "name a Japanese and an English one"
        )
    return _examined_pair(files[0], files[1], options, terms, settings)


def _examined_pair(
    a: str, b: str, options: AlignOptions, terms: list[ApprovedTerm], settings: Settings
) -> tuple[list[Finding], Tally, list[str]]:
    from termalign.checks import examine
    from termalign.pair import align_files

    alignment = align_files(a, b, options)
    if alignment.mode == "comparable" and options.mode == "auto":
        raise UsageError(
            "the two documents do not run parallel",
            f"{a}, {b}",
            "name a document and its translation, or use --mode comparable",
        )
    examination = examine(alignment, terms, settings)
    return list(examination.findings), examination.tally, list(alignment.remarks)


def _examined_records(
    name: str, options: AlignOptions, terms: list[ApprovedTerm], settings: Settings
) -> tuple[list[Finding], Tally, list[str]]:
    """Return the findings on a bilingual file, with its records' numbers and ids."""
    from termalign.checks import Tally, examine
    from termalign.exchange import read_records
    from termalign.exchange.bilingual import documents_of

    given = read_records(name, encoding=options.encoding)
    findings: list[Finding] = []
    tally = Tally()
    for document in documents_of(given):
        records = document.records
        lone = {row for row, record in enumerate(records) if None in {record.ja, record.en}}
        examination = examine(document.alignment, terms, settings, monolingual=lone)
        tally += examination.tally
        findings += [
            replace(one, row=records[one.row].row, id=records[one.row].id)
            for one in examination.findings
            if one.row is not None
        ]
    findings.sort(key=lambda finding: finding.row or 0)
    # A bilingual file has no pages of its own, however many documents it holds.
    pages = {"ja_pages": 0, "en_pages": 0}
    return findings, replace(tally, **pages), [f"{given.name}: {r}" for r in given.remarks]


def _examined_alone(
    name: str, options: AlignOptions, terms: list[ApprovedTerm], settings: Settings
) -> tuple[list[Finding], Tally, list[str]]:
    """Return what one document alone tells: little, and the remarks say so."""
    from termalign.checks import examine
    from termalign.reading import open_document

    layout: Literal["line", "page"] = "line" if options.segment == "line" else "page"
    document = open_document(name, encoding=options.encoding, layout=layout)
    alignment = _alone(document, options)
    rows = range(len(alignment.beads))
    examination = examine(alignment, terms, settings, monolingual=rows)
    language = {"ja": "Japanese", "en": "English"}[document.language]
    remark = f"{document.name}: {language} alone; only what one language tells was checked"
    return (
        list(examination.findings),
        examination.tally,
        [*(f"{document.name}: {r}" for r in document.remarks), remark],
    )


def _alone(document: Document, options: AlignOptions) -> Alignment:
    """Return an alignment with a bead for each segment of one document, and no other document."""
    from termalign import __version__
    from termalign.records import Alignment, Bead, Document
    from termalign.segment import segments

    found = segments(document, options.segment)
    if not any(segment.text.strip() for segment in found):
        raise EmptyInput("holds no text", document.name, "name a document with text in it")
    japanese = document.language == "ja"
    nothing = Document(document.name, "en" if japanese else "ja", (), pages=0)
    beads = tuple(
        Bead((one.index,), (), 1.0) if japanese else Bead((), (one.index,), 1.0) for one in found
    )
    return Alignment(
        document if japanese else nothing,
        nothing if japanese else document,
        found if japanese else (),
        () if japanese else found,
        beads,
        "given",
        f"termalign {__version__}; one document",
    )


# --- what is said ------------------------------------------------------------------------------


def _show(rendered: str) -> None:
    """Write the report to a terminal, its severities in colour unless NO_COLOR is set."""
    import os

    for line in rendered.splitlines():
        word = line.strip().partition(":")[0]
        coloured = word in _COLOURS and line.startswith("  ") and not os.environ.get("NO_COLOR")
        click.echo(
            line.replace(word, click.style(word, fg=_COLOURS[word]), 1) if coloured else line
        )


def _summary(findings: Sequence[Finding], tally: Tally) -> Iterable[str]:
    """Yield what was compared, and what was found: nothing passes in silence."""
    alone = 0 in {tally.ja_pages, tally.en_pages} and tally.ja_pages != tally.en_pages
    paired = tally.beads - tally.ja_only - tally.en_only
    if alone:
        yield f"read: {_counted(tally.beads, 'text')} of one language, nothing to compare with"
    else:
        yield (
            f"compared: {_counted(paired, 'pair')} of texts, {tally.ja_only} only in Japanese, "
            f"{tally.en_only} only in English"
        )
    yield (
        f"figures: {tally.figures_matched} matched, {tally.figures_differing} differ, without a "
        f"partner {tally.ja_without_partner} Japanese, {tally.en_without_partner} English"
    )
    if tally.ja_pages or tally.en_pages:
        yield (
            f"pages read: {tally.ja_pages} Japanese, {tally.en_pages} English; without text: "
            f"{tally.ja_pages_without_text} Japanese, {tally.en_pages_without_text} English"
        )
    counts = [sum(one.severity == severity for one in findings) for severity in _SEVERITIES]
    words = zip(counts, _SEVERITIES, strict=True)
    yield "found: " + ", ".join(_counted(count, severity) for count, severity in words)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
