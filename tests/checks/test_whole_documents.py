"""What a whole document tells of one of its lines: heads, units, bases, and what follows from them.

Each error is put into the English of a small deck that passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.checks import examine
from termalign.pair import AlignOptions, align_files
from termalign.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Finding

JA = """2025年3月期 第3四半期決算短信

・売上高は612億円（前年同期比4.2%増）、営業利益は51億円（同6.1%増）
・営業利益率は8.3%と高い水準を保っている
・受注残高は480億円（前期比3.1%増）
・従業員数は2,140人（前期比1.9%増）
・拠点数は48カ所（前期比4.3%増）
・取引先数は1,260社（前期比5.0%増）
・特許数は350件（前期比2.9%増）
・保守契約数は3,410件（同2.4%増）

単位：億円
費用の内訳 2024年3月期 2025年3月期
人件費 214.4 229.1
外注費 248.7 265.4
回線費 113.0 117.8
合計 576.1 612.3

販売数量（万台） 2024年3月期 2025年3月期
家庭用 62.4 58.7
業務用 214.6 208.3

（参考）自己資本 2025年3月期 63,402百万円 2024年3月期 61,677百万円

四半期推移 前年同期比 前四半期比
売上高 204 196 4.1% 2.0%
営業利益 17 16 6.3% 5.9%
"""
EN = """Financial Results for the Nine Months of the Year Ending March 31, 2025

- Net sales were ¥61.2 billion (up 4.2% year on year) and operating profit ¥5.1 billion (up 6.1%)
- The operating margin stayed high at 8.3%
- The order backlog was ¥48.0 billion (up 3.1% year on year)
- There were 2,140 employees (up 1.9% year on year)
- There were 48 locations (up 4.3% year on year)
- There were 1,260 clients (up 5.0% year on year)
- There were 350 patents (up 2.9% year on year)
- There were 3,410 maintenance contracts (up 2.4% year on year)

Unit: ¥ billion
Breakdown of expenses FY2023 FY2024
Personnel 21.44 22.91
Outsourcing 24.87 26.54
Lines 11.30 11.78
Total 57.61 61.23

Unit sales (thousand units) FY2023 FY2024
Home use 624 587
Business use 2,146 2,083

(Reference) Equity: As of March 31, 2025: ¥63,402 million As of March 31, 2024: ¥61,677 million

Quarterly trend YoY QoQ
Net sales 204 196 4.1% 2.0%
Operating profit 17 16 6.3% 5.9%
"""


def graver(folder: Path, english: str) -> list[Finding]:
    """Return the errors and warnings on the pair."""
    (folder / "ja.txt").write_text(JA, "utf-8")
    (folder / "en.txt").write_text(english, "utf-8")
    options = AlignOptions(mode="parallel")
    alignment = align_files(folder / "ja.txt", folder / "en.txt", options)
    findings = examine(alignment, (), Settings()).findings
    return [one for one in findings if one.severity != "note"]


def test_the_pair_passes(tmp_path: Path):
    assert graver(tmp_path, EN) == []


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        pytest.param("Unit: ¥ billion", "Unit: ¥ million", "figure.table-unit", id="declaration"),
        pytest.param("3.1% year on year", "3.1% quarter on quarter", "figure.period", id="前期比"),
        pytest.param("contracts (up 2.4% year", "contracts (up 2.4% QoQ; year", "figure.period", id="同"),
        pytest.param("Nine Months", "Six Months", "figure.period", id="決算短信"),
        pytest.param("trend YoY QoQ", "trend QoQ YoY", "figure.swap", id="heads of bases"),
        pytest.param(
            "¥63,402 million As of March 31, 2024: ¥61,677",
            "¥61,677 million As of March 31, 2024: ¥63,402",
            "figure.swap",
            id="values by their dates",
        ),
        pytest.param("Outsourcing 24.87 26.54", "Outsourcing 26.54 24.87", "figure.swap", id="cells"),
        pytest.param("Lines 11.30 11.78", "Lines 11.30 11.87", "figure.value", id="a cell"),
        pytest.param("Home use 624 587", "Home use 624 578", "figure.value", id="thousands"),
    ],
)  # fmt: skip
def test_an_error_is_flagged_once(tmp_path: Path, right: str, wrong: str, code: str):
    assert EN.count(right) == 1
    findings = graver(tmp_path, EN.replace(right, wrong))
    assert [one.check for one in findings] == [code]


def test_dates_of_a_head_are_held_to_the_cells_below(tmp_path: Path):
    (tmp_path / "ja.txt").write_text(
        "貸借対照表\n\n前連結会計年度（2024年3月31日） 当連結会計年度（2025年3月31日）\n"
        "現金及び預金 7,120 8,264\n売掛金 5,310 5,942\n資産合計 12,430 14,206\n",
        "utf-8",
    )
    right = (
        "Balance Sheets\n\nAs of March 31, 2024 As of March 31, 2025\n"
        "Cash and deposits 7,120 8,264\nAccounts receivable 5,310 5,942\nTotal assets 12,430 14,206\n"
    )
    wrong = right.replace("2024 As of March 31, 2025", "2025 As of March 31, 2024")
    codes = []
    for english in (right, wrong):
        (tmp_path / "en.txt").write_text(english, "utf-8")
        options = AlignOptions(mode="parallel")
        alignment = align_files(tmp_path / "ja.txt", tmp_path / "en.txt", options)
        findings = examine(alignment, (), Settings()).findings
        codes.append([one.check for one in findings if one.severity != "note"])
    assert codes == [[], ["figure.swap"]]
