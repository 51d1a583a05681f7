"""Numbers as Excel shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.reading.number_format import BUILT_IN, shown, shown_text

SHOWN = [
    ("-57", "#,##0;△#,##0", "△57"),
    ("0.0744", "0.0%", "7.4%"),
    ("74244000000", "#,##0,,", "74,244"),
    ("1234567", "#,##0,", "1,235"),
    ("-0.281", "0.0%;[Red]△0.0%", "△28.1%"),
    ("45930", "yyyy/m/d", "2025/9/30"),
    ("45930", 'yyyy"年"m"月"d"日"', "2025年9月30日"),
    ("45930", "mmm d, yyyy", "Sep 30, 2025"),
    ("45930", '[$-411]ggge"年"m"月"d"日"', "令和7年9月30日"),
    ("45930.5", "h:mm AM/PM", "12:00 PM"),
    ("1234.5", "General", "1234.5"),
    ("0.1", "General", "0.1"),
    ("0.30000000000000004", "General", "0.3"),
    ("123456789012", "General", "1.23457E+11"),
    ("-5", "General", "-5"),
    ("0", "#,##0;△#,##0;－", "－"),
    ("-0.4", "0;△0", "△0"),
    ("-0.4", "0;△0;－", "△0"),
    ("-5", '[<1000]0;0.0,"千"', "-5"),
    ("-5", "[<0]△0;0", "△5"),
    ("-1234", '[<1000000]#,##0;0.0,,"百万"', "-1,234"),
    ("0", "0.00E+00", "0.00E+00"),
    ("1.005", "0.00E+00", "1.01E+00"),
    ("0.285", "0.00", "0.29"),
    ("0.28499999999999998", "0.00", "0.29"),
    ("1.0", "+0.0;△0.0;0.0", "+1.0"),
    ("1.5", "# ?/?", "1 1/2"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("1234.5", "#,##0.0_);(#,##0.0)", "1,234.5"),
    ("-1234.5", "#,##0.0_);(#,##0.0)", "(1,234.5)"),
    ("23", '0"円"00"銭"', "0円23銭"),
    ("5", "[<10]0.0;0", "5.0"),
    ("50", "[<10]0.0;0", "50"),
    ("0.5", "#.##", ".5"),
    ("5", '"約"0"%"', "約5%"),
    ("1.25", "[h]:mm", "30:00"),
    ("-3", "0.0", "-3.0"),
    ("-0.01", "0.0", "0.0"),
    ("x", "0", "x"),
    ("7", "¥#,##0", "¥7"),
    ("0", "#,##0", "0"),
    ("0", "#", ""),
    ("1", "@", "1"),
    ("1e-7", "0.0", "0.0"),
    ("1.0E-2", "0.0%", "1.0%"),
    ("3", "[$¥-411]#,##0", "¥3"),
    ("39447", "m/d/yy", "12/31/07"),
    ("1284.6", '#,##0.0"十億円"', "1,284.6十億円"),
    ("12", "0_ ;[Red]-0 ", "12"),
    ("5", ";;;", ""),
    ("-57", '#,##0;"△ "#,##0', "△ 57"),
    ("0.5", "0%", "50%"),
    ("1500", "0.0,", "1.5"),
    ("1500000", '0.0,,"百万"', "1.5百万"),
    ("61", "d", "1"),
    ("2300", '0"円"00"銭"', "23円00銭"),
    ("0.4", '0.0%;△0.0%;"－"', "40.0%"),
    ("2", BUILT_IN[5], "¥2"),
    ("45930", BUILT_IN[31], "2025年9月30日"),
    ("45930", BUILT_IN[14], "2025/9/30"),
    ("45930", "aaa", "火"),
    ("45930", "dddd, mmmm d", "Tuesday, September 30"),
    ("-1", "yyyy/m/d", "########"),
    ("1e999", "0", "1e999"),
    ("NaN", "0", "NaN"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_in_its_format(value: str, code: str, text: str):
    assert shown(value, code) == text


def test_a_workbook_of_1904_counts_its_days_from_there():
    assert shown("0", "yyyy/m/d", from_1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "code", "shows"),
    [("10", '"約"@', "約10"), ("abc", "General", "abc"), ("a", '0;-0;0;"（"@"）"', "（a）")],
)
def test_a_text_in_its_format(text: str, code: str, shows: str):
    assert shown_text(text, code) == shows


@given(st.text(max_size=30), st.decimals(allow_nan=True, allow_infinity=True))
def test_no_format_and_no_number_is_an_error(code: str, value: object):
    assert isinstance(shown(str(value), code), str)


SIGNS = '0#?.,%/EeyYmMdDhHsSgGaA[]<>=;@_*-+APM \\"'


@given(st.text(SIGNS, max_size=25), st.floats())
def test_nor_one_of_a_formats_own_signs(code: str, value: float):
    assert isinstance(shown(str(value), code), str)


@pytest.mark.parametrize("code", ["[=.]0", "[>1.2.3]0;0", "0." + "0" * 500, "0" * 40_000 + ",0"])
def test_a_format_that_no_program_writes_is_no_error(code: str):
    assert shown("1.5", code).strip("0,") in ("2", "1.5")
