"""Which of two figures belongs to which item: told by roles, by the words near, by their order.

In 売上高は532億円、営業利益は47億円 the words before a figure name its item; English has them
before the figure, after it ("¥53.2 billion in net sales"), or in a list ("… ¥53.2 billion and ¥4.7
billion, respectively"). Two figures are exchanged where each stands with the other's words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.checks.contexts import Contexts, gain
from termalign.checks.items import Item, items_of
from termalign.figures import bounds, units
from termalign.figures.bases import bases_of
from termalign.figures.notation import RANGE
from termalign.figures.periods import is_calendar
from termalign.figures.sentence_parts import placed_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.figures.agreement import Verdict
    from termalign.figures.sentence_parts import Part
    from termalign.records import Figure, Language

# What a figure is compared with: from 488億円, 前年同期 488億円, "compared with ¥48.8 billion".
_JA_PRIOR_BEFORE = re.compile(
    r"(?:前年(?:同期|同月|度|同期末)?|前(?:連結会計)?期(?:末)?|前四半期(?:末)?|昨年|従来)"
    r"[はのが:： ]*(?:実績|[一-龥]{1,8})?[はのが:： ]*$"
)
_JA_PRIOR_AFTER = re.compile("から(?!の)")
_EN_PRIOR_BEFORE = re.compile(
    r"(?:\bfrom|compared (?:with|to)|\bversus|\bvs\.?|\bagainst|year[- ]earlier|prior[- ]year"
    r"|previous[- ]year)(?:['’]s)?(?: (?:an?|the|our|level|figure|of|was|were|previous|prior"
    r"|initial|original|earlier|forecast|estimate|plan|target))* $",
    re.IGNORECASE,
)
_EN_PRIOR_AFTER = re.compile(
    r" (?:\w+ ){0,3}?(?:a year (?:earlier|ago|before)|last year|(?:in|for|at) the (?:same \w+"
    r" of the )?(?:previous|prior|preceding))",
    re.IGNORECASE,
)
# A part of the figure before: うち海外は12億円, "of which ¥1.2 billion".
_JA_PART = re.compile("(?:うち|内、)[^0-9０-９、。]{0,10}$")
_EN_PART = re.compile(r"(?:of which|including|of this|of these),? [^0-9.;]{0,16}$")
_NO_ITEM = re.compile("前[年期](?:度|同期|同月)?比|1?[株人台社件店]当た?り|について")
_RANGE = re.compile(RANGE)
_PRIOR_REACH = 40
_BASE_REACH = 16  # characters between a figure and its base of comparison
_WRONG_SIDE = 4  # 前年同期比12％: a base stands before its figure in Japanese, after it in English
_ANCHOR_WORTH = 0.6  # what another figure is worth that stands near in both languages
# How much better an exchange must fit: where words stand between the two figures, and in a list.
_LEAST_GAIN, _LEAST_IF_UNSURE = 0.4, 1.0
_SURER = 0.3
_OWN = 0.7  # a name with less is a topic's, or beyond a comma
_JOINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("および|及び|ならびに|並びに|と(?=[^、。0-9０-９]{1,16}は)"),
    "en": re.compile(r" and "),
}
_RESPECTIVELY = re.compile(r"respectively|in that order", re.IGNORECASE)


def _is_prior(text: str, figure: Figure, language: Language) -> bool:
    before = text[max(0, figure.start - _PRIOR_REACH) : figure.start]
    if language == "ja":
        return bool(_JA_PRIOR_BEFORE.search(before) or _JA_PRIOR_AFTER.match(text, figure.end))
    return bool(_EN_PRIOR_BEFORE.search(before) or _EN_PRIOR_AFTER.match(text, figure.end))


def _is_part(text: str, figure: Figure, language: Language) -> bool:
    pattern = _JA_PART if language == "ja" else _EN_PART
    return bool(pattern.search(text[max(0, figure.start - _PRIOR_REACH) : figure.start]))


def _whole_first(figures: tuple[Figure, Figure], parts: Sequence[bool]) -> bool:
    """Tell whether of a whole and its part the whole stands first."""
    part, whole = figures if parts[0] else figures[::-1]
    return whole.start < part.start


class Roles:
    """The items of a passage's figures, by what stands with them in both languages."""

    def __init__(self, ja: str, en: str, verdicts: Sequence[Verdict]) -> None:
        """Read the items of both texts; `verdicts` are on their figures."""
        self._texts: dict[Language, str] = {"ja": ja, "en": en}
        self._pairs = [(v.ja, v.en) for v in verdicts if v.agrees and v.ja and v.en]
        self._bases = {"ja": bases_of(ja, "ja"), "en": bases_of(en, "en")}
        self._parts: dict[Language, dict[int, Part]] = {
            "ja": {one.figure.start: one.part for one in placed_figures(ja, "ja")},
            "en": {one.figure.start: one.part for one in placed_figures(en, "en")},
        }
        self._items = {
            "ja": items_of(ja, "ja", self._spans("ja", [v.ja for v in verdicts if v.ja])),
            "en": items_of(en, "en", self._spans("en", [v.en for v in verdicts if v.en])),
        }
        self._contexts: dict[int, tuple[Contexts, Contexts]] = {}

    def _spans(self, language: Language, figures: Sequence[Figure]) -> list[tuple[int, int]]:
        """Return what names no item: the figures, and the bases they are compared with."""
        spans = [(one.start, one.end) for one in figures]
        spans += [(base.start, base.end) for base in self._bases[language]]
        if language == "ja":
            spans += [match.span() for match in _NO_ITEM.finditer(self._texts["ja"])]
        return spans

    def crossed(
        self, one: Verdict, other: Verdict, like: Sequence[Verdict], *, running: bool = True
    ) -> bool:
        """Tell whether two agreeing pairs' English figures stand with each other's items.

        `like` are all pairs that measure the same; `running` tells that the texts are sentences,
        and no labels or cells. False also where the texts do not tell.
        """
        ja, en = (one.ja, other.ja), (one.en, other.en)
        assert ja[0]
        assert ja[1]
        assert en[0]
        assert en[1]
        ones, others = (ja[0], ja[1]), (en[0], en[1])
        if self._is_range(ones, others):
            return others[0].start > others[1].start
        by_role = self._by_roles(ones, others)
        if by_role is not None:
            return by_role
        if len(like) == 2:
            in_turn = self._in_turn(ones, others)
            if in_turn is not None:
                return in_turn
        contexts = self._context(like)
        names = contexts[0].names_at(ones[0]), contexts[0].names_at(ones[1])
        english = contexts[1].names_at(others[0]), contexts[1].names_at(others[1])
        gained = gain(names, english)
        # A bare 3 may be a name's: it must be plain that it stands with another one's item.
        doubtful = not running or ones[0].unit == ones[1].unit == units.BARE
        listed = self._is_list(*others) and not contexts[1].is_distributed
        least = _LEAST_IF_UNSURE if doubtful or listed else _LEAST_GAIN
        # What stands in a list before two figures is nearest to the first of them.
        told = not (listed and _RESPECTIVELY.search(self._texts["en"], others[0].end))
        if told and abs(gained) >= least:
            return gained > 0
        return not doubtful and self._by_order(names, others, like)

    # --- roles ---------------------------------------------------------------------------------

    def _by_roles(self, ja: tuple[Figure, Figure], en: tuple[Figure, Figure]) -> bool | None:
        """Tell whether the figures' roles are exchanged; None where they have none, or alike."""
        hedges = [[bounds.bound_of(figure.hedge) for figure in figures] for figures in (ja, en)]
        if hedges[0][0] != hedges[0][1] and all(hedges[0]) and all(hedges[1]):
            return hedges[0] != hedges[1]  # 20％以上50％以下
        bases = [self._base_of(figure, "ja") for figure in ja]
        english = [self._base_of(figure, "en") for figure in en]
        if all(bases) and bases[0] != bases[1] and set(bases) == set(english):
            return bases != english
        ones, others = self._changes(ja, en)
        if ones[0] != ones[1] and others[0] != others[1]:
            return ones != others
        for role in (_is_prior, _is_part):
            ones = [role(self._texts["ja"], figure, "ja") for figure in ja]
            others = [role(self._texts["en"], figure, "en") for figure in en]
            if ones[0] == ones[1] or others[0] == others[1]:
                continue
            # Of うち海外は12億円、国内は8億円 both are parts, though only one stands at うち.
            if role is _is_prior or (_whole_first(ja, ones) and _whole_first(en, others)):
                return ones != others
        return None

    def _changes(
        self, ja: tuple[Figure, Figure], en: tuple[Figure, Figure]
    ) -> tuple[list[bool], list[bool]]:
        """Tell which figures are changes: 96億円増の3,017億円, "rose ¥9.6 billion to …".

        Only where the Japanese has the change first: of 15億円、8億円増加 both are changes.
        """
        ones = [self._parts["ja"].get(figure.start) == "change" for figure in ja]
        others = [self._parts["en"].get(figure.start) == "change" for figure in en]
        first = min(ja, key=_start)
        plain = ja[0].kind in {"amount", "count"}
        # 1兆9,874億円と942億円増加: alike in both languages they stand rightly, whatever the order
        told = plain and (ones[ja.index(first)] or ones == others)
        return (ones, others) if told else ([False, False], [False, False])

    def _base_of(self, figure: Figure, language: Language) -> str:
        """Return the base of comparison that stands at a figure: YoY of +3.1% YoY; "" for none."""
        before, after = (0, _WRONG_SIDE) if language == "ja" else (_WRONG_SIDE, 0)
        near = [
            (figure.start - base.end + before, base.name)
            if base.end <= figure.start
            else (base.start - figure.end + after, base.name)
            for base in self._bases[language]
        ]
        gap, name = min(near, default=(_BASE_REACH, ""))
        return name if gap < _BASE_REACH else ""

    def _is_range(self, ja: tuple[Figure, Figure], en: tuple[Figure, Figure]) -> bool:
        """Tell whether the two are the ends of one range in both texts: 80～95億円."""
        low, high = sorted(en, key=lambda figure: figure.start)
        between = self._texts["ja"][ja[0].end : ja[1].start]
        english = self._texts["en"][low.end : high.start]
        return bool(_RANGE.fullmatch(between) and _RANGE.fullmatch(english))

    # --- lists in turn ---------------------------------------------------------------------------

    def _in_turn(self, ja: tuple[Figure, Figure], en: tuple[Figure, Figure]) -> bool | None:
        """Tell whether two figures said in turn are exchanged; None where no such two items are.

        国内および海外はそれぞれ92億円、57億円 · Japan and overseas … ¥9.2 billion and ¥5.7 billion,
        respectively.
        """
        ones = self._listed("ja", min(ja, key=_start).start)
        others = self._listed("en", min(en, key=_start).start)
        respectively = _RESPECTIVELY.search(self._texts["en"])
        if (
            ones is None
            or others is None
            or not respectively
            or "それぞれ" not in self._texts["ja"]
        ):
            return None
        same = sum(_shared(one, other) for one, other in zip(ones, others, strict=True))
        crosswise = sum(_shared(one, other) for one, other in zip(ones, others[::-1], strict=True))
        if abs(same - crosswise) < _LEAST_GAIN:
            return None
        alike = (ja[0].start < ja[1].start) == (en[0].start < en[1].start)
        return alike != (same > crosswise)

    def _listed(self, language: Language, end: int) -> tuple[list[Item], list[Item]] | None:
        """Return what stands on either side of the last "and" before `end`; None without one."""
        joints = list(_JOINTS[language].finditer(self._texts[language], 0, end))
        if not joints:
            return None
        items = self._items[language]
        before = [item for item in items if item.start < joints[-1].start()]
        after = [item for item in items if joints[-1].end() <= item.start < end]
        if not before or not after:
            return None
        near = before[-1].start, after[0].start
        ones, others = ([item for item in items if item.start == start] for start in near)
        return ones, others

    # --- words near ------------------------------------------------------------------------------

    def _context(self, like: Sequence[Verdict]) -> tuple[Contexts, Contexts]:
        """Return the names at the figures of one kind; figures of other kinds are items, too."""
        if id(like) not in self._contexts:
            ja = [found.ja for found in like if found.ja]
            en = [found.en for found in like if found.en]
            starts = {figure.start for figure in ja}
            anchors = [pair for pair in self._pairs if pair[0].start not in starts]
            ones, others = list(self._items["ja"]), list(self._items["en"])
            for number, (first, second) in enumerate(anchors):
                worth = 1.0 if is_calendar(first) else _ANCHOR_WORTH
                ones.append(Item(first.start, {f"#{number}": worth}))
                others.append(Item(second.start, {f"#{number}": 1.0}))
            beside = [first for first, _ in anchors], [second for _, second in anchors]
            texts = self._texts
            self._contexts[id(like)] = (
                Contexts(texts["ja"], "ja", ja, sorted(ones, key=_start), beside[0]),
                Contexts(texts["en"], "en", en, sorted(others, key=_start), beside[1]),
            )
        return self._contexts[id(like)]

    def _is_list(self, one: Figure, other: Figure) -> bool:
        """Tell whether no item is named between two figures: "61% and 39%", or in a list."""
        low, high = sorted((one, other), key=_start)
        if _RESPECTIVELY.search(self._texts["en"], high.end):
            return True
        return not any(low.end <= item.start < high.start for item in self._items["en"])

    # --- order -----------------------------------------------------------------------------------

    def _by_order(
        self,
        names: tuple[Mapping[str, float], Mapping[str, float]],
        en: tuple[Figure, Figure],
        like: Sequence[Verdict],
    ) -> bool:
        """Tell whether the items of the one come before the other's, but its figure after."""
        first, last = self._region(en, like)
        words = [item for item in self._items["en"] if first <= item.start < last]
        mine, theirs = (
            [
                word.start
                for word in words
                if any(
                    one.get(name, 0) >= max(_OWN, other.get(name, 0) + _SURER)
                    for name in word.names
                )
            ]
            for one, other in (names, names[::-1])
        )
        if not mine or not theirs:
            return False
        if mine[-1] < theirs[0]:
            return en[0].start > en[1].start
        if theirs[-1] < mine[0]:
            return en[0].start < en[1].start
        return False

    def _region(self, en: tuple[Figure, Figure], like: Sequence[Verdict]) -> tuple[int, int]:
        """Return the part of the English from the figure before the two to the one after."""
        low, high = sorted(figure.start for figure in en)
        starts = [found.en.start for found in like if found.en]
        ends = [found.en.end for found in like if found.en]
        first = max((end for end in ends if end <= low), default=0)
        last = min((start for start in starts if start > high), default=len(self._texts["en"]))
        return first, last


def _shared(ones: Sequence[Item], others: Sequence[Item]) -> float:
    """Return how much two lists of items name the same."""
    names: dict[str, float] = {}
    for one in ones:
        for name, weight in one.names.items():
            names[name] = max(weight, names.get(name, 0.0))
    found = {name for other in others for name in other.names}
    return sum(weight for name, weight in names.items() if name in found)


def _start(one: Item | Figure) -> int:
    return one.start
