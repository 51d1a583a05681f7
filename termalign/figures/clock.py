"""Times of day and decades that a text names: 15時30分 is 3:30 p.m., 2030年代 are the 2030s."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold
from termalign.figures.unmatched import unmatched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import Language

_JA_TIME = re.compile(
    "(?P<half>午前|午後)?(?P<hour>[0-9]{1,2})(?:時(?!間|点|期|価|給)(?:(?P<minute>[0-9]{1,2})分|(?P<and>半))?"
    "|:(?P<colon>[0-5][0-9])(?![0-9:]))"
)
_EN_TIME = re.compile(
    r"(?<![0-9.:¥$])(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9]))? ?"
    r"(?P<half>[ap])\.?m(?![a-z])"
    r"|(?<![0-9.:])(?P<at>[0-2]?[0-9]):(?P<colon>[0-5][0-9])(?![0-9:])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"時差|現地時間|\b(?:GMT|UTC|E[SD]T|P[SD]T|CES?T|local time|hours)\b", re.IGNORECASE
)
_NOON, _DAY = 12, 24
_JA_DECADE = re.compile("(?P<decade>(?:19|20)[0-9]0)年代")
_EN_DECADE = re.compile("(?P<decade>(?:19|20)[0-9]0)['’]?s(?![a-z])")


class Named(NamedTuple):
    """A time or decade: minutes since midnight or its first year, as the text has it, and where."""

    value: int
    surface: str
    start: int
    end: int


def times_of(text: str, language: Language) -> list[Named]:
    """Return the times of day that `text` names, in order."""
    read = _japanese_minutes if language == "ja" else _english_minutes
    pattern = _JA_TIME if language == "ja" else _EN_TIME
    return [
        Named(minutes, text[match.start() : match.end()], *match.span())
        for match in pattern.finditer(fold(text))
        if (minutes := read(match)) is not None
    ]


def _japanese_minutes(match: re.Match[str]) -> int | None:
    hour = int(match["hour"]) + (_NOON if match["half"] == "午後" else 0)
    minute = 30 if match["and"] else int(match["minute"] or match["colon"] or 0)
    return hour * 60 + minute if hour <= _DAY else None


def _english_minutes(match: re.Match[str]) -> int | None:
    if match["at"]:
        return int(match["at"]) * 60 + int(match["colon"])
    hour = int(match["hour"]) % _NOON + (_NOON if match["half"].lower() == "p" else 0)
    return hour * 60 + int(match["minute"] or 0)


def decades_of(text: str, language: Language) -> list[Named]:
    """Return the decades that `text` names, in order."""
    pattern = _JA_DECADE if language == "ja" else _EN_DECADE
    return [
        Named(int(match["decade"]), match[0], *match.span())
        for match in pattern.finditer(fold(text))
    ]


def contradicting_moments(ja: str, en: str) -> Iterator[tuple[Named, Named]]:
    """Yield the times and decades of two texts that neither has of the other, in order."""
    kinds = [(decades_of(ja, "ja"), decades_of(en, "en"))]
    if not _ELSEWHERE.search(ja) and not _ELSEWHERE.search(en):
        kinds.append((times_of(ja, "ja"), times_of(en, "en")))
    for ones, others in kinds:
        yield from unmatched(ones, others, attrgetter("value"))
