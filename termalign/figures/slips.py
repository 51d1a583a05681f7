"""Slips that one text tells by itself: dates no calendar has, weekdays that are not the date's."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import days, find_figures
from termalign.figures.en_calendar import MONTHS
from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Language

_JA_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})年 ?)?(?<![0-9])(?P<month>[0-9]{1,2})月 ?(?P<day>[0-9]{1,2})日(?!間)"
)
_EN_DAY = re.compile(
    rf"(?P<name>{'|'.join(MONTHS)}) (?P<day>[0-9]{{1,2}})(?![0-9%.,]?[0-9])"
    r"(?:st|nd|rd|th)?(?:,? (?P<year>(?:19|20)[0-9]{2})(?![0-9]))?"
)
_JA_WEEKDAYS = "月火水木金土日"
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JA_WEEKDAY = re.compile(
    rf" ?[(（]([{_JA_WEEKDAYS}])(?:曜日?)?(?:[・、][^)）]{{0,4}})?[)）]|([{_JA_WEEKDAYS}])曜日"
)
_EN_WEEKDAY_NAME = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?"
_EN_BEFORE = re.compile(rf"(?<![A-Za-z]){_EN_WEEKDAY_NAME},? $")
_EN_AFTER = re.compile(rf"(?: ?\(|, ){_EN_WEEKDAY_NAME}\)?(?![a-z])")
_ANY_WEEKDAY = re.compile(rf"[{_JA_WEEKDAYS}]曜|\([{_JA_WEEKDAYS}]|{_EN_WEEKDAY_NAME}")
_WINDOW = 12


class Slip(NamedTuple):
    """Where a text contradicts the calendar, in words, and what would be right if that is known."""

    start: int
    end: int
    reason: str
    right: str


def calendar_slips(text: str, language: Language) -> list[Slip]:
    """Return a text's impossible dates (9月31日) and wrong weekdays (2025年9月30日（水）)."""
    return sorted(_impossible(text, language) + _wrong_weekdays(text, language))


def _impossible(text: str, language: Language) -> list[Slip]:
    slips = []
    for match in (_JA_DAY if language == "ja" else _EN_DAY).finditer(fold(text)):
        month = int(match["month"]) if language == "ja" else MONTHS.index(match["name"]) + 1
        year = int(match["year"]) if match["year"] else None
        day = int(match["day"])
        if not day or (day > 31 and language == "en" and year is None):
            continue  # "in May 45 companies" names no day
        if days.span(days.Parts(year, month, day)) is None:
            surface = text[match.start() : match.end()]
            slips.append(Slip(match.start(), match.end(), f"no calendar has {surface}", ""))
    return slips


def _wrong_weekdays(text: str, language: Language) -> list[Slip]:
    slips: list[Slip] = []
    folded = fold(text)
    if not _ANY_WEEKDAY.search(folded):
        return slips
    for figure in find_figures(text, language):
        if figure.unit != days.DATE or figure.step != 1 or figure.kind != "date":
            continue
        weekday = date.fromordinal(int(figure.value)).weekday()
        said = _weekday(folded, figure.start, figure.end, language)
        if said is not None and said[0] != weekday:
            right = _JA_WEEKDAYS[weekday] if language == "ja" else _EN_WEEKDAYS[weekday]
            start, end = min(figure.start, said[1]), max(figure.end, said[2])
            slips.append(Slip(start, end, f"{figure.surface} was a {_EN_WEEKDAYS[weekday]}", right))
    return slips


def _weekday(text: str, start: int, end: int, language: Language) -> tuple[int, int, int] | None:
    """Return the weekday said beside a date, 0 for Monday, and where it stands; None for none."""
    if language == "ja":
        match = _JA_WEEKDAY.match(text, end)
        return (_JA_WEEKDAYS.index(match[1] or match[2]), *match.span()) if match else None
    found = _EN_BEFORE.search(text, max(0, start - _WINDOW), start) or _EN_AFTER.match(text, end)
    if not found:
        return None
    names = [name[:3] for name in _EN_WEEKDAYS]
    return (names.index(found[1]), *found.span())
