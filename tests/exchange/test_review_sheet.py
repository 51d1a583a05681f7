"""The review sheet: what Excel shows, what it must not hold, and what comes back from it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from termalign.errors import InputError, OutputError, UnsupportedFormat
from termalign.exchange import read_glossary, read_review, review, review_sheet
from termalign.exchange.review import ReviewTerm
from termalign.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from termalign.exchange.review import Answer

SEEN = Evidence(
    "営業利益率は5.1%となりました。",
    "The operating margin was 5.1%.",
    "page 3, line 12",
    "page 3, line 14",
    "deck.ja.txt | deck.en.txt",
)
GLOSSARY = "0123456789ab"
MARK = f"termalign review 1 {GLOSSARY}"
TERMS = [
    ReviewTerm(12, 31, "営業利益", "operating income", "approved", "表示に従う", preferred=True),
    ReviewTerm(
        *(12, 32, "営業利益", "operating profit", "forbidden", "表示に従う"),
        other_en=("operating income",),
    ),
    ReviewTerm(
        *(13, 40, "営業利益率", "operating margin", "proposed"),
        preferred=True,
        other_ja=("営業利益比率",),
        count=3,
        examples=(SEEN,),
    ),
    ReviewTerm(14, 51, "＋α", "=1+1", "proposed", '@"x" _x0041_\x0b', preferred=True),
]


def written(*, examples: bool = False) -> bytes:
    stream = io.BytesIO()
    review_sheet.write(TERMS, stream, glossary=GLOSSARY, examples=examples)
    return stream.getvalue()


def opened(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).active


def column(sheet: Worksheet, header: str) -> int:
    return [cell.value for cell in sheet[1]].index(header) + 1


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Callable[[Worksheet], None]], list[Answer]]:
    """Write the sheet, let somebody work on it, and read it back."""

    def edit(work: Callable[[Worksheet], None]) -> list[Answer]:
        book = load_workbook(io.BytesIO(written()))
        work(book.active)
        book.save(tmp_path / "terms (2).xlsx")
        back = read_review(tmp_path / "terms (2).xlsx")
        assert back is not None
        return back[0]

    return edit


def fill(header: str, row: int, text: str | float | None) -> Callable[[Worksheet], None]:
    def work(sheet: Worksheet) -> None:
        sheet.cell(row, column(sheet, header)).value = text

    return work


# What is written


def test_a_row_a_term(tmp_path: Path):
    sheet = opened(written(examples=True))
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        *("番号 ID", "和文 Japanese", "英文 English", "状態 Status", "優先 Preferred"),
        *("備考 Note", "理由 Reason", "担当 Reviewer", "例文 Example (JA)", "例文 Example (EN)"),
        *("他の和文 Other Japanese", "他の英文 Other English", "件数 Count", MARK),
    ]
    third = {head: cell.value for head, cell in zip(heads, sheet[4], strict=True)}
    assert third["番号 ID"] == "13"
    assert third["状態 Status"] == "提案 proposed"
    assert third["例文 Example (JA)"] == (
        "営業利益率は5.1%となりました。\n［deck.ja.txt, page 3, line 12］"
    )
    assert third["例文 Example (EN)"] == (
        "The operating margin was 5.1%.\n［deck.en.txt, page 3, line 14］"
    )
    assert third["他の和文 Other Japanese"] == "営業利益比率"
    assert third["件数 Count"] == "3"
    assert [sheet.cell(row, 5).value for row in range(2, 6)] == ["○", None, "○", "○"]


def test_no_sentence_is_in_it_unless_asked_for():
    book = load_workbook(io.BytesIO(written()))
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert not any("5.1%" in text or "deck" in text for text in texts)
    assert review.JA_EXAMPLE not in texts


def test_no_cell_is_a_formula_or_anything_but_text():
    sheet = opened(written())
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["C5"].value == "=1+1"


def test_it_is_laid_out_to_be_worked_with():
    sheet = opened(written())
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L5"
    assert sheet.column_dimensions["L"].hidden
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    status, tick = sheet.data_validations.dataValidation
    assert status.formula1 == (
        '"提案 proposed,承認 approved,翻訳しない do-not-translate,参考 reference,'
        '使用禁止 forbidden,不採用 rejected"'
    )
    assert len(status.formula1) <= 255  # what Excel takes
    assert str(status.sqref).startswith("D2:D")
    assert int(str(status.sqref).rpartition("D")[2]) > 100  # added rows have the list as well
    assert status.showErrorMessage
    assert tick.formula1 == '"○"'


def test_the_same_terms_are_the_same_bytes():
    assert written() == written()


def test_what_a_cell_cannot_hold_is_refused():
    long = replace(TERMS[0], note="長" * 40_000)
    with pytest.raises(OutputError, match="entry 12 has a text of more"):
        review_sheet.write([long], io.BytesIO(), glossary=GLOSSARY, examples=False)


# What comes back


def test_untouched_it_says_what_it_said(edited: Callable[..., list[Answer]]):
    answers = edited(lambda sheet: None)
    assert [answer.changes for answer in answers] == [{}, {}, {}, {}]
    assert {answer.glossary for answer in answers} == {GLOSSARY}
    assert [answer.was.term for answer in answers if answer.was] == [31, 32, 40, 51]
    assert answers[3].note == '@"x" _x0041_'


@pytest.mark.parametrize(
    ("header", "text", "changes"),
    [
        (review.STATUS, "承認 approved", {"status": "approved"}),
        (review.STATUS, "approved", {"status": "approved"}),
        (review.STATUS, " 承認　", {"status": "approved"}),
        (review.STATUS, "ＲＥＪＥＣＴＥＤ", {"status": "rejected"}),
        (review.STATUS, None, {}),  # not judged
        (review.EN, " operating  profit margin ", {"en": "operating profit margin"}),
        (review.EN, " operating margin　", {}),
        (review.EN, 5, {"en": "5"}),
        (review.NOTE, "比率", {"note": "比率"}),
        (review.PREFERRED, None, {}),
        (review.NUMBER, "１３", {}),
        (review.NUMBER, 13, {}),
        (review.NUMBER, " 13.0 ", {}),
    ],
)
def test_what_somebody_changed(
    edited: Callable[..., list[Answer]], header: str, text: str | None, changes: dict[str, str]
):
    assert edited(fill(header, 4, text))[2].changes == changes


def test_reason_and_reviewer(edited: Callable[..., list[Answer]]):
    def work(sheet: Worksheet) -> None:
        fill(review.REASON, 3, " 開示資料に\n合わせる ")(sheet)
        fill(review.REVIEWER, 3, "佐藤")(sheet)
        fill(review.PREFERRED, 3, "〇")(sheet)

    answer = edited(work)[1]
    assert (answer.reason, answer.reviewer) == ("開示資料に 合わせる", "佐藤")
    assert answer.changes == {"preferred": True}


def put(cell: Cell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # openpyxl makes a formula of =1+1; Excel, sorting, does not


def sort_rows(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            put(sheet.cell(at, place), value)


def title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "用語のご確認"
    sheet.merge_cells("A1:H1")


def filter_rows(sheet: Worksheet) -> None:
    sheet.auto_filter.add_filter_column(3, ["提案 proposed"])
    sheet.row_dimensions[2].hidden = True


def delete_rows(sheet: Worksheet) -> None:
    sheet.delete_rows(2, 2)


def delete_columns(sheet: Worksheet) -> None:
    for header in (review.COUNT, review.OTHER_EN, review.OTHER_JA, review.NOTE, review.REASON):
        sheet.delete_cols(column(sheet, header))


def move_columns(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            put(cell, value)


@pytest.mark.parametrize(
    ("work", "terms"),
    [
        (sort_rows, [51, 40, 32, 31]),
        (title_above, [31, 32, 40, 51]),
        (filter_rows, [31, 32, 40, 51]),
        (delete_rows, [40, 51]),
        (delete_columns, [31, 32, 40, 51]),
        (move_columns, [31, 32, 40, 51]),
        (lambda sheet: sheet.append([None, " ", "　"]), [31, 32, 40, 51]),
    ],
)
def test_rows_are_known_however_they_lie(
    edited: Callable[..., list[Answer]], work: Callable[[Worksheet], None], terms: list[int]
):
    answers = edited(work)
    assert [answer.was.term for answer in answers if answer.was] == terms
    assert [answer.changes for answer in answers] == [{}] * len(terms)


def test_a_row_that_somebody_added(edited: Callable[..., list[Answer]]):
    added = edited(lambda sheet: sheet.append([None, "配当性向", "payout ratio", "approved"]))[-1]
    assert (added.was, added.ja, added.en, added.status) == (
        None,
        "配当性向",
        "payout ratio",
        "approved",
    )
    assert edited(lambda sheet: sheet.append([None, "配当性向", "payout ratio"]))[-1].status is None


def test_what_is_for_reading_is_remarked_on(tmp_path: Path):
    book = load_workbook(io.BytesIO(written()))
    fill(review.OTHER_EN, 4, "operating income ratio")(book.active)
    book.save(tmp_path / "terms.xlsx")
    back = read_review(tmp_path / "terms.xlsx")
    assert back is not None
    (remark,) = back[1]
    assert remark.startswith("row 4: 他の英文 Other English is for reading")


def copy_row(sheet: Worksheet) -> None:
    sheet.append([cell.value for cell in sheet[3]])


def shift_ids(sheet: Worksheet) -> None:
    sheet.cell(4, 1).value = "14"


def lose_hidden_cell(sheet: Worksheet) -> None:
    sheet.cell(4, column(sheet, MARK)).value = None


def garble_hidden_cell(sheet: Worksheet) -> None:
    sheet.cell(4, column(sheet, MARK)).value = '{"entry": 13}'


def nest_hidden_cell(sheet: Worksheet) -> None:
    sheet.cell(4, column(sheet, MARK)).value = "[" * 30_000


def merge_head(sheet: Worksheet) -> None:
    sheet.merge_cells("B1:C1")


def newer_form(sheet: Worksheet) -> None:
    sheet.cell(1, column(sheet, MARK)).value = "termalign review 2"


def lose_glossary(sheet: Worksheet) -> None:
    sheet.cell(1, column(sheet, MARK)).value = "termalign review 1"


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (fill(review.STATUS, 4, "たぶん"), "row 4: the status “たぶん” is none of the list’s"),
        (fill(review.NUMBER, 4, None), "row 4: the row’s ID is missing: it was 13"),
        (shift_ids, "row 4: the row’s ID is 14, but was 13"),
        (fill(review.NUMBER, 4, "x"), "row 4: the row’s ID is x, but was 13"),
        (copy_row, "row 6: the row stands twice: also row 3"),
        (lose_hidden_cell, "row 4: the row has the ID 13 but not the hidden cell"),
        (nest_hidden_cell, "row 4: the row’s hidden cell is damaged"),
        (garble_hidden_cell, "row 4: the row’s hidden cell is damaged"),
        (fill(review.EN, 4, None), "row 4: the English is empty"),
        (fill(review.JA, 4, "　"), "row 4: the Japanese is empty"),
        (fill(review.EN, 4, "long " * 300), "row 4: the English is longer than 1,000"),
        (fill(review.PREFERRED, 4, "maybe"), "row 4: “maybe” in 優先 Preferred is no tick"),
        (lambda sheet: sheet.append([None, "配当性向"]), "row 6: the English is empty"),
        (merge_head, "row 1: the review sheet lacks its column “英文 English”"),
        (newer_form, "a review sheet of a newer termalign"),
        (lose_glossary, "row 1: the review sheet does not say which glossary it is of"),
        (fill(review.EN, 4, "営業利益率"), "row 4: the English “営業利益率” is Japanese"),
        (
            lambda sheet: sheet.append([None, "配当", "配当"]),
            "row 6: the English “配当” is Japanese",
        ),
    ],
)
def test_what_cannot_be_taken_names_its_row(
    edited: Callable[..., list[Answer]], work: Callable[[Worksheet], None], says: str
):
    with pytest.raises(InputError) as error:
        edited(work)
    assert says in str(error.value)
    assert "terms (2).xlsx, sheet 用語 Terms" in str(error.value)


# Other workbooks


def plain(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_another_workbook_is_no_review_sheet(tmp_path: Path):
    path = plain(tmp_path / "terms.xlsx", ["ja", "en"], ["配当性向", "payout ratio"])
    assert read_review(path) is None
    assert read_review(tmp_path / "terms.tsv") is None


@pytest.mark.parametrize(
    "rows",
    [
        [["配当性向", "payout ratio"], ["＋α", "plus alpha"]],
        [["payout ratio", "配当性向"], ["plus alpha", "＋α"]],
        [["日本語", "英語"], ["配当性向", "payout ratio"]],
        [["用語集"], [], ["英語", "日本語", "備考"], ["payout ratio", "配当性向", "比率"]],
    ],
)
def test_a_plain_glossary_in_excel(tmp_path: Path, rows: list[list[object]]):
    entries, _ = read_glossary(plain(tmp_path / "terms.xlsx", *rows))
    assert (entries[0].ja, entries[0].en, entries[0].status) == ("配当性向", "payout ratio", None)
    assert entries[0].note == ("比率" if "備考" in str(rows) else "")


def test_a_sheet_of_something_else_is_remarked_on(tmp_path: Path):
    path = plain(
        tmp_path / "terms.xlsx", ["ja", "en", "status"], ["配当性向", "payout", "approved"]
    )
    book = load_workbook(path)
    book.create_sheet("numbers").append([1, 2])
    book.save(path)
    entries, remarks = read_glossary(path)
    assert [entry.status for entry in entries] == ["approved"]
    assert remarks == ("sheet numbers was left out: it does not hold both languages",)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["ja", "en"], ["配当性向", None]], "sheet Sheet:2: the English is empty"),
        ([["ja", "en", "status"], ["配当性向", "x", "maybe"]], "no status is called “maybe”"),
        ([["配当", "dividend", "a", "b"]], "the row has 4 columns"),
        ([[1, 2]], "no column is Japanese"),
        ([], "holds no sheet with rows"),
    ],
)
def test_a_bad_plain_glossary(tmp_path: Path, rows: list[list[object]], says: str):
    with pytest.raises(InputError) as error:
        read_glossary(plain(tmp_path / "terms.xlsx", *rows))
    assert says in str(error.value)


def test_no_workbook_at_all(tmp_path: Path):
    path = tmp_path / "terms.xlsx"
    path.write_bytes(b"ja,en\n")
    with pytest.raises(UnsupportedFormat, match="no Excel file"):
        read_review(path)
