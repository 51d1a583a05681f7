"""Word files in their final state: what is read, where it stands, what is out and counted."""

from __future__ import annotations

import pytest

from termalign.errors import EmptyInput
from termalign.reading.word import read_word
from tests.reading.office import (
    chart,
    paragraph,
    run,
    series,
    source,
    word,
    word_row,
    word_table,
    xml,
)

PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def read(body: str, **parts: str):
    return read_word(source(word(body, parts)), None, "page")


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in read(body, **parts).blocks]


def places(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(str(block.place), block.text) for block in read(body, **parts).blocks]


def test_tracked_changes_are_taken_as_accepted_and_deletions_counted():
    body = (
        f"<w:p>{run('売上収益は')}<w:del>{delete('120')}</w:del><w:ins>{run('128')}</w:ins>"
        f"{run('億円')}</w:p>"
    )
    reading = read(body)
    assert [block.text for block in reading.blocks] == ["売上収益は128億円"]
    assert reading.remarks == ("1 tracked deletion left out",)


def delete(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def test_moved_text_stands_where_it_was_moved_to():
    moved = f"<w:p><w:moveFrom>{run('増配')}</w:moveFrom></w:p>"
    here = f"<w:p><w:moveTo>{run('増配')}</w:moveTo></w:p>"
    assert texts(moved + paragraph("減収") + here) == ["減収", "増配"]


def test_a_paragraph_whose_end_was_deleted_runs_on():
    joined = paragraph("当期の", "<w:rPr><w:del/></w:rPr>") + paragraph("業績です。")
    assert texts(joined) == ["当期の業績です。"]


def test_nothing_is_lost_where_it_would_run_on_into_a_table():
    body = paragraph("当期の業績", "<w:rPr><w:del/></w:rPr>") + word_table(["売上収益", "1,234"])
    assert texts(body) == ["当期の業績", "売上収益 1,234"]


def test_a_deleted_row_is_out():
    gone = word_row(["営業利益", "57"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    body = f"<w:tbl>{word_row(['売上収益', '1,234'])}{gone}</w:tbl>"
    assert texts(body) == ["売上収益 1,234"]


STYLES = xml(
    "w:styles",
    """
    <w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="a2"><w:name w:val="表題"/><w:basedOn w:val="a1"/></w:style>
    <w:style w:styleId="li"><w:name w:val="List Bullet"/><w:pPr><w:numPr/></w:pPr></w:style>
    <w:style w:styleId="hid"><w:name w:val="memo"/><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
    """,
)


@pytest.mark.parametrize(
    "hidden",
    [
        run("社外秘", "<w:vanish/>"),
        run("社外秘", '<w:vanish w:val="1"/>'),
        run("社外秘", '<w:rStyle w:val="hid"/>'),
    ],
)
def test_hidden_text_is_out_and_counted(hidden: str):
    reading = read(f"<w:p>{run('売上収益')}{hidden}</w:p>", styles=STYLES)
    assert [block.text for block in reading.blocks] == ["売上収益"]
    assert reading.remarks == ("1 hidden text left out",)


def test_a_hidden_paragraph_but_for_the_run_that_says_it_shows():
    shown = run("見える文", '<w:vanish w:val="0"/>')
    body = f'<w:p><w:pPr><w:pStyle w:val="hid"/></w:pPr>{run("隠れた文")}{shown}</w:p>'
    assert texts(body, styles=STYLES) == ["見える文"]


def test_kinds_by_styles_and_those_they_are_based_on():
    body = "".join(
        paragraph("業績の概要について", f'<w:pStyle w:val="{style}"/>')
        for style in ("a1", "a2", "li", "loop")
    )
    blocks = read(body, styles=STYLES).blocks
    assert [block.kind for block in blocks[:3]] == ["heading", "heading", "bullet"]


NOTES = xml(
    "w:footnotes",
    f"""
    <w:footnote w:id="-1" w:type="separator">{paragraph("")}</w:footnote>
    <w:footnote w:id="2">{paragraph("IFRSに基づく数値です。")}</w:footnote>
    <w:footnote w:id="3">{paragraph("速報値です。")}</w:footnote>
    <w:footnote w:id="9">{paragraph("どこからも参照されません。")}</w:footnote>
    """,
)


def noted(text: str, number: int) -> str:
    mark = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
    return f"<w:p>{run(text)}{mark}</w:p>"


def test_footnotes_follow_the_paragraph_that_refers_to_them():
    body = noted("売上収益は増加しました。", 2) + paragraph("営業利益は減少しました。")
    assert places(body, footnotes=NOTES) == [
        ("", "売上収益は増加しました。"),
        ("footnote 1", "IFRSに基づく数値です。"),
        ("", "営業利益は減少しました。"),
    ]


def test_a_cells_footnote_follows_the_table():
    body = word_table([noted("売上収益", 3), "1,234"], ["営業利益", "57"])
    assert places(body, footnotes=NOTES) == [
        ("table 1, row 売上収益", "売上収益 1,234"),
        ("table 1, row 営業利益", "営業利益 57"),
        ("footnote 1", "速報値です。"),
    ]


def boxed(text: str) -> str:
    inner = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph():
    body = f"<w:p>{boxed('中期経営計画')}{run('当期の業績です。')}</w:p>"
    assert places(body) == [("", "当期の業績です。"), ("text box", "中期経営計画")]


def test_a_table_that_lays_out_the_page_is_none_itself():
    inner = word_table(["", "売上高"], ["2025年9月期", "67,890"])
    body = word_table([paragraph("（1）連結経営成績") + inner + paragraph("注記")])
    assert [(str(one.place), one.text) for one in read(body).blocks] == [
        ("", "（1）連結経営成績"),
        ("table 1, row 1", "売上高"),
        ("table 1, row 2025年9月期", "2025年9月期 67,890"),
        ("", "注記"),
    ]


def test_tables_have_their_places_and_columns():
    body = paragraph("（百万円）") + word_table(
        ["", "1Q22", "1Q23"], ["売上総利益", "6,312", "6,847"]
    )
    row = read(body).blocks[-1]
    assert row.kind == "row"
    assert row.text == "売上総利益 6,312 6,847"
    assert str(row.place.at(row.text.index("6,312"))) == "table 1, row 売上総利益, 1Q22"
    assert str(row.place.at(row.text.index("6,847"))) == "table 1, row 売上総利益, 1Q23"


def test_merged_cells_keep_the_columns():
    wide = paragraph("2024年3月期").replace("<w:p>", "<w:p>", 1)
    head = (
        "<w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        f"{wide}</w:tc><w:tc>{paragraph('増減')}</w:tc></w:tr>"
    )
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    body = f"<w:tbl>{head}{word_row(['売上収益', '1', '2', '3'])}<w:tr>{below}</w:tr></w:tbl>"
    row = read(body).blocks[-1]
    assert str(row.place.at(row.text.index("3"))).endswith("増減")


def test_a_cell_of_a_list_is_read_line_by_line():
    items = paragraph("・増収") + paragraph("・減益")
    body = word_table([paragraph("上期"), items])
    assert texts(body) == ["上期", "・増収", "・減益"]


def test_pages_by_words_own_marks():
    body = (
        paragraph("一頁")
        + f"<w:p><w:r><w:lastRenderedPageBreak/></w:r>{run('二頁')}</w:p>"
        + f"<w:p>{run('まだ二頁')}<w:r><w:lastRenderedPageBreak/></w:r>{run('から')}</w:p>"
        + paragraph("三頁")
    )
    reading = read(body)
    assert [block.place.page for block in reading.blocks] == [1, 2, 2, 3]
    assert reading.pages == 3


def test_pages_by_the_writers_breaks():
    reading = read(paragraph("一頁") + PAGE + paragraph("二頁"))
    assert [block.place.page for block in reading.blocks] == [1, 2]


def test_no_page_is_named_where_none_is_known():
    assert [block.place.page for block in read(paragraph("業績")).blocks] == [None]


def test_heads_and_feet_come_last_once_and_without_page_numbers():
    head = xml("w:hdr", paragraph("クモハシ株式会社"))
    foot = xml("w:ftr", paragraph("12"))
    body = paragraph("業績")
    assert texts(body, header1=head, header2=head, footer1=foot) == ["業績", "クモハシ株式会社"]
    remarks = read(body, header1=head, header2=head).remarks
    assert remarks == ("1 repeat of heads and feet left out",)


def test_readings_over_words_field_codes_and_comments_are_no_text():
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>うりあげ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>売上</w:t></w:r></w:rubyBase></w:ruby>"
    )
    code = "<w:r><w:instrText>PAGEREF _Toc</w:instrText></w:r>"
    assert texts(f"<w:p><w:r>{ruby}</w:r>{code}{run('収益')}</w:p>") == ["売上収益"]


def test_signs_that_are_elements():
    inner = "<w:t>前年</w:t><w:tab/><w:t>7</w:t><w:noBreakHyphen/><w:t>9</w:t>"
    assert texts(f"<w:p><w:r>{inner}</w:r></w:p>") == ["前年 7-9"]


def test_a_line_break_parts_a_label_from_the_next():
    assert texts("<w:p><w:r><w:t>一つ目です。</w:t><w:br/><w:t>二つ目です。</w:t></w:r></w:p>") == [
        "一つ目です。",
        "二つ目です。",
    ]


def test_a_chart_in_its_format():
    drawn = '<w:r><w:drawing><c:chart r:id="rchart"/></w:drawing></w:r>'
    values = chart(series("", ["1Q22", "1Q23"], ["0.0744", "-0.281"], "0.0%;△0.0%"))
    assert places(f"<w:p>{drawn}</w:p>", chart=values) == [
        ("chart 1, row 1Q22", "1Q22 7.4%"),
        ("chart 1, row 1Q23", "1Q23 △28.1%"),
    ]


def test_a_diagram_follows_its_paragraph():
    node = "<dgm:pt><dgm:t><a:p><a:r><a:t>受注の獲得</a:t></a:r></a:p></dgm:t></dgm:pt>"
    data = xml("dgm:dataModel", f"<dgm:ptLst>{node}</dgm:ptLst>")
    drawn = '<w:r><w:drawing><dgm:relIds r:dm="rdata"/></w:drawing></w:r>'
    assert texts(f"<w:p>{drawn}{run('営業の流れ')}</w:p>", data=data) == [
        "営業の流れ",
        "受注の獲得",
    ]


def test_embedded_objects_are_counted():
    pasted = "<w:p><w:r><w:object><v:imagedata/><OLEObject/></w:object></w:r></w:p>"
    assert read(paragraph("業績") + pasted).remarks == ("1 embedded object not read",)


PICTURE = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"


def test_pages_of_pictures_are_told():
    reading = read(paragraph("一頁") + PAGE + PICTURE * 2 + PAGE + paragraph("三頁"))
    assert dict(reading.pictures) == {2: 2}


def test_pictures_beside_text_are_no_pages_of_pictures():
    assert not read(paragraph("業績") + PICTURE).pictures


def test_no_text_at_all():
    with pytest.raises(EmptyInput, match="no text"):
        read("<w:p/>")


def test_a_strict_file_reads_the_same():
    content = word(paragraph("業績の概要"))
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for one, other in strict.items():
                text = text.replace(one, other)
            new.writestr(name, text)
    reading = read_word(source(made.getvalue()), None, "page")
    assert [block.text for block in reading.blocks] == ["業績の概要"]
