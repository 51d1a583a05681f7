"""What a line is by its own signs: a table row, an item of a list, a heading, a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from termalign.reading.words import UNFINISHED
from termalign.text import BULLETS, is_japanese

# "• 売上", "- 売上", "※ 1", "*Under IFRS,", "(注) 1." but not "-6.2%" and not "△3.7%".
_BULLET = re.compile(rf"(?:[{BULLETS}](?=\s*\S)|[–—-]\s|[※＊]|\*(?=\S)|[(（]注|注\d?[)）])")
# (1) ① 1. a) ア. (i); not 2.5%, not the negative (31) of a table row (rows are asked first).
_NUMBERED = re.compile(
    r"(?:[(（](?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[ア-ン])[)）](?!\d)|[①-⑳㈠-㈩]|\d{1,2}[.．)）](?=\s*[^\d\s.])"
    r"|[a-zA-Zア-ン][)）．](?=\s*\S)|[a-zA-Z]\.\s(?=\D))"
)
# Ⅳ- 1. 連結業績, 第２【事業の状況】, ３ 【事業の内容】, ＜サービス＞, <Revenue growth>, II. Outlook
_HEADED = re.compile(
    r"(?:[Ⅰ-Ⅻ]|第[\d０-９一二三四五六七八九十]{1,3}[章節部項 　【]|[\d０-９]{0,2}\s?【"
    r"|[＜<]\D{2,40}[＞>]$"
    r"|(?:I{1,3}|I?V|VI{1,3}|I?X)[.-]\s)"
)
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_DASH = re.compile(r"[-－―—–‐*＊±△▲…]+0?$")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,?$")
_HIRAGANA = re.compile(r"[ぁ-ん]")
_ONE_VALUE = re.compile(
    r"[(（\[［]?[約△▲±+＋−-]*[¥￥$\\]?\d[^A-Za-zぁ-んァ-ヶ\s]*(?:YoY|QoQ)?[)）\]］]?$"
)
_BARE = re.compile(r"[\d,.]*$")
# The one figure after a label: "Stores 4%", "Tea etc. 9.40", "送料込 1,320円"; no year.
_VALUE = re.compile(
    r"[△▲+＋(（-]?[¥￥$\\]?(?:\d[\d,]*[.,]\d+|\d+(?=[%％]|[百千万億兆]*円))(?:[%％]|[百千万億兆]*円)?[)）]?$"
)
_SHORT_LABEL = 5  # words: "Dividends paid (1,204)" is a row, a sentence that ends in 6.5% is not
_LONGEST_ROW = 240  # columns' worth of characters

_SENTENCE_END = re.compile(r"(?:[。．｡！？!?]|(?<!\betc)\.)[」』”’\"')）\]］*]*$")
_TAIL = 12  # characters that hold a sentence's end with its brackets
_VERB_END = re.compile(
    r"(?:ます|です|ました|でした|ません|した|する|いる|ある|ない|れる|せる|おり)$"
)


@lru_cache(maxsize=1024)  # asked of each line by several neighbours
def is_row(text: str) -> bool:
    """Tell whether `text` is figures only, or a table row: a label and its cells."""
    if len(text) > _LONGEST_ROW or not _FIGURE.search(text):
        return False
    cells = text.split()
    kinds = _cells(cells)
    figures = sum(kinds)
    if figures == len(cells):
        return True
    if text[0] in BULLETS or _SENTENCE_END.search(text[-_TAIL:]):
        return False
    if _run_of(kinds) >= 3 or _run_of(kinds[::-1]) >= 2:
        return True
    if figures >= 3 and figures * 2 >= len(cells):
        return True
    if _is_japanese_row(cells):
        return True
    label = text[: -len(cells[-1])]
    return len(cells) <= _SHORT_LABEL and bool(_VALUE.match(cells[-1])) and _is_closed(label)


def _cells(cells: list[str]) -> list[bool]:
    """Tell of each cell whether it is a figure, a period or the dash for none."""
    kinds = [is_figure_cell(cell) for cell in cells]
    months = [i for i, cell in enumerate(cells) if _MONTH.match(cell)]
    heads = len(months) > 1 and not any(cell.islower() and cell in UNFINISHED for cell in cells)
    if heads or len(cells) == sum(kinds) + len(months):
        for i in months:  # a head such as "Mar. 31, 2021 Dec. 31, 2021 Changes"
            kinds[i] = True
    for i in months if not (heads or all(kinds)) else ():
        kinds[i + 1 : i + 3] = [False] * len(kinds[i + 1 : i + 3])  # "as of Mar. 31, 2021": a date
    return kinds


def is_figure_cell(cell: str) -> bool:
    """Tell whether one cell is a figure, a period (1Q22, FY20, 22年6月末) or the dash for none."""
    digits = len(_FIGURE.findall(cell))
    if not digits:
        return bool(_DASH.match(cell))
    return digits >= len(_LETTER.findall(cell)) and not _HIRAGANA.search(cell)


def _run_of(kinds: list[bool]) -> int:
    """Count the figures at the beginning."""
    return next((n for n, figure in enumerate(kinds) if not figure), len(kinds))


def _is_japanese_row(cells: list[str]) -> bool:
    """Tell whether spaces part cells, some with figures: 倉庫自動化 8億円・3年間 24年5月."""
    with_figures = sum(bool(_FIGURE.search(cell)) for cell in cells)
    return (
        with_figures >= 2
        and with_figures + len(cells) >= 7
        and all(_has_japanese_or_digit(c) for c in cells)
    )


def _has_japanese_or_digit(cell: str) -> bool:
    return not cell.isascii() or bool(_FIGURE.search(cell))


def _is_closed(label: str) -> bool:
    return label.count("(") + label.count("（") == label.count(")") + label.count("）")


def is_value(text: str) -> bool:
    """Tell whether `text` is one figure with its unit: 48%, ¥7,150, 22年10月, [+4.2%]."""
    return bool(_ONE_VALUE.match(text)) and not _BARE.match(text)


def is_bullet(text: str) -> bool:
    """Tell whether `text` begins with a bullet, a note's mark or an enumeration."""
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def hangs(text: str) -> bool:
    """Tell whether `text` begins with a bullet proper, under which its further lines hang."""
    return text[0] in "•‧∙◦・･–—-*※" and bool(_BULLET.match(text))


def is_headed(text: str) -> bool:
    """Tell whether `text` begins as a heading does: Ⅱ- 1., 第２【…】, ＜…＞."""
    return bool(_HEADED.match(text))


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends with a full stop or the like, closing brackets aside."""
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def is_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, with or without its full stop."""
    return ends_sentence(text) or bool(_VERB_END.search(text[-_TAIL:]))


def starts_japanese(text: str) -> bool:
    """Tell whether the first character is a kana or ideograph."""
    return is_japanese(text[0])
