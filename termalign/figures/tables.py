"""Tables in a text, as PDF text or a record of several lines gives them: rows, columns, units.

A row is a line that ends in cells; what stands before them is its label. The lines above it are
heads: of columns, of units (百万円 ％ 百万円 ％), of the whole table (単位：百万円), which in text
taken from PDF may also stand below the cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from termalign.figures import find_figures, units
from termalign.figures.notation import fold
from termalign.figures.row_cells import RowText, read_row
from termalign.figures.table_heads import Head, head_of, split_heads
from termalign.figures.table_units import Unit, exemption, row_unit, unit_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from termalign.records import Figure, FigureKind, Language


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what it shows, what it is worth.

    `shown` is the figure as printed (74,244) and `figure` the same in base units (yen); both are
    None for a nil mark. `unit` is the declaration that holds for it, None where none reaches it.
    """

    column: int
    start: int
    end: int
    shown: Figure | None
    figure: Figure | None
    unit: Unit | None

    @property
    def is_bare(self) -> bool:
        """Whether the cell is a number without a unit of its own."""
        return self.shown is not None and self.shown.unit == units.BARE


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its label with the span, its cells in order, blank ones left out."""

    label: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    section: str = ""  # the line without cells it stands under: 流動資産


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, "" where it could not be told, and the unit the heads declare for it."""

    head: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns with what is declared for all of them; spans count in the text read."""

    language: Language
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    declared: Unit | None
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell by what it says: which item, of which period, in which unit; None is nil."""

    item: str
    period: str
    unit: str
    value: Decimal | None


def facts(table: Table) -> tuple[Fact, ...]:
    """Return a table's cells as facts: the label that names a period is the period."""
    found = []
    for row in table.rows:
        for cell in row.cells:
            head = table.columns[cell.column].head
            row_is_period = is_period(row.label, table.language)
            period, item = (row.label, head) if row_is_period else (head, row.label)
            if row_is_period and not head and table.heads:
                item = table.heads[-1].text
            unit = cell.figure.unit if cell.figure else cell.unit.unit if cell.unit else ""
            value = cell.figure.value if cell.figure else None
            found.append(Fact(item, period, unit, value))
    return tuple(found)


_RELATIVE = re.compile(
    "通期|前期|当期|今期|前年|当年|上期|下期|前連結|当連結|前中間|当中間|前第|当第"
    r"|full year|\b(?:previous|prior|current|last|this) (?:year|period|quarter|term)",
    re.IGNORECASE,
)


def is_period(label: str, language: Language) -> bool:
    """Tell whether a label names a period or a day: 2026年3月期, Full year, As of March 31."""
    if _RELATIVE.search(label):
        return True
    return any(figure.kind in {"date", "period"} for figure in find_figures(label, language))


# --- reading -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lines:
    """What is collected of a table while its lines are read."""

    heads: list[Head]
    rows: list[tuple[RowText, str]]  # with the section it stands under
    section: str = ""
    wrapped: tuple[str, int] | None = None  # the first part of a label, and where it begins
    below: list[Head] | None = None  # heads after the rows: a declaration, or the next table's


def read_tables(text: str, language: Language) -> tuple[Table, ...]:
    """Return the tables among the lines of `text`, in order; spans count in `text`.

    Empty where no line ends in cells. Never raises.
    """
    tables: list[Table] = []
    current = _Lines([], [])
    offset = 0
    lines = text.split("\n")
    parsed = [read_row(line, language) for line in lines]
    for number, (line, row) in enumerate(zip(lines, parsed, strict=True)):
        start, offset = offset, offset + len(line) + 1
        if row is not None:
            current = _with_row(current, row.moved(start), tables, language)
            continue
        if not line.strip():
            continue
        head = head_of(line[:_LONGEST_HEAD], start, language)
        if head.is_prose or len(line) > _LONGEST_HEAD:
            if current.rows:
                tables.append(_table(current, language))
            current = _Lines([], [])
        elif not current.rows:
            current.heads.append(head)
        elif _opens_table(head, _following(parsed, number + 1), _next(lines, number + 1)):
            tables.append(_table(current, language))
            current = _Lines([head], [])
        else:
            current = _between(current, head)
    if current.rows:
        tables.append(_table(current, language))
    return tuple(tables)


def _with_row(current: _Lines, row: RowText, tables: list[Table], language: Language) -> _Lines:
    """Take a row in, its label joined with the part that was wrapped above it."""
    below = current.below or []
    # A declaration after rows and before others is the next table's, if that one has its own.
    own = any(head.declares or head.units for head in current.heads)
    if own and any(head.declares for head in below):
        tables.append(_table(replace(current, below=None), language))
        current = _Lines(below, [])
    current.below = None
    if current.wrapped and row.label:
        first, start = current.wrapped
        joiner = "" if language == "ja" else " "
        row = replace(row, label=f"{first}{joiner}{row.label}", start=start)
    current.wrapped = None
    current.rows.append((row, current.section))
    return current


def _between(current: _Lines, head: Head) -> _Lines:
    """Take in a line without cells that stands between rows: a section, or half a label."""
    current.section = head.text
    if head.is_broken:
        current.wrapped = (head.text, head.start)
    current.below = [*(current.below or []), head]
    return current


_LONGEST_HEAD = 600  # signs; what is longer is running text
# Between a table's first head and its first row stand hardly more lines: heads, units, spans.
_MOST_HEADS = 8


def _following(parsed: Sequence[RowText | None], at: int) -> list[RowText]:
    """Return the first rows after a line, up to the next line without cells."""
    rows: list[RowText] = []
    for row in parsed[at : at + _MOST_HEADS]:
        if row is None and rows:
            break
        if row is not None:
            rows.append(row)
    return rows


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at : at + _MOST_HEADS] if line.strip()), "")


