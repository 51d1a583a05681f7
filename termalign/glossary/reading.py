"""What a glossary says: its concepts, its decisions as plain data, its history and numbers."""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from termalign.glossary.entries import PREFERENCE, Change, Concept, Sighting, Term, place_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from termalign.exchange.flags import Flag
    from termalign.exchange.row import GlossaryRow
    from termalign.records import ApprovedTerm, Status

_CONCEPTS = """
    SELECT concept.id, domain, pos, note, concept.source,
           term.id, language, text, status, rank,
           coalesce(sum(sighting.count), 0), coalesce(max(sighting.score), 0), cased, exact
    FROM concept JOIN term ON term.concept = concept.id
    LEFT JOIN sighting ON sighting.term = term.id
    {where} GROUP BY term.id ORDER BY concept.id
"""
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 500


def identity(connection: sqlite3.Connection) -> str:
    """Return twelve digits that tell this glossary from others, whatever its file is called.

    They come from its first command, which is never changed: a copy of the file has the same.
    """
    first = connection.execute("SELECT at, who, what FROM command ORDER BY id LIMIT 1").fetchone()
    return sha256("\0".join(first or ()).encode()).hexdigest()[:12]


def concepts(
    connection: sqlite3.Connection, numbers: Collection[int] | None = None
) -> Iterator[Concept]:
    """Return the concepts by number, all or those with `numbers`."""
    if numbers is None:
        yield from _grouped(connection.execute(_CONCEPTS.format(where="")))
        return
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        where = f"WHERE concept.id IN ({', '.join('?' * len(some))})"
        yield from _grouped(connection.execute(_CONCEPTS.format(where=where), some))


def _grouped(rows: Iterable[tuple]) -> Iterator[Concept]:  # type: ignore[type-arg]  # SQLite's rows
    for number, group in groupby(rows, key=itemgetter(0)):
        of_concept = sorted(group, key=lambda row: place_of(row[8], row[9], row[5]))
        terms = [
            Term(
                *(row[5], row[6], row[7], row[8]),
                *(row[10], row[11], bool(row[12]), bool(row[13])),
            )
            for row in of_concept
        ]
        _, domain, pos, note, source, *_ = of_concept[0]
        yield Concept(
            number,
            tuple(term for term in terms if term.language == "ja"),
            tuple(term for term in terms if term.language == "en"),
            domain=domain,
            pos=pos,
            note=note,
            source=source,
        )


def rows(
    connection: sqlite3.Connection, statuses: Collection[Status] | None = None
) -> Iterator[GlossaryRow]:
    """Return each concept's English terms of one status as a row, for the `statuses` (None: all).

    A concept with an approved and a forbidden English term makes two rows.
    """
    from termalign.exchange.row import GlossaryRow

    for concept in concepts(connection):
        of_japanese = _flags(concept.ja)
        for status, group in groupby(concept.en, key=lambda term: term.status):
            if statuses is not None and status not in statuses:
                continue
            english = list(group)
            yield GlossaryRow(
                concept.ja[0].text,
                english[0].text,
                tuple(term.text for term in concept.ja[1:]),
                tuple(term.text for term in english[1:]),
                status=status,
                pos=concept.pos,
                domain=concept.domain,
                source=concept.source,
                note=concept.note,
                id=concept.id,
                flags=of_japanese | _flags(english),
                count=sum(term.count for term in english),
            )


def _flags(terms: Sequence[Term]) -> frozenset[Flag]:
    from termalign.exchange.flags import flags_named

    return frozenset(
        flag
        for term in terms
        for flag in flags_named(
            [name for name, on in (("cased", term.cased), ("exact", term.exact)) if on],
            term.language,
            term.text,
        )
    )


def decisions(connection: sqlite3.Connection) -> list[ApprovedTerm]:
    """Return every pair that is more than a proposal, rejected ones too."""
    from termalign.records import ApprovedTerm

    return [
        ApprovedTerm(ja.text, en.text, en.status, en.cased, en.exact, ja.cased, concept.id)
        for concept in concepts(connection)
        for ja in concept.ja
        for en in concept.en
        if en.status != "proposed"
    ]


def sightings(connection: sqlite3.Connection, concept: int, most: int) -> list[Sighting]:
    """Return up to `most` places where the concept was seen, those of preferred terms first."""
    found = connection.execute(
        "SELECT text, confidential_until, ja_text, en_text, ja_place, en_place, evidence.source "
        "FROM evidence "
        "JOIN term ON term.id = evidence.term WHERE concept = ? "
        "ORDER BY status <> 'approved', rank, evidence.id LIMIT ?",
        (concept, most),
    )
    rows = found.fetchall()
    if not rows:  # spares a lookup the import
        return []
    from termalign.records import Evidence

    return [Sighting(en, Evidence(*seen), until) for en, until, *seen in rows]


def sightings_of(connection: sqlite3.Connection, row: GlossaryRow) -> list[Sighting]:
    """Return all places where an entry was seen with the English terms of one of its rows."""
    assert row.id is not None, "it is a row of this glossary"
    english = row.terms("en")
    return [one for one in sightings(connection, row.id, -1) if one.en in english]


def history(
    connection: sqlite3.Connection, concept: int | None = None, most: int = -1
) -> list[Change]:
    """Return up to `most` (-1: all) changes, the latest first, of all concepts or of one.

    A command that touched no concept, as an undo, is one line by itself.
    """
    lines = connection.execute(
        "SELECT command.id, at, coalesce(change.who, command.who), "
        "coalesce(change.what, command.what), change.concept "
        "FROM command LEFT JOIN change ON change.command = command.id "
        "WHERE :concept IS NULL OR change.concept = :concept OR command.undoes IN "
        "(SELECT command FROM change WHERE concept = :concept) "
        "ORDER BY command.id DESC, change.id DESC LIMIT :most",
        {"concept": concept, "most": most},
    )
    return [Change(*line) for line in lines]


def stats(connection: sqlite3.Connection) -> dict[str, int | str]:
    """Return the glossary's numbers by their names, in the order to show them."""

    def number(query: str) -> int:
        (value,) = connection.execute(query).fetchone()
        return int(value)

    by_status = dict(
        connection.execute(
            "SELECT status, count(*) FROM term WHERE language = 'en' GROUP BY status"
        ).fetchall()
    )
    last = connection.execute("SELECT at FROM command ORDER BY id DESC LIMIT 1").fetchone()
    return {
        "entries": number("SELECT count(*) FROM concept"),
        "japanese terms": number("SELECT count(*) FROM term WHERE language = 'ja'"),
        "english terms": number("SELECT count(*) FROM term WHERE language = 'en'"),
        **{status: by_status[status] for status in PREFERENCE if status in by_status},
        "examples": number("SELECT count(*) FROM evidence"),
        "commands": number("SELECT count(*) FROM command"),
        "last changed": last[0] if last else "",
    }
