"""A line as a table's row: the cells it ends with, and the label before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from termalign.figures import find_figures, units
from termalign.figures.notation import fold, plain_worth
from termalign.records import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from termalign.records import Language

# A dash or the like that stands alone says that there is nothing: － in a cell is no minus.
_NIL = re.compile(
    r"(?<![^\s|（(])(?:[-‐‑‒–—―─－ー−]{1,3}|n/?a\.?|n\.a\.|n\.m\.|nil|該当なし|なし)(?![^\s|）)])",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"[\s|｜／/()（）～〜~–—]*|\s+(?:up|down)\s+|[安高]\s*|\s*[(（][^()（）0-9]{1,12}[)）]\s*"
)
# (45) in running text may be a list's number or a note's; at the end of a row it is a cell.
_BRACKETED = re.compile(r"(?<=[\s)])\(([0-9]+(?:\.[0-9]+)?)\)(?=\s|$)")
_FUSED_NOTE = re.compile(r"(?:\( ?(?:注|\*|※) ?\)|※|\*|注)\s?([0-9])(?=[0-9]{1,3}(?:,[0-9]{3})+)")
# Periods of time are a label's own figures: "Six months ended …", 第2四半期.
_TIMES = frozenset({"year", "month", "week", "day", "quarter", "term", units.ORDINAL})
# What a sentence ends with before its figure; a label does not.
_PROSE = re.compile(
    r"(?:[はがをにでとも、。]|\b(?:was|were|is|are|of|to|by|at|and|with|from|than|about|approximately"
    r"|over|on|in|for|or|the|under))\s*$",
    re.IGNORECASE,
)
_LONGEST_LABEL = {"ja": 60, "en": 160}  # 持分法適用会社におけるその他の包括利益に対する持分 has 26
_SENTENCE = re.compile(r"(?:。|[a-z]{4}\.)\s*$")
_LEADERS = re.compile(r"[.…‥・·]{2,}$")  # of a table of contents
_LONGEST_ROW = 600  # signs; twenty-four columns of accounts in dollars take 400
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row's label and cells: (start, end, the figure as printed or None for nil)."""

    label: str
    start: int
    end: int
    cells: tuple[tuple[int, int, Figure | None], ...]

    def moved(self, by: int) -> RowText:
        """Return the row with its spans counted from elsewhere."""
        cells = tuple(
            (start + by, end + by, shown and replace(shown, start=start + by, end=end + by))
            for start, end, shown in self.cells
        )
        return RowText(self.label, self.start + by, self.end + by, cells)


def read_row(line: str, language: Language, *, of_nil: bool = False) -> RowText | None:
    """Return a line's label and the cells it ends with; None where it is no row.

    `of_nil` tells that marks for nothing alone may be cells.

    A line of years or quarters is a head, one of prose is none either.
    """
    if (
        len(line) > _LONGEST_ROW
        or _SENTENCE.search(line)
        or not (of_nil or any(sign.isdigit() for sign in line))
    ):
        return None
    found = sorted(_candidates(line, language), key=lambda cell: cell[0])
    cells: list[tuple[int, int, Figure | None]] = []
    at = len(line.rstrip())
    for start, end, figure in reversed(found):
        if end > at or not _GAP.fullmatch(line[end:at]):
            break
        cells.insert(0, (start, end, figure))
        at = start
    cells = _without_years(line, cells)
    if not cells or not (of_nil or any(figure is not None for _, _, figure in cells)):
        return None
    label = line[: cells[0][0]]
    name = label.strip(" 　\t|｜:：・•")
    if len(name) > _LONGEST_LABEL[language] or _PROSE.search(label) or not _is_label(name, cells):
        return None
    start = label.find(name) if name else 0
    resolved = _resolved(line, cells)
    return RowText(name, start, cells[-1][1], tuple(resolved))


def _candidates(line: str, language: Language) -> Iterator[tuple[int, int, Figure | None]]:
    """Yield what may be a cell: figures that are no dates, years, nil marks."""
    plain = _FUSED_NOTE.sub(lambda match: " " * len(match[0]), fold(line))
    figures = find_figures(plain, language)
    taken: list[tuple[int, int]] = []
    for match in _BRACKETED.finditer(plain):
        worth = plain_worth(match[1])
        if worth:
            start, end = match.span()
            taken.append((start, end))
            surface = line[start:end]
            yield (
                start,
                end,
                Figure("count", -worth.value, worth.step, "", surface, start, end, "()"),
            )
    bracketed = tuple(taken)
    for figure in figures:
        if any(start <= figure.start < end for start, end in bracketed):
            continue
        if figure.kind == "period" or (figure.unit in _TIMES and figure.kind == "count"):
            continue
        if figure.kind == "date":
            if not _YEAR.fullmatch(figure.surface):
                continue
            worth = plain_worth(figure.surface)
            assert worth is not None  # four digits
            number = replace(figure, kind="count", value=worth.value, step=worth.step, unit="")
        else:
            number = figure
        if not any(sign.isdigit() for sign in figure.surface):
            continue
        taken.append((figure.start, figure.end))
        yield figure.start, figure.end, replace(number, surface=line[figure.start : figure.end])
    for match in _NIL.finditer(fold(line)):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match.start(), match.end(), None


def _without_years(
    line: str, cells: list[tuple[int, int, Figure | None]]
) -> list[tuple[int, int, Figure | None]]:
    """Return the cells without the years of a head or label: 2021 2022 2023, "… 2024 4,836"."""
    years = [bool(_YEAR.fullmatch(line[start:end])) for start, end, _ in cells]
    if any(years) and all(
        year or figure is None for year, (_, _, figure) in zip(years, cells, strict=True)
    ):
        return []
    # A year that begins the cells is the label's end; one among others is a number.
    while years and years[0] and not line[: cells[0][0]].strip():
        del years[0], cells[0]
    return cells


def _is_label(name: str, cells: list[tuple[int, int, Figure | None]]) -> bool:
    """Tell whether a row's label can stand before the cells: no "1.", no contents' "……"."""
    if not name:
        return sum(figure is not None for _, _, figure in cells) > 1
    return any(sign.isalpha() for sign in name) and not _LEADERS.search(name)


# --- a footnote's digit fused to a number -------------------------------------------------------


def _resolved(
    line: str, cells: list[tuple[int, int, Figure | None]]
) -> list[tuple[int, int, Figure | None]]:
    """Return the cells with a footnote's digit taken off where the row's arithmetic needs it.

    In 売上収益 246,532 45,000 +1,532 the 2 is the note's: 46,532 less 45,000 is 1,532.
    """
    shown = [figure for _, _, figure in cells[:3]]
    if len(cells) < 3 or any(figure is None or figure.unit for figure in shown):
        return cells
    values = [figure.value for figure in shown if figure]
    if _adds_up(*values):
        return cells
    for place in (0, 1):
        start, end, figure = cells[place]
        surface = line[start:end]
        if figure is None or figure.value < _LEAST_FUSED:
            continue  # 74 6 △2 78: opened, closed
        worth = plain_worth(fold(surface[1:]).lstrip(",")) if surface[1:2] != "," else None
        if worth is None:
            continue
        trial = [*values]
        trial[place] = worth.value
        if _adds_up(*trial):
            shorter = replace(
                figure, value=worth.value, step=worth.step, surface=surface[1:], start=start + 1
            )
            return [*cells[:place], (start + 1, end, shorter), *cells[place + 1 :]]
    return cells


_LEAST_FUSED = 1000


def _adds_up(one: Decimal, other: Decimal, difference: Decimal) -> bool:
    return difference in {one - other, other - one} and difference != 0
