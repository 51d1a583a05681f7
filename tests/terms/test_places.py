"""Labels of the same place: nothing but their place tells that they belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.terms import mine
from tests.terms.conftest import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import TermPair

# Two rows that words tie, two that nothing but their place does.
JAPANESE = [
    "有形固定資産 12,345 △111",
    "茶祖記念積立 5,111 222",
    "営業利益 4,833 711",
    "野点道具 833 71",
    "資産合計 98,711 555",
]
ENGLISH = [
    "Property, plant and equipment 13,345 (112)",
    "Founders jubilee fund 6,111 223",
    "Operating profit 5,833 712",
    "Parasols 844 72",
    "Total assets 97,711 556",
]


def mined(ja: Sequence[str], en: Sequence[str], lexicon: Lexicon) -> dict[str, TermPair]:
    return {pair.ja: pair for pair in mine([apart(ja, en)], lexicon)}


def test_rows_between_rows_that_are_tied_belong_together(lexicon: Lexicon):
    pairs = mined(JAPANESE, ENGLISH, lexicon)
    assert pairs["茶祖記念積立"].en == "Founders jubilee fund"
    assert pairs["野点道具"].en == "Parasols"


def test_the_rows_are_shown_as_evidence(lexicon: Lexicon):
    (shown,) = mined(JAPANESE, ENGLISH, lexicon)["野点道具"].evidence
    assert (shown.ja_text, shown.en_text) == (JAPANESE[3], ENGLISH[3])
    assert (shown.ja_place, shown.en_place) == ("line 4", "line 4")


@pytest.mark.parametrize(
    ("ja", "en", "why"),
    [
        (JAPANESE, [*ENGLISH[:1], *ENGLISH[2:3], *ENGLISH[4:]], "there is no such row"),
        (JAPANESE, [*ENGLISH[:4], "Kettles 12 3", *ENGLISH[4:]], "there is a row more"),
        (JAPANESE, [*ENGLISH[:3], "Parasols 5.1% 7.2%", *ENGLISH[4:]], "the cells are shares"),
        (JAPANESE[3:4], ENGLISH[3:4], "one row is no table"),
    ],
)
def test_other_rows_do_not(ja: list[str], en: list[str], why: str, lexicon: Lexicon):
    assert "野点道具" not in mined(ja, en, lexicon), why


def test_rows_with_the_same_figures_belong_together(lexicon: Lexicon):
    ja = ["野点道具 35,845", "茶箱 2021 7", "茶祖記念積立 77,123 4"]
    en = ["Jubilee fund 77,123", "Kettles 5 2021", "Staff 9 8", "Parasols 12 35,845"]
    pairs = mined(ja, ["Jubilee fund 77,123"], lexicon)
    assert "茶祖記念積立" not in pairs  # one figure may be chance
    pairs = mined(ja, [en[3], *en[1:3], en[0]], lexicon)
    assert pairs["野点道具"].en == "Parasols"
    assert pairs["茶祖記念積立"].en == "Jubilee fund"
    assert "茶箱" not in pairs or pairs["茶箱"].en != "Kettles"  # a year ties nothing


def test_two_tables_of_one_shape_in_one_section_are_the_same(lexicon: Lexicon):
    ja = ["Ⅱ-3. 業績", "野点道具 12 3", "茶箱 45 6", "茶釜 78 9", "以上です。"]
    en = ["II-3. Results", "Parasols 21 4", "Chests 54 7", "Kettles 87 1", "That is all."]
    pairs = mined(ja, en, lexicon)
    assert pairs["野点道具"].en == "Parasols"
    assert "野点道具" not in mined(ja, ["II-4. Costs", *en[1:]], lexicon)
