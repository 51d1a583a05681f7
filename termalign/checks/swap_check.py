"""The check on exchanged values: each figure is right, but stands with another one's item."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.checks.roles import Roles
from termalign.figures import units
from termalign.figures.agreement import AGREEING, compare
from termalign.figures.english import in_english
from termalign.figures.periods import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.figures.agreement import Verdict
    from termalign.records import Figure

_ONE = Decimal(1)
# Of a list of so many figures of one kind the words between them do not tell the items any more.
_MOST_FIGURES = 12
# Signs of both texts; what is longer is no sentence, nor a paragraph that one reads as one.
_LONGEST = 8000


def _look(passage: Passage) -> Iterator[Remark]:
    """Yield the pairs of figures whose English values stand with each other's items."""
    for found in passage.verdicts:
        if found.code == "swap" and found.ja and found.en:  # two cells of a table
            ja, en = (found.ja.start, found.ja.end), (found.en.start, found.en.end)
            hint = in_english(found.ja, found.en) if found.ja.value else ""
            yield Remark("error", found.reason, hint, (ja,), (en,))
    table = passage.ja.count("\n") > 1 and "。" not in passage.ja  # its cells are told by place
    if not passage.certain or table or len(passage.ja) + len(passage.en) > _LONGEST:
        return
    roles: Roles | None = None
    taken: set[int] = set()
    for like in _alike(passage, cells=not passage.running):
        for one, other in combinations(like, 2):
            if taken & {id(one), id(other)} or not _exchangeable(one, other):
                continue
            roles = roles or Roles(passage.ja, passage.en, passage.verdicts)
            if roles.crossed(one, other, like, running=passage.running):
                taken |= {id(one), id(other)}
                yield _remark(one, other)


def _alike(passage: Passage, *, cells: bool) -> list[list[Verdict]]:
    """Return the agreeing pairs of figures by what they measure, where there are several."""
    groups: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for found in passage.verdicts:
        if found.agrees and found.code != "merged" and found.ja and found.en:
            key = (found.ja.kind, _unit(found.ja))
            # Quarters and ranks are no values that are exchanged, 10年債 is the bond's name.
            named = passage.ja[found.ja.end : found.ja.end + 1] == "債"
            cell = found.ja.unit == units.BARE and (cells or "\n" in passage.ja)
            other = found.ja.kind == "period" or found.ja.unit == units.ORDINAL
            if not (named or cell or other):
                groups[key].append(found)
    return [group for group in groups.values() if 1 < len(group) <= _MOST_FIGURES]


def _unit(figure: Figure) -> str:
    """Return what tells figures that may be exchanged from others: 6社 counts as 8件 does.

    Of dates it is how exact they are: a day does not stand for a year.
    """
    if figure.kind == "date":
        return figure.unit + ("day" if figure.step == 1 else "month" if figure.step < 32 else "")
    if figure.kind == "count" and figure.unit not in {*units.MEASURES, units.BARE}:
        return "counted"
    return figure.unit


def _exchangeable(one: Verdict, other: Verdict) -> bool:
    """Tell whether two pairs' values differ, so that it matters which stands where."""
    assert one.ja
    assert one.en
    assert other.ja
    assert other.en
    if _ONE in {abs(one.ja.value), abs(other.ja.value)} and one.ja.kind == "amount":
        return False  # a yen's change of the rate, 1円
    if is_calendar(one.ja):
        return one.ja.value != other.ja.value
    if one.ja.unit != other.ja.unit and _same_noun(one) and _same_noun(other):
        return (
            False  # 57店舗 and 9カ国, 57 stores and nine countries: the noun goes with the number
        )
    return compare(one.ja, other.en) not in AGREEING


def _same_noun(found: Verdict) -> bool:
    assert found.ja
    assert found.en
    return found.ja.unit == found.en.unit


def _remark(one: Verdict, other: Verdict) -> Remark:
    assert one.ja
    assert one.en
    assert other.ja
    assert other.en
    ja = sorted((one.ja.start, one.ja.end) for one in (one, other) if one.ja)
    en = sorted((one.en.start, one.en.end) for one in (one, other) if one.en)
    first, second = sorted((one, other), key=lambda found: found.en.start if found.en else 0)
    assert first.en
    assert second.en
    assert first.ja
    assert second.ja
    return Remark(
        "error",
        f"{first.en.surface} and {second.en.surface} stand in each other's place",
        f"{in_english(second.ja, first.en)} … {in_english(first.ja, second.en)}",
        tuple(ja),
        tuple(en),
    )


SWAP = Check(
    "figure.swap",
    "error",
    "Two values are exchanged: each stands with the other's item.",
    _look,
    must_flag=(
        Example(
            "受注高は86億円、受注残高は142億円でした。",
            "Orders were ¥14.2 billion and the order backlog ¥8.6 billion.",
        ),
        Example(
            "国内の売上は61％、海外は39％を占めます。",
            "Domestic sales account for 39% and overseas sales for 61%.",
        ),
        Example(
            "広告費は前年同期の21億円から25億円に増えました。",
            "Advertising expenses rose to ¥2.1 billion from ¥2.5 billion a year earlier.",
        ),
    ),
    must_pass=(
        Example(
            "受注高は86億円、受注残高は142億円でした。",
            "The order backlog was ¥14.2 billion, on orders of ¥8.6 billion.",
        ),
        Example(
            "国内は61％、海外は39％を占めます。",
            "Domestic and overseas sales account for 61% and 39%, respectively.",
        ),
        Example(
            "広告費は前年同期の21億円から25億円に増えました。",
            "Advertising expenses rose to ¥2.5 billion from ¥2.1 billion a year earlier.",
        ),
        Example(
            "中間配当は15円、期末配当は15円です。",
            "The year-end and interim dividends are ¥15 each.",
        ),
    ),
)
