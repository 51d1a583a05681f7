"""What a page is put together from: cells of text, tables, and rows of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from termalign.reading.marks import is_bullet, is_figure_cell
from termalign.reading.pdf.pages import turned
from termalign.reading.pdf.spaces import is_space
from termalign.text import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.pdf.pages import Run
    from termalign.records import Box

Interval = tuple[float, float]

_JOINED = 0.75  # ems between runs that are one text; child.py parts them from 0.7 on
_MARKED = 3.0  # ems between a bullet or number and its text
# "•", "1.", "(1)", "①", "注1)" alone: the text they mark stands some way off.
_MARK = re.compile(
    rf"(?:[{BULLETS}–—※＊*]|[-－](?=$)|[(（]?(?:\d{{1,2}}|[a-zA-Zア-ン]|[ivx]{{1,4}})[)）.．]|[①-⑳㈠-㈩]"
    r"|[Ⅰ-Ⅻ]{1,2}[.．]?|(?:I{1,3}|I?V|VI{1,3}|I?X)\.|[(（]?注\s?\d{0,2}[)）]?|[※＊*]\s?\d{1,2})$"
)
# The dots that lead from an entry of contents to its page.
_LEADERS = re.compile(r"\s*(?:[.．·・]\s?){4,}(?=\s?\d{0,4}$)|\s*[…‥]{2,}(?=\s?\d{0,4}$)")
_SAME_ROW = 0.4  # of the smaller height by which middles may differ in one row
_SAME_BASE = 0.3  # ems


class Sheet(NamedTuple):
    """A page, turned by so many quarters to read what stands on it; its size after the turn."""

    page: int  # from 1
    turn: int
    width: float
    height: float

    def shown(self, box: Box) -> Box:
        """Return a box of the turned page as it stands on the page that is shown."""
        back = turned(box, -self.turn % 4, self.width, self.height)
        left, top, right, bottom = (round(edge, 1) for edge in back)
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Cell:
    """Text that stands together on one line: a line of a paragraph, a cell of a table's row."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    em: float
    spaced: bool = False  # the text has a space before it
    hang: float | None = None  # where the text begins behind a bullet or number
    is_entry: bool = False  # of contents: dots led to its page

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def is_figure(self) -> bool:
        """Tell whether it holds a figure, a period, or the dash for none."""
        return all(map(is_figure_cell, self.text.split()))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all as many, and each row's edges; lines of a cell are parted by BREAK."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[Interval, ...]
    is_chart: bool = False  # its rows are labels with the value of their bar
    axes: tuple[Cell, ...] = ()  # the figures of a chart's axes, which are none of its values


@dataclass(frozen=True, slots=True)
class Row:
    """Cells that stand on one level from left to right; or a table with what stands beside it."""

    cells: tuple[Cell, ...]
    tables: tuple[Table, ...] = ()

    @property
    def parts(self) -> list[Cell | Table]:
        """Its cells and tables."""
        return [*self.cells, *self.tables]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(one.top for one in self.parts)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(one.bottom for one in self.parts)

    @property
    def spans(self) -> list[Interval]:
        """From where to where its parts reach."""
        return [(one.left, one.right) for one in self.parts]

    @property
    def base(self) -> float:
        """What its letters stand on; a table's lower edge."""
        return median(cell.base for cell in self.cells) if self.cells else self.bottom

    @property
    def em(self) -> float:
        """The size of its letters; 0 where it holds a table alone."""
        return max((cell.em for cell in self.cells), default=0.0)


