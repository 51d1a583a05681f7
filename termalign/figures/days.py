"""Dates as figures: eras, month ends, and the days a date or a fiscal period stands for.

A date's value is the ordinal of the first day it names and its step the number of days it may
mean: 1 for March 31, 2016, 31 for 2016年3月, 366 for 2016年. A date without a year (9月末) stands
in the year YEARLESS and its unit says so.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from termalign.figures.notation import Worth

YEARLESS = 4  # a leap year nobody writes about: February 29 exists in it
DATE, MONTH_DAY = "date", "month-day"
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
# 23年9月 is 2023; 85年 in a company's history is 1985.
_TWO_DIGIT_PIVOT = 70
_MAX_ERA_YEARS = 64  # 昭和64年 was the longest


class Parts(NamedTuple):
    """What a date names; None for what it leaves open."""

    year: int | None
    month: int | None
    day: int | None


def full_year(year: int) -> int:
    """Return 2023 for 23, 1985 for 85, and any longer year as it is."""
    if year >= 100:
        return year
    return year + (2000 if year < _TWO_DIGIT_PIVOT else 1900)


def era_year(era: str, year: int) -> int | None:
    """Return the western year of an era's year; None for a year no era has (平成65年)."""
    era = ERA_LETTERS.get(era, era)
    return ERAS[era] + year if 1 <= year <= _MAX_ERA_YEARS else None


def span(parts: Parts) -> Worth | None:
    """Return a date's value and step in days; None for one that is in no calendar (9月31日)."""
    year, month, day = parts
    year = YEARLESS if year is None else year
    if not 1 <= year <= 9999:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        days = 1
    elif month:
        days = monthrange(year, month)[1]
    else:
        days = 366 if monthrange(year, 2)[1] == 29 else 365
    return Worth(Decimal(first.toordinal()), Decimal(days))


def parts_of(value: Decimal, step: Decimal, unit: str) -> Parts:
    """Return what a date figure names: the reverse of `span`."""
    first = date.fromordinal(int(value))
    year = None if unit == MONTH_DAY else first.year
    if step == 1:
        return Parts(year, first.month, first.day)
    return Parts(year, first.month if step < 32 else None, None)


def last_day(year: int, month: int) -> int:
    """Return the number of the month's last day (29 in February 2024)."""
    return monthrange(year, month)[1]


def is_month_end(value: Decimal) -> bool:
    """Tell whether a date's value is the last day of its month."""
    day = date.fromordinal(int(value))
    return day.day == last_day(day.year, day.month)


def months_later(day: date, months: int) -> date:
    """Return the last day of the month `months` after that of `day` (negative: before)."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, last_day(year, month + 1))
