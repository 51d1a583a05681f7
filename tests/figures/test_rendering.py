"""A value written in any style of either language is read as the same value again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termalign.figures import days, find_figures
from termalign.figures.comparison import compare_texts
from termalign.figures.english import in_english
from termalign.records import Figure

if TYPE_CHECKING:
    from datetime import date

AMOUNTS = st.integers(1, 10**13)
SIGNS = st.sampled_from([1, -1])
FULL_WIDTH = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")

# The document's figure whose style is followed.
LIKE = [None, "¥4.2 bn", "1,282 million yen", "JPY 31 bn", "¥15 mn", "¥(7) million", "-¥3 million",
        "+¥2.1 billion", "¥1.2 trillion", "¥5,120 thousand"]  # fmt: skip


def one(text: str, language: str) -> Figure:
    (figure,) = find_figures(text, language)
    return figure


def japanese_amounts(yen: int) -> dict[str, str]:
    """The ways a positive amount of yen is written in Japanese that show it exactly."""
    ways = {"plain": f"{yen}円", "grouped": f"{yen:,}円", "mark": f"¥{yen:,}", "yen": f"￥{yen:,}"}
    for name, worth in (("千", 10**3), ("百万", 10**6), ("億", 10**8), ("兆", 10**12)):
        if yen % worth == 0:
            ways[name] = f"{yen // worth:,}{name}円"
        elif yen % (worth // 10) == 0 and yen > worth:
            ways[name + " with a decimal"] = (
                f"{yen // worth:,}.{yen % worth // (worth // 10)}{name}円"
            )
    parts = [(yen // 10**12, "兆"), (yen // 10**8 % 10**4, "億"), (yen // 10**4 % 10**4, "万")]
    rest = yen % 10**4
    ways["compound"] = (
        "".join(f"{n:,}{w}" for n, w in parts if n) + (f"{rest:,}" if rest else "") + "円"
    )
    ways["full width"] = ways["grouped"].translate(FULL_WIDTH)
    return ways


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, SIGNS)
def test_japanese_amounts(yen: int, sign: int):
    for style, written in japanese_amounts(yen).items():
        for mark in ("△", "▲", "マイナス", "−") if sign < 0 else ("", "+"):
            figure = one(mark + written, "ja")
            assert (figure.value, figure.unit) == (sign * yen, "JPY"), (style, mark + written)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 9999), st.integers(1, 3), SIGNS)
def test_percentages_and_points(number: int, decimals: int, sign: int):
    value = Decimal(number).scaleb(-decimals)
    shown = f"{value:.{decimals}f}"
    for unit, ways in {
        "%": [f"{shown}％", f"{shown}%", f"{shown}パーセント", f"{shown}％".translate(FULL_WIDTH)],
        "pt": [f"{shown}ポイント", f"{shown}pt", f"{shown}%ポイント"],
    }.items():
        for written in ways:
            figure = one(("△" if sign < 0 else "") + written, "ja")
            assert (figure.value, figure.unit) == (sign * value, unit)
            assert one(written + ("減" if sign < 0 else "増"), "ja").value == sign * value
            assert one(in_english(figure), "en").value == sign * value


@settings(max_examples=400, deadline=None)
@given(AMOUNTS, SIGNS, st.sampled_from(LIKE), st.sampled_from(["JPY", "USD", "EUR", "CNY"]))
def test_every_english_style_of_an_amount(yen: int, sign: int, like: str | None, currency: str):
    style = one(like, "en") if like else None
    if style and currency != "JPY" and "yen" in style.surface:
        return  # a document's "million yen" is no style for dollars
    for step in (1, 10**3, 10**6, 10**8):
        if yen % step == 0:
            figure = Figure("amount", Decimal(sign * yen), Decimal(step), currency, "", 0, 0)
            written = in_english(figure, style)
            read = one(written, "en")
            assert (read.value, read.unit) == (sign * yen, currency), written


@settings(max_examples=300, deadline=None)
@given(st.dates(), st.sampled_from(["day", "month", "year", "month-day"]))
def test_dates(day: date, shown: str):
    if day.year < 1900 or day.year > 2099:
        day = day.replace(year=2000 + day.year % 100, day=min(day.day, 28))
    year = None if shown == "month-day" else day.year
    month = None if shown == "year" else day.month
    parts = days.Parts(year, month, None if shown in {"month", "year"} else day.day)
    worth = days.span(parts)
    assert worth
    unit = days.MONTH_DAY if year is None else days.DATE
    figure = Figure("date", worth.value, worth.step, unit, "", 0, 0)
    english = one(in_english(figure), "en")
    assert (english.value, english.step, english.unit) == (worth.value, worth.step, unit)
    japanese = f"{year}年" if year else ""
    japanese += f"{month}月" if month else ""
    japanese += f"{parts.day}日" if parts.day else ""
    for written in (japanese, japanese.translate(FULL_WIDTH)):
        read = one(written, "ja")
        assert (read.value, read.step, read.unit) == (worth.value, worth.step, unit)


@pytest.mark.parametrize("year", range(1990, 2031, 5))
@pytest.mark.parametrize("unit", ["FY", "1Q", "2Q", "3Q", "4Q", "1H", "2H", "term"])
def test_periods(year: int, unit: str):
    value = year - 1970 if unit == "term" else year
    figure = Figure("period", Decimal(value), Decimal(1), unit, "", 0, 0)
    written = in_english(figure)
    read = find_figures(written, "en")
    assert {f.value for f in read if f.value} == {Decimal(value)}, written
    assert unit in {f.unit for f in read}, written


@settings(max_examples=200, deadline=None)
@given(
    AMOUNTS,
    SIGNS,
    st.sampled_from(["約", "最大", ""]),
    st.sampled_from(["程度", "以上", "未満", "超", "強", "弱", ""]),
)
def test_what_is_rendered_agrees_with_what_it_renders(yen: int, sign: int, before: str, after: str):
    hedged = (
        before + ("△" if sign < 0 and not before else "") + f"{yen:,}円" + ("" if before else after)
    )
    figure = one(hedged, "ja")
    assert {v.code for v in compare_texts(hedged, in_english(figure))} == {"equal"}
    assert in_english(replace(figure, hedge="")) in in_english(figure)
