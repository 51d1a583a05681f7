"""What another glossary brings to a merge: its entries as they are, with what was seen of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from termalign.errors import GlossaryError
from termalign.glossary.entries import PREFERENCE, place_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from termalign.glossary.pen import Example, Pen
    from termalign.records import Language, Status

FIELDS = ("domain", "pos", "note", "source")
_TERM = "language, text, status, rank, cased, exact"
_SIGHTING = "source, count, score"
_EVIDENCE = "ja_text, en_text, ja_place, en_place, source, confidential_until"


@dataclass(frozen=True, slots=True)
class IncomingTerm:
    """A term with its flags; what was seen of it as rows of its tables."""

    language: Language
    text: str
    status: Status
    rank: int
    cased: int
    exact: int
    sightings: Sequence[tuple[str | float, ...]]
    evidence: Sequence[Example]


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """A concept: its fields by name; in each language the preferred term comes first."""

    fields: dict[str, str]
    ja: tuple[IncomingTerm, ...]
    en: tuple[IncomingTerm, ...]


def read_entries(connection: sqlite3.Connection, where: str) -> list[IncomingEntry]:
    """Return all that the glossary `where` holds, entry by entry.

    Raises GlossaryError for a status that is none: the file may come from anywhere.
    """
    for (status,) in connection.execute("SELECT DISTINCT status FROM term"):
        if status not in PREFERENCE:
            raise GlossaryError(f"holds the status “{status}”", where, "another program wrote it")
    sightings = _by_term(connection, f"SELECT term, {_SIGHTING} FROM sighting ORDER BY id")  # noqa: S608  # a constant
    evidence = _by_term(connection, f"SELECT term, {_EVIDENCE} FROM evidence ORDER BY id")  # noqa: S608  # a constant
    fields = {
        number: dict(zip(FIELDS, values, strict=True))
        for number, *values in connection.execute(f"SELECT id, {', '.join(FIELDS)} FROM concept")  # noqa: S608  # constants
    }
    rows = connection.execute(f"SELECT concept, id, {_TERM} FROM term ORDER BY concept, rank, id")  # noqa: S608  # a constant
    entries = []
    for concept, group in groupby(rows, key=itemgetter(0)):
        terms = [
            IncomingTerm(
                language,
                text,
                status,
                rank,
                cased,
                exact,
                sightings.get(number, ()),
                evidence.get(number, ()),
            )
            for _, number, language, text, status, rank, cased, exact in group
        ]
        terms.sort(key=lambda term: place_of(term.status, term.rank, 0))
        entries.append(
            IncomingEntry(
                fields[concept],
                tuple(term for term in terms if term.language == "ja"),
                tuple(term for term in terms if term.language == "en"),
            )
        )
    return entries


def _by_term(connection: sqlite3.Connection, query: str) -> dict[int, list[tuple]]:  # type: ignore[type-arg]  # SQLite's rows
    found: dict[int, list[tuple]] = {}  # type: ignore[type-arg]  # SQLite's rows
    for term, *row in connection.execute(query):
        found.setdefault(term, []).append(tuple(row))
    return found


def enter_term(pen: Pen, concept: int, term: IncomingTerm) -> int:
    """Add the term with its flags to a concept; return its row's number."""
    number = pen.new_term(concept, term.language, term.text, term.status)
    set_flags(pen, number, term)
    return number


def set_flags(pen: Pen, number: int, term: IncomingTerm) -> None:
    """Give the term `number` the flags of `term`."""
    flags = (term.cased, term.exact)
    if pen.run("SELECT cased, exact FROM term WHERE id = ?", (number,)).fetchone() != flags:
        pen.run("UPDATE term SET cased = ?, exact = ? WHERE id = ?", (*flags, number))


def enter_seen(pen: Pen, number: int, term: IncomingTerm) -> int:
    """Give the term `number` the counts and examples it does not have; return how many."""
    entered = 0
    for row in term.sightings:
        entered += pen.run(
            f"INSERT INTO sighting(term, {_SIGHTING}) VALUES (?, ?, ?, ?) "  # noqa: S608  # a constant
            "ON CONFLICT(term, source) DO NOTHING",
            (number, *row),
        ).rowcount
    return entered + pen.keep_evidence(number, term.evidence, max)


def keep_secrets(pen: Pen, entries: Sequence[IncomingEntry]) -> Counter[int]:
    """Let no sentence be public that the other glossary, or ours, holds as confidential.

    A sentence is known by its texts and documents, under whatever term and wherever it stands; the
    later day holds. Returns how many were marked, by the concept of ours.
    """
    days: dict[tuple[str, ...], str] = {}
    for entry in entries:
        for term in (*entry.ja, *entry.en):
            for ja, en, _, _, source, until in term.evidence:
                days[ja, en, source] = max(until, days.get((ja, en, source), ""))
    if not days:
        return Counter()
    ours = [
        (tuple(sentence), until, row, concept)
        for *sentence, until, row, concept in pen.run(
            "SELECT ja_text, en_text, evidence.source, confidential_until, evidence.id, concept "
            "FROM evidence JOIN term ON term.id = evidence.term"
        )
        if tuple(sentence) in days
    ]
    for sentence, until, _, _ in ours:
        days[sentence] = max(until, days[sentence])
    marked: Counter[int] = Counter()
    for sentence, until, row, concept in ours:
        if until < days[sentence]:
            pen.run(
                "UPDATE evidence SET confidential_until = ? WHERE id = ?", (days[sentence], row)
            )
            marked[concept] += 1
    return marked
