"""The band: it leaves no way shut, stays round the anchors, and grows with the length."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from termalign.alignment import band as band_module
from termalign.alignment.band import (
    HALF_WIDTH,
    WHOLE_GRID,
    _from_bounds,
    _without_strays,
    find_band,
    longest_chain,
    rare_pairs,
    whole_grid,
)
from termalign.embedding import Vectors


@st.composite
def bounds(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    n, m = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    numbers = st.lists(st.integers(-3, m + 4), min_size=n + 1, max_size=n + 1)
    return np.array(draw(numbers)), np.array(draw(numbers)), m


@given(bounds())
def test_bounds_rise_and_hold_both_corners(drawn: tuple[np.ndarray, np.ndarray, int]):
    low, high, m = drawn
    band = _from_bounds(low, high, m)
    assert band.low[0] == 0
    assert band.high[-1] == m + 1
    assert (np.diff(band.low) >= 0).all()
    assert (np.diff(band.high) >= 0).all()
    assert (band.low < band.high).all()
    assert (band.low[1:] < band.high[:-1]).all(), "a path could not go down a row"
    assert band.cells == (band.high - band.low).sum()


@given(bounds())
def test_a_shift_finds_every_cell_and_nothing_else(drawn: tuple[np.ndarray, np.ndarray, int]):
    band = _from_bounds(*drawn)
    rows, columns = band.nodes()
    assert band.shift(rows, columns).tolist() == list(range(band.cells))
    places = set(zip(rows.tolist(), columns.tolist(), strict=True))
    for down in (-2, -1, 0, 1, 3):
        for right in (-1, 0, 2):
            found = band.shift(rows + down, columns + right)
            for i, j, cell in zip(rows + down, columns + right, found, strict=True):
                if (i, j) in places:
                    assert (rows[cell], columns[cell]) == (i, j)
                else:
                    assert cell == -1


@given(bounds())
def test_row_slices_are_the_rows(drawn: tuple[np.ndarray, np.ndarray, int]):
    band = _from_bounds(*drawn)
    rows, _ = band.nodes()
    for i, here in enumerate(band.row_slices()):
        assert set(rows[here].tolist()) == {i}


def test_the_whole_grid():
    band = whole_grid(2, 3)
    assert band.cells == 3 * 4
    assert band.low.tolist() == [0, 0, 0]
    assert band.high.tolist() == [4, 4, 4]


def one_word_each(ja: list[int], en: list[int]) -> Vectors:
    """Vectors of segments that hold one word each, named by a number."""
    width = max([*ja, *en]) + 1

    def matrix(words: list[int]) -> csr_array:
        ones = np.ones(len(words), dtype=np.float32)
        return csr_array((ones, (np.arange(len(words)), words)), shape=(len(words), width))

    return Vectors(matrix(ja), matrix(en))


def test_a_short_pair_is_looked_at_whole():
    band = find_band(one_word_each(list(range(300)), list(range(300))))
    assert WHOLE_GRID >= 300 * 300
    assert band.cells == 301 * 301


def test_a_long_pair_is_looked_at_near_its_anchors():
    """A thousand segments that answer one another, ten more before the English."""
    n = 1000
    band = find_band(one_word_each(list(range(10, n + 10)), list(range(n + 10))))
    for i in range(n):
        assert band.low[i] <= i + 10 < band.high[i]
    assert (band.high - band.low).max() <= 2 * HALF_WIDTH + 12


def test_the_band_of_a_longer_pair_grows_with_its_length():
    cells = [find_band(one_word_each(list(range(n)), list(range(n)))).cells for n in (1000, 2000)]
    assert cells[1] / cells[0] == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize("en", [3000, 500])
def test_without_anchors_the_diagonal_and_a_bounded_band(en: int):
    """A form filled in again and again: every line the same word, nothing to hold on to."""
    band = find_band(one_word_each([0] * 3000, [0] * en))
    assert band.cells <= 2 * band_module.MOST_CELLS + 2 * (HALF_WIDTH + 2) * 3001
    middle = 1500
    assert band.low[middle] <= middle * en / 3000 < band.high[middle]


def test_pairs_choose_one_another_by_rare_words():
    ja = [0, 1, 2, 3, 4]
    en = [1, 0, 2, 9, 4]
    assert rare_pairs(one_word_each(ja, en)) == [(0, 1), (1, 0), (2, 2), (4, 4)]
    often = [7] * 9
    assert rare_pairs(one_word_each(often, often)) == []


def test_ties_descend_so_that_the_chain_takes_one_a_row():
    """The same note under two tables: both places of the other side stand to choose."""
    pairs = rare_pairs(one_word_each([5, 5], [5, 5]))
    assert pairs == [(0, 1), (0, 0), (1, 1), (1, 0)]
    assert longest_chain(pairs) == [(0, 0), (1, 1)]


def test_dense_vectors_choose_one_another_too():
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(600, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    order = chance.permutation(600)
    pairs = rare_pairs(Vectors(rows, rows[order]))
    assert pairs == [(i, int(np.flatnonzero(order == i)[0])) for i in range(600)]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8, unique=True))
def test_the_longest_chain_is_as_long_as_any(drawn: list[tuple[int, int]]):
    pairs = sorted(drawn, key=lambda pair: (pair[0], -pair[1]))
    chain = longest_chain(pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(chain))
    assert set(chain) <= set(pairs)

    def longest(after: tuple[int, int], rest: list[tuple[int, int]]) -> int:
        following = [p for p in rest if p[0] > after[0] and p[1] > after[1]]
        return max((1 + longest(p, following) for p in following), default=0)

    assert len(chain) == longest((-1, -1), pairs)


def test_a_stray_anchor_is_dropped():
    straight = [(i, i) for i in range(0, 200, 5)]
    moved = [(i, i + 100) for i in range(300, 310)]  # a page that only the English has
    assert _without_strays([*straight[:20], (97, 180), *straight[20:], *moved]) == [
        *straight,
        *moved,
    ]
    assert _without_strays([(0, 0), (1, 90)]) == [(0, 0), (1, 90)]
