"""The check on periods: their names, their lengths, and what is compared with which of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark, contradiction
from termalign.checks.figure_checks import remarks
from termalign.figures.bases import Base, base_at, bases_of, contradicting_bases
from termalign.figures.frequency import contradicting_frequencies
from termalign.figures.lengths import contradicting_lengths
from termalign.figures.month_parts import contradicting_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termalign.checks.passage import Passage


def _look_at_periods(passage: Passage) -> Iterator[Remark]:
    """Yield periods that differ in name, in length, or as what is compared: YoY for 前四半期比."""
    yield from remarks("period", passage)
    if not passage.paired or passage.doubtful:
        return
    for said, named in contradicting_lengths(passage.ja, passage.en):
        reason = f"{said.surface} is {said.months} months, {named.surface} {named.months}"
        yield contradiction(said, named, reason, f"{said.months} months")
    for one, other in contradicting_frequencies(passage.ja, passage.en):
        reason = f"{one.surface} is by the {one.name}, {other.surface} by the {other.name}"
        yield contradiction(one, other, reason, f"per {one.name}")
    for part, other_part in contradicting_parts(passage.ja, passage.en):
        reason = f"{part.surface} is not “{other_part.surface}”"
        yield contradiction(part, other_part, reason, part.name)
    bases = (
        contradicting_bases(passage.ja, passage.en)
        or _misplaced(passage)
        or _carried_on(passage)
        or _of_previous(passage)
    )
    for base, named_base in bases:
        reason = (
            f"{base.surface} compares {base.meaning}, {named_base.surface} {named_base.meaning}"
        )
        short = base.name[-1].isupper()  # YoY, QoQ
        hint = base.name if short else f"compared {base.meaning}"
        yield contradiction(base, named_base, reason, hint)


_PREVIOUS = re.compile("前期比[ 　]?[△▲+＋-]?$")
# So many 前期比 must have their English, and so large a share the same, to tell what it is.
_LEAST_SEEN, _CLEAR = 4, 0.75


def previous_base(passages: Iterable[Passage]) -> str:
    """Return what 前期比 is compared with in most of some passages: "YoY"; "" where none is."""
    seen = Counter(named.name for passage in passages for _, named in _previous_bases(passage))
    name, times = next(iter(seen.most_common(1)), ("", 0))
    return name if times >= max(_LEAST_SEEN, _CLEAR * seen.total()) else ""


def _previous_bases(passage: Passage) -> Iterator[tuple[Base, Base]]:
    """Yield 前期比 at figures that agree, with the base of the English figure."""
    if "前期比" not in passage.ja:
        return
    for found in passage.verdicts:
        if found.agrees and found.ja and found.en:
            start = found.ja.start
            said = _PREVIOUS.search(passage.ja, max(0, start - 6), start)
            named = base_at(passage.en, "en", found.en)
            if said and named:
                yield Base("previous", said[0].strip(), *said.span()), named


def _of_previous(passage: Passage) -> list[tuple[Base, Base]]:
    """Return the English bases of 前期比 that are not the documents' usual one."""
    if not passage.previous:
        return []
    return [
        (said._replace(name=passage.previous), named)
        for said, named in _previous_bases(passage)
        if named.name != passage.previous
    ]


_SAME = re.compile("同じ?[△▲+＋-]?$")


def _carried_on(passage: Passage) -> list[tuple[Base, Base]]:
    """Return the English bases that differ from the one that 同 repeats from the text before."""
    if not passage.said_base or bases_of(passage.ja, "ja"):
        return []
    pairs = []
    for found in passage.verdicts:
        if found.agrees and found.ja and found.en:
            same = _SAME.search(passage.ja, max(0, found.ja.start - 2), found.ja.start)
            named = base_at(passage.en, "en", found.en)
            if same and named and named.name != passage.said_base:
                said = Base(passage.said_base, same[0], *same.span())
                pairs.append((said, named))
    return pairs


def _misplaced(passage: Passage) -> list[tuple[Base, Base]]:
    """Return the bases at a figure that differ between the languages, though both texts have them.

    Where the texts have the same bases the figures are exchanged, which is another check's.
    """
    ones = Counter(base.name for base in bases_of(passage.ja, "ja"))
    others = Counter(base.name for base in bases_of(passage.en, "en"))
    if ones == others:
        return []
    pairs = []
    for found in passage.verdicts:
        if found.agrees and found.ja and found.en:
            base = base_at(passage.ja, "ja", found.ja)
            named = base_at(passage.en, "en", found.en)
            if base and named and base.name != named.name:
                pairs.append((base, named))
    return pairs


PERIOD = Check(
    "figure.period",
    "error",
    "A fiscal year, quarter, half, term or base of comparison is another in the English.",
    _look_at_periods,
    must_flag=(
        Example("2Q25に検収の見込みです。", "Acceptance is expected in 2Q26."),
        Example("平成24年度に刷新しました。", "It was renewed in fiscal 2014."),
        Example("2026年3月期第2四半期末の従業員", "Employees at December 31, 2025"),
        Example("契約数（前四半期比+2.6%）", "Contracts (+2.6% YoY)"),
        Example("第33期定時株主総会", "Shareholders’ meeting for the 32nd fiscal year"),
    ),
    must_pass=(
        Example("2026年3月期の見通し", "Outlook for FY2025"),
        Example("2026年3月期の見通し", "Outlook for the year ending March 31, 2026"),
        Example("2026年3月期第2四半期末の従業員", "Employees at September 30, 2025"),
        Example("2Q25の売上収益", "Revenue in the second quarter of FY2025"),
        Example("契約数（前年同期比+2.6%）", "Contracts (up 2.6% year on year)"),
        Example("第33期定時株主総会", "Shareholders’ meeting for the 33rd fiscal year"),
    ),
)
