"""English words as the lexicon counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.lexicon.english import STOP_WORDS, WORD, content_stems, fold, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dividends", "dividend"),
        ("increased", "increasing"),
        ("companies", "company"),
        ("company's", "company"),
        ("company’s", "company"),
        ("Sales", "sell"),
        ("growth", "grew"),
        ("paid", "pay"),
        ("people", "person"),
        ("children", "child"),
        ("Kōbe", "Kobe"),
        ("naïve", "naive"),
        ("indices", "index"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str):
    assert stem(one) == stem(other)


def test_words_that_differ_keep_apart():
    assert len({stem(word) for word in ("operating", "opera", "profit", "proficient")}) == 4


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("to be paid by the company", ["pay", "compani"]),
        ("B2B and IPv6, 5G", ["b2b", "ipv6", "5g"]),
        ("the Company's R&D", ["compani", "r"]),
        ("non-controlling interests", ["non", "control", "interest"]),
        ("1,234 (56)", []),
        ("of the", []),
        ("", []),
    ],
)
def test_content_stems(text: str, stems: list[str]):
    assert content_stems(text) == stems


@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str):
    found = WORD.findall(text)
    assert len(content_stems(text)) == sum(word.lower() not in STOP_WORDS for word in found)
    assert all(fold(word) == fold(word).lower() for word in found)
