"""Segments as weighted English words: what meets what, and how much it counts."""

from __future__ import annotations

import numpy as np
import pytest

from termalign.embedding.lexical import LexicalEmbedder
from termalign.embedding.products import all_products, norms
from termalign.embedding.weighing import REPEATED, Word, occurrences, weigh
from termalign.lexicon import load_lexicon
from termalign.records import ApprovedTerm


@pytest.fixture(scope="module")
def embedder() -> LexicalEmbedder:
    return LexicalEmbedder(load_lexicon())


def cosines(embedder: LexicalEmbedder, ja: list[str], en: list[str]) -> np.ndarray:
    vectors = embedder.embed(ja, en)
    scale = np.maximum(np.outer(norms(vectors.ja), norms(vectors.en)), 1e-9)
    return all_products(vectors.ja, vectors.en) / scale


def columns(words: tuple[Word, ...]) -> set[str]:
    return {column for word in words for column, _ in word.columns}


# Pairs that meet in one thing only, beside pairs that must not.
@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("配当", "dividends"),  # a word
        ("増加した", "increased"),  # inflected in both
        ("連結財務諸表", "consolidated financial statements"),  # a compound before its parts
        ("クラウド", "the cloud"),  # a loanword with its override
        ("612億円", "¥61.2 billion"),  # an amount
        ("令和7年", "2025"),  # a year
        ("東京", "Tokyo"),  # a name by its sound
        ("大阪", "Ōsaka"),  # in another spelling
        ("ディーカレット", "DeCurret"),  # a foreign name by its consonants
        ("ＤＸ", "DX"),  # Latin letters of any width
        ("IPv6対応", "IPv6 support"),
    ],
)
def test_what_means_the_same_meets(embedder: LexicalEmbedder, ja: str, en: str):
    among = cosines(embedder, [ja, "株主総会", "1,234"], [en, "employees", "5,678"])
    assert among[0, 0] > 0.3
    assert among[0, 1] == among[0, 2] == among[1, 0] == among[2, 0] == 0


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("ございます", "five punishments"),  # grammar has no meaning to meet
        ("は", "leaf"),
        ("、", ","),
    ],
)
def test_what_does_not_mean_the_same_keeps_apart(embedder: LexicalEmbedder, ja: str, en: str):
    assert cosines(embedder, [ja], [en])[0, 0] == 0


def test_a_sentence_is_nearer_to_its_translation_than_to_its_neighbours(embedder: LexicalEmbedder):
    ja = [
        "売上収益は前年同期比8.1%増の612億円となりました。",
        "営業利益は前年同期比3.2%減の51億円となりました。",
        "期末配当は1株当たり22円を予定しております。",
    ]
    en = [
        "Revenue rose 8.1% year over year to ¥61.2 billion.",
        "Operating profit fell 3.2% year over year to ¥5.1 billion.",
        "The year-end dividend is to be ¥22 per share.",
    ]
    assert cosines(embedder, ja, en).argmax(axis=1).tolist() == [0, 1, 2]
    assert cosines(embedder, ja, en).argmax(axis=0).tolist() == [0, 1, 2]


def test_half_a_sentence_is_no_perfect_match(embedder: LexicalEmbedder):
    """What found no counterpart is kept in a column of its own."""
    whole, half = "期末配当は22円です。", "期末配当は22円、札幌の水族館は休館です。"
    first, second = cosines(embedder, [whole, half], ["The year-end dividend is ¥22."])[:, 0]
    assert first > second > 0
    assert first > 0.95


def test_rare_words_count_more(embedder: LexicalEmbedder):
    ja = ["当社の配当", "当社の売上", "当社の海底ケーブル", "当社の利益"]
    en = ["our company's cable", "our company's people", "our company's sites"]
    met = cosines(embedder, ja, en)
    assert met[2, 0] > met[0, 0] > 0


def test_approved_terms_meet(embedder: LexicalEmbedder):
    mine = LexicalEmbedder(
        load_lexicon([ApprovedTerm("みなもクラブ", "Lakeside Circle", "approved")])
    )
    ja, en = ["みなもクラブの活動", "総会"], ["Activities of the Lakeside Circle", "Meeting"]
    assert cosines(mine, ja, en)[0, 0] > cosines(embedder, ja, en)[0, 0]


