"""Purging evidence: sentences leave the glossary for good, what `undo` keeps of them too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.undo import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from termalign.glossary.pen import Pen

# How mining joins the names of the two documents that a sentence pair is from.
_BETWEEN_SOURCES = " | "


@dataclass(frozen=True, slots=True)
class Which:
    """Which evidence to purge: by a document's name, by its day, or, with neither, all of it.

    `until` is the day until which it is confidential, "any" for all that has one.
    """

    source: str | None = None
    until: str | None = None

    def __str__(self) -> str:
        """As the history says it."""
        if self.source is not None:
            return f"of {PurePath(self.source).name}"
        if self.until is not None:
            return "confidential" if self.until == ANY else f"confidential until {self.until}"
        return "all"

    def takes(self, source: str, until: str) -> bool:
        """Tell whether it takes evidence from the documents `source`, confidential `until`."""
        if self.source is not None:
            names = {PurePath(name).name for name in source.split(_BETWEEN_SOURCES)}
            return PurePath(self.source).name in names
        if self.until is not None:
            return bool(until) if self.until == ANY else until == self.until
        return True


ANY = "any"


def examples(count: int) -> str:
    """Return the count in words: 1 example, 2 examples."""
    return f"{count} example{'' if count == 1 else 's'}"


class Found(NamedTuple):
    """What is to be purged: evidence by its row's number, with its entry's; rows only undo has."""

    evidence: dict[int, int]
    images: frozenset[int]


def find(db: Database, which: Which) -> Found:
    """Return what `which` takes, in the glossary and in what its `undo` keeps."""
    rows = db.execute(
        "SELECT evidence.id, concept, evidence.source, confidential_until "
        "FROM evidence JOIN term ON term.id = evidence.term"
    )
    evidence = {row: concept for row, concept, *said in rows if which.takes(*said)}
    images = {row for row, source, until in _images(db) if which.takes(source, until)}
    return Found(evidence, frozenset(images))


def _images(db: Database) -> Iterator[tuple[int, str, str]]:
    """Give row, source and day of each evidence whose sentences undo keeps."""
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(evidence)")]
    source, until = columns.index("source"), columns.index("confidential_until")
    kept = db.execute(
        "SELECT row, before FROM undo_step WHERE table_name = 'evidence' AND before IS NOT NULL"
    )
    for row, before in kept:
        values = values_of(before)
        yield row, str(values[source]), str(values[until])


def erase(pen: Pen, found: Found) -> None:
    """Delete the evidence and every image of it; each entry's history says how many.

    What lay in the file before is overwritten once the file is rewritten
    (`termalign.glossary.connection.rewrite`).
    """
    pen.run("PRAGMA secure_delete = ON")
    pen.run("CREATE TEMP TABLE purged(id INTEGER PRIMARY KEY)")
    for row in {*found.evidence, *found.images}:
        pen.run("INSERT INTO purged VALUES (?)", (row,))
    for row in found.evidence:
        pen.run("DELETE FROM evidence WHERE id = ?", (row,))
    # After the deletion, which leaves images itself.
    pen.run(
        "DELETE FROM undo_step WHERE table_name = 'evidence' AND row IN (SELECT id FROM purged)"
    )
    for concept, count in sorted(Counter(found.evidence.values()).items()):
        pen.note(concept, f"purged {examples(count)}")
