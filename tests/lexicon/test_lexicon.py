"""Japanese forms and their English: which source wins, and which run of tokens is a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.lexicon import COMPILED, LIGHT_LEMMAS, SKIPPED, Lexicon, load_lexicon
from termalign.records import ApprovedTerm, Status
from termalign.resources import resource
from termalign.tokens import tokenize

LARGEST = 10_000_000  # bytes of the compiled file, for the wheel's sake


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def stems(lexicon: Lexicon, form: str) -> list[str]:
    return [stem for stem, _ in lexicon.row(form)]


def forms(lexicon: Lexicon, text: str) -> list[str]:
    return [match.form for match in lexicon.matches(tokenize(text))]


def test_the_compiled_file_is_small_and_holds_no_objects():
    assert COMPILED.stat().st_size <= LARGEST
    with np.load(COMPILED, allow_pickle=False) as arrays:
        assert set(arrays.files) == {"forms", "stems", "indptr", "indices", "weights"}
        assert all(arrays[name].dtype.kind == "u" for name in arrays.files)
        assert len(arrays["indptr"]) > 250_000
        assert arrays["indptr"][-1] == len(arrays["indices"]) == len(arrays["weights"])


def test_rows_are_weights_with_the_best_at_one(lexicon: Lexicon):
    for form in ("東京", "申し込む", "経済", "ネットワーク", "みかん"):
        weights = [weight for _, weight in lexicon.row(form)]
        assert max(weights) == pytest.approx(1.0)
        assert min(weights) > 0
        assert len(set(stems(lexicon, form))) == len(weights)


def test_an_unknown_form_has_no_row(lexicon: Lexicon):
    assert "クモハシネットワークス" not in lexicon
    assert lexicon.row("クモハシネットワークス") == ()


# Approved terms over curated ones over JMdict and UniDic's loanwords.
def test_the_curated_terms_outrank_the_dictionary(lexicon: Lexicon):
    compiled = Lexicon(
        lexicon.index, lexicon.stems, lexicon.indptr, lexicon.indices, lexicon.weights
    )
    assert "crowd" in stems(compiled, "クラウド")
    assert stems(lexicon, "クラウド") == ["cloud"]
    assert "oper" in stems(lexicon, "営業利益")


@pytest.mark.parametrize(
    ("loanword", "stem"),
    [
        ("クラウド", "cloud"),
        ("キャリア", "carrier"),
        ("ソース", "sourc"),
        ("ロール", "role"),
        ("コロケーション", "coloc"),
        ("ガバナンス", "govern"),
        ("テレワーク", "telework"),
    ],
)
def test_katakana_words_that_a_dictionary_misreads(lexicon: Lexicon, loanword: str, stem: str):
    assert stem in stems(lexicon, loanword)


@pytest.mark.parametrize("status", ["approved", "reference", "do-not-translate"])
def test_decided_terms_outrank_everything(status: Status):
    mine = load_lexicon([ApprovedTerm("営業利益", "business earnings", status)])
    assert stems(mine, "営業利益") == ["busi", "earn"]


@pytest.mark.parametrize("status", ["proposed", "forbidden", "rejected"])
def test_undecided_terms_say_nothing(lexicon: Lexicon, status: Status):
    mine = load_lexicon([ApprovedTerm("営業利益", "business earnings", status)])
    assert mine.row("営業利益") == lexicon.row("営業利益")


def test_several_terms_for_one_form_all_count_the_first_most():
    mine = load_lexicon(
        [
            ApprovedTerm("水面会", "Lakeside Forum", "approved"),
            ApprovedTerm("水面会", "MF", "approved"),
        ]
    )
    weights = dict(mine.row("水面会"))
    assert set(weights) == {"lakesid", "forum", "mf"}
    assert weights["lakesid"] > weights["mf"]


def test_loading_terms_leaves_the_next_lexicon_as_it_was(lexicon: Lexicon):
    load_lexicon([ApprovedTerm("営業利益", "business earnings", "approved")])
    assert load_lexicon().row("営業利益") == lexicon.row("営業利益")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the longest run, not its parts
        ("連結財務諸表を作成する", ["連結財務諸表", "作成"]),
        ("親会社の所有者に帰属する当期利益は増加", ["親会社の所有者に帰属する当期利益", "増加"]),
        ("データセンターを新設した", ["データセンター", "新設"]),
        # the last token of a run also in its base form
        ("サービスを申し込んだ", ["サービス", "申し込む"]),
        # grammar words are none, alone or together: していた is not 師弟
        ("増加していることによるものです", ["増加"]),
        ("ございます", []),
        # no word goes on beyond a bracket
        ("配当(性向)", ["配当", "性向"]),
        # any width
        ("潜在株式調整後１株当たり当期純利益", ["潜在株式調整後1株当たり当期純利益"]),
        ("潜在株式調整後1株当たり当期純利益", ["潜在株式調整後1株当たり当期純利益"]),
        # Latin runs and numbers alone are the embedder's business
        ("GAAP 2025", []),
        ("", []),
    ],
)
def test_the_longest_matches_from_left_to_right(lexicon: Lexicon, text: str, found: list[str]):
    assert forms(lexicon, text) == found


def test_a_users_term_may_begin_with_latin_letters_of_any_width():
    mine = load_lexicon([ApprovedTerm("ＤＸ 推進", "DX promotion", "approved")])
    assert forms(mine, "DX推進を担う部署")[0] == "DX推進"
    assert forms(mine, "ＤＸ推進を担う部署")[0] == "DX推進"


@given(st.text(alphabet="売上収益は申し込んだ連結財務諸表をクラウドでDX１３（）。 ", max_size=30))
def test_matches_are_runs_of_tokens_in_order(text: str):
    lexicon, tokens = load_lexicon(), tokenize(text)
    position = 0
    for match in lexicon.matches(tokens):
        assert position <= match.first < match.last <= len(tokens)
        assert match.form in lexicon
        assert any(
            token.lemma not in LIGHT_LEMMAS and token.pos not in SKIPPED
            for token in tokens[match.first : match.last]
        )
        position = match.last


def test_every_curated_term_says_something(lexicon: Lexicon):
    """Its English is more than stop words, and it is found under the form it is written in."""
    for name in ("seed.tsv", "loanwords.tsv"):
        for line in resource("glossary", name).read_text("utf-8").splitlines()[1:]:
            form = line.split("\t")[0].replace(" ", "")
            assert lexicon.row(form), form
