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
from termalign.alignment.questions import without_mark
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
        probability = chance(candidate.features)
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
    """Return the distinct texts, without the marks of questions and answers.

    Rows of bare numbers stay out: they do not say what they count.
    """
    places: dict[str, list[int]] = {}
    for i, text in enumerate(segments):
        said = without_mark(text)
        if is_telling(said):
            places.setdefault(" ".join(said.split()), []).append(i)
    return Texts(list(places), list(places.values()))


def is_telling(text: str) -> bool:
    """Tell whether a text holds more than numbers and their units."""
    return any(sign.isalpha() and sign not in _UNIT_SIGNS for sign in text)


def find_candidates(ja: Texts, en: Texts, embedder: Embedder) -> list[Candidate]:
    """Return the mutual best pairs of distinct texts with what speaks for each."""
    if not ja.texts or not en.texts:
        return []
    vectors = embedder.embed(ja.texts, en.texts)
    pairs = mutual_best(vectors.ja, vectors.en)
    usual = usual_length(ja.texts, en.texts)
    return [
        Candidate(
            pair.ja,
            pair.en,
            features_of(pair, ja.texts[pair.ja], en.texts[pair.en], usual, near),
        )
        for pair, near in zip(pairs, _support(pairs, ja, en), strict=True)
    ]


class Choice(NamedTuple):
    """Two texts, by their rows, that choose one another among all of both sides."""

    ja: int
    en: int
    cosine: float
    margin: float  # the cosine less the mean of both texts' 2nd–4th best
    weight: float  # of the words that met


def mutual_best(ja: Matrix, en: Matrix) -> list[Choice]:
    """Return the rows that are each other's best, by the Japanese."""
    ja_norms, en_norms = norms(ja), norms(en)
    forward, backward = _best(ja, en, ja_norms, en_norms), _best(en, ja, en_norms, ja_norms)
    found = []
    for i, partner in enumerate(forward.partner):
        j, cosine = int(partner), float(forward.cosine[i])
        if cosine > 0 and backward.partner[j] == i:
            margin = cosine - float(forward.others[i] + backward.others[j]) / 2
            found.append(Choice(i, j, cosine, margin, cosine * ja_norms[i] * en_norms[j]))
    return found


def usual_length(ja: Sequence[str], en: Sequence[str]) -> float:
    """Return the logarithm of how many English signs stand for a Japanese one."""
    return float(np.log(sum(map(len, en)) / sum(map(len, ja))))


def features_of(choice: Choice, ja: str, en: str, usual: float, near: float) -> np.ndarray:
    """Return what speaks for a choice, as named in FEATURES; `near` is its support."""
    length = np.log(len(en) / len(ja)) - usual
    ending = looks_like_heading(ja) != looks_like_heading(en)
    evidence = np.log1p(choice.weight)
    return np.array(
        [
            1.0,
            choice.cosine,
            choice.margin,
            evidence,
            min(length**2, LENGTH_CAP),
            float(ending),
            near,
        ]
    )


def chance(features: np.ndarray) -> float:
    """Return the probability that a pair with these features belongs together."""
    return float(1 / (1 + np.exp(-WEIGHTS @ features)))


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


def _support(pairs: Sequence[Choice], ja: Texts, en: Texts) -> list[float]:
    """Return for each pair the summed cosines of pairs that stand near it on both sides."""
    places = np.array([(ja.members[p.ja][0], en.members[p.en][0]) for p in pairs]).reshape(-1, 2)
    weights = np.array([pair.cosine for pair in pairs])
    order = np.argsort(places[:, 0], kind="stable")
    sorted_ja = places[order, 0]
    support = []
    for at, (i, j) in enumerate(places):
        first, last = np.searchsorted(sorted_ja, [i - WINDOW, i + WINDOW + 1])
        near = order[first:last]
        near = near[(np.abs(places[near, 1] - j) <= WINDOW) & (near != at)]
        support.append(float(min(weights[near].sum(), MOST_SUPPORT)))
    return support
