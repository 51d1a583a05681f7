"""The company's own names that hold digits: "Kirimi 3" is a product, not a count of three."""

from __future__ import annotations

import re
from functools import lru_cache

from termalign.text import fold_width

_MASK = "x"  # a letter: what stands there is still a word, and no figure


def without_names(text: str, names: tuple[str, ...]) -> str:
    """Return `text` with each of the names made letters without digits; the length never changes.

    Case and width of a name are free.
    """
    if not names:
        return text
    spans = (found.span() for found in _pattern(names).finditer(fold_width(text)))
    signs = list(text)
    for start, end in spans:
        signs[start:end] = _MASK * (end - start)
    return "".join(signs)


@lru_cache(maxsize=8)  # a check asks for the same names at every text
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of whole names, the longest first: A5 is not in A50, nor in A5.1."""
    words = sorted((fold_width(name).strip() for name in names), key=len, reverse=True)
    spelt = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<![0-9A-Za-z])(?:{spelt})(?![0-9A-Za-z]|[.,][0-9])", re.IGNORECASE)
