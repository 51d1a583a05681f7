"""Labels that stand in the same place: rows of one table in both languages.

Two tables of different quarters hold the same rows in the same order. Rows that are tied already,
by their words or by figures that stand in both, are anchors; as many rows between two anchors on
both sides pair in order. This says nothing of words, so it finds what no lexicon knows:
非支配持分利益 stands where "Profit for the period attributable to non-controlling interests" does.

Which sections belong together is the aligner's; the rows that it pairs would not do as anchors: a
small table under a chart has none of them, though two of its four labels say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from termalign.alignment.sections import section_number
from termalign.terms.japanese import JapaneseText
from termalign.terms.label_rows import read_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from termalign.alignment.sections import Number
    from termalign.terms.label_rows import LabelRow
    from termalign.terms.material import Material, Page

    Pair = tuple[int, int]  # numbers of a Japanese and an English candidate
    # Japanese candidate → English ones whose words say the same, and how fully
    Ties = Mapping[int | None, Mapping[int, float]]

LEAST_TIE = 0.5  # of two labels whose words say the same; composed less fully they are no anchor
LEAST_COVER = 0.5  # of the rows anchored, before what precedes and follows all anchors pairs too
ENOUGH = 3.0  # anchors that make sure that two tables are one
LEAST_TWIN = 3  # rows with cells of two tables that one section and their shape make one
CHANCE = 2  # digits that two figures may share by chance; each further one makes half an anchor


class Placement(NamedTuple):
    """How sure it is that two labels stand in the same place, 0..1, and the segments they are."""

    sure: float
    rows: tuple[int, int]


class _Row(NamedTuple):
    """A row, its segment in the page, and the candidate that its label is, None if it is none."""

    row: LabelRow
    segment: int
    number: int | None


class _Anchor(NamedTuple):
    """Rows of two tables that are tied: their places, and how firmly, 0..1."""

    ja: int
    en: int
    tie: float


class _Laid(NamedTuple):
    """Two tables, and the anchors that stand in the same order in both."""

    ja: Sequence[_Row]
    en: Sequence[_Row]
    anchors: Sequence[_Anchor]
    weight: float
    whole: bool  # of one section and as many rows, so that all of them may pair


def place(material: Material, composed: Mapping[Pair, float]) -> dict[Pair, Placement]:
    """Return the pairs of candidates whose labels stand in the same place, anchors included.

    `composed` says how fully the parts of pairs explain one another.
    """
    ties: dict[int | None, dict[int, float]] = {}
    for (m, n), score in composed.items():
        if score >= LEAST_TIE:
            ties.setdefault(m, {})[n] = score
    sections = _sections(material)
    surest: dict[Pair, Placement] = {}
    english = list(_tables(material.en))
    for ja in _tables(material.ja):
        for en in english:
            for laid in _same_tables(ja, en, ties, sections):
                for pair, placement in _placed(laid, ties):
                    if pair not in surest or placement.sure > surest[pair].sure:
                        surest[pair] = placement
    return surest


@dataclass(frozen=True, slots=True)
class _Sections:
    """Which numbered titles of the two languages belong together: those that a bead pairs."""

    beads: Collection[Pair]  # segments of titles
    ja: Mapping[int, Number]
    en: Mapping[int, Number]

    def are_same(self, ja: int | None, en: int | None) -> bool:
        """Tell whether two titles say the same, or have one number and no other partner."""
        if ja is None or en is None:
            return False
        if (ja, en) in self.beads:
            return True
        alone = all(ja != one and en != other for one, other in self.beads)
        return alone and self.ja[ja] == self.en[en]


def _sections(material: Material) -> _Sections:
    """Return the numbered titles and the beads between them."""
    ja, en = (
        {n: number for n, s in enumerate(page.segments) if (number := section_number(s.text))}
        for page in (material.ja, material.en)
    )
    beads = {
        (i, j)
        for strand in material.strands
        for i in strand.ja
        for j in strand.en
        if i in ja and j in en
    }
    return _Sections(beads, ja, en)


class _Table(NamedTuple):
    """A table's rows, and the segment in the page that is the numbered title above it."""

    rows: Sequence[_Row]
    title: int | None


