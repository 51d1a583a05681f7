"""Sections of two documents that say partly the same: which belong together, and what is in them.

A section begins with a page, a numbered title or a question. Two belong together where each is the
other's best by all that they hold, by their titles, and by their numbers: Ⅱ-5 ① is Ⅱ-5 (1), but
Ⅲ-1 of another quarter may be another matter. Their titles are paired, and then, among the few texts
of the two, what had no chance among all texts of the documents.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from termalign.alignment.comparable import (
    MOST_SUPPORT,
    WINDOW,
    chance,
    features_of,
    is_telling,
    mutual_best,
    usual_length,
)
from termalign.alignment.questions import begins_question, without_mark
from termalign.alignment.table_rows import ROW_SCORE, rows_between
from termalign.embedding.products import all_products, norms
from termalign.records import Bead

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from termalign.embedding import Embedder, Matrix, Vectors
    from termalign.records import Segment

# Set by reading the section pairs of two results decks of different quarters and of the samples:
# with these none was wrong, and none of the right ones was missed.
TITLE_WEIGHT = 0.3  # of the titles' cosine, beside that of all that the sections hold
NUMBER_WEIGHT = 0.15  # of the same number
LEAST = 0.4
LEAST_AHEAD = 0.05  # of the next best on either side
LEAST_ALIKE = 0.2  # titles without the same number, as a cosine
TITLE_SCORE = 0.9
# Among few texts anything stands out: less likely pairs were wrong in two of five.
LIKELY_INSIDE = 0.7
LONGEST_TITLE = 150  # signs

_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_NUMBERED = re.compile(
    r"(?P<part>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)\s*[-‐–－.．]\s*(?:(?P<section>[0-9０-９]{1,2})(?:\s*[.．]|(?=\s|$)))?"
)
_SUBSECTION = re.compile(r"(?P<circled>[①-⑨])|[(（](?P<number>[1-9１-９])[)）]")
Number = tuple[int, int, int]


class SectionPair(NamedTuple):
    """Two sections that belong together, by their places among the sections."""

    ja: int
    en: int
    titles: bool  # whether their titles do, too


def section_number(title: str) -> Number | None:
    """Return the number that a title begins with: (2, 5, 1) for Ⅱ-5. … ① and II-5. … (1)."""
    match = _NUMBERED.match(title) if len(title) <= LONGEST_TITLE else None
    if not match:
        return None
    below = _SUBSECTION.search(title)
    sub = 0
    if below:
        circled = below["circled"]
        sub = ord(circled) - ord("①") + 1 if circled else int(below["number"])
    return _ROMAN[match["part"]], int(match["section"] or 0), sub


def section_starts(segments: Sequence[Segment]) -> list[int]:
    """Return where the sections of a document begin: its pages, numbered titles and questions."""
    starts = [0]
    for at, (before, segment) in enumerate(pairwise(segments), start=1):
        turned = before.place.page != segment.place.page
        text = segment.text
        if turned or section_number(text) is not None or begins_question(text):
            starts.append(at)
    return starts


def align_sections(
    ja: Sequence[Segment], en: Sequence[Segment], beads: Sequence[Bead], embedder: Embedder
) -> list[Bead]:
    """Return `beads`, of comparable documents, with what the matching of sections adds to them.

    The titles of two matched sections are paired, whatever they were paired with before; of their
    other texts only those that stood alone.
    """
    ja_starts, en_starts = section_starts(ja), section_starts(en)
    if min(len(ja_starts), len(en_starts)) == 1:
        return list(beads)
    said = [[without_mark(one.text) for one in side] for side in (ja, en)]
    vectors = embedder.embed(*said)
    found = {bead.ja[0]: (bead.en[0], bead.score) for bead in beads if bead.ja and bead.en}
    sections = match_sections(ja, en, ja_starts, en_starts, vectors)
    spans = [
        (_span(ja_starts, section.ja, len(ja)), _span(en_starts, section.en, len(en)))
        for section in sections
    ]
    homes = [
        {at: number for number, span in enumerate(spans) for at in span[side]} for side in (0, 1)
    ]
    found = _told_apart(found, said, homes)
    for section in sections:
        if section.titles:
            _join(found, ja_starts[section.ja], en_starts[section.en], TITLE_SCORE)
    for i, j in list(rows_between(ja, en, found)):
        _join(found, i, j, ROW_SCORE)
    usual = usual_length(*said)
    for ja_span, en_span in spans:
        rows = _alone(said[0], ja_span, found.keys())
        columns = _alone(said[1], en_span, {j for j, _ in found.values()})
        if rows and columns:
            for choice in mutual_best(vectors.ja[rows], vectors.en[columns]):
                i, j = rows[choice.ja], columns[choice.en]
                near = _support(i, j, found)
                score = chance(features_of(choice, said[0][i], said[1][j], usual, near))
                if score >= LIKELY_INSIDE:
                    found[i] = (j, score)
    return _beads(beads, found)


def _told_apart(
    found: Mapping[int, tuple[int, float]],
    said: Sequence[Sequence[str]],
    homes: Sequence[Mapping[int, int]],
) -> dict[int, tuple[int, float]]:
    """Return the pairs, those of texts that stand several times within one pair of sections.

    There is no change. under two questions is 変更はありません。 under either: under the same one.
    `said` are the texts of both sides; `homes` says of each in which pair of sections it stands, if
    in one.
    """
    keys = [[" ".join(text.split()) for text in side] for side in said]
    places: list[dict[str, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, its_keys in zip(places, keys, strict=True):
        for at, key in enumerate(its_keys):
            side[key].append(at)
    pairs = {(keys[0][i], keys[1][j]): score for i, (j, score) in found.items()}
    settled = {}
    for (japanese, english), score in pairs.items():
        rows, columns = places[0][japanese], places[1][english]
        at_home: dict[int | None, deque[int]] = defaultdict(deque)
        for j in columns:
            at_home[homes[1].get(j)].append(j)
        elsewhere = []
        for i in rows:
            home = homes[0].get(i)
            if home is not None and at_home[home]:
                settled[i] = at_home[home].popleft(), score
            else:
                elsewhere.append(i)
        left = sorted(chain.from_iterable(at_home.values()))
        settled |= {i: (j, score) for i, j in zip(elsewhere, left, strict=False)}
    return settled


def _join(found: dict[int, tuple[int, float]], i: int, j: int, score: float) -> None:
    """Pair two texts, whatever they were paired with less surely."""
    rivals = [a for a, (b, _) in found.items() if b == j and a != i]
    if any(found[a][1] > score for a in (*rivals, *([i] if i in found else []))):
        return
    for a in rivals:
        del found[a]
    found[i] = (j, score)


def match_sections(
    ja: Sequence[Segment],
    en: Sequence[Segment],
    ja_starts: Sequence[int],
    en_starts: Sequence[int],
    vectors: Vectors,
) -> list[SectionPair]:
    """Return the sections that choose one another, clearly, by the Japanese."""
    titles = _cosines(vectors.ja[ja_starts], vectors.en[en_starts])
    numbered = np.array(
        [[_same_number(ja[i].text, en[j].text) for j in en_starts] for i in ja_starts], dtype=float
    )
    whole = _cosines(_summed(vectors.ja, ja_starts), _summed(vectors.en, en_starts))
    scores = whole + TITLE_WEIGHT * titles + NUMBER_WEIGHT * numbered
    pairs = []
    for i, row in enumerate(scores):
        j = int(row.argmax())
        if scores[:, j].argmax() != i or row[j] < LEAST:
            continue
        rivals = np.append(np.delete(row, j), np.delete(scores[:, j], i))
        if row[j] - rivals.max(initial=0.0) >= LEAST_AHEAD:
            alike = bool(numbered[i, j]) or bool(titles[i, j] >= LEAST_ALIKE)
            pairs.append(SectionPair(i, j, alike))
    return pairs


def _same_number(ja: str, en: str) -> bool:
    number = section_number(ja)
    return number is not None and number == section_number(en)


def _summed(vectors: Matrix, starts: Sequence[int]) -> Matrix:
    """Return the vector of each section: the sum of its texts'."""
    n = vectors.shape[0]
    section = np.searchsorted(starts, np.arange(n), side="right") - 1
    members = csr_array((np.ones(n, np.float32), (section, np.arange(n))), (len(starts), n))
    summed: Matrix = members @ vectors
    return summed


