"""An index of character groups over the terms' keys: which terms hold these, which share most.

FTS5 keeps the lists; what it is given is not words but groups of characters. Words would not do:
its own tokenizers miss 配当 inside 連結配当性向, and trigrams miss every term of two characters.
100,000 concepts (200,000 terms) take 8 MB and a second to write.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# Marks both ends of a key, which itself holds letters and digits only.
_END = "¶"
# A group that stands in more terms than this tells nothing apart ("tion", "売上"): only those of a
# query that are rarer are counted, so that a query that misses is as quick as one that hits.
_COMMON = 5_000

CREATE = (
    "CREATE VIRTUAL TABLE term_gram USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
)
ADD = "INSERT INTO term_gram(rowid, grams) VALUES (?, ?)"
REMOVE = "INSERT INTO term_gram(term_gram, rowid, grams) VALUES ('delete', ?, ?)"


def grams(key: str) -> str:
    """Return the groups of `key`, separated by spaces: one begins at every character.

    Two characters make a group, three where the first is a Latin letter or digit, which alone say
    less: 営業IT → ¶営業 営業 業i it¶ t¶¶. Empty for a term of signs, which no query asks for.
    """
    if not key.isalnum():
        return ""
    padded = key + _END * 2
    groups = [padded[at : at + _size(key[at])] for at in range(len(key))]
    return " ".join(dict.fromkeys([_END + key[:2], *groups]))


def _size(first: str) -> int:
    return 3 if first.isascii() else 2


def holding(key: str) -> str:
    """Return the FTS5 expression for the terms that may hold `key`; the caller compares the keys.

    A key shorter than one group is the beginning of one: 税, IR.
    """
    whole = [key[at : at + _size(c)] for at, c in enumerate(key) if at + _size(c) <= len(key)]
    if not whole:
        return f'"{key}" *'
    return " ".join(f'"{group}"' for group in dict.fromkeys(whole))


def sharing(connection: sqlite3.Connection, key: str, most: int) -> list[int]:
    """Return up to `most` terms' ids that share rare groups with `key`, most shared first."""
    shared: Counter[int] = Counter()
    for group in grams(key).split(" "):
        rows = connection.execute(
            "SELECT rowid FROM term_gram WHERE term_gram MATCH ? LIMIT ?",
            (f'"{group}"', _COMMON + 1),
        ).fetchall()
        if len(rows) <= _COMMON:
            shared.update(row for (row,) in rows)
    return [term for term, _ in shared.most_common(most)]
