"""What a text claims of its own figures: a change from one to another, held against the two.

"5.1％増" beside 1,282.0億円 and 前年同期1,219.6億円 must be their growth, within what rounding
allows. Only what the sentence itself ties together is held: one figure that is now, one that was
before, of one kind, and the change between them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.figures import units
from termalign.figures.change_groups import Group, groups_of
from termalign.figures.intervals import Interval, Rounding, growth, holds, interval_of
from termalign.figures.rewriting import written_anew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure, Language

Kind = Literal["growth", "difference", "points", "multiple", "direction", "sum", "ratio", "average"]


class Discrepancy(NamedTuple):
    """A claim that does not follow from the figures beside it.

    `spans` are the claim's and its operands', `reason` is the calculation in words, `right` the
    figure that would follow, "" where none can be given.
    """

    kind: Kind
    spans: tuple[tuple[int, int], ...]
    reason: str
    right: str


# Profit and loss change sides, and nothing is a growth rate of a loss.
_LOSS = re.compile(
    r"損失|赤字|黒字(?!を?(?:維持|確保|継続|基調))|欠損|流出|loss|deficit|outflow|turnaround|n\.m\.|N/M",
    re.IGNORECASE,
)
_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_OTHER_MONEY = re.compile(
    "現地通貨|為替(?:の)?影響を除|local[- ]currenc|constant[- ]currenc", re.IGNORECASE
)
_COMPOUND = re.compile(
    "年平均|CAGR|compound|年率|annualized|% (?:per|a) (?:year|annum)", re.IGNORECASE
)
# Below this many of its own last digits a base is too coarse for a rate: 前期0.1億円.
_TINY = 5
# A rate without a direction above this many per cent is a level: 前年比95％, 105.1％.
_LEVELS = 60
_MOST_GROWTH = Decimal(1000)  # per cent; beyond it nobody states a rate that can be held


def change_discrepancies(
    placed: Sequence[Placed], sentence: str, language: Language
) -> Iterator[Discrepancy]:
    """Yield the stated changes of one sentence that do not follow from its figures."""
    for group in groups_of(placed, sentence, language):
        if group.now and group.before:
            yield from _held(group, sentence)


def _held(group: Group, sentence: str) -> Iterator[Discrepancy]:
    now, before = group.now[0], group.before[0]
    if not _alike(now.figure, before.figure):
        return
    if not group.changes:
        turned = _turned(now.figure, before.figure, sentence)
        if turned:
            yield turned
    bases = {change.base for change in group.changes if change.base}
    if before.base and bases - {before.base}:
        return
    for change in group.changes:
        if _is_aside(change, before, now) or _OTHER_MONEY.search(change.before + change.after):
            continue
        found = _held_one(change.figure, now, before, sentence)
        if found:
            yield found


def _is_aside(change: Placed, before: Placed, now: Placed) -> bool:
    """Tell whether a change in brackets is that of the figure before: 32,590 [+3.0%] 26,501."""
    if not before.figure.end <= change.figure.start < now.figure.start:
        return False
    return change.before.strip() in {"[", "(", "［", "（"} and change.before == before.after


def _alike(one: Figure, other: Figure) -> bool:
    if one.kind == "percent" or other.kind == "percent":
        return one.kind == other.kind
    if one.unit == other.unit:
        return True
    bare = units.BARE in {one.unit, other.unit}
    return bare and one.kind == other.kind == "count" and one.unit not in units.MEASURES


def _held_one(change: Figure, this: Placed, that: Placed, sentence: str) -> Discrepancy | None:
    """Return the discrepancy of one stated change, None where it holds or cannot be held."""
    now, before = this.figure, that.figure
    if now.kind == "percent":
        return _difference("points", change, now, before) if change.kind == "points" else None
    if change.kind == "points":
        return None
    if change.kind in {"percent", "multiple"}:
        if min(now.value, before.value) <= 0:
            return None
        if _LOSS.search(sentence) and not _is_of_losses(sentence):
            return None
        if _COMPOUND.search(sentence):
            return None  # a rate over several years
        if before.value < before.step * _TINY:
            return None
        return _rate(change, now, before, exact=bool(_SAID_EXACTLY.search(sentence)))
    counted = now.kind == before.kind == change.kind == "count"
    bare = counted and units.BARE in {now.unit, before.unit}  # from 284 locations to 311: 27 shops
    if change.unit == units.BARE and now.kind == "amount":
        return None
    if change.unit not in {now.unit, before.unit, units.BARE} and not bare:
        return None
    if _LOSS.search(sentence):
        return _between_losses(change, this, that, sentence)
    return _difference("difference", change, now, before)


# Losses that are larger or smaller than others: 損失額は33.3％縮小しました.
_OTHER_THAN_LOSS = re.compile(
    "利益|黒字|収支|キャッシュ|profit|income(?! tax)|inflow|cash|turn|n\\.m\\.|N/M|positive",
    re.IGNORECASE,
)
_LOSS_CHANGED = re.compile(
    "改善|悪化|improv|worsen|縮小|拡大|減少|増加|narrow|shr[aiu]nk|widen|decreas|increas"
)


def _is_of_losses(sentence: str) -> bool:
    """Tell whether a sentence speaks of losses alone, and of how they changed."""
    words = _BOTTOM_LINE.sub("", sentence)
    return bool(_LOSS_CHANGED.search(words)) and not _OTHER_THAN_LOSS.search(words)


_BOTTOM_LINE = re.compile("親会社株主に帰属する|純利益(?=又は)")
_TURNED_AROUND = re.compile(
    "黒字(?:転換|化|に)|赤字(?:転落|に転)|turned|swung|returned to|reversed", re.IGNORECASE
)
_LOSS_NAMED = re.compile(
    "(?:損失|赤字)[はがも:： ]{0,2}$|(?:loss|deficit|outflow) (?:of|was|came to) $"
)
_LOSS_CALLED = re.compile("の(?:[営業経常純当期]*)(?:損失|赤字)| (?:[a-z]+ )?(?:loss|deficit)")
_PROFIT_NAMED = re.compile(
    "(?:利益|黒字)[はがも:： ]{0,2}$|(?:profit|income|inflow) (?:of|was|came to) $"
)
_PROFIT_CALLED = re.compile("の(?:[営業経常純当期]*)(?:利益|黒字)| (?:[a-z]+ )?(?:profit|income)")


# The loss widened, 損失は拡大: the sentence has one of the two.
_LOSS_WAY = re.compile(
    "^(?=.*(?:(?P<wider>widen|worsen|拡大|膨ら|悪化)|(?P<narrower>narrow|shr[aiu]nk|improv|縮小|改善)))",
    re.IGNORECASE,
)


def _side(one: Placed) -> int:
    """Return -1 for a loss, 1 for a profit, 0 where the words beside a figure do not tell."""
    if one.value < 0 or _LOSS_NAMED.search(one.before) or _LOSS_CALLED.match(one.after):
        return -1
    return int(bool(_PROFIT_NAMED.search(one.before) or _PROFIT_CALLED.match(one.after)))


def _between_losses(
    change: Figure, this: Placed, that: Placed, sentence: str
) -> Discrepancy | None:
    """Return the discrepancy of a difference of losses, or of a loss and a profit."""
    sides = [_side(this), _side(that)]
    if not any(sides):
        if not _is_of_losses(sentence):
            return None
        sides = [-1, -1]
    # 前年同期は1,873百万円 is a loss as this year's is, but for what turned positive
    other = -sum(sides) if _TURNED_AROUND.search(sentence) else sum(sides)
    sides = [side or other for side in sides]
    way = _LOSS_WAY.search(sentence)
    more = abs(this.value) > abs(that.value)
    if sides == [-1, -1] and way and bool(way["wider"]) != more and this.value != that.value:
        reason = f"a loss of {that.figure.surface} that is now {this.figure.surface} has not {{}}"
        said = "widened" if way["wider"] else "narrowed"
        return _discrepancy("direction", change, this.figure, that.figure, reason.format(said), "")

    def signed(one: Placed, side: int) -> Figure:
        return replace(one.figure, value=abs(one.value) * side, sign="")

    return _difference(
        "difference",
        replace(change, value=abs(change.value), sign=""),
        signed(this, sides[0]),
        signed(that, sides[1]),
    )


# 691.6億円から742.4億円に減少 · declined from ¥69.16 billion to ¥74.24 billion
_UP_JA, _DOWN_JA = "増加|増え|上昇|拡大|伸長", "減少|減り|低下|下落|縮小"
_WAY_JA = re.compile(
    f"(?:[へに]と?|まで)(?:大きく|大幅に)?(?:(?P<up>{_UP_JA})|(?P<down>{_DOWN_JA}))"
)
# 当期純利益は37.2億円（前期41.5億円）となり、前期に比べ増益となりました
_TREND_JA = re.compile(
    "(?<![0-9％%])(?:(?P<up>増収|増益|増配|増加|上昇)|(?P<down>減収|減益|減配|減少|低下))"
    "(?:と|し|いたし)(?:なり)?(?:ました|た|ます|ています)?[。、]?$"
)
_WAY_EN = re.compile(
    "(?:(?P<up>increased|rose|grew|climbed|jumped)|(?P<down>decreased|declined|fell|dropped))"
    "(?: sharply| slightly| significantly)? (?:from|to) $",
    re.IGNORECASE,
)


def _turned(now: Figure, before: Figure, sentence: str) -> Discrepancy | None:
    """Return the discrepancy of a change that is said to go the other way than its figures."""
    first, last = sorted((now, before), key=lambda figure: figure.start)
    between = sentence[first.end : last.start]
    way = _WAY_EN.search(sentence[: first.start]) if between in {" to ", " from "} else None
    trends = list(_TREND_JA.finditer(sentence, last.end))
    if len(trends) == 1:
        way = trends[0]
    if between == "から" and last is now:
        way = _WAY_JA.match(sentence, now.end)
    if way is None or _LOSS.search(sentence) or min(now.value, before.value) <= 0:
        return None
    if bool(way["up"]) == (now.value > before.value) or now.value == before.value:
        return None
    said, right = ("up", "down") if way["up"] else ("down", "up")
    reason = f"from {before.surface} to {now.surface} is {right}, not {said}"
    return _discrepancy("direction", now, now, before, reason, "")


# --- each kind of change -----------------------------------------------------------------------


# A dividend a share is said to the last yen: 55円 is 55円.
_SAID_EXACTLY = re.compile("配当|dividend", re.IGNORECASE)


def _difference(kind: Kind, change: Figure, now: Figure, before: Figure) -> Discrepancy | None:
    def actual(rounding: Rounding) -> Interval:
        return interval_of(now, rounding) - interval_of(before, rounding)

    if _holds(change, actual):
        return None
    value = now.value - before.value
    shown = f"{now.surface} − {before.surface}"
    right = _worded(change, value)
    return _discrepancy(kind, change, now, before, f"{shown} = {right}, not {_said(change)}", right)


def _rate(change: Figure, now: Figure, before: Figure, *, exact: bool) -> Discrepancy | None:
    def ratio(rounding: Rounding) -> Interval:
        one, other = (interval_of(figure, rounding, exact=exact) for figure in (now, before))
        return one.by(other)

    def actual(rounding: Rounding) -> Interval:
        return growth(ratio(rounding))

    quotient = now.value / before.value
    shown = f"{now.surface} / {before.surface}"
    if change.kind == "multiple":
        if holds(lambda _: worded_multiple(change), ratio):
            return None
        part = change.value < 1 and not any(sign.isdigit() for sign in change.surface)
        if part and holds(lambda _: worded_multiple(change), lambda way: _part_lost(ratio(way))):
            return None  # dropped by a quarter
        times = quotient.quantize(Decimal("0.01"), ROUND_HALF_UP)
        reason = f"{shown} = {times} times, not {change.surface}"
        return _discrepancy("multiple", change, now, before, reason, written_anew(change, quotient))
    if _holds(change, actual) or actual("half").high > _MOST_GROWTH:
        return None
    if not _is_directed(change) and holds(
        lambda rounding: interval_of(change, rounding),
        lambda rounding: ratio(rounding).scaled(_HUNDRED),
    ):
        return None  # 前年比105.1％ is a level
    level = not _is_directed(change) and change.value > _LEVELS
    value = (quotient if level else quotient - 1) * _HUNDRED
    right = _worded(change, value)
    reason = f"{shown} = {right}, not {_said(change)}"
    return _discrepancy("growth", change, now, before, reason, right)


def _part_lost(ratio: Interval) -> Interval:
    """Return the share of what was before that is gone, or has come on top."""
    return (ratio - Interval(Decimal(1), Decimal(1))).magnitude


def worded_multiple(change: Figure) -> Interval:
    """Return the ratios a multiple may stand for: "doubled" is said of 2.1, 半減 of 0.48."""
    stated = interval_of(change)
    slack = max(change.value * Decimal("0.08"), Decimal("0.04"))
    if change.value < _HALF:
        slack = Decimal("0.02")  # a third, a quarter
    if any(sign.isdigit() for sign in change.surface):
        whole = change.value == change.value.to_integral_value()
        if "倍増" in change.surface and whole:
            return Interval(stated.low, stated.high + 1)  # 2倍増 may be twice or thrice
        return stated
    if change.hedge:
        return stated
    return Interval(change.value - slack, change.value + slack * 2)


def _is_directed(change: Figure) -> bool:
    return bool(change.sign) and change.sign != "()"


def _holds(change: Figure, actual: Callable[[Rounding], Interval]) -> bool:
    """Tell whether a stated change may be the actual one; without a direction, either way."""
    if holds(lambda rounding: interval_of(change, rounding), actual):
        return True
    return not _is_directed(change) and holds(
        lambda rounding: interval_of(change, rounding).magnitude,
        lambda rounding: actual(rounding).magnitude,
    )


# --- words ---------------------------------------------------------------------------------------


def _discrepancy(
    kind: Kind, change: Figure, now: Figure, before: Figure, reason: str, right: str
) -> Discrepancy:
    spans = tuple((one.start, one.end) for one in (change, now, before))
    return Discrepancy(kind, spans, reason, right)


def _worded(change: Figure, value: Decimal) -> str:
    """Return the right change as the wrong one is written, its direction said where it turns."""
    digits = written_anew(change, value)
    if not _is_directed(change) or not value or (value > 0) == (change.value > 0):
        return digits
    plain = re.sub("[△▲+−–-]|増加?|減少?|上昇|低下|拡大|縮小|下回|上回|下落|伸び", "", digits)
    return f"{'-' if value < 0 else '+'}{plain}"


def _said(change: Figure) -> str:
    """Return a stated change with its direction where only a word far off gives it."""
    shown = change.surface
    if not _is_directed(change) or any(mark in shown for mark in "△▲+-−–増減上低下拡縮落伸"):
        return shown
    return f"{'+' if change.value > 0 else '-'}{shown}"
