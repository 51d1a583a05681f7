"""Entering pairs: by hand, from a file, from mining; what is there already is not doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.errors import UsageError
from termalign.exchange import flags
from termalign.exchange.row import LONGEST_TERM
from termalign.glossary.pen import StoredTerm, key_of
from termalign.text import only_japanese

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from termalign.exchange.flags import FlagName
    from termalign.exchange.row import GlossaryRow
    from termalign.glossary.pen import Pen
    from termalign.records import Language, Status, TermPair

Outcome = Literal["added", "changed", "unchanged", "rejected"]


class Entered(NamedTuple):
    """What came of a pair: its entry, the status it has there now, and the changes in words."""

    outcome: Outcome
    entry: int
    status: Status
    changes: tuple[str, ...] = ()


# A suggestion never replaces a decision; among decisions the latest holds.
WEIGHT: dict[Status, int] = {
    "proposed": 0,
    "reference": 1,
    "approved": 2,
    "forbidden": 2,
    "rejected": 2,
    "do-not-translate": 2,
}
DECISION = 2


def clean_term(text: str) -> str:
    """Return `text` as a term is kept: on one line, without spaces round it.

    Raises UsageError for one that is empty, over 1,000 characters, or no text (lone surrogates).
    """
    term = " ".join(text.replace("\0", "").split())
    if not term:
        raise UsageError("a term is empty", hint="give the Japanese and the English")
    if len(term) > LONGEST_TERM:
        raise UsageError(f"a term is longer than {LONGEST_TERM} characters", hint="shorten it")
    if any("\ud800" <= c <= "\udfff" for c in term):
        raise UsageError("a term is no text in this terminal's encoding", hint="type it in UTF-8")
    return term


def refuse_japanese(texts: Sequence[str], status: Status) -> None:
    """Raise UsageError for an English term that is Japanese, but for a name that stays as it is."""
    for text in texts:
        if status != "do-not-translate" and only_japanese(text):
            raise UsageError(
                f"the English “{text}” is Japanese",
                hint="give the Japanese first, then the English; a name that stays as it is has "
                "the status do-not-translate",
            )


def enter(pen: Pen, row: GlossaryRow, status: Status) -> Entered:
    """Enter a row with its variants, all of one status, into the concept that knows the pair.

    Of variants that differ in case alone (Net Sales, net sales) one is entered, of a suggestion's
    one of those that differ in spelling alone (Data Center, data centers).
    """
    row = _of_spellings_one(row, key_of if WEIGHT[status] < DECISION else str.casefold)
    concept = pen.concept_of(row.ja, row.en)
    if concept is None:
        return Entered("added", _enter_new(pen, row, status), status)
    changes = _merge_terms(pen, concept, row, status)
    changes += _merge_fields(pen, concept, row, status)
    known = known_term([t for t in pen.terms(concept) if t.language == "en"], row.en, status)
    assert known is not None, "it was just entered, or known"
    if not changes:
        return Entered("unchanged", concept, known.status)
    pen.settle_japanese(concept)
    pen.note(concept, "; ".join(changes))
    return Entered("changed", concept, known.status, tuple(changes))


def _enter_new(pen: Pen, row: GlossaryRow, status: Status) -> int:
    concept = pen.new_concept(domain=row.domain, pos=row.pos, note=row.note, source=row.source)
    for language in _LANGUAGES:
        for text in dict.fromkeys(row.terms(language)):
            _flag(pen, pen.new_term(concept, language, text, status), language, text, row)
    pen.note(concept, f"added {row.ja} = {row.en} ({status})")
    return concept


_LANGUAGES: tuple[Language, ...] = ("ja", "en")


def _merge_terms(pen: Pen, concept: int, row: GlossaryRow, status: Status) -> list[str]:
    """Add what is missing and raise what the row outranks; return what was done, in words."""
    changes = []
    for language in _LANGUAGES:
        for text in row.terms(language):
            stored = [term for term in pen.terms(concept) if term.language == language]
            known = known_term(stored, text, status)
            if known is None:
                added = pen.new_term(concept, language, text, status)
                _flag(pen, added, language, text, row)
                changes.append(f"added {text} ({status})")
                continue
            if language == "en" and _outranks(status, known.status):
                pen.set_status(known.id, status)
                changes.append(f"{status}: {text} (was {known.status})")
            if known.text != text and WEIGHT[status] == DECISION:
                pen.respell(known, text)
                changes.append(f"{known.text} is now spelt {text}")
            is_spelt_so = known.text == text or WEIGHT[status] == DECISION
            if is_spelt_so and WEIGHT[status] >= WEIGHT[known.status]:
                flagged = _flag(pen, known.id, language, text, row)
                changes += [f"{name}: {text}" for name in flagged]
    return changes


def _flag(
    pen: Pen, term: int, language: Language, text: str, row: GlossaryRow
) -> Sequence[FlagName]:
    """Give a term the flags that the row has for it; return those it did not have.

    A row takes none away: files without flags say nothing of them.
    """
    wanted = flags.names_of(row, language, text)
    if not wanted:
        return ()
    had = pen.flags(term)
    for name in wanted:
        pen.set_flag(term, name, on=True)
    return [name for name in wanted if name not in had]


def known_term(stored: Sequence[StoredTerm], text: str, status: Status) -> StoredTerm | None:
    """Return the stored term that `text` is, if any.

    A suggestion is known under any spelling; a decision is about one spelling (サーバー approved,
    サーバ forbidden), but takes over a mere suggestion that is spelt otherwise.
    """
    same_text = next((term for term in stored if term.text == text), None)
    if same_text:
        return same_text
    same_key = [term for term in stored if term.key == key_of(text)]
    if WEIGHT[status] == DECISION:
        same_key = [term for term in same_key if WEIGHT[term.status] < DECISION]
    return same_key[0] if same_key else None


def _outranks(new: Status, old: Status) -> bool:
    return new != old and WEIGHT[new] >= WEIGHT[old]


def _merge_fields(pen: Pen, concept: int, row: GlossaryRow, status: Status) -> list[str]:
    """Fill the concept's empty fields; a decision also replaces what stands there."""
    (stored,) = pen.run(
        "SELECT domain, pos, note, source FROM concept WHERE id = ?", (concept,)
    ).fetchall()
    changes = []
    for field, old in zip(("domain", "pos", "note", "source"), stored, strict=True):
        new = getattr(row, field)
        if new and new != old and (not old or WEIGHT[status] == DECISION):
            pen.set_field(concept, field, new)
            changes.append(f"{field}: {new}")
    return changes


