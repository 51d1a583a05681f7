"""Totals of a table, and the lines of a statement that follow from those above them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial, reduce
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures.claims import Discrepancy
from termalign.figures.intervals import Interval, holds
from termalign.figures.notation import fold
from termalign.figures.rows import Row, spans_of, written_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.intervals import Rounding
    from termalign.figures.rows import Block, Cell

_ZERO = Decimal(0)
_LEAST_KEEPING = 2  # parts of a total

# --- totals ------------------------------------------------------------------------------------

_TOTAL = re.compile(
    "^(?:[^ ]*(?:合計|総計|(?<![会累統設推集])計)|合 計)$"
    "|^(?:grand |sub)?-?total(?: [A-Za-z&' -]+)?$|^[A-Za-z ]* total$",
    re.IGNORECASE,
)
_PLAIN_TOTAL = re.compile("(?:総)?合 ?計|総計|計|(?:grand )?total", re.IGNORECASE)
_ADJUSTMENT = re.compile("調整額|(?:全社・?)?消去|adjustments?|eliminations?", re.IGNORECASE)
_OF_WHICH = re.compile("うち|内数|of which|^内", re.IGNORECASE)
_NOT_ADDED = re.compile(r"率|比|1株|per share|\bratio|margin|%|従業員|headcount", re.IGNORECASE)
_NEAR = (Decimal("0.5"), Decimal(2))
_FAR = (Decimal("0.05"), Decimal(20))  # a digit or a scale off, and no other kind of number


def is_grand_total(label: str) -> bool:
    """Tell whether a label is that of the total of all: 合計, Total."""
    return bool(_PLAIN_TOTAL.fullmatch(label))


def broken_totals(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the totals of a block that the rows above them do not make."""
    start = 0
    totals: list[Row] = []
    for at, row in enumerate(block.rows):
        if not _TOTAL.fullmatch(row.label) and not _is_adjusted(block.rows[:at]):
            continue
        items = _added(block.rows[start:at], row)
        if not items and totals and not is_grand_total(row.label):
            continue  # 負債合計 under 資産合計 has its parts elsewhere
        everything = [one for one in _added(block.rows[:at], row) if one not in totals]
        ways = [items[first:] for first in range(max(1, len(items) - 1))]
        ways += [everything, [*totals, *items], totals]
        ways = [way for way in ways if len(way) >= _LEAST_KEEPING]
        if ways:
            yield from _broken_total(row, ways, sure)
        totals.append(row)
        start = at + 1
    first = block.rows[0]
    if [first] == totals and len(block.rows) > _LEAST_KEEPING and sure:
        rest = _added(block.rows[1:], first)
        if len(rest) >= _LEAST_KEEPING and _all_positive(rest):
            yield from _broken_total(first, [rest], sure)


def _is_adjusted(rows: Sequence[Row]) -> bool:
    """Tell whether the last of these rows adjusts those above: the next one is what they make."""
    return len(rows) > _LEAST_KEEPING and bool(_ADJUSTMENT.match(rows[-1].label))


def _all_positive(rows: Sequence[Row]) -> bool:
    return all(cell.value is None or cell.value >= 0 for row in rows for cell in row.cells)


def _added(rows: Sequence[Row], total: Row) -> list[Row]:
    return [
        row
        for row in rows
        if len(row.cells) == len(total.cells)
        and not _OF_WHICH.search(row.label)
        and not _NOT_ADDED.search(row.label)
    ]


def _broken_total(total: Row, ways: Sequence[Sequence[Row]], sure: bool) -> Iterator[Discrepancy]:
    columns = [at for at in range(len(total.cells)) if _addable(total.cells[at])]
    best: Sequence[Row] = ways[0]
    verdicts: dict[int, bool | None] = {}
    for way in ways:
        tried = {at: _sums(total.cells[at], [row.cells[at] for row in way]) for at in columns}
        kept = list(tried.values()).count(True)
        if not verdicts or kept > list(verdicts.values()).count(True):
            best, verdicts = way, tried
    kept, broken = list(verdicts.values()).count(True), list(verdicts.values()).count(False)
    if not broken or kept < broken - (sure and broken == 1):
        return
    for at, verdict in verdicts.items():
        if verdict is False:
            found = _total_discrepancy(total, at, best)
            if found:
                yield found


