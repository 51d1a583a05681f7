"""The units declared for bare numbers by a table's head, row or slide: 単位：億円, (¥ billion)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.notation import either, fold

if TYPE_CHECKING:
    from termalign.records import Language

_JA_SCALES = {
    "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8, "十億": 10**9,
    "百億": 10**10, "兆": 10**12,
}  # fmt: skip
_EN_SCALES = {
    "": 1, "thousand": 10**3, "thousands": 10**3, "million": 10**6, "millions": 10**6, "mn": 10**6,
    "100 million": 10**8, "100 millions": 10**8, "hundred million": 10**8,
    "hundred millions": 10**8, "hundreds of millions": 10**8,
    "billion": 10**9, "billions": 10**9, "bn": 10**9, "trillion": 10**12, "trillions": 10**12,
}  # fmt: skip
_JA_SCALE = either(scale for scale in _JA_SCALES if scale)
_EN_SCALE = either(scale for scale in _EN_SCALES if scale)
_JA_MONEY = either(units.JA_CURRENCIES)
_EN_MARK = r"(?:¥|\$|US\$|JPY|USD|€|EUR)"
# 単位：百万円 · （億円） · [千米ドル] · 金額は千米ドル
_JA_DECLARED = re.compile(
    rf"(?:単位 ?:? ?|[(\[【]|金額は)(?P<scale>{_JA_SCALE})?(?P<money>{_JA_MONEY})(?![0-9])"
)
# (Millions of yen) · Thousands of U.S. dollars · Unit: ¥ (JPY) billion · (¥ billion) · JPY million
_EN_DECLARED = re.compile(
    rf"(?P<scale>{_EN_SCALE}) of (?:yen|U\.?S\.? dollars|dollars|euros)"
    rf"|(?:unit:? ?|[(\[]){_EN_MARK} ?(?:\({_EN_MARK}\) ?)?(?P<marked>{_EN_SCALE})?(?![A-Za-z0-9])"
    rf"|(?:unit:? ?|[(\[])(?P<plain>{_EN_SCALE}) (?:yen|U\.?S\.? dollars)",
    re.IGNORECASE,
)


class Declared(NamedTuple):
    """Where a text declares a unit, and what one is worth there: 10^8 for 億円."""

    start: int
    end: int
    factor: Decimal


def declared_units(text: str, language: Language) -> list[Declared]:
    """Return the units of money that `text` declares for the numbers of a table, in order."""
    if language == "ja":
        if not any(sign in text for sign in "円ドルユロ元"):
            return []
        return [
            Declared(*match.span(), Decimal(_JA_SCALES[match["scale"] or ""]))
            for match in _JA_DECLARED.finditer(fold(text))
        ]
    found = []
    for match in _EN_DECLARED.finditer(fold(text)):
        scale = match["scale"] or match["marked"] or match["plain"] or ""
        found.append(Declared(*match.span(), Decimal(_EN_SCALES[scale.lower()])))
    return found