def rows_of(cells: Iterable[Cell], tables: Sequence[Table]) -> list[Row]:
    """Return the rows from top to bottom."""
    groups: list[tuple[list[Cell], list[Table]]] = [([], [table]) for table in tables]
    groups = _with_overlapping(groups)
    free: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.middle, cell.left)):
        beside = next((g for g in groups if _is_beside(cell, g[1])), None)
        if beside is not None:
            beside[0].append(cell)
        elif free and _is_level(cell, free[-1]):
            free[-1].append(cell)
        else:
            free.append([cell])
    rows = [Row(tuple(cells), tuple(tables)) for cells, tables in groups]
    rows += [Row(tuple(joined_cells(cells))) for cells in free]
    return sorted(rows, key=lambda row: (row.top + row.bottom) / 2)


def _with_overlapping(
    groups: Sequence[tuple[list[Cell], list[Table]]],
) -> list[tuple[list[Cell], list[Table]]]:
    """Put tables together that stand side by side."""
    merged: list[tuple[list[Cell], list[Table]]] = []
    for _, tables in sorted(groups, key=lambda group: group[1][0].top):
        if merged and tables[0].top < max(table.bottom for table in merged[-1][1]):
            merged[-1][1].extend(tables)
        else:
            merged.append(([], list(tables)))
    return merged


def _is_beside(cell: Cell, tables: Iterable[Table]) -> bool:
    return any(table.top <= cell.middle <= table.bottom for table in tables)


def _is_level(cell: Cell, row: Sequence[Cell]) -> bool:
    last = row[0]
    height = min(cell.bottom - cell.top, last.bottom - last.top)
    return abs(cell.middle - median(one.middle for one in row)) <= _SAME_ROW * height or abs(
        cell.base - last.base
    ) <= _SAME_BASE * min(cell.em, last.em)


def joined_cells(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells of a row from left to right, those put together that are one text.

    Of an entry of contents the dots go: Introduction . . . . . 3.
    """
    joined: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: cell.left):
        if joined and _is_one_text(joined[-1], cell, first=len(joined) == 1):
            joined[-1] = _together(joined[-1], cell)
        else:
            joined.append(cell)
    return [
        replace(cell, text=_LEADERS.sub(" ", cell.text).strip() or cell.text, is_entry=True)
        if _LEADERS.search(cell.text)
        else cell
        for cell in joined
    ]


def _is_one_text(last: Cell, cell: Cell, *, first: bool) -> bool:
    em = max(last.em, cell.em)
    gap = cell.left - last.right
    if gap < -em:
        return False
    if gap <= _JOINED * em or _LEADERS.search(last.text):
        return True
    marked = bool(_MARK.match(last.text)) and not cell.is_figure
    return first and marked and gap <= _MARKED * em


def _together(last: Cell, cell: Cell) -> Cell:
    gap = cell.left - last.right
    em = max(last.em, cell.em)
    seen = cell.spaced or is_space(gap, em, last.text[-1], cell.text[0])
    return Cell(
        last.text + (" " if seen else "") + cell.text,
        min(last.left, cell.left),
        min(last.top, cell.top),
        max(last.right, cell.right),
        max(last.bottom, cell.bottom),
        last.base,
        em,
        last.spaced,
        cell.left if last.hang is None and _MARK.match(last.text) else last.hang,
    )


def cell_of(run: Run) -> Cell:
    """Return a run as a cell of its own."""
    return Cell(run.text, run.left, run.top, run.right, run.bottom, run.base, run.em, run.spaced)


def covered(spans: Iterable[Interval], gap: float) -> list[Interval]:
    """Return the intervals that the spans cover, gaps narrower than `gap` closed."""
    cover: list[Interval] = []
    for left, right in sorted(spans):
        if cover and left - cover[-1][1] < gap:
            cover[-1] = cover[-1][0], max(cover[-1][1], right)
        else:
            cover.append((left, right))
    return cover


def gutters(cover: Sequence[Interval]) -> list[Interval]:
    """Return the gaps between covered intervals."""
    return [(one[1], other[0]) for one, other in pairwise(cover)]


def is_marked(text: str) -> bool:
    """Tell whether a text begins with a bullet or is one."""
    return bool(text) and (is_bullet(text) or text[0] in BULLETS)
