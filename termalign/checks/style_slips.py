"""Slips of notation that a document's own habits show: -28.4 YoY among so many -22.8% YoY.

Each is told only against what stands around it: a company that prints its changes without a sign,
or its amounts without a currency, does so throughout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.fingerprint import fingerprint
from termalign.checks.profile import STYLE
from termalign.figures import find_figures, units
from termalign.figures.bases import bases_of
from termalign.records import Finding, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.records import Alignment, Figure, Segment

# A habit shows in so many changes, and in so large a part of them.
_LEAST_CHANGES = 5
_HABIT = 0.9
# Changes are of one kind within so many texts: the labels of one chart.
_NEARBY = 4
_BASES = frozenset({"YoY", "QoQ", "MoM"})
_SCALE = re.compile(r"\b(?:thousand|million|billion|trillion|mn|bn)$")
# What follows an amount that ends; "0.11 billion shares" has a noun of its own.
_ENDS = re.compile(r"\s*(?:[,.;)]|$)")
_ONE_CLAUSE = re.compile(r"[.;]\s")


class _Slip(NamedTuple):
    """A figure that is printed otherwise than its like: in which text, why, and what is right."""

    at: int
    figure: Figure
    message: str
    hint: str


class _Change(NamedTuple):
    """A figure right before its base of comparison: the -22.8% of "-22.8% YoY"."""

    at: int  # its text's number in the document
    figure: Figure


def style_findings(alignment: Alignment) -> list[Finding]:
    """Return the slips of notation in the English of `alignment`, in the order of its texts."""
    changes = [
        _Change(at, figure)
        for at, segment in enumerate(alignment.en)
        for figure in _changes(segment.text)
    ]
    slips = [*_without_percent(changes), *_without_sign(changes)]
    for at, segment in enumerate(alignment.en):
        slips += _without_currency(at, segment.text)
    slips.sort(key=lambda slip: (slip.at, slip.figure.start))
    rows = {index: row for row, bead in enumerate(alignment.beads) for index in bead.en}
    return [_finding(alignment.en[slip.at], slip, rows.get(slip.at)) for slip in slips]


def _changes(text: str) -> Iterator[Figure]:
    bases = {base.start for base in bases_of(text, "en") if base.name in _BASES}
    if not bases:
        return
    for figure in find_figures(text, "en"):
        gap = len(text[figure.end :]) - len(text[figure.end :].lstrip())
        if figure.end + gap in bases:
            yield figure


def _without_percent(changes: Sequence[_Change]) -> Iterator[_Slip]:
    """Yield bare changes with decimals among changes in per cent."""
    for change in changes:
        figure = change.figure
        if figure.unit != units.BARE or figure.step >= 1:
            continue
        near = [
            other.figure
            for other in changes
            if other is not change and abs(other.at - change.at) <= _NEARBY
        ]
        if near and all(other.unit == units.PERCENT for other in near):
            message = f"{figure.surface} has no %; {near[0].surface} beside it has"
            yield _Slip(change.at, figure, message, f"{figure.surface}%")


def _without_sign(changes: Sequence[_Change]) -> Iterator[_Slip]:
    """Yield changes without sign or direction in a document whose changes have one."""
    unsigned = [change for change in changes if not change.figure.sign]
    signed = len(changes) - len(unsigned)
    if signed < _LEAST_CHANGES or signed < _HABIT * len(changes):
        return
    for change in unsigned:
        message = (
            f"{change.figure.surface} is a change without a sign; {signed} of {len(changes)} "
            "changes in the document have one"
        )
        yield _Slip(change.at, change.figure, message, "its sign, + or -")


def _without_currency(at: int, text: str) -> Iterator[_Slip]:
    """Yield what lacks the currency of the amount before it: ¥0.09 billion, 0.11 billion."""
    amount: Figure | None = None
    for figure in find_figures(text, "en"):
        scale = _SCALE.search(figure.surface)
        if figure.kind == "amount":
            amount = figure if scale else None
        elif amount and scale and figure.unit == units.BARE and _ENDS.match(text, figure.end):
            between = text[amount.end : figure.start]
            if amount.surface.endswith(scale[0]) and not _ONE_CLAUSE.search(between):
                message = f"{figure.surface} has no currency; {amount.surface} beside it has"
                mark = _MARK.match(amount.surface)
                yield _Slip(at, figure, message, f"{mark[0]}{figure.surface}" if mark else "")


_MARK = re.compile("[^0-9]+")  # the ¥ of ¥0.09 billion


def _finding(segment: Segment, slip: _Slip, row: int | None) -> Finding:
    place = segment.place
    span = ((slip.figure.start, slip.figure.end),)
    side = Side(segment.text, span, str(place), place.page, place.line)
    mark = fingerprint(STYLE.code, None, side)
    return Finding(
        STYLE.code, "warning", slip.message, slip.hint, None, side, row, fingerprint=mark
    )
