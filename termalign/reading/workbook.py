"""Excel workbooks as Excel shows them: numbers in their format; what is hidden or struck is out.

Sheets are read cell by cell as they are written: a lone cell in the last row costs one cell.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import EmptyInput, UnsupportedFormat
from termalign.reading.drawing import local
from termalign.reading.drawing import number as as_number
from termalign.reading.number_format import BUILT_IN, GENERAL, shown, shown_text
from termalign.reading.package import open_package
from termalign.reading.pieces import (
    Piece,
    blocks_of_pieces,
    counted,
    is_figure,
    is_second_head,
    joint_heads,
    label_of,
    left_out,
)
from termalign.reading.source import Reading
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml import etree

    from termalign.reading.package import Package
    from termalign.reading.source import Layout, Source

_OFF = frozenset({"0", "false", "off"})
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_CELLS = 2_000_000  # of a file; what is translated has some thousands, a glossary a million
_COLUMNS = 16_384  # of a sheet, to XFD
_WIDEST = 2_000  # columns that are filled up; cells further right follow without their gaps
_RELATION = re.compile(r"\}id$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that shows something: its number in the sheet, from 1, and its cells from column A."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is shown: its name, its number from 1, and its rows that show something."""

    name: str
    number: int
    rows: tuple[SheetRow, ...]


class Workbook(NamedTuple):
    """The sheets that are shown, and what there is to say of what was left out."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...]


class Style(NamedTuple):
    """What a cell's style says of its text."""

    code: str = GENERAL
    struck: bool = False


