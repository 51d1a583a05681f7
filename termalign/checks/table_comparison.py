"""Two tables that translate one another, cell by cell: rows and columns by label, never by place.

What comes out are the verdicts that other figures have too, and two of their own: "table-unit" for
a declared unit that was changed without the cells, or the cells without the unit, and "swap" for
cells that stand in each other's place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.table_labels import column_order
from termalign.checks.table_row_pairs import digits_of, paired_rows
from termalign.figures import units
from termalign.figures.agreement import AGREEING, Verdict, compare, verdict
from termalign.figures.comparison import compare_texts
from termalign.figures.tables import (
    Cell,
    Column,
    Row,
    Table,
    blanked,
    is_period,
    lines_of,
    read_tables,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.figures.agreement import Code
    from termalign.figures.table_units import Unit
    from termalign.records import Figure
    from termalign.settings import Profile

# A record is taken for a table when so many of its rows are, and at least half of its lines.
_LEAST_ROWS, _LEAST_SHARE = 1, 0.5
# A larger one is compared as running text is, in linear time.
_MOST_ROWS, _MOST_WRONG = 200, 100
_POWERS = tuple(range(-9, 10))
# A cost, payment or loss may be printed as a positive number in one of the languages.
_JA_OUTGOING = re.compile("費用|原価|支出|支払|損失|減少|返済|取得|消去|控除|配当")
_EN_OUTGOING = re.compile(
    r"cost|expens|loss|paid|payment|purchase|repay|decrease|less:|used in|dividend|deduct|acqui",
    re.IGNORECASE,
)


class _Pair(NamedTuple):
    """A Japanese cell and its English one."""

    ja: Cell
    en: Cell
    row: int
    labels: tuple[str, str]


def compare_tables(ja_text: str, en_text: str, profile: Profile) -> tuple[Verdict, ...] | None:
    """Return the verdicts on two texts that are tables; None where one of them is none.

    What stands outside the cells, heads, labels and notes, is compared as any text is.
    """
    if "\n" not in ja_text.strip() or "\n" not in en_text.strip():
        return None
    ja, en = read_tables(ja_text, "ja"), read_tables(en_text, "en")
    if not _is_tabular(ja_text, ja) or not _is_tabular(en_text, en):
        return None
    # Several tables are compared one by one where both texts have as many, else as one.
    sides = list(zip(ja, en, strict=True)) if len(ja) == len(en) else [(_joined(ja), _joined(en))]
    verdicts: list[Verdict] = []
    for one, other in sides:
        found = _compare(one, other, profile)
        if found is None:
            return None
        verdicts += found
    around = compare_texts(blanked(ja_text, ja), blanked(en_text, en), profile)
    return (*verdicts, *around)


def _is_tabular(text: str, tables: Sequence[Table]) -> bool:
    rows = sum(len(table.rows) for table in tables)
    heads = sum(len(table.heads) for table in tables)
    return _LEAST_ROWS <= rows <= _MOST_ROWS and rows + heads >= lines_of(text) * _LEAST_SHARE


def _joined(tables: Sequence[Table]) -> Table:
    """Return several tables as one: their rows keep their own columns' units."""
    widest = max(tables, key=lambda table: len(table.columns))
    declared = next((table.declared for table in tables if table.declared), None)
    return replace(
        widest, rows=tuple(row for table in tables for row in table.rows), declared=declared
    )


def _compare(ja: Table, en: Table, profile: Profile) -> list[Verdict] | None:
    if _is_turned(ja, en):
        en = _turned(en)
    paired, ja_left, en_left = paired_rows(ja.rows, en.rows, profile)
    if not paired:
        return None
    order = _order(ja, en, profile)
    pairs: list[_Pair] = []
    verdicts: list[Verdict] = []
    for number, (one, other) in enumerate(paired):
        cells, lone = _paired_cells(one, other, order)
        labels = (one.label, other.label)
        pairs += [_Pair(first, second, number, labels) for first, second in cells]
        verdicts += lone
    verdicts += [_lone_row(row, "missing") for row in ja_left if _holds(row)]
    verdicts += [_lone_row(row, "extra") for row in en_left if _holds(row)]
    powers, changed = _powers(pairs)
    verdicts += changed
    compared = [(pair, _cell_verdict(pair, powers)) for pair in pairs]
    return verdicts + _with_swaps(_without_conventions(compared), powers)


