"""Looking a term up: exact, normalised, part of a longer term, similar; without a tokenizer.

Among 100,000 concepts a query takes some 10 ms, also one that finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from termalign.glossary import grams
from termalign.glossary.entries import PREFERENCE
from termalign.glossary.fold import differences, fold_key, stands_in
from termalign.glossary.reading import concepts, sightings
from termalign.text import has_japanese

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.glossary.entries import Concept, Term
    from termalign.records import Evidence, Language

# No term is longer than the first: what is asked for may be as long, or longer by some edits.
_LONGEST = 1_000
# At least this similar, by edits per character: 営業収益 for 営業利益 (0.75), "opreating income".
_SIMILAR = 0.75
_SIMILAR_CANDIDATES = 500
_UNUSABLE = ("forbidden", "rejected")


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry that the query found: by which of its terms, and why.

    `why` is "exact", "normalised: width, plural", "part of" or "similar 0.86". `ja` and `en` are
    the term that was found and the preferred one of the other language; `others` of the found
    language and of the other one follow, without forbidden and rejected ones.
    """

    concept: Concept
    found: Term
    why: str
    example: Evidence | None = None

    @property
    def ja(self) -> Term:
        """The Japanese term: the one that was found, or the preferred one."""
        return self.found if self.found.language == "ja" else self.concept.ja[0]

    @property
    def en(self) -> Term:
        """The English term: the one that was found, or the preferred one."""
        return self.found if self.found.language == "en" else self.concept.en[0]

    @property
    def status(self) -> str:
        """The pair's status, which is its English term's."""
        return self.en.status

    def others(self, language: Language) -> tuple[str, ...]:
        """Return the further terms of a language that may be used."""
        shown, terms = (
            (self.ja, self.concept.ja) if language == "ja" else (self.en, self.concept.en)
        )
        return tuple(
            term.text for term in terms if term.id != shown.id and term.status not in _UNUSABLE
        )

    @property
    def forbidden(self) -> tuple[str, ...]:
        """The English terms that must not be used for it."""
        return tuple(term.text for term in self.concept.en if term.status == "forbidden")


@dataclass(frozen=True, slots=True)
class _Hit:
    term: int
    concept: int
    why: str


def lookup(
    connection: sqlite3.Connection,
    query: str,
    *,
    source: Language | None = None,
    most: int = 10,
    exact: bool = False,
) -> list[Answer]:
    """Return up to `most` entries for `query`, best first; rejected terms are never found.

    `source` limits the search to terms of one language; with `exact` only the very spelling is
    found. Empty for a query of signs and spaces only.
    """
    text = query.strip().encode("utf-8", "replace").decode("utf-8")  # surrogates of a bad terminal
    key = fold_key(text)
    if not key or most < 1:
        return []
    search = _Search(connection, text, key, source)
    ways = (search.exact,) if exact else (search.exact, search.normalised, search.part)
    hits = _first_of_each_concept(chain.from_iterable(way() for way in ways), most)
    if not hits and not exact:  # who finds the term does not want its neighbours
        hits = _first_of_each_concept(search.similar(), most)
    return _answers(connection, hits)


def _first_of_each_concept(hits: Iterable[_Hit], most: int) -> list[_Hit]:
    best: dict[int, _Hit] = {}
    for hit in hits:
        best.setdefault(hit.concept, hit)
        if len(best) == most:
            break
    return list(best.values())


# Approved terms first; within one status the older one.
_BY_STATUS = " ".join(
    [
        "CASE status",
        *(f"WHEN '{status}' THEN {place}" for place, status in enumerate(PREFERENCE)),
        "END, term.id",
    ]
)


@dataclass(frozen=True, slots=True)
class _Search:
    """The ways to find a term, each giving its hits best first."""

    connection: sqlite3.Connection
    text: str
    key: str
    source: Language | None

    def exact(self) -> Iterator[_Hit]:
        for term, concept, _ in self._terms(
            "term WHERE key = ? AND text = ?", [self.key, self.text]
        ):
            yield _Hit(term, concept, "exact")

    def normalised(self) -> Iterator[_Hit]:
        for term, concept, text in self._terms("term WHERE key = ?", [self.key]):
            yield _Hit(term, concept, f"normalised: {', '.join(differences(self.text, text))}")

    def part(self) -> Iterator[_Hit]:
        if len(self.key) > _LONGEST:
            return
        longer = self._terms(
            "term_gram JOIN term ON term.id = term_gram.rowid "
            "WHERE term_gram MATCH ? AND instr(key, ?)",
            [grams.holding(self.key), self.key],
            order=f"length(key), {_BY_STATUS}",
        )
        for term, concept, text in longer:
            # In English a part is a word; Japanese does not show where one begins.
            if has_japanese(text) or stands_in(self.key, text):
                yield _Hit(term, concept, "part of")

    def similar(self) -> Iterator[_Hit]:
        if len(self.key) > _LONGEST / _SIMILAR:
            return
        from rapidfuzz.distance import Levenshtein

        candidates = grams.sharing(self.connection, self.key, _SIMILAR_CANDIDATES)
        rows = self._terms(f"term WHERE id IN ({', '.join('?' * len(candidates))})", candidates)
        scored = [
            (Levenshtein.normalized_similarity(self.key, fold_key(text)), place, term, concept)
            for place, (term, concept, text) in enumerate(rows)
        ]
        for score, _, term, concept in sorted(scored, key=lambda row: (-row[0], row[1])):
            if score >= _SIMILAR:
                yield _Hit(term, concept, f"similar {score:.2f}")

    def _terms(
        self, where: str, values: Sequence[str | int], *, order: str = _BY_STATUS
    ) -> Iterator[tuple[int, int, str]]:
        """Return id, concept and text of the terms that are not rejected, in the asked language."""
        language = "" if self.source is None else " AND language = ?"
        yield from self.connection.execute(
            f"SELECT term.id, concept, text FROM {where} AND status <> 'rejected'{language} "  # noqa: S608  # written here, values bound
            f"ORDER BY {order}",
            [*values, *([] if self.source is None else [self.source])],
        )


def _answers(connection: sqlite3.Connection, hits: list[_Hit]) -> list[Answer]:
    by_number = {concept.id: concept for concept in concepts(connection, [h.concept for h in hits])}
    answers = []
    for hit in hits:
        concept = by_number[hit.concept]
        found = next(term for term in (*concept.ja, *concept.en) if term.id == hit.term)
        seen = sightings(connection, concept.id, most=1)
        answers.append(Answer(concept, found, hit.why, seen[0].evidence if seen else None))
    return answers
