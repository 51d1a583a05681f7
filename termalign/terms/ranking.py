"""From evidence to a list: how likely a pair is right, how much of a term it is, who takes whom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from termalign.terms import generic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.terms.evidence import Proof
    from termalign.terms.material import Candidate, Material

FLOOR = 0.05  # a pair less likely than this is not shown
FULL = 0.85  # an English term that says a second Japanese one so fully may serve it too
FULL_BEHIND = -0.75  # nor is the second one trusted less than one this far behind
SHARED = 1.0  # so may one whose choice falls short of the first one's by no more than this
VARIANT = 1.5  # another English falls short of the preferred one by no more than this
MOST_MARGIN = 3.0
HALF = 0.5  # composed less than so, more words say nothing
MOST_WORDS = 3  # words beyond the first that count
# What is left of a term seen several times, always in the same longer one: 無人茶摘 of 無人茶摘機.
FRAGMENT = 0.5
OFTEN = 40  # segments; a term in more of them is no more of a term
_PHRASE = ("of", "for", "in", "on", "to", "with", "by", "from", "at")

FEATURES = (
    "constant",
    "composed",
    "words",
    "entry",
    "aligned",
    "seen",
    "dice",
    "counts",
    "ja_free",
    "en_free",
    "single",
    "apart",
    "verbal",
    "alone",
)
# How a term chooses among its partners: conditional logit, fitted on hand-made lists of some 370
# pairs of four kinds (results decks with their translation, with another quarter's, business
# software), each counting alike. Left out in turn, each kind's right partner is chosen in 89–96 %.
CHOICE = np.array([0.0, 2.2, 1.5, 1.7, 1.9, 0.7, 2.2, -0.3, 0.5, 1.2, -0.5, -1.0, -1.3, 1.3])
# How far a pair that was chosen is to be trusted: logistic regression on the same numbers and the
# margin of the choice.
TRUST = np.array([-2.4, 1.0, 0.35, 0.3, 0.5, 0.0, 1.4, -0.3, 0.0, 0.5, -0.8, 0.0, 0.0, 0.3, 1.0])


def features(material: Material, proofs: Sequence[Proof]) -> np.ndarray:
    """Return a row for each proof, a column for each of FEATURES."""
    ja = _Facts.of(material.ja.candidates, [proof.ja for proof in proofs])
    en = _Facts.of(material.en.candidates, [proof.en for proof in proofs])
    composed = np.array([proof.composed for proof in proofs])
    words = np.array([proof.words for proof in proofs])
    entry = np.array([proof.entry for proof in proofs])
    together = np.array([proof.together for proof in proofs])
    aligned = np.array([proof.aligned for proof in proofs])
    return np.column_stack(
        [
            np.ones(len(proofs)),
            composed,
            np.where(composed >= HALF, np.minimum(words - 1, MOST_WORDS), 0),
            entry,
            aligned / np.maximum(together, 1),
            np.log1p(aligned),
            2 * aligned / (ja.count + en.count),
            np.abs(np.log(ja.count / en.count)),
            ja.free,
            en.free,
            (words == 1) & ~entry,
            (together == 0) & (not material.comparable),
            en.verbal,
            ja.alone + en.alone,
        ]
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the candidates of one language, a place for each proof."""

    count: np.ndarray
    free: np.ndarray
    alone: np.ndarray
    verbal: np.ndarray

    @classmethod
    def of(cls, candidates: Sequence[Candidate[Any]], numbers: Sequence[int]) -> _Facts:
        return cls(
            np.array([c.count for c in candidates], dtype=float)[numbers],
            np.array([c.freedom() for c in candidates])[numbers],
            np.array([min(1, c.alone) for c in candidates])[numbers],
            np.array([_is_verbal(c.key) for c in candidates])[numbers],
        )


def _is_verbal(key: str) -> bool:
    """Tell of an English term whether it ends as verbs do: pioneering, employees numbered."""
    return key.endswith("ed") or (" " not in key and key.endswith("ing"))


