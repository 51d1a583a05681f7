"""The lines of a table as they stand in a text: a label, then cells; what is no row is its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.intervals import Interval, printed
from termalign.figures.notation import NUMBER, fold, plain_worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.intervals import Rounding

_NEGATIVE = frozenset("△▲-−–")
_CELL = re.compile(
    r"(?P<open>\()?(?P<sign>[△▲] ?|[+\-−–])?(?:[¥$€]|US\$)?(?P<inner>[△▲−(-])?"
    rf"(?P<number>{NUMBER})\)?"
    r"(?P<unit>%|pts?|ppt|pp|ポイント|p\.p\.|倍|x| ?(?:百万円|千円|[万億兆]?円|[名人社件店]"
    r"|billion|million|bn|mn))?\)?(?=$|[\s|])|(?P<nil>[-−–—－―─ー]|n/a|N/A|n\.m\.)(?=$|[\s|])"
)
_GAP = re.compile(r"[\s|]*")
_START = re.compile(r"(?:^|(?<=[\s|:：]))(?=[(△▲+\-−–—－―─ー¥$€0-9nNU])")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_MOST_CELLS = 24


class Cell(NamedTuple):
    """A figure of a table's row; `value` is None for a mark that there is none."""

    value: Decimal | None
    step: Decimal
    unit: str  # "%", "pt", "times", "" for what the table's head says
    signed: bool  # + or △ stands before it
    surface: str
    start: int
    end: int

    def interval(self, rounding: Rounding) -> Interval:
        """Return what the cell may stand for."""
        assert self.value is not None
        return printed(self.value, self.step, rounding)


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its cells; the cells' spans are those of the whole text."""

    label: str
    cells: tuple[Cell, ...]


class Block(NamedTuple):
    """Rows in a run, and the lines above them."""

    head: str
    rows: tuple[Row, ...]


def blocks_of(text: str) -> list[Block]:
    """Return the tables of a text of several lines, in order."""
    blocks: list[Block] = []
    rows: list[Row] = []
    head: list[str] = []
    for line, start in _lines(text):
        row = _row(line, start, of_nil=bool(rows))
        if row is not None:
            rows.append(row)
            continue
        if rows:
            blocks.append(Block("\n".join(head[-3:]), tuple(rows)))
            rows, head = [], []
        head.append(line)
    if rows:
        blocks.append(Block("\n".join(head[-3:]), tuple(rows)))
    return blocks


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield fold(line), start
        start += len(line) + 1


def _row(line: str, offset: int, *, of_nil: bool) -> Row | None:
    """Return a line that ends in cells and begins with a label; None for another line.

    `of_nil` tells that marks for nothing alone may make a row: 北米 ― below 国内 31,200.
    """
    end = len(line.rstrip(" \t|"))
    for start in _START.finditer(line):
        cells = _cells(line, start.start(), end, offset)
        if cells is None or not (of_nil or any(cell.value is not None for cell in cells)):
            continue
        label = line[: start.start()].strip(" \t|:：・•-–")
        if len(cells) > 1 and _YEAR.fullmatch(cells[0].surface):
            label, cells = f"{label} {cells[0].surface}", cells[1:]
        if not any(sign.isalpha() for sign in label) or len(cells) > _MOST_CELLS:
            return None
        if all(_YEAR.fullmatch(cell.surface) for cell in cells):
            return None  # Item 2024 2023: a head
        return Row(label, tuple(cells))
    return None


def _cells(line: str, position: int, end: int, offset: int) -> list[Cell] | None:
    """Return the cells that fill the line from `position` to `end`; None if others do."""
    cells: list[Cell] = []
    while position < end:
        match = _CELL.match(line, position)
        if not match:
            return None
        cells.append(_cell(match, offset))
        gap = _GAP.match(line, match.end())
        assert gap
        position = gap.end()
    return cells


def _cell(match: re.Match[str], offset: int) -> Cell:
    start, end = match.start() + offset, match.end() + offset
    worth = plain_worth(match["number"]) if match["number"] else None
    if worth is None:
        return Cell(None, Decimal(1), "", False, match[0], start, end)
    sign = (match["sign"] or match["inner"] or "").strip()
    negative = sign in {*_NEGATIVE, "("} or (bool(match["open"]) and not sign)
    unit = (match["unit"] or "").strip()
    if unit in {"pt", "pts", "ppt", "pp", "ポイント", "p.p."}:
        unit = "pt"
    elif unit in {"倍", "x"}:
        unit = "times"
    elif unit != "%":
        unit = ""
    value = -worth.value if negative else worth.value
    return Cell(value, worth.step, unit, bool(sign), match[0], start, end)


def written_like(cell: Cell, value: Decimal) -> str:
    """Return a value as a cell writes it: its decimals, unit and kind of sign."""
    number = re.search("[0-9][0-9,]*(?:[.][0-9]+)?", cell.surface)
    assert number
    shown = f"{abs(value).quantize(cell.step, ROUND_HALF_UP):,f}"
    plain = cell.surface.strip("()")
    body = re.sub("^[△▲+−–-]", "", plain).replace(number[0], shown, 1)
    if value < 0:
        if cell.surface.startswith("("):
            return f"({body})"
        return f"{cell.surface[0] if cell.surface[0] in '△▲−–-' else '-'}{body}"
    return f"+{body}" if cell.signed else body


def spans_of(claim: Cell, operands: Sequence[Cell]) -> tuple[tuple[int, int], ...]:
    """Return where a claim stands, and then its operands."""
    return tuple((cell.start, cell.end) for cell in (claim, *operands))
