"""One item of one period has one value wherever it stands: in a deck, the 短信, the next deck.

Facts are the cells of tables whose row and column name an item and a period. Two tables are held
to tell of the same thing (the group, not a segment of it; the same accounting) only where most of
the facts they share agree: then one that does not is wrong in one of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, groupby, product
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.check import Check, Example, Remark
from termalign.checks.fact_keys import (
    Calendar,
    Label,
    Period,
    calendar_of,
    is_share,
    is_stock,
    item_names,
    period_of,
)
from termalign.checks.fingerprint import fingerprint
from termalign.figures import units
from termalign.figures.intervals import printed
from termalign.figures.tables import read_tables
from termalign.records import Block, Document, Finding, Match, Place, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.checks.passage import Passage
    from termalign.figures.intervals import Rounding
    from termalign.figures.table_heads import Head
    from termalign.figures.tables import Cell, Row, Table
    from termalign.records import Alignment, Figure, Language, Severity
    from termalign.settings import Profile

CODE = "figure.same-fact"
MEANING = "The same item of the same period has another value in another place."
# Facts that two tables must share and agree in before one they differ in is believed to be wrong;
# two may agree by chance in what stands in both (1株当たり, 従業員数).
_LEAST_AGREEING = 3
_SURELY = 5  # from so many on it is an error, below a warning
_FIRST_LINES = 12  # of a document say what period it is about
# Values that differ by what they are a value of are both right.
_BASIS = re.compile(
    "予想|計画|見通し|目標|予算|税込|税抜|調整後|分割|遡及|修正|組替|単体|個別|除く|為替一定|参考|増減|前回"
    r"|forecast|plan|target|guidance|budget|adjusted|restated|revised|non-consolidated|excluding"
    r"|constant|pro forma|split|reference|change|yoy|qoq|vs\.?",
    re.IGNORECASE,
)
# A table of plans says so in a head of its own: ３．2026年３月期の連結業績予想; FY23見通し beside
# other years speaks of its own column alone.
_PLANNED = re.compile("予想|計画|見通し|目標|forecast|plan|target|guidance|outlook", re.IGNORECASE)
_TITLE = 60  # signs; what is longer is running text above the table
# Two rows without a name in common are one item if so many of their periods agree, and at most one
# does not: 設備投資償却額 109 121 139 144 145, CAPEX-related depreciation 10.9 12.1 13.9 14.4 14.5.
_LEAST_PERIODS = 4
_LEAST_DIGITS = 3
_ROUNDINGS: tuple[Rounding, ...] = ("half", "cut")
_AS_IT_IS = (units.ONE,)
_POWERS = tuple(Decimal(10) ** power for power in (0, -1, 1, -2, 2, -3, 3))


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact where it stands: which item of which period, its value, its place."""

    names: frozenset[str]
    label: str
    period: Period
    figure: Figure
    document: Document
    table: int  # its number among all tables that were read
    text: str  # the row's line
    span: tuple[int, int]
    place: Place

    @property
    def where(self) -> str:
        """Its file and place in words."""
        return f"{self.document.name}, {self.place}" if str(self.place) else self.document.name

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        return self.text[self.span[0] : self.span[1]]


class SameFacts(NamedTuple):
    """What stands in several places: how many facts, how many disagree; findings and matches."""

    facts: int
    repeated: int
    disagreeing: int
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]


def same_facts(documents: Sequence[Document], profile: Profile) -> SameFacts:
    """Return the facts of the documents that stand more than once, and those that disagree.

    Whether FY2025 begins or ends in 2025 is the profile's to say; without it, the reading under
    which more facts agree counts.
    """
    labels: tuple[Label, ...] = ("first", "last")
    if profile.fiscal_year_label:
        labels = (profile.fiscal_year_label,)
    pages = list(_pages(documents))
    readings = [_compared(_met_by_numbers(_stated(pages, label, profile))) for label in labels]
    return max(readings, key=lambda one: (one.repeated - one.disagreeing, -one.disagreeing))


# --- reading the facts -------------------------------------------------------------------------


