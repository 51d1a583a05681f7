"""What the readers of Office files and web pages find, made into blocks: paragraphs and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from termalign.reading.joining import Habits, Passage, habits_of, runs_on
from termalign.reading.layout import joined, kind_of
from termalign.reading.lines import Line, columns
from termalign.reading.marks import ends_sentence, is_row
from termalign.reading.mending import mend
from termalign.records import Block, Place
from termalign.text import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.records import BlockKind

BREAK = "\v"  # a line break within a paragraph or cell
_SPACES = re.compile(r"[^\S\v]+")
_LONGEST_CELL = 60  # columns; a table whose cells hold more is one of texts, read cell by cell
_LONGEST_LABEL = 30  # characters of a row's first cell that a place shows
# A cell that heads no column: 62,123, △57, +7.5%; a year does.
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[△▲+＋(（−-]?[¥￥$]?[\d,.]*\d[%％)）]*$")
# Joins the texts while they are mended together; no reader gives it.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, which is one cell, or a row of a table; its place but for the cells' columns.

    `heads` are the heads of the row's columns, where the table shows them.
    """

    cells: tuple[str, ...]
    place: Place
    kind: BlockKind | None = None  # None: told by the text
    heads: tuple[str, ...] = ()


def table_pieces(
    rows: Sequence[Sequence[str]], place: Place, name: str, heads: Sequence[str] | None = None
) -> Iterator[Piece]:
    """Give a table's rows, each with its place: "table 1, row 売上総利益".

    The first row that is not empty heads the columns unless it holds figures or `heads` are given;
    so does the second, where a head of the first reaches over several of its own.
    """
    first = -1  # the number of the row that holds the heads
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        label = label_of(_named(row)) or str(number)
        where = ", ".join(filter(None, (place.label, name, f"row {label}")))
        yield Piece(tuple(row), replace(place, label=where), "row", tuple(heads or ()))
        if heads is None:
            heads = () if any(map(is_figure, row[1:])) else row
            first = number
        elif number == first + 1 and is_second_head(heads, row):
            heads = joint_heads(heads, row)


def is_second_head(heads: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row goes on with the heads: 売上高 reaches over 1H24 and 1H25."""
    under = zip(heads[1:], row[1:], strict=False)
    return (
        not row[0].strip()
        and not any(map(is_figure, row))
        and any(cell.strip() and not head.strip() for head, cell in under)
    )


def joint_heads(heads: Sequence[str], row: Sequence[str]) -> list[str]:
    """Return each column's head with the one over it, which may reach over several: 売上高 1H25."""
    joint = [*row]
    over = ""
    for j, (head, cell) in enumerate(zip_longest(heads, row, fillvalue="")):
        over = head if head.strip() or not cell.strip() else over
        if j < len(joint):
            joint[j] = f"{over} {cell}".strip() if j else head
    return joint


def _named(row: Sequence[str]) -> str:
    """Return the cell that names a row of figures; "" where none does.

    That is its first one, or the next where a cell above reaches over several rows.
    """
    first = next(cell for cell in row if cell.strip())
    is_label = not is_figure(first) and any(map(is_figure, row))
    return first if is_label else row[0]


def label_of(cell: str) -> str:
    """Return a row's first cell as its place shows it: one line, not too long."""
    return _SPACES.sub(" ", _one_line(cell.replace("\n", BREAK)))[:_LONGEST_LABEL].strip()


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds one figure, which heads no column: 62,123, △57, +7.5%."""
    return bool(cell) and bool(_FIGURE.match(cell.strip()))


def blocks_of_pieces(pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the pieces' blocks, their characters mended, and remarks on what was mended."""
    mended, remarks = _mended(pieces)
    lines = [line for piece in mended if piece.kind != "row" for line in _lines(piece.cells[0])]
    habits = habits_of(lines)
    blocks = tuple(
        block
        for piece in mended
        for block in (_row_blocks if piece.kind == "row" else _text_blocks)(piece, habits)
    )
    return blocks, remarks


def _mended(pieces: Sequence[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Mend all texts at once: a word that a hyphen cut may stand whole in another."""
    cells = [cell for piece in pieces for cell in (*piece.cells, *piece.heads)]
    flat = [_SPACES.sub(" ", cell.replace("\r", BREAK).replace("\n", BREAK)) for cell in cells]
    text, remarks = mend(_BETWEEN.join(flat))
    parts = iter(text.split(_BETWEEN))
    return [
        replace(
            piece,
            cells=tuple(next(parts).strip() for _ in piece.cells),
            heads=tuple(next(parts).strip() for _ in piece.heads),
        )
        for piece in pieces
    ], remarks


def _lines(text: str) -> list[Line]:
    parts = [part.strip() for part in text.split(BREAK)]
    return [Line(part, 0, None) for part in parts if part]


def _text_blocks(piece: Piece, habits: Habits) -> Iterator[Block]:
    """Give a paragraph's blocks: its lines run on or stand by themselves, as on any page."""
    passage = Passage()
    for line in _lines(piece.cells[0]):
        if passage.lines and not runs_on(passage, line, habits):
            yield _paragraph(passage.lines, piece)
            passage = Passage()
        passage.add(line)
    if passage.lines:
        yield _paragraph(passage.lines, piece)


def _paragraph(lines: Sequence[Line], piece: Piece) -> Block:
    text = joined([line.text for line in lines])
    return Block(text, piece.kind or kind_of(text), piece.place)


def _row_blocks(piece: Piece, habits: Habits) -> Iterator[Block]:
    """Give a row as one block, its cells parted by spaces; cells of long texts one by one."""
    cells = [_one_line(cell) for cell in piece.cells]
    filled = [cell for cell in cells if cell]
    if not filled:
        return
    if len(filled) > 1 and any(map(_is_text, piece.cells)):
        for cell, head in zip_longest(piece.cells, piece.heads[: len(cells)], fillvalue=""):
            label = ", ".join(filter(None, (piece.place.label, _one_line(head))))
            yield from _text_blocks(Piece((cell,), replace(piece.place, label=label)), habits)
        return
    spans: list[tuple[int, int, str]] = []
    start = 0
    for cell, head in zip_longest(cells, piece.heads[: len(cells)], fillvalue=""):
        if cell:
            spans.append((start, start + len(cell), _one_line(head)))
            start += len(cell) + 1
    text = " ".join(filled)
    headed = tuple(span for span in spans[1:] if span[2] and span[2] != text[span[0] : span[1]])
    kind: BlockKind = "row" if len(filled) > 1 or is_row(text) else kind_of(text)
    yield Block(text, kind, replace(piece.place, columns=headed))


def _one_line(cell: str) -> str:
    """Return a cell's text in one line; its line breaks only wrap it."""
    lines = [line.text for line in _lines(cell)]
    return joined(lines) if lines else ""


def _is_text(cell: str) -> bool:
    """Tell whether a cell holds a list, a sentence, or more than a label wraps to."""
    if any(line.text[0] in BULLETS for line in _lines(cell)[1:]):
        return True
    text = _one_line(cell)
    return columns(text) > _LONGEST_CELL and (ends_sentence(text) or len(text.split()) > 8)


def counted(count: int, what: str) -> str:
    """Return "1 hidden row", "2 hidden rows"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def left_out(counts: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Return a remark for each kind of thing that was left out."""
    return tuple(f"{counted(count, what)} left out" for count, what in counts if count)
