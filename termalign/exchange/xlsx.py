"""Excel workbooks: sheets of text cells out, without a live formula; rows of text in."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from termalign.errors import OutputError
from termalign.exchange.columns import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from openpyxl import Workbook

    from termalign.reading.source import Source
    from termalign.reading.workbook import Sheet

LONGEST_CELL = 32_767  # what Excel holds; it would cut the rest off without a word
_MOST_ROWS = 1_048_576
# The zip format's first day: no clock, so that the same input gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Excel reads _x000B_ in a cell as the character of that number.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


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

    What a filter hides and what is struck through counts: it is a list of the user's, not a page
    that is shown. Raises UnsupportedFormat for what is no sound workbook.
    """
    from termalign.reading.workbook import open_workbook

    for sheet in open_workbook(source, hidden=True).sheets:
        yield sheet.name, rows_of(sheet)


def rows_of(sheet: Sheet) -> list[Row]:
    """Return a sheet's rows, all of one width."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    return [Row(row.number, row.cells + ("",) * (width - len(row.cells))) for row in sheet.rows]
