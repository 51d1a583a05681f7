"""Units that a table declares for its bare numbers: for all of it, a column, a row; and rows apart.

"単位：百万円", "(Millions of yen, except per share data)", "百万円 ％ 百万円 ％", 稼働端末数
（千台）.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from termalign.figures import units
from termalign.figures.notation import either, fold

if TYPE_CHECKING:
    from termalign.records import Language

Scope = Literal["cell", "row", "column", "table"]

_RATIOS = {
    "%": units.PERCENT, "パーセント": units.PERCENT, "percent": units.PERCENT, "pt": units.POINTS,
    "pts": units.POINTS, "ppt": units.POINTS, "ポイント": units.POINTS, "points": units.POINTS,
    "percentage points": units.POINTS, "倍": units.TIMES, "times": units.TIMES, "x": units.TIMES,
}  # fmt: skip
_JA_UNITS = units.JA_CURRENCIES | units.JA_MEASURES | units.JA_COUNTERS | units.SYMBOLS | _RATIOS
_EN_UNITS = (
    {word.lower(): unit for word, unit in (units.EN_CURRENCIES | units.MARKS).items()}
    | units.EN_MEASURES
    | units.EN_NOUNS
    | {symbol.lower(): unit for symbol, unit in units.SYMBOLS.items()}
    | {"shares": "share", "persons": "person"}
    | _RATIOS
)
_EN_MONEY = either({*units.MARKS, "US dollars", "U.S. dollars", "yen", "dollars", "euros"})
_JA_UNIT = re.compile(
    rf"(?P<scale>{either(units.JA_SCALES)})?(?P<unit>円 ?・? ?銭|{either(_JA_UNITS)})?",
    re.IGNORECASE,
)
_EN_WORDS = either(word for word in _EN_UNITS if word not in {"m", "t"})
_EN_SCALE = either(units.EN_SCALES)
_EN_UNIT = re.compile(
    rf"(?:in )?(?:(?P<mark>{_EN_MONEY}) ?(?:\((?:{_EN_MONEY})\) ?)?(?:in )?(?P<after>{_EN_SCALE})?"
    rf"|(?P<scale>{_EN_SCALE})(?: of)?(?: (?P<counted>{_EN_WORDS}))?"
    rf"|(?P<alone>{_EN_WORDS}))(?: \((?:{_EN_SCALE})\))?",
    re.IGNORECASE,
)
# 単位：百万円、％ · Unit: ¥ (JPY) million · Units: thousand
_JA_DECLARED = re.compile(
    r"(?:単位 ?[:：]? ?|金額は|[(\[【〔](?:単位 ?[:：]? ?)?)(?P<words>[^()\[\]【】〔〕]{1,24})"
)
_EN_DECLARED = re.compile(
    rf"(?:\b(?:figures|amounts)? ?(?:are )?(?P<of>(?:{_EN_SCALE}) of [A-Za-z. ]+)"
    rf"|\bunits?\b(?: ?: ?| (?=in |{_EN_MONEY}|{_EN_SCALE}))(?P<unit>[^,;\[\]]{{1,30}})"
    r"|[(\[](?:units?\b ?:? ?|in )?"
    r"(?P<bracketed>[^()\[\]]{1,60}(?:\([A-Z]{3}\)[^()\[\]]{0,16})?)[)\]])",
    re.IGNORECASE,
)
# What tells the row's unit where the table's does not reach it.
_JA_RATIO = re.compile(r"(?:率|比|ROE|ROA|ROIC|利回り)(?:[（(].*)?$")
_EN_RATIO = re.compile(
    r"\b(?:ratio|margin|rate|ROE|ROA|ROIC|yield|percentage)\b|^% ", re.IGNORECASE
)
_JA_PER_SHARE = re.compile(r"[1１一]株(?:当|あ)たり|EPS|BPS")
_EN_PER_SHARE = re.compile(r"\bper share\b|\bEPS\b|\bBPS\b", re.IGNORECASE)
_JA_HEADS = re.compile(
    r"(?:従業員|人員|社員|要員)数?|(?:社|店舗|件|契約|拠点|台|回線|加盟店|会員)数"
)
_EN_HEADS = re.compile(r"\b(?:employees|headcount|personnel|number of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What one is worth under a declaration: 10^6 and "JPY" for 百万円; where it is declared."""

    factor: Decimal
    unit: str  # as in `Figure.unit`
    scope: Scope = "cell"
    start: int = 0  # span of the declaration in the text
    end: int = 0

    @property
    def is_money(self) -> bool:
        """Whether it is a currency."""
        return self.unit in units.CURRENCIES


def unit_of(words: str, language: Language) -> tuple[Decimal, str] | None:
    """Return factor and unit that words alone name (百万円, ¥ million); None where they do not."""
    folded = fold(words).strip(" 　:：.")
    if not folded:
        return None
    if language == "ja":
        match = _JA_UNIT.fullmatch(folded)
        if match:
            named = match["unit"] or ""
            unit = (
                "JPY" if "銭" in named else _JA_UNITS.get(named, _JA_UNITS.get(named.lower(), ""))
            )
            return Decimal(units.JA_SCALES.get(match["scale"] or "", 1)), unit
        return None
    match = _EN_UNIT.fullmatch(folded.replace("\\", "¥"))
    if not match:
        return None
    scale = match["after"] or match["scale"] or ""
    named = match["mark"] or match["counted"] or match["alone"] or ""
    return Decimal(units.EN_SCALES.get(scale.lower(), 1)), _EN_UNITS.get(named.lower(), "")