def _is_turned(ja: Table, en: Table) -> bool:
    """Tell whether the one has the periods as its rows, the other as its columns."""
    if len(ja.rows) != len(en.columns) or len(ja.columns) != len(en.rows):
        return False
    periods = [
        all(is_period(label, table.language) for label in labels)
        for table in (ja, en)
        for labels in ([row.label for row in table.rows], [one.head for one in table.columns])
    ]
    return periods in ([True, False, False, True], [False, True, True, False])


def _turned(table: Table) -> Table:
    """Return a table with its rows as columns; a cell keeps the unit that reached it."""
    columns = tuple(Column(row.label) for row in table.rows)
    rows = []
    for place, column in enumerate(table.columns):
        cells = [
            replace(cell, column=at)
            for at, row in enumerate(table.rows)
            for cell in row.cells
            if cell.column == place
        ]
        if cells:
            rows.append(Row(column.head, cells[0].start, cells[0].end, tuple(cells)))
    return replace(table, columns=columns, rows=tuple(rows))


def _holds(row: Row) -> bool:
    return any(cell.shown is not None and cell.shown.value for cell in row.cells)


def _magnitude(figure: Figure) -> Decimal:
    return abs(figure.value)


def _lone_row(row: Row, code: str) -> Verdict:
    shown = max((cell.shown for cell in row.cells if cell.shown), key=_magnitude)
    if code == "missing":
        reason = f"the row “{row.label}” is not in the English"
        return Verdict("missing", shown, None, reason, cell=True)
    return Verdict("extra", None, shown, f"the row “{row.label}” is not in the Japanese")


# --- columns -----------------------------------------------------------------------------------


def _order(ja: Table, en: Table, profile: Profile) -> list[int] | None:
    """Return where each Japanese column stands in the English, by the heads."""
    ones, others = [c.head for c in ja.columns], [c.head for c in en.columns]
    if len(set(ones)) < len(ones) or len(set(others)) < len(others):
        return None  # 売上高 twice: the amount and its change
    return column_order(ones, others, profile)


def _paired_cells(
    ja: Row, en: Row, order: list[int] | None
) -> tuple[list[tuple[Cell, Cell]], list[Verdict]]:
    """Return two rows' cells by column, and verdicts on cells without a partner."""
    ones, others = list(ja.cells), list(en.cells)
    if len(ones) == len(others):
        if order is None or len(order) != len(ones):
            return list(zip(ones, others, strict=True)), []
        by_column = {cell.column: cell for cell in others}
        return [(cell, by_column.get(order[cell.column], cell)) for cell in ones], []
    # A nil mark may be left blank in the other language.
    ones = [cell for cell in ones if cell.shown is not None]
    others = [cell for cell in others if cell.shown is not None]
    if len(ones) == len(others):
        return list(zip(ones, others, strict=True)), []
    return _met_in_order(ones, others)


def _met_in_order(
    ja: Sequence[Cell], en: Sequence[Cell]
) -> tuple[list[tuple[Cell, Cell]], list[Verdict]]:
    """Pair the cells of rows of different length by their digits, in order."""
    pairs: list[tuple[Cell, Cell]] = []
    verdicts: list[Verdict] = []
    at = 0
    for cell in ja:
        place = next(
            (n for n in range(at, len(en)) if digits_of(en[n].shown) == digits_of(cell.shown)), None
        )
        if place is None:
            verdicts.append(verdict("missing", cell.shown, None))
            continue
        verdicts += [verdict("extra", None, one.shown) for one in en[at:place]]
        pairs.append((cell, en[place]))
        at = place + 1
    return pairs, verdicts + [verdict("extra", None, one.shown) for one in en[at:]]


# --- units -------------------------------------------------------------------------------------

_Key = tuple[tuple[int, int] | None, ...]  # the spans of both declarations


