"""From the words of two documents' segments to sparse vectors, weighted by how rare they are.

Columns that stand in one document only carry nothing between the two, so they are dropped; what a
segment loses thereby is kept in a column of its own, so that a sentence half of whose words found
no counterpart is not taken for a perfect match of the other half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from scipy.sparse import csr_array

from termalign.embedding import Vectors
from termalign.kana import romaji
from termalign.lexicon.english import fold
from termalign.lexicon.transliteration import skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

REPEATED = 1.3  # a word that stands in a segment twice or more counts so much
UNMATCHED = 0.2  # share of its squared idf that a word without counterpart keeps
SKELETON_MIN = 3  # consonants; shorter ones meet by chance
SKELETON_CUT = 85.0  # rapidfuzz ratio, 0..100
SKELETON_WEIGHT = 0.7
_NAME = re.compile(r"[A-Z]\w*[a-z]")
KATAKANA = re.compile(r"[ァ-ヺー・]{2,}")


class Word(NamedTuple):
    """A word of a segment and the columns it may fall into, with weights 0..1."""

    form: str
    columns: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The distinct words of one language's segments, and which of them stands where."""

    words: list[Word]
    segments: np.ndarray  # (occurrences,) numbers of segments, ascending
    places: np.ndarray  # (occurrences,) indices into `words`
    count: int  # of segments


def occurrences(
    segments: Sequence[Sequence[Word]], known: Callable[[Word], Word] | None = None
) -> Occurrences:
    """Gather the words; `known` is asked once for each distinct one and may give it columns."""
    number: dict[int, int] = {}  # a word is one object wherever it stands
    words: list[Word] = []
    places: list[int] = []
    for segment in segments:
        for word in segment:
            place = number.setdefault(id(word), len(words))
            if place == len(words):
                words.append(word)
            places.append(place)
    lengths = [len(segment) for segment in segments]
    return Occurrences(
        words if known is None else [known(word) for word in words],
        np.repeat(np.arange(len(segments)), lengths),
        np.array(places, dtype=np.int64),
        len(segments),
    )


def weigh(ja: Occurrences, en: Occurrences) -> Vectors:
    """Return sparse vectors; idf is counted within the two documents."""
    ja, en = _narrowed(ja, en)
    columns: dict[str, int] = {}
    for word in en.words:
        for column, _ in word.columns:
            columns.setdefault(column, len(columns))
    ja_cells, en_cells = _cells(ja, columns), _cells(en, columns)
    idf = np.sqrt(ja_cells.rarity(len(columns)) * en_cells.rarity(len(columns)))
    width = len(columns) + ja.count + en.count
    return Vectors(
        _matrix(ja_cells, idf, _lost(ja), len(columns), width),
        _matrix(en_cells, idf, _lost(en), len(columns) + ja.count, width),
    )


def _narrowed(ja: Occurrences, en: Occurrences) -> tuple[Occurrences, Occurrences]:
    """Leave the words only the columns that stand on both sides; then let names meet."""
    shared = _columns_in(ja.words) & _columns_in(en.words)
    ja_words, en_words = _only(ja.words, shared), _only(en.words, shared)
    names = _similar_names(
        {word.form for word in ja_words if not word.columns},
        {word.form for word in en_words if not word.columns},
    )
    return (
        Occurrences(_named(ja_words, names.ja), ja.segments, ja.places, ja.count),
        Occurrences(_named(en_words, names.en), en.segments, en.places, en.count),
    )


def _columns_in(words: Iterable[Word]) -> set[str]:
    return {column for word in words for column, _ in word.columns}


def _only(words: Iterable[Word], shared: set[str]) -> list[Word]:
    return [
        Word(word.form, tuple(pair for pair in word.columns if pair[0] in shared)) for word in words
    ]


class _Names(NamedTuple):
    """Forms of either language → the column in which a name meets its other spelling."""

    ja: dict[str, str]
    en: dict[str, str]


