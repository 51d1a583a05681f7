"""Several glossaries in their order of authority: the client's, the firm's, a public one.

The first that has decided on a Japanese term speaks for it alone: what those after it say of that
term is left out, so that no check holds the firm's habit against what the client has approved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import UsageError
from termalign.glossary.fold import fold_key
from termalign.glossary.store import Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from termalign.glossary.occurrences import Occurrence
    from termalign.glossary.search import Answer
    from termalign.records import ApprovedTerm, Language, Status

# What settles a Japanese term. A reference is nobody's decision; a rejection settles its pair.
_SETTLING: frozenset[Status] = frozenset({"approved", "do-not-translate", "forbidden"})
# The ways to find a term, as answers begin to name them, the best first; any other comes between.
_SURE, _LOOSE = ("exact", "normalised"), ("part of", "reading begins", "similar")
_BETWEEN = len(_SURE)
_SIMILAR = _BETWEEN + len(_LOOSE)


class Found(NamedTuple):
    """An answer and the glossary that gave it."""

    glossary: str
    answer: Answer


class Known(NamedTuple):
    """An entry that a text speaks of and the glossary that has it."""

    glossary: str
    occurrence: Occurrence


class Glossaries:
    """Glossaries by their files, the highest authority first; there may be none."""

    def __init__(self, paths: Iterable[str | Path]) -> None:
        """Name the files; raises UsageError for one that is named twice."""
        self.all = tuple(Glossary(path) for path in paths)
        seen = set()
        for one in self.all:
            if one.path.resolve() in seen:
                raise UsageError("is named twice", str(one.path), "name each glossary once")
            seen.add(one.path.resolve())

    @property
    def names(self) -> tuple[str, ...]:
        """How messages call each: by its file's name, by its path where two have the same."""
        names = [one.path.name for one in self.all]
        unique = len(set(names)) == len(names)
        return tuple(one.path.name if unique else str(one.path) for one in self.all)

    def approved_terms(self) -> list[ApprovedTerm]:
        """Return what they have decided on together, without what is rejected."""
        return [term for term in self.decisions() if term.status != "rejected"]

    def decisions(self) -> list[ApprovedTerm]:
        """Return what they have decided on together; of several, each term names its glossary."""
        if len(self.all) == 1:
            return self.all[0].decisions()
        named = zip(self.all, self.names, strict=True)
        return list(
            combined(
                [replace(term, glossary=name) for term in one.decisions()] for one, name in named
            )
        )

    def lookup(
        self, query: str, *, source: Language | None = None, most: int = 10, exact: bool = False
    ) -> list[Found]:
        """Return up to `most` answers, best first; equally good ones in the glossaries' order.

        Similar terms are given only where no glossary knows the query any better.
        """
        found = [
            Found(name, answer)
            for one, name in zip(self.all, self.names, strict=True)
            for answer in one.lookup(query, source=source, most=most, exact=exact)
        ]
        found.sort(key=lambda one: _way(one.answer))
        if found and _way(found[0].answer) < _SIMILAR:
            found = [one for one in found if _way(one.answer) < _SIMILAR]
        return found[:most]

    def known_terms(
        self, texts: Sequence[str], language: Language, *, exact: bool = False
    ) -> list[Known]:
        """Return the entries that the texts speak of, by first appearance.

        Of a term that two glossaries know, the higher one's entries.
        """
        told: set[str] = set()
        known: list[Known] = []
        for one, name in zip(self.all, self.names, strict=True):
            new = [
                occurrence
                for occurrence in one.known_terms(texts, language, exact=exact)
                if _key(occurrence.answer.found.text) not in told
            ]
            told |= {_key(occurrence.answer.found.text) for occurrence in new}
            known += [Known(name, occurrence) for occurrence in new]
        return sorted(known, key=lambda one: (one.occurrence.text, one.occurrence.start))


def _way(answer: Answer) -> int:
    """Return the place of the way an answer was found among all ways, 0 for the best."""
    for at, way in (*enumerate(_SURE), *enumerate(_LOOSE, _BETWEEN + 1)):
        if answer.why.startswith(way):
            return at
    return _BETWEEN


def combined(glossaries: Iterable[Sequence[ApprovedTerm]]) -> Iterator[ApprovedTerm]:
    """Yield the terms of each glossary that none before it has settled.

    Settled is a Japanese term, in any spelling, for which a pair is approved, forbidden or not to
    be translated; and a pair that is rejected.
    """
    settled: set[str] = set()
    rejected: dict[str, set[str]] = {}  # Japanese key → English keys
    for terms in glossaries:
        keyed = [(_key(term.ja), term) for term in terms]
        for ja, term in keyed:
            if ja not in settled and not (ja in rejected and _key(term.en) in rejected[ja]):
                yield term
        settled |= {ja for ja, term in keyed if term.status in _SETTLING}
        for ja, term in keyed:
            if term.status == "rejected":
                rejected.setdefault(ja, set()).add(_key(term.en))


def _key(text: str) -> str:
    return fold_key(text) or text
