"""Sums that the names of their parts tell: halves of a year, quarters, cash flows, a bridge.

上期62億円、下期81億円 make the year's 143億円 though no word says "total".
"""

from __future__ import annotations

import re
from functools import partial, reduce
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, holds, interval_of
from termalign.figures.rewriting import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.intervals import Rounding
    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure

_VALUES = frozenset({"amount", "count"})


class _Family(NamedTuple):
    """What parts a whole has, by the words that name each, and what names the whole."""

    parts: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str]


def _family(whole: str, *parts: str) -> _Family:
    return _Family(
        tuple(re.compile(part, re.IGNORECASE) for part in parts), re.compile(whole, re.IGNORECASE)
    )


_YEAR = "通期|年間|通年|年度|full[- ]year|for the year|annual|year's|twelve months"
_QUARTERS = (
    "第?[1一]四半期|1Q|first[- ]quarter|\\bQ1\\b",
    "第?[2二]四半期|2Q|second|\\bQ2\\b",
    "第?[3三]四半期|3Q|third|\\bQ3\\b",
    "第?[4四]四半期|4Q|fourth|\\bQ4\\b",
)
_TO_DATE = "累計|cumulative|to date|months?|combined|total"
_FAMILIES = (
    _family(_YEAR, "上半?期", "下半?期"),
    _family(_YEAR, "first[- ]half", "second[- ]half"),
    _family(_YEAR, "中間|第2四半期末|interim", "期末|year-end|final"),
    _family(
        _YEAR,
        "第?3四半期(?:連結)?累計|9[カヶか]月|nine[- ]months?|first three quarters",
        "第?4四半期|4Q|fourth[- ]quarter",
    ),
    _family(
        "第?3四半期(?:連結)?累計|nine[- ]month",
        "上半?期|中間|first[- ]half",
        "第?3四半期(?!累計|連結累計)|third[- ]quarter",
    ),
    _family(f"{_YEAR}|{_TO_DATE}", *_QUARTERS),
    _family(f"{_TO_DATE}|9[カヶか]月", *_QUARTERS[:3]),
    _family(f"{_TO_DATE}|上半?期|中間期|first[- ]half", *_QUARTERS[:2]),
)
_BY_QUARTER = re.compile("四半期(?:別|ごと)|by quarter|quarterly|each quarter", re.IGNORECASE)
_FOUR = 4
_YEARLY = re.compile(_YEAR, re.IGNORECASE)
_OPERATING = re.compile("営業(?:活動|キャッシュ|CF)|operating (?:activities|cash)", re.IGNORECASE)
_INVESTING = re.compile("投資(?:活動|キャッシュ|CF)|\\binvesting\\b", re.IGNORECASE)
_FREE = re.compile("フリー|FCF|free cash flow", re.IGNORECASE)
_DEDUCTED = re.compile(
    r"差し?引|控除し|after deducting|deducting|subtracting|minus |\bless (?!than)", re.IGNORECASE
)
# 500億円のうち330億円を執行済みで、残額は170億円 · ¥9.7 billion of it … the remaining ¥14.5 billion
_LEFT_OVER = re.compile("残額|残りの?|未執行|remaining|remainder|the rest", re.IGNORECASE)
_TAKEN_OF = re.compile("うち|執行|使用|of (?:it|this|which|that|the total)(?![a-z])|used|spent")
_OPENED = re.compile(
    "出店|開店|開設|採用|入社|新規|加入|delivery of|acquired|opened|openings|hired|joined",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    "閉店|閉鎖|退店|退職|退社|解約|退会|売却|\\bsold|scrapped|closed|closures|closings|departures|left|leave|leaving",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    " (?:[a-z]+ )?(?:(?:were|was|have|had) )?(?:[a-z]+ )?"
    "(?:leave|left|departed|closed|opened|joined|hired)(?![a-z])"
)
# What is counted anew, on another basis, does not add up.
_OTHER_BASIS = re.compile("分割|併合|換算|split|consolidation of shares|converted", re.IGNORECASE)
_MINUS_SIGNS = frozenset("△▲-−－")
_CHANGE_SIGNS = frozenset("+＋△▲-−－")
_FEWEST_STEPS = 2
_THREE = 3


def subtotal_discrepancies(placed: Sequence[Placed], sentence: str) -> Iterator[Discrepancy]:
    """Yield the sums and differences of one sentence that its named parts do not make."""
    if _OTHER_BASIS.search(sentence):
        return
    values = [one for one in placed if one.figure.kind in _VALUES]
    yield from _of_families(values, sentence)
    yield from _of_three(values, sentence)
    yield from _bridge(values)


