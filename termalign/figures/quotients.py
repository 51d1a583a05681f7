"""A stated ratio held against the two figures that it is taken of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from termalign.figures.claims import Discrepancy, worded_multiple
from termalign.figures.intervals import holds, interval_of
from termalign.figures.rewriting import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import Figure

_HUNDRED = Decimal(100)


def held_ratio(claim: Figure, upper: Figure, lower: Figure) -> Iterator[Discrepancy]:
    """Yield the discrepancy of a percentage or multiple that is not `upper` by `lower`, if any."""
    if min(upper.value, lower.value) <= 0:
        return
    whole = _HUNDRED if claim.kind == "percent" else Decimal(1)
    in_words = not any(sign.isdigit() for sign in claim.surface)
    if holds(
        lambda rounding: worded_multiple(claim) if in_words else interval_of(claim, rounding),
        lambda rounding: (
            interval_of(upper, rounding).by(interval_of(lower, rounding)).scaled(whole)
        ),
    ):
        return
    share = upper.value / lower.value * whole
    right = written_anew(claim, share)
    shown = (share.quantize(min(claim.step, Decimal("0.1")), ROUND_HALF_UP)).normalize()
    unit = "%" if claim.kind == "percent" else " times"
    reason = f"{upper.surface} / {lower.surface} = {shown:f}{unit}, not {claim.surface}"
    spans = tuple((one.start, one.end) for one in (claim, upper, lower))
    yield Discrepancy("ratio", spans, reason, right)
