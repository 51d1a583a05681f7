"""Tables in both languages: consistent ones pass, wrong ones are flagged, under the right name.

Every pair is of a made-up company. A consistent table says in its name what might be taken for an
error in it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termalign.checks import CHECKS
from termalign.checks.passage import passage_of

CONSISTENT = {
    "same unit, heads by period": (
        "（単位：百万円）\n　　　　　　2024年3月期　2025年3月期\n売上高　　52,318　55,904\n営業利益　 4,127　 4,690",
        "(Millions of yen)\n            FY2023   FY2024\nNet sales   52,318   55,904\nOperating profit   4,127   4,690",
    ),
    "億円 to ¥ billion": (
        "単位：億円\n売上収益 2,318.4 2,406.9\n営業利益 187.2 201.5\n当期利益 121.0 133.8",
        "Unit: ¥ billion\nRevenue 231.84 240.69\nOperating profit 18.72 20.15\nProfit for the year 12.10 13.38",
    ),
    "億円 to ¥ billion, rounded": (
        "単位：億円\n売上収益 2,318.4 2,406.9\n営業利益 187.2 201.5",
        "(¥ billion)\nRevenue 231.8 240.7\nOperating profit 18.7 20.2",
    ),
    "百万円 to ¥ billion": (
        "単位：百万円\n売上収益 231,840 240,690\n営業利益 18,720 20,150",
        "¥ billion\nRevenue 231.8 240.7\nOperating profit 18.7 20.2",
    ),
    "千円 to millions of yen": (
        "（単位：千円）\n現金及び預金 3,214,508\n売掛金 1,870,226",
        "(Millions of yen)\nCash and deposits 3,215\nAccounts receivable 1,870",
    ),
    "rows in another order": (
        "単位：百万円\n売上高 52,318 55,904\n売上原価 31,020 32,877\n営業利益 4,127 4,690",
        "Unit: ¥ million\nOperating profit 4,127 4,690\nNet sales 52,318 55,904\nCost of sales 31,020 32,877",
    ),
    "columns in another order, heads too": (
        "単位：百万円\n　　　　前期　　当期\n売上高　52,318　55,904\n営業利益　4,127　4,690",
        "Unit: ¥ million\n          Current year   Previous year\nNet sales   55,904   52,318\nOperating profit   4,690   4,127",
    ),
    "columns by quarter in another order": (
        "単位：百万円\n1Q24 2Q24 3Q24\n売上高 12,040 13,115 12,877\n営業利益 904 1,102 987",
        "Unit: ¥ million\n3Q24 2Q24 1Q24\nNet sales 12,877 13,115 12,040\nOperating profit 987 1,102 904",
    ),
    "△ as parentheses": (
        "単位：百万円\n営業外損益 △84 △120 33\n特別損益 △15 6 △71",
        "Unit: ¥ million\nNon-operating income (expenses) (84) (120) 33\nExtraordinary income (losses) (15) 6 (71)",
    ),
    "△ as a hyphen": (
        "単位：億円\n為替影響 △3.4 1.2\n数量差 8.1 △0.7",
        "Unit: ¥ billion\nForeign exchange -0.34 0.12\nVolume 0.81 -0.07",
    ),
    "costs negative in the English only": (
        "単位：百万円\n売上高 52,318 55,904\n売上原価 31,020 32,877\n売上総利益 21,298 23,027",
        "Unit: ¥ million\nNet sales 52,318 55,904\nCost of sales (31,020) (32,877)\nGross profit 21,298 23,027",
    ),
    "nil marks of several kinds": (
        "単位：百万円\n　　　　　前期　当期\n受取配当金　32　－\n減損損失　－　418\nのれん償却額　―　―",
        "Unit: ¥ million\n          FY2023  FY2024\nDividend income  32  -\nImpairment losses  –  418\nAmortization of goodwill  n/a  n/a",
    ),
    "nil and nought": (
        "単位：百万円\n減損損失 0 418\n災害損失 － 27",
        "Unit: ¥ million\nImpairment losses - 418\nLosses on disaster 0 27",
    ),
    "sub-columns of amounts and changes": (
        "売上高 営業利益 経常利益\n百万円 ％ 百万円 ％ 百万円 ％\n2025年３月期 55,904 6.9 4,690 13.6 4,812 12.1\n2024年３月期 52,318 △1.2 4,127 4.4 4,293 5.0",
        "Net sales Operating profit Ordinary profit\nMillions of yen % Millions of yen % Millions of yen %\nFiscal year ended March 31, 2025 55,904 6.9 4,690 13.6 4,812 12.1\nFiscal year ended March 31, 2024 52,318 (1.2) 4,127 4.4 4,293 5.0",
    ),
    "円 銭": (
        "1株当たり当期純利益 潜在株式調整後1株当たり当期純利益\n円 銭 円 銭\n2025年３月期 84.12 83.97\n2024年３月期 76.40 76.31",
        "Basic earnings per share Diluted earnings per share\nYen Yen\nFiscal year ended March 31, 2025 84.12 83.97\nFiscal year ended March 31, 2024 76.40 76.31",
    ),
    "rows that the unit does not reach": (
        "単位：億円\n売上高 523.2 559.0\n営業利益率 7.9％ 8.4％\n1株当たり当期純利益（円） 76.40 84.12\n従業員数（名） 1,904 1,987",
        "Unit: ¥ billion\nNet sales 52.32 55.90\nOperating margin 7.9% 8.4%\nEarnings per share (yen) 76.40 84.12\nNumber of employees 1,904 1,987",
    ),
    "ratios without their sign": (
        "単位：百万円、％\n売上高 52,318 55,904\n自己資本比率 48.2 49.7\nROE 9.1 9.8",
        "Millions of yen, %\nNet sales 52,318 55,904\nEquity ratio 48.2 49.7\nROE 9.1 9.8",
    ),
    "the unit after the cells": (
        "1Q24 2Q24\n受注高 8,214 9,030\n受注残高 21,407 22,118\n単位：百万円",
        "Unit: ¥ million\n1Q24 2Q24\nOrders received 8,214 9,030\nOrder backlog 21,407 22,118",
    ),
    "units in the rows": (
        "取扱高（億円） 4,182 4,517\n端末数（千台） 88.4 93.1\n加盟店数（社） 5,120 5,384",
        "Transaction volume (¥ billion) 418.2 451.7\nTerminals (thousand) 88.4 93.1\nNumber of merchants 5,120 5,384",
    ),
    "units in the columns": (
        "　　　　　契約数（千件）　収益（億円）\n法人　418　62.3\n個人　1,207　48.8",
        "            Contracts (thousand)   Revenue (¥ billion)\nCorporate   418   6.23\nIndividual   1,207   4.88",
    ),
    "glued cells": (
        "単位：百万円\n前期 当期\n売上高 94,010126,463\n営業利益 8,1049,377",
        "Unit: ¥ million\nFY2023 FY2024\nNet sales 94,010 126,463\nOperating profit 8,104 9,377",
    ),
    "a note's digit at the number": (
        "単位：百万円\n当期 前期 増減\n売上高(注)２46,532 45,000 +1,532\n営業利益 3,904 3,711 +193",
        "Unit: ¥ million\nFY2024 FY2023 Change\nNet sales 46,532 45,000 +1,532\nOperating profit 3,904 3,711 +193",
    ),
    "a note's digit fused to the number": (
        "単位：百万円\n当期 前期 増減\n売上高 246,532 45,000 +1,532\n営業利益 3,904 3,711 +193",
        "Unit: ¥ million\nFY2024 FY2023 Change\nNet sales 46,532 45,000 +1,532\nOperating profit 3,904 3,711 +193",
    ),
    "a wrapped label": (
        "単位：百万円\n税引前利益 8,204 8,917\n親会社の所有者に帰属する\n当期利益 5,518 6,030",
        "Unit: ¥ million\nProfit before tax 8,204 8,917\nProfit attributable to\nowners of parent 5,518 6,030",
    ),
    "a label wrapped in the English only": (
        "単位：百万円\n税引前利益 8,204 8,917\n親会社の所有者に帰属する当期利益 5,518 6,030",
        "Unit: ¥ million\nProfit before tax 8,204 8,917\nProfit attributable to owners of\nparent 5,518 6,030",
    ),
    "points and per cent": (
        "　　　　　　実績　前期差\n売上総利益率　33.4％　＋0.8pt\n営業利益率　7.9％　△0.3pt",
        "            Results   Change\nGross margin   33.4%   +0.8 pt\nOperating margin   7.9%   -0.3 pt",
    ),
    "items as columns": (
        "単位：百万円\n　　　　売上高　営業利益\n前期　52,318　4,127\n当期　55,904　4,690",
        "Unit: ¥ million\n          Net sales   Operating profit\nPrevious year   52,318   4,127\nCurrent year   55,904   4,690",
    ),
    "sections and a total": (
        "単位：百万円\n国内\n製造 18,204 18,911\n卸売 7,033 7,420\n海外 11,820 12,604\n合計 37,057 38,935",
        "Unit: ¥ million\nDomestic\nManufacturing 18,204 18,911\nWholesale 7,033 7,420\nOverseas 11,820 12,604\nTotal 37,057 38,935",
    ),
    "US dollars": (
        "単位：千米ドル\n借入金 7,204\n社債 3,500",
        "Thousands of U.S. dollars\nBorrowings 7,204\nBonds payable 3,500",
    ),
    "yen marks in the cells": (
        "単位：百万円\n広告宣伝費 1,204 1,377\n研究開発費 2,018 2,240",
        "Advertising expenses ¥1,204 million ¥1,377 million\nR&D expenses ¥2,018 million ¥2,240 million",
    ),
    "no heads at all": (
        "流動資産 32,118\n固定資産 41,907\n資産合計 74,025",
        "Current assets 32,118\nNon-current assets 41,907\nTotal assets 74,025",
    ),
    "words the lexicon lacks": (
        "単位：百万円\nミナヅキ事業 4,018 4,220\nサツキ事業 2,907 3,115\nその他 118 96",
        "Unit: ¥ million\nRainline 4,018 4,220\nGreenline 2,907 3,115\nOther 118 96",
    ),
    "dividends": (
        "第２四半期末 期末 合計\n円 銭 円 銭 円 銭\n2024年３月期 18.00 20.00 38.00\n2025年３月期（予想） 19.00 21.00 40.00",
        "Second quarter-end Year-end Total\nYen Yen Yen\nFiscal year ended March 31, 2024 18.00 20.00 38.00\nFiscal year ending March 31, 2025 (forecast) 19.00 21.00 40.00",
    ),
}  # fmt: skip

WRONG = {
    "a digit": (
        "figure.value",
        "単位：百万円\n1Q24 2Q24 3Q24\n6,204 6,418 6,733",
        "Unit: ¥ million\n1Q24 2Q24 3Q24\n6,204 6,481 6,733",
    ),
    "a digit under another unit": (
        "figure.",
        "単位：億円\n売上収益 2,318.4 2,406.9\n営業利益 187.2 201.5",
        "Unit: ¥ billion\nRevenue 231.84 240.69\nOperating profit 18.72 21.05",
    ),
    "one cell's scale": (
        "figure.scale",
        "単位：百万円\n売上高 52,318 55,904\n営業利益 4,127 4,690\n当期純利益 2,815 3,204",
        "Unit: ¥ million\nNet sales 52,318 55,904\nOperating profit 4,127 4,690\nProfit 2,815 32,040",
    ),
    "one row left unconverted": (
        "figure.scale",
        "単位：億円\n売上収益 2,318.4 2,406.9\n営業利益 187.2 201.5\n当期利益 121.0 133.8",
        "Unit: ¥ billion\nRevenue 231.84 240.69\nOperating profit 18.72 20.15\nProfit 121.0 133.8",
    ),
    "the unit changed, the cells not": (
        "figure.table-unit",
        "単位：百万円\n売上高 52,318 55,904\n営業利益 4,127 4,690",
        "Unit: ¥ billion\nNet sales 52,318 55,904\nOperating profit 4,127 4,690",
    ),
    "億円 as ¥ billion, the cells not": (
        "figure.table-unit",
        "（億円）\n売上高 523.2 559.0\n営業利益 41.3 46.9",
        "(¥ billion)\nNet sales 523.2 559.0\nOperating profit 41.3 46.9",
    ),
    "the cells changed, the unit not": (
        "figure.table-unit",
        "単位：百万円\n売上高 52,318 55,904\n営業利益 4,127 4,690",
        "Unit: ¥ million\nNet sales 52.3 55.9\nOperating profit 4.1 4.7",
    ),
    "千円 as millions": (
        "figure.table-unit",
        "（単位：千円）\n現金及び預金 3,214,508\n売掛金 1,870,226",
        "(Millions of yen)\nCash and deposits 3,214,508\nAccounts receivable 1,870,226",
    ),
    "another currency": (
        "figure.table-unit",
        "単位：千米ドル\n借入金 7,204\n社債 3,500",
        "Thousands of yen\nBorrowings 7,204\nBonds payable 3,500",
    ),
    "the unit of one row": (
        "figure.table-unit",
        "取扱高（億円） 4,182 4,517\n端末数（千台） 88.4 93.1",
        "Transaction volume (¥ billion) 4,182 4,517\nTerminals (thousand) 88.4 93.1",
    ),
    "the unit of a column": (
        "figure.table-unit",
        "　　　　　契約数（千件）　収益（億円）\n法人　418　62.3\n個人　1,207　48.8",
        "            Contracts (thousand)   Revenue (¥ billion)\nCorporate   418   62.3\nIndividual   1,207   48.8",
    ),
    "a sign lost": (
        "figure.sign",
        "単位：百万円\n営業外損益 △84 △120 33\n特別損益 △15 6 △71",
        "Unit: ¥ million\nNon-operating income (expenses) (84) 120 33\nExtraordinary income (losses) (15) 6 (71)",
    ),
    "a sign turned": (
        "figure.sign",
        "単位：億円\n為替影響 △3.4 1.2\n数量差 8.1 △0.7",
        "Unit: ¥ billion\nForeign exchange -0.34 -0.12\nVolume 0.81 -0.07",
    ),
    "the sign of one row": (
        "figure.sign",
        "単位：百万円\n　　　　　前期　当期\n営業利益　△412　△85\n当期純利益　△530　△112",
        "Unit: ¥ million\n          FY2023  FY2024\nOperating profit (loss)  412  85\nProfit (loss)  (530)  (112)",
    ),
    "two columns exchanged": (
        "figure.swap",
        "単位：百万円\n前期 当期\n売上高 52,318 55,904\n営業利益 4,127 4,690",
        "Unit: ¥ million\nPrevious year Current year\nNet sales 55,904 52,318\nOperating profit 4,690 4,127",
    ),
    "the heads exchanged": (
        "figure.swap",
        "単位：百万円\n前期 当期\n売上高 52,318 55,904\n営業利益 4,127 4,690",
        "Unit: ¥ million\nCurrent year Previous year\nNet sales 52,318 55,904\nOperating profit 4,127 4,690",
    ),
    "the quarters' heads exchanged": (
        "figure.swap",
        "単位：百万円\n1Q24 2Q24 3Q24\n売上高 12,040 13,115 12,877\n営業利益 904 1,102 987",
        "Unit: ¥ million\n1Q24 3Q24 2Q24\nNet sales 12,040 13,115 12,877\nOperating profit 904 1,102 987",
    ),
    "two rows exchanged": (
        "figure.swap",
        "単位：百万円\n売上原価 31,020 32,877\n販売費及び一般管理費 17,171 18,337\n営業利益 4,127 4,690",
        "Unit: ¥ million\nCost of sales 17,171 18,337\nSelling, general and administrative expenses 31,020 32,877\nOperating profit 4,127 4,690",
    ),
    "two cells of a row exchanged": (
        "figure.swap",
        "単位：百万円\n1Q24 2Q24 3Q24 4Q24\n売上高 12,040 13,115 12,877 14,002\n営業利益 904 1,102 987 1,240",
        "Unit: ¥ million\n1Q24 2Q24 3Q24 4Q24\nNet sales 12,040 12,877 13,115 14,002\nOperating profit 904 1,102 987 1,240",
    ),
    "two cells of a column exchanged": (
        "figure.swap",
        "単位：百万円\n借入金 7,204 8,118\n社債 3,500 3,600\nリース負債 912 870",
        "Unit: ¥ million\nBorrowings 3,500 8,118\nBonds payable 7,204 3,600\nLease liabilities 912 870",
    ),
    "a row left out": (
        "figure.missing",
        "単位：百万円\n売上高 52,318 55,904\n売上総利益 21,298 23,027\n営業利益 4,127 4,690",
        "Unit: ¥ million\nNet sales 52,318 55,904\nOperating profit 4,127 4,690",
    ),
    "a row added": (
        "figure.extra",
        "単位：百万円\n売上高 52,318 55,904\n営業利益 4,127 4,690",
        "Unit: ¥ million\nNet sales 52,318 55,904\nGross profit 21,298 23,027\nOperating profit 4,127 4,690",
    ),
    "a cell left out": (
        "figure.missing",
        "単位：百万円\n1Q24 2Q24 3Q24\n売上高 12,040 13,115 12,877\n営業利益 904 1,102 987",
        "Unit: ¥ million\n1Q24 2Q24 3Q24\nNet sales 12,040 13,115 12,877\nOperating profit 904 987",
    ),
    "a cell made nil": (
        "figure.missing",
        "単位：百万円\n減損損失 218 418\n災害損失 － 27",
        "Unit: ¥ million\nImpairment losses - 418\nLosses on disaster - 27",
    ),
    "a period in the heads": (
        "figure.period",
        "単位：百万円\n1Q24 2Q24 3Q24\n売上高 12,040 13,115 12,877",
        "Unit: ¥ million\n1Q24 2Q24 4Q24\nNet sales 12,040 13,115 12,877",
    ),
    "points as per cent": (
        "figure.point",
        "　　　　　　実績　前期差\n売上総利益率　33.4％　＋0.8pt\n営業利益率　7.9％　△0.3pt",
        "            Results   Change\nGross margin   33.4%   +0.8%\nOperating margin   7.9%   -0.3 pt",
    ),
    "a change in a sub-column": (
        "figure.value",
        "売上高 営業利益\n百万円 ％ 百万円 ％\n2025年３月期 55,904 6.9 4,690 13.6\n2024年３月期 52,318 △1.2 4,127 4.4",
        "Net sales Operating profit\nMillions of yen % Millions of yen %\nFiscal year ended March 31, 2025 55,904 9.6 4,690 13.6\nFiscal year ended March 31, 2024 52,318 (1.2) 4,127 4.4",
    ),
    "the unit of one sub-column": (
        "figure.table-unit",
        "総資産 純資産 自己資本比率\n百万円 百万円 ％\n2025年３月期 74,025 38,112 51.2\n2024年３月期 70,884 35,907 50.4",
        "Total assets Net assets Equity ratio\nMillions of yen Billions of yen %\nAs of March 31, 2025 74,025 38,112 51.2\nAs of March 31, 2024 70,884 35,907 50.4",
    ),
    "an exempt row converted": (
        "figure.",
        "単位：億円\n売上高 523.2 559.0\n営業利益 41.3 46.9\n従業員数（名） 1,904 1,987",
        "Unit: ¥ billion\nNet sales 52.32 55.90\nOperating profit 4.13 4.69\nNumber of employees 190.4 198.7",
    ),
    "a dividend": (
        "figure.value",
        "第２四半期末 期末 合計\n円 銭 円 銭 円 銭\n2024年３月期 18.00 20.00 38.00\n2025年３月期（予想） 19.00 21.00 40.00",
        "Second quarter-end Year-end Total\nYen Yen Yen\nFiscal year ended March 31, 2024 18.00 20.00 38.00\nFiscal year ending March 31, 2025 (forecast) 19.00 22.00 40.00",
    ),
    "a digit beside a moved row": (
        "figure.value",
        "単位：百万円\n売上高 52,318 55,904\n売上原価 31,020 32,877\n営業利益 4,127 4,690",
        "Unit: ¥ million\nOperating profit 4,127 4,960\nNet sales 52,318 55,904\nCost of sales 31,020 32,877",
    ),
}  # fmt: skip


def remarks(ja: str, en: str) -> list[tuple[str, str, str]]:
    """Return (code, severity, message) of what is flagged: notes are not."""
    passage = passage_of(ja, en)
    # What follows from a table's figures within one language is figure.arithmetic's own matter.
    return [
        (check.code, remark.severity, remark.message)
        for check in CHECKS
        for remark in check.look(passage)
        if remark.severity != "note" and check.code != "figure.arithmetic"
    ]


@pytest.mark.parametrize("name", CONSISTENT)
def test_a_consistent_table_passes(name: str):
    assert remarks(*CONSISTENT[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_table_is_flagged_under_its_name(name: str):
    code, ja, en = WRONG[name]
    found = remarks(ja, en)
    assert any(one.startswith(code) for one, _, _ in found), found


@pytest.mark.parametrize("name", WRONG)
def test_an_error_is_few_findings(name: str):
    _, ja, en = WRONG[name]
    assert len(remarks(ja, en)) <= 4


def test_there_are_enough_of_both():
    assert min(len(CONSISTENT), len(WRONG)) >= 25


MORE = [
    json.loads(line)
    for line in (Path(__file__).parent / "more_tables.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("record", MORE, ids=[record["id"] for record in MORE])
def test_more_tables(record: dict[str, str]):
    assert bool(remarks(record["ja"], record["en"])) == (record["expect"] == "error")
