"""Tables for people: columns aligned by their width on a terminal, nothing hidden in them."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

import click

from termalign.text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "
# A column does not grow wider than this for one long cell; the cell then pushes its row only.
_WIDEST = 44
_COLOURS: dict[str, str] = {
    "approved": "green",
    "do-not-translate": "green",
    "reference": "cyan",
    "proposed": "yellow",
    "forbidden": "red",
    "rejected": "red",
}


_BRIEF = 80  # characters of what was typed or pasted that a message repeats


def visible(text: str) -> str:
    r"""Return `text` with what a terminal would obey instead of show made visible: \x1b, \u202e.

    A term from a file could otherwise colour, hide or reverse what stands round it.
    """
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else ascii(c)[1:-1]
        for c in text
    )


def brief(text: str) -> str:
    """Return the beginning of a text for a message, visible, … for the rest."""
    return visible(text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…")


def padded(text: str, width: int) -> str:
    """Return `text` with spaces after it up to `width` columns; Japanese takes two a character."""
    return text + " " * (width - display_width(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines, their columns aligned; cells are made visible."""
    if not rows:
        return []
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [column_width(column) for column in zip(*shown, strict=True)]
    return [_GAP.join(map(padded, row, widths)).rstrip() for row in shown]


def column_width(cells: Sequence[str]) -> int:
    """Return the columns that `cells` take one below the other."""
    return min(max(map(display_width, cells)), _WIDEST)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` as lines of up to `width` columns, broken at spaces where there are some."""
    lines, line = [], ""
    for word in re.findall(r"[!-~]+|.", text):  # a Latin word, or one sign of Japanese
        if line and display_width(line + word) > width:
            lines.append(line.rstrip())
            line = ""
        line += word if line or word != " " else ""
    return [*lines, line] if line else lines


def coloured(line: str, status: str) -> str:
    """Return `line` with the word of a status in its colour, unless NO_COLOR is set."""
    before, gap, after = line.rpartition(f"{_GAP}{status}")
    if not gap or os.environ.get("NO_COLOR"):
        return line
    return f"{before}{_GAP}{click.style(status, fg=_COLOURS[status])}{after}"
