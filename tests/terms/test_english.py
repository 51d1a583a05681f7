from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.terms.english import EnglishText, english_key, known_english, read_english
from termalign.terms.entries import load_entries


def read(text: str) -> EnglishText:
    return read_english(text, known_english(load_entries().en))


def candidates(text: str) -> set[str]:
    found = read(text)
    return {found.surface(span) for span in found.spans}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales of tea pickers were strong.", {"Sales of tea pickers", "tea pickers"}),
        ("One-time revenue and in-house development", {"One-time revenue", "in-house development"}),
        (
            "property, plant and equipment increased",
            {"property, plant and equipment"},
        ),  # known, commas and all
        (
            "Internet Services (Enterprise) grew",
            {"Internet Services (Enterprise)", "Internet Services"},
        ),
        ("Kumohashi’s customer base", {"customer base", "Kumohashi’s customer base"}),
        ("Research & development expenses", {"Research & development expenses"}),
        ("Number of non-consolidated employees", {"Number of non-consolidated employees"}),
        ("other comprehensive income", {"other comprehensive income"}),
        ("Data centers, networks etc.", {"Data centers", "networks"}),
    ],
)
def test_terms_are_among_the_candidates(text: str, expected: set[str]):
    assert expected <= candidates(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The company provides tea rooms",
            {"company provides tea rooms", "provides tea rooms", "The company"},
        ),
        ("Systems Integration (SI) revenue", {"Systems Integration (SI)"}),  # says the same twice
        ("the rate represents the average", {"rate represents the average"}),
        ("ingredients used at a plant", {"used at a plant", "ingredients used"}),
        ("networks etc.", {"networks etc"}),
        ("FY2023 revenue of 1,282", {"FY2023", "FY2023 revenue", "1,282"}),
        ("demand to increase further", {"demand to increase"}),
        ("tea rooms; order backlog", {"tea rooms; order backlog", "rooms order"}),
        ("non-controlling interests", {"non", "controlling interests"}),  # hyphens hold
    ],
)
def test_what_is_no_term_is_not(text: str, wrong: set[str]):
    assert not wrong & candidates(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data Centers", "data center"),
        ("equity-method affiliates", "Equity method affiliate"),
        ("labour cost", "labor costs"),
        ("R&D", "r&d"),
        ("the parent company", "parent companies"),
        ("research & development", "research and development"),
        ("organisations", "organization"),
        ("analyses", "analysis"),
    ],
)
def test_spellings_of_one_term_share_a_key(one: str, other: str):
    assert english_key(one) == english_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("sales", "sale"), ("operation", "operating"), ("news", "new")]
)
def test_other_terms_do_not(one: str, other: str):
    assert english_key(one) != english_key(other)


@given(st.text(alphabet="abcTHe of and&()-/'’.,1 &ß\n日", max_size=60))
def test_any_text_is_read_and_spans_slice_back(text: str):
    found = read(text)
    for span in found.spans:
        assert found.surface(span) in text
        assert span.key


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("You can harvest tea.", True),
        ("Tools to harvest tea", True),
        ("The harvest is late", False),
    ],
)
def test_a_word_that_is_said_as_a_verb(text: str, acts: bool):
    assert next(span for span in read(text).spans if span.key == "harvest").acts is acts
