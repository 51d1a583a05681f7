"""How fully a Japanese and an English term explain one another by their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.terms.composition import EnglishParts, JapaneseParts, explained
from termalign.terms.definitions import spelled_out
from termalign.terms.english import english_key
from termalign.terms.entries import load_entries
from termalign.terms.japanese import japanese_key
from termalign.terms.links import Links, read_words
from termalign.terms.material import gather
from tests.terms.conftest import apart

if TYPE_CHECKING:
    from termalign.lexicon import Lexicon


def score(lexicon: Lexicon, ja: str, en: str) -> float:
    entries = load_entries()
    material = gather([apart([ja], [en])], lexicon, entries)
    words = [word.surface for text in material.en.texts for word in text.words]
    phrases = [candidate.spellings()[0] for candidate in material.en.candidates]
    links = Links(lexicon, entries, read_words(words), spelled=spelled_out([], phrases))
    japanese = material.ja.candidates[material.ja.numbers[japanese_key(ja)]]
    english = material.en.candidates[material.en.numbers[english_key(en)]]
    return explained(JapaneseParts.of(japanese, links), EnglishParts.of(english))


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("契約総件数", "total number of contracts"),
        ("営業利益率", "operating margin"),
        ("無形資産の取得", "acquisition of intangible assets"),
        ("海外子会社", "overseas subsidiaries"),
        ("システム統合", "systems integration"),
        ("配当金の支払", "dividends paid"),  # paid is of one root with payment
        ("松江MTP", "Matsue Mobile Tea Park"),  # a name by its sound, initials
        ("プライベートクラウド", "private cloud"),
    ],
)
def test_terms_that_say_the_same(lexicon: Lexicon, ja: str, en: str):
    assert score(lexicon, ja, en) >= 0.7


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("営業利益率", "operating profit before tax"),
        ("海外子会社", "overseas"),
        ("公正価値", "value"),  # half of a known term
        ("支店", "office"),  # half of "branch office"
        ("無形資産の取得", "acquisition of tangible assets"),
        ("システム統合", "systems"),
        ("保守契約", "maintenance staff"),
    ],
)
def test_terms_that_do_not(lexicon: Lexicon, ja: str, en: str):
    assert score(lexicon, ja, en) < 0.6


def test_the_whole_outranks_its_parts(lexicon: Lexicon):
    whole = score(lexicon, "抹茶市場の成長", "growth of the matcha market")
    assert whole > score(lexicon, "抹茶市場の成長", "growth")
    assert whole > score(lexicon, "抹茶市場の成長", "matcha market")


def test_heads_must_meet(lexicon: Lexicon):
    right = score(lexicon, "抹茶ネットワーク", "matcha network")
    assert right > score(lexicon, "抹茶ネットワーク", "network matcha")


def test_a_known_term_that_is_said_leaves_nothing_over_for_its_parts(lexicon: Lexicon):
    right = score(lexicon, "売上総利益率", "gross profit margin")
    assert right > score(lexicon, "売上総利益率", "revenue and gross profit margin")
