"""The lines of a page: their text, where they stand, and what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from termalign.reading.glued import unglued

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END = re.compile(r"\r\n|\r|\n")
PAGE_END = "\f"
# Word processors and slides break lines within a paragraph with these.
_INNER_BREAK = re.compile("[\v\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0]+")
# Text boxes side by side come out in one line: 耐久性• 軽さ.
_INNER_BULLET = re.compile(r"(?<=[^\s•]) ?(?=•)")
_LED_BY_ONE_SPACE = re.compile(r" \S")
# Above this share of lines that begin with a space the space is an indent, no sign of a new page.
_INDENTED_SHARE = 0.1
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds text; runs of spaces in it are one space."""

    text: str
    number: int  # in the file, from 1
    page: int | None  # from 1; None where the text shows no page ends
    blank_before: bool = False  # a blank line, or the top of a page, stands before it
    detached: bool = False  # begins a page or a frame: what stands before does not run on into it
    soft_end: bool = False  # a space stood at its end, as where a wrapped English line was cut
    indented: bool = False  # begins with a full-width space, as a Japanese paragraph does

    @property
    def width(self) -> int:
        """The columns the line takes: a full-width character takes two."""
        return columns(self.text)


def columns(text: str) -> int:
    """Return the columns `text` takes, wide characters counting two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, with their pages where form feeds end them.

    A text taken from PDF without form feeds often has a space where one stood; as text frames
    leave the same mark, it tells where something new begins, but not which page it is.
    """
    rows = LINE_END.split(text)
    paged = PAGE_END in text
    detaching = not paged and _is_rare(rows)
    lines: list[Line] = []
    page, blank = 1, True
    for number, row in enumerate(rows, 1):
        for turn, sheet in enumerate(row.split(PAGE_END)):
            if turn:
                page, blank = page + 1, True
            first = True
            for part in _INNER_BREAK.split(sheet):
                if not part.strip():
                    blank = blank or not sheet.strip()
                    continue
                line = Line(
                    text=part,
                    number=number,
                    page=page if paged else None,
                    blank_before=blank,
                    detached=detaching and first and bool(_LED_BY_ONE_SPACE.match(part)),
                    soft_end=part[-1] in " \t\u00a0",
                    indented=part.startswith("\u3000"),
                )
                lines += _pieces(line)
                blank = first = False
    return lines


def _is_rare(rows: list[str]) -> bool:
    led = sum(bool(_LED_BY_ONE_SPACE.match(row)) for row in rows)
    return led <= _INDENTED_SHARE * sum(bool(row.strip()) for row in rows)


def _pieces(line: Line) -> Iterator[Line]:
    """Give the line, or the lines that a text box or a lost line break put into one."""
    for i, piece in enumerate(unglued(line.text)):
        for j, item in enumerate(_INNER_BULLET.split(_SPACES.sub(" ", piece).strip())):
            if i == j == 0:
                yield replace(line, text=item)
            else:
                new = i > 0 and j == 0
                yield Line(item, line.number, line.page, detached=new, soft_end=line.soft_end)
