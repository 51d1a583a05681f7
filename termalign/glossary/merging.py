"""Two glossaries become one: what is new is added, what agrees joins, what contradicts is shown."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.entries import Tally
from termalign.glossary.incoming import enter_seen, enter_term, keep_secrets
from termalign.glossary.joining import Conflict, Joined, join
from termalign.glossary.pen import key_of
from termalign.glossary.purging import examples

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
    joined: list[tuple[int, Joined]] = []
    for entry in entries:
        concept = _counterpart(pen, entry, newest)
        if concept is None:
            _enter(pen, entry)
        else:
            joined.append((concept, join(pen, concept, entry, theirs=theirs)))
    secret = {n: count for n, count in keep_secrets(pen, entries).items() if n <= newest}
    for concept, count in secret.items():
        pen.note(concept, f"confidential now: {examples(count)}")
    changed = [concept for concept, came in joined if came.changes or concept in secret]
    tally = Tally(
        len(entries) - len(joined),
        len(changed) + len(secret.keys() - set(changed)),
        len(joined) - len(changed),
    )
    return Merge(tally, tuple(conflict for _, came in joined for conflict in came.conflicts))


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
    for term in sorted((*entry.ja, *entry.en), key=attrgetter("rank")):
        enter_seen(pen, enter_term(pen, concept, term), term)
    first = entry.en[0]
    pen.note(concept, f"added {entry.ja[0].text} = {first.text} ({first.status})")
