"""A unit that a line declares for its own cells: （単位：億円）投資 98.4 against ¥ billion 98.4."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.check import Remark
from termalign.figures import units
from termalign.figures.agreement import AGREEING
from termalign.figures.declared import declared_units
from termalign.figures.row_cells import read_row
from termalign.figures.table_units import declaration, row_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.figures.agreement import Verdict
    from termalign.figures.table_units import Unit
    from termalign.records import Language

_RATE = re.compile("[(（][^()（）]*(?:[%％]|pt|point|ポイント|percent)", re.IGNORECASE)
_OFF = Decimal("0.02")  # what rounding to two digits less may leave


class _Scale(NamedTuple):
    """What one is worth in a line, and where the line says so."""

    factor: Decimal
    start: int
    end: int
    currency: str = ""


def line_units(passage: Passage) -> Iterator[Remark]:
    """Yield the declarations in a pair of lines that the lines' own cells belie, all of them."""
    if "\n" in passage.ja or "\n" in passage.en or not passage.certain:
        return
    yield from _points_for_rates(passage)
    one, other = _scale(passage.ja, "ja"), _scale(passage.en, "en")
    cells = [found for found in passage.verdicts if one and other and _is_cell(found, one, other)]
    if not one or not other or not cells:
        return
    if one.currency and other.currency and one.currency != other.currency:
        ja, en = passage.ja[one.start : one.end], passage.en[other.start : other.end]
        reason = f"the declared units {ja} and {en} are of different currencies"
        spans = ((one.start, one.end),), ((other.start, other.end),)
        yield Remark("error", reason, "", *spans)
    elif not any(_fits(found, one, other) for found in cells):
        ja, en = passage.ja[one.start : one.end], passage.en[other.start : other.end]
        yield Remark(
            "error",
            f"the declared units {ja} and {en} do not fit the cells, which are alike",
            "declare the unit of the cells, or convert the cells",
            ((one.start, one.end),),
            ((other.start, other.end),),
        )


def _points_for_rates(passage: Passage) -> Iterator[Remark]:
    """Yield a row's unit that is per cent in one language and points in the other."""
    if not _RATE.search(passage.ja) or not _RATE.search(passage.en):
        return
    ja, en = _rate_unit(passage.ja, "ja"), _rate_unit(passage.en, "en")
    if ja and en and {ja.unit, en.unit} == {units.PERCENT, units.POINTS}:
        reason = "percent and percentage points differ in the unit of the row"
        hint = "%" if ja.unit == units.PERCENT else "points"
        yield Remark("error", reason, hint, ((ja.start, ja.end),), ((en.start, en.end),))


def _rate_unit(text: str, language: Language) -> Unit | None:
    """Return the unit that a row's label has in brackets."""
    row = read_row(text, language)
    return row_unit(row.label, row.start, language) if row else None


def _scale(text: str, language: Language) -> _Scale | None:
    """Return the one scale that a line declares; None where it declares none, or several."""
    found = declaration(text, 0, language)
    if found:
        ratio = found.unit in {units.PERCENT, units.POINTS, units.TIMES}
        return (
            None
            if ratio
            else _Scale(found.factor, found.start, found.end, found.unit if found.is_money else "")
        )
    declared = declared_units(text, language)
    if len(declared) != 1:
        return None
    return _Scale(declared[0].factor, declared[0].start, declared[0].end)


def _is_cell(found: Verdict, one: _Scale, other: _Scale) -> bool:
    """Tell whether a verdict is on bare numbers that follow the declarations and agree."""
    if found.code not in AGREEING or not found.ja or not found.en:
        return False
    bare = found.ja.unit == found.en.unit == units.BARE and found.ja.kind == "count"
    follows = found.ja.start >= one.end and found.en.start >= other.end
    return bare and follows and bool(found.en.value)


def _fits(found: Verdict, one: _Scale, other: _Scale) -> bool:
    assert found.ja
    assert found.en
    worth = abs(found.en.value) * other.factor
    return abs(abs(found.ja.value) * one.factor / worth - 1) <= _OFF
