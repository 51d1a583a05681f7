"""Does a Japanese figure agree with an English one: tables of pairs with the verdict's code."""

from __future__ import annotations

import pytest

from termalign.figures.comparison import compare_texts, reconciled
from termalign.figures.english import in_english


def codes(ja: str, en: str) -> list[str]:
    return [verdict.code for verdict in compare_texts(ja, en)]


AGREEING = [
    ("1,282.0億円", "¥128.2 billion", "equal"),
    ("1,282.0億円", "¥128.20 billion", "equal"),
    ("37,268百万円", "¥37.3 billion", "rounded"),
    ("37,268百万円", "¥37.2 billion", "cut"),
    ("91.27％", "91.3%", "rounded"),
    ("74,244百万円", "¥74.2 billion", "rounded"),
    ("30億円", "¥3.04 billion", "finer"),
    ("2,470社", "more than 2,000 companies", "rounded"),
    ("318.6万人", "3,186 thousand", "equal"),
    ("2.4MW", "2,400 kW", "equal"),
    ("3カ年", "36 months", "equal"),
    ("4分の1", "25%", "equal"),
    ("3割5分", "35%", "equal"),
    ("25bp", "0.25 percentage points", "equal"),
    ("2倍", "doubled", "equal"),
    ("3回", "three times", "equal"),
    ("3期連続", "third straight year", "equal"),
    ("15社", "15 subsidiaries", "equal"),
    ("△61", "(61)", "equal"),
    ("△3.7％", "down 3.7%", "equal"),
    ("3.7％減", "3.7% decrease", "equal"),
    ("約30億円", "¥3 billion", "equal"),
    ("2024年3月期", "FY2023", "equal"),
    ("2024年3月期", "FY2024", "equal"),
    ("2024年3月期", "the fiscal year ended March 31, 2024", "equal"),
    ("第33期", "33rd fiscal year", "equal"),
    ("2Q23", "the second quarter of FY2023", "equal"),
    ("2018年10月", "Oct. 18", "equal"),  # a deck's October 2018
    ("2023年9月末", "September 30, 2023", "equal"),
    ("2023年9月末", "September 2023", "equal"),
    ("9月末", "September 30, 2023", "equal"),
    ("1701年", "1701", "equal"),
]
DIFFERING = [
    ("37,268百万円", "¥37.4 billion", "rounding"),
    ("91.23％", "91.3%", "rounding"),
    ("1,282.0億円", "¥1,282.0 billion", "scale"),
    ("1億円", "¥148 million", "value"),  # more digits than the Japanese has
    ("2,470社", "2,740 companies", "value"),
    ("2隻", "20 vessels", "value"),
    ("620万株", "¥6.2 million", "unit"),
    ("45分", "45 seconds", "unit"),
    ("3億円", "$300 million", "unit"),
    ("0.5ポイント", "0.5%", "point"),
    ("△3.7％", "up 3.7%", "sign"),
    ("△61", "61", "sign"),
    ("+61", "-61", "sign"),
    ("70億円弱", "just over ¥7 billion", "range"),
    ("2023年9月30日", "September 29, 2023", "date"),
    ("令和7年8月7日", "August 7, 2024", "date"),
    ("2Q25", "2Q26", "period"),
    ("平成24年度", "fiscal 2014", "period"),
    ("2024年3月期", "FY2025", "period"),
    ("第33期", "32nd fiscal year", "period"),
    ("2023年9月", "September 12, 2023", "extra"),
    ("59億円", "higher", "missing"),
    ("増加した", "4.5%", "extra"),
]


@pytest.mark.parametrize(("ja", "en", "code"), [*AGREEING, *DIFFERING])
def test_one_figure_against_one(ja: str, en: str, code: str):
    assert set(codes(ja, en)) == {code}


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("中間23円、期末23円、年間46円", "¥23 at mid-year and at year-end, ¥46 in all"),
        (
            "4月は80件、5月は80件、6月は95件",
            "80 in each of April and May 2025, 95 in June",
        ),
        ("国内拠点14ヶ所、海外拠点５ヶ所", "Five sites abroad and 14 in Japan"),
        ("2026年3月期第2四半期末の従業員", "Employees at September 30, 2025"),
        ("2024年4月1日から2025年3月31日まで", "the year ended March 31, 2025"),
        ("自 2025年４月１日 至 2025年９月30日", "Six months ended September 30, 2025"),
        ("FY25〜FY28の４年間", "four years, FY25 to FY28"),
        ("その他の収支 △48 △203 △7 19", "Other, net (48) (203) (7) 19"),
        ("売上収益 691.6 706.3 742.4", "Revenue 69.16 70.63 74.24"),
        ("第１四半期は５期連続の増収", "First-quarter revenue rose for the fifth straight year."),
    ],
)
def test_every_figure_of_a_bead_finds_its_partner(ja: str, en: str):
    # "three months", said of a quarter, is no figure of the Japanese
    assert all(v.agrees or v.code == "extra" for v in compare_texts(ja, en))


def test_a_slip_in_a_converted_row_is_still_seen():
    verdicts = compare_texts("売上収益 691.6 706.3 742.4", "Revenue 69.16 76.03 74.24")
    assert [
        (v.code, v.ja.surface, v.en.surface) for v in verdicts if not v.agrees and v.ja and v.en
    ] == [("value", "706.3", "76.03")]


