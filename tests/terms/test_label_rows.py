"""What is a row's label, and which rows make a table."""

from __future__ import annotations

import pytest

from termalign.terms.label_rows import read_tables, row_labels
from tests.terms.conftest import document


def labels(line: str) -> list[str]:
    (segment,) = document("a.txt", "ja", [line])[1]
    return [segment.text[slice(*at)] for at in row_labels(segment)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("のれん・無形資産 23,037 △1,825", ["のれん・無形資産"]),
        ("Goodwill and intangible assets 23,037 (1,825)", ["Goodwill and intangible assets"]),
        (
            "(6) (34) (29) Less: Profit of the tea house",
            ["Profit of the tea house"],
        ),  # figures first
        ("うち、茶摘機 1,234 5.1%", ["茶摘機"]),
        ("無形資産（ソフトウェア等） 3,962 1,825", ["無形資産"]),
        ("茶房 1,234 56 茶摘機 789 12", ["茶房", "茶摘機"]),  # two tables side by side
        ("1Q25 2Q25 3Q25", []),
        ("茶摘機の販売は好調でした。", []),
        ("（単位: 百万円） 2025年 2024年", []),
        ("茶房の推移", []),  # a label without cells
    ],
)
def test_a_label_is_what_has_cells(line: str, expected: list[str]):
    assert labels(line) == expected


def test_years_and_short_numbers_are_no_figures_to_tie_rows_by():
    (table,) = read_tables(document("a.txt", "ja", ["茶房 2021 12 35,845", "茶摘機 0.5% 2,021"])[1])
    assert [row.digits for row in table.rows] == [{"35845"}, {"2021"}]


def test_a_table_ends_with_a_sentence_and_with_a_numbered_title():
    lines = [
        "茶房 1,234",
        "茶摘機 5,678",
        "8,190 7.1%",
        "茶箱 910",
        "Ⅱ-1. 費用",
        "茶葉 1,112",
        "人件費 1,314",
        "費用は減りました。",
        "電力 1,516",
    ]
    tables = read_tables(document("a.txt", "ja", lines)[1])
    assert [([row.segment for row in table.rows], table.title) for table in tables] == [
        ([0, 1, 3], None),
        ([5, 6], 4),
    ]
