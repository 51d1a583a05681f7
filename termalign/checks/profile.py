"""The check on habits: what the profile sets is a warning when broken, what was learned a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.checks.habits import label_shown, negative_shown, rounding_shown
from termalign.settings import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.habits import NegativeStyle
    from termalign.checks.passage import Passage
    from termalign.figures.agreement import Verdict
    from termalign.records import Severity

_WORDS = {"triangle": "a triangle", "parenthesis": "a parenthesis", "minus": "a minus sign"}
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SIGNS = re.compile("[-−–‐△▲()（）]")


def _look_at_style(passage: Passage) -> Iterator[Remark]:
    if passage.doubtful:
        return
    for found in passage.verdicts:
        remark = _negative(found, passage) or _shortened(found, passage) or _called(found, passage)
        if remark is not None:
            yield remark


def _negative(found: Verdict, passage: Passage) -> Remark | None:
    """Return a remark on a negative that is marked otherwise than the company does."""
    shown = negative_shown(found.en)
    usual = passage.profile.negative_style or passage.learned.negative_style
    if found.en is None or shown is None or usual is None or shown == usual:
        return None
    severity: Severity = "warning" if passage.profile.negative_style else "note"
    where = "the profile’s negatives have" if severity == "warning" else "elsewhere they have"
    message = f"{found.en.surface} is marked with {_WORDS[shown]}; {where} {_WORDS[usual]}"
    return _remark(severity, message, found, restyled(found.en.surface, usual))


def restyled(surface: str, style: NegativeStyle) -> str:
    """Return an English negative in another style: -¥5.2 billion as ¥(5.2) billion."""
    bare = _SIGNS.sub("", surface).strip()
    if style == "parenthesis":
        return _NUMBER.sub(lambda number: f"({number[0]})", bare, count=1)
    return ("△" if style == "triangle" else "-") + bare


def _shortened(found: Verdict, passage: Passage) -> Remark | None:
    """Return a note on a figure shortened otherwise than most; a set habit is figure.rounding."""
    shown, usual = rounding_shown(found), passage.learned.rounding
    if passage.profile.rounding or shown is None or usual is None or shown == usual:
        return None
    others = "rounded half up" if usual == "half-up" else "cut off"
    return _remark("note", f"{found.reason}; elsewhere figures are {others}", found)


def _called(found: Verdict, passage: Passage) -> Remark | None:
    """Return a note on a fiscal year called otherwise than most; a set habit is figure.period."""
    shown, usual = label_shown(found), passage.learned.fiscal_year_label
    if passage.profile.fiscal_year_label or shown is None or usual is None or shown == usual:
        return None
    message = f"{found.reason}, by its {shown} year; elsewhere years are called by their {usual}"
    return _remark("note", message, found)


def _remark(severity: Severity, message: str, found: Verdict, hint: str = "") -> Remark:
    return Remark(
        severity,
        message,
        hint,
        ((found.ja.start, found.ja.end),) if found.ja else (),
        ((found.en.start, found.en.end),) if found.en else (),
    )


_PARENTHESES = Profile(negative_style="parenthesis")

STYLE = Check(
    "figure.style",
    "warning",
    "A figure is printed otherwise than the company's habit.",
    _look_at_style,
    must_flag=(
        Example("営業利益は△6.9％でした。", "Operating profit: -6.9%", profile=_PARENTHESES),
        Example("その他の収支 △48 △203 19", "Other, net (48) -203 19", profile=_PARENTHESES),
    ),
    must_pass=(
        Example("営業利益は△6.9％でした。", "Operating profit: (6.9)%", profile=_PARENTHESES),
        Example("営業利益は△6.9％でした。", "Profit was down 6.9%.", profile=_PARENTHESES),
        Example("営業利益は△6.9％でした。", "Operating profit: -6.9%"),
    ),
)
