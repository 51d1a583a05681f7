"""PDF files: what each page shows, in the order in which it is read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import EmptyInput
from termalign.reading.joining import habits_of
from termalign.reading.layout import joined, words_of
from termalign.reading.mending import mend
from termalign.reading.pdf.arrange import arranged
from termalign.reading.pdf.bars import bar_charts
from termalign.reading.pdf.cleaning import cleaned
from termalign.reading.pdf.elements import Sheet, Table, cell_of
from termalign.reading.pdf.frames import paragraphs, placed
from termalign.reading.pdf.furniture import without_furniture
from termalign.reading.pdf.pages import SLANTED, VERTICAL, Page, pages_of
from termalign.reading.pdf.pies import pie_chart
from termalign.reading.pdf.ruled import ruled_tables
from termalign.reading.pieces import BREAK, Piece, blocks_of_pieces, counted, table_pieces
from termalign.reading.source import Reading
from termalign.records import Block, Place
from termalign.text import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.reading.pdf.arrange import Frame
    from termalign.reading.pdf.frames import Placed
    from termalign.reading.pdf.pages import Run
    from termalign.reading.source import Layout, Source
    from termalign.records import Box

_TITLE = 60  # signs of a page that holds no more than its title
_LARGE = 0.2  # of the page: a picture that takes so much is content, a smaller one an icon
_WHOLE = 0.95  # of the page: a picture that takes so much lies behind the text
_NAMED = 10  # pages in a remark
# A list's sign, which Office files do not hold as text either: no letter, and a space behind it.
_LIST_SIGN = re.compile(rf"(?:[{BULLETS}]|[–-](?=\s[^\d\s]))\s+(?=\S)")
_OUTLINES = 40  # shapes of a page whose text has been made into outlines


class Part(NamedTuple):
    """A table or a column's lines, and the sheet they stand on."""

    sheet: Sheet
    content: Table | Frame


