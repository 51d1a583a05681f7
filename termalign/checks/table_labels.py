"""Do two labels name the same: 営業利益 and Operating profit, 2026年3月期 and FY2025."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from termalign.figures import find_figures
from termalign.figures.periods import compare_calendar, is_calendar
from termalign.lexicon.english import content_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.embedding.lexical import LexicalEmbedder
    from termalign.records import Figure
    from termalign.settings import Profile

# 前期 and Previous year come before 当期 and Current year, whatever the years are.
_JA_AGE = (
    (re.compile("前|昨"), -1),
    (re.compile("当|今|実績"), 0),
    (re.compile("次|翌|来|予想"), 1),
)
_EN_AGE = (
    (
        re.compile(r"\b(?:previous|prior|last|preceding)\b|year[- ](?:earlier|ago)", re.IGNORECASE),
        -1,
    ),
    (re.compile(r"\b(?:current|this|results?|actual)\b", re.IGNORECASE), 0),
    (re.compile(r"\b(?:next|forecast|following)\b", re.IGNORECASE), 1),
)
# Heads beyond so many are not tried in every order.
_MOST_ORDERED = 7


@cache
def _embedder() -> LexicalEmbedder:
    from termalign.embedding.lexical import LexicalEmbedder
    from termalign.lexicon import load_lexicon

    return LexicalEmbedder(load_lexicon())


@lru_cache(maxsize=4096)
def likeness(ja: str, en: str) -> float:
    """Return how much two labels say the same by the lexicon, from 0 to 1; figures are left out.

    The share of the Japanese words that have their English there, and of the English words that
    are wanted, on an average: 売上総利益 is less like Operating profit than like Gross profit.
    """
    words = [word for word in _embedder().japanese_words(ja) if any(c.isalpha() for c in word.form)]
    stems = content_stems(re.sub(r"\([^()]*\)$", "", en).strip() or en)
    if not words or not stems:
        return 0.0
    rows = [dict(word.columns) for word in words]
    met = sum(max((row.get(stem, 0.0) for stem in stems), default=0.0) for row in rows)
    wanted = sum(max((row.get(stem, 0.0) for row in rows), default=0.0) for stem in stems)
    return (met / len(rows) + wanted / len(stems)) / 2


def same_period(ja: str, en: str, profile: Profile) -> bool | None:
    """Tell whether two labels name the same period; None where one of them names none."""
    ones, others = _calendar(ja, "ja"), _calendar(en, "en")
    if not ones or not others:
        return None
    return all(found.agrees for found in compare_calendar(ones, others, profile))


def _calendar(text: str, language: str) -> list[Figure]:
    figures = find_figures(text, "ja" if language == "ja" else "en")
    return [figure for figure in figures if is_calendar(figure)]


def column_order(ja: Sequence[str], en: Sequence[str], profile: Profile) -> list[int] | None:
    """Return for each Japanese head the place of its English one; None where the heads do not tell.

    The heads stay in their order wherever that can be right.
    """
    places = list(range(len(ja)))
    if len(ja) != len(en) or len(ja) < 2:
        return None
    told = [[_told(one, other, profile) for other in en] for one in ja]
    if all(told[place][place] is not False for place in places) and not _aged_otherwise(ja, en):
        return places
    if _aged_otherwise(ja, en):
        return places[::-1]
    if len(ja) <= _MOST_ORDERED:
        for order in permutations(places):
            if all(told[place][order[place]] for place in places):
                return list(order)
    return None


def _told(ja: str, en: str, profile: Profile) -> bool | None:
    """Tell whether two heads are one: by their periods, else by their words; None for unsure."""
    period = same_period(ja, en, profile)
    if period is not None:
        return period
    if _calendar(ja, "ja") or _calendar(en, "en"):
        return None
    like = likeness(ja, en)
    return True if like >= _ALIKE else None if like >= _UNLIKE else False


# 売上高 with Net sales has 0.9, with Operating profit 0.1; a head the lexicon lacks has 0.
_ALIKE, _UNLIKE = 0.5, 0.05


def _aged_otherwise(ja: Sequence[str], en: Sequence[str]) -> bool:
    """Tell whether two heads stand in another order of age: 前期 当期, Current Previous."""
    if len(ja) != 2:
        return False
    ones, others = [_age(head, "ja") for head in ja], [_age(head, "en") for head in en]
    if None in ones or None in others:
        return False
    return (ones[0] or 0, ones[1] or 0) == (others[1] or 0, others[0] or 0) and ones[0] != ones[1]


def _age(head: str, language: str) -> int | None:
    table = _JA_AGE if language == "ja" else _EN_AGE
    return next((age for pattern, age in table if pattern.search(head)), None)
