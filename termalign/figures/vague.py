"""Amounts that name only their order of magnitude: 十数億円, 数千万円, dozens of firms.

They are intervals, not values; between the languages their powers of ten can be held.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Figure, Language

_SMALL = {"十": 1, "百": 2, "千": 3}
_LARGE = {"万": 4, "億": 8, "兆": 12}
_TENS = {"ten": 1, "tens": 1, "dozen": 1, "dozens": 1, "hundred": 2, "hundreds": 2}
_WORDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_JA = re.compile("(?P<teens>[十百千])?数(?P<small>[十百千])?(?P<large>[万億兆])?")
_EN = re.compile(
    r"(?<![A-Za-z])(?:(?P<several>several|a few|some|multiple) )?"
    r"(?P<tens>tens|dozens?|hundreds?|ten)?(?: of)?(?: (?=thousand|million|billion|trillion))?"
    r"(?P<scale>(?:thousand|million|billion|trillion)s?)?(?![A-Za-z-])",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?:[0-9]|(?<![A-Za-z])(?:an?|half|one|two|three|four|five|six|seven|eight|nine|ten)) $",
    re.IGNORECASE,
)
_WINDOW = 8


_ENGLISH = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


class Vague(NamedTuple):
    """An amount of which only the power of ten is said, and where.

    Of 十数 the tens are known, of 数十 not even those: 11–19 and 20–90.
    """

    power: int
    surface: str
    start: int
    end: int
    teens: bool = False

    @property
    def interval(self) -> tuple[int, int]:
        """The least and the greatest round number that is meant."""
        unit: int = 10**self.power
        return (unit * 11 // 10, unit * 19 // 10) if self.teens else (unit * 2, unit * 9)

    @property
    def english(self) -> str:
        """The usual English, without the unit: "more than 1 billion", "tens of thousands"."""
        tens = self.power % 3
        word = _ENGLISH.get(self.power - tens, "")
        if self.teens:
            small = self.power <= 3
            return f"more than {10**self.power:,}" if small else f"more than {10**tens} {word}"
        if tens == 1:
            return f"tens of {word}s" if word else "dozens"
        return " ".join(filter(None, ("several", "hundred" if tens else "", word)))


def vague_amounts(text: str, language: Language) -> list[Vague]:
    """Return the amounts of which `text` says only the order of magnitude, from tens upward."""
    pattern, read = (_JA, _japanese) if language == "ja" else (_EN, _english)
    found = []
    for match in pattern.finditer(fold(text)):
        power = read(match)
        if power:
            surface = text[match.start() : match.end()]
            teens = language == "ja" and bool(match["teens"])
            found.append(Vague(power, surface, *match.span(), teens))
    return found


def _japanese(match: re.Match[str]) -> int:
    small = _SMALL.get(match["teens"] or match["small"] or "", 0)
    return small + _LARGE.get(match["large"] or "", 0)


def _english(match: re.Match[str]) -> int:
    """Return the power of several million, tens of thousands, dozens; 0 for a mere million."""
    tens, scale = (match["tens"] or "").lower(), (match["scale"] or "").lower()
    vague = match["several"] or tens.endswith("s") or scale.endswith("s")
    if not vague or _NUMBER_BEFORE.search(
        match.string, max(0, match.start() - _WINDOW), match.start()
    ):
        return 0
    return _TENS.get(tens, 0) + _WORDS.get(scale.rstrip("s"), 0)


def contradicting_powers(
    ja: str, en: str, figures: Sequence[Figure], extra: Sequence[Figure] = ()
) -> list[tuple[Vague, Vague]]:
    """Return the vague amounts of two texts that cannot be meant for one another, in order.

    `figures` are those of the English: "more than ¥1 billion" may stand for 十数億円; those of
    `extra` have no counterpart.
    """
    ones, others = vague_amounts(ja, "ja"), vague_amounts(en, "en")
    exact = {figure.value.adjusted() for figure in figures if figure.value}
    powers = {one.power for one in ones}
    named = exact | {other.power for other in others}
    missing = [one for one in ones if one.power not in named]
    others += [
        Vague(one.value.adjusted(), one.surface, one.start, one.end)
        for one in extra
        if one.hedge and one.kind == "amount" and one.value
    ]
    added = [other for other in others if other.power not in powers]
    return list(zip(missing, added, strict=False))