class _Page(NamedTuple):
    """A page of a document: its blocks, each a line of the text, and the tables in it."""

    document: Document
    blocks: Sequence[Block]
    text: str
    tables: Sequence[Table]


def _pages(documents: Sequence[Document]) -> Iterable[_Page]:
    for document in documents:
        blocks: dict[int | None, list[Block]] = defaultdict(list)
        for block in document.blocks:
            blocks[block.place.page].append(block)
        for page in blocks.values():
            text = "\n".join(block.text.replace("\n", " ") for block in page)
            yield _Page(document, page, text, read_tables(text, document.language))


def _stated(pages: Sequence[_Page], label: Label, profile: Profile) -> list[Stated]:
    found: list[Stated] = []
    tables = 0
    for document, its_pages in groupby(pages, key=lambda page: page.document):
        first = (block.text for block in document.blocks[:_FIRST_LINES])
        calendar = calendar_of(first, document.language, label)
        if profile.fiscal_year_end:
            calendar = calendar._replace(year_end=profile.fiscal_year_end)
        for page in its_pages:
            for table in page.tables:
                found += _told_once(list(_facts_of(table, page, calendar, tables)))
                tables += 1
    return found


def _facts_of(table: Table, page: _Page, calendar: Calendar, number: int) -> Iterable[Stated]:
    text = page.text
    if any(_PLANNED.search(head.text) for head in table.heads if _is_title(head)):
        return
    for row in table.rows:
        for cell in row.cells:
            named = _named(table, row, cell, calendar)
            if named is None or cell.figure is None:
                continue
            label, period = named
            names = item_names(label, table.language)
            share = cell.figure.unit == "%"
            if (
                not names
                or _BASIS.search(label)
                or share != is_share(label)
                or cell.figure.sign == "+"
            ):
                continue
            if is_stock(label):
                period = Period(period.end, 0)
            begin = text.rfind("\n", 0, cell.start) + 1
            end = text.find("\n", cell.start)
            line = text[begin : end if end >= 0 else len(text)]
            span = (cell.start - begin, cell.end - begin)
            place = page.blocks[text.count("\n", 0, cell.start)].place
            yield Stated(
                names, label, period, cell.figure, page.document, number, line, span, place
            )


def _is_title(head: Head) -> bool:
    """Tell whether a head speaks of the whole table: it is no row of the columns' heads."""
    return len(head.text) <= _TITLE and head.periods < 2


def _named(table: Table, row: Row, cell: Cell, calendar: Calendar) -> tuple[str, Period] | None:
    """Return a cell's item and period, whichever of row and column names which."""
    head = table.columns[cell.column].head
    for each in (head, *_other_heads(table, cell.column)):
        period = period_of(each, table.language, calendar)
        if period is not None:
            return row.label, period
    period = period_of(row.label, table.language, calendar)
    return (head, period) if period is not None and head else None


def _other_heads(table: Table, column: int) -> Iterable[str]:
    """Yield a column's words in each head with a word a column: 1H25 above Apr.–Sep. 2025."""
    for head in table.heads:
        words = head.text.split()
        if len(words) == len(table.columns):
            yield words[column]


def _told_once(cells: Sequence[Stated]) -> list[Stated]:
    """Return a table's facts without those it tells twice: a row of each segment, 売上収益."""
    counts = Counter((name, cell.period, cell.figure.unit) for cell in cells for name in cell.names)
    return [
        cell
        for cell in cells
        if all(counts[name, cell.period, cell.figure.unit] == 1 for name in cell.names)
    ]


def _met_by_numbers(facts: Sequence[Stated]) -> list[Stated]:
    """Return the facts, those of rows that keep to the same numbers under all names of both."""
    rows: dict[tuple[int, str, str], dict[Period, Stated]] = defaultdict(dict)
    for fact in facts:
        rows[fact.table, fact.label, fact.figure.unit][fact.period] = fact
    long = [(key, row) for key, row in rows.items() if len(row) >= _LEAST_PERIODS]
    names = {key: next(iter(row.values())).names for key, row in long}
    for (one_key, one), (other_key, other) in combinations(long, 2):
        apart = one_key[0] != other_key[0] and one_key[2] == other_key[2]
        if apart and not names[one_key] & names[other_key] and _keep_step(one, other):
            names[one_key] = names[other_key] = names[one_key] | names[other_key]
    return [
        replace(fact, names=names.get((fact.table, fact.label, fact.figure.unit), fact.names))
        for fact in facts
    ]


