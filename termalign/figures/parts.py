"""Sums and ratios that a sentence states: 合計532億円 of its parts, 営業利益率8.5％ of sales."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import partial, reduce
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import units
from termalign.figures.claims import Discrepancy, in_digits
from termalign.figures.intervals import Interval, Rounding, holds, interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.roles import Placed
    from termalign.records import Figure, Language

_HUNDRED = Decimal(100)
_FEWEST = 2  # parts of a sum
# Whole yen and heads are said exactly where dividends and people are added.
_EXACT = re.compile("配当|dividend|[人名社]|employees|people|stores|店", re.IGNORECASE)

_TOTAL_BEFORE = {
    "ja": re.compile(
        "(?:(?<![小累会統設集推])合?計(?:額|値)?|総額|総計|総数|合算|合わせて|あわせて|併せて"
        "|年間配当金?|通期合計)(?:では|で|は|が|すると|して|の)?、?(?:年間|1株当たり)?$"
    ),
    "en": re.compile(
        r"(?<![A-Za-z])(?:(?:for|with|making|to|giving|at|,) an? (?:combined |grand |overall )?"
        r"(?:total|sum)(?: [a-z-]+){0,3} of|total(?:l)?ing|total(?:l)?ed|in total(?:,| of)?"
        r"|amount(?:ing|ed) to a total of|a (?:combined|grand) total of"
        r"|together (?:total(?:l)?ing|amounting to)|combined[a-z ]* of|sum(?:med)? (?:of|to)"
        r"|(?:annual|full-year) dividends? (?:of|to|is|was|will be|comes? to|total(?:s|ing)?)"
        r"|bringing the (?:annual|full-year) (?:total|dividend) to|add(?:s|ed|ing)? up to"
        r"|total(?: [a-z-]+){0,2} (?:of|was|were|is|came to))"
        r"(?: (?:about|approximately))? ?$",
        re.IGNORECASE,
    ),
}
# 中間23円、期末25円の年間48円
_YEARS_DIVIDEND = re.compile("年間(?:で|は)?$")
_TOTAL_AFTER = {
    "ja": re.compile("が合計"),
    "en": re.compile(r" (?:in total|in all|in aggregate|combined|altogether)(?![A-Za-z])"),
}
_BREAKDOWN = {
    "ja": re.compile("内訳"),
    "en": re.compile(
        r"(?<![A-Za-z])(?:consist(?:ing|s|ed) of|compris(?:ing|es|ed)(?: of)?|made up of|breakdown"
        r"|broken down|composed of|divided into)(?![A-Za-z])",
        re.IGNORECASE,
    ),
}
_PART = {
    "ja": re.compile("(?:うち|(?<=[(（、])内)[、,]?[^、。]{0,16}$"),
    "en": re.compile(
        r"(?<![A-Za-z])(?:of which|including|of this)(?![A-Za-z])[^.;]{0,40}$", re.IGNORECASE
    ),
}
_NOT_ADDED = re.compile(
    "累計|平均|残高|前年|前期|average|cumulative|per |prior|previous", re.IGNORECASE
)
_COMPLEMENTS = (
    ("国内", "海外"), ("個人", "法人"), ("男性", "女性"), ("上期", "下期"), ("中間", "期末"),
    ("日本", "海外"), ("固定", "変動"), ("流動", "固定"),
    ("domestic", "overseas"), ("domestic", "international"), ("Japan", "overseas"),
    ("interim", "year-end"), ("men", "women"), ("first half", "second half"),
)  # fmt: skip


def part_discrepancies(
    placed: Sequence[Placed], sentence: str, language: Language
) -> Iterator[Discrepancy]:
    """Yield the sums and ratios of one sentence that its figures do not make."""
    if len(placed) > _FEWEST:
        yield from _sums(placed, sentence, language)
        yield from _ratios(placed, language)
    yield from _shares(placed, sentence)
    yield from _larger_parts(placed, language)


# --- sums ----------------------------------------------------------------------------------------


def _sums(placed: Sequence[Placed], sentence: str, language: Language) -> Iterator[Discrepancy]:
    for at, one in enumerate(placed):
        if one.figure.kind not in {"amount", "count"} or one.part != "now":
            continue
        parts = _parts_of(placed, at, sentence, language)
        if len(parts) < _FEWEST or _adds_up(one.figure, parts, sentence):
            continue
        yield _missed(one.figure, parts)


def _parts_of(placed: Sequence[Placed], at: int, sentence: str, language: Language) -> list[Figure]:
    """Return the parts that the figure at `at` is said to be the sum of; none where it is none."""
    total = placed[at]
    if (
        _TOTAL_BEFORE[language].search(total.before)
        or _TOTAL_AFTER[language].match(total.after)
        or (_YEARS_DIVIDEND.search(total.before) and "配当" in sentence)
    ):
        before = _listed(placed[:at], total)
        if len(before) >= _FEWEST:
            return before
        opened = _opens_list(total) or _BREAKDOWN[language].search(total.after)
        return _listed(placed[at + 1 :], total) if opened else []
    breakdown = _BREAKDOWN[language].search(total.after)
    complement = at == 0 and any(
        all(word in sentence[total.figure.end :] for word in pair) for pair in _COMPLEMENTS
    )
    if breakdown or (complement and _opens_list(total)):
        after = _listed(placed[at + 1 :], total)
        two = len(after) == _FEWEST
        return after if breakdown or two else []
    return []


def _opens_list(total: Placed) -> bool:
    return bool(
        re.match(
            r"\)? ?[(（:：]|(?:で、|、)?(?:その)?内訳|, (?:with|consisting|comprising)", total.after
        )
    )


def _listed(placed: Sequence[Placed], total: Placed) -> list[Figure]:
    """Return the figures of a list of parts; none where something else stands among them."""
    parts: list[Figure] = []
    for one in placed:
        if one.figure.kind == "percent" and one.part != "before":
            continue  # 国内312億円（5.1％増）
        if one.part != "now" or _NOT_ADDED.search(one.before):
            return []
        if not parts and one.figure.kind == "count" != total.figure.kind:
            continue  # Three segments earned ¥4.2 billion …
        alike = one.figure.unit in {total.figure.unit, _bare_of(total.figure)}
        if not alike or one.value <= 0:
            return []
        if _PART["ja"].search(one.before) or _PART["en"].search(one.before):
            return []
        parts.append(one.figure)
    return parts


def _bare_of(total: Figure) -> str:
    """Return the unit that a total's parts may leave out: 348 stores: 210 in Japan, 128 abroad."""
    return units.BARE if total.kind == "count" else total.unit


