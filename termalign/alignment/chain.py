"""Sums and maxima over all ways to cut two documents into beads, inside a band.

A way is a path of nodes from (0, 0) to (n, m); a bead of type (a, b) leads from (i, j) to
(i + a, j + b), a segment without partner is a step of one to the right or down. Within a run of
such steps the Japanese ones come first, so that each set of beads is one path only. The forward
and backward sums give each bead's probability under the model (Rabiner 1989; a semi-Markov
conditional random field, Sarawagi & Cohen 2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.alignment.band import Band

NEVER = -1e30
BeadType = tuple[int, int]
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


def _log_sum(stack: np.ndarray) -> np.ndarray:
    top: np.ndarray = stack.max(axis=0)
    total: np.ndarray = top + np.log(np.exp(stack - top).sum(axis=0))
    return total


def _place(target: np.ndarray, low: int, source: np.ndarray, source_low: int) -> None:
    """Copy `source`, whose first entry belongs to column source_low, into `target` at low."""
    first = max(low, source_low)
    last = min(low + len(target), source_low + len(source))
    if last > first:
        target[first - low : last - low] = source[first - source_low : last - source_low]


def _forward(potentials: Potentials) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return per node row the log-sums of paths up to it: all, and those without an open gap.

    The latter do not end with an English segment alone: a Japanese one alone may follow only them.
    """
    band, types = potentials.band, list(potentials.beads)
    rising = np.concatenate([[0.0], np.cumsum(potentials.en_gap)])
    everything: list[np.ndarray] = []
    before_gap: list[np.ndarray] = []
    for i in range(len(band.low)):
        low, width = int(band.low[i]), int(band.high[i] - band.low[i])
        stack = np.full((len(types) + 1, width), NEVER)
        for t, (a, b) in enumerate(types):
            if i >= a:
                start = slice(int(band.offset[i - a]), int(band.offset[i - a + 1]))
                _place(
                    stack[t],
                    low,
                    everything[i - a] + potentials.beads[a, b][start],
                    int(band.low[i - a]) + b,
                )
        if i:
            _place(
                stack[-1], low, before_gap[i - 1] + potentials.ja_gap[i - 1], int(band.low[i - 1])
            )
        else:
            stack[-1, 0] = 0.0
        base = np.maximum(_log_sum(stack), NEVER)
        climb = rising[low : low + width]
        before_gap.append(base)
        everything.append(np.logaddexp.accumulate(base - climb) + climb)
    return everything, before_gap


def _backward(potentials: Potentials) -> list[np.ndarray]:
    """Return per node row the log-sums of paths from it to the end, any step being allowed next."""
    band, types = potentials.band, list(potentials.beads)
    rising = np.concatenate([[0.0], np.cumsum(potentials.en_gap)])
    rows = len(band.low)
    everything: list[np.ndarray] = [np.empty(0)] * rows
    for i in range(rows - 1, -1, -1):
        low, width = int(band.low[i]), int(band.high[i] - band.low[i])
        here = slice(int(band.offset[i]), int(band.offset[i + 1]))
        stack = np.full((len(types) + 1, width), NEVER)
        for t, (a, b) in enumerate(types):
            if i + a < rows:
                _place(stack[t], low, everything[i + a], int(band.low[i + a]) - b)
                stack[t] += potentials.beads[a, b][here]
        if i == rows - 1:
            stack[-1, -1] = 0.0
        matched = np.maximum(_log_sum(stack), NEVER)
        climb = rising[low : low + width]
        after_gap = np.logaddexp.accumulate((matched + climb)[::-1])[::-1] - climb
        if i < rows - 1:
            down = np.full(width, NEVER)
            _place(down, low, everything[i + 1], int(band.low[i + 1]))
            after_gap = np.logaddexp(after_gap, down + potentials.ja_gap[i])
        everything[i] = after_gap
    return everything


def posterior(potentials: Potentials) -> Posterior:
    """Return the probability of every bead and every gap."""
    band = potentials.band
    forward, before_gap = _forward(potentials)
    backward = _backward(potentials)
    total = float(forward[-1][-1])
    flat_forward, flat_backward = np.concatenate(forward), np.concatenate(backward)
    rows, columns = band.nodes()
    beads: dict[BeadType, np.ndarray] = {}
    en_taken = np.zeros(len(potentials.en_gap))
    for (a, b), potential in potentials.beads.items():
        target = band.shift(rows + a, columns + b)  # -1 where potential is NEVER
        log_probability = flat_forward + potential + flat_backward[target] - total
        probability = np.exp(np.minimum(log_probability, 0.0)).astype(np.float32)
        beads[a, b] = probability
        for step in range(b):
            inside = columns + step < len(en_taken)
            en_taken += np.bincount(
                columns[inside] + step, probability[inside], minlength=len(en_taken)
            )
    ja_gap = np.zeros(len(potentials.ja_gap))
    for i in range(len(ja_gap)):
        down = np.full(len(before_gap[i]), NEVER)
        _place(down, int(band.low[i]), backward[i + 1], int(band.low[i + 1]))
        ja_gap[i] = np.exp(
            np.minimum(before_gap[i] + potentials.ja_gap[i] + down - total, 0.0)
        ).sum()
    return Posterior(beads, ja_gap, np.clip(1.0 - en_taken, 0.0, 1.0), total)


def best_path(potentials: Potentials) -> list[Bead]:
    """Return the beads of the path with the highest sum, in order; every segment is in one."""
    band, types = potentials.band, list(potentials.beads)
    rising = np.concatenate([[0.0], np.cumsum(potentials.en_gap)])
    best: list[np.ndarray] = []
    choice: list[np.ndarray] = []
    skipped = len(types)
    for i in range(len(band.low)):
        low, width = int(band.low[i]), int(band.high[i] - band.low[i])
        stack = np.full((len(types) + 1, width), NEVER)
        for t, (a, b) in enumerate(types):
            if i >= a:
                start = slice(int(band.offset[i - a]), int(band.offset[i - a + 1]))
                _place(
                    stack[t],
                    low,
                    best[i - a] + potentials.beads[a, b][start],
                    int(band.low[i - a]) + b,
                )
        if i:
            _place(stack[-1], low, best[i - 1] + potentials.ja_gap[i - 1], int(band.low[i - 1]))
        else:
            stack[-1, 0] = 0.0
        picked = stack.argmax(axis=0)
        base = stack[picked, np.arange(width)]
        climb = rising[low : low + width]
        run = np.maximum.accumulate(base - climb) + climb
        picked[run > base + 1e-9] = skipped + 1
        best.append(run)
        choice.append(picked)
    return _trace(choice, types, band)


def _trace(choice: Sequence[np.ndarray], types: Sequence[BeadType], band: Band) -> list[Bead]:
    i, j = len(choice) - 1, int(band.high[-1]) - 1
    beads: list[Bead] = []
    while i or j:
        picked = int(choice[i][j - int(band.low[i])])
        if picked > len(types):
            a, b = 0, 1
        elif picked == len(types):
            a, b = 1, 0
        else:
            a, b = types[picked]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]
