"""Ratios that a sentence states: 営業利益率8.5％ of profit and sales, shares, averages a head."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.claims import Discrepancy, worded_multiple
from termalign.figures.intervals import Interval, Rounding, holds, interval_of
from termalign.figures.rewriting import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure, Language

_HUNDRED = Decimal(100)
_FEWEST = 2  # operands of a ratio


class _Ratio(NamedTuple):
    """A ratio by its name, and the names of what it is taken of."""

    name: re.Pattern[str]
    upper: re.Pattern[str]
    lower: re.Pattern[str]


def _ratio(name: str, upper: str, lower: str) -> _Ratio:
    return _Ratio(*(re.compile(words, re.IGNORECASE) for words in (name, upper, lower)))


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
    _ratio("配当性向|payout ratio", "配当|dividend", "利益|EPS|earnings|profit|income"),
    _ratio("原価率|cost (?:of sales )?ratio", "原価|cost of", _SALES),
    _ratio("販管費(?:比)?率|SG&A ratio", "販管費|販売費|SG&A", _SALES),
    _ratio("研究開発費(?:比)?率|R&D(?: expense)? ratio", "研究開発費|R&D|research", _SALES),
    _ratio("海外売?上?(?:高|収益)?の?(?:比率|構成比|割合)", "海外", "売上|収益|全社|連結"),
    _ratio(
        "進捗率|達成率|進捗は|progress (?:rate|ratio)|achievement rate",
        "",
        "予想|計画|目標|forecast|plan|target",
    ),
    _ratio(
        "実効税率|税負担率|effective tax rate",
        "税費用|法人税|法人所得税|税金費用|income tax|tax expense",
        "税(?:引|金等調整)前|before (?:income )?tax|pre-?tax",
    ),
    _ratio("ROE|自己資本利益率", "利益|income|profit", _EQUITY),
    _ratio("ROA|総資産利益率", "利益|income|profit", "総資産|total assets"),
    _ratio("流動比率|current ratio", "流動資産|current assets", "流動負債|current liabilities"),
    _ratio("(?:profit |operating |net )?margin of", "profit|income|EBITDA", _SALES),
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
# 売上高742億円に対する比率は2.8％
_SHARE_AGAINST = re.compile("に(?:対する|占める)[^0-9、。]{0,12}(?:比率|割合|シェア)[はが]、?")
# Overseas revenue was ¥22.0 billion, or 41.4% of total revenue of …
_SHARE_OF = re.compile(r",? of [^,;.()]{0,50}$", re.IGNORECASE)
# 応募者2,400人の3割に当たる720人
_FALLS_TO = re.compile("に(?:当た|あた|相当す)る[^0-9、。]{0,8}$")
# 海外売上高は223億円で、売上高742億円の30.1％を占めました
_SHARE_HELD = re.compile("の?(?:構成比|割合|シェア)?(?:を占め|に(?:相当|あた|当た)|を構成)")


def ratio_discrepancies(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    """Yield the ratios and averages of one sentence that its figures do not make."""
    if len(placed) <= _FEWEST:
        return
    yield from _averages(placed)
    yield from _multiples(placed)
    yield from _ratios(placed, language)


def _ratios(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    if any(one.part == "change" and one.figure.kind == "amount" for one in placed):
        values = [one for one in values if one.part != "change"]
    yield from _shares_in_brackets(placed)
    for at, claim in enumerate(placed):
        bracketed = claim.figure.sign == "()" and language == "en"
        if claim.figure.kind == "multiple" and language == "en":
            yield from _share(placed, at, language)  # made up a third of revenue of ¥60 billion
        if claim.figure.kind != "percent" or (claim.part == "change" and not bracketed):
            continue
        if claim.part == "before":
            continue
        if len(values) == _FEWEST and _LEVEL_JA.match(claim.after):
            first, second = values
            if second.after.startswith("に対し"):
                yield from _held_ratio(claim.figure, first.figure, second.figure)
                continue
        before = [one for one in values if one.part == "before"]
        if (
            len(values) == _FEWEST
            and len(before) == 1
            and (_OF_A_LEVEL.match(claim.after) or _PROGRESS.match(claim.after))
        ):
            now = next(one for one in values if one is not before[0])
            yield from _held_ratio(claim.figure, now.figure, before[0].figure)
            continue
        current = [one for one in values if one.part != "before" or one.base == "plan"]
        for ratio in _RATIOS:
            if not ratio.name.search(claim.before):
                continue
            operands = _operands(ratio, values) or _operands(ratio, _labelled(current, placed))
            if operands:
                yield from _held_ratio(claim.figure, *operands)
                break
        else:
            amounts = [one for one in values if one.figure.kind == "amount"]
            two = values if len(values) == _FEWEST else amounts
            if len(two) == _FEWEST:
                yield from _part_share(claim, two)
            if len(two) == _FEWEST or (language == "en" and _SHARE_OF.fullmatch(claim.after)):
                yield from _share(placed, at, language)


# ¥7.3 billion represents 74.5% progress toward the forecast of ¥9.8 billion
_PROGRESS = re.compile(
    r" (?:of )?(?:progress|achievement)(?: rate)? (?:toward|against|of|versus)"
    r"|(?:の)?進捗(?:となり|です|率)"
)
# 91.0% of the pre-pandemic level
_OF_A_LEVEL = re.compile(
    r" of (?:the |its |our )?[^,;.0-9]{0,30}(?:level|figure|peak|high)(?![a-z])"
)
_LEVEL_JA = re.compile("の水準")  # 計画は2,310億円、前期実績2,200億円に対して105.0％の水準
_SHARE_NAMED = re.compile("構成比|比率|割合|同 ?$")


def _shares_in_brackets(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield shares in brackets that are not those of a stated whole: 310億円（62％）、計500億円."""
    pairs = [
        (one, share)
        for one, share in pairwise(placed)
        if one.figure.kind in {"amount", "count"}
        and share.figure.kind == "percent"
        and share.figure.sign in {"", "()"}
        and (share.before.startswith("(") or share.figure.sign == "()")
        and (_SHARE_NAMED.search(share.before) or share.figure.sign == "()")
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
            yield from _held_ratio(claim, one.figure, whole)


_WHOLE = re.compile("(?<!会)計(?!上)|全体|total|overall|all ", re.IGNORECASE)


def _labelled(values: Sequence[Placed], placed: Sequence[Placed]) -> list[Placed]:
    """Return values with the words before the change they follow: 売上高は6.0％増の742億円."""
    labelled = []
    for one in values:
        at = placed.index(one)
        follows = at and one.before == "の" and placed[at - 1].part == "change"
        labelled.append(replace(one, before=placed[at - 1].before) if follows else one)
    return labelled


def _multiples(placed: Sequence[Placed]) -> Iterator[Discrepancy]:
    values = [one for one in placed if one.figure.kind == "amount"]
    for claim in placed:
        if claim.figure.kind == "multiple":
            ratio = next((one for one in _TIMES if one.name.search(claim.before)), None)
            operands = _operands(ratio, values) if ratio else None
            if operands:
                yield from _held_ratio(claim.figure, *operands)
            elif len(placed) == _FEWEST + 1 and placed[1] is claim and len(values) == _FEWEST:
                yield from _times(claim, *values)


_IS = re.compile(r"(?:^| )(?:is|was|equals|equaled|represents|,) $")


def _times(claim: Placed, one: Placed, other: Placed) -> Iterator[Discrepancy]:
    """Yield a multiple of two values on either side: "backlog of ¥98 billion is 1.8 times …"."""
    alike = one.figure.unit == other.figure.unit and "times" in claim.figure.surface
    if alike and _IS.search(claim.before) and not claim.figure.hedge:
        yield from _held_ratio(claim.figure, one.figure, other.figure)


# Of 526億円, 318億円 is a share: the smaller is held to the larger.
_OUT_OF = re.compile("の?うち|の?中で|^of | ?out of | of (?:the |our )?$| of the ", re.IGNORECASE)
_OF_TOTAL = re.compile(r" of (?:the total|all|them)(?![a-z])")
_SHARE_WORD = re.compile(
    "構成比|割合|比率|全体の|占め|[一-龥]{1,4}率|share|proportion|percentage|\\brate|\\bratio|account",
    re.IGNORECASE,
)


def _part_share(claim: Placed, values: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Yield the share of a part of a whole: 売上高526億円のうち、318億円であり、構成比は60.5％."""
    one, other = (value.figure for value in values)
    tied = _OUT_OF.match(values[0].after) or _OUT_OF.match(values[0].before.strip())
    alike = one.unit == other.unit or units.BARE in {one.unit, other.unit}
    first = claim.figure.start < one.start
    if not tied or not alike or one.start < claim.figure.start < other.start:
        return
    if first and not _OF_TOTAL.match(claim.after):
        return
    named = _SHARE_WORD.search(claim.before) or _SHARE_WORD.search(claim.after)
    tied = named or _OF_TOTAL.match(claim.after)
    if tied or claim.before.endswith(", or ") or claim.figure.sign == "()":
        upper, lower = sorted((one, other), key=lambda figure: abs(figure.value))
        yield from _held_ratio(claim.figure, upper, lower)


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


def _is_measured(figure: Figure) -> bool:
    return figure.kind == "amount" or figure.unit in units.MEASURES


# --- of two values -------------------------------------------------------------------------------


def _operands(ratio: _Ratio, values: Sequence[Placed]) -> tuple[Figure, Figure] | None:
    """Return what a ratio is taken of, where the sentence gives each of the two once."""
    lower = [one for one in values if ratio.lower.search(_label(one))]
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


def _share(placed: Sequence[Placed], at: int, language: Language) -> Iterator[Discrepancy]:
    """Yield a share that is said of a value: "or 41.4% of total revenue of ¥53.2 billion"."""
    claim = placed[at]
    if language == "ja":
        named = _NAMED_SHARE.search(claim.before)
        if named:
            yield from _named_share(claim, placed, named[1])
        if claim.before == "の" and 0 < at < len(placed) - 1 and _FALLS_TO.match(claim.after):
            yield from _held_ratio(claim.figure, placed[at + 1].figure, placed[at - 1].figure)
        held = claim.before == "の" and _SHARE_HELD.match(claim.after)
        if at < _FEWEST or not (held or _SHARE_AGAINST.fullmatch(claim.before)):
            return
        upper, lower = placed[at - 2], placed[at - 1]
    elif at == _FEWEST and placed[0].before.startswith("Of ") and claim.before == ", or ":
        upper, lower = placed[1], placed[0]  # Of revenue of ¥74.2 billion, ¥22.3 billion, or 30.1%,
    elif 0 < at < len(placed) - 1 and _SHARE_OF.fullmatch(claim.after):
        now = [one for one in placed[:at] if one.part == "now" and one.figure.kind != "percent"]
        upper, lower = now[-1] if now else placed[at - 1], placed[at + 1]
    else:
        return
    planned = lower.part == "before" and lower.base == "plan"
    tied = upper.part == "now" and (lower.part == "now" or planned)
    if tied and upper.figure.unit == lower.figure.unit:
        yield from _held_ratio(claim.figure, upper.figure, lower.figure)


# 売上高は742億円、うちストック売上は616億円で、ストック比率は83.0％
_NAMED_SHARE = re.compile(
    "([^、。はがのも 0-9)]{2,8}?)(?:売上)?(?:高|収益)?の?(?:比率|構成比|割合)[はがで]?、?$"
)


def _named_share(claim: Placed, placed: Sequence[Placed], name: str) -> Iterator[Discrepancy]:
    """Yield a share by the name of its part, where the other value is the whole."""
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    upper = [one for one in values if name in one.before]
    lower = [one for one in values if name not in one.before]
    if len(upper) != 1 or len(lower) != 1 or {upper[0].part, lower[0].part} != {"now"}:
        return
    if upper[0].figure.unit == lower[0].figure.unit and upper[0].value < lower[0].value:
        yield from _held_ratio(claim.figure, upper[0].figure, lower[0].figure)


def _held_ratio(claim: Figure, upper: Figure, lower: Figure) -> Iterator[Discrepancy]:
    if min(upper.value, lower.value) <= 0:
        return
    whole = _HUNDRED if claim.kind == "percent" else Decimal(1)
    in_words = not any(sign.isdigit() for sign in claim.surface)
    if holds(
        lambda rounding: worded_multiple(claim) if in_words else interval_of(claim, rounding),
        lambda rounding: (
            interval_of(upper, rounding).by(interval_of(lower, rounding)).scaled(whole)
        ),
    ):
        return
    share = upper.value / lower.value * whole
    right = written_anew(claim, share)
    shown = (share.quantize(min(claim.step, Decimal("0.1")), ROUND_HALF_UP)).normalize()
    unit = "%" if claim.kind == "percent" else " times"
    reason = f"{upper.surface} / {lower.surface} = {shown:f}{unit}, not {claim.surface}"
    spans = tuple((one.start, one.end) for one in (claim, upper, lower))
    yield Discrepancy("ratio", spans, reason, right)
