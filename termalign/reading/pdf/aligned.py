"""Tables without rules: rows whose cells stand under one another in columns."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from termalign.reading.marks import ends_sentence
from termalign.reading.pdf.elements import Table, covered, is_marked
from termalign.reading.pieces import BREAK
from termalign.reading.words import UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.reading.pdf.elements import Cell, Interval, Row
    from termalign.reading.pdf.pages import Rule

GUTTER = 0.6  # ems between the columns of a table
_FEWEST_TEXT_ROWS = 3  # of a table that holds no figures
_SHARED = 2 / 3  # of its rows have two cells
_SHORT = 18.0  # ems of a cell; a column of running text is wider
_TIGHT = 0.85  # of the distance between rows: nearer lines are one row that is wrapped
_TIGHT_EMS = 1.35  # the same where there are too few rows to tell their distance
_RULED = 0.8  # of a table's width that a rule between two rows covers
_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_LOWER = re.compile(r"[a-z]")
_OVERLAP = 0.35  # ems


class Found(NamedTuple):
    """A table, and the rows above and below it that are none of its own."""

    above: list[Row]
    table: Table
    below: list[Row]


def aligned_table(rows: Sequence[Row], rules: Sequence[Rule]) -> Found | None:
    """Return the table that `rows` hold; None where they hold none.

    Rows with figures tell the columns; without any, three rows of short texts do.
    """
    body = _body(rows)
    if not body:
        return None
    columns = _columns(body)
    if len(columns) < 2:
        return None
    several = [i for i, row in enumerate(rows) if len(row.cells) > 1]
    first, last = several[0], several[-1]
    last += _tail(rows, last)
    own = rows[first : last + 1]
    lines = [_in_columns(row, columns) for row in own]
    bounds = _bounds(own, rules)
    groups = _groups(own, lines, body, bounds)
    table = Table(
        min(row.spans[0][0] for row in own),
        own[0].top,
        max(row.spans[-1][1] for row in own),
        own[-1].bottom,
        tuple(_together([lines[i] for i in group]) for group in groups),
        tuple((own[group[0]].top, own[group[-1]].bottom) for group in groups),
    )
    return Found(list(rows[:first]), table, list(rows[last + 1 :]))


def _body(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that tell the columns, none where there is no table."""
    several = [row for row in rows if len(row.cells) > 1]
    figures = [
        row
        for row in several
        if any(cell.is_figure for cell in row.cells[1:]) and not _is_years(row)
    ]
    if len(figures) > 1 or (figures and len(several) > 1):
        return figures
    texts = [cell for row in several for cell in row.cells]
    if (
        len(several) >= _FEWEST_TEXT_ROWS
        and len(several) >= _SHARED * len(rows)
        and not any(is_marked(cell.text) or ends_sentence(cell.text) for cell in texts)
        and median((cell.right - cell.left) / cell.em for cell in texts) <= _SHORT
    ):
        return several
    return []


def _is_years(row: Row) -> bool:
    """Tell whether a row holds years alone: the second line of heads such as Sep. 30, | 2025."""
    return all(_YEAR.match(cell.text) for cell in row.cells)


def _columns(body: Sequence[Row]) -> list[Interval]:
    """Return from where to where each column reaches."""
    em = median(row.em for row in body)
    return covered((span for row in body for span in row.spans), GUTTER * em)


def _in_columns(row: Row, columns: Sequence[Interval]) -> list[str]:
    """Return the row's text in each column; a head over several stands in the first of them."""
    texts = [""] * len(columns)
    for cell in row.cells:
        j = _column_of(cell, columns)
        texts[j] += (" " if texts[j] else "") + cell.text
    return texts


def _column_of(cell: Cell, columns: Sequence[Interval]) -> int:
    shared = [min(cell.right, right) - max(cell.left, left) for left, right in columns]
    over = [j for j, width in enumerate(shared) if width > GUTTER * cell.em]
    if len(over) > 1 and shared[over[0]] < 0.5 * (columns[over[0]][1] - columns[over[0]][0]):
        return over[1]
    if over:
        return over[0]
    return max(range(len(columns)), key=lambda j: shared[j])


