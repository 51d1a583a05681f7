"""Do the dates and periods of two texts agree: 2026年3月期第2四半期末 is September 30, 2025.

A period is taken apart into what it names: a quarter or half, a fiscal year, a term. A fiscal year
that is named by the month it ends in, 2024年3月期, may be called FY2023 or FY2024.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import days, units
from termalign.figures.agreement import Verdict, verdict, year_of
from termalign.settings import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import Figure

_QUARTERS_OF_HALF = {"1H": "2Q"}  # 第2四半期累計期間 is the first half
# Periods outside these years are slips, and date arithmetic on them would end the calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class _Facet(NamedTuple):
    """One thing a period names: a quarter or half by its label, a year by all its names."""

    kind: str  # "part", "year", "term"
    names: frozenset[str]
    figure: Figure


def is_calendar(figure: Figure) -> bool:
    """Tell whether a figure is a date or a period."""
    return figure.kind in {"date", "period"}


def compare_calendar(
    ja: Sequence[Figure], en: Sequence[Figure], profile: Profile | None = None
) -> list[Verdict]:
    """Return the verdicts on all dates and periods among the figures of two texts.

    What the profile leaves open, how a fiscal year is called and when it ends, may be either way.
    """
    habits = profile or Profile()
    en_dates = [figure for figure in en if figure.kind == "date"]
    ja_dates = [figure for figure in ja if figure.kind == "date"]
    matched, ja_left, en_left = _pair_dates(ja_dates, en_dates)
    verdicts, ja_facets, en_facets = _pair_facets(_facets(ja, habits), _facets(en, habits))
    verdicts += matched
    ja_periods = [figure for figure in ja if figure.kind == "period"]
    en_periods = [figure for figure in en if figure.kind == "period"]
    en_left, explained = _explain(en_left, ja_facets, ja_periods, habits)
    ja_left, more = _explain(ja_left, en_facets, en_periods, habits)
    for figure, period in explained:
        verdicts.append(verdict("equal", period, figure))
    for figure, period in more:
        verdicts.append(verdict("equal", figure, period))
    begun = _begun(ja_left, verdicts)
    verdicts += [verdict("merged", figure, end) for figure, end in begun]
    ja_left = [figure for figure in ja_left if all(figure is not first for first, _ in begun)]
    rest = _pair_rest(ja_left, en_left, ja_facets, en_facets)
    # 4Q23 and 4Q24 meet in the quarter and differ in the year: they differ.
    differing = {(found.ja, found.en) for found in rest}
    return [found for found in verdicts if (found.ja, found.en) not in differing] + rest


# --- dates -------------------------------------------------------------------------------------


def _parts(figure: Figure) -> days.Parts:
    return days.parts_of(figure.value, figure.step, figure.unit)


def _pair_dates(
    ja: Sequence[Figure], en: Sequence[Figure]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Return the agreeing pairs and what is left over of either side."""
    verdicts: list[Verdict] = []
    ja_left, en_left = list(ja), list(en)
    for test in (_equal_dates, _agreeing_dates):
        for figure in list(ja_left):
            partner = next((other for other in en_left if test(figure, other)), None)
            if partner:
                ja_left.remove(figure)
                en_left.remove(partner)
                verdicts.append(verdict("equal", figure, partner))
    # A date may be said once for several, or once more: 2023年9月 twice, September 2023 once.
    for figure in list(ja_left):
        partner = next((other for other in en if _agreeing_dates(figure, other)), None)
        if partner:
            ja_left.remove(figure)
            verdicts.append(verdict("merged", figure, partner))
    for other in list(en_left):
        source = next((figure for figure in ja if _agreeing_dates(figure, other)), None)
        if source:
            en_left.remove(other)
            verdicts.append(verdict("merged", source, other))
    return verdicts, ja_left, en_left


def _equal_dates(ja: Figure, en: Figure) -> bool:
    return _parts(ja) == _parts(en)


def _agreeing_dates(ja: Figure, en: Figure) -> bool:
    """Tell whether all that both dates name is the same; a month's end may gain its day."""
    one, other = _parts(ja), _parts(en)
    if any(a and b and a != b for a, b in zip(one, other, strict=True)):
        return False
    short = other.year is None and one.day is None and one.month is not None
    if short and one.year and other.day == one.year % 100:
        return True  # Oct. 18 is written for October 2018
    if other.day and not one.day:
        year = other.year or one.year or days.YEARLESS
        return bool(one.month and other.day == days.last_day(year, one.month))
    if one.month is None or other.month is None:
        return bool(one.year and other.year)
    return True


