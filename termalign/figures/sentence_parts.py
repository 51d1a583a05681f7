"""What part a figure plays in a sentence on a change: what is now, what was before, the change.

"Revenue rose 5.1% to ¥128.2 billion from ¥121.96 billion": change, now, before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from termalign.figures import bounds, find_figures, units
from termalign.figures.notation import either, fold

if TYPE_CHECKING:
    from decimal import Decimal

    from termalign.records import Figure, Language

Part = Literal["now", "before", "change", "level"]
ComparedWith = Literal["", "year", "quarter", "month", "plan", "end"]

_JA_UP = (
    "純増|増え|上が(?!って)|多い|増加|増収|増益|増額|増員|増配|増(?![資税])|上昇|拡大|伸長|伸び"
    "|改善|プラス|上回|向上|上方|積み上が|成長"
)
_JA_DOWN = (
    "純減|減っ|減り|下が(?!って)|落ち|少な|減少|減収|減益|減額|減配|減員|減(?![損価資免税算])|低下"
    "|下落|縮小|悪化|マイナス|下回|下方|圧縮|抑制|縮減"
)
_EN_UP = (
    "increas|ris|rose|rais|up|grew|grow|gain|higher|climb|jump|surg|soar|advanc|expan|improv|more|lift"
    "|wid"
)
_EN_DOWN = (
    "decreas|deteriorat|down|fell|fall|declin|drop|lower|reduc|shr|contract(?:ed|ing|ion)|slid|slip|slump|tumbl|dip|sank"
    "|plung|less|worsen|narrow|short"
)
_DIRECTED_AFTER = {
    "ja": re.compile(
        rf"[)]?(?:の|と|、|も|の?大幅な?|程度|近い|分の?)*(?:{_JA_UP}|{_JA_DOWN}|[上下]方修正|円[安高])|、率にして|を?(?:返済|償還)"
    ),
    "en": re.compile(
        r"(?: ?(?:year[- ]on[- ]year|year[- ]over[- ]year|YoY|y/y|QoQ|a|percentage|points?))* "
        rf"(?:(?:{_EN_UP}|{_EN_DOWN})[a-z]*(?! to | short)"
        r"|(?:weaker|stronger)(?: [a-z]+){0,3} than)",
        re.IGNORECASE,
    ),
}
_DIRECTED_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:(?:{_EN_UP}|{_EN_DOWN})[a-z]*(?: of| by| was| in [a-z ]{{1,20}} of)?|added"
    r"|(?:turnaround|swing) of"
    r"|net (?:addition|reduction|loss)s? of)"
    r"(?: (?:about|approximately|some|roughly|nearly|almost|a further))? ?[(+-]?$",
    re.IGNORECASE,
)
_CHANGE_NOUN = re.compile(
    r"(?:増減額?|増加[額数]|減少[額数]|純[増減][額数]?|修正[額幅]|(?:増加|減少|増減|伸び|成長|増収|減収|増益|減益|上昇|下落|低下)率|差額|差|幅)"
    r"(?:は|が|で|：|:)?、?$"
)
_JA_PERIOD = (
    "(?:前年度?(?:の?(?:同期|同月|同四半期|実績))?|前(?:連結|事業)?(?:会計)?(?:期|年度|四半期|月)(?:末|実績)?"
    "|前(?:連結|中間)[^、。（(]{0,12}?|昨年度?|1年前|(?:前年)?同期|前中間期)"
)
_JA_PLAN = "(?:(?:期初|前回|従来|当初|通期|業績|修正)*(?:予想|計画|見通し|目標|予算)値?)"
_JA_BEFORE = re.compile(
    rf"(?:(?:{_JA_PERIOD}|{_JA_PLAN}|[0-9一二三四五六七八九十]+年前|前回発表|期[首初])(?:末|実績|残高)?|[(]同)"
    "(?:の|は|が|に|：|:|、| |[(]|それぞれ|の[^、。（()）0-9]{1,12}(?:の|は|が|である))*$"
)
_JA_FROM = re.compile(
    "(?:だった|であった|を$|を(?:計画|予想|見込|目標と)(?:して|んで)?い?た|から|より|に(?:対し|比べ|比較)|と比(?:べ|較)"
    "|を(?:上回|下回)|対比)"
)
_EN_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:from|compared (?:with|to)|versus|vs\.?|against|than|over|on"
    r"|(?:above|below) (?:the|our) (?:previous|initial|original|prior|earlier|record)"
    r"|(?:prior|previous|preceding|last)[- ](?:fiscal )?(?:year|period|quarter|month)(?:['’]s)?"
    r"(?:[- ]end)?(?: period| quarter)?(?: (?:figure|level|result|total) was| figure)?(?: of)?:?"
    r"|year[- ](?:earlier|ago)(?: figure)?(?: of)?:?"
    r"|[a-z]+ years? ago|(?<!\bwe )forecast(?: of)?:?"
    r"|plan(?: of)?:?|target(?: of)?:?|short of"
    r"|\((?:[1-4]Q|[12]H)? ?(?:FY ?)?[0-9]{2,4}:|\([A-Z][a-z]+ [0-9]{1,2}(?:, [0-9]{4})?:"
    r"|(?:opened|began|started) the (?:fiscal )?(?:year|period|quarter|term) (?:with|at)"
    r"|(?:previous|initial|original)(?:ly)?:?)"
    r"(?: (?:the|a|an|its|our))?(?: FY ?[0-9]{2,4})?"
    r"(?: (?:prior|previous|initial|original|full-year|last|same|year-earlier|fiscal"
    r"|year|years?['’]s|quarter|forecast|plan|figure|total|level|a|net|sales|revenue|profit|of"
    r"|period|guidance|target|restated|earlier|assumption|assumed|high|record|peak|one|about|approximately|period['’]s|loss|deficit|outflow|inflow|operating"
    r"|ordinary|profits|income|that))*(?:['’]s)?[ (]*$",
    re.IGNORECASE,
)
_EN_AFTER_BEFORE = re.compile(
    r"\)? (?:(?:a|one) year (?:earlier|ago|before)|in (?:the )?(?:same|prior|previous|corresponding"
    r"|preceding|year-earlier) |for the (?:same|prior|previous|corresponding|preceding) "
    r"|(?:(?:we|it|they) (?:had|posted|recorded|reported) |recorded |posted |reported |booked )?"
    r"(?:[a-z]+|[0-9]+) years? (?:ago|earlier|before)"
    r"|recorded in (?:fiscal |FY ?)?(?:19|20)[0-9]{2}"
    r"|(?:we|it|they) (?:had|posted|recorded|reported) (?:a year|last year|previously)"
    r"|at the (?:start|beginning) of |(?:plan|forecast|target|guidance)(?![a-z])"
    r"|(?:of|from) (?:[a-z]+|[0-9]+) years? (?:ago|earlier|before)|last year"
    r"|at the (?:previous|prior|preceding|last) (?:fiscal )?(?:year|period|quarter|month)[- ]?end"
    r"|at the end of the (?:previous|prior|preceding|last) "
    r"|the (?:previous|prior) year|(?:a |the )?year before|the year before|previously)",
    re.IGNORECASE,
)
_BASES: tuple[tuple[ComparedWith, re.Pattern[str]], ...] = (
    (
        "plan",
        re.compile(
            "予想|計画|見通し|目標|予算|forecast|plan|target|guidance|budget", re.IGNORECASE
        ),
    ),
    (
        "quarter",
        re.compile(
            "前四半期|QoQ|q/q|quarter[- ]on[- ]quarter|(?:prior|previous|preceding) quarter",
            re.IGNORECASE,
        ),
    ),
    ("month", re.compile("前月|MoM|(?:prior|previous) month", re.IGNORECASE)),
    ("end", re.compile("前期末|前年度末|前年同期末|末比")),
    ("year", re.compile("前年|昨年|前期|前連結|YoY|y/y|year|same period", re.IGNORECASE)),
)
# 前年比: a level of what was; 売上高比5.8％ is a share of what is
_LEVEL = re.compile("(?<!売上)(?<!売上高)(?<!売上収益)比(?:で|は)?[ :：]?$")
_SENTENCES_KEPT = 16  # arithmetic and the items of a sentence's figures both ask for them
_VALUES = frozenset({"amount", "count", "percent"})
_CHANGES = frozenset({"percent", "points", "multiple"})


_CLAUSE = re.compile(" and |; |, ")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure of a sentence with its part, and the words on either side up to its neighbours."""

    figure: Figure
    part: Part
    before: str
    after: str

    @property
    def base(self) -> ComparedWith:
        """What the words beside the figure compare with: the year before, the plan."""
        before = _CLAUSE.split(self.before[-24:])[-1]
        near = before + "|" + self.after[:24].split("、")[0]
        return next((name for name, pattern in _BASES if pattern.search(near)), "")

    @property
    def value(self) -> Decimal:
        """The figure's value."""
        return self.figure.value


