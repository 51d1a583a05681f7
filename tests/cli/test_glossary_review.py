"""Approval in Excel as whole commands: out, worked on, in again; and sentences that are purged."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from termalign.exchange import GLOSSARY_WRITERS, GlossaryRow, review
from termalign.glossary import Glossary
from tests.glossary.conftest import PAIR, SEEN, rows_of

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.conftest import RunTermalign

    Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

DAY = "2999-05-12"


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    """A glossary with decisions, and a proposal with a confidential sentence."""
    glossary = Glossary(tmp_path / "terms.db", who="hanako")
    glossary.add(GlossaryRow("営業利益", "operating income"))
    glossary.add(GlossaryRow("営業利益", "operating profit", status="forbidden"))
    glossary.add(GlossaryRow("既定", "default", status="rejected"))
    glossary.propose([PAIR], confidential_until=DAY)
    return glossary


@pytest.fixture
def run(termalign: RunTermalign, glossary: Glossary) -> Run:
    """Run `termalign glossary …` on terms.db."""
    return lambda *words: termalign("glossary", *words, "--glossary", glossary.path)


def last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode().splitlines()[-1]


def work_on(path: Path, *cells: tuple[str, str, str]) -> None:
    """Fill in cells of the sheet: an English term, a column's head, a text."""
    book = load_workbook(path)
    sheet: Worksheet = book.active
    heads = [cell.value for cell in sheet[1]]
    for en, head, text in cells:
        rows = [row for row in sheet.iter_rows() if row[heads.index(review.EN)].value == en]
        rows[0][heads.index(head)].value = text
    book.save(path)


def test_out_and_in_again(run: Run, glossary: Glossary, tmp_path: Path):
    sheet = tmp_path / "review.xlsx"
    done = run("export", "--for-review", sheet)
    assert done.returncode == 0
    assert last_line(done) == f"{sheet}: 4 terms to review, no sentences"
    work_on(
        sheet,
        ("operating margin", review.STATUS, "承認 approved"),
        ("operating margin", review.REASON, "開示資料に合わせる"),
        ("operating margin", review.REVIEWER, "佐藤"),
        ("operating income margin", review.REASON, "？"),
    )
    sheet = sheet.rename(tmp_path / "回答 (3).xlsx")
    done = run("import", sheet)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "回答 (3).xlsx, sheet 用語 Terms, row 5: nothing changed, but a reason given: ？",
        f"{sheet}: 1 applied, 0 added, 3 unchanged, 0 conflicts",
    ]
    assert "operating margin\tapproved" in run("show", "3").stdout.decode()
    history = run("history", "3", "--limit", "1").stdout.decode()
    assert "\t佐藤\t3\tapproved: operating margin (was proposed) – 開示資料に合わせる\n" in history
    before = rows_of(glossary.path)
    done = run("import", sheet)
    assert last_line(done) == f"{sheet}: 0 applied, 0 added, 4 unchanged, 0 conflicts"
    assert rows_of(glossary.path) == before
    assert last_line(run("undo")) == "taken back: import 回答 (3).xlsx"


def test_conflicts_are_listed_and_the_exit_code_is_1(run: Run, tmp_path: Path):
    sheet = tmp_path / "review.xlsx"
    run("export", "--for-review", sheet)
    run("reject", "3")
    work_on(
        sheet,
        ("operating margin", review.STATUS, "承認 approved"),
        ("operating income", review.NOTE, "IFRS"),
    )
    done = run("import", sheet)
    assert done.returncode == 1
    conflict, last = done.stderr.decode().splitlines()
    assert conflict == (
        "review.xlsx, sheet 用語 Terms, row 4: entry 3 “operating margin” not applied: "
        "the status is “rejected” by now, was “proposed”"
    )
    assert last == f"{sheet}: 1 applied, 0 added, 2 unchanged, 1 conflicts"
    assert "note\tIFRS" in run("show", "1").stdout.decode()
    assert "operating margin\trejected" in run("show", "3").stdout.decode()


def test_another_glossarys_sheet(run: Run, termalign: RunTermalign, tmp_path: Path):
    sheet = tmp_path / "review.xlsx"
    run("export", "--for-review", sheet)
    Glossary(tmp_path / "other.db").add(GlossaryRow("営業利益", "operating income"))
    done = termalign("glossary", "import", sheet, "--glossary", "other.db")
    assert done.returncode == 2
    assert "review.xlsx, sheet 用語 Terms: is a review sheet of another glossary" in last_line(done)


def test_one_bad_row_and_nothing_is_applied(run: Run, glossary: Glossary, tmp_path: Path):
    sheet = tmp_path / "review.xlsx"
    run("export", "--for-review", sheet)
    work_on(
        sheet,
        ("operating income", review.STATUS, "不採用 rejected"),
        ("operating margin", review.STATUS, "OK"),
    )
    before = glossary.path.read_bytes()
    done = run("import", sheet)
    assert done.returncode == 2
    assert "row 4: the status “OK” is none of the list’s" in last_line(done)
    assert glossary.path.read_bytes() == before


@pytest.mark.parametrize(
    ("statuses", "count"), [((), 4), (("--status", "proposed"), 2), (("--status", "all"), 5)]
)
def test_which_terms(run: Run, tmp_path: Path, statuses: tuple[str, ...], count: int):
    done = run("export", "--for-review", tmp_path / "review.xlsx", *statuses)
    assert f"{count} terms to review" in last_line(done)


def texts(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)


