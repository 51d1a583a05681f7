"""The lines of a column of text → its paragraphs: where lines end tells whether they run on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from termalign.reading.joining import Passage, runs_on
from termalign.reading.lines import Line
from termalign.reading.marks import ends_sentence, is_headed, is_row
from termalign.reading.pdf.elements import is_marked
from termalign.reading.vertical import upright
from termalign.records import Place
from termalign.text import is_japanese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.reading.joining import Habits
    from termalign.reading.pdf.elements import Cell, Sheet

_BRACKETS = "(（［["
_ADDRESS = re.compile(r"https?://|www\.")
_LOWER = re.compile(r"[a-z]")
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+-]+")
_FIRST_WORD = re.compile(r"\S+")
_INDENT = 0.8  # ems by which the first line of a Japanese paragraph stands in
_AT_MARGIN = 1.0  # ems; a line that begins so near the others begins with them
_PARAGRAPH = 1.45  # times the usual distance of lines
_LIKE_SIZE = 0.12  # of the size
_SLACK = 0.6  # ems by which the next word may be narrower than guessed
_JAPANESE_SLACK = 2.2  # ems: 、 and brackets are kept from the ends of lines
_MARGIN = 3.0  # ems within which lines end that reach the margin
_HANGING = 0.4  # ems
_CENTRED = 0.5  # ems
_JUSTIFIED = 0.1  # ems by which the edges of justified lines may differ
_LATIN = 0.52  # ems of a letter, on average
_NARROWEST = 8.0  # ems of a column in which lines wrap


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The texts of lines that belong together, and the place where they begin."""

    texts: list[str]
    place: Place


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the column that it stands in: its page, margins and the distance of its lines."""

    cell: Cell
    sheet: Sheet
    number: int
    left: float
    right: float
    step: float
    wraps: bool  # more than one line reaches the right margin
    opens: bool  # the first of its column
    centred: bool  # as all the lines of its column

    def line(self, before: Placed | None) -> Line:
        """Return it as a line for the rules that know no places."""
        parted = before is None or self.opens or _is_parted(before, self)
        return Line(
            text=self.cell.text,
            number=self.number,
            page=self.sheet.page,
            blank_before=parted,
            soft_end=_is_full(self, None),
            indented=self.cell.text.startswith("\u3000"),
        )


def placed(frame: Sequence[Cell], sheet: Sheet, number: int) -> list[Placed]:
    """Return the lines of a column with its measures; `number` is the first one's."""
    frame = _upright(frame)
    right = max(cell.right for cell in frame)
    left = min(cell.left for cell in frame)
    steps = [b.base - a.base for a, b in pairwise(frame) if b.base > a.base]
    em = median(cell.em for cell in frame)
    near = [step for step in steps if step <= 2.0 * em]
    step = median(near) if near else 1.3 * em
    full = sum(right - cell.right <= _MARGIN * cell.em for cell in frame)
    wraps = full > 1 and right - left >= _NARROWEST * em
    off = [abs(cell.left - left - right + cell.right) / cell.em for cell in frame]
    centred = max(off) <= _CENTRED and any(cell.left > left for cell in frame)
    ends = [cell.right if _is_justified(frame, i) else right for i, cell in enumerate(frame)]
    return [
        Placed(cell, sheet, number + i, left, ends[i], step, wraps, opens=not i, centred=centred)
        for i, cell in enumerate(frame)
    ]


def _upright(frame: Sequence[Cell]) -> Sequence[Cell]:
    """Return the lines with what is set vertically, a letter or two a line, put together."""
    lines = [Line(cell.text, i, None) for i, cell in enumerate(frame)]
    starts = [line.number for line in upright(lines)]
    if len(starts) == len(frame):
        return frame
    groups = [frame[i:j] for i, j in pairwise([*starts, len(frame)])]
    return [
        replace(
            group[0],
            text=line.text,
            left=min(cell.left for cell in group),
            right=max(cell.right for cell in group),
            bottom=group[-1].bottom,
        )
        for group, line in zip(groups, upright(lines), strict=True)
    ]


def _is_justified(frame: Sequence[Cell], i: int) -> bool:
    """Tell whether a line begins and ends where the one before or after it does: it is full."""
    cell = frame[i]
    return cell.right - cell.left >= _NARROWEST * cell.em and any(
        abs(cell.left - other.left) <= _JUSTIFIED * cell.em
        and abs(cell.right - other.right) <= _JUSTIFIED * cell.em
        for other in (*frame[max(i - 1, 0) : i], *frame[i + 1 : i + 2])
    )


