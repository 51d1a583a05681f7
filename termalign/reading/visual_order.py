"""Boxes on a slide in the order in which a reader takes them: from the top, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

# Boxes are larger than their text: what overlaps by no more than this, or by no more than this
# share of the smaller, still stands apart. Their unit is Office's, 914,400 to the inch.
_OVERLAP = 60_000
_OVERLAPPING = 1 / 3
_DEEPEST = 50  # columns within bands within columns …; boxes nested deeper come from top to bottom
_MOST_BOXES = 3_000  # of a slide; more come from top to bottom too, whatever their columns


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """Something that stands on the slide, and its edges."""

    left: float
    top: float
    right: float
    bottom: float
    content: T

    @property
    def area(self) -> float:
        """How much of the slide it covers."""
        return (self.right - self.left) * (self.bottom - self.top)


def in_order(boxes: Sequence[Box[T]], depth: int = 0) -> list[Box[T]]:
    """Return the boxes from top to bottom; what stands in columns column by column.

    `depth` is that of the part of the slide that the boxes are.
    """
    if len(boxes) < 2:
        return list(boxes)
    if depth > _DEEPEST or len(boxes) > _MOST_BOXES:
        return sorted(boxes, key=lambda box: (box.top, box.left))
    bands = _parted(boxes, _vertical)
    regions = _with_columns(bands)
    ordered: list[Box[T]] = []
    for region in regions:
        columns = _parted(region, _horizontal)
        if len(columns) > 1:
            for column in columns:
                ordered += in_order(column, depth + 1)
        elif len(region) < len(boxes):
            ordered += in_order(region, depth + 1)
        else:
            ordered += sorted(region, key=lambda box: (box.top, box.left))
    return ordered


def _vertical(box: Box[T]) -> tuple[float, float]:
    return box.top, box.bottom


def _horizontal(box: Box[T]) -> tuple[float, float]:
    return box.left, box.right


def _parted(
    boxes: Sequence[Box[T]], edges: Callable[[Box[T]], tuple[float, float]]
) -> list[list[Box[T]]]:
    """Part the boxes where a line can be drawn between them, in one direction."""
    groups: list[list[Box[T]]] = []
    reached = extent = 0.0  # of the box that reaches furthest: its end, its size
    for box in sorted(boxes, key=edges):
        begin, end = edges(box)
        slack = max(_OVERLAP, _OVERLAPPING * min(extent, end - begin))
        if groups and begin < reached - slack:
            groups[-1].append(box)
        else:
            groups.append([box])
            reached = begin
        if end > reached:
            reached, extent = end, end - begin
    return groups


def _gutters(boxes: Sequence[Box[T]]) -> list[tuple[float, float]]:
    """Return the gaps between the columns of a band."""
    columns = _parted(boxes, _horizontal)
    return [
        (max(box.right for box in one), min(box.left for box in other))
        for one, other in pairwise(columns)
    ]


def _with_columns(bands: Sequence[list[Box[T]]]) -> list[list[Box[T]]]:
    """Join bands that follow closely and whose columns go on: a table under its unit line."""
    regions: list[list[Box[T]]] = []
    for band in bands:
        if regions and _go_on(regions[-1], band):
            regions[-1] = [*regions[-1], *band]
        else:
            regions.append(band)
    return regions


def _go_on(above: Sequence[Box[T]], below: Sequence[Box[T]]) -> bool:
    gap = min(box.top for box in below) - max(box.bottom for box in above)
    return any(gap < width for width in _common(_gutters(above), _gutters(below)))


def _common(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]
) -> Iterator[float]:
    """Give the widths of the gutters that both have at one place."""
    for one in some:
        for other in others:
            left, right = max(one[0], other[0]), min(one[1], other[1])
            if right >= left - _OVERLAP:
                yield max(right - left, 0) + _OVERLAP
