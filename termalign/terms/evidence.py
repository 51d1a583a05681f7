"""What speaks for each pair of candidates: parts, beads, places, what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from termalign.terms.composition import EnglishParts, JapaneseParts, compose, explained
from termalign.terms.phrases import phrase_pairs
from termalign.terms.places import place
from termalign.text import has_japanese

if TYPE_CHECKING:
    from collections.abc import Collection

    from termalign.terms.entries import Entries
    from termalign.terms.links import Links
    from termalign.terms.material import Material
    from termalign.terms.phrases import Sightings

LEAST_BEAD = 0.5  # a bead more likely wrong than right says nothing of its terms
MOST_RIVALS = 8  # English candidates that a Japanese one keeps of those seen in its beads

Pair = tuple[int, int]  # numbers of a Japanese and an English candidate


@dataclass(frozen=True, slots=True)
class Proof:
    """What speaks for one pair of candidates."""

    ja: int
    en: int
    composed: float = 0.0  # how fully the parts explain one another, 0..1
    words: int = 1  # content words of the smaller side
    together: int = 0  # beads that hold both
    aligned: float = 0.0  # sum over them of how well the words are aligned, 0..1 each
    entry: bool = False  # the whole pair is known
    placed: float = 0.0  # how sure it is that they are labels of the same place, 0..1
    rows: tuple[int, int] | None = None  # the segments that are that place


def prove(material: Material, links: Links, entries: Entries) -> list[Proof]:
    """Return all pairs of candidates that something speaks for, in order of their numbers."""
    strands = [strand for strand in material.strands if strand.score >= LEAST_BEAD]
    seen, learned = phrase_pairs(material, strands, links)
    if any(strand.teaches for strand in strands):
        links = links.taught(learned)
    met = _met(material, seen)
    known = {
        (material.ja.numbers[ja], material.en.numbers[en])
        for ja, en in entries.pairs
        if ja in material.ja.numbers and en in material.en.numbers
    }
    composed = dict.fromkeys(known, 1.0)
    if material.comparable:
        composed = compose(material.ja, material.en, links) | composed
    composed |= _composed(material, links, met.keys() - composed.keys())
    places = place(material, composed)
    composed |= _composed(material, links, places.keys() - composed.keys())
    return [
        Proof(
            *pair,
            composed[pair],
            _words(material, pair),
            *met.get(pair, (0, 0.0)),
            pair in known,
            *places.get(pair, (0.0, None)),
        )
        for pair in sorted(composed)
        if has_japanese(material.ja.candidates[pair[0]].key)
    ]


def _met(material: Material, seen: Sightings) -> dict[Pair, tuple[int, float]]:
    """Return the pairs seen in beads, for each Japanese term those that go best with it."""
    ja_counts = np.array([c.count for c in material.ja.candidates], dtype=float)
    en_counts = np.array([c.count for c in material.en.candidates], dtype=float)
    if not len(seen.ja):
        return {}
    dice = seen.aligned / (ja_counts[seen.ja] + en_counts[seen.en])
    order = np.lexsort((seen.en, -dice, seen.ja))
    starts = np.append(True, np.diff(seen.ja[order]) != 0)
    first = np.flatnonzero(starts)[np.cumsum(starts) - 1]
    kept = order[np.arange(len(order)) - first < MOST_RIVALS]
    rows = zip(seen.ja[kept], seen.en[kept], seen.together[kept], seen.aligned[kept], strict=True)
    return {(int(ja), int(en)): (int(n), float(a)) for ja, en, n, a in rows}


def _composed(material: Material, links: Links, pairs: Collection[Pair]) -> dict[Pair, float]:
    """Return for each pair how fully its parts explain one another."""
    japanese = {
        ja: JapaneseParts.of(material.ja.candidates[ja], links) for ja in {ja for ja, _ in pairs}
    }
    english = {en: EnglishParts.of(material.en.candidates[en]) for en in {en for _, en in pairs}}
    return {(ja, en): explained(japanese[ja], english[en]) for ja, en in pairs}


def _words(material: Material, pair: Pair) -> int:
    ja, en = material.of(pair)
    english = sum(bool(word.stem) for word in en.text.words[en.first : en.last])
    return min(ja.last - ja.first, english)
