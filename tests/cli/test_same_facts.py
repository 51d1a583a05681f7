"""`termalign check --same-facts` as a whole command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import RunTermalign

SAMPLES = Path(__file__).parents[2] / "corpora"


def test_documents_of_either_language_state_the_same_facts(termalign: RunTermalign):
    names = ("deck.ja.txt", "tanshin.en.txt", "deck_previous.ja.txt")
    done = termalign("check", "--same-facts", *(SAMPLES / name for name in names))
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert done.stdout == b""
    assert "facts stand in more than one place, 0 disagree" in said
    assert "found: 0 errors, 0 warnings, 0 notes" in said


def test_a_contradiction_fails_the_gate(termalign: RunTermalign, tmp_path: Path):
    english = (SAMPLES / "deck.en.txt").read_text("utf-8")
    slipped = tmp_path / "deck.en.txt"
    slipped.write_text(english.replace("Revenue 74,244 69,160", "Revenue 74,424 69,160"), "utf-8")
    out = tmp_path / "findings.jsonl"
    done = termalign("check", "--same-facts", SAMPLES / "tanshin.ja.txt", slipped, "-o", out)
    assert done.returncode == 1
    (one,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (one["check"], one["severity"], one["hint"]) == ("figure.same-fact", "error", "74,244")
    start, end = one["en"]["spans"][0]
    assert one["en"]["text"][start:end] == "74,424"
    assert "1 disagree" in done.stderr.decode()


def test_what_cannot_be_compared_is_refused(termalign: RunTermalign):
    deck = SAMPLES / "deck.ja.txt"
    for files, what in (((deck, deck), "named twice"), ((SAMPLES / "bilingual.tsv",), "both")):
        done = termalign("check", "--same-facts", *files)
        assert done.returncode == 2
        assert what in done.stderr.decode()


def test_what_agrees_is_listed_place_by_place(termalign: RunTermalign, tmp_path: Path):
    names = [SAMPLES / "deck.ja.txt", SAMPLES / "tanshin.en.txt"]
    done = termalign("check", "--same-facts", *names, "--matches", tmp_path / "matches.tsv")
    assert done.returncode == 0, done.stderr
    head, *rows = (tmp_path / "matches.tsv").read_text("utf-8").splitlines()
    assert head.split("\t") == ["place", "figure", "other_place", "other_figure", "reason"]
    assert len(rows) >= 20
    assert all(row.split("\t")[4].endswith(f"= {row.split(chr(9))[3]}") for row in rows)
