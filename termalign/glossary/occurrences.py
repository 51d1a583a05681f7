"""The known terms of a text, in the order in which they appear: an interpreter's sheet.

A term is met in any of its spellings, the longest where several begin, and begins and ends where
words do: ロール is not in コントロール.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.entries import PREFERENCE
from termalign.glossary.fold import differences, fold_key
from termalign.glossary.search import Answer
from termalign.glossary.sound import spelt_by_dictionary, spoken
from termalign.text import mend_radicals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from termalign.records import Language, Status

# No term has more words: その他の包括利益を通じて公正価値で測定する金融資産 has 19.
_MOST_WORDS = 40
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entry that a text speaks of: by which term, how often, and where first."""

    answer: Answer
    reading: str  # of the Japanese term
    count: int
    text: int  # the index of the first text that holds it
    start: int  # its span there
    end: int


class _Word(NamedTuple):
    """A word of a text, and as the dictionary spells it: やりとり is 遣り取り; "" in English."""

    start: int
    end: int
    by_dictionary: str


class _Term(NamedTuple):
    """A term's row, and why it was met."""

    id: int
    concept: int
    why: str


class _Met(NamedTuple):
    """The terms that one span of a text is, of one entry or several."""

    terms: tuple[_Term, ...]
    key: str
    last: int  # the index of its last word


def known_terms(
    connection: sqlite3.Connection,
    texts: Sequence[str],
    language: Language,
    *,
    exact: bool = False,
) -> list[Occurrence]:
    """Return the entries whose terms stand in `texts`, all in one language, by first appearance.

    With `exact` only the very spelling is met. Rejected terms are never met; needs the tokenizer.
    """
    vocabulary = _Vocabulary(connection, language, exact=exact)
    first: dict[int, tuple[_Term, int, int, int]] = {}
    counts: Counter[int] = Counter()
    for number, text in enumerate(texts):
        for terms, start, end in _found(text, vocabulary):
            for term in terms:
                first.setdefault(term.concept, (term, number, start, end))
                counts[term.concept] += 1
    return [
        Occurrence(answer, spoken(answer.ja.text).reading, counts[concept], *place)
        for answer, (concept, (_, *place)) in zip(
            _answers(connection, [term for term, *_ in first.values()]), first.items(), strict=True
        )
    ]


def _found(text: str, vocabulary: _Vocabulary) -> Iterator[tuple[tuple[_Term, ...], int, int]]:
    words = _words(text, vocabulary.language)
    at = 0
    while at < len(words):
        met = vocabulary.longest_from(text, words, at)
        if met is None:
            at += 1
            continue
        yield met.terms, words[at].start, words[met.last].end
        at = met.last + 1


def _words(text: str, language: Language) -> list[_Word]:
    if language == "en":
        return [_Word(*word.span(), "") for word in _WORD.finditer(text)]
    from termalign.tokens import tokenize

    return [
        _Word(token.start, token.end, spelt_by_dictionary(token))
        for token in tokenize(mend_radicals(text))
        if any(map(str.isalnum, token.surface))
    ]


class _Vocabulary:
    """The keys of a glossary's terms in one language, and the terms themselves as they are met."""

    def __init__(self, connection: sqlite3.Connection, language: Language, *, exact: bool) -> None:
        self.language = language
        self._connection = connection
        self._exact = exact
        rows = connection.execute(
            "SELECT key, lemma FROM term WHERE language = ? AND status <> 'rejected'", (language,)
        )
        self._keys = {key for row in rows for key in row if key}
        self._terms_of = lru_cache(_CACHED)(self._terms)

    @cached_property
    def _longest(self) -> dict[str, int]:
        """By the first character and the first two of a key: the length of the longest such."""
        longest: dict[str, int] = {}
        for key in self._keys:
            for head in (key[:1], key[:2]):
                longest[head] = max(longest.get(head, 0), len(key))
        return longest

    def longest_from(self, text: str, words: Sequence[_Word], first: int) -> _Met | None:
        """Return what the longest run of words from `first` is that is a term, None if none is."""
        met = None
        start, by_dictionary = words[first].start, ""
        longest = max(map(self._longest_begun, (text[start : words[first].end], words[first][2])))
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            surface = text[start : words[last].end]
            by_dictionary += words[last].by_dictionary
            key = _key(surface)
            if len(key) > longest:
                break
            keys = [key] if by_dictionary in ("", surface) else [key, _key(by_dictionary)]
            if met is not None and met.key in keys:  # 目的とし is no more than 目的
                continue
            for one in keys:
                terms = self._terms_of(one, surface) if one in self._keys else ()
                if terms:
                    met = _Met(terms, one, last)
                    break
        return met

    def _longest_begun(self, word: str) -> int:
        # 売り may begin 売上高: what follows an ideograph may be folded away.
        head = _key(word)[: 1 if _IDEOGRAPH.match(word) else 2]
        return self._longest.get(head, 0)

    def _terms(self, key: str, surface: str) -> tuple[_Term, ...]:
        """Return the terms of that key or spelling which `surface` may be, one of each entry."""
        rows = self._connection.execute(
            "SELECT id, concept, text, status, cased, exact FROM term "
            "WHERE key = ? AND language = ? AND status <> 'rejected' "
            "UNION SELECT id, concept, text, status, cased, exact FROM term "
            "WHERE lemma = ? AND lemma <> '' AND language = ? AND status <> 'rejected'",
            (key, self.language) * 2,
        )
        best: dict[int, tuple[int, _Term]] = {}
        for term, concept, text, status, cased, exact in rows:
            why = _why(surface, text)
            if (
                (self._exact and why != "exact")
                or (cased and "case" in why)
                or (exact and "plural" in why)
                or (not text.islower() and text.isupper() and surface.islower())  # IT, not it
            ):
                continue
            place = _place(why, status)
            if concept not in best or place < best[concept][0]:
                best[concept] = (place, _Term(term, concept, why))
        return tuple(term for _, term in sorted(best.values()))


_key = lru_cache(_CACHED)(fold_key)


def _why(surface: str, text: str) -> str:
    if surface == text:
        return "exact"
    if _key(surface) != _key(text):
        return "kana/kanji"
    return f"normalised: {', '.join(differences(surface, text))}"


def _place(why: str, status: Status) -> int:
    """Return a number that is lower for the better term: the very spelling, then by status."""
    return PREFERENCE.index(status) + (0 if why == "exact" else len(PREFERENCE))


def _answers(connection: sqlite3.Connection, terms: Sequence[_Term]) -> list[Answer]:
    from termalign.glossary.reading import concepts

    by_number = {found.id: found for found in concepts(connection, [t.concept for t in terms])}
    return [
        Answer(
            concept := by_number[term.concept],
            next(one for one in (*concept.ja, *concept.en) if one.id == term.id),
            term.why,
        )
        for term in terms
    ]
