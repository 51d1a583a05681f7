"""Parts of a month or year that a text names: 上旬 is early, 中旬 mid, 下旬 late."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.unmatched import unmatched

if TYPE_CHECKING:
    from termalign.records import Language

_PATTERNS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?P<early>上旬|初旬)|(?P<mid>中旬|(?<=[年月期])(?:度?の)?半ば|年央)|(?P<late>下旬)"
    ),
    "en": re.compile(
        r"\b(?:(?P<early>early(?: in)?|beginning of|first ten days)|(?P<mid>mid-?|middle of)"
        r"|(?P<late>late(?: in)?|end of|last ten days))[ -]?"
        r"(?=(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December|next|this|last|the|20[0-9]{2})(?![a-z]))",
        re.IGNORECASE,
    ),
}


class MonthPart(NamedTuple):
    """A part of a month that a text names, and where."""

    name: str  # early, mid, late
    surface: str
    start: int
    end: int


def month_parts(text: str, language: Language) -> list[MonthPart]:
    """Return the parts of months that `text` names, in order."""
    return [
        MonthPart(match.lastgroup or "", match[0].strip(), *match.span())
        for match in _PATTERNS[language].finditer(text)
    ]


def contradicting_parts(ja: str, en: str) -> list[tuple[MonthPart, MonthPart]]:
    """Return the parts of months of two texts that neither has of the other, in order."""
    ones, others = month_parts(ja, "ja"), month_parts(en, "en")
    return unmatched(ones, others, attrgetter("name"))
