"""What repeats on every page and belongs to none: running heads, footers, page numbers.

Nothing is lost: a running head stays where it stands first, and a remark counts what was left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.reading.marks import ends_sentence, is_bullet, is_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.reading.lines import Line

_FEWEST_PAGES = 5  # a title repeated on four slides is no running head
# Of the pages, how many must show it: chapters have heads of their own. What a frame's mark parts
# is often but a piece of a page, so that fewer of them do.
_SHARE, _SHARE_OF_FRAMES = 0.2, 0.1
_EDGE = 6  # lines of a running head or foot at most; a deck's navigation bar takes four
_LONGEST = 80  # columns
SHOWN = 3  # running heads named in the remark
# A unit line repeats as well, but the table under it needs it: 単位: 百万円; YoY = Year over year.
_NEEDED = re.compile(r"単位|[Uu]nit|円|yen|JPY|¥|￥|[=＝]|注|[Nn]ote")
Numbered = tuple[int, "Line"]

_PAGE_NUMBER = re.compile(r"[-–—]?\s?(?:[Pp](?:age|\.)?\s?)?(\d{1,4})(?:\s?/\s?\d{1,4})?\s?[-–—]?$")
_NUMBER_AT_END = re.compile(r"(?<=\D)\s?(\d{1,4})$|^(\d{1,4})\s(?=\D)")


def without_running(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Return `lines` without repeated heads, footers and page numbers, and remarks on them."""
    pages = _pages(lines)
    if len(pages) < _FEWEST_PAGES:
        return list(lines), ()
    numbers = _page_numbers(pages)
    unnumbered = [[one for one in page if one[0] not in numbers] for page in pages]
    heads = _running_heads([page for page in unnumbered if page])
    left_out = numbers | {i for places in heads.values() for i in places[1:]}
    # © Example Corp. 7 stands where it stands first, without that page's number.
    first = {places[0]: head for head, places in heads.items()}
    remarks = []
    if numbers:
        remarks.append(f"{len(numbers)} page numbers left out")
    if heads:
        shown = ", ".join(f"“{text}”" for text in list(heads)[:SHOWN])
        more = ", …" if len(heads) > SHOWN else ""
        count = sum(len(places) - 1 for places in heads.values())
        remarks.append(f"{count} repeats of running heads left out ({shown}{more})")
    kept = [
        replace(line, text=first.get(i, line.text))
        for i, line in enumerate(lines)
        if i not in left_out
    ]
    return kept, tuple(remarks)


def _pages(lines: Sequence[Line]) -> list[list[Numbered]]:
    """Part the numbered lines into pages, or into what a frame's mark separates."""
    pages: list[list[Numbered]] = []
    for i, line in enumerate(lines):
        if not pages or line.detached or line.page != pages[-1][-1][1].page:
            pages.append([])
        pages[-1].append((i, line))
    return pages


def _distance(found: Sequence[tuple[int, int]], pages: int) -> int | None:
    """Return by how much the numbers found are ahead of their pages; None where they vary."""
    if not found:
        return None
    distance, times = Counter(number - page for number, page in found).most_common(1)[0]
    return distance if times >= max(_FEWEST_PAGES, _SHARE * pages) else None


def _page_numbers(pages: Sequence[Sequence[Numbered]]) -> set[int]:
    """Return the lines that number their pages: they keep one distance from the page's count."""
    found: dict[int, tuple[int, int]] = {}  # line: its number and page
    for page in pages:
        for i, line in (page[0], page[-1]):
            number = _PAGE_NUMBER.match(line.text)
            if number and line.page is not None:
                found[i] = int(number[1]), line.page
    distance = _distance(list(found.values()), len(pages))
    return {i for i, (number, page) in found.items() if number - page == distance}


def _running_heads(pages: Sequence[Sequence[Numbered]]) -> dict[str, list[int]]:
    """Return each running head or foot with the lines that hold it, in order.

    A line counts only where all that stands between it and the page's edge runs as well: the
    heads of a table that goes on for pages stand under the page's own.
    """
    heads: dict[str, list[int]] = {}
    paged = any(line.page is not None for page in pages for _, line in page[:1])
    fewest = max(_FEWEST_PAGES, (_SHARE if paged else _SHARE_OF_FRAMES) * len(pages))
    for edge in (list, reversed):
        inward = [list(edge(page)) for page in pages]
        for depth in range(_EDGE):
            inward = [page for page in inward if len(page) > depth and _runs(page[depth][1])]
            texts = _unnumbered([page[depth][1] for page in inward])
            times = Counter(texts)
            there = zip(inward, texts, strict=True)
            running = [(page, text) for page, text in there if times[text] >= fewest]
            for page, text in running:
                heads.setdefault(text, []).append(page[depth][0])
            inward = [page for page, _ in running]
    return {head: sorted(set(places)) for head, places in heads.items()}


def _unnumbered(lines: Sequence[Line]) -> list[str]:
    """Return the lines' texts without the page numbers in them: © Example Corp. 7."""
    numbers = [
        (int(number[1] or number[2]), line.page)
        for line in lines
        if line.page is not None and (number := _NUMBER_AT_END.search(line.text))
    ]
    distance = _distance(numbers, len(lines))
    texts = []
    for line in lines:
        number = _NUMBER_AT_END.search(line.text)
        ours = number and line.page and int(number[1] or number[2]) - line.page == distance
        texts.append(_NUMBER_AT_END.sub("", line.text) if ours else line.text)
    return texts


def _runs(line: Line) -> bool:
    return may_run(line.text, line.width)


def may_run(text: str, width: int) -> bool:
    """Tell whether a text of `width` columns may be a running head: no unit, sentence, row."""
    return (
        width <= _LONGEST
        and not _NEEDED.search(text)
        and not ends_sentence(text.rstrip("0123456789 "))
        and not is_bullet(text)
        and not is_row(text)
    )