def _begun(dates: list[Figure], paired: Sequence[Verdict]) -> list[tuple[Figure, Figure]]:
    """Return the dates that a period begins with whose end is in the English, with that end.

    自 2025年４月１日 至 2025年９月30日 is "the six months ended September 30, 2025".
    """
    begun = []
    for figure in dates:
        first = date.fromordinal(int(figure.value))
        if figure.step != 1 or figure.unit != days.DATE or first.day != 1:
            continue
        for found in paired:
            if found.ja is None or found.en is None or found.ja.step != 1 or not found.agrees:
                continue
            if found.ja.kind == "date" and _whole_quarters(first, found.ja):
                begun.append((figure, found.en))
                break
    return begun


def _whole_quarters(first: date, end: Figure) -> bool:
    last = date.fromordinal(int(end.value))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return months in {3, 6, 9, 12} and last.day == days.last_day(last.year, last.month)


# --- periods -----------------------------------------------------------------------------------


def _facets(figures: Iterable[Figure], habits: Profile) -> list[_Facet]:
    facets = []
    for figure in figures:
        if figure.kind == "count" and figure.unit == units.ORDINAL:
            facets.append(_Facet("ordinal", frozenset({f"{figure.value:f}"}), figure))
        if figure.kind != "period":
            continue
        if figure.unit == "term":
            facets.append(_Facet("term", frozenset({f"{figure.value:f}"}), figure))
            continue
        if figure.unit[0].isdigit():
            facets.append(_Facet("part", frozenset({figure.unit}), figure))
        years = _years(figure, habits)
        if years:
            facets.append(_Facet("year", frozenset(map(str, years)), figure))
    return facets


def _years(figure: Figure, habits: Profile) -> tuple[int, ...]:
    """Return the years a period's fiscal year may be called by."""
    if figure.unit == "FYE":
        last = date.fromordinal(int(figure.value))
        if last.month == 12 or habits.fiscal_year_label == "last":
            return (last.year,)
        first = (last.year - 1,)
        return first if habits.fiscal_year_label == "first" else (*first, last.year)
    return (int(figure.value),) if figure.value else ()


def _pair_facets(
    ja: list[_Facet], en: list[_Facet]
) -> tuple[list[Verdict], list[_Facet], list[_Facet]]:
    """Return the verdicts on periods that name the same, and the facets that found no partner."""
    verdicts = []
    matched: set[int] = set()
    for facet in ja:
        for index, other in enumerate(en):
            if _same(facet, other):
                matched.add(index)
                verdicts.append(verdict("equal", facet.figure, other.figure))
                break
    ja_left = [f for f in ja if not any(_same(f, other) for other in en) and f.kind != "ordinal"]
    en_left = [f for f in en if not any(_same(other, f) for other in ja)]
    return _once_each(verdicts), ja_left, en_left


def _once_each(verdicts: list[Verdict]) -> list[Verdict]:
    """Return one verdict a pair of figures: 2Q23 and 2Q FY23 meet in quarter and year."""
    seen: dict[tuple[int, int], Verdict] = {}
    for found in verdicts:
        assert found.ja
        assert found.en
        seen.setdefault((found.ja.start, found.en.start), found)
    return list(seen.values())


def _same(ja: _Facet, en: _Facet) -> bool:
    if ja.kind == en.kind == "year" and ja.figure.unit == en.figure.unit == "FYE":
        return ja.figure.value == en.figure.value  # both name the day
    if ja.kind == en.kind and ja.names & en.names:
        return True
    if {ja.kind, en.kind} == {"term", "ordinal"} and ja.names == en.names:
        return True  # 第48期, 48th
    halves = {_QUARTERS_OF_HALF.get(name, "") for name in ja.names | en.names}
    return ja.kind == en.kind == "part" and bool(halves & (ja.names | en.names))


def _explain(
    dates: list[Figure], facets: list[_Facet], periods: Sequence[Figure], habits: Profile
) -> tuple[list[Figure], list[tuple[Figure, Figure]]]:
    """Return the dates no period of the other side explains, and those explained, with it.

    2026年3月期第2四半期末 explains September 30, 2025; 2023年度 explains a mere 2023. The facets of
    an explaining period, and the quarters that are explained with it, are taken off `facets`.
    """
    left, explained = [], []
    for figure in dates:
        period = next((p for p in periods if _explains(p, periods, figure, habits)), None)
        if period is None:
            left.append(figure)
            continue
        explained.append((figure, period))
        facets[:] = [f for f in facets if f.figure is not period and f.kind != "part"]
    return left, explained


def _explains(period: Figure, periods: Sequence[Figure], figure: Figure, habits: Profile) -> bool:
    parts = _parts(figure)
    if parts.month is None:
        return year_of(figure) in _years(period, habits)
    return any(_falls_on(parts, day) for day in _marked_days(period, periods, habits))


def _falls_on(parts: days.Parts, day: date) -> bool:
    return (
        parts.month == day.month and parts.year in {None, day.year} and parts.day in {None, day.day}
    )


