"""What holds for every embedder, whatever it knows: a contract that each back-end inherits."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import numpy as np
import pytest

from termalign.alignment.comparable import align_comparable
from termalign.alignment.parallel import align_parallel
from termalign.embedding.lexical import LexicalEmbedder
from termalign.embedding.products import all_products, norms, row_products
from termalign.lexicon import load_lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.embedding import Embedder, Matrix

JA = [
    "売上収益は前年同期比8.1%増の612億円となりました。",
    "",
    "期末配当は1株当たり22円を予定しております。",
    "連結貸借対照表",
    "売上収益は前年同期比8.1%増の612億円となりました。",
]
EN = [
    "Revenue rose 8.1% year over year to ¥61.2 billion.",
    " ",
    "The year-end dividend is to be ¥22 per share.",
    "Employees",
]


def dense(matrix: Matrix) -> np.ndarray:
    return (
        all_products(matrix, np.eye(matrix.shape[1], dtype=np.float32))
        if isinstance(matrix, np.ndarray)
        else matrix.toarray()
    )


class EmbedderContract:
    """Inherit it, give the fixture `embedder`, and every test below is asked of it."""

    @pytest.fixture
    def embedder(self) -> Embedder:
        raise NotImplementedError

    def test_a_row_a_segment_in_the_same_columns(self, embedder: Embedder):
        vectors = embedder.embed(JA, EN)
        assert vectors.ja.shape[0] == len(JA)
        assert vectors.en.shape[0] == len(EN)
        assert vectors.ja.shape[1] == vectors.en.shape[1]
        assert vectors.ja.dtype == vectors.en.dtype == np.float32
        assert np.isfinite(dense(vectors.ja)).all()
        assert np.isfinite(dense(vectors.en)).all()

    def test_blank_segments_are_zero_rows_and_others_are_not(self, embedder: Embedder):
        vectors = embedder.embed(JA, EN)
        assert (norms(vectors.ja) > 0).tolist() == [True, False, True, True, True]
        assert (norms(vectors.en) > 0).tolist() == [True, False, True, True]

    def test_equal_texts_are_the_same_to_the_other_side(self, embedder: Embedder):
        vectors = embedder.embed(JA, EN)
        products = all_products(vectors.ja, vectors.en)
        assert products[0] == pytest.approx(products[4], abs=1e-5)

    def test_rows_follow_the_order_of_the_texts(self, embedder: Embedder):
        """Only what stands between the two sides counts: columns may be numbered as they like."""
        there = embedder.embed(JA, EN)
        back = embedder.embed(JA[::-1], EN[::-1])
        assert all_products(back.ja, back.en)[::-1, ::-1] == pytest.approx(
            all_products(there.ja, there.en), abs=2e-3
        )

    def test_the_same_texts_give_the_same_bytes(self, embedder: Embedder):
        once, again = embedder.embed(JA, EN), embedder.embed(JA, EN)
        assert dense(once.ja).tobytes() == dense(again.ja).tobytes()
        assert dense(once.en).tobytes() == dense(again.en).tobytes()

    @pytest.mark.parametrize(("ja", "en"), [([], []), ([""], [" "]), ([], EN), (JA, [])])
    def test_nothing_to_embed_is_no_error(self, embedder: Embedder, ja: list[str], en: list[str]):
        vectors = embedder.embed(ja, en)
        assert vectors.ja.shape[0] == len(ja)
        assert vectors.en.shape[0] == len(en)

    @pytest.mark.parametrize(
        "odd",
        ["\x00", "配当\ud800性向", "🎌" * 50, "①㈱㎡", "あ" * 5000],
        ids=["nul", "half a surrogate pair", "flags", "circled", "long"],
    )
    def test_no_text_is_too_odd(self, embedder: Embedder, odd: str):
        vectors = embedder.embed([odd, *JA], [odd, *EN])
        assert np.isfinite(norms(vectors.ja)).all()
        assert np.isfinite(norms(vectors.en)).all()

    def test_products_of_rows_are_those_of_the_whole(self, embedder: Embedder):
        vectors = embedder.embed(JA[:4], EN)
        assert row_products(vectors.ja, vectors.en) == pytest.approx(
            np.diag(all_products(vectors.ja, vectors.en)), abs=1e-5
        )

    def test_both_ways_to_align_take_its_vectors(self, embedder: Embedder):
        for align in (align_parallel, align_comparable):
            beads = align(JA, EN, embedder)
            assert sorted(i for bead in beads for i in bead.ja) == [0, 2, 3, 4]
            assert sorted(j for bead in beads for j in bead.en) == [0, 2, 3]


class TestLexical(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return LexicalEmbedder(load_lexicon())


@pytest.mark.neural
@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None,
    reason='the extra is not installed: pip install "termalign[neural]"',
)
# The libraries' own: torch, transformers and their C extensions deprecate as they go.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
class TestSentence(EmbedderContract):
    @pytest.fixture
    def embedder(self, model: Path) -> Embedder:
        from termalign.embedding.sentence import load_sentence_embedder

        return load_sentence_embedder(str(model))
