"""Whole terms that are known in both languages: the curated ones and the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from termalign.lexicon import read_columns
from termalign.resources import resource
from termalign.terms.english import english_key
from termalign.terms.japanese import japanese_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.records import ApprovedTerm

_WANTED = ("noun", "name")  # of the curated table; adverbs and verbs make no glossary
TRUSTED = ("approved", "reference", "do-not-translate")


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys of known Japanese terms, of their English, and of the pairs they make."""

    ja: frozenset[str]
    en: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    translations: Mapping[str, tuple[str, ...]]  # Japanese key → English keys


@cache
def _curated() -> frozenset[tuple[str, str]]:
    pairs = set()
    for name in ("seed.tsv", "loanwords.tsv"):
        for row in read_columns(resource("glossary", name)):
            if row.get("pos", "noun") not in _WANTED:
                continue
            english = [*row["en"].split("|"), *row.get("en_variants", "").split("|")]
            for ja in [row["ja"], *row.get("ja_variants", "").split("|")]:
                pairs |= {(japanese_key(ja), english_key(en)) for en in english if ja and en}
    return frozenset(pair for pair in pairs if all(pair))


def load_entries(known: Sequence[ApprovedTerm] = ()) -> Entries:
    """Return the curated terms with the user's approved ones."""
    approved = frozenset(
        (japanese_key(term.ja), english_key(term.en)) for term in known if term.status in TRUSTED
    )
    pairs = _curated() | frozenset(pair for pair in approved if all(pair))
    translations: dict[str, list[str]] = {}
    for ja, en in sorted(pairs):
        translations.setdefault(ja, []).append(en)
    return Entries(
        frozenset(ja for ja, _ in pairs),
        frozenset(en for _, en in pairs),
        pairs,
        {ja: tuple(en) for ja, en in translations.items()},
    )