@lru_cache(maxsize=_SENTENCES_KEPT)
def placed_figures(text: str, language: Language) -> tuple[Placed, ...]:
    """Return the figures of one sentence that are values or changes, with their parts.

    Dates, periods and ordinals belong to the words around.
    """
    folded = fold(text)
    figures = [
        figure
        for figure in find_figures(text, language)
        if figure.kind in _VALUES | _CHANGES and figure.unit not in _NO_VALUES
    ]
    placed: list[Placed] = []
    for at, figure in enumerate(figures):
        begin = figures[at - 1].end if at else 0
        end = figures[at + 1].start if at + 1 < len(figures) else len(text)
        before, after = folded[begin : figure.start], folded[figure.end : end]
        hedge = _LOOSE_HEDGE.search(before)
        if hedge and not figure.hedge and not _ADDED_UP.search(before):
            figure = replace(figure, hedge=hedge[1].lower())  # noqa: PLW2901  more than | doubled
        reading = _JapaneseWords if language == "ja" else _EnglishWords
        improved = language == "en" and figure.kind == "percent" and not figure.sign
        if improved and _IMPROVED.search(before) and not _NO_PROFIT.search(folded):
            figure = replace(figure, sign="improved")  # noqa: PLW2901  profit improved: it rose
        if not figure.sign and figure.kind == "points" and language == "ja":
            figure = _with_way(figure, after, folded)  # noqa: PLW2901  2.7ポイント下がりました
        if not figure.sign and figure.kind == "points" and language == "en":
            figure = _with_way_en(figure, before, folded)  # noqa: PLW2901
        part = reading.part(figure, before, after)
        if part == "now" and figure.kind == "percent" and placed and _SAID_AGAIN.fullmatch(before):
            part = "change" if placed[-1].part == "change" else part
        if part == "change" and before == "(" and placed and placed[-1].part == "now":
            twin = placed[-1].figure.kind == "amount" and figure.kind == "percent"
            if twin and _TURNED_AFTER.match(after):  # 100億円（5.0％）下方修正
                placed[-1] = replace(placed[-1], part="change")
        placed.append(Placed(figure, part, before, after))
    return tuple(_with_asides(placed, folded))


