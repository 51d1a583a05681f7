"""Workbooks as Excel shows them: formats applied; hidden and struck out, and counted."""

from __future__ import annotations

import time
from typing import Any

import pytest

from termalign.errors import EmptyInput
from termalign.reading.workbook import open_workbook, read_workbook
from tests.reading.office import row, source, text_cell, workbook

STYLES = """
<numFmts><numFmt numFmtId="164" formatCode="#,##0;△#,##0"/>
<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="#,##0,,"/></numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
<xf fontId="1"/><xf fontId="2"/><xf numFmtId="14"/></cellXfs>
"""


def read(rows: str, **more: Any):
    return read_workbook(source(workbook(rows, styles=STYLES, **more)), None, "page")


def texts(rows: str, **more: Any) -> list[str]:
    return [block.text for block in read(rows, **more).blocks]


def cell(value: str, style: int, column: str = "") -> str:
    named = f'r="{column}" ' if column else ""
    return f'<c {named}s="{style}"><v>{value}</v></c>'


def test_numbers_as_they_are_shown():
    shown = row("増減", cell("-57", 1), cell("0.0744", 2), cell("74244000000", 3))
    assert texts(shown) == ["増減 △57 7.4% 74,244"]


@pytest.mark.parametrize(
    ("settings", "shows"),
    [("", "2025/9/30"), ('<workbookPr date1904="1"/>', "2029/10/1")],
)
def test_days_count_from_the_workbooks_first(settings: str, shows: str):
    assert texts(row("発表日", cell("45930", 6)), settings=settings) == [f"発表日 {shows}"]


def test_places_name_sheet_row_label_and_column():
    rows = row("", "1Q22", "1Q23", number=3) + row("売上総利益", "6312", "6847", number=4)
    found = read(rows).blocks[-1]
    assert read(rows).pages == 1  # the other sheet is empty
    place = found.place.at(found.text.index("6312"))
    assert str(place) == "sheet 業績, row 4, 売上総利益, 1Q22"


def test_heads_of_two_rows_name_the_columns_together():
    rows = (
        row("（億円）", "売上高", "", "営業利益", "", number=1)
        + row("", "1H24", "1H25", "1H24", "1H25", number=2)
        + row("機械", "401", "435", "30", "35", number=3)
    )
    heads = [head for _, _, head in read(rows).blocks[-1].place.columns]
    assert heads == ["売上高 1H24", "売上高 1H25", "営業利益 1H24", "営業利益 1H25"]


def test_an_empty_row_ends_a_table():
    head = row("", "1Q22", "1Q23", number=1)
    below = row("東北", "12", "13", number=5)
    assert read(head + row("売上", "1", "2", number=2) + below).blocks[-1].place.columns == ()


def test_struck_through_cells_and_runs_are_out_and_counted():
    rich = "<r><t>売上収益</t></r><r><rPr><strike/></rPr><t>（速報）</t></r>"
    rows = row("増収", text_cell("削除済み", 4), text_cell("残す", 5)) + row(
        '<c t="s"><v>0</v></c>'
    )
    reading = read(rows, texts=[rich])
    assert [block.text for block in reading.blocks] == ["増収 残す", "売上収益"]
    assert reading.remarks == ("2 struck-through texts left out",)


def test_very_many_hidden_columns_take_no_time():
    hidden = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in range(4, 16_384, 2))
    before = f'<cols>{hidden}<col min="9" max="999999999" hidden="1"/></cols>'
    begin = time.perf_counter()
    reading = read(row(*["売上"] * 3, *["7"] * 9) * 5_000, before=before)
    assert time.perf_counter() - begin < 5
    assert len(reading.blocks) == 5_000


def test_hidden_rows_columns_and_sheets_are_out_and_counted():
    hidden = row("旧版", "2", attributes='hidden="1"') + row(attributes='hidden="1"')
    rows = row("売上", cell("1", 0, "B1"), cell("9", 0, "C1")) + hidden
    reading = read(rows, before='<cols><col min="3" max="4" hidden="1"/></cols>')
    assert [block.text for block in reading.blocks] == ["売上 1"]
    assert reading.remarks == ("1 hidden row left out", "1 cell of hidden columns left out")
    with pytest.raises(EmptyInput):
        read(rows, state="hidden")


def test_what_a_filter_hides_counts_in_a_list_of_the_users():
    rows = row("営業利益", "Operating profit", attributes='hidden="1"')
    book = open_workbook(source(workbook(rows)), hidden=True)
    assert [one.cells for one in book.sheets[0].rows] == [("営業利益", "Operating profit")]
    assert book.remarks == ()


def test_a_line_break_within_a_cell_is_kept():
    (sheet, _) = open_workbook(source(workbook(row("一行目です。\n二行目です。")))).sheets
    assert sheet.rows[0].cells == ("一行目です。\n二行目です。",)
    assert texts(row("一行目です。\n二行目です。")) == ["一行目です。", "二行目です。"]


def test_lists_within_cells_are_read_line_by_line_labels_are_one():
    assert texts(row("上期", "・増収\n・減益")) == ["上期", "・増収", "・減益"]
    assert texts(row("連結\n配当性向", "20.1")) == ["連結配当性向 20.1"]


def test_readings_over_words_are_out_and_escapes_are_signs():
    shared = ['<t>売上</t><rPh sb="0" eb="2"><t>ウリアゲ</t></rPh>', "a_x0041_b", "a_xD800_b"]
    rows = row(*(f'<c t="s"><v>{i}</v></c>' for i in range(3)))
    assert texts(rows, texts=shared) == ["売上 aAb ab"]


def test_formulas_show_what_was_calculated_and_those_without_are_counted():
    done = '<c s="1"><f>A1*2</f><v>-8</v></c>'
    text = '<c t="str"><f>A1&amp;B1</f><v>増収</v></c>'
    reading = read(row("計", done, text, "<c><f>SUM(A1:A9)</f></c>"))
    assert [block.text for block in reading.blocks] == ["計 △8 増収"]
    assert reading.remarks == ("1 formula without a value not read: open it in Excel and save it",)


def test_charts_and_text_boxes_of_a_sheet_are_said():
    remarks = read(row("売上", "1"), drawing=True).remarks
    assert remarks == ("charts, text boxes and pictures not read, on sheet 業績",)


def test_a_lone_cell_in_the_last_place_costs_one_cell():
    lone = '<c r="XFD1048576" t="inlineStr"><is><t>最後のセルです。</t></is></c>'
    begin = time.perf_counter()
    (block,) = read(f'<row r="1048576">{lone}</row>').blocks
    assert time.perf_counter() - begin < 1
    assert (block.text, str(block.place)) == ("最後のセルです。", "sheet 業績, row 1048576")


def test_truths_and_errors_are_shown_as_excel_does():
    rows = row("値", '<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>')
    assert texts(rows) == ["値 TRUE #N/A"]


@pytest.mark.parametrize("index", ["99", "-1", "x", ""])
def test_a_text_or_style_that_is_not_there_is_none(index: str):
    rows = row("売上", f'<c t="s" s="{index}"><v>{index}</v></c>', f'<c s="{index}"><v>7</v></c>')
    assert texts(rows) == ["売上 7"]
