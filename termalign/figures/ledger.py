"""The arithmetic of a table: change columns, totals, profit by subtraction, margins down a column.

A relation between columns is believed when the head names it or the neighbouring rows keep it; a
row that breaks it is then wrong. A total is held to the rows above it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, growth, holds
from termalign.figures.rows import Cell, Row, blocks_of, written_like
from termalign.figures.share_columns import broken_shares
from termalign.figures.totals import broken_rows, broken_statement, broken_totals, broken_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from termalign.figures.claims import Kind
    from termalign.figures.intervals import Rounding
    from termalign.figures.rows import Block
    from termalign.records import Language

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_MOST_GROWTH = 1000  # per cent: beyond it a rate is seldom stated and never checked by a reader
_TINY = 5  # last digits: a base of fewer says no rate
_TELLING = 100  # last digits: relations of smaller numbers hold by chance
_SOME = 50  # last digits: enough where the table is given as one
_LEAST_KEEPING = 2  # rows that keep a relation before it is believed of another
_COSTS = re.compile("費|原価|損|税|減価|cost|expense|loss|tax|SG&A", re.IGNORECASE)
_CHANGE_HEAD = re.compile(
    "増減|増加|純増|変動|修正|前年(?:同期)?比|前期比|差異?|伸び率|成長率|変化|change|growth|YoY|y/y|QoQ|variance"
    "|difference|diff\\.|vs\\.?",
    re.IGNORECASE,
)


class _Relation(NamedTuple):
    """Columns of a table that a change, rate or level ties together."""

    kind: Kind
    now: int
    before: int
    claim: int


def table_discrepancies(text: str, language: Language, *, sure: bool) -> list[Discrepancy]:
    """Return the cells of the tables in `text` that do not follow from the others.

    `sure` tells that the text is one table, given as such, and not what a page's layout left of
    one: a relation is then believed on the word of its label alone.
    """
    found: list[Discrepancy] = []
    for block in blocks_of(text, language):
        for way in _WAYS:
            known = {one.spans[0] for one in found}
            found += [one for one in way(block, sure=sure) if known.isdisjoint(one.spans)]
    return found


# --- columns -----------------------------------------------------------------------------------


def broken_columns(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the cells that break a relation of columns which the other rows keep."""
    by_width: dict[int, list[Row]] = {}
    for row in block.rows:
        by_width.setdefault(len(row.cells), []).append(row)
    for width, rows in by_width.items():
        head = _columns_named(block.head, width)
        said: set[tuple[int, int]] = set()
        for relation in _relations(width):
            kept = [row for row in rows if _keeps(row, relation) is True]
            broken = [row for row in rows if _keeps(row, relation) is False]
            for row in broken:
                cell = row.cells[relation.claim]
                span = (cell.start, cell.end)
                if span in said or not _believed(relation, row, kept, broken, head, sure):
                    continue
                if _follows_otherwise(row, relation):
                    continue
                found = _column_discrepancy(row, relation)
                if found:
                    said.add(span)
                    yield found


def _follows_otherwise(row: Row, relation: _Relation) -> bool:
    """Tell whether a cell follows from two others of its row: a rate on another column, a level."""
    kinds: tuple[Kind, ...] = ("difference", "growth", "ratio")
    for now, before in permutations(range(len(row.cells)), 2):
        if relation.claim in {now, before} or {now, before} == {relation.now, relation.before}:
            continue
        if any(_keeps(row, _Relation(kind, now, before, relation.claim)) for kind in kinds):
            return True
    ratio = relation._replace(kind="ratio")
    level = row.cells[relation.claim].unit == "%" and relation.kind == "growth"
    return level and bool(_keeps(row, ratio))


def _columns_named(head: str, width: int) -> tuple[str, ...]:
    """Return the names of the columns where the head has a word for each; else nothing."""
    for line in reversed(head.split("\n")):
        for gap in (r"\s*[\t|]\s*|\s{2,}", r"\s*[\t|]\s*|\s+", r"\s*, *"):
            words = [word for word in re.split(gap, line.strip(" |")) if word]
            if len(words) in {width, width + 1}:
                return tuple(words[-width:])
    return ()


def _relations(width: int) -> Iterator[_Relation]:
    kinds: tuple[Kind, ...] = ("difference", "growth", "ratio")
    for claim in range(2, width):
        for now, before in (
            (claim - 2, claim - 1),
            (claim - 1, claim - 2),
            (claim - 3, claim - 2),
            (claim - 2, claim - 3),
        ):
            if min(now, before) >= 0:
                for kind in kinds:
                    yield _Relation(kind, now, before, claim)


def _operands(row: Row, relation: _Relation) -> tuple[Cell, Cell, Cell] | None:
    """Return the now, before and claim cells of a row that the relation can be tried on."""
    now, before, claim = (row.cells[at] for at in relation[1:])
    if None in {now.value, before.value, claim.value} or now.unit != before.unit:
        return None
    if now.signed or before.signed:
        return None
    if relation.kind == "difference":
        fits = claim.unit in ({"pt", ""} if now.unit == "%" else {now.unit})
        return (now, before, claim) if fits else None
    if now.unit == "%" or claim.unit not in {"%", ""} or not now.value or not before.value:
        return None
    if min(now.value, before.value) <= 0 or before.value < before.step * _TINY:
        return None
    if relation.kind == "ratio" and claim.signed:
        return None
    return now, before, claim


