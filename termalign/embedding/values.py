"""The worth of a text's numbers as vector columns: 1,282.0億円 and ¥128.2 billion meet.

This is for comparing whole sentences and knows no units; what a figure means for a check is
read by `termalign.figures`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_JA_SCALES = {"十億": 10**9, "百万": 10**6, "千万": 10**7, **_SMALL, **_LARGE}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_EN_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_MONTHS = """january february march april may june july august september october november
december""".split()  # noqa: SIM905  a table of words is read as text
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
# "may" and "second" are more often other words, "one" is mostly a pronoun; they still help where
# the other side holds the same number, and weigh little because they are frequent.
_EN_WORDS = {
    word: rank
    for words in (_MONTHS, [month[:3] for month in _MONTHS], _CARDINALS, _ORDINALS)
    for rank, word in enumerate(words, 1)
} | {"sept": 9}
_JA = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和)\s?(?P<year>\d{1,3}|元|[一二三四五六七八九十]+)年"
    # 1兆2,345億円 is one number
    r"|(?P<parts>\d[\d,]*(?:\.\d+)?(?:(?:百万|千万|十億|[十百千万億兆])(?:\d[\d,]*(?:\.\d+)?)?)*)"
    r"|(?P<kanji>[〇一二三四五六七八九十百千万億]+)(?=[年月日人個本つ回社件名歳代円第番目巻期間種ヶヵか世])"
)
_PART = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)?(?P<scale>百万|千万|十億|[十百千万億兆])?")
_EN = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>"
    + "|".join(_EN_SCALES)
    + r")\b)?|(?P<word>[a-z]+)",
    re.IGNORECASE,
)


def _kanji_number(text: str) -> int:
    """Read 三百二十一 as 321 and 一九八四 as 1984."""
    total = section = digit = 0
    for sign in text:
        if sign in _KANJI_DIGITS:
            digit = digit * 10 + _KANJI_DIGITS[sign]
        elif sign in _SMALL:
            section += (digit or 1) * _SMALL[sign]
            digit = 0
        else:
            total += (section + digit or 1) * _LARGE[sign]
            section = digit = 0
    return total + section + digit


def _worth(digits: str, scale: int) -> float:
    return float(digits.replace(",", "")) * scale


def _column(worth: float) -> str:
    return f"#{worth:.12g}"


def japanese_values(text: str) -> list[str]:
    """Return a column name ("#128200000000") for each number of a Japanese text."""
    columns = []
    for found in _JA.finditer(fold_width(text)):
        if found["era"]:
            columns.append(_column(_ERAS[found["era"]] + _year(found["year"])))
        elif found["parts"]:
            columns.append(_column(sum(_parts(found["parts"]))))
        else:
            columns.append(_column(_kanji_number(found["kanji"])))
    return columns


def _year(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isdecimal() else _kanji_number(text)


def _parts(text: str) -> Iterator[float]:
    """Yield what the parts of 1兆2,345億 are worth."""
    for part in _PART.finditer(text):
        if part.group():
            yield _worth(part["digits"] or "1", _JA_SCALES.get(part["scale"] or "", 1))


def english_values(text: str) -> list[str]:
    """Return a column name ("#128200000000") for each number of an English text."""
    columns = []
    for found in _EN.finditer(fold_width(text)):
        if found["digits"]:
            scale = _EN_SCALES.get((found["scale"] or "").lower(), 1)
            columns.append(_column(_worth(found["digits"], scale)))
        elif (word := found["word"].lower()) in _EN_WORDS:
            columns.append(_column(_EN_WORDS[word]))
    return columns
