"""Dot products between rows of vectors, dense or sparse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from termalign.embedding import Matrix


def all_products(upper: Matrix, lower: Matrix) -> np.ndarray:
    """Return (len(upper), len(lower)) dense: every row of one with every row of the other."""
    if isinstance(upper, csr_array) and isinstance(lower, csr_array):
        dense: np.ndarray = csr_array(upper @ lower.T).toarray()
    else:
        dense = np.asarray(upper) @ np.asarray(lower).T
    return dense


def row_products(upper: Matrix, lower: Matrix) -> np.ndarray:
    """Return (n,): each row of one with the row of the other at the same place."""
    if isinstance(upper, csr_array) and isinstance(lower, csr_array):
        shared = csr_array(upper.multiply(lower))
        products: np.ndarray = np.asarray(shared @ np.ones(shared.shape[1]))
    else:
        products = np.einsum("ij,ij->i", np.asarray(upper), np.asarray(lower))
    return products


def norms(matrix: Matrix) -> np.ndarray:
    """Return (n,) the lengths of the rows."""
    lengths: np.ndarray = np.sqrt(row_products(matrix, matrix))
    return lengths
