"""Which figures of a sentence belong to one item: what is now, what was before, the changes.

"Revenue rose 5.1% to ¥128.2 billion, and operating profit fell to ¥9.4 billion from ¥9.8 billion"
is of two items; "A and B were … and …, respectively" is read in turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.figures.sentence_parts import Part, Placed
    from termalign.records import Language

_ITEM_END = re.compile(
    r"(?:利益|売上高?|収益|収入|費用?|損失|資産|負債|資本|配当金?|人員|従業員数?|受注高?|受注残高?"
    r"|残高|件数|台数|契約数?|店舗数?|投資額?|EBITDA|率)(?:[(（][^)）]*[)）])?(?:は|が|も|：|:)?、?"
    r"(?:前年同期比|前期比|前年比|前四半期比)?$"
)
_TOPIC = re.compile("[はも]、?[^はも]*$")
_RATE_NOUN = re.compile(
    "[当今](?:期|年度?|四半期|回)[はも]|実績[はも]|純[増減][額数]?[はも]|(?:増減?|減少?|加|差|伸び|成長|同期|前期|前年|比較|変化)(?:[額率幅]|比)?[はも]|合計は"
    "|[増減][収益]率[はも]|(?:赤字|黒字|損失)[幅額][はも]|(?:期末|年度末|月末|現在|時点|累計)(?:に|で)は"
)
_EN_SUBJECT = re.compile(
    r"(?:, (?:and|while|but|whereas)|;| and| while| whereas)\b[^,;]*\b(?:profit|income|revenue"
    r"|sales|margin|expenses?|costs?|headcount|EBITDA|orders?|backlog|dividends?|earnings|assets|cash"
    r"|subscribers?|users|stores|customers)\b",
    re.IGNORECASE,
)
_LEADS_TO_JA = re.compile(
    "(?:と?なる|と?なり|した|する|である)?の(?!純?[増減]|改善|悪化|上昇|低下|成長|伸び)"
)
_LEADS_TO_EN = re.compile(r"[^,;.]*(?<![A-Za-z])to (?:about |approximately |a record )?$")


@dataclass
class Group:
    """One item's figures in a sentence."""

    now: list[Placed] = field(default_factory=list)
    before: list[Placed] = field(default_factory=list)
    changes: list[Placed] = field(default_factory=list)

    def has(self, one: Placed) -> bool:
        """Tell whether the group has a figure of that part, so that `one` begins another."""
        if one.part in {"change", "level"}:
            return any(
                other.figure.kind == one.figure.kind and other.part == one.part
                for other in self.changes
            )
        return bool(self.of(one.part))

    def of(self, part: Part) -> list[Placed]:
        """Return the group's list for a part."""
        lists: dict[Part, list[Placed]] = {"now": self.now, "before": self.before}
        return lists.get(part, self.changes)


_IN_TURN = re.compile("それぞれ|respectively", re.IGNORECASE)


def groups_of(placed: Sequence[Placed], sentence: str, language: Language) -> list[Group]:
    """Return the items' figures, in the order of the sentence."""
    return _said_in_turn(placed, sentence) or _said_in_series(placed) or _by_items(placed, language)


def _said_in_turn(placed: Sequence[Placed], sentence: str) -> list[Group]:
    """Return the groups of "… of A and B, up x% and y%, respectively, from C and D"; else none."""
    changes = [one for one in placed if one.figure.kind == "percent"]
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    items = len(changes)
    in_order = items > 1 and len(values) == 2 * items == len(placed) - items
    if not in_order or not _IN_TURN.search(sentence):
        return []
    if [one.part for one in values] == [
        "now",
        "before",
    ] * items:  # 742億円（前期681億円）、53億円（同49億円）
        return [
            Group([now], [before], [change])
            for now, before, change in zip(values[::2], values[1::2], changes, strict=True)
        ]
    runs = values[:items], values[items:]
    first, last = ([one.part == "before" for one in run] for run in runs)
    if any(first) == any(last):
        return []
    now, before = (runs[1], runs[0]) if any(first) else runs
    return [
        Group([one], [other], [change])
        for one, other, change in zip(now, before, changes, strict=True)
    ]


