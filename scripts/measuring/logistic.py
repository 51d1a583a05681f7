"""Logistic regression for the comparable mode: which mutual best pairs are right."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from termalign.alignment.comparable import FEATURES, WEIGHTS, distinct, find_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from measuring.gold import GoldPair, GoldSet
    from termalign.embedding import Embedder

SEED = 1
ROUNDS = 2  # times each document is cut up
PIECES = (1, 1, 2, 2, 3, 5, 8, 14)  # beads a piece: single remarks and whole sections
# Both documents, the Japanese alone, the English alone, neither: two thirds have no counterpart.
SHARES = {"both": 0.3, "ja": 0.3, "en": 0.3, "none": 0.1}
PENALTY = 0.05


@dataclass(frozen=True, slots=True)
class Candidates:
    """Mutual best pairs of documents that were cut up, and which of them are right."""

    features: np.ndarray  # (candidates, features)
    right: np.ndarray  # (candidates,) 0 or 1


def candidates_of(sets: Sequence[GoldSet], embedder: Embedder) -> Candidates:
    """Return the candidates of all documents of the sets, cut up by chance, seeded."""
    chance = random.Random(SEED)  # noqa: S311  pieces of text are no secret
    rows = [
        row
        for _ in range(ROUNDS)
        for gold in sets
        for pair in gold.pairs
        for row in _judged(pair, embedder, chance)
    ]
    return Candidates(
        np.array([features for features, _ in rows]).reshape(-1, len(FEATURES)),
        np.array([right for _, right in rows], dtype=float),
    )


def _judged(
    pair: GoldPair, embedder: Embedder, chance: random.Random
) -> Iterator[tuple[np.ndarray, bool]]:
    """Yield each candidate's features and whether one of its places is right."""
    pieces = list(_pieces(pair, chance))
    roles = chance.choices(list(SHARES), list(SHARES.values()), k=len(pieces))
    cut = list(zip(pieces, roles, strict=True))
    ja_places = [i for piece, role in cut if role in ("both", "ja") for ja, _ in piece for i in ja]
    right = {
        (i, j) for piece, role in cut if role == "both" for ja, en in piece for i in ja for j in en
    }
    in_english = [piece for piece, role in cut if role in ("both", "en")]
    chance.shuffle(in_english)
    en_places = [j for piece in in_english for _, en in piece for j in en]
    ja_texts = distinct([pair.ja_lines[i] for i in ja_places])
    en_texts = distinct([pair.en_lines[j] for j in en_places])
    for candidate in find_candidates(ja_texts, en_texts, embedder):
        places = (
            (ja_places[i], en_places[j])
            for i in ja_texts.members[candidate.ja]
            for j in en_texts.members[candidate.en]
        )
        yield candidate.features, any(place in right for place in places)


def _pieces(
    pair: GoldPair, chance: random.Random
) -> Iterator[Sequence[tuple[tuple[int, ...], ...]]]:
    start = 0
    while start < len(pair.beads):
        length = chance.choice(PIECES)
        yield pair.beads[start : start + length]
        start += length


def _probability(candidates: Candidates, weights: np.ndarray) -> np.ndarray:
    probability: np.ndarray = 1 / (1 + np.exp(-candidates.features @ weights))
    return probability


def fit_candidates(candidates: Candidates) -> np.ndarray:
    """Return the weights under which the judgements are most probable."""
    right = candidates.right

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        probability = np.clip(_probability(candidates, weights), 1e-9, 1 - 1e-9)
        fitting = right @ np.log(probability) + (1 - right) @ np.log(1 - probability)
        gradient = candidates.features.T @ (probability - right) + 2 * PENALTY * weights
        return float(PENALTY * weights @ weights - fitting), gradient

    fitted: np.ndarray = minimize(objective, WEIGHTS, jac=True, method="L-BFGS-B").x
    return fitted


def judged_by(candidates: Candidates, weights: np.ndarray) -> list[tuple[float, bool]]:
    """Return each candidate's probability under the weights and whether it is right."""
    probabilities = _probability(candidates, weights).tolist()
    return list(zip(probabilities, (candidates.right > 0).tolist(), strict=True))
