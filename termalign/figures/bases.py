"""What a change is compared with: 前年同期比 is YoY, 前四半期比 QoQ, 前期末比 the last year-end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold

if TYPE_CHECKING:
    from termalign.records import Figure, Language

# 前期比 is left out: it is the year before in one report, the quarter before in the next.
_THAN = (
    r"(?:than|over|from|to|with|versus|vs\.?|against|above|below|of|in|for) (?:the |that of the )?"
    r"(?:same (?:period|quarter|month|half|time) (?:of|in|a) (?:the )?)?"
)
_PREVIOUS = r"(?:previous |prior |last |preceding )(?:fiscal |consolidated fiscal )?"
_FROM = "(?:から|を[上下]回|より|に比べ|と比べ|に対し|対比|と比較)"
_PATTERNS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        f"(?P<YoY>対前(?:期|年(?:同(?:四半期|期|中間期))?|中間期)増減率|対?前年(?:度|同期|同四半期|同月|同期末|同月末|中間期)?比|前年同(?:四半)?[期月]{_FROM}|YoY)"
        f"|(?P<QoQ>(?:直前の?|前)四半期(?:比|{_FROM})|前Q比|QoQ)|(?P<HoH>(?:直前の?|前)半期比)"
        f"|(?P<MoM>前月(?:比|{_FROM})|MoM)|(?P<quarter_end>前四半期末比)|(?P<end>前(?:連結会計|事業)?(?:年度|期)末比)"
        "|(?P<plan>(?:期初)?(?:計画|予想|予算|目標)比)"
    ),
    "en": re.compile(
        r"(?<![A-Za-z])(?:(?P<YoY>YoY|y/y|yoy|year[- ]on[- ]year|year[- ]over[- ]year"
        rf"|(?:a|one) year (?:earlier|ago|before)|year[- ](?:earlier|ago)"
        rf"|{_THAN}{_PREVIOUS}year(?![- ]end))"
        r"|(?P<QoQ>QoQ|q/q|qoq|quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter"
        r"|sequential(?:ly)?|(?:a|one) quarter (?:earlier|ago|before)"
        rf"|{_THAN}(?:{_PREVIOUS}|the (?:first|second|third|fourth) )quarter)"
        rf"|(?P<HoH>(?:immediately )?{_PREVIOUS}(?:six[- ]month period|half(?:[- ]year)?))"
        rf"|(?P<MoM>MoM|m/m|month[- ]on[- ]month|month[- ]over[- ]month|{_THAN}{_PREVIOUS}month)"
        r"|(?P<end>(?:the )?end of (?:the )?(?:previous|prior|last|preceding) (?:consolidated )?"
        r"(?:fiscal |business )?(?:year|term)|(?:previous|prior) (?:fiscal )?year[- ]end)"
        r"|(?P<quarter_end>(?:the )?end of (?:the )?(?:previous|prior|last|preceding) quarter)"
        r"|(?P<plan>(?:above|below|over|under|versus|vs\.?|against|with|to|than|from|of) "
        r"(?:the |our |its )?(?:initial |original |full-year |company )?"
        r"(?:plan|forecast|budget|target|guidance)))"
        r"(?![A-Za-z])",
        re.IGNORECASE,
    ),
}
_MEANINGS = {
    "YoY": "with the year before",
    "QoQ": "with the quarter before",
    "MoM": "with the month before",
    "HoH": "with the half-year before",
    "end": "with the end of the fiscal year before",
    "quarter_end": "with the end of the quarter before",
    "month_end": "with the end of the month before",
    "plan": "with the plan",
}


_TEXTS_KEPT = 64  # a text's bases are asked for by several checks


class Base(NamedTuple):
    """A base of comparison that a text names, and where."""

    name: str  # YoY, QoQ, HoH, MoM, end (of the fiscal year before), quarter_end, plan
    surface: str
    start: int
    end: int

    @property
    def meaning(self) -> str:
        """What it compares with, in words."""
        return _MEANINGS[self.name]


@lru_cache(maxsize=_TEXTS_KEPT)
def bases_of(text: str, language: Language) -> tuple[Base, ...]:
    """Return the bases of comparison that `text` names, in order."""
    return tuple(
        Base(match.lastgroup or "", text[match.start() : match.end()], *match.span())
        for match in _PATTERNS[language].finditer(fold(text))
    )


# Where a base is named without 比: 前年同期は1,873百万円, "60.1% at the end of the last quarter".
_NAMED: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?P<YoY>前年同(?:期|月|四半期)(?!末))|(?P<QoQ>(?:直前の?|前)四半期(?!末|連結累計))"
        "|(?P<quarter_end>前四半期末)|(?P<MoM>前月(?!末))"
        "|(?P<end>前(?:連結会計|事業|会計)年度末|前(?:年度|期)末)"
    ),
    "en": re.compile(
        rf"(?<![A-Za-z])(?:(?P<end>end of (?:the )?{_PREVIOUS}(?:year|term)|{_PREVIOUS}year[- ]end)"
        rf"|(?P<quarter_end>end of (?:the )?{_PREVIOUS}quarter)"
        rf"|(?P<month_end>end of (?:the )?{_PREVIOUS}month)"
        rf"|(?P<YoY>(?:same|corresponding) (?:period|quarter|month|half) (?:of|in|a) (?:the )?"
        rf"(?:{_PREVIOUS})?year)"
        rf"|(?P<QoQ>(?:in|for|of) (?:the )?(?:immediately )?{_PREVIOUS}quarter)"
        rf"|(?P<MoM>(?:in|for|of) (?:the )?{_PREVIOUS}month)"
        r"|(?P<plan>(?:initial|original|previous) (?:plan|forecast|budget|target|guidance)))"
        r"(?![A-Za-z])",
        re.IGNORECASE,
    ),
}
# Where the other text mentions the span of time in whatever way, nothing contradicts a base.
_MENTIONS: dict[Language, dict[str, re.Pattern[str]]] = {
    "ja": {
        "YoY": re.compile("前年|昨年|前期|前連結|前事業|前中間|同期|YoY"),
        "QoQ": re.compile(
            "前四半期|前Q|QoQ|直前|四半期(?:比|から|と比|に比|末)|[1-4]Q(?:比|から|末)"
        ),
        "HoH": re.compile("半期|上期|下期"),
        "MoM": re.compile("前月|MoM|(?<!同)月比|月(?:から|と比|に比)"),
        "end": re.compile("年度末|(?<!四半)期末|年末|3月末"),
        "quarter_end": re.compile("四半期末|[1-4]Q末"),
        "month_end": re.compile("前月末"),
        "plan": re.compile("計画|予想|目標|予算|見通し|見込|従来|当初"),
    },
    "en": {
        "YoY": re.compile(r"year|YoY|y/y|annual|FY|20[0-9]{2}", re.IGNORECASE),
        "QoQ": re.compile("quarter|QoQ|q/q|sequential|[1-4]Q|Q[1-4]", re.IGNORECASE),
        "HoH": re.compile("half|six", re.IGNORECASE),
        "MoM": re.compile("month|MoM|m/m", re.IGNORECASE),
        "end": re.compile("end|as of|year|20[0-9]{2}", re.IGNORECASE),
        "quarter_end": re.compile("quarter|[1-4]Q", re.IGNORECASE),
        "month_end": re.compile("month", re.IGNORECASE),
        "plan": re.compile(
            "plan|forecast|target|budget|guidance|expect|estimate|project|outlook", re.IGNORECASE
        ),
    },
}


def contradicting_bases(ja: str, en: str) -> list[tuple[Base, Base]]:
    """Return the bases of two texts that the other does not have, in order: 前年同期比, QoQ.

    One that is named at all in the other text, in whatever words, contradicts nothing.
    """
    ones, others = _all_named(ja, "ja"), _all_named(en, "en")
    names = {one.name for one in ones}, {other.name for other in others}
    missing = [one for one in ones if one.name not in names[1]]
    unknown = {name for name in names[1] - names[0] if not _mentions(ja, "ja", name)}
    added = [other for other in others if other.name in unknown]
    if added and not missing:
        counts = Counter(one.name for one in ones)
        counts.subtract(Counter(other.name for other in others))
        missing = [one for one in ones if counts[one.name] > 0]
    return list(zip(missing, added, strict=False))


def _all_named(text: str, language: Language) -> list[Base]:
    compared = bases_of(text, language)
    named = [
        Base(match.lastgroup or "", text[match.start() : match.end()], *match.span())
        for match in _NAMED[language].finditer(fold(text))
    ]
    both = sorted((*compared, *named), key=lambda base: base.start)
    kept: list[Base] = []
    for one in both:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _mentions(text: str, language: Language, name: str) -> bool:
    return bool(_MENTIONS[language][name].search(fold(text)))


# "+4.3% (YoY)" and "YoY: +4.3%": what may stand between a figure and its base.
_AFTER_FIGURE = re.compile(r" ?\(?")
_BEFORE_FIGURE = re.compile(r"[ :(は]*")


def base_at(text: str, language: Language, figure: Figure) -> Base | None:
    """Return the base that stands directly at a figure of `text`; None for none."""
    bases = bases_of(text, language)
    number = bisect_left(bases, figure.start, key=lambda base: base.start)
    for base in bases[number : number + 1]:
        if _AFTER_FIGURE.fullmatch(text, figure.end, base.start):
            return base
    for base in bases[max(0, number - 1) : number]:
        if _BEFORE_FIGURE.fullmatch(text, base.end, figure.start):
            return base
    return None
