"""Tables in two documents, where each row is a bead of its own: rows left out, cells exchanged.

What the rows around it do tells of a row: they have English, so it should; their cells stand in
the same order in both languages, so its should.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.passage import CERTAIN
from termalign.checks.table_row_pairs import same_digits
from termalign.figures import find_figures
from termalign.figures.agreement import Verdict
from termalign.figures.bases import bases_of
from termalign.figures.periods import is_calendar
from termalign.figures.row_cells import RowText, read_row
from termalign.records import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.checks.passage import Passage
    from termalign.figures.bases import Base
    from termalign.records import Alignment

# A row's English may stand so many beads off, where the aligner could not pair it.
_NEAR = 6
# An order of cells is a table's when at least so many other rows of its width have it.
_LEAST_ROWS = 2
# Where so many rows, and so large a share of a document's, keep their order, a lone one should.
_MANY_ROWS, _NEARLY_ALL = 10, 0.95
_ROW_SIGNS = 160  # characters from a row's first cell to its last
_WIDEST = 12  # cells; a wider line is a list


class _Pair(NamedTuple):
    """A row in both languages, the bead's number, and the order of its cells in the English."""

    row: int
    ja: RowText
    en: RowText
    order: tuple[int, ...]

    @property
    def is_kept(self) -> bool:
        """Whether the cells stand in the same order in both languages."""
        return self.order == tuple(range(len(self.order)))


