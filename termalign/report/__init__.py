"""Findings as texts: for people, and for programs.

Each format is one line in a table, "module:function", imported when it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding

__all__ = ["FORMATS", "render"]

# format: function(findings) -> text
FORMATS = {
    "text": "termalign.report.text:render",
    "jsonl": "termalign.report.jsonl:render",
}


def render(findings: Sequence[Finding], format_name: str) -> str:
    """Return `findings` in a format of FORMATS; "" for none."""
    module, _, function = FORMATS[format_name].partition(":")
    rendered: str = getattr(importlib.import_module(module), function)(findings)
    return rendered
