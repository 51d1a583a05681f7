"""Rows and concepts: a row holds the English of one status, a term base's entry that of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.exchange.row import GlossaryRow
    from termalign.records import Status

Concept = tuple["GlossaryRow", ...]


def concepts_of(rows: Iterable[GlossaryRow]) -> Iterator[Concept]:
    """Give the rows by concept: neighbours of one number that differ in status and English only.

    A number comes once; what bears it again comes without, so that an id stands for one entry.
    """
    together: list[GlossaryRow] = []
    numbers: set[int] = set()
    for row in rows:
        if together and _belongs(row, together):
            together.append(row)
            continue
        if together:
            yield tuple(together)
        known = row.id is not None and row.id in numbers
        together = [replace(row, id=None) if known else row]
        if row.id is not None:
            numbers.add(row.id)
    if together:
        yield tuple(together)


def _belongs(row: GlossaryRow, together: Sequence[GlossaryRow]) -> bool:
    first = together[0]
    same = replace(
        row,
        en=first.en,
        en_variants=first.en_variants,
        status=first.status,
        flags=first.flags,
        count=first.count,
    )
    japanese = [{flag for flag in one.flags if flag.language == "ja"} for one in (row, first)]
    statuses = {one.status for one in together}
    return (
        row.id is not None
        and same == first
        and japanese[0] == japanese[1]
        and row.status not in statuses
    )


def rows_of(fields: GlossaryRow, english: Iterable[tuple[Status | None, str]]) -> list[GlossaryRow]:
    """Return a row for each status of a concept's English terms, as `fields` but for these.

    `fields` has the flags of all the concept's terms.
    """
    by_status: dict[Status | None, dict[str, None]] = {}  # terms in order, each once
    for status, term in english:
        by_status.setdefault(status, {})[term] = None
    return [
        replace(
            fields,
            en=next(iter(terms)),
            en_variants=tuple(terms)[1:],
            status=status,
            flags=frozenset(f for f in fields.flags if f.language == "ja" or f.term in terms),
        )
        for status, terms in by_status.items()
    ]