def with_rows(alignment: Alignment, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages, with verdicts on rows left out and on cells in each other's place."""
    found: dict[int, list[Verdict]] = defaultdict(list)
    for row, lost in _left_out(alignment, passages):
        found[row].append(lost)
    tables = _tables(alignment, passages)
    for row, swapped in _exchanged(tables):
        found[row].append(swapped)
    for row, swapped in _heads_exchanged(alignment, passages, tables):
        found[row].append(swapped)
    return [_with(one, found[row]) if row in found else one for row, one in enumerate(passages)]


def _with(passage: Passage, found: Sequence[Verdict]) -> Passage:
    """Return a passage with verdicts added: a row left out is one, not one for each of its cells.

    The rows around vouch for them, however sure the aligner was of this bead alone.
    """
    rest = tuple(one for one in passage.verdicts if not _is_of(one, found))
    return replace(passage, verdicts=(*rest, *found), score=max(passage.score, CERTAIN))


def _is_of(one: Verdict, found: Sequence[Verdict]) -> bool:
    if one.code != "missing" or one.ja is None:
        return False
    start = one.ja.start
    return any(
        lost.code == "missing" and lost.ja and 0 <= start - lost.ja.start < _ROW_SIGNS
        for lost in found
    )


def _left_out(alignment: Alignment, passages: Sequence[Passage]) -> list[tuple[int, Verdict]]:
    """Return the verdicts on Japanese rows without English between rows that have theirs."""
    found = []
    bead_of = {at: row for row, bead in enumerate(alignment.beads) for at in bead.ja}
    for row, bead in enumerate(alignment.beads):
        if len(bead.ja) <= len(bead.en):
            continue
        offset = 0
        for at in bead.ja:
            segment = alignment.ja[at]
            cells = read_row(segment.text, "ja") if segment.kind == "row" else None
            if cells is not None and _has_rows_beside(
                alignment, passages, (bead_of.get(at - 1), bead_of.get(at + 1)), at
            ):
                cells = cells.moved(offset)
                figures = [figure for _, _, figure in cells.cells if figure and figure.value]
                if cells.label and figures and not _stands_near(figures, passages, row):
                    reason = f"the row “{cells.label}” is not in the English"
                    found.append((row, Verdict("missing", figures[0], None, reason)))
            offset += len(segment.text)
    return found


def _has_rows_beside(
    alignment: Alignment, passages: Sequence[Passage], beads: Sequence[int | None], at: int
) -> bool:
    """Tell whether the Japanese line before or after is a row that surely has its English.

    `beads` are the numbers of the beads that hold those two lines.
    """
    place = alignment.ja[at].place
    for row in beads:
        if row is None:
            continue
        bead, passage = alignment.beads[row], passages[row]
        if passage.paired and passage.certain and len(bead.ja) == 1:
            segment = alignment.ja[bead.ja[0]]
            if segment.kind == "row" and segment.place.page == place.page:
                return True
    return False


def _stands_near(figures: Sequence[Figure], passages: Sequence[Passage], row: int) -> bool:
    """Tell whether an English text near by holds the cells: they were only not paired."""
    first = max(0, row - _NEAR)
    for other, passage in enumerate(passages[first : row + _NEAR + 1], first):
        if not passage.en.strip() or (other != row and passage.paired and passage.certain):
            continue
        shown = find_figures(passage.en, "en")
        if all(any(same_digits(one, figure) for figure in shown) for one in figures):
            return True
    return False


# --- cells exchanged ---------------------------------------------------------------------------


_Tables = dict[tuple[int | None, int], list[_Pair]]  # by page and width


def _tables(alignment: Alignment, passages: Sequence[Passage]) -> _Tables:
    """Return the rows of a document's pages by their width, with the order of their cells."""
    tables: _Tables = defaultdict(list)
    for row, (bead, passage) in enumerate(zip(alignment.beads, passages, strict=True)):
        if passage.paired and passage.certain and len(bead.ja) == len(bead.en) == 1:
            pair = _pair(row, passage)
            if pair is not None:
                page = alignment.ja[bead.ja[0]].place.page
                tables[page, len(pair.order)].append(pair)
    return tables


def _exchanged(tables: _Tables) -> list[tuple[int, Verdict]]:
    """Return the verdicts on rows whose cells stand in another order than those of the table.

    A table's rows tell its order; of a row that stands alone the whole document does.
    """
    found = []
    rows = [pair for pairs in tables.values() for pair in pairs]
    kept = sum(pair.is_kept for pair in rows)
    strict = kept >= _MANY_ROWS and kept >= _NEARLY_ALL * len(rows)
    for pairs in tables.values():
        usual, votes = Counter(pair.order for pair in pairs).most_common(1)[0]
        if any(pair.is_kept for pair in pairs) and 2 * votes <= len(pairs):
            usual = tuple(range(len(usual)))
        elif votes < _LEAST_ROWS or 2 * votes <= len(pairs):
            if not strict:
                continue
            usual = tuple(range(len(usual)))
        found += [(pair.row, _swap(pair, usual)) for pair in pairs if pair.order != usual]
    return found


def _heads_exchanged(
    alignment: Alignment, passages: Sequence[Passage], tables: _Tables
) -> list[tuple[int, Verdict]]:
    """Return the verdicts on heads whose dates or bases changed places, but their cells did not."""
    kept_on = {page: all(pair.is_kept for pair in pairs) for (page, _), pairs in tables.items()}
    found = []
    for row, (bead, passage) in enumerate(zip(alignment.beads, passages, strict=True)):
        page = alignment.ja[bead.ja[0]].place.page if bead.ja else None
        if not passage.paired or not passage.certain or not kept_on.get(page):
            continue
        if alignment.ja[bead.ja[0]].kind == "bullet":  # a sentence beside a table heads none
            continue
        if any(one.ja and not is_calendar(one.ja) for one in passage.verdicts):
            continue
        swapped = _dates_exchanged(passage) or _bases_exchanged(passage)
        if swapped:
            found.append((row, swapped))
    return found


_SPAN = re.compile("[～〜~]|自 ?[0-9０-９]|から")


def _dates(text: str) -> list[Figure]:
    return [figure for figure in find_figures(text, "en") if figure.kind == "date"]


def _dates_exchanged(passage: Passage) -> Verdict | None:
    pairs = [
        (one.ja, one.en)
        for one in passage.verdicts
        if one.agrees and one.code != "merged" and one.ja and one.en and one.ja.kind == "date"
    ]
    if _SPAN.search(passage.ja) or len(pairs) != len(_dates(passage.en)):
        return None  # a period from one day to another may be told by its end alone
    for (ja, en), (later_ja, later_en) in pairwise(sorted(pairs, key=lambda pair: pair[0].start)):
        if en.start > later_en.start and ja.value != later_ja.value:
            reason = f"{later_en.surface} and {en.surface} stand in each other's place in the head"
            return Verdict("swap", ja, later_en, reason)
    return None


def _bases_exchanged(passage: Passage) -> Verdict | None:
    ones, others = bases_of(passage.ja, "ja"), bases_of(passage.en, "en")
    names = [one.name for one in ones], [other.name for other in others]
    if names[0] == names[1] or sorted(names[0]) != sorted(names[1]):
        return None
    one, other = next(
        pair for pair in zip(ones, others, strict=True) if pair[0].name != pair[1].name
    )
    reason = f"{one.surface} is not {other.surface}: the heads stand in each other's place"
    return Verdict("swap", _as_figure(one), _as_figure(other), reason)


def _as_figure(base: Base) -> Figure:
    """Return a figure that spans the words of a base."""
    none = Decimal(0)
    return Figure("period", none, none, base.name, base.surface, base.start, base.end)


def _pair(row: int, passage: Passage) -> _Pair | None:
    """Return a row's cells with their order; None where they do not all have a partner.

    Equal cells in a row keep the order of their places.
    """
    if not all(found.agrees or found.ja is None or found.en is None for found in passage.verdicts):
        return None
    ja, en = read_row(passage.ja, "ja"), read_row(passage.en, "en")
    if ja is None or en is None or not 2 <= len(ja.cells) <= _WIDEST:
        return None
    if len(ja.cells) != len(en.cells):
        return None
    left = list(range(len(en.cells)))
    order = []
    for place, (_, _, figure) in enumerate(ja.cells):
        fitting = [other for other in left if _same(figure, en.cells[other][2])]
        if not fitting:
            return None
        other = place if place in fitting else fitting[0]
        left.remove(other)
        order.append(other)
    return _Pair(row, ja, en, tuple(order))


def _same(ja: Figure | None, en: Figure | None) -> bool:
    if ja is None or en is None:
        return not (ja or en) or not (ja.value if ja else en.value if en else 0)
    return same_digits(ja, en)


def _swap(pair: _Pair, usual: tuple[int, ...]) -> Verdict:
    place = next(n for n, other in enumerate(pair.order) if other != usual[n])
    ja, en = pair.ja.cells[place], pair.en.cells[usual[place]]
    other = pair.en.cells[pair.order[place]]
    surfaces = [cell[2].surface if cell[2] else "nil" for cell in (other, en)]
    reason = f"{surfaces[0]} and {surfaces[1]} stand in each other's place in the row"
    figure = ja[2] or next(one for _, _, one in pair.ja.cells if one)
    partner = en[2] or next(one for _, _, one in pair.en.cells if one)
    return Verdict("swap", figure, partner, reason)
