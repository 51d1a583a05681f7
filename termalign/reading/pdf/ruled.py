"""Tables whose rules part rows and columns: the cells are what the rules enclose.

Rules are the lines drawn on a page and the edges of filled boxes. A drawing has such lines too; it
is no table where text stands across its lines or most of its cells are empty.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.reading.pdf.elements import Cell, Table, joined_cells, rows_of
from termalign.reading.pieces import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.pdf.elements import Interval
    from termalign.reading.pdf.pages import Page, Rule

_SAME = 2.5  # points between two strokes of one rule: the edges of neighbouring boxes
_TOUCH = 3.5  # points by which crossing rules may miss one another
_COVERED = 0.5  # of a cell's side that a rule must cover to be its wall
_INSET = 0.4  # ems of a text that may stand over a wall
_CROSSING = 0.34  # of the texts, across walls: a chart
_FILLED = 0.25  # of the cells; fewer: a drawing
_FEWEST_CELLS = 3
_NARROWEST = 4.0  # points of a row or column
_MOST_PAIRS = 400_000  # of rules that are compared: a bound for time, hundreds of tables


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A rule at `at` that reaches from `start` to `end` in the other direction."""

    at: float
    start: float
    end: float


def ruled_tables(page: Page, cells: Sequence[Cell]) -> tuple[list[Table], list[Cell]]:
    """Return the ruled tables of a page and the texts that stand in none."""
    levels = _strokes(page.rules, level=True, width=page.width, height=page.height)
    uprights = _strokes(page.rules, level=False, width=page.width, height=page.height)
    if len(levels) * len(uprights) > _MOST_PAIRS:
        return [], list(cells)
    tables: list[Table] = []
    free = list(cells)
    for level, upright in _grids(levels, uprights):
        grid = _Grid.of(level, upright)
        if grid is None:
            continue
        inside = [cell for cell in free if grid.holds(cell)]
        table = grid.table(inside)
        if table is not None:
            taken = {id(cell) for cell in table[1]}
            free = [cell for cell in free if id(cell) not in taken]
            tables.append(table[0])
    return tables, free


def _strokes(rules: Iterable[Rule], *, level: bool, width: float, height: float) -> list[_Stroke]:
    """Return the rules of one direction, those that are one put together."""
    far = height if level else width
    found = sorted(
        (rule.top, rule.left, rule.right) if level else (rule.left, rule.top, rule.bottom)
        for rule in rules
        if rule.is_level is level
    )
    groups: list[list[tuple[float, float, float]]] = []
    for one in found:
        if not _SAME < one[0] < far - _SAME:
            continue  # the edge of the page's own background
        if groups and one[0] - groups[-1][0][0] <= _SAME:
            groups[-1].append(one)
        else:
            groups.append([one])
    strokes: list[_Stroke] = []
    for group in groups:
        at = sum(one[0] for one in group) / len(group)
        reach: list[list[float]] = []
        for _, start, end in sorted(group, key=lambda one: one[1]):
            if reach and start <= reach[-1][1] + _TOUCH:
                reach[-1][1] = max(reach[-1][1], end)
            else:
                reach.append([start, end])
        strokes += [_Stroke(at, start, end) for start, end in reach]
    return strokes


