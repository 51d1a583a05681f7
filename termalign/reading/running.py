"""What repeats on every page and belongs to none: running heads, footers, page numbers.

Nothing is lost: a running head stays where it stands first, and a remark counts what was left out.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from termalign.reading.marks import ends_sentence, is_bullet, is_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.lines import Line

_FEWEST_PAGES = 5  # a title repeated on four slides is no running head
_SHARE = 0.1  # of the pages must show it: chapters have heads of their own
_EDGE = 6  # lines at the top and at the bottom of a page
_LONGEST = 80  # columns
_SHOWN = 3  # running heads named in the remark
# A unit line repeats as well, but the table under it needs it: 単位: 百万円; YoY = Year over year.
_NEEDED = re.compile(r"単位|[Uu]nit|円|yen|JPY|¥|￥|[=＝]|注|[Nn]ote")
_PAGE_NUMBER = re.compile(r"[-–—]?\s?(?:[Pp](?:age|\.)?\s?)?(\d{1,4})(?:\s?/\s?\d{1,4})?\s?[-–—]?$")
_NUMBER_AT_END = re.compile(r"(?<=\D)\s?\d{1,4}$|^\d{1,4}\s(?=\D)")


def without_running(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Return `lines` without repeated heads, footers and page numbers, and remarks on them."""
    pages = _pages(lines)
    if len(pages) < _FEWEST_PAGES:
        return list(lines), ()
    numbers = _page_numbers(pages)
    heads = _running_heads(pages)
    left_out = numbers | {i for repeated in heads.values() for i in repeated}
    remarks = []
    if numbers:
        remarks.append(f"{len(numbers)} page numbers left out")
    if heads:
        shown = ", ".join(f"“{text}”" for text in list(heads)[:_SHOWN])
        more = ", …" if len(heads) > _SHOWN else ""
        count = sum(map(len, heads.values()))
        remarks.append(f"{count} repeats of running heads left out ({shown}{more})")
    kept = [line for i, line in enumerate(lines) if i not in left_out]
    return kept, tuple(remarks)


def _pages(lines: Sequence[Line]) -> list[list[tuple[int, Line]]]:
    """Part the numbered lines into pages, or into what a frame's mark separates."""
    pages: list[list[tuple[int, Line]]] = []
    for i, line in enumerate(lines):
        if not pages or line.detached or line.page != pages[-1][-1][1].page:
            pages.append([])
        pages[-1].append((i, line))
    return pages


def _edges(page: Sequence[tuple[int, Line]]) -> Iterable[tuple[int, Line]]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _page_numbers(pages: Sequence[Sequence[tuple[int, Line]]]) -> set[int]:
    """Return the lines that number their pages: they keep one distance from the page's count."""
    found: list[tuple[int, int]] = []  # line, distance
    for page in pages:
        for i, line in _edges(page):
            number = _PAGE_NUMBER.match(line.text)
            if number and line.page is not None:
                found.append((i, int(number[1]) - line.page))
    if not found:
        return set()
    distance, times = Counter(distance for _, distance in found).most_common(1)[0]
    if times < _FEWEST_PAGES or times < _SHARE * len(pages):
        return set()
    return {i for i, other in found if other == distance}


def _running_heads(pages: Sequence[Sequence[tuple[int, Line]]]) -> dict[str, list[int]]:
    """Return each running head with the lines that repeat it, its first place not among them."""
    places: dict[str, list[int]] = {}
    seen_on: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for page in pages:
        on_page = set()
        for i, line in _edges(page):
            if _may_run(line):
                head = _NUMBER_AT_END.sub("#", line.text)
                shown.setdefault(head, line.text)
                places.setdefault(head, []).append(i)
                on_page.add(head)
        seen_on.update(on_page)
    return {
        shown[head]: found[1:]
        for head, found in places.items()
        if seen_on[head] >= max(_FEWEST_PAGES, _SHARE * len(pages))
    }


def _may_run(line: Line) -> bool:
    text = line.text
    return (
        line.width <= _LONGEST
        and not _NEEDED.search(text)
        and not ends_sentence(text.rstrip("0123456789 "))
        and not is_bullet(text)
        and not is_row(text)
    )