def _cosines(rows: Matrix, columns: Matrix) -> np.ndarray:
    scale = np.maximum(np.outer(norms(rows), norms(columns)), 1e-9)
    cosines: np.ndarray = all_products(rows, columns) / scale
    return cosines


def _span(starts: Sequence[int], section: int, size: int) -> range:
    ends = [*starts[1:], size]
    return range(starts[section], ends[section])


def _alone(texts: Sequence[str], places: range, taken: Container[int]) -> list[int]:
    return [at for at in places if at not in taken and is_telling(texts[at])]


def _support(i: int, j: int, found: Mapping[int, tuple[int, float]]) -> float:
    """Return how much stands paired near two texts, on both sides."""
    near = (found[a] for a in range(i - WINDOW, i + WINDOW + 1) if a in found)
    return min(sum(score for b, score in near if abs(b - j) <= WINDOW), MOST_SUPPORT)


def _beads(beads: Sequence[Bead], found: Mapping[int, tuple[int, float]]) -> list[Bead]:
    """Return the found pairs among the texts left alone, by the Japanese, then the English left."""
    taken = {j for j, _ in found.values()}
    japanese: dict[int, Bead] = {i: Bead((i,), (j,), score) for i, (j, score) in found.items()}
    english: dict[int, Bead] = {}
    for bead in beads:
        alone = 1 - bead.score if bead.ja and bead.en else bead.score
        for i in bead.ja:
            japanese.setdefault(i, Bead((i,), (), alone))
        for j in bead.en:
            if j not in taken:
                english[j] = Bead((), (j,), alone)
    return [japanese[i] for i in sorted(japanese)] + [english[j] for j in sorted(english)]
