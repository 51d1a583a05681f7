"""Facts about texts: width, radicals, language, brackets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.text import (
    bracketed,
    display_width,
    fold_width,
    has_japanese,
    is_japanese,
    language_of,
    looks_chinese,
    mend_radicals,
    only_japanese,
)

if TYPE_CHECKING:
    from termalign.records import Language

CHINESE = "本公司营业收入同比增长百分之十，净利润大幅提升，董事会决定派发股息。" * 10


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("売上高は前年同期比で増加しました。", "ja"),
        ("Revenue increased year over year.", "en"),
        (
            "Example Cloud Platform Service GX P2 を提供開始",
            "ja",
        ),  # a deck full of Latin names
        ("Sample Corporation (株式会社) announced that its revenue grew in all regions.", "en"),
        ("売上高", "ja"),  # short, of ideographs only: a table's label
        ("1,234 5,678 9.1%", None),
        ("", None),
        (CHINESE, None),
        ("이 회사의 매출은 증가했습니다. Example", None),
        ("Компания увеличила выручку", None),
        (
            "営業収益 売上原価 法人税等 " * 20 + "現金及び現金同等物 のれん",
            "ja",
        ),  # a table's labels
    ],
)
def test_language(text: str, language: Language | None):
    assert language_of(text) == language


def test_only_long_text_without_kana_looks_chinese():
    assert looks_chinese(CHINESE)
    assert not looks_chinese("営業利益")
    assert not looks_chinese("売上高は増加しました。" * 50)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("現⾦及び現⾦同等物", "現金及び現金同等物"),
        ("⻑期借⼊⾦", "長期借入金"),  # ⻑ stands in the supplement, which NFKC leaves
        ("⻄⽇本", "西日本"),
        ("①㈱㎡", "①㈱㎡"),  # what NFKC would change stays
    ],
)
def test_radicals(text: str, mended: str):
    assert mend_radicals(text) == mended


@given(st.text())
def test_folding_and_mending_keep_every_place(text: str):
    assert len(fold_width(text)) == len(text) == len(mend_radicals(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("当社（以下「当社」）は", ["（以下「当社」）"]),  # the outermost pair only
        (
            "（注)1 [A] 」",
            ["（注)", "[A]"],
        ),  # full and half width pair; a stray closer pairs nothing
        ("（以下、当社という。売上は(増)", ["(増)"]),  # what never closes opens nothing
        ("a) b", []),
        ("", []),
    ],
)
def test_brackets(text: str, found: list[str]):
    assert [text[s:e] for s, e in bracketed(text, 100)] == found


def test_a_pair_too_far_apart_is_none():
    assert bracketed("(" + "あ" * 50 + "[い])", 20) == [(51, 54)]


@given(st.text(alphabet="（()）「」[]あ", max_size=60))
def test_bracket_spans_are_in_order_and_apart(text: str):
    spans = bracketed(text, 10)
    assert all(e - s <= 10 for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_small_facts():
    assert [is_japanese(sign) for sign in "かカ漢々ーA1。"] == [True] * 5 + [False] * 3
    assert has_japanese("A社")
    assert not has_japanese("A, Inc.")
    assert display_width("売上 1H23") == 9


@pytest.mark.parametrize(
    ("term", "only"),
    [
        ("売上高", True),
        ("ﾈｯﾄ", True),
        ("第1四半期", True),
        ("５Ｇ基地局", False),  # Latin, in full width
        ("keiretsu (系列)", False),
        ("net sales", False),
        ("△5%", False),
        ("", False),
    ],
)
def test_a_term_in_japanese_letters_only(term: str, only: bool):
    assert only_japanese(term) is only