def paragraphs(lines: Sequence[Placed], habits: Habits) -> Iterator[Paragraph]:
    """Give the paragraphs of a document's lines, those between two tables or pages included."""
    own: list[Placed] = []
    passage = Passage()
    for line in lines:
        plain = line.line(own[-1] if own else None)
        if own and not _continues(own, line, plain, passage, habits):
            yield _paragraph(own)
            own, passage = [], Passage()
        own.append(line)
        passage.add(plain)
    if own:
        yield _paragraph(own)


def _paragraph(own: Sequence[Placed]) -> Paragraph:
    """Return the lines as one paragraph; its box is that of its lines on the first page."""
    sheet = own[0].sheet
    here = [line.cell for line in own if line.sheet == sheet]
    box = (
        min(cell.left for cell in here),
        min(cell.top for cell in here),
        max(cell.right for cell in here),
        max(cell.bottom for cell in here),
    )
    return Paragraph([line.cell.text for line in own], Place(page=sheet.page, box=sheet.shown(box)))


def _continues(
    own: Sequence[Placed], line: Placed, plain: Line, passage: Passage, habits: Habits
) -> bool:
    last = own[-1]
    if line.sheet != last.sheet or line.opens:
        # A column or page may end within a paragraph; its lines must say so themselves.
        if last.sheet.turn != line.sheet.turn or not (_like_size(last, line) and last.wraps):
            return False
        lower = bool(_LOWER.match(line.cell.text)) and not ends_sentence(last.cell.text)
        return _is_full(last, line) and (lower or runs_on(passage, plain, habits))
    if not _like_size(last, line) or _is_parted(last, line):
        return False
    if line.cell.base <= last.cell.base + 0.3 * line.cell.em:  # beside it, or higher up
        return False
    text = line.cell.text
    if is_marked(text) or is_headed(text) or line.cell.is_entry or last.cell.is_entry:
        return False
    if _is_hanging(own, line) and _is_full(last, line):
        return True
    if line.wraps and _is_full(last, line) and _is_in_line(own, line):
        if is_row(last.cell.text):
            return is_marked(own[0].cell.text)
        plainly = is_marked(own[0].cell.text) or not is_row(text)
        return plainly or runs_on(passage, plain, habits)  # … operation in | April 2026.
    if line.wraps and not (is_row(text) or is_row(last.cell.text)):
        return False
    if (text[0] in _BRACKETS or _ADDRESS.match(text)) and not _is_full(last, line):
        return False
    return runs_on(passage, plain, habits)


def _like_size(last: Placed, line: Placed) -> bool:
    return abs(last.cell.em - line.cell.em) <= _LIKE_SIZE * max(last.cell.em, line.cell.em)


def _is_parted(last: Placed, line: Placed) -> bool:
    """Tell whether more than the usual distance lies between two lines of a column."""
    return line.cell.base - last.cell.base > _PARAGRAPH * line.step


def _is_full(line: Placed, after: Placed | None) -> bool:
    """Tell whether the next line's first word had no room at the line's end."""
    room = line.right - line.cell.right
    if line.centred:
        room *= 2
    if after is None:
        return line.wraps and room <= _MARGIN * line.cell.em
    text = after.cell.text
    if is_japanese(text[0]) or is_japanese(line.cell.text[-1]):
        whole = _UNBROKEN.match(text)  # 売上収益は | 12,121百万円: a number is not cut
        kept = len(whole.group()) * _LATIN if whole else 0.0
        return room <= (_JAPANESE_SLACK + kept) * line.cell.em
    word = _FIRST_WORD.match(text)
    letters = len(word.group()) + 1 if word else 1
    own = (after.cell.right - after.cell.left) / len(text)
    return room <= letters * min(own, _LATIN * line.cell.em) + _SLACK * line.cell.em


def _is_in_line(own: Sequence[Placed], line: Placed) -> bool:
    """Tell whether a line begins where the paragraph's lines do, its first one aside."""
    em = line.cell.em
    begins = line.cell.left
    if len(own) > 1:
        return abs(begins - own[-1].cell.left) <= _AT_MARGIN * em
    first = own[0]
    if is_marked(first.cell.text):
        return begins >= first.cell.left - 0.2 * em  # it hangs
    return begins - first.cell.left <= _INDENT * em * 0.6


def _is_hanging(own: Sequence[Placed], line: Placed) -> bool:
    """Tell whether a line begins where the text behind a bullet does."""
    hang = own[0].cell.hang
    return hang is not None and abs(line.cell.left - hang) <= _HANGING * line.cell.em
