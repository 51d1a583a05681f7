"""`termalign mine` from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terms.conftest import TEA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

HEADER = "ja\ten\tscore\tcount\tja_variants\ten_variants\tja_example\ten_example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "".join(f"{ja}\t{en}\n" for ja, en in TEA)
    (tmp_path / "tea.tsv").write_text(rows, encoding="utf-8")
    (tmp_path / "tea.ja.txt").write_text("".join(f"{ja}\n\n" for ja, _ in TEA), encoding="utf-8")
    (tmp_path / "tea.en.txt").write_text("".join(f"{en}\n\n" for _, en in TEA), encoding="utf-8")
    (tmp_path / "other.ja.txt").write_text("受注残は61億円です。\n", encoding="utf-8")
    return tmp_path


def rows(output: bytes) -> list[list[str]]:
    return [line.split("\t") for line in output.decode().splitlines()]


def test_a_bilingual_file_gives_a_table(termalign: RunTermalign, folder: Path):
    done = termalign("mine", "tea.tsv", cwd=folder)
    header, *found = rows(done.stdout)
    assert done.returncode == 0
    assert "\t".join(header) == HEADER
    assert ["抹茶ラテ原料", "matcha latte ingredients"] in [row[:2] for row in found[:10]]
    assert [float(row[2]) for row in found] == sorted(
        (float(row[2]) for row in found), reverse=True
    )


def test_documents_of_both_languages_in_any_order(termalign: RunTermalign, folder: Path):
    done = termalign("mine", "other.ja.txt", "tea.en.txt", "tea.ja.txt", cwd=folder)
    assert done.returncode == 0
    assert ["受注残", "order backlog"] in [row[:2] for row in rows(done.stdout)[:15]]
    assert "tea.ja.txt with tea.en.txt: parallel" in done.stderr.decode()


def test_top_cuts_the_list_and_the_rest_is_the_same(termalign: RunTermalign, folder: Path):
    every, top = (
        termalign("mine", "tea.tsv", *more, cwd=folder).stdout for more in ((), ("--top", "3"))
    )
    assert top == b"".join(every.splitlines(keepends=True)[:4])


@pytest.mark.parametrize("name", ["out.tsv", "out.csv", "out.xlsx"])
def test_the_suffix_chooses_the_format(termalign: RunTermalign, folder: Path, name: str):
    assert termalign("mine", "tea.tsv", "-o", name, cwd=folder).returncode == 0
    begin = {"tsv": HEADER.encode(), "csv": b"\xef\xbb\xbfja,en,score", "xlsx": b"PK"}
    assert (folder / name).read_bytes().startswith(begin[name.partition(".")[2]])


def test_a_suffix_that_means_nothing_writes_nothing(termalign: RunTermalign, folder: Path):
    done = termalign("mine", "tea.tsv", "-o", "out.docx", cwd=folder)
    assert done.returncode == 2
    assert ".docx" in done.stderr.decode()
    assert not (folder / "out.docx").exists()


def test_pairs_are_proposed_and_what_was_rejected_is_not_again(
    termalign: RunTermalign, folder: Path
):
    db = ("--glossary", "tea.db")
    assert termalign("mine", "tea.tsv", "--top", "20", *db, cwd=folder).returncode == 0
    found = termalign("lookup", "抹茶ラテ原料", *db, cwd=folder)
    header, row, *_ = rows(found.stdout)
    assert row[header.index("status")] == "proposed"
    number = row[header.index("id")]
    assert termalign("glossary", "reject", number, *db, cwd=folder).returncode == 0
    again = termalign("mine", "tea.tsv", *db, cwd=folder)
    assert "抹茶ラテ原料" not in [row[0] for row in rows(again.stdout)]
    assert termalign("lookup", "抹茶ラテ原料", "--exact", *db, cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tea.ja.txt",), "another one in the other language"),
        (("tea.ja.txt", "other.ja.txt"), "all documents are Japanese"),
        (("tea.tsv", "none.tsv"), "none.tsv"),
        (("tea.tsv", "--top", "0"), "0"),
        ((), "FILE"),
    ],
)
def test_bad_input_is_one_clear_line(
    termalign: RunTermalign, folder: Path, words: tuple[str, ...], said: str
):
    done = termalign("mine", *words, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode().splitlines()[-1]