def _keep_step(one: dict[Period, Stated], other: dict[Period, Stated]) -> bool:
    """Tell whether two rows show the same numbers in all the periods they share but one."""
    shared = one.keys() & other.keys()
    told = [p for p in shared if _digits(one[p]) >= _LEAST_DIGITS <= _digits(other[p])]
    agreeing = sum(agree(one[period], other[period]) for period in told)
    return agreeing >= _LEAST_PERIODS and agreeing >= len(shared) - 1


def _digits(fact: Stated) -> int:
    return len((fact.figure.value / fact.figure.step).to_integral_value().as_tuple().digits)


# --- comparing ---------------------------------------------------------------------------------


def _compared(facts: Sequence[Stated]) -> SameFacts:
    groups = _groups(facts)
    shared: dict[tuple[int, int], list[tuple[int, Stated, Stated, bool]]] = defaultdict(list)
    for number, group in enumerate(groups):
        for one, other in combinations(group, 2):
            if one.table != other.table:
                tables = (min(one.table, other.table), max(one.table, other.table))
                shared[tables].append((number, one, other, agree(one, other)))
    repeated: set[int] = set()
    matches: list[Match] = []
    doubted: dict[int, list[tuple[Stated, Stated, int]]] = defaultdict(list)
    for pairs in shared.values():
        agreeing = sum(verdict for *_, verdict in pairs)
        differing = len(pairs) - agreeing
        repeated |= {number for number, *_, verdict in pairs if verdict}
        matches += [_match(one, other) for _, one, other, verdict in pairs if verdict]
        if agreeing < _LEAST_AGREEING or agreeing < 2 * differing:
            continue
        for number, one, other, verdict in pairs:
            if not verdict:
                doubted[number].append((one, other, agreeing))
                repeated.add(number)
    findings = [
        one for number, pairs in doubted.items() for one in _findings(groups[number], pairs)
    ]
    return SameFacts(len(groups), len(repeated), len(doubted), tuple(findings), tuple(matches))


