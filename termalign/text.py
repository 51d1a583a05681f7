"""Facts about a text: width folding, mended radicals, its language, its width on a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termalign.records import Language

# Full-width ASCII, the ideographic space and ￥: one character to one, so that spans hold.
# NFKC is not used: it turns ① into 1, ㈱ into (株), and moves every offset after it.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}

# CJK Radicals Supplement that text taken from PDF holds instead of the ideograph; NFKC maps only
# two of that block, so the common ones stand here.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻆⻑⻘⻝⻟⻤⻩⻫⻭⻯⻲⻨⻪⻬⻮⻰⻱⻳⼾⺝⺫⺼⻌⻍⻎⻏⻖⻗⻞⻢⻣⻥⻦⺅⺖⺘⺡⺣⺨⺮⺾⺬⺭",
        "母民虎西角長青食飠鬼黄斉歯竜亀麦黄齐齿龙龟亀戸月目月辶辶辶阝阝雨食马骨鱼鸟亻忄扌氵灬犭竹艹示礻",
        strict=True,
    )
)


def _radical_table() -> dict[int, str]:
    table = {ord(radical): ideograph for radical, ideograph in _SUPPLEMENT.items()}
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code) and len(folded) == 1:
            table[code] = folded
    return table


_RADICALS = _radical_table()
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]")


def fold_width(text: str) -> str:
    """Return `text` with full-width ASCII made half-width; the length never changes."""
    return text.translate(_WIDTH)


def mend_radicals(text: str) -> str:
    """Return `text` with Kangxi and supplement radicals made ideographs (⾦ → 金), 1:1."""
    return text.translate(_RADICALS)


def language_of(text: str) -> Language | None:
    """Tell the language by its script; None where neither kana nor enough Latin letters stand.

    Kana or ideographs making up a tenth of the letters mean Japanese: a Japanese deck is full
    of Latin names, an English one holds at most a stray Japanese line.
    """
    japanese = len(_KANA.findall(text)) + len(_IDEOGRAPH.findall(text))
    latin = len(_LATIN.findall(text))
    if japanese == 0 and latin == 0:
        return None
    return "ja" if japanese * 9 >= latin else "en"


def has_japanese(text: str) -> bool:
    """Tell whether any kana or ideograph stands in `text`."""
    return bool(_KANA.search(text) or _IDEOGRAPH.search(text))


def display_width(text: str) -> int:
    """Return the columns `text` takes on a terminal: wide and full-width characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
