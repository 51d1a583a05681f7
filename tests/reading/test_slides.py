"""PowerPoint files: what each slide shows, in visual order; notes, pictures and footers apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from termalign.errors import EmptyInput, UnsupportedFormat
from termalign.reading.slides import read_slides
from tests.reading.office import (
    RELATION,
    box,
    chart,
    deck,
    frame,
    picture,
    series,
    slide_table,
    source,
    xml,
)

if TYPE_CHECKING:
    from termalign.reading.source import Reading


def read(*slides: str, **more: Any) -> Reading:
    return read_slides(source(deck(*slides, **more)), None, "page")


def texts(*slides: str, **more: Any) -> list[str]:
    return [block.text for block in read(*slides, **more).blocks]


TITLE = '<p:ph type="title"/>'


def test_shapes_in_visual_order_not_in_the_files():
    below = box("下の段です。", at=(1, 5, 8, 1))
    right, left = box("右の段です。", at=(6, 2, 3, 1)), box("左の段です。", at=(1, 2, 3, 1))
    title = box("決算概要", at=(1, 0.3, 8, 1), holder=TITLE)
    assert texts(below + right + left + title) == [
        "決算概要",
        "左の段です。",
        "右の段です。",
        "下の段です。",
    ]


def test_columns_are_read_one_after_the_other():
    shapes = "".join(
        box(f"{side}{row}段目です。", at=(x, 1 + 1.2 * row, 3, 1))
        for row in (1, 2)
        for side, x in (("左", 1), ("右", 6))
    )
    assert texts(shapes) == ["左1段目です。", "左2段目です。", "右1段目です。", "右2段目です。"]


def test_a_panel_behind_the_texts_does_not_hide_their_columns():
    panel = box("", at=(0, 0, 10, 7.5)) + box(at=(0.5, 1, 9, 5))
    shapes = "".join(
        box(f"{side}{row}段目です。", at=(x, 1 + 1.2 * row, 3, 1))
        for row in (1, 2)
        for side, x in (("左", 1), ("右", 6))
    )
    assert texts(panel + shapes) == texts(shapes)


def group(inner: str, *, at: str, own: str) -> str:
    return f"<p:grpSp><p:grpSpPr><a:xfrm>{at}{own}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"


def test_groups_stand_where_the_slide_shows_them():
    # Within the group 1,000 units are the whole width; on the slide the group is its lower half.
    low = group(
        box("上の箱です。", at=(0.0002, 0.0001, 0.0001, 0.0001))
        + box("下の箱です。", at=(0.0002, 0.0008, 0.0001, 0.0001)),
        at='<a:off x="0" y="3429000"/><a:ext cx="9144000" cy="3429000"/>',
        own='<a:chOff x="0" y="0"/><a:chExt cx="1000" cy="1000"/>',
    )
    between = box("間の箱です。", at=(0, 5, 8, 0.5))
    assert texts(between + group(low, at="", own="") + box("前の箱です。", at=(0, 1, 8, 1))) == [
        "前の箱です。",
        "上の箱です。",
        "間の箱です。",
        "下の箱です。",
    ]


def test_a_placeholder_stands_where_its_layout_puts_it():
    layout = xml(
        "p:sldLayout",
        box(at=(1, 6, 8, 1), holder='<p:ph type="body" idx="7"/>')
        + box(at=(1, 0, 8, 1), holder=TITLE),
    )
    low = box("下に置く文です。", at=None, holder='<p:ph type="body" idx="7"/>')
    title = box("題名", at=None, holder='<p:ph type="ctrTitle"/>')
    found = texts(
        low + box("中程の文です。", at=(1, 3, 8, 1)) + title,
        parts={"ppt/layout.xml": layout},
        relations={"ppt/slides/slide1.xml": [("l", "slideLayout", "ppt/layout.xml")]},
    )
    assert found == ["題名", "中程の文です。", "下に置く文です。"]


def test_a_finding_in_a_table_has_its_slide_table_row_and_column():
    table = slide_table(["", "1Q22", "1Q23"], ["売上総利益", "6,312", "6,847"])
    first = slide_table(["地域", "店数"], ["東北", "12"], at=(1, 1, 8, 1))
    row = read(box("表紙です。"), first + table).blocks[-1]
    assert row.kind == "row"
    place = row.place.at(row.text.index("6,312"))
    assert str(place) == "slide 2, table 2, row 売上総利益, 1Q22"


def test_a_head_broken_in_two_lines_is_one_and_covered_cells_are_empty():
    table = slide_table(
        ["", "2024年3月期\n実績", "→"], ["売上収益", "1,234", "1,300"], ["↓", "5", "6"]
    )
    head, row, covered = read(table).blocks
    assert head.text == "2024年3月期実績"
    assert str(row.place.at(row.text.index("1,234"))).endswith("2024年3月期実績")
    assert covered.text == "5 6"


def test_a_chart_shows_its_values_in_their_format():
    drawn = frame('<c:chart r:id="c1"/>')
    values = chart(series("営業利益率", ["1Q22", "1Q23"], ["0.0744", "-0.281"], "0.0%;△0.0%"))
    reading = read(
        drawn,
        parts={"ppt/charts/chart1.xml": values},
        relations={"ppt/slides/slide1.xml": [("c1", "chart", "ppt/charts/chart1.xml")]},
    )
    assert [(str(b.place), b.text) for b in reading.blocks] == [
        ("slide 1, chart 1, row 1Q22", "1Q22 7.4%"),
        ("slide 1, chart 1, row 1Q23", "1Q23 △28.1%"),
    ]


def test_a_diagram_is_read_along_its_outline():
    node = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    arrow = '<dgm:pt type="parTrans"><dgm:t><a:p><a:r><a:t>×</a:t></a:r></a:p></dgm:t></dgm:pt>'
    points = node.format("受注の獲得") + arrow + node.format("納品と検収")
    found = texts(
        frame('<dgm:relIds r:dm="d1"/>'),
        parts={"ppt/data1.xml": xml("dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst>")},
        relations={"ppt/slides/slide1.xml": [("d1", "diagramData", "ppt/data1.xml")]},
    )
    assert found == ["受注の獲得", "納品と検収"]


NOTES = xml(
    "p:notes",
    box("1枚目の画像", holder='<p:ph type="sldImg"/>')
    + box("増配の理由は後ほど申し上げます。", holder='<p:ph type="body" idx="1"/>')
    + box("9", holder='<p:ph type="sldNum"/>'),
)


def test_notes_are_a_stream_of_their_own():
    reading = read(
        box("決算概要"),
        parts={"ppt/notes1.xml": NOTES},
        relations={"ppt/slides/slide1.xml": [("n", "notesSlide", "ppt/notes1.xml")]},
    )
    assert [block.text for block in reading.blocks] == ["決算概要"]
    assert [(str(block.place), block.text) for block in reading.notes] == [
        ("slide 1, notes", "増配の理由は後ほど申し上げます。")
    ]


def test_hidden_slides_and_shapes_are_out_and_slides_keep_their_numbers():
    reading = read(
        box("一枚目です。") + box("隠した箱です。", hidden=True),
        box("隠した頁です。"),
        box("三枚目です。"),
        attributes=["", 'show="0"', ""],
    )
    assert [(str(b.place), b.text) for b in reading.blocks] == [
        ("slide 1", "一枚目です。"),
        ("slide 3", "三枚目です。"),
    ]
    assert reading.remarks == ("1 hidden slide left out",)
    assert reading.pages == 2


def test_footers_come_last_once_without_the_slides_number():
    number = '<a:fld type="slidenum"><a:t>{}</a:t></a:fld>'
    foot = "<a:r><a:t>クモハシ株式会社 </a:t></a:r>"
    slides = [
        box(foot + number.format(n), holder='<p:ph type="ftr"/>')
        + box(number.format(n), holder='<p:ph type="sldNum"/>', at=(9, 7, 1, 0.5))
        + box(f"{n}枚目です。", at=(1, 3, 8, 1))
        for n in (1, 2, 3)
    ]
    reading = read(*slides)
    assert [(str(b.place), b.text) for b in reading.blocks] == [
        ("slide 1", "1枚目です。"),
        ("slide 2", "2枚目です。"),
        ("slide 3", "3枚目です。"),
        ("slide 1, footer", "クモハシ株式会社"),
    ]
    assert reading.remarks == ("2 repeated footers left out",)


def test_of_two_ways_to_draw_one_thing_the_first_is_read():
    newer, older = box("新しい図です。"), box("古い図です。")
    both = (
        f"<mc:AlternateContent><mc:Choice>{newer}</mc:Choice>"
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(both) == ["新しい図です。"]


def test_kinds_by_placeholder_and_bullet():
    title = box("売上収益は増加しました。", holder=TITLE, at=(1, 0, 8, 1))
    item = box("営業利益は減少", bullet=True, at=(1, 3, 8, 1))
    assert [block.kind for block in read(title + item).blocks] == ["heading", "bullet"]


def test_lines_within_a_paragraph():
    broken = "<a:r><a:t>売上収益は前年同期を</a:t></a:r><a:br/><a:r><a:t>上回りました。</a:t></a:r>"
    assert texts(box("", broken)) == ["売上収益は前年同期を上回りました。"]


@pytest.mark.parametrize(
    ("shapes", "pictures"),
    [
        (picture(), {2: 1}),
        (picture() + picture(), {2: 2}),
        (picture() + box("沿革", holder=TITLE, at=(1, 0, 8, 1)), {2: 1}),
        (picture((9, 0, 1, 1)) + box("沿革", holder=TITLE, at=(1, 0, 8, 1)), {}),  # a logo
        (picture() + box("売上収益は増加しました。"), {}),  # a background
    ],
)
def test_slides_whose_content_is_a_picture(shapes: str, pictures: dict[int, int]):
    assert dict(read(box("一枚目です。"), shapes).pictures) == pictures


def test_a_pasted_excel_table_is_a_picture_and_is_told():
    pasted = frame("<p:oleObj/>", at=(1, 1, 8, 5))
    reading = read(box("一枚目です。"), pasted, box("沿革", holder=TITLE, at=(1, 0, 8, 1)) + pasted)
    assert dict(reading.pictures) == {2: 1, 3: 1}
    assert reading.remarks == ("slides 2, 3: embedded objects not read",)


def test_no_text_at_all():
    with pytest.raises(EmptyInput, match="no text"):
        read("")


@pytest.mark.parametrize(
    "shapes", [frame('<c:chart r:id="gone"/>'), frame(f'<c:chart xmlns:r="{RELATION}"/>')]
)
def test_a_chart_that_is_not_there_is_said(shapes: str):
    with pytest.raises(UnsupportedFormat, match="refers to nothing"):
        read(shapes)


def test_a_slide_that_is_not_there_is_said():
    content = deck(box("一枚目です。"), relations={"ppt/presentation.xml": []})
    with pytest.raises(UnsupportedFormat, match="refers to nothing"):
        read_slides(source(content), None, "page")


@pytest.mark.parametrize("broken", ["x", "nan", "inf", "1e999", ""])
def test_odd_numbers_of_a_place_do_no_harm(broken: str):
    shapes = box("一つ目です。") + box("二つ目です。")
    odd = shapes.replace('x="914400"', f'x="{broken}"', 1)
    assert sorted(texts(odd)) == ["一つ目です。", "二つ目です。"]
