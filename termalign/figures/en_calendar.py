"""English dates and periods: March 31, 2016, 30 November 2022, FY23, 2Q23, the second quarter."""

from __future__ import annotations

import re
from decimal import Decimal

from termalign.figures import days
from termalign.figures.notation import Found, Reading, Worth
from termalign.figures.shared_calendar import FISCAL, NO_YEAR, dated, fiscal_year

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBER_OF = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "(?P<name>(?:" + "|".join(MONTHS) + r")|(?:Sept|" + "|".join(_NUMBER_OF) + r")\b\.?)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%])(?!\.[0-9])"
_MONTH_FIRST = re.compile(rf"{_MONTH}(?: (?![12][09][0-9]{{2}}){_DAY})?(?:,? {_YEAR})?")
_DAY_FIRST = re.compile(rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?(?![a-z])")
# "In May" is the month; "May increase" may be a verb at a sentence's start.
_IN_MAY = re.compile(
    r"(?:^| |\()(?:in|of|by|since|until|till|through|from|during|late|early|mid|for|to|April and"
    r"|April or|between|end of|this|last|next)[- ]$",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[/.\-])(?P<month>1[0-2]|0?[1-9])"
    r"(?P=mark)(?P<day>[0-3]?[0-9])(?![0-9]|[.,][0-9])"
)
_SLASHED = re.compile(
    r"(?P<first>[0-3]?[0-9])/(?P<second>[0-3]?[0-9])/(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_MONTH_SLASHED = re.compile(r"(?P<month>1[0-2]|0?[1-9])/(?P<year>(?:19|20)[0-9]{2})(?![0-9/])")
_BARE_YEAR = re.compile(
    r"(?:1[89]|20)[0-9]{2}(?:[-/–](?:[0-9]{2}))?(?![0-9A-Za-z%]|[.,][0-9]|(?<=0)['’]s)"
)
_ENDED = re.compile(
    r"(?:(?:fiscal|business) )?years? (?:ended|ending|to|through)(?: on)? $|FYE ?$", re.IGNORECASE
)
_ENDED_WINDOW = 32
_PART = re.compile(
    r"(?P<part>[1-4]Q|[12]H)"
    r"(?:(?: ?FY ?| )?(?P<year>20[0-9]{2})|(?: ?FY ?'?|')?(?P<short>[0-9]{2}))?(?![0-9A-Za-z])"
)
_FISCAL_HEADS = ("FY", "FYE", "fiscal", "Fiscal", "fiscal year", "Fiscal year", "Fiscal Year",
                 "fiscal years", "Fiscal years")  # fmt: skip
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_WORDED_PART = re.compile(
    r"(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)"
    r"(?:[- ](?P<unit>quarter|half)s?(?![a-z])"
    r"|(?= (?:and|or|to) (?:first|second|third|fourth)[- ](?P<shared>quarter|half)s?(?![a-z])))",
    re.IGNORECASE,
)
_ERAS = dict(zip(("Meiji", "Taisho", "Showa", "Heisei", "Reiwa"), days.ERAS, strict=True))
_YEAR_OF_ERA = re.compile(r"[0-9]{1,2}(?![0-9]|[.,][0-9])")
_ONE = Decimal(1)


def read_month(text: str, start: int, floor: int) -> Reading | None:
    """Read March 31, 2016 or Sept. 2023 at a month's name; None where it is no month (May)."""
    match = _MONTH_FIRST.match(text, start)
    if not match:
        return None
    day, year = match["day"], match["year"]
    if not day and not year:
        spoken = match["name"] == "May" and not _IN_MAY.search(text, max(0, start - 12), start)
        if spoken or text[match.end() : match.end() + 1].isalpha():
            return None
        return dated(days.Parts(None, _month_number(match), None), start, match.end())
    parts = days.Parts(int(year) if year else None, _month_number(match), int(day) if day else None)
    if day and days.span(parts) is None and not year:
        # May 45: the number is none of a day's
        return dated(parts._replace(day=None), start, match.end("name"))
    return _year_ended(text, parts, start, match.end(), floor) or dated(parts, start, match.end())


def _year_ended(text: str, parts: days.Parts, start: int, end: int, floor: int) -> Reading | None:
    """Read "fiscal year ended March 31, 2016" as the period it is; None for a mere date."""
    if not parts.year or not parts.month:
        return None
    last = days.last_day(parts.year, parts.month)
    ended = _ENDED.search(text, max(floor, start - _ENDED_WINDOW), start)
    if not ended or parts.day not in {None, last}:
        return None
    worth = days.span(parts._replace(day=last))
    return (Found("period", worth, "FYE", ended.start(), end) if worth else None), end


def read_date(text: str, start: int) -> Reading | None:
    """Read a date that begins with a digit: 30 November 2022, 2022-11-30, 11/30/2022."""
    match = _DAY_FIRST.match(text, start)
    if match and (match["year"] or match["name"] != "May"):
        year = int(match["year"]) if match["year"] else None
        return dated(days.Parts(year, _month_number(match), int(match["day"])), start, match.end())
    match = _ISO.match(text, start)
    if match:
        parts = days.Parts(int(match["year"]), int(match["month"]), int(match["day"]))
        return dated(parts, start, match.end())
    match = _MONTH_SLASHED.match(text, start)
    if match:
        return dated(days.Parts(int(match["year"]), int(match["month"]), None), start, match.end())
    match = _SLASHED.match(text, start)
    if match:
        first, second = int(match["first"]), int(match["second"])
        month, day = (first, second) if first <= 12 else (second, first)
        return dated(days.Parts(int(match["year"]), month, day), start, match.end())
    return None


def read_era(text: str, start: int, floor: int) -> Reading | None:
    """Read Heisei 17 as the year it is, "fiscal Heisei 17" as the fiscal year; None for neither."""
    era = next((name for name in _ERAS if text.endswith(f"{name} ", floor, start)), None)
    match = _YEAR_OF_ERA.match(text, start) if era else None
    year = days.era_year(_ERAS[era], int(match[0])) if era and match else None
    if not era or not match or not year:
        return None
    begin = start - len(era) - 1
    for head in _FISCAL_HEADS:
        if text.endswith(f"{head} ", floor, begin):
            begin -= len(head) + 1
            found = Found("period", Worth(Decimal(year), _ONE), "FY", begin, match.end())
            return found, match.end()
    return dated(days.Parts(year, None, None), begin, match.end())


def read_year(text: str, start: int) -> Reading | None:
    """Read a year that stands alone: 2023, 2023-24; None for other numbers."""
    match = _BARE_YEAR.match(text, start)
    if not match:
        return None
    return dated(days.Parts(int(text[start : start + 4]), None, None), start, match.end())


def read_part(text: str, start: int) -> Reading | None:
    """Read 2Q23, 1H, 3Q FY2023 at its digit; None where none stands."""
    match = _PART.match(text, start)
    if not match:
        return None
    year = match["year"] or match["short"]
    value = Decimal(days.full_year(int(year)) if year else 0)
    return Found("period", Worth(value, _ONE), match["part"], start, match.end()), match.end()


def read_worded_part(text: str, start: int) -> Reading | None:
    """Read "second quarter", "first half"; None where none stands."""
    match = _WORDED_PART.match(text, start)
    if not match:
        return None
    order = _ORDER[match["order"].lower()]
    half = (match["unit"] or match["shared"]).lower() == "half"
    if half and order > 2:
        return None
    part = f"{order}{'H' if half else 'Q'}"
    return Found("period", NO_YEAR, part, start, match.end()), match.end()


def read_fiscal(text: str, start: int, floor: int) -> Reading | None:
    """Read what follows FY or fiscal: FY23, fiscal 2007, FY3/24; None where neither stands."""
    end = start
    while end > floor and text[end - 1] in " '’":
        end -= 1
    match = FISCAL.match(text, start) if text.endswith(_FISCAL_HEADS, floor, end) else None
    if not match:
        return None
    begin = min(end - len(head) for head in _FISCAL_HEADS if text.endswith(head, floor, end))
    return fiscal_year(match, begin)


def _month_number(match: re.Match[str]) -> int:
    return _NUMBER_OF[match["name"][:3]]