def read_workbook(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a workbook's blocks, a row of cells each, sheet by sheet.

    Raises UnsupportedFormat for what is no sound Excel file.
    """
    book = open_workbook(source)
    pieces: list[Piece] = []
    for sheet in book.sheets:
        heads: Sequence[str] | None = None
        above = headed = 0

        def place_of(number: int, label: str = "", sheet: Sheet = sheet) -> Place:
            parts = (f"sheet {sheet.name}", f"row {number}", label_of(label))
            return Place(sheet.number, label=", ".join(filter(None, parts)), leaf="")

        for row in sheet.rows:
            if row.number > above + 1:  # an empty row: another table begins
                heads = None
            above = row.number
            filled = [cell for cell in row.cells if cell]
            if len(filled) == 1:  # a title, a unit line
                pieces.append(Piece((filled[0],), place_of(row.number)))
                continue
            label = filled[0] if row.cells[0] and not is_figure(filled[0]) else ""
            pieces.append(Piece(row.cells, place_of(row.number, label), "row", tuple(heads or ())))
            if heads is None and not any(map(is_figure, row.cells[1:])):
                heads, headed = row.cells, row.number
            elif heads and row.number == headed + 1 and is_second_head(heads, row.cells):
                heads = joint_heads(heads, row.cells)
    blocks, mended = blocks_of_pieces(pieces)
    if not blocks:
        raise EmptyInput("holds no text", source.name, "is it the right file?")
    return Reading(
        source.name,
        blocks,
        pages=sum(bool(sheet.rows) for sheet in book.sheets),
        remarks=(*mended, *book.remarks),
        leaf="sheet",
    )


def open_workbook(source: Source, *, hidden: bool = False) -> Workbook:
    """Return what a workbook shows; with `hidden` also what is hidden or struck through.

    Raises UnsupportedFormat for what is no sound Excel file.
    """
    book = _Book(open_package(source, "Excel"), hidden)
    sheets = tuple(book.sheets())
    counts = (
        (book.left_out["sheet"], "hidden sheet"),
        (book.left_out["row"], "hidden row"),
        (book.left_out["column"], "cell of hidden columns"),
        (book.left_out["struck"], "struck-through text"),
    )
    return Workbook(sheets, (*left_out(counts), *book.unread()))


@dataclass(slots=True)
class _Book:
    """A workbook being read: its styles, its shared texts, and what was left out."""

    package: Package
    all_in: bool = False  # hidden and struck-through cells too
    left_out: Counter[str] = field(default_factory=Counter)
    styles: list[Style] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    struck_in: list[int] = field(default_factory=list)  # by shared text: runs struck through
    from_1904: bool = False
    cells: int = 0
    unvalued: int = 0  # formulas without a value: no program has calculated them yet
    drawn: list[str] = field(default_factory=list)  # sheets with charts, text boxes, pictures

    def unread(self) -> Iterator[str]:
        """Give remarks on what is shown and was not read."""
        if self.unvalued:
            formulas = counted(self.unvalued, "formula")
            yield f"{formulas} without a value not read: open it in Excel and save it"
        if self.drawn:
            sheets = ", ".join(self.drawn)
            yield f"charts, text boxes and pictures not read, on {sheets}"

    def sheets(self) -> Iterator[Sheet]:
        """Give the sheets that are shown."""
        main = self.package.main()
        root = self.package.xml(main)
        relations = self.package.related(main)
        settings = root.find("{*}workbookPr")
        self.from_1904 = settings is not None and _is_on(settings.get("date1904", "0"))
        self._read_styles(self.package.first(main, "styles"))
        self._read_texts(self.package.first(main, "sharedStrings"))
        for number, entry in enumerate(root.iterfind("{*}sheets/{*}sheet"), 1):
            identity = next(
                (str(v) for k, v in entry.attrib.items() if _RELATION.search(str(k))), ""
            )
            relation = relations.get(identity)
            if relation is None or relation.kind != "worksheet":  # a chart's or a dialog's sheet
                continue
            if entry.get("state", "visible") != "visible" and not self.all_in:
                self.left_out["sheet"] += 1
                continue
            name = entry.get("name", str(number))
            rows = tuple(self._rows(relation.target))
            if self.package.first(relation.target, "drawing"):
                self.drawn.append(f"sheet {name}")
            yield Sheet(name, number, rows)

    def _read_styles(self, part: str | None) -> None:
        if part is None:
            return
        root = self.package.xml(part)
        codes = {
            one.get("numFmtId", ""): one.get("formatCode", GENERAL)
            for one in root.iterfind("{*}numFmts/{*}numFmt")
        }
        struck = [_marks(font.find("{*}strike")) for font in root.iterfind("{*}fonts/{*}font")]
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            number, font = style.get("numFmtId", "0"), style.get("fontId", "0")
            code = codes.get(number) or BUILT_IN.get(as_number(number), GENERAL)
            of_font = as_number(font) < len(struck) and struck[as_number(font)]
            self.styles.append(Style(code, of_font and not self.all_in))

    def _read_texts(self, part: str | None) -> None:
        if part is None:
            return
        for one in self.package.each(part, ["si"]):
            text, struck = _rich_text(one, whole=self.all_in)
            self.texts.append(text)
            self.struck_in.append(struck)

    def _rows(self, part: str) -> Iterator[SheetRow]:
        """Give a sheet's rows that show something."""
        hidden: set[int] = set()
        number = 0
        for row in self.package.each(part, ["col", "row"]):
            if local(row) == "col":
                if _is_on(row.get("hidden", "0")) and not self.all_in:
                    last = min(as_number(row.get("max")), _COLUMNS)
                    hidden.update(range(as_number(row.get("min")), last + 1))
                continue
            number = as_number(row.get("r")) or number + 1
            if _is_on(row.get("hidden", "0")) and not self.all_in:
                self.left_out["row"] += any(map(_has_content, row))
                continue
            cells = self._cells(row, hidden)
            if cells:
                yield SheetRow(number, _filled_up(cells))

    def _cells(self, row: etree._Element, hidden: Collection[int]) -> dict[int, str]:
        """Return what a row's cells show, by their column from 1."""
        found: dict[int, str] = {}
        column = 0
        for cell in row.iterfind("{*}c"):
            self.cells += 1
            if self.cells > _MOST_CELLS:
                raise UnsupportedFormat(
                    f"holds more than {_MOST_CELLS:,} cells",
                    self.package.name,
                    "save the sheets with texts as a file of their own",
                )
            place = _REFERENCE.match(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            text = self._text(cell)
            if not text.strip():
                continue
            if column in hidden:
                self.left_out["column"] += 1
            else:
                found[column] = text
        return found

    def _text(self, cell: etree._Element) -> str:
        """Return what one cell shows; "" for one that is struck through."""
        kind = cell.get("t", "n")
        style = self._style(cell)
        held = cell.findtext("{*}v") or ""
        struck = 0
        if kind == "s":
            index = as_number(held)
            text, struck = ("", 0) if index >= len(self.texts) else (
                self.texts[index], self.struck_in[index]
            )  # fmt: skip
            text = shown_text(text, style.code)
        elif kind == "inlineStr":
            inner = cell.find("{*}is")
            text, struck = ("", 0) if inner is None else _rich_text(inner, whole=self.all_in)
        elif kind == "b":
            text = "TRUE" if held == "1" else "FALSE"
        elif kind in ("str", "e", "d"):
            text = shown_text(_unescaped(held), style.code) if kind == "str" else held
        else:
            text = shown(held, style.code, from_1904=self.from_1904) if held else ""
            self.unvalued += not held and cell.find("{*}f") is not None
        if style.struck and text:
            self.left_out["struck"] += 1
            return ""
        self.left_out["struck"] += struck
        return text

    def _style(self, cell: etree._Element) -> Style:
        index = as_number(cell.get("s", "0"))
        return self.styles[index] if index < len(self.styles) else Style()


def _rich_text(element: etree._Element, *, whole: bool) -> tuple[str, int]:
    """Return a text without its struck-through runs and readings, and how many runs were struck."""
    parts: list[str] = []
    struck = 0
    for run in element:
        name = local(run)
        if name == "t":
            parts.append(run.text or "")
        elif name == "r":
            if not whole and _marks(run.find("{*}rPr/{*}strike")):
                struck += 1
            else:
                parts.append(run.findtext("{*}t") or "")
    return _unescaped("".join(parts)), struck


def _unescaped(text: str) -> str:
    """Return a text with Excel's _x000B_ as the character of that number."""
    return _ESCAPE.sub(_sign, text) if "_x" in text else text


def _sign(code: re.Match[str]) -> str:
    sign = chr(int(code[1], 16))
    return "" if "\ud800" <= sign <= "\udfff" else sign


def _marks(mark: etree._Element | None) -> bool:
    return mark is not None and _is_on(mark.get("val", "1"))


def _is_on(value: str) -> bool:
    return value not in _OFF


def _has_content(cell: etree._Element) -> bool:
    return bool(cell.findtext("{*}v")) or cell.find("{*}is") is not None


def _column(letters: str) -> int:
    """Return a column's number: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _filled_up(cells: dict[int, str]) -> tuple[str, ...]:
    """Return the cells from column A on, gaps empty; those far to the right without their gaps."""
    near = max((column for column in cells if column <= _WIDEST), default=0)
    row = [cells.get(column, "") for column in range(1, near + 1)]
    return (*row, *(cells[column] for column in sorted(cells) if column > _WIDEST))
