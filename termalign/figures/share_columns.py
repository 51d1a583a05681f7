"""Shares of a total, down a column: 機械 245 49.0％ of 合計 500 100.0％."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, holds
from termalign.figures.rows import written_like
from termalign.figures.totals import is_grand_total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.figures.intervals import Rounding
    from termalign.figures.rows import Block, Cell, Row

_HUNDRED = Decimal(100)


def broken_shares(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the shares that are not their row's part of the total, where other rows' are.

    The total's own share is 100; what it is a share of stands right before it.
    """
    total = next((row for row in block.rows if is_grand_total(row.label)), None)
    if total is None:
        return
    rows = [row for row in block.rows if row is not total and len(row.cells) == len(total.cells)]
    for at in range(1, len(total.cells)):
        whole, everything = total.cells[at - 1], total.cells[at]
        if everything.value != _HUNDRED or not whole.value or whole.unit or whole.value < 0:
            continue
        verdicts = [_keeps(row.cells[at], row.cells[at - 1], whole) for row in rows]
        kept, broken = verdicts.count(True), verdicts.count(False)
        if kept < broken or (kept == broken and not sure):
            continue
        for row, verdict in zip(rows, verdicts, strict=True):
            if verdict is False:
                yield _discrepancy(row, at, whole)


def _keeps(share: Cell, part: Cell, whole: Cell) -> bool | None:
    """Tell whether a share is right; None where it cannot be told."""
    if share.value is None or part.value is None or min(share.value, part.value) <= 0:
        return None
    return holds(share.interval, partial(_share, part, whole))


def _share(part: Cell, whole: Cell, rounding: Rounding) -> Interval:
    return part.interval(rounding).by(whole.interval(rounding)).scaled(_HUNDRED)


def _discrepancy(row: Row, at: int, whole: Cell) -> Discrepancy:
    share, part = row.cells[at], row.cells[at - 1]
    assert part.value is not None
    assert whole.value is not None
    right = written_like(share, part.value / whole.value * _HUNDRED)
    reason = f"{row.label}: {part.surface} / {whole.surface} = {right}, not {share.surface}"
    spans = tuple((cell.start, cell.end) for cell in (share, part, whole))
    return Discrepancy("ratio", spans, reason, right)