def _tail(rows: Sequence[Row], last: int) -> int:
    """Count the rows after the last full one that wrap its label."""
    if last + 1 >= len(rows) or not last:
        return 0
    row, after = rows[last], rows[last + 1]
    near = after.bottom - row.bottom <= _TIGHT_EMS * max(row.em, 1.0)
    under = len(after.cells) == 1 and after.cells[0].left < row.cells[0].right
    return int(near and under and _wraps(row.cells[0].text, after.cells[0].text))


def _wraps(text: str, after: str) -> bool:
    return bool(_LOWER.match(after)) or text.rsplit(" ", 1)[-1] in UNFINISHED


def _bounds(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Return the heights of the level rules that part rows."""
    left = min(row.spans[0][0] for row in rows)
    right = max(row.spans[-1][1] for row in rows)
    found = sorted(
        rule.top
        for rule in rules
        if rule.is_level
        and min(rule.right, right) - max(rule.left, left) >= _RULED * (right - left)
        and rows[0].top < rule.top < rows[-1].bottom
    )
    return [at for i, at in enumerate(found) if not i or at - found[i - 1] > 1]


def _groups(
    rows: Sequence[Row],
    lines: Sequence[list[str]],
    body: Sequence[Row],
    bounds: Sequence[float],
) -> list[list[int]]:
    """Return which lines are a row: those of wrapped cells are one."""
    full = {id(row) for row in body}
    distance = _distance(rows, body)
    parting = len(bounds) >= 2 and len(bounds) >= 0.5 * len(body)
    groups: list[list[int]] = []
    for i, row in enumerate(rows):
        if groups:
            before = rows[groups[-1][-1]]
            ruled = any(before.top < at < row.bottom and before.base < at for at in bounds)
            one = id(row) not in full or not any(id(rows[k]) in full for k in groups[-1])
            near = row.base - before.base <= distance
            wraps = _wrapped(lines[groups[-1][-1]], lines[i]) or _is_head(rows, lines, i, full)
            if _overlap(before, row) and not ruled:
                groups[-1].append(i)  # a label of two lines, its figures at half their height
                continue
            if (
                not ruled
                and one
                and (near or parting or wraps)
                and _may_merge(rows, groups[-1], i, full)
            ):
                groups[-1].append(i)
                continue
        groups.append([i])
    return groups


def _is_head(rows: Sequence[Row], lines: Sequence[Sequence[str]], i: int, full: set[int]) -> bool:
    """Tell whether a line goes on with the heads of the columns above it."""
    before = rows[i - 1]
    return (
        not any(id(row) in full for row in rows[: i + 1])
        and [bool(text) for text in lines[i]] == [bool(text) for text in lines[i - 1]]
        and rows[i].base - before.base <= _TIGHT_EMS * max(before.em, 1.0)
    )


def _overlap(above: Row, row: Row) -> bool:
    """Tell whether two lines stand at the same height in part: no two rows do."""
    return above.bottom - row.top > _OVERLAP * min(above.em, row.em)


def _may_merge(rows: Sequence[Row], group: Sequence[int], i: int, full: set[int]) -> bool:
    """Tell whether a line may belong to a row: a head's lines not to the first row of figures."""
    headed = all(id(rows[k]) not in full and len(rows[k].cells) > 1 for k in group)
    return not (headed and id(rows[i]) in full)


def _distance(rows: Sequence[Row], body: Sequence[Row]) -> float:
    """Return the distance of baselines up to which two lines are one row."""
    em = median(row.em for row in body)
    steps = [after.base - row.base for row, after in pairwise(rows)]
    full = {id(row) for row in body}
    between = [
        after.base - row.base
        for row, after in pairwise(rows)
        if id(row) in full and id(after) in full
    ]
    if not steps:
        return 0.0
    usual = median(between) if len(between) > 1 else max(steps)
    return _TIGHT * usual if usual > _TIGHT_EMS * em else 0.0


def _wrapped(line: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether a label goes on in the next line: lower case, or an unfinished end."""
    if line[0] and after[0] and not any(line[1:]):
        return _wraps(line[0], after[0])
    return bool(line[0] and after[0]) and not any(after[1:]) and bool(_LOWER.match(after[0]))


def _together(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(BREAK.join(filter(None, column)) for column in zip(*lines, strict=True))
