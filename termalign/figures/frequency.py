"""What an amount is by: 月額 is monthly, 年間 annual, 坪当たり by the tsubo; none is the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Language

_PATTERNS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?P<year>年額|年産|年間|毎年|年率|/年|1年当たり|年連続|(?<!半)期連続)"
        "|(?P<quarter>四半期(?:ごと|毎|連続)|毎四半期)"
        "|(?P<month>月額|月産|(?<![カヶか箇ケヵ])月間|月次|毎月|/月|月当たり|(?<![0-9一二三四五六七八九十カヶか各前当今来翌同毎])月(?=[0-9約平])|[カヶか]月連続)|(?P<week>毎週|週間?当たり|/週|週連続)"
        "|(?P<day>日額|毎日|/日|1日当たり)|(?P<hour>/時|毎時|時間当たり)"
        "|(?P<tsubo>坪当た?り|/坪)|(?P<square_meter>(?:㎡|平方メートル|平米)当た?り|/㎡)"
        "|(?P<kilogram>(?:kg|キロ(?:グラム)?)当た?り|/kg)|(?P<ton>(?:トン|t)当た?り|/t(?![A-Za-z]))"
    ),
    "en": re.compile(
        r"(?:(?<![A-Za-z])(?:(?P<year>annual(?:ly|ized)?|yearly|per annum)"
        r"|(?P<quarter>quarterly)|(?P<month>monthly)|(?P<week>weekly)|(?P<day>daily)"
        r"|(?P<hour>hourly)|(?:per|every|each|consecutive|straight|running"
        r"|an?(?! \w+ (?:earlier|ago|before|later))) "
        r"(?:(?P<a_tsubo>tsubo)|(?P<a_square_meter>square met(?:er|re)|sqm)"
        r"|(?P<a_kilogram>kilogram|kg)|(?P<a_ton>(?:metric )?ton(?:ne)?)"
        r"|(?P<a_year>year)|(?P<a_quarter>quarter)|(?P<a_month>month)|(?P<a_week>week)"
        r"|(?P<a_day>day)|(?P<an_hour>hour))))"
        r"(?![A-Za-z]|[- ](?:earlier|ago|before|later|on|over))",
        re.IGNORECASE,
    ),
}
# Where the other text mentions the span of time in whatever way, nothing contradicts it.
_NO_DATE = "(?<![0-9一二三四五六七八九十])"
_MENTIONS: dict[Language, dict[str, re.Pattern[str]]] = {
    "ja": {
        "year": re.compile(f"{_NO_DATE}年|通期"),
        "quarter": re.compile("四半期|Q"),
        "month": re.compile(f"{_NO_DATE}月"),
        "week": re.compile("週"),
        "day": re.compile(f"{_NO_DATE}日"),
        "hour": re.compile("時"),
        "tsubo": re.compile("坪"),
        "square_meter": re.compile("㎡|平方|平米|m2|m²"),
        "kilogram": re.compile("kg|キロ"),
        "ton": re.compile("トン|t"),
    },
    "en": {
        "year": re.compile(r"year|annu|fiscal|twelve|\b12[- ]?(?:months?|M\b)", re.IGNORECASE),
        "quarter": re.compile("quarter|Q", re.IGNORECASE),
        "month": re.compile("month", re.IGNORECASE),
        "week": re.compile("week", re.IGNORECASE),
        "day": re.compile("day|daily", re.IGNORECASE),
        "hour": re.compile("hour", re.IGNORECASE),
        "tsubo": re.compile("tsubo", re.IGNORECASE),
        "square_meter": re.compile("square met|sqm|m2|m²", re.IGNORECASE),
        "kilogram": re.compile("kg|kilo", re.IGNORECASE),
        "ton": re.compile(r"\btons?\b|tonne|\bt\b|[0-9]t\b", re.IGNORECASE),
    },
}


class Frequency(NamedTuple):
    """A span of time that an amount is said to fall due in, and where."""

    name: str  # year, quarter, month, week, day, hour, or what is measured
    surface: str
    start: int
    end: int


def frequencies(text: str, language: Language) -> list[Frequency]:
    """Return how often the amounts of `text` are said to fall due, in order."""
    return [
        Frequency(
            (match.lastgroup or "").removeprefix("a_").removeprefix("an_").replace("_", " "),
            text[match.start() : match.end()],
            *match.span(),
        )
        for match in _PATTERNS[language].finditer(fold(text))
    ]


def contradicting_frequencies(ja: str, en: str) -> list[tuple[Frequency, Frequency]]:
    """Return the frequencies of two texts that neither mentions of the other, in order."""
    ones, others = frequencies(ja, "ja"), frequencies(en, "en")
    lacking = {name for name in {one.name for one in ones} if not _mentions(en, "en", name)}
    unknown = {name for name in {one.name for one in others} if not _mentions(ja, "ja", name)}
    missing = [one for one in ones if one.name in lacking]
    added = [other for other in others if other.name in unknown]
    return list(zip(missing, added, strict=False))


def _mentions(text: str, language: Language, name: str) -> bool:
    return bool(_MENTIONS[language][name.replace(" ", "_")].search(fold(text)))
