"""Labels that stand in the same place: rows of one table in both languages, numbered headings.

Two tables of different quarters hold the same rows in the same order. Rows that are tied already,
by their words or by figures that stand in both, are anchors; as many rows between two anchors on
both sides pair in order. This says nothing of words, so it finds what no lexicon knows:
のれん・無形資産 stands where "Goodwill and intangible assets" does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from termalign.terms.japanese import JapaneseText
from termalign.terms.label_rows import LabelRow, read_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from termalign.terms.label_rows import Key, Table, Title
    from termalign.terms.material import Material, Page

    Pair = tuple[int, int]  # numbers of a Japanese and an English candidate

LEAST_TIE = 0.35  # of two labels whose words say the same; composed less fully they are no anchor
FULL = 0.85  # labels composed so fully have found their partner
ELSEWHERE = 0.5  # what is left for each label between anchors that has one in another place
MOST_BETWEEN = 3  # rows between two anchors that pair in order
LEAST_COVER = 0.5  # of the rows anchored, before what precedes and follows all anchors pairs too
ENOUGH = 3.0  # anchors that make sure that two tables are one
LEAST_TWIN = 3  # rows with cells of two tables that one section and their shape make one
RIVAL = 0.6  # a table that holds so much less of another's anchors is not the same one
CHANCE = 2  # digits that two figures may share by chance; each further one makes half an anchor
LEAST_WEIGHT = 2.0  # anchors that two tables of one kind have; the number of their section is one

_OF_SECTION = 2  # numbers of a section, Ⅱ-5; a third is that of a part of it


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
    """Two tables, each in an order, and the anchors that stand in the same order in both."""

    ja: Sequence[_Row]
    en: Sequence[_Row]
    anchors: Sequence[_Anchor]
    weight: float
    whole: bool  # of one section and as many rows, so that all of them may pair


@dataclass(frozen=True, slots=True)
class _Ties:
    """The pairs of candidates whose words say the same, with how fully they do."""

    by_ja: Mapping[int, Mapping[int | None, float]]
    full_ja: frozenset[int]  # candidates that some other says fully
    full_en: frozenset[int]

    @classmethod
    def of(cls, composed: Mapping[Pair, float]) -> _Ties:
        by_ja: dict[int, dict[int | None, float]] = {}
        for (ja, en), score in composed.items():
            if score >= LEAST_TIE:
                by_ja.setdefault(ja, {})[en] = score
        full = [pair for pair, score in composed.items() if score >= FULL]
        return cls(by_ja, frozenset(ja for ja, _ in full), frozenset(en for _, en in full))

    def to(self, ja: _Row) -> Mapping[int | None, float]:
        """Return the English candidates tied to a Japanese row's label."""
        return {} if ja.number is None else self.by_ja.get(ja.number, {})

    def meet(self, ja: _Row, rows: Sequence[_Row]) -> bool:
        """Tell whether a Japanese label says what one of these rows does."""
        return any(row.number in self.to(ja) for row in rows)

    def are_met(self, en: _Row, rows: Sequence[_Row]) -> bool:
        """Tell whether an English label is what one of these rows says."""
        return any(en.number in self.to(row) for row in rows)

    def full(self, ja: _Row, en: _Row) -> int:
        """Return how many of two labels have a partner anywhere that says them fully."""
        return (ja.number in self.full_ja) + (en.number in self.full_en)


def place(material: Material, composed: Mapping[Pair, float]) -> dict[Pair, Placement]:
    """Return the pairs of candidates whose labels stand in the same place, anchors included.

    `composed` says how fully the parts of pairs explain one another.
    """
    ties = _Ties.of(composed)
    seen: list[tuple[Pair, Placement]] = []
    en_documents = [_Places.of(material.en, *span) for span in _documents(material.en)]
    for span in _documents(material.ja):
        ja_places = _Places.of(material.ja, *span)
        for en_places in en_documents:
            for laid in _same_tables(ja_places, en_places, ties):
                seen += _placed(laid, ties)
            seen += _placed(_same_titles(ja_places, en_places, ties), ties)
    return _agreed(seen)


@dataclass(frozen=True, slots=True)
class _Places:
    """A document's tables, each in all its orders, with their sections; its numbered headings."""

    tables: Sequence[Sequence[Sequence[_Row]]]
    sections: Sequence[Key]
    titles: Mapping[Key, _Row]

    @classmethod
    def of(cls, page: Page[Any], first: int, last: int) -> _Places:
        """Read segments `first` to `last` (exclusive)."""
        tables, titles = read_tables(page.segments[first:last])
        return cls(
            [_numbered(page, table, first) for table in tables],
            [table.section for table in tables],
            _titles(page, titles, first),
        )


def _documents(page: Page[Any]) -> Iterator[tuple[int, int]]:
    """Give the first and last (exclusive) segment of each document."""
    starts = [n for n, segment in enumerate(page.segments) if not n or segment.index == 0]
    yield from pairwise([*starts, len(page.segments)])


