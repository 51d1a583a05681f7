"""A review sheet's two ways: the terms that are laid before a reviewer, and the answers' effect."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import GlossaryError, InputError
from termalign.exchange import GlossaryRow
from termalign.exchange.review import ReviewTerm, shown
from termalign.glossary.entering import clean_term, enter
from termalign.glossary.judging import prefer
from termalign.glossary.reading import concepts, sightings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from termalign.exchange.review import Answer
    from termalign.glossary.entries import Concept, Sighting
    from termalign.glossary.pen import Pen, StoredTerm
    from termalign.records import Evidence, Status

# Sentences shown for a term: enough to judge it by.
_MOST_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of a sheet: how many rows were applied, added, unchanged; which were not taken."""

    applied: int
    added: int
    unchanged: int
    conflicts: tuple[str, ...]


def terms_to_review(
    connection: sqlite3.Connection, statuses: Collection[Status] | None, *, examples: bool
) -> Iterator[tuple[ReviewTerm, list[Sighting]]]:
    """Give the English terms of `statuses` (None: all), by entry, each with what its row shows.

    The second are the sightings that the row's examples are of, empty without `examples`.
    """
    for concept in concepts(connection):
        seen = sightings(connection, concept.id, -1) if examples else []
        for term in concept.en:
            if statuses is None or term.status in statuses:
                of_term = [one for one in seen if one.en == term.text][:_MOST_EXAMPLES]
                yield _laid_out(concept, term.id, [one.evidence for one in of_term]), of_term


def _laid_out(concept: Concept, number: int, examples: Sequence[Evidence]) -> ReviewTerm:
    term = next(term for term in concept.en if term.id == number)
    return ReviewTerm(
        concept.id,
        term.id,
        concept.ja[0].text,
        term.text,
        term.status,
        concept.note,
        preferred=term.id == concept.en[0].id,
        other_ja=tuple(other.text for other in concept.ja[1:]),
        other_en=tuple(other.text for other in concept.en if other.id != term.id),
        count=term.count,
        examples=tuple(examples),
    )


def refuse_confidential(seen: Sequence[Sighting], today: str) -> None:
    """Raise GlossaryError where a sighting is confidential on the day `today`, 2026-05-12."""
    secret = [one for one in seen if one.confidential_until >= today]
    if secret:
        until = max(one.confidential_until for one in secret)
        sources = ", ".join(sorted({one.evidence.source for one in secret}))
        raise GlossaryError(
            f"confidential until {until}: {len(secret)} of the examples ({sources})",
            hint="leave --with-evidence out; `termalign glossary purge` deletes them; "
            "--with-confidential takes them along all the same",
        )


def apply_answers(pen: Pen, answers: Sequence[Answer], status: Status) -> Reviewed:
    """Bring a sheet's answers into the glossary; added rows without a status come in as `status`.

    What the glossary said otherwise since the sheet was written is a conflict and stays as it is.
    What it says already as the sheet wants it is unchanged: a sheet may come in twice. Raises
    InputError for a sheet that contradicts itself.
    """
    _refuse_contradictions(answers)
    before = {a.was.concept: _entry(pen, a.was.concept) for a in answers if a.was}
    applied = added = unchanged = 0
    conflicts = []
    for answer in answers:
        if answer.was is None:
            if _add(pen, answer, status):
                added += 1
            else:
                unchanged += 1
            continue
        concept = answer.was.concept
        wanted = _still_wanted(answer, before[concept])
        against = _against(pen, answer, wanted, before[concept])
        if against:
            which = f"entry {concept} “{answer.was.en}”"
            conflicts.append(f"{answer.where}: {which} not applied: {against}")
        elif wanted:
            _apply(pen, answer, wanted)
            applied += 1
        else:
            unchanged += 1
    return Reviewed(applied, added, unchanged, tuple(conflicts))


def _refuse_contradictions(answers: Sequence[Answer]) -> None:
    """Refuse two rows that want different things of their one entry."""
    wanted: dict[tuple[int, str], tuple[str | bool, Answer]] = {}
    for answer in answers:
        for field in ("ja", "note", "preferred"):
            if answer.was is None or field not in answer.changes:
                continue
            value = answer.en if field == "preferred" else answer.changes[field]
            first, row = wanted.setdefault((answer.was.concept, field), (value, answer))
            if first != value:
                raise InputError(
                    f"says “{value}” for entry {answer.was.concept}, but "
                    f"{row.where.rpartition(', ')[2]} says “{first}”",
                    answer.where,
                    f"{_CALLED[field]} is the entry’s: make the rows agree",
                )


