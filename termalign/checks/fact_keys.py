"""What a table's labels mean in either language: which item, and which stretch of time or day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.figures import days, find_figures
from termalign.figures.notation import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import Figure, Language

Label = Literal["first", "last"]


class Period(NamedTuple):
    """A stretch of months up to its last day; a day alone has no months."""

    end: date
    months: int

    def __str__(self) -> str:
        """As a reader would name it: "6 months to 2025-09-30"."""
        return f"{self.months} months to {self.end}" if self.months else f"{self.end}"


class Calendar(NamedTuple):
    """What a document's labels are to be read by: 当期 is `now`, FY2025 begins or ends in 2025."""

    year_end: int = 3  # the month the fiscal year ends in
    label: Label = "first"
    now: Period | None = None


# --- periods -----------------------------------------------------------------------------------

_CUMULATIVE = "累計|中間|上期|上半期|半期"
# What may stand in a label beside its dates; anything else makes it another thing than a period.
_PLAIN = re.compile(
    f"{_CUMULATIVE}|会計|連結|期間?|年度|現在|末|実績|時点|自|至"
    r"|[月日年～〜~–—−()（）\[\]:：/ 　.,・-]"
    r"|\b(?:as|at|of|the|for|end(?:ed|ing)?|fiscal|year|months?|three|six|nine|twelve|actual"
    r"|results?|from|to|through|period|interim|cumulative|first|half|full)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b(three|six|nine|twelve)[- ]months?\b", re.IGNORECASE)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_YEAR_ENDED = re.compile(r"\byears? (?:ended|ending)\b", re.IGNORECASE)
_HALF = re.compile("中間|上期|上半期|interim|first half", re.IGNORECASE)
_NOW = re.compile("当(?:中間|第|連結|事業|四半)?[^前]*期間?|当期|当年度")
_BEFORE = re.compile("前(?:中間|第|年同期|年同四半期)[^当]*|前年同期")
_PARTS = {"1Q": (9, 3), "2Q": (6, 3), "3Q": (3, 3), "4Q": (0, 3), "1H": (6, 6), "2H": (0, 6)}
_FEWEST_DAYS_OF_RANGE = 27


def period_of(label: str, language: Language, calendar: Calendar) -> Period | None:
    """Return the period that a label names, and nothing beside it; None for any other label.

    第2四半期 without 累計 may be the quarter alone or the half, and is None.
    """
    folded = fold(label).strip()
    relative = _relative(folded, calendar)
    if relative:
        return relative
    figures = [one for one in find_figures(folded, language) if one.kind in {"date", "period"}]
    rest = folded
    for figure in reversed(figures):
        rest = rest[: figure.start] + " " + rest[figure.end :]
    if not figures or _PLAIN.sub("", rest).strip():
        return None
    whole = [figure for figure in figures if figure.kind == "date" and figure.unit == days.DATE]
    if len(figures) == len(whole) == 2:
        return _range(*(_day(one) for one in whole))
    if len(figures) == 1:
        return _named(figures[0], folded, calendar)
    ended = next((one for one in figures if one.unit == "FYE"), None)
    half = next((one for one in figures if one.unit == "1H"), None)
    if ended and half and len(figures) == 2:  # both, and nothing else
        return Period(_before(_day(ended), 6), 6)  # 2026年3月期 中間期
    return None


def _named(figure: Figure, text: str, calendar: Calendar) -> Period | None:
    months = _MONTHS.search(text)
    if figure.kind == "date":
        if figure.unit != days.DATE or figure.step != 1:
            return None
        if months:
            return Period(_day(figure), _COUNTS[months[1].lower()])
        return Period(_day(figure), 12 if _YEAR_ENDED.search(text) else 0)
    if figure.unit == "FYE":
        if text.endswith("末"):
            return Period(_day(figure), 0)
        if months:
            return Period(_day(figure), _COUNTS[months[1].lower()])
        if _HALF.search(text):
            return Period(_before(_day(figure), 6), 6)
        return None if "四半期" in text else Period(_day(figure), 12)
    if not figure.value or figure.unit not in {*_PARTS, "FY"}:
        return None
    year = int(figure.value) + (calendar.label == "first" and calendar.year_end != 12)
    if not 1900 < year < 2200:
        return None
    end = date(year, calendar.year_end, monthrange(year, calendar.year_end)[1])
    back, length = _PARTS.get(figure.unit, (0, 12))
    return Period(_before(end, back), length)


def _relative(text: str, calendar: Calendar) -> Period | None:
    """Return what 当中間連結会計期間 and 前年同期 are in this document."""
    if calendar.now is None:
        return None
    if _NOW.fullmatch(text):
        return calendar.now
    if _BEFORE.fullmatch(text):
        return Period(_before(calendar.now.end, 12), calendar.now.months)
    return None