def termhood(material: Material, proof: Proof) -> float:
    """Return 0..1 how much the pair is worth an entry.

    A term is used often, freely, is of several words, and is a compound rather than a phrase.
    """
    ja, en = material.ja.candidates[proof.ja], material.en.candidates[proof.en]
    if ja.key in generic.JAPANESE or en.key in generic.ENGLISH:
        return 0.0
    often = min(1.0, math.log(1 + min(ja.count, en.count)) / math.log(1 + OFTEN))
    free = min(ja.freedom(), en.freedom())
    several = min(1.0, (proof.words - 1) / 2)
    phrase = any(word in en.key.split() for word in _PHRASE) or "の" in ja.key
    worth = 0.38 * often + 0.2 * free + 0.27 * several + (0.0 if phrase else 0.15)
    return worth * (FRAGMENT if free == 0 and min(ja.count, en.count) > 1 else 1.0)


@dataclass(frozen=True, slots=True)
class Match:
    """A preferred pair and the other English that also fits."""

    proof: Proof
    likely: float  # 0..1 that the two translate one another
    score: float  # 0..1 likely and worth an entry
    others: tuple[Proof, ...]


def compete(material: Material, proofs: Sequence[Proof]) -> list[Match]:
    """Return each Japanese term with its best English, best first."""
    if not proofs:
        return []
    table = features(material, proofs)
    choices = table @ CHOICE
    chosen, others = _choose(material, proofs, choices)
    margins = _margins(proofs, choices)[chosen]
    likely = 1 / (1 + np.exp(-(np.column_stack([table[chosen], margins]) @ TRUST)))
    matches = [
        Match(
            proofs[n],
            chance,
            chance * (0.4 + 0.6 * termhood(material, proofs[n])),
            tuple(others.get(proofs[n].ja, ())),
        )
        for n, chance in zip(chosen, likely.tolist(), strict=True)
        if chance >= FLOOR
    ]
    return sorted(matches, key=lambda m: (-m.score, material.ja.candidates[m.proof.ja].key))


def _choose(
    material: Material, proofs: Sequence[Proof], choices: np.ndarray
) -> tuple[list[int], dict[int, list[Proof]]]:
    """Return the proofs of preferred pairs, and by Japanese term those of its other English."""
    order = sorted(
        range(len(proofs)),
        key=lambda n: (
            -round(float(choices[n]), 6),
            -material.en.candidates[proofs[n].en].count,
            material.ja.candidates[proofs[n].ja].key,
            material.en.candidates[proofs[n].en].key,
        ),
    )
    best_of_ja: dict[int, float] = {}
    best_of_en: dict[int, float] = {}
    chosen: list[int] = []
    others: dict[int, list[Proof]] = {}
    for n in order:
        proof, choice = proofs[n], float(choices[n])
        taken = choice < best_of_en.get(proof.en, choice) - SHARED
        if taken and proof.composed < FULL:
            continue
        best_of_en.setdefault(proof.en, choice)
        if proof.ja not in best_of_ja:
            best_of_ja[proof.ja] = choice
            chosen.append(n)
        elif choice >= best_of_ja[proof.ja] - VARIANT:
            others.setdefault(proof.ja, []).append(proof)
    return chosen, others


def _margins(proofs: Sequence[Proof], choices: np.ndarray) -> np.ndarray:
    """Return how far each proof is ahead of the best rival for its terms.

    An English term that says a Japanese one fully may serve others besides: no rivals there.
    """
    full = np.array([proof.composed >= FULL for proof in proofs])
    of_ja = _ahead(np.array([proof.ja for proof in proofs]), choices)
    of_en = _ahead(np.array([proof.en for proof in proofs]), choices)
    margins: np.ndarray = np.minimum(of_ja, np.where(full, np.maximum(of_en, FULL_BEHIND), of_en))
    return margins


def _ahead(terms: np.ndarray, choices: np.ndarray) -> np.ndarray:
    """Return how far each choice is ahead of the best other one for the same term."""
    order = np.lexsort((-choices, terms))
    first = np.append(True, np.diff(terms[order]) != 0)
    starts = np.flatnonzero(first)
    second = np.full(len(starts), -np.inf)
    has = np.diff(np.append(starts, len(order))) > 1
    second[has] = choices[order][starts[has] + 1]
    group = np.cumsum(first) - 1
    rival = np.where(first, second[group], choices[order][starts][group])
    ahead = np.empty(len(choices))
    ahead[order] = np.clip(choices[order] - rival, -MOST_MARGIN, MOST_MARGIN)
    return ahead
