"""The known terms of a text, in the order in which they appear: an interpreter's sheet.

A term is met in any of its spellings, the longest where several begin (`termalign.glossary.runs`),
whichever of several glossaries has it. A text may hold both languages.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from termalign.glossary.connection import reading, sqlite_said
from termalign.glossary.entries import DECIDED, PREFERENCE
from termalign.glossary.fold import differences
from termalign.glossary.pen import key_of
from termalign.glossary.runs import Keys, Word, is_common_word, span_of
from termalign.glossary.search import Answer, Way
from termalign.glossary.sound import spelt_by_dictionary, spoken
from termalign.text import fold_width, has_japanese

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from termalign.records import Language, Status

# Letters of no Japanese script: "Servers" is a word in 当社のServersを.
_ENGLISH_LETTER = r"(?:(?![\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f])[^\W_])"
_ENGLISH_WORD = re.compile(rf"{_ENGLISH_LETTER}+(?:['’]{_ENGLISH_LETTER}+)*")
_CACHED = 50_000


class Place(NamedTuple):
    """Where a term stands: in which of the texts, and its span there."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entry that a text speaks of: by which term first, and all its places in their order."""

    answer: Answer
    reading: str  # of the Japanese term
    places: tuple[Place, ...]
    glossary: int  # which of the glossaries has the entry, by its place in their order

    @property
    def count(self) -> int:
        """How often it stands in the texts."""
        return len(self.places)

    @property
    def first(self) -> Place:
        """Where it stands first."""
        return self.places[0]


class _Glossary(NamedTuple):
    """A glossary that is open, and its place in their order."""

    number: int
    path: Path
    connection: sqlite3.Connection

    def rows(self, sql: str, values: Mapping[str, str]) -> list[Any]:
        """Return what SQLite finds; what it says against the file names this one."""
        with sqlite_said(self.path):
            return self.connection.execute(sql, values).fetchall()

    def answers(self, terms: Sequence[_Term]) -> list[Answer]:
        """Return the terms with their entries."""
        with sqlite_said(self.path):
            return _answers(self.connection, terms)


class _Row(NamedTuple):
    """A term as the glossary holds it; `decided`: on it, or on a pair of a Japanese term."""

    id: int
    concept: int
    text: str
    status: Status
    cased: int
    exact: int
    decided: int


class _Term(NamedTuple):
    """A term, and why it was met."""

    id: int
    concept: int
    way: Way
    why: str


class _Met(NamedTuple):
    """The terms that one span of a text is, of one entry or several of one glossary."""

    start: int
    end: int
    terms: tuple[_Term, ...]
    decided: bool
    glossary: int


def known_terms(
    paths: Sequence[Path], texts: Sequence[str], language: Language, *, exact: bool = False
) -> list[Occurrence]:
    """Return the entries whose terms stand in `texts`, by first appearance.

    `paths` are glossaries in their order of authority: of those that know one place by a term, the
    first that has decided on it speaks; where none has, the first. A text is read in `language`,
    and in the other one too where it has letters of that. With `exact` only the very spelling is
    met. Rejected terms are never met; needs the tokenizer.
    """
    with contextlib.ExitStack() as opened:
        glossaries = [
            _Glossary(number, path, opened.enter_context(reading(path)))
            for number, path in enumerate(paths)
        ]
        return _known_terms(glossaries, texts, language, exact=exact)


def _known_terms(
    glossaries: Sequence[_Glossary], texts: Sequence[str], language: Language, *, exact: bool
) -> list[Occurrence]:
    vocabulary = lru_cache(lambda glossary, one: _Vocabulary(glossary, one, exact=exact))
    first: dict[tuple[int, int], _Term] = {}  # by glossary and entry
    places: dict[tuple[int, int], list[Place]] = {}
    for number, text in enumerate(texts):
        languages = _languages(text, language)
        asked = [vocabulary(glossary, one) for glossary in glossaries for one in languages]
        for met in _all_met(text, asked):
            for term in met.terms:
                entry = met.glossary, term.concept
                first.setdefault(entry, term)
                places.setdefault(entry, []).append(Place(number, met.start, met.end))
    answers = {
        (glossary.number, answer.concept.id): answer
        for glossary in glossaries
        for answer in glossary.answers(
            [term for (number, _), term in first.items() if number == glossary.number]
        )
    }
    return [
        Occurrence(
            answers[entry], spoken(answers[entry].ja.text).reading, tuple(places[entry]), entry[0]
        )
        for entry in first
    ]


def _languages(text: str, language: Language) -> tuple[Language, ...]:
    """Return in which languages to read a text, `language` first."""
    if language == "en":
        return ("en", "ja") if has_japanese(text) else ("en",)
    return ("ja", "en") if _ENGLISH_WORD.search(text) else ("ja",)


def _all_met(text: str, vocabularies: Sequence[_Vocabulary]) -> Iterator[_Met]:
    """Yield what is met in a text from left to right, of what begins at one word the longest."""
    beginning: dict[int, list[tuple[_Vocabulary, list[Word], int]]] = {}
    for vocabulary in vocabularies:
        words = vocabulary.words(text)
        for at, word in enumerate(words):
            beginning.setdefault(word.start, []).append((vocabulary, words, at))
    done = 0
    for start in sorted(beginning):
        if start < done:
            continue
        found = [
            vocabulary.longest_from(text, words, at) for vocabulary, words, at in beginning[start]
        ]
        met = [one for one in found if one is not None and one.start >= done]
        if not met:
            continue
        longest = max(met, key=lambda one: (one.end, -one.start))
        alike = [one for one in met if one[:2] == longest[:2]]
        yield next((one for one in alike if one.decided), alike[0])
        done = longest.end


