"""Whether two documents run side by side or only share matter."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.embedding.values import english_values, japanese_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Bead, Mode

# Measured on development documents as they are, with sections put in another order, beside
# another quarter's counterpart and beside an unrelated text (`scripts/eval_alignment.py --modes`).
MIN_PARTNERED = 0.25  # parallel pairs have 59 % or more, unrelated ones 12 % or less
MAX_MOVED = 0.07  # of the found pairs; a deck whose one slide moved stays below
MIN_IN_ORDER = 0.75  # of the found pairs; parallel ones keep 79 % or more
MIN_AGREEING = 0.6  # of the figures in pairs; last quarter's deck has a third or less
MIN_FIGURES = 10  # fewer say nothing about the quarter
TOO_FEW = 4  # segments on one side; nothing can be told, so they are taken as they stand

NEAR = 3  # segments within which another pair must have moved along: a stray one is a label
SAME_OFFSET = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """The mode and what it rests on; shares are 0..1."""

    mode: Mode
    partnered: float  # share of the shorter document's segments that found a partner anywhere
    moved: float  # share of the found pairs that stand in another order, several together
    agreeing: float  # share of the Japanese figures in found pairs that the English repeats

    def __str__(self) -> str:
        """Say it as a user reads it."""
        return (
            f"{self.mode} ({self.partnered:.0%} of the shorter document found a partner, "
            f"{self.moved:.0%} of that in another order, {self.agreeing:.0%} of its figures agree)"
        )


def judge(ja: Sequence[str], en: Sequence[str], beads: Sequence[Bead]) -> Judgement:
    """Tell the mode from two documents' segments and the beads of `align_comparable`."""
    pairs = sorted((bead.ja[0], bead.en[0]) for bead in beads if bead.ja and bead.en)
    shorter = min(sum(len(bead.ja) for bead in beads), sum(len(bead.en) for bead in beads))
    partnered = len(pairs) / max(1, shorter)
    kept = _longest_increase([j for _, j in pairs])
    off = [pair for at, pair in enumerate(pairs) if at not in kept]
    moved = _in_company(off) / max(1, len(pairs))
    figures, repeated = _figures(ja, en, pairs)
    agreeing = repeated / figures if figures else 1.0
    parallel = shorter < TOO_FEW or (
        partnered >= MIN_PARTNERED
        and moved <= MAX_MOVED
        and len(kept) >= MIN_IN_ORDER * len(pairs)
        and (figures < MIN_FIGURES or agreeing >= MIN_AGREEING)
    )
    return Judgement("parallel" if parallel else "comparable", partnered, moved, agreeing)


def _in_company(off: Sequence[tuple[int, int]]) -> int:
    """Count the pairs off the common order that moved together with another."""
    return sum(
        any(
            i != other_i
            and abs(i - other_i) <= NEAR
            and abs((j - i) - (other_j - other_i)) <= SAME_OFFSET
            for other_i, other_j in off
        )
        for i, j in off
    )


def _longest_increase(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest strictly increasing subsequence."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        tail_at[place : place + 1] = [at]
        previous.append(tail_at[place - 1] if place else -1)
    places: set[int] = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        places.add(at)
        at = previous[at]
    return places


def _figures(
    ja: Sequence[str], en: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return how many telling figures stand in the pairs' Japanese, and in their English too."""
    figures = repeated = 0
    for i, j in pairs:
        english = set(english_values(en[j]))
        for value in japanese_values(ja[i]):
            if _is_telling(value):
                figures += 1
                repeated += value in english
    return figures, repeated


def _is_telling(value: str) -> bool:
    """Three digits or a decimal, and no year: what differs from quarter to quarter."""
    number = float(value.removeprefix("#"))
    return not number.is_integer() or (number >= 100 and not 1900 <= number <= 2100)