def _addable(cell: Cell) -> bool:
    return cell.value is not None and cell.unit == ""


def _sums(total: Cell, parts: Sequence[Cell]) -> bool | None:
    given = [cell for cell in parts if cell.value is not None]
    if len(given) < _LEAST_KEEPING or any(cell.unit for cell in given):
        return None
    return holds(
        total.interval,
        lambda rounding: reduce(Interval.__add__, [cell.interval(rounding) for cell in given]),
    )


def _total_discrepancy(total: Row, at: int, parts: Sequence[Row]) -> Discrepancy | None:
    cell = total.cells[at]
    given = [row.cells[at] for row in parts if row.cells[at].value is not None]
    value = sum((one.value for one in given if one.value is not None), _ZERO)
    assert cell.value is not None
    if not value or not _NEAR[0] < cell.value / value < _NEAR[1]:
        return None
    right = written_like(cell, value)
    shown = " + ".join(one.surface for one in given)
    reason = f"{total.label}: {shown} = {right}, not {cell.surface}"
    return Discrepancy("sum", spans_of(cell, given), reason, right)


# --- a row's own total, in its last column ----------------------------------------------------

_YEAR_HEAD = re.compile(
    r"(?:1Q\S*\s+2Q\S*\s+3Q\S*\s+4Q|第1四半期\s+第2四半期\s+第3四半期\s+第4四半期|1H\S*\s+2H"
    r"|上期\s+下期)\S*\s+(?:full[- ]year|total|year|通期|年間|合計|計|FY\S*)\s*$",
    re.IGNORECASE,
)
# Domestic Overseas Total · 国内 海外 合計
_TOTAL_HEAD = re.compile(
    r"(?:[^\s|]+[\s|]+){2,}(?:grand |sub)?(?:totals?|合計|計|全社計?)[\s|]*$", re.IGNORECASE
)
_SHARED = re.compile("うち|内数|of which|調整前|[%％率比]|増減|change", re.IGNORECASE)
# What stands at the end of a quarter, or is a rate, does not add up over them.
_NO_FLOW = re.compile(
    "残高|末|数|率|比|単価|人員|balance|number|rate|ratio|margin|headcount|price|backlog|%",
    re.IGNORECASE,
)


