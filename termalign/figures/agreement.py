"""Does a Japanese figure agree with an English one: by value, within what each of them shows.

A figure stands for all the values that would be printed so. The coarser of two must be the finer
one rounded half up or cut off at the coarser one's last digit: 1,282.0億円 is ¥128.2 billion,
47.96％ is 48.0%, and 12,384百万円 is ¥12.4 billion but not ¥12.5 billion.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from termalign.figures import bounds, days, units
from termalign.figures.notation import NEGATIVE_MARKS, Worth

if TYPE_CHECKING:
    from termalign.records import Figure

Code = Literal[
    "equal", "rounded", "cut", "finer", "merged",  # agreement, and how
    "value", "scale", "sign", "unit", "point", "rounding", "date", "period",
    "missing", "extra", "range", "swap", "table-unit",
]  # fmt: skip
AGREEING = frozenset({"equal", "rounded", "cut", "finer", "merged"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to say of a Japanese and an English figure, or of one without a partner."""

    code: Code
    ja: Figure | None
    en: Figure | None
    reason: str
    cell: bool = False  # of a table's cell or row that the other language leaves out

    @property
    def agrees(self) -> bool:
        """Whether the two figures say the same."""
        return self.code in AGREEING


_REASONS: dict[str, str] = {
    "equal": "{ja} = {en}",
    "rounded": "{ja} = {en}, rounded half up",
    "cut": "{ja} = {en}, cut off",
    "finer": "{ja} = {en}, which shows more digits",
    "merged": "{ja} = {en}, said once for several",
    "value": "{ja} is not {en}",
    "scale": "{en} is {factor} for {ja}",
    "sign": "{ja} and {en} have opposite signs",
    "unit": "{ja} and {en} have different units",
    "point": "{ja} and {en}: percent and percentage points differ",
    "rounding": "{en} is neither {ja} rounded half up nor {ja} cut off",
    "date": "{ja} is not {en}",
    "period": "{ja} is not {en}",
    "missing": "{ja} has no counterpart in the English",
    "extra": "{en} has no counterpart in the Japanese",
    "range": "{ja} and {en} are bounds in opposite directions",
}
_TEN = Decimal(10)
_HUNDRED = Decimal(100)
_ONE_PER_CENT = Decimal("0.01")
# 10 for a slip between 億 and billion, up to 10^9 for "million" dropped or doubled.
_SLIPS = tuple(Decimal(10) ** power for power in (-1, 1, -2, 2, -3, 3, -4, 4, -6, 6, -8, 8, -9, 9))
# Below this a factor of ten is a digit's slip (2社, 20 companies), not a scale word's.
_LEAST_SCALED = Decimal(1000)
_TELLING = Decimal(100)  # last digits: 18.25 and 182.5 are one number, 5 and 50 may be two
# 12.384 printed as 12.5 is a slip of rounding up twice; two steps off is another value.
_NEAR = Decimal("1.5")


def verdict(code: Code, ja: Figure | None, en: Figure | None) -> Verdict:
    """Return the verdict `code` on a pair, or on one figure alone, with its reason in words."""
    factor = ""
    if code == "scale" and ja and en:
        ratio = _ratio(ja, en)
        times = (ratio if ratio > 1 else 1 / ratio).normalize()
        factor = f"{times:,f} times too {'large' if ratio > 1 else 'small'}"
    reason = _REASONS[code].format(
        ja=ja.surface if ja else "", en=en.surface if en else "", factor=factor
    )
    return Verdict(code, ja, en, " ".join(reason.split()))


# 28カ国 are no 28 cities; other nouns translate too freely to be held one by one.
_NO_COUNTRIES = frozenset(
    {"city", "prefecture", "company", "person", "store", "factory", "branch", "office", "share"}
)


def compare(ja: Figure, en: Figure) -> Code | None:
    """Return how the two agree (`AGREEING`), or in what they differ; None for things not alike.

    For figures other than dates and periods: those are compared by `termalign.figures.periods`.
    """
    if "country" in {ja.unit, en.unit} and {ja.unit, en.unit} & _NO_COUNTRIES:
        return "unit" if _same_number(ja, en) else None
    if ja.unit == en.unit or comparable(ja, en):
        one, other = _worths(ja, en)
        agreement = _agreement(one, other, en)
        if agreement:
            return agreement if same_sign(ja, en) else "sign"
        return _difference(ja, en, one, other)
    if {ja.kind, en.kind} == {"percent", "points"}:
        same = _agreement(*_worths(ja, en), en) or _ONE_PER_CENT in {_over(ja, en), _over(en, ja)}
        return "point" if same else None  # 25bp is 0.25 points, neither 0.25% nor 25%
    return "unit" if _same_number(ja, en) else None


def comparable(ja: Figure, en: Figure) -> bool:
    """Tell whether two figures measure the same kind of thing, so that their values can be held.

    A bare number goes with any: the table's head says what it is. What is counted is not compared
    noun by noun: 15社 are 15 subsidiaries.
    """
    if _CALENDAR & {ja.kind, en.kind}:
        return False
    if ja.unit == units.BARE and en.unit in units.MEASURES and not _has_digits(en):
        return False  # a cell's 6.8 is not cut off to the "Six months" of its row
    if ja.unit == en.unit or units.BARE in {ja.unit, en.unit}:
        return True
    if {ja.kind, en.kind} == {"percent", "multiple"}:
        return True  # 4分の1 is 25%
    measures = units.MEASURES.get(ja.unit), units.MEASURES.get(en.unit)
    if measures[0] and measures[1]:
        return measures[0].family == measures[1].family
    counts = ja.kind == "count" and en.kind == "count"
    if counts and units.ORDINAL in {ja.unit, en.unit}:
        return True  # 3期連続 is the third straight year
    if counts and "year" in {ja.unit, en.unit}:
        return bool({"term", "year old", "anniversary", "generation"} & {ja.unit, en.unit})
    if "time" in {ja.unit, en.unit} and "multiple" in {ja.kind, en.kind}:
        return True  # 3回 is three times
    return counts and not any(measures)


