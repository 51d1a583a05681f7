"""Charts: their titles, and the values as they show them."""

from __future__ import annotations

import pytest
from lxml import etree

from termalign.reading.charts import chart_pieces
from termalign.records import Place
from tests.reading.office import chart, points, series, xml


def rows(drawn: str) -> list[str]:
    pieces = chart_pieces(etree.fromstring(drawn), Place(), "chart 1")
    return [" | ".join(piece.cells) for piece in pieces]


QUARTERS = ["1Q22", "1Q23"]
LABELS = '<c:dLbls><c:showVal val="1"/></c:dLbls>'


def test_one_series_is_a_row_for_each_category_under_its_title():
    drawn = chart(series("売上収益", QUARTERS, ["74244", "69160"], "#,##0"), title="売上収益の推移")
    assert rows(drawn) == ["売上収益の推移", "1Q22 | 74,244", "1Q23 | 69,160"]


def test_several_series_are_a_table():
    drawn = chart(
        series("売上収益", QUARTERS, ["74244", "69160"], "#,##0"),
        series("営業利益", QUARTERS, ["-57", "8502"], "#,##0;△#,##0"),
    )
    assert rows(drawn) == [" | 1Q22 | 1Q23", "売上収益 | 74,244 | 69,160", "営業利益 | △57 | 8,502"]


def test_labels_have_a_format_of_their_own():
    own = '<c:dLbls><c:numFmt formatCode="0.0%" sourceLinked="0"/><c:showVal val="1"/></c:dLbls>'
    assert rows(chart(series("", QUARTERS, ["0.0744", "0.1"], "0.00", own)))[0] == "1Q22 | 7.4%"
    linked = own.replace('sourceLinked="0"', 'sourceLinked="1"')
    assert rows(chart(series("", QUARTERS, ["0.0744", "0.1"], "0.00", linked)))[0] == "1Q22 | 0.07"


def test_one_label_has_a_format_of_its_own():
    one = '<c:dLbl><c:idx val="1"/><c:numFmt formatCode="0%" sourceLinked="0"/></c:dLbl>'
    labels = f'<c:dLbls>{one}<c:showVal val="1"/></c:dLbls>'
    assert rows(chart(series("", QUARTERS, ["0.1", "0.2"], "0.0", labels))) == [
        "1Q22 | 0.1",
        "1Q23 | 20%",
    ]


def test_a_label_that_was_taken_away_shows_nothing():
    gone = '<c:dLbl><c:idx val="0"/><c:delete val="1"/></c:dLbl>'
    labels = f'<c:dLbls>{gone}<c:showVal val="1"/></c:dLbls>'
    assert rows(chart(series("", QUARTERS, ["1", "2"], "0", labels))) == ["1Q23 | 2"]


def rich(text: str) -> str:
    return f"<c:tx><c:rich><a:p>{text}</a:p></c:rich></c:tx>"


def test_a_label_that_somebody_wrote_is_what_is_shown():
    value, name = '<a:fld type="VALUE"><a:t>[VALUE]</a:t></a:fld>', "<a:r><a:t>（見込）</a:t></a:r>"
    one = f'<c:dLbl><c:idx val="0"/>{rich("<a:r><a:t>350 (+75%)</a:t></a:r>")}</c:dLbl>'
    other = f'<c:dLbl><c:idx val="1"/>{rich(value + name)}</c:dLbl>'
    labels = f'<c:dLbls>{one}{other}<c:showVal val="1"/></c:dLbls>'
    assert rows(chart(series("", QUARTERS, ["300", "1234"], "#,##0", labels))) == [
        "1Q22 | 350 (+75%)",
        "1Q23 | 1,234（見込）",
    ]


def test_labels_may_show_a_range_of_cells():
    shows = '<c:dLbls><c:ext><c:showDataLabelsRange val="1"/></c:ext><c:showVal val="0"/></c:dLbls>'
    cells = '<c:pt idx="0"><c:v>+7.4%</c:v></c:pt><c:pt idx="1"><c:v>△2.0%</c:v></c:pt>'
    held = f"{shows}<c:ext><c:dlblRangeCache>{cells}</c:dlblRangeCache></c:ext>"
    assert rows(chart(series("", QUARTERS, ["1", "2"], "0", held))) == [
        "1Q22 | +7.4%",
        "1Q23 | △2.0%",
    ]


