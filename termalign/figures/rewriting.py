"""A figure written anew with another value, in the manner of one that stands in the text.

1.2億円 becomes 1.5億円, 2億2,000万円 becomes 1億5,000万円, 12円50銭 becomes 2円.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Figure

_NUMBER = re.compile("[0-9][0-9,]*(?:[.][0-9]+)?")
# Numbers of which each is a part: 1兆2,345億円, 3割5分. The worth of a part is its sign's.
_PARTS = re.compile("(?P<number>[0-9][0-9,]*)(?P<sign>[兆億万千円銭割分]?)")
_WORTH = {
    "兆": Decimal(10**12), "億": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(1000),
    "円": Decimal(1), "銭": Decimal("0.01"), "割": Decimal(10), "分": Decimal(1), "": Decimal(1),
}  # fmt: skip
_ONE = Decimal(1)


def written_anew(like: Figure, value: Decimal) -> str:
    """Return `value`'s magnitude written as `like` is: its unit, scale words and decimals.

    Where `like` is in words, a multiple is given in times and anything else in digits.
    """
    surface = like.surface
    numbers = list(_NUMBER.finditer(fold(surface)))
    if not numbers:
        tenths = abs(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{tenths} times" if like.kind == "multiple" else f"{tenths.normalize():,f}"
    parts = list(_PARTS.finditer(fold(surface)))
    if len(parts) > 1 and _adds_up(parts, like):
        head, tail = surface[: parts[0].start()], surface[parts[-1].end() :]
        return f"{head}{_in_parts(parts, like, abs(value))}{tail}".strip()
    number = numbers[0]
    decimals = len(number[0].partition(".")[2])
    factor = like.step.scaleb(decimals)  # the worth of a whole one: 10^8 of 1.2億円
    magnitude = (abs(value) / factor).quantize(_ONE.scaleb(-decimals), ROUND_HALF_UP)
    return f"{surface[: number.start()]}{magnitude:,f}{surface[number.end() :]}".strip()


def _adds_up(parts: list[re.Match[str]], like: Figure) -> bool:
    """Tell whether the numbers of a surface are parts of its one value."""
    worths = (Decimal(part["number"].replace(",", "")) * _WORTH[part["sign"]] for part in parts)
    return sum(worths) == abs(like.value)


def _in_parts(parts: list[re.Match[str]], like: Figure, value: Decimal) -> str:
    """Return a value in parts with the signs of `parts`, those worth nothing left out."""
    rest = (value / like.step).quantize(_ONE, ROUND_HALF_UP) * like.step
    written = ""
    for part in parts:
        whole, rest = divmod(rest, _WORTH[part["sign"]])
        if whole:
            written += f"{whole:,f}{part['sign']}"
    return written or f"0{parts[-1]['sign']}"
