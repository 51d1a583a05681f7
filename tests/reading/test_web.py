"""Web pages: what a browser shows, in its order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from termalign.errors import EmptyInput, UnsupportedFormat
from termalign.reading.web import read_web
from tests.reading.office import source

if TYPE_CHECKING:
    from pathlib import Path


def read(page: str | bytes, encoding: str | None = None):
    content = page.encode() if isinstance(page, str) else page
    return read_web(source(content), encoding, "page")


def texts(page: str | bytes) -> list[str]:
    return [block.text for block in read(page).blocks]


def test_headings_paragraphs_and_items():
    page = "<h2>業績</h2><p>売上収益は\n<b>増加</b>し\nYoY\n5%でした。</p><ul><li>国内<li>海外</ul>"
    blocks = read(page).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "業績"),
        ("paragraph", "売上収益は増加し YoY 5%でした。"),
        ("bullet", "国内"),
        ("bullet", "海外"),
    ]


def test_scripts_styles_readings_and_what_is_hidden_are_out():
    page = (
        "<head><title>x</title><style>p{}</style></head><script>var a=1</script>"
        "<p>当社の<ruby>業績<rt>ぎょうせき</rt></ruby>です。</p><del>旧文</del>"
        '<p hidden>下書き</p><div style="display: none">下書き</div><!-- 注 -->'
    )
    reading = read(page)
    assert [block.text for block in reading.blocks] == ["当社の業績です。"]
    assert reading.remarks == ("2 hidden parts left out",)


def test_tables_have_places_and_columns():
    page = (
        "<table><caption>業績</caption><tr><th></th><th>1Q22</th><th>1Q23</th></tr>"
        "<tr><td>売上総利益</td><td>6,312</td><td>6,847</td></tr></table>"
    )
    caption, _, row = read(page).blocks
    assert caption.text == "業績"
    assert str(row.place.at(row.text.index("6,312"))) == "line 1, table 1, row 売上総利益, 1Q22"


def test_merged_cells_keep_their_columns():
    page = (
        "<table><tr><th rowspan=2 colspan=2>（億円）<th colspan=2>売上高<th colspan=2>営業利益</tr>"
        "<tr><th>1Q22<th>1Q23<th>1Q22<th>1Q23</tr>"
        "<tr><td rowspan=2>機械<td>国内<td>401<td>435<td>30<td>35</tr>"
        "<tr><td>海外<td>150<td>173<td>12<td>14</tr></table>"
    )
    blocks = read(page).blocks
    assert [block.text for block in blocks] == [
        "（億円） 売上高 営業利益",
        "1Q22 1Q23 1Q22 1Q23",
        "機械 国内 401 435 30 35",
        "海外 150 173 12 14",
    ]
    row = blocks[-1]
    assert str(row.place.at(row.text.index("150"))) == "line 1, table 1, row 海外, 売上高 1Q22"
    assert str(row.place.at(row.text.index("14"))).endswith("row 海外, 営業利益 1Q23")
    assert str(row.place.at(row.text.index("12"))) == "line 1, table 1, row 海外, 営業利益 1Q22"


@pytest.mark.parametrize("span", ["-1", "x", "", "0", "99999999999", "٣"])
def test_a_span_of_no_honest_number_does_no_harm(span: str):
    page = (
        f'<table><tr><td rowspan="{span}" colspan="{span}">売上<td>1</tr><tr><td>利益<td>2</table>'
    )
    assert " ".join(texts(page)).split() == ["売上", "1", "利益", "2"]


def test_a_table_that_lays_out_the_page_is_none():
    page = "<table><tr><td><p>左の文です。</p><table><tr><td>売上<td>1</table></td></tr></table>"
    assert texts(page) == ["左の文です。", "売上 1"]


def test_line_breaks():
    assert texts("<p>一つ目です。<br>二つ目です。</p>") == ["一つ目です。", "二つ目です。"]


@pytest.mark.parametrize("name", ["Shift_JIS", "EUC-JP", "utf-8"])
def test_the_encoding_a_page_names(name: str):
    page = f'<meta charset="{name}"><p>売上収益は増加しました。</p>'
    assert texts(page.encode(name)) == ["売上収益は増加しました。"]


def test_an_encoding_that_is_not_so_is_not_believed():
    page = '<meta charset="Shift_JIS"><p>売上収益は増加しました。</p>'
    assert texts(page.encode("utf-8")) == ["売上収益は増加しました。"]


def test_an_xhtml_declaration_is_no_text():
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>売上収益</p></body></html>'
    assert texts(page) == ["売上収益"]


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>write('x')</script>", "<p> </p>"])
def test_no_text_at_all(page: str):
    with pytest.raises(EmptyInput, match="no text"):
        read(page)


def test_elements_nested_too_deep_are_said_within_seconds():
    begin = time.perf_counter()
    with pytest.raises(UnsupportedFormat, match="too deep to be read whole"):
        read("<p>業績</p>" + "<div>" * 50_000 + "売上収益" + "</div>" * 50_000)
    assert time.perf_counter() - begin < 2


def test_tags_that_are_never_closed_and_long_texts_lose_nothing():
    page = "".join(f"<font><b><p>売上収益は{n}億円です。" for n in range(400))
    assert len(texts(page)) == 400
    assert len(texts(f"<p>{'売上' * 2_000_000}</p>")[0]) == 4_000_000


def test_entities_of_the_pages_own_are_not_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret}">]><p>売上&x;収益</p>'
    assert "秘密" not in "".join(texts(page))