def _actual(relation: _Relation, now: Cell, before: Cell) -> Callable[[Rounding], Interval]:
    def compute(rounding: Rounding) -> Interval:
        one, other = now.interval(rounding), before.interval(rounding)
        if relation.kind == "difference":
            return one - other
        if other.low <= 0:
            return Interval(_ZERO, Decimal("Infinity"))
        if relation.kind == "growth":
            return growth(one.by(other))
        return one.by(other).scaled(_HUNDRED)

    return compute


def _keeps(row: Row, relation: _Relation) -> bool | None:
    """Tell whether a row keeps a relation; None where it cannot be tried."""
    operands = _operands(row, relation)
    if operands is None:
        return None
    now, before, claim = operands
    compute = _actual(relation, now, before)
    if relation.kind != "difference" and compute("half").high > _MOST_GROWTH:
        return None
    return holds(claim.interval, compute)


def _believed(
    relation: _Relation, row: Row, kept: Sequence[Row], broken: Sequence[Row],
    head: Sequence[str], sure: bool,
) -> bool:  # fmt: skip
    """Tell whether the relation is meant of the row that breaks it."""
    telling = [one for one in kept if _tells(one, relation)]
    if len(telling) >= _LEAST_KEEPING and len(kept) > len(broken):
        return True
    if _twin_keeps(row, relation):
        return True
    if (
        sure
        and any(_tells(one, relation, _SOME) for one in kept)
        and relation.kind == "growth"
        and row.cells[relation.claim].unit == "%"
    ):
        return relation.claim == len(row.cells) - 1 and len(kept) >= len(broken)
    if not head or not _CHANGE_HEAD.search(head[relation.claim]):
        return False
    if any(_CHANGE_HEAD.search(head[at]) for at in (relation.now, relation.before)):
        return False
    operands = _operands(row, relation)
    assert operands
    rate = operands[2].unit == "%" or bool(re.search("[率比%％]", head[relation.claim]))
    meant = rate == (relation.kind == "growth") and relation.kind != "ratio"
    if telling:
        return meant and len(kept) >= len(broken)
    # Of a lone row: which of the two columns is the later one must be plain from the head.
    return meant and sure and len(broken) == 1 and _later_first(head, relation)


def _tells(row: Row, relation: _Relation, least: int = _TELLING) -> bool:
    value = row.cells[relation.now].value
    return value is not None and abs(value) >= row.cells[relation.now].step * least


def _twin_keeps(row: Row, relation: _Relation) -> bool:
    """Tell whether the row's other change, of the same two cells, is right: +5,084 beside +7.4%."""
    for claim in range(relation.claim - 1, relation.claim + 2):
        if claim == relation.claim or not 0 <= claim < len(row.cells):
            continue
        if claim in relation[1:3] or not row.cells[claim].signed:
            continue
        kinds: tuple[Kind, ...] = ("difference", "growth")
        for kind in kinds:
            twin = _Relation(kind, relation.now, relation.before, claim)
            marked = row.cells[relation.claim].signed or row.cells[relation.claim].unit == "%"
            wanted = "growth" if row.cells[relation.claim].unit == "%" else "difference"
            if kind == relation.kind or relation.kind != wanted or not marked:
                continue
            if _keeps(row, twin) and _tells(row, twin):
                return True
    return False


_PERIOD = re.compile("[0-9]{2,4}")
_PRIOR_WORD = re.compile("前|昨|prior|previous|last", re.IGNORECASE)


def _later_first(head: Sequence[str], relation: _Relation) -> bool:
    now, before = head[relation.now], head[relation.before]
    if _PRIOR_WORD.search(before) and not _PRIOR_WORD.search(now):
        return True
    one, other = _PERIOD.findall(now), _PERIOD.findall(before)
    return bool(one and other) and int(one[-1]) > int(other[-1])


def _column_discrepancy(row: Row, relation: _Relation) -> Discrepancy | None:
    operands = _operands(row, relation)
    assert operands
    now, before, claim = operands
    assert now.value is not None
    assert before.value is not None
    assert claim.value is not None
    if relation.kind == "difference":
        value, sign = now.value - before.value, "−"
        if value == -claim.value and _COSTS.search(row.label):
            return None  # costs are printed as what they take from profit
    else:
        value, sign = now.value / before.value * _HUNDRED, "/"
        if relation.kind == "growth":
            value -= _HUNDRED
    right = written_like(claim, value)
    reason = f"{row.label}: {now.surface} {sign} {before.surface} = {right}, not {claim.surface}"
    spans = tuple((cell.start, cell.end) for cell in (claim, now, before))
    return Discrepancy(relation.kind, spans, reason, right)


# --- value and rate in turn, one period under the other ----------------------------------------


def broken_pairs(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield rates that do not follow: 74,244 7.4 8,502 13.7 above 69,160 7.2 7,476 8.1."""
    for one, other in pairwise(block.rows):
        width = len(one.cells)
        if width % 2 or width != len(other.cells):
            continue
        made = [
            Row(one.label, (one.cells[at], other.cells[at], one.cells[at + 1]))
            for at in range(0, width, 2)
        ]
        relation = _Relation("growth", 0, 1, 2)
        verdicts = [_keeps(row, relation) for row in made]
        kept, broken = verdicts.count(True), verdicts.count(False)
        if kept <= broken or kept < _LEAST_KEEPING - sure:
            continue
        for row, verdict in zip(made, verdicts, strict=True):
            found = _column_discrepancy(row, relation) if verdict is False else None
            if found and "." in row.cells[2].surface:
                yield found


_WAYS = (
    broken_columns,
    broken_pairs,
    broken_shares,
    broken_totals,
    broken_years,
    broken_rows,
    broken_statement,
)
