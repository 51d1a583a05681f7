"""Sets the pages as text taken from a PDF looks, and as one segment a line with gold beads."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samples.source import Page, Piece

LINE_WIDTH = {"ja": 92, "en": 100}  # half-width columns, as wide as a slide's text box
MARKS = {"bullets": "• ", "bullet": "• ", "boxes": "\uf0a7 ", "subs": "– "}  # Wingdings square
JOINED = frozenset({"para", "bullet"})  # all beads of the block run on as one paragraph
UNWRAPPED = frozenset({"rows", "unit"})  # a table row stays on its line, however long
NO_START = frozenset("、。，．・：；）」』】％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]%,.")
NO_END = frozenset("（「『【([¥")
UNBREAKABLE = re.compile(r"[0-9A-Za-z+△▲.,%&/’'-]+|.")


@dataclass(frozen=True, slots=True)
class Setting:
    """A document as set in one language: its lines, and the line each segment starts on."""

    text: str
    starts: tuple[int, ...]  # line number from 1, by segment


def columns(text: str) -> int:
    """Return the text's width in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrap_ja(text: str) -> list[str]:
    """Break Japanese at the box's width; no line starts with 。 or breaks a number or a name."""
    lines, line = [], ""
    for chunk in UNBREAKABLE.findall(text):
        full = columns(line + chunk) > LINE_WIDTH["ja"]
        if full and chunk[0] not in NO_START and line[-1:] not in NO_END:
            lines.append(line.strip())
            line = ""
        line += chunk
    return [*lines, line.strip()]


def wrap_en(text: str) -> list[str]:
    """Break English between words at the box's width."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > LINE_WIDTH["en"]:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def wrap(text: str, language: str) -> list[str]:
    """Break a text into the lines of its box."""
    return wrap_ja(text) if language == "ja" else wrap_en(text)


def line_of(lines: Sequence[str], offset: int) -> int:
    """Return which of the wrapped lines holds the offset, blanks at the breaks not counted."""
    seen = 0
    for number, line in enumerate(lines):
        seen += len(re.sub(r"\s", "", line))
        if offset < seen:
            return number
    return len(lines) - 1


def paragraphs(piece: Piece, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the segments of each run-on text of the block."""
    if piece.kind in JOINED:
        together = tuple(text for pair in piece.pairs for text in pair.side(language))
        if together:
            yield together
        return
    for pair in piece.pairs:
        if pair.side(language):
            yield pair.side(language)


def runs(segments: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the segments that run on; a bullet's phrase without a full stop stands by itself."""
    run: list[str] = []
    for segment in segments:
        run.append(segment)
        if not segment.endswith(("。", ".")):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def set_piece(piece: Piece, language: str) -> tuple[list[str], list[int]]:
    """Return the block's lines and, by segment, the line (from 0 in the block) it starts on."""
    lines: list[str] = []
    starts: list[int] = []
    for segments in paragraphs(piece, language):
        mark = MARKS.get(piece.kind, "")
        for run in runs(segments):
            text = mark + ("" if language == "ja" else " ").join(run)
            set_lines = [text] if piece.kind in UNWRAPPED else wrap(text, language)
            offset = len(mark.strip())
            for segment in run:
                starts.append(len(lines) + line_of(set_lines, offset))
                offset += len(re.sub(r"\s", "", segment))
            lines += set_lines
            mark = mark and MARKS["subs"]  # what follows within a bullet hangs under it
    return lines, starts


def set_document(pages: Iterable[Page], language: str) -> Setting:
    """Return the document as text from a PDF: form feeds, wrapped lines, running heads."""
    lines: list[str] = []
    starts: list[int] = []
    for number, page in enumerate(pages):
        opening = len(lines)
        if page.header[language]:
            lines += [page.header[language], ""]
        for piece in page.pieces:
            piece_lines, piece_starts = set_piece(piece, language)
            starts += [len(lines) + 1 + start for start in piece_starts]
            lines += [*piece_lines, ""] if piece_lines else []
        if page.footer[language]:
            lines.append(page.footer[language])
        elif lines and lines[-1] == "":
            lines.pop()
        if number:
            lines[opening] = "\f" + lines[opening]
    return Setting("\n".join(lines) + "\n", tuple(starts))


def segment_lines(pages: Iterable[Page], language: str) -> list[str]:
    """Return the document's segments, one a line."""
    return [
        text
        for page in pages
        for piece in page.pieces
        for pair in piece.pairs
        for text in pair.side(language)
    ]


def gold_lines(pages: Iterable[Page]) -> list[str]:
    """Return the gold beads as `ja,ja<TAB>en,en`, indices from 0 into the segment lines."""
    beads, ja, en = [], 0, 0
    for page in pages:
        for piece in page.pieces:
            for pair in piece.pairs:
                left = ",".join(str(ja + i) for i in range(len(pair.ja)))
                right = ",".join(str(en + i) for i in range(len(pair.en)))
                beads.append(f"{left}\t{right}")
                ja, en = ja + len(pair.ja), en + len(pair.en)
    return beads
