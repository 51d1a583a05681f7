"""What stands around a bead and bears on its figures: the units a slide or table declares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from termalign.figures import units
from termalign.figures.declared import declared_units
from termalign.figures.table_units import declaration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from termalign.records import Alignment, Bead, Language, Segment

# Where a document knows no pages, a declaration reaches this many segments: a table's length.
_REACH = 40


class Surroundings:
    """The declared units of an alignment's two documents, by where they reach.

    A declaration reaches over its page: in text taken from PDF it may stand after its cells.
    """

    def __init__(self, alignment: Alignment) -> None:
        """Find the declarations of both documents."""
        self._ja = _Declarations(alignment.ja, "ja")
        self._en = _Declarations(alignment.en, "en")

    def ratios(self, bead: Bead) -> frozenset[Decimal]:
        """Return the ratios that a Japanese bare number may have to its English one."""
        ja, en = self._ja.around(bead.ja), self._en.around(bead.en)
        return frozenset(english / japanese for japanese in ja for english in en)


class _Declarations:
    def __init__(self, segments: Sequence[Segment], language: Language) -> None:
        self._segments = segments
        self._by_page: dict[int, set[Decimal]] = defaultdict(set)
        self._pageless: list[tuple[int, Decimal]] = []  # by the segments' order
        for segment in segments:
            for factor in _factors(segment.text, language):
                if segment.place.page is None:
                    self._pageless.append((segment.index, factor))
                else:
                    self._by_page[segment.place.page].add(factor)

    def around(self, indices: Sequence[int]) -> set[Decimal]:
        """Return what one is worth in the units declared around some segments."""
        found: set[Decimal] = set()
        for index in indices:
            page = self._segments[index].place.page
            if page is None:
                first = bisect_left(self._pageless, index - _REACH, key=itemgetter(0))
                last = bisect_right(self._pageless, index + _REACH, key=itemgetter(0))
                found |= {factor for _, factor in self._pageless[first:last]}
            else:
                found |= self._by_page[page]
        return found


def _factors(text: str, language: Language) -> Iterator[Decimal]:
    """Yield what one is worth in the units that a text declares: money, and what is counted."""
    for declared in declared_units(text, language):
        yield declared.factor
    found = declaration(text, 0, language)
    if found and found.unit not in {units.PERCENT, units.POINTS, units.TIMES}:
        yield found.factor
