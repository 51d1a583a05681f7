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
# What shares all its other words, and names the other half: 流動資産, Non-current assets.
_CONTRARY = tuple(
    (re.compile(ja), re.compile(en, re.IGNORECASE))
    for ja, en in (
        ("(?<!非)流動", r"\bnon-?current"),
        ("固定|非流動", r"(?<!non-)(?<!non)\bcurrent"),
        ("短期", r"\blong-term"),
        ("長期", r"\bshort-term"),
        ("国内", r"\b(?:overseas|international)"),
        ("海外", r"\bdomestic"),
        ("期首", r"\bend of"),
        ("期末", r"\bbeginning of"),
        ("営業外", r"(?<!non-)(?<!non)\boperating"),
        ("特別|経常", r"\boperating"),
        ("営業(?!外)", r"\b(?:non-?operating|extraordinary|ordinary)"),
    )
)
_OF_CONTRARY = 0.3
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
    like = (met / len(rows) + wanted / len(stems)) / 2
    contrary = any(one.search(ja) and other.search(en) for one, other in _CONTRARY)
    return like * _OF_CONTRARY if contrary else like


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
    ages = _age(ja, "ja"), _age(en, "en")
    if None not in ages:
        return ages[0] == ages[1]
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
    named = [_age(head, "ja") for head in ja], [_age(head, "en") for head in en]
    if None in named[0] and None in named[1]:
        return False  # two years on either side are compared as periods
    ones = [
        _first_day(head, "ja") if None in named[0] else age
        for head, age in zip(ja, named[0], strict=True)
    ]
    others = [
        _first_day(head, "en") if None in named[1] else age
        for head, age in zip(en, named[1], strict=True)
    ]
    return _rises(ones) * _rises(others) < 0


def _rises(ages: Sequence[int | None]) -> int:
    """Return 1 where the second head is the later one, -1 where the first is, else 0."""
    first, second = ages
    if first is None or second is None:
        return 0
    return (second > first) - (second < first)


def _first_day(head: str, language: str) -> int | None:
    """Return the year or day a head names, as a number that grows with time; None for none."""
    figures = _calendar(head, language)
    return int(figures[0].value) if len(figures) == 1 and figures[0].value else None


def _age(head: str, language: str) -> int | None:
    table = _JA_AGE if language == "ja" else _EN_AGE
    return next((age for pattern, age in table if pattern.search(head)), None)