def _grids(
    levels: Sequence[_Stroke], uprights: Sequence[_Stroke]
) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Return the rules that hang together, levels and uprights."""
    parent = list(range(len(levels) + len(uprights)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights, len(levels)):
            if (
                level.start - _TOUCH <= upright.at <= level.end + _TOUCH
                and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), ([], []))
        if i < len(levels):
            group[0].append(levels[i])
        else:
            group[1].append(uprights[i - len(levels)])
    return [group for group in groups.values() if group[0] and group[1]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of a table; where two of them meet without a wall the cells are one."""

    xs: list[float]
    ys: list[float]
    levels: list[_Stroke]
    uprights: list[_Stroke]

    @classmethod
    def of(cls, levels: list[_Stroke], uprights: list[_Stroke]) -> _Grid | None:
        """Return the grid of rules that hang together; None where it parts no columns."""
        xs = _lines([one.at for one in uprights], [(one.start, one.end) for one in levels])
        ys = _lines([one.at for one in levels], [(one.start, one.end) for one in uprights])
        if len(xs) < 3 or len(ys) < 2:
            return None
        return cls(xs, ys, levels, uprights)

    def holds(self, cell: Cell) -> bool:
        """Tell whether the cell's middle stands within."""
        middle = (cell.left + cell.right) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= cell.middle <= self.ys[-1]

    def table(self, inside: Sequence[Cell]) -> tuple[Table, list[Cell]] | None:
        """Return the table and the texts in it; None where the lines are a drawing's."""
        whole = [cell for cell in inside if not self._is_crossed_by(cell)]
        if len(whole) < _FEWEST_CELLS or len(inside) - len(whole) > _CROSSING * len(inside):
            return None
        filled: dict[tuple[int, int], list[Cell]] = {}
        for cell in whole:
            filled.setdefault(self._at(cell), []).append(cell)
        filled = self._merged_up(self._merged_left(filled))
        found = [one for i in range(len(self.ys) - 1) for one in self._rows(i, filled)]
        found = [(texts, edges) for texts, edges in found if any(texts)]
        columns = [j for j in range(len(self.xs) - 1) if any(texts[j] for texts, _ in found)]
        rows = [tuple(texts[j] for j in columns) for texts, _ in found]
        count = sum(bool(cell) for row in rows for cell in row)
        if len(rows) < 2 or len(columns) < 2 or count < _FEWEST_CELLS:
            return None
        if count < _FILLED * len(rows) * len(columns) or not any(
            sum(map(bool, row)) > 1 for row in rows
        ):
            return None
        edges = tuple(edges for _, edges in found)
        return Table(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1], tuple(rows), edges), whole

    def _is_crossed_by(self, cell: Cell) -> bool:
        inset = _INSET * cell.em
        return any(
            cell.left + inset < wall.at < cell.right - inset and wall.start < cell.middle < wall.end
            for wall in self.uprights
        ) or any(
            cell.top < wall.at < cell.bottom
            and abs(wall.at - cell.middle) < 0.2 * cell.em
            and wall.start < cell.left + inset
            and wall.end > cell.right - inset
            for wall in self.levels
        )

    def _at(self, cell: Cell) -> tuple[int, int]:
        """Return the row and column of a text: where its middle is, where it begins."""
        i = min(max(bisect_right(self.ys, cell.middle) - 1, 0), len(self.ys) - 2)
        left = min(cell.left + _INSET * cell.em, (cell.left + cell.right) / 2)
        j = min(max(bisect_right(self.xs, left) - 1, 0), len(self.xs) - 2)
        return i, j

    def _merged_left(
        self, filled: dict[tuple[int, int], list[Cell]]
    ) -> dict[tuple[int, int], list[Cell]]:
        """Give what stands in a cell that spans columns to the first of them."""
        merged: dict[tuple[int, int], list[Cell]] = {}
        for (i, j), cells in sorted(filled.items()):
            at = j
            while at > 0 and (i, at - 1) not in filled and not self._wall_left(i, at):
                at -= 1
            merged.setdefault((i, at), []).extend(cells)
        return merged

    def _merged_up(
        self, filled: dict[tuple[int, int], list[Cell]]
    ) -> dict[tuple[int, int], list[Cell]]:
        """Give what stands in a cell that spans rows to the first of them."""
        merged: dict[tuple[int, int], list[Cell]] = {}
        for (i, j), cells in sorted(filled.items()):
            at = i
            while at > 0 and (at - 1, j) not in filled and not self._wall_above(at, j):
                at -= 1
            merged.setdefault((at, j), []).extend(cells)
        return merged

    def _wall_left(self, i: int, j: int) -> bool:
        return _is_wall(self.uprights, self.xs[j], self.ys[i], self.ys[i + 1])

    def _wall_above(self, i: int, j: int) -> bool:
        return _is_wall(self.levels, self.ys[i], self.xs[j], self.xs[j + 1])

    def _rows(
        self, i: int, filled: dict[tuple[int, int], list[Cell]]
    ) -> list[tuple[list[str], Interval]]:
        """Return the rows between two level rules: one, or several that no rule parts."""
        columns = [filled.get((i, j), []) for j in range(len(self.xs) - 1)]
        lines = [rows_of(column, ()) for column in columns]
        parted = _parted([[row.cells for row in column] for column in lines])
        if parted is not None:
            return parted
        texts = [BREAK.join(_text(row.cells) for row in column) for column in lines]
        return [(texts, (self.ys[i], self.ys[i + 1]))]


def _parted(
    columns: Sequence[Sequence[Sequence[Cell]]],
) -> list[tuple[list[str], Interval]] | None:
    """Return the rows of a box where figures stand line by line; None where it holds one row.

    At least two columns have figures in each of their lines, at the same heights; what another
    column has between two lines belongs to the upper one.
    """
    counted = [
        column
        for column in columns
        if len(column) > 1 and all(cell.is_figure for row in column for cell in row)
    ]
    if not counted:
        return None
    longest = max(counted, key=len)
    labels = [column for column in columns if column not in counted]
    if not any(len(column) >= len(longest) for column in labels):
        return None
    starts = [row[0].base - 0.6 * row[0].em for row in longest]
    rows = [[""] * len(columns) for _ in starts]
    for j, column in enumerate(columns):
        for row in column:
            k = max(bisect_right(starts, row[0].base) - 1, 0)
            rows[k][j] += (BREAK if rows[k][j] else "") + _text(row)
    edges = [(row[0].top, row[0].bottom) for row in longest]
    return list(zip(rows, edges, strict=True))


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in joined_cells(cells))


def _lines(at: Sequence[float], reach: Sequence[tuple[float, float]]) -> list[float]:
    """Return the lines of a grid in one direction: the rules', and where the others end."""
    ends = [min(start for start, _ in reach), max(end for _, end in reach)]
    found: list[float] = []
    for one in sorted(at):
        if not found or one - found[-1] > _NARROWEST:
            found.append(one)
    if found[0] - ends[0] > 2 * _NARROWEST:
        found.insert(0, ends[0])
    if ends[1] - found[-1] > 2 * _NARROWEST:
        found.append(ends[1])
    return found


def _is_wall(strokes: Iterable[_Stroke], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(stroke.end, end) - max(stroke.start, start))
        for stroke in strokes
        if abs(stroke.at - at) <= _NARROWEST
    )
    return covered >= _COVERED * (end - start)
