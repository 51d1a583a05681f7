"""Word pairs taught by certain beads: only what the lexicon leaves over, and only when it recurs."""

from __future__ import annotations

import pytest

from termalign.alignment.associations import MOST_LEFT_OVER, learn_pairs
from termalign.embedding.weighing import Word


def ja(*forms: str, **known: str) -> list[Word]:
    """Japanese words without a translation, and ones with the given English column."""
    return [Word(form, ()) for form in forms] + [
        Word(form, ((column, 1.0),)) for form, column in known.items()
    ]


def en(*stems: str) -> list[Word]:
    return [Word(stem, ((stem, 1.0),)) for stem in stems]


def test_what_stands_unexplained_together_again_and_again_belongs_together():
    beads = [
        (ja("いちょう会", 総会="meet"), en("icho", "meet")),
        (ja("いちょう会", 寄付="donat"), en("icho", "donat")),
        (ja("水曜会", 総会="meet"), en("suiyo", "meet")),
    ]
    assert learn_pairs(beads) == {"いちょう会": {"icho": 1.0}}


def test_what_is_explained_teaches_nothing():
    assert learn_pairs([(ja(配当="dividend"), en("dividend"))] * 5) == {}


def test_once_is_chance():
    assert learn_pairs([(ja("いちょう会"), en("icho"))]) == {}


def test_a_word_that_stands_with_everything_belongs_to_nothing():
    beads = [(ja("弊社", f"第{n}会"), en("compani", f"forum{n}")) for n in range(6)]
    assert learn_pairs(beads) == {"弊社": {"compani": 1.0}}


@pytest.mark.parametrize("grammar", ["ため", "ことが", "#12", "ー"])
def test_grammar_and_numbers_are_not_learned(grammar: str):
    assert learn_pairs([(ja(grammar), en("due"))] * 4) == {}


def test_the_weight_is_the_dice_coefficient():
    beads = [(ja("水面会"), en("minamo"))] * 3 + [(ja("水面会"), en("lake"))]
    assert learn_pairs(beads) == {"水面会": {"minamo": pytest.approx(6 / 7)}}


def test_a_bead_with_much_left_over_is_no_evidence():
    crowd = [f"語{n}" for n in range(MOST_LEFT_OVER)]
    assert learn_pairs([(ja("水面会", *crowd), en("minamo"))] * 4) == {}


def test_a_word_with_learned_columns_is_still_unexplained_where_they_are_missing():
    """A name the lexicon knows by sound, that the English gives another name."""
    known = Word("日本橋", (("~nihonbashi", 0.8),))
    assert learn_pairs([([known], en("tokyo"))] * 3) == {"日本橋": {"tokyo": 1.0}}
