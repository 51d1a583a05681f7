from __future__ import annotations

import pytest

from termalign.lexicon.english import stem
from termalign.terms.definitions import spelled_out


@pytest.mark.parametrize(
    ("text", "abbreviation", "words"),
    [
        ("TCF (Tea Crop Forecast) is updated weekly", "tcf", ("tea", "crop", "forecast")),
        ("a new Tea Crop Forecast (TCF) was issued", "tcf", ("tea", "crop", "forecast")),
        ("茶況予測（TCF: Tea Crop Forecast）", "tcf", ("tea", "crop", "forecast")),
        ("TCF（Tea Crop Forecast）を公表", "tcf", ("tea", "crop", "forecast")),
        ("GP = Gross Profit", "gp", ("gross", "profit")),
        ("several data centers (DCs) were built", "dc", (stem("data"), "center")),
    ],
)
def test_what_a_bracket_defines(text: str, abbreviation: str, words: tuple[str, ...]):
    assert spelled_out([text], []) == {abbreviation: words}


@pytest.mark.parametrize(
    "text",
    [
        "Kumohashi Group (TSE)",
        "revenue (JPY billion)",
        "Note: The figures are rounded",
        "(SI)",
        "A:",
    ],
)
def test_what_defines_nothing(text: str):
    assert spelled_out([text], []) == {}


def test_initials_of_a_capitalised_term_count_from_three_letters_on():
    assert spelled_out([], ["Midori Tea Park", "Data Center", "tea crop park"]) == {
        "mtp": ("midori", "tea", "park")
    }


def test_a_definition_outranks_initials():
    assert spelled_out(["MTP (Monthly Tea Price)"], ["Midori Tea Park"])["mtp"][0] == "month"
