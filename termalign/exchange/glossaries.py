"""Glossaries as tab- and comma-separated text: our own columns, and OmegaT's three."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, InputError, LanguageError
from termalign.exchange import delimited, flags, memoq, xlsx
from termalign.exchange.columns import Row, Table, header_place, table_of
from termalign.exchange.row import (
    STATUSES,
    GlossaryRow,
    joined_terms,
    number_of,
    refuse_bad_terms,
    split_terms,
)
from termalign.exchange.safety import FormulaGuard, SafeText
from termalign.exchange.statuses import marked, unmarked
from termalign.reading.encoding import decode
from termalign.reading.source import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.options import WriteOptions
    from termalign.records import Status

HEADER = (
    *("ja", "en", "status", "ja_variants", "en_variants", "flags"),
    *("pos", "domain", "source", "note", "id"),
)
_WIDTHS = (30, 40, 14, 30, 40, 16, 10, 14, 24, 40, 8)
# OmegaT 5.8 and later read the encoding from this line, earlier ones skip it as a comment; we read
# which language comes first.
_OMEGAT_HEAD = "# termalign glossary, {} to {} -*- coding: utf-8 -*-\n"
_OMEGAT_DIRECTION = re.compile("# termalign glossary, (?:ja to en|(en to ja)) ")
_SILENT_IN_OMEGAT: tuple[Status, ...] = ("approved",)

# Names that other tables give to our columns.
_ALSO = {"note": ("comment", "notes", "備考"), "source": ("出典",), "domain": ("subject", "分野")}

Rows = list[GlossaryRow]


def write_tsv(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write rows as TSV with a header."""
    if options.bom:
        stream.write(delimited.BOM)
    safe = SafeText()
    delimited.write_tsv(HEADER, map(_cells, rows), stream, safe)
    return safe.remarks()


