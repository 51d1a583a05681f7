"""Sets the sample deck as a PDF: the pages of the slides, where text has a place and no order.

Tables are boxes of colour on even pages; on odd ones figures stand under one another, with a line
under the head. A chart is its bars, its labels and its values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.layout import NO_END, NO_START, UNBREAKABLE
from samples.office import broken_head, fill
from samples.pdf_file import ASCENT, PdfFile, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.office import Table
    from samples.pdf_file import PdfPage
    from samples.source import Page, Piece

_INCH = 72.0
_SIZE, _SMALL, _LARGE = 12.0, 10.0, 24.0  # points
_LINE = 1.2  # ems from one line to the next
_FIGURE = re.compile(r"[△(+-]?[¥\d]")
_PLAIN, _HEAD, _STRIPE = 0.93, 0.65, 0.85  # greys


def paged_file(pages: Sequence[Page], language: str) -> bytes:
    """Return the pages as a PDF."""
    file = PdfFile()
    for number, page in enumerate(pages, 1):
        sheet = file.page()
        first, *pieces = page.pieces
        base = 54.0 if number > 1 else 160.0
        for pair in first.pairs:
            title = pair.side(language)[0]
            left = (sheet.width - width_of(title, _LARGE)) / 2
            sheet.text(left, base, title, _LARGE, bold=True)
            base += _LINE * _LARGE
        canvas = _Sheet(sheet, language, ruled=number % 2 == 0)
        canvas.top = 1.15 if number > 1 else 3.6
        fill(canvas, number, pieces)
        foot = page.footer[language]
        if foot:
            sheet.text(sheet.width - 43 - width_of(foot, _SMALL), 520, foot, _SMALL)
    return file.content()


@dataclass(slots=True)
class _Sheet:
    """A page being filled from top to bottom, in one column or in two; in inches."""

    page: PdfPage
    language: str
    ruled: bool
    left: float = 0.6
    width: float = 12.1
    top: float = 1.15

    def box(self, texts: Sequence[tuple[str, int]], *, bold: bool = False) -> None:
        """Set paragraphs, each with its bullet's level."""
        for text, level in texts:
            indent = 0.25 * (level + 1)
            mark = ("", "•", "–")[level + 1]
            if mark:
                self._line(mark, indent - 0.25)
            for line in wrapped(text, (self.width - indent) * _INCH, self.language):
                self._line(line, indent, bold=bold)
                self.top += _LINE * _SIZE / _INCH
        self.top += 0.1

    def labels(self, texts: Sequence[tuple[str, int]]) -> None:
        """Set each text by itself."""
        for text in texts:
            self.box([text])
            self.top += 0.1

    def _line(self, text: str, indent: float, *, bold: bool = False) -> None:
        base = self.top * _INCH + ASCENT * _SIZE
        self.page.text((self.left + indent) * _INCH, base, text, _SIZE, bold=bold)

    def table(self, table: Table) -> None:
        """Set a table as wide as the column."""
        count = len(table.rows[0])
        first = 0.42 if self.width > 8 else 0.4
        shares = [first, *[(1 - first) / (count - 1)] * (count - 1)]
        for number, row in enumerate(table.rows):
            headed = number < table.heads
            cells = [(broken_head(cell) if headed else cell).split("\v") for cell in row]
            lines = max(map(len, cells))
            height = (lines * _LINE * _SMALL + 6) / _INCH
            left = self.left
            for cell, share in zip(cells, shares, strict=True):
                if self.ruled:
                    grey = _HEAD if headed else (_PLAIN, _STRIPE)[number % 2]
                    places = (left * _INCH, self.top * _INCH, share * self.width * _INCH - 1)
                    self.page.box(*places, height * _INCH - 1, grey)
                self._cell(cell, left, share * self.width, right=not self.ruled)
                left += share * self.width
            self.top += height
            if not self.ruled and headed:
                ends = (self.left * _INCH, (self.left + self.width) * _INCH)
                self.page.line(ends[0], self.top * _INCH, ends[1], self.top * _INCH)
        self.top += 0.15

    def _cell(self, lines: Sequence[str], left: float, width: float, *, right: bool) -> None:
        """Set a cell's lines; `right`: figures and heads end where the column does."""
        base = self.top * _INCH + 3 + ASCENT * _SMALL
        aside = right and left > self.left + 0.01
        for line in filter(None, lines):
            start = left * _INCH + 6
            if aside:
                start = (left + width) * _INCH - 6 - width_of(line, _SMALL)
            self.page.text(start, base, line, _SMALL)
            base += _LINE * _SMALL

    def bridge(self, piece: Piece) -> None:
        """Set labels that end in a figure as bars, the label below, the value above."""
        points = [pair.side(self.language)[0].rsplit(" ", 1) for pair in piece.pairs]
        step = self.width / len(points) * _INCH
        values = [abs(float(re.sub(r"[^\d.]", "", shown))) for _, shown in points]
        floor = (self.top + 2.2) * _INCH
        for number, ((name, shown), value) in enumerate(zip(points, values, strict=True)):
            middle = self.left * _INCH + (number + 0.5) * step
            height = 120 * value / max(values)
            self.page.box(middle - step / 5, floor - height, step / 2.5, height)
            self._centred(shown, middle, floor - height - 4)
            base = floor + 14
            for line in wrapped(name, 0.9 * step, self.language):
                self._centred(line, middle, base)
                base += _LINE * _SMALL
        self.top += 2.9

    def _centred(self, text: str, middle: float, base: float) -> None:
        self.page.text(middle - width_of(text, _SMALL) / 2, base, text, _SMALL)


def wrapped(text: str, width: float, language: str) -> list[str]:
    """Break a text into lines of `width` points; what may not begin or end a line does not."""
    size = _SIZE
    chunks = UNBREAKABLE.findall(text) if language == "ja" else re.findall(r"\S+ ?", text)
    lines: list[str] = []
    line = ""
    for chunk in chunks:
        full = width_of((line + chunk).rstrip(), size) > width
        if line and full and chunk[0] not in NO_START and line[-1] not in NO_END:
            lines.append(line.strip())
            line = ""
        line += chunk
    return [*lines, line.strip()]
