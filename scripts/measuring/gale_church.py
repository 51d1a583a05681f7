"""Alignment by length alone (Gale & Church 1993): the floor that words must rise above.

The published model: a character of one language brings forth c characters of the other, with a
variance in proportion to the length, and each type of bead has a prior of its own. Characters are
bytes, as in the published program: three in UTF-8 for most Japanese signs, which serves it better
here (F1 0.77 instead of 0.74 on news). Time and memory grow with the product of the lengths.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import log_ndtr

from termalign.alignment.band import whole_grid
from termalign.alignment.chain import NEVER, BeadType, Potentials, best_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from measuring.gold import Bead

VARIANCE = 6.8  # characters squared a character
# 2-1 and 1-2 share 0.089 between them, 1-0 and 0-1 0.0099.
PRIORS: dict[BeadType, float] = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
GAP_PRIOR = 0.00495
FARTHEST = -25.0  # logarithm of the least chance: the published program's BIG_DISTANCE


def align_by_length(ja: Sequence[str], en: Sequence[str]) -> list[Bead]:
    """Return the most probable beads of the lines that are not blank, in order."""
    ja_places = [i for i, text in enumerate(ja) if text.strip()]
    en_places = [j for j, text in enumerate(en) if text.strip()]
    potentials = _potentials(_lengths(ja[i] for i in ja_places), _lengths(en[j] for j in en_places))
    return [
        (tuple(ja_places[i] for i in ja_side), tuple(en_places[j] for j in en_side))
        for ja_side, en_side in best_path(potentials)
    ]


def _lengths(lines: Iterable[str]) -> np.ndarray:
    return np.array([len(line.strip().encode("utf-8")) for line in lines], dtype=np.float32)


def _potentials(ja: np.ndarray, en: np.ndarray) -> Potentials:
    ratio = float(en.sum() / ja.sum())
    beads = {}
    for (a, b), prior in PRIORS.items():
        score = np.full((len(ja) + 1, len(en) + 1), NEVER, dtype=np.float32)
        ja_sums, en_sums = _run_sums(ja, a), _run_sums(en, b)
        score[: len(ja_sums), : len(en_sums)] = math.log(prior) + _log_fit(
            ja_sums[:, None], en_sums[None, :], ratio
        )
        beads[a, b] = score.ravel()
    zero = np.zeros(1, dtype=np.float32)
    return Potentials(
        whole_grid(len(ja), len(en)),
        beads,
        math.log(GAP_PRIOR) + _log_fit(ja, zero, ratio),
        math.log(GAP_PRIOR) + _log_fit(zero, en, ratio),
    )


def _run_sums(lengths: np.ndarray, count: int) -> np.ndarray:
    """Return the sums of `count` lengths in a row, from each place where so many follow."""
    sums: np.ndarray = np.convolve(lengths, np.ones(count, dtype=np.float32), "valid")
    return sums if count <= len(lengths) else sums[:0]


def _log_fit(ja: np.ndarray, en: np.ndarray, ratio: float) -> np.ndarray:
    """Return the logarithm of the chance that lengths differ by at least so much (two-sided)."""
    mean = (ja + en / ratio) / 2  # so that neither language is the source
    deviation = np.abs(en - ja * ratio) / np.sqrt(np.maximum(mean, 1) * VARIANCE)
    fit: np.ndarray = np.maximum(math.log(2) + log_ndtr(-deviation), FARTHEST)
    return fit
