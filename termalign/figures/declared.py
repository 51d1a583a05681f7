"""The units declared for bare numbers by a table's head, row or slide: 単位：億円, (¥ billion)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.notation import either, fold

if TYPE_CHECKING:
    from termalign.records import Language

_JA_SCALE = either(units.JA_SCALES)
_EN_SCALE = either(units.EN_SCALES)
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
            Declared(*match.span(), Decimal(units.JA_SCALES.get(match["scale"] or "", 1)))
            for match in _JA_DECLARED.finditer(fold(text))
        ]
    found = []
    for match in _EN_DECLARED.finditer(fold(text)):
        scale = match["scale"] or match["marked"] or match["plain"] or ""
        found.append(Declared(*match.span(), Decimal(units.EN_SCALES.get(scale.lower(), 1))))
    return found