def _range(first: date, last: date) -> Period | None:
    length = (last - first).days
    months = round(length / 30.4)
    return Period(last, months) if length >= _FEWEST_DAYS_OF_RANGE and months else None


def _day(figure: Figure) -> date:
    return date.fromordinal(int(figure.value))


def _before(end: date, months: int) -> date:
    return days.months_later(end, -months)


def calendar_of(texts: Iterator[str], language: Language, label: Label) -> Calendar:
    """Return the calendar of a document whose first lines say what it is about.

    Its own period is the first whole one they name: 2026年3月期 第2四半期（中間期）, "for the six
    months ended September 30, 2025".
    """
    for text in texts:
        for figure in find_figures(text, language):
            if figure.unit != "FYE" and not (figure.kind == "date" and figure.step == 1):
                continue
            months = _MONTHS.search(text)
            end = _day(figure)
            if figure.unit == "FYE" and _HALF.search(text):
                return Calendar(end.month, label, Period(_before(end, 6), 6))
            if figure.unit == "FYE":
                return Calendar(end.month, label, Period(end, 12) if "四半期" not in text else None)
            if months:
                length = _COUNTS[months[1].lower()]
                year_end = _before(end, length - 12).month
                return Calendar(year_end, label, Period(end, length))
    return Calendar(label=label)


# --- items -------------------------------------------------------------------------------------

_UNIT_NOTE = re.compile(
    r"[(（\[［](?:単位|百万|千|億|兆|円|%|％|倍|名|人|社|件|台|店|注|※|\*|¥|yen|JPY|millions?|billions?"
    r"|thousands?|unit|note|persons?|people|times)[^)）\]］]*[)）\]］]|[*※＊][0-9]*|[(（]注[0-9]*[)）]",
    re.IGNORECASE,
)
_WORD = re.compile("[a-z0-9&]+")
# Labels that name nothing without what stands around them.
_UNTOLD = frozenset(
    {"合計", "計", "小計", "その他", "総計", "前年同期", "前年同期末", "増減", "調整額", "連結",
     "うち", "total", "other", "others", "subtotal", "adjustment", "consolidated", "change"}
)  # fmt: skip
_PERIOD_END = re.compile("四半期末?$|^期末$|^中間$|quarter|year end|year-end|^interim$")
_SHORTEST = 2
# What is counted on a day, even where a table's head names the period that the day ends.
_STOCK = re.compile(
    "資産|負債|資本|持分|残高|従業員|株式数|発行済|自己株式|現金及び現金同等物$|有利子"
    r"|assets|liabilities|equity|balance|employees|headcount|shares|debt",
    re.IGNORECASE,
)
_SHARE = re.compile("率|比|ratio|margin|rate", re.IGNORECASE)


def item_names(label: str, language: Language) -> frozenset[str]:
    """Return the names of the item that a label names, in both languages where they are known.

    Two labels of either language name one item if they have a name in common; empty for labels
    that name nothing by themselves.
    """
    plain = _UNIT_NOTE.sub("", fold(label)).strip(" 　:：・•-–")
    own = plain.replace(" ", "") if language == "ja" else _english(plain)
    if len(own) < _SHORTEST or own in _UNTOLD or _PERIOD_END.search(own):
        return frozenset()
    return frozenset({own, *_translations().get(own, ())}) if language == "ja" else frozenset({own})


def is_stock(label: str) -> bool:
    """Tell whether an item is counted on a day: 資産合計 of a half is that of its last day."""
    return _STOCK.search(label) is not None and not _SHARE.search(label)


def is_share(label: str) -> bool:
    """Tell whether an item is a ratio of its own: 営業利益率, "operating margin"."""
    return _SHARE.search(label) is not None


def _english(text: str) -> str:
    words = _WORD.findall(text.lower().replace("’", "'").replace("'s", ""))
    return " ".join(word.removesuffix("s") for word in words if word not in {"the", "of", "a"})


@cache
def _translations() -> dict[str, frozenset[str]]:
    """Return the English names of the Japanese ones in the curated glossary."""
    from termalign.lexicon import read_columns
    from termalign.resources import resource

    table: dict[str, set[str]] = {}
    for row in read_columns(resource("glossary", "seed.tsv")):
        english = [row["en"], *row.get("en_variants", "").split("|")]
        for form in (row["ja"], *row.get("ja_variants", "").split("|")):
            names = {_english(name) for name in english if name.strip()}
            table.setdefault(fold(form).replace(" ", ""), set()).update(names)
    return {form: frozenset(names) for form, names in table.items() if form}
