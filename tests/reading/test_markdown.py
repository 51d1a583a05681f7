"""Markdown: its marks say what a block is."""

import pytest

from termalign.reading.markdown import markdown_blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# 業績 #\n本文は\n続きます。\n\n次の段落",
            ["h 業績", "p 本文は続きます。", "p 次の段落"],
        ),
        ("Wrapped\nlines", ["p Wrapped lines"]),
        ("- one\n  goes on\n- two\n1. three", ["b - one goes on", "b - two", "b 1. three"]),
        ("| 項目 | 金額 |\n|---|---:|\n| 売上 | 1,234 |", ["r 項目 金額", "r 売上 1,234"]),
        ("> quoted\n> text\n\n---\n\nend", ["p quoted text", "p end"]),
        ("```\ncode #1\n\n# no heading\n```\nafter", ["r code #1", "r # no heading", "p after"]),
        ("a **bold** [link](x)", ["p a **bold** [link](x)"]),  # marks within a sentence stay
        ("#no heading", ["p #no heading"]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[str]):
    assert [f"{block.kind[0]} {block.text}" for block in markdown_blocks(text)] == expected


def test_a_block_knows_its_first_line():
    blocks = markdown_blocks("# 一\r\n\r\n二\r\n三\r\n\r\n四")
    assert [block.place.line for block in blocks] == [1, 3, 6]