def _has_digits(figure: Figure) -> bool:
    return any(sign.isdigit() for sign in figure.surface)


_CALENDAR = frozenset({"date", "period"})


def same_sign(ja: Figure, en: Figure) -> bool:
    """Tell whether the signs can be meant alike.

    A mark on one side and nothing on the other is for the texts' words to explain
    (`unexplained_sign`); only signs that contradict one another are told here.
    """
    if not ja.value or not en.value:
        return True
    one, other = polarity(ja), polarity(en)
    return one == other or 0 in {one, other}


def polarity(figure: Figure) -> int:
    """Return -1 or 1 for a figure whose sign is said by a mark or word; 0 where none is said."""
    if figure.value < 0:
        return -1
    if not figure.sign or figure.sign == "()":
        return 0
    return 1


def is_marked_negative(figure: Figure) -> bool:
    """Tell whether a minus mark stands at the figure: △, -, マイナス, ¥(5) million; not a word.

    A bare number's parenthesis may mean something else.
    """
    bracketed = figure.sign == "()" and figure.unit != units.BARE
    return figure.value < 0 and (bracketed or figure.sign in NEGATIVE_MARKS)


def _over(one: Figure, other: Figure) -> Decimal | None:
    """Return how many times the other magnitude the one is; None where the other is nothing."""
    return abs(one.value / other.value) if other.value else None


def _worths(ja: Figure, en: Figure) -> tuple[Worth, Worth]:
    """Return both magnitudes in one unit: kW for MW, per cent for quarters."""
    measured = ja.unit in units.MEASURES and en.unit in units.MEASURES
    one, other = (_base(f) if measured else Worth(abs(f.value), f.step) for f in (ja, en))
    if ja.kind == "multiple" and en.kind == "percent":
        return Worth(one.value * _HUNDRED, one.step * _HUNDRED), other
    if ja.kind == "percent" and en.kind == "multiple":
        return one, Worth(other.value * _HUNDRED, other.step * _HUNDRED)
    return one, other


def _base(figure: Figure) -> Worth:
    factor = units.MEASURES[figure.unit].factor
    return Worth(abs(figure.value) * factor, figure.step * factor)


def _agreement(ja: Worth, en: Worth, en_figure: Figure) -> Code | None:
    """Return how two magnitudes agree, None where they do not."""
    if ja.value == en.value:
        return "equal"
    step = en.step
    if bounds.bound_of(en_figure.hedge) in {"about", "over"} and "." not in en_figure.surface:
        step = max(step, _round_step(en))  # "more than 8,000" of 8,350社; ¥5.0 shows its nought
    if step > ja.step:
        if _at(ja.value, step, ROUND_HALF_UP) == en.value:
            return "rounded"
        return "cut" if _at(ja.value, step, ROUND_DOWN) == en.value else None
    # 1億円 does not say ¥148 million: more digits are believed only of a figure that has some.
    precise = ja.value / ja.step >= _TEN
    if en.step < ja.step and precise and _at(en.value, ja.step, ROUND_HALF_UP) == ja.value:
        return "finer"
    return None


def _round_step(worth: Worth) -> Decimal:
    """Return the worth of the last digit that is not nought: 1,000 for 8,000."""
    step = worth.step
    while worth.value and worth.value % (step * _TEN) == 0:
        step *= _TEN
    return step


def _at(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


def _difference(ja: Figure, en: Figure, one: Worth, other: Worth) -> Code:
    """Return in what two figures of one kind differ."""
    measured = ja.unit != en.unit and ja.unit in units.MEASURES and en.unit in units.MEASURES
    ratios = {ja.kind, en.kind} == {"percent", "multiple"}
    if (measured or ratios) and _same_number(ja, en):
        return "unit"  # 90分, 90 seconds; 1.3倍, 1.3%
    told = min(abs(one.value) / one.step, abs(other.value) / other.step) >= _TELLING
    if told or (ja.kind != "percent" and max(one.value, other.value) >= _LEAST_SCALED):
        for slip in _SLIPS:
            if _agreement(one, Worth(other.value * slip, other.step * slip), en) in _SURE:
                return "scale"
    if other.step > one.step and abs(one.value - other.value) <= other.step * _NEAR:
        return "rounding"
    return "value"


_SURE = frozenset({"equal", "rounded", "cut"})


def _same_number(ja: Figure, en: Figure) -> bool:
    """Tell whether the same number stands with different units: 350万株 and ¥3.5 million."""
    return abs(ja.value) == abs(en.value)


def _ratio(ja: Figure, en: Figure) -> Decimal:
    """Return the power of ten between an English figure and what it should be."""
    one, other = _worths(ja, en)
    for slip in _SLIPS:
        if _agreement(one, Worth(other.value * slip, other.step * slip), en) in _SURE:
            return 1 / slip
    return Decimal(1)


def year_of(figure: Figure) -> int | None:
    """Return the year of a figure that is one: 2023 as a date or as a bare number; else None."""
    if figure.kind == "date":
        parts = days.parts_of(figure.value, figure.step, figure.unit)
        return parts.year if parts.month is None else None
    whole = figure.value == figure.value.to_integral_value()
    return int(figure.value) if figure.unit == units.BARE and whole else None
