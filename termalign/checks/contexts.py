"""What the words at a figure name, so that figures of two languages can be told by their items.

An item counts for a figure by how near it stands: in the same clause most, beyond a comma less,
and beyond another figure hardly at all. A topic, 地域別の売上は、, counts for all figures after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from termalign.figures.periods import is_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.checks.items import Item
    from termalign.records import Figure, Language

_BREAKS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("[、。；;（）()／/→⇒]|　"),
    "en": re.compile(
        r"[;.](?=\s)|,(?=\s)|[()/→⇒]|(?<= )[-•](?= )"
        r"|(?<![A-Za-z])(?:and|while|but|whereas|plus)(?![A-Za-z])"
    ),
}
# 受注は計画の180億円: a topic is a clause of its own, but 売上高は532億円 is not.
_TOPIC_MARKS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("[は：:]"),
    "en": re.compile(r":(?=\s)"),
}
_ENDS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("。"),
    "en": re.compile(r"[.;](?=\s+[A-Z])"),
}
# What an item is worth beyond so many breaks, before the figure and after it.
_BEFORE: dict[Language, tuple[float, ...]] = {
    "ja": (1.0, 0.6, 0.3, 0.15),
    "en": (1.0, 0.5, 0.25, 0.1),
}
_AFTER: dict[Language, tuple[float, ...]] = {
    "ja": (0.8, 0.1, 0.05, 0.0),
    "en": (1.0, 0.3, 0.15, 0.05),
}
_BEYOND = 0.3  # beyond another figure of the kind
_TOPIC = 0.5
_OWN: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("[をの]"),
    "en": re.compile(r" (?:for|in|from|at|of|on|under|among|through) (?!which|a year|total|all)"),
}
_SUBJECT = 0.6
_OF_DATE = re.compile("[をの]|に(?![0-9０-９])")
_STRANGE = 0.1  # in the predicate of another figure
_LOCAL = 0.7
_SHARED = 0.4
_FEWEST = 2


class Contexts:
    """The names at each figure of one kind in a text."""

    def __init__(
        self,
        text: str,
        language: Language,
        figures: Sequence[Figure],
        items: Sequence[Item],
        others: Sequence[Figure] = (),
    ) -> None:
        """Read a text; `figures` are of one kind, `items` all that it names, in order.

        `others` are its figures of other kinds: a date right before a figure is that figure's own,
        and a bracket right after an amount parts nothing: 1,024億円（構成比64.0％）.
        """
        self._language: Language = language
        self._figures = figures
        self._starts = sorted(figure.start for figure in figures)
        spans = [(figure.start, figure.end) for figure in figures]
        self._items = [
            item for item in items if not any(start <= item.start < end for start, end in spans)
        ]
        breaks = [match.start() for match in _BREAKS[language].finditer(text)]
        closing = {at for one in others for at in (one.end, one.end + 1)}
        self._breaks = [
            at
            for at in breaks
            if not any(start <= at < end for start, end in spans)
            and not (at in closing and text[at] in "(（")
        ]
        marks = [match.start() for match in _TOPIC_MARKS[language].finditer(text)]
        self._breaks = sorted((*self._breaks, *(at for at in marks if self._parts(at))))
        self._same = {start for start, _ in spans if text[max(0, start - 1) : start] == "同"}
        edges = sorted((*self._breaks, *self._starts))
        # 4月に着工 is the date's own, 20円に記念配当5円を加え is not.
        dated = language == "ja" and bool(figures) and is_calendar(figures[0])
        pattern = _OF_DATE if dated else _OWN[language]
        own = [span for span in sorted(spans) if pattern.match(text, span[1])]
        # 7店舗を出店し、4店舗を閉鎖 · 7% in Japan: what follows is the figure's own, or belongs to
        # it and those before it: 28億円および17億円を計上
        self._owned: list[tuple[int, int, frozenset[int]]] = []
        group: list[int] = []
        for start, end in sorted(spans):
            group.append(start)
            if (start, end) in own:
                last = next((at for at in edges if at >= end), len(text))
                mine = group if language == "ja" else [start]
                self._owned.append((end, last, frozenset(mine)))
                group = []
        dates = [one for one in others if is_calendar(one)]
        self._owned += _labelled(text, dates, self._starts)
        shares = _distributed(text, language, sorted(spans))
        self.is_distributed = bool(shares)  # それぞれ, respectively
        self._owned += shares
        ends = [end for _, end in spans]
        plain = language == "ja" and len(own) < _FEWEST
        self._shared_after = max(ends, default=0) if plain else len(text)
        self._ends = [match.start() for match in _ENDS[language].finditer(text)]
        self._named: dict[int, dict[str, float]] = {}

    def _parts(self, at: int) -> bool:
        """Tell whether a topic's は parts it from the next figure: another item is between."""
        number = bisect_left(self._starts, at)
        figure = self._starts[number] if number < len(self._starts) else at
        return any(
            at < item.start < figure and any(name[0] not in "@#" for name in item.names)
            for item in self._items
        )

    def names_at(self, figure: Figure) -> Mapping[str, float]:
        """Return the names at a figure, each with how surely it is the figure's own."""
        if figure.start not in self._named:
            names: dict[str, float] = {}
            for at, item in enumerate(self._items):
                weight = self._weight(at, figure)
                for name, worth in item.names.items():
                    names[name] = max(names.get(name, 0.0), worth * weight)
            for word, named in _SAID_OF.items():
                if word in figure.surface:
                    names |= dict.fromkeys(named, 1.0)
            number = self._starts.index(figure.start)
            local = [name for name, weight in names.items() if weight >= _LOCAL]
            dated = bool(local) and all(name[0] == "#" for name in local)
            if figure.start in self._same and number and dated:  # 下期は同5％減: of the same item
                for name, weight in self._at(self._starts[number - 1]).items():
                    names[name] = max(names.get(name, 0.0), weight)
            self._named[figure.start] = names
        return self._named[figure.start]

    def _at(self, start: int) -> Mapping[str, float]:
        return self.names_at(next(one for one in self._figures if one.start == start))

    def _weight(self, at: int, figure: Figure) -> float:
        item = self._items[at].start
        before = item < figure.start
        first, last = (item, figure.start) if before else (figure.end, item)
        if self._count(self._ends, first, last):
            return 0.0
        owners = next((mine for one, end, mine in self._owned if one <= item < end), None)
        if owners is not None:
            shared = _TOPIC if len(owners) > 1 else 1.0
            return shared if figure.start in owners else _STRANGE
        if self._language == "ja":
            if before and self._is_topic(at):
                return _TOPIC
            if item >= self._shared_after:
                return _TOPIC  # the predicate of all: 12.6％、8.1％改善しました
        if self._language == "en" and item < self._starts[0] and len(self._starts) >= _FEWEST:
            return _SUBJECT * self._near(item, figure)  # it may be the subject of all
        return self._near(item, figure)

    def _near(self, item: int, figure: Figure) -> float:
        before = item < figure.start
        first, last = (item, figure.start) if before else (figure.end, item)
        scale = (_BEFORE if before else _AFTER)[self._language]
        breaks = min(self._count(self._breaks, first, last), len(scale) - 1)
        return scale[breaks] * _BEYOND ** self._count(self._starts, first, last)

    def _is_topic(self, at: int) -> bool:
        """Tell whether a break and another item stand between an item and the next figure."""
        item = self._items[at].start
        number = bisect_left(self._starts, item)
        if number == len(self._starts):
            return False
        figure = self._starts[number]
        breaks = [one for one in self._breaks if item < one < figure]
        others = (other.start for other in self._items[at + 1 :])
        return bool(breaks) and any(breaks[0] < other < figure for other in others)

    @staticmethod
    def _count(places: Sequence[int], first: int, last: int) -> int:
        return bisect_left(places, last) - bisect_left(places, first)