def test_declared_units_allow_a_ratio_and_no_other():
    from decimal import Decimal

    ten = [Decimal(10)]
    assert all(v.agrees for v in compare_texts("営業利益 74.8", "Operating profit 7.48", None, ten))
    assert not all(
        v.agrees for v in compare_texts("営業利益 74.8", "Operating profit 0.748", None, ten)
    )
    assert all(v.agrees for v in compare_texts("営業利益 74.8", "Operating profit 74.8", None, ten))


@pytest.mark.parametrize(
    ("ja", "en", "reason"),
    [
        ("1,282.0億円", "¥128.2 billion", "1,282.0億円 = ¥128.2 billion"),
        ("37,268百万円", "¥37.3 billion", "37,268百万円 = ¥37.3 billion, rounded half up"),
        (
            "1,282.0億円",
            "¥1,282.0 billion",
            "¥1,282.0 billion is 10 times too large for 1,282.0億円",
        ),
        (
            "1億8,000万株",
            "18 million shares",
            "18 million shares is 10 times too small for 1億8,000万株",
        ),
        ("△3.7％", "+3.7%", "△3.7％ and +3.7% have opposite signs"),
        ("0.5ポイント", "0.5%", "0.5ポイント and 0.5%: percent and percentage points differ"),
    ],
)
def test_the_reason_is_given_in_words(ja: str, en: str, reason: str):
    (verdict,) = compare_texts(ja, en)
    assert verdict.reason == reason


def test_the_profile_decides_how_a_fiscal_year_is_called():
    from termalign.settings import Profile

    first, last = Profile(fiscal_year_label="first"), Profile(fiscal_year_label="last")
    assert [v.code for v in compare_texts("2024年3月期", "FY2023", first)] == ["equal"]
    assert [v.code for v in compare_texts("2024年3月期", "FY2024", first)] == ["period"]
    assert [v.code for v in compare_texts("2024年3月期", "FY2024", last)] == ["equal"]
    assert [v.code for v in compare_texts("2024年3月期", "FY2023", last)] == ["period"]


def test_a_figure_over_a_beads_edge_is_not_missing():
    beads = [
        compare_texts("受注は64億円、残高は19億円です。", "Orders were ¥6.4 billion."),
        compare_texts("人員は増えました。", "The backlog is ¥1.9 billion; headcount rose."),
    ]
    assert [v.code for bead in beads for v in bead] == ["equal", "missing", "extra"]
    assert [v.code for bead in reconciled(beads, 2) for v in bead] == ["equal"]
    far = [beads[0], (), (), beads[1]]
    assert [v.code for bead in reconciled(far, 2) for v in bead] == ["equal", "missing", "extra"]


@pytest.mark.parametrize(
    ("ja", "like", "english"),
    [
        ("1,282.0億円", None, "¥128.2 billion"),
        ("37,268百万円", None, "¥37,268 million"),
        ("4億2,000万円", None, "¥420 million"),
        ("1兆2,345億円", None, "¥1,234.5 billion"),
        ("2兆円", None, "¥2 trillion"),
        ("2,764,310千円", None, "¥2,764,310 thousand"),
        ("41.25円", None, "¥41.25"),
        ("300万米ドル", None, "$3 million"),
        ("△3.7％", None, "(3.7)%"),
        ("△7億円", None, "¥(700) million"),
        ("3.7％減", None, "down 3.7%"),
        ("＋12億円", None, "+¥1.2 billion"),
        ("0.5ポイント", None, "0.5 percentage points"),
        ("平成28年３月31日", None, "March 31, 2016"),
        ("2016年3月", None, "March 2016"),
        ("9月末", None, "September 30"),
        ("2024年3月期", None, "fiscal year ended March 31, 2024"),
        ("第2四半期", None, "second quarter"),
        ("2Q23", None, "second quarter of FY2023"),
        ("第48期", None, "48th fiscal year"),
        ("第3位", None, "3rd"),
        ("3カ月", None, "3 months"),
        ("4分の1", None, "a quarter"),
        ("約30億円", None, "approximately ¥3 billion"),
        ("70億円弱", None, "just under ¥7 billion"),
        ("41.3億円", "¥4.2 bn", "¥4.13 bn"),  # in the document's own style
        ("128億円", "1,282 million yen", "12,800 million yen"),
        ("30億円", "JPY 31 bn", "JPY 3 bn"),
        ("△2.1pt", "+2.1 pt", "-2.1 pt"),
    ],
)
def test_the_english_that_would_be_right(ja: str, like: str | None, english: str):
    from termalign.figures import find_figures

    (figure,) = find_figures(ja, "ja")
    other = find_figures(like, "en")[0] if like else None
    assert in_english(figure, other) == english


@pytest.mark.parametrize("ja", [ja for ja, *_ in AGREEING if ja not in {"2.4MW", "4分の1"}])
def test_what_is_rendered_agrees_with_what_it_renders(ja: str):
    from termalign.figures import find_figures

    english = " ".join(in_english(figure) for figure in find_figures(ja, "ja"))
    assert all(verdict.agrees for verdict in compare_texts(ja, english)), english
