"""The published measures of an alignment against gold.

Strict and lax precision and recall after Vecalign's evaluation (Thompson & Koehn 2019): counts
are pooled over documents; precision looks at every bead found, recall at the gold beads with both
sides; strict is the identical bead, lax one that shares a segment of each side with one gold bead.
For gold by paragraph: a bead is right when all of it lies in one paragraph pair, and a paragraph
pair is found when all of it stands in such beads.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from measuring.gold import Bead

    Found = tuple[Sequence[Bead], Sequence[Bead]]  # gold, found


@dataclass(frozen=True, slots=True)
class Scores:
    """Three F1s, 0..1; `lax` is None where gold is by paragraph (then `strict` is by block)."""

    strict: float
    lax: float | None
    null: float

    def __str__(self) -> str:
        """Strict, lax and null F1 as table cells."""
        lax = "–" if self.lax is None else f"{self.lax:.4f}"
        return f"{self.strict:.4f}\t{lax}\t{self.null:.3f}"


@dataclass(slots=True)
class _Tally:
    """Hits of those looked at, for precision and for recall."""

    right: int = 0
    found: int = 0
    recovered: int = 0
    wanted: int = 0

    def f1(self) -> float:
        precision = self.right / max(1, self.found)
        recall = self.recovered / max(1, self.wanted)
        return 2 * precision * recall / max(precision + recall, 1e-9)


def score(documents: Iterable[Found], *, block: bool) -> Scores:
    """Return the scores of documents' (gold, found) beads, counts pooled over all of them."""
    strict, lax, null = _Tally(), _Tally(), _Tally()
    for gold, found in documents:
        _count_null(null, gold, found)
        if block:
            _count_blocks(strict, gold, found)
        else:
            _count_strict(strict, gold, found)
            _count_lax(lax, gold, found)
    return Scores(strict.f1(), None if block else lax.f1(), null.f1())


def _paired(beads: Iterable[Bead]) -> set[Bead]:
    return {bead for bead in beads if all(bead)}


def _count_strict(tally: _Tally, gold: Sequence[Bead], found: Sequence[Bead]) -> None:
    tally.right += len(set(found) & set(gold))
    tally.found += len(set(found))
    tally.recovered += len(_paired(gold) & set(found))
    tally.wanted += len(_paired(gold))


def _count_lax(tally: _Tally, gold: Sequence[Bead], found: Sequence[Bead]) -> None:
    tally.right += _touching(set(found), set(gold))
    tally.found += len(set(found))
    tally.recovered += _touching(_paired(gold), _paired(found))
    tally.wanted += len(_paired(gold))


def _touching(beads: set[Bead], others: set[Bead]) -> int:
    """Count the beads that are among the others or share a segment of each side with one."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for ja, en in others:
        for i in ja:
            partners[i].update(en)
    return sum(
        (ja, en) in others or any(not partners[i].isdisjoint(en) for i in ja) for ja, en in beads
    )


def _count_null(tally: _Tally, gold: Sequence[Bead], found: Sequence[Bead]) -> None:
    wanted, alone = set(gold) - _paired(gold), set(found) - _paired(found)
    tally.right += len(wanted & alone)
    tally.found += len(alone)
    tally.recovered += len(wanted & alone)
    tally.wanted += len(wanted)


def _count_blocks(tally: _Tally, gold: Sequence[Bead], found: Sequence[Bead]) -> None:
    ja_block = {i: number for number, (ja, _) in enumerate(gold) for i in ja}
    en_block = {j: number for number, (_, en) in enumerate(gold) for j in en}
    covered: defaultdict[int, int] = defaultdict(int)  # block → segments in beads that stay in it
    for ja, en in (bead for bead in found if all(bead)):
        blocks = {ja_block.get(i, -1) for i in ja} | {en_block.get(j, -2) for j in en}
        tally.found += 1
        if len(blocks) == 1:
            tally.right += 1
            covered[blocks.pop()] += len(ja) + len(en)
    for number, (ja, en) in enumerate(gold):
        if ja and en:
            tally.wanted += 1
            tally.recovered += covered[number] == len(ja) + len(en)
