"""Segments as vectors in one space for both languages.

An embedder has one method. `lexical` is the default and needs no model; `sentence` runs a
sentence-transformers model from disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from scipy.sparse import csr_array

    Matrix: TypeAlias = "np.ndarray | csr_array"


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row a segment, float32, both languages in the same columns.

    Dense (NumPy) or sparse (SciPy CSR). Rows need not be of unit length; the vector of several
    segments is the sum of theirs. An empty segment is a zero row.
    """

    ja: Matrix
    en: Matrix


class Embedder(Protocol):
    """Anything that turns the segments of two documents into vectors."""

    def embed(self, ja: Sequence[str], en: Sequence[str]) -> Vectors:
        """Return the vectors of `ja` and `en`, in order."""
        ...
