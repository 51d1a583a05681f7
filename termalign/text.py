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
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]+")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LATIN = re.compile(r"[A-Za-z]+")
# Greek to Tibetan and beyond, Hangul: letters of languages that are not served.
_FOREIGN = re.compile(r"[\u0370-\u0e7f\u0f00-\u1dbf\u1100-\u11ff\uac00-\ud7af]+")
_JAPANESE = re.compile(_KANA.pattern[:-2] + _IDEOGRAPH.pattern[1:-2] + "々〆ヶー]")

# A table of kanji labels (売上高、営業利益) may have few kana, a Japanese document never this few:
# the poorest results deck met held 78 kana to 100 ideographs.
_CHINESE_AT_LEAST = 200  # ideographs, below which nothing is said
_KANA_PER_IDEOGRAPH = 0.01

# What stands before the items of a list; text taken from PDF has them at the start of a line.
BULLETS = "•‧∙◦●○◎■□◆◇▪▫▶►▷➢➤✓✔★☆❖・･"

# Full and half width are one kind of bracket: documents mix （注) freely.
_CLOSER_OF = dict(zip("「『（(【［[〔", "」』))】]]〕", strict=True))
_CLOSED_BY = dict(zip("」』）)】］]〕", "」』))】]]〕", strict=True))
_BRACKET = re.compile("[" + re.escape("".join([*_CLOSER_OF, *_CLOSED_BY])) + "]")
_DEEPEST = 32  # open brackets remembered: a flood of "(" costs neither time nor memory


def fold_width(text: str) -> str:
    """Return `text` with full-width ASCII made half-width; the length never changes."""
    return text.translate(_WIDTH)


def mend_radicals(text: str) -> str:
    """Return `text` with Kangxi and supplement radicals made ideographs (⾦ → 金), 1:1."""
    return text.translate(_RADICALS)


def language_of(text: str) -> Language | None:
    """Tell the language by its script; None where it cannot be told or is not served.

    Kana or ideographs making up a tenth of the letters mean Japanese: a Japanese deck is full
    of Latin names, an English one holds at most a stray Japanese line. Long text of ideographs
    without kana is Chinese: None.
    """
    kana, ideographs = _count(_KANA, text), _count(_IDEOGRAPH, text)
    latin, foreign = _count(_LATIN, text), _count(_FOREIGN, text)
    if foreign > kana + ideographs + latin or kana + ideographs + latin == 0:
        return None
    if (kana + ideographs) * 9 < latin:
        return "en"
    return None if _is_chinese(kana, ideographs) else "ja"


def only_japanese(term: str) -> bool:
    """Tell whether a term has Japanese letters and no Latin one (売上高, not ５Ｇ基地局)."""
    return has_japanese(term) and not _LATIN.search(fold_width(term))


def looks_chinese(text: str) -> bool:
    """Tell whether `text` is long, of ideographs, and as good as without kana."""
    return _is_chinese(_count(_KANA, text), _count(_IDEOGRAPH, text))


def _is_chinese(kana: int, ideographs: int) -> bool:
    return ideographs >= _CHINESE_AT_LEAST and kana < ideographs * _KANA_PER_IDEOGRAPH


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


def has_japanese(text: str) -> bool:
    """Tell whether any kana or ideograph stands in `text`."""
    return bool(_KANA.search(text) or _IDEOGRAPH.search(text))


def is_japanese(sign: str) -> bool:
    """Tell whether one character is a kana, an ideograph, 々 or the long sign ー."""
    return bool(_JAPANESE.match(sign))


def display_width(text: str) -> int:
    """Return the columns `text` takes on a terminal: wide and full-width characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def bracketed(text: str, longest: int) -> list[tuple[int, int]]:
    """Return the spans of the outermost bracket pairs, brackets included, in order.

    A pair of more than `longest` characters counts as no pair, and a bracket that never closes
    opens nothing: （以下、当社という。 must not swallow the rest of the text.
    """
    spans: list[tuple[int, int]] = []
    open_brackets: list[tuple[str, int]] = []  # the closer that is waited for, where it opened
    for found in _BRACKET.finditer(text):
        sign, at = found.group(), found.start()
        if sign in _CLOSER_OF:
            if len(open_brackets) == _DEEPEST:
                del open_brackets[0]
            open_brackets.append((_CLOSER_OF[sign], at))
            continue
        for depth in range(len(open_brackets) - 1, -1, -1):
            if open_brackets[depth][0] == _CLOSED_BY[sign]:
                start = open_brackets[depth][1]
                del open_brackets[depth:]
                if at + 1 - start <= longest:
                    while spans and spans[-1][0] >= start:
                        spans.pop()
                    spans.append((start, at + 1))
                break
    return spans
