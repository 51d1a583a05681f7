"""Bar and line charts: a label under each bar or point, and its value above it, within or beside.

A label and its value are one row, as a chart in a slide gives them. What tells a chart from a
table is that the values stand on different levels, one over the middle of each label, or all as far
beside it. The figures of a chart's axes are no values and are set apart, as in a slide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from termalign.reading.pdf.elements import Table, is_marked
from termalign.reading.pieces import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.reading.pdf.elements import Cell

_VALUE = re.compile(
    r"[(（]?[△▲±+＋−-]?[(（]?[¥￥$]?\d[\d,.]*\s?(?:[%％]|pt|倍|[百千万億兆]*円)?[)）]?$"
)
_FEWEST = 3  # bars
_MOST = 2_000  # texts of a page; one with more is no chart
_LEVEL = 0.5  # ems by which the first lines of labels may stand off
_EVEN = 0.12  # of the distance of two labels
_OVER = 0.18  # of it, by which a value's middle may stand off its label's
_BESIDE = 0.4  # of it, by which the values of a line's points may all stand beside their labels
_MOST_BESIDE = 4  # values near the first label that are looked at
_ALIKE = 0.05  # of it, by which these distances may differ
_UNDER = 0.3  # of it; the same of a label's further lines
_WRAPPED = 1.5  # ems from a label's line down to its next
_STEPPED = 0.8  # ems between the highest and the lowest value, at least
_TALLEST = 4.0  # times the distance of the first and the last label
_TICKS = 3  # figures of an axis at least
_AWAY = 2.0  # ems between an axis' figures and the outermost bars, half a step from the labels
_TICKED = 0.3  # ems by which the edges and distances of an axis' figures may differ


@dataclass(slots=True)
class _Label:
    lines: list[Cell]

    @property
    def middle(self) -> float:
        return _middle(self.lines[0])

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    @property
    def text(self) -> str:
        return BREAK.join(line.text for line in self.lines)


def bar_charts(cells: Sequence[Cell], tables: Sequence[Table]) -> tuple[list[Table], list[Cell]]:
    """Return the charts whose bars have labels and values, and the cells that are in none.

    `tables` are those that rules make; where they hold a chart's values alone they are its grid.
    """
    charts: list[Table] = []
    free = list(cells)
    values = sum(bool(_VALUE.match(cell.text)) for cell in cells)
    if values < _FEWEST or len(cells) > _MOST:
        return charts, free
    for level in _levels(cells):
        for labels in _even(level):
            found = _chart(labels, free, [*tables, *charts])
            if found:
                charts.append(found[0])
                taken = {id(cell) for cell in found[1]}
                free = [cell for cell in free if id(cell) not in taken]
    return charts, free


def _levels(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Give the texts that stand on one level, values aside, from left to right."""
    group: list[Cell] = []
    texts = [cell for cell in cells if not _VALUE.match(cell.text) and not is_marked(cell.text)]
    for cell in sorted(texts, key=lambda cell: (cell.base, cell.left)):
        if group and cell.base - group[0].base > _LEVEL * cell.em:
            yield sorted(group, key=_middle)
            group = []
        group.append(cell)
    yield sorted(group, key=_middle)


def _even(level: Sequence[Cell]) -> Iterator[list[_Label]]:
    """Give the longest stretches of a level whose middles stand at even distances."""
    stretch: list[Cell] = []
    for cell in level:
        if len(stretch) >= 2:
            step = _middle(stretch[1]) - _middle(stretch[0])
            if abs(_middle(cell) - _middle(stretch[-1]) - step) > _EVEN * step:
                if len(stretch) >= _FEWEST:
                    yield [_Label([one]) for one in stretch]
                stretch = stretch[-1:]
        stretch.append(cell)
    if len(stretch) >= _FEWEST:
        yield [_Label([one]) for one in stretch]


