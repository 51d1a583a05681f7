"""A sheet that people fill in: the look of its cells, its head, and its lists to choose from.

Every cell is a text: no formula lives in it, and what looks like one (=1+1) stays what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from termalign.exchange.xlsx import escaped
from termalign.text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.worksheet.worksheet import Worksheet

# Named in every cell and every run: a run without a font falls back to another one than its cell.
FONT, SIZE = "Yu Gothic", 10
_LINE = 16.5  # points a line takes; rows are not made to fit by every program that opens a sheet
_TALLEST = 409.0  # what Excel allows a row
_HEAD, _HEAD_TO_FILL = "E7E6E6", "FFE699"


class Column(NamedTuple):
    """A column: its head, its width in characters, and what may be filled into it.

    The heads of columns `to_fill` stand out; `choices` are offered in a list, and nothing else is
    taken there.
    """

    header: str
    width: int
    to_fill: bool = False
    choices: tuple[str, ...] = ()
    hidden: bool = False


def begin(title: str, columns: Sequence[Column]) -> tuple[Workbook, Worksheet]:
    """Return a workbook and its one sheet, which holds the head only."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = title
    fill_row(sheet, 1, [column.header for column in columns], columns)
    for cell, column in zip(sheet[1], columns, strict=True):
        cell.font = Font(name=FONT, size=SIZE, bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_TO_FILL if column.to_fill else _HEAD)
    return book, sheet


def fill_row(
    sheet: Worksheet, row: int, cells: Sequence[str | CellRichText], columns: Sequence[Column]
) -> None:
    """Write a row's texts, wrapped, and make the row as high as they need."""
    from openpyxl.styles import Alignment, Font

    wrapped, font = Alignment(wrap_text=True, vertical="top"), Font(name=FONT, size=SIZE)
    for number, value in enumerate(cells, start=1):
        cell: Any = sheet.cell(row, number)
        cell.alignment, cell.font = wrapped, font
        cell.number_format = "@"  # a text stays one when somebody edits the cell
        if value:
            cell.value = escaped(value) if isinstance(value, str) else value
            cell.data_type = "s"  # openpyxl makes a formula of =1+1 and an error of #N/A
    shown = [(str(v), c.width) for v, c in zip(cells, columns, strict=True) if not c.hidden]
    sheet.row_dimensions[row].height = min(
        _LINE * max(_lines(text, width) for text, width in shown), _TALLEST
    )


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of `width` characters."""
    return sum(1 + display_width(line) // width for line in text.split("\n"))


def lay_out(sheet: Worksheet, columns: Sequence[Column], count: int, *, spare: int = 0) -> None:
    """Freeze and filter the head, set the widths, offer the choices, hide what is not for people.

    `count` rows are there; the choices are offered in `spare` more, for those that people add.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = [get_column_letter(at) for at in range(1, len(columns) + 1)]
    for letter, column in zip(letters, columns, strict=True):
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters[-1]}{count + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    last = count + spare + 1
    for letter, column in zip(letters, columns, strict=True):
        if column.choices and last > 1:
            _offer(sheet, column, f"{letter}2:{letter}{last}")


def _offer(sheet: Worksheet, column: Column, cells: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(
        type="list",
        formula1='"' + ",".join(column.choices) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.header,
        error="一覧から選んでください。 Choose from the list.",
    )
    choice.add(cells)
    sheet.add_data_validation(choice)
