"""Whether scores are probabilities: of those scored 0.8–0.9, how many are right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 10


def reliability_rows(judged: Iterable[tuple[float, bool]]) -> list[str]:
    """Return a TSV table with a header: a step of the score, how many, the share right."""
    seen: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for score, is_right in judged:
        step = min(STEPS - 1, int(score * STEPS))
        seen[step] += 1
        right[step] += is_right
    rows = ["score\tpairs\tright"]
    for step in range(STEPS):
        share = f"{right[step] / seen[step]:.2f}" if seen[step] else "–"
        rows.append(f"{step / STEPS:.1f}–{(step + 1) / STEPS:.1f}\t{seen[step]}\t{share}")
    return rows
