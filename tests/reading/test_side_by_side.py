"""Two tables side by side in the lines of one text."""

from __future__ import annotations

from termalign.reading.side_by_side import parted
from termalign.records import Block, Place


def blocks(*texts: str, kind: str = "row") -> list[Block]:
    return [Block(text, kind, Place(1, at)) for at, text in enumerate(texts, start=1)]


def texts(found: list[Block]) -> list[str]:
    return [block.text for block in parted(found)]


SHEET = (
    "現金 1,200 1,300 +100 借入金（流動・非流動） 800 900 +100",
    "営業債権 500 480 △20 その他 60 55 (5)",
    "のれん 90 90 - 資本金 700 700 -",
    "利益剰余金 230 215 △15",
    "資産合計: 1,790 1,870 +80 負債及び資本合計: 1,790 1,870 +80",
)


def test_the_left_table_comes_first():
    assert texts(blocks(*SHEET)) == [
        "現金 1,200 1,300 +100",
        "営業債権 500 480 △20",
        "のれん 90 90 -",
        "資産合計: 1,790 1,870 +80",
        "借入金（流動・非流動） 800 900 +100",
        "その他 60 55 (5)",
        "資本金 700 700 -",
        "利益剰余金 230 215 △15",
        "負債及び資本合計: 1,790 1,870 +80",
    ]


def test_places_are_kept():
    lines = [block.place.line for block in parted(blocks(*SHEET))]
    assert lines == [1, 2, 3, 5, 1, 2, 3, 4, 5]


def test_two_lines_are_no_tables():
    assert texts(blocks(*SHEET[:2])) == list(SHEET[:2])


def test_one_table_stays_one():
    rows = ("売上収益 2,200 2,400 +200", "営業利益 1Q 120 130", "2Q 140 150 3Q 160 170")
    assert texts(blocks(*rows)) == list(rows)


def test_other_blocks_stay_where_they_are():
    found = [*blocks("資産", kind="heading"), *blocks(*SHEET[:3]), *blocks("注", kind="paragraph")]
    assert [block.kind for block in parted(found)] == ["heading", *["row"] * 6, "paragraph"]