def _marked_days(period: Figure, periods: Sequence[Figure], habits: Profile) -> list[date]:
    """Return the first and last days a fiscal period has, its quarter's too where one is named."""
    if period.unit == "FYE":
        lasts = [date.fromordinal(int(period.value))]
    elif period.value and period.unit != "term":
        lasts = _year_ends(int(period.value), habits)
    else:
        return []
    parts = {p.unit for p in periods if p.unit[0].isdigit()}
    marked = []
    for last in lasts:
        if not _FIRST_YEAR < last.year < _LAST_YEAR:
            continue
        ends = [last, *(days.months_later(last, _MONTHS_TO_END[part]) for part in sorted(parts))]
        for part in parts:
            start = days.months_later(last, _MONTHS_TO_END[part] - (6 if "H" in part else 3))
            ends.append(start + timedelta(days=1))
        marked += [*ends, days.months_later(last, -12) + timedelta(days=1)]
    return marked


def _year_ends(label: int, habits: Profile) -> list[date]:
    """Return the days on which the fiscal year called by `label` may end.

    Without a profile FY23 ends in March 2024, in March 2023, or in December 2023.
    """
    if not _FIRST_YEAR < label < _LAST_YEAR:
        return []
    months = [habits.fiscal_year_end] if habits.fiscal_year_end else [3, 12]
    ends = []
    for month in months:
        years = [label] if month == 12 else [label + 1, label]
        if month != 12 and habits.fiscal_year_label:
            years = [label + 1] if habits.fiscal_year_label == "first" else [label]
        ends += [date(year, month, days.last_day(year, month)) for year in years]
    return ends


_MONTHS_TO_END = {"1Q": -9, "2Q": -6, "3Q": -3, "4Q": 0, "1H": -6, "2H": 0}


# --- what is left ------------------------------------------------------------------------------


def _pair_rest(
    ja_dates: list[Figure], en_dates: list[Figure], ja: list[_Facet], en: list[_Facet]
) -> list[Verdict]:
    """Return the verdicts on dates and periods that found no partner, like with like in order."""
    verdicts = []
    for kind in ("part", "year", "term"):
        ones = [facet for facet in ja if facet.kind == kind]
        others = [facet for facet in en if facet.kind == kind]
        for one, other in zip(ones, others, strict=False):
            verdicts.append(verdict("period", one.figure, other.figure))
            ja = [facet for facet in ja if facet.figure is not one.figure]
            en = [facet for facet in en if facet.figure is not other.figure]
    verdicts += [found for found in _terms_against_ordinals(ja, en) if found.ja]
    told = {found.ja.start for found in verdicts if found.ja}
    ja = [facet for facet in ja if facet.figure.start not in told]
    en = [facet for facet in en if facet.kind != "ordinal"]
    pairs = min(len(ja_dates), len(en_dates))
    for first, second in zip(ja_dates, en_dates, strict=False):
        extra = _agrees_but_for_day(first, second)
        verdicts.append(verdict("extra" if extra else "date", first, second))
    ja_dates, en_dates = ja_dates[pairs:], en_dates[pairs:]
    lone = [facet for facet in ja if facet.figure.unit == "FYE" or facet.kind == "part"]
    if en_dates and lone and any(facet.kind == "year" for facet in ja):
        # 2026年3月期第2四半期末 is not December 31, 2025
        verdicts.append(verdict("period", lone[-1].figure, en_dates.pop(0)))
        ja = []
    verdicts += [verdict("missing", figure, None) for figure in ja_dates]
    verdicts += [verdict("extra", None, figure) for figure in en_dates]
    for facet in {facet.figure.start: facet for facet in ja}.values():
        verdicts.append(verdict("missing", facet.figure, None))
    for facet in {facet.figure.start: facet for facet in en}.values():
        verdicts.append(verdict("extra", None, facet.figure))
    return verdicts


def _terms_against_ordinals(ja: list[_Facet], en: list[_Facet]) -> list[Verdict]:
    """Return the verdicts on fiscal terms that meet another ordinal: 第33期, 32nd meeting."""
    terms = [facet for facet in ja if facet.kind == "term"]
    ordinals = [
        facet for facet in en if facet.kind == "ordinal" and facet.figure.surface[0].isdigit()
    ]
    pairs = zip(terms, ordinals, strict=False)
    return [verdict("period", one.figure, other.figure) for one, other in pairs]


def _agrees_but_for_day(ja: Figure, en: Figure) -> bool:
    """Tell whether the English only adds a day the Japanese leaves open."""
    one, other = _parts(ja), _parts(en)
    return bool(other.day and not one.day and one.month == other.month) and (
        one.year is None or other.year is None or one.year == other.year
    )
