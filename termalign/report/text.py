"""Findings for people: place, both texts with the figures underlined, reason, right English."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from termalign.report.about import NOTHING, About
from termalign.report.marking import shortened
from termalign.text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding, Side

WIDTH = 100  # columns of a line of text, before the margin
_MARGIN = "      "
_MARK = "~"
_WORD = re.compile(r"[!-~]+ ?|.", re.DOTALL)  # a Latin word stays whole, Japanese breaks anywhere
_SIDES = (("ja", "JA"), ("en", "EN"))


def render(findings: Sequence[Finding], about: About = NOTHING) -> str:  # noqa: ARG001  # one shape for all formats
    """Return the findings, those of one bead under one head, in order; "" for none.

    Each ends with the beginning of its fingerprint, as `termalign dismiss` takes it.
    """
    short = shortened(findings)
    groups = groupby(findings, key=_head_key)
    return "\n".join(_group(list(members), short) for _, members in groups)


def _head_key(finding: Finding) -> tuple[object, ...]:
    """Return what findings under one head have in common: the bead, or else the same texts."""
    ja, en = _places(finding)
    if finding.row is not None:
        return (finding.row, finding.id, ja)
    return (ja, en, finding.ja and finding.ja.text, finding.en and finding.en.text)


def _group(findings: Sequence[Finding], short: dict[str, str]) -> str:
    lines = [_head(findings[0])]
    for name, label in _SIDES:
        sides = [side for finding in findings if (side := getattr(finding, name)) is not None]
        if sides:
            lines += _underlined(label, sides)
    for finding in findings:
        mark = f" [{short[finding.fingerprint]}]" if finding.fingerprint else ""
        what = f"{finding.check}: {_one_line(finding.message)}"
        lines.append(f"  {finding.severity}: {what}{mark}")
        if finding.hint:
            lines.append(f"    → {_one_line(finding.hint)}")
    return "\n".join(lines) + "\n"


def _places(finding: Finding) -> tuple[str, str]:
    return (
        finding.ja.place if finding.ja else "",
        finding.en.place if finding.en else "",
    )


def _head(finding: Finding) -> str:
    ja, en = _places(finding)
    where = " · ".join(f"{label} {place}" for label, place in (("JA", ja), ("EN", en)) if place)
    number = f"[{finding.id}]" if finding.id is not None else ""
    if not where and not number and finding.row is not None:
        where = f"row {finding.row + 1}"
    return " ".join(part for part in (number, where) if part) or "-"


def _underlined(label: str, sides: Sequence[Side]) -> list[str]:
    """Return a text in lines of WIDTH columns, with marks under what the findings are about."""
    text = "".join(_plain(sign) for sign in sides[0].text)
    marked = {
        at
        for side in sides
        for start, end in side.spans
        for at in range(start, min(end, len(text)))
    }
    lines: list[str] = []
    for start, end in _wrapped(text):
        head = f"  {label}  " if not lines else _MARGIN
        lines.append((head + text[start:end]).rstrip())
        under = "".join(
            (_MARK if at in marked else " ") * display_width(text[at]) for at in range(start, end)
        )
        if under.strip():
            lines.append((_MARGIN + under).rstrip())
    return lines


def _wrapped(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines a text is broken into, none wider than WIDTH if it can be."""
    spans: list[tuple[int, int]] = []
    start = width = 0
    for word in _WORD.finditer(text):
        columns = display_width(word[0].rstrip())
        if width and width + columns > WIDTH:
            spans.append((start, word.start()))
            start, width = word.start(), 0
        width += display_width(word[0])
    return [*spans, (start, len(text))]


def _plain(sign: str) -> str:
    """Return one sign for one: what a terminal would obey, or break the line at, as a space."""
    return " " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign


def _one_line(text: str) -> str:
    return "".join(map(_plain, text))
