"""Japanese left in an English document, told once for each place it stands at.

A drawing that was not translated leaves thirty labels one below the other: that is one finding
with a count, not thirty.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from termalign.checks.text_checks import UNTRANSLATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding, Side

# Labels of one drawing stand at most so many lines apart in text taken from a page.
_NEAR = 15
_GRADES = ("error", "warning", "note")


def told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, those on Japanese left at one place of a page made one with a count.

    It stands where the first of them stood; what is in no document's lines stays as it is.
    """
    groups: list[list[Finding]] = []
    for finding in sorted(filter(_is_left, findings), key=_line):
        if groups and _is_near(groups[-1][-1], finding):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    first = {id(group[0]): group for group in groups}
    others = {id(finding) for group in groups for finding in group[1:]}
    return [
        _as_one(first[id(finding)]) if len(first.get(id(finding), ())) > 1 else finding
        for finding in findings
        if id(finding) not in others
    ]


def _is_left(finding: Finding) -> bool:
    left = finding.check == UNTRANSLATED.code and finding.severity != "note"
    return left and finding.en is not None and finding.en.line is not None


def _line(finding: Finding) -> int:
    return (finding.en.line or 0) if finding.en else 0


def _is_near(one: Finding, other: Finding) -> bool:
    same_page = one.en is not None and other.en is not None and one.en.page == other.en.page
    return same_page and _line(other) - _line(one) <= _NEAR


def _as_one(group: Sequence[Finding]) -> Finding:
    """Return one finding for the texts of a place: the gravest's severity, the place they span."""
    gravest = min(group, key=lambda finding: _GRADES.index(finding.severity))
    sides: list[Side] = [finding.en for finding in group if finding.en]
    until = f" to line {sides[-1].line}" if sides[-1].line != sides[0].line else ""
    marks = "\x1f".join(finding.fingerprint for finding in group)
    return replace(
        group[0],
        severity=gravest.severity,
        message=f"Japanese is left in {len(group)} texts that stand together",
        en=replace(sides[0], place=f"{sides[0].place}{until}"),
        fingerprint=sha256(marks.encode()).hexdigest()[: len(group[0].fingerprint)],
    )
