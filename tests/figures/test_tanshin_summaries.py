"""Twenty summary pages of earnings reports of made-up companies, half of them in English."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "eval_tables.py"
SUMMARIES = Path(__file__).parent / "tanshin_summaries.jsonl"
AT_LEAST = 0.98


@pytest.fixture(scope="module")
def measured() -> list[tuple[int, int]]:
    """Return the cells read and all cells of each summary, as the script prints them."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    lines = re.findall(r"^(?:ja|en) +(\d+) of (\d+)$", done.stdout, re.MULTILINE)
    return [(int(read), int(cells)) for read, cells in lines]


def test_there_are_twenty_of_both_standards_and_languages():
    records = [json.loads(line) for line in SUMMARIES.read_text("utf-8").splitlines()]
    assert [record["language"] for record in records] == ["ja", "en"] * 10
    titles = [record["text"].split("\n")[0] for record in records]
    for standard in ("日本基準", "ＩＦＲＳ", "Japanese GAAP", "IFRS"):
        assert any(standard in title for title in titles)


def test_cells_are_read_to_their_period_item_and_unit(measured: list[tuple[int, int]]):
    assert len(measured) == 20
    assert sum(read for read, _ in measured) >= sum(cells for _, cells in measured) * AT_LEAST


def test_no_summary_is_misread_as_a_whole(measured: list[tuple[int, int]]):
    assert all(read >= cells * 0.95 for read, cells in measured)
