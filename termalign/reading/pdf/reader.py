"""PDF files: what each page shows, in the order in which it is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput
from termalign.reading.joining import habits_of
from termalign.reading.layout import joined
from termalign.reading.mending import mend
from termalign.reading.pdf.arrange import arranged
from termalign.reading.pdf.bars import bar_charts
from termalign.reading.pdf.cleaning import cleaned
from termalign.reading.pdf.elements import Table, cell_of
from termalign.reading.pdf.frames import paragraphs, placed
from termalign.reading.pdf.furniture import without_furniture
from termalign.reading.pdf.pages import SLANTED, VERTICAL, Page, pages_of
from termalign.reading.pdf.ruled import ruled_tables
from termalign.reading.pieces import Piece, blocks_of_pieces, table_pieces
from termalign.reading.source import Reading
from termalign.records import Block, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.reading.pdf.arrange import Part
    from termalign.reading.pdf.frames import Placed
    from termalign.reading.pdf.pages import Rule, Run
    from termalign.reading.source import Layout, Source

_MOST_WITHOUT_TEXT = 1 / 3  # of the pages
_FEW_SIGNS = 20  # of a page that is a picture: its number, a caption
_PICTURE = 0.5  # of the page that a picture covers
_WORDS = 4  # letters of a word that tells a compound's hyphen from a break's


def read_pdf(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a PDF's blocks: paragraphs, headings, bullets and table rows in reading order.

    Raises UnsupportedFormat for what is no PDF, EmptyInput where more than a third of the pages
    show no text, and InputError for what is encrypted, damaged, or too large to be read.
    """
    found = pages_of(source)
    pictures = _pictures(found)
    _refuse_without_text(source.name, found, pictures)
    pages, mended = _mended(found)
    pages, left_out = cleaned(pages)
    if layout == "page":
        pages, running = without_furniture(pages)
        left_out = (*left_out, *running)
    parts = [(page.number, part) for page in pages for part in parts_of(page)]
    if layout == "line":
        blocks = tuple(_line_blocks(parts))
    else:
        blocks, _ = blocks_of_pieces(list(_pieces(parts)))
    broken = tuple(f"page {page.number} could not be read" for page in found if page.is_broken)
    remarks = (*mended, *left_out, *broken, *_without_text(pictures))
    return Reading(source.name, blocks, pages=len(found), remarks=remarks, pictures=pictures)


def tables_of(source: Source) -> list[tuple[int, Table]]:
    """Return a PDF's tables, each with its page; raises as `read_pdf` does."""
    pages, _ = cleaned(_mended(pages_of(source))[0])
    pages, _ = without_furniture(pages)
    return [
        (page.number, part) for page in pages for part in parts_of(page) if isinstance(part, Table)
    ]


def parts_of(page: Page) -> list[Part]:
    """Return what stands on a page in reading order; turned text after the rest, turn by turn."""
    turns: dict[int, list[Run]] = {}
    for run in page.runs:
        turns.setdefault(_turn_of(run), []).append(run)
    parts: list[Part] = []
    for turn in sorted(turns, key=lambda turn: (-len(turns[turn]), turn)):
        if turn == SLANTED:
            parts += [[cell_of(run)] for run in turns[turn]]
            continue
        turned = _turned(page, turns[turn], turn)
        tables, free = ruled_tables(turned, [cell_of(run) for run in turned.runs])
        charts, free = bar_charts(free, tables)
        parts += arranged(free, [*tables, *charts], turned.rules)
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


def _pieces(parts: Iterable[tuple[int, Part]]) -> Iterator[Piece]:
    """Give the pieces of a document: its paragraphs, its tables row by row."""
    stretches = list(_stretches(parts))
    lines = [line.line(None) for one in stretches if isinstance(one, list) for line in one]
    habits = habits_of(lines)
    words = frozenset(
        word for line in lines for word in line.text.split() if len(word) >= _WORDS and word.isalpha()
    )
    seen: Counter[tuple[int, str]] = Counter()  # tables and charts of each page
    for one in stretches:
        if isinstance(one, list):
            for paragraph in paragraphs(one, habits):
                text = joined(paragraph.lines, words)
                yield Piece((text,), Place(page=paragraph.page))
        else:
            page, table = one
            what = "chart" if table.is_chart else "table"
            seen[page, what] += 1
            heads = ("", "") if table.is_chart else None
            name = f"{what} {seen[page, what]}"
            yield from table_pieces(table.rows, Place(page=page), name, heads)


def _stretches(
    parts: Iterable[tuple[int, Part]],
) -> Iterator[list[Placed] | tuple[int, Table]]:
    """Give the tables, and all the lines between two of them."""
    lines: list[Placed] = []
    count = 0
    for page, part in parts:
        if isinstance(part, Table):
            if lines:
                yield lines
                lines = []
            yield page, part
        else:
            lines += placed(part, page, count + 1)
            count += len(part)
    if lines:
        yield lines


def _line_blocks(parts: Iterable[tuple[int, Part]]) -> Iterator[Block]:
    """Give a block for each line and each row of a table."""
    for page, part in parts:
        if isinstance(part, Table):
            for row in part.rows:
                text = " ".join(filter(None, row)).replace("\v", " ")
                yield Block(text, "line", Place(page=page))
        else:
            for cell in part:
                yield Block(cell.text, "line", Place(page=page))


def _pictures(pages: Iterable[Page]) -> dict[int, int]:
    """Return the pages whose content is a picture, with how many pictures they have."""
    return {page.number: page.pictures for page in pages if page.pictures and _is_picture(page)}


def _is_picture(page: Page) -> bool:
    signs = sum(len(run.text) for run in page.runs)
    return not signs or (signs <= _FEW_SIGNS and page.covered >= _PICTURE)


def _refuse_without_text(
    name: str, pages: Sequence[Page], pictures: dict[int, int]
) -> None:
    """Raise EmptyInput where a file has no text, or too few of its pages have."""
    without = [
        page.number
        for page in pages
        if page.number in pictures or page.is_broken or (page.drawn and not page.runs)
    ]
    hint = "read its text by OCR first, or take the file it was made from"
    if not any(run.text.strip() for page in pages for run in page.runs):
        drawn = sum(page.pictures for page in pages)
        what = f"its {_pages(len(pages))} hold no text"
        raise EmptyInput(what + (f", {_count(drawn, 'picture')}" if drawn else ""), name, hint)
    if len(without) > _MOST_WITHOUT_TEXT * len(pages):
        shown = ", ".join(map(str, without[:10])) + (", …" if len(without) > 10 else "")
        raise EmptyInput(
            f"{len(without)} of its {len(pages)} pages hold no text (pages {shown})", name, hint
        )


def _without_text(pictures: dict[int, int]) -> Iterator[str]:
    for page, count in pictures.items():
        yield f"page {page} has no text, {_count(count, 'picture')}"


def _pages(count: int) -> str:
    return _count(count, "page")


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
