"""The default embedder: segments as weighted English words, without any model.

A Japanese segment becomes the stems that may translate its words, the Latin spelling of its
names, and the worth of its numbers; an English one its stems, names and numbers. Columns that
stand in one document only carry nothing between the two, so they are dropped; what a segment
loses thereby is kept in a column of its own, so that a sentence half of whose words found no
counterpart is not taken for a perfect match of the other half.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from scipy.sparse import csr_array

from termalign.embedding import Vectors
from termalign.embedding.values import english_values, japanese_values
from termalign.lexicon.english import STOP_WORDS, WORD, content_stems, fold, stem
from termalign.lexicon.transliteration import name_key, romaji, skeleton
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Token

NAME_WEIGHT = 0.8  # a name met by its sound, against 1 for a word met in the lexicon
NAME_MIN = 3  # letters; "to" or "ka" as a reading meets English words by chance
REPEATED = 1.3  # a word that stands in a segment twice or more counts so much
UNMATCHED = 0.2  # share of its squared idf that a word without counterpart keeps
SKELETON_MIN = 3  # consonants; shorter ones meet by chance
SKELETON_CUT = 85.0  # rapidfuzz ratio, 0..100
SKELETON_WEIGHT = 0.7
WORDS_CACHED = 100_000
_NAME = re.compile(r"[A-Z]\w*[a-z]")
_KATAKANA = re.compile(r"[ァ-ヺー・]{2,}")
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"})


class Word(NamedTuple):
    """A word of a segment and the columns it may fall into, with weights 0..1."""

    form: str
    columns: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LexicalEmbedder:
    """Vectors from the lexicon alone; `learned` adds word pairs found in the documents."""

    lexicon: Lexicon
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    _ja: dict[str, tuple[Word, ...]] = field(default_factory=dict)  # each text is analysed once
    _en: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    _words: dict[tuple[str, ...], Word] = field(default_factory=dict)

    def embed(self, ja: Sequence[str], en: Sequence[str]) -> Vectors:
        """Return sparse vectors; idf is counted within the two documents."""
        ja_words = [[self._with_learned(word) for word in self.japanese_words(t)] for t in ja]
        en_words: list[Sequence[Word]] = [self.english_words(text) for text in en]
        ja_met = _narrowed(ja_words, _columns_in(en_words))
        en_met = _narrowed(en_words, _columns_in(ja_met))
        names = _similar_names(ja_met, en_met)
        return _matrices(_with_names(ja_met, names.ja), _with_names(en_met, names.en))

    def taught(self, learned: Mapping[str, Mapping[str, float]]) -> LexicalEmbedder:
        """Return an embedder that knows these pairs too: form → English column → weight."""
        return LexicalEmbedder(self.lexicon, learned, self._ja, self._en, self._words)

    def japanese_words(self, text: str) -> tuple[Word, ...]:
        """Return the words of a Japanese text that can say something, with their columns."""
        if text not in self._ja:
            self._ja[text] = tuple(self._read_japanese(text))
        return self._ja[text]

    def english_words(self, text: str) -> tuple[Word, ...]:
        """Return the words of an English text that are no stop words, and its numbers."""
        if text not in self._en:
            values = (Word(value, ((value, 1.0),)) for value in english_values(text))
            self._en[text] = (*_latin_words(text), *values)
        return self._en[text]

    def _with_learned(self, word: Word) -> Word:
        pairs = self.learned.get(word.form)
        if pairs is None:
            return word
        columns = dict(word.columns)
        for column, weight in pairs.items():
            columns[column] = max(columns.get(column, 0.0), weight)
        return Word(word.form, tuple(columns.items()))

    def _word(self, form: str, run: Sequence[Token]) -> Word:
        # All that its columns hang on: 林, the wood and the family name, is read the same.
        key = (
            form,
            *(
                part
                for token in run
                for part in (token.reading or token.surface, token.loan, token.pos2)
            ),
        )
        if key not in self._words:
            self._words[key] = Word(form, _columns(self.lexicon, form, run))
        return self._words[key]

    def _read_japanese(self, text: str) -> Iterator[Word]:
        tokens = tokenize(text)
        covered: set[int] = set()
        for match in self.lexicon.matches(tokens):
            run = tokens[match.first : match.last]
            yield self._word(match.form, run)
            covered.update(range(match.first, match.last))
        for position, token in enumerate(tokens):
            if token.pos == "latin":
                yield from _latin_words(token.surface)
            elif position not in covered and _is_content(token):
                yield self._word(token.surface, (token,))
        for value in japanese_values(text):
            yield Word(value, ((value, 1.0),))


def _columns(lexicon: Lexicon, form: str, run: Sequence[Token]) -> tuple[tuple[str, float], ...]:
    columns = dict(lexicon.row(form))
    if not columns and len(run) == 1 and run[0].loan:
        columns = dict.fromkeys(content_stems(run[0].loan), 1.0)
    name = name_key(romaji("".join(token.reading or token.surface for token in run)))
    if len(name) >= NAME_MIN and _may_be_name(form, run):
        columns["~" + name] = NAME_WEIGHT
    return tuple(columns.items())


def _may_be_name(form: str, run: Sequence[Token]) -> bool:
    """Names, compounds and anything of two characters may stand in English by their sound."""
    return len(form) > 1 or any(token.pos2 == "固有名詞" for token in run)


def _is_content(token: Token) -> bool:
    return bool(token.pos in _CONTENT and (token.reading or _KATAKANA.fullmatch(token.surface)))


def _latin_words(text: str) -> list[Word]:
    return [_latin_word(found) for found in WORD.findall(text) if found.lower() not in STOP_WORDS]


@lru_cache(maxsize=WORDS_CACHED)
def _latin_word(found: str) -> Word:
    name = name_key(fold(found))
    if len(name) < NAME_MIN:
        return Word(found, ((stem(found), 1.0),))
    return Word(found, ((stem(found), 1.0), ("~" + name, NAME_WEIGHT)))


def _columns_in(segments: Sequence[Sequence[Word]]) -> set[str]:
    distinct = {id(word): word for words in segments for word in words}
    return {column for word in distinct.values() for column, _ in word.columns}


def _narrowed(segments: Sequence[Sequence[Word]], wanted: set[str]) -> list[list[Word]]:
    """Return the segments with only those columns that stand on the other side too.

    A word is one object wherever it occurs, so its columns are gone through once.
    """
    known: dict[int, Word] = {}
    for words in segments:
        for word in words:
            if id(word) not in known:
                columns = tuple(pair for pair in word.columns if pair[0] in wanted)
                known[id(word)] = Word(word.form, columns)
    return [[known[id(word)] for word in words] for words in segments]


class Names(NamedTuple):
    """Forms of either language → the column in which a name meets its other spelling."""

    ja: dict[str, str]
    en: dict[str, str]


def _similar_names(ja: Sequence[Sequence[Word]], en: Sequence[Sequence[Word]]) -> Names:
    """Let katakana names meet Latin ones that sound alike (ザッカーバーグ, Zuckerberg).

    Only words that met nothing so far are tried: few, and all the more telling.
    """
    foreign = {word.form for words in ja for word in words if not word.columns}
    latin = {word.form for words in en for word in words if not word.columns}
    # "SDN" is no name that katakana would spell by its sound.
    keys = {form: skeleton(fold(form)) for form in sorted(latin) if _NAME.match(form)}
    keys = {form: key for form, key in keys.items() if len(key) >= SKELETON_MIN}
    names = Names({}, {})
    for form in sorted(foreign):
        key = skeleton(romaji(form)) if _KATAKANA.fullmatch(form) else ""
        if len(key) < SKELETON_MIN:
            continue
        best = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=SKELETON_CUT)
        if best is not None:
            names.ja[form] = names.en[best[2]] = "=" + fold(best[2])
    return names


def _with_names(segments: list[list[Word]], names: Mapping[str, str]) -> list[list[Word]]:
    if not names:
        return segments
    return [
        [
            Word(word.form, ((names[word.form], SKELETON_WEIGHT),)) if word.form in names else word
            for word in words
        ]
        for words in segments
    ]


def _weigh(words: Sequence[Word]) -> dict[str, float]:
    """Return column → weight of one segment: each column the most that any word gives it."""
    seen = Counter(word.form for word in words)
    row: dict[str, float] = {}
    for word in words:
        repeated = 1.0 if seen[word.form] == 1 else REPEATED
        for column, weight in word.columns:
            if weight * repeated > row.get(column, 0.0):
                row[column] = weight * repeated
    return row


def _matrices(ja_words: list[list[Word]], en_words: list[list[Word]]) -> Vectors:
    """Lay out both sides; their words hold shared columns only."""
    ja_rows = [_weigh(words) for words in ja_words]
    en_rows = [_weigh(words) for words in en_words]
    ja_counts = Counter(column for row in ja_rows for column in row)
    en_counts = Counter(column for row in en_rows for column in row)
    idf = {
        column: math.sqrt(
            math.log(1 + len(ja_rows) / ja_counts[column])
            * math.log(1 + len(en_rows) / en_counts[column])
        )
        for column in en_counts
    }
    shared = len(idf)
    width = shared + len(ja_rows) + len(en_rows)
    ja_lost, en_lost = _lost_weights(ja_words), _lost_weights(en_words)
    return Vectors(
        _matrix(ja_rows, idf, _Lost(ja_lost, shared), width),
        _matrix(en_rows, idf, _Lost(en_lost, shared + len(ja_rows)), width),
    )


class _Lost(NamedTuple):
    """What each segment's words without counterpart weigh, and the first of their own columns."""

    weights: list[float]
    first: int


def _lost_weights(segments: Sequence[Sequence[Word]]) -> list[float]:
    lost = [sorted({word.form for word in words if not word.columns}) for words in segments]
    counts = Counter(form for forms in lost for form in forms)
    squares = {form: math.log(1 + len(segments) / n) ** 2 for form, n in counts.items()}
    return [math.sqrt(UNMATCHED * sum(squares[form] for form in forms)) for forms in lost]


def _matrix(
    rows: Sequence[dict[str, float]], idf: Mapping[str, float], lost: _Lost, width: int
) -> csr_array:
    number = {column: i for i, column in enumerate(idf)}
    indices: list[int] = []
    weights: list[float] = []
    indptr = [0]
    for i, row in enumerate(rows):
        indices.extend(number[column] for column in row)
        weights.extend(weight * idf[column] for column, weight in row.items())
        indices.append(lost.first + i)
        weights.append(lost.weights[i])
        indptr.append(len(indices))
    return csr_array(
        (
            np.array(weights, dtype=np.float32),
            np.array(indices, dtype=np.int32),
            np.array(indptr, dtype=np.int32),
        ),
        shape=(len(rows), width),
    )
