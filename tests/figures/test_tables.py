"""Tables in text: units with their scope, heads, glued cells, nil marks; and any text at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.figures.row_cells import read_row
from termalign.figures.table_units import declaration, row_unit, unit_run
from termalign.figures.tables import read_tables

MILLION, BILLION = Decimal(10**6), Decimal(10**9)


@pytest.mark.parametrize(
    ("line", "language", "factor", "unit"),
    [
        ("単位：百万円", "ja", 10**6, "JPY"),
        ("（単位：百万円、％）", "ja", 10**6, "JPY"),
        ("［単位: 千円］", "ja", 10**3, "JPY"),
        ("（億円）", "ja", 10**8, "JPY"),
        ("※金額は千米ドル", "ja", 10**3, "USD"),
        ("単位：千台", "ja", 10**3, "unit"),
        ("売上収益の内訳（単位：億円）", "ja", 10**8, "JPY"),
        ("Unit: ¥ (JPY) million", "en", 10**6, "JPY"),
        ("Unit: ¥ (JPY) million (bn)", "en", 10**6, "JPY"),
        ("(¥ bn)", "en", 10**9, "JPY"),
        ("(¥ in millions)", "en", 10**6, "JPY"),
        ("(unit: thousand)", "en", 10**3, ""),
        ("(100 million yen)", "en", 10**8, "JPY"),
        ("Millions of yen, except per share data", "en", 10**6, "JPY"),
        ("(¥ billion, unless otherwise stated)", "en", 10**9, "JPY"),
        ("Amounts in thousands of US dollars", "en", 10**3, "USD"),
    ],
)
def test_what_is_declared(line: str, language: str, factor: int, unit: str):
    found = declaration(line, 0, language)
    assert found
    assert (found.factor, found.unit) == (factor, unit)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("（％表示は、対前期増減率）", "ja"),
        ("増減額（△は減少）", "ja"),
        ("(Percentages indicate year-on-year changes.)", "en"),
        ("Profit (loss)", "en"),
    ],
)
def test_what_declares_nothing(line: str, language: str):
    assert declaration(line, 0, language) is None


def test_each_sub_column_has_its_unit():
    run, begins = unit_run("売上高 営業利益 百万円 ％ 百万円 ％ 円 銭", 0, "ja")
    assert [(unit.factor, unit.unit) for unit in run] == [
        (MILLION, "JPY"),
        (1, "%"),
        (MILLION, "JPY"),
        (1, "%"),
        (1, "JPY"),
    ]
    assert begins == len("売上高 営業利益 ")


def test_the_nearest_unit_holds():
    text = "単位：百万円\n前期 当期\n売上高 41,207 43,590\n取扱高（億円） 812 904\n粗利率 31.6％ 32.0%\nROE 9.1 9.4"
    (table,) = read_tables(text, "ja")
    values = [[cell.figure and cell.figure.value for cell in row.cells] for row in table.rows]
    assert values == [
        [41207 * MILLION, 43590 * MILLION],
        [812 * Decimal(10**8), 904 * Decimal(10**8)],
        [Decimal("31.6"), Decimal("32.0")],
        [Decimal("9.1"), Decimal("9.4")],
    ]
    assert [row.cells[0].figure.unit for row in table.rows if row.cells[0].figure] == [
        "JPY",
        "JPY",
        "%",
        "%",
    ]


def test_a_declaration_below_the_cells():
    (table,) = read_tables("1Q24 2Q24\nOrders 8,214 9,030\nUnit: ¥ billion", "en")
    assert table.rows[0].cells[0].figure
    assert table.rows[0].cells[0].figure.value == 8214 * BILLION
    assert [column.head for column in table.columns] == ["1Q24", "2Q24"]


@pytest.mark.parametrize(
    ("line", "language", "cells"),
    [
        ("売上高 94,010126,463", "ja", ["94,010", "126,463"]),
        ("減損損失 － 418 ―", "ja", [None, "418", None]),
        ("Impairment losses n/a 418 (27)", "en", [None, "418", "(27)"]),
        ("売上高(注)２46,532 45,000 +1,532", "ja", ["46,532", "45,000", "+1,532"]),
        ("売上高 246,532 45,000 +1,532", "ja", ["46,532", "45,000", "+1,532"]),
        ("Employees 1,998 2021", "en", ["1,998", "2021"]),
        ("As of March 31, 2025 74,025 51.2", "en", ["74,025", "51.2"]),
    ],
)
def test_cells_of_a_row(line: str, language: str, cells: list[str | None]):
    row = read_row(line, language)
    assert row
    assert [figure and figure.surface for _, _, figure in row.cells] == cells


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("2021 2022 2023", "en"),
        ("1Q22 2Q22 3Q22 4Q22", "ja"),
        ("（１）経営成績に関する説明 …… ４", "ja"),
        ("Revenue for the period was ¥74,244 million", "en"),
        ("営業利益は8,502百万円", "ja"),
        ("- 12 -", "en"),
    ],
)
def test_what_is_no_row(line: str, language: str):
    assert read_row(line, language) is None


def test_a_wrapped_label_is_one():
    text = "単位：百万円\n税引前利益 8,204\n親会社の所有者に帰属する\n当期利益 5,518"
    (table,) = read_tables(text, "ja")
    assert table.rows[1].label == "親会社の所有者に帰属する当期利益"


def test_a_forecast_stands_at_the_right():
    text = (
        "第２四半期末 期末 合計\n円 銭 円 銭 円 銭\n"
        "2024年３月期 18.00 20.00 38.00\n2025年３月期 19.00\n2025年３月期（予想） 21.00 40.00"
    )
    (table,) = read_tables(text, "ja")
    assert [[cell.column for cell in row.cells] for row in table.rows] == [[0, 1, 2], [0], [1, 2]]


def test_a_rows_head_may_be_a_unit():
    found = row_unit("稼働端末数（千台）", 10, "ja")
    assert found
    assert (found.factor, found.start, found.end) == (1000, 16, 18)


_TABULAR = st.lists(
    st.text(
        "0123456789,.△（）()％%－- \t\n　百万円銭単位：前期当期1QFYUnit: ¥millionyenofRevenue",
        max_size=40,
    ),
    max_size=8,
).map("\n".join)


@given(_TABULAR | st.text(max_size=200))
def test_any_text_is_read_and_spans_slice_back(text: str):
    for language in ("ja", "en"):
        for table in read_tables(text, language):
            for row in table.rows:
                for cell in row.cells:
                    assert 0 <= cell.start < cell.end <= len(text)
                    assert "\n" not in text[cell.start : cell.end]
                    if cell.shown:
                        assert text[cell.start : cell.end] == cell.shown.surface
                    assert cell.column < len(table.columns)
