"""The sample decks: the clean pairs pass, and what was planted in the other one is found."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termalign.checks import examine
from termalign.exchange import read_glossary
from termalign.pair import AlignOptions, align_files
from termalign.records import ApprovedTerm
from termalign.resources import resource
from termalign.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = Path(__file__).parents[2] / "corpora"


def findings(japanese: str, english: str, terms: Sequence[ApprovedTerm] = ()):
    options = AlignOptions(approved=tuple(terms))
    alignment = align_files(SAMPLES / japanese, SAMPLES / english, options)
    return examine(alignment, terms, Settings()).findings


@pytest.mark.parametrize("name", ["deck", "tanshin", "qa", "deck_previous"])
def test_a_clean_pair_has_no_error(name: str):
    found = findings(f"{name}.ja.txt", f"{name}.en.txt")
    assert [one.message for one in found if one.severity == "error"] == []
    warnings = [one for one in found if one.severity == "warning"]
    assert {one.check for one in warnings} <= {"text.omitted"}  # the decks do leave texts out
    assert len(warnings) <= 3


REFERENCE = [
    ApprovedTerm(ja, en, "reference")
    for row in read_glossary(resource("glossary", "seed.tsv"))[0]
    for ja in row.terms("ja")
    for en in row.terms("en")
]
APPROVED = [
    ApprovedTerm(ja, en, "approved")
    for ja, *terms in (
        ("売上収益", "revenue"),
        ("売上原価", "cost of sales"),
        ("売上総利益", "gross profit"),
        ("営業利益", "operating profit"),
        ("税引前利益", "profit before tax"),
        ("設備投資", "capital expenditures"),
        ("減価償却費", "depreciation", "depreciation and amortization"),
        ("販売費及び一般管理費", "SG&A", "selling, general and administrative expenses"),
        ("前年同期比", "year on year", "YoY"),
        ("営業債権", "trade receivables"),
    )
    for en in terms
]


@pytest.mark.parametrize("name", ["deck", "tanshin", "qa", "deck_previous"])
def test_a_clean_pair_has_no_finding_on_terms(name: str):
    found = findings(f"{name}.ja.txt", f"{name}.en.txt", [*APPROVED, *REFERENCE])
    assert [one.message for one in found if one.check.startswith("term.")] == []


def test_terms_that_are_not_the_approved_ones_are_found():
    terms = [ApprovedTerm("営業利益", "operating income", "approved"), *REFERENCE]
    found = findings("deck.ja.txt", "deck.en.txt", terms)
    assert len([one for one in found if one.check == "term.unapproved"]) > 3


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
