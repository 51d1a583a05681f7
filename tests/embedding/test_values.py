"""The worth of numbers: what is the same amount, date or count has the same column."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termalign.embedding.values import english_values, japanese_values


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("1,282.0億円", "¥128.2 billion"),
        ("1,282億円", "¥128,200 million"),
        ("1兆2,345億円", "¥1.2345 trillion"),
        ("3億5,000万円", "350 million yen"),
        ("128,200百万円", "¥128.2bn"),
        ("百万円", "1 million"),
        ("14万台", "140,000 units"),
        ("１２．４％増", "up 12.4%"),
        ("△3.2ポイント", "(3.2) points"),
        ("2,300千株", "2.3mn shares"),
        ("2.5千人", "2,500 people"),
        ("令和7年", "2025"),
        ("令和元年", "2019"),
        ("平成三十一年", "2019"),
        ("昭和64年", "1989"),
        ("一九八四年", "in 1984"),
        ("三百二十一人", "321 people"),
        ("第三回", "the third"),
        ("第2四半期", "second quarter"),
        ("三ヵ月", "three months"),
        ("二十一世紀", "the 21 st century"),
        ("4月", "April"),
        ("9月", "Sept."),
        ("12月", "in DECEMBER"),
        ("2025年4月1日", "2025, Apr. 1"),
    ],
)
def test_the_same_worth_has_the_same_column(ja: str, en: str):
    assert japanese_values(ja) == english_values(en)
    assert japanese_values(ja), ja


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("1,282億円", "¥1,282 million"),  # scale
        ("8.1%", "8.2%"),
        ("2025年", "2024"),
        ("3月", "April"),
    ],
)
def test_another_worth_has_another_column(ja: str, en: str):
    assert not set(japanese_values(ja)) & set(english_values(en))


@pytest.mark.parametrize("text", ["一部の店舗", "千葉県と三重県", "万一の場合", "四国", ""])
def test_kanji_digits_that_count_nothing(text: str):
    assert japanese_values(text) == []


def test_all_numbers_in_order():
    assert japanese_values("2025年3月期の売上は612億円（8.1%増）、第2四半期は三回目") == [
        "#2025",
        "#3",
        "#61200000000",
        "#8.1",
        "#2",
        "#3",
    ]
    assert english_values("In March 2025 sales were ¥61.2 billion, up 8.1%, and two more") == [
        "#3",
        "#2025",
        "#61200000000",
        "#8.1",
        "#2",
    ]


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(
        alphabet=st.sampled_from("0123456789,.兆億万千百十令和元年〇一二月 ０９bnmiloth"),
        max_size=30,
    ),
)


@given(TEXTS)
@example("9" * 5000 + "億")
@example("令和" + "9" * 5000 + "年")
@example("1.2.3.4億5")
@example(",,.億")
def test_no_text_is_too_odd(text: str):
    for value in [*japanese_values(text), *english_values(text)]:
        assert value.startswith("#")
        assert float(value[1:]) >= 0