def _tables(page: Page[Any]) -> Iterator[list[_Table]]:
    """Give the tables of each document."""
    starts = [n for n, segment in enumerate(page.segments) if not n or segment.index == 0]
    for first, end in pairwise([*starts, len(page.segments)]):
        yield [
            _Table(
                [
                    _Row(row, at := row.segment + first, _candidate(page, at, row.start, row.end))
                    for row in table.rows
                ],
                None if table.title is None else table.title + first,
            )
            for table in read_tables(page.segments[first:end])
        ]


def _candidate(page: Page[Any], segment: int, start: int, end: int) -> int | None:
    """Return the candidate that fills a span of a segment, None where none does."""
    text = page.texts[segment]
    units = text.tokens if isinstance(text, JapaneseText) else text.words
    inside = [n for n, unit in enumerate(units) if start <= unit.start and unit.end <= end]
    if not inside:
        return None
    return next(
        (
            number
            for first, last, number in page.spans[segment]
            if (first, last) == (inside[0], inside[-1] + 1)
        ),
        None,
    )


def _same_tables(
    ja: Sequence[_Table], en: Sequence[_Table], ties: Ties, sections: _Sections
) -> list[_Laid]:
    """Return the tables of two documents that hold the same rows."""
    twins = _twins(ja, en, sections)
    laid = []
    for m, n in sorted(_meeting(ja, en, ties) | twins):
        found = _lay(ja[m].rows, en[n].rows, ties)
        same = sections.are_same(ja[m].title, en[n].title)
        weight = found.weight + same + ((m, n) in twins)
        whole = same and len(found.ja) == len(found.en)
        laid.append(found._replace(weight=weight, whole=whole))
    return laid


def _twins(ja: Sequence[_Table], en: Sequence[_Table], sections: _Sections) -> set[tuple[int, int]]:
    """Return the tables of one section that are as long and hold the same kinds of cells.

    Only where no other table of the section does.
    """
    shapes = [_by_shape(tables) for tables in (ja, en)]
    return {
        (ja_tables[0], en_tables[0])
        for (one, kinds), ja_tables in shapes[0].items()
        for (other, en_kinds), en_tables in shapes[1].items()
        if kinds == en_kinds
        and len(ja_tables) == len(en_tables) == 1
        and sections.are_same(one, other)
    }


def _by_shape(tables: Sequence[_Table]) -> dict[tuple[int | None, tuple[str, ...]], list[int]]:
    """Return the places of tables by their section and the kinds of their rows."""
    found: dict[tuple[int | None, tuple[str, ...]], list[int]] = {}
    for n, table in enumerate(tables):
        kinds = tuple(row.row.kind for row in table.rows)
        if len(kinds) - kinds.count("label") >= LEAST_TWIN:
            found.setdefault((table.title, kinds), []).append(n)
    return found


def _meeting(ja: Sequence[_Table], en: Sequence[_Table], ties: Ties) -> set[tuple[int, int]]:
    """Return the tables, by their places, of which any two rows are tied."""
    by_number: dict[int | None, set[int]] = {}
    by_digits: dict[str, set[int]] = {}
    for n, table in enumerate(en):
        for row in table.rows:
            by_number.setdefault(row.number, set()).add(n)
            for digits in row.row.digits:
                by_digits.setdefault(digits, set()).add(n)
    met: set[tuple[int, int]] = set()
    for m, table in enumerate(ja):
        for row in table.rows:
            for number in ties.get(row.number, {}):
                met.update((m, n) for n in by_number.get(number, ()))
            for digits in row.row.digits:
                met.update((m, n) for n in by_digits.get(digits, ()))
    return met


