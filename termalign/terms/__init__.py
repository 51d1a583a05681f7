"""Term pairs from aligned documents: candidates on both sides, evidence, and a ranked list."""

from termalign.terms.mining import mine

__all__ = ["mine"]