@pytest.mark.parametrize(
    ("labels", "first"),
    [
        ('<c:showVal val="0"/><c:showPercent val="1"/>', "国内 | 75%"),
        (
            '<c:numFmt formatCode="0.0%" sourceLinked="0"/><c:showPercent val="1"/>',
            "国内 | 75.0%",
        ),
        ('<c:showVal val="1"/><c:showPercent val="1"/>', "国内 | 1,500 75%"),
        ('<c:showVal val="1"/><c:showPercent val="0"/>', "国内 | 1,500"),
    ],
)
def test_a_pie_may_show_shares(labels: str, first: str):
    pie = chart(
        series("", ["国内", "海外"], ["1500", "500"], "#,##0", f"<c:dLbls>{labels}</c:dLbls>")
    ).replace("barChart", "pieChart")
    assert rows(pie)[0] == first


def test_a_pie_without_numbers_shows_what_it_holds():
    labels = '<c:dLbls><c:showPercent val="1"/></c:dLbls>'
    for values in (["0", "0"], ["x", "1"], ["NaN", "1"], ["1e999999", "1e-999999"]):
        pie = chart(series("", QUARTERS, values, "0", labels)).replace("barChart", "pieChart")
        assert len(rows(pie)) == 2


def test_series_that_only_hold_up_bars_are_out():
    drawn = chart(
        series("支え", QUARTERS, ["100", "200"], "0"),
        series("増減", QUARTERS, ["21.8", "-4.1"], "+0.0;△0.0", LABELS),
    )
    assert rows(drawn) == ["1Q22 | +21.8", "1Q23 | △4.1"]


def test_a_format_of_one_point():
    drawn = chart(series("", QUARTERS, ["1", "2"], "0")).replace(
        '<c:pt idx="1"><c:v>2', '<c:pt idx="1" formatCode="0.0"><c:v>2'
    )
    assert rows(drawn) == ["1Q22 | 1", "1Q23 | 2.0"]


def test_categories_of_two_levels():
    levels = (
        '<c:lvl><c:pt idx="0"><c:v>1Q</c:v></c:pt><c:pt idx="1"><c:v>2Q</c:v></c:pt></c:lvl>'
        '<c:lvl><c:pt idx="0"><c:v>FY2025</c:v></c:pt></c:lvl>'
    )
    cat = f"<c:cat><c:multiLvlStrRef><c:multiLvlStrCache>{levels}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    values = f"<c:val>{points(['8', '9'], '0')}</c:val>"
    assert rows(chart(f"<c:ser>{cat}{values}</c:ser>")) == ["FY2025 1Q | 8", "FY2025 2Q | 9"]


def test_categories_that_are_dates():
    cat = f"<c:cat>{points(['45930'], 'yyyy/m')}</c:cat><c:val>{points(['8'], '0')}</c:val>"
    assert rows(chart(f"<c:ser>{cat}</c:ser>")) == ["2025/9 | 8"]


def test_a_waterfall_of_the_newer_kind():
    data = (
        '<cx:data id="0"><cx:strDim><cx:lvl><cx:pt>1H24</cx:pt><cx:pt>増収</cx:pt></cx:lvl>'
        '</cx:strDim><cx:numDim><cx:lvl formatCode="0.0"><cx:pt>74.8</cx:pt><cx:pt>21.75</cx:pt>'
        "</cx:lvl></cx:numDim></cx:data>"
    )
    plot = '<cx:series><cx:dataId val="0"/><cx:dataLabels/></cx:series>'
    drawn = xml("cx:chartSpace", f"<cx:chartData>{data}</cx:chartData><cx:chart>{plot}</cx:chart>")
    assert rows(drawn) == ["1H24 | 74.8", "増収 | 21.8"]


@pytest.mark.parametrize("index", ["x", "-1", "²", "9" * 5000, "99999999"])
def test_odd_indices_do_no_harm(index: str):
    drawn = chart(series("", QUARTERS, ["1", "2"], "0")).replace('idx="1"', f'idx="{index}"')
    assert rows(drawn)