def test_learned_pairs_meet_and_leave_the_embedder_as_it_was(embedder: LexicalEmbedder):
    ja, en = ["水面会の総会", "配当"], ["the Lakeside meeting", "dividends"]
    before = cosines(embedder, ja, en)
    taught = embedder.taught({"水面": {"lakesid": 0.9}, "水面会": {"lakesid": 0.9}})
    assert cosines(taught, ja, en)[0, 0] > before[0, 0]
    assert (cosines(embedder, ja, en) == before).all()


def test_what_was_read_before_changes_nothing():
    """林, the wood and the family name, is one reading and two words."""
    ja, en = (
        ["林が広がる。", "林社長が説明した。"],
        ["Woods spread.", "President Hayashi explained."],
    )
    fresh = LexicalEmbedder(load_lexicon()).embed(ja, en)
    used = LexicalEmbedder(load_lexicon())
    used.embed(["林社長", "林", "林林"], ["Hayashi", "wood"])
    again = used.embed(ja, en)
    assert (fresh.ja.toarray() == again.ja.toarray()).all()
    assert (fresh.en.toarray() == again.en.toarray()).all()


def test_the_words_of_a_text(embedder: LexicalEmbedder):
    ja = embedder.japanese_words("東京のクラウド事業はDXで612億円")
    assert {"~tokyo", "cloud", "dx", "#61200000000"} <= columns(ja)
    en = embedder.english_words("Our DX business in Tōkyō earned ¥61.2 billion")
    assert {"~tokyo", "dx", "#61200000000", "busi", "earn"} <= columns(en)
    assert not {"our", "in"} & columns(en), "stop words"


# The weighing itself, on words made by hand.
def words(*columns_of: str) -> list[Word]:
    return [Word(name, ((name, 1.0),)) for name in columns_of]


def test_only_shared_columns_are_kept():
    vectors = weigh(occurrences([words("a", "b")]), occurrences([words("b", "c")]))
    shared, segments = 1, 2
    assert vectors.ja.shape == (1, shared + segments)
    assert vectors.ja.toarray()[0, 0] == vectors.en.toarray()[0, 0] > 0


def test_a_column_counts_the_most_any_word_gives_it():
    strong, weak = Word("強", (("x", 0.9),)), Word("弱", (("x", 0.2),))
    both = weigh(occurrences([[strong, weak]]), occurrences([words("x")]))
    one = weigh(occurrences([[strong]]), occurrences([words("x")]))
    assert both.ja.toarray()[0, 0] == one.ja.toarray()[0, 0]


def test_a_repeated_word_counts_a_little_more_not_twice():
    [word] = words("x")
    once = weigh(occurrences([[word]]), occurrences([[word]])).ja.toarray()[0, 0]
    for times in (2, 5):
        often = weigh(occurrences([[word] * times]), occurrences([[word]])).ja.toarray()[0, 0]
        assert often == pytest.approx(REPEATED * once)


def test_idf_is_that_of_both_documents():
    common, rare = words("common", "rare")
    ja = occurrences([[common, rare], [common], [common]])
    en = occurrences([[common, rare], [common]])
    row = weigh(ja, en).ja.toarray()[0]
    expected = [
        np.sqrt(np.log(1 + 3 / 3) * np.log(1 + 2 / 2)),
        np.sqrt(np.log(1 + 3 / 1) * np.log(1 + 2 / 1)),
    ]
    assert row[:2] == pytest.approx(expected)


def test_what_is_lost_stands_in_columns_no_other_segment_has():
    ja = occurrences([[*words("x"), Word("謎", ())], [Word("謎", ())]])
    en = occurrences([words("x")])
    vectors = weigh(ja, en)
    lost = vectors.ja.toarray()[:, 1:]
    assert (np.count_nonzero(lost, axis=1) == 1).all()
    assert np.count_nonzero(lost.sum(axis=0)) == 2
    assert (all_products(vectors.ja, vectors.en)[1] == 0).all()


def test_known_is_asked_once_a_word():
    [word] = words("x")
    asked = []

    def known(one: Word) -> Word:
        asked.append(one)
        return Word(one.form, (("y", 1.0),))

    side = occurrences([[word, word], [word]], known)
    assert asked == [word]
    assert side.words == [Word("x", (("y", 1.0),))]
    assert side.places.tolist() == [0, 0, 0]
    assert side.segments.tolist() == [0, 0, 1]
