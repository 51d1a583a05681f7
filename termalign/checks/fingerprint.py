"""A finding's mark by content: the same finding in the next draft has the same one."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from termalign.text import fold_width

if TYPE_CHECKING:
    from termalign.records import Side

# Signs on either side of a figure that tell a finding from its like: the item it belongs to.
_CONTEXT = 24
_DIGITS = 16  # of sha256's 64: enough to tell millions apart, short enough to type


def fingerprint(code: str, ja: Side | None, en: Side | None) -> str:
    """Return the mark made of the code and the texts around the figures, folded.

    A slide may move, a bead's number change: the mark stays while the words around do.
    """
    parts = [code, *(_around(side) if side else "" for side in (ja, en))]
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _around(side: Side) -> str:
    start = min((span[0] for span in side.spans), default=0)
    end = max((span[1] for span in side.spans), default=len(side.text))
    around = side.text[max(0, start - _CONTEXT) : end + _CONTEXT]
    return re.sub(r"\s+", " ", fold_width(around)).strip().casefold()
