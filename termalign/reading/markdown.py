"""Markdown to blocks: headings, list items, table rows and paragraphs by their marks.

The marks that make a block (#, -, |) go, for the block's kind says as much; marks within a
sentence (**, links) stay, for they belong to its wording.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.reading.layout import joined
from termalign.reading.lines import LINE_END
from termalign.records import Block, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import BlockKind

_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)(?:\s#+)?$")
_ITEM = re.compile(r"(?P<text>(?:[-*+]|\d{1,3}[.)])\s+\S.*)$")
_QUOTE = re.compile(r"(?:>\s?)+")
_FENCE = re.compile(r"(?:```|~~~)")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$|[|:\s-]*-[|:\s-]*$")  # also a table's line under its head
_ONE_LINE = ("heading", "row")
_SPACES = re.compile(r"\s+")


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, in order."""
    return tuple(
        Block(joined(parts), kind, Place(line=number)) for kind, number, parts in _parts(text)
    )


def _parts(text: str) -> Iterator[tuple[BlockKind, int, list[str]]]:
    """Give each block's kind, its first line's number and its lines."""
    kind: BlockKind = "paragraph"
    begun, lines, fenced = 0, list[str](), False
    for number, row in enumerate(LINE_END.split(text), 1):
        bare = _SPACES.sub(" ", row).strip()
        found, content = ("row", bare) if fenced else _mark(bare)
        if _FENCE.match(bare):
            fenced, content = not fenced, ""
        ended = found is not None or not content or kind in _ONE_LINE
        if ended and lines:
            yield kind, begun, lines
            lines = []
        if content:
            if not lines:
                kind, begun = found or "paragraph", number
            lines.append(content)
    if lines:
        yield kind, begun, lines


def _mark(bare: str) -> tuple[BlockKind | None, str]:
    """Return the kind that a line's mark begins, None where it may run on, and its text."""
    bare = _QUOTE.sub("", bare, count=1) if bare.startswith(">") else bare
    if _RULE.match(bare):
        return None, ""
    heading = _HEADING.match(bare)
    if heading:
        return "heading", heading["text"]
    if bare.startswith("|"):
        return "row", _SPACES.sub(" ", bare.strip("|").replace("|", " ")).strip()
    item = _ITEM.match(bare)
    if item:
        return "bullet", item["text"]
    return None, bare
