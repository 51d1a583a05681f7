"""What speaks for and against a bead, as numbers over the cells of a band."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import issparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.alignment.band import Band
    from termalign.alignment.chain import BeadType
    from termalign.embedding import Matrix, Vectors

TYPES: tuple[BeadType, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1))
LONGEST = 4  # segments on one side of a bead

BEAD_FEATURES = (
    "similarity",  # cosine of the two sides, times (a + b) / 2
    "neighbours",  # mean cosine of the 2nd–4th best partners of its segments, times (a + b) / 2
    "weakest",  # lowest cosine of one segment with the whole other side, times (a + b) / 2; 0 for 1-1
    "length",  # squared log ratio of the lengths, against the documents' ratio
    "ending",  # one side ends like a sentence, the other like a heading
    "headings",  # headings inside the bead that are not its last segment
)
GAP_FEATURES = (
    "gap",  # always 1
    "best",  # how far the segment's best cosine rises above its neighbours' mean
    "heading",  # 1 for a segment that does not end like a sentence
)

NEAREST = 4  # the best partner and three more: their mean says how common such cosines are
CHUNK = 128  # rows of the band multiplied at a time
LENGTH_CAP = 4.0  # squared log ratio; beyond e² any length is equally wrong
_SENTENCE_END = re.compile(r"[。．.!?！？｡…][」』”\"'’)）\]】]*\s*$|[:：;；]\s*$")


def looks_like_heading(text: str) -> bool:
    """Tell whether a segment ends without a full stop, colon or the like."""
    return not _SENTENCE_END.search(text)


@dataclass(frozen=True, slots=True)
class Grid:
    """All that the features need, computed once: cosines over the band and facts per segment."""

    band: Band
    rows: np.ndarray  # (cells,)
    columns: np.ndarray
    dots: np.ndarray  # (cells,) float32; 0 in the last row and column, where no bead can begin
    cosines: np.ndarray
    ja_products: np.ndarray  # (LONGEST, n): dot product of segment i with i + d
    en_products: np.ndarray
    ja_neighbours: np.ndarray  # (n,)
    en_neighbours: np.ndarray
    ja_best: np.ndarray
    en_best: np.ndarray
    ja_lengths: np.ndarray  # (n + 1,) cumulated characters
    en_lengths: np.ndarray
    ja_headings: np.ndarray  # (n,) 0 or 1
    en_headings: np.ndarray


def build_grid(band: Band, vectors: Vectors, ja: Sequence[str], en: Sequence[str]) -> Grid:
    """Compute the cosines over the band and what is known of each segment."""
    rows, columns = band.nodes()
    inside = (rows < len(ja)) & (columns < len(en))
    ja_products, en_products = _products(vectors.ja), _products(vectors.en)
    dots = _banded_dots(band, vectors)
    norms = np.sqrt(
        ja_products[0][np.minimum(rows, len(ja) - 1)]
        * en_products[0][np.minimum(columns, len(en) - 1)]
    )
    cosines = np.where(inside & (norms > 0), dots / np.maximum(norms, 1e-9), 0.0).astype(np.float32)
    ja_best, ja_neighbours = _nearest(cosines[inside], rows[inside], len(ja))
    order = np.lexsort((rows[inside], columns[inside]))
    en_best, en_neighbours = _nearest(cosines[inside][order], columns[inside][order], len(en))
    return Grid(
        band,
        rows,
        columns,
        dots,
        cosines,
        ja_products,
        en_products,
        ja_neighbours,
        en_neighbours,
        ja_best,
        en_best,
        np.concatenate([[0], np.cumsum([len(text) + 1 for text in ja])]).astype(float),
        np.concatenate([[0], np.cumsum([len(text) + 1 for text in en])]).astype(float),
        np.array([looks_like_heading(text) for text in ja], dtype=np.float32),
        np.array([looks_like_heading(text) for text in en], dtype=np.float32),
    )


def _products(matrix: Matrix) -> np.ndarray:
    """Return (LONGEST, n): the dot product of each row with the row d below it, 0 past the end."""
    n = matrix.shape[0]
    products = np.zeros((LONGEST, n))
    for distance in range(min(LONGEST, n)):
        upper, lower = matrix[: n - distance], matrix[distance:]
        product = upper.multiply(lower) if issparse(upper) else upper * lower
        products[distance, : n - distance] = np.asarray(product.sum(axis=1)).ravel()
    return products


def _banded_dots(band: Band, vectors: Vectors) -> np.ndarray:
    n, m = vectors.ja.shape[0], vectors.en.shape[0]
    dots = np.zeros(band.cells, dtype=np.float32)
    for start in range(0, n, CHUNK):
        stop = min(start + CHUNK, n)
        first, last = int(band.low[start]), min(m, int(band.high[stop - 1]))
        product = vectors.ja[start:stop] @ vectors.en[first:last].T
        dense = product.toarray() if issparse(product) else np.asarray(product)
        for i in range(start, stop):
            low, high = int(band.low[i]), min(m, int(band.high[i]))
            at = int(band.offset[i])
            dots[at : at + high - low] = dense[i - start, low - first : high - first]
    return dots


def _nearest(values: np.ndarray, group: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Return per group (sorted ids) the largest value and the mean of the following ones."""
    best, mean = np.zeros(groups), np.zeros(groups)
    bounds = np.searchsorted(group, np.arange(groups + 1))
    for g in range(groups):
        part = values[bounds[g] : bounds[g + 1]]
        if len(part) > NEAREST:
            part = np.partition(part, len(part) - NEAREST)[-NEAREST:]
        if len(part):
            best[g] = part.max()
            mean[g] = (part.sum() - best[g]) / max(1, len(part) - 1)
    return best, mean


