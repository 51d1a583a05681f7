"""The one place where characters change: what text taken from PDF and Office files suffers from.

Nothing is normalised: ① stays ①, ㈱ stays ㈱, full-width digits stay full-width.
"""

from __future__ import annotations

import re

from termalign.text import mend_radicals

BULLET = "•"

_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
# Fonts of signs (Wingdings, Symbol) map their glyphs to U+F000–F0FF. Decks use them as bullets
# (F0D8 ➢, F075 ◆, F0FC ✓); of the others only the arrows mean something: 開発 → 提供.
_FONT_SIGN = re.compile(r"[\uf000-\uf0ff]")
_ARROWS = {"\uf0df": "←", "\uf0e0": "→", "\uf0e1": "↑", "\uf0e2": "↓", "\uf0e8": "→", "\uf0f0": "→"}
# pdfium's sign for a hyphen at the end of a line whose break it removed: prof￾its, Year-on￾year.
_LOST_BREAK = re.compile(r"(?<=\w)[\ufffe\x02](?=\w)")
_WORD = re.compile(r"\w+")
_LONGEST_WORD = 40
_SOFT_HYPHEN_AT_END = re.compile(r"\u00ad(?=[ \t]*(?:[\r\n]|$))")
# Signs without a picture: controls (but for tab, line and page breaks), zero-width and bidi signs,
# soft hyphens, noncharacters. U+FE0F and U+E0100 (which 葛, which 辻) are spelling and stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LOST = "\ufffd"


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with its characters mended and remarks that say what was changed.

    Radicals become ideographs, signs of symbol fonts bullets or arrows, signs without a picture
    go. Line ends stay as they are.
    """
    remarks = []
    text, joined = _rejoin(text)
    text = _SOFT_HYPHEN_AT_END.sub("-", text)
    radicals = len(_RADICAL.findall(text))
    if radicals:
        text = mend_radicals(text)
    text, signs = _FONT_SIGN.subn(lambda sign: _ARROWS.get(sign.group(), BULLET), text)
    text, dropped = _INVISIBLE.subn("", text)
    for count, what in (
        (joined, "words joined that a line's end had cut"),
        (radicals, "radicals made ideographs (⾦ → 金)"),
        (signs, "symbol font signs made bullets"),
        (dropped, "invisible characters dropped"),
        (text.count(_LOST), "characters were lost before (�)"),
    ):
        if count:
            remarks.append(f"{count} {what}")
    return text, tuple(remarks)


def _rejoin(text: str) -> tuple[str, int]:
    """Join prof + its; keep the hyphen of Year-on + year, whose joined form stands nowhere."""
    if not _LOST_BREAK.search(text):
        return text, 0
    words = set(_WORD.findall(text))

    def hyphen(broken: re.Match[str]) -> str:
        before = _WORD.findall(text[max(0, broken.start() - _LONGEST_WORD) : broken.start()])[-1]
        after = _WORD.findall(text[broken.end() : broken.end() + _LONGEST_WORD])[0]
        return "" if before + after in words else "-"

    return _LOST_BREAK.subn(hyphen, text)
