"""Words that hedge or bound a figure (約, 以上, nearly, more than) and the way they point."""

from __future__ import annotations

from typing import Literal

Bound = Literal["", "about", "over", "under", "least", "most"]

JA_BEFORE: dict[str, Bound] = {
    "約": "about", "およそ": "about", "おおよそ": "about", "概ね": "about", "おおむね": "about",
    "ほぼ": "about", "最大で": "most", "最大": "most", "少なくとも": "least", "最低でも": "least",
    "最低": "least",
}  # fmt: skip
JA_AFTER: dict[str, Bound] = {
    "程度": "about", "前後": "about", "内外": "about", "ほど": "about", "弱": "under",
    "近く": "under", "未満": "under", "を下回": "under", "強": "over", "超": "over", "余り": "over",
    "を超え": "over",
    "を突破": "over", "に満た": "under", "を割り込": "under",
    "以内": "most", "を上回": "over", "以上": "least", "以下": "most",
}  # fmt: skip
EN_BEFORE: dict[str, Bound] = {
    "about": "about", "approximately": "about", "approx.": "about", "approx": "about",
    "around": "about", "roughly": "about", "some": "about", "~": "about", "c.": "about",
    "nearly": "under", "almost": "under", "just under": "under", "slightly under": "under",
    "slightly less than": "under", "just below": "under", "less than": "under",
    "fewer than": "under", "under": "under", "below": "under", "close to": "under",
    "just over": "over", "slightly over": "over", "slightly more than": "over",
    "a little over": "over", "more than": "over", "over": "over", "above": "over",
    "exceeding": "over", "exceeded": "over", "exceeds": "over", "exceed": "over",
    "surpassed": "over", "surpassing": "over", "topped": "over", "short of": "under",
    "within": "most", "in excess of": "over", "at least": "least", "no less than": "least",
    "a minimum of": "least", "at most": "most", "up to": "most", "no more than": "most",
    "a maximum of": "most", "not more than": "most", "not exceeding": "most",
}  # fmt: skip
EN_AFTER: dict[str, Bound] = {
    "or more": "least", "or over": "least", "or higher": "least", "or greater": "least",
    "or less": "most", "or fewer": "most", "or below": "most",
}  # fmt: skip

_ALL = JA_BEFORE | JA_AFTER | EN_BEFORE | EN_AFTER
_UPWARD = {"over", "least"}
_DOWNWARD = {"under", "most"}


def bound_of(hedge: str) -> Bound:
    """Return the way a figure's hedge points; "" for a figure without one."""
    return _ALL.get(hedge.lower(), "")


def opposed(one: str, other: str) -> bool:
    """Tell whether two hedges point opposite ways: 20億円弱 against "just over ¥2 billion"."""
    ways = {bound_of(one), bound_of(other)}
    return bool(ways & _UPWARD) and bool(ways & _DOWNWARD)
