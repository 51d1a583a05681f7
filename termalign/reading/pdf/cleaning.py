"""What stands on a page and is not to be read: text beside it, drawn twice, states of animation.

Each is counted, and a remark says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.pdf.pages import Page, Run

_SAME_PLACE = 0.25  # ems by which a shadow, or the second stroke of bold letters, stands off
_SAME_SPOT = 1.5  # points by which text may move from one state of an animated slide to the next
_SQUARE = 20.0  # points; a shadow stands off by less
_FEWEST = 3  # runs of a page that may be an earlier state of the next one
_TINY = 0.5  # points; letters so small are there for machines


def cleaned(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return the pages without what is not to be read, and remarks on it."""
    kept, beside, twice = [], 0, 0
    for page in pages:
        seen = [run for run in page.runs if _is_seen(run, page)]
        once = _once(seen)
        beside += len(page.runs) - len(seen)
        twice += len(seen) - len(once)
        kept.append(replace(page, runs=tuple(once)))
    states = {page.number for page, after in pairwise(kept) if _becomes(page, after)}
    remarks = []
    if beside:
        remarks.append(f"{_counted(beside, 'run')} of text off the page left out")
    if twice:
        remarks.append(f"{_counted(twice, 'run')} of text drawn twice left out")
    if states:
        named = ", ".join(map(str, sorted(states)))
        remarks.append(
            f"left out as earlier states of the page that follows: page{'s' * (len(states) > 1)} "
            + named
        )
    return [page for page in kept if page.number not in states], tuple(remarks)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _is_seen(run: Run, page: Page) -> bool:
    x, y = run.middle
    return 0 <= x <= page.width and 0 <= y <= page.height and run.em > _TINY


def _once(runs: Iterable[Run]) -> list[Run]:
    """Drop each run that stands where the same text stands already."""
    kept: list[Run] = []
    near: dict[tuple[str, int, int], list[Run]] = {}  # by text and square of the page
    for run in runs:
        x, y = int(run.left // _SQUARE), int(run.top // _SQUARE)
        around = [(run.text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if any(_is_on(run, other) for one in around for other in near.get(one, ())):
            continue
        near.setdefault((run.text, x, y), []).append(run)
        kept.append(run)
    return kept


def _is_on(run: Run, other: Run) -> bool:
    near = _SAME_PLACE * run.em
    return (
        abs(run.left - other.left) <= near
        and abs(run.top - other.top) <= near
        and abs(run.right - other.right) <= near
    )


def _becomes(page: Page, after: Page) -> bool:
    """Tell whether all of the page stands on the next one at the same place, with more beside it.

    Presentations exported with their animation give a page for each state. What numbers the pages
    may differ.
    """
    if not _FEWEST <= len(page.runs) < len(after.runs):
        return False
    if (page.width, page.height) != (after.width, after.height):
        return False
    there = _spots(after.runs)
    missing = [run for run in page.runs if not _stands(run, there)]
    return not missing or (len(missing) == 1 and missing[0].text.strip().isdigit())


def _spots(runs: Iterable[Run]) -> Counter[tuple[str, int, int]]:
    return Counter(
        (run.text, round(run.left / _SAME_SPOT), round(run.top / _SAME_SPOT)) for run in runs
    )


def _stands(run: Run, there: Counter[tuple[str, int, int]]) -> bool:
    x, y = round(run.left / _SAME_SPOT), round(run.top / _SAME_SPOT)
    return any((run.text, x + dx, y + dy) in there for dx in (-1, 0, 1) for dy in (-1, 0, 1))
