"""What speaks for and against a bead, as numbers over the cells of a band."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from termalign.embedding.products import all_products, row_products

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
    "weakest",  # lowest cosine of a segment with its best partner, times (a + b) / 2; 0 for 1-1
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
TINY = np.float32(1e-12)  # instead of zero below a fraction
LENGTH_CAP = 4.0  # squared log ratio; beyond e² any length is equally wrong
_SENTENCE_END = re.compile(r"[。．.!?！？｡…][」』”\"'’)）\]】]*\s*$|[:：;；]\s*$")


def looks_like_heading(text: str) -> bool:
    """Tell whether a segment ends without a full stop, colon or the like."""
    return not _SENTENCE_END.search(text)


@dataclass(frozen=True, slots=True)
class Grid:
    """All that the features need, computed once: cosines over the band and facts per segment.

    Arrays over cells have one entry more, a zero: cell -1 is "outside the band".
    """

    band: Band
    rows: np.ndarray  # (cells,)
    columns: np.ndarray
    dots: np.ndarray  # (cells + 1,) float32; 0 in the last row and column: no bead begins there
    cosines: np.ndarray
    ja: SideFacts
    en: SideFacts
    _shifts: dict[BeadType, np.ndarray] = field(default_factory=dict)

    def cells_at(self, down: int, right: int) -> np.ndarray:
        """Return for every cell the number of the one `down` rows and `right` columns further."""
        if (down, right) not in self._shifts:
            self._shifts[down, right] = self.band.shift(self.rows + down, self.columns + right)
        return self._shifts[down, right]


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What is known of the segments of one language."""

    products: np.ndarray  # (LONGEST, n): dot product of segment i with i + d, 0 past the end
    best: np.ndarray  # (n,) highest cosine with any segment of the other side in the band
    neighbours: np.ndarray  # (n,) mean of the 2nd–4th highest
    lengths: np.ndarray  # (n + 1,) cumulated characters
    headings: np.ndarray  # (n,) 0 or 1

    def squared_norms(self, count: int) -> np.ndarray:
        """Return (n + 1,) the squared norms of the sums of `count` segments from each one on."""
        n = self.products.shape[1]
        total = np.zeros(n + LONGEST + 1)
        for distance in range(count):
            weight = 1 if distance == 0 else 2
            for step in range(min(count - distance, n)):
                total[: n - step] += weight * self.products[distance][step:]
        return total[: n + 1].astype(np.float32)

    def sums(self, values: np.ndarray, count: int) -> np.ndarray:
        """Return (n + 1,) the sums of `count` of a segment's values from each one on."""
        cumulated = np.concatenate([[0.0], np.cumsum(values), np.zeros(count)])
        n = len(values)
        cumulated[n:] = cumulated[n]
        total: np.ndarray = cumulated[count : count + n + 1] - cumulated[: n + 1]
        return total.astype(np.float32)

    def log_spans(self, count: int) -> np.ndarray:
        """Return (n + 1,) the logarithm of the characters of `count` segments from each one on."""
        n = len(self.headings)
        ends = np.minimum(np.arange(n + 1) + count, n)
        spans = np.maximum(self.lengths[ends] - self.lengths, 1.0)
        logarithms: np.ndarray = np.log(spans).astype(np.float32)
        return logarithms

    def last_headings(self, count: int) -> np.ndarray:
        """Return (n + 1,) whether the last of `count` segments from each one on is a heading."""
        n = len(self.headings)
        last: np.ndarray = self.headings[np.minimum(np.arange(n + 1) + count, n) - 1]
        return last


