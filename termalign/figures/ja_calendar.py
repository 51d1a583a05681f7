"""Japanese dates and periods: 平成28年３月31日, 9月末, 2024年3月期, 23年度, 1H23, 第2四半期."""

from __future__ import annotations

import re
from decimal import Decimal

from termalign.figures import days, units
from termalign.figures.notation import (
    KANJI_DIGIT,
    KANJI_NUMERAL,
    RANGE,
    Found,
    Reading,
    Worth,
    japanese_worth,
)
from termalign.figures.shared_calendar import (
    FISCAL,
    NO_YEAR,
    dated,
    fiscal_year,
    year_ended,
)

_ERA = "|".join(days.ERAS)
_TWO = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_FOUR = rf"[0-9]{{4}}|[0-9]{{2}}|[{KANJI_DIGIT}]{{4}}"
_DAY = rf"(?:(?P<ended>期)|(?P<last>末)|(?![次間額比])(?: ?(?P<day>{_TWO}) ?日(?!間))?)"
_DATE = re.compile(
    rf"(?:(?P<era>{_ERA}) ?(?P<in_era>元|{_TWO})|(?P<year>{_FOUR})) ?"
    rf"(?:(?P<fiscal>年度)|(?P<decade>年代)|(?P<part>年(?=[央初末春夏秋冬]|[前後]半))|年(?!間)"
    rf"(?: ?(?P<from>{_TWO})(?={RANGE}{_TWO} ?月)|(?: ?(?P<month>{_TWO}) ?月{_DAY})?))"
)
_MONTH = re.compile(rf"(?P<month>{_TWO}) ?月{_DAY}")
_SLASHED = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{1,2})(?P<mark>[/.\-])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<day>[0-9]{1,2})(?![0-9]|[.,][0-9])|(?P<ended>期)|(?P<last>末)|(?![0-9.,%/\-]))"
)
_PART = re.compile(
    r"(?P<part>[1-4]Q|[12]H)"
    r"(?: ?(?:FY ?)?(?P<year>[0-9]{4}|[0-9]{2})(?![0-9/]|[.,][0-9]))?(?![A-Za-z])"
)
_QUARTER = re.compile(r"([1-4一二三四])四半期")
_ORDINAL = re.compile(
    rf"(?P<number>[0-9]{{1,3}}|{KANJI_NUMERAL})(?:(?P<term>期(?![間連]))|(?P<rank>[位回次弾]))"
)
_ANY_NUMBER = re.compile(rf"[0-9]+|{KANJI_NUMERAL}")
_ONE = Decimal(1)


def starts_era(text: str, start: int) -> bool:
    """Tell whether an era's name begins at `start`."""
    return text.startswith(tuple(days.ERAS), start)


def read_era(text: str, start: int) -> Reading:
    """Read 平成28年３月31日 or 平成19年度 at an era's name."""
    match = _DATE.match(text, start)
    return _date_or_period(match, start) if match else (None, start + 2)


def read_date(text: str, start: int) -> Reading | None:
    """Read a date or period that begins with a digit; None where there is neither."""
    part = _PART.match(text, start)
    if part:
        year = days.full_year(int(part["year"])) if part["year"] else 0
        worth = Worth(Decimal(year), _ONE)
        return Found("period", worth, part["part"], start, part.end()), part.end()
    match = _DATE.match(text, start)
    if match and (len(match["year"]) == 4 or match["month"] or match["fiscal"] or match["part"]):
        return _date_or_period(match, start)
    return read_month(text, start) or _read_slashed(text, start)


_FEBRUARY = 2


def read_month(text: str, start: int) -> Reading | None:
    """Read 9月末, 7月1日: a date without a year. 3月期 alone names no year and is no figure."""
    match = _MONTH.match(text, start)
    if not match:
        return None
    end = match.end()
    month = _number(match["month"])
    if match["ended"] or not 1 <= month <= 12:
        return None, end
    day = _number(match["day"]) if match["day"] else None
    if match["last"]:
        # The end of February is the 28th or the 29th, as the year that the English names has it.
        day = None if month == _FEBRUARY else days.last_day(2023, month)
    return dated(days.Parts(None, month, day), start, end)


