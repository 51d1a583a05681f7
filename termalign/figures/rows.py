"""A text's tables as their arithmetic needs them: numbers as printed, in rows under their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.intervals import Interval, printed
from termalign.figures.notation import fold
from termalign.figures.row_cells import read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.figures.intervals import Rounding
    from termalign.records import Figure, Language

_MOST_CELLS = 24
_FEWEST_UNNAMED = 3  # cells of a row without a label: 1Q 2Q 3Q 4Q Total over five numbers


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


def blocks_of(text: str, language: Language) -> list[Block]:
    """Return the tables of a text of several lines, in order."""
    blocks: list[Block] = []
    rows: list[Row] = []
    head: list[str] = []
    start = 0
    for line in text.split("\n"):
        folded = fold(line)
        # Marks for nothing alone make a row below one of figures: 北米 ― below 国内 31,200.
        read = read_row(line, language, of_nil=bool(rows))
        whole = read is not None and (read.label or len(read.cells) >= _FEWEST_UNNAMED)
        if read is not None and whole and len(read.cells) <= _MOST_CELLS:
            cells = [_cell(folded, start, *cell) for cell in read.cells]
            rows.append(Row(fold(read.label), tuple(cells)))
        else:
            if rows:
                blocks.append(Block("\n".join(head[-3:]), tuple(rows)))
                rows, head = [], []
            head.append(folded)
        start += len(line) + 1
    if rows:
        blocks.append(Block("\n".join(head[-3:]), tuple(rows)))
    return blocks


_UNITS = {units.PERCENT: "%", units.POINTS: "pt", units.TIMES: "times"}


def _cell(line: str, offset: int, start: int, end: int, shown: Figure | None) -> Cell:
    """Return a cell of the row `line`, which begins at `offset` of the text."""
    if shown is None:
        return Cell(None, Decimal(1), "", False, line[start:end], start + offset, end + offset)
    value, unit = shown.value, _UNITS.get(shown.unit, "")
    # (6.2%) in a sentence is an aside; in a row it is the negative of its column.
    if shown.unit == "JPY" and line[end : end + 1] == "高":
        value = -value  # 5.6円高: a dollar is worth so much less
    signed = shown.sign not in {"", "()"}
    if not signed and (line[start - 1 : start], line[end : end + 1]) == ("(", ")"):
        value, start, end = -value, start - 1, end + 1
    return Cell(value, shown.step, unit, signed, line[start:end], start + offset, end + offset)


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
