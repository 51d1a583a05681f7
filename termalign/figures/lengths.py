"""How many months a result covers: 第3四半期累計期間 is nine months, 中間期 six, 単体 three."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Language

_NUMBERS = {"一": 1, "二": 2, "三": 3, "four": 4, "three": 3, "six": 6, "nine": 9, "twelve": 12}
_JA = re.compile(
    "第?(?P<quarter>[1-3一二三])(?:四半期|Q) ?(?:[(]?(?:連結)?累計(?:期間)?|決算短信)"
    "|1Q ?[-－‐–~～〜] ?(?P<upto>[234])Q"
    "|(?P<half>中間(?:連結)?(?:会計)?期(?:間)?|上半期|上期)"
    "|(?P<year>通期)"
    "|(?P<alone>四半期(?:連結)?会計期間|[1-4]Q(?:[0-9]{2,4})?(?:単体|単独))"
)
_EN = re.compile(
    r"(?<![¥$€\\.,])\b(?P<m>[369]|12)(?-i:M)(?![A-Za-z])"
    r"|(?P<months>three|six|nine|twelve|[369]|12)[- ]months?"
    r"(?:(?<=the six months)|(?<=the nine months)|(?<=the three months)|(?<=the twelve months)"
    r"|(?= (?:ended|ending|of|to|were|was|period|under|results|cumulative)|[).,:;]|$))"
    r"|(?P<half>(?:first|interim|1st)[- ]half|\b1H|half[- ]year|interim period)"
    r"|first (?P<quarters>two|three) quarters|1Q ?[-–~] ?(?P<upto>[234])Q"
    r"|(?P<quarter>(?:first|second|third|1st|2nd|3rd)[- ]quarter|\b[123]Q|\bQ[123])"
    r"(?P<cumulative>(?:(?!months?\b|half)[^.;]){0,24}(?:cumulative|year[- ]to[- ]date|\bYTD))?",
    re.IGNORECASE,
)
_TO_DATE = re.compile("[（(]累計[）)]|累計期間")
_QUARTER_NAMED = re.compile("第([1-3一二三])四半期")
_SPELT = re.compile("month|half|[369]M", re.IGNORECASE)
_YEAR = re.compile(r"year|annual|\bFY|twelve|\b12[- ]?(?:months?|M\b)", re.IGNORECASE)
_QUARTER = 3  # months
_ANY = 0


class Length(NamedTuple):
    """A length that a text names, in months (0 where it leaves it open), and where."""

    months: int
    surface: str
    start: int
    end: int


def lengths_of(text: str, language: Language) -> list[Length]:
    """Return the lengths of periods that `text` names, in order."""
    pattern = _JA if language == "ja" else _EN
    read = _japanese if language == "ja" else _english
    return [
        Length(read(match), text[match.start() : match.end()], *match.span())
        for match in pattern.finditer(fold(text))
    ]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _japanese(match: re.Match[str]) -> int:
    if match["year"]:
        return 4 * _QUARTER
    if match["quarter"] or match["upto"]:
        return _number(match["quarter"] or match["upto"]) * _QUARTER
    return 2 * _QUARTER if match["half"] else _QUARTER


def _english(match: re.Match[str]) -> int:
    if match["m"]:
        return int(match["m"])
    if match["months"]:
        return _number(match["months"])
    if match["half"] or match["quarters"] == "two":
        return 2 * _QUARTER
    if match["quarters"] or match["upto"]:
        return int(match["upto"] or _QUARTER) * _QUARTER
    return _ANY if match["cumulative"] else _QUARTER


_HALVES = re.compile("[上下]半?期|半期")
_FULL = re.compile("full[- ]year", re.IGNORECASE)
_YEAR_JA = re.compile("通期|年間|年度|通年")
_HALF_EN = re.compile("half|[12]H|interim|six", re.IGNORECASE)
_LENGTHS_NAMED = re.compile("通期|累計|短信|中間|期間|Q")


def _full_for_half(ja: str, en: str) -> list[tuple[Length, Length]]:
    """Return 上期計画 with the "full-year plan" that it is not."""
    one, other = _HALVES.search(ja), _FULL.search(en)
    if not one or not other or _YEAR_JA.search(ja) or _HALF_EN.search(en):
        return []
    said = Length(2 * _QUARTER, one[0], *one.span())
    return [(said, Length(4 * _QUARTER, other[0], *other.span()))]


def contradicting_lengths(ja: str, en: str) -> list[tuple[Length, Length]]:
    """Return the lengths of two texts that contradict: nine months in one, six in the other.

    Nothing where any length of the one is the other's, or where one names none.
    """
    full = _full_for_half(ja, en)
    if full or not _LENGTHS_NAMED.search(fold(ja)):
        return full
    ones, others = lengths_of(ja, "ja"), lengths_of(en, "en")
    if _TO_DATE.search(ja):  # 連結経営成績（累計） heads 第３四半期
        ones = [
            Length(_number(match[1]) * _QUARTER, ja[match.start() : match.end()], *match.span())
            for match in _QUARTER_NAMED.finditer(fold(ja))
        ]
    months = {one.months for one in ones}
    if "通期" not in ja and "累計" not in ja:
        # 第2四半期（中間期） may be called the second quarter
        others = [other for other in others if "uarter" not in other.surface]
    spelt = [other for other in others if _SPELT.search(other.surface)]
    others = spelt or others  # "Q2 (six-month cumulative)" says how long it is
    if any(one.months == 4 * _QUARTER for one in ones) and _YEAR.search(en):
        return []
    if not ones or any(other.months in {_ANY, *months} for other in others):
        return []
    return list(zip(ones, others, strict=False))
