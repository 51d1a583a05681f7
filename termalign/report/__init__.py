"""Findings for people, for programs, for a release gate, and as a sheet that is answered.

Each format is one line in a table, "module:function", imported when it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from termalign.report.about import NOTHING, About, Answer, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding

__all__ = ["FORMATS", "NOTHING", "SUFFIXES", "About", "Answer", "Rule", "render"]

# format: function(findings, about) -> text, or the bytes of a workbook
FORMATS = {
    "text": "termalign.report.text:render",
    "jsonl": "termalign.report.jsonl:render",
    "xlsx": "termalign.report.sheet:render",
    "html": "termalign.report.html:render",
    "sarif": "termalign.report.sarif:render",
    "github": "termalign.report.github:render",
}
# an output's suffix: its format; GitHub reads its commands from a log, not from a file
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".html": "html",
    ".sarif": "sarif",
}


def render(findings: Sequence[Finding], format_name: str, about: About = NOTHING) -> str | bytes:
    """Return `findings` in a format of FORMATS; `about` is what is said beside them."""
    module, _, function = FORMATS[format_name].partition(":")
    rendered: str | bytes = getattr(importlib.import_module(module), function)(findings, about)
    return rendered
