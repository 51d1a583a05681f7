"""Tables in two documents, where each row is a bead of its own: rows left out, cells exchanged.

What the rows around it do tells of a row: they have English, so it should; their cells stand in
the same order in both languages, so its should.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.passage import CERTAIN
from termalign.checks.table_comparison import same_digits
from termalign.figures import find_figures
from termalign.figures.agreement import Verdict
from termalign.figures.row_cells import RowText, read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.checks.passage import Passage
    from termalign.records import Alignment, Figure

# A row's English may stand so many beads off, where the aligner could not pair it.
_NEAR = 6
# An order of cells is a table's when at least so many other rows of its width have it.
_LEAST_ROWS = 2
_ROW_SIGNS = 160  # characters from a row's first cell to its last
_WIDEST = 12  # cells; a wider line is a list


class _Pair(NamedTuple):
    """A row in both languages, the bead's number, and the order of its cells in the English."""

    row: int
    ja: RowText
    en: RowText
    order: tuple[int, ...]


def with_rows(alignment: Alignment, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages, with verdicts on rows left out and on cells in each other's place."""
    found: dict[int, list[Verdict]] = defaultdict(list)
    for row, lost in _left_out(alignment, passages):
        found[row].append(lost)
    for row, swapped in _exchanged(alignment, passages):
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


def _exchanged(alignment: Alignment, passages: Sequence[Passage]) -> list[tuple[int, Verdict]]:
    """Return the verdicts on rows whose cells stand in another order than those of the table."""
    tables: dict[tuple[int | None, int], list[_Pair]] = defaultdict(list)
    for row, (bead, passage) in enumerate(zip(alignment.beads, passages, strict=True)):
        if passage.paired and passage.certain and len(bead.ja) == len(bead.en) == 1:
            pair = _pair(row, passage)
            if pair is not None:
                page = alignment.ja[bead.ja[0]].place.page
                tables[page, len(pair.order)].append(pair)
    found = []
    for pairs in tables.values():
        usual, rows = Counter(pair.order for pair in pairs).most_common(1)[0]
        if rows < _LEAST_ROWS or rows * 2 <= len(pairs):
            continue
        found += [(pair.row, _swap(pair, usual)) for pair in pairs if pair.order != usual]
    return found


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
