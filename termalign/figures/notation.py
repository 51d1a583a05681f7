"""How numbers are written in either language: digits, groups, kanji numerals, scale words, ranges.

Everything here works on a width-folded copy of the text, whose offsets are the text's own.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.records import Figure
from termalign.text import fold_width, mend_radicals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termalign.records import FigureKind

# Decimal is exact up to 28 digits; what is longer is an account number or a slip, no figure.
MAX_DIGITS = 24

# 1,282.0 · 1282 · the first of two glued cells 94,010126,463 (a group of three, then a new number)
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:(?![0-9])|(?=[0-9]{1,3},[0-9]{3}))|[0-9]+)(?:\.[0-9]+)?"
MINUS_MARKS = "△▲-−－‐–—"
NEGATIVE_MARKS = frozenset({*MINUS_MARKS, "マイナス", "minus", "negative"})
# 80～95億円, 4–6月, $3 to 5 million; a hyphen joins only figures that touch it (10-15%)
RANGE = r"(?: ?[~～〜–—−] ?|[-‐]| to |から|ないし)"

_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(MAX_DIGITS + 1))
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_WIDE = re.compile("[\uff01-\uff5e\u3000\uffe5]")
KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "壱": 1, "弐": 2, "参": 3,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_PIECE = re.compile(
    r"[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二三四五六七八九壱弐参]+|[十拾百千]|[万億兆]"
)

KANJI_DIGIT = "〇零一二三四五六七八九壱弐参"
KANJI_NUMERAL = f"[{KANJI_DIGIT}十拾百千]+(?:[万億兆][{KANJI_DIGIT}十拾百千]*)*"


class Worth(NamedTuple):
    """What a numeral is worth, and what one more in its last digit would be worth."""

    value: Decimal
    step: Decimal


class Found(NamedTuple):
    """A figure as it is read from the folded text: the span covers sign, currency and unit."""

    kind: FigureKind
    worth: Worth
    unit: str
    start: int
    end: int
    sign: str = ""
    hedge: str = ""


# What a reading function returns: the figure, None for what is none, and where to read on.
Reading = tuple[Found | None, int]


def figure_of(text: str, found: Found) -> Figure:
    """Return the record of what was found in `text`."""
    kind, (value, step), unit, start, end, sign, hedge = found
    return Figure(kind, value, step, unit, text[start:end], start, end, sign, hedge)


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def negated(found: Found) -> Found:
    """Return `found` with its value turned negative; nothing stays nothing (△0)."""
    value, step = found.worth
    return found._replace(worth=Worth(-value, step)) if value else found


def fold(text: str) -> str:
    """Return `text` with full-width signs and radicals folded, one character to one."""
    folded = fold_width(text) if _WIDE.search(text) else text
    return mend_radicals(folded) if _RADICALS.search(folded) else folded


def plain_worth(numeral: str) -> Worth | None:
    """Return the worth of an ASCII numeral such as 1,282.0; None when it is absurdly long."""
    if len(numeral) > MAX_DIGITS:
        return None
    decimals = len(numeral) - numeral.find(".") - 1 if "." in numeral else 0
    return Worth(Decimal(numeral.replace(",", "")), _STEPS[decimals])


def scaled(worth: Worth, factor: Decimal) -> Worth:
    """Return `worth` times a scale word's factor (million, 億)."""
    return Worth(worth.value * factor, worth.step * factor)


def fraction_worth(count: Decimal, parts: Decimal) -> Worth:
    """Return the worth of `count` of so many `parts`, a third as 0.3333: to four places."""
    step = _STEPS[4]
    return Worth((count / parts).quantize(step), step)


def japanese_worth(numeral: str) -> Worth | None:
    """Return the worth of a Japanese numeral: 1,282.0億, 1兆2,345億, 12万3,456, 二十三, 二〇二三.

    None when it is absurdly long or its scale words do not descend (万億).
    """
    if len(numeral) > MAX_DIGITS + 8:
        return None
    total = section = Decimal(0)
    pending: Worth | None = None  # a number whose scale word may follow
    step = Decimal(1)  # worth of the last digit of the last number, in its section
    bound = Decimal(10) ** 17  # 千兆 is the largest that is read
    alone = True  # a scale word stands without a number: 万 is 1万, but 0百万 is nothing
    for piece in _PIECE.findall(numeral):
        if piece in _SMALL:
            if pending is None:
                pending = Worth(Decimal(1), Decimal(1))
            section += pending.value * _SMALL[piece]
            step = pending.step * _SMALL[piece]
            pending, alone = None, False
        elif piece in _LARGE:
            factor = Decimal(_LARGE[piece])
            if factor >= bound:
                return None
            if pending is not None:
                section += pending.value
                step = pending.step
                alone = False
            total += (1 if alone else section) * factor
            step *= factor
            section, pending, bound, alone = Decimal(0), None, factor, True
        else:
            pending = _digits_worth(piece)
            if pending is None:
                return None
    if pending is not None:
        section += pending.value
        step = pending.step
    return Worth(total + section, step)


def _digits_worth(piece: str) -> Worth | None:
    if piece[0] in KANJI_DIGITS:  # 二〇二三 is written by position, as 2023 is
        piece = "".join(str(KANJI_DIGITS[digit]) for digit in piece)
    return plain_worth(piece)
