"""Pairs of documents whose mode is known, made from the gold sets and the sample decks."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from measuring.gold import GoldPair, GoldSet, documents, gold_pair
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.records import Block, Document, Mode

SEED = 20251107
SECTIONS = (3, 6)  # how many pieces a document is cut into, at least and at most
LEAST_BEADS = 12  # a shorter document has no sections to put in another order
VARIANTS = 3  # other orders made of one sample document
SAMPLES = ("deck", "tanshin", "qa", "deck_previous")
# Japanese and English of the made-up company that share much and are not counterparts: another
# quarter's deck, the report beside the deck, the questions and answers beside either.
OTHERS = (
    ("deck", "deck_previous"),
    ("deck_previous", "deck"),
    ("deck_v2", "deck_previous"),
    ("deck_previous", "deck_errors"),
    ("deck", "tanshin"),
    ("tanshin", "deck"),
    ("tanshin", "deck_previous"),
    ("qa", "deck"),
)
# A later Japanese draft and an English with errors planted are still counterparts.
DRAFTS = (("deck_v2", "deck"), ("deck", "deck_errors"), ("deck_v2", "deck_errors"))


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of documents and the mode that is right for it."""

    kind: str
    name: str
    ja: Document
    en: Document
    mode: Mode


def mode_cases(sets: Sequence[GoldSet]) -> Iterator[Case]:
    """Yield the cases of the gold sets, then those of the sample decks; the same on every run."""
    chance = random.Random(SEED)  # noqa: S311  an order of sections is no secret
    for gold in sets:
        yield from _set_cases(gold, chance)
    yield from sample_cases(chance)


def _set_cases(gold: GoldSet, chance: random.Random) -> Iterator[Case]:
    for at, pair in enumerate(gold.pairs):
        name = f"{gold.name}/{pair.name}"
        yield Case("parallel", name, pair.ja, pair.en, "parallel")
        if len(pair.beads) >= LEAST_BEADS:
            yield Case("shuffled", name, pair.ja, shuffled(pair, chance), "comparable")
        if len(gold.pairs) > 1:
            stranger = gold.pairs[at - 1]
            yield Case("unrelated", name, pair.ja, stranger.en, "comparable")


def sample_cases(chance: random.Random) -> Iterator[Case]:
    """Yield the cases of the made-up company's documents."""
    lines = resource("corpora", "lines")
    samples = {name: gold_pair(lines / f"{name}.gold.tsv") for name in SAMPLES}
    for name, pair in samples.items():
        yield Case("parallel", name, pair.ja, pair.en, "parallel")
        for number in range(1, VARIANTS + 1):
            order = shuffled(pair, chance)
            yield Case("shuffled", f"{name}, order {number}", pair.ja, order, "comparable")
    for ja_name, en_name in DRAFTS:
        ja, en = documents(lines, ja_name, en_name)
        yield Case("draft", f"{ja_name} beside {en_name}", ja, en, "parallel")
    for ja_name, en_name in OTHERS:
        ja, en = documents(lines, ja_name, en_name)
        yield Case("other", f"{ja_name} beside {en_name}", ja, en, "comparable")


def _sections(beads: int, chance: random.Random) -> list[tuple[int, int]]:
    """Cut so many beads into sections, each at least half as long as the even share."""
    count = chance.randint(*SECTIONS)
    least = max(1, beads // (2 * count))
    spare = sorted(chance.randint(0, beads - count * least) for _ in range(count - 1))
    cuts = [0, *(extra + number * least for number, extra in enumerate(spare, 1)), beads]
    return list(pairwise(cuts))


def shuffled(pair: GoldPair, chance: random.Random) -> Document:
    """Return the English document with its sections in another order, cut between beads."""
    bounds = _sections(len(pair.beads), chance)
    order = bounds[:]
    while order == bounds:
        chance.shuffle(order)
    blocks: list[Block] = [
        pair.en.blocks[j] for first, last in order for _, en in pair.beads[first:last] for j in en
    ]
    return replace(pair.en, blocks=tuple(blocks))
