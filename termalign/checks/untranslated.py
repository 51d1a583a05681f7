"""Japanese that has no English: each run of it, each page, is one finding and no more.

English is often partial, and rightly so: an appendix stays Japanese. Forty findings on its forty
lines would bury the one that matters, and its figures are not missing one by one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from termalign.checks.passage import DOUBTFUL
from termalign.checks.text_checks import OMITTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from termalign.records import Alignment, Finding, Severity, Side
    from termalign.settings import Profile

# From this many neighbouring texts on a run is a section that was left out on purpose or by
# oversight; fewer are lines that somebody forgot.
SECTION = 5
# A page is left out when nothing on it has English, but a page of one line is a divider.
_LEAST_ON_A_PAGE = 2
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring beads without English; `whole` when they are a section or whole pages.

    `weak` are the beads among them that the aligner paired with English that is none of theirs.
    """

    rows: tuple[int, ...]
    weak: frozenset[int] = frozenset()
    whole: bool = False


def stretches(alignment: Alignment) -> list[Stretch]:
    """Return the runs of Japanese without English, in the order of the Japanese."""
    rows = [row for row, bead in enumerate(alignment.beads) if bead.ja]
    bare = {row for row in rows if not alignment.beads[row].en}
    # The user's own pairing is not doubted.
    weak = {
        row
        for row in rows
        if alignment.mode != "given" and row not in bare and alignment.beads[row].score < DOUBTFUL
    }
    whole_pages = _whole_pages(alignment, rows, bare, weak)
    found: list[Stretch] = []
    for run in _runs(rows, bare | weak):
        members = _trimmed(run, bare)
        if members:
            found.append(_stretch(members, bare, whole_pages))
    return found


def _whole_pages(
    alignment: Alignment, rows: Iterable[int], bare: Collection[int], weak: Collection[int]
) -> set[int]:
    """Return the rows of the pages on which nothing has English."""
    by_page: dict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        by_page[alignment.ja[alignment.beads[row].ja[0]].place.page].append(row)
    by_page.pop(None, None)
    if len(by_page) < 2:  # a document of one page is no page of a document
        return set()
    return {
        row
        for members in by_page.values()
        if all(one in bare or one in weak for one in members)
        and sum(one in bare for one in members) >= _LEAST_ON_A_PAGE
        for row in members
    }


def _runs(rows: Sequence[int], lacking: Collection[int]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for row in rows:
        if row in lacking:
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _trimmed(run: list[int], bare: Collection[int]) -> list[int]:
    """Return a run from its first to its last text without English; the rest may be paired."""
    at = [place for place, row in enumerate(run) if row in bare]
    return run[at[0] : at[-1] + 1] if at else []


def _stretch(members: list[int], bare: Collection[int], whole_pages: Collection[int]) -> Stretch:
    lacking = [row for row in members if row in bare]
    weak = frozenset(members) - frozenset(lacking)
    whole = len(weak) < len(lacking) and (
        len(lacking) >= SECTION or all(row in whole_pages for row in members)
    )
    if whole:
        return Stretch(tuple(members), weak, whole=True)
    return Stretch(tuple(lacking))


def gathered(
    findings: Sequence[Finding],
    found: Sequence[Stretch],
    alignment: Alignment,
    profile: Profile,
) -> list[Finding]:
    """Return the findings with each stretch's omissions made one, where the first of them stood.

    In a section or page without English nothing else is said: its figures are not missing one by
    one. With a profile whose scope is a summary or a part, an omission is a note.
    """
    stretch_of = {row: stretch for stretch in found for row in stretch.rows}
    omissions: dict[Stretch, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.check == OMITTED.code and one.row in stretch_of:
            omissions[stretch_of[one.row]].append(one)
    left: list[Finding] = []
    for one in findings:
        stretch = stretch_of.get(one.row) if one.row is not None else None
        if one.check == OMITTED.code and stretch is not None:
            if one is omissions[stretch][0]:
                gathered_one = _as_one(omissions[stretch], stretch, alignment)
                left.append(_in_scope(gathered_one, profile))
        elif stretch is None or one.row not in stretch.weak or one.severity != "note":
            left.append(one)
    return left


def _as_one(members: Sequence[Finding], stretch: Stretch, alignment: Alignment) -> Finding:
    """Return one finding for a run of omitted texts: the gravest's severity, all their places."""
    first, last = members[0].ja, members[-1].ja
    if len(members) == 1 or first is None or last is None:
        return members[0]
    gravest = min((member.severity for member in members), key=_ORDER.index)
    if stretch.whole and gravest == "note":
        gravest = "warning"  # a page of table rows without English is more than a stray label
    until = f" to {last.place}" if last.place and last.place != first.place else ""
    marks = "\x1f".join(member.fingerprint for member in members)
    return replace(
        members[0],
        severity=gravest,
        message=_message(len(members), first, last, stretch, alignment),
        ja=replace(first, place=f"{first.place}{until}"),
        fingerprint=sha256(marks.encode()).hexdigest()[: len(members[0].fingerprint)],
    )


def _message(count: int, first: Side, last: Side, stretch: Stretch, alignment: Alignment) -> str:
    if not (stretch.whole and first.page and last.page):
        return f"{count} texts in a row have no English"
    several = first.page != last.page
    pages = f"pages {first.page} to {last.page}" if several else f"page {first.page}"
    rows = set(stretch.rows)
    others = {
        alignment.ja[bead.ja[0]].place.page
        for row, bead in enumerate(alignment.beads)
        if bead.ja and row not in rows
    }
    if others & set(range(first.page, last.page + 1)):
        return f"a part of {pages} has no English: {count} texts in a row"
    return f"{pages} {'have' if several else 'has'} no English: {count} texts"


def _in_scope(finding: Finding, profile: Profile) -> Finding:
    if profile.scope in {"summary", "partial"}:
        return replace(finding, severity="note")
    return finding