def propose(pen: Pen, pair: TermPair, row: GlossaryRow, *, confidential_until: str = "") -> Outcome:
    """Enter a mined pair as proposed unless it is known; its counts and evidence in any case.

    `row` is the pair with its terms cleaned, entered as `enter` does. `confidential_until` is a day
    such as 2026-05-12, "" for evidence that anybody may see.
    """
    row = _of_spellings_one(row, key_of)
    concept = pen.concept_of(row.ja, row.en)
    if concept is None:
        concept = _enter_new(pen, row, "proposed")
        outcome: Outcome = "added"
    else:
        changes = _merge_terms(pen, concept, row, "proposed")
        outcome = "changed" if changes else "unchanged"
        if changes:
            pen.settle_japanese(concept)
            pen.note(concept, "; ".join(changes))
    english = [term for term in pen.terms(concept) if term.language == "en"]
    seen = known_term(english, row.en, "proposed")
    assert seen is not None, "it was just entered, or known"
    _note_sighting(pen, seen.id, pair)
    _keep_evidence(pen, seen.id, pair, confidential_until)
    return "rejected" if outcome == "unchanged" and seen.status == "rejected" else outcome


def _of_spellings_one(row: GlossaryRow, key: Callable[[str], str]) -> GlossaryRow:
    """Return the row with the first of the terms of a language that have one key."""
    return replace(
        row,
        ja_variants=_of_other_keys(row.ja, row.ja_variants, key),
        en_variants=_of_other_keys(row.en, row.en_variants, key),
    )


def _of_other_keys(
    term: str, variants: Sequence[str], key: Callable[[str], str]
) -> tuple[str, ...]:
    """Return of each key among the variants the first, without those of the term's own."""
    by_key = {key(variant): variant for variant in reversed(variants)}
    by_key.pop(key(term), None)
    return tuple(by_key[known] for known in dict.fromkeys(map(key, variants)) if known in by_key)


def _note_sighting(pen: Pen, term: int, pair: TermPair) -> None:
    """Keep the pair's count for its source, so that mining a deck again does not double it."""
    source = " + ".join(sorted({seen.source for seen in pair.evidence}))
    pen.run(
        "INSERT INTO sighting(term, source, count, score) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(term, source) DO UPDATE SET count = excluded.count, score = excluded.score "
        "WHERE count <> excluded.count OR score <> excluded.score",
        (term, source, pair.count, round(pair.score, 4)),
    )


def _keep_evidence(pen: Pen, term: int, pair: TermPair, until: str) -> None:
    """Keep the pair's sentences, each once; those that are known take over the day given now."""
    examples = [
        (
            seen.ja_text.replace("\0", ""),
            seen.en_text.replace("\0", ""),
            seen.ja_place.replace("\0", ""),
            seen.en_place.replace("\0", ""),
            seen.source.replace("\0", ""),
            until,
        )
        for seen in pair.evidence
    ]
    pen.keep_evidence(term, examples, lambda had, given: given or had)
