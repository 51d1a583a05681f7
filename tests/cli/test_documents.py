"""The commands on slides, reports, workbooks and web pages, as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reading.office import (
    box,
    deck,
    paragraph,
    picture,
    row,
    slide_table,
    word,
    word_table,
    workbook,
    xml,
)

if TYPE_CHECKING:
    from tests.conftest import RunTermalign

CORPORA = Path(__file__).parents[2] / "corpora"

JA = (
    "当期の売上収益は1,282億円となり、前年同期比5.1%増加しました。",
    "営業利益は128億円となり、過去最高を更新しました。",
    "配当性向は30%を目安とする方針に変更はありません。",
    "クラウドサービスの需要は引き続き堅調に推移しています。",
)
EN = (
    "Revenue for the period was ¥128.2 billion, up 5.1% year on year.",
    "Operating profit was ¥12.8 billion, a record high.",
    "There is no change to our policy of a dividend payout ratio of around 30%.",
    "Demand for cloud services remains firm.",
)
JA_TABLE = (
    ("（百万円）", "1Q22", "1Q23"),
    ("売上総利益", "6,312", "6,847"),
    ("営業利益", "57", "61"),
)
EN_TABLE = (
    ("(Millions of yen)", "1Q22", "1Q23"),
    ("Gross profit", "6,312", "6,847"),
    ("Operating profit", "57", "61"),
)


def slides(texts: tuple[str, ...], table: tuple[tuple[str, ...], ...], **more: object) -> bytes:
    return deck(*map(box, texts), slide_table(*table), **more)  # type: ignore[arg-type]


def report(texts: tuple[str, ...], table: tuple[tuple[str, ...], ...]) -> bytes:
    return word("".join(map(paragraph, texts)) + word_table(*table))


def sheet(texts: tuple[str, ...], table: tuple[tuple[str, ...], ...]) -> bytes:
    return workbook("".join(row(text) for text in texts) + "".join(row(*one) for one in table))


def page(texts: tuple[str, ...], table: tuple[tuple[str, ...], ...]) -> bytes:
    cells = "".join(f"<tr><td>{'<td>'.join(one)}</tr>" for one in table)
    return f"{''.join(f'<p>{one}</p>' for one in texts)}<table>{cells}</table>".encode()


FORMATS = {
    ".pptx": slides,
    ".pptm": slides,
    ".docx": report,
    ".docm": report,
    ".xlsx": sheet,
    ".xlsm": sheet,
    ".html": page,
}
BY_FORMAT = pytest.mark.parametrize("suffix", FORMATS)


def write_pair(folder: Path, suffix: str) -> tuple[Path, Path]:
    ja, en = folder / f"ja{suffix}", folder / f"en{suffix}"
    ja.write_bytes(FORMATS[suffix](JA, JA_TABLE))
    en.write_bytes(FORMATS[suffix](EN, EN_TABLE))
    return ja, en


@BY_FORMAT
def test_each_format_is_read_aligned_and_checked_alike(
    termalign: RunTermalign, tmp_path: Path, suffix: str
):
    ja, en = write_pair(tmp_path, suffix)
    shown = termalign("segments", ja).stdout.decode().splitlines()
    assert [line.split("\t")[3] for line in shown[1:]] == [*JA, *map(" ".join, JA_TABLE)]
    aligned = termalign("align", en, ja)
    rows = [line.split("\t") for line in aligned.stdout.decode().splitlines()[1:]]
    assert [(ja, en) for _, _, _, ja, en in rows] == list(
        zip(
            [*JA, *map(" ".join, JA_TABLE)],
            [*EN, *map(" ".join, EN_TABLE)],
            strict=True,
        )
    )
    checked = termalign("check", ja, en)
    assert checked.returncode == 0, checked.stderr.decode()
    assert b"0 differ" in checked.stderr


@pytest.mark.parametrize("suffix", [".pptx", ".docx", ".xlsx", ".html"])
def test_the_sample_deck_is_mined_in_each_format(termalign: RunTermalign, suffix: str):
    found = termalign("mine", CORPORA / f"deck.ja{suffix}", CORPORA / f"deck.en{suffix}")
    assert found.returncode == 0
    assert "\n営業利益\toperating profit\t" in found.stdout.decode().lower()


def test_a_finding_names_slide_table_row_and_column(termalign: RunTermalign, tmp_path: Path):
    wrong = tuple(tuple(cell.replace("6,312", "6,132") for cell in one) for one in EN_TABLE)
    ja, en = tmp_path / "ja.pptx", tmp_path / "en.pptx"
    ja.write_bytes(slides(JA * 2, JA_TABLE))
    en.write_bytes(slides(EN * 2, wrong))
    found = termalign("check", ja, en, "--format", "jsonl")
    (finding,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.returncode == 1
    assert finding["check"] == "figure.value"
    assert finding["ja"]["place"] == "slide 9, table 1, row 売上総利益, 1Q22"
    assert finding["en"]["place"] == "slide 9, table 1, row Gross profit, 1Q22"


def test_a_unit_over_a_table_holds_in_it(termalign: RunTermalign, tmp_path: Path):
    in_billions = (("(Billions of yen)", "1Q22", "1Q23"), ("Gross profit", "6.3", "6.8"))
    ja, en = tmp_path / "ja.pptx", tmp_path / "en.pptx"
    ja.write_bytes(slides(JA, JA_TABLE[:2]))
    en.write_bytes(slides(EN, in_billions))
    assert termalign("check", ja, en).returncode == 0
    scaled = (in_billions[0], ("Gross profit", "63.1", "68.5"))
    en.write_bytes(slides(EN, scaled))
    found = termalign("check", ja, en)
    assert found.returncode == 1
    assert b"slide 5, table 1, row Gross profit, 1Q22" in found.stdout


# --- notes ---------------------------------------------------------------------------------------


def noted(texts: tuple[str, ...], note: str) -> bytes:
    notes = xml("p:notes", box(note, holder='<p:ph type="body" idx="1"/>'))
    return deck(
        *map(box, texts),
        parts={"ppt/notes1.xml": notes},
        relations={"ppt/slides/slide2.xml": [("n", "notesSlide", "ppt/notes1.xml")]},
    )


def test_notes_are_compared_when_asked_for(termalign: RunTermalign, tmp_path: Path):
    ja, en = tmp_path / "ja.pptx", tmp_path / "en.pptx"
    ja.write_bytes(noted(JA, "自己株式の取得額は30億円です。"))
    en.write_bytes(noted(EN, "We will repurchase shares worth ¥30.0 million."))
    without = termalign("check", ja, en)
    assert without.returncode == 0
    said = "ja.pptx: speaker’s notes on 1 slide left out (--notes reads them)"
    assert said in without.stderr.decode()
    compared = termalign("check", ja, en, "--notes")
    assert compared.returncode == 1
    assert b"slide 2, notes" in compared.stdout
    assert "left out" not in compared.stderr.decode()


def test_the_samples_notes_follow_the_deck(termalign: RunTermalign):
    path = CORPORA / "deck.ja.pptx"
    plain = termalign("segments", path).stdout.decode().splitlines()
    noted = termalign("segments", path, "--notes").stdout.decode().splitlines()
    assert noted[: len(plain)] == plain
    assert {line.split("\t")[1] for line in noted[len(plain) :]} == {
        "slide 4, notes",
        "slide 8, notes",
        "slide 17, notes",
    }


# --- pages of pictures ---------------------------------------------------------------------------


def pictured(folder: Path, count: int) -> tuple[Path, Path]:
    ja, en = folder / "ja.pptx", folder / "en.pptx"
    ja.write_bytes(deck(*map(box, JA), *[picture()] * count))
    en.write_bytes(deck(*map(box, EN), *[picture()] * count))
    return ja, en


def test_a_page_of_pictures_is_a_warning(termalign: RunTermalign, tmp_path: Path):
    found = termalign("check", *pictured(tmp_path, 1))
    assert found.returncode == 0
    said = "ja.pptx: slide 5 holds 1 picture and no text: not read (--accept-unread)"
    assert said in found.stderr.decode()
    assert "without text: 1 Japanese, 1 English" in found.stderr.decode()


@pytest.mark.parametrize("command", ["check", "align", "mine"])
def test_more_than_a_third_is_no_reading(termalign: RunTermalign, tmp_path: Path, command: str):
    found = termalign(command, *pictured(tmp_path, 3))
    assert (found.returncode, found.stdout) == (2, b"")
    assert found.stderr.decode() == (
        "error: ja.pptx: 3 of 7 slides hold pictures only: 5,6,7; "
        "give a file with their text, or --accept-unread 5,6,7\n"
    )


@pytest.mark.parametrize("pages", ["5,6,7", "5-7", "5, 6-7"])
def test_what_was_accepted_stands_in_the_report(
    termalign: RunTermalign, tmp_path: Path, pages: str
):
    files = pictured(tmp_path, 3)
    out = tmp_path / "report.html"
    found = termalign("check", *files, "--accept-unread", pages, "-o", out)
    assert found.returncode == 0
    for name in ("ja.pptx", "en.pptx"):
        for number in (5, 6, 7):
            said = f"{name}: slide {number} holds 1 picture and no text: accepted as unread"
            assert said in found.stderr.decode()
            assert said in out.read_text("utf-8")
    sarif = termalign("check", *files, "--accept-unread", pages, "--format", "sarif")
    assert "accepted as unread" in sarif.stdout.decode()


@pytest.mark.parametrize("pages", ["x", "5-", "-5", "7-5", "5;6", "99999999"])
def test_pages_that_are_none(termalign: RunTermalign, tmp_path: Path, pages: str):
    found = termalign("check", *pictured(tmp_path, 1), f"--accept-unread={pages}")
    assert found.returncode == 2
    assert b"name pages as in 7,12-14" in found.stderr


def test_a_file_of_pictures(termalign: RunTermalign, tmp_path: Path):
    path = tmp_path / "scan.pptx"
    path.write_bytes(deck(picture(), picture()))
    found = termalign("segments", path, "--accept-unread", "1,2")
    assert found.returncode == 2
    assert b"scan.pptx: holds 2 pictures and no text" in found.stderr


# --- which files ---------------------------------------------------------------------------------


def test_wildcards_are_expanded_and_marks_of_open_files_skipped(
    termalign: RunTermalign, tmp_path: Path
):
    write_pair(tmp_path, ".docx")
    (tmp_path / "~$ja.docx").write_bytes(b"\x05owner")
    found = termalign("check", "*.docx")
    assert found.returncode == 0
    said = "~$ja.docx: skipped; it only marks that the file is open in Office"
    assert said in found.stderr.decode()
    assert termalign("segments", "j?.docx").returncode == 0


def test_a_mark_of_an_open_file_alone_is_no_document(termalign: RunTermalign, tmp_path: Path):
    (tmp_path / "~$ja.docx").write_bytes(b"\x05owner")
    for name in ("~$ja.docx", "~*.docx"):
        found = termalign("segments", name)
        assert found.returncode == 2
        assert found.stderr.startswith(b"error: ~$ja.docx: ")


def test_a_pattern_that_nothing_matches(termalign: RunTermalign):
    found = termalign("check", "*.pptx")
    assert found.returncode == 2
    assert b"error: *.pptx: no file matches" in found.stderr


def test_a_name_with_a_sign_of_a_pattern_is_that_file(termalign: RunTermalign, tmp_path: Path):
    shutil.copy(CORPORA / "deck.en.docx", tmp_path / "deck[1].docx")
    (tmp_path / "deck1.docx").write_bytes(b"another")
    assert termalign("segments", "deck[1].docx").returncode == 0


def test_several_files_where_one_is_asked_for(termalign: RunTermalign, tmp_path: Path):
    write_pair(tmp_path, ".docx")
    found = termalign("segments", "*.docx")
    assert found.returncode == 2
    assert b"2 files match" in found.stderr


# --- bilingual sheets ----------------------------------------------------------------------------


def test_the_bilingual_sheet_is_checked_as_pairs(termalign: RunTermalign):
    of_sheet = termalign("check", CORPORA / "bilingual.xlsx")
    of_text = termalign("check", CORPORA / "bilingual.tsv")
    assert of_sheet.returncode == of_text.returncode == 0
    assert of_sheet.stderr == of_text.stderr
    assert b"60 pairs of texts" in of_sheet.stderr


def test_a_bilingual_sheet_is_read_as_excel_shows_it(termalign: RunTermalign, tmp_path: Path):
    struck = '<c t="inlineStr" s="1"><is><t>旧い文</t></is></c>'
    rows = (
        row("ja", "en")
        + row("売上収益は増加。\n営業利益は57億円。", "Revenue rose.\nProfit was ¥5.8 billion.")
        + row("隠した行は99億円。", "Hidden: ¥1 million.", attributes='hidden="1"')
        + row(struck, "")
    )
    styles = "<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId='1'/></cellXfs>"
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook(rows, styles=styles))
    found = termalign("check", path, "--format", "jsonl")
    (finding,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert finding["ja"]["text"] == "売上収益は増加。\n営業利益は57億円。"
    assert "1 hidden row left out" in found.stderr.decode()
    assert "1 struck-through text left out" in found.stderr.decode()


def test_a_workbook_of_one_language_is_a_document(termalign: RunTermalign):
    for language, name in (("en", "English"), ("ja", "Japanese")):
        alone = termalign("check", CORPORA / f"deck.{language}.xlsx")
        assert alone.returncode == 0
        assert f"{name} alone" in alone.stderr.decode()
    files = [CORPORA / name for name in ("deck.en.xlsx", "deck.ja.xlsx", "bilingual.xlsx")]
    mined = termalign("mine", *files)
    assert mined.returncode == 0
    assert b"deck.ja.xlsx with deck.en.xlsx: parallel" in mined.stderr
    assert b"from 3 files" in mined.stderr


@pytest.mark.parametrize("header", [("en", "ja"), ("ja", "en", "English")])
def test_a_bilingual_sheet_whose_header_is_wrong_is_no_document(
    termalign: RunTermalign, tmp_path: Path, header: tuple[str, str]
):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook(row(*header) + "".join(map(row, JA, EN, EN))))
    found = termalign("check", path)
    assert found.returncode == 2
    assert found.stderr.startswith(b"error: sheet.xlsx, sheet ")


# --- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["segments", "check", "align", "mine"])
def test_a_web_page_by_the_name_of_a_report(termalign: RunTermalign, tmp_path: Path, command: str):
    en = tmp_path / "en.docx"
    en.write_bytes(b"<!DOCTYPE html><p>Please sign in.")
    files = [en] if command == "segments" else [CORPORA / "deck.ja.docx", en]
    found = termalign(command, *files)
    assert (found.returncode, found.stdout) == (2, b"")
    assert found.stderr == b"error: en.docx: is a web page, no Word file; name it .html\n"