def build_grid(band: Band, vectors: Vectors, ja: Sequence[str], en: Sequence[str]) -> Grid:
    """Compute the cosines over the band and what is known of each segment."""
    rows, columns = band.nodes()
    inside = (rows < len(ja)) & (columns < len(en))
    ja_products, en_products = _products(vectors.ja), _products(vectors.en)
    dots = _banded_dots(band, vectors)
    norms = np.sqrt(
        np.append(ja_products[0], 0.0)[rows] * np.append(en_products[0], 0.0)[columns]
    ).astype(np.float32)
    cosines = np.zeros(len(dots), dtype=np.float32)
    np.divide(dots[:-1], norms, out=cosines[:-1], where=norms > 0)
    ja_nearest = _nearest(cosines[:-1][inside], rows[inside], len(ja))
    order = np.lexsort((rows[inside], columns[inside]))
    en_nearest = _nearest(cosines[:-1][inside][order], columns[inside][order], len(en))
    return Grid(
        band,
        rows,
        columns,
        dots,
        cosines,
        SideFacts(ja_products, *ja_nearest, *_shape(ja)),
        SideFacts(en_products, *en_nearest, *_shape(en)),
    )


def _shape(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    lengths = np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts])]).astype(float)
    return lengths, np.array([looks_like_heading(text) for text in texts], dtype=np.float32)


def _products(matrix: Matrix) -> np.ndarray:
    n = matrix.shape[0]
    products = np.zeros((LONGEST, n))
    for distance in range(min(LONGEST, n)):
        products[distance, : n - distance] = row_products(matrix[: n - distance], matrix[distance:])
    return products


def _banded_dots(band: Band, vectors: Vectors) -> np.ndarray:
    n, m = vectors.ja.shape[0], vectors.en.shape[0]
    dots = np.zeros(band.cells + 1, dtype=np.float32)
    for start in range(0, n, CHUNK):
        stop = min(start + CHUNK, n)
        first, last = int(band.low[start]), min(m, int(band.high[stop - 1]))
        dense = all_products(vectors.ja[start:stop], vectors.en[first:last])
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


def bead_features(grid: Grid, bead: BeadType) -> tuple[np.ndarray, np.ndarray]:
    """Return (where such a bead fits, (cells,) bool; features, (len(BEAD_FEATURES), cells))."""
    a, b = bead
    rows, columns, ja, en = grid.rows, grid.columns, grid.ja, grid.en
    parts = {(x, y): grid.cells_at(x, y) for x in range(a) for y in range(b)}
    size = (a + b) / 2
    usual = np.float32(np.log(en.lengths[-1] / ja.lengths[-1]))
    log_ratio = (en.log_spans(b) - usual)[columns] - ja.log_spans(a)[rows]
    norms = np.sqrt(np.maximum(ja.squared_norms(a)[rows] * en.squared_norms(b)[columns], TINY))
    features = np.empty((len(BEAD_FEATURES), len(rows)), dtype=np.float32)
    features[0] = size * sum(grid.dots[at] for at in parts.values()) / norms
    ja_usual, en_usual = ja.sums(ja.neighbours, a) / a, en.sums(en.neighbours, b) / b
    features[1] = (size / 2) * (ja_usual[rows] + en_usual[columns])
    if a + b > 2:
        features[2] = size * _weakest({k: grid.cosines[at] for k, at in parts.items()}, a, b)
    else:
        features[2] = 0.0
    features[3] = np.minimum(log_ratio**2, LENGTH_CAP)
    features[4] = np.abs(ja.last_headings(a)[rows] - en.last_headings(b)[columns])
    features[5] = ja.sums(ja.headings, a - 1)[rows] + en.sums(en.headings, b - 1)[columns]
    return grid.cells_at(a, b) >= 0, features


def _weakest(cosines: dict[BeadType, np.ndarray], a: int, b: int) -> np.ndarray:
    """Return the lowest cosine of any one segment with its best partner on the other side."""
    of_ja = [_highest([cosines[x, y] for y in range(b)]) for x in range(a)]
    of_en = [_highest([cosines[x, y] for x in range(a)]) for y in range(b)]
    return reduce(np.minimum, [*of_ja, *of_en])


def _highest(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return reduce(np.maximum, arrays)


def gap_features(side: SideFacts) -> np.ndarray:
    """Return (len(GAP_FEATURES), segments) for the segments of one language."""
    return np.stack([np.ones(len(side.best)), side.best - side.neighbours, side.headings])
