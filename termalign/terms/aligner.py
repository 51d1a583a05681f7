"""Which word of a bead translates which: a small aligner over all beads at once.

Each side explains the other (IBM model 1 in both directions, agreeing by product), words beside
aligned words are drawn along, and the lexicon's links count as seen before. All cells of all
beads lie in one array: a cell is one Japanese morpheme against one English word of its bead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSES = 6
NULL = 0.03  # the chance of a word that nothing in the bead translates
PRIOR = 2.0  # a sure link of the lexicon counts as if seen so often
SMOOTHING = 0.05
DRAWN = 3.0  # how far a word is drawn along by aligned neighbours
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Words:
    """One bead to be aligned: words by number, and the lexicon's weights between them."""

    ja: Sequence[int]
    en: Sequence[int]
    links: np.ndarray  # (len(ja), len(en)) 0..1


@dataclass(frozen=True, slots=True)
class Aligned:
    """Per bead: chance that a Japanese word is said by an English one, and the reverse."""

    by_ja: list[np.ndarray]  # (ja, en), each row sums to at most 1
    by_en: list[np.ndarray]  # (ja, en), each column sums to at most 1
    pairs: list[tuple[int, int, float]]  # word numbers and the strength of their tie, 0..1


def align_words(beads: Sequence[Words], ja_words: int, en_words: int) -> Aligned:
    """Return the alignment of each bead's words and the ties between words."""
    cells = _Cells(beads)
    if not cells.size:
        empty = [np.zeros((len(bead.ja), len(bead.en))) for bead in beads]
        return Aligned(empty, empty, [])
    pair_ids, inverse = np.unique(cells.ja_word * en_words + cells.en_word, return_inverse=True)
    pair_ja, pair_en = pair_ids // en_words, pair_ids % en_words
    link = np.zeros(len(pair_ids))
    np.maximum.at(link, inverse, cells.link)
    counts = np.bincount(inverse, 1.0 / cells.fan, minlength=len(pair_ids))
    drawn = np.ones(cells.size)
    by_en = by_ja = np.zeros(cells.size)
    for _ in range(PASSES):
        weights = counts + PRIOR * link
        to_en = _chances(weights, pair_ja, ja_words)
        to_ja = _chances(weights, pair_en, en_words)
        by_en = cells.shares(to_en[inverse] * drawn, cells.column)
        by_ja = cells.shares(to_ja[inverse] * drawn, cells.row)
        agreed = np.sqrt(by_en * by_ja)
        counts = np.bincount(inverse, agreed, minlength=len(pair_ids))
        drawn = 1.0 + DRAWN * cells.neighbours(agreed)
    strength = counts / np.sqrt(
        np.bincount(pair_ja, counts, ja_words)[pair_ja]
        * np.bincount(pair_en, counts, en_words)[pair_en]
        + TINY
    )
    return Aligned(
        cells.split(by_ja),
        cells.split(by_en),
        list(zip(pair_ja.tolist(), pair_en.tolist(), strength.tolist(), strict=True)),
    )


def _chances(weights: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """Return each pair's share of its group, rare ones held down (variational Bayes)."""
    totals = np.bincount(group, weights + SMOOTHING, groups)
    chances: np.ndarray = np.exp(digamma(weights + SMOOTHING) - digamma(totals[group]))
    return chances


class _Cells:
    """All cells of all beads in one row, bead after bead, row after row."""

    def __init__(self, beads: Sequence[Words]) -> None:
        self.shapes = [(len(bead.ja), len(bead.en)) for bead in beads]
        sizes = [n * m for n, m in self.shapes]
        self.size = sum(sizes)
        parts = [b for b, size in zip(beads, sizes, strict=True) if size]
        if not parts:
            return
        self.ja_word = np.concatenate([np.repeat(b.ja, len(b.en)) for b in parts]).astype(np.int64)
        self.en_word = np.concatenate([np.tile(b.en, len(b.ja)) for b in parts]).astype(np.int64)
        self.link = np.concatenate([b.links.ravel() for b in parts])
        n = np.concatenate([np.full(len(b.ja) * len(b.en), len(b.ja)) for b in parts])
        m = np.concatenate([np.full(len(b.ja) * len(b.en), len(b.en)) for b in parts])
        self.fan = np.sqrt(n * m)
        within = np.concatenate([np.arange(len(b.ja) * len(b.en)) for b in parts])
        i, j = within // m, within % m
        rows = np.cumsum([0] + [len(b.ja) for b in parts])
        columns = np.cumsum([0] + [len(b.en) for b in parts])
        number = np.repeat(np.arange(len(parts)), [len(b.ja) * len(b.en) for b in parts])
        self.row, self.column = rows[number] + i, columns[number] + j
        here = np.arange(self.size)
        # (neighbour cell, weight); cells past the edge point behind the last one, which is 0
        self.beside = [
            (np.where((i > 0) & (j > 0), here - m - 1, self.size), 1.0),
            (np.where((i < n - 1) & (j < m - 1), here + m + 1, self.size), 1.0),
            (np.where(i > 0, here - m, self.size), 0.3),
            (np.where(i < n - 1, here + m, self.size), 0.3),
            (np.where(j > 0, here - 1, self.size), 0.3),
            (np.where(j < m - 1, here + 1, self.size), 0.3),
        ]

    def shares(self, values: np.ndarray, group: np.ndarray) -> np.ndarray:
        """Return each cell's share of its row or column, beside the chance of no partner."""
        totals: np.ndarray = np.bincount(group, values) + NULL
        shares: np.ndarray = values / totals[group]
        return shares

    def neighbours(self, values: np.ndarray) -> np.ndarray:
        """Return for each cell how well the words beside it are aligned."""
        padded = np.append(values, 0.0)
        total: np.ndarray = np.sum([weight * padded[at] for at, weight in self.beside], axis=0)
        return total

    def split(self, values: np.ndarray) -> list[np.ndarray]:
        """Return one matrix a bead."""
        parts, at = [], 0
        for n, m in self.shapes:
            parts.append(values[at : at + n * m].reshape(n, m))
            at += n * m
        return parts