_TURNED_AFTER = re.compile(f"[)](?:の|と)?(?:{_JA_UP}|{_JA_DOWN})(?:修正)?")
# （前年同期は売上高1,640億円、営業利益128億円）: all that stands in it was before
_ASIDE_BEFORE = re.compile(r"[(](?:前年同期|前期|前年度?|前連結会計年度)(?:は|：|:)[^()]*[)]")


def _with_asides(placed: list[Placed], text: str) -> list[Placed]:
    """Return the figures, those of an aside on the year before as what was before."""
    for aside in _ASIDE_BEFORE.finditer(text):
        inside = [
            at for at, one in enumerate(placed) if aside.start() < one.figure.start < aside.end()
        ]
        if len(inside) > 1:
            for at in inside:
                if placed[at].part == "now":
                    placed[at] = replace(placed[at], part="before")
    _carry_asides_on(placed)
    return placed


_EARLIER_ASIDE = re.compile(r" (?:a|one) year (?:earlier|ago|before)[)]")


def _carry_asides_on(placed: list[Placed]) -> None:
    """Mark what stands in brackets by itself as what was before, where an aside before it did.

    ¥128.2 billion (¥122.0 billion a year earlier) and EBITDA … ¥21.4 billion (¥20.1 billion)
    """
    known = False
    for at, one in enumerate(placed[1:], start=1):
        aside = placed[at - 1].part == "now" and one.figure.kind == placed[at - 1].figure.kind
        if one.part == "before" and _EARLIER_ASIDE.match(one.after):
            known = True
        elif known and aside and one.part == "now" and one.figure.sign == "()":
            placed[at] = replace(
                one, part="before", figure=replace(one.figure, value=abs(one.value), sign="")
            )


