"""What a terminologist decides about entries: approve, reject, forbid, edit."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from termalign.errors import GlossaryError, UsageError
from termalign.glossary.entering import clean_term, refuse_japanese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.glossary.pen import Pen, StoredTerm
    from termalign.records import Language, Status


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change in a concept; None leaves a field as it is, "" empties it."""

    ja: str | None = None  # the preferred Japanese term from now on
    en: str | None = None
    also_ja: tuple[str, ...] = ()  # further terms, of the concept's status
    also_en: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()  # terms that count in texts only in this case; any_case: no longer
    any_case: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()  # English terms that count only uninflected; inflected: no longer
    inflected: tuple[str, ...] = ()
    domain: str | None = None
    pos: str | None = None
    note: str | None = None
    source: str | None = None


def judge(
    pen: Pen, concept: int, status: Status, *, term: str | None = None, reason: str = ""
) -> bool:
    """Give the concept's English terms a status, and its Japanese ones; tell if that was new.

    With `term` only that one; else those that wait as proposed; else, nothing waiting, all of
    them. Raises GlossaryError for a concept or term that is not there.
    """
    english = [stored for stored in _terms(pen, concept) if stored.language == "en"]
    judged = (
        [_named(english, term, concept)]
        if term is not None
        else [stored for stored in english if stored.status == "proposed"] or english
    )
    changes = []
    for stored in judged:
        if stored.status != status:
            pen.set_status(stored.id, status)
            changes.append(f"{status}: {stored.text} (was {stored.status})")
    pen.settle_japanese(concept)
    if changes:
        pen.note(concept, "; ".join(changes) + (f" – {reason}" if reason else ""))
    return bool(changes)


# The fields of an Edit that set a term's flag or take it away.
_FLAGS: tuple[tuple[str, Literal["cased", "exact"], bool], ...] = (
    ("cased", "cased", True),
    ("any_case", "cased", False),
    ("exact", "exact", True),
    ("inflected", "exact", False),
)


def edit(pen: Pen, concept: int, wanted: Edit) -> tuple[str, ...]:
    """Change a concept as `wanted` says; return the changes in words.

    Raises GlossaryError for a concept or term that is not there, UsageError for an English term
    that is Japanese, and for an edit that would leave a language without a term.
    """
    english = [text for text in (wanted.en, *wanted.also_en) if text is not None]
    refuse_japanese(english, min(_of(pen, concept, "en"), key=attrgetter("place")).status)
    changes = []
    for language, text in (("ja", wanted.ja), ("en", wanted.en)):
        if text is not None:
            changes += prefer(pen, concept, language, clean_term(text))  # type: ignore[arg-type]  # literals
    for language, texts in (("ja", wanted.also_ja), ("en", wanted.also_en)):
        for text in texts:
            changes += _add(pen, concept, language, clean_term(text))  # type: ignore[arg-type]  # literals
    for text in wanted.drop:
        changes.append(_drop(pen, concept, text))
    for name, flag, on in _FLAGS:
        for text in getattr(wanted, name):
            changes += _mark(pen, concept, text, flag, on=on)
    for field in ("domain", "pos", "note", "source"):
        value = getattr(wanted, field)
        if value is not None:
            changes += _fill_in(pen, concept, field, " ".join(value.split()))
    pen.settle_japanese(concept)
    if changes:
        pen.note(concept, "; ".join(changes))
    return tuple(changes)


def _fill_in(pen: Pen, concept: int, field: str, value: str) -> list[str]:
    (was,) = pen.run(f"SELECT {field} FROM concept WHERE id = ?", (concept,)).fetchone()  # noqa: S608  # a field of Edit
    if was == value:
        return []
    pen.set_field(concept, field, value)
    return [f"{field}: {value}" if value else f"{field} emptied"]


def _terms(pen: Pen, concept: int) -> list[StoredTerm]:
    terms = pen.terms(concept)
    if not terms:
        raise no_such_concept(concept)
    return terms


def no_such_concept(concept: int) -> GlossaryError:
    """Return the error for a number that no concept has."""
    return GlossaryError(
        f"no entry has the number {concept}", hint="`termalign glossary list` shows the numbers"
    )


def _named(terms: Sequence[StoredTerm], text: str, concept: int) -> StoredTerm:
    for term in terms:
        if term.text == text:
            return term
    raise GlossaryError(
        f"entry {concept} has no term “{text}”",
        hint=f"`termalign glossary show {concept}` shows its terms",
    )


def _of(pen: Pen, concept: int, language: Language) -> list[StoredTerm]:
    return [term for term in _terms(pen, concept) if term.language == language]


def prefer(pen: Pen, concept: int, language: Language, text: str) -> list[str]:
    """Make `text` the preferred term: one that is there comes first, else the first is respelt."""
    terms = _of(pen, concept, language)
    first = min(terms, key=attrgetter("place"))
    there = next((term for term in terms if term.text == text), None)
    if there is None:
        shared = shared_with(pen, concept, language, text)
        pen.respell(first, text)
        return [f"{first.text} is now {text}", *shared]
    if there.id == first.id:
        return []
    pen.set_status(there.id, first.status)
    pen.put_first(there.id)
    was = f" ({first.status}, was {there.status})" if there.status != first.status else ""
    return [f"preferred: {text}{was}"]


def shared_with(pen: Pen, concept: int, language: Language, text: str) -> list[str]:
    """Return in words which other entries hold what the concept is about to hold as well."""
    others = ", ".join(map(str, pen.others_with(concept, language, text)))
    return [f"entry {others} has {text} too"] if others else []


def _add(pen: Pen, concept: int, language: Language, text: str) -> list[str]:
    terms = _of(pen, concept, language)
    if any(term.text == text for term in terms):
        return []
    status = min(terms, key=attrgetter("place")).status
    shared = shared_with(pen, concept, language, text)
    pen.new_term(concept, language, text, status)
    return [f"added {text} ({status})", *shared]


def _mark(
    pen: Pen, concept: int, text: str, flag: Literal["cased", "exact"], *, on: bool
) -> list[str]:
    """Flag the terms spelt `text`: of both languages, as SHIFT may be; exact only the English."""
    terms = _terms(pen, concept)
    _named(terms, text, concept)
    marked = [t for t in terms if t.text == text and (flag == "cased" or t.language == "en")]
    if not marked:
        raise UsageError(
            f"“{text}” is Japanese, which is not inflected", hint="exact is for English terms"
        )
    changes = []
    for term in marked:
        (was,) = pen.run(f"SELECT {flag} FROM term WHERE id = ?", (term.id,)).fetchone()  # noqa: S608  # a literal
        if bool(was) != on:
            pen.set_flag(term.id, flag, on=on)
            changes.append(f"{text} is {_FLAG_WORDS[flag, on]}")
    return list(dict.fromkeys(changes))


_FLAG_WORDS = {
    ("cased", True): "cased: it counts in this case only",
    ("cased", False): "no longer cased",
    ("exact", True): "exact: it counts uninflected only",
    ("exact", False): "no longer exact",
}


def _drop(pen: Pen, concept: int, text: str) -> str:
    terms = _terms(pen, concept)
    dropped = _named(terms, text, concept)
    if sum(term.language == dropped.language for term in terms) == 1:
        raise UsageError(
            f"“{text}” is the only term of its language in entry {concept}",
            hint=f"reject the entry instead: `termalign glossary reject {concept}`",
        )
    pen.drop(dropped)
    return f"dropped {text}"
