"""The same item of the same period: recognised in both languages, and what contradicts is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from termalign.checks import examine
from termalign.checks.fact_keys import Calendar, Period, calendar_of, item_names, period_of
from termalign.checks.same_fact import same_facts
from termalign.pair import AlignOptions, align_files
from termalign.reading import open_document
from termalign.records import Block, Document, Place
from termalign.settings import Profile, Settings

SAMPLES = Path(__file__).parents[2] / "corpora"
HALF = Period(date(2025, 9, 30), 6)
YEAR = Period(date(2026, 3, 31), 12)
DAY = Period(date(2025, 9, 30), 0)
JAPANESE = """2026年3月期 第2四半期（中間期）決算短信
（単位：百万円）
前中間連結会計期間 当中間連結会計期間
売上収益 69,160 74,244
売上原価 50,014 52,916
売上総利益 19,146 21,328
営業利益 7,476 8,502"""
ENGLISH = """Results for the Six Months Ended September 30, 2025
Unit: ¥ billion
1H25 1H24
Revenue 74.2 69.2
Cost of sales 52.9 50.0
Gross profit 21.3 19.1
Operating profit 8.5 7.5"""


def document(text: str, name: str, language: str = "ja") -> Document:
    blocks = tuple(Block(t, "row", Place(1, n)) for n, t in enumerate(text.split("\n"), 1))
    return Document(name, language, blocks)


@pytest.mark.parametrize(
    ("label", "language", "period"),
    [
        ("2026年３月期中間期", "ja", HALF),
        ("1H25", "ja", HALF),
        ("当中間連結会計期間", "ja", HALF),
        ("前中間連結会計期間", "ja", Period(date(2024, 9, 30), 6)),
        ("（自 2025年４月１日 至 2025年９月30日）", "ja", HALF),
        ("Six months ended September 30, 2025", "en", HALF),
        ("Fiscal year ending March 31, 2026", "en", YEAR),
        ("2026年3月期", "ja", YEAR),
        ("FY2025", "en", YEAR),
        ("2Q25", "ja", Period(date(2025, 9, 30), 3)),
        ("25年9月末", "ja", DAY),
        ("As of September 30, 2025", "en", DAY),
        # Not periods, or not one period for sure.
        ("2026年3月期第2四半期", "ja", None),
        ("2026年３月期（予想）", "ja", None),
        ("FY2025 Change", "en", None),
        ("増減額", "ja", None),
        ("売上収益", "ja", None),
        ("Revenue", "en", None),
    ],
)
def test_a_label_names_a_period(label: str, language: str, period: Period | None):
    assert period_of(label, language, Calendar(3, "first", HALF)) == period


def test_the_label_of_a_year_is_read_as_the_company_has_it():
    assert period_of("FY2026", "en", Calendar(3, "last", None)) == YEAR
    assert period_of("FY2025", "en", Calendar(12, "first", None)) == Period(date(2025, 12, 31), 12)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026年３月期 第２四半期（中間期）決算短信", "ja"),
        ("Financial Results for the Six Months Ended September 30, 2025", "en"),
    ],
)
def test_a_title_says_what_a_document_is_about(text: str, language: str):
    assert calendar_of(iter([text]), language, "first") == Calendar(3, "first", HALF)


@pytest.mark.parametrize(
    ("ja", "en", "same"),
    [
        ("売上収益", "Revenue", True),
        ("営業利益", "Operating income", True),
        ("資産合計", "Total assets", True),
        ("従業員数（名）", "Number of employees (persons)", True),
        ("営業利益", "Ordinary profit", False),
        ("営業利益率", "Operating profit", False),
    ],
)
def test_items_meet_across_languages(ja: str, en: str, *, same: bool):
    assert bool(item_names(ja, "ja") & item_names(en, "en")) == same


def test_what_agrees_is_counted_whatever_its_unit_and_language():
    found = same_facts([document(JAPANESE, "a"), document(ENGLISH, "b", "en")], Profile())
    assert (found.facts, found.repeated, found.disagreeing, found.findings) == (8, 8, 0, ())


def test_a_planted_contradiction_is_found():
    wrong = document(ENGLISH.replace("21.3", "23.1"), "deck.en.txt", "en")
    found = same_facts([document(JAPANESE, "tanshin.ja.txt"), wrong], Profile())
    assert (found.repeated, found.disagreeing) == (8, 1)
    (one,) = found.findings
    assert (one.check, one.severity) == ("figure.same-fact", "error")
    assert one.en
    assert one.ja
    shown = [side.text[slice(*side.spans[0])] for side in (one.ja, one.en)]
    assert shown == ["21,328", "23.1"]
    assert one.en.place == "deck.en.txt, page 1, line 6"
    assert "deck.en.txt" in one.message
    assert "tanshin.ja.txt" in one.message


def test_the_place_that_stands_alone_is_the_wrong_one():
    wrong = document(JAPANESE.replace("8,502", "8,620"), "draft.ja.txt")
    others = [document(JAPANESE, "tanshin.ja.txt"), document(ENGLISH, "deck.en.txt", "en")]
    for documents in ([wrong, *others], [*others, wrong]):
        (one,) = same_facts(documents, Profile()).findings
        assert one.message.startswith("営業利益, 6 months to 2025-09-30: 8,620 here (draft.ja.txt")
        assert one.hint == "8,502"


def test_tables_that_agree_in_little_tell_of_different_things():
    """A segment's table has the group's labels and other values."""
    segment = JAPANESE
    for figure in ("69,160", "74,244", "50,014", "52,916", "19,146", "21,328"):
        segment = segment.replace(figure, f"{int(figure.replace(',', '')) // 7:,}")
    documents = [document(JAPANESE, "a"), document(segment, "b")]
    assert same_facts(documents, Profile()).findings == ()


def test_forecasts_may_be_revised():
    plan = JAPANESE.replace("（単位：百万円）", "通期業績予想（単位：百万円）").replace(
        "8,502", "9,000"
    )
    assert same_facts([document(JAPANESE, "a"), document(plan, "b")], Profile()).disagreeing == 0


def trend(label: str, values: str, head: str) -> str:
    return f"{head}\n{label} {values}"


def test_rows_without_a_name_in_common_meet_by_their_numbers():
    ja = document(trend("設備償却額（単位：億円）", "118 127 136 141 150", YEARS), "a")
    en = document(
        trend("Depreciation of CAPEX (¥ bn)", "11.8 12.7 13.6 14.1 15.0", YEARS), "b", "en"
    )
    found = same_facts([ja, en], Profile())
    assert (found.repeated, found.disagreeing) == (5, 0)
    reasons = [match.reason for match in found.matches]
    assert reasons[0] == (
        "設備償却額（単位：億円）, Depreciation of CAPEX (¥ bn), 12 months to 2020-03-31: 118 = 11.8"
    )
    slipped = document(
        trend("Depreciation of CAPEX (¥ bn)", "11.8 12.7 16.3 14.1 15.0", YEARS), "b", "en"
    )
    assert [one.hint for one in same_facts([ja, slipped], Profile()).findings] == [
        "one of the two is wrong"
    ]


YEARS = "FY19 FY20 FY21 FY22 FY23"


def test_a_plan_beside_results_speaks_of_its_own_column():
    ja = document(trend("売上収益（億円）", "1,182 1,274 1,361 1,414 1,502", YEARS + "見通し"), "a")
    en = document(
        trend("Revenue (¥ bn)", "118.2 127.4 136.1 141.4 155.0", YEARS + " Target"), "b", "en"
    )
    found = same_facts([ja, en], Profile())
    assert (found.repeated, found.disagreeing) == (4, 0)


def test_numbers_without_a_unit_may_differ_by_a_power_of_ten():
    ja = document(trend("クラウド事業", "384 416 450 471 498", YEARS), "a")
    en = document(trend("Cloud business", "38.4 41.6 45.0 47.1 49.8", YEARS), "b", "en")
    assert same_facts([ja, en], Profile()).repeated == 5


@pytest.mark.parametrize(
    ("names", "least"),
    [
        (("deck.ja.txt", "tanshin.ja.txt"), 40),
        (("deck.ja.txt", "tanshin.en.txt"), 20),
        (("deck.ja.txt", "deck.en.txt"), 60),
        (("deck.ja.txt", "deck_previous.en.txt"), 20),
    ],
)
def test_the_samples_state_the_same_facts(names: tuple[str, ...], least: int):
    found = same_facts([open_document(SAMPLES / name) for name in names], Profile())
    assert found.repeated >= least
    assert found.findings == ()


def test_a_slip_in_a_sample_is_found():
    english = open_document(SAMPLES / "deck.en.txt")
    blocks = tuple(
        replace(
            block, text=block.text.replace("Intangible assets 13,526", "Intangible assets 13,256")
        )
        for block in english.blocks
    )
    wrong = replace(english, blocks=blocks)
    found = same_facts([open_document(SAMPLES / "tanshin.ja.txt"), wrong], Profile())
    (one,) = found.findings
    assert one.message.startswith(
        "Intangible assets, 2025-09-30: 13,256 here (deck.en.txt, page 14"
    )


def test_a_document_is_held_to_itself():
    alignment = align_files(SAMPLES / "tanshin.ja.txt", SAMPLES / "tanshin.en.txt", AlignOptions())
    codes = {one.check for one in examine(alignment, (), Settings()).findings}
    assert "figure.same-fact" not in codes
    summary = "2026年３月期中間期 74,244 7.4 8,502 13.7"
    blocks = tuple(
        replace(block, text=block.text.replace(summary, summary.replace("8,502", "8,052")))
        for block in alignment.ja_document.blocks
    )
    slipped = replace(alignment, ja_document=replace(alignment.ja_document, blocks=blocks))
    found = examine(slipped, (), Settings()).findings
    (one,) = [one for one in found if one.check == "figure.same-fact"]
    assert (one.severity, one.en) == ("error", None)
    assert one.ja
    assert "page 1, line 24" in one.message
    assert "page 6, line 254" in one.message