def _powers(pairs: Sequence[_Pair]) -> tuple[dict[_Key, int], list[Verdict]]:
    """Return the power of ten between Japanese and English numbers under each two declarations.

    And the verdicts on declarations that the numbers belie: 単位：百万円 and Unit: ¥ billion over
    the same 8,121 8,340.
    """
    groups: dict[_Key, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.ja.is_bare and pair.en.is_bare and not _is_exempt(pair):
            groups[_key(pair)].append(pair)
    powers: dict[_Key, int] = {}
    verdicts: list[Verdict] = []
    for key, members in groups.items():
        one, other = members[0].ja.unit, members[0].en.unit
        votes = {power: _agreeing(members, power) for power in _POWERS}
        declared = _declared_power(one, other)
        best = max(_POWERS, key=lambda p: (votes[p], p == declared, p == 0, -abs(p)))
        least = max(1, -(-len(members) * 2 // 3)) if len(members) < 6 else len(members) // 2 + 1
        belied = declared is not None and best != declared and votes[best] >= least
        if declared is None:
            powers[key] = best if votes[best] * 2 >= len(members) else 0
        else:
            powers[key] = best if belied else declared
        if one and other and (belied or _other_unit(one, other)):
            verdicts.append(_unit_verdict(one, other, members[0]))
    return powers, verdicts


def _is_exempt(pair: _Pair) -> bool:
    """Tell whether a declaration does not reach the row: a ratio, an amount per share, a count."""
    return any(cell.unit is not None and cell.unit.start == cell.unit.end for cell in pair[:2])


def _key(pair: _Pair) -> _Key:
    return tuple((unit.start, unit.end) if unit else None for unit in (pair.ja.unit, pair.en.unit))


def _agreeing(pairs: Sequence[_Pair], power: int) -> int:
    factor = Decimal(10) ** power
    met = 0
    for pair in pairs:
        ja, en = pair.ja.shown, pair.en.shown
        assert ja
        assert en
        if ja.value and en.value:
            met += compare(_plain(ja), _plain(en, factor)) in AGREEING
    return met


def _plain(figure: Figure, factor: Decimal = units.ONE) -> Figure:
    """Return a figure's magnitude times a factor, as a bare number without a sign."""
    return replace(
        figure,
        kind="count",
        unit=units.BARE,
        value=abs(figure.value) * factor,
        step=figure.step * factor,
        sign="",
        hedge="",
    )


def _declared_power(ja: Unit | None, en: Unit | None) -> int | None:
    """Return the power of ten by which the English number is smaller, as the units declare it."""
    if ja is None or en is None:
        return None
    one, other = units.MEASURES.get(ja.unit), units.MEASURES.get(en.unit)
    measured = one is not None and other is not None and one.family == other.family
    ratio = other.factor / one.factor if measured and one and other else units.ONE
    return (en.factor / ja.factor * ratio).adjusted()


def _other_unit(ja: Unit, en: Unit) -> bool:
    """Tell whether two declarations cannot be one: of yen and dollars, of per cent and yen."""
    ratio = units.PERCENT in {ja.unit, en.unit}
    return ja.unit != en.unit and (ja.is_money or ratio) and (en.is_money or ratio)


def _unit_verdict(ja: Unit, en: Unit, pair: _Pair) -> Verdict:
    """Return the verdict on two declarations, as figures that span the words."""
    assert pair.ja.shown
    assert pair.en.shown
    one = replace(pair.ja.shown, start=ja.start, end=ja.end, value=ja.factor, unit=ja.unit)
    other = replace(pair.en.shown, start=en.start, end=en.end, value=en.factor, unit=en.unit)
    reason = (
        f"the declared units do not fit the cells: {pair.ja.shown.surface} stands as "
        f"{pair.en.shown.surface}"
    )
    return Verdict("table-unit", one, other, reason)


# --- cells -------------------------------------------------------------------------------------


def _cell_verdict(pair: _Pair, powers: dict[_Key, int]) -> Verdict | None:
    """Return what is to say of two cells; None where both are nil."""
    ja, en = pair.ja.shown, pair.en.shown
    if ja is None or en is None:
        alone = ja or en
        if alone is None or not alone.value:
            return None
        if ja is None:
            return Verdict(
                "extra", None, en, f"{alone.surface} stands in a cell that is empty", cell=True
            )
        return Verdict(
            "missing", ja, None, f"the cell of {alone.surface} is empty in the English", cell=True
        )
    code = _code(pair, powers)
    return verdict(code, ja, en) if code else _unlike(ja, en)


def _unlike(ja: Figure, en: Figure) -> Verdict:
    return Verdict("value", ja, en, f"{ja.surface} is not {en.surface}")


def _code(pair: _Pair, powers: dict[_Key, int]) -> Code | None:
    one, other = _comparable(pair, powers)
    code = compare(one, other)
    if code in AGREEING and _signs_differ(one, other):
        return "sign"
    return code


def _comparable(pair: _Pair, powers: dict[_Key, int]) -> tuple[Figure, Figure]:
    """Return two cells' figures in one unit: bare numbers by what their declarations tell."""
    ja, en = pair.ja.shown, pair.en.shown
    assert ja
    assert en
    if pair.ja.is_bare and pair.en.is_bare:
        if _is_exempt(pair):
            return ja, en
        factor = Decimal(10) ** powers.get(_key(pair), 0)
        return ja, replace(en, value=en.value * factor, step=en.step * factor)
    if pair.ja.figure and pair.en.figure:
        return pair.ja.figure, pair.en.figure
    return ja, en


def _signs_differ(ja: Figure, en: Figure) -> bool:
    """Tell whether one cell is negative and the other not, by mark or by parentheses."""
    return bool(ja.value and en.value) and (ja.value < 0) != (en.value < 0)


def _without_conventions(
    compared: Sequence[tuple[_Pair, Verdict | None]],
) -> list[tuple[_Pair, Verdict]]:
    """Return the verdicts without those on rows whose signs are turned by convention.

    取得による支出 5,684 may be Purchase of … (5,684): costs and payments that flip as a whole row.
    """
    kept: list[tuple[_Pair, Verdict]] = []
    by_row: dict[int, list[tuple[_Pair, Verdict]]] = defaultdict(list)
    for pair, found in compared:
        if found is not None:
            by_row[pair.row].append((pair, found))
    for members in by_row.values():
        turned = [found for _, found in members if found.code == "sign"]
        ja, en = members[0][0].labels
        whole = len(turned) == len([1 for _, found in members if found.ja and found.ja.value])
        if whole and turned and (_JA_OUTGOING.search(ja) and _EN_OUTGOING.search(en)):
            kept += [
                (p, verdict("equal", f.ja, f.en) if f.code == "sign" else f) for p, f in members
            ]
        else:
            kept += members
    return kept


# --- swaps -------------------------------------------------------------------------------------


def _with_swaps(
    compared: Sequence[tuple[_Pair, Verdict]], powers: dict[_Key, int]
) -> list[Verdict]:
    """Return the verdicts with each two cells that stand in each other's place made one."""
    wrong = [(pair, found) for pair, found in compared if not found.agrees and pair.ja.shown]
    taken: set[int] = set()
    swaps: list[Verdict] = []
    for one, (pair, found) in enumerate(wrong[:_MOST_WRONG]):
        for other in range(one + 1, min(len(wrong), _MOST_WRONG)):
            partner = wrong[other][0]
            if {one, other} & taken or not _crossed(pair, partner, powers):
                continue
            taken |= {one, other}
            swaps.append(_swap(pair, partner, found))
    gone = {id(wrong[number][1]) for number in taken}
    return [found for _, found in compared if id(found) not in gone] + swaps


def _crossed(one: _Pair, other: _Pair, powers: dict[_Key, int]) -> bool:
    if not (one.en.shown and other.en.shown and other.ja.shown):
        return False
    same_line = one.row == other.row or one.ja.column == other.ja.column
    first, second = one._replace(en=other.en), other._replace(en=one.en)
    return same_line and all(_code(pair, powers) in AGREEING for pair in (first, second))


def _swap(one: _Pair, other: _Pair, found: Verdict) -> Verdict:
    assert one.en.shown
    assert other.en.shown
    reason = (
        f"{one.en.shown.surface} and {other.en.shown.surface} stand in each other's place: "
        f"{one.labels[1] or one.labels[0]}"
    )
    return Verdict("swap", found.ja, found.en, reason)