def test_no_export_holds_sentences_unless_asked_for(run: Run, tmp_path: Path):
    for name in GLOSSARY_WRITERS:
        file = tmp_path / f"terms.{name}"
        done = run("export", "--status", "all", "--format", name, "-o", file)
        assert done.returncode == 0
        content = texts(file) if name == "xlsx" else file.read_text("utf-8-sig")
        assert SEEN.ja_text not in content
        assert SEEN.en_text not in content
    sheet = tmp_path / "review.xlsx"
    run("export", "--for-review", sheet, "--status", "all")
    assert SEEN.ja_text not in texts(sheet)


def test_json_lines_hold_sentences_when_asked_to(run: Run, tmp_path: Path):
    file = tmp_path / "terms.jsonl"
    done = run("export", "--status", "all", "-o", file, "--with-evidence")
    assert done.returncode == 2
    assert f"confidential until {DAY}" in last_line(done)
    assert not file.exists()
    assert run("export", "--status", "all", "-o", file, "--with-confidential").returncode == 0
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert asdict(SEEN) in [place for row in rows for place in row.get("evidence", ())]
    assert run("import", file).returncode == 0


def test_confidential_sentences_need_a_word_more(run: Run, tmp_path: Path):
    sheet = tmp_path / "review.xlsx"
    done = run("export", "--for-review", sheet, "--with-evidence")
    assert done.returncode == 2
    assert f"confidential until {DAY}: 1 of the examples" in last_line(done)
    assert "--with-confidential" in last_line(done)
    assert not sheet.exists()
    done = run("export", "--for-review", sheet, "--with-confidential")
    assert last_line(done) == f"{sheet}: 4 terms to review, with sentences of documents"
    assert SEEN.ja_text in texts(sheet)
    assert SEEN.en_text in texts(sheet)
    assert run("import", sheet).returncode == 0  # the examples are no answers


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--with-evidence",), "only JSON Lines and a review sheet have room for sentences"),
        (("--for-review", "r.xlsx", "-o", "r.tsv"), "leave -o and --format out"),
        (("--for-review", "r.csv"), "no format has the suffix “.csv”"),
        (("--for-review", "terms.db"), "suffix"),
    ],
)
def test_words_that_do_not_go_together(run: Run, words: tuple[str, ...], says: str):
    done = run("export", *words)
    assert done.returncode == 2
    assert says in last_line(done)


# Mining and purging

JA = "営業利益率は5.1%でした。\n配当性向は30%です。\n営業利益率の改善を図ります。\n"
EN = (
    "The operating margin was 5.1%.\nThe dividend payout ratio is 30%.\n"
    "We will improve the operating margin.\n"
)


@pytest.mark.parametrize("how", ["option", "setting", "neither"])
def test_mined_as_confidential_and_purged(termalign: RunTermalign, tmp_path: Path, how: str):
    (tmp_path / "q4.ja.txt").write_text(JA, "utf-8")
    (tmp_path / "q4.en.txt").write_text(EN, "utf-8")
    if how == "setting":
        (tmp_path / "termalign.toml").write_text(f'confidential-until = "{DAY}"\n', "utf-8")
    option = ("--confidential-until", DAY) if how == "option" else ()
    db = ("--glossary", "mined.db")
    termalign("mine", "q4.ja.txt", "q4.en.txt", "-o", "mined.tsv", *db, *option)
    shown = termalign("glossary", "show", "1", *db).stdout.decode()
    assert (f"confidential until {DAY}" in shown) == (how != "neither")
    path = tmp_path / "mined.db"
    assert "営業利益率の改善を図ります".encode() in path.read_bytes()
    done = termalign("glossary", "purge", "--source", "q4.en.txt", *db)
    assert done.returncode == 0
    assert last_line(done).endswith(": of q4.en.txt")
    assert "営業利益率の改善を図ります".encode() not in path.read_bytes()
    assert (
        "example" not in termalign("glossary", "show", "1", *db).stdout.decode().partition("his")[0]
    )


def test_a_setting_purges_nothing(run: Run, glossary: Glossary, tmp_path: Path):
    """The setting is for `mine`; who purges says what."""
    (tmp_path / "termalign.toml").write_text(f'confidential-until = "{DAY}"\n', "utf-8")
    done = run("purge")
    assert done.returncode == 2
    assert "say which sentences" in last_line(done)
    assert len(glossary.sightings(3)) == 1
    assert run("purge", "--confidential", "--all-evidence").returncode == 2
    done = run("purge", "--confidential-until", DAY)
    assert last_line(done) == f"purged 1 example: confidential until {DAY}"
    assert glossary.sightings(3) == []


def test_a_day_that_is_none(run: Run):
    done = run("purge", "--confidential-until", "12 May")
    assert done.returncode == 2
    assert "12 May" in last_line(done)


# Flags


def test_flags_are_edited_and_obeyed_by_check(run: Run, termalign: RunTermalign, tmp_path: Path):

    def codes() -> str:
        table = "ja\ten\nシフトを進めます。\tWe promote the shift.\n"
        (tmp_path / "pair.tsv").write_text(table, "utf-8")
        words = ("check", "pair.tsv", "--format", "jsonl", "--glossary", "terms.db")
        return termalign(*words).stdout.decode()

    run("add", "シフト", "SHIFT")
    assert "term.unapproved" not in codes()
    run("edit", "4", "--cased", "SHIFT")
    assert "SHIFT\tapproved, cased\t" in run("show", "4").stdout.decode()
    assert "term.unapproved" in codes()
    run("edit", "4", "--any-case", "SHIFT", "--exact", "SHIFT")
    assert "SHIFT\tapproved, exact\t" in run("show", "4").stdout.decode()
    assert "term.unapproved" not in codes()
    done = run("edit", "4", "--exact", "シフト")
    assert done.returncode == 2
    assert "“シフト” is Japanese, which is not inflected" in last_line(done)
    assert run("undo").returncode == 0
    assert "SHIFT\tapproved, cased\t" in run("show", "4").stdout.decode()
