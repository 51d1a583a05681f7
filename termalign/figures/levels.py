"""Levels and changes: 前年比105％ is 105% of the year before, or up 5%; never up 105%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from termalign.figures import units
from termalign.figures.agreement import AGREEING, Verdict, compare, polarity, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Figure

_BASE = re.compile("(?:年|期|月|度|半期|計画|予想|予算|末)比(?:で|は|：|:)? ?$")
# 既存店は前年比104.3％、客数は同98.7％
_BASE_OR_SAME = re.compile(rf"{_BASE.pattern}|同(?:じく)? ?$")

_MOST_FIGURES = 200  # of a longer list no words tell levels from changes
_WINDOW = 8
_HUNDRED = Decimal(100)
# 前年比12％ is a growth of 12 % said without 増; a level lies about a hundred.
_LEAST_LEVEL = Decimal(50)


def compare_levels(
    ja_text: str, ja: Sequence[Figure], en: Sequence[Figure]
) -> tuple[list[Verdict], list[Figure], list[Figure]]:
    """Return the verdicts on levels that the English gives as changes, and the figures left."""
    verdicts: list[Verdict] = []
    ja_left, en_left = list(ja), list(en)
    if len(en) > _MOST_FIGURES:
        return verdicts, ja_left, en_left
    of_base = False  # whether 同 repeats the base of a level
    for figure in ja:
        stands_after = _BASE if not of_base else _BASE_OR_SAME
        if not _is_level(figure, ja_text, stands_after):
            continue
        of_base = True
        found = _as_change(figure, en_left)
        if found and found.en:
            verdicts.append(found)
            ja_left.remove(figure)
            en_left.remove(found.en)
    return verdicts, ja_left, en_left


def _is_level(figure: Figure, text: str, stands_after: re.Pattern[str]) -> bool:
    if figure.unit != units.PERCENT or figure.sign or figure.value < _LEAST_LEVEL:
        return False
    return bool(stands_after.search(text, max(0, figure.start - _WINDOW), figure.start))


def _as_change(level: Figure, english: Sequence[Figure]) -> Verdict | None:
    """Return the verdict on the English change that stands for a level; None for none."""
    changes = [figure for figure in english if figure.unit == units.PERCENT and polarity(figure)]
    change = replace(level, value=abs(level.value - _HUNDRED))
    for figure in changes:
        if compare(level, figure) in AGREEING:
            return verdict("value", level, figure)  # up 105%
        if compare(change, replace(figure, value=abs(figure.value), sign="")) in AGREEING:
            same = (level.value >= _HUNDRED) == (figure.value >= 0)
            return verdict("equal" if same else "sign", level, figure)
    for figure in english:  # "swelled 18%": a verb that is known for no direction
        undirected = figure.unit == units.PERCENT and not polarity(figure)
        if undirected and compare(change, figure) in AGREEING:
            return verdict("equal", level, figure)
    return None
