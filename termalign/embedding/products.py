"""Dot products between rows of vectors, dense or sparse."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array, issparse

if TYPE_CHECKING:
    from termalign.embedding import Matrix


def all_products(upper: Matrix, lower: Matrix) -> np.ndarray:
    """Return (len(upper), len(lower)) dense: every row of one with every row of the other."""
    if issparse(upper):
        product = cast("csr_array", upper) @ cast("csr_array", lower).T
        dense: np.ndarray = csr_array(product).toarray()
        return dense
    return np.asarray(upper) @ np.asarray(lower).T


def row_products(upper: Matrix, lower: Matrix) -> np.ndarray:
    """Return (n,): each row of one with the row of the other at the same place."""
    if issparse(upper):
        product = csr_array(cast("csr_array", upper).multiply(cast("csr_array", lower)))
        return np.asarray(product @ np.ones(product.shape[1])).ravel()
    return np.einsum("ij,ij->i", np.asarray(upper), np.asarray(lower))


def norms(matrix: Matrix) -> np.ndarray:
    """Return (n,) the lengths of the rows."""
    return np.sqrt(row_products(matrix, matrix))
