"""Rows of two tables that share most of their rows: what stands between two paired rows, in order.

その他の投資 and "Other investments" have too little in common with too many rivals to choose one
another in a whole deck; between 有形固定資産 and 資産合計 they are alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from termalign.alignment.comparable import is_telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.records import Segment

ROW_SCORE = 0.85
# Two tables are the same one where so many of their rows are surely paired.
FEWEST_SHARED = 4
SURE = 0.8
_PART_OF = re.compile(r"\s*(?:うち|内、|of which|including)", re.IGNORECASE)


def rows_between(
    ja: Sequence[Segment], en: Sequence[Segment], found: Mapping[int, tuple[int, float]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that the order of two tables tells, by segment numbers.

    `found` are the pairs so far, by the Japanese: the English segment and the score. Only as many
    rows as stand on the other side are paired; parts (うち) count only where both sides have them.
    """
    ja_tables, en_tables = _tables(ja), _tables(en)
    shared: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, (j, score) in sorted(found.items()):
        if score >= SURE and i in ja_tables and j in en_tables:
            shared.setdefault((ja_tables[i], en_tables[j]), []).append((i, j))
    for pairs in shared.values():
        if len(pairs) < FEWEST_SHARED:
            continue
        for (first, one), (last, other) in pairwise(pairs):
            if one < other:
                yield from _in_order(ja, en, range(first + 1, last), range(one + 1, other))


def _tables(segments: Sequence[Segment]) -> dict[int, int]:
    """Return for each row with a label the number of its table: rows in a run."""
    tables: dict[int, int] = {}
    table = 0
    for at, segment in enumerate(segments):
        if segment.kind == "row" and is_telling(segment.text):
            tables[at] = table
        else:
            table += 1
    return tables


def _in_order(
    ja: Sequence[Segment], en: Sequence[Segment], rows: Sequence[int], others: Sequence[int]
) -> Iterator[tuple[int, int]]:
    if len(rows) != len(others):
        rows = [i for i in rows if not _PART_OF.match(ja[i].text)]
        others = [j for j in others if not _PART_OF.match(en[j].text)]
    if len(rows) == len(others):
        yield from zip(rows, others, strict=True)