def _groups(facts: Sequence[Stated]) -> list[list[Stated]]:
    """Return the facts by item, period and unit; what has a name in common is one item."""
    groups: list[list[Stated]] = []
    by_name: dict[tuple[str, Period, str], int] = {}
    for fact in facts:
        keys = [(name, fact.period, fact.figure.unit) for name in sorted(fact.names)]
        number = next((by_name[key] for key in keys if key in by_name), len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(fact)
        for key in keys:
            by_name.setdefault(key, number)
    return groups


def agree(one: Stated, other: Stated) -> bool:
    """Tell whether two values may be one: 1,282.0億円 and 128,198百万円, however they are rounded.

    Which sign an outlay has is a table's own custom; numbers for which no unit is declared may be
    in 億円 in one table and in ¥ billion in the other.
    """
    undeclared = one.figure.unit == other.figure.unit == units.BARE
    (mine, my_step), (theirs, their_step) = (
        (abs(fact.figure.value), fact.figure.step) for fact in (one, other)
    )
    return mine == theirs or any(
        printed(mine, my_step, one_way).meets(printed(theirs * power, their_step * power, another))
        for power in (_POWERS if undeclared else _AS_IT_IS)
        for one_way, another in product(_ROUNDINGS, repeat=2)
    )


# --- findings ----------------------------------------------------------------------------------


def _findings(
    group: Sequence[Stated], pairs: Sequence[tuple[Stated, Stated, int]]
) -> Iterable[Finding]:
    """Yield a finding for each place that fewer others agree with than with its opposite."""
    told: set[tuple[str, Place, tuple[int, int]]] = set()
    for one, other, agreeing in pairs:
        backing = [sum(agree(fact, each) for each in group) for fact in (one, other)]
        wrong, right = (one, other) if backing[0] < backing[1] else (other, one)
        key = (wrong.document.name, wrong.place, wrong.span)
        if key not in told:
            told.add(key)
            yield _finding(wrong, right, agreeing, told=backing[0] != backing[1])


def _finding(wrong: Stated, right: Stated, agreeing: int, *, told: bool) -> Finding:
    """Return the finding; `told` where more places say which of the two is right."""
    severity: Severity = "error" if agreeing >= _SURELY else "warning"
    message = (
        f"{wrong.label}, {wrong.period}: {wrong.shown} here ({wrong.where}), {right.shown} in "
        f"{right.where}; {agreeing} other facts of the two tables agree"
    )
    hint = right.shown if told else "one of the two is wrong"
    sides: dict[str, Side] = {}
    for fact in (right, wrong):
        sides[fact.document.language] = _side(fact)
    ja, en = sides.get("ja"), sides.get("en")
    return Finding(CODE, severity, message, hint, ja, en, fingerprint=fingerprint(CODE, ja, en))


def _match(one: Stated, other: Stated) -> Match:
    """Return two places of one fact that agree, the Japanese first."""
    if one.document.language == "en" != other.document.language:
        one, other = other, one
    item = one.label if one.label == other.label else f"{one.label}, {other.label}"
    reason = f"{item}, {one.period}: {one.shown} = {other.shown}"
    return Match(_side(one), _side(other), reason)


def _side(fact: Stated) -> Side:
    place = fact.place
    return Side(fact.text, (fact.span,), fact.where, place.page, place.line, fact.document.path)


# --- within one document -----------------------------------------------------------------------


def document_findings(alignment: Alignment, profile: Profile) -> list[Finding]:
    """Return what either of two documents, or one alone, says twice with two values.

    What the two say of one another is the other checks' matter.
    """
    found: list[Finding] = []
    for document in (alignment.ja_document, alignment.en_document):
        # A record of several lines is a table of its own, and the check on records looks at it.
        if len(document.blocks) > 1 and not any("\n" in block.text for block in document.blocks):
            found += same_facts([document], profile).findings
    return found


def _look_for_contradictions(passage: Passage) -> Iterable[Remark]:
    """Yield the facts that a text of several tables tells twice with two values."""
    sides: tuple[tuple[Language, str], ...] = (("ja", passage.ja), ("en", passage.en))
    for language, text in sides:
        lines = text.split("\n")
        if len(lines) <= _FEWEST_LINES:
            continue
        blocks = tuple(Block(line, "row", Place(None, at)) for at, line in enumerate(lines, 1))
        document = Document("the text", language, blocks)
        for found in same_facts([document], passage.profile).findings:
            side = found.ja if language == "ja" else found.en
            assert side is not None
            start = sum(len(line) + 1 for line in lines[: (side.line or 1) - 1])
            spans = tuple((start + begin, start + end) for begin, end in side.spans)
            ja, en = (spans, None) if language == "ja" else (None, spans)
            yield Remark(found.severity, found.message, found.hint, ja, en)


_FEWEST_LINES = 8  # of a text with two tables that share facts enough
_SUMMARY = """単位：百万円
2026年3月期 2025年3月期
売上収益 156,000 146,382
営業利益 18,800 17,214
当期利益 12,300 11,385
※ 前期の実績を併記しています。
単位：億円
2026年3月期 2025年3月期
売上収益 1,560.0 1,463.8
営業利益 {} 172.1
当期利益 123.0 113.9"""
SAME_FACT = Check(
    CODE,
    "error",
    MEANING,
    _look_for_contradictions,
    must_flag=(Example(_SUMMARY.format("180.8"), ""),),
    must_pass=(
        Example(_SUMMARY.format("188.0"), ""),
        Example("売上収益は1,560億円、営業利益は188億円を見込みます。", ""),
    ),
    one_language=True,
)
