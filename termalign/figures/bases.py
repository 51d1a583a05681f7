"""What a change is compared with: 前年同期比 is YoY, 前四半期比 is QoQ, 前月比 is MoM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Language

# 前期比 is left out: it is the year before in one report, the quarter before in the next.
_PATTERNS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?P<YoY>対?前年(?:度|同期|同四半期|同月|同期末)?比|YoY)|(?P<QoQ>(?:直前|前)四半期比|前Q比|QoQ)"
        "|(?P<MoM>前月比|MoM)"
    ),
    "en": re.compile(
        r"(?<![A-Za-z])(?:(?P<YoY>YoY|y/y|yoy|year[- ]on[- ]year|year[- ]over[- ]year)"
        r"|(?P<QoQ>QoQ|q/q|qoq|quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter)"
        r"|(?P<MoM>MoM|m/m|month[- ]on[- ]month|month[- ]over[- ]month))(?![A-Za-z])",
        re.IGNORECASE,
    ),
}
_MEANINGS = {
    "YoY": "with the year before",
    "QoQ": "with the quarter before",
    "MoM": "with the month before",
}


class Base(NamedTuple):
    """A base of comparison that a text names, and where."""

    name: str  # YoY, QoQ, MoM
    surface: str
    start: int
    end: int

    @property
    def meaning(self) -> str:
        """What it compares with, in words."""
        return _MEANINGS[self.name]


def bases_of(text: str, language: Language) -> list[Base]:
    """Return the bases of comparison that `text` names, in order."""
    return [
        Base(match.lastgroup or "", text[match.start() : match.end()], *match.span())
        for match in _PATTERNS[language].finditer(fold(text))
    ]
