"""Maximum-likelihood weights of the aligner's conditional random field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from termalign.alignment.band import find_band
from termalign.alignment.chain import NEVER, Potentials, best_path, posterior
from termalign.alignment.features import (
    BEAD_FEATURES,
    GAP_FEATURES,
    TYPES,
    bead_features,
    build_grid,
    gap_features,
)
from termalign.alignment.parallel import one_pass, taught_embedder
from termalign.alignment.weights import LEXICAL, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measuring.gold import Bead, GoldPair, GoldSet
    from termalign.alignment.band import Band
    from termalign.alignment.chain import BeadType
    from termalign.embedding.lexical import LexicalEmbedder

# What a bead of a set counts, so that each kind of text counts about equally: news documents are
# short, the encyclopedia's are long. A set of another name counts 1.
SET_WEIGHTS = {"ntrex": 3.0, "d365biz": 1.3, "kyoto": 0.8, "speed": 0.5}
PENALTY = 0.1  # times the squared weights
ITERATIONS = 40

_CUTS = np.cumsum([len(BEAD_FEATURES), len(TYPES), len(GAP_FEATURES)])


@dataclass(frozen=True, slots=True)
class Example:
    """One gold pair as the second pass sees it, blank lines left out."""

    gold: tuple[Bead, ...]
    band: Band
    beads: dict[BeadType, tuple[np.ndarray, np.ndarray]]  # where it fits, features
    ja_gap: np.ndarray
    en_gap: np.ndarray
    counts: np.ndarray  # the gold's features summed, in the order of the weights
    weight: float


def examples_of(gold: GoldSet, embedder: LexicalEmbedder) -> list[Example]:
    """Return an example for each pair of the set."""
    weight = SET_WEIGHTS.get(gold.name, 1.0)
    return [_example(pair, embedder, weight) for pair in gold.pairs]


def _example(pair: GoldPair, embedder: LexicalEmbedder, weight: float) -> Example:
    ja_places = [i for i, line in enumerate(pair.ja_lines) if line.strip()]
    en_places = [j for j, line in enumerate(pair.en_lines) if line.strip()]
    ja, en = [pair.ja_lines[i] for i in ja_places], [pair.en_lines[j] for j in en_places]
    vectors = embedder.embed(ja, en)
    taught = taught_embedder(embedder, ja, en, one_pass(vectors, ja, en))
    if taught is not None:
        vectors = taught.embed(ja, en)
    band = find_band(vectors)
    grid = build_grid(band, vectors, ja, en)
    beads = {bead_type: bead_features(grid, bead_type) for bead_type in TYPES}
    gaps = gap_features(grid.ja), gap_features(grid.en)
    gold = _without_blanks(pair.beads, ja_places, en_places)
    return Example(gold, band, beads, *gaps, _gold_counts(gold, band, beads, *gaps), weight)


def _without_blanks(
    beads: Sequence[Bead], ja_places: Sequence[int], en_places: Sequence[int]
) -> tuple[Bead, ...]:
    """Return the beads counted in lines that are not blank."""
    ja_number = {place: number for number, place in enumerate(ja_places)}
    en_number = {place: number for number, place in enumerate(en_places)}
    kept = (
        (
            tuple(ja_number[i] for i in ja if i in ja_number),
            tuple(en_number[j] for j in en if j in en_number),
        )
        for ja, en in beads
    )
    return tuple(bead for bead in kept if any(bead))


def _gold_counts(
    gold: Sequence[Bead],
    band: Band,
    beads: dict[BeadType, tuple[np.ndarray, np.ndarray]],
    ja_gap: np.ndarray,
    en_gap: np.ndarray,
) -> np.ndarray:
    """Sum the features of the gold beads; those the model has no type or cell for are left out."""
    summed = np.zeros(len(BEAD_FEATURES))
    types = np.zeros(len(TYPES))
    alone = [np.zeros(len(GAP_FEATURES)), np.zeros(len(GAP_FEATURES))]
    for ja, en in gold:
        bead_type = len(ja), len(en)
        if not en:
            alone[0] += ja_gap[:, list(ja)].sum(axis=1)
        elif not ja:
            alone[1] += en_gap[:, list(en)].sum(axis=1)
        elif bead_type in beads:
            fits, features = beads[bead_type]
            cell = int(band.shift(np.array([ja[0]]), np.array([en[0]]))[0])
            if cell >= 0 and fits[cell]:
                summed += features[:, cell]
                types[TYPES.index(bead_type)] += 1
    return np.concatenate([summed, types, *alone])


def _vector(weights: Weights) -> np.ndarray:
    types = [weights.types[bead_type] for bead_type in TYPES]
    return np.concatenate([weights.bead, types, weights.ja_gap, weights.en_gap])


def _weights(vector: np.ndarray) -> Weights:
    bead, types, ja_gap, en_gap = np.split(vector, _CUTS)
    return Weights(bead, dict(zip(TYPES, types.tolist(), strict=True)), ja_gap, en_gap)


def _potentials(example: Example, weights: Weights) -> Potentials:
    beads = {
        bead_type: np.where(fits, weights.bead @ features + weights.types[bead_type], NEVER)
        for bead_type, (fits, features) in example.beads.items()
    }
    return Potentials(
        example.band, beads, weights.ja_gap @ example.ja_gap, weights.en_gap @ example.en_gap
    )


def _loss(example: Example, vector: np.ndarray) -> tuple[float, np.ndarray]:
    """Return how improbable the gold is (negative log-likelihood) and the gradient."""
    probable = posterior(_potentials(example, _weights(vector)))
    summed = np.zeros(len(BEAD_FEATURES))
    types = np.zeros(len(TYPES))
    for place, bead_type in enumerate(TYPES):
        summed += example.beads[bead_type][1] @ probable.beads[bead_type]
        types[place] = probable.beads[bead_type].sum()
    gaps = example.ja_gap @ probable.ja_gap, example.en_gap @ probable.en_gap
    expected = np.concatenate([summed, types, *gaps])
    return probable.log_total - float(vector @ example.counts), expected - example.counts


def fit(examples: Sequence[Example]) -> Weights:
    """Return the weights under which the gold of all examples is most probable."""

    def objective(vector: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = PENALTY * float(vector @ vector), 2 * PENALTY * vector
        for example in examples:
            own_loss, own_gradient = _loss(example, vector)
            loss += example.weight * own_loss
            gradient = gradient + example.weight * own_gradient
        return loss, gradient

    return _weights(
        minimize(
            objective,
            _vector(LEXICAL),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": ITERATIONS},
        ).x
    )


def found_in(example: Example, weights: Weights) -> list[Bead]:
    """Return the most probable beads of an example, counted in lines that are not blank."""
    return best_path(_potentials(example, weights))


def weights_as_code(weights: Weights) -> str:
    """Return the weights as they are written in `termalign/alignment/weights.py`."""
    types = "".join(f"        {key}: {value:.3f},\n" for key, value in weights.types.items())
    return (
        f"LEXICAL = Weights(\n    bead=np.array({_list(weights.bead)}),\n"
        f"    types={{\n{types}    }},\n"
        f"    ja_gap=np.array({_list(weights.ja_gap)}),\n"
        f"    en_gap=np.array({_list(weights.en_gap)}),\n)"
    )


def _list(numbers: np.ndarray) -> str:
    return "[" + ", ".join(f"{number:.3f}" for number in numbers) + "]"
