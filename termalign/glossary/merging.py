"""Two glossaries become one: what is new is added, what agrees joins, what contradicts is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.entries import Tally
from termalign.glossary.incoming import enter_seen, enter_term
from termalign.glossary.joining import Conflict, join
from termalign.glossary.pen import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.glossary.incoming import IncomingEntry
    from termalign.glossary.pen import Pen


class Merge(NamedTuple):
    """What a merge came to: entries that were added, changed or known, and what contradicts."""

    tally: Tally
    conflicts: tuple[Conflict, ...]


def merge(pen: Pen, entries: Sequence[IncomingEntry], *, theirs: bool) -> Merge:
    """Enter the entries; where both have decided, differently, `theirs` says whose word holds."""
    (newest,) = pen.run("SELECT coalesce(max(id), 0) FROM concept").fetchone()
    added = changed = 0
    conflicts: list[Conflict] = []
    for entry in entries:
        concept = _counterpart(pen, entry, newest)
        if concept is None:
            _enter(pen, entry)
            added += 1
            continue
        joined = join(pen, concept, entry, theirs=theirs)
        changed += bool(joined.changes)
        conflicts += joined.conflicts
    return Merge(Tally(added, changed, len(entries) - added - changed), tuple(conflicts))


def _counterpart(pen: Pen, entry: IncomingEntry, newest: int) -> int | None:
    """Return the concept that holds one of the entry's pairs, else one that holds its Japanese.

    By its Japanese alone an entry joins only what was there before the merge, of which `newest` is
    the last: two entries of one Japanese (homographs) that come together stay two.
    """
    by_japanese = None
    for ja in entry.ja:
        for en in entry.en:
            concept = pen.concept_of(ja.text, en.text)
            if concept is None:
                break  # nothing holds this Japanese
            if any(t.language == "en" and t.key == key_of(en.text) for t in pen.terms(concept)):
                return concept
            if by_japanese is None and concept <= newest:
                by_japanese = concept
    return by_japanese


def _enter(pen: Pen, entry: IncomingEntry) -> None:
    concept = pen.new_concept(**entry.fields)
    for term in (*entry.ja, *entry.en):
        enter_seen(pen, enter_term(pen, concept, term, term.rank), term)
    first = entry.en[0]
    pen.note(concept, f"added {entry.ja[0].text} = {first.text} ({first.status})")