def _numbered(page: Page[Any], table: Table, offset: int) -> list[list[_Row]]:
    return [
        [
            _Row(row, at := row.segment + offset, _candidate(page, at, row.start, row.end))
            for row in order
        ]
        for order in table.orders
    ]


def _titles(page: Page[Any], titles: Iterable[Title], offset: int) -> dict[Key, _Row]:
    """Return the headings by their numbers, in order, without a number that stands over two."""
    found: dict[Key, dict[int | None, _Row]] = {}
    for title in titles:
        at = title.segment + offset
        number = _candidate(page, at, title.start, title.end)
        row = LabelRow(title.segment, title.start, title.end, frozenset(), str(title.key))
        found.setdefault(title.key, {}).setdefault(number, _Row(row, at, number))
    return {key: next(iter(found[key].values())) for key in sorted(found) if len(found[key]) == 1}


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


# --- tables ------------------------------------------------------------------------------------


def _same_tables(ja: _Places, en: _Places, ties: _Ties) -> list[_Laid]:
    """Return the tables of two documents that hold the same rows."""
    sections = _same_sections(ja, en, ties)
    twins = _twins(ja, en, sections)
    laid: dict[tuple[int, int], _Laid] = {}
    for m, n in sorted(_meeting(ja, en, ties) | twins):
        best = max(
            (_lay(one, other, ties) for one in ja.tables[m] for other in en.tables[n]),
            key=lambda found: found.weight,
        )
        same = _are_same(ja.sections[m], en.sections[n], sections)
        weight = best.weight + same + ((m, n) in twins)
        if weight >= LEAST_WEIGHT:
            whole = same and len(best.ja) == len(best.en)
            laid[m, n] = best._replace(weight=weight, whole=whole)
    best_of_ja: dict[int, float] = {}
    best_of_en: dict[int, float] = {}
    for (m, n), found in laid.items():
        best_of_ja[m] = max(best_of_ja.get(m, 0.0), found.weight)
        best_of_en[n] = max(best_of_en.get(n, 0.0), found.weight)
    return [
        found
        for (m, n), found in laid.items()
        if found.weight >= RIVAL * max(best_of_ja[m], best_of_en[n])
    ]


def _same_sections(ja: _Places, en: _Places, ties: _Ties) -> set[tuple[Key, Key]]:
    """Return the numbers of sections whose titles say the same; equal ones where neither does."""
    named = [
        (one, other)
        for one, row in ja.titles.items()
        for other, en_row in en.titles.items()
        if len(one) == len(other) == _OF_SECTION and ties.to(row).get(en_row.number, 0.0) >= FULL
    ]
    settled_ja, settled_en = {one for one, _ in named}, {other for _, other in named}
    equal = {section[:_OF_SECTION] for section in ja.sections}
    equal &= {section[:_OF_SECTION] for section in en.sections}
    return {*named, *((key, key) for key in equal - settled_ja - settled_en if key)}


def _are_same(ja: Key, en: Key, sections: Collection[tuple[Key, Key]]) -> bool:
    """Tell whether two sections are the same, and, of those in parts, the same part."""
    return (ja[:_OF_SECTION], en[:_OF_SECTION]) in sections and ja[_OF_SECTION:] == en[_OF_SECTION:]


def _twins(ja: _Places, en: _Places, sections: Collection[tuple[Key, Key]]) -> set[tuple[int, int]]:
    """Return the tables of one section that are as long and hold the same kinds of cells.

    Only where no other table of the section does.
    """
    shapes = [
        _by_shape((n, table[0], places.sections[n]) for n, table in enumerate(places.tables))
        for places in (ja, en)
    ]
    return {
        (ja_tables[0], en_tables[0])
        for (one, kinds), ja_tables in shapes[0].items()
        for (other, en_kinds), en_tables in shapes[1].items()
        if kinds == en_kinds
        and len(ja_tables) == len(en_tables) == 1
        and _are_same(one, other, sections)
    }


def _by_shape(
    tables: Iterable[tuple[int, Sequence[_Row], Key]],
) -> dict[tuple[Key, tuple[str, ...]], list[int]]:
    """Return the places of tables by their section and the kinds of their rows."""
    found: dict[tuple[Key, tuple[str, ...]], list[int]] = {}
    for n, rows, section in tables:
        kinds = tuple(row.row.kind for row in rows)
        if len(kinds) - kinds.count("label") >= LEAST_TWIN:
            found.setdefault((section, kinds), []).append(n)
    return found


def _meeting(ja: _Places, en: _Places, ties: _Ties) -> set[tuple[int, int]]:
    """Return the tables, by their places, of which any two rows are tied."""
    by_number: dict[int | None, set[int]] = {}
    by_digits: dict[str, set[int]] = {}
    for n, (order, *_) in enumerate(en.tables):
        for row in order:
            by_number.setdefault(row.number, set()).add(n)
            for digits in row.row.digits:
                by_digits.setdefault(digits, set()).add(n)
    met: set[tuple[int, int]] = set()
    for m, (order, *_) in enumerate(ja.tables):
        for row in order:
            for number in ties.to(row):
                met.update((m, n) for n in by_number.get(number, ()))
            for digits in row.row.digits:
                met.update((m, n) for n in by_digits.get(digits, ()))
    return met


