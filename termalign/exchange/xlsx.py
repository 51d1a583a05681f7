"""Excel workbooks: sheets of text cells out, without a live formula; rows of text in."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from termalign.errors import OutputError, UnsupportedFormat
from termalign.exchange.columns import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from termalign.reading.source import Source

LONGEST_CELL = 32_767  # what Excel holds; it would cut the rest off without a word
_MOST_ROWS = 1_048_576
# The zip format's first day: no clock, so that the same input gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Excel reads _x000B_ in a cell as the character of that number.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

# A workbook of honest texts is some megabytes; these bounds are reached by bombs only.
_MOST_UNPACKED = 500_000_000
_MOST_PARTS = 10_000
_GREATEST_RATIO = 200
_SMALL_PART = 10_000_000
_MOST_CELLS = 20_000_000  # rows by columns: 400 columns to 50,000 rows


def write_sheet(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str | float]],
    widths: Sequence[int],
    stream: BinaryIO,
) -> None:
    """Write a workbook of one sheet: every text a text, `widths` in characters.

    The header is frozen and has filters.

    Raises OutputError for a text longer than a cell holds and for more rows than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    lines = [header, *rows]
    _refuse_too_much(lines)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(header) - 1)}{len(lines)}"
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate(lines, start=1):
        cells = [WriteOnlyCell(sheet, escaped(value)) for value in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # openpyxl makes a formula of =1+1 and an error of #N/A
            cell.alignment = wrapped
            if number == 1:
                cell.font = bold
        sheet.append(cells)
    save(book, stream)


def save(book: Workbook, stream: BinaryIO) -> None:
    """Write a workbook that bears no time: the same sheets give the same bytes."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001  # Excel knows no zone
    book.properties.creator = "termalign"
    content = io.BytesIO()
    ExcelWriter(book, _TimelessZip(content, "w", zipfile.ZIP_DEFLATED)).save()
    stream.write(content.getvalue())


class _TimelessZip(zipfile.ZipFile):
    """A zip file whose parts bear no time."""

    def writestr(self, name: str, content: str | bytes) -> None:  # type: ignore[override]  # as openpyxl calls it
        super().writestr(self._part(name), content)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]  # as openpyxl calls it
        import shutil

        with open(filename, "rb") as source, self.open(self._part(arcname), "w") as part:  # noqa: PTH123  # a name
            shutil.copyfileobj(source, part)

    def _part(self, name: str) -> zipfile.ZipInfo:
        part = zipfile.ZipInfo(name, _NO_TIME)
        part.compress_type = self.compression
        part.create_system = 0  # the same on Windows and elsewhere
        return part


def escaped(value: str | float) -> str | float:
    """Return `value` as a cell's text: what looks like Excel's _x000B_ stays what it is."""
    return _ESCAPE_LIKE.sub("_x005F_", value) if isinstance(value, str) else value


def _refuse_too_much(lines: Sequence[Sequence[str | float]]) -> None:
    if len(lines) > _MOST_ROWS:
        raise OutputError(
            f"a sheet holds {_MOST_ROWS:,} rows, these are more", hint="write .tsv instead"
        )
    for number, row in enumerate(lines, start=1):
        if any(isinstance(value, str) and len(value) > LONGEST_CELL for value in row):
            raise OutputError(
                f"row {number} has a text of more than the {LONGEST_CELL:,} characters of a cell",
                hint="write .tsv instead",
            )


def read_sheets(source: Source) -> Iterator[tuple[str, list[Row]]]:
    """Give each sheet's name and its rows that hold something, all of one width.

    Raises UnsupportedFormat for what is no workbook, one that would unpack to an absurd size, and
    a sheet with a stray cell so far off that its rows would.
    """
    from openpyxl import load_workbook

    refuse_bomb(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "no default style": nothing the texts depend on
            book = load_workbook(io.BytesIO(source.content), read_only=True, data_only=True)
            sheets = [
                (sheet.title, _rows(sheet, f"{source.name}, sheet {sheet.title}"))
                for sheet in book.worksheets
            ]
    except UnsupportedFormat:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise UnsupportedFormat(
            f"cannot be read as an Excel workbook ({error})",
            source.name,
            "open it in Excel and save it again as .xlsx",
        ) from error
    yield from sheets


def _rows(sheet: Worksheet, where: str) -> list[Row]:
    # A stray cell at XFD1048576 would make each of a million rows 16,384 cells wide.
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # of a sheet that is only read
    texts = [
        (number, tuple(_text(value) for value in row))
        for number, row in enumerate(islice(sheet.values, _MOST_ROWS), start=1)
        if any(value is not None for value in row)
    ]
    width = max((len(cells) for _, cells in texts), default=0)
    if width * len(texts) > _MOST_CELLS:
        raise UnsupportedFormat(
            f"is {width:,} columns wide for {len(texts):,} rows",
            where,
            "delete the cells far off to the right, which Ctrl+End shows",
        )
    return [Row(number, cells + ("",) * (width - len(cells))) for number, cells in texts]


def _text(value: object) -> str:
    if isinstance(value, str):
        return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), value)
    return "" if value is None else str(value)


def refuse_bomb(source: Source) -> None:
    """Look at the zip directory before anything is unpacked.

    Raises UnsupportedFormat for what is no zip file, is encrypted, would unpack to an absurd size,
    or has a part with a document type declaration, which no Office program writes.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnsupportedFormat(
            "is no Excel workbook, or is encrypted", source.name, "save it as .xlsx, unprotected"
        ) from error
    with archive:
        parts = archive.infolist()
        if (
            len(parts) > _MOST_PARTS
            or sum(part.file_size for part in parts) > _MOST_UNPACKED
            or any(
                part.file_size > max(_SMALL_PART, _GREATEST_RATIO * part.compress_size)
                for part in parts
            )
        ):
            raise UnsupportedFormat(
                "would unpack to an absurd size", source.name, "make sure where it comes from"
            )
        for part in parts:
            _refuse_declarations(archive, part, source.name)


def _refuse_declarations(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    if part.flag_bits & 1:
        raise UnsupportedFormat("is encrypted", where, "save it without a password")
    if not part.filename.endswith((".xml", ".rels")):
        return
    try:
        with archive.open(part) as content:
            head = content.read(4_096)
    except Exception as error:  # zipfile raises whatever its parts raise: zlib.error, EOFError …
        raise UnsupportedFormat(
            f"is damaged ({error})", where, "open it in Excel and save it again"
        ) from error
    if b"<!DOCTYPE" in head.replace(b"\0", b""):
        raise UnsupportedFormat(
            "declares a document type, as no Excel does", where, "make sure where it comes from"
        )
