"""From evidence to a list: how likely a pair is right, how much of a term it is, who takes whom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.terms.material import Material

FLOOR = 0.15
SHARED = 0.9  # an English term goes to a second Japanese one if it fits so much as well


@dataclass(frozen=True, slots=True)
class Proof:
    """What speaks for one pair of candidates."""

    ja: int
    en: int
    composed: float = 0.0  # how fully the parts explain one another, 0..1
    words: int = 1  # content words of the smaller side
    together: int = 0  # beads that hold both
    aligned: float = 0.0  # sum over them of how well the words are aligned
    entry: bool = False  # the whole pair stands in the lexicon's curated terms


def likelihood(proof: Proof, ja_count: int, en_count: int) -> float:
    """Return 0..1 how likely the two translate one another."""
    logit = -3.0 + 3.6 * proof.composed
    if proof.composed >= 0.5:
        logit += 0.6 * min(3, proof.words - 1)
    if proof.together:
        mean = proof.aligned / proof.together
        dice = 2 * proof.aligned / (ja_count + en_count)
        logit += 2.5 * mean + 2.5 * dice + 0.4 * math.log(proof.aligned + 0.1)
    if proof.entry:
        logit += 2.5
    return 1 / (1 + math.exp(-logit))


def termhood(material: Material, proof: Proof) -> float:
    """Return 0..1 how much the pair is worth an entry."""
    ja, en = material.ja.candidates[proof.ja], material.en.candidates[proof.en]
    whole = min(1.0, (ja.whole + en.whole) / (ja.count + en.count))
    often = min(1.0, math.log(1 + min(ja.count, en.count)) / math.log(20))
    return 0.4 * whole + 0.3 * often + 0.3 * min(1.0, (proof.words - 1) / 2)


@dataclass(frozen=True, slots=True)
class Match:
    """A preferred pair and the other English that also fits."""

    proof: Proof
    likely: float
    score: float
    others: tuple[Proof, ...]


def compete(material: Material, proofs: Iterable[Proof]) -> list[Match]:
    """Return each Japanese term with its best English, best first."""
    judged: list[tuple[float, Proof]] = []
    for proof in proofs:
        ja, en = material.ja.candidates[proof.ja], material.en.candidates[proof.en]
        judged.append((likelihood(proof, ja.count, en.count), proof))
    judged.sort(
        key=lambda pair: (
            -pair[0],
            material.ja.candidates[pair[1].ja].key,
            material.en.candidates[pair[1].en].key,
        )
    )
    taken_ja: dict[int, float] = {}
    taken_en: dict[int, float] = {}
    first: list[tuple[float, Proof]] = []
    others: dict[int, list[Proof]] = {}
    for likely, proof in judged:
        if likely < FLOOR:
            break
        if likely < SHARED * taken_en.get(proof.en, 0.0):
            continue
        taken_en.setdefault(proof.en, likely)
        if proof.ja in taken_ja:
            if likely >= 0.5 * taken_ja[proof.ja]:
                others.setdefault(proof.ja, []).append(proof)
            continue
        taken_ja[proof.ja] = likely
        first.append((likely, proof))
    matches = [
        Match(p, likely, likely * (0.6 + 0.4 * termhood(material, p)), tuple(others.get(p.ja, ())))
        for likely, p in first
    ]
    return sorted(matches, key=lambda m: (-m.score, material.ja.candidates[m.proof.ja].key))
