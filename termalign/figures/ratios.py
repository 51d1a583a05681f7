"""Ratios that a sentence states: 営業利益率8.5％ of profit and sales, shares, averages a head."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial, reduce
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, Rounding, holds, interval_of
from termalign.figures.quotients import held_ratio
from termalign.figures.rewriting import written_anew
from termalign.figures.shares import (
    is_of_value,
    listed_shares,
    share_of_value,
    share_of_whole,
    share_said_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.sentence_parts import Placed
    from termalign.figures.shares import Operands
    from termalign.records import Figure, Language

_FEWEST = 2  # operands of a ratio
_HUNDRED = Decimal(100)


class _Ratio(NamedTuple):
    """A ratio by its name, and the names of what it is taken of."""

    name: re.Pattern[str]
    upper: re.Pattern[str]
    lower: re.Pattern[str]
    to_plan: bool = False  # the lower one may be a plan by the words after it, too


def _ratio(name: str, upper: str, lower: str, *, to_plan: bool = False) -> _Ratio:
    named, above, below = (re.compile(words, re.IGNORECASE) for words in (name, upper, lower))
    return _Ratio(named, above, below, to_plan)


_SALES = "売上|営業収益|(?:^|[、の])収益|revenue|sales"
_EQUITY = "自己資本|株主資本|純資産|持分|資本合計|equity|net assets"
_OPERATING = "営業利益|operating (?:profit|income)"
_RATIOS = (
    _ratio("営業利益率|営業マージン|operating (?:profit |income )?margin", _OPERATING, _SALES),
    _ratio("経常利益率|ordinary (?:profit )?margin", "経常利益|ordinary (?:profit|income)", _SALES),
    _ratio(
        "純利益率|net (?:profit |income )?margin", "純利益|net (?:profit|income)|profit", _SALES
    ),
    _ratio("総利益率|粗利益?率|gross (?:profit )?margin", "総利益|粗利|gross profit", _SALES),
    _ratio("EBITDA ?(?:マージン|margin|率)", "EBITDA", _SALES),
    _ratio(
        "(?:自己資本|株主資本|純資産|持分)比率|equity ratio",
        _EQUITY,
        "総資産|資産合計|total assets",
    ),
    _ratio(
        "対売上(?:高|収益)?比率?|(?<![一-龥ァ-ヶー])売上(?:高|収益)?比率?[はが：]"
        "|ratio to (?:net )?(?:sales|revenue)",
        "",
        _SALES,
    ),
    _ratio("配当性向|payout ratio", "配当|dividend", "利益|EPS|earnings|profit|income"),
    _ratio("原価率|cost (?:of sales )?ratio", "原価|cost of", _SALES),
    _ratio("販管費(?:比)?率|SG&A ratio", "販管費|販売費|SG&A", _SALES),
    _ratio("研究開発費(?:比)?率|R&D(?: expense)? ratio", "研究開発費|R&D|research", _SALES),
    _ratio("海外売?上?(?:高|収益)?の?(?:比率|構成比|割合)", "海外", "売上|収益|全社|連結"),
    _ratio(
        "進捗率|達成率|進捗は|progress (?:rate|ratio|toward)|achievement rate",
        "",
        "予想|計画|目標|forecast|plan|target",
        to_plan=True,
    ),
    _ratio(
        "(?<!法定)(?:実効税率|税負担率)|(?<!statutory )(?:effective )?tax (?:rate|burden)",
        "税費用|法人税|法人所得税|税金費用|income tax|tax expense",
        "税(?:引|金等調整)前|before (?:income )?tax|pre-?tax",
    ),
    _ratio(
        "稼働率|操業度|utilization(?: rate)?|operating rate",
        "生産|出荷|稼働|produced|production|output",
        "能力|capacity of",
    ),
    _ratio("ROE|自己資本利益率", "利益|income|profit", _EQUITY),
    _ratio("ROA|総資産利益率", "利益|income|profit", "総資産|total assets"),
    _ratio("流動比率|current ratio", "流動資産|current assets", "流動負債|current liabilities"),
    _ratio(
        "(?:^|[、。])(?:同)?(?:利益率|マージン)[はが]"
        "|(?:profit |operating |net )?margin (?:of|was|is|came to|stood at)",
        "利益|EBITDA|profit|income",
        _SALES,
    ),
)
_TIMES = (
    _ratio(
        "インタレスト|interest coverage",
        "営業利益|事業利益|operating (?:profit|income)|EBIT",
        "利息|金利|interest expense|interest paid",
    ),
    _ratio("D/E|DE ?レシオ|debt[- ]to[- ]equity", "有利子負債|debt|borrowings", _EQUITY),
    _ratio("EBITDA ?倍率|debt[- ]to[- ]EBITDA|D/EBITDA", "負債|debt", "EBITDA"),
)


def ratio_discrepancies(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    """Yield the ratios and averages of one sentence that its figures do not make."""
    if len(placed) <= _FEWEST:
        return
    yield from _averages(placed)
    yield from _means(placed)
    yield from _multiples(placed)
    yield from _ratios(placed, language)


def _ratios(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    yield from listed_shares(placed)
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    if any(one.part == "change" and one.figure.kind == "amount" for one in placed):
        values = [one for one in values if one.part != "change"]
    for at, claim in enumerate(placed):
        if claim.figure.kind == "multiple" and language == "en":
            # a third of revenue of ¥60 billion · Half of the 2,400 members, or 1,020
            operands = share_of_value(placed, at, language) or share_said_first(placed, at)
        elif claim.figure.kind == "multiple" and "分の" in claim.figure.surface:
            operands = _of_whole(placed, at, values, language)
        elif _is_ratio(claim, language):
            operands = (
                _of_before(claim, values)
                or _of_names(claim, values, placed)
                or _of_whole(placed, at, values, language)
                or (share_said_first(placed, at) if language == "en" else None)
            )
        else:
            continue
        if operands and not _may_be_less(claim, operands, placed):
            yield from held_ratio(claim.figure, *operands)


_EQUITY_RATIO = re.compile("(?:自己資本|株主資本|持分)比率|equity ratio", re.IGNORECASE)
_NET_ASSETS = re.compile("純資産|net assets", re.IGNORECASE)


def _may_be_less(claim: Placed, operands: Operands, placed: Sequence[Placed]) -> bool:
    """Tell whether a ratio is less than that of net assets, which other owners have a part in."""
    upper = next(one for one in placed if one.figure is operands[0])
    named = _EQUITY_RATIO.search(claim.before) and _NET_ASSETS.search(_label(upper))
    return bool(named) and claim.value * operands[1].value < operands[0].value * _HUNDRED


def _is_ratio(claim: Placed, language: Language) -> bool:
    """Tell whether a figure is a percentage that is, and neither was nor says how much changed."""
    bracketed = claim.figure.sign == "()" and language == "en"
    changed = claim.part == "change" and not bracketed
    was = claim.part == "before" or _EARLIER.search(claim.before)
    return claim.figure.kind == "percent" and not was and not changed


_EARLIER = re.compile("(?:year|quarter|month|period) (?:earlier|ago|before) [a-z ]*$")
# 計画は2,310億円、前期実績2,200億円に対して105.0％の水準
_LEVEL_JA = re.compile("の水準|です|となり|に(?:あた|当た|相当)")
# ¥7.3 billion represents 74.5% progress toward the plan of ¥9.8 billion, 91.0% of its peak
_LEVEL_EN = re.compile(
    r" (?:of )?(?:progress|achievement)(?: rate)? (?:toward|against|of|versus)"
    r"| of (?:the|its|our) ?$"
    r"| of (?:the |its |our )?[^,;.0-9]{0,30}(?:level|figure|peak|high)(?![a-z])"
)


def _of_before(claim: Placed, values: Sequence[Placed]) -> Operands | None:
    """Return what is now and what was before, or is planned, where a level is said of the two."""
    if len(values) != _FEWEST:
        return None
    first, second = values
    if _LEVEL_JA.match(claim.after) and second.after.startswith("に対し"):
        return first.figure, second.figure
    before = [one for one in values if one.part == "before"]
    if len(before) != 1 or not _LEVEL_EN.match(claim.after):
        return None
    now = second if first is before[0] else first
    return now.figure, before[0].figure


def _of_names(claim: Placed, values: Sequence[Placed], placed: Sequence[Placed]) -> Operands | None:
    """Return the two that a ratio is taken of by its name: profit and sales of a margin."""
    current = [one for one in values if one.part != "before" or one.base == "plan"]
    for ratio in _RATIOS:
        if ratio.name.search(claim.before):
            operands = _operands(ratio, values) or _operands(ratio, _labelled(current, placed))
            if operands:
                return operands
    return None


def _of_whole(
    placed: Sequence[Placed], at: int, values: Sequence[Placed], language: Language
) -> Operands | None:
    """Return the part and the whole of a share."""
    claim = placed[at]
    amounts = [one for one in values if one.figure.kind == "amount"]
    two = values if len(values) == _FEWEST else amounts
    found = share_of_whole(claim, two) if len(two) == _FEWEST else None
    if found is None and (len(two) == _FEWEST or is_of_value(claim, language)):
        found = share_of_value(placed, at, language)
    return found


def _labelled(values: Sequence[Placed], placed: Sequence[Placed]) -> list[Placed]:
    """Return values with the words before the change they follow: 売上高は6.0％増の742億円."""
    labelled = []
    for one in values:
        at = placed.index(one)
        follows = at and one.before == "の" and placed[at - 1].part == "change"
        labelled.append(replace(one, before=placed[at - 1].before) if follows else one)
    return labelled


def _multiples(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    for claim in placed:
        if claim.figure.kind == "multiple":
            ratio = next((one for one in _TIMES if one.name.search(claim.before)), None)
            operands = _operands(ratio, values) if ratio else None
            if operands:
                yield from held_ratio(claim.figure, *operands)
            elif len(placed) == _FEWEST + 1 and placed[1] is claim and len(values) == _FEWEST:
                yield from _times(claim, *values)


_IS = re.compile(
    r"(?:, |(?:^| )(?:is|was|or"
    r"|(?:now )?(?:equals|equaled|represents|covers|comes? to|amounts? to)) )$"
)


def _times(claim: Placed, one: Placed, other: Placed) -> Iterator[Discrepancy]:
    """Yield a multiple of two values on either side: "backlog of ¥98 billion is 1.8 times …"."""
    alike = one.figure.unit == other.figure.unit and claim.figure.surface.endswith(("times", "x"))
    if alike and _IS.search(claim.before) and not claim.figure.hedge:
        yield from held_ratio(claim.figure, one.figure, other.figure)


# --- averages ------------------------------------------------------------------------------------

_AVERAGE = re.compile(
    "平均[^、。]*単価|客単価|[1一](?:人|名|社|台|店舗?|件|契約|回線|世帯|口)当た?り|1株当た?り|除した"
    r"|\bper [a-z]+|\baverage |ARPU",
    re.IGNORECASE,
)
# Another span of time makes another average.
_MONTHS = Decimal(12)


def _averages(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield the averages that a total, in money or hours, and one count do not make."""
    if len(placed) != _FEWEST + 1 or any(one.part == "change" for one in placed):
        return
    measured = [one for one in placed if _is_measured(one.figure)]
    if len(measured) == 1:  # 94,500 hours for 3,150 people, 30 hours each
        measured += [one for one in placed if one.figure.unit == units.BARE]
    counts = [one for one in placed if one not in measured]
    if len(measured) != _FEWEST or len(counts) != 1 or counts[0].figure.kind != "count":
        return
    count = counts[0].figure
    claim, total = sorted(measured, key=lambda one: abs(one.value))
    said = _AVERAGE.search(claim.before) or re.match(r" per [a-z]+", claim.after)
    alike = total.figure.unit in {claim.figure.unit, units.BARE}
    if not said or count.value <= 1 or not alike:
        return

    def actual(rounding: Rounding, months: Decimal) -> Interval:
        return interval_of(total.figure, rounding).by(interval_of(count, rounding)).scaled(months)

    spans = (Decimal(1), _MONTHS, 1 / _MONTHS)
    if min(claim.value, total.value) <= 0 or any(
        holds(lambda r: interval_of(claim.figure, r), partial(actual, months=months))
        for months in spans
    ):
        return
    right = written_anew(claim.figure, total.value / count.value)
    reason = f"{total.figure.surface} / {count.surface} = {right}, not {claim.figure.surface}"
    operands = (claim.figure, total.figure, count)
    yield Discrepancy("average", tuple((one.start, one.end) for one in operands), reason, right)


