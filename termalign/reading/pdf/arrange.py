"""The reading order of a page: bands from top to bottom, columns within a band from left to right.

A band is a stretch of rows that share a gutter, a strip without text. What stands on both sides of
it is a table's columns, read row by row, or two texts, read one after the other.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from termalign.reading.marks import ends_sentence
from termalign.reading.pdf.aligned import GUTTER, aligned_table
from termalign.reading.pdf.elements import Cell, Row, Table, covered, gutters, is_marked, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.pdf.elements import Interval
    from termalign.reading.pdf.pages import Rule

Frame = list[Cell]  # the lines of one column of text
Part = Table | Frame

_BETWEEN_COLUMNS = 1.0  # ems between two columns of text at least
_FAR = 2.2  # ems between two rows that end a band: tiles of a slide
_FARTHER = 1.8  # times the distance of the rows above
_TITLE = 1.5  # times the size of the text under it that is parted in columns
_SHARED = 0.5  # of the rows of the shorter side; fewer and the two are not rows of one table
_WIDE = 20.0  # ems; no cell of a table, running text
_ONE_LINE = 4.0  # ems between the parts of a line that stands alone
_DEEPEST = 12  # columns within columns
_MOST = 6_000  # texts of a page; one with more is read from top to bottom
_GUTTERS = 40  # of a band that are looked at, the widest
_NOTE = re.compile(r"[(（]?注|[※＊*]|(?:Notes?|Sources?)\b|出[所典]")
_LABEL = re.compile(r"[^\W\d_]{2}")


def arranged(
    cells: Sequence[Cell], tables: Sequence[Table], rules: Sequence[Rule], depth: int = 0
) -> list[Part]:
    """Return the parts of a page, or of a column of it, in reading order."""
    parts: list[Part] = []
    rows = rows_of(cells, tables)
    if depth > _DEEPEST or len(cells) > _MOST:
        return [[cell for row in rows for cell in row.cells], *tables]
    for band in _bands(rows):
        parts += filter(None, _parts(band, rules, depth))
    return parts


def _bands(rows: Iterable[Row]) -> list[list[Row]]:
    """Part rows where no gutter runs on, and where a wide gap lies between them."""
    bands: list[list[Row]] = []
    cover: list[Interval] = []
    step = 0.0
    for row in rows:
        em = row.em or 10.0
        own = covered(row.spans, GUTTER * em)
        if bands:
            last = bands[-1][-1]
            gap = row.top - last.bottom
            union = covered([*cover, *own], GUTTER * em)
            one_size = len(cover) == len(own) or _is_of_one_size(last, row)
            near = gap <= max(_FAR * em, _FARTHER * step)
            if near and one_size and _goes_on(cover, own, union, em):
                step = max(gap, 0.0)
                bands[-1].append(row)
                cover = union
                continue
        bands.append([row])
        cover, step = own, 0.0
    return bands


def _is_of_one_size(last: Row, row: Row) -> bool:
    """Tell whether a row's letters are as large as those above them; a title's are larger."""
    over = [
        (one.em, other.em)
        for one in last.cells
        for other in row.cells
        if min(one.right, other.right) > max(one.left, other.left)
    ] or [(last.em or row.em or 10.0, row.em or 10.0)]
    return any(max(sizes) < _TITLE * min(sizes) for sizes in over)


def _goes_on(
    cover: Sequence[Interval], own: Sequence[Interval], union: Sequence[Interval], em: float
) -> bool:
    if len(cover) == 1 and len(own) == 1:
        return len(union) == 1
    if len(own) == 1:
        return len(union) >= len(cover) and _keeps_to_column(own[0], cover, em)
    if len(cover) == 1:
        return len(union) > 1 and _keeps_to_column(cover[0], own, em)
    return len(union) > 1


def _keeps_to_column(line: Interval, columns: Sequence[Interval], em: float) -> bool:
    """Tell whether a line stands in one of the columns, rather than over several: a title does."""
    over = [one for one in columns if min(line[1], one[1]) > max(line[0], one[0])]
    if not over:
        return True
    left, right = over[0]
    return len(over) == 1 and (
        (left - em <= line[0] and line[1] <= right + em)
        or abs(line[0] - left) <= em
        or abs(line[1] - right) <= em
        or abs(line[0] + line[1] - left - right) <= 2 * em
    )


def _parts(band: Sequence[Row], rules: Sequence[Rule], depth: int) -> list[Part]:
    em = median([row.em for row in band if row.em] or [10.0])
    cover = covered((span for row in band for span in row.spans), GUTTER * em)
    if len(cover) == 1:
        return _one_column(band)
    at = _page_gutter(band, gutters(cover), em)
    if at is not None:
        notes = _notes(band, at)
        own = band[: len(band) - len(notes)]
        return [*_columns(own, at, rules, depth), *_again(notes, rules, depth)]
    found = aligned_table(band, rules) if not any(row.tables for row in band) else None
    if found:
        return [
            *_again(found.above, rules, depth),
            found.table,
            *_again(found.below, rules, depth),
        ]
    if len(band) == 1:
        return [[cell] for cell in _one_line(band[0].cells)]
    widest = max(gutters(cover), key=lambda one: one[1] - one[0])
    if not _side_by_side(band, widest):
        return [part for row in band for part in _parts([row], rules, depth)]
    return _columns(band, (widest[0] + widest[1]) / 2, rules, depth)


def _again(rows: Sequence[Row], rules: Sequence[Rule], depth: int) -> list[Part]:
    return arranged([cell for row in rows for cell in row.cells], [], rules, depth + 1)


def _one_column(band: Sequence[Row]) -> list[Part]:
    """Return the lines of a column; text that lies over a table comes after it."""
    parts: list[Part] = []
    frame: Frame = []
    for row in band:
        if row.tables:
            parts += [frame, *sorted(row.tables, key=lambda one: (one.left, one.top))]
            frame = []
        frame += sorted(row.cells, key=lambda cell: (cell.base, cell.left))
    return [*parts, frame]


def _one_line(cells: Sequence[Cell]) -> list[Cell]:
    """Put the parts of a line together that stand not too far apart: Tel. 03-…  Fax 03-…."""
    lines = [cells[0]]
    for cell in cells[1:]:
        last = lines[-1]
        if cell.left - last.right <= _ONE_LINE * max(cell.em, last.em):
            lines[-1] = Cell(
                f"{last.text} {cell.text}",
                last.left,
                min(last.top, cell.top),
                cell.right,
                max(last.bottom, cell.bottom),
                last.base,
                last.em,
            )
        else:
            lines.append(cell)
    return lines


def _columns(band: Sequence[Row], at: float, rules: Sequence[Rule], depth: int) -> list[Part]:
    cells = [cell for row in band for cell in row.cells]
    tables = [table for row in band for table in row.tables]
    parts: list[Part] = []
    for is_left in (True, False):
        parts += arranged(
            [cell for cell in cells if (_middle(cell) < at) is is_left],
            [table for table in tables if (_middle(table) < at) is is_left],
            [rule for rule in rules if ((rule.left + rule.right) / 2 < at) is is_left],
            depth + 1,
        )
    return parts


def _middle(one: Cell | Table) -> float:
    return (one.left + one.right) / 2


def _page_gutter(band: Sequence[Row], between: Sequence[Interval], em: float) -> float | None:
    """Return the middle of the widest gutter that parts two texts or tables; None if none does."""
    widest = sorted(between, key=lambda one: one[0] - one[1])[:_GUTTERS]
    apart = [
        one
        for one in widest
        if one[1] - one[0] >= _BETWEEN_COLUMNS * em
        and _side_by_side(band, one)
        and _stand_apart(band, one)
    ]
    if not apart:
        return None
    left, right = max(apart, key=lambda one: one[1] - one[0])
    return (left + right) / 2


def _notes(band: Sequence[Row], at: float) -> Sequence[Row]:
    """Return the rows under both columns that begin with the mark of a note: they are on both."""
    last = max(i for i, row in enumerate(band) if any(_middle(one) > at for one in row.parts))
    for i in range(last + 1, len(band)):
        if not band[i].tables and _NOTE.match(band[i].cells[0].text):
            return band[i:]
    return ()


def _side_by_side(band: Sequence[Row], gutter: Interval) -> bool:
    """Tell whether what stands on both sides overlaps in height."""
    left, right = _sides(band, gutter)
    if not left or not right:
        return False
    top = max(min(row.top for row in left), min(row.top for row in right))
    bottom = min(max(row.bottom for row in left), max(row.bottom for row in right))
    return top < bottom


def _sides(band: Sequence[Row], gutter: Interval) -> tuple[list[Row], list[Row]]:
    at = (gutter[0] + gutter[1]) / 2
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in band:
        for is_right in (False, True):
            cells = tuple(cell for cell in row.cells if (_middle(cell) > at) is is_right)
            tables = tuple(table for table in row.tables if (_middle(table) > at) is is_right)
            if cells or tables:
                sides[is_right].append(Row(cells, tables))
    return sides


def _stand_apart(band: Sequence[Row], gutter: Interval) -> bool:
    """Tell whether the two sides are no columns of one table."""
    left, right = _sides(band, gutter)
    if any(row.tables for row in (*left, *right)):
        return True
    if min(len(left), len(right)) < 2:
        return False
    shared = len(left) + len(right) - len(band)
    left, right = _sides(_with_both(band, gutter), gutter)
    if shared < _SHARED * min(len(left), len(right)):
        return True
    if all(cell.is_figure for row in right for cell in row.cells):
        return False  # the pages of contents
    if _is_running(left) or _is_running(right):
        return True
    return _is_table(left) and _is_table(right)


def _with_both(band: Sequence[Row], gutter: Interval) -> Sequence[Row]:
    """Return the rows from the first to the last that have something on both sides."""
    at = (gutter[0] + gutter[1]) / 2
    both = [i for i, row in enumerate(band) if len({_middle(one) > at for one in row.parts}) == 2]
    return band[both[0] : both[-1] + 1] if both else band


def _is_running(side: Sequence[Row]) -> bool:
    """Tell whether a side holds text that is read line by line: bullets, sentences, wide lines."""
    cells = [cell for row in side for cell in row.cells]
    if any(cell.is_figure for cell in cells):
        return False
    if any(is_marked(cell.text) or ends_sentence(cell.text) for cell in cells):
        return True
    return median((cell.right - cell.left) / cell.em for cell in cells) > _WIDE


def _is_table(side: Sequence[Row]) -> bool:
    """Tell whether a side has labels in front and figures behind them, in most of its rows."""
    full = [
        row
        for row in side
        if len(row.cells) > 1
        and _LABEL.search(row.cells[0].text)
        and not row.cells[0].is_figure
        and any(cell.is_figure for cell in row.cells[1:])
    ]
    return len(full) >= 2 and 2 * len(full) > len(side)