def _adds_up(total: Figure, parts: Sequence[Figure], sentence: str) -> bool:
    """Tell whether the parts make the total; the last few of them may, where more stand before."""
    exact = bool(_EXACT.search(sentence))

    def stated(rounding: Rounding) -> Interval:
        return interval_of(total, rounding, exact=exact)

    def made(rounding: Rounding, first: int) -> Interval:
        each = [interval_of(part, rounding, exact=exact) for part in parts[first:]]
        return reduce(Interval.__add__, each)

    return any(holds(stated, partial(made, first=first)) for first in range(len(parts) - 1))


def _missed(total: Figure, parts: Sequence[Figure]) -> Discrepancy:
    right = in_digits(total, sum((part.value for part in parts), Decimal(0)))
    shown = " + ".join(part.surface for part in parts)
    spans = tuple((one.start, one.end) for one in (total, *parts))
    return Discrepancy("sum", spans, f"{shown} = {right}, not {total.surface}", right)


def _larger_parts(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    """Yield the parts (うち, of which) that are larger than their whole."""
    whole = placed[0] if placed else None
    for part in placed[1:]:
        assert whole is not None
        if not _PART[language].search(part.before):
            whole = part
            continue
        one, other = whole.figure, part.figure
        if one.unit != other.unit or part.part != "now":
            continue
        if whole.part != "now" or one.kind != other.kind or one.kind == "percent":
            continue
        if 0 < interval_of(one).high < interval_of(other).low:
            spans = ((other.start, other.end), (one.start, one.end))
            reason = f"{other.surface} is more than the {one.surface} it is a part of"
            yield Discrepancy("sum", spans, reason, "")


_MIX = re.compile("構成比|内訳|split|mix|breakdown", re.IGNORECASE)


def _shares(placed: Sequence[Placed], sentence: str) -> Iterator[Discrepancy]:
    """Yield two complementary shares that are not the whole: 構成比は国内62.0％、海外48.0％."""
    shares = [one.figure for one in placed if one.figure.kind == "percent" and one.part == "now"]
    if len(shares) != _FEWEST or len(placed) != _FEWEST or not _MIX.search(sentence):
        return
    if not any(all(word in sentence for word in pair) for pair in _COMPLEMENTS):
        return
    whole = sum((one.value for one in shares), Decimal(0))
    if abs(whole - _HUNDRED) > sum(one.step for one in shares):
        spans = tuple((one.start, one.end) for one in shares)
        shown = " + ".join(one.surface for one in shares)
        yield Discrepancy("sum", spans, f"{shown} = {whole}%, not 100%", "")


# --- ratios --------------------------------------------------------------------------------------


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
    _ratio("(?:profit |operating |net )?margin of", "profit|income|EBITDA", _SALES),
)
# 売上高742億円に対する比率は2.8％
_SHARE_AGAINST = re.compile("に対する[^0-9、。]{0,12}(?:比率|割合)[はが]、?")
# Overseas revenue was ¥22.0 billion, or 41.4% of total revenue of …
_SHARE_OF = re.compile(r" of [^,;.]{0,50}$", re.IGNORECASE)
# 海外売上高は223億円で、売上高742億円の30.1％を占めました
_SHARE_HELD = re.compile("の?(?:構成比|割合|シェア)?(?:を占め|に(?:相当|あた|当た)|を構成)")