_YEAR_BEFORE = re.compile(
    "((?:19|20)[0-9]{2})年(?:度|[0-9]{1,2}月期)[はがの、：: ]*(?:前[年期]度?比)?$"
)


def _said_in_series(placed: Sequence[Placed]) -> list[Group]:
    """Return the changes within a series: 2022年度231億円、2023年度は前期比9.5％増の253億円."""
    groups = []
    for before, change, now in zip(placed, placed[1:], placed[2:], strict=False):
        first, next_ = (_YEAR_BEFORE.search(one.before) for one in (before, change))
        parts = (before.part, change.part, now.part) == ("now", "change", "now")
        if not (first and next_ and parts and now.before == "の"):
            continue
        if int(next_[1]) == int(first[1]) + 1:
            groups.append(Group([now], [before], [change]))
    return groups


def _by_items(placed: Sequence[Placed], language: Language) -> list[Group]:
    groups = [Group()]
    for one in placed:
        # 前年同期の92.7億円に対し、9.9％増の101.9億円: what was before begins the item
        opened = groups[-1].before and not groups[-1].now and not groups[-1].changes
        begins = one is not placed[0] and _begins_item(one, language) and not opened
        if begins or (_is_closed(groups[-1]) and _names_item(one, language)):
            groups.append(Group())
        elif groups[-1].has(one):
            # … 6.9％増、前四半期（225.0億円）比で8.1％減: of what is now there is but one
            groups.append(Group([] if one.part == "now" else groups[-1].now[-1:]))
        groups[-1].of(one.part).append(one)
    return _with_asides(groups)


def _is_closed(group: Group) -> bool:
    """Tell whether a group is a change by itself: 既存店売上高が4.1％増加したほか."""
    return bool(group.changes) and not group.before and not group.now


_ITEM_JA = re.compile(
    "(?:^|、)(?!(?:前|昨|同|当|今)[年期度四中月])[^、。]{0,20}[ぁ-んァ-ヶ一-龥]{2}[はがも][^、。]*$"
)
_ITEM_EN = re.compile(
    r"(?:[,;] ?| )(?:and|while|whereas|but|as)? ?(?:the |our |its |in )[^,;]{3,60}"
    r" (?:went|grew|rose|fell|increased|decreased|declined|moved|expanded|was|were|came|climbed"
    r"|dropped|improved)"
    r"(?: from| to| by)? ?$"
)


def _names_item(one: Placed, language: Language) -> bool:
    """Tell whether what was before is another item's, by a subject of its own."""
    pattern = _ITEM_JA if language == "ja" else _ITEM_EN
    named = pattern.search(one.before.rstrip())
    return one.part == "before" and bool(named) and not _RATE_NOUN.search(one.before)


def _with_asides(groups: list[Group]) -> list[Group]:
    """Return the groups, figures of an aside on the year before given to theirs, in order."""
    aside = [one for group in groups for one in group.before if not group.now and not group.changes]
    lone = [group for group in groups if group.now and group.changes and not group.before]
    if len(aside) > 1 and len(aside) == len(lone):
        for group, one in zip(lone, aside, strict=True):
            group.before.append(one)
    return groups


def _begins_item(one: Placed, language: Language) -> bool:
    """Tell whether the words before a figure, or after it, turn to another item."""
    if language == "ja":
        if one.part == "change" and _LEADS_TO_JA.match(one.after) and not one.before.endswith("("):
            return "、" in one.before or "。" in one.before
        topic = _TOPIC.search(one.before)
        if topic and not _RATE_NOUN.search(one.before) and one.part != "before":
            return True
        return one.part == "now" and bool(_ITEM_END.search(one.before))
    if one.part == "change" and _LEADS_TO_EN.fullmatch(one.after):
        return "," in one.before or ";" in one.before or " and " in one.before
    return bool(_EN_SUBJECT.search(one.before)) and one.part != "before"
