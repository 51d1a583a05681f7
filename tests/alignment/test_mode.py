"""The mode is told from the documents: parallel, in another order, another quarter, unrelated."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from termalign.alignment.comparable import align_comparable
from termalign.alignment.mode import TOO_FEW, Judgement, judge
from termalign.records import Bead
from termalign.resources import resource

if TYPE_CHECKING:
    from termalign.embedding.lexical import LexicalEmbedder

RIGHT = 0.95  # of the whole table


def lines(name: str) -> list[str]:
    text = (resource("corpora", "lines") / f"{name}.txt").read_text("utf-8")
    return text.removesuffix("\n").split("\n")


def in_sections(name: str, count: int, seed: int) -> list[str]:
    """The English document with its sections, each at least half an even share, in new order."""
    whole = lines(f"{name}.en")
    chance = random.Random(seed)
    least = len(whole) // (2 * count)
    spare = sorted(chance.randint(0, len(whole) - count * least) for _ in range(count - 1))
    cuts = [0, *(extra + n * least for n, extra in enumerate(spare, 1)), len(whole)]
    sections = [whole[first:last] for first, last in pairwise(cuts)]
    order = list(range(count))
    while order == sorted(order):
        chance.shuffle(order)
    return [line for number in order for line in sections[number]]


# Japanese, English, the right mode.
DOCUMENTS = [
    *((name, name, "parallel") for name in ("deck", "tanshin", "qa", "deck_previous")),
    ("deck_v2", "deck", "parallel"),  # a later draft, one slide moved
    ("deck", "deck_errors", "parallel"),  # its figures are wrong in fifteen places
    ("deck_v2", "deck_errors", "parallel"),
    ("deck", "deck_previous", "comparable"),  # another quarter
    ("deck_previous", "deck", "comparable"),
    ("deck_v2", "deck_previous", "comparable"),
    ("deck_previous", "deck_errors", "comparable"),
    ("deck", "tanshin", "comparable"),  # another document of the same quarter
    ("tanshin", "deck", "comparable"),
    ("qa", "deck", "comparable"),
    ("qa", "tanshin", "comparable"),
    ("tanshin", "deck_previous", "comparable"),
]
SHUFFLED = [
    (name, count, seed)
    for name in ("deck", "tanshin", "qa", "deck_previous")
    for count in (3, 4, 6)
    for seed in (1, 2)
]


@pytest.fixture(scope="module")
def told(embedder: LexicalEmbedder) -> dict[str, bool]:
    """Every case of the table, and whether it was told right."""
    right = {}
    for ja_name, en_name, mode in DOCUMENTS:
        ja, en = lines(f"{ja_name}.ja"), lines(f"{en_name}.en")
        judgement = judge(ja, en, align_comparable(ja, en, embedder))
        right[f"{ja_name} beside {en_name}"] = judgement.mode == mode
    for name, count, seed in SHUFFLED:
        ja, en = lines(f"{name}.ja"), in_sections(name, count, seed)
        judgement = judge(ja, en, align_comparable(ja, en, embedder))
        right[f"{name} in {count} sections, order {seed}"] = judgement.mode == "comparable"
    return right


def test_the_table_is_told_right(told: dict[str, bool]):
    missed = [case for case, right in told.items() if not right]
    assert len(missed) <= (1 - RIGHT) * len(told), missed


def test_the_documents_as_they_are_have_no_miss(told: dict[str, bool]):
    """What a user meets first: the counterpart, the draft, the other quarter."""
    assert all(told[f"{ja} beside {en}"] for ja, en, _ in DOCUMENTS)


def one_to_one(*pairs: tuple[int, int]) -> list[Bead]:
    return [Bead((i,), (j,), 0.9) for i, j in pairs]


def alone(ja: range, en: range) -> list[Bead]:
    return [Bead((i,), (), 1.0) for i in ja] + [Bead((), (j,), 1.0) for j in en]


WORDS = [f"項目{n}の説明" for n in range(40)]
TERMS = [f"On item {n}" for n in range(40)]


def test_pairs_in_order_are_parallel():
    judgement = judge(WORDS, TERMS, one_to_one(*((n, n) for n in range(40))))
    assert judgement == Judgement("parallel", 1.0, 0.0, 1.0)
    assert str(judgement) == (
        "parallel (100% of the shorter document found a partner, "
        "0% of that in another order, 100% of its figures agree)"
    )


def test_a_section_that_moved_is_comparable():
    moved = [*((n, n + 10) for n in range(30)), *((n, n - 30) for n in range(30, 40))]
    judgement = judge(WORDS, TERMS, one_to_one(*moved))
    assert judgement.mode == "comparable"
    assert judgement.moved == 0.25


def test_stray_pairs_are_labels_and_moved_nothing():
    stray = [*((n, n) for n in range(36)), (37, 5), (39, 20)]
    judgement = judge(WORDS, TERMS, one_to_one(*stray) + alone(range(36, 37), range(36, 40)))
    assert judgement.mode == "parallel"
    assert judgement.moved == 0.0


def test_few_partners_are_comparable():
    beads = one_to_one(*((n, n) for n in range(8))) + alone(range(8, 40), range(8, 40))
    judgement = judge(WORDS, TERMS, beads)
    assert judgement.mode == "comparable"
    assert judgement.partnered == 0.2


def test_other_figures_are_another_quarter():
    ja = [f"売上収益は{n}.5億円" for n in range(10, 50)]
    other = [f"Revenue of ¥{n}.5 billion" for n in range(50, 90)]
    judgement = judge(ja, other, one_to_one(*((n, n) for n in range(40))))
    assert (judgement.mode, judgement.agreeing) == ("comparable", 0.0)
    same = [f"Revenue of ¥{n / 10 + 0.05:.2f} billion" for n in range(10, 50)]
    assert judge(ja, same, one_to_one(*((n, n) for n in range(40)))).mode == "parallel"


def test_years_and_small_numbers_say_nothing_of_the_quarter():
    ja = [f"{n}. 2025年の方針" for n in range(40)]
    en = [f"({n + 1}) Policy" for n in range(40)]
    assert judge(ja, en, one_to_one(*((n, n) for n in range(40)))).agreeing == 1.0


@pytest.mark.parametrize("count", range(TOO_FEW))
def test_too_few_lines_are_taken_as_they_stand(count: int):
    beads = alone(range(count), range(count))
    assert judge(WORDS[:count], TERMS[:count], beads).mode == "parallel"
