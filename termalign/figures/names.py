"""Names and references that hold digits and are no figures: ISO 14001, IPv6, (注)1, P.46, URLs."""

from __future__ import annotations

import re

# The word before the number makes it a name's or a reference's.
_LETTERED = (
    "note", "notes", "no.", "nos.", "page", "pages", "section", "sections", "article", "articles",
    "chapter", "chapters", "item", "items", "phase", "step", "steps", "stage", "level", "tier",
    "type", "version", "ver.", "figure", "fig.", "table", "part", "appendix", "exhibit", "form",
    "rule", "scope", "code", "code:", "room", "route", "class", "grade", "category", "vol.", "gen.",
    "schedule", "paragraph", "tel", "tel.", "tel:", "fax", "fax:", "series", "model",
)  # fmt: skip
_NAMES = (
    "ISO", "IEC", "IFRS", "IAS", "IFRIC", "ASC", "JIS", "RFC", "Microsoft", "Office", "Windows",
    "S&P", "Nikkei", "TOPIX", "Topix", "COVID", "No", "Gen", "Web", "P.", "p.", "pp.", "№",
)  # fmt: skip
_HEADS = frozenset({*_LETTERED, *(word.capitalize() for word in _LETTERED), *_NAMES})
_LONGEST = max(map(len, _HEADS))
_JAPANESE = re.compile(
    r"(?:\(?(?<![受発外])注(?:記|釈)?\)?|[※*#№]|P\.|No\.?|ページ|コード(?:番号)?(?: ?:)?|TEL[: ]?"
    r"|電話[: ]?"
    r"|[図表]|日経|別紙|項番|様式|タイプ|フェーズ|バージョン|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ](?: ?[-‐–.])?) ?$"
)
_JAPANESE_ENDS = frozenset("注記経釈)※*#№.oジド号: L話図表紙番式プズンⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ-‐–")
_AFTER = re.compile(
    "[条項号章節頁](?!数)|ページ|桁|数(?![字値量])|進(?![展捗行出])|代(?![理表金替])"
)
# 2.0.1, 03-1234-5678, round the clock
_DOTTED = re.compile(
    r"[0-9]+(?:\.[0-9]+){2,}|[0-9]{2,5}(?:-[0-9]{1,4}){1,3}-[0-9]{3,4}(?![0-9])"
    r"|50[-/:：]50(?![0-9])|24/(?:7/)?(?:7|365)(?![0-9])|24時間、?365日|365日、?24時間"
    r"|24-hours?,? 365-days?|24 hours,? (?:and )?365 days"
    r"|24 hours a day(?:,? (?:365|seven|7) days a (?:year|week))?|365 days a year"
)
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[.\-/][0-9A-Za-z]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]{1,64}@[!-~]+")
# COVID-19, I-2, but not YoY-3.7% or mid-2024
_JOINED = re.compile(r"[0-9]+(?![0-9%.,][0-9]?)|[0-9]+\.(?![0-9])")
_NO_NAMES = frozenset(
    {
        "YoY",
        "QoQ",
        "MoM",
        "yoy",
        "qoq",
        "mid",
        "Mid",
        "pre",
        "post",
        "early",
        "late",
        "Early",
        "Late",
    }
)
_GROUPED = re.compile("[0-9]{1,3},[0-9]{3}")
_LETTERS = re.compile(r"[A-Za-z$]{1,12}$")
_LETTERS_WINDOW = 12


def without_addresses(text: str) -> str:
    """Return `text` with web and mail addresses blotted out, of the same length."""
    if "@" in text or "www." in text or "://" in text:
        return _ADDRESS.sub(lambda match: "_" * len(match[0]), text)
    return text


def has_name_before(text: str, start: int) -> bool:
    """Tell whether the number at `start` is part of a name or reference: ISO 14001, page 3.

    A number with a comma is not: "sea level 1,035 m".
    """
    if _GROUPED.match(text, start):
        return False
    if (
        start > 1
        and text[start - 1] == "-"
        and text[start - 2].isascii()
        and text[start - 2].isalpha()
    ):
        return bool(_JOINED.match(text, start)) and letters_before(text, start - 1) not in _NO_NAMES
    end = start - 1 if start and text[start - 1] in " -" else start
    if not end or not (text[end - 1].isalpha() or text[end - 1] in ".:"):
        return False
    window = max(0, end - _LONGEST - 1)
    begin = max(text.rfind(" ", window, end), text.rfind("(", window, end))
    word = text[max(begin + 1, window) : end]
    if word in _HEADS:
        return True
    # 社内規程はISO 14001に: no space stands before the name in Japanese.
    letters = letters_before(text, end)
    return bool(letters) and letters != word and not word.isascii() and letters in _HEADS


def has_reference_mark(text: str, start: int) -> bool:
    """Tell whether a mark makes the number a reference: (注)1, ※2, P.46, 表3, Ⅱ- 4."""
    if not start or text[start - 1] not in _JAPANESE_ENDS:
        return False
    return _JAPANESE.search(text, max(0, start - _LETTERS_WINDOW), start) is not None


def is_reference(text: str, end: int) -> bool:
    """Tell whether what ends at `end` numbers a clause, or says no value: 5条, 2桁, 10数円."""
    return _AFTER.match(text, end) is not None


def dotted_end(text: str, start: int) -> int:
    """Return the end of a version, telephone number or 24時間365日 at `start`; 0 for none."""
    match = _DOTTED.match(text, start)
    return match.end() if match else 0


def token_end(text: str, start: int) -> int:
    """Return the end of the run of letters and digits at `start`: of v2.0-beta, 5G."""
    match = _TOKEN.match(text, start)
    return match.end() if match else start + 1


def letters_before(text: str, start: int) -> str:
    """Return the Latin letters that touch `start` from the left, e.g. FY, JPY, US$."""
    match = _LETTERS.search(text, max(0, start - _LETTERS_WINDOW), start)
    return match[0] if match else ""
