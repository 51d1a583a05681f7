"""Tables in documents: a row left out, cells exchanged, a unit changed, each with the rows around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.checks import examine
from termalign.pair import AlignOptions, align_files
from termalign.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

JA = """連結業績の概要

単位：百万円

1H25 1H24 増減額
売上収益 61,204 57,118 +4,086
売上原価 40,377 38,020 +2,357
売上総利益 20,827 19,098 +1,729
販売費及び一般管理費 13,915 12,940 +975
営業利益 6,912 6,158 +754
金融収益 118 97 +21
金融費用 304 288 +16
税引前利益 6,726 5,967 +759

• 売上収益は、クラウドサービスの契約数の増加により40億円増加しました。
"""
EN = """Consolidated Results

Unit: ¥ million

1H25 1H24 Change
Revenue 61,204 57,118 +4,086
Cost of sales 40,377 38,020 +2,357
Gross profit 20,827 19,098 +1,729
Selling, general and administrative expenses 13,915 12,940 +975
Operating profit 6,912 6,158 +754
Finance income 118 97 +21
Finance costs 304 288 +16
Profit before tax 6,726 5,967 +759

• Revenue increased by ¥4.0 billion on growth in the number of cloud service contracts.
"""


def graver(folder: Path, english: str) -> list[str]:
    """Return the codes of the errors and warnings on the pair."""
    (folder / "ja.txt").write_text(JA, "utf-8")
    (folder / "en.txt").write_text(english, "utf-8")
    options = AlignOptions(mode="parallel")
    alignment = align_files(folder / "ja.txt", folder / "en.txt", options)
    found = examine(alignment, (), Settings()).findings
    # The sums of one language are another check's.
    return [
        one.check for one in found if one.severity != "note" and one.check != "figure.arithmetic"
    ]


def test_the_table_passes(tmp_path: Path):
    assert graver(tmp_path, EN) == []


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("Unit: ¥ million", "Unit: ¥ billion", "figure.table-unit"),
        ("Unit: ¥ million", "Unit: US$ million", "figure.table-unit"),
        ("Operating profit 6,912 6,158", "Operating profit 6,158 6,912", "figure.swap"),
        ("Finance income 118 97 +21", "Finance income 97 118 +21", "figure.swap"),
        ("Finance costs 304 288 +16\n", "", "figure.missing"),
        ("Gross profit 20,827 19,098 +1,729\n", "", "figure.missing"),
        ("Profit before tax 6,726 5,967 +759\n", "", "figure.missing"),
        ("13,915 12,940", "13,951 12,940", "figure.value"),
    ],
)
def test_an_error_in_it_is_flagged_alone(tmp_path: Path, right: str, wrong: str, code: str):
    assert right in EN
    assert graver(tmp_path, EN.replace(right, wrong)) == [code]


def test_cells_converted_as_the_unit_says_pass(tmp_path: Path):
    converted = EN
    for line in EN.split("\n")[5:13]:
        label, *cells = line.rsplit(" ", 3)
        billions = " ".join(
            f"{'+' if '+' in cell else ''}{int(cell.strip('+').replace(',', '')) / 1000:.3f}"
            for cell in cells
        )
        converted = converted.replace(line, f"{label} {billions}")
    assert graver(tmp_path, converted.replace("¥ million", "¥ billion")) == []


def test_columns_that_moved_in_all_rows_pass(tmp_path: Path):
    moved = EN.replace("1H25 1H24", "1H24 1H25")
    for line in EN.split("\n")[5:13]:
        label, one, other, change = line.rsplit(" ", 3)
        moved = moved.replace(line, f"{label} {other} {one} {change}")
    assert graver(tmp_path, moved) == []
