"""Figures in Japanese and English texts: their values, and whether two of them agree."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from termalign.figures import en, ja

if TYPE_CHECKING:
    from termalign.records import Figure, Language

__all__ = ["find_figures"]


# The checks on a pair read its two texts several times over; a pair is soon done with.
_TEXTS_KEPT = 64


@lru_cache(maxsize=_TEXTS_KEPT)
def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Return the figures of `text` in order: they do not overlap, and their spans are its own.

    `text[figure.start:figure.end] == figure.surface`. Empty where no figure stands. Any text will
    do; what is no figure (5G, (注)1, 第三者, a telephone number) is passed over.
    """
    return ja.find(text) if language == "ja" else en.find(text)
