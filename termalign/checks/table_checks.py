"""The check on tables' declared units; values, signs and swaps of cells come under their own codes.

A record of several lines is compared as a table by `table_comparison`. In documents each row is a
bead of its own, and the declaration another one: what the rows on a page tell of the unit is held
against what the page declares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.check import Check, Example, Remark
from termalign.checks.line_units import line_units
from termalign.checks.passage import figures_compared
from termalign.figures import units
from termalign.figures.agreement import Verdict
from termalign.figures.row_cells import read_row
from termalign.figures.table_units import Unit, declaration, exemption, row_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.checks.passage import Passage
    from termalign.records import Alignment, Bead, Figure, Language

# So many cells must tell the same, and so large a share of them, before a declaration is doubted.
_LEAST_CELLS, _LEAST_SHARE = 3, 0.8


def _look(passage: Passage) -> Iterator[Remark]:
    yield from line_units(passage)
    for found in passage.verdicts:
        if found.code == "table-unit" and found.ja and found.en:
            hint = "declare the unit of the cells, or convert the cells"
            ja, en = (found.ja.start, found.ja.end), (found.en.start, found.en.end)
            yield Remark("error", found.reason, hint, (ja,), (en,))


class _Declared(NamedTuple):
    """A bead that declares a unit in both languages, and the cells it reaches."""

    row: int
    ja: Unit
    en: Unit
    powers: Counter[int]
    sample: list[Verdict]
    rows: list[int]  # of the beads it reaches


def with_declarations(alignment: Alignment, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of two documents, with verdicts on declared units their cells belie."""
    found: dict[int, Verdict] = {}
    passages = list(passages)
    for declared in _declarations(alignment, passages):
        cells = sum(declared.powers.values())
        if cells < _LEAST_CELLS:
            continue
        power, votes = declared.powers.most_common(1)[0]
        ratio = (declared.en.factor / declared.ja.factor).adjusted()
        other_money = declared.ja.is_money and declared.en.is_money
        other_money = other_money and declared.ja.unit != declared.en.unit
        if (power != ratio or other_money) and votes >= cells * _LEAST_SHARE:
            found[declared.row] = _belied(declared)
            # The declaration is wrong, not each cell under it.
            for row in declared.rows:
                one = passages[row]
                ratios = {Decimal(10) ** power}
                verdicts = figures_compared(one.ja, one.en, one.profile, ratios)
                passages[row] = replace(one, verdicts=verdicts)
    return [
        replace(one, verdicts=(*one.verdicts, found[row])) if row in found else one
        for row, one in enumerate(passages)
    ]


def _declarations(alignment: Alignment, passages: Sequence[Passage]) -> list[_Declared]:
    """Return the declarations in the order of the document, with what their cells tell.

    A declaration reaches to the next one on its page; the first also over what stands above it.
    """
    by_page: dict[int | None, list[_Declared]] = defaultdict(list)
    rows: dict[int | None, list[int]] = defaultdict(list)
    for row, (bead, passage) in enumerate(zip(alignment.beads, passages, strict=True)):
        page = _page(alignment, bead)
        ja, en = _declared(passage.ja, "ja"), _declared(passage.en, "en")
        if ja and en and passage.paired:
            by_page[page].append(_Declared(row, ja, en, Counter(), [], []))
        if passage.paired:
            rows[page].append(row)
    for page, declared in by_page.items():
        for row in rows[page]:
            before = [one for one in declared if one.row <= row]
            reaching = (before or declared)[-1 if before else 0]
            if _count(passages[row], reaching):
                reaching.rows.append(row)
    return [one for declared in by_page.values() for one in declared]


def _page(alignment: Alignment, bead: Bead) -> int | None:
    return alignment.ja[bead.ja[0]].place.page if bead.ja else None


def _declared(text: str, language: Language) -> Unit | None:
    """Return the unit a text declares for a table; None for a row or a sentence with one."""
    found = declaration(text, 0, language)
    if not found or found.unit == units.PERCENT:
        return None
    followed = any(sign.isdigit() for sign in text[found.end :])
    own = followed and read_row(
        text, language
    )  # 売上高（億円） 1,463.8, but not （万台） 2025年3月期
    return None if own else found


def _count(passage: Passage, declared: _Declared) -> bool:
    """Count the powers of ten that a row's cells show between the two languages, if it has any."""
    if not passage.certain or row_unit_of(passage.ja, "ja") or row_unit_of(passage.en, "en"):
        return False
    if exemption(_label(passage.ja), "ja") or exemption(_label(passage.en), "en"):
        return False
    before = len(declared.sample)
    for found in passage.verdicts:
        power = _power(found)
        if power is not None:
            declared.powers[power] += 1
            declared.sample.append(found)
    return len(declared.sample) > before


def row_unit_of(text: str, language: Language) -> Unit | None:
    """Return the unit of a table's row, which its label has in brackets; None for none."""
    return row_unit(_label(text), 0, language)


def _label(text: str) -> str:
    """Return what stands before the first digit, or all."""
    return text[: next((n for n, sign in enumerate(text) if sign.isdigit()), len(text))]


def _power(found: Verdict) -> int | None:
    """Return by which power of ten the English of two bare cells is smaller; None for no such."""
    ja, en = found.ja, found.en
    if ja is None or en is None or not ja.value or not en.value:
        return None
    if ja.unit != units.BARE or en.unit != units.BARE or ja.kind != "count":
        return None
    ratio = abs(ja.value / en.value)
    for power in range(-9, 10):
        # Rounded to two digits less, 74,244 is 74.2: a thousandth and a bit off.
        if abs(ratio.scaleb(-power) - 1) < _OFF:
            return power
    return None


_OFF = units.ONE / 50


def _belied(declared: _Declared) -> Verdict:
    one, other = declared.sample[0].ja, declared.sample[0].en
    assert one
    assert other
    reason = f"the declared units do not fit the cells: {one.surface} stands as {other.surface}"
    return Verdict("table-unit", _spanning(one, declared.ja), _spanning(other, declared.en), reason)


def _spanning(figure: Figure, unit: Unit) -> Figure:
    """Return a figure for the declaration itself, so that its words are what is marked."""
    return replace(figure, value=unit.factor, unit=unit.unit, start=unit.start, end=unit.end)


TABLE_UNIT = Check(
    "figure.table-unit",
    "error",
    "A table's declared unit does not fit its cells any more.",
    _look,
    must_flag=(
        Example(
            "単位：百万円\n売上収益 48,215 51,307\n営業利益 4,102 4,466",
            "Unit: ¥ billion\nRevenue 48,215 51,307\nOperating profit 4,102 4,466",
        ),
        Example(
            "単位：億円\n売上高 482.2 513.1\n営業利益 41.0 44.7",
            "Unit: ¥ billion\nNet sales 482.2 513.1\nOperating profit 41.0 44.7",
        ),
        Example(
            "単位：千米ドル\n借入金 3,127\n社債 2,000",
            "(Thousands of yen)\nBorrowings 3,127\nBonds 2,000",
        ),
    ),
    must_pass=(
        Example(
            "単位：億円\n売上高 482.2 513.1\n営業利益 41.0 44.7",
            "Unit: ¥ billion\nNet sales 48.22 51.31\nOperating profit 4.10 4.47",
        ),
        Example(
            "単位：百万円\n売上収益 48,215 51,307\n1株当たり当期利益（円） 31.20 34.56",
            "(Millions of yen)\nRevenue 48,215 51,307\nEarnings per share (yen) 31.20 34.56",
        ),
    ),
)
