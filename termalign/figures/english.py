"""How a figure is written in English: ¥128.2 billion, (3.7)%, March 31, 2016, at least 1,000."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from termalign.figures import bounds, days, units
from termalign.figures.en_calendar import MONTHS
from termalign.figures.notation import NEGATIVE_MARKS

if TYPE_CHECKING:
    from termalign.records import Figure

_MARKS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "AUD": "A$", "HKD": "HK$", "SGD": "S$"}
_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "": 1}
# As another figure of the same document abbreviates it: ¥4.13 bn.
_ABBREVIATED = re.compile(
    r"(?P<word>trillion|billion|million|thousand|tn|bn|mn|mil\.|bil\.)", re.IGNORECASE
)
_ABBREVIATIONS = {"tn": 10**12, "bn": 10**9, "bil.": 10**9, "mn": 10**6, "mil.": 10**6}
_PARTS_OF_YEAR = {
    "1Q": "first quarter", "2Q": "second quarter", "3Q": "third quarter", "4Q": "fourth quarter",
    "1H": "first half", "2H": "second half",
}  # fmt: skip
_MULTIPLES = {"0.5": "half", "0.25": "a quarter", "0.3333": "one-third", "0.6667": "two-thirds"}
_HEDGES = {
    "about": "approximately", "over": "more than", "under": "just under", "least": "at least",
    "most": "up to",
}  # fmt: skip
_LESS_THAN = frozenset({"未満", "を下回"})


def in_english(figure: Figure, like: Figure | None = None) -> str:
    """Return `figure` in the usual English style, or in that of `like`, a figure of the document.

    Its scale word is kept where the value can be written with it exactly, and its minus sign.
    """
    if figure.kind == "date":
        return _date(figure)
    if figure.kind == "period":
        return _period(figure)
    text = _signed(figure, like)
    bound = bounds.bound_of(figure.hedge)
    if not bound:
        return text
    hedge = "less than" if figure.hedge in _LESS_THAN else _HEDGES[bound]
    return f"{hedge} {text}"


def rounded_like(figure: Figure, like: Figure) -> Figure:
    """Return `figure` rounded half up to the last digit that `like` shows, if that is coarser."""
    if like.step <= figure.step:
        return figure
    steps = (figure.value / like.step).to_integral_value(ROUND_HALF_UP)
    return replace(figure, value=steps * like.step, step=like.step)


def _signed(figure: Figure, like: Figure | None) -> str:
    positive = _magnitude(figure, like)
    if figure.value >= 0:
        return f"+{positive}" if figure.sign in {"+", "プラス"} else positive
    if like and like.sign in {"+", "-"}:
        return f"-{positive}"
    match = re.search("[0-9][0-9,.]*", positive)
    if match is None or figure.sign not in {*NEGATIVE_MARKS, "()"}:
        return f"down {positive}"  # by a word: 3.7％減, 3分の1引き下げ
    return f"{positive[: match.start()]}({match[0]}){positive[match.end() :]}"


def _magnitude(figure: Figure, like: Figure | None) -> str:
    value = abs(figure.value)
    if figure.kind == "amount":
        return _amount(figure, value, like)
    if figure.kind == "percent":
        return f"{_shown(value, figure.step)}%"
    if figure.kind == "points":
        short = like is not None and like.surface.rstrip().endswith("pt")
        return f"{_shown(value, figure.step)} {'pt' if short else 'percentage points'}"
    if figure.kind == "multiple":
        known = _MULTIPLES.get(f"{value.normalize():f}")
        return known or f"{_shown(value, figure.step)} times"
    if figure.unit == units.ORDINAL:
        return _nth(value)
    number = _scaled(value, figure.step, None)
    measure = figure.unit if figure.unit in units.MEASURES else ""
    if measure.isalpha() and measure.islower() and len(measure) > 3 and value != 1:
        measure += "s"  # 3 months, but 1.5 MW
    return f"{number} {measure}".strip()


def _amount(figure: Figure, value: Decimal, like: Figure | None) -> str:
    word = _ABBREVIATED.search(like.surface) if like else None
    number = _scaled(value, figure.step, word["word"] if word else None)
    if like and re.search(r"(?:yen|dollars?|euros?)\)?$", like.surface):
        name = re.findall("[A-Za-z]+", like.surface)[-1]
        return f"{number} {name}"
    mark = _MARKS.get(figure.unit, f"{figure.unit} ")
    if like and like.surface.lstrip("(-+△▲").startswith(figure.unit):
        mark = f"{figure.unit} "
    return f"{mark}{number}"


def _scaled(value: Decimal, step: Decimal, word: str | None) -> str:
    """Return a number with its scale word: the given one where it is exact, else the usual one."""
    if word:
        factor = _ABBREVIATIONS.get(word.lower()) or _SCALES[word.lower()]
        scaled = value / factor
        if scaled and scaled >= Decimal("0.01"):
            return f"{_trimmed(scaled)} {word}"
    word = _usual_scale(value, step)
    return f"{_trimmed(value / _SCALES[word])} {word}".strip()


def _usual_scale(value: Decimal, step: Decimal) -> str:
    """Return the scale word an English report would use: 12,384百万円 stays in millions."""
    if value >= 10**12 and value % 10**10 == 0:
        return "trillion"
    if value >= 10**9 and step >= 10**7:
        return "billion"
    if value >= 10**6 and step > 10**3:
        return "million"
    return "thousand" if step == 10**3 and value >= 10**6 else ""


def _trimmed(value: Decimal) -> str:
    """Return a number with commas and without idle noughts: 128.2, 1,234."""
    normal = value.normalize()
    return f"{normal:,f}"


def _shown(value: Decimal, step: Decimal) -> str:
    """Return a number with the digits the figure shows: 47.90 stays 47.90."""
    decimals = max(0, -int(step.as_tuple().exponent))
    return f"{value:,.{decimals}f}"


def _nth(value: Decimal) -> str:
    number = int(value)
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else suffix}"


def _date(figure: Figure) -> str:
    year, month, day = days.parts_of(figure.value, figure.step, figure.unit)
    if not month:
        return str(year)
    name = MONTHS[month - 1]
    if day:
        name += f" {day}"
    if year is None:
        return name
    return f"{name}, {year}" if day else f"{name} {year}"


def _period(figure: Figure) -> str:
    if figure.unit == "FYE":
        year, month, day = days.parts_of(figure.value, figure.step, days.DATE)
        assert month
        return f"fiscal year ended {MONTHS[month - 1]} {day}, {year}"
    if figure.unit == "term":
        return f"{_nth(figure.value)} fiscal year"
    if figure.unit == "FY":
        return f"FY{figure.value:f}"
    part = _PARTS_OF_YEAR[figure.unit]
    return f"{part} of FY{figure.value:f}" if figure.value else part


def shown_value(figure: Figure) -> str:
    """Return a figure's value for a table: an ISO date, a period's year, else the plain number."""
    if figure.kind == "date" or figure.unit == "FYE":
        unit = days.DATE if figure.unit == "FYE" else figure.unit
        year, month, day = days.parts_of(figure.value, figure.step, unit)
        named = [f"{year:04d}" if year else "-", *(f"{part:02d}" for part in (month, day) if part)]
        return "-".join(named)
    if figure.kind == "period" and not figure.value:
        return ""  # 第2四半期 names no year
    return f"{figure.value.normalize():f}"


def shown_step(figure: Figure) -> str:
    """Return how exactly a figure is shown: the worth of its last digit, or day, month, year."""
    if figure.kind == "date":
        return "day" if figure.step == 1 else "month" if figure.step < 32 else "year"
    return "" if figure.kind == "period" else f"{figure.step.normalize():f}"
