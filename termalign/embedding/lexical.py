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
    from collections.abc import Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Token

NAME_WEIGHT = 0.8  # a name met by its sound, against 1 for a word met in the lexicon
NAME_MIN = 3  # letters; "to" or "ka" as a reading meets English words by chance
LEARNED_WEIGHT = 1.0
REPEATS = 2  # a word counts at most so often in a segment
UNMATCHED = 0.2  # share of its squared idf that a word without counterpart keeps
SKELETON_MIN = 3  # consonants; shorter ones meet by chance
SKELETON_CUT = 85.0  # rapidfuzz ratio, 0..100
SKELETON_WEIGHT = 0.7
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
    _rows: dict[tuple[str, str], tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def embed(self, ja: Sequence[str], en: Sequence[str]) -> Vectors:
        """Return sparse vectors; idf is counted within the two documents."""
        ja_words = [self.japanese_words(text) for text in ja]
        en_words = [english_words(text) for text in en]
        ja_rows = [_weigh(words) for words in ja_words]
        en_rows = [_weigh(words) for words in en_words]
        _add_similar_names(ja_words, ja_rows, en_words, en_rows)
        return _matrices(ja_words, ja_rows, en_words, en_rows)

    def japanese_words(self, text: str) -> list[Word]:
        """Return the words of a Japanese text that can say something, with their columns."""
        tokens = tokenize(text)
        words: list[Word] = []
        covered: set[int] = set()
        for match in self.lexicon.matches(tokens):
            run = tokens[match.first : match.last]
            words.append(Word(match.form, self._columns(match.form, run)))
            covered.update(range(match.first, match.last))
        for position, token in enumerate(tokens):
            if token.pos == "latin":
                words.extend(_latin_words(token.surface))
            elif position not in covered and _is_content(token):
                words.append(Word(token.surface, self._columns(token.surface, (token,))))
        words.extend(Word(value, ((value, 1.0),)) for value in japanese_values(text))
        return words

    def _columns(self, form: str, run: Sequence[Token]) -> tuple[tuple[str, float], ...]:
        reading = "".join(token.reading or token.surface for token in run)
        key = (form, reading)
        if key not in self._rows:
            columns = dict(self.lexicon.row(form))
            if not columns and len(run) == 1 and run[0].loan:
                columns = dict.fromkeys(content_stems(run[0].loan), 1.0)
            for column, weight in self.learned.get(form, {}).items():
                columns[column] = max(columns.get(column, 0.0), weight * LEARNED_WEIGHT)
            name = name_key(romaji(reading))
            if len(name) >= NAME_MIN and _may_be_name(form, run):
                columns["~" + name] = NAME_WEIGHT
            self._rows[key] = tuple(columns.items())
        return self._rows[key]


def _may_be_name(form: str, run: Sequence[Token]) -> bool:
    """Names, compounds and anything of two characters may stand in English by their sound."""
    return len(form) > 1 or any(token.pos2 == "固有名詞" for token in run)


def _is_content(token: Token) -> bool:
    return bool(token.pos in _CONTENT and (token.reading or _KATAKANA.fullmatch(token.surface)))


def _latin_words(text: str) -> list[Word]:
    words = []
    for found in WORD.findall(text):
        if found.lower() not in STOP_WORDS:
            columns = [(stem(found), 1.0)]
            name = name_key(fold(found))
            if len(name) >= NAME_MIN:
                columns.append(("~" + name, NAME_WEIGHT))
            words.append(Word(found, tuple(columns)))
    return words


def english_words(text: str) -> list[Word]:
    """Return the words of an English text that are no stop words, and its numbers."""
    return [
        *_latin_words(text),
        *(Word(value, ((value, 1.0),)) for value in english_values(text)),
    ]


def _weigh(words: Sequence[Word]) -> dict[str, float]:
    """Return column → weight of one segment: each column the most that any word gives it."""
    seen = Counter(word.form for word in words)
    row: dict[str, float] = {}
    for word in words:
        repeated = 1 + 0.3 * (min(seen[word.form], REPEATS) - 1)
        for column, weight in word.columns:
            row[column] = max(row.get(column, 0.0), weight * repeated)
    return row


def _add_similar_names(
    ja_words: Sequence[Sequence[Word]],
    ja_rows: Sequence[dict[str, float]],
    en_words: Sequence[Sequence[Word]],
    en_rows: Sequence[dict[str, float]],
) -> None:
    """Let katakana names meet Latin ones that sound alike (ザッカーバーグ, Zuckerberg).

    Only words that met nothing so far are tried: few, and all the more telling.
    """
    en_columns = {column for row in en_rows for column in row}
    ja_columns = {column for row in ja_rows for column in row}
    foreign = {
        word.form: skeleton(romaji(word.form))
        for words in ja_words
        for word in words
        if _KATAKANA.fullmatch(word.form) and not any(c in en_columns for c, _ in word.columns)
    }
    latin = {
        word.form: skeleton(fold(word.form))
        for words in en_words
        for word in words
        if word.form[:1].isupper() and not any(c in ja_columns for c, _ in word.columns)
    }
    latin = {form: key for form, key in latin.items() if len(key) >= SKELETON_MIN}
    partner: dict[str, str] = {}
    for form, key in sorted(foreign.items()):
        if len(key) >= SKELETON_MIN:
            best = process.extractOne(key, latin, scorer=fuzz.ratio, score_cutoff=SKELETON_CUT)
            if best is not None:
                partner[form] = "~" + fold(best[2])
    if not partner:
        return
    wanted = set(partner.values())
    for words, row in zip(ja_words, ja_rows, strict=True):
        for word in words:
            if word.form in partner:
                row[partner[word.form]] = SKELETON_WEIGHT
    for words, row in zip(en_words, en_rows, strict=True):
        for word in words:
            if (column := "~" + fold(word.form)) in wanted:
                row[column] = SKELETON_WEIGHT


def _matrices(
    ja_words: Sequence[Sequence[Word]],
    ja_rows: Sequence[dict[str, float]],
    en_words: Sequence[Sequence[Word]],
    en_rows: Sequence[dict[str, float]],
) -> Vectors:
    ja_counts = Counter(column for row in ja_rows for column in row)
    en_counts = Counter(column for row in en_rows for column in row)
    shared = [column for column in en_counts if column in ja_counts]
    number = {column: i for i, column in enumerate(shared)}
    idf = np.array(
        [
            math.sqrt(
                math.log(1 + len(ja_rows) / ja_counts[column])
                * math.log(1 + len(en_rows) / en_counts[column])
            )
            for column in shared
        ]
    )
    width = len(shared) + len(ja_rows) + len(en_rows)
    return Vectors(
        _matrix(ja_words, ja_rows, number, idf, len(shared), width),
        _matrix(en_words, en_rows, number, idf, len(shared) + len(ja_rows), width),
    )


def _matrix(
    words: Sequence[Sequence[Word]],
    rows: Sequence[dict[str, float]],
    number: Mapping[str, int],
    idf: np.ndarray,
    own: int,
    width: int,
) -> csr_array:
    """Lay rows out as CSR; column `own` + i keeps what segment i found no counterpart for."""
    counts = Counter(form for segment in words for form in {word.form for word in segment})
    indptr = [0]
    indices: list[int] = []
    weights: list[float] = []
    for i, (segment, row) in enumerate(zip(words, rows, strict=True)):
        for column, weight in row.items():
            if (at := number.get(column)) is not None:
                indices.append(at)
                weights.append(weight * idf[at])
        lost = {w.form for w in segment if not any(c in number for c, _ in w.columns)}
        if lost:
            indices.append(own + i)
            weights.append(
                math.sqrt(UNMATCHED * sum(math.log(1 + len(rows) / counts[w]) ** 2 for w in lost))
            )
        indptr.append(len(indices))
    return csr_array(
        (
            np.array(weights, dtype=np.float32),
            np.array(indices, dtype=np.int32),
            np.array(indptr, dtype=np.int32),
        ),
        shape=(len(rows), width),
    )
