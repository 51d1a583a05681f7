"""Findings as GitHub's workflow commands: each becomes a note at its line in a pull request."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from termalign.report.about import NOTHING, About
from termalign.report.marking import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
# A command is one line: GitHub undoes these, and a property ends at a comma or colon besides.
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(findings: Sequence[Finding], about: About = NOTHING) -> str:
    """Return a workflow command a line: `::error file=deck.en.txt,line=330,title=…::…`."""
    short = shortened(findings)
    return "".join(_command(finding, about, short) + "\n" for finding in findings)


def _command(finding: Finding, about: About, short: dict[str, str]) -> str:
    side, file = (
        (finding.en, about.en_file) if finding.en is not None else (finding.ja, about.ja_file)
    )
    file = (side.file if side is not None else "") or file
    properties = {"file": PurePath(file).as_posix() if file else ""}
    if file and side is not None and side.line is not None:
        properties["line"] = str(side.line)
    properties["title"] = finding.check
    listed = ",".join(
        f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items() if value
    )
    return f"::{_LEVELS[finding.severity]} {listed}::{_message(finding, short)}"


def _message(finding: Finding, short: dict[str, str]) -> str:
    number = f"[{finding.id}] " if finding.id is not None else ""
    hint = f" → {finding.hint}" if finding.hint else ""
    mark = f" ({short[finding.fingerprint]})" if finding.fingerprint else ""
    return f"{number}{finding.message}{hint}{mark}".translate(_IN_MESSAGES)
