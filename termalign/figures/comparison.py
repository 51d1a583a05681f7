"""The figures of two texts that translate one another, paired one to one, with a verdict a pair."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from termalign.figures import bounds, find_figures, units
from termalign.figures.agreement import (
    AGREEING,
    Code,
    Verdict,
    comparable,
    compare,
    is_marked_negative,
    polarity,
    same_sign,
    verdict,
    year_of,
)
from termalign.figures.levels import compare_levels
from termalign.figures.notation import MINUS_MARKS
from termalign.figures.periods import compare_calendar, is_calendar
from termalign.figures.polarity import clause_of, contradicted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from termalign.records import Figure
    from termalign.settings import Profile

# Of two figures that do not agree, which difference explains them best.
_RANK: dict[Code, int] = {"sign": 0, "point": 1, "unit": 2, "scale": 3, "rounding": 4, "value": 5}
# Above this many leftovers a side a text is a list of other figures: pairing them says nothing.
_MOST_LEFTOVERS = 60
_MOST_COMPARED, _NEAR = 400, 20
_EN_NEGATIVE = re.compile(
    r"loss|deficit|decreas|declin|\bdown|fell|fall|drop|lower|reduc|negative|minus|outflow|used in"
    r"|\bless\b|deteriorat|worsen|impair|cut|shr[aiu]nk|contract|weak|improv",
    re.IGNORECASE,
)
# "Profit (loss)" heads positive figures and negative ones alike.
_CAPTION = re.compile(r"\((?:loss(?:es)?|decrease|deficit|expenses?|outflow)\)", re.IGNORECASE)
_JA_NEGATIVE = re.compile(
    "[減損△▲]|赤字|低下|下落|下回|マイナス|縮小|悪化|支出|流出|取崩|改善|下げ"
)
# A row of at least this many bare numbers on both sides is read as a table's row.
_ROW = 3
_ONE = Decimal(1)
_POWERS = tuple(Decimal(10) ** power for power in range(-6, 7))
_SURE = frozenset({"equal", "rounded", "cut"})


def compare_texts(
    ja_text: str,
    en_text: str,
    profile: Profile | None = None,
    ratios: Collection[Decimal] = (),
) -> tuple[Verdict, ...]:
    """Return a verdict on every figure of two texts: on pairs, and on figures without a partner.

    In the order of the Japanese, what is only in the English last. `ratios` are those that the
    units declared around the texts allow between bare numbers: 10 where 98.4 under 億円 may stand
    as 9.84 under ¥ billion.
    """
    ja, en = find_figures(ja_text, "ja"), find_figures(en_text, "en")
    verdicts = compare_calendar(
        [figure for figure in ja if is_calendar(figure) or figure.unit == units.ORDINAL],
        [figure for figure in en if is_calendar(figure) or figure.unit == units.ORDINAL],
        profile,
    )
    spoken_for = {id(f) for v in verdicts for f in (v.ja, v.en) if f and not is_calendar(f)}
    ja_numbers, en_numbers, others = _numbers(ja, en, verdicts)
    ja_numbers = [figure for figure in ja_numbers if id(figure) not in spoken_for]
    en_numbers = [figure for figure in en_numbers if id(figure) not in spoken_for]
    levels, ja_numbers, en_numbers = compare_levels(ja_text, ja_numbers, en_numbers)
    verdicts = [*others, *levels, *_compare_numbers(ja_numbers, en_numbers, ratios)]
    marked = any(is_marked_negative(figure) for figure in en)
    if _OF_INTEREST.search(ja_text):
        verdicts = [_in_basis_points(found) for found in verdicts]
    verdicts = [_signed(v, ja_text, en_text, marks_negatives=marked) for v in verdicts]
    if any(_is_bracketed(found) for found in verdicts):
        verdicts = [_by_brackets(found) for found in verdicts]
    return tuple(sorted(verdicts, key=_position))


# 借入利率は0.25％引き上げられ is a change in points, and "25 basis points" says so.
_OF_INTEREST = re.compile("金利|利率|利回り|割引率")
_BASIS = re.compile("basis point|bp", re.IGNORECASE)


def _in_basis_points(found: Verdict) -> Verdict:
    """Return the verdict on a change of an interest rate in per cent that is told in bp."""
    ja, en = found.ja, found.en
    if found.code == "point" and ja and en and ja.kind == "percent" and _BASIS.search(en.surface):
        return verdict("equal", ja, en) if abs(ja.value) == abs(en.value) else found
    return found


def _position(found: Verdict) -> tuple[int, int]:
    end = 1 << 30
    return (found.ja.start if found.ja else end, found.en.start if found.en else end)


def _numbers(
    ja: Sequence[Figure], en: Sequence[Figure], verdicts: list[Verdict]
) -> tuple[list[Figure], list[Figure], list[Verdict]]:
    """Return the figures to compare by value, and the calendar's verdicts that stand.

    A bare 2023 is read as a year; where it has no partner among the dates it may be a number.
    """
    ja_numbers = [figure for figure in ja if not is_calendar(figure)]
    en_numbers = [figure for figure in en if not is_calendar(figure)]
    standing = []
    for found in verdicts:
        alone = found.ja or found.en
        lone_year = found.code in {"missing", "extra"} and not (found.ja and found.en)
        partner = _same_year(found.ja, en_numbers) if found.ja and not found.en else None
        if partner and found.ja:
            en_numbers.remove(partner)
            standing.append(verdict("equal", found.ja, partner))
        elif (
            lone_year
            and alone
            and alone.kind == "date"
            and re.fullmatch("[0-9０-９]{4}", alone.surface)
        ):
            number = _as_number(alone)
            (ja_numbers if found.ja else en_numbers).append(number)
        else:
            standing.append(found)
    return sorted(ja_numbers, key=_start), sorted(en_numbers, key=_start), standing


def _same_year(figure: Figure, numbers: list[Figure]) -> Figure | None:
    """Return the bare number that is the year of a date: 1701 for 1701年; None for none."""
    year = year_of(figure) if figure.kind == "date" else None
    if year is None:
        return None
    return next((number for number in numbers if year_of(number) == year), None)


def _start(figure: Figure) -> int:
    return figure.start


def _as_number(year: Figure) -> Figure:
    one = Decimal(1)
    return replace(year, kind="count", value=Decimal(year.surface), step=one, unit=units.BARE)


# --- numbers -----------------------------------------------------------------------------------


def _compare_numbers(
    ja: list[Figure], en: list[Figure], ratios: Collection[Decimal]
) -> list[Verdict]:
    """Return the verdicts on all figures that are neither dates nor periods."""
    en_as_read = en
    shift = _common_scale(ja, en, ratios)
    if shift != 1:
        en = [_shifted(figure, shift) for figure in en]
    original = {id(figure): read for figure, read in zip(en, en_as_read, strict=True)}
    verdicts, ja_left, en_left = _pair_equal(ja, en)
    more, ja_left, en_left = _pair_close(ja_left, en_left)
    verdicts += more
    merged, ja_left, en_left = _merge(ja_left, en_left, verdicts)
    verdicts += merged
    verdicts += _pair_different(ja_left, en_left)
    return [_restored(found, original) for found in verdicts]


def _restored(found: Verdict, original: dict[int, Figure]) -> Verdict:
    if found.en is None:
        return found
    return verdict(found.code, found.ja, original[id(found.en)])


def _common_scale(
    ja: Sequence[Figure], en: Sequence[Figure], ratios: Collection[Decimal]
) -> Decimal:
    """Return the factor between the bare numbers of two table rows, 1 where there is none.

    1,150.3 98.4 61.0 under 億円 is 115.03 9.84 6.10 under ¥ billion. The units may be declared
    somewhere near (`ratios`), or so many numbers in a row tell it themselves.
    """
    ones = [figure for figure in ja if figure.unit == units.BARE and figure.value]
    others = [figure for figure in en if figure.unit == units.BARE and figure.value]
    if not ones or len(ones) != len(others):
        return _ONE
    row = len(ones) >= _ROW
    factors = {_ONE, *ratios, *(_POWERS if row else ())}
    votes = {factor: _agreeing(ones, others, factor) for factor in factors}
    factor = max(factors, key=lambda factor: (votes[factor], factor == 1, factor in ratios, factor))
    if votes[factor] * 2 > len(ones):
        return factor
    # Two cells under declared units, of which one is wrong, or both stand the wrong way round.
    declared = {one: _meeting(ones, others, one) for one in {_ONE, *ratios}}
    best = max(declared, key=lambda one: (declared[one], one == 1, one))
    return best if declared[best] > declared[_ONE] else _ONE


def _meeting(ja: Sequence[Figure], en: Sequence[Figure], factor: Decimal) -> int:
    """Return how many of a row's numbers agree with any of the other's, the English multiplied."""
    shifted = [_shifted(other, factor) for other in en]
    return sum(any(compare(one, other) in _SURE for other in shifted) for one in ja)


def _agreeing(ja: Sequence[Figure], en: Sequence[Figure], factor: Decimal) -> int:
    """Return how many of two rows' numbers agree, place by place, the English multiplied."""
    pairs = zip(ja, en, strict=True)
    return sum(compare(one, _shifted(other, factor)) in _SURE for one, other in pairs)