def _lay(ja: Sequence[_Row], en: Sequence[_Row], ties: _Ties) -> _Laid:
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


def _anchors(ja: Sequence[_Row], en: Sequence[_Row], ties: _Ties) -> list[_Anchor]:
    """Return the rows that are tied by their labels' words or by their figures."""
    by_number: dict[int | None, list[int]] = {}
    for n, row in enumerate(en):
        by_number.setdefault(row.number, []).append(n)
    ja_digits = Counter(digits for row in ja for digits in row.row.digits)
    en_digits = Counter(digits for row in en for digits in row.row.digits)
    by_digits = {digits: n for n, row in enumerate(en) for digits in row.row.digits}
    found: dict[tuple[int, int], float] = {}
    for m, row in enumerate(ja):
        for number, tie in ties.to(row).items():
            for n in by_number.get(number, ()):
                found[m, n] = tie
        for digits in row.row.digits:
            # A figure that one row of each table holds: 35,845 in both, or 358.45.
            if ja_digits[digits] == en_digits[digits] == 1:
                at = m, by_digits[digits]
                found[at] = min(1.0, found.get(at, 0.0) + (len(digits) - CHANCE) / 2)
    return [_Anchor(m, n, tie) for (m, n), tie in found.items() if tie >= LEAST_TIE]


def _placed(laid: _Laid, ties: _Ties) -> Iterator[tuple[Pair, Placement]]:
    """Give the pairs that two tables place: the anchors, and the rows between them."""
    sure = min(1.0, (laid.weight - 1) / (ENOUGH - 1))
    if sure <= 0:
        return
    for anchor in laid.anchors:
        yield from _pair(laid.ja[anchor.ja], laid.en[anchor.en], sure)
    cover = 1.0 if laid.whole else len(laid.anchors) / max(len(laid.ja), len(laid.en))
    edge = cover if cover >= LEAST_COVER else 0.0
    ends = _Anchor(-1, -1, edge), _Anchor(len(laid.ja), len(laid.en), edge)
    for one, other in pairwise([ends[0], *laid.anchors, ends[1]]):
        ja, en = laid.ja[one.ja + 1 : other.ja], laid.en[one.en + 1 : other.en]
        if len(ja) != len(en) or (len(ja) > MOST_BETWEEN and not laid.whole):
            continue
        if [row.row.kind for row in ja] == [row.row.kind for row in en]:
            for ja_row, en_row in zip(ja, en, strict=True):
                if not ties.meet(ja_row, laid.en) and not ties.are_met(en_row, laid.ja):
                    elsewhere = ELSEWHERE ** ties.full(ja_row, en_row)
                    yield from _pair(ja_row, en_row, sure * min(one.tie, other.tie) * elsewhere)


def _pair(ja: _Row, en: _Row, sure: float) -> Iterator[tuple[Pair, Placement]]:
    if sure > 0 and ja.number is not None and en.number is not None:
        yield (ja.number, en.number), Placement(sure, (ja.segment, en.segment))


# --- headings ----------------------------------------------------------------------------------


def _same_titles(ja: _Places, en: _Places, ties: _Ties) -> _Laid:
    """Return the numbered headings as two tables: those of one number may be tied."""
    ja_rows, en_rows = list(ja.titles.values()), list(en.titles.values())
    places = {key: n for n, key in enumerate(en.titles)}
    anchors = []
    for m, (key, row) in enumerate(ja.titles.items()):
        tie = ties.to(row).get(en.titles[key].number) if key in places else None
        if tie is not None:
            anchors.append(_Anchor(m, places[key], tie))
    weight = sum(anchor.tie for anchor in anchors)
    return _Laid(ja_rows, en_rows, anchors, weight, whole=False)


# --- all of it ---------------------------------------------------------------------------------


def _agreed(seen: Sequence[tuple[Pair, Placement]]) -> dict[Pair, Placement]:
    """Return each pair's surest place, less sure as its labels stand in other pairs as well."""
    of_pair: dict[Pair, float] = {}
    of_ja: dict[int, float] = {}
    of_en: dict[int, float] = {}
    best: dict[Pair, Placement] = {}
    for pair, placement in seen:
        of_pair[pair] = of_pair.get(pair, 0.0) + placement.sure
        of_ja[pair[0]] = of_ja.get(pair[0], 0.0) + placement.sure
        of_en[pair[1]] = of_en.get(pair[1], 0.0) + placement.sure
        if pair not in best or placement.sure > best[pair].sure:
            best[pair] = placement
    return {
        pair: Placement(
            placement.sure * of_pair[pair] / max(of_ja[pair[0]], of_en[pair[1]]),
            placement.rows,
        )
        for pair, placement in best.items()
    }
