"""How alike the sample deck reads from each format: segments the same, in the same order.

Usage: python scripts/eval_reading.py

Compared are the segments' texts, bullet signs aside, with those of the slides, of the text taken
from a PDF, and with the source's own (corpora/lines), by the longest common subsequence: twice
what is common over what both hold. "found": how much of the own segments stand in the source; the
workbook holds the tables only.

Of the PDF's tables the cells are counted that stand in their own row and column: ruled ones (even
pages), aligned ones (odd pages), two side by side (page 8), heads of two lines.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from samples.accounts import load_accounts
from samples.office import table_of
from samples.source import read_source

from termalign.reading import READERS, open_document
from termalign.reading.pdf.reader import tables_of
from termalign.reading.source import fetch
from termalign.segment import segments
from termalign.text import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable

CORPORA = Path(__file__).parent.parent / "corpora"
TEXTS = Path(__file__).parent / "samples" / "text"
LANGUAGES = ("ja", "en")
Cells = dict[tuple[int, int, int, int], str]  # by page, table on it, row, column; from 0
_BULLET = re.compile(rf"^[{BULLETS}–-]\s+")


def texts_of(path: Path) -> list[str]:
    """Return a document's segments without bullet signs."""
    return [_BULLET.sub("", one.text) for one in segments(open_document(path))]


def likeness(one: list[str], other: list[str]) -> float:
    """Return the share (0..1) of both that stands in both, in the same order."""
    matched = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in matched) / (len(one) + len(other))


def known(found: list[str], gold: list[str]) -> float:
    """Return the share (0..1) of what was found that stands in the source, in the same order."""
    return likeness(found, gold) * (len(found) + len(gold)) / 2 / len(found)


def cells_of(tables: Iterable[tuple[int, Iterable[Iterable[str]]]]) -> Cells:
    """Return the cells that hold something, without its spaces, by the tables of each page."""
    count: Counter[int] = Counter()
    cells: Cells = {}
    for page, rows in tables:
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell.strip():
                    cells[page, count[page], i, j] = "".join(cell.split())
        count[page] += 1
    return cells


def table_cells(language: str) -> tuple[int, int]:
    """Return how many of the PDF's table cells are read to their place, and of how many."""
    pages = read_source(TEXTS / "deck.txt", load_accounts(TEXTS / "accounts.tsv"))
    gold = cells_of(
        (number, table_of(piece, language).rows)
        for number, page in enumerate(pages, 1)
        for piece in page.pieces
        if piece.kind == "rows"
    )
    tables = tables_of(fetch(CORPORA / f"deck.{language}.pdf"))
    found = cells_of((page, one.rows) for page, one in tables if not one.is_chart)
    right = sum(gold.get(at) == text for at, text in found.items())
    return right, len(gold.keys() | found.keys())


def main() -> None:
    """Print a line for each format and language, and one for the cells of each PDF."""
    print("file\tsegments\tlike the slides\tlike the text\tlike the source\tfound")
    for language in LANGUAGES:
        slides = texts_of(CORPORA / f"deck.{language}.pptx")
        text = texts_of(CORPORA / f"deck.{language}.txt")
        lines = (CORPORA / "lines" / f"deck.{language}.txt").read_text(encoding="utf-8")
        gold = lines.splitlines()
        for suffix in READERS:
            path = CORPORA / f"deck.{language}{suffix}"
            if path.exists():
                found = texts_of(path)
                others = (slides, text, gold)
                shares = (*(likeness(found, one) for one in others), known(found, gold))
                print(path.name, len(found), *(f"{share:.1%}" for share in shares), sep="\t")
    for language in LANGUAGES:
        right, cells = table_cells(language)
        print(f"deck.{language}.pdf: {right} of {cells} table cells in place, {right / cells:.1%}")


if __name__ == "__main__":
    main()
