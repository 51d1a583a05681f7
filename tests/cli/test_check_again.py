"""`termalign check` after the first time: dismissals, earlier findings, the answered sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    import subprocess

    from tests.conftest import RunTermalign

ROWS = [
    ("売上収益は1,282.0億円です。", "Revenue was ¥1,282.0 billion."),
    ("会員は318.6万人です。", "Members number 3,816 thousand."),
    ("広告収入は6.8％減りました。", "Advertising revenue rose 6.8%."),
]
MENDED = ("売上収益は1,282.0億円です。", "Revenue was ¥128.2 billion.")


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("ja\ten\n" + "".join(f"{ja}\t{en}\n" for ja, en in rows), "utf-8")
    return path


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return write(tmp_path / "pairs.tsv", ROWS)


def found(done: subprocess.CompletedProcess[bytes]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def jsonl(termalign: RunTermalign, pairs: Path, *more: str) -> list[dict]:
    return found(termalign("check", pairs, "--format", "jsonl", *more))


def said(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stderr.decode().splitlines()


def test_what_is_dismissed_is_left_out_and_counted(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    marks = [one["fingerprint"] for one in jsonl(termalign, pairs)]
    assert len(marks) == 3
    done = termalign("dismiss", marks[0][:8], marks[1], "--why", "as the client wants it")
    assert done.returncode == 0
    assert done.stdout == b""
    kept = (tmp_path / "termalign.dismissed.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["why"] for line in kept] == ["as the client wants it"] * 2
    done = termalign("check", pairs)
    assert done.returncode == 1
    assert "figure.sign" in done.stdout.decode()
    assert "figure.scale" not in done.stdout.decode()
    assert "dismissed, in termalign.dismissed.jsonl: 2 findings" in said(done)
    assert "found: 1 error, 0 warnings, 0 notes" in said(done)
    assert termalign("dismiss", marks[2], "--why", "so").returncode == 0
    assert termalign("check", pairs).returncode == 0  # the exit code is about what is left


def test_a_dismissal_goes_by_content_and_becomes_stale(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    marks = [one["fingerprint"] for one in jsonl(termalign, pairs)]
    termalign("dismiss", marks[0], "--why", "so")
    write(pairs, [*ROWS[1:], ("人員は増えました。", "Headcount rose."), ROWS[0]])
    moved = termalign("check", pairs)
    assert "dismissed, in termalign.dismissed.jsonl: 1 finding" in said(moved)
    write(pairs, [MENDED])
    stale = termalign("check", pairs)
    assert stale.returncode == 0
    assert f"stale, in termalign.dismissed.jsonl: 1 dismissal of no finding: {marks[0]}" in said(
        stale
    )


def test_dismissals_lie_beside_the_settings_or_where_they_are_named(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    (mark, *_) = [one["fingerprint"] for one in jsonl(termalign, pairs)]
    (tmp_path / "termalign.toml").write_text('mode = "auto"\n', "utf-8")
    below = tmp_path / "q3"
    below.mkdir()
    assert termalign("dismiss", mark, "--why", "so", cwd=below).returncode == 0
    assert (tmp_path / "termalign.dismissed.jsonl").exists()
    assert not list(below.iterdir())
    assert len(found(termalign("check", pairs, "--format", "jsonl", cwd=below))) == 2
    other = ("--dismissed", "other.jsonl")
    assert len(found(termalign("check", pairs, "--format", "jsonl", *other))) == 3
    assert termalign("dismiss", mark, "--why", "so", "--file", "other.jsonl").returncode == 0
    assert len(found(termalign("check", pairs, "--format", "jsonl", *other))) == 2


def test_dismissals_are_listed_and_undone(termalign: RunTermalign, pairs: Path):
    (mark, *_) = [one["fingerprint"] for one in jsonl(termalign, pairs)]
    termalign("dismiss", mark, "--why", "客先の\t指定")
    listed = termalign("dismiss", "--list").stdout.decode().splitlines()
    assert listed[0] == "fingerprint\twhen\twho\twhy"
    assert listed[1].startswith(f"{mark}\t2")
    assert listed[1].endswith("\t客先の 指定")
    assert termalign("dismiss", "--undo", mark[:8]).returncode == 0
    assert len(termalign("dismiss", "--list").stdout.splitlines()) == 1
    assert len(jsonl(termalign, pairs)) == 3


def test_a_broken_dismissal_stops_everything(termalign: RunTermalign, pairs: Path, tmp_path: Path):
    (tmp_path / "termalign.dismissed.jsonl").write_text("{}\n", "utf-8")
    done = termalign("check", pairs, "-o", "out.jsonl")
    assert done.returncode == 2
    assert "termalign.dismissed.jsonl:1: is no dismissal" in done.stderr.decode()
    assert not (tmp_path / "out.jsonl").exists()


def test_earlier_findings_are_counted_and_not_repeated(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    termalign("check", pairs, "-o", "old.jsonl")
    done = termalign("check", pairs, "--since", "old.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "3 known from old.jsonl, 0 new, 0 gone" in said(done)
    new = ("利益は45億円です。", "Profit was ¥5.4 billion.")
    write(pairs, [MENDED, *ROWS[1:], new])
    done = termalign("check", pairs, "--since", "old.jsonl", "--format", "jsonl")
    assert done.returncode == 1
    assert [one["check"] for one in found(done)] == ["figure.value"]
    assert "2 known from old.jsonl, 1 new, 1 gone" in said(done)


def answer(path: Path, replies: dict[str, tuple[str, str]]) -> None:
    """Choose a reply for the findings of some checks, as somebody does in Excel."""
    book = load_workbook(path, rich_text=True)
    sheet = book.active
    for row in range(2, sheet.max_row + 1):
        reply, comment = replies.get(sheet.cell(row, 3).value, ("", ""))
        sheet.cell(row, 10).value = reply or None
        sheet.cell(row, 11).value = comment or None
    book.save(path)


def test_the_sheet_is_answered_and_the_answers_are_heard(
    termalign: RunTermalign, pairs: Path, tmp_path: Path
):
    assert termalign("check", pairs, "-o", "findings.xlsx").returncode == 1
    checks = [one["check"] for one in jsonl(termalign, pairs)]
    assert checks == ["figure.scale", "figure.value", "figure.sign"]
    answer(
        tmp_path / "findings.xlsx",
        {
            "figure.scale": ("このまま as is", "億のまま記載する方針"),
            "figure.value": ("確認中 ask client", "問い合わせ中"),
            "figure.sign": ("修正済 fixed", ""),
        },
    )
    done = termalign("check", pairs, "--since", "findings.xlsx", "--format", "jsonl")
    assert done.returncode == 1
    first, second = found(done)
    assert first["check"] == "figure.sign"
    assert first["message"].startswith("answered as fixed, and still there: ")
    assert second["check"] == "figure.value"
    talk = said(done)
    assert "2 known from findings.xlsx, 0 new, 0 gone" in talk
    assert "answered as fixed, and still there: 1; they come first" in talk
    assert "waiting for the client: 1" in talk
    assert "newly dismissed, as answered: 1 finding" in talk
    (kept,) = (tmp_path / "termalign.dismissed.jsonl").read_text("utf-8").splitlines()
    assert json.loads(kept)["why"] == "億のまま記載する方針"
    # Now it is dismissed, sheet or no sheet; and the sheet dismisses it no second time.
    assert len(jsonl(termalign, pairs)) == 2
    again = termalign("check", pairs, "--since", "findings.xlsx", "-o", "next.xlsx")
    assert not any(line.startswith("newly dismissed") for line in said(again))
    assert len((tmp_path / "termalign.dismissed.jsonl").read_text("utf-8").splitlines()) == 1
    sheet = load_workbook(tmp_path / "next.xlsx").active
    assert [sheet.cell(row, 10).value for row in (2, 3)] == [None, "確認中 ask client"]


def test_the_answered_sheet_is_not_overwritten(termalign: RunTermalign, pairs: Path):
    termalign("check", pairs, "-o", "findings.xlsx")
    done = termalign("check", pairs, "--since", "findings.xlsx", "-o", "findings.xlsx")
    assert done.returncode == 2
    assert b"is also an input" in done.stderr


@pytest.mark.parametrize(
    ("suffix", "begin"),
    [
        ("txt", "JA line 2 · EN line 2\n"),
        ("jsonl", '{"check"'),
        ("html", "<!DOCTYPE html>"),
        ("sarif", '{\n  "$schema"'),
        ("xlsx", "PK"),
    ],
)
def test_the_suffix_chooses_the_format(
    termalign: RunTermalign, pairs: Path, tmp_path: Path, suffix: str, begin: str
):
    for name in ("a", "b"):
        assert termalign("check", pairs, "-o", f"{name}.{suffix}").returncode == 1
    content = (tmp_path / f"a.{suffix}").read_bytes()
    assert content == (tmp_path / f"b.{suffix}").read_bytes()
    assert content.startswith(begin.encode())


def test_sarif_and_github_point_at_the_files_as_they_were_named(
    termalign: RunTermalign, tmp_path: Path
):
    for language, text in (
        ("ja", "売上収益は1,282.0億円です。\n会員は増えました。\n"),
        ("en", "Revenue was ¥1,282.0 billion.\nMembers increased.\n"),
    ):
        folder = tmp_path / language
        folder.mkdir()
        (folder / "deck.txt").write_text(text, "utf-8")  # one name in two folders
    files = (Path("en") / "deck.txt", Path("ja") / "deck.txt", "--mode", "parallel")
    log = json.loads(termalign("check", *files, "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "en/deck.txt"},
        "region": {"startLine": 1},
    }
    related = result["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "ja/deck.txt"
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert {"figure.scale", "text.omitted", "term.forbidden"} <= rules
    (line,) = termalign("check", *files, "--format", "github").stdout.decode().splitlines()
    assert line.startswith("::error file=en/deck.txt,line=1,title=figure.scale::")


def test_habits_are_suggested_as_settings(termalign: RunTermalign, tmp_path: Path):
    rows = [
        ("2026年3月期の売上収益は△7.4％でした。", "Revenue for FY2025 was (7.4)%."),
        ("2026年3月期の利益は△2.6％でした。", "Profit for FY2025 was (2.6)%."),
        ("受注残は37,268百万円です。", "The backlog is ¥37.3 billion."),
        ("Kirimi 3の端末は5台です。", "There are 5 units of Kirimi 3."),
        ("Kirimi 3を発売しました。", "We launched Kirimi 3."),
    ]
    records = "".join(
        json.dumps({"ja": ja, "en": en, "document": "deck"}) + "\n" for ja, en in rows
    )
    path = tmp_path / "habits.jsonl"
    path.write_text(records, "utf-8")
    done = termalign("check", "--suggest-profile", path)
    assert done.returncode == 0
    shown = done.stdout.decode()
    (tmp_path / "termalign.toml").write_text(shown, "utf-8")
    listed = termalign("settings", cwd=tmp_path).stdout.decode()
    values = dict(line.split("\t")[:2] for line in listed.splitlines())
    assert values["profile.fiscal-year-end"] == "3"
    assert values["profile.fiscal-year-label"] == "first"
    assert values["profile.rounding"] == "half-up"
    assert values["profile.negative-style"] == "parenthesis"
    assert values["profile.names"] == "Kirimi 3"
    assert values["profile.scope"] == "full"
    assert "# 2 of 2" in shown
    assert "# 5 of 5 Japanese texts have English" in shown