class _Vocabulary:
    """The keys of a glossary's terms in one language, and the terms themselves as they are met."""

    def __init__(self, glossary: _Glossary, language: Language, *, exact: bool) -> None:
        self._glossary = glossary
        self._language = language
        self._exact = exact
        rows = glossary.rows(
            "SELECT key, lemma FROM term WHERE language = :language AND status <> 'rejected'",
            {"language": language},
        )
        self._keys = Keys(key for row in rows for key in row)
        self._rows_of = lru_cache(_CACHED)(self._rows)

    def words(self, text: str) -> list[Word]:
        """Return the words that a term may begin or end with."""
        if self._language == "en":
            return [Word(*word.span()) for word in _ENGLISH_WORD.finditer(text)]
        return [
            Word(token.start, token.end, spelt_by_dictionary(token))
            for token in self._keys.tokens(text)
        ]

    def longest_from(self, text: str, words: Sequence[Word], first: int) -> _Met | None:
        """Return what the longest run of words from `first` is that is a term, None if none is."""
        met, met_key = None, ""
        for run in self._keys.runs(text, words, first):
            if met_key in run.keys:  # 目的とし is no more than 目的
                continue
            for key in run.keys:
                found = self._standing(key, text, run.start, run.end)
                if found:
                    met, met_key = found, key
                    break
        return met

    def _standing(self, key: str, text: str, start: int, end: int) -> _Met | None:
        """Return the terms of that key that a span is, those with most of the signs round it."""
        english = self._language == "en" or not has_japanese(text)
        by_span: dict[tuple[int, int], list[tuple[int, _Term, bool]]] = {}
        for row in self._rows_of(key):
            span = span_of(row.text, text, start, end)
            term = self._term(row, text[slice(*span)], english=english) if span else None
            if span and term:
                found = (_rank(term.way, row.status), term, bool(row.decided))
                by_span.setdefault(span, []).append(found)
        if not by_span:
            return None
        span = max(by_span, key=lambda one: one[1] - one[0])
        best: dict[int, _Term] = {}  # by entry
        for _, term, _ in sorted(by_span[span]):
            best.setdefault(term.concept, term)
        decided = any(one for *_, one in by_span[span])
        return _Met(*span, tuple(best.values()), decided, self._glossary.number)

    def _rows(self, key: str) -> list[_Row]:
        """Return the terms of that key or spelling."""
        values = {"key": key, "language": self._language, "decided": _DECIDED_JSON}
        return [_Row(*row) for row in self._glossary.rows(_ROWS, values)]

    def _term(self, row: _Row, surface: str, *, english: bool) -> _Term | None:
        """Return the term that a text's `surface` is; None where its flags or letters forbid it."""
        way, differing = _way(surface, row.text)
        if (
            (self._exact and way is not Way.EXACT)
            or (row.cased and "case" in differing and not _in_its_case(surface, row.text))
            or (row.exact and "plural" in differing)
            or (english and is_common_word(surface, row.text))
        ):
            return None
        why = f"normalised: {', '.join(differing)}" if differing else _SAID[way]
        return _Term(row.id, row.concept, way, why)


# A Japanese term is decided on where one of its English ones is.
_ROWS = """
SELECT id, concept, text, status, cased, exact, EXISTS (
    SELECT 1 FROM term other WHERE other.concept = term.concept
    AND (other.id = term.id OR term.language = 'ja' AND other.language = 'en')
    AND other.status IN (SELECT value FROM json_each(:decided))
) FROM term WHERE language = :language AND status <> 'rejected' AND id IN (
    SELECT id FROM term WHERE key = :key
    UNION SELECT id FROM term WHERE lemma = :key AND lemma <> ''
) ORDER BY id
"""
_DECIDED_JSON = json.dumps(sorted(DECIDED))
_SAID = {Way.EXACT: "exact", Way.OTHER_KANA: "kana/kanji"}
_key = lru_cache(_CACHED)(key_of)


@lru_cache(_CACHED)
def _way(surface: str, text: str) -> tuple[Way, tuple[str, ...]]:
    """Return in which way a text's `surface` is the term `text`, and what was normalised."""
    if surface == text:
        return Way.EXACT, ()
    if _key(surface) != _key(text):
        return Way.OTHER_KANA, ()
    return Way.NORMALISED, differences(surface, text)


def _in_its_case(surface: str, text: str) -> bool:
    """Tell whether two spellings have one case as far as their letters are the same: SHIFTs."""
    letters = ("".join(filter(str.isalnum, fold_width(one))) for one in (surface, text))
    pairs = zip(*letters, strict=False)
    shared = takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), pairs)
    return all(one == other for one, other in shared)


def _rank(way: Way, status: Status) -> int:
    """Return a number that is lower for the better term: the very spelling, then by status."""
    return PREFERENCE.index(status) + (0 if way is Way.EXACT else len(PREFERENCE))


def _answers(connection: sqlite3.Connection, terms: Sequence[_Term]) -> list[Answer]:
    from termalign.glossary.reading import concepts

    by_number = {found.id: found for found in concepts(connection, [t.concept for t in terms])}
    return [
        Answer(
            concept := by_number[term.concept],
            next(one for one in (*concept.ja, *concept.en) if one.id == term.id),
            term.way,
            term.why,
        )
        for term in terms
    ]
