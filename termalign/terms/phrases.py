"""Term pairs that stand in the same beads, and how well their words are aligned there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from termalign.lexicon import LIGHT_LEMMAS, SKIPPED
from termalign.terms.aligner import Aligned, Words, align_words
from termalign.terms.links import word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.records import Token
    from termalign.terms.links import Links
    from termalign.terms.material import Material, Strand

LEAST_COVER = 0.2  # an occurrence whose words are aligned less well says nothing
LEARNED_LEAST = 0.15  # a tie between words weaker than this is not learned
MOST_WORDS = 120  # on either side of a bead; longer ones are tables


@dataclass(frozen=True, slots=True)
class Sightings:
    """Pairs of candidates met in beads, as parallel arrays."""

    ja: np.ndarray
    en: np.ndarray
    together: np.ndarray  # beads that hold both
    aligned: np.ndarray  # sum over them of how well their words explain one another, 0..1 each


@dataclass(frozen=True, slots=True)
class _Side:
    words: list[int]  # numbers of the content words
    first: np.ndarray  # per candidate: first and last (exclusive) content word, and its number
    last: np.ndarray
    number: np.ndarray


def phrase_pairs(
    material: Material, strands: Sequence[Strand], links: Links
) -> tuple[Sightings, dict[str, dict[str, float]]]:
    """Return the pairs met in `strands`, and the words learned: form → stem → weight."""
    ja_numbers: dict[str, int] = {}
    en_numbers: dict[str, int] = {}
    beads, ja_sides, en_sides, kept = [], [], [], []
    for strand in strands:
        ja_side, tokens = _japanese(material, strand, ja_numbers)
        en_side, stems = _english(material, strand, en_numbers)
        if not (0 < len(tokens) <= MOST_WORDS and 0 < len(stems) <= MOST_WORDS):
            continue
        beads.append(Words(ja_side.words, en_side.words, _link_matrix(links, tokens, stems)))
        ja_sides.append(ja_side)
        en_sides.append(en_side)
        kept.append(strand)
    aligned = align_words(beads, max(1, len(ja_numbers)), max(1, len(en_numbers)))
    sightings = _collect(aligned, ja_sides, en_sides, kept, max(1, len(material.en.candidates)))
    return sightings, _learned(aligned, list(ja_numbers), list(en_numbers))


def _learned(
    aligned: Aligned, ja_words: Sequence[str], en_words: Sequence[str]
) -> dict[str, dict[str, float]]:
    learned: dict[str, dict[str, float]] = {}
    for ja, en, strength in aligned.pairs:
        if strength >= LEARNED_LEAST:
            learned.setdefault(ja_words[ja], {})[en_words[en]] = min(1.0, strength)
    return learned


def is_content(token: Token) -> bool:
    """Tell whether a morpheme can have an English word of its own."""
    return token.pos not in SKIPPED and token.pos != "number" and token.lemma not in LIGHT_LEMMAS


def _japanese(
    material: Material, strand: Strand, numbers: dict[str, int]
) -> tuple[_Side, list[Token]]:
    words: list[int] = []
    kept: list[Token] = []
    spans: list[tuple[int, int, int]] = []
    for at in strand.ja:
        before = [len(words)]
        for token in material.ja.texts[at].tokens:
            if is_content(token):
                words.append(numbers.setdefault(word_key(token), len(numbers)))
                kept.append(token)
            before.append(len(words))
        spans += [(before[a], before[b], n) for a, b, n in material.ja.spans[at]]
    return _side(words, spans), kept


def _english(
    material: Material, strand: Strand, numbers: dict[str, int]
) -> tuple[_Side, list[str]]:
    words: list[int] = []
    stems: list[str] = []
    spans: list[tuple[int, int, int]] = []
    for at in strand.en:
        before = [len(words)]
        for word in material.en.texts[at].words:
            if word.stem:
                words.append(numbers.setdefault(word.stem, len(numbers)))
                stems.append(word.stem)
            before.append(len(words))
        spans += [(before[a], before[b], n) for a, b, n in material.en.spans[at]]
    return _side(words, spans), stems


def _side(words: list[int], spans: Sequence[tuple[int, int, int]]) -> _Side:
    table = np.array([s for s in spans if s[1] > s[0]], dtype=np.int64).reshape(-1, 3)
    return _Side(words, table[:, 0], table[:, 1], table[:, 2])


def _link_matrix(links: Links, tokens: Sequence[Token], stems: Sequence[str]) -> np.ndarray:
    matrix = np.zeros((len(tokens), len(stems)))
    columns: dict[str, list[int]] = {}
    for column, stem in enumerate(stems):
        columns.setdefault(stem, []).append(column)
    for link in links.of(tokens):
        _fill(matrix, link.first, link.last, link.stems, columns)
    return matrix


def _fill(
    matrix: np.ndarray,
    first: int,
    last: int,
    stems: Mapping[str, float],
    columns: Mapping[str, Sequence[int]],
) -> None:
    met = columns.keys() & stems.keys()
    for stem in met:
        for column in columns[stem]:
            for row in range(first, last):
                matrix[row, column] = max(matrix[row, column], stems[stem])


def _collect(
    aligned: Aligned,
    ja_sides: Sequence[_Side],
    en_sides: Sequence[_Side],
    strands: Sequence[Strand],
    en_candidates: int,
) -> Sightings:
    ids, scores = [], []
    for by_ja, by_en, ja, en, strand in zip(
        aligned.by_ja, aligned.by_en, ja_sides, en_sides, strands, strict=True
    ):
        if not len(ja.number) or not len(en.number):
            continue
        cover = strand.score * _cover(by_ja, ja, en) / (ja.last - ja.first)[:, None]
        cover *= _cover(by_en, ja, en) / (en.last - en.first)[None, :]
        pair = ja.number[:, None] * en_candidates + en.number[None, :]
        keep = cover >= LEAST_COVER
        pairs, scored = pair[keep], cover[keep]
        order = np.lexsort((-scored, pairs))
        best = np.append(True, np.diff(pairs[order]) > 0) if len(order) else order.astype(bool)
        ids.append(pairs[order][best])  # a pair counts once a bead
        scores.append(scored[order][best])
    if not ids:
        none = np.zeros(0, dtype=np.int64)
        return Sightings(none, none, none, np.zeros(0))
    unique, inverse = np.unique(np.concatenate(ids), return_inverse=True)
    return Sightings(
        unique // en_candidates,
        unique % en_candidates,
        np.bincount(inverse),
        np.bincount(inverse, np.concatenate(scores)),
    )


def _cover(shares: np.ndarray, ja: _Side, en: _Side) -> np.ndarray:
    """Return for each pair of candidates the sum of `shares` in their rectangle."""
    sums = np.zeros((shares.shape[0] + 1, shares.shape[1] + 1))
    sums[1:, 1:] = shares.cumsum(axis=0).cumsum(axis=1)
    a, b, c, d = ja.first[:, None], ja.last[:, None], en.first[None, :], en.last[None, :]
    total: np.ndarray = sums[b, d] - sums[a, d] - sums[b, c] + sums[a, c]
    return total
