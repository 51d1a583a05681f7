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
    """What is to be purged: evidence by its row's number, with its entry's; undo steps by their id.

    So many sentences, `in_undo`, are held by those steps alone.
    """

    evidence: dict[int, int]
    steps: frozenset[int]
    in_undo: int

    def __str__(self) -> str:
        """As the history says it."""
        kept = f", {examples(self.in_undo)} that only undo held" if self.in_undo else ""
        return examples(len(self.evidence)) + kept


def find(db: Database, which: Which) -> Found:
    """Return what `which` takes, in the glossary and in what its `undo` keeps.

    Of a sentence that is taken every image is, also one from before it was confidential.
    """
    rows = db.execute(
        f"SELECT evidence.id, concept, confidential_until, {_SENTENCE} "  # noqa: S608  # a constant
        "FROM evidence JOIN term ON term.id = evidence.term"
    )
    evidence: dict[int, int] = {}
    there: set[_Sentence] = set()
    taken: set[_Sentence] = set()
    for row, concept, until, *sentence in rows:
        seen = _Sentence(*sentence)
        there.add(seen)
        if which.takes(seen.source, until):
            evidence[row] = concept
            taken.add(seen)
    images = list(_images(db))
    taken |= {seen for _, seen, until in images if which.takes(seen.source, until)}
    steps = {step for step, seen, _ in images if seen in taken}
    return Found(evidence, frozenset(steps), len(taken - there))


class _Sentence(NamedTuple):
    """What evidence shows and where: rows of one sentence under several terms are the same."""

    ja_text: str
    en_text: str
    ja_place: str
    en_place: str
    source: str


_SENTENCE = ", ".join(f"evidence.{name}" for name in _Sentence._fields)


def _images(db: Database) -> Iterator[tuple[int, _Sentence, str]]:
    """Give of each image of evidence the undo step's id, the sentence and its day.

    By that id they go: SQLite gives the number of a deleted row to the next one.
    """
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(evidence)")]
    kept = db.execute(
        "SELECT id, before FROM undo_step WHERE table_name = 'evidence' AND before IS NOT NULL"
    )
    for step, before in kept:
        values = dict(zip(columns, map(str, values_of(before)), strict=True))
        sentence = _Sentence(*(values[name] for name in _Sentence._fields))
        yield step, sentence, values["confidential_until"]


def erase(pen: Pen, found: Found) -> None:
    """Delete the evidence and every image of it; each entry's history says how many.

    What lay in the file before is overwritten once the file is rewritten
    (`termalign.glossary.connection.rewrite`).
    """
    pen.run("PRAGMA secure_delete = ON")
    for row in found.evidence:
        pen.run("DELETE FROM evidence WHERE id = ?", (row,))
    # The deletion leaves images itself.
    pen.run("DELETE FROM undo_step WHERE command = ?", (pen.command,))
    for step in found.steps:
        pen.run("DELETE FROM undo_step WHERE id = ?", (step,))
    for concept, count in sorted(Counter(found.evidence.values()).items()):
        pen.note(concept, f"purged {examples(count)}")
