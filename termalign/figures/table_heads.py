"""The lines above a table's rows: heads of columns, units, declarations, and how they split."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from termalign.figures import find_figures
from termalign.figures.notation import fold
from termalign.figures.table_units import Unit, declaration, unit_run

if TYPE_CHECKING:
    from termalign.records import Language

_WIDE_GAP = re.compile(r"\t+|　+| {2,}|\s*[|｜]\s*")
# A wrapped label's first part: 親会社の所有者に帰属する / 中間利益, Profit attributable to / owners
_JA_BROKEN = re.compile(r"(?:[のるた・]|及び|および|又は|による|[^・]（[^）]*)$")
_EN_BROKEN = re.compile(
    r"\b(?:of|to|and|in|by|for|the|on|from|attributable|using|other|or|per|with)$|,$|\([^)]*$",
    re.IGNORECASE,
)
_DAY = r"[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4}"
# Heads that hold spaces or capitals of their own, and are one each.
_SPAN = (
    r"(?:(?:Three|Six|Nine|Twelve) months|(?:Fiscal )?years?"
    rf"|(?:First|Second|Third|Fourth) quarter) end(?:ed|ing) {_DAY}"
)
_YEAR = (
    r"[1-4][QH] ?FY ?[0-9]{2,4}|FY ?[0-9]{2,4}(?: ?(?:[1-4]Q|[12]H|Q[1-4]|H[12]))?"
    r"(?: ?\(?(?:results?|forecast|actual|plan|target|est\.?"
    r"|実績|見通し|見込み?|予想|計画|目標)\)?)?"
)
_JA_DAY = "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
_WHOLE = re.compile(
    rf"{_SPAN}|(?:(?:As of|At) )?{_DAY}|{_YEAR}|(?:[(（]?自 ?)?{_JA_DAY} ?至 ?{_JA_DAY}[)）]?",
    re.IGNORECASE,
)
# Eight columns of a statement of changes in equity take 150 signs.
_LONGEST = 200
# What is a declaration and no column's head; 契約数（千件） 収益（億円） are two heads.
_BESIDE_DECLARED = re.compile(
    r"^\s*[(（\[【][^()（）]*[)）\]】]\s*$|単位.*|※?金額は.*|\bunits?\b.*"
    r"|(?:\bin )?(?:thousands|millions|billions) of [A-Za-z. ]+(?:,.*)?$",
    re.IGNORECASE,
)
_LISTED = re.compile("[、,，]")
_CAPITAL = re.compile(
    r"(?<=[a-z0-9)%.]) (?=[A-Z(])|(?<=[A-Z]) (?=[A-Z][a-z])|(?<!\bto) (?=owners of)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A line above (or below) a table's rows, and what it says of them."""

    text: str
    start: int
    language: Language
    units: list[Unit]  # one a column: 百万円 ％ 百万円 ％
    declares: Unit | None  # for the whole table

    @property
    def periods(self) -> int:
        """How many periods or days it names."""
        found = find_figures(self.text, self.language)
        return sum(figure.kind in {"date", "period"} for figure in found)

    @property
    def is_prose(self) -> bool:
        """Whether the line is of running text: neither a head nor a declaration."""
        ends = self.text.rstrip().endswith(("。", ".", ",", "、", ";"))
        return (ends or len(self.text) > _LONGEST) and not self.declares and not self.units

    @property
    def is_broken(self) -> bool:
        """Whether the line is the first part of a label that goes on in the next."""
        pattern = _JA_BROKEN if self.language == "ja" else _EN_BROKEN
        return bool(pattern.search(self.text))


def head_of(line: str, start: int, language: Language) -> Head:
    """Return what a line without cells says of the table around it."""
    run, begins = unit_run(line, start, language)
    if len(run) > 1 and _LISTED.search(line[begins:]) and not line[:begins].strip(" 　([（"):
        # 億円、％: what the cells are given in, not a unit for each column
        listed = replace(run[0], scope="table")
        return Head(line.strip(), start, language, [], listed)
    whole = len(run) == 1 and not line[:begins].strip(" 　([（")
    declares = run[0] if whole else declaration(line, start, language) if len(run) < 2 else None
    named = line[:begins] if len(run) > 1 else line
    text = named.strip()
    at = start + (line.find(text) if text else 0)
    return Head(text, at, language, run if len(run) > 1 else [], declares)


def split_heads(head: Head, wide: int) -> list[str] | None:
    """Return a head for each of `wide` columns; None where the line does not part into so many.

    By wide gaps first, then by periods, by single spaces (Japanese heads have none within) or by
    capitals (Revenue Operating profit Profit before tax).
    """
    text = head.text
    if not text or (head.declares and not _BESIDE_DECLARED.sub("", text).strip()):
        return None
    # A declaration may stand before the heads, in the labels' column.
    text = re.sub(r"^[(（][^()（）]*[)）]\s+", "", text) if head.declares else text
    if wide == 1:
        return [text] if not re.search(r"[。:：]|\.$", text) else None
    for parts in _partings(text, head.language):
        for chosen in (parts, parts[1:]):  # the first may be the labels' own head
            if len(chosen) == wide:
                return chosen
    return None


def _partings(text: str, language: Language) -> list[list[str]]:
    found = [[part for part in _WIDE_GAP.split(text) if part.strip()]]
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f" \ue000{len(kept) - 1}\ue001 "

    hidden = _WHOLE.sub(hide, text)

    def shown(part: str) -> str:
        return re.sub("\ue000([0-9]+)\ue001", lambda match: kept[int(match[1])], part).strip()

    if kept:
        words = [shown(part) for part in re.split(r"\s+(?=\ue000)|(?<=\ue001)\s+", hidden)]
        found.append([word for word in words if word])
    if language == "ja":
        found.append([shown(part) for part in re.split(r"\s+", fold(hidden)) if part])
    else:
        spread = re.sub("\ue001 +", "\ue001\n", re.sub(" +\ue000", "\n\ue000", hidden))
        parts = [p for line in spread.split("\n") for p in _CAPITAL.split(line)]
        found.append([shown(part) for part in parts if part.strip()])
        found.append([shown(part) for part in hidden.split() if part])
    return found
