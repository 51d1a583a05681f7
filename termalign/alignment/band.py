"""The part of the Japanese × English grid that is worth looking at.

A short pair is looked at whole. For a long one, words that are rare in both documents give
anchors, the best increasing chain of them gives the path, and a band round the path holds all
that is computed; time and memory then grow with the length, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.embedding import Vectors

WHOLE_GRID = 90_000  # cells; below this no band is needed (300 × 300 segments)
HALF_WIDTH = 40  # columns each side of the path; the anchors of real decks stray by a few
TIE = 1e-3  # scores closer than this are equal
RARE = 8  # a column in at most so many segments of each side can be an anchor
RECTANGLE = 40_000  # cells between two anchors that are looked at whole
STRAY_SHARE = 0.2  # of a stretch without anchors, each side of its diagonal
MOST_CELLS = 1_000_000  # that such a stretch adds; a form filled in 6,000 times has no anchor
STRAY = 30  # an anchor further than this from the median of its neighbours is dropped
NEIGHBOURS = 9  # anchors on each side that say where the path runs
DENSE_CHUNK = 512  # rows multiplied at a time


@dataclass(frozen=True, slots=True)
class Band:
    """For node row i (0..n), the columns low[i] <= j < high[i] (nodes 0..m) are looked at.

    Both are non-decreasing; the first row begins at 0 and the last one ends at m + 1. Cells are
    numbered row after row: cell (i, j) is offset[i] + j - low[i].
    """

    low: np.ndarray
    high: np.ndarray
    offset: np.ndarray

    @property
    def cells(self) -> int:
        """How many nodes the band holds."""
        return int(self.offset[-1])

    def shift(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return the cell numbers of nodes (rows, columns); -1 for those outside the band."""
        safe = np.clip(rows, 0, len(self.low) - 1)
        inside = (rows == safe) & (columns >= self.low[safe]) & (columns < self.high[safe])
        cells: np.ndarray = columns + (self.offset[:-1] - self.low)[safe]
        cells[~inside] = -1
        return cells

    def nodes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the row and the column of every cell."""
        widths = self.high - self.low
        rows = np.repeat(np.arange(len(self.low), dtype=np.int32), widths)
        columns = np.arange(self.cells, dtype=np.int32)
        columns -= np.repeat(self.offset[:-1] - self.low, widths)
        return rows, columns

    def row_slices(self) -> list[slice]:
        """Return per node row where its cells stand."""
        return [slice(first, last) for first, last in pairwise(self.offset.tolist())]


def _from_bounds(low: np.ndarray, high: np.ndarray, m: int) -> Band:
    low = np.minimum(np.maximum.accumulate(np.clip(low, 0, m)), m)
    high = np.maximum.accumulate(np.clip(high, 1, m + 1))
    low[0], high[-1] = 0, m + 1
    # A path may go down a row only inside both rows: keep them overlapping.
    low[1:] = np.minimum(low[1:], high[:-1] - 1)
    low = np.minimum.accumulate(low[::-1])[::-1]
    offset = np.concatenate([[0], np.cumsum(high - low)])
    return Band(low.astype(np.int32), high.astype(np.int32), offset.astype(np.int32))


def whole_grid(n: int, m: int) -> Band:
    """Return the band that leaves nothing out, for n Japanese and m English segments."""
    return _from_bounds(np.zeros(n + 1, dtype=int), np.full(n + 1, m + 1), m)


def find_band(vectors: Vectors) -> Band:
    """Return the band for two documents; the whole grid for short ones or where no anchor is."""
    n, m = vectors.ja.shape[0], vectors.en.shape[0]
    if n * m <= WHOLE_GRID:
        return whole_grid(n, m)
    anchors = _without_strays(longest_chain(rare_pairs(vectors)))
    points = [(-1, -1), *anchors, (n, m)]
    low, high = np.full(n + 1, m), np.zeros(n + 1, dtype=int)
    for (i0, j0), (i1, j1) in pairwise(points):
        rows = np.arange(max(i0, 0), i1 + 1)
        if (i1 - i0) * (j1 - j0) <= RECTANGLE:
            first = np.full(len(rows), j0 - HALF_WIDTH)
            last = np.full(len(rows), j1 + HALF_WIDTH)
        else:
            path = j0 + (rows - i0) * (j1 - j0) / max(1, i1 - i0)
            spread = HALF_WIDTH + min(STRAY_SHARE * (j1 - j0), MOST_CELLS / len(rows))
            first, last = (path - spread).astype(int), (path + spread).astype(int)
        low[rows] = np.minimum(low[rows], first)
        high[rows] = np.maximum(high[rows], last + 1)
    return _from_bounds(low, high, m)


def rare_pairs(vectors: Vectors) -> list[tuple[int, int]]:
    """Return pairs (i, j) that choose one another by rare words alone.

    They ascend in i, and descend in j where i repeats. Dense vectors have no words: all counts.
    """
    if isinstance(vectors.ja, csr_array) and isinstance(vectors.en, csr_array):
        return _mutual_best(_rare_only(vectors.ja, vectors.en))
    return _mutual_best_dense(np.asarray(vectors.ja), np.asarray(vectors.en))


def _rare_only(ja: csr_array, en: csr_array) -> csr_array:
    ja_count = np.bincount(ja.indices, minlength=ja.shape[1])
    en_count = np.bincount(en.indices, minlength=en.shape[1])
    rare = (ja_count > 0) & (en_count > 0) & (ja_count <= RARE) & (en_count <= RARE)
    columns = np.flatnonzero(rare)
    product: csr_array = (ja.tocsc()[:, columns].tocsr() @ en.tocsc()[:, columns].tocsr().T).tocsr()
    return product


def _mutual_best(score: csr_array) -> list[tuple[int, int]]:
    """Return entries that are the largest of their row and of their column, ties included.

    A document that repeats itself (the same note under every table) has many ties; the chain
    decides between them.
    """
    rows = np.repeat(np.arange(score.shape[0]), np.diff(score.indptr))
    row_top, column_top = np.zeros(score.shape[0]), np.zeros(score.shape[1])
    np.maximum.at(row_top, rows, score.data)
    np.maximum.at(column_top, score.indices, score.data)
    top = (score.data >= row_top[rows] - TIE) & (score.data >= column_top[score.indices] - TIE)
    return sorted(
        zip(rows[top].tolist(), score.indices[top].tolist(), strict=True),
        key=lambda pair: (pair[0], -pair[1]),  # descending columns: one a row in the chain
    )


def _mutual_best_dense(ja: np.ndarray, en: np.ndarray) -> list[tuple[int, int]]:
    best_of_row = np.empty(len(ja), dtype=int)
    top = np.full(len(en), -np.inf)
    best_of_column = np.zeros(len(en), dtype=int)
    for start in range(0, len(ja), DENSE_CHUNK):
        product = ja[start : start + DENSE_CHUNK] @ en.T
        best_of_row[start : start + DENSE_CHUNK] = product.argmax(axis=1)
        chunk_top = product.max(axis=0)
        better = chunk_top > top
        best_of_column[better] = start + product.argmax(axis=0)[better]
        top = np.maximum(top, chunk_top)
    return [(i, int(j)) for i, j in enumerate(best_of_row) if best_of_column[j] == i]


def longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence that strictly increases in both (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous = [-1] * len(pairs)
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            tail_at.append(at)
        else:
            tails[place] = j
            tail_at[place] = at
        previous[at] = tail_at[place - 1] if place else -1
    chain: list[tuple[int, int]] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def _without_strays(chain: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop anchors whose offset from the diagonal is far from that of their neighbours."""
    if len(chain) < 3:
        return list(chain)
    offsets = np.array([j - i for i, j in chain])
    kept = []
    for at, pair in enumerate(chain):
        near = offsets[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        if abs(offsets[at] - np.median(near)) <= STRAY:
            kept.append(pair)
    return kept
