"""Twins: one Japanese with a right and a wrong English, for every row of what a figure may be.

`twins.tsv` holds them by the row they belong to; `code` is the finding the wrong one deserves.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from termalign.checks import CHECKS
from termalign.checks.passage import passage_of

with Path(__file__).with_name("twins.tsv").open(encoding="utf-8") as file:
    TWINS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def flagged(ja: str, en: str) -> list[str]:
    """The codes of the errors and warnings on a pair."""
    passage = passage_of(ja, en)
    return [
        check.code.removeprefix("figure.")
        for check in CHECKS
        if check.code.startswith("figure.")
        for remark in check.look(passage)
        if remark.severity != "note"
    ]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin["right"])
def test_the_right_english_passes(twin: dict[str, str]):
    assert flagged(twin["ja"], twin["right"]) == []


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin["wrong"])
def test_the_wrong_english_is_flagged_under_its_name(twin: dict[str, str]):
    assert twin["code"] in flagged(twin["ja"], twin["wrong"])


def test_every_row_has_three_twins():
    rows = Counter(twin["row"] for twin in TWINS)
    assert [row for row, count in rows.items() if count < 3] == []
