"""Glossaries as tab- and comma-separated text: our own columns, and OmegaT's three."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, InputError, LanguageError
from termalign.exchange import delimited, xlsx
from termalign.exchange.columns import Row, Table, header_place, table_of
from termalign.exchange.row import LONGEST_TERM, STATUSES, GlossaryRow
from termalign.exchange.safety import FormulaGuard, SafeText
from termalign.reading.encoding import decode
from termalign.reading.source import fetch
from termalign.text import only_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.options import WriteOptions
    from termalign.records import Status

HEADER = (
    *("ja", "en", "status", "ja_variants", "en_variants"),
    *("pos", "domain", "source", "note", "id"),
)
# Several terms in one cell: a|b; a sign that a term itself holds is written \\|.
_TERM_IN_CELL = re.compile(r"(?:\\.|[^|])+")
# OmegaT 5.8 and later read the encoding from this line, earlier ones skip it as a comment.
_OMEGAT_HEAD = "# termalign glossary -*- coding: utf-8 -*-\n"

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


def _cells(row: GlossaryRow) -> tuple[str, ...]:
    return (
        row.ja,
        row.en,
        row.status or "",
        _joined(row.ja_variants),
        _joined(row.en_variants),
        row.pos,
        row.domain,
        row.source,
        row.note,
        "" if row.id is None else str(row.id),
    )


def _joined(terms: Iterable[str]) -> str:
    return "|".join(term.replace("\\", "\\\\").replace("|", "\\|") for term in terms)


def write_omegat(
    rows: Iterable[GlossaryRow],
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write OmegaT's source, target and comment: a line for each Japanese and English term.

    A comment begins with the status unless that is approved: "[forbidden] …". The remarks count
    what OmegaT would take for a comment line.
    """
    stream.write(_OMEGAT_HEAD.encode())
    safe, commented = SafeText(), 0
    for row in rows:
        status = "" if row.status in (None, "approved") else f"[{row.status}]"
        comment = " ".join(filter(None, (status, row.note)))
        for ja in row.terms("ja"):
            for en in row.terms("en"):
                if ja.startswith("#"):
                    commented += 1
                    continue
                stream.write(delimited.tsv_line((ja, en, comment), safe))
    remarks = (f"terms that begin with # left out: {commented}",) if commented else ()
    return (*remarks, *safe.remarks())


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
    rows, remarks = _entries(delimited.tsv_rows(decoded.text, comments=True), source.name)
    return [_with_status_of_comment(row) for row in rows], decoded.remarks + remarks


def _with_status_of_comment(row: GlossaryRow) -> GlossaryRow:
    """Return the row with the status its comment begins with, as `write_omegat` writes it."""
    for status in STATUSES:
        mark = f"[{status}]"
        if row.status is None and row.note.startswith(mark):
            return replace(row, status=status, note=row.note.removeprefix(mark).strip())
    return row


def read_csv(path: str | Path, encoding: str | None) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of comma-, semicolon- or tab-separated text, with or without a header."""
    source = fetch(path)
    decoded = decode(source, encoding)
    rows, remarks = _entries(delimited.csv_rows(decoded.text, source.name), source.name)
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
    table = table_of(_padded(rows), name)
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
        ja, en = row.cells[table.ja].strip(), row.cells[table.en].strip()
        ja_variants = _terms(table, row, "ja_variants")
        en_variants = _terms(table, row, "en_variants")
        _refuse_bad_terms((ja, *ja_variants), (en, *en_variants), where)
        status = _status(table, row, where)
        if status != "do-not-translate":
            _refuse_japanese((ja, *ja_variants), (en, *en_variants), where)
        yield GlossaryRow(
            ja,
            en,
            ja_variants,
            en_variants,
            status=status,
            pos=_field(table, row, "pos"),
            domain=_field(table, row, "domain"),
            source=_field(table, row, "source"),
            note=_field(table, row, "note") or _third(table, row),
        )


def _terms(table: Table, row: Row, name: str) -> tuple[str, ...]:
    parts = _TERM_IN_CELL.findall(table.cell(row, name))
    terms = (re.sub(r"\\(.)", r"\1", part).strip() for part in parts)
    return tuple(term for term in terms if term)


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


def _refuse_bad_terms(ja: Sequence[str], en: Sequence[str], where: str) -> None:
    for language, terms in (("Japanese", ja), ("English", en)):
        if not terms[0]:
            raise InputError(f"the {language} is empty", where, "fill it in, or take the row out")
        if any(len(term) > LONGEST_TERM for term in terms):
            raise InputError(
                f"the {language} is longer than {LONGEST_TERM:,} characters, no term",
                where,
                "give a file of terms, not of texts",
            )


def _refuse_japanese(ja: Sequence[str], en: Sequence[str], where: str) -> None:
    for term in en:
        if only_japanese(term) and term not in ja:  # a name may stay as it is
            raise InputError(
                f"the English “{term}” is Japanese", where, "swap the two, or give the English"
            )


def _status(table: Table, row: Row, where: str) -> Status | None:
    text = table.cell(row, "status").strip().casefold()
    for status in STATUSES:
        if text == status:
            return status
    if text:
        raise InputError(f"no status is called “{text}”", where, f"use {', '.join(STATUSES)}")
    return None
