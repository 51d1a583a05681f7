"""The company's own names: their digits are no figures, and nothing around them moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.checks.passage import figures_compared
from termalign.figures.own_names import without_names
from termalign.settings import Profile

NAMES = ("Kirimi 3", "A5", "リンク24")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kirimi 3を5台", "xxxxxxxxを5台"),
        ("ＫＩＲＩＭＩ　３を発売", "xxxxxxxxを発売"),  # width and case are free
        ("リンク24の会員", "xxxxxの会員"),
        ("リンク240の会員", "リンク240の会員"),
        ("A50, A5.1 and BA5", "A50, A5.1 and BA5"),
        ("our A5, and A5.", "our xx, and xx."),
        ("Kirimi\n3", "xxxxxxxx"),
    ],
)
def test_names_are_made_words_without_digits(text: str, left: str):
    assert without_names(text, NAMES) == left
    assert without_names(text, ()) == text


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip), max_size=3))
def test_the_length_never_changes(text: str, names: list[str]):
    assert len(without_names(text, tuple(names))) == len(text)


def test_a_named_digit_is_missed_by_nobody():
    pair = ("Kirimi 30の端末を80台納めました。", "We delivered 80 of our terminals.")
    codes = [found.code for found in figures_compared(*pair, Profile())]
    assert codes.count("missing") == 1
    (found,) = figures_compared(*pair, Profile(names=("Kirimi 30",)))
    assert found.agrees
    assert found.ja is not None
    assert pair[0][found.ja.start : found.ja.end] == found.ja.surface
