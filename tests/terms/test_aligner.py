from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from termalign.terms.aligner import Words, align_words


def bead(ja: list[int], en: list[int]) -> Words:
    return Words(ja, en, np.zeros((len(ja), len(en))))


def test_words_that_share_beads_find_one_another():
    beads = [bead([0, 1], [0, 1]), bead([0, 2], [2, 0]), bead([1, 2], [1, 2]), bead([2], [2])]
    aligned = align_words(beads, 3, 3)
    for by_ja, one in zip(aligned.by_ja, beads, strict=True):
        for row, word in enumerate(one.ja):
            assert one.en[int(np.argmax(by_ja[row]))] == word


def test_the_lexicon_decides_where_counts_cannot():
    links = np.array([[0.0, 1.0], [1.0, 0.0]])
    aligned = align_words([Words([0, 1], [0, 1], links)], 2, 2)
    assert aligned.by_ja[0][0, 1] > 0.8
    assert aligned.by_en[0][0, 1] > 0.8


def test_beads_without_words_on_a_side_have_empty_alignments():
    aligned = align_words([bead([], [0]), bead([0], []), bead([0], [0])], 1, 1)
    assert [part.shape for part in aligned.by_ja] == [(0, 1), (1, 0), (1, 1)]
    assert align_words([], 0, 0).pairs == []


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6)),
        max_size=6,
    )
)
def test_chances_are_chances(sides: list[tuple[list[int], list[int]]]):
    aligned = align_words([bead(ja, en) for ja, en in sides], 6, 6)
    for (ja, en), by_ja, by_en in zip(sides, aligned.by_ja, aligned.by_en, strict=True):
        assert by_ja.shape == by_en.shape == (len(ja), len(en))
        assert (by_ja >= 0).all()
        assert (by_ja.sum(axis=1) <= 1).all()
        assert (by_en.sum(axis=0) <= 1).all()
    assert all(0 <= strength <= 1.0001 for _, _, strength in aligned.pairs)
