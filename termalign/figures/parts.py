"""Sums that a sentence states: 合計532億円 of its parts, the shares of a whole."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial, reduce
from typing import TYPE_CHECKING

from termalign.figures import units
from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, Rounding, holds, interval_of
from termalign.figures.rewriting import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure, Language

_HUNDRED = Decimal(100)
_FEWEST = 2  # parts of a sum
_MOST = 12  # beyond them it is a table whose lines ran together
# Whole yen and heads are said exactly where dividends and people are added.
_EXACT = re.compile("配当|dividend|[人名社]|employees|people|stores|店", re.IGNORECASE)

_TOTAL_BEFORE = {
    "ja": re.compile(
        "(?:(?<![小累会統設集推])合?計(?:額|値)?|総額|総計|総数|合算|合わせて|あわせて|併せて"
        "|を(?:合わせ|あわせ)た?|年間配当金?|通期合計|を(?:加え|足し合わせ)た[^、。0-9]{0,16}"
        "|を(?:加え|足し合わせ)て?(?=、?(?:年間|1株当たり)))"
        "(?:では|で|は|が|すると|して|の)?、?(?:年間|1株当たり)?$"
    ),
    "en": re.compile(
        r"(?<![A-Za-z])(?:(?:for|with|making|to|giving|at|,) an? (?:combined |grand |overall )?"
        r"(?:total|sum)(?: [a-z-]+){0,3} of|total(?:l)?ing|total(?:l)?ed|in total(?:,| of)?"
        r"|amount(?:ing|ed) to a total of|a (?:combined|grand) total of"
        r"|together (?:total(?:l)?ing|amounting to)|combined[a-z ]* of|sum(?:med)? (?:of|to)"
        r"|(?:annual|full-year) dividends? (?:of|to|is|was|will be|comes? to|total(?:s|ing)?)"
        r"|br(?:ing(?:s|ing)?|ought) [a-z' ’-]{3,40} to|add(?:s|ed|ing)? up to"
        r"|(?:will|would|should) total|totals"
        r"|total(?: [a-z-]+){0,2} (?:of|was|were|is|came to)|(?:(?<=; )|(?<=\())total:?)"
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
        r"|breaks? down into|broken down|composed of|divided into|allocate[sd]|split between)"
        r"(?![A-Za-z])",
        re.IGNORECASE,
    ),
}
_PART = {
    "ja": re.compile("(?:うち|(?<=[(（、])内(?!訳|容))[、,]?[^、。]{0,16}$"),
    "en": re.compile(
        r"(?<![A-Za-z])(?:of which|including|of this)(?![A-Za-z])[^.;]{0,40}$", re.IGNORECASE
    ),
}
_NOT_ADDED = re.compile(
    "累計|平均|残高|前年|前期|閉店|退店|閉鎖|average|cumulative|per |prior|previous|closed|closure",
    re.IGNORECASE,
)
_COMPLEMENTS = (
    ("国内", "海外"), ("個人", "法人"), ("男性", "女性"), ("上期", "下期"), ("中間", "期末"),
    ("日本", "海外"), ("固定", "変動"), ("流動", "固定"),
    ("domestic", "overseas"), ("domestic", "international"), ("Japan", "overseas"),
    ("interim", "year-end"), ("men", "women"), ("first half", "second half"),
)  # fmt: skip


# What lists only the chief parts, or counts them on different bases, makes no total.
_NOT_ALL = re.compile(
    "[円名人台社件]など|主な|主に|分割[前後]|mainly|chiefly|such as|among others|before the split",
    re.IGNORECASE,
)


def part_discrepancies(
    placed: Sequence[Placed], sentence: str, language: Language
) -> Iterator[Discrepancy]:
    """Yield the sums of one sentence that its figures do not make."""
    if len(placed) > _FEWEST and not _NOT_ALL.search(sentence):
        yield from _sums(placed, sentence, language)
    yield from _shares(placed, sentence)
    yield from _larger_parts(placed, language)


# --- sums ----------------------------------------------------------------------------------------


def _sums(placed: Sequence[Placed], sentence: str, language: Language) -> Iterator[Discrepancy]:
    for at, one in enumerate(placed):
        if one.figure.kind not in {"amount", "count"} or one.part != "now":
            continue
        parts = _parts_of(placed, at, sentence, language)
        if not _FEWEST <= len(parts) <= _MOST or _adds_up(one.figure, parts, sentence):
            continue
        yield _missed(one.figure, parts)


def _parts_of(placed: Sequence[Placed], at: int, sentence: str, language: Language) -> list[Figure]:
    """Return the parts that the figure at `at` is said to be the sum of; none where it is none."""
    total = placed[at]
    if _JUST_ADDED.match(total.before) and at >= _FEWEST and placed[at - 1].before in {"に", "へ"}:
        return [one.figure for one in placed[at - _FEWEST : at]]  # 前期の25円に3円を加えた28円
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
    breakdown = _BREAKDOWN[language].search(total.after) or _LISTED_AFTER.fullmatch(total.after)
    complement = at == 0 and any(
        all(word in sentence[total.figure.end :] for word in pair) for pair in _COMPLEMENTS
    )
    if breakdown or (complement and _opens_list(total)):
        after = _listed(placed[at + 1 :], total)
        two = len(after) == _FEWEST
        return after if breakdown or two else []
    return []


_JUST_ADDED = re.compile("を(?:加え|足し)た")


def _opens_list(total: Placed) -> bool:
    return bool(
        re.match(
            r"\)?(?: in (?:total|all))? ?[(（:：]|(?:で、|、)?(?:その)?内訳"
            r"|, (?:with|consisting|comprising)",
            total.after,
        )
    )


# 6,480 people: 3,915 in Japan, 1,702 in Asia and 863 elsewhere
_LISTED_AFTER = re.compile(
    r"(?! of (?:whom|which|them|these))(?: (?:of|in|for)? ?[a-z]+){0,3}: (?:[A-Za-z]+ ){0,4}"
)
_MAY_BE_LESS = re.compile(
    "調整|消去|(?:営業|投資|財務)(?:活動|CF|キャッシュ)|adjust|eliminat|(?:operat|invest|financ)ing",
    re.IGNORECASE,
)
_NEAR = 20  # signs


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
        alike = alike or (total.figure.unit == units.BARE and one.figure.kind == "count")
        taken_off = one.value < 0 and _MAY_BE_LESS.search(f"{one.before} {one.after[:_NEAR]}")
        if not alike or (one.value <= 0 and not taken_off):
            return []
        if _ASIDE.search(one.before):
            continue  # 国内3,415名（うち臨時従業員620名）、海外1,280名
        if _PART["ja"].search(one.before) or _PART["en"].search(one.before):
            return []
        parts.append(one.figure)
    return parts


_ASIDE = re.compile("[(（](?:うち|内(?!訳|容))[^()（）]*$|, of (?:whom|which) $")


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
    right = written_anew(total, sum((part.value for part in parts), Decimal(0)))
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


_MIX = re.compile(
    "構成|内訳|割合|[別層]では|split|mix|breakdown|made up|accounted for"
    "|by (?:age|region|area|segment|product|channel|country|type|gender|industry)",
    re.IGNORECASE,
)
_REST = re.compile("その他|残り|other|rest|remaind", re.IGNORECASE)
_SEVERAL_ANSWERS = re.compile("複数回答|multiple answers", re.IGNORECASE)


def _shares(placed: Sequence[Placed], sentence: str) -> Iterator[Discrepancy]:
    """Yield the shares of one whole that do not make it: 構成比は国内62.0％、海外48.0％."""
    shares = [one.figure for one in placed if one.figure.kind == "percent" and one.part == "now"]
    # Ages and sizes name the groups: those aged 40 or older, 46%.
    names = [one for one in placed if one.figure.kind == "count" and one.part == "now"]
    if len(shares) + len(names) != len(placed) or not _MIX.search(sentence):
        return
    if len(shares) < _FEWEST + bool(names):
        return
    whole = sum((one.value for one in shares), Decimal(0))
    if len(shares) == _FEWEST:
        complete = any(all(word in sentence for word in pair) for pair in _COMPLEMENTS)
    else:
        complete = whole > _HUNDRED or bool(_REST.search(sentence))
    if not complete or _SEVERAL_ANSWERS.search(sentence):
        return
    if any(2 * one.value == whole for one in shares):
        return  # 75％（うち45％、30％）: parts of one of them
    if sum(one.figure.kind == "percent" and one.after.startswith(" of ") for one in placed) > 1:
        return  # 52% of new hires and 41% of all employees
    if abs(whole - _HUNDRED) > sum(one.step for one in shares):
        spans = tuple((one.start, one.end) for one in shares)
        shown = " + ".join(one.surface for one in shares)
        yield Discrepancy("sum", spans, f"{shown} = {whole}%, not 100%", "")