# （四半期） in a title is no unit of the cells, and per cent stand with their sign.
_NO_DECLARED = frozenset({*_RATIOS.values(), "quarter", "term", "year", "month", "week", "day"})


def declaration(line: str, start: int, language: Language) -> Unit | None:
    """Return the unit that a line declares for a table, its span counted from `start`; or None.

    Of several the first holds: 単位：百万円、％ declares 百万円, per cent stand with their sign.
    """
    pattern = _JA_DECLARED if language == "ja" else _EN_DECLARED
    for match in pattern.finditer(fold(line)):
        group = next(name for name, words in match.groupdict().items() if words is not None)
        for words in re.split(r"[、,/・;]| and ", match[group]):
            found = unit_of(_bare(words), language)
            if found and (found[0] != 1 or found[1] not in _NO_DECLARED):
                first = match.start(group)
                return Unit(*found, "table", start + first, start + first + len(match[group]))
    return None


def _bare(words: str) -> str:
    """Return the words that name a unit, without an exception or explanation after them."""
    bare = re.split(r"(?i) except| unless| rounded|単位|未満|表示", words)[0].strip()
    return bare.rstrip(")]") if bare.count(")") > bare.count("(") else bare


def row_unit(label: str, start: int, language: Language) -> Unit | None:
    """Return the unit a row's or column's head has in brackets: 稼働端末数（千台）, EPS (yen)."""
    bracketed = list(_BRACKETED.finditer(label))
    for last in reversed(bracketed):
        found = unit_of(last[1], language) if not _LETTER.fullmatch(fold(last[1])) else None
        if found:
            return Unit(*found, "row", start + last.start(1), start + last.end(1))
    match = re.search(r"[、,]\s*([^、,()]+)$", label)
    found = unit_of(match[1], language) if match else None
    if match is None or found is None:
        return None
    return Unit(*found, "row", start + match.start(1), start + match.end(1))


def exemption(label: str, language: Language) -> str | None:
    """Return the unit of a row that a table's declared unit does not reach; None of one it does.

    Ratios, amounts per share and heads counted: 営業利益率, 1株当たり当期純利益, 従業員数.
    """
    folded = fold(label).strip()
    if language == "ja":
        patterns = (_JA_RATIO, _JA_PER_SHARE, _JA_HEADS)
        if re.search("為替(?:レート|相場)|想定為替", folded):
            return units.BARE
    else:
        patterns = (_EN_RATIO, _EN_PER_SHARE, _EN_HEADS)
        if "exchange rate" in folded.lower():
            return units.BARE
    # Per share comes before ratio: 1株当たり配当の増減率 is rare, "rate" in labels is not.
    ratio, per_share, heads = (bool(pattern.search(folded)) for pattern in patterns)
    if per_share and not ratio:
        return "JPY"
    if ratio:
        return units.PERCENT
    return units.BARE if heads else None


_LETTER = re.compile("[A-Za-z]")  # 今回修正予想（B）
# 稼働端末数（千台）, 売上（単位：億円）, Revenue (unit: ¥ billion)
_BRACKETED = re.compile(
    r"[(（\[](?:(?:単位|units?)\s*[:：]?\s*)?([^()（）\[\]]+)[)）\]]", re.IGNORECASE
)
_JA_TOKEN = re.compile(
    rf"(?:{either(units.JA_SCALES)})?(?:円 ?・? ?銭|{either(_JA_UNITS)})", re.IGNORECASE
)
_EN_TOKEN = re.compile(
    rf"(?:{_EN_SCALE}) of (?:yen|U\.?S\.? dollars|dollars|euros|shares|units)"
    rf"|(?:¥|JPY|US\$|\$|€) ?(?:{_EN_SCALE})\b|(?:{_EN_SCALE}) (?:yen|dollars|shares|units)"
    r"|\bYen\b|\bsen\b|%|\bpt\b|\bshares\b|\btimes\b|\bpeople\b|¥|US\$",
    re.IGNORECASE,
)


def unit_run(line: str, start: int, language: Language) -> tuple[list[Unit], int]:
    """Return the units a line of heads ends with, a column each, and where in the line they begin.

    "百万円 ％ 百万円 ％" names four; in a line that ends with heads or prose there are none.
    """
    folded = fold(line)
    pattern = _JA_TOKEN if language == "ja" else _EN_TOKEN
    run: list[Unit] = []
    begins = len(folded)
    tokens = [m for m in pattern.finditer(folded) if _alone(folded, m)]
    for match in reversed(tokens):
        if folded[match.end() : begins].strip(" ()[]|"):
            break
        found = unit_of(match[0].replace("・", ""), language)
        if found is None:
            break
        run.insert(0, Unit(*found, "column", start + match.start(), start + match.end()))
        begins = match.start()
    if begins == len(folded) or folded[begins:].strip() == "":
        return [], len(line)
    return run, begins


def _alone(line: str, match: re.Match[str]) -> bool:
    """Tell whether a unit stands between spaces or brackets, not at the end of a word."""
    before, after = line[: match.start()][-1:], line[match.end() :][:1]
    return (not before or before in " ([|") and (not after or after in " )]|")