# --- families ------------------------------------------------------------------------------------


def _of_families(values: Sequence[Placed], sentence: str) -> Iterator[Discrepancy]:
    for at, whole in enumerate(values):
        rest = values[:at] or values[1:]  # the whole stands last, or first
        like = [one for one in rest if one.figure.unit == whole.figure.unit]
        if whole.part != "now" or any(one.part != "now" for one in like):
            continue
        for family in _FAMILIES:
            if len(like) != len(family.parts) or not _is_whole(whole, family):
                continue
            if all(_named(one, part) for one, part in zip(like, family.parts, strict=True)):
                yield from _held([one.figure for one in like], whole.figure)
                break
        else:
            quarters = len(like) == _FOUR and _BY_QUARTER.search(sentence)
            if quarters and _YEARLY.search(whole.before + whole.after):
                yield from _held([one.figure for one in like], whole.figure)


def _is_whole(one: Placed, family: _Family) -> bool:
    """Tell whether the words at a figure name the whole, and none of the parts."""
    return bool(family.whole.search(one.before) or family.whole.search(one.after[:24]))


def _named(one: Placed, part: re.Pattern[str]) -> bool:
    return bool(part.search(one.before) or part.search(one.after.split(",")[0].split("、")[0]))


def _held(parts: Sequence[Figure], whole: Figure) -> Iterator[Discrepancy]:
    signs = [1] * len(parts)
    if not _makes(parts, signs, whole):
        yield _missed(parts, signs, whole)


def _makes(parts: Sequence[Figure], signs: Sequence[int], whole: Figure) -> bool:
    exact = all(one.kind == "count" for one in parts)
    return holds(
        lambda rounding: interval_of(whole, rounding, exact=exact),
        partial(_total, parts, signs, exact),
    )


def _total(
    parts: Sequence[Figure], signs: Sequence[int], exact: bool, rounding: Rounding
) -> Interval:
    each = [
        interval if sign > 0 else Interval(-interval.high, -interval.low)
        for interval, sign in zip(
            (interval_of(one, rounding, exact=exact) for one in parts), signs, strict=True
        )
    ]
    return reduce(Interval.__add__, each)


def _missed(parts: Sequence[Figure], signs: Sequence[int], whole: Figure) -> Discrepancy:
    value = sum(one.value * sign for one, sign in zip(parts, signs, strict=True))
    right = written_anew(whole, value or whole.value * 0)
    shown = parts[0].surface
    for one, sign in zip(parts[1:], signs[1:], strict=True):
        shown += f" {'+' if sign > 0 else '−'} {one.surface.lstrip('+＋')}"
    spans = tuple((one.start, one.end) for one in (whole, *parts))
    return Discrepancy("sum", spans, f"{shown} = {right}, not {whole.surface}", right)


# --- three figures of which one is made of the other two -----------------------------------------


def _of_three(values: Sequence[Placed], sentence: str) -> Iterator[Discrepancy]:
    if _OPENED.search(sentence) and _CLOSED.search(sentence):
        yield from _net(values)
    if len(values) != _THREE or len({one.figure.unit for one in values}) != 1:
        return
    figures = [one.figure for one in values]
    if all(pattern.search(sentence) for pattern in (_OPERATING, _INVESTING, _FREE)):
        free = [one.figure for one in values if _FREE.search(one.before)]
        if len(free) == 1:
            yield from _any_signs([one for one in figures if one is not free[0]], free[0])
    elif _LEFT_OVER.search(values[-1].before) and _TAKEN_OF.search(sentence):
        if not _makes(figures[1:], [1, 1], figures[0]):
            yield _missed(figures[:2], [1, -1], figures[2])
    elif _DEDUCTED.search(sentence):
        largest = max(figures, key=lambda one: abs(one.value))
        less = [one for one in figures if one is not largest]
        if not any(_makes([largest, one], [1, -1], other) for one, other in (less, less[::-1])):
            taken = next((v.figure for v in values if _is_taken(v)), less[-1])
            rest = next(one for one in less if one is not taken) if taken in less else less[0]
            yield _missed([largest, taken], [1, -1], rest)


