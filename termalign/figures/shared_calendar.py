"""What both languages write alike of dates and periods: FY23, FY2024/3, FY3/24, Q2, H1."""

from __future__ import annotations

import re
from decimal import Decimal

from termalign.figures import days
from termalign.figures.notation import Found, Reading, Worth

_ONE = Decimal(1)
NO_YEAR = Worth(Decimal(0), _ONE)  # the value of a period that names no year: 第2四半期, first half
_LETTERED_PART = re.compile(r"[1-4](?![0-9A-Za-z])")
# What follows FY: a year, a year and the month it ends in, or the month and the year.
FISCAL = re.compile(
    r"(?P<month_first>1[0-2]|0?[1-9])/(?P<of>1[3-9]|[2-9][0-9])(?![0-9])"
    r"|(?P<year>[0-9]{4}|[0-9]{2})(?![0-9]|[.,][0-9]|/[0-9]{4})"
    r"(?:/(?P<month>1[0-2]|0?[1-9])(?![0-9]))?"
    r"|(?P<first>1[0-2]|0?[1-9])/(?P<second>[0-9]{4}|[0-9]{2})(?![0-9])"
)


def read_lettered_part(text: str, start: int, letter: str) -> Reading | None:
    """Read what follows Q or H: Q2, H1; None for what is neither quarter nor half."""
    match = _LETTERED_PART.match(text, start)
    if not match or (letter == "H" and match[0] > "2"):
        return None
    return Found("period", NO_YEAR, match[0] + letter, start - 1, match.end()), match.end()


def fiscal_year(match: re.Match[str], start: int) -> Reading:
    """Return what FISCAL matched as the fiscal year that begins at `start`, with FY before it."""
    year = days.full_year(int(match["year"] or match["second"] or match["of"]))
    month, end = match["month"] or match["first"] or match["month_first"], match.end()
    if month is None:
        return Found("period", Worth(Decimal(year), _ONE), "FY", start, end), end
    return year_ended(year, int(month), start, end), end


def year_ended(year: int, month: int, start: int, end: int) -> Found | None:
    """Return the fiscal year that ends with a month: 2024年3月期. Its value is its last day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    worth = days.span(days.Parts(year, month, days.last_day(year, month)))
    return Found("period", worth, "FYE", start, end) if worth else None


def dated(parts: days.Parts, start: int, end: int) -> Reading:
    """Return a date as it was found; no figure for one that is in no calendar."""
    worth = days.span(parts)
    unit = days.MONTH_DAY if parts.year is None else days.DATE
    return (Found("date", worth, unit, start, end) if worth else None), end
