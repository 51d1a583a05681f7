"""Amounts so exact that they are known again anywhere: 49,311円 in a chart, ¥49,311 in a sentence.

A chart's text has no rows and columns left, so that its figures have no item and no period of their
own. But an amount of five digits or more does not stand in two documents by chance.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import find_figures
from termalign.records import Match, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from termalign.records import Document, Figure

# Of two documents' amounts that show fewer digits, or are rounder, some are equal by chance.
_LEAST_DIGITS = 5
_LEAST_SIGNIFICANT = 4


class _Amount(NamedTuple):
    """What makes two amounts one: value and currency, the sign left out."""

    value: Decimal
    unit: str


def exact_amounts(documents: Sequence[Document]) -> tuple[Match, ...]:
    """Return the exact amounts that stand in more than one document, a match for each two of them.

    In each document the first place counts. Empty for one document.
    """
    places: dict[_Amount, dict[int, Side]] = defaultdict(dict)
    for number, document in enumerate(documents):
        for amount, side in _amounts(document):
            places[amount].setdefault(number, side)
    return tuple(
        Match(one, other, f"{_shown(one)} = {_shown(other)}, to the last digit")
        for sides in places.values()
        for one, other in combinations(sides.values(), 2)
    )


def _amounts(document: Document) -> Iterator[tuple[_Amount, Side]]:
    for block in document.blocks:
        for figure in find_figures(block.text, document.language):
            if figure.kind == "amount" and _is_exact(figure):
                span = ((figure.start, figure.end),)
                place = block.place
                where = f"{document.name}, {place}" if str(place) else document.name
                side = Side(block.text, span, where, place.page, place.line, document.path)
                yield _Amount(abs(figure.value), figure.unit), side


def _is_exact(figure: Figure) -> bool:
    shown = len((figure.value / figure.step).to_integral_value().as_tuple().digits)
    significant = len(figure.value.normalize().as_tuple().digits)
    return shown >= _LEAST_DIGITS and significant >= _LEAST_SIGNIFICANT


def _shown(side: Side) -> str:
    start, end = side.spans[0]
    return side.text[start:end]
