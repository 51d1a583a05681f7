"""Sums and maxima over all ways to cut two documents into beads, inside a band.

A way is a path of nodes from (0, 0) to (n, m); a bead of type (a, b) leads from (i, j) to
(i + a, j + b), a segment without partner is a step of one to the right or down. Within a run of
such steps the Japanese ones come first, so that each set of beads is one path only. The forward
and backward sums give each bead's probability under the model (Rabiner 1989; a semi-Markov
conditional random field, Sarawagi & Cohen 2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.alignment.band import Band

NEVER = -1e30
BeadType = tuple[int, int]
JA_GAP: BeadType = (1, 0)
EN_GAP: BeadType = (0, 1)
Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log-potentials: per bead type one number a cell (where the bead begins), gaps per segment.

    A bead that would leave the band or the document has NEVER.
    """

    band: Band
    beads: Mapping[BeadType, np.ndarray]
    ja_gap: np.ndarray  # (n,)
    en_gap: np.ndarray  # (m,)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities: per bead type one a cell, gaps per segment.

    `log_total` is the logarithm of the sum over all paths (the partition function).
    """

    beads: dict[BeadType, np.ndarray]
    ja_gap: np.ndarray
    en_gap: np.ndarray
    log_total: float


@dataclass(frozen=True, slots=True)
class _Moves:
    """For each cell and bead type the cell at the bead's other end, and what the bead counts.

    The number after the last cell stands for "outside the band"; arrays over cells that moves are
    looked up in have one entry more, NEVER.
    """

    ends: np.ndarray  # (types, cells) int32
    scores: np.ndarray  # (types, cells)
    vertical: np.ndarray  # (cells,) the cell at the other end of a Japanese gap


def _arriving(potentials: Potentials) -> _Moves:
    """Return the beads that end at each cell, and the cell above."""
    band = potentials.band
    rows, columns = band.nodes()
    ends = [_or_outside(band, rows - a, columns - b) for a, b in potentials.beads]
    scores = [
        np.append(score, np.float32(NEVER))[end]
        for score, end in zip(potentials.beads.values(), ends, strict=True)
    ]
    return _Moves(np.stack(ends), np.stack(scores), _or_outside(band, rows - 1, columns))


def _leaving(potentials: Potentials) -> _Moves:
    """Return the beads that begin at each cell, and the cell below."""
    band = potentials.band
    rows, columns = band.nodes()
    ends = [_or_outside(band, rows + a, columns + b) for a, b in potentials.beads]
    scores = np.stack(list(potentials.beads.values()))
    return _Moves(np.stack(ends), scores, _or_outside(band, rows + 1, columns))


def _or_outside(band: Band, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    cells = band.shift(rows, columns)
    cells[cells < 0] = band.cells
    return cells


def _log_sum(stack: np.ndarray) -> np.ndarray:
    top: np.ndarray = stack.max(axis=0)
    total: np.ndarray = top + np.log(np.exp(stack - top).sum(axis=0))
    return total


def _climbs(potentials: Potentials) -> list[np.ndarray]:
    """Return per node row what English gaps from column 0 on add up to at each of its columns."""
    rising = np.concatenate([[0.0], np.cumsum(potentials.en_gap)])
    band = potentials.band
    return [rising[low:high] for low, high in zip(band.low, band.high, strict=True)]


def _forward(potentials: Potentials) -> tuple[np.ndarray, np.ndarray]:
    """Return per cell the log-sums of paths up to it: all, and those without an open gap.

    The latter do not end with an English segment alone: a Japanese one alone may follow only them.
    """
    band, moves = potentials.band, _arriving(potentials)
    everything, before_gap = np.full(band.cells + 1, NEVER), np.full(band.cells + 1, NEVER)
    ja_gap = np.concatenate([[0.0], potentials.ja_gap])
    for i, (here, climb) in enumerate(zip(band.row_slices(), _climbs(potentials), strict=True)):
        stack = np.empty((len(moves.ends) + 1, len(climb)))
        np.add(everything[moves.ends[:, here]], moves.scores[:, here], out=stack[:-1])
        stack[-1] = before_gap[moves.vertical[here]] + ja_gap[i]
        if i == 0:
            stack[-1, 0] = 0.0
        base = np.maximum(_log_sum(stack), NEVER)
        before_gap[here] = base
        everything[here] = np.logaddexp.accumulate(base - climb) + climb
    return everything, before_gap


def _backward(potentials: Potentials, moves: _Moves) -> np.ndarray:
    """Return per cell the log-sums of paths from it to the end, any step being allowed next."""
    band = potentials.band
    everything = np.full(band.cells + 1, NEVER)
    ja_gap = np.concatenate([potentials.ja_gap, [0.0]])
    rows = list(zip(band.row_slices(), _climbs(potentials), ja_gap, strict=True))
    for at_end, (here, climb, gap) in enumerate(reversed(rows)):
        stack = np.empty((len(moves.ends) + 1, len(climb)))
        np.add(everything[moves.ends[:, here]], moves.scores[:, here], out=stack[:-1])
        stack[-1] = NEVER
        if at_end == 0:
            stack[-1, -1] = 0.0
        matched = np.maximum(_log_sum(stack), NEVER)
        after_gap = np.logaddexp.accumulate((matched + climb)[::-1])[::-1] - climb
        everything[here] = np.logaddexp(after_gap, everything[moves.vertical[here]] + gap)
    return everything


def posterior(potentials: Potentials) -> Posterior:
    """Return the probability of every bead and every gap."""
    band, leaving = potentials.band, _leaving(potentials)
    forward, before_gap = _forward(potentials)
    backward = _backward(potentials, leaving)
    total = float(forward[band.cells - 1])
    rows, columns = band.nodes()
    beads: dict[BeadType, np.ndarray] = {}
    en_taken = np.zeros(len(potentials.en_gap) + max(b for _, b in potentials.beads))
    for number, (bead_type, score) in enumerate(potentials.beads.items()):
        probability = _probability(forward[:-1] + score + backward[leaving.ends[number]] - total)
        beads[bead_type] = probability
        for step in range(bead_type[1]):
            en_taken += np.bincount(columns + step, probability, minlength=len(en_taken))
    inside = slice(0, int(band.offset[-2]))  # from the last row nothing leads down
    down = before_gap[inside] + backward[leaving.vertical[inside]] - total
    ja_gap = np.bincount(
        rows[inside],
        _probability(down + potentials.ja_gap[rows[inside]]),
        minlength=len(potentials.ja_gap),
    )
    en_gap = np.clip(1.0 - en_taken[: len(potentials.en_gap)], 0.0, 1.0)
    return Posterior(beads, ja_gap, en_gap, total)


def _probability(logarithms: np.ndarray) -> np.ndarray:
    probability: np.ndarray = np.exp(np.minimum(logarithms, 0.0)).astype(np.float32)
    return probability


def best_path(potentials: Potentials) -> list[Bead]:
    """Return the beads of the path with the highest sum, in order; every segment is in one."""
    band, moves = potentials.band, _arriving(potentials)
    types = [*potentials.beads, JA_GAP, EN_GAP]
    best = np.full(band.cells + 1, NEVER)
    choice = np.empty(band.cells, dtype=np.int8)  # index into types
    ja_gap = np.concatenate([[0.0], potentials.ja_gap])
    for i, (here, climb) in enumerate(zip(band.row_slices(), _climbs(potentials), strict=True)):
        stack = np.empty((len(moves.ends) + 1, len(climb)))
        np.add(best[moves.ends[:, here]], moves.scores[:, here], out=stack[:-1])
        stack[-1] = best[moves.vertical[here]] + ja_gap[i]
        if i == 0:
            stack[-1, 0] = 0.0
        picked = stack.argmax(axis=0)
        base = stack[picked, np.arange(len(climb))]
        run = np.maximum.accumulate(base - climb) + climb
        picked[run > base + 1e-9] = len(types) - 1
        best[here] = run
        choice[here] = picked
    return _trace(choice, types, band)


def _trace(choice: np.ndarray, types: Sequence[BeadType], band: Band) -> list[Bead]:
    i, j = len(band.low) - 1, int(band.high[-1]) - 1
    beads: list[Bead] = []
    while i or j:
        a, b = types[choice[int(band.offset[i]) + j - int(band.low[i])]]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return list(_japanese_first(beads[::-1]))


def _japanese_first(beads: Sequence[Bead]) -> Iterator[Bead]:
    """Yield the beads with the Japanese segments of each run of gaps before the English ones."""
    for is_gap, run in groupby(beads, key=lambda bead: not (bead[0] and bead[1])):
        together = list(run)
        yield from sorted(together, key=lambda bead: not bead[0]) if is_gap else together
