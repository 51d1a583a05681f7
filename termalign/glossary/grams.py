"""An index of character groups over the terms' keys: which terms hold these, which are near.

FTS5 keeps the lists; what it is given is not words but groups of characters. Words would not do:
its own tokenizers miss 配当 inside 連結配当性向, and trigrams miss every term of two characters.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# Marks both ends of a key, which itself holds letters and digits only.
_END = "¶"
# Begins the group that tells a key's length; what is longer than this counts as just so long.
_LENGTH = "§"
LONGEST_COUNTED = 64

CREATE = (
    "CREATE VIRTUAL TABLE term_gram USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
)
ADD = "INSERT INTO term_gram(rowid, grams) VALUES (?, ?)"
REMOVE = "INSERT INTO term_gram(term_gram, rowid, grams) VALUES ('delete', ?, ?)"


def grams(key: str) -> str:
    """Return the groups of `key`, separated by spaces: one begins at every character.

    Two characters make a group, three where the first is a Latin letter or digit, which alone say
    less: 営業IT → ¶営業 営業 業i it¶ t¶¶ §4. Empty for a term of signs, which no query asks for.
    """
    if not key.isalnum():
        return ""
    return " ".join(dict.fromkeys([*(group for _, _, group in _placed(key)), _length(len(key))]))


def _placed(key: str) -> Iterator[tuple[int, int, str]]:
    """Give the groups with their spans in `key`; the marks of its ends lie outside it."""
    yield -1, min(2, len(key)), _END + key[:2]
    padded = key + _END * 2
    for at, first in enumerate(key):
        size = _size(first)
        yield at, at + size, padded[at : at + size]


def _size(first: str) -> int:
    return 3 if first.isascii() else 2


def _length(length: int) -> str:
    return f"{_LENGTH}{min(length, LONGEST_COUNTED)}"


def holding(key: str, length: int | None = None) -> str:
    """Return the FTS5 expression for the terms that may hold `key`; the caller compares the keys.

    With `length` only keys of that length, LONGEST_COUNTED for those and longer ones. A key
    shorter than one group is the beginning of one: 税, IR.
    """
    whole = [(end, group) for at, end, group in _placed(key) if at >= 0 and end <= len(key)]
    wanted = _all_of(_side_by_side(whole)) if whole else f'"{key}" *'
    return wanted if length is None else f'{wanted} AND "{_length(length)}"'


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
    shortest, longest = max(len(key) - edits, 1), len(key) + edits
    lengths = dict.fromkeys(_length(length) for length in range(shortest, longest + 1))
    as_long = " OR ".join(f'"{length}"' for length in lengths)
    found: dict[int, None] = {}
    for run in _runs(key, edits + 1):
        rows = connection.execute(
            "SELECT rowid FROM term_gram WHERE term_gram MATCH ? LIMIT ?",
            (f"{run} AND ({as_long})", most),
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
