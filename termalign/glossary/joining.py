"""One entry of another glossary on its way into an entry of ours that is about the same term."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.entering import DECISION, WEIGHT, known_term
from termalign.glossary.incoming import FIELDS, enter_seen, enter_term, set_flags

if TYPE_CHECKING:
    from termalign.glossary.incoming import IncomingEntry, IncomingTerm
    from termalign.glossary.pen import Pen, StoredTerm
    from termalign.records import Language

_USABLE = frozenset({"approved", "do-not-translate"})


class Conflict(NamedTuple):
    """What two glossaries have decided differently: about which entry of ours, and what."""

    entry: int
    ja: str
    what: str  # "preferred English", "operating income" (its status), "note" …
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of an entry: its changes in words, and what contradicts."""

    changes: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def join(pen: Pen, concept: int, entry: IncomingEntry, *, theirs: bool) -> Joined:
    """Take what an entry says into the concept.

    A decision takes over a suggestion. Where both have decided, differently, that is a conflict:
    ours stays, or with `theirs` theirs holds.
    """
    joining = _Joining(pen, concept, entry, theirs=theirs)
    joining.take_fields()
    joining.take_japanese()
    joining.take_english()
    joining.take_seen()
    if joining.changes:
        pen.settle_japanese(concept)
        pen.note(concept, "; ".join(joining.changes))
    return Joined(tuple(joining.changes), tuple(joining.conflicts))


class _Joining:
    """The steps, and what they have come to so far."""

    def __init__(self, pen: Pen, concept: int, entry: IncomingEntry, *, theirs: bool) -> None:
        self.pen = pen
        self.concept = concept
        self.entry = entry
        self.theirs = theirs
        self.changes: list[str] = []
        self.conflicts: list[Conflict] = []
        self.ja = self._stored("ja")[0].text
        self.our_weight = max(WEIGHT[term.status] for term in self._stored("en"))
        self.their_weight = max(WEIGHT[term.status] for term in entry.en)

    def take_fields(self) -> None:
        """Fill domain, part of speech, note and source; a decision replaces a suggestion's."""
        row = self.pen.run(
            f"SELECT {', '.join(FIELDS)} FROM concept WHERE id = ?",  # noqa: S608  # constants
            (self.concept,),
        ).fetchone()
        both_decided = self.our_weight == self.their_weight == DECISION
        for name, ours in zip(FIELDS, row, strict=True):
            theirs = self.entry.fields[name]
            if not theirs or theirs == ours:
                continue
            if not ours or self.their_weight > self.our_weight:
                taken = True
            else:
                taken = both_decided and self._contradicts(name, ours, theirs)
            if taken:
                self.pen.set_field(self.concept, name, theirs)
                self.changes.append(f"{name}: {theirs}")

    def take_japanese(self) -> None:
        """Add their Japanese synonyms; not a mere suggestion's, and not a rejected term's."""
        if self.their_weight < self.our_weight or self.entry.ja[0].status == "rejected":
            return
        for term in self.entry.ja:
            if known_term(self._stored("ja"), term.text, term.status) is None:
                self._add(term)

    def take_english(self) -> None:
        """Add their English terms, and give ours the status of theirs where that is decided."""
        theirs_first = self.entry.en[0]
        ours_first = self._stored("en")[0]
        differs = (
            ours_first.status in _USABLE
            and theirs_first.status in _USABLE
            and ours_first.text != theirs_first.text
            and not self._decided_against(theirs_first)
        )
        theirs_hold = differs and self._contradicts(
            "preferred English", _usable(self._stored("en")), _usable(self.entry.en)
        )
        for term in self.entry.en:
            self._take_term(term, only_compare=differs and not theirs_hold)
        if theirs_hold:
            self._prefer(theirs_first)

    def _decided_against(self, term: IncomingTerm) -> bool:
        """Tell whether ours forbids or rejects the term: a conflict of its own."""
        ours = known_term(self._stored("en"), term.text, term.status)
        return ours is not None and ours.status in ("forbidden", "rejected")

    def _take_term(self, term: IncomingTerm, *, only_compare: bool) -> None:
        held = only_compare and term.status in _USABLE
        ours = known_term(self._stored("en"), term.text, term.status)
        if ours is None:
            if not held:
                self._add(term)
        elif WEIGHT[term.status] > WEIGHT[ours.status]:
            if not held:
                self._decide(ours, term)
        elif WEIGHT[term.status] == WEIGHT[ours.status] == DECISION:
            said, says = self._decision(ours), _decision(term.status, term.cased, term.exact)
            if said != says and self._contradicts(ours.text, said, says):
                self._decide(ours, term)

    def take_seen(self) -> None:
        """Enter their counts and examples for the terms that ours has now."""
        entered = 0
        for term in self.entry.en:
            ours = known_term(self._stored("en"), term.text, "proposed")
            if ours is not None and (ours.text == term.text or WEIGHT[term.status] < DECISION):
                entered += enter_seen(self.pen, ours.id, term)
        if entered:
            self.changes.append(f"{entered} counts and examples")

    def _add(self, term: IncomingTerm) -> None:
        enter_term(self.pen, self.concept, term)
        self.changes.append(f"added {term.text} ({term.status})")

    def _decide(self, ours: StoredTerm, term: IncomingTerm) -> None:
        self.pen.set_status(ours.id, term.status)
        set_flags(self.pen, ours.id, term)
        if ours.text != term.text:
            self.pen.respell(ours, term.text)
        self.changes.append(f"{term.status}: {term.text} (was {ours.status})")

    def _prefer(self, term: IncomingTerm) -> None:
        stored = self._stored("en")
        first = min(stored, key=lambda other: other.rank)
        ours = next(other for other in stored if other.text == term.text)
        if first.id != ours.id:
            self.pen.put_first(ours.id)
            self.changes.append(f"preferred: {term.text}")

    def _contradicts(self, what: str, ours: str, theirs: str) -> bool:
        """Note a conflict; tell whether theirs holds."""
        self.conflicts.append(Conflict(self.concept, self.ja, what, ours, theirs))
        return self.theirs

    def _decision(self, term: StoredTerm) -> str:
        flags = self.pen.run("SELECT cased, exact FROM term WHERE id = ?", (term.id,)).fetchone()
        return _decision(term.status, *flags)

    def _stored(self, language: Language) -> list[StoredTerm]:
        """Return our terms of a language, the preferred one first."""
        terms = [term for term in self.pen.terms(self.concept) if term.language == language]
        return sorted(terms, key=attrgetter("place"))


def _usable(terms: tuple[IncomingTerm, ...] | list[StoredTerm]) -> str:
    return "|".join(term.text for term in terms if term.status in _USABLE)


def _decision(status: str, cased: int, exact: int) -> str:
    """Return a decision in words: "approved, exact"."""
    return ", ".join([status, *(["cased"] if cased else []), *(["exact"] if exact else [])])
