"""Several glossaries in their order of authority: the client's, the firm's, a public one.

The first that has decided on a Japanese term speaks for it alone: what those after it say of that
term is left out, so that no check holds the firm's habit against what the client has approved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import UsageError
from termalign.glossary.store import Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from termalign.glossary.occurrences import Occurrence
    from termalign.glossary.search import Answer
    from termalign.records import ApprovedTerm, Language


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
        from termalign.glossary.precedence import combined

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

        As with one: a term that is said or spelt nearly so is given only where no glossary knows
        the query any better.
        """
        from termalign.glossary.search import worth_giving

        found = [
            Found(name, answer)
            for one, name in zip(self.all, self.names, strict=True)
            for answer in one.lookup(query, source=source, most=most, exact=exact)
        ]
        given = worth_giving((one.answer.way for one in found), query)
        kept = [one for one in found if one.answer.way in given]
        return sorted(kept, key=lambda one: one.answer.way)[:most]

    def known_terms(
        self, texts: Sequence[str], language: Language, *, exact: bool = False
    ) -> list[Known]:
        """Return the entries that the texts speak of, by first appearance.

        Of those that know one place by a term, the first that has decided on it speaks; where none
        has, the first. Of terms that begin at one place the longest counts, whosever it is.
        """
        from termalign.glossary.occurrences import known_terms

        known = known_terms([one.path for one in self.all], texts, language, exact=exact)
        return [Known(self.names[one.glossary], one) for one in known]
