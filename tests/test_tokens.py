"""Japanese tokens: spans slice back, Latin runs stay whole, UniDic's knowledge comes along."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termalign.text import fold_width
from termalign.tokens import tokenize

JAPANESE = st.text(
    alphabet=st.sampled_from("売上収益はクラウド、GAAPﾃﾞｰﾀ１２３.％ \n\t㈱①ー々〇🎌é'-"), max_size=40
)


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


@given(st.one_of(st.text(max_size=60), JAPANESE))
@example("")
@example("\x00売上\x00")
@example("配当\ud800性向")
@example("\u2028一\u3000二\x1c三")
@example("🎌連結🎌")
def test_spans_slice_back_in_order_and_leave_out_only_spaces(text: str):
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.surface for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert all(token.surface and token.pos for token in tokens)
    inside = {at for token in tokens for at in range(token.start, token.end)}
    left_out = "".join(sign for at, sign in enumerate(text) if at not in inside)
    assert not re.sub(r"[\s\0\ud800-\udfff]", "", left_out)


@given(JAPANESE)
def test_the_same_text_gives_the_same_tokens(text: str):
    assert tokenize(text) == tokenize(text)


@pytest.mark.parametrize(
    ("text", "run", "pos"),
    [
        ("U.S.GAAPに基づく", "U.S.GAAP", "latin"),
        ("IPv6接続", "IPv6", "latin"),
        ("R&D費用", "R&D", "latin"),
        ("e-Taxで申告", "e-Tax", "latin"),
        ("ISO/IEC27001を取得", "ISO/IEC27001", "latin"),
        ("McDonald’sの店舗", "McDonald’s", "latin"),
        ("ＤＸ推進", "ＤＸ", "latin"),
        ("1,282.0億円", "1,282.0", "number"),
        ("２０２５年", "２０２５", "number"),
        ("2025/4/1から", "2025/4/1", "number"),
    ],
)
def test_runs_of_latin_letters_and_digits_stay_whole(text: str, run: str, pos: str):
    [token] = [token for token in tokenize(text) if token.pos in ("latin", "number")]
    assert (token.surface, token.pos) == (run, pos)
    assert token.lemma == fold_width(run), "half-width, so that ＤＸ is looked up as DX"


def test_a_run_ends_at_its_last_letter():
    assert surfaces("売上はNTT, KDDI.") == ["売上", "は", "NTT", ",", "KDDI", "."]


def test_what_unidic_knows():
    by_surface = {
        token.surface: token for token in tokenize("当社はクラウドを申し込んだ東京の会社")
    }
    assert by_surface["クラウド"].lemma == "クラウド"
    assert by_surface["クラウド"].loan == "crowd", "the lemma's own word; the lexicon knows better"
    assert by_surface["申し込ん"].lemma == "申し込む"
    assert by_surface["申し込ん"].orth_base == "申し込む"
    assert by_surface["東京"].pos2 == "固有名詞"
    assert by_surface["東京"].reading == "トウキョウ"
    assert by_surface["会社"].pos == "名詞"
    assert by_surface["会社"].loan == ""


def test_an_unknown_word_is_itself():
    [token] = tokenize("ディーカレット")[:1]
    assert token.lemma
    assert token.surface == token.orth_base or token.reading


def test_the_surface_is_said_and_the_base_read():
    """見積もり is 見積もる inflected; an unknown word and a Latin run are said in no way."""
    (token,) = tokenize("みつもり")
    assert (token.said, token.reading, token.lemma) == ("ミツモリ", "ミツモル", "見積もる")
    assert [token.said for token in tokenize("IR活動")] == ["", "カツドウ"]
