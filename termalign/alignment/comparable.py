"""Two documents that say partly the same, in any order: pairs that choose one another.

Each segment's best partner is judged by how far it stands out from the runners-up (margin,
Artetxe & Schwenk 2019), by what it is made of, and by whether its neighbours have partners
nearby. Precision comes first: what is not more likely right than wrong stays alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from termalign.alignment.features import NEAREST, looks_like_heading
from termalign.embedding.products import all_products, norms
from termalign.records import Bead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.embedding import Embedder, Matrix

LIKELY = 0.5  # a pair less probable than this is left apart
WINDOW = 6  # segments before and after in which neighbours' partners are looked for
MOST_SUPPORT = 3.0  # neighbours beyond this add nothing
CHUNK = 512  # rows compared with all columns at a time
LENGTH_CAP = 4.0

_UNIT_SIGNS = frozenset(
    "円銭億万千百兆年月日期比YoQbnm"
)  # "1,282.0億円 +5.1%YoY" is a bare number too

FEATURES = (
    "constant",
    "cosine",
    "margin",  # the cosine less the mean of both texts' 2nd–4th best
    "evidence",  # logarithm of the weight of the words that met
    "length",  # squared log ratio, against the documents' ratio
    "ending",  # one ends like a sentence, the other like a heading
    "support",  # summed cosines of the pairs near it on both sides
)
# Logistic regression on 70 pairs of documents cut into pieces, two thirds of them taken out and
# the rest put in another order (`scripts/fit_alignment.py --comparable`).
WEIGHTS = np.array([-7.34, 1.05, 6.35, 1.31, -0.82, -1.41, 1.53])


class Candidate(NamedTuple):
    """Two texts that are each other's best partner; `features` as named in FEATURES."""

    ja: int
    en: int
    features: np.ndarray


@dataclass(frozen=True, slots=True)
class Texts:
    """The distinct texts of one side and where each stands."""

    texts: list[str]
    members: list[list[int]]


def align_comparable(ja: Sequence[str], en: Sequence[str], embedder: Embedder) -> list[Bead]:
    """Return 1-1 beads ordered by the Japanese, then the English segments left over.

    Every segment that is not blank is in exactly one bead. A text that stands several times on
    both sides (a label on each slide) is paired first with first, second with second.
    """
    ja_texts, en_texts = distinct(ja), distinct(en)
    partner: dict[int, tuple[int, float]] = {}
    doubt: dict[int, float] = {}
    for candidate in find_candidates(ja_texts, en_texts, embedder):
        probability = float(1 / (1 + np.exp(-WEIGHTS @ candidate.features)))
        for i, j in zip(
            ja_texts.members[candidate.ja], en_texts.members[candidate.en], strict=False
        ):
            if probability >= LIKELY:
                partner[i] = (j, probability)
            else:
                doubt[i], doubt[-1 - j] = probability, probability
    taken = {j for j, _ in partner.values()}
    beads = []
    for i, text in enumerate(ja):
        if i in partner:
            j, probability = partner[i]
            beads.append(Bead((i,), (j,), probability))
        elif text.strip():
            beads.append(Bead((i,), (), 1 - doubt.get(i, 0.0)))
    beads.extend(
        Bead((), (j,), 1 - doubt.get(-1 - j, 0.0))
        for j, text in enumerate(en)
        if text.strip() and j not in taken
    )
    return beads


def distinct(segments: Sequence[str]) -> Texts:
    """Return the distinct texts; rows of bare numbers stay out: they do not say what they count."""
    places: dict[str, list[int]] = {}
    for i, text in enumerate(segments):
        if any(sign.isalpha() and sign not in _UNIT_SIGNS for sign in text):
            places.setdefault(" ".join(text.split()), []).append(i)
    return Texts(list(places), list(places.values()))


def find_candidates(ja: Texts, en: Texts, embedder: Embedder) -> list[Candidate]:
    """Return the mutual best pairs of distinct texts with what speaks for each."""
    if not ja.texts or not en.texts:
        return []
    vectors = embedder.embed(ja.texts, en.texts)
    ja_norms, en_norms = norms(vectors.ja), norms(vectors.en)
    forward = _best(vectors.ja, vectors.en, ja_norms, en_norms)
    backward = _best(vectors.en, vectors.ja, en_norms, ja_norms)
    pairs = [
        (i, int(j))
        for i, j in enumerate(forward.partner)
        if forward.cosine[i] > 0 and backward.partner[j] == i
    ]
    support = _support(pairs, ja, en, forward.cosine)
    usual = np.log(sum(map(len, en.texts)) / sum(map(len, ja.texts)))
    candidates = []
    for (i, j), near in zip(pairs, support, strict=True):
        cosine = float(forward.cosine[i])
        margin = cosine - float(forward.others[i] + backward.others[j]) / 2
        length = np.log(len(en.texts[j]) / len(ja.texts[i])) - usual
        ending = looks_like_heading(ja.texts[i]) != looks_like_heading(en.texts[j])
        evidence = np.log1p(cosine * ja_norms[i] * en_norms[j])
        row = [1.0, cosine, margin, evidence, min(length**2, LENGTH_CAP), float(ending), near]
        candidates.append(Candidate(i, j, np.array(row)))
    return candidates


class _Best(NamedTuple):
    partner: np.ndarray  # (n,) index on the other side
    cosine: np.ndarray
    others: np.ndarray  # mean of the 2nd–4th best


def _best(rows: Matrix, columns: Matrix, row_norms: np.ndarray, column_norms: np.ndarray) -> _Best:
    n, m = rows.shape[0], columns.shape[0]
    keep = min(NEAREST, m)
    found = _Best(np.zeros(n, dtype=int), np.zeros(n), np.zeros(n))
    for start in range(0, n, CHUNK):
        dense = all_products(rows[start : start + CHUNK], columns)
        scale = np.maximum(np.outer(row_norms[start : start + CHUNK], column_norms), 1e-9)
        cosines = dense / scale
        top = np.sort(np.partition(cosines, m - keep, axis=1)[:, m - keep :], axis=1)[:, ::-1]
        stop = start + len(cosines)
        found.partner[start:stop] = cosines.argmax(axis=1)
        found.cosine[start:stop] = top[:, 0]
        found.others[start:stop] = top[:, 1:].mean(axis=1) if keep > 1 else 0.0
    return found


def _support(
    pairs: Sequence[tuple[int, int]], ja: Texts, en: Texts, cosine: np.ndarray
) -> list[float]:
    """Return for each pair the summed cosines of pairs that stand near it on both sides."""
    places = np.array([(ja.members[i][0], en.members[j][0]) for i, j in pairs]).reshape(-1, 2)
    weights = np.array([cosine[i] for i, _ in pairs])
    order = np.argsort(places[:, 0], kind="stable")
    sorted_ja = places[order, 0]
    support = []
    for at, (i, j) in enumerate(places):
        first, last = np.searchsorted(sorted_ja, [i - WINDOW, i + WINDOW + 1])
        near = order[first:last]
        near = near[(np.abs(places[near, 1] - j) <= WINDOW) & (near != at)]
        support.append(float(min(weights[near].sum(), MOST_SUPPORT)))
    return support
