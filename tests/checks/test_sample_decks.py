"""The sample decks: the clean pairs pass, and what was planted in the other one is found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from termalign.checks import examine
from termalign.pair import AlignOptions, align_files
from termalign.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpora"


def findings(japanese: str, english: str):
    alignment = align_files(SAMPLES / japanese, SAMPLES / english, AlignOptions())
    return examine(alignment, (), Settings()).findings


@pytest.mark.parametrize("name", ["deck", "tanshin", "qa", "deck_previous"])
def test_a_clean_pair_has_no_error(name: str):
    found = findings(f"{name}.ja.txt", f"{name}.en.txt")
    assert [one.message for one in found if one.severity == "error"] == []
    warnings = [one for one in found if one.severity == "warning"]
    assert {one.check for one in warnings} <= {"text.omitted"}  # the decks do leave texts out
    assert len(warnings) <= 3


def test_the_planted_errors_are_found_under_their_names():
    found = findings("deck.ja.txt", "deck_errors.en.txt")
    grave = [one for one in found if one.severity != "note"]
    with (SAMPLES / "deck_errors.gold.tsv").open(encoding="utf-8") as file:
        planted = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    missed = []
    for error in planted:
        wanted = error["wrong"] or error["ja"]
        hits = [
            one
            for one in grave
            if one.check == error["check"]
            and any(side and wanted in side.text for side in (one.en, one.ja))
        ]
        if not hits:
            missed.append(error["check"])
    assert missed == []
    assert len(grave) - (len(planted) - len(missed)) <= 2  # beside them, hardly anything
