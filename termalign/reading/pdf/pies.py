"""Pie charts: names and their shares around a circle, read clockwise as a slide gives them.

What tells a pie from any list of shares is that they make up the whole, and that each stands about
where its sector does.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from termalign.reading.pdf.elements import Table, is_marked
from termalign.reading.pieces import BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.reading.pdf.elements import Cell

_SHARE = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)\s?[%％]$")
# A name and its share in one line: 日本 45.0%, Asia; 17.5%
_NAMED = re.compile(
    r"(?P<name>[^\d;；]*[^\d\s;；,、，:：])\s?[;；,、，:：]?\s+(?P<share>\d{1,3}(?:\.\d+)?\s?[%％])$"
)
_NAME = re.compile(r"(?P<name>.*[^\s;；,、，:：])\s?[;；,、，:：]?$")  # 日本; over its share
_FEWEST, _MOST = 3, 20  # sectors
_WHOLE = Decimal(2)  # points by which the shares, each rounded, may miss 100
_OFF = 35.0  # degrees by which the names may stand off their sectors, on average
_UNDER = (0.5, 1.7)  # ems from a name down to its share, or to its next line
_MIDDLE = 0.8  # ems by which their middles may differ
_LINES = 3  # of a name


class _Sector(NamedTuple):
    name: str
    share: str
    cells: list[Cell]

    @property
    def size(self) -> Decimal:
        found = _SHARE.match(self.share)
        return Decimal(found["value"]) if found else Decimal(0)

    @property
    def at(self) -> tuple[float, float]:
        """The middle of what is written."""
        left, right = min(c.left for c in self.cells), max(c.right for c in self.cells)
        top, bottom = min(c.top for c in self.cells), max(c.bottom for c in self.cells)
        return (left + right) / 2, (top + bottom) / 2


def pie_chart(cells: Sequence[Cell]) -> tuple[list[Table], list[Cell]]:
    """Return the pie that the shares on a page make, if they make one, and the other cells."""
    sectors = _sectors(cells)
    if not _FEWEST <= len(sectors) <= _MOST:
        return [], list(cells)
    if abs(sum((sector.size for sector in sectors), Decimal(-100))) > _WHOLE:
        return [], list(cells)
    ordered = _clockwise(sectors)
    if not ordered:
        return [], list(cells)
    taken = [cell for sector in ordered for cell in sector.cells]
    pie = Table(
        min(cell.left for cell in taken),
        min(cell.top for cell in taken),
        max(cell.right for cell in taken),
        max(cell.bottom for cell in taken),
        tuple((sector.name, sector.share) for sector in ordered),
        tuple(
            (min(cell.top for cell in sector.cells), max(cell.bottom for cell in sector.cells))
            for sector in ordered
        ),
        is_chart=True,
    )
    gone = {id(cell) for cell in taken}
    return [pie], [cell for cell in cells if id(cell) not in gone]


def _sectors(cells: Sequence[Cell]) -> list[_Sector]:
    """Return the shares that have a name over or before them."""
    sectors: list[_Sector] = []
    for cell in cells:
        named = _NAMED.match(cell.text)
        if named:
            sectors.append(_Sector(named["name"], named["share"], [cell]))
        elif _SHARE.match(cell.text):
            lines = _lines_over(cell, cells)
            name = _NAME.match(BREAK.join(line.text for line in lines))
            if name:
                sectors.append(_Sector(name["name"], cell.text, [*lines, cell]))
        if len(sectors) > _MOST:
            break
    return sectors


def _lines_over(share: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """Return the lines of the name that stands over a share, from the top."""
    lines = [share]
    while len(lines) <= _LINES:
        under = lines[0]
        over = [
            cell
            for cell in cells
            if _UNDER[0] * cell.em <= under.base - cell.base <= _UNDER[1] * cell.em
            and abs(cell.left + cell.right - under.left - under.right) / 2 <= _MIDDLE * cell.em
            and not (cell.is_figure or is_marked(cell.text))
        ]
        if len(over) != 1:
            break
        lines.insert(0, over[0])
    return lines[:-1]


def _clockwise(sectors: Sequence[_Sector]) -> list[_Sector]:
    """Return the sectors as they follow one another from the top; none where they are no circle."""
    xs, ys = zip(*(sector.at for sector in sectors), strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def angle(sector: _Sector) -> float:
        return math.degrees(math.atan2(sector.at[0] - x, y - sector.at[1])) % 360

    around = sorted(sectors, key=angle)
    turns = [[*around[k:], *around[:k]] for k in range(len(around))]
    off = [
        sum(
            _apart(angle(sector), middle)
            for sector, middle in zip(turn, _middles(turn), strict=True)
        )
        for turn in turns
    ]
    least = min(off)
    return turns[off.index(least)] if least <= _OFF * len(sectors) else []


def _middles(sectors: Sequence[_Sector]) -> list[float]:
    """Return the angle of each sector's middle, clockwise from the top."""
    sizes = [float(sector.size) * 3.6 for sector in sectors]
    ends = list(accumulate(sizes))
    return [end - size / 2 for end, size in zip(ends, sizes, strict=True)]


def _apart(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)
