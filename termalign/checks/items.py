"""The items that a text names, in both languages by the same names: the stems of their English.

A Japanese word is named by what the lexicon translates it with, an English one by its stem. Roles
that figures are told by, the year before, the plan, the first half, have names of their own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.notation import fold
from termalign.kana import romaji
from termalign.lexicon.english import STOP_WORDS, WORD, stem
from termalign.lexicon.transliteration import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Language

Span = tuple[int, int]

# Words that stand with any item, and those that turn a figure's direction or name its base.
_NO_ITEMS = frozenset(
    """year period previou prior compar same increas decreas rise fall total amount respect yen
    hundr million billion thousand percent rate ratio number valu level result plan perform
    current fiscal quarter half point high low new compani group person peopl unit case improv
    yoy qoq mom say likewis circl u
    declin grow growth reduc expect forecast record reach becom make each both""".split()  # noqa: SIM905  a table of words is read as text
)
# A lexicon's row names many things; what is named less surely than this, hardly any text means.
_LEAST_WEIGHT = 0.5
_SHORTEST_NAME = 3  # kana of a name that English spells: アオバ, サイカイ
# What tells figures apart beside their items, by a name for both languages.
_ROLES: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?P<before>(?<=[得併割転更施合編約])前(?=[がはの、])|前年(?!比|同期比|同月比)|前期(?!比)|昨年|前回|従来|前連結会計年度|前事業年度|当初|期初)"
        "|(?P<now>当期(?![純])|今期|当年度?|今年度?|当連結会計年度|本年度?|今回|修正後)"
        "|(?P<after>(?<=[得併割転更施合編約])後(?=[がはの、]))"
        "|(?P<next>来期|翌期|次期|来年度?|翌年度?|翌連結会計年度)"
        "|(?P<plan>計画|予想|目標|予算|見通し)|(?P<actual>実績)"
        "|(?P<high>最高|最大|上限|強気)|(?P<low>最低|最安|最小|下限|弱気)"
        "|(?P<inward>収入|流入|獲得)|(?P<outward>支出|流出|使用)"
        "|(?P<interim>中間(?!連結)|第[2二]四半期末)|(?P<final>(?<!半)期末(?!日))"
        "|(?P<start>着工|開始|発売|開業|着手)|(?P<end>竣工|完成|完了|終了|満了)"
        "|(?P<standalone>単体|個別|単独|非連結)|(?P<consolidated>連結(?!子会社|会計|除外|範囲))"
        "|(?P<we>[当弊]社(?!株)|自社)|(?P<partner>相手方?(?![のに]資)|先方|パートナー)"
        "|(?P<annual>年間|通期)|(?P<opened>出店|開店|新設)|(?P<closed>閉店|閉鎖|退店)"
    ),
    "en": re.compile(
        r"\b(?:(?P<before>previous|prior|preceding|last (?=year|fiscal|period)|earlier|ago"
        r"|initial|original|before)"
        r"|(?P<now>current|this (?=year|fiscal|period|quarter)|under review|revised)"
        r"|(?P<after>after|thereafter|following(?= the))"
        r"|(?P<next>next|following|coming|subsequent|future)"
        r"|(?P<plan>plan(?:ned)?|target(?:ed)?|forecast|budget(?:ed)?|guidance|projected)"
        r"|(?P<actual>actual(?:ly)?|achieved)"
        r"|(?P<high>high(?:est)?|maximum|upper|ceiling|bull)"
        r"|(?P<low>low(?:est)?|minimum|floor|bear)"
        r"|(?P<inward>provided|inflow|generated|proceeds)|(?P<outward>used|outflow|spent)"
        r"|(?P<start>beg[iau]n(?:s|ning)?|start(?:s|ed|ing)?|commenc\w+|launch\w*|open(?=s? in))"
        r"|(?P<end>complet\w+|finish\w*|end(?=s|ed|ing)|expir\w+)"
        r"|(?P<interim>interim)|(?P<final>(?:fiscal )?year-end|final)"
        r"|(?P<standalone>(?:non-?|un)consolidated|stand-?alone|parent[- ]only)"
        r"|(?P<consolidated>(?<!-)consolidated(?! subsidiar))"
        r"|(?P<we>we|our|the Company)|(?P<partner>partners?|counterpart\w*|other (?:party|side))"
        r"|(?P<annual>annual|full-year|for the (?:full )?year)"
        r"|(?P<opened>opened|opening|openings)|(?P<closed>closed|closing|closures))\b",
        re.IGNORECASE,
    ),
}
# 第1四半期, 第5回 · in the first, No. 5
_ORDINALS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"第 ?(?P<number>[0-9]{1,2}|[一二三四])|(?<![0-9])(?P<part>[1-4])Q"),
    "en": re.compile(
        r"\b(?:(?P<word>first|second|third|fourth)|(?P<nth>[1-9][0-9]?)(?:st|nd|rd|th)"
        r"|No\. ?(?P<number>[0-9]{1,2})|(?P<part>[1-4])Q|Q(?P<after>[1-4]))\b",
        re.IGNORECASE,
    ),
}
_COUNTED = {"一": "1", "二": "2", "三": "3", "四": "4"} | {
    "first": "1", "second": "2", "third": "3", "fourth": "4",
}  # fmt: skip
# A工場, Plant A · Scope1, Scope 1
_LETTER: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("(?<![A-Za-z])[A-Z](?![A-Za-z.])"),
    "en": re.compile(r"(?<![A-Za-z.])(?!A (?=[a-z]|record|total)|I )[A-Z](?![A-Za-z.'’&])"),
}
_NUMBERED = re.compile("([A-Za-z]{3,12}) ?([0-9])(?![0-9,.])")


class Item(NamedTuple):
    """Words that may name an item: where they stand, and their names, each with its weight."""

    start: int
    names: Mapping[str, float]


def items_of(text: str, language: Language, apart: Sequence[Span]) -> list[Item]:
    """Return the items of a text in order; words in the spans `apart`, its figures, are none."""
    folded = fold(text)
    words = _english(text) if language == "en" else _japanese(text)
    found = [item for item in words if not _within(item.start, apart)]
    found += [_named(match, match.lastgroup) for match in _ROLES[language].finditer(folded)]
    for match in _ORDINALS[language].finditer(folded):
        counted = next(one for one in match.groups() if one)
        found.append(_named(match, _COUNTED.get(counted.lower(), counted)))
    letters = [_named(match, match[0]) for match in _LETTER[language].finditer(folded)]
    letters += [
        _named(match, match[1].lower() + match[2])
        for match in _NUMBERED.finditer(folded)
        if not _within(match.end() - 1, apart)
    ]
    found += [item for item in letters if not _within(item.start, apart)]
    return sorted(found, key=lambda item: item.start)


def _named(match: re.Match[str], name: str | None) -> Item:
    return Item(match.start(), {f"@{name}": 1.0})


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _english(text: str) -> list[Item]:
    return [
        Item(match.start(), {stem(match[0]): 1.0, f"~{name_key(match[0].lower())}": 1.0})
        for match in WORD.finditer(text)
        if match[0].lower() not in STOP_WORDS
    ]


def _japanese(text: str) -> list[Item]:
    """Return the items of a Japanese text where they end; how surely an English stem names each."""
    from termalign.tokens import tokenize

    lexicon = _lexicon()
    tokens = tokenize(text)
    found = [
        (tokens[match.last - 1].end, _naming(lexicon.row(match.form)))
        for match in lexicon.matches(tokens)
    ]
    found += [
        (token.end, _naming((stem(word), 1.0) for word in WORD.findall(token.lemma)))
        for token in tokens
        if token.pos == "latin"
    ]
    spoken = [
        (token.end, f"~{name_key(romaji(token.reading))}")
        for token in tokens
        if token.pos == "名詞" and len(token.reading) >= _SHORTEST_NAME
    ]
    found += [(end, {name: 1.0}) for end, name in spoken]
    return [Item(end - 1, row) for end, row in found if row]


@cache
def _lexicon() -> Lexicon:
    from termalign.lexicon import load_lexicon

    return load_lexicon()


def _naming(row: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {one: weight for one, weight in row if weight >= _LEAST_WEIGHT and one not in _NO_ITEMS}
