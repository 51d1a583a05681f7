"""A review sheet's two ways: the terms that are laid before a reviewer, and the answers' effect."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.errors import GlossaryError, InputError
from termalign.exchange import GlossaryRow
from termalign.exchange.review import TICK, ReviewTerm, shown
from termalign.glossary.entering import DECISION, WEIGHT, clean_term, enter, known_term
from termalign.glossary.entries import PREFERENCE
from termalign.glossary.judging import prefer, shared_with
from termalign.glossary.pen import key_of
from termalign.glossary.reading import concepts, sightings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from termalign.exchange.review import Answer
    from termalign.glossary.entries import Concept, Sighting
    from termalign.glossary.pen import Pen, StoredTerm
    from termalign.records import Evidence, Language, Status

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


def refuse_others(answers: Sequence[Answer], glossary: str) -> None:
    """Raise InputError for a sheet that was not written from the glossary of this identity."""
    for answer in answers:
        if answer.glossary != glossary:
            raise InputError(
                "is a review sheet of another glossary",
                answer.where.rpartition(", ")[0],
                "import it into the one it was exported from, then `termalign glossary merge`",
            )


def apply_answers(pen: Pen, answers: Sequence[Answer], status: Status) -> Reviewed:
    """Bring a sheet's answers into the glossary; added rows without a status come in as `status`.

    What the glossary said otherwise since the sheet was written is a conflict and stays as it is.
    What it says already as the sheet wants it is unchanged: a sheet may come in twice. Raises
    InputError for a sheet that contradicts itself.
    """
    _refuse_contradictions(pen, answers)
    before = {a.was.concept: _entry(pen, a.was.concept) for a in answers if a.was}
    came = {}
    # Who comes first in an entry is settled when the sheet has judged all its terms.
    for at, answer in sorted(enumerate(answers), key=lambda row: _ticks(row[1])):
        entry = before[answer.was.concept] if answer.was else None
        came[at] = _answer(pen, answer, entry) if entry else _add(pen, answer, status)
    counts = Counter(outcome for outcome, _ in came.values())
    conflicts = tuple(came[at][1] for at in sorted(came) if came[at][0] == "conflict")
    return Reviewed(counts["applied"], counts["added"], counts["unchanged"], conflicts)


_Came = tuple[Literal["applied", "added", "unchanged", "conflict"], str]


def _ticks(answer: Answer) -> bool:
    """Tell whether the row puts its term first, newly."""
    return answer.preferred and (answer.was is None or not answer.was.preferred)


def _answer(pen: Pen, answer: Answer, entry: _Entry) -> _Came:
    """Apply a row that the sheet was written with; `entry` is as it was before the sheet."""
    assert answer.was is not None, "asked of rows that were in the sheet"
    wanted = _still_wanted(answer, entry)
    against = entry.stranger(answer) or _against(pen, answer, wanted, entry)
    if against:
        which = f"entry {answer.was.concept} “{answer.was.en}”"
        return "conflict", f"{answer.where}: {which} not applied: {against}"
    if not wanted:
        return "unchanged", ""
    _apply(pen, answer, wanted)
    return "applied", ""


def _refuse_contradictions(pen: Pen, answers: Sequence[Answer]) -> None:
    """Refuse two rows that want different things of their one entry, or of one pair."""
    wanted: dict[tuple[int | str, str, str], tuple[str, Answer]] = {}
    for answer in answers:
        for entry, field, of, value in _wishes(pen, answer):
            first, row = wanted.setdefault((entry, field, of), (value, answer))
            if first != value:
                which = f"entry {entry}" if isinstance(entry, int) else f"“{answer.ja}”"
                which += f", “{answer.en}”" if of else ""
                whose = "the term’s" if of else "the entry’s"
                raise InputError(
                    f"says “{value}” for {which}, but {row.where.rpartition(', ')[2]} says "
                    f"“{first}”",
                    answer.where,
                    f"{_CALLED[field]} is {whose}: make the rows agree",
                )


def _wishes(pen: Pen, answer: Answer) -> Iterator[tuple[int | str, str, str, str]]:
    """Give what a row wants: the entry, or the key of one to come; the field; of which term; what.

    A status that is no decision contradicts none.
    """
    if answer.was is not None:
        entry: int | str = answer.was.concept
        fields = [field for field in ("ja", "note", "preferred") if field in answer.changes]
    else:
        entry = pen.concept_of(answer.ja, answer.en) or key_of(answer.ja)
        fields = ["note"] if answer.note else []
        fields += ["preferred"] if answer.preferred else []
    for field in fields:
        yield entry, field, "", answer.en if field == "preferred" else getattr(answer, field)
    if answer.status is not None and WEIGHT[answer.status] == DECISION:
        yield entry, "status", answer.en, answer.status


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
        return {
            "ja": shown(self.first("ja").text),
            "en": shown(term.text),
            "status": term.status,
            "note": shown(self.note),
            "preferred": term == self.first("en"),
        }

    def first(self, language: Language) -> StoredTerm:
        """Return the preferred term of a language."""
        terms = [term for term in self.terms.values() if term.language == language]
        return min(terms, key=attrgetter("place"))

    def stranger(self, answer: Answer) -> str:
        """Return which entry has the row's number, where that is about something else, or "".

        Two copies of one glossary give a number of their own each to what they add.
        """
        was = answer.was
        assert was is not None, "asked of rows that were in the sheet"
        keys = {(term.language, term.key) for term in self.terms.values()}
        known = {("ja", key_of(one.ja)) for one in (was, answer)}
        known |= {("en", key_of(one.en)) for one in (was, answer)}
        if not keys or keys & known:
            return ""
        return f"that is another entry here, {self.first('ja').text} = {self.first('en').text}"


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
    if "ja" in wanted:
        moved += shared_with(pen, was.concept, "ja", clean_term(answer.ja))
    if "en" in wanted:
        moved += shared_with(pen, was.concept, "en", clean_term(answer.en))
    if "preferred" in wanted:
        assert answer.status is not None, "the row has one, its own or the sheet's"
        moved += _outranked(pen, was.concept, was.term, answer.en, answer.status)
    return "; ".join(moved)


def _outranked(pen: Pen, concept: int, number: int | None, en: str, status: Status) -> list[str]:
    """Return in words which term comes before the one of that number and status, tick or not."""
    others = [t for t in pen.terms(concept) if t.language == "en" and t.id != number]
    first = min(others, key=attrgetter("place"), default=None)
    if first is None or PREFERENCE.index(first.status) >= PREFERENCE.index(status):
        return []
    return [f"{TICK} is on “{en}”, {status}, but “{first.text}” is {first.status} and comes first"]


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


def _add(pen: Pen, answer: Answer, usual: Status) -> _Came:
    """Enter a row that somebody added, unless the glossary has decided otherwise."""
    row = GlossaryRow(clean_term(answer.ja), clean_term(answer.en), note=answer.note)
    status = answer.status or usual
    against = _against_added(pen, answer, row, status)
    if against:
        return "conflict", f"{answer.where}: “{row.ja} = {row.en}” not entered: {against}"
    with pen.on_behalf_of(answer.reviewer, answer.reason):
        entered = enter(pen, row, status)
        changed = entered.outcome != "unchanged"
        if answer.preferred:
            english = [term for term in pen.terms(entered.entry) if term.language == "en"]
            term = known_term(english, row.en, status)
            if term is not None and term.place != min(one.place for one in english):
                pen.put_first(term.id)
                pen.note(entered.entry, f"preferred: {term.text}")
                changed = True
    return ("added" if changed else "unchanged"), ""


def _against_added(pen: Pen, answer: Answer, row: GlossaryRow, status: Status) -> str:
    """Return what the glossary has decided against an added row, "" for nothing."""
    concept = pen.concept_of(row.ja, row.en)
    if concept is None:
        return ""
    entry, said = _entry(pen, concept), []
    english = [term for term in entry.terms.values() if term.language == "en"]
    known = known_term(english, row.en, status)
    is_decision = WEIGHT[status] == DECISION
    if known and is_decision and status != known.status and WEIGHT[known.status] == DECISION:
        said.append(f"it is “{known.status}” in entry {concept}, the row says “{status}”")
    both_decided = is_decision and any(WEIGHT[term.status] == DECISION for term in english)
    if both_decided and row.note and entry.note and shown(entry.note) != row.note:
        said.append(f"the note of entry {concept} is “{entry.note}”, the row says “{row.note}”")
    if answer.preferred:
        stays = known is not None and WEIGHT[known.status] > WEIGHT[status]
        becomes = known.status if known and stays else status
        said += _outranked(pen, concept, known.id if known else None, row.en, becomes)
    return "; ".join(said)