def _ratios(placed: Sequence[Placed], language: Language) -> Iterator[Discrepancy]:
    values = [one for one in placed if one.figure.kind in {"amount", "count"}]
    if any(one.part == "change" and one.figure.kind == "amount" for one in placed):
        values = [one for one in values if one.part != "change"]
    for at, claim in enumerate(placed):
        if claim.figure.kind != "percent" or claim.part not in {"now", "level"}:
            continue
        for ratio in _RATIOS:
            if not ratio.name.search(claim.before):
                continue
            operands = _operands(ratio, values)
            if operands:
                yield from _held_ratio(claim.figure, *operands)
            break
        else:
            if len(values) == _FEWEST:
                yield from _share(placed, at, language)


def _operands(ratio: _Ratio, values: Sequence[Placed]) -> tuple[Figure, Figure] | None:
    """Return what a ratio is taken of, where the sentence gives each of the two once."""
    lower = [one for one in values if ratio.lower.search(_label(one))]
    if not ratio.upper.pattern:
        upper = [one for one in values if one not in lower]
    else:
        upper = [one for one in values if ratio.upper.search(_label(one)) and one not in lower]
        if not upper and len(values) == _FEWEST:
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
        held = claim.before == "の" and _SHARE_HELD.match(claim.after)
        if at < _FEWEST or not (held or _SHARE_AGAINST.fullmatch(claim.before)):
            return
        upper, lower = placed[at - 2], placed[at - 1]
    elif at == _FEWEST and placed[0].before.startswith("Of ") and claim.before == ", or ":
        upper, lower = placed[1], placed[0]  # Of revenue of ¥74.2 billion, ¥22.3 billion, or 30.1%,
    elif 0 < at < len(placed) - 1 and _SHARE_OF.fullmatch(claim.after):
        upper, lower = placed[at - 1], placed[at + 1]
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
    if holds(
        lambda rounding: interval_of(claim, rounding),
        lambda rounding: (
            interval_of(upper, rounding).by(interval_of(lower, rounding)).scaled(_HUNDRED)
        ),
    ):
        return
    share = upper.value / lower.value * _HUNDRED
    right = in_digits(claim, share)
    shown = (share.quantize(min(claim.step, Decimal("0.1")), ROUND_HALF_UP)).normalize()
    reason = f"{upper.surface} / {lower.surface} = {shown:f}%, not {claim.surface}"
    spans = tuple((one.start, one.end) for one in (claim, upper, lower))
    yield Discrepancy("ratio", spans, reason, right)
