"""The figures that agree, a row each with the reason: what a clean check rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.exchange.delimited import write_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from termalign.records import Match, Side

HEADER = ("place", "figure", "other_place", "other_figure", "reason")


def write_matches(matches: Iterable[Match], stream: BinaryIO) -> None:
    """Write the matches as TSV under HEADER: both places and figures, and why they are one."""
    write_tsv(HEADER, ((*_cells(m.one), *_cells(m.other), m.reason) for m in matches), stream)


def _cells(side: Side) -> tuple[str, str]:
    """Return a side's place and its figure, or its whole text where it has no span."""
    start, end = side.spans[0] if side.spans else (0, len(side.text))
    return side.place, side.text[start:end]