_MEAN = re.compile(
    "平均(?:は|で|して|すると|では)?、?$"
    r"|(?<![A-Za-z])averag(?:ed|ing|e of|e (?:was|is|came to))(?: (?:about|approximately))? $",
    re.IGNORECASE,
)


def _means(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield a mean that is not that of all figures before it: 12件、14件、16件、平均は15件."""
    *listed, claim = placed
    if not _MEAN.search(claim.before) or any(one.part != "now" for one in placed):
        return
    values = [one.figure for one in listed]
    if any((one.kind, one.unit) != (claim.figure.kind, claim.figure.unit) for one in values):
        return

    def actual(rounding: Rounding) -> Interval:
        each = (interval_of(one, rounding) for one in values)
        count = Decimal(len(values))
        return reduce(Interval.__add__, each).by(Interval(count, count))

    if holds(lambda rounding: interval_of(claim.figure, rounding), actual):
        return
    right = written_anew(claim.figure, sum((one.value for one in values), Decimal(0)) / len(values))
    shown = " + ".join(one.surface for one in values)
    reason = f"({shown}) / {len(values)} = {right}, not {claim.figure.surface}"
    spans = tuple((one.start, one.end) for one in (claim.figure, *values))
    yield Discrepancy("average", spans, reason, right)


def _is_measured(figure: Figure) -> bool:
    return figure.kind == "amount" or figure.unit in units.MEASURES


# --- of two values -------------------------------------------------------------------------------


def _operands(ratio: _Ratio, values: Sequence[Placed]) -> tuple[Figure, Figure] | None:
    """Return what a ratio is taken of, where the sentence gives each of the two once."""
    lower = [one for one in values if ratio.lower.search(_label(one))]
    if not lower and ratio.to_plan:
        lower = [one for one in values if one.base == "plan"]  # the ¥21.0 billion annual target
    if not ratio.upper.pattern:
        upper = [one for one in values if one not in lower]
    else:
        upper = [one for one in values if ratio.upper.search(_label(one)) and one not in lower]
        both = lower and ratio.upper.search(lower[0].before)
        if not upper and len(values) == _FEWEST and len(lower) == 1 and both:
            upper = [one for one in values if one is not lower[0]]  # EBITDAは売上1,284億円に対し…
        elif not upper and len(values) == _FEWEST:
            upper = [one for one in values if ratio.upper.search(_label(one))]
            lower = [one for one in values if one not in upper]
    if len(upper) != 1 or len(lower) != 1 or upper[0].figure.unit != lower[0].figure.unit:
        return None
    return upper[0].figure, lower[0].figure


def _label(one: Placed) -> str:
    """Return the words that name a value: those before it, from the last comma on."""
    words = re.split("[、。;,（(]|であり|となり", one.before.rstrip("、 "))
    label = next((word for word in reversed(words) if word.strip()), "")
    return re.sub("[^、。]*率[はが]?", "", label)
