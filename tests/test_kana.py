"""Kana of both kinds, and their Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.kana import romaji, to_hiragana, to_katakana


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("クラウド", "kuraudo"),
        ("とうきょう", "toukyou"),
        ("シンブン", "shinbun"),
        ("チョット", "chotto"),
        ("マッチ", "matchi"),
        ("サッポロ", "sapporo"),
        ("データセンター", "detasenta"),
        ("ディーカレット", "dikaretto"),
        ("ヴァイオリン", "vaiorin"),
        ("ファイナンス", "fainansu"),
        ("ジェイエックス", "jeiekkusu"),
        ("ウィキ", "wiki"),
        ("ヂヅ", "jizu"),
        ("ッ", ""),
        ("ー", ""),
        ("東京abc・", ""),
        ("", ""),
    ],
)
def test_modified_hepburn_without_long_marks(kana: str, latin: str):
    assert romaji(kana) == latin
    assert romaji(to_katakana(kana)) == latin


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FE)))
def test_hiragana_and_katakana_are_one_to_one(text: str):
    assert len(to_hiragana(text)) == len(to_katakana(text)) == len(text)
    assert to_katakana(to_hiragana(text)) == to_katakana(text)


def test_the_long_sign_and_other_signs_stay():
    assert to_hiragana("サーバー（ＩＲ）") == "さーばー（ＩＲ）"
