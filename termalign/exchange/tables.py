"""Alignments as tables (TSV, CSV, Excel), and the bilingual tables others make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, InputError, LanguageError
from termalign.exchange import delimited, xlsx
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.columns import header_place, language_named, table_of
from termalign.exchange.safety import FormulaGuard, SafeText
from termalign.reading.encoding import decode
from termalign.reading.source import fetch
from termalign.records import Place
from termalign.text import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.columns import Row, Table
    from termalign.exchange.options import WriteOptions
    from termalign.records import Alignment

HEADER = ("ja_index", "en_index", "score", "ja", "en")
_WIDTHS = (10, 10, 8, 60, 60)


def score_text(score: float) -> str:
    """Return a score as it is written everywhere: four digits after the point."""
    return f"{score:.4f}"


def alignment_rows(alignment: Alignment) -> Iterator[tuple[str, str, str, str, str]]:
    """Give a row for each bead under HEADER; indices from 0, comma-separated, "" for no side."""
    for bead in alignment.beads:
        ja, en = alignment.texts(bead)
        ja_index, en_index = (",".join(map(str, side)) for side in (bead.ja, bead.en))
        yield ja_index, en_index, score_text(bead.score), ja, en


def write_tsv(alignment: Alignment, stream: BinaryIO, options: WriteOptions) -> tuple[str, ...]:
    """Write the alignment as TSV; the remarks tell what was left out."""
    if options.bom:
        stream.write(delimited.BOM)
    safe = SafeText()
    delimited.write_tsv(HEADER, alignment_rows(alignment), stream, safe)
    return safe.remarks()


def write_csv(alignment: Alignment, stream: BinaryIO, options: WriteOptions) -> tuple[str, ...]:
    """Write the alignment as CSV for Excel; the remarks tell how many cells were guarded."""
    safe, guard = SafeText(), FormulaGuard(raw=options.raw_cells)
    delimited.write_csv(HEADER, alignment_rows(alignment), stream, guard, safe)
    return (*safe.remarks(), *guard.remarks())


def write_xlsx(
    alignment: Alignment,
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write the alignment as an Excel workbook; the remarks tell what was left out."""
    safe = SafeText()
    rows = (
        (ja_index, en_index, float(score), safe(ja), safe(en))
        for ja_index, en_index, score, ja, en in alignment_rows(alignment)
    )
    xlsx.write_sheet("alignment", HEADER, rows, _WIDTHS, stream)
    return safe.remarks()


def read_tsv(path: str | Path, encoding: str | None) -> Given:
    """Return the records of tab-separated text; its errors name the line."""
    source = fetch(path)
    decoded = decode(source, encoding)
    rows = delimited.tsv_rows(decoded.text)
    return _given(source.name, rows, decoded.encoding, decoded.remarks)


def read_csv(path: str | Path, encoding: str | None) -> Given:
    """Return the records of comma-, semicolon- or tab-separated text; its errors name the line."""
    source = fetch(path)
    decoded = decode(source, encoding)
    rows = delimited.as_before_guard(delimited.csv_rows(decoded.text, source.name))
    return _given(source.name, rows, decoded.encoding, decoded.remarks)


def _given(name: str, rows: Sequence[Row], encoding: str, remarks: tuple[str, ...]) -> Given:
    delimited.refuse_ragged(rows, name)
    table = table_of(rows, name)
    places = [Place(line=r.line, label=", ".join(_named_places(table, r))) for r in table.rows]
    records = _records(table, name, places, first=0)
    return Given(name, tuple(records), encoding, remarks)


def read_xlsx(path: str | Path, encoding: str | None) -> Given:  # noqa: ARG001  # one shape for all formats
    """Return the records of a workbook's sheets that hold both languages; others are remarked on.

    What Excel shows is read: numbers in their format, without hidden and struck-through cells. A
    sheet's columns are found by a header among its first rows, else by the texts' languages.
    """
    from termalign.reading.workbook import open_workbook

    source = fetch(path)
    records: list[Record] = []
    left_out = []
    failed: InputError = EmptyInput("holds no sheet with rows", source.name, "fill one in")
    book = open_workbook(source)
    for sheet in book.sheets:
        title = sheet.name
        where = f"{source.name}, sheet {title}"
        rows = xlsx.rows_of(sheet)
        try:
            table = table_of(rows[header_place(rows) :], where)
        except (EmptyInput, LanguageError) as error:
            failed = error if isinstance(error, LanguageError) else failed
            left_out.append(f"sheet {title} was left out: it does not hold both languages")
            continue
        places = [
            Place(label=", ".join((f"sheet {title}, row {row.line}", *_named_places(table, row))))
            for row in table.rows
        ]
        records += _records(table, source.name, places, first=len(records))
    if not records:
        raise failed
    return Given(source.name, tuple(records), remarks=(*left_out, *book.remarks))


def holds_pairs(path: str | Path) -> bool:
    """Tell whether a sheet of a workbook holds both languages side by side, or says that it does.

    Raises the InputErrors of a workbook that cannot be read.
    """
    from termalign.reading.workbook import open_workbook

    return any(_has_both(xlsx.rows_of(sheet)) for sheet in open_workbook(fetch(path)).sheets)


def _has_both(rows: Sequence[Row]) -> bool:
    place = header_place(rows)
    if place:
        return True
    # A header that names a language twice, or the wrong way round: who reads the pairs says so.
    if rows and {"ja", "en"} <= {language_named(cell) for cell in rows[0].cells}:
        return True
    try:
        table = table_of(rows, "")
    except (EmptyInput, LanguageError):
        return False
    if table.ja is None or table.en is None:
        return False
    # The heads of a table of figures may look like English: 1Q22, FY2025.
    pairs = [(row.cells[table.ja], row.cells[table.en]) for row in table.rows]
    told = [language_of(en) for ja, en in pairs if language_of(ja) == "ja"]
    return 2 * told.count("en") >= len(told)


# Columns that say where a text stands, and how a place begins that they tell.
_PLACE_COLUMNS = (
    ("no. ", ("no", "no.", "", "nr", "number", "番号", "segment", "segment_no", "segment_no.")),
    ("slide ", ("slide", "slide_no", "slide_no.", "スライド", "スライド番号")),
    ("page ", ("page", "page_no", "page_no.", "ページ", "頁", "p.")),
    ("", ("comment", "comments", "コメント", "note", "notes", "remarks", "備考", "context")),
)
_LONGEST_COMMENT = 60


def _named_places(table: Table, row: Row) -> Iterator[str]:
    """Give what the row's columns of numbers, slides, pages and comments say of its place."""
    for begins, names in _PLACE_COLUMNS:
        cells = (" ".join(table.cell(row, name).split()) for name in names)
        told = next(filter(None, cells), "")
        if told:
            cut = len(told) > _LONGEST_COMMENT
            yield begins + (told[: _LONGEST_COMMENT - 1] + "…" if cut else told)


def _records(
    table: Table, document: str, places: Sequence[Place], *, first: int
) -> Iterator[Record]:
    """Give the table's rows as records of one document, numbered from `first`, blank ones not."""
    for number, (row, place) in enumerate(zip(table.rows, places, strict=True), start=first):
        record = Record(
            number,
            None if table.ja is None else row.cells[table.ja],
            None if table.en is None else row.cells[table.en],
            place,
            id=table.cell(row, "id") or None,
            document=document,
        )
        if not record.is_blank:
            yield record
