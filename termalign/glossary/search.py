"""Looking a term up: as it is spelt, as it is said, as a part, or nearly; without a tokenizer.

Among 500,000 concepts a query takes up to 20 ms, also one that finds nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from termalign.glossary import grams
from termalign.glossary.entries import PREFERENCE
from termalign.glossary.fold import differences, fold_key, stands_in
from termalign.glossary.reading import concepts, sightings
from termalign.glossary.sound import MixedSpelling, is_kana, precise_sound, sound_key
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
# What lies further off than so many edits must share a longer run of the query to be found.
_MOST_EDITS = 4
_SIMILAR_CANDIDATES = 300  # for each run of the query that the edits may have left as it was
# Of a part that stands in more terms than this the shortest of them are looked at, so that 営業 or
# "income" in a million terms is answered as quickly as a rare word.
_PARTS_LOOKED_AT = 1_000
# So many letters a query needs to be taken for a Japanese word in Latin letters: "no", "to", "e"
# are said in half the language; and to be taken for the beginning of one.
_LEAST_LATIN, _LEAST_KANA_BEGUN, _LEAST_LATIN_BEGUN = 3, 3, 5
_UNUSABLE = ("forbidden", "rejected")


class Way(IntEnum):
    """How a term was found, the best way first."""

    EXACT = 0
    NORMALISED = 1
    READING = 2
    OTHER_KANA = 3
    PART = 4
    READING_BEGINS = 5
    SIMILAR = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry that the query found: by which of its terms, in which way, and why in words.

    `why` is "exact", "normalised: width, plural", "reading: えいぎょうりえき", "kana/kanji", "part
    of", "reading begins: …" or "similar 0.86". `ja` and `en` are the term that was found and the
    preferred one of the other language; `others` of the found language and of the other one
    follow, without forbidden and rejected ones.
    """

    concept: Concept
    found: Term
    way: Way
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
    way: Way
    why: str


def worth_giving(ways: Iterable[Way], query: str) -> frozenset[Way]:
    """Return which of the ways in which several searches found `query` to give together.

    As in one search: who finds the term wants no neighbours, and what is said so is of use only
    where the spelling is not found.
    """
    found = frozenset(ways)
    if not found:
        return found
    best = min(found)
    wanted = {best, Way.PART}
    if best is Way.EXACT:
        wanted.add(Way.NORMALISED)
    if best is Way.READING or is_kana(query):
        wanted.add(Way.READING_BEGINS)
    return found & (wanted if best is not Way.SIMILAR else {best})


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
    best: dict[int, _Hit] = {}
    for hit in search.exact() if exact else search.all_ways():
        best.setdefault(hit.concept, hit)
        if len(best) == most:
            break
    return _answers(connection, list(best.values()))


