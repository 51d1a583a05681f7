"""The fitted numbers of the aligner.

Maximum-likelihood weights of the conditional random field in `chain.py`, fitted by
`scripts/fit_alignment.py` on some 8,000 hand-checked beads of news, encyclopedia and business
software texts, each kind counting about equally, with an L2 penalty of 0.1. A weight multiplies
the feature of the same place in `features.BEAD_FEATURES` and `features.GAP_FEATURES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from termalign.alignment.chain import BeadType


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, what each bead type counts, and what a gap counts."""

    bead: np.ndarray
    types: dict[BeadType, float]
    ja_gap: np.ndarray
    en_gap: np.ndarray


LEXICAL = Weights(
    bead=np.array([11.161, -8.835, 4.25, -3.777, -1.725, -1.539]),
    types={
        (1, 1): 5.215,
        (1, 2): 1.952,
        (2, 1): 2.289,
        (2, 2): -4.87,
        (1, 3): 0.104,
        (3, 1): -0.089,
        (1, 4): -0.551,
        (4, 1): -0.554,
    },
    ja_gap=np.array([0.424, 0.971, -1.365]),
    en_gap=np.array([0.363, 1.427, -1.588]),
)
