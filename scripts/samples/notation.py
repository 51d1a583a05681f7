"""How a figure of the accounts is printed in each language.

A placeholder is a notation and a key: {oku rev@1H25} in Japanese, {bn rev@1H25} in English.
Keys: `item@period`, `item@period/base` for a change,
`part:whole@period` for a ratio, `part:whole@period/base` for its change in points,
`part:whole@period~FY25` for a part of another period's whole (progress towards a forecast).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from samples.accounts import Accounts

PLACEHOLDER = re.compile(r"\{(\w+)(?: ([^{}]+))?\}")
KEY = re.compile(
    r"(?P<item>[\w.]+)(?::(?P<whole>[\w.]+))?@(?P<period>\w+)"
    r"(?:~(?P<of>\w+))?(?:/(?P<base>\w+))?"
)
BILLION = 1000  # million yen
NIL = {"ja": "－", "en": "-"}


def rounded(value: Decimal, places: int) -> Decimal:
    """Return `value` rounded half up to so many decimal places, as the company prints it."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def minus(text: str, language: str) -> str:
    """Return a negative figure in running text: △4.2 in Japanese, -4.2 in English."""
    return ("△" if language == "ja" else "-") + text


def cell(value: Decimal, places: int, language: str) -> str:
    """Return a table cell: 1,234; △1,234 or (1,234) below nil; a dash for nil."""
    if value == 0:
        return NIL[language]
    text = f"{abs(value):,.{places}f}"
    if value > 0:
        return text
    return f"△{text}" if language == "ja" else f"({text})"


class Notation:
    """Prints placeholders from the accounts; `aliases` names a document's own periods (C, P …)."""

    def __init__(self, accounts: Accounts, aliases: Mapping[str, str]) -> None:
        self.accounts = accounts
        self.aliases = aliases

    def figure(self, item: str, period: str) -> Decimal:
        """Return one figure of the accounts; KeyError names what is not there."""
        return Decimal(self.accounts[item, self.aliases.get(period, period)])

    def value(self, key: str) -> tuple[Decimal, Decimal | None]:
        """Return the key's figure (a ratio in per cent) and that of its base period, if any."""
        match = KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"not a key: {key}")
        item, whole, period, base = match["item"], match["whole"], match["period"], match["base"]
        if whole is None:
            now = self.figure(item, period)
            return now, None if base is None else self.figure(item, base)
        ratios = [
            rounded(100 * self.figure(item, when) / self.figure(whole, match["of"] or when), 1)
            for when in (period, base)
            if when is not None
        ]
        return ratios[0], ratios[1] if len(ratios) > 1 else None

    def spell(self, notation: str, key: str, language: str) -> str:
        """Return the figure at `key` as `notation` prints it in `language`."""
        now, base = self.value(key)
        if notation in CHANGES:
            if base is None:
                raise ValueError(f"{notation} needs a base period: {key}")
            return CHANGES[notation](now, base, language)
        return AMOUNTS[notation](now if base is None else now - base, language)

    def fill(self, template: str, names: Mapping[str, str], language: str) -> str:
        """Return the template with its placeholders printed; bare {name}s come from `names`."""

        def one(match: re.Match[str]) -> str:
            return names[match[1]] if match[2] is None else self.spell(match[1], match[2], language)

        filled = PLACEHOLDER.sub(one, template)
        return PLACEHOLDER.sub(one, filled)  # a name may itself hold a figure


def in_billions(value: Decimal, _language: str, places: int = 2) -> str:
    """Return "¥74.24 billion", or "¥670 million" (to ten million, as 6.7億円) below a billion."""
    amount = rounded(abs(value) / BILLION, places)
    if amount < 1:
        return f"¥{rounded(abs(value), -1):.0f} million"
    return f"¥{amount:,} billion"


def in_oku(value: Decimal, _language: str) -> str:
    """Return "742.4億円" from million yen."""
    return f"{rounded(abs(value) / 100, 1):,}億円"


def in_cho(value: Decimal, _language: str) -> str:
    """Return "1兆2,846億円" from million yen."""
    cho, oku = divmod(int(rounded(value / 100, 0)), 10_000)
    return f"{cho}兆{oku:,}億円" if cho else f"{oku:,}億円"


def signed(text: str, value: Decimal, language: str) -> str:
    """Put + or the language's minus before a figure without sign; ± before nil."""
    if value == 0:
        return f"±{text}"
    return minus(text, language) if value < 0 else f"+{text}"


def bridge(change: Decimal, places: int, language: str) -> str:
    """Return a bar of an analysis of changes: +17.4, △5.2, (0.52)."""
    return f"+{rounded(change, places):,}" if change > 0 else cell(change, places, language)


def growth(now: Decimal, base: Decimal) -> Decimal:
    """Return the change in per cent of the base, to one decimal place."""
    return rounded(100 * (now - base) / abs(base), 1)


AMOUNTS: dict[str, Callable[[Decimal, str], str]] = {
    "m": lambda value, language: cell(value, 0, language),
    "neg": lambda value, language: cell(-value, 0, language),
    "n": lambda value, _language: f"{abs(value):,.0f}",
    "oku": in_oku,
    "okus": lambda value, language: signed(in_oku(value, language), value, language),
    "cho": in_cho,
    "bn": in_billions,
    "bn1": lambda value, language: in_billions(value, language, 1),
    "bns": lambda value, language: signed(in_billions(value, language), value, language),
    "r": lambda value, _language: f"{value}%",
    "rt": lambda value, _language: f"{value}",
    "o": lambda value, _language: f"{rounded(value / 100, 1):,}",
    "o0": lambda value, _language: f"{rounded(value / 100, 0):,}",
    "b": lambda value, _language: f"{rounded(value / BILLION, 2):,}",
    "b1": lambda value, _language: f"{rounded(value / BILLION, 1):,}",
    "k": lambda value, _language: f"{rounded(value / 1000, 0):,}",
    "k1": lambda value, _language: f"{rounded(value / 1000, 1):,}",
    "man": lambda value, _language: f"{rounded(value / 10_000, 1):,}万",
    "thousand": lambda value, _language: f"{rounded(value / 1000, 0):,} thousand",
    "million": lambda value, _language: f"{rounded(value / 1_000_000, 3):,} million",
    "yen": lambda value, _language: f"{value / 100:,.2f}",
    "en_sen": lambda value, _language: f"{int(value) // 100}円{int(value) % 100:02d}銭",
}

CHANGES: dict[str, Callable[[Decimal, Decimal, str], str]] = {
    "g": lambda now, base, language: signed(f"{abs(growth(now, base))}%", now - base, language),
    "a": lambda now, base, _language: f"{abs(growth(now, base))}%",
    "t": lambda now, base, language: cell(growth(now, base), 1, language),
    "d": lambda now, base, language: (
        cell(now - base, 0, language) if now <= base else f"+{now - base:,.0f}"
    ),
    "od": lambda now, base, language: bridge((now - base) / 100, 1, language),
    "oc": lambda now, base, language: bridge((base - now) / 100, 1, language),
    "bd": lambda now, base, language: bridge((now - base) / BILLION, 2, language),
    "bc": lambda now, base, language: bridge((base - now) / BILLION, 2, language),
    "pt": lambda now, base, language: signed(f"{abs(now - base)}", now - base, language),
    "pta": lambda now, base, _language: f"{abs(now - base)}",
}
