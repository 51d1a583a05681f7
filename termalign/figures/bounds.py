"""Words that hedge or bound a figure (約, 以上, nearly, more than) and the way they point."""

from __future__ import annotations

from typing import Literal

Bound = Literal["", "about", "over", "under", "least", "most"]

JA_BEFORE: dict[str, Bound] = {
    "約": "about", "およそ": "about", "おおよそ": "about", "概ね": "about", "おおむね": "about",
    "ほぼ": "about", "最大で": "most", "最大": "most", "少なくとも": "least", "最低でも": "least",
    "最低": "least", "上限": "most", "上限は": "most", "上限:": "most", "上限として": "most",
    "下限": "least", "下限は": "least", "最短で": "least", "最短": "least", "最長で": "most",
    "最長": "most",
}  # fmt: skip
JA_AFTER: dict[str, Bound] = {
    "程度": "about", "前後": "about", "内外": "about", "ほど": "about", "弱": "under",
    "近く": "under", "近い": "under", "近い水準": "under", "に迫": "under", "未満": "under",
    "を下回": "under", "に満た": "under", "を割り込": "under", "強": "over", "超": "over",
    "余り": "over", "余": "over", "を超え": "over", "を突破": "over", "を上回": "over",
    "以内": "most", "以下": "most", "(上限)": "most", "を上限": "most", "が上限": "most",
    "を限度": "most", "以上": "least", "(下限)": "least", "を下限": "least",
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
    "no fewer than": "least", "not fewer than": "least", "not less than": "least",
    "no lower than": "least", "no smaller than": "least", "at or above": "least",
    "upward of": "over", "upwards of": "over", "well over": "over", "a little more than": "over",
    "not exceed": "most", "no higher than": "most",
    "at or below": "most", "a ceiling of": "most", "an upper limit of": "most",
    "a cap of": "most", "capped at": "most", "a floor of": "least", "a little under": "under",
    "a little less than": "under", "approaching": "under", "in the region of": "about",
    "in the range of": "about", "on the order of": "about", "in the neighborhood of": "about",
}  # fmt: skip
EN_AFTER: dict[str, Bound] = {
    "or more": "least", "or over": "least", "or higher": "least", "or greater": "least",
    "or above": "least", "or longer": "least", "or larger": "least", "and over": "least",
    "and above": "least", "or less": "most", "or fewer": "most", "or below": "most",
    "or lower": "most", "or under": "most", "or smaller": "most", "or shorter": "most",
    "or so": "about", "at most": "most", "at least": "least", "at the most": "most",
    "at the least": "least", "at a minimum": "least", "at a maximum": "most",
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