_LOOSE_HEDGE = re.compile(rf"({either([*bounds.EN_BEFORE, *bounds.JA_BEFORE])}) ?$", re.IGNORECASE)
_UP_OR_DOWN = re.compile(f"(?P<up>{_JA_UP})|(?P<down>{_JA_DOWN})")
# What is better when it rises, and what when it falls: 改善 and 悪化 turn with them.
_RISING = re.compile("利益率|粗利率|マージン|ROE|ROIC|自己資本比率|稼働率|定着率|達成率")
_FALLING = re.compile("原価率|費率|解約率|離職率|延滞率|不良債権|事故率|欠品率|損害率|コンバインド")
_RISING_EN = re.compile(
    r"margin|equity ratio|RO[EA]|ROIC|occupancy|utilization|retention", re.IGNORECASE
)
_FALLING_EN = re.compile(
    r"(?:combined|loss|costs?|expenses?) ratio|churn|turnover rate|vacancy|non-performing",
    re.IGNORECASE,
)
_BETTER_EN = re.compile(r"(?P<better>improv)|deteriorat|worsen", re.IGNORECASE)


def _with_way_en(figure: Figure, before: str, sentence: str) -> Figure:
    """Return a change in points with the direction of "improved", which the item's name tells."""
    way = _BETTER_EN.search(before[-24:])
    rising, falling = _RISING_EN.search(sentence), _FALLING_EN.search(sentence)
    if not way or bool(rising) == bool(falling):
        return figure
    up = bool(way["better"]) == bool(rising)
    return replace(figure, sign=way[0], value=abs(figure.value) * (1 if up else -1))


def _with_way(figure: Figure, after: str, sentence: str) -> Figure:
    """Return a change in points with the direction that the word after it gives."""
    way = _UP_OR_DOWN.match(after)
    if not way:
        return figure
    up = bool(way["up"])
    if way[0] in {"改善", "悪化"}:
        rising, falling = _RISING.search(sentence), _FALLING.search(sentence)
        if bool(rising) == bool(falling):
            return figure
        up = (way[0] == "改善") == bool(rising)
    return replace(figure, sign=way[0], value=abs(figure.value) * (1 if up else -1))


_IMPROVED = re.compile(r"(?:profit|income|earnings)[a-z ]* improved(?: by)? $", re.IGNORECASE)
_NO_PROFIT = re.compile("loss|ratio|margin|cost|deficit", re.IGNORECASE)
_ADDED_UP = re.compile("add(?:s|ed|ing)? up to $")
# up ¥4.1 billion, or 8.4% · 41億円（8.4％）増加
_SAID_AGAIN = re.compile(r",? ?(?:or|and) (?:by )?|[,、]? ?[(（]|、|, ")


_NO_VALUES = frozenset({units.ORDINAL, "year", "month", "day", "week", "quarter", "term", "rank"})


class _JapaneseWords:
    """How Japanese says which figure is which."""

    @staticmethod
    def part(figure: Figure, before: str, after: str) -> Part:
        if figure.kind in {"points", "multiple"}:
            return "change"
        directed = figure.sign not in {"", "()", "△", "▲", "-", "−", "－", "–", "±"}
        directed = directed or bool(_DIRECTED_AFTER["ja"].match(after))
        if figure.kind == "percent":
            if directed or figure.sign or _CHANGE_NOUN.search(before.rstrip()):
                return "change"
            if _LEVEL.search(before):
                return "level"
        elif directed or _CHANGE_NOUN.search(before.rstrip()):
            return "change"
        if _JA_BEFORE.search(before) or _JA_FROM.match(after):
            return "before"
        return "now"


_MADE_UP = re.compile("(?:make|makes|made|making) up")
# 3.4% below the €768 million posted in the prior-year quarter
_BESIDE_CHANGE = re.compile(r" (?:above|below) (?:(?:the|our|its) )?(?:[a-z]+ ){0,3}")
_INTO_PARTS = re.compile("(?:made up of|(?:break|broke)[a-z]* down into[^0-9]*) ?$")


class _EnglishWords:
    """How English says which figure is which."""

    @staticmethod
    def part(figure: Figure, before: str, after: str) -> Part:
        if figure.kind in {"points", "multiple"}:
            return "change"
        directed = figure.sign not in {"", "()", "△", "▲", "-", "−", "–", "±"}
        directed = directed or bool(_DIRECTED_BEFORE.search(_MADE_UP.sub("", before)))
        directed = directed or bool(_DIRECTED_AFTER["en"].match(after))
        directed = directed or (before.endswith(" by ") and not before.endswith("divided by "))
        if directed and not _EN_BEFORE.search(before) and not _INTO_PARTS.search(before):
            return "change"
        if figure.kind == "percent" and (figure.sign or "year-on-year" in after[:20]):
            return "change"
        if _EN_BEFORE.search(before) or _EN_AFTER_BEFORE.match(after):
            return "before"
        return "before" if _BESIDE_CHANGE.fullmatch(before) else "now"
