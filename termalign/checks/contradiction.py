"""What two documents that are no translations of one another can contradict each other in.

Last quarter's deck and this one differ in nearly every figure, and both are right. They contradict
one another only where both name the period beside the figure, and it is the same: 23年3月末 48.0%
against 47.0% "as of March 31, 2023".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.figures import days
from termalign.figures.periods import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termalign.checks.passage import Passage
    from termalign.figures.agreement import Verdict
    from termalign.records import Figure

_BESIDE = 30  # characters between a figure and the period it belongs to


def contradicts(found: Verdict, passage: Passage) -> bool:
    """Tell whether a verdict on figures of two such texts is about the same period's figure."""
    if not found.ja or not found.en or is_calendar(found.ja) or not found.ja.unit:
        return False
    ja = _period_of(found.ja, (verdict.ja for verdict in passage.verdicts))
    en = _period_of(found.en, (verdict.en for verdict in passage.verdicts))
    return any(
        verdict.agrees and verdict.ja is not None and verdict.ja is ja and verdict.en is en
        for verdict in passage.verdicts
    )


def _period_of(figure: Figure, figures: Iterable[Figure | None]) -> Figure | None:
    """Return the date or period beside a figure, none other between; None where none names a year.

    The nearer one counts, that before it where both are as near.
    """
    known = {id(one): one for one in figures if one is not None and one is not figure}.values()
    beside = [one for one in known if _gap(one, figure) <= _BESIDE]
    nearest = min(beside, key=lambda one: (_gap(one, figure), one.start), default=None)
    if nearest is None or not is_calendar(nearest) or nearest.unit == days.MONTH_DAY:
        return None
    return nearest if nearest.value else None


def _gap(one: Figure, other: Figure) -> int:
    return max(other.start - one.end, one.start - other.end)