def write_csv(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write rows as CSV for Excel; the remarks tell how many cells were guarded."""
    safe, guard = SafeText(), FormulaGuard(raw=options.raw_cells)
    delimited.write_csv(HEADER, map(_cells, rows), stream, guard, safe)
    return (*safe.remarks(), *guard.remarks())


def write_xlsx(
    rows: Iterable[GlossaryRow],
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write rows as an Excel workbook, every cell a text; the remarks tell what was left out."""
    safe = SafeText()
    cells = (tuple(safe(cell) for cell in _cells(row)) for row in rows)
    xlsx.write_sheet("glossary", HEADER, cells, _WIDTHS, stream)
    return safe.remarks()


def _cells(row: GlossaryRow) -> tuple[str, ...]:
    return (
        row.ja,
        row.en,
        row.status or "",
        joined_terms(row.ja_variants),
        joined_terms(row.en_variants),
        joined_terms(flags.shown(row)),
        row.pos,
        row.domain,
        row.source,
        row.note,
        "" if row.id is None else str(row.id),
    )


def write_omegat(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write OmegaT's source, target and comment: a line for each Japanese and English term.

    A comment begins with the status unless that is approved: "[forbidden] …". The remarks count
    what OmegaT would take for a comment line.
    """
    target = "en" if options.source == "ja" else "ja"
    stream.write(_OMEGAT_HEAD.format(options.source, target).encode())
    safe, commented, listed = SafeText(), 0, list(rows)
    for row in listed:
        comment = marked(row.status, row.note, _SILENT_IN_OMEGAT)
        for source, target in row.pairs(options.source):
            if source.startswith("#"):
                commented += 1
                continue
            stream.write(delimited.tsv_line((source, target, comment), safe))
    remarks = (f"terms that begin with # left out: {commented}",) if commented else ()
    return (*remarks, *flags.left_out(listed), *safe.remarks())


def read_tsv(path: str | Path, encoding: str | None) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of tab-separated text, with or without a header."""
    source = fetch(path)
    decoded = decode(source, encoding)
    rows, remarks = _entries(delimited.tsv_rows(decoded.text), source.name)
    return rows, decoded.remarks + remarks


def read_omegat(path: str | Path, encoding: str | None) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of tab-separated text in which a line that begins with # is a comment."""
    source = fetch(path)
    decoded = decode(source, encoding)
    lines = delimited.tsv_rows(decoded.text, comments=True)
    own = _OMEGAT_DIRECTION.match(decoded.text)
    rows, remarks = (
        (_our_pairs(lines, source.name, from_english=bool(own[1])), ())
        if own
        else _entries(lines, source.name)
    )
    return [_with_status_of_comment(row) for row in rows], (*decoded.remarks, *remarks)


def _our_pairs(lines: Sequence[Row], name: str, *, from_english: bool) -> Rows:
    """Return the rows of a file that `write_omegat` wrote, whatever its texts look like."""
    if not lines:
        return []
    _refuse_wide(lines, name)
    ja, en = (1, 0) if from_english else (0, 1)
    table = Table(tuple(_padded(lines)), ja, en, {}, has_header=False)
    return list(_glossary_rows(table, name))


def _with_status_of_comment(row: GlossaryRow) -> GlossaryRow:
    """Return the row with the status its comment begins with, as `write_omegat` writes it."""
    status, note = unmarked(row.note)
    return replace(row, status=status, note=note) if status and row.status is None else row


def read_csv(path: str | Path, encoding: str | None) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of comma-, semicolon- or tab-separated text, with or without a header."""
    source = fetch(path)
    decoded = decode(source, encoding)
    lines = delimited.csv_rows(decoded.text, source.name)
    if lines and not memoq.is_memoq(lines[0]):  # memoQ's is written as it is
        lines = delimited.as_before_guard(lines)
    rows, remarks = _entries(lines, source.name)
    return rows, decoded.remarks + remarks


def read_xlsx(path: str | Path, encoding: str | None) -> tuple[Rows, tuple[str, ...]]:  # noqa: ARG001  # one shape for all formats
    """Return the rows of a workbook's sheets that hold both languages; others are remarked on.

    A sheet's columns are found by a header among its first rows, else by the texts' languages.
    """
    source = fetch(path)
    found: Rows = []
    remarks: list[str] = []
    failed: InputError = EmptyInput("holds no sheet with rows", source.name, "fill one in")
    for title, rows in xlsx.read_sheets(source):
        try:
            entries, said = _entries(rows[header_place(rows) :], f"{source.name}, sheet {title}")
        except (EmptyInput, LanguageError) as error:
            failed = error if isinstance(error, LanguageError) else failed
            remarks.append(f"sheet {title} was left out: it does not hold both languages")
            continue
        found += entries
        remarks += [f"sheet {title}: {remark}" for remark in said]
    if not found:
        raise failed
    return found, tuple(remarks)


def _entries(rows: Sequence[Row], name: str) -> tuple[Rows, tuple[str, ...]]:
    """Return the table's rows as entries; without a header a third column is the note."""
    if not rows:
        raise EmptyInput("holds no entries", name, "give rows of Japanese and English")
    if memoq.is_memoq(rows[0]):
        delimited.refuse_ragged(rows, name)
        return memoq.rows_of(rows, name)
    table = table_of(_padded(rows), name, among=2)
    if table.has_header:
        delimited.refuse_ragged(rows, name)
    else:
        _refuse_wide(rows, name)
    if table.ja is None or table.en is None:
        raise InputError(
            "the header names one language only", f"{name}:{rows[0].line}", "name both: ja, en"
        )
    unknown = sorted(set(table.others) - _KNOWN)
    remarks = (f"columns passed over: {', '.join(unknown)}",) if unknown else ()
    return list(_glossary_rows(table, name)), remarks


def _padded(rows: Sequence[Row]) -> list[Row]:
    width = max(len(row.cells) for row in rows)
    return [Row(row.line, row.cells + ("",) * (width - len(row.cells))) for row in rows]


def _refuse_wide(rows: Sequence[Row], name: str) -> None:
    for row in rows:
        if not 2 <= len(row.cells) <= 3:
            raise InputError(
                f"the row has {len(row.cells)} columns",
                f"{name}:{row.line}",
                "give Japanese, English and perhaps a note, or a header with the columns' names",
            )


_KNOWN = {*HEADER, *(name for names in _ALSO.values() for name in names)}


def _glossary_rows(table: Table, name: str) -> Iterator[GlossaryRow]:
    for row in table.rows:
        where = f"{name}:{row.line}"
        assert table.ja is not None
        assert table.en is not None
        entry = GlossaryRow(
            row.cells[table.ja].strip(),
            row.cells[table.en].strip(),
            split_terms(table.cell(row, "ja_variants")),
            split_terms(table.cell(row, "en_variants")),
            status=_status(table, row, where),
            pos=_field(table, row, "pos"),
            domain=_field(table, row, "domain"),
            source=_field(table, row, "source"),
            note=_field(table, row, "note") or _third(table, row),
            id=number_of(table.cell(row, "id")),
        )
        flagged = flags.flags_of(split_terms(table.cell(row, "flags")), entry, where)
        yield refuse_bad_terms(replace(entry, flags=flagged), where)


def _field(table: Table, row: Row, name: str) -> str:
    cells = (table.cell(row, known).strip() for known in (name, *_ALSO.get(name, ())))
    return next(filter(None, cells), "")


def _third(table: Table, row: Row) -> str:
    """Return the note of a row without a header: what is in neither language's column."""
    if table.has_header:
        return ""
    return " ".join(
        cell.strip() for place, cell in enumerate(row.cells) if place not in (table.ja, table.en)
    ).strip()


def _status(table: Table, row: Row, where: str) -> Status | None:
    text = table.cell(row, "status").strip().casefold()
    for status in STATUSES:
        if text == status:
            return status
    if text:
        raise InputError(f"no status is called “{text}”", where, f"use {', '.join(STATUSES)}")
    return None
