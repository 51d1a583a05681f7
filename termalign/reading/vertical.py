"""Text set vertically, which a PDF gives back a letter or two a line: Y | early, 年 | 間."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.reading.lines import Line

_FEWEST = (
    3  # Japanese letters one a line that are no chance: 旧 and 新 stand alone, 年|間|売|上 not
)
_FRAGMENT = 3  # letters of a line that can only be a piece of a word
_CAPITAL = re.compile(r"[A-Z]$")
_SMALL = re.compile(r"[a-z]")
_PIECE = re.compile(r"[a-z0-9-]+$")
_LONE_CAPITAL_END = re.compile(r"(?:^|\s)[A-Z]{1,2}$")
_CAPITALS = re.compile(r"[A-Z]{1,3}$")


def upright(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with the letters of vertical text put together, one line for each such run."""
    mended: list[Line] = []
    at = 0
    while at < len(lines):
        end = max(_japanese_end(lines, at), _english_end(lines, at))
        run = lines[at:end]
        mended.append(lines[at] if len(run) < 2 else _together(run))
        at = max(end, at + 1)
    return mended


def _japanese_end(lines: Sequence[Line], start: int) -> int:
    """Return where a run of single Japanese letters ends; `start` where there is none.

    A blank line parts two runs (年間収入 and 臨時収入), but not pieces too short to be a run.
    """
    end = start
    while end < len(lines) and _is_letter(lines[end]):
        parted = lines[end].blank_before or lines[end].detached
        if parted and end - start >= _FEWEST and _letters_from(lines, end) >= _FEWEST:
            break
        end += 1
    return end if end - start >= _FEWEST else start


def _letters_from(lines: Sequence[Line], start: int) -> int:
    """Count the letters that stand one a line from `start` on, as far as it matters."""
    count = 0
    while count < _FEWEST and start + count < len(lines) and _is_letter(lines[start + count]):
        count += 1
    return count


def _is_letter(line: Line) -> bool:
    return len(line.text) == 1 and line.text > "\u007f" and line.text.isalpha()


def _english_end(lines: Sequence[Line], start: int) -> int:
    """Return where a run such as Y, early, S, ervice S, ales ends; `start` if none begins."""
    if not _CAPITAL.match(lines[start].text):
        return start
    end = start + 1
    while end < len(lines) and _glue(lines[end - 1], lines[end]) is not None:
        end += 1
    begun = end > start + 1 and _SMALL.match(lines[start + 1].text)
    return end if begun else start


def _glue(last: Line, line: Line) -> str | None:
    """Return what stands between two pieces, "" or a space; None where the run ends."""
    if _SMALL.match(line.text):
        if _LONE_CAPITAL_END.search(last.text):
            return ""
        if line.blank_before and any(sign.isdigit() for sign in line.text):
            return None
        if len(last.text) <= _FRAGMENT or len(line.text) <= _FRAGMENT:
            return " " if last.soft_end else ""
        return None
    if _CAPITALS.match(line.text) and _CAPITALS.search(last.text) and len(line.text) > 1:
        return ""  # the DO | ORS
    if _PIECE.match(line.text) and len(line.text) <= _FRAGMENT:
        return ""
    if line.text[0].isupper() and len(line.text) <= _FRAGMENT:
        return " "  # … ales | O | ne-time: the next word begins
    return None


def _together(run: Sequence[Line]) -> Line:
    text = run[0].text
    for last, line in pairwise(run):
        text += (_glue(last, line) or "") + line.text
    return replace(run[0], text=text, soft_end=run[-1].soft_end)
