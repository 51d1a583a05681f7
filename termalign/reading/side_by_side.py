"""Two tables side by side whose lines the text of a PDF holds as one.

営業債権 41,340 39,017 借入金 20,430 31,408 is a row of either. The left table's rows come first,
then the right one's; what stands alone between them is taken for the right one's, the longer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termalign.records import Block

_FEWEST = 3  # lines of one build; fewer may be anything
_CELL = r"(?:[(（]?[+△▲-]?[¥$]?[0-9][0-9,.]*[)）]?%?|[-–—―－]|n/a)"
# Two labels with two or more cells each; the second label begins with a letter.
_TWO = re.compile(
    rf"(?P<left>\s*(?![0-9(（△▲+-])\S.*?(?:\s+{_CELL}){{2,}})\s+"
    rf"(?P<right>(?![0-9△▲+-])[^\s0-9(（].*?(?:\s+{_CELL}){{2,}})\s*"
)
_CELLS = re.compile(rf"(?:\s+{_CELL})+$")


class _Halves(NamedTuple):
    left: str
    right: str
    cells: int  # of each


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, rows of two tables side by side each as two."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == "row":
            run.append(block)
            continue
        yield from _parted_run(run)
        run = []
        yield block
    yield from _parted_run(run)


def _parted_run(run: list[Block]) -> Iterator[Block]:
    halves = [_halves(block.text) for block in run]
    builds = [one.cells for one in halves if one]
    build = max(set(builds), key=builds.count, default=0)
    if builds.count(build) < _FEWEST:
        yield from run
        return
    left: list[Block] = []
    right: list[Block] = []
    for block, half in zip(run, halves, strict=True):
        if half and half.cells == build:
            left.append(replace(block, text=half.left))
            right.append(replace(block, text=half.right))
        else:
            (right or left).append(block)
    yield from (*left, *right)


def _halves(line: str) -> _Halves | None:
    """Return the two rows of a line with as many cells each; None for a line that is one row."""
    match = _TWO.fullmatch(line)
    if not match:
        return None
    left, right = match["left"].strip(), match["right"].strip()
    counts = {_count(left), _count(right)}
    return _Halves(left, right, counts.pop()) if len(counts) == 1 else None


def _count(row: str) -> int:
    cells = _CELLS.search(row)
    return len(cells[0].split()) if cells else 0
