"""Declared units, bases of comparison, and what the calendar says."""

from __future__ import annotations

import pytest

from termalign.figures.bases import bases_of
from termalign.figures.declared import declared_units
from termalign.figures.slips import calendar_slips


@pytest.mark.parametrize(
    ("text", "language", "factors"),
    [
        ("単位：億円", "ja", [10**8]),
        ("（単位：百万円）", "ja", [10**6]),
        ("売上高（億円） 1,282.0", "ja", [10**8]),
        ("[単位: 千円]", "ja", [10**3]),
        ("※金額は千米ドル", "ja", [10**3]),
        ("配当金（円）", "ja", [1]),
        ("売上高は532億円（前期比増）", "ja", []),
        ("Unit: ¥ (JPY) billion", "en", [10**9]),
        ("(¥ billion)", "en", [10**9]),
        ("(Millions of yen)", "en", [10**6]),
        ("Thousands of U.S. dollars", "en", [10**3]),
        ("(JPY million)", "en", [10**6]),
        ("ARPU (¥)", "en", [1]),
        ("Unit: ¥ thousand", "en", [10**3]),
        ("revenue of ¥5 billion (¥6 billion)", "en", []),
    ],
)
def test_units_that_are_declared(text: str, language: str, factors: list[int]):
    found = declared_units(text, language)
    assert [one.factor for one in found] == factors


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("前年同期比5.1％増", "ja", ["YoY"]),
        ("前四半期比+2.6%、前月比2%", "ja", ["QoQ", "MoM"]),
        ("+5.1%YoY、+13.1万QoQ", "ja", ["YoY", "QoQ"]),
        ("前期比3%", "ja", []),  # the year or the quarter before, as the report has it
        ("up 5.1% year on year", "en", ["YoY"]),
        ("+3.1% QoQ", "en", ["QoQ"]),
        ("year-over-year growth", "en", ["YoY"]),
        ("the yoyo", "en", []),
    ],
)
def test_bases_of_comparison(text: str, language: str, names: list[str]):
    assert [base.name for base in bases_of(text, language)] == names


@pytest.mark.parametrize(
    ("text", "language", "surface", "right"),
    [
        ("2023年9月31日", "ja", "2023年9月31日", ""),
        ("2023年2月29日", "ja", "2023年2月29日", ""),
        ("基準日：2025年9月30日（水）", "ja", "2025年9月30日（水）", "火"),
        ("2025年9月30日水曜日", "ja", "2025年9月30日水曜日", "火"),
        ("on September 31, 2023", "en", "September 31, 2023", ""),
        ("Wednesday, September 30, 2025", "en", "Wednesday, September 30, 2025", "Tuesday"),
        ("September 30, 2025 (Wed)", "en", "September 30, 2025 (Wed)", "Tuesday"),
    ],
)
def test_slips_of_the_calendar(text: str, language: str, surface: str, right: str):
    (slip,) = calendar_slips(text, language)
    assert (text[slip.start : slip.end], slip.right) == (surface, right)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024年2月29日", "ja"),
        ("2月29日", "ja"),
        ("2025年9月30日（火）", "ja"),
        ("2025年9月30日（火・大安）", "ja"),
        ("9月31日間", "ja"),
        ("Tuesday, 30 September 2025", "en"),
        ("Tue., September 30, 2025", "en"),
        ("in May 45 companies", "en"),
    ],
)
def test_what_the_calendar_has(text: str, language: str):
    assert calendar_slips(text, language) == []