def _shifted(figure: Figure, factor: Decimal) -> Figure:
    if figure.unit != units.BARE:
        return replace(figure)  # a copy of its own, so that it is told from the others
    return replace(figure, value=figure.value * factor, step=figure.step * factor)


def _pair_equal(
    ja: list[Figure], en: list[Figure]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Pair what is equal in value and unit, then in value alone; the order decides the rest."""
    by_value: dict[Decimal, deque[int]] = defaultdict(deque)
    for index, figure in enumerate(en):
        by_value[abs(figure.value)].append(index)
    verdicts: list[Verdict] = []
    taken: set[int] = set()
    partners: dict[int, int] = {}
    for same_unit in (True, False):
        for index, figure in enumerate(ja):
            if index in partners:
                continue
            candidates = by_value[abs(figure.value)]
            while candidates and candidates[0] in taken:  # a million ones take linear time, too
                candidates.popleft()
            for other in candidates:
                partner = en[other]
                fits = figure.unit == partner.unit or (
                    not same_unit and comparable(figure, partner)
                )
                if other not in taken and fits and compare(figure, partner) == "equal":
                    taken.add(other)
                    partners[index] = other
                    break
    verdicts = [verdict("equal", ja[one], en[other]) for one, other in partners.items()]
    ja_left = [figure for index, figure in enumerate(ja) if index not in partners]
    en_left = [figure for index, figure in enumerate(en) if index not in taken]
    return verdicts, ja_left, en_left


def _pair_close(
    ja: list[Figure], en: list[Figure]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Pair what agrees after rounding, cutting off or conversion, nearest in order first."""
    candidates = []
    long = max(len(ja), len(en)) > _MOST_COMPARED
    for one, figure in enumerate(ja):
        # Of a long list only the neighbours are tried: it is in order, or another one.
        first = max(0, one * len(en) // len(ja) - _NEAR) if long else 0
        for other, partner in enumerate(en[first : first + 2 * _NEAR] if long else en, first):
            code = compare(figure, partner)
            if code in AGREEING:
                candidates.append((_distance(one, len(ja), other, len(en)), one, other, code))
    return _take(candidates, ja, en)


def _pair_different(ja: list[Figure], en: list[Figure]) -> list[Verdict]:
    """Return the verdicts on figures that agree with none: pairs that differ, the rest alone."""
    candidates = []
    if len(ja) <= _MOST_LEFTOVERS and len(en) <= _MOST_LEFTOVERS:
        for one, figure in enumerate(ja):
            for other, partner in enumerate(en):
                code = None if _is_idle(figure) or _is_idle(partner) else compare(figure, partner)
                if code in _RANK and (code != "value" or _alike(figure, partner)):
                    cost = _RANK[code] + _distance(one, len(ja), other, len(en))
                    candidates.append((cost, one, other, code))
    verdicts, ja, en = _take(candidates, ja, en)
    verdicts += [verdict("missing", figure, None) for figure in ja]
    return verdicts + [verdict("extra", None, figure) for figure in en]


def _is_idle(figure: Figure) -> bool:
    """Tell whether a number may mean nothing: one, a single, the first."""
    in_digits = any(sign.isdigit() for sign in figure.surface)
    if figure.unit in units.MEASURES:
        return False  # a term of one year is not one month
    if in_digits and figure.unit == units.ORDINAL:
        return False  # 第1位 is not No. 2
    return abs(figure.value) == 1 and (figure.kind == "count" or not in_digits)


def _alike(ja: Figure, en: Figure) -> bool:
    """Tell whether two different values can be meant for one another: both yen, both digits."""
    if ja.unit == en.unit or ("time" in {ja.unit, en.unit} and "multiple" in {ja.kind, en.kind}):
        return True
    return ja.kind == en.kind or units.BARE in {ja.unit, en.unit}


def _distance(one: int, ones: int, other: int, others: int) -> float:
    """Return how far apart two figures stand in their orders, from 0 to below 1."""
    return abs(one / ones - other / others)


def _take(
    candidates: list[tuple[float, int, int, Code]], ja: list[Figure], en: list[Figure]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Take the cheapest pairs one to one; return their verdicts and what is left of both sides."""
    ones: dict[int, tuple[int, Code]] = {}
    others: set[int] = set()
    for _, one, other, code in sorted(candidates):
        if one not in ones and other not in others:
            ones[one] = (other, code)
            others.add(other)
    verdicts = [verdict(code, ja[one], en[other]) for one, (other, code) in ones.items()]
    ja_left = [figure for index, figure in enumerate(ja) if index not in ones]
    en_left = [figure for index, figure in enumerate(en) if index not in others]
    return verdicts, ja_left, en_left


def _merge(
    ja: list[Figure], en: list[Figure], paired: Sequence[Verdict]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Return the verdicts on repeats: 中間15円、期末15円 is ¥15 each."""
    verdicts: list[Verdict] = []
    ja_left, en_left = [], []
    for figure in ja:
        partner = next((v.en for v in paired if v.en and _repeats(figure, v.en, v.ja)), None)
        if partner:
            verdicts.append(verdict("merged", figure, partner))
        else:
            ja_left.append(figure)
    for other in en:
        source = next((v.ja for v in paired if v.ja and _repeats(v.ja, other, v.en)), None)
        if source:
            verdicts.append(verdict("merged", source, other))
        else:
            en_left.append(other)
    return verdicts, ja_left, en_left


def _repeats(ja: Figure, en: Figure, sibling: Figure | None) -> bool:
    same = sibling is not None and sibling.unit in {ja.unit, en.unit}
    return same and compare(ja, en) in AGREEING


# --- signs and bounds --------------------------------------------------------------------------


def _signed(found: Verdict, ja_text: str, en_text: str, *, marks_negatives: bool) -> Verdict:
    """Return the verdict on an agreeing pair once its sign and bound are looked at too.

    A minus mark on one side must be a mark or a word on the other: △3.7% is no mere 3.7%. Where the
    English marks its negatives, ¥(1.9) billion, an amount without a mark needs the word beside it.
    """
    ja, en = found.ja, found.en
    if not found.agrees or not ja or not en or is_calendar(ja) or is_calendar(en):
        return found
    if bounds.opposed(ja.hedge, en.hedge):
        return verdict("range", ja, en)
    if en.sign == "()" and not ja.sign and _is_aside(ja, ja_text):
        return found  # （同163円75銭）, (¥163.75): no minus
    if not same_sign(ja, en):
        return verdict("sign", ja, en)
    turned = contradicted(ja, en, ja_text, en_text)
    if turned:
        return verdict(turned, ja, en)
    clause = clause_of(en, en_text) if marks_negatives and ja.kind == "amount" else en_text
    if is_marked_negative(ja) and polarity(en) == 0 and not _says_negative(clause):
        return found if en.sign == "()" else verdict("sign", ja, en)
    if is_marked_negative(en) and polarity(ja) == 0 and not _JA_NEGATIVE.search(ja_text):
        return verdict("sign", ja, en)
    return found


def _is_aside(figure: Figure, text: str) -> bool:
    """Tell whether a figure stands in brackets that hold more than it: （同163円75銭）."""
    opened = max(text.rfind("(", 0, figure.start), text.rfind("（", 0, figure.start))
    closed = max(text.rfind(")", 0, figure.start), text.rfind("）", 0, figure.start))
    return opened > closed and figure.start - opened > 1


def _is_bracketed(found: Verdict) -> bool:
    """Tell whether two cells show that brackets are minus marks here: △205 stands as (205)."""
    ja, en = found.ja, found.en
    if not found.agrees or ja is None or en is None or not ja.sign:
        return False
    return ja.value < 0 and ja.sign in MINUS_MARKS and en.sign == "()" and en.value < 0


def _by_brackets(found: Verdict) -> Verdict:
    """Return the verdict on two cells of a row whose brackets are minus marks: 126 is not (126)."""
    ja, en = found.ja, found.en
    if not found.agrees or not ja or not en or not ja.unit == en.unit == units.BARE:
        return found
    negative = ja.value < 0, en.value < 0
    return verdict("sign", ja, en) if negative[0] != negative[1] and ja.value else found


def _says_negative(en_text: str) -> bool:
    return bool(_EN_NEGATIVE.search(_CAPTION.sub(" ", en_text)))


# --- across the edges of beads -----------------------------------------------------------------


def reconciled(beads: Sequence[tuple[Verdict, ...]], reach: int) -> list[tuple[Verdict, ...]]:
    """Return the verdicts of beads in order, without figures that stand just over a bead's edge.

    A figure missing in one bead and extra in another, at most `reach` beads off, was not lost by
    the translator but put there by the aligner.
    """
    gone: set[tuple[int, int]] = set()
    for row, verdicts in enumerate(beads):
        for number, found in enumerate(verdicts):
            if found.code == "missing" and found.en is None and found.ja is not None:
                other = _extra_nearby(found.ja, beads, row, reach, gone)
                if other:
                    gone |= {(row, number), other}
    return [
        tuple(found for number, found in enumerate(verdicts) if (row, number) not in gone)
        for row, verdicts in enumerate(beads)
    ]


def _extra_nearby(
    figure: Figure,
    beads: Sequence[tuple[Verdict, ...]],
    row: int,
    reach: int,
    gone: set[tuple[int, int]],
) -> tuple[int, int] | None:
    for near in range(max(0, row - reach), min(len(beads), row + reach + 1)):
        for number, found in enumerate(beads[near]):
            if found.code != "extra" or found.en is None or (near, number) in gone:
                continue
            if near != row and _agree(figure, found.en):
                return near, number
    return None


def _agree(ja: Figure, en: Figure) -> bool:
    if is_calendar(ja) or is_calendar(en):
        return all(found.agrees for found in compare_calendar([ja], [en]))
    return compare(ja, en) in AGREEING
