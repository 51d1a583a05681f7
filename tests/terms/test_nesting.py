"""Pieces of longer terms are no terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.terms import mine
from tests.terms.conftest import paired

if TYPE_CHECKING:
    from termalign.lexicon import Lexicon

SORTER = [
    ("茶葉選別機を増設しました。", "We added tea leaf sorters."),
    ("茶葉選別機の稼働率は高い水準です。", "The utilization of the tea leaf sorters is high."),
    ("茶葉選別機の修理", "Repair of tea leaf sorters"),
]
SORTING = [
    ("茶葉選別は手作業でした。", "Tea leaf sorting was done by hand."),
    ("茶葉選別の基準", "Standards for tea leaf sorting"),
]


def english(lines: list[tuple[str, str]], lexicon: Lexicon) -> dict[str, str]:
    return {pair.ja: pair.en.lower() for pair in reversed(mine([paired(lines)], lexicon))}


def test_a_piece_of_a_compound_does_not_take_the_compounds_english(lexicon: Lexicon):
    found = english(SORTER, lexicon)
    assert found["茶葉選別機"] == "tea leaf sorters"
    assert {"茶葉選別", "選別"}.isdisjoint(found)


def test_what_also_stands_by_itself_is_no_piece(lexicon: Lexicon):
    found = english([*SORTER, *SORTING], lexicon)
    assert found["茶葉選別機"] == "tea leaf sorters"
    assert found["茶葉選別"] == "tea leaf sorting"


def test_a_part_of_a_compound_with_english_of_its_own_is_no_piece(lexicon: Lexicon):
    assert english(SORTER, lexicon)["茶葉"] == "tea leaf"