# One value, however many there are: SQLite takes a limited number.
_AMONG = "term WHERE id IN (SELECT value FROM json_each(?))"
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

    @property
    def sound(self) -> str:
        return sound_key(self.text)

    def all_ways(self) -> Iterator[_Hit]:
        """Give the hits of every way, the surest first; who finds the term wants no neighbours."""
        hits = [*self.exact(), *self.normalised()]
        said = [] if hits else self.said()
        hits += said
        hits += [] if hits else self.spelt_otherwise()
        yield from hits
        nothing = not hits
        for hit in self.part():
            nothing = False
            yield hit
        if nothing or said or is_kana(self.text):  # what is said so is a part by its sound
            for hit in self.begun():
                nothing = False
                yield hit
        if nothing:
            yield from self.similar()

    def exact(self) -> Iterator[_Hit]:
        for term, concept, _ in self._terms(
            "term WHERE key = ? AND text = ?", [self.key, self.text]
        ):
            yield _Hit(term, concept, Way.EXACT, "exact")

    def normalised(self) -> Iterator[_Hit]:
        for term, concept, text in self._terms("term WHERE key = ?", [self.key]):
            differing = ", ".join(differences(self.text, text))
            yield _Hit(term, concept, Way.NORMALISED, f"normalised: {differing}")

    def said(self) -> list[_Hit]:
        if not self._may_be_said(least_kana=1, least_latin=_LEAST_LATIN):
            return []
        found = self._terms(
            "term WHERE sound = ? AND sound <> ''",  # the latter lets SQLite use its partial index
            [self.sound],
            shown="reading",
        )
        precise = precise_sound(self.text)
        as_written = sorted(found, key=lambda row: precise_sound(row[2]) != precise)
        return [
            _Hit(term, concept, Way.READING, f"reading: {said}")
            for term, concept, said in as_written
        ]

    def begun(self) -> Iterator[_Hit]:
        if not self._may_be_said(least_kana=_LEAST_KANA_BEGUN, least_latin=_LEAST_LATIN_BEGUN):
            return
        found = self._terms(
            "term WHERE sound > ? AND sound < ? AND sound <> ''",
            [self.sound, _after(self.sound)],
            shown="reading",
            order="sound, term.id",  # as the index has them: only so many are read as are wanted
        )
        for term, concept, reading in found:
            yield _Hit(term, concept, Way.READING_BEGINS, f"reading begins: {reading}")

    def _may_be_said(self, *, least_kana: int, least_latin: int) -> bool:
        least = least_kana if is_kana(self.text) else least_latin
        japanese = self.source != "en"  # an English term has no reading
        return japanese and bool(self.sound) and least <= len(self.key) <= _LONGEST

    def spelt_otherwise(self) -> Iterator[_Hit]:
        for term, concept, _ in self._terms("term WHERE lemma = ? AND lemma <> ''", [self.key]):
            yield _Hit(term, concept, Way.OTHER_KANA, "kana/kanji")
        mixed = MixedSpelling(self.text)
        if not mixed or len(self.key) > _LONGEST or self.source == "en":
            return
        column = "sound" if mixed.begins_with_kana else "lemma"
        holds_kanji = " AND instr(lemma, ?)" * len(mixed.kanji)
        found = self._terms(
            f"term WHERE {column} >= ? AND {column} < ? AND {column} <> '' {holds_kanji}",
            [mixed.prefix, _after(mixed.prefix), *mixed.kanji],
            shown="reading || '\t' || lemma",
        )
        for term, concept, reading_and_lemma in found:
            if mixed.fits(*reading_and_lemma.split("\t")):
                yield _Hit(term, concept, Way.OTHER_KANA, "kana/kanji")

    def part(self) -> Iterator[_Hit]:
        if len(self.key) > _LONGEST:
            return
        found = self._match(grams.holding(self.key), _PARTS_LOOKED_AT + 1)
        if len(found) <= _PARTS_LOOKED_AT:
            yield from self._parts(found)
            return
        left = _PARTS_LOOKED_AT
        for lengths in _windows(len(self.key)):
            found = self._match(grams.holding(self.key, lengths), left)
            yield from self._parts(found)
            left -= len(found)
            if not left:
                return

    def _match(self, expression: str, most: int) -> list[int]:
        rows = self.connection.execute(
            "SELECT rowid FROM term_gram WHERE term_gram MATCH ? LIMIT ?", (expression, most)
        )
        return [term for (term,) in rows]

    def _parts(self, terms: Sequence[int]) -> Iterator[_Hit]:
        longer = self._terms(
            f"{_AMONG} AND instr(key, ?)",
            [json.dumps(terms), self.key],
            order=f"length(key), {_BY_STATUS}",
        )
        for term, concept, text in longer:
            # In English a part is a word; Japanese does not show where one begins.
            if has_japanese(text) or stands_in(self.key, text):
                yield _Hit(term, concept, Way.PART, "part of")

    def similar(self) -> Iterator[_Hit]:
        most = min(int(len(self.key) * (1 / _SIMILAR - 1)), _MOST_EDITS)
        if len(self.key) > _LONGEST / _SIMILAR:
            return
        for edits in sorted({min(1, most), most} - {0}):  # most typing errors are one edit
            found = self._within(edits)
            yield from found
            if found:
                return

    def _within(self, edits: int) -> list[_Hit]:
        """Return terms similar enough, most similar first: within so many edits, or some more."""
        from rapidfuzz.distance import Levenshtein

        near = grams.near(self.connection, self.key, edits, _SIMILAR_CANDIDATES)
        rows = self._terms(_AMONG, [json.dumps(near)], shown="key")
        scored = [
            (Levenshtein.normalized_similarity(self.key, key), place, term, concept)
            for place, (term, concept, key) in enumerate(rows)
        ]
        return [
            _Hit(term, concept, Way.SIMILAR, f"similar {score:.2f}")
            for score, _, term, concept in sorted(scored, key=lambda row: (-row[0], row[1]))
            if score >= _SIMILAR
        ]

    def _terms(
        self,
        where: str,
        values: Sequence[str | int],
        *,
        shown: str = "text",
        order: str = "",
    ) -> Iterator[tuple[int, int, str]]:
        """Return id, concept and text of the terms that are not rejected, in the asked language.

        `shown` names what is wanted instead of the text.
        """
        language = "" if self.source is None else " AND language = ?"
        yield from self.connection.execute(
            f"SELECT term.id, concept, {shown} FROM {where} AND status <> 'rejected'{language} "  # noqa: S608  # written here, values bound
            f"ORDER BY {order or _BY_STATUS}",
            [*values, *([] if self.source is None else [self.source])],
        )


def _windows(shortest: int) -> Iterator[range]:
    """Give the lengths of the terms to look at, in turn: few are hardly longer than their part."""
    hardly_longer = shortest + 3
    yield range(shortest, hardly_longer)
    for length in range(hardly_longer, grams.LONGEST_COUNTED + 1):
        yield range(length, length + 1)


def _after(prefix: str) -> str:
    """Return a text that stands after all that begin with `prefix`, before all others."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _answers(connection: sqlite3.Connection, hits: list[_Hit]) -> list[Answer]:
    by_number = {concept.id: concept for concept in concepts(connection, [h.concept for h in hits])}
    answers = []
    for hit in hits:
        concept = by_number[hit.concept]
        found = next(term for term in (*concept.ja, *concept.en) if term.id == hit.term)
        seen = sightings(connection, concept.id, most=1)
        example = seen[0].evidence if seen else None
        answers.append(Answer(concept, found, hit.way, hit.why, example))
    return answers