def _chart(
    labels: Sequence[_Label], cells: Sequence[Cell], tables: Sequence[Table]
) -> tuple[Table, list[Cell]] | None:
    """Return the chart over these labels, with the cells it takes; None where there is none."""
    step = labels[1].middle - labels[0].middle
    em = labels[0].lines[0].em
    if step <= em:
        return None
    top = min(label.lines[0].top for label in labels)
    above = [
        cell
        for cell in cells
        if cell.base < top and top - cell.base <= _TALLEST * (labels[-1].middle - labels[0].middle)
    ]
    own = _values(labels, above, step)
    if not own:
        return None
    bases = [value.base for value in own]
    if max(bases) - min(bases) < _STEPPED * em:
        return None
    left, right = labels[0].middle - step / 2, labels[-1].middle + step / 2
    shown = {value.text for value in own}
    if any(
        table.left < right
        and left < table.right
        and min(bases) < table.bottom
        and table.top < top
        and not _texts(table) <= shown  # else its rules are the chart's own
        for table in tables
    ):
        return None
    whole = [_with_wrapped(label, cells, step) for label in labels]
    taken = [*own, *(line for label in whole for line in label.lines)]
    used = {id(cell) for cell in taken}
    axes = _axes(labels, [cell for cell in cells if id(cell) not in used], step)
    taken += axes
    return Table(
        min(cell.left for cell in taken),
        min(cell.top for cell in taken),
        max(cell.right for cell in taken),
        max(cell.bottom for cell in taken),
        tuple((label.text, value.text) for label, value in zip(whole, own, strict=True)),
        tuple((value.top, label.bottom) for label, value in zip(whole, own, strict=True)),
        is_chart=True,
        axes=tuple(axes),
    ), taken


def _texts(table: Table) -> set[str]:
    return {text for row in table.rows for cell in row for text in cell.split()}


def _values(labels: Sequence[_Label], above: Sequence[Cell], step: float) -> list[Cell]:
    """Return the value over each label, or as far beside each; none where one has none."""
    values = [cell for cell in above if _VALUE.match(cell.text)]
    beside = [_middle(cell) - labels[0].middle for cell in values]
    near = [by for by in beside if abs(by) <= _BESIDE * step][:_MOST_BESIDE]
    for by, within in ((0.0, _OVER), *((by, _ALIKE) for by in near)):
        found: list[Cell] = []
        for label in labels:
            value = _at(label.middle + by, values, within * step)
            if value is None:
                break
            found.append(value)
        else:
            return found
    return []


def _at(middle: float, values: Sequence[Cell], within: float) -> Cell | None:
    """Return the one value whose middle is there; None where there is none, or several."""
    found = [cell for cell in values if abs(_middle(cell) - middle) <= within]
    return found[0] if len(found) == 1 else None


def _axes(labels: Sequence[_Label], cells: Sequence[Cell], step: float) -> list[Cell]:
    """Return the figures of a chart's axes: even steps at even distances, on its left or right."""
    first, last = labels[0].middle, labels[-1].middle
    ends = labels[0].lines[0].bottom
    away = step / 2 + _AWAY * labels[0].lines[0].em
    left = [one for one in cells if first - away <= one.right < first]
    right = [one for one in cells if last < one.left <= last + away]
    axes: list[Cell] = []
    for side in (left, right):
        figures = [
            one
            for one in side
            if _VALUE.match(one.text)
            and one.base <= ends
            and sum(abs(other.base - one.base) < one.em / 2 for other in side) == 1  # stands alone
        ]
        figures.sort(key=lambda one: one.base)
        if len(figures) >= _TICKS and _is_axis(figures):
            axes += figures
    return axes


def _is_axis(figures: Sequence[Cell]) -> bool:
    em = figures[0].em
    lefts, rights = [one.left for one in figures], [one.right for one in figures]
    if min(max(lefts) - min(lefts), max(rights) - min(rights)) > _TICKED * em:
        return False
    down = [after.base - one.base for one, after in pairwise(figures)]
    by = {_number(after) - _number(one) for one, after in pairwise(figures)}
    return max(down) - min(down) <= _TICKED * em and len(by) == 1 and by != {Decimal(0)}


def _number(cell: Cell) -> Decimal:
    digits = re.sub(r"[^\d.]", "", cell.text)
    plain = digits if digits.count(".") < 2 else "0"
    return Decimal(plain) * (-1 if re.match(r"[(（△▲－−-]", cell.text) else 1)


def _with_wrapped(label: _Label, cells: Sequence[Cell], step: float) -> _Label:
    """Return the label with the lines it wraps to."""
    lines = list(label.lines)
    under = [cell for cell in cells if abs(_middle(cell) - label.middle) <= _UNDER * step]
    for cell in sorted(under, key=lambda cell: cell.base):
        last = lines[-1]
        if 0.5 * last.em < cell.base - last.base <= _WRAPPED * last.em and not (
            is_marked(cell.text) or _VALUE.match(cell.text) or cell.right - cell.left > step
        ):
            lines.append(cell)
    return replace(label, lines=lines)


def _middle(cell: Cell) -> float:
    return (cell.left + cell.right) / 2
