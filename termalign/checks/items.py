"""Which item a figure belongs to, in both languages: the words that stand with it, not its value.

In 売上高は532億円、営業利益は47億円 the words before a figure name its item. Where their English
stands tells the items' order there; figures and items come in the same order, whether as "net
sales were ¥53.2 billion and operating profit ¥4.7 billion", as "¥53.2 billion in net sales and …"
or as "… were ¥53.2 billion and ¥4.7 billion, respectively".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.bases import bases_of
from termalign.figures.notation import RANGE
from termalign.figures.periods import is_calendar
from termalign.lexicon.english import STOP_WORDS, WORD, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from termalign.figures.agreement import Verdict
    from termalign.lexicon import Lexicon
    from termalign.records import Figure, Language

# Words that stand with any item, and those that turn a figure's direction or name its base.
_NO_ITEMS = frozenset(
    """year period previou prior compar same increas decreas rise fall total amount respect yen
    hundr million billion thousand percent rate ratio number valu level result plan perform
    current fiscal quarter half point high low new compani group person peopl unit case improv
    yoy qoq mom
    declin grow growth reduc expect forecast record reach becom make each both""".split()  # noqa: SIM905  a table of words is read as text
)
# A lexicon's row names many things; what is named less surely than this, hardly any text means.
_LEAST_WEIGHT = 0.5
# What a figure is compared with: from 488億円, 前年同期 488億円, "compared with ¥48.8 billion".
_JA_PRIOR_BEFORE = re.compile(
    r"(?:前年(?:同期|同月|度|同期末)?|前(?:連結会計)?期(?:末)?|前四半期(?:末)?|昨年|従来)"
    r"[はのが:： ]*(?:実績)?[はのが:： ]*$"
)
_JA_PRIOR_AFTER = re.compile("から")
_EN_PRIOR_BEFORE = re.compile(
    r"(?:\bfrom|compared (?:with|to)|\bversus|\bvs\.?|\bagainst|year[- ]earlier|prior[- ]year"
    r"|previous[- ]year)(?: (?:an?|the|level|figure|of|was|were))* $",
    re.IGNORECASE,
)
_EN_PRIOR_AFTER = re.compile(
    r" (?:\w+ ){0,3}?(?:a year (?:earlier|ago|before)|(?:in|for|at) the (?:same \w+ of the )?"
    r"(?:previous|prior|preceding))",
    re.IGNORECASE,
)
# A part of the figure before: うち海外は12億円, "of which ¥1.2 billion".
_JA_PART = re.compile("(?:うち|内、)[^0-9０-９、。]{0,10}$")
_EN_PART = re.compile(r"(?:of which|including|of this|of these),? [^0-9.;]{0,16}$")
_RANGE = re.compile(RANGE)
_PRIOR_REACH = 28
# 売上高は532億円の見込み has its item before the figure, 23社の子会社 and 4月に着工 after it.
_QUALIFYING = re.compile("の(?!見込|予定|水準|計画|予想|増|減)")
_DATED = re.compile("[にのよ]|から|以降")
_TOPIC = frozenset("はがも:：")
_SURER = 0.2  # of a lexicon's weights, 0..1
_BESIDE = 16  # characters between two words of one English term


class Word(NamedTuple):
    """A word of the English text that may name an item: where it stands, and its stem."""

    start: int
    stem: str


def english_words(text: str, figures: Sequence[Figure]) -> list[Word]:
    """Return the words of an English text that are no stop words and in none of its figures."""
    words = []
    spans = [(figure.start, figure.end) for figure in figures]
    for match in WORD.finditer(text):
        if match[0].lower() in STOP_WORDS:
            continue
        if not any(start <= match.start() < end for start, end in spans):
            words.append(Word(match.start(), stem(match[0])))
    return words


@cache
def _lexicon() -> Lexicon:
    from termalign.lexicon import load_lexicon

    return load_lexicon()


def japanese_items(text: str) -> list[tuple[int, dict[str, float]]]:
    """Return where the items of a Japanese text end, and how surely an English stem names each."""
    from termalign.tokens import tokenize

    lexicon = _lexicon()
    tokens = tokenize(text)
    found = [
        (
            tokens[match.last - 1].end,
            _naming(lexicon.row(match.form)),
        )
        for match in lexicon.matches(tokens)
    ]
    found += [
        (token.end, _naming((stem(word), 1.0) for word in WORD.findall(token.lemma)))
        for token in tokens
        if token.pos == "latin"
    ]
    return sorted(((end, row) for end, row in found if row), key=lambda item: item[0])


def _naming(row: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {one: weight for one, weight in row if weight >= _LEAST_WEIGHT and one not in _NO_ITEMS}


def _more_surely(mine: Mapping[str, float], theirs: Mapping[str, float]) -> set[str]:
    """Return the stems that name one item more surely than the other: "Japan", 国内, not 海外."""
    return {one for one, weight in mine.items() if weight >= theirs.get(one, 0) + _SURER}


def _places(words: Sequence[Word], stems: Collection[str]) -> list[int]:
    """Return where the words with these stems stand; those said but once, if there are any."""
    named = [word for word in words if word.stem in stems]
    counts = Counter(word.stem for word in named)
    once = [word.start for word in named if counts[word.stem] == 1]
    return once or [word.start for word in named]


def _apart(mine: list[int], theirs: list[int]) -> list[int]:
    """Return my anchors without those beside the other's, if any is left.

    "Construction starts" is 着工 even where "construction" may be of 竣工, completion.
    """
    alone = [at for at in mine if all(abs(at - far) > _BESIDE for far in theirs)]
    return alone or mine


def _is_prior_ja(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _PRIOR_REACH) : figure.start]
    return bool(_JA_PRIOR_BEFORE.search(before) or _JA_PRIOR_AFTER.match(text, figure.end))


def _is_prior_en(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _PRIOR_REACH) : figure.start]
    return bool(_EN_PRIOR_BEFORE.search(before) or _EN_PRIOR_AFTER.match(text, figure.end))


def _is_part_ja(text: str, figure: Figure) -> bool:
    return bool(_JA_PART.search(text[max(0, figure.start - _PRIOR_REACH) : figure.start]))


def _is_part_en(text: str, figure: Figure) -> bool:
    return bool(_EN_PART.search(text[max(0, figure.start - _PRIOR_REACH) : figure.start]))


class Roles:
    """The items of a passage's figures, by what stands with them in both languages."""

    def __init__(self, ja: str, en: str, verdicts: Sequence[Verdict]) -> None:
        """Read the items of both texts; `verdicts` are on their figures."""
        self._ja, self._en = ja, en
        self._calendar = [
            (found.ja, found.en)
            for found in verdicts
            if found.agrees and found.ja and found.en and is_calendar(found.ja)
        ]
        self._ja_dates = [
            found.ja.start for found in verdicts if found.ja and is_calendar(found.ja)
        ]
        self._bases = {"ja": bases_of(ja, "ja"), "en": bases_of(en, "en")}
        self._items = japanese_items(ja)
        self._ends = [end for end, _ in self._items]
        self._words = english_words(en, [found.en for found in verdicts if found.en])

    def crossed(self, one: Verdict, other: Verdict, like: Sequence[Verdict]) -> bool:
        """Tell whether two agreeing pairs' English figures stand with each other's items.

        `like` are all pairs that measure the same. False also where the texts do not tell.
        """
        assert one.ja
        assert one.en
        assert other.ja
        assert other.en
        if self._is_range(one, other):
            return one.en.start > other.en.start
        bases = [self._base_of(figure, "ja") for figure in (one.ja, other.ja)]
        english = [self._base_of(figure, "en") for figure in (one.en, other.en)]
        if all(bases) and bases[0] != bases[1] and set(bases) == set(english):
            return bases != english
        for ja_role, en_role in ((_is_prior_ja, _is_prior_en), (_is_part_ja, _is_part_en)):
            ja = [ja_role(self._ja, found.ja) for found in (one, other) if found.ja]
            if ja[0] != ja[1]:
                en = [en_role(self._en, found.en) for found in (one, other) if found.en]
                return en[0] != en[1] and en != ja
        before, after = self._anchors(one, other, like)
        if not before or not after:
            return False
        if before[-1] < after[0]:
            return one.en.start > other.en.start
        if after[-1] < before[0]:
            return one.en.start < other.en.start
        return False

    def _base_of(self, figure: Figure, language: Language) -> str:
        """Return the base of comparison that stands at a figure: YoY of +3.1% YoY; "" for none."""
        near = [
            (max(base.start - figure.end, figure.start - base.end), base.name)
            for base in self._bases[language]
        ]
        gap, name = min(near, default=(_BESIDE, ""))
        return name if gap < _BESIDE else ""

    def _is_range(self, one: Verdict, other: Verdict) -> bool:
        """Tell whether the two are the ends of one range in both texts: 80～95億円."""
        assert one.ja
        assert one.en
        assert other.ja
        assert other.en
        low, high = sorted((one.en, other.en), key=lambda figure: figure.start)
        ja, en = self._ja[one.ja.end : other.ja.start], self._en[low.end : high.start]
        return bool(_RANGE.fullmatch(ja) and _RANGE.fullmatch(en))

    def _anchors(
        self, one: Verdict, other: Verdict, like: Sequence[Verdict]
    ) -> tuple[list[int], list[int]]:
        """Return where the English names the items of either pair, of the words only one has."""
        first, last = self._region(one, other, like)
        words = [word for word in self._words if first <= word.start < last]
        stems = [self._stems(found.ja, like) for found in (one, other) if found.ja]
        dates = [self._dates(found.ja, like) for found in (one, other) if found.ja]
        dated = [self._is_dated(found.ja, like) for found in (one, other) if found.ja]
        anchors = []
        for mine, theirs in ((0, 1), (1, 0)):
            places = _places(words, _more_surely(stems[mine], stems[theirs]))
            places += [at for at in dates[mine] - dates[theirs] if first <= at < last]
            anchors.append(sorted(places))
        # 受注高 against 受注残高: "orders" is the former where no "backlog" stands beside it.
        for mine, theirs in ((0, 1), (1, 0)):
            if not anchors[mine] and anchors[theirs] and not dated[mine]:
                shared = [word.start for word in words if word.stem in stems[mine]]
                alone = [
                    at for at in shared if all(abs(at - far) > _BESIDE for far in anchors[theirs])
                ]
                anchors[mine] = alone if len(alone) < len(shared) else []
        return _apart(anchors[0], anchors[1]), _apart(anchors[1], anchors[0])

    def _region(self, one: Verdict, other: Verdict, like: Sequence[Verdict]) -> tuple[int, int]:
        """Return the part of the English from the figure before the two to the one after."""
        assert one.en
        assert other.en
        low, high = sorted((one.en.start, other.en.start))
        starts = [found.en.start for found in like if found.en]
        ends = [found.en.end for found in like if found.en]
        first = max((end for end in ends if end <= low), default=0)
        last = min((start for start in starts if start > high), default=len(self._en))
        return first, last

    def _window(self, figure: Figure, like: Sequence[Verdict]) -> tuple[int, int]:
        """Return where a figure's item stands in the Japanese: before it, or after の, 年に."""
        pattern = _DATED if is_calendar(figure) else _QUALIFYING
        topic = self._ja[figure.start - 1 : figure.start] in _TOPIC
        if pattern.match(self._ja, figure.end) and not topic:
            starts = [found.ja.start for found in like if found.ja]
            later = (start for start in starts if start > figure.start)
            return figure.end, min(later, default=len(self._ja))
        ends = [found.ja.end for found in like if found.ja and found.ja.end <= figure.start]
        return max(ends, default=0), figure.start

    def _is_dated(self, figure: Figure, like: Sequence[Verdict]) -> bool:
        start, end = self._window(figure, like)
        return any(start <= at < end for at in self._ja_dates)

    def _stems(self, figure: Figure, like: Sequence[Verdict]) -> dict[str, float]:
        start, end = self._window(figure, like)
        first, last = bisect_left(self._ends, start + 1), bisect_left(self._ends, end + 1)
        surest: dict[str, float] = {}
        for _, stems in self._items[first:last]:
            for one, weight in stems.items():
                surest[one] = max(weight, surest.get(one, 0))
        return surest

    def _dates(self, figure: Figure, like: Sequence[Verdict]) -> set[int]:
        start, end = self._window(figure, like)
        return {en.start for ja, en in self._calendar if start <= ja.start < end}