def _squared_norm(products: np.ndarray, start: np.ndarray, count: int) -> np.ndarray:
    """Return the squared norm of the sum of `count` rows from `start` on."""
    total = np.zeros(len(start))
    last = products.shape[1] - 1
    for distance in range(count):
        weight = 1 if distance == 0 else 2
        for step in range(count - distance):
            total += weight * products[distance][np.minimum(start + step, last)]
    return total


def _run_mean(values: np.ndarray, start: np.ndarray, count: int) -> np.ndarray:
    last = len(values) - 1
    total: np.ndarray = sum(
        (values[np.minimum(start + step, last)] for step in range(count)), np.zeros(len(start))
    )
    return total / count


def bead_features(grid: Grid, bead: BeadType) -> tuple[np.ndarray, np.ndarray]:
    """Return (cells of the band where such a bead fits, features (len(BEAD_FEATURES), cells))."""
    a, b = bead
    n, m = len(grid.ja_headings), len(grid.en_headings)
    target = grid.band.shift(grid.rows + a, grid.columns + b)
    cells = np.flatnonzero(target >= 0)
    rows, columns = grid.rows[cells], grid.columns[cells]
    parts = {
        (x, y): grid.band.shift(rows + x, columns + y) for x in range(a) for y in range(b)
    }
    dots = sum(_at(grid.dots, at) for at in parts.values())
    norms = np.sqrt(
        np.maximum(
            _squared_norm(grid.ja_products, rows, a) * _squared_norm(grid.en_products, columns, b),
            1e-12,
        )
    )
    size = (a + b) / 2
    ja_length = grid.ja_lengths[np.minimum(rows + a, n)] - grid.ja_lengths[rows]
    en_length = grid.en_lengths[np.minimum(columns + b, m)] - grid.en_lengths[columns]
    usual = np.log(grid.en_lengths[-1] / grid.ja_lengths[-1])
    length = np.minimum((np.log(en_length / ja_length) - usual) ** 2, LENGTH_CAP)
    ending = np.abs(
        grid.ja_headings[np.minimum(rows + a, n) - 1]
        - grid.en_headings[np.minimum(columns + b, m) - 1]
    )
    headings = _inner(grid.ja_headings, rows, a) + _inner(grid.en_headings, columns, b)
    features = np.stack(
        [
            size * dots / norms,
            size
            * (
                _run_mean(grid.ja_neighbours, rows, a) + _run_mean(grid.en_neighbours, columns, b)
            )
            / 2,
            size * _weakest({k: _at(grid.cosines, at) for k, at in parts.items()}, a, b),
            length,
            ending,
            headings,
        ]
    )
    return cells, features


def _at(values: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return values at cells, 0 where the band does not reach."""
    return np.where(cells >= 0, values[cells], 0.0)


def _inner(headings: np.ndarray, start: np.ndarray, count: int) -> np.ndarray:
    last = len(headings) - 1
    return sum(
        (headings[np.minimum(start + step, last)] for step in range(count - 1)),
        np.zeros(len(start)),
    )


def _weakest(cosines: dict[BeadType, np.ndarray], a: int, b: int) -> np.ndarray:
    """Return the lowest cosine of any one segment with its best partner on the other side."""
    if a == b == 1:
        return np.zeros(len(cosines[0, 0]))
    of_ja = [np.max([cosines[x, y] for y in range(b)], axis=0) for x in range(a)]
    of_en = [np.max([cosines[x, y] for x in range(a)], axis=0) for y in range(b)]
    weakest: np.ndarray = np.min([*of_ja, *of_en], axis=0)
    return weakest


def gap_features(grid: Grid, language: str) -> np.ndarray:
    """Return (len(GAP_FEATURES), segments) for the segments of one language."""
    if language == "ja":
        best, neighbours, headings = grid.ja_best, grid.ja_neighbours, grid.ja_headings
    else:
        best, neighbours, headings = grid.en_best, grid.en_neighbours, grid.en_headings
    return np.stack([np.ones(len(best)), best - neighbours, headings])
