"""Keys under which a Japanese name and its Latin spelling meet."""

from __future__ import annotations

import re
from functools import lru_cache

_LONG = re.compile(r"ou|oo|uu|oh(?![aeiou])")
_BEFORE_LABIAL = re.compile(r"m(?=[pbm])")


def name_key(latin: str) -> str:
    """Return the key under which spellings of one Japanese name meet: Tōkyō, Toukyou, Tokyo.

    `latin` is in lower case without accents. Long vowels are short, n stands before p, b, m.
    """
    return _BEFORE_LABIAL.sub("n", _LONG.sub(lambda match: match.group()[0], latin))


# What a foreign name keeps when it passes through katakana: its consonants, roughly.
_SKELETON_STEPS = (
    (re.compile(r"tch|ch|sh|ti(?=on)|ci(?=[ao])"), "s"),
    (re.compile(r"ph"), "h"),
    (re.compile(r"th"), "s"),
    (re.compile(r"ck|qu|q|c(?=[aoukrlst]|$)|k"), "k"),
    (re.compile(r"c"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ts|tz|z|j|g(?=[ei])|dg"), "z"),
    (re.compile(r"f"), "h"),
    (re.compile(r"v"), "b"),
    (re.compile(r"l"), "r"),
    (re.compile(r"m(?=[pb])"), "n"),
    (re.compile(r"r(?![aeiouy])"), ""),
    (re.compile(r"h(?![aeiou])"), ""),
    (re.compile(r"[aeiouwy]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=200_000)
def skeleton(latin: str) -> str:
    """Return the consonants of a Latin word as katakana would keep them.

    ザッカーバーグ (zakkabagu) and "zuckerberg" both give "zkbg".
    """
    for pattern, replacement in _SKELETON_STEPS:
        latin = pattern.sub(replacement, latin)
    return latin
