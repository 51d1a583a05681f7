"""An index of character groups over the terms' keys: which terms hold these, which are near.

FTS5 keeps the lists; what it is given is not words but groups of characters. Words would not do:
its own tokenizers miss 配当 inside 連結配当性向, and trigrams miss every term of two characters.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

# Marks both ends of a key, which itself holds letters and digits only.
_END = "¶"
# Begins the group that tells a key's length; what is longer than this counts as just so long.
_LENGTH = "§"
LONGEST_COUNTED = 64
# Begins the groups of one or two Latin letters, which the others tell only by their beginning:
# "in" begins the groups of half of all English terms.
_SHORT = "†"
_LATIN = 3  # Latin letters make a group
_SHORT_WORD = re.compile(r"(?<![^\W_])[a-z0-9]{1,2}(?![^\W_])")
_LATIN_LETTERS = re.compile(r"[a-z0-9]+")

CREATE = (
    "CREATE VIRTUAL TABLE term_gram USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
)
ADD = "INSERT INTO term_gram(rowid, grams) VALUES (?, ?)"
REMOVE = "INSERT INTO term_gram(term_gram, rowid, grams) VALUES ('delete', ?, ?)"


def grams(key: str, text: str) -> str:
    """Return the groups of a term, separated by spaces: one begins at every character of its key.

    Two characters make a group, three where the first is a Latin letter or digit, which alone say
    less: 営業IT → ¶営業 営業 業i it¶ t¶¶ §4, and for who asks for so few letters †i †t †it. Empty
    for a term of signs, which no query asks for.
    """
    if not key.isalnum():
        return ""
    padded = key + _END * 2
    groups = [padded[at : at + _size(first)] for at, first in enumerate(key)]
    short = [_SHORT + letters for letters in _short(key, text)]
    return " ".join(dict.fromkeys([_END + key[:2], *groups, _length(len(key)), *short]))


def _short(key: str, text: str) -> Iterable[str]:
    """Return what a query of one or two Latin letters finds: a word, or any letters in Japanese."""
    if key.isascii():
        return _SHORT_WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    found = _LATIN_LETTERS.findall(key)
    pairs = (run[at : at + 2] for run in found for at in range(len(run) - 1))
    return [*"".join(found), *pairs]


def _placed(key: str) -> Iterator[tuple[int, int, str]]:
    """Give the groups with their spans in `key`; the marks of its ends lie outside it."""
    yield -1, min(2, len(key)), _END + key[:2]
    padded = key + _END * 2
    for at, first in enumerate(key):
        size = _size(first)
        yield at, at + size, padded[at : at + size]


def _size(first: str) -> int:
    return _LATIN if first.isascii() else 2


def _length(length: int) -> str:
    return f"{_LENGTH}{min(length, LONGEST_COUNTED)}"


def _as_long(lengths: range) -> str:
    any_of = " OR ".join(f'"{_length(length)}"' for length in lengths)
    return f"({any_of})"


def holding(key: str, lengths: range | None = None) -> str:
    """Return the FTS5 expression for the terms that may hold `key`; the caller compares the keys.

    With `lengths` only keys of those lengths, LONGEST_COUNTED for those and longer ones. A key
    shorter than one group is the beginning of one, 税; but IR has a group of its own.
    """
    whole = [(end, group) for at, end, group in _placed(key) if at >= 0 and end <= len(key)]
    if whole:
        wanted = _all_of(_side_by_side(whole))
    else:
        wanted = f'"{_SHORT}{key}"' if key.isascii() else f'"{key}" *'
    return wanted if lengths is None else f"{wanted} AND {_as_long(lengths)}"


def _side_by_side(groups: list[tuple[int, str]]) -> list[str]:
    """Return the groups that do not overlap, and the last: fewer lists to read tell as much."""
    kept, covered = [], -1
    for end, group in groups:
        if end - len(group) >= covered:  # where it begins
            kept.append(group)
            covered = end
    return [*kept, groups[-1][1]]


def _all_of(groups: list[str]) -> str:
    return " AND ".join(f'"{group}"' for group in dict.fromkeys(groups))


def near(connection: sqlite3.Connection, key: str, edits: int, most: int) -> list[int]:
    """Return ids of terms whose keys may lie within so many edits of `key`.

    That many edits leave one of edits + 1 runs of it as it was: the terms that share a run and are
    not much shorter or longer, up to `most` for each run.
    """
    as_long = _as_long(range(max(len(key) - edits, 1), len(key) + edits + 1))
    found: dict[int, None] = {}
    for run in _runs(key, edits + 1):
        rows = connection.execute(
            "SELECT rowid FROM term_gram WHERE term_gram MATCH ? LIMIT ?",
            (f"{run} AND {as_long}", most),
        )
        found |= dict.fromkeys(row for (row,) in rows)
    return list(found)


def _runs(key: str, number: int) -> Iterator[str]:
    """Give an expression for each of so many runs of `key` that is long enough to tell much."""
    cuts = [-1, *(len(key) * cut // number for cut in range(1, number)), len(key) + 2]
    for start, end in pairwise(cuts):
        within = [(to, group) for at, to, group in _placed(key) if start <= at and to <= end]
        if within:
            yield _all_of(_side_by_side(within))
        elif start < 0 < end:
            yield f'"{_END}{key[:end]}" *'
