"""Spellings that meet under one key, those that must not, and what the answer says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.glossary.fold import differences, fold_key, stands_in

# (one spelling, another, what the answer names)
MEET = [
    ("ＥＢＩＴＤＡ", "EBITDA", ("width",)),
    ("ｸﾗｳﾄﾞ", "クラウド", ("width",)),
    ("クラウド", "クラウト\u3099", ("width",)),  # decomposed dakuten, as macOS file names have
    ("⾦融資産", "金融資産", ("radicals",)),  # what a PDF's text may hold
    ("⻑期借入金", "長期借入金", ("radicals",)),  # a supplement radical, unknown to NFKC
    ("営業\u200b利益", "営業利益", ("invisible signs",)),
    ("葛\U000e0100城", "葛城", ("invisible signs",)),
    ("operating income", "Operating Income", ("case",)),
    ("deferred tax asset", "deferred tax assets", ("plural",)),
    ("subsidiary", "subsidiaries", ("plural",)),
    ("tax", "taxes", ("plural",)),
    ("gross loss", "gross losses", ("plural",)),
    ("company's owner", "company owners", ("plural",)),
    ("R&D", "R and D", ("&",)),
    ("year-on-year", "year on year", ("spaces", "hyphens")),
    ("e-mail", "email", ("hyphens",)),
    ("クラウド サービス", "クラウドサービス", ("spaces",)),
    ("クラウド・サービス", "クラウドサービス", ("中黒",)),
    ("サーバー", "サーバ", ("長音",)),
    ("ユーザー管理", "ユーザ管理", ("長音",)),
    ("売り上げ高", "売上高", ("送り仮名",)),
    ("見積もり", "見積", ("送り仮名",)),
    ("打ち合わせ", "打合せ", ("送り仮名",)),
    ("払い込み", "払込", ("送り仮名",)),
    ("営業利益（損失）", "営業利益損失", ("signs",)),
    ("連結　業績", "連結 業績", ("width",)),
    ("Ｏperating Incomes", "operating income", ("width", "case", "plural")),
]


@pytest.mark.parametrize(("one", "other", "named"), MEET)
def test_spellings_that_meet(one: str, other: str, named: tuple[str, ...]):
    assert fold_key(one) == fold_key(other)
    assert differences(one, other) == named
    assert differences(other, one) == named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("キー", "キ"),  # or キー would be found in キャリア
        ("ビール", "ビル"),  # 長音 within a word is no ending
        ("高い", "高"),  # one ideograph's okurigana stays
        ("株主との対話", "株主対話"),  # particles are no okurigana
        ("business", "busines"),
        ("analysis", "analysi"),
        ("gas", "ga"),
        ("income", "outcome"),
        ("税込", "税"),
        ("法人税", "法人"),
    ],
)
def test_spellings_that_do_not_meet(one: str, other: str):
    assert fold_key(one) != fold_key(other)


@pytest.mark.parametrize("text", ["", " ", "　", "％", "（）「」", "−", "\u200b", "・・・", "💹"])
def test_a_text_of_signs_has_no_key(text: str):
    assert fold_key(text) == ""


@given(st.text())
def test_a_key_holds_letters_and_digits_only(text: str):
    key = fold_key(text)
    assert not key or key.isalnum()


@given(st.text())
def test_spaces_and_case_never_matter(text: str):
    assert fold_key(f" {text}\u3000") == fold_key(text)


@pytest.mark.parametrize(
    ("query", "text", "stands"),
    [
        ("income", "operating income", True),
        ("depreciat", "accumulated depreciation", True),
        ("operating income", "consolidated operating incomes", True),
        ("come", "operating income", False),
        ("IR", "IR activities", True),
        ("IR", "iron ore", False),
        ("year on year", "year-on-year change", True),
    ],
)
def test_an_english_part_begins_at_a_word(query: str, text: str, stands: bool):
    assert stands_in(fold_key(query), text) is stands