def read_fiscal(text: str, start: int) -> Reading | None:
    """Read what follows FY: FY23, FY2024/3, FY3/24; None where no year stands."""
    match = FISCAL.match(text, start)
    if not match:
        return None
    return fiscal_year(match, start - 2)


def read_era_letter(text: str, start: int, era: str) -> Reading | None:
    """Read what follows an era's letter: R5.9.30, H28/3/31; None for what is no date."""
    match = _SLASHED.match(text, start)
    year = days.era_year(era, int(match["year"])) if match else None
    if not match or not match["day"] or not year:
        return None
    return dated(days.Parts(year, int(match["month"]), int(match["day"])), start - 1, match.end())


def read_ordinal(text: str, start: int) -> Reading:
    """Read what follows 第: a quarter, a term, a rank; 第5条 and 第三者 are no figures."""
    quarter = _QUARTER.match(text, start)
    if quarter:
        part = f"{_number(quarter[1])}Q"
        return Found("period", NO_YEAR, part, start - 1, quarter.end()), quarter.end()
    match = _ORDINAL.match(text, start)
    if not match:
        skipped = _ANY_NUMBER.match(text, start)
        assert skipped  # it is called at a numeral
        return None, skipped.end()
    worth = japanese_worth(match["number"])
    if not worth:
        return None, match.end()
    if match["term"]:
        return Found("period", worth, "term", start - 1, match.end()), match.end()
    return Found("count", worth, units.ORDINAL, start - 1, match.end()), match.end()


def month_figure(month: int, start: int, end: int) -> Found | None:
    """Return a month without a year, the first of 4～6月."""
    worth = days.span(days.Parts(None, month, None))
    return Found("date", worth, days.MONTH_DAY, start, end) if worth else None


def _number(numeral: str) -> int:
    """Return a small numeral's value, in digits or kanji."""
    if numeral == "元":
        return 1
    worth = japanese_worth(numeral)
    assert worth  # at most four digits
    return int(worth.value)


def _date_or_period(match: re.Match[str], start: int) -> Reading:
    """Return 平成28年３月31日, 2024年3月期, 2023年度, 23年9月末 as date or period."""
    end = match.end()
    if match["era"]:
        year = days.era_year(match["era"], _number(match["in_era"]))
    else:
        year = days.full_year(_number(match["year"]))
    if not year or match["decade"]:
        return None, end
    if match["fiscal"]:
        return Found("period", Worth(Decimal(year), _ONE), "FY", start, end), end
    named = match["month"] or match["from"]
    month = _number(named) if named else None
    if match["ended"] and month:
        return year_ended(year, month, start, end), end
    day = _number(match["day"]) if match["day"] else None
    if match["last"] and month and 1 <= month <= 12:
        day = days.last_day(year, month)
    return dated(days.Parts(year, month, day), start, end)


def _read_slashed(text: str, start: int) -> Reading | None:
    """Read 2024/2/14, 2024.2.14, 2024/3, 24/3期; None for what is a plain number (2024.3)."""
    match = _SLASHED.match(text, start)
    if not match:
        return None
    long_year = len(match["year"]) == 4
    year, month, end = days.full_year(int(match["year"])), int(match["month"]), match.end()
    if match["ended"]:
        return year_ended(year, month, start, end), end
    if match["last"]:
        return dated(days.Parts(year, month, days.last_day(year, month)), start, end)
    if match["day"] and long_year:
        return dated(days.Parts(year, month, int(match["day"])), start, end)
    if not match["day"] and long_year and match["mark"] == "/":
        return dated(days.Parts(year, month, None), start, end)
    return None
