"""Summaries of earnings reports with their cells, and which of these the tables give back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.tables import facts, read_tables
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from termalign.records import Language

CellText = tuple[str, str, str, Decimal | None]  # period, item, unit, value


class Summary(NamedTuple):
    """A summary's text and all its cells."""

    language: Language
    text: str
    cells: tuple[CellText, ...]


def summaries(path: Path) -> Iterator[Summary]:
    """Yield the summaries of a JSON Lines file."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        cells = tuple(
            (period, item, unit, None if value is None else Decimal(value))
            for period, item, unit, value in record["cells"]
        )
        yield Summary(record["language"], record["text"], cells)


def read_cells(summary: Summary) -> list[CellText]:
    """Return the cells of a summary that its tables do not hold; of equal ones each counts."""
    found = [
        (_plain(fact.period), _plain(fact.item), fact.unit, fact.value)
        for table in read_tables(summary.text, summary.language)
        for fact in facts(table)
    ]
    wrong = []
    for cell in summary.cells:
        period, item, unit, value = cell
        wanted = (_plain(period), _plain(item), unit, value)
        if wanted in found:
            found.remove(wanted)
        else:
            wrong.append(cell)
    return wrong


def _plain(label: str) -> str:
    return "".join(fold_width(label).split()).casefold()