def _net(values: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield what openings and closures do not make: 24店を出店、9店を閉鎖, 15店増の620店."""
    steps = [one for one in values if not one.figure.sign]
    opened = [one.figure for one in steps if _near(one, _OPENED, _CLOSED)]
    closed = [one.figure for one in steps if _near(one, _CLOSED, _OPENED)]
    both = [*opened, *closed]
    if len(opened) != 1 or len(closed) != 1 or opened == closed:
        return
    others = [one for one in values if one.figure not in both]
    changes = [one.figure for one in others if one.part == "change"]
    before = [one.figure for one in others if one.part == "before"]
    now = [one.figure for one in others if one.part == "now"]
    if len(changes) == 1 and not _makes(both, [1, -1], changes[0]):
        yield _missed(both, [1, -1], changes[0])
    if len(before) == len(now) == 1 and not _makes([*before, *both], [1, 1, -1], now[0]):
        yield _missed([*before, *both], [1, 1, -1], now[0])


def _is_taken(one: Placed) -> bool:
    """Tell whether a figure is what is taken off: after "deducting", before を控除."""
    return bool(_DEDUCTED.search(one.before) or re.match("を?(?:差し?引|控除)", one.after))


_JAPANESE = re.compile("[ぁ-ん一-龥]")


def _near(one: Placed, pattern: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Tell whether a figure is of what `pattern` names: 24店を出店し, opened 24 stores."""
    if one.after.startswith(("を", "が")):
        return bool(pattern.search(one.after[:8]))
    said = _SAID_AFTER.match(one.after)
    if said:
        return bool(pattern.search(said[0]))
    before = one.before[-(6 if _JAPANESE.search(one.before) else 24) :]
    mine = [match.start() for match in pattern.finditer(before)]
    others = [match.start() for match in other.finditer(before)]
    return bool(mine) and mine[-1] > max(others, default=-1)


def _any_signs(parts: Sequence[Figure], whole: Figure) -> Iterator[Discrepancy]:
    """Yield the whole, where no choice of signs for its parts makes it."""
    ways = [
        signs
        for signs in product((1, -1), repeat=len(parts))
        if not any(one.value < 0 and sign < 0 for one, sign in zip(parts, signs, strict=True))
    ]
    if any(_makes(parts, signs, whole) or _makes_less(parts, signs, whole) for signs in ways):
        return
    signs = [1, 1] if any(one.value < 0 for one in parts) else [1, -1]
    yield _missed(parts, signs, whole)


def _makes_less(parts: Sequence[Figure], signs: Sequence[int], whole: Figure) -> bool:
    return _makes(parts, [-sign for sign in signs], whole) and whole.value > 0


# --- from one value over signed steps to another -------------------------------------------------


_TAKEN_AWAY = re.compile(
    r"(?:subtract|reduc|deduct|offset|lower|cut|less|push|tak)[a-z]*(?: [a-z]+){0,2} $",
    re.IGNORECASE,
)


def _bridge(values: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield an end that a start and its signed steps do not make: 152億円、＋31億円、183億円."""
    found = _bridged(values)
    if found and values[-1].figure is found[2] and not _makes(*found):
        yield _missed(*found)


def is_bridged(placed: Sequence[Placed]) -> bool:
    """Tell whether the changes of a sentence lead together from what was before to what is now."""
    found = _bridged([one for one in placed if one.figure.kind in _VALUES])
    return found is not None and _makes(*found)


def _bridged(values: Sequence[Placed]) -> tuple[list[Figure], list[int], Figure] | None:
    """Return a start with two or more steps, their signs, and the end; None where there is none."""
    if len({one.figure.unit for one in values}) != 1:
        return None
    steps = [one for one in values if one.part == "change" or one.figure.sign in _CHANGE_SIGNS]
    now = [one for one in values if one.part == "now" and one not in steps]
    before = [one for one in values if one.part == "before" and one not in steps]
    if len(steps) < _FEWEST_STEPS or len(now) + len(before) != _FEWEST_STEPS or not now:
        return None
    start, end = before[0] if before else now[0], now[-1]
    # 営業7,979 投資△6,025 財務△50: minus marks alone are no steps
    if not before and not all(one.figure.sign in _CHANGE_SIGNS for one in steps):
        return None  # 2社、1社増加、4社減少し57社: the start is not said
    first = start is values[0] or values[-_FEWEST_STEPS:] == [start, end]
    if not first or all(one.figure.sign in _MINUS_SIGNS for one in steps):
        return None
    signs = [1, *(-1 if one.value > 0 and _TAKEN_AWAY.search(one.before) else 1 for one in steps)]
    return [start.figure, *(one.figure for one in steps)], signs, end.figure
