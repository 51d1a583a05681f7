"""How wide a gap between two signs must be to be a space, where the text itself does not say."""

from __future__ import annotations

WIDE_FROM = "\u2190"  # arrows and signs as well: △ 4.2%

_LATIN = 0.15  # ems; a narrower gap is kerning
_JAPANESE = 0.22  # between two Japanese signs, which stand close
_MIXED = 0.305  # programs put a quarter of an em between 2025 and 年


def is_space(gap: float, em: float, before: str, after: str) -> bool:
    """Tell whether a gap between two signs of this size is one that a reader sees as a space."""
    wide = (before >= WIDE_FROM) + (after >= WIDE_FROM)
    return gap > (_LATIN, _MIXED, _JAPANESE)[wide] * em
