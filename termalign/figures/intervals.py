"""Arithmetic on what figures may stand for: 1,282.0億円 is any amount that is printed so.

Counts of people and the like are exact; other figures are rounded half up or cut off. A document
does one or the other with its amounts, and rounds its rates half up more often than not.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.figures import bounds, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from termalign.records import Figure

Rounding = Literal["half", "cut"]
# How operands and claim are shortened: amounts of 百万円未満切捨て go with rates rounded half up.
_WAYS: tuple[tuple[Rounding, Rounding], ...] = (("half", "half"), ("cut", "cut"), ("cut", "half"))

_HALF = Decimal("0.5")
_ONE, _HUNDRED = Decimal(1), Decimal(100)
# "about 500" may be anything near; how near is nowhere said, a seventh either way is generous.
_ABOUT = Decimal("0.15")
# "more than doubled" is said of 2.1 and of 2.9; "nearly doubled" hardly of 1.6.
_BEYOND = Decimal("0.5")


class Interval(NamedTuple):
    """The values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]  # no tuple's sum
        """Return the values of all sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Return the values of all differences."""
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Tell whether the two have a value in common; that their ends touch is not enough."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and (self.is_point or other.is_point))

    @property
    def is_point(self) -> bool:
        """Whether it is one value only."""
        return self.low == self.high

    def by(self, other: Interval) -> Interval:
        """Return the values of all quotients; `other` must be positive."""
        corners = [mine / its for mine in self for its in other]
        return Interval(min(corners), max(corners))

    def scaled(self, factor: Decimal) -> Interval:
        """Return all values times a positive factor."""
        return Interval(self.low * factor, self.high * factor)

    @property
    def magnitude(self) -> Interval:
        """The values without their signs."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return Interval(-self.high, -self.low)
        return Interval(Decimal(0), max(-self.low, self.high))


def printed(value: Decimal, step: Decimal, rounding: Rounding) -> Interval:
    """Return the values that are printed as `value` with a last digit worth `step`."""
    if value < 0:
        low, high = printed(-value, step, rounding)
        return Interval(-high, -low)
    if rounding == "cut":
        return Interval(value, value + step)
    return Interval(value - step * _HALF, value + step * _HALF)


def interval_of(figure: Figure, rounding: Rounding = "half", *, exact: bool = False) -> Interval:
    """Return what a figure stands for, its hedge (約, more than) considered.

    `exact` tells that whole numbers are neither rounded nor cut: dividends, headcounts.
    """
    bound = bounds.bound_of(figure.hedge)
    if bound:
        return _hedged(figure.value, figure.step, bound)
    counted = figure.kind == "count" and figure.unit not in units.MEASURES
    if figure.step == 1 and (exact or counted):
        return Interval(figure.value, figure.value)
    if figure.kind == "multiple":
        rounding = "half"
    return printed(figure.value, figure.step, rounding)


def holds(claim: Callable[[Rounding], Interval], actual: Callable[[Rounding], Interval]) -> bool:
    """Tell whether a claim can be true of its operands in any of the usual ways of rounding."""
    return any(claim(its).meets(actual(theirs)) for theirs, its in _WAYS)


def _hedged(value: Decimal, step: Decimal, bound: str) -> Interval:
    slack = max(min(step, abs(value) * _BEYOND / 2), abs(value) * _ABOUT)
    if bound == "about":
        return Interval(value - slack, value + slack)
    if bound in {"over", "least"}:
        return Interval(value, value + max(step, abs(value) * _BEYOND))
    return Interval(value - slack, value)


def growth(ratio: Interval) -> Interval:
    """Return a ratio of what is now to what was before as a change in per cent."""
    return Interval((ratio.low - _ONE) * _HUNDRED, (ratio.high - _ONE) * _HUNDRED)
