"""The rows of two tables that translate one another, paired by their labels and their numbers.

Labels decide; where the lexicon knows none of the words the numbers do, and the order last.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from termalign.checks.table_labels import likeness, same_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.figures.tables import Row
    from termalign.records import Figure
    from termalign.settings import Profile

# How much labels, numbers and the order count.
_BY_LABEL, _BY_NUMBERS, _BY_ORDER = 1.0, 0.5, 0.5
_CLOSE, _BESIDE_BETTER = 0.05, 0.3
# Rows that have less in common are not paired: one of them has no counterpart.
_LEAST_PAIRED = 0.35
_RATE_LABEL = re.compile(
    r"[%％]|率|比|割合|ratio|percent|\brate\b|margin|yield|growth", re.IGNORECASE
)
_OTHER_KIND = 0.6


def paired_rows(
    ja: Sequence[Row], en: Sequence[Row], profile: Profile
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair rows best first, one to one; return the pairs as the Japanese has them, and the rest."""
    scored = []
    likes = [[_label_score(row, partner, profile) for partner in en] for row in ja]
    best_of_ja = [max(row, default=0.0) for row in likes]
    best_of_en = [max(column) for column in zip(*likes, strict=True)]
    for one, row in enumerate(ja):
        for other, partner in enumerate(en):
            # 営業利益 is rather like Ordinary profit (0.75), but not where Operating profit stands.
            rival = max(best_of_ja[one], best_of_en[other])
            like = likes[one][other]
            by_label = like if like >= rival - _CLOSE else like * _BESIDE_BETTER
            score = _BY_LABEL * by_label**2 + _BY_NUMBERS * _common(row, partner)
            apart = abs(one / len(ja) - other / len(en))
            scored.append((-score - _BY_ORDER * (1 - apart), score, one, other))
    partner_of: dict[int, int] = {}
    for _, score, one, other in sorted(scored):
        lone = len(ja) == len(en) == 1
        if one in partner_of or other in partner_of.values():
            continue
        if score >= _LEAST_PAIRED or lone:
            partner_of[one] = other
    _pair_between(partner_of, ja, en, profile)
    pairs = [(ja[one], en[other]) for one, other in sorted(partner_of.items())]
    taken = set(partner_of.values())
    ja_left = [row for number, row in enumerate(ja) if number not in partner_of]
    return pairs, ja_left, [row for number, row in enumerate(en) if number not in taken]


def _pair_between(
    partner_of: dict[int, int], ja: Sequence[Row], en: Sequence[Row], profile: Profile
) -> None:
    """Pair the rows that are left between the same neighbours: their words are not known."""
    for one in range(len(ja)):
        if one in partner_of:
            continue
        before = partner_of.get(one - 1, -1 if one == 0 else None)
        after = partner_of.get(one + 1, len(en) if one == len(ja) - 1 else None)
        other = before + 1 if before is not None else after - 1 if after is not None else None
        if other is None or other in partner_of.values() or not 0 <= other < len(en):
            continue
        if before is not None and after is not None and after - before != 2:
            continue
        if len(ja[one].cells) != len(en[other].cells) or len(ja) != len(en):
            continue
        if same_period(ja[one].label, en[other].label, profile) is not False:
            partner_of[one] = other


def _label_score(ja: Row, en: Row, profile: Profile) -> float:
    period = same_period(ja.label, en.label, profile)
    if not ja.label and not en.label:
        by_label = _LEAST_PAIRED
    elif period is not None:
        by_label = float(period)
        words = likeness(ja.label, en.label)
        by_label *= (1 + words) / 2
    else:
        by_label = likeness(ja.label, en.label)
        if bool(_RATE_LABEL.search(ja.label)) != bool(_RATE_LABEL.search(en.label)):
            by_label *= _OTHER_KIND  # 増減額 and 増減率 are told by no other word
        if ja.section and en.section:
            by_label *= 0.9 + 0.1 * likeness(ja.section, en.section)
    return by_label


def _common(ja: Row, en: Row) -> float:
    """Return the share of two rows' cells that show the same digits, whatever their scale."""
    ones = [digits_of(cell.shown) for cell in ja.cells if cell.shown is not None]
    others = [digits_of(cell.shown) for cell in en.cells if cell.shown is not None]
    if not ones or not others:
        return 0.0
    left = list(others)
    met = 0
    for digits in ones:
        if digits in left:
            left.remove(digits)
            met += 1
    return met / max(len(ones), len(others))


def digits_of(figure: Figure | None) -> str:
    """Return a cell's significant digits, whatever its scale and sign."""
    assert figure is not None
    return f"{abs(figure.value):f}".replace(".", "").strip("0")


def same_digits(ja: Figure, en: Figure) -> bool:
    """Tell whether two cells show the same digits, or the shorter the longer ones' rounding."""
    one, other = digits_of(ja), digits_of(en)
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < _LEAST_ROUNDED:
        return False
    first, second = (Decimal(f"0.{digits}") for digits in (one, other))
    return abs(first - second) <= Decimal(1).scaleb(-shorter)


# 74,244 is 74.2: three digits tell a rounded number from another one.
_LEAST_ROUNDED = 3