# 8.6％増収 is of sales, 13.7％増益 of profit.
_SAID_OF = {
    "増収": ("sell", "revenu"), "減収": ("sell", "revenu"), "増益": ("profit", "incom", "earn"),
    "減益": ("profit", "incom", "earn"), "増配": ("dividend",), "減配": ("dividend",),
    "増員": ("employe", "headcount"), "増産": ("product",), "減産": ("product",),
}  # fmt: skip
_LABELS = re.compile("[ 　:：はにの末、]{0,3}")


def _labelled(
    text: str, labels: Sequence[Figure], starts: Sequence[int]
) -> list[tuple[int, int, frozenset[int]]]:
    """Return the dates that stand right before a figure: 2025年3月期 63,402百万円."""
    found = []
    for label in labels:
        number = bisect_left(starts, label.end)
        if number < len(starts) and _LABELS.fullmatch(text, label.end, starts[number]):
            found.append((label.start, label.end, frozenset({starts[number]})))
    return found


_EACH = re.compile("それぞれ[^0-9、。]{0,3}$")
_RESPECTIVELY = re.compile(r",? (?:[a-z]+ ){0,4}respectively(?![a-z])", re.IGNORECASE)
_JOINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile("と(?!な|し|い)|、|・|及び|および|並びに|ならびに"),
    "en": re.compile(r", and |, | and "),
}


def _distributed(
    text: str, language: Language, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, frozenset[int]]]:
    """Return the parts of A工場とB工場は、それぞれ88％、73％, each with its figure.

    Of "A and B were 88% and 73%, respectively" likewise; nothing where the parts are not as many.
    """
    for at, (start, _) in enumerate(spans):
        if language == "ja":
            each = _EACH.search(text, 0, start)
            end = each.start() if each else None
            begin = text.rfind("。", 0, start) + 1
        else:
            end = start if at == 0 and _RESPECTIVELY.match(text, spans[-1][1]) else None
            begin = text.rfind(". ", 0, start) + 1
        if end is None:
            continue
        joints = [match.span() for match in _JOINTS[language].finditer(text, begin, end)]
        edges = [begin, *(one for joint in joints for one in joint), end]
        parts = [part for part in zip(edges[::2], edges[1::2], strict=True) if part[1] > part[0]]
        if len(parts) == len(spans) - at:
            figures = (one for one, _ in spans[at:])
            return [
                (first, last, frozenset({figure}))
                for (first, last), figure in zip(parts, figures, strict=True)
            ]
    return []


def gain(ja: tuple[Mapping[str, float], ...], en: tuple[Mapping[str, float], ...]) -> float:
    """Return how much better two figures' names fit when the English two are exchanged.

    `ja` and `en` are the names at the first and at the second figure of either language.
    """
    total = 0.0
    for name in ja[0].keys() | ja[1].keys():
        one, other = ja[0].get(name, 0.0), ja[1].get(name, 0.0)
        if min(one, other) < _SHARED:  # else it tells neither from the other
            total += (one - other) * (en[1].get(name, 0.0) - en[0].get(name, 0.0))
    return total
