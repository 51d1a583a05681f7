"""Whether a stated change, sum or ratio follows from any figures of its sentence.

A sentence on two items, or with two bases of comparison, ties its claims to its figures in more
ways than a grammar foresees. What one of them explains is no discrepancy.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING

from termalign.figures import units
from termalign.figures.intervals import Interval, Rounding, growth, holds, interval_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from termalign.records import Figure

    _Values = Callable[[Rounding], Interval]
    _Formula = tuple[tuple[Figure, ...], _Values]

_HUNDRED = Decimal(100)
# Of more figures than these some would explain anything.
_MOST_FIGURES = 8
_FEWEST = 2


def explained(
    claim: Figure,
    choices: Iterable[Sequence[Figure]],
    refuted: Collection[int],
    *,
    exact: bool = False,
) -> bool:
    """Tell whether `claim` follows from figures of any of `choices`, itself not among them.

    `refuted` are the starts of those it is known not to follow from, together. `exact` tells that
    whole numbers are neither rounded nor cut.
    """

    def stated(rounding: Rounding) -> Interval:
        whole = interval_of(claim, rounding, exact=exact)
        return whole if _is_directed(claim) else whole.magnitude

    return any(
        holds(stated, formula)
        for figures in choices
        for operands, formula in _formulas(claim, figures, exact)
        if {one.start for one in operands} != set(refuted)
    )


def _is_directed(figure: Figure) -> bool:
    return bool(figure.sign) and figure.sign != "()"


def _formulas(claim: Figure, figures: Sequence[Figure], exact: bool) -> Iterator[_Formula]:
    """Yield what the figures may make: growth, ratios, differences, sums of neighbours."""
    ways = {"percent": _rates, "multiple": _multiples}.get(claim.kind)
    figures = [one for one in figures if one.start != claim.start][:_MOST_FIGURES]
    for one, other in permutations(figures, 2):
        if one.unit != other.unit or one.kind == "multiple":
            continue
        formulas = ways(claim, one, other) if ways else _differences(claim, one, other, exact)
        for formula in formulas:
            yield (one, other), formula
    if claim.kind in {"amount", "count"}:
        yield from _sums(claim, figures, exact)


def _rates(claim: Figure, one: Figure, other: Figure) -> Iterator[_Values]:
    if min(one.value, other.value) <= 0 or one.kind == "percent" or other.value < other.step:
        return
    yield lambda r: _way(claim, growth(interval_of(one, r).by(interval_of(other, r))))
    if not _is_directed(claim):
        yield lambda r: interval_of(one, r).by(interval_of(other, r)).scaled(_HUNDRED)


def _multiples(_: Figure, one: Figure, other: Figure) -> Iterator[_Values]:
    if min(one.value, other.value) > 0 and other.value >= other.step:
        yield lambda r: interval_of(one, r).by(interval_of(other, r))


def _differences(claim: Figure, one: Figure, other: Figure, exact: bool) -> Iterator[_Values]:
    wanted = {"percent"} if claim.kind == "points" else {"amount", "count"}
    if one.kind in wanted and (claim.kind == "points" or claim.unit in {one.unit, units.BARE}):
        yield lambda r: _way(
            claim, interval_of(one, r, exact=exact) - interval_of(other, r, exact=exact)
        )


def _sums(claim: Figure, figures: Sequence[Figure], exact: bool) -> Iterator[_Formula]:
    """Yield the sums of the figures next to the claim, of its unit: two or more on either side."""
    like = [one for one in figures if one.unit in {claim.unit, units.BARE}]
    before = [one for one in like if one.start < claim.start]
    after = like[len(before) :]
    runs = [before[first:] for first in range(len(before) - 1)]
    runs += [after[:last] for last in range(_FEWEST, len(after) + 1)]
    for run in runs:
        yield tuple(run), partial(_total, run, exact)


def _total(run: Sequence[Figure], exact: bool, rounding: Rounding) -> Interval:
    each = [interval_of(one, rounding, exact=exact) for one in run]
    return sum(each[1:], each[0])


def _way(claim: Figure, actual: Interval) -> Interval:
    return actual if _is_directed(claim) else actual.magnitude
