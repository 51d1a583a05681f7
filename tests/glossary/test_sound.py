"""How a term is said: spellings of one sound meet, those of another do not, misreadings are few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.glossary.sound import MixedSpelling, is_kana, precise_sound, sound_key, spoken

# a term, and what people type for it
SAID = [
    ("営業利益", "えいぎょうりえき エイギョウリエキ ｴｲｷﾞｮｳﾘｴｷ えいぎょーりえき"),
    ("営業利益", "eigyourieki eigyo-rieki eigyō'rieki Eigyôrieki eigyoorieki EIGYORIEKI"),
    ("営業利益", "ｅｉｇｙｏｕｒｉｅｋｉ eigyohrieki"),
    ("新聞", "shinbun shimbun sinbun しんぶん しんふ\u3099ん"),
    ("金融", "kin'yuu kinyu kinnyuu kin-yū きんゆう"),
    ("案内", "annai annnai an-nai"),
    ("社長", "shachou syatyou shachō sha-cho"),
    ("実施", "jisshi zissi jissi"),
    ("事業", "jigyou zigyou jigyô jigyo"),
    ("情報", "jouhou zyouhou jyouhou johoh"),
    ("マッチ", "matchi macchi matti"),
    ("富士", "fuji huzi hudi"),
    ("続く", "tsuzuku tuduku tsudzuku"),
    ("続き", "つづき tsuzuki tuzuki"),
    ("全般", "zenpan zempan zennpan"),
    ("大きい", "ookii okii おおきい"),
    ("サーバー", "saba saabaa sa-ba- サーバ さーばー"),
    ("ディーカレット", "dikaretto diikaretto"),
    ("ヴァイオリン", "vaiorin baiorin バイオリン"),
    ("EBITDAマージン", "ebitdamaajin EBITDAまーじん"),
    ("第3四半期", "dai3shihanki だい3しはんき"),
]


@pytest.mark.parametrize(("term", "typed"), SAID)
def test_what_is_typed_meets_the_term(term: str, typed: str):
    keys = {query: sound_key(query) for query in typed.split()}
    assert keys == dict.fromkeys(keys, spoken(term).sound)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("はっせい", "はせい"),
        ("しんぽ", "しんぼ"),
        ("きやく", "きゃく"),
        ("けいえい", "けいい"),
        ("さんか", "さか"),
    ],
)
def test_other_sounds_do_not_meet(one: str, other: str):
    assert sound_key(one) != sound_key(other)


def test_a_long_vowel_is_told_apart_where_it_is_written():
    assert sound_key("とし") == sound_key("とうし") == sound_key("tōshi")
    assert precise_sound("tōshi") == precise_sound("toushi") == precise_sound("とうし")
    assert precise_sound("toshi") == precise_sound("とし") != precise_sound("とうし")


@pytest.mark.parametrize("text", ["営業", "えいぎょう利益", "々", "Ω", "", "・", "％"])
def test_what_cannot_be_said_without_the_tokenizer_has_no_key(text: str):
    assert sound_key(text) == ""


@pytest.mark.parametrize(
    ("term", "reading"),
    [
        ("営業利益", "えいぎょうりえき"),
        ("売上高", "うりあげだか"),
        ("クラウド基盤", "クラウドきばん"),
        ("上回った", "うわまわった"),
        ("ものづくり", "ものづくり"),
        ("⾦融資産", "きんゆうしさん"),
        # what the dictionary alone reads otherwise: コカイシャ, イチカブ, ケッサンヒ …
        ("連結子会社", "れんけつこがいしゃ"),
        ("1株当たり当期純利益", "ひとかぶあたりとうきじゅんりえき"),
        ("一株当たり純資産", "ひとかぶあたりじゅんしさん"),
        ("決算日", "けっさんび"),
        ("割引率", "わりびきりつ"),
        ("日本基準", "にほんきじゅん"),
        ("月次", "げつじ"),
        ("資金繰り", "しきんぐり"),
    ],
)
def test_readings(term: str, reading: str):
    assert spoken(term).reading == reading


def test_both_ways_to_say_japan():
    assert sound_key("にっぽん") == sound_key("nihon") == spoken("日本").sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("やりとり", "やり取り", "遣り取り"),
        ("みつもり", "見積もり", "見積り", "見積"),
        ("とりやめ", "取りやめ"),
        ("ものづくり", "物作り", "もの作り"),
        ("おきゃくさま", "お客様", "御客様"),
    ],
)
def test_kana_and_kanji_meet_in_the_dictionarys_spelling(spellings: tuple[str, ...]):
    assert len({spoken(text).lemma for text in spellings}) == 1


@pytest.mark.parametrize(
    ("query", "term", "fits"),
    [
        ("やり取り", "やりとり", True),
        ("資金ぐり", "資金繰り", True),
        ("持ちぶん", "持分", True),
        ("おきゃく様", "お客様", True),
        ("え業利益", "営業利益", True),
        ("え業利益", "営業外利益", False),
        ("やり取り", "やりくり", False),
        ("やり取り", "取引", False),
        ("日本ぎんこう", "日本経済", False),
    ],
)
def test_a_mixed_spelling(query: str, term: str, fits: bool):
    said = spoken(term)
    assert MixedSpelling(query).fits(said.reading, said.lemma) is fits


@pytest.mark.parametrize(
    "query", ["営業利益", "えいぎょう", "ー営業", "売り", "IT化", "", "a", "営%業い"]
)
def test_no_mixed_spelling(query: str):
    mixed = MixedSpelling(query)
    assert bool(mixed) is (query == "営%業い")


@pytest.mark.parametrize(
    ("text", "kana"),
    [("えい・ぎょう", True), ("ｴｲｷﾞｮｳ", True), ("エイ業", False), ("eigyo", False), ("・", False)],
)
def test_kana(text: str, kana: bool):
    assert is_kana(text) is kana


@given(st.text())
def test_any_text_has_a_key_of_small_letters_and_digits(text: str):
    key = sound_key(text)
    assert not key or (key.isascii() and key.isalnum() and key == key.lower())


@given(st.text())
def test_any_term_can_be_spoken(text: str):
    said = spoken(text)
    assert said.sound == sound_key(said.reading)


@given(st.text())
def test_any_query_can_be_a_mixed_spelling(text: str):
    mixed = MixedSpelling(text)
    assert not mixed or mixed.prefix
    mixed.fits("えいぎょう", "営業")