def read_pdf(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a PDF's blocks: paragraphs, headings, bullets and table rows in reading order.

    Running heads and feet come last, each once.
    Raises UnsupportedFormat for what is no PDF, EmptyInput for one without pages or text, and
    InputError for what is encrypted, damaged, or too large to be read.
    """
    found = pages_of(source)
    pages, mended = _mended(found)
    pages, left_out = cleaned(pages)
    bare = without_furniture(pages)
    pictures = _pictures(bare.pages)
    if layout == "line":
        blocks = tuple(_line_blocks([part for page in pages for part in parts_of(page)]))
    else:
        parts = [part for page in bare.pages for part in parts_of(page)]
        heads = [
            Piece((run.text,), Place(page=page, label="running head", box=run.box))
            for page, run in bare.heads
        ]
        blocks, _ = blocks_of_pieces([*_pieces(parts), *heads])
        left_out = (*left_out, *bare.remarks, *_axes(parts))
    if not blocks and not pictures:
        raise EmptyInput("holds no text", source.name, "is it the right file?")
    remarks = (*mended, *left_out, *_lost(found))
    return Reading(source.name, blocks, pages=len(found), remarks=remarks, pictures=pictures)


def tables_of(source: Source) -> list[tuple[int, Table]]:
    """Return a PDF's tables and charts, each with its page; raises as `read_pdf` does."""
    bare = without_furniture(cleaned(_mended(pages_of(source))[0])[0])
    parts = [part for page in bare.pages for part in parts_of(page)]
    return [(sheet.page, one) for sheet, one in parts if isinstance(one, Table)]


def parts_of(page: Page) -> list[Part]:
    """Return what stands on a page in reading order: the turn most is read in, then the others."""
    turns: dict[int, list[Run]] = {}
    for run in page.runs:
        turns.setdefault(_turn_of(run), []).append(run)
    parts: list[Part] = []
    for turn in sorted(turns, key=lambda turn: (turn == SLANTED, -len(turns[turn]), turn)):
        if turn == SLANTED:
            sheet = Sheet(page.number, 0, page.width, page.height)
            parts += [Part(sheet, [cell_of(run)]) for run in turns[turn]]
            continue
        turned = _turned(page, turns[turn], turn)
        cells = [cell_of(run) for run in turned.runs]
        charts, free = bar_charts(cells, ruled_tables(turned, cells)[0])
        tables, free = ruled_tables(turned, free)
        pies, free = pie_chart(free)
        charts += pies
        sheet = Sheet(page.number, turn, turned.width, turned.height)
        parts += [Part(sheet, one) for one in arranged(free, [*tables, *charts], turned.rules)]
    return parts


def _turn_of(run: Run) -> int:
    """Return the turn a run is read in; a label set vertically stays among the upright text."""
    return 0 if run.turn == VERTICAL else run.turn


def _turned(page: Page, runs: Sequence[Run], turn: int) -> Page:
    """Return the page with these runs alone, turned so that they stand upright."""
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    return replace(
        page,
        width=width,
        height=height,
        runs=tuple(run.turned(page.width, page.height) for run in runs),
        rules=tuple(rule.turned(turn, page.width, page.height) for rule in page.rules),
    )


def _mended(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Mend all texts at once; runs of which nothing is left go."""
    text, remarks = mend("\n".join(run.text for page in pages for run in page.runs))
    texts = iter(text.split("\n"))
    kept = []
    for page in pages:
        runs = [replace(run, text=next(texts).strip()) for run in page.runs]
        kept.append(replace(page, runs=tuple(run for run in runs if run.text)))
    return kept, remarks


def _pieces(parts: Iterable[Part]) -> Iterator[Piece]:
    """Give the pieces of a document: its paragraphs, its tables row by row."""
    stretches = list(_stretches(parts))
    lines = [line.line(None) for one in stretches if isinstance(one, list) for line in one]
    habits = habits_of(lines)
    words = words_of(line.text for line in lines)
    seen: Counter[tuple[int, str]] = Counter()  # tables and charts of each page
    for one in stretches:
        if isinstance(one, list):
            for paragraph in paragraphs(one, habits):
                text = joined(paragraph.texts, words)
                sign = _LIST_SIGN.match(text)
                if sign:
                    yield Piece((text[sign.end() :],), paragraph.place, "bullet")
                else:
                    yield Piece((text,), paragraph.place)
        else:
            sheet, table = one
            what = "chart" if table.is_chart else "table"
            seen[sheet.page, what] += 1
            heads = ("", "") if table.is_chart else None
            name = f"{what} {seen[sheet.page, what]}"
            yield from _row_pieces(sheet, table, name, heads)


def _row_pieces(
    sheet: Sheet, table: Table, name: str, heads: tuple[str, ...] | None
) -> Iterator[Piece]:
    """Give a table's rows, each with its box."""
    pieces = table_pieces(table.rows, Place(page=sheet.page), name, heads)
    for piece, box in zip(pieces, _row_boxes(sheet, table), strict=True):
        yield replace(piece, place=replace(piece.place, box=box))


def _row_boxes(sheet: Sheet, table: Table) -> list[Box]:
    return [sheet.shown((table.left, top, table.right, bottom)) for top, bottom in table.edges]


def _stretches(parts: Iterable[Part]) -> Iterator[list[Placed] | tuple[Sheet, Table]]:
    """Give the tables, and all the lines between two of them."""
    lines: list[Placed] = []
    count = 0
    for sheet, content in parts:
        if isinstance(content, Table):
            if lines:
                yield lines
                lines = []
            yield sheet, content
        else:
            lines += placed(content, sheet, count + 1)
            count += len(content)
    if lines:
        yield lines


def _line_blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """Give a block for each line and each row of a table."""
    for sheet, content in parts:
        if isinstance(content, Table):
            for box, row in zip(_row_boxes(sheet, content), content.rows, strict=True):
                text = " ".join(filter(None, row)).replace(BREAK, " ")
                yield Block(text, "line", Place(page=sheet.page, box=box))
        for cell in content.axes if isinstance(content, Table) else content:
            box = sheet.shown((cell.left, cell.top, cell.right, cell.bottom))
            yield Block(cell.text, "line", Place(page=sheet.page, box=box))


def _axes(parts: Iterable[Part]) -> Iterator[str]:
    count = sum(len(one.axes) for _, one in parts if isinstance(one, Table))
    if count:
        yield f"{counted(count, 'figure')} of charts’ axes left out"


def _lost(pages: Iterable[Page]) -> Iterator[str]:
    lost = [page for page in pages if page.lost]
    if lost:
        signs = sum(page.lost for page in lost)
        named = ", ".join(str(page.number) for page in lost[:_NAMED])
        more = ", …" if len(lost) > _NAMED else ""
        yield f"{signs} signs lost, whose fonts do not say what they are (pages {named}{more})"


def _pictures(pages: Iterable[Page]) -> dict[int, int]:
    """Return the pages whose content is a picture, with how many they have."""
    return {page.number: len(page.pictures) or 1 for page in pages if _is_picture(page)}


def _is_picture(page: Page) -> bool:
    """Tell whether a page shows pictures and no text, or a large one beside its title alone."""
    signs = sum(len(run.text) for run in page.runs if any(map(str.isalnum, run.text)))
    if not signs:
        return bool(page.pictures) or page.drawn >= _OUTLINES
    return signs <= _TITLE and any(_LARGE <= share < _WHOLE for share in page.pictures)
