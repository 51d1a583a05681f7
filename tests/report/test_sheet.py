"""The findings sheet: what Excel shows, what it must not run, and what comes back from it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from termalign.errors import InputError, OutputError
from termalign.records import Finding, Side
from termalign.report import About, Answer, render
from termalign.report.earlier import read_earlier
from termalign.report.sheet import COMMENT, FINGERPRINT, REPLIES, REPLY

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content), rich_text=True).active


def column(sheet: Worksheet, header: str) -> int:
    return [cell.value for cell in sheet[1]].index(header) + 1


def marked(value: object) -> list[str]:
    return [part.text for part in value if isinstance(part, TextBlock)]


def test_a_row_a_finding_with_the_figure_marked(findings: list[Finding], about: About):
    sheet = opened(render(findings, "xlsx", about))
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["番号 No.", "重要度 Severity", "項目 Check"]
    assert heads[-3:] == [REPLY, COMMENT, FINGERPRINT]
    first = {head: cell.value for head, cell in zip(heads, sheet[2], strict=True)}
    assert first["和文の箇所 Place (JA)"] == "page 2, line 9"
    assert str(first["和文 Japanese"]) == "売上収益は1,282.0億円でした。"
    assert marked(first["和文 Japanese"]) == ["1,282.0億円"]
    assert marked(first["英文 English"]) == ["¥1,282.0 billion"]
    bold = next(part for part in first["英文 English"] if isinstance(part, TextBlock))
    assert bold.font.b
    assert bold.font.color.rgb == "00C00000"
    assert first["修正案 Proposed English"] == "¥128.2 billion"
    assert first[FINGERPRINT] == "0123456789abcdef"
    assert sheet.max_row == 4


def test_no_cell_is_a_formula_or_anything_but_text(findings: list[Finding]):
    sheet = opened(render(findings, "xlsx"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    odd = {str(cell.value) for cell in sheet[4]}
    assert {"=1+1, 100%: a\nb", "=HYPERLINK(“x”)", "=SUM(A1) <b>増加</b> した"} <= odd
    assert any(isinstance(c.value, CellRichText) and str(c.value)[:4] == "@cmd" for c in sheet[4])


def test_it_is_laid_out_to_be_worked_with(findings: list[Finding]):
    sheet = opened(render(findings, "xlsx"))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L4"
    assert sheet.column_dimensions["L"].hidden
    assert not sheet.column_dimensions["K"].hidden
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"修正済 fixed,このまま as is,確認中 ask client"'
    assert str(choice.sqref) == "J2:J4"


def test_the_same_findings_are_the_same_bytes(findings: list[Finding], about: About):
    assert render(findings, "xlsx", about) == render(findings, "xlsx", about)


def test_no_finding_is_a_sheet_with_its_head(tmp_path: Path):
    content = render([], "xlsx")
    assert opened(content).max_row == 1
    path = tmp_path / "none.xlsx"
    path.write_bytes(content)
    assert read_earlier(path).fingerprints == frozenset()


def test_a_text_longer_than_a_cell_is_refused(findings: list[Finding]):
    long = replace(findings[1], ja=Side("増" * 32_768))
    with pytest.raises(OutputError, match="finding 1 has a text of more than the 32,767"):
        render([long], "xlsx")


def answered(
    content: bytes, path: Path, replies: dict[int, tuple[str, str]], *, upside_down: bool = False
) -> Path:
    """Fill in replies and comments by row, as somebody does in Excel, and save the workbook."""
    book = load_workbook(io.BytesIO(content), rich_text=True)
    sheet = book.active
    for row, (reply, comment) in replies.items():
        sheet.cell(row, column(sheet, REPLY)).value = reply
        sheet.cell(row, column(sheet, COMMENT)).value = comment or None
    if upside_down:
        rows = [[str(c.value or "") for c in row] for row in sheet.iter_rows(min_row=2)]
        for number, cells in enumerate(reversed(rows), start=2):
            for at, value in enumerate(cells, start=1):
                sheet.cell(number, at).value = value
                sheet.cell(number, at).data_type = "s"
    book.save(path)
    return path


@pytest.mark.parametrize("upside_down", [False, True])
def test_the_replies_come_back_however_the_rows_are_sorted(
    findings: list[Finding], tmp_path: Path, *, upside_down: bool
):
    replies = {2: ("修正済 fixed", ""), 3: ("このまま as is", "和文だけの頁")}
    path = answered(render(findings, "xlsx"), tmp_path / "a.xlsx", replies, upside_down=upside_down)
    earlier = read_earlier(path)
    assert earlier.answers == {
        "0123456789abcdef": Answer("fixed", ""),
        "0123456799abcdef": Answer("as is", "和文だけの頁"),
        "ffff456789abcdef": Answer(),
    }


def test_a_title_above_the_head_is_no_harm(findings: list[Finding], tmp_path: Path):
    path = answered(render(findings, "xlsx"), tmp_path / "a.xlsx", {2: ("fixed", "")})
    book = load_workbook(path)
    book.active.insert_rows(1, 2)
    book.active["A1"] = "決算説明資料 第3稿"
    book.save(path)
    answers = read_earlier(path).answers
    assert answers is not None
    assert answers["0123456789abcdef"].reply == "fixed"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(label, meaning) for label, meaning in REPLIES.items()]
    + [("確認中", "ask client"), (" As  Is ", "as is"), ("FIXED", "fixed"), ("", "")],
)
def test_a_reply_may_be_typed_in_either_language(
    findings: list[Finding], tmp_path: Path, typed: str, meant: str
):
    path = answered(render(findings, "xlsx"), tmp_path / "a.xlsx", {2: (typed, "")})
    answers = read_earlier(path).answers
    assert answers is not None
    assert answers["0123456789abcdef"].reply == meant


def test_another_reply_is_named_with_its_row(findings: list[Finding], tmp_path: Path):
    path = answered(render(findings, "xlsx"), tmp_path / "a.xlsx", {3: ("OK", "")})
    with pytest.raises(InputError, match=r"a\.xlsx:3: the reply “OK” is none of the list’s"):
        read_earlier(path)


def test_one_finding_in_two_rows_stands_only_if_both_do(findings: list[Finding], tmp_path: Path):
    replies = {2: ("このまま as is", "可"), 3: ("修正済 fixed", "")}
    twice = render([findings[0], findings[0]], "xlsx")
    answers = read_earlier(answered(twice, tmp_path / "a.xlsx", replies)).answers
    assert answers == {"0123456789abcdef": Answer("fixed", "可")}


def test_earlier_answers_are_carried_over(findings: list[Finding]):
    about = About(
        answers={
            "0123456789abcdef": Answer("fixed", "直しました"),
            "0123456799abcdef": Answer("ask client", "照会中"),
        },
        reopened=1,
    )
    sheet = opened(render(findings, "xlsx", about))
    reply, comment = column(sheet, REPLY), column(sheet, COMMENT)
    assert (sheet.cell(2, reply).value, sheet.cell(2, comment).value) == (None, "直しました")
    assert sheet.cell(3, reply).value == "確認中 ask client"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.txt", b"", "is no findings file"),
        ("old.jsonl", b'{"fingerprint": "ab"}\n[]\n', r"old\.jsonl:2: is no finding"),
        ("old.jsonl", b"\xff\n", r"old\.jsonl:1: is no finding"),
        ("old.jsonl", b'{"check": "figure.scale"}\n', r"old\.jsonl:1: is no finding"),
        ("old.xlsx", b"no zip", "is no Excel file"),
    ],
)
def test_what_is_no_findings_file_is_refused(tmp_path: Path, name: str, content: bytes, said: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_earlier(path)


def test_another_workbook_is_no_findings_sheet(tmp_path: Path, findings: list[Finding]):
    book = load_workbook(io.BytesIO(render(findings, "xlsx")))
    book.active.delete_cols(column(book.active, FINGERPRINT))
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="is no findings sheet"):
        read_earlier(tmp_path / "other.xlsx")


def test_a_findings_file_gives_its_fingerprints(findings: list[Finding], tmp_path: Path):
    path = tmp_path / "old.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + render(findings, "jsonl").encode())
    earlier = read_earlier(path)
    assert earlier.fingerprints == {finding.fingerprint for finding in findings}
    assert earlier.answers is None
