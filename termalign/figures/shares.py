"""Shares that a sentence states: which part and which whole, by how it says so."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from termalign.figures import units
from termalign.figures.quotients import held_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.claims import Discrepancy
    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure, Language

    Operands = tuple[Figure, Figure]

_FEWEST = 2  # values beside a share
# 売上高742億円に対する比率は2.8％
_SHARE_AGAINST = re.compile("に(?:対する|占める)[^0-9、。]{0,12}(?:比率|割合|シェア)[はが]、?")
# Overseas revenue was ¥22.0 billion, or 41.4% of total revenue of …
_SHARE_OF = re.compile(r",? of [^,;.()]{0,50}$", re.IGNORECASE)
# 応募者2,400人の3割に当たる720人
_FALLS_TO = re.compile("に(?:当た|あた|相当す)る[^0-9、。]{0,8}$")
# 海外売上高は223億円で、売上高742億円の30.1％を占めました
_SHARE_HELD = re.compile("の?(?:構成比|割合|シェア)?(?:を占め|に(?:相当|あた|当た)|を構成)")


# Of 526億円, 318億円 is a share: the smaller is held to the larger.
_OUT_OF = re.compile(
    "の?うち|の?中で|中$|^of | ?out of | of (?:the |our )?$| of the ", re.IGNORECASE
)
_OF_TOTAL = re.compile(r" of (?:the total|all|them)(?![a-z])")
_SHARE_WORD = re.compile(
    "構成比|割合|比率|全体の|占め|[一-龥]{1,4}率|share|proportion|percentage|\\brate|\\bratio|account",
    re.IGNORECASE,
)


def share_of_whole(claim: Placed, values: Sequence[Placed]) -> Operands | None:
    """Return part and whole of two values: 売上高526億円のうち、318億円であり、構成比は60.5％."""
    one, other = (value.figure for value in values)
    tied = _OUT_OF.match(values[0].after) or _OUT_OF.match(values[0].before.strip())
    alike = one.unit == other.unit or units.BARE in {one.unit, other.unit}
    first = claim.figure.start < one.start
    if not tied or not alike or one.start < claim.figure.start < other.start:
        return None
    # 比率は27.5％（売上高364億円のうち118億円）
    explained = claim.after.startswith("(") and _SHARE_WORD.search(claim.before)
    if first and not explained and not _OF_TOTAL.match(claim.after):
        return None
    named = _SHARE_WORD.search(claim.before) or _SHARE_WORD.search(claim.after)
    tied = named or _OF_TOTAL.match(claim.after)
    aside = claim.before == "(" or claim.figure.sign == "()"  # 1,260名のうち819名（65.0％）
    if not (tied or claim.before.endswith(", or ") or aside):
        return None
    upper, lower = sorted((one, other), key=lambda figure: abs(figure.value))
    return upper, lower


def is_of_value(claim: Placed, language: Language) -> bool:
    """Tell whether what follows a share up to the next figure is what it is a share of."""
    return language == "en" and bool(_SHARE_OF.fullmatch(claim.after))


def share_of_value(placed: Sequence[Placed], at: int, language: Language) -> Operands | None:
    """Return part and whole of a share said of a value: "41.4% of revenue of ¥532 million"."""
    claim = placed[at]
    if language == "ja":
        found = _named_share(claim, placed)
        if found:
            return found
        if claim.before == "の" and 0 < at < len(placed) - 1 and _FALLS_TO.match(claim.after):
            return placed[at + 1].figure, placed[at - 1].figure
        held = claim.before in {"の", ")の"} and _SHARE_HELD.match(claim.after)
        if at < _FEWEST or not (held or _SHARE_AGAINST.fullmatch(claim.before)):
            return None
        upper, lower = placed[at - 2], placed[at - 1]
    elif at == _FEWEST and placed[0].before.startswith("Of ") and claim.before == ", or ":
        upper, lower = placed[1], placed[0]  # Of revenue of ¥74.2 billion, ¥22.3 billion, or 30.1%,
    elif 0 < at < len(placed) - 1 and _SHARE_OF.fullmatch(claim.after):
        now = [one for one in placed[:at] if one.part == "now" and one.figure.kind != "percent"]
        upper, lower = now[-1] if now else placed[at - 1], placed[at + 1]
    else:
        return None
    planned = lower.part == "before" and lower.base == "plan"
    tied = upper.part == "now" and (lower.part == "now" or planned)
    alike = upper.figure.unit == lower.figure.unit and lower.figure.kind != "percent"
    return (upper.figure, lower.figure) if tied and alike else None


_SAID_AFTER = re.compile("(?:^|[^,]*), or $")
_ACHIEVED = re.compile("achieved|attained|reached|completed|realized", re.IGNORECASE)


def share_said_first(placed: Sequence[Placed], at: int) -> Operands | None:
    """Return part and whole of a share that stands before both.

    Half of the 2,400 members surveyed, or 1,020 people; 56.1% of the target of ¥9.8 billion had
    been achieved, with operating profit at ¥5.1 billion.
    """
    if at or len(placed) != _FEWEST + 1 or not _SHARE_OF.fullmatch(placed[0].after):
        return None
    whole, part = placed[1], placed[2]
    alike = part.figure.unit == whole.figure.unit or units.BARE in {
        part.figure.unit, whole.figure.unit
    }  # fmt: skip
    said = _SAID_AFTER.fullmatch(part.before)
    achieved = whole.base == "plan" and _ACHIEVED.search(part.before)
    tied = part.part == "now" and (said or achieved)
    return (part.figure, whole.figure) if alike and tied else None


# 売上高は742億円、うちストック売上は616億円で、ストック比率は83.0％
_NAMED_SHARE = re.compile(
    "([^、。はがのも 0-9)]{2,8}?)(?:売上)?(?:高|収益)?の?(?:比率|構成比|割合)[はがで]?、?$"
)


def _named_share(claim: Placed, placed: Sequence[Placed]) -> Operands | None:
    """Return the part that a share is named for, and the whole, which is the other value."""
    name = _NAMED_SHARE.search(claim.before)
    if not name:
        return None
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    upper = [one for one in values if name[1] in one.before]
    lower = [one for one in values if name[1] not in one.before]
    if len(upper) != 1 or len(lower) != 1 or {upper[0].part, lower[0].part} != {"now"}:
        return None
    one, other = upper[0].figure, lower[0].figure
    return (one, other) if one.unit == other.unit and one.value < other.value else None


_SHARE_BESIDE = re.compile(r"で$|[(].*(?:構成比|比率|割合|同 ?$)")


def listed_shares(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield shares beside their parts that are not those of a stated whole.

    310億円（構成比62％）、… 計500億円 · 食品が312億円で54％、… 合計520億円
    """
    pairs = [
        (one, share)
        for one, share in pairwise(placed)
        if one.figure.kind in {"amount", "count"}
        and share.figure.kind == "percent"
        and share.figure.sign in {"", "()"}
        and (share.figure.sign == "()" or _SHARE_BESIDE.match(share.before))
    ]
    with_share = [one for one, _ in pairs]
    rest = [
        one for one in placed if one.figure.kind in {"amount", "count"} and one not in with_share
    ]
    if len(pairs) < _FEWEST or len(rest) != 1 or not _WHOLE.search(rest[0].before):
        return
    whole = rest[0].figure
    if all(one.figure.unit == whole.unit and one.value < whole.value for one in with_share):
        for one, share in pairs:
            claim = replace(share.figure, value=abs(share.value), sign="")
            yield from held_ratio(claim, one.figure, whole)


_WHOLE = re.compile("(?<!会)計(?!上)|全体|total|overall|all ", re.IGNORECASE)
