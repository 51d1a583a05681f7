"""Plain text and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput
from termalign.reading.encoding import decode
from termalign.reading.layout import blocks_of
from termalign.reading.lines import LINE_END, PAGE_END
from termalign.reading.markdown import markdown_blocks
from termalign.reading.mending import mend
from termalign.reading.source import Reading
from termalign.records import Block, Place

if TYPE_CHECKING:
    from termalign.reading.source import Layout, Source

# Only LF, CRLF and CR end a line; these stay within it, as spaces.
_WITHIN = re.compile("[\v\f\x85\u2028\u2029]")


def read_text(source: Source, encoding: str | None, layout: Layout) -> Reading:
    """Return the blocks of a plain text; raises EmptyInput where there is nothing in it."""
    return _read(source, encoding, layout, markdown=False)


def read_markdown(source: Source, encoding: str | None, layout: Layout) -> Reading:
    """Return the blocks of a Markdown text; raises EmptyInput where there is nothing in it."""
    return _read(source, encoding, layout, markdown=True)


def _read(source: Source, encoding: str | None, layout: Layout, *, markdown: bool) -> Reading:
    decoded = decode(source, encoding)
    text, mended = mend(decoded.text)
    if not text.strip():
        raise EmptyInput("holds no text", source.name, "is it the right file?")
    pages = text.count(PAGE_END) + 1 - text.rstrip(" \t\r\n").endswith(PAGE_END)
    left_out: tuple[str, ...] = ()
    if layout == "line":
        blocks = line_blocks(text)
    elif markdown:
        blocks = markdown_blocks(text)
    else:
        blocks, left_out = blocks_of(text)
    remarks = (*decoded.remarks, *mended, *left_out)
    return Reading(source.name, blocks, decoded.encoding, pages, remarks)


def line_blocks(text: str) -> tuple[Block, ...]:
    """Return one block a line, blank ones too: the block's index is the line's number from 0."""
    rows = LINE_END.split(text)
    if not rows[-1]:
        rows.pop()  # what follows the last line end is no line
    paged = PAGE_END in text
    page = 1
    blocks = []
    for number, row in enumerate(rows, 1):
        place = Place(page=page if paged else None, line=number)
        blocks.append(Block(_WITHIN.sub(" ", row), "line", place))
        page += row.count(PAGE_END)
    return tuple(blocks)