def _lay(ja: Sequence[_Row], en: Sequence[_Row], ties: Ties) -> _Laid:
    """Return two tables with the heaviest chain of anchors that runs the same way in both."""
    tied = sorted(_anchors(ja, en, ties), key=lambda anchor: (anchor.ja, -anchor.en))
    best = [(0.0, -1)] * len(en)  # by English row: the heaviest chain to it, its last anchor
    before: list[int] = []
    for n, anchor in enumerate(tied):
        weight, at = max(best[: anchor.en], default=(0.0, -1))
        before.append(at)
        best[anchor.en] = max(best[anchor.en], (weight + anchor.tie, n))
    weight, at = max(best)
    chain: list[_Anchor] = []
    while at >= 0:
        chain.append(tied[at])
        at = before[at]
    return _Laid(ja, en, chain[::-1], weight, whole=False)


def _anchors(ja: Sequence[_Row], en: Sequence[_Row], ties: Ties) -> list[_Anchor]:
    """Return the rows that are tied by their labels' words or by their figures."""
    by_number: dict[int | None, list[int]] = {}
    for n, row in enumerate(en):
        by_number.setdefault(row.number, []).append(n)
    ja_digits = Counter(digits for row in ja for digits in row.row.digits)
    en_digits = Counter(digits for row in en for digits in row.row.digits)
    by_digits = {digits: n for n, row in enumerate(en) for digits in row.row.digits}
    found: dict[tuple[int, int], float] = {}
    for m, row in enumerate(ja):
        for number, tie in ties.get(row.number, {}).items():
            for n in by_number.get(number, ()):
                found[m, n] = tie
        for digits in row.row.digits:
            # A figure that one row of each table holds: 35,845 in both, or 358.45.
            if ja_digits[digits] == en_digits[digits] == 1:
                at = m, by_digits[digits]
                found[at] = min(1.0, found.get(at, 0.0) + (len(digits) - CHANCE) / 2)
    return [_Anchor(m, n, tie) for (m, n), tie in found.items() if tie >= LEAST_TIE]


def _placed(laid: _Laid, ties: Ties) -> Iterator[tuple[Pair, Placement]]:
    """Give the pairs that two tables place: the anchors, and as many rows between them.

    A label whose words are those of another row of the other table is no partner of this one.
    """
    sure = min(1.0, (laid.weight - 1) / (ENOUGH - 1))
    if sure <= 0:
        return
    for anchor in laid.anchors:
        yield from _pair(laid.ja[anchor.ja], laid.en[anchor.en], sure)
    cover = 1.0 if laid.whole else len(laid.anchors) / max(len(laid.ja), len(laid.en))
    tied = _tied(laid, ties)
    edge = cover if cover >= LEAST_COVER else 0.0
    ends = _Anchor(-1, -1, edge), _Anchor(len(laid.ja), len(laid.en), edge)
    for one, other in pairwise([ends[0], *laid.anchors, ends[1]]):
        ja, en = laid.ja[one.ja + 1 : other.ja], laid.en[one.en + 1 : other.en]
        if [row.row.kind for row in ja] == [row.row.kind for row in en]:
            for ja_row, en_row in zip(ja, en, strict=True):
                if ja_row.number not in tied.ja and en_row.number not in tied.en:
                    yield from _pair(ja_row, en_row, sure * min(one.tie, other.tie))


class _Tied(NamedTuple):
    """The labels of two tables that have a row in the other one whose words say the same."""

    ja: Collection[int | None]
    en: Collection[int | None]


def _tied(laid: _Laid, ties: Ties) -> _Tied:
    english = {row.number for row in laid.en}
    met = {row.number: english.intersection(ties.get(row.number, {})) for row in laid.ja}
    return _Tied({ja for ja, en in met.items() if en}, set().union(*met.values()))


def _pair(ja: _Row, en: _Row, sure: float) -> Iterator[tuple[Pair, Placement]]:
    if sure > 0 and ja.number is not None and en.number is not None:
        yield (ja.number, en.number), Placement(sure, (ja.segment, en.segment))
