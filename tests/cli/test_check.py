"""`termalign check` as a whole command: inputs, formats, exit codes, and what is said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import RunTermalign

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpora"
PAIRS = [
    {"id": "a", "ja": "売上収益は1,282.0億円です。", "en": "Revenue was ¥1,282.0 billion."},
    {"id": "b", "ja": "営業利益は85億円。", "en": "Operating profit: ¥8.5 billion."},
    {"id": "c", "ja": "営業利益は37,268百万円。", "en": "Operating profit: ¥37.4 billion."},
    {"id": "d", "ja": "利益は増加しました。"},
    {"id": "e", "en": "The meeting was held on September 31, 2023."},
]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in PAIRS), "utf-8")
    return path


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_bilingual_file_is_checked_record_by_record(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    out = tmp_path / "findings.jsonl"
    done = termalign("check", pairs, "-o", out)
    assert done.returncode == 1
    assert done.stdout == b""
    assert [(r["id"], r["row"], r["check"]) for r in records(out)] == [
        ("a", 0, "figure.scale"),
        ("c", 2, "figure.rounding"),
        ("e", 4, "figure.date"),
    ]
    said = done.stderr.decode()
    assert "compared: 3 pairs of texts, 1 only in Japanese, 1 only in English" in said
    assert "figures: 1 matched, 2 differ, without a partner 0 Japanese, 0 English" in said
    assert "found: 2 errors, 1 warning, 0 notes" in said


@pytest.mark.parametrize(
    ("rows", "fail_on", "code"),
    [
        (PAIRS[1:2], "note", 0),
        (PAIRS[2:3], "error", 0),
        (PAIRS[2:3], "warning", 1),
        (PAIRS[0:1], "error", 1),
    ],
)
def test_the_exit_code_is_the_verdict(
    termalign: RunTermalign, tmp_path: Path, rows: list[dict], fail_on: str, code: int
):
    path = tmp_path / "rows.tsv"
    lines = "".join(f"{row['ja']}\t{row['en']}\n" for row in rows)
    path.write_text("ja\ten\n" + lines, "utf-8")
    done = termalign("check", path, "--fail-on", fail_on)
    assert done.returncode == code
    assert bool(done.stdout) == (rows != PAIRS[1:2])


def test_two_documents_in_either_order_give_the_same_report(termalign: RunTermalign):
    japanese, english = SAMPLES / "deck.ja.txt", SAMPLES / "deck_errors.en.txt"
    one = termalign("check", japanese, english)
    other = termalign("check", english, japanese)
    assert one.returncode == other.returncode == 1
    assert one.stdout == other.stdout
    assert "pages read: 20 Japanese, 20 English; without text: 0 Japanese, 0 English" in (
        one.stderr.decode()
    )
    # The example in the docs is this report's.
    docs = (ROOT / "docs" / "checks.md").read_text("utf-8")
    (shown,) = re.findall(r"```text\n(JA page.*?)```", docs, re.DOTALL)
    assert shown in one.stdout.decode()


def test_one_document_alone(termalign: RunTermalign, tmp_path: Path):
    path = tmp_path / "notice.txt"
    path.write_text("基準日は2025年9月30日（水）です。\n売上収益は1,282.0億円です。\n", "utf-8")
    done = termalign("check", path)
    assert done.returncode == 1
    assert "figure.date: 2025年9月30日 was a Tuesday" in done.stdout.decode()
    said = done.stderr.decode()
    assert "Japanese alone; only what one language tells was checked" in said
    assert "of one language, nothing to compare with" in said


def test_documents_that_do_not_run_parallel_are_refused(termalign: RunTermalign):
    done = termalign("check", SAMPLES / "qa.ja.txt", SAMPLES / "tanshin.en.txt")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"do not run parallel" in done.stderr
    assert b"--mode comparable" in done.stderr


def test_the_glossary_names_its_terms(termalign: RunTermalign, pairs: Path, tmp_path: Path):
    glossary = tmp_path / "terms.db"
    added = termalign(
        *("glossary", "add", "営業利益", "operating income"),
        *("--status", "approved", "--glossary", glossary),
    )
    assert added.returncode == 0
    done = termalign("check", pairs, "--glossary", glossary, "--format", "jsonl")
    terms = [
        r for line in done.stdout.splitlines() if (r := json.loads(line))["check"][:4] == "term"
    ]
    assert [(r["id"], r["hint"]) for r in terms] == [
        ("b", "operating income"),
        ("c", "operating income"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl"),
        (["a.tsv", "b.txt"], "a.tsv: holds both languages"),
        (["a.txt", "b.txt", "c.txt"], "more than two files"),
        (["a.txt", "-o", "findings.doc"], "no format has the suffix “.doc”"),
        (["a.txt", "--glossary", "none.db"], "none.db"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    termalign: RunTermalign, arguments: list[str], message: str
):
    done = termalign("check", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("error: ")
    assert message in lines[0]
