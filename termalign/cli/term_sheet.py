"""`termalign lookup --text`: the known terms of a text as a sheet, by first appearance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from termalign.cli.console import destination, is_terminal, say, write_data
from termalign.errors import UsageError
from termalign.exchange import format_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.glossary import Glossaries
    from termalign.glossary.several import Known
    from termalign.records import Language, Segment

HEADER = (
    *("ja", "reading", "en", "status", "match", "ja_variants", "en_variants", "forbidden"),
    *("note", "count", "place", "id", "glossary"),
)
_WIDTHS = (30, 30, 40, 12, 20, 24, 24, 24, 40, 8, 24, 8, 20)
_FORMATS = dict.fromkeys(("tsv", "csv", "xlsx"), "_write")
_NOTHING_FOUND = 1


@dataclass(frozen=True, slots=True)
class Request:
    """The text whose terms are wanted; a language of None is told by its letters."""

    file: str
    language: Language | None
    encoding: str | None
    passwords: tuple[str, ...]
    exact: bool
    most: int | None


def show(
    request: Request, glossaries: Glossaries, *, output: str | None, as_json: bool, bom: bool
) -> int:
    """Print or write the sheet and return the command's exit code: 1 where no term is known."""
    from termalign.reading import open_document
    from termalign.segment import segments

    named = output not in (None, "-")
    if named and as_json and Path(str(output)).suffix.lower() != ".json":
        raise UsageError(
            "--json writes JSON", str(output), "name a .json file, or leave --json out"
        )
    format_name = format_for(str(output), _FORMATS) if named and not as_json else "tsv"
    document = open_document(
        request.file,
        encoding=request.encoding,
        language=request.language,
        passwords=request.passwords,
    )
    found = segments(document)
    texts = [segment.text for segment in found]
    known = glossaries.known_terms(texts, document.language, exact=request.exact)
    several = len(glossaries.all) > 1
    header = HEADER if several else HEADER[:-1]
    objects = [_object(one, found, header) for one in known[: request.most]]
    rows = [tuple(map(_cell, one.values())) for one in objects]
    if as_json:
        lines = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in objects)
        write_data(f"[{lines}]\n", output, [request.file], bom=bom)
    elif not named and is_terminal():
        for line in _table(header, rows):
            click.echo(line)
    elif rows or named:
        inputs: list[str | Path] = [request.file, *(one.path for one in glossaries.all)]
        with destination(output, inputs) as stream:
            for remark in _write(header, rows, format_name, stream, bom=bom):
                say(remark)
    total = sum(one.occurrence.count for one in known)
    say(f"{document.name}: {len(known)} terms known, {total} times in {len(found)} segments")
    return 0 if known else _NOTHING_FOUND


def _object(known: Known, found: Sequence[Segment], names: Sequence[str]) -> dict[str, Any]:
    """Return what there is to say of an entry by its names: texts, numbers, lists of texts."""
    one, answer = known.occurrence, known.occurrence.answer
    values = (
        answer.ja.text,
        one.reading,
        answer.en.text,
        answer.status,
        answer.why,
        answer.others("ja"),
        answer.others("en"),
        answer.forbidden,
        answer.concept.note,
        one.count,
        str(found[one.first.text].place),
        answer.concept.id,
        known.glossary,
    )
    return dict(zip(names, values, strict=False))  # one glossary is not named


def _cell(value: Any) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)


def _table(header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines for a terminal: the columns that an interpreter reads, if any is filled."""
    from termalign.cli.table import aligned, coloured

    if not rows:
        return []
    wanted = ("ja", "reading", "en", "status", "count", "place", "forbidden", "note", "glossary")
    columns = [header.index(name) for name in wanted if name in header]
    kept = [column for column in columns if any(row[column] for row in rows)]
    head, *lines = aligned([[row[column] for column in kept] for row in (header, *rows)])
    status = HEADER.index("status")
    return [head, *(coloured(line, row[status]) for line, row in zip(lines, rows, strict=True))]


def _write(
    header: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    format_name: str,
    stream: BinaryIO,
    *,
    bom: bool,
) -> tuple[str, ...]:
    """Write the sheet; the remarks tell what was left out or guarded."""
    from termalign.exchange import delimited, xlsx
    from termalign.exchange.safety import FormulaGuard, SafeText

    safe, guard = SafeText(), FormulaGuard()
    if format_name == "xlsx":
        safe_rows = [tuple(map(safe, row)) for row in rows]
        xlsx.write_sheet("terms", header, safe_rows, _WIDTHS[: len(header)], stream)
    elif format_name == "csv":
        delimited.write_csv(header, rows, stream, guard, safe)
    else:
        if bom:
            stream.write(delimited.BOM)
        delimited.write_tsv(header, rows, stream, safe)
    return (*safe.remarks(), *guard.remarks())
