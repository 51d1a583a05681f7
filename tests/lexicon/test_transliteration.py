"""Kana to Latin letters, and the keys under which a name's spellings meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from termalign.embedding.weighing import SKELETON_CUT
from termalign.kana import romaji, to_katakana
from termalign.lexicon.english import fold
from termalign.lexicon.transliteration import name_key, skeleton


@pytest.mark.parametrize(
    ("kana", "spellings"),
    [
        ("トウキョウ", ["Tokyo", "Tōkyō", "Toukyou"]),
        ("オオサカ", ["Osaka", "Ōsaka", "Oosaka"]),
        ("オオタニ", ["Otani", "Ohtani"]),
        ("シンブン", ["Shimbun", "Shinbun"]),
        ("ジュンイチロウ", ["Jun'ichirō", "Junichiro"]),
    ],
)
def test_spellings_of_a_japanese_name_meet(kana: str, spellings: list[str]):
    assert {name_key(fold(spelling)) for spelling in spellings} == {name_key(romaji(kana))}


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("ディーカレット", "DeCurret"),
        ("ザッカーバーグ", "Zuckerberg"),
        ("ビクトリア", "Victoria"),
        ("エリクソン", "Ericsson"),
    ],
)
def test_katakana_and_the_foreign_name_share_their_consonants(kana: str, latin: str):
    assert skeleton(romaji(kana)) == skeleton(fold(latin))


@pytest.mark.parametrize(
    ("kana", "latin", "alike"),
    [
        ("フィラデルフィア", "Philadelphia", True),
        ("ザッカーバーグ", "Zuckerman", False),
        ("エリクソン", "Anderson", False),
    ],
)
def test_consonants_that_are_close_enough(kana: str, latin: str, alike: bool):
    ratio = fuzz.ratio(skeleton(romaji(kana)), skeleton(fold(latin)))
    assert (ratio >= SKELETON_CUT) is alike


@given(st.text(max_size=30))
def test_any_text_gives_lower_case_ascii(text: str):
    assert romaji(text) == "" or (romaji(text).isascii() and romaji(text).islower())
    assert set(skeleton(romaji(text))).isdisjoint("aeiou")


@given(st.text(alphabet=[chr(code) for code in range(0x3041, 0x3097)], max_size=12))
def test_hiragana_and_katakana_read_alike(text: str):
    assert romaji(text) == romaji(to_katakana(text))
    assert len(to_katakana(text)) == len(text)