_CALLED = {
    "ja": "the Japanese",
    "en": "the English",
    "status": "the status",
    "note": "the note",
    "preferred": "the preferred term",
}


class _Entry(NamedTuple):
    """An entry as it is in the glossary before the sheet comes in; without terms it is gone."""

    terms: Mapping[int, StoredTerm]
    note: str

    def says(self, number: int) -> dict[str, str | bool]:
        """Return what the entry says of its English term, in the fields of an answer."""
        term = self.terms[number]
        japanese = [other for other in self.terms.values() if other.language == "ja"]
        english = [other for other in self.terms.values() if other.language == "en"]
        return {
            "ja": shown(min(japanese, key=attrgetter("place")).text),
            "en": shown(term.text),
            "status": term.status,
            "note": shown(self.note),
            "preferred": term == min(english, key=lambda other: (other.rank, other.id)),
        }


def _entry(pen: Pen, concept: int) -> _Entry:
    row = pen.run("SELECT note FROM concept WHERE id = ?", (concept,)).fetchone()
    return _Entry({term.id: term for term in pen.terms(concept)}, row[0] if row else "")


def _still_wanted(answer: Answer, entry: _Entry) -> dict[str, str | bool]:
    """Return the changes of the answer that the entry does not show yet."""
    assert answer.was is not None, "asked of rows that were in the sheet"
    if answer.was.term not in entry.terms:
        return answer.changes
    said = entry.says(answer.was.term)
    return {field: value for field, value in answer.changes.items() if said[field] != value}


def _against(pen: Pen, answer: Answer, wanted: Mapping[str, str | bool], entry: _Entry) -> str:
    """Return why the wanted changes cannot be made, "" where they can."""
    was = answer.was
    assert was is not None, "asked of rows that were in the sheet"
    if not wanted:
        return ""
    if was.term not in entry.terms:
        return "is no longer in the glossary"
    said = entry.says(was.term)
    moved = [
        f"{_CALLED[field]} is “{said[field]}” by now, was “{getattr(was, field)}”"
        for field in ("ja", "en", "status", *(["note"] if "note" in wanted else []))
        if said[field] not in (getattr(was, field), getattr(answer, field))
    ]
    # As it is now, not before: another row of this sheet may have taken the spelling.
    if any(
        term.id != was.term and term.text == clean_term(answer.en)
        for term in pen.terms(was.concept)
        if "en" in wanted and term.language == "en"
    ):
        moved.append(f"the entry has “{answer.en}” as another term")
    return "; ".join(moved)


def _apply(pen: Pen, answer: Answer, wanted: Mapping[str, str | bool]) -> None:
    assert answer.was is not None, "asked of rows that were in the sheet"
    concept, number = answer.was.concept, answer.was.term
    changes = []
    if "status" in wanted:
        assert answer.status is not None, "it is wanted"
        pen.set_status(number, answer.status)
        changes.append(f"{answer.status}: {answer.was.en} (was {answer.was.status})")
    if "en" in wanted:
        term = next(term for term in pen.terms(concept) if term.id == number)
        pen.respell(term, clean_term(answer.en))
        changes.append(f"{answer.was.en} is now {answer.en}")
    if "ja" in wanted:
        changes += prefer(pen, concept, "ja", clean_term(answer.ja))
    if "preferred" in wanted:
        pen.put_first(number)
        changes.append(f"preferred: {answer.en}")
    if "note" in wanted:
        pen.set_field(concept, "note", answer.note)
        changes.append(f"note: {answer.note}" if answer.note else "note emptied")
    pen.settle_japanese(concept)
    if changes:
        with pen.on_behalf_of(answer.reviewer, answer.reason):
            pen.note(concept, "; ".join(changes))


def _add(pen: Pen, answer: Answer, status: Status) -> bool:
    """Enter a row that somebody added; tell whether that changed anything."""
    row = GlossaryRow(clean_term(answer.ja), clean_term(answer.en), note=answer.note)
    with pen.on_behalf_of(answer.reviewer, answer.reason):
        return enter(pen, row, answer.status or status) in ("added", "changed")
