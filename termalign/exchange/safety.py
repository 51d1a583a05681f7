"""The one place where text is made safe for what it is written into: a file, a spreadsheet."""

from __future__ import annotations

import re

# What XML cannot hold and no reader expects: C0 controls but for TAB, LF, CR, surrogates on their
# own, and the non-characters. One of them, and a reader refuses the whole file.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# A spreadsheet runs what a cell begins with these; an apostrophe before it makes it text.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


class SafeText:
    """Makes texts safe for files of others and counts the characters it had to drop."""

    def __init__(self) -> None:
        self._dropped = 0

    def __call__(self, text: str) -> str:
        """Return `text` without controls and non-characters; escaping is the writer's business."""
        if text.isprintable():  # most are: much quicker than the search
            return text
        safe, count = _UNSAFE.subn("", text)
        self._dropped += count
        return safe

    def remarks(self) -> tuple[str, ...]:
        """Return what there is to say about it: nothing, or one line with the count."""
        if not self._dropped:
            return ()
        return (f"control characters left out: {self._dropped}",)


class FormulaGuard:
    """Keeps a spreadsheet from running cells as formulas, and counts those it had to guard."""

    def __init__(self, *, raw: bool = False) -> None:
        """With `raw` nothing is guarded: for a CAT tool, where "-5% or less" must stay."""
        self._raw = raw
        self._guarded = 0

    def __call__(self, cell: str) -> str:
        """Return `cell` with an apostrophe before it where a spreadsheet would run it."""
        if self._raw or not _FORMULA.match(cell):
            return cell
        self._guarded += 1
        return f"'{cell}"

    def remarks(self) -> tuple[str, ...]:
        """Return what there is to say about it: nothing, or one line with the count."""
        if not self._guarded:
            return ()
        return (f"cells given an apostrophe so that no spreadsheet runs them: {self._guarded}",)


def unguarded(cell: str) -> str:
    """Return `cell` as it was before `FormulaGuard`."""
    return cell[1:] if _GUARDED.match(cell) else cell