def broken_years(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the years that their quarters, or halves, beside them in the row do not make."""
    heads = [line for line in fold(block.head).split("\n") if _YEAR_HEAD.search(line.strip())]
    if not heads:
        return
    wide = 3 if re.search("1H|上期", heads[-1]) else 5
    rows = [row for row in block.rows if len(row.cells) == wide and not _NO_FLOW.search(row.label)]
    yield from _broken_rows(rows, sure=sure)


def broken_rows(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the totals in the last column that the others do not make: Domestic Overseas Total."""
    head = fold(block.head).split("\n")[-1].strip(" |")
    if not _TOTAL_HEAD.search(head) or _SHARED.search(head):
        return
    names = len(re.split(r"[\s|]+", head))
    rows = [row for row in block.rows if len(row.cells) in {names, names - 1}]
    rows = [row for row in rows if not _NOT_ADDED.search(row.label)]
    yield from _broken_rows(rows, sure=sure)


def _broken_rows(rows: Sequence[Row], *, sure: bool) -> Iterator[Discrepancy]:
    rows = [row for row in rows if all(_addable(cell) for cell in row.cells)]
    verdicts = [_sums(row.cells[-1], row.cells[:-1]) for row in rows]
    if verdicts.count(True) < verdicts.count(False) + (-1 if sure else 1):
        return
    for row, verdict in zip(rows, verdicts, strict=True):
        if verdict is False:
            parts = [Row(row.label, (cell,)) for cell in row.cells[:-1]]
            found = _total_discrepancy(Row(row.label, row.cells[-1:]), 0, parts)
            if found:
                yield found


# --- statements --------------------------------------------------------------------------------


class _Step(NamedTuple):
    """Adjacent lines of a statement: those with their signs make the last."""

    parts: tuple[re.Pattern[str], ...]
    signs: tuple[int, ...]
    whole: re.Pattern[str]

    @property
    def labels(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of all its lines in order."""
        return (*self.parts, self.whole)


def _step(*names: str, signs: str) -> _Step:
    """Return a step; its last name is the whole's, `signs` are those of the parts: "+-"."""
    patterns = [re.compile(rf"(?:{words})(?: ?[(（].*)?", re.IGNORECASE) for words in names]
    return _Step(
        tuple(patterns[:-1]), tuple(1 if sign == "+" else -1 for sign in signs), patterns[-1]
    )


_REVENUE = "売上収益|売上高|営業収益|収益|(?:net |total |operating )?(?:revenues?|sales)"
_GROSS = "売上総利益|粗利益?|gross (?:profit|margin)"
_OPERATING = "営業利益|operating (?:profit|income)"
_ORDINARY = "経常利益|ordinary (?:profit|income)"
_BEFORE_TAX = (
    "税引前(?:当期|中間|四半期)?(?:純)?利益|税金等調整前(?:当期|中間|四半期)?純利益"
    "|(?:profit|income) before (?:income )?tax(?:es)?"
)
_FLOW = "(?:キャッシュ・?フロー|CF)"
_FLOWS = (
    f"営業(?:活動による)?{_FLOW}|(?:(?:net )?cash flows?.*)?operating (?:activities|cash flow|CF)",
    f"投資(?:活動による)?{_FLOW}|(?:(?:net )?cash flows?.*)?investing (?:activities|cash flow|CF)",
    f"財務(?:活動による)?{_FLOW}|(?:(?:net )?cash flows?.*)?financing (?:activities|cash flow|CF)",
)
_QUARTERS = tuple(
    f"第?{number}四半期|{number}Q(?: ?FY.*)?|Q{number}|{word} quarter"
    for number, word in enumerate(("first", "second", "third", "fourth"), start=1)
)
_HALVES = ("上半?期|1H|first half", "下半?期|2H|second half")
_FULL_YEAR = "通期|年間|年度計?|full[- ]year|fiscal year|year|annual"
_CASH_CHANGE = (
    "(?:現金及び現金同等物|現預金|手元資金)の(?:純?増減|増加|減少)額?"
    "|net (?:increase|decrease|change).*cash.*|(?:change|increase|decrease) in cash.*"
)
_STEPS = (
    _step(_REVENUE, "売上原価|cost of (?:sales|revenues?|goods sold)|COGS", _GROSS, signs="+-"),
    _step(
        _GROSS,
        "販売費及び一般管理費|販管費|SG&A(?: expenses)?"
        "|selling, general and administrative expenses",
        _OPERATING,
        signs="+-",
    ),
    _step(
        _REVENUE,
        "営業費用|operating (?:expenses|costs)|total (?:costs|expenses)",
        _OPERATING,
        signs="+-",
    ),
    _step(
        _OPERATING,
        "営業外収益(?:合計)?|(?:total )?non-operating income",
        "営業外費用(?:合計)?|(?:total )?non-operating expenses",
        _ORDINARY,
        signs="++-",
    ),
    _step(
        _ORDINARY,
        "特別利益(?:合計)?|(?:total )?extraordinary income",
        "特別損失(?:合計)?|(?:total )?extraordinary losses?",
        _BEFORE_TAX,
        signs="++-",
    ),
    _step(
        _OPERATING,
        "金融収益|finance income|financial income",
        "金融費用|finance costs?|financial (?:costs?|expenses?)",
        _BEFORE_TAX,
        signs="++-",
    ),
    _step(
        "期首残高|(?:opening|beginning) balance|balance at (?:the )?beginning.*",
        "(?:当期)?増加額?|increase|additions",
        "(?:当期)?減少額?|decrease|deductions",
        "期末残高|(?:closing|ending) balance|balance at (?:the )?end.*",
        signs="++-",
    ),
    _step(
        "期首.{1,8}|.{1,16} at (?:the )?beginning.*|(?:opening|beginning) .{1,16}",
        "(?:当期)?(?:受注高?|出店数?|開店数?|新規開?店?|仕入高?|入社|採用)"
        "|(?:new )?(?:orders?(?: received)?|opened|openings|purchases|additions|hired|joined)",
        "(?:当期)?(?:売上高?|売上収益|閉店数?|退店数?|払出高?|退社|退職)"
        "|(?:net )?(?:sales|revenue|closed|closures|shipments|departures|left)",
        "期末.{1,8}|.{1,16} at (?:the )?end.*|(?:closing|ending) .{1,16}",
        signs="++-",
    ),
    _step(
        f"営業(?:活動による)?{_FLOW}|(?:cash flows? from )?operating (?:activities|cash flow|CF)",
        f"投資(?:活動による)?{_FLOW}|(?:cash flows? from )?investing (?:activities|cash flow|CF)",
        f"フリー・?{_FLOW}|FCF|free cash flow",
        signs="++",
    ),
    _step(*_QUARTERS, _FULL_YEAR, signs="++++"),
    _step(*_HALVES, _FULL_YEAR, signs="++"),
    _step(*_FLOWS, _CASH_CHANGE, signs="+++"),
    _step(
        *_FLOWS,
        "(?:現金及び現金同等物に係る)?(?:為替)?換算差額|effects? of exchange rate.*",
        _CASH_CHANGE,
        signs="++++",
    ),
    _step(
        "負債(?:合計)?|(?:total )?liabilities",
        "純資産(?:合計)?|資本(?:合計)?|(?:total )?(?:equity|net assets)",
        "総資産|資産合計|負債(?:及び)?(?:純資産|資本)合計"
        "|total (?:assets|liabilities and (?:equity|net assets))",
        signs="++",
    ),
    _step(
        _BEFORE_TAX,
        "法人(?:所得)?税(?:等|費用)?(?:合計)?|income tax(?:es)?(?: expenses?)?",
        "(?:当期|中間|四半期)?(?:純利益|利益)|profit(?: for the (?:year|period))?"
        "|net (?:income|profit)",
        signs="+-",
    ),
)


def broken_statement(block: Block, *, sure: bool) -> Iterator[Discrepancy]:
    """Yield the lines that are not the difference or sum of those above, by their names."""
    for step in _STEPS:
        for first in range(len(block.rows) - len(step.parts)):
            rows = block.rows[first : first + len(step.parts) + 1]
            if len({len(row.cells) for row in rows}) != 1:
                continue
            if all(p.fullmatch(row.label) for p, row in zip(step.labels, rows, strict=True)):
                yield from _broken_step(step, rows, sure)


def _broken_step(step: _Step, rows: Sequence[Row], sure: bool) -> Iterator[Discrepancy]:
    *parts, whole = rows
    verdicts: dict[int, bool] = {}
    for at in range(len(whole.cells)):
        cells = [row.cells[at] for row in rows]
        if all(_addable(cell) for cell in cells):
            verdicts[at] = holds(cells[-1].interval, partial(_stepped, step, cells[:-1]))
    kept, broken = list(verdicts.values()).count(True), list(verdicts.values()).count(False)
    if not broken or kept < broken - (sure and broken == 1):
        return
    for at, verdict in verdicts.items():
        found = (
            None if verdict else _step_discrepancy(step, [r.cells[at] for r in parts], whole, at)
        )
        if found:
            yield found


def _step_discrepancy(
    step: _Step, parts: Sequence[Cell], whole: Row, at: int
) -> Discrepancy | None:
    cell = whole.cells[at]
    value, shown = _ZERO, ""
    for part, sign in zip(parts, step.signs, strict=True):
        assert part.value is not None
        value += part.value if sign > 0 else -abs(part.value)
        surface = part.surface if sign > 0 else part.surface.strip("()△▲-−")
        shown += f"{' + ' if sign > 0 else ' − '}{surface}" if shown else surface
    assert cell.value is not None
    if value and not _FAR[0] < abs(cell.value / value) < _FAR[1]:
        return None  # a column of rates: 105.3, 121.5
    right = written_like(cell, value)
    reason = f"{whole.label}: {shown} = {right}, not {cell.surface}"
    return Discrepancy("sum", spans_of(cell, parts), reason, right)


def _stepped(step: _Step, parts: Sequence[Cell], rounding: Rounding) -> Interval:
    total = Interval(_ZERO, _ZERO)
    for part, sign in zip(parts, step.signs, strict=True):
        one = part.interval(rounding)
        total = total + one if sign > 0 else total - one.magnitude
    return total