def _opens_table(head: Head, following: Sequence[RowText], upcoming: str) -> bool:
    """Tell whether a line among rows is the first of the next table's heads."""
    if not following:
        return False
    if head.units or head.periods >= 2 or unit_run(upcoming, 0, head.language)[0]:
        return True
    wide = max(len(row.cells) for row in following)
    return wide >= 2 and split_heads(head, wide) is not None and not head.is_broken


def _table(lines: _Lines, language: Language) -> Table:
    wide = max(len(row.cells) for row, _ in lines.rows)
    columns = _columns(lines.heads, wide, language)
    around = [*lines.heads, *(lines.below or [])]
    declared = next((head.declares for head in around if head.declares), None)
    rows = []
    for row, section in lines.rows:
        rows.append(_row(row, section, columns, declared, language))
    return Table(language, columns, tuple(rows), declared, tuple(lines.heads))


def _columns(heads: Sequence[Head], wide: int, language: Language) -> tuple[Column, ...]:
    run: list[Unit] = next((head.units for head in reversed(heads) if len(head.units) == wide), [])
    names: list[str] | None = None
    above: Head | None = None  # the line over the one that names the columns
    for place, head in reversed(list(enumerate(heads))):
        above = heads[place - 1] if place else None
        names = split_heads(head, wide)
        if names is None and run:
            owners = [unit for unit in run if unit.unit != units.PERCENT]
            names = _spread(split_heads(head, len(owners)), run)
        if names is not None:
            break
    names = _unwrapped(names, above, language) if names else [""] * wide
    found = []
    for position, name in enumerate(names):
        unit = run[position] if run else row_unit(name, 0, language)
        if unit and not run:
            unit = _placed(unit, name, heads)
        found.append(Column(name, unit))
    return tuple(found)


def _unwrapped(names: list[str], above: Head | None, language: Language) -> list[str]:
    """Join the last head with its first part, where that stands in a line of its own above.

    親会社株主に帰属する / 売上高 営業利益 当期純利益: there is no room for the whole beside others.
    """
    if above is None or not above.is_broken or above.declares:
        return names
    last = names[-1]
    whole = f"{above.text}{'' if language == 'ja' else ' '}{last}"
    return [whole if name == last else name for name in names]


def _placed(unit: Unit, name: str, heads: Sequence[Head]) -> Unit:
    """Return a unit found in a column's name with its span in the text."""
    for head in heads:
        at = head.text.find(name)
        if at >= 0:
            start = head.start + at
            return replace(unit, scope="column", start=start + unit.start, end=start + unit.end)
    return replace(unit, scope="column")


def _spread(names: list[str] | None, run: Sequence[Unit]) -> list[str] | None:
    """Give each amount's head to the change in per cent beside it too."""
    if names is None or run[0].unit == units.PERCENT:
        return None
    spread, position = [], -1
    for unit in run:
        position += unit.unit != units.PERCENT
        spread.append(names[position])
    return spread


def _row(
    row: RowText,
    section: str,
    columns: Sequence[Column],
    declared: Unit | None,
    language: Language,
) -> Row:
    own = row_unit(row.label, row.start, language)
    # 2026年3月期（予想） － 23.00 46.00 under five heads: what was paid is left blank, the cells
    # stand at the right; without a forecast the rest of the year is still to come.
    missing = len(columns) - len(row.cells)
    first = missing if re.search(r"予想|予定|forecast|plan", row.label, re.IGNORECASE) else 0
    cells = []
    for position, (start, end, shown) in enumerate(row.cells):
        column = position + first
        signed = shown is not None and bool(shown.sign)
        unit = own or columns[column].unit
        unit = unit or _reaching(declared, row, columns[column], language, signed=signed)
        cells.append(Cell(column, start, end, shown, _worth(shown, unit), unit))
    return Row(row.label, row.start, row.end, tuple(cells), section)


_COMPARED = re.compile("比(?:較)?$|%|％")


def _reaching(
    declared: Unit | None, row: RowText, column: Column, language: Language, *, signed: bool
) -> Unit | None:
    """Return the table's unit where it reaches a cell; another where the row or head is exempt."""
    exempt = exemption(row.label, language)
    # 前期比 106.6 names a period as what the cell is a rate of; 前期末比 ＋146 is a difference.
    compared = not signed and _COMPARED.search(column.head)
    if exempt is None and column.head and (compared or not is_period(column.head, language)):
        exempt = exemption(column.head, language)
    if exempt is None:
        return declared
    return Unit(units.ONE, exempt, "row", row.start, row.start)


_KINDS: dict[str, FigureKind] = {
    units.PERCENT: "percent",
    units.POINTS: "points",
    units.TIMES: "multiple",
}


def _worth(shown: Figure | None, unit: Unit | None) -> Figure | None:
    """Return a cell's figure in base units: 74,244 under 百万円 is 74,244,000,000 yen."""
    if shown is None or unit is None or shown.unit != units.BARE:
        return shown
    return replace(
        shown,
        kind=_KINDS.get(unit.unit, "amount" if unit.is_money else "count"),
        value=shown.value * unit.factor,
        step=shown.step * unit.factor,
        unit=unit.unit,
    )


def blanked(text: str, tables: Sequence[Table]) -> str:
    """Return `text` with the cells of its tables made spaces: heads, labels and prose are left."""
    signs = list(text)
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                signs[cell.start : cell.end] = " " * (cell.end - cell.start)
    return "".join(signs)


def lines_of(text: str) -> int:
    """Return how many lines of `text` hold anything."""
    return sum(bool(line.strip()) for line in fold(text).split("\n"))
