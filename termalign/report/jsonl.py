"""Findings as JSON Lines: one record a line, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from termalign.report.about import NOTHING, About

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termalign.records import Finding, Side


def render(findings: Iterable[Finding], about: About = NOTHING) -> str:  # noqa: ARG001  # one shape for all formats
    """Return the findings as JSON, a line each; the keys are those of `docs/checks.md`."""
    return "".join(json.dumps(_record(one), ensure_ascii=False) + "\n" for one in findings)


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "id": finding.id,
        "row": finding.row,
        "ja": _side(finding.ja),
        "en": _side(finding.en),
        "fingerprint": finding.fingerprint,
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"text": side.text, "spans": [list(span) for span in side.spans], "place": side.place}
