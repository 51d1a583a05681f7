"""Two documents that run side by side: every segment in one bead, in order.

First pass: a semi-Markov model over the band, cosines against their neighbourhood, lengths,
headings. Its certain beads teach word pairs; the second pass scores merges, splits and gaps anew
with them. A bead's score is its probability under the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from termalign.alignment.associations import learn_pairs
from termalign.alignment.band import find_band
from termalign.alignment.chain import NEVER, Potentials, best_path, posterior
from termalign.alignment.features import TYPES, bead_features, build_grid, gap_features
from termalign.alignment.weights import LEXICAL, Weights
from termalign.embedding.lexical import LexicalEmbedder
from termalign.records import Bead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from termalign.embedding import Embedder, Vectors

CERTAIN = 0.8  # beads at least so probable teach word pairs


def align_parallel(
    ja: Sequence[str], en: Sequence[str], embedder: Embedder, vectors: Vectors | None = None
) -> list[Bead]:
    """Return the beads over all segments that are not blank, in order.

    Every such segment is in exactly one bead; one side of a bead may be empty. Give `vectors`
    where the embedder has made those of the segments that are not blank already.
    """
    ja_places = [i for i, text in enumerate(ja) if text.strip()]
    en_places = [j for j, text in enumerate(en) if text.strip()]
    ja_texts, en_texts = [ja[i] for i in ja_places], [en[j] for j in en_places]
    if not ja_texts or not en_texts:
        beads = [Bead((i,), (), 1.0) for i in range(len(ja_texts))]
        beads += [Bead((), (j,), 1.0) for j in range(len(en_texts))]
    else:
        vectors = vectors or embedder.embed(ja_texts, en_texts)
        beads = one_pass(vectors, ja_texts, en_texts)
        if isinstance(embedder, LexicalEmbedder):
            taught = taught_embedder(embedder, ja_texts, en_texts, beads)
            if taught is not None:
                beads = one_pass(taught.embed(ja_texts, en_texts), ja_texts, en_texts)
    return [
        Bead(tuple(ja_places[i] for i in bead.ja), tuple(en_places[j] for j in bead.en), bead.score)
        for bead in beads
    ]


def taught_embedder(
    embedder: LexicalEmbedder, ja: Sequence[str], en: Sequence[str], beads: Sequence[Bead]
) -> LexicalEmbedder | None:
    """Return an embedder that knows the word pairs of the certain beads; None if there are none."""
    certain = [bead for bead in beads if bead.ja and bead.en and bead.score >= CERTAIN]
    learned = learn_pairs(
        (
            [word for i in bead.ja for word in embedder.japanese_words(ja[i])],
            [word for j in bead.en for word in embedder.english_words(en[j])],
        )
        for bead in certain
    )
    return embedder.taught(learned) if learned else None


def potentials_of(
    vectors: Vectors, ja: Sequence[str], en: Sequence[str], weights: Weights
) -> Potentials:
    """Return the model's log-potentials over the band of two documents."""
    band = find_band(vectors)
    grid = build_grid(band, vectors, ja, en)
    beads = {}
    for bead_type in TYPES:
        fits, features = bead_features(grid, bead_type)
        score = weights.bead.astype(np.float32) @ features + np.float32(weights.types[bead_type])
        beads[bead_type] = np.where(fits, score, np.float32(NEVER))
    return Potentials(
        band,
        beads,
        weights.ja_gap @ gap_features(grid.ja),
        weights.en_gap @ gap_features(grid.en),
    )


def one_pass(
    vectors: Vectors, ja: Sequence[str], en: Sequence[str], weights: Weights = LEXICAL
) -> list[Bead]:
    """Return the most probable path's beads with their probabilities."""
    potentials = potentials_of(vectors, ja, en, weights)
    probability = posterior(potentials)
    score_of = _scorer(potentials, probability.beads)
    beads = []
    for ja_side, en_side in best_path(potentials):
        if ja_side and en_side:
            score = score_of(ja_side, en_side)
        elif ja_side:
            score = float(probability.ja_gap[ja_side[0]])
        else:
            score = float(probability.en_gap[en_side[0]])
        beads.append(Bead(ja_side, en_side, min(1.0, score)))
    return beads


def _scorer(
    potentials: Potentials, probabilities: dict[tuple[int, int], np.ndarray]
) -> Callable[[tuple[int, ...], tuple[int, ...]], float]:
    band = potentials.band

    def score_of(ja_side: tuple[int, ...], en_side: tuple[int, ...]) -> float:
        cell = int(band.offset[ja_side[0]]) + en_side[0] - int(band.low[ja_side[0]])
        return float(probabilities[len(ja_side), len(en_side)][cell])

    return score_of