def _similar_names(foreign: set[str], latin: set[str]) -> _Names:
    """Let katakana names meet Latin ones that sound alike (ザッカーバーグ, Zuckerberg).

    Only words that met nothing so far are tried: few, and all the more telling.
    """
    # "SDN" is no name that katakana would spell by its sound.
    keys = {form: skeleton(fold(form)) for form in sorted(latin) if _NAME.match(form)}
    keys = {form: key for form, key in keys.items() if len(key) >= SKELETON_MIN}
    names = _Names({}, {})
    for form in sorted(foreign):
        key = skeleton(romaji(form)) if KATAKANA.fullmatch(form) else ""
        if len(key) < SKELETON_MIN:
            continue
        best = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=SKELETON_CUT)
        if best is not None:
            names.ja[form] = names.en[best[2]] = "=" + fold(best[2])
    return names


def _named(words: list[Word], names: Mapping[str, str]) -> list[Word]:
    return [
        Word(word.form, ((names[word.form], SKELETON_WEIGHT),))
        if not word.columns and word.form in names
        else word
        for word in words
    ]


@dataclass(frozen=True, slots=True)
class _Cells:
    """What a matrix holds: each (segment, column) once, with its weight."""

    rows: np.ndarray
    columns: np.ndarray
    weights: np.ndarray
    segments: int

    def rarity(self, width: int) -> np.ndarray:
        """Return (width,) the inverse document frequency of each column."""
        counts = np.bincount(self.columns, minlength=width)
        rarity: np.ndarray = np.log(1 + self.segments / np.maximum(counts, 1))
        return rarity


def _cells(side: Occurrences, columns: Mapping[str, int]) -> _Cells:
    """Lay out one side: each column of a segment gets the most that any of its words gives it."""
    lengths = np.array([len(word.columns) for word in side.words], dtype=np.int64)
    of_words = [columns[column] for word in side.words for column, _ in word.columns]
    weights = np.array([weight for word in side.words for _, weight in word.columns])
    taken = lengths[side.places]  # how many cells each occurrence fills
    first = (np.cumsum(lengths) - lengths)[side.places]
    within = np.arange(taken.sum()) - np.repeat(np.cumsum(taken) - taken, taken)
    at = np.repeat(first, taken) + within
    keys = np.repeat(side.segments, taken) * len(columns) + np.array(of_words, dtype=np.int64)[at]
    factors = np.where(_repeated(side), REPEATED, 1.0)
    filled = weights[at] * np.repeat(factors, taken)
    order = np.argsort(keys, kind="stable")
    cells, starts = np.unique(keys[order], return_index=True)
    most = np.maximum.reduceat(filled[order], starts) if len(starts) else filled
    rows, numbers = np.divmod(cells, max(1, len(columns)))
    return _Cells(rows, numbers, most, side.count)


def _repeated(side: Occurrences) -> np.ndarray:
    """Return (occurrences,) whether the word's form stands in its segment twice or more."""
    forms = _form_numbers(side)
    _, inverse, counts = np.unique(
        side.segments * (len(side.words) + 1) + forms, return_inverse=True, return_counts=True
    )
    repeated: np.ndarray = counts[inverse] > 1
    return repeated


def _form_numbers(side: Occurrences) -> np.ndarray:
    """Return (occurrences,) a number for each form: two words may look the same."""
    number: dict[str, int] = {}
    of_words = [number.setdefault(word.form, len(number)) for word in side.words]
    numbers: np.ndarray = np.array(of_words, dtype=np.int64)[side.places]
    return numbers


def _lost(side: Occurrences) -> np.ndarray:
    """Return (segments,) what each segment's words without counterpart weigh."""
    alone = np.array([not word.columns for word in side.words], dtype=bool)[side.places]
    width = len(side.words) + 1
    pairs = np.unique(side.segments[alone] * width + _form_numbers(side)[alone])
    rows, forms = np.divmod(pairs, width)
    counts = np.bincount(forms, minlength=width)
    squares = np.log(1 + side.count / np.maximum(counts, 1)) ** 2
    sums = np.bincount(rows, weights=squares[forms], minlength=side.count)
    lost: np.ndarray = np.sqrt(UNMATCHED * sums)
    return lost


def _matrix(
    cells: _Cells, idf: np.ndarray, lost: np.ndarray, first_lost: int, width: int
) -> csr_array:
    own = np.arange(cells.segments)
    weights = np.concatenate([cells.weights * idf[cells.columns], lost])
    rows = np.concatenate([cells.rows, own])
    columns = np.concatenate([cells.columns, first_lost + own])
    return csr_array((weights.astype(np.float32), (rows, columns)), shape=(cells.segments, width))
