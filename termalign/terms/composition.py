"""Term pairs by their parts: every morpheme said by a word of the English, and the reverse.

This works without any alignment, so it serves documents that are no translations of one another:
契約総帯域 and "Total Contracted Bandwidth" explain one another wholly, and their heads meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.lexicon import LIGHT_LEMMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Token
    from termalign.terms.english import EnglishText, Word
    from termalign.terms.japanese import JapaneseText
    from termalign.terms.links import Group, Link, Links
    from termalign.terms.material import Candidate, Page

SUFFIX_SHARE = 0.4  # what an unexplained 性, 者, 型 costs against an unexplained word
NUMBER_SHARE = 0.7
OFF_HEAD = 0.6  # heads that do not meet: network service, サービスネットワーク
LOST = 0.7  # by each word that nothing explains
WEAK = 0.3  # an explanation weaker than this is none
MOST_PARTNERS = 400  # English candidates looked at for one Japanese one


@dataclass(frozen=True, slots=True)
class Parts:
    """A Japanese candidate as its morphemes that count, and their links."""

    tokens: tuple[Token, ...]
    links: tuple[Link, ...]

    @classmethod
    def of(cls, candidate: Candidate[JapaneseText], links: Links) -> Parts:
        """Return the parts of a candidate as it stands where it was first seen."""
        tokens = tuple(
            token
            for token in candidate.text.tokens[candidate.first : candidate.last]
            if token.pos not in ("助詞", "補助記号", "記号")
        )
        return cls(tokens, tuple(links.of(tokens)))


def content_words(candidate: Candidate[EnglishText]) -> tuple[Word, ...]:
    """Return the words of an English candidate that are not small."""
    return tuple(w for w in candidate.text.words[candidate.first : candidate.last] if w.stem)


def english_head(candidate: Candidate[EnglishText]) -> str:
    """Return the stem of the head: the last word before a preposition, else the last."""
    words = candidate.text.words[candidate.first : candidate.last]
    head = words[0].stem
    for word in words:
        if word.small and word.surface.lower() not in ("and", "&", "the", "a", "an", "or"):
            return head
        head = word.stem or head
    return head


def explained(parts: Parts, words: Sequence[Word], head: str) -> float:
    """Return 0..1 how fully a Japanese candidate and an English one explain one another."""
    stems = {word.stem for word in words}
    said = [0.0] * len(parts.tokens)
    says = dict.fromkeys(stems, 0.0)
    at_head = 0.0
    for first, last, links, groups in parts.links:
        met = stems & links.keys()
        if not met:
            continue
        whole = max((_said(group, stems) for group in groups), default=0.0) ** 2 if groups else 1.0
        strength = whole * max(links[s] for s in met)
        if not groups and last - first > 1:
            strength = min(1.0, sum(links[s] for s in met) / (last - first)) ** 2
        for position in range(first, last):
            said[position] = max(said[position], strength)
        for s in met:
            says[s] = max(says[s], links[s] * whole)
        if last == len(parts.tokens) or all(t.pos == "接尾辞" for t in parts.tokens[last:]):
            at_head = max(at_head, links.get(head, 0.0))
    ja = _mean([(s, _share(t)) for s, t in zip(said, parts.tokens, strict=True)])
    en = _mean([(says[w.stem], 1.0) for w in words])
    lost = sum(s < WEAK and _share(t) == 1.0 for s, t in zip(said, parts.tokens, strict=True))
    lost += sum(says[w.stem] < WEAK for w in words)
    return ja * en * (1.0 if at_head >= WEAK else OFF_HEAD) * LOST**lost


def _said(group: Group, stems: set[str]) -> float:
    """Return how much of a translation stands among the stems."""
    return sum(not stems.isdisjoint(word) for word in group) / len(group)


def _share(token: Token) -> float:
    if token.pos == "接尾辞" or token.lemma in LIGHT_LEMMAS:
        return SUFFIX_SHARE
    return 1.0


def _mean(values: Sequence[tuple[float, float]]) -> float:
    total = sum(share for _, share in values)
    if not total:
        return 0.0
    return sum(share * _sure(value) for value, share in values) / total


def _sure(weight: float) -> float:
    """Return how far a link of this weight explains a word: the first two senses nearly wholly."""
    return 0.0 if weight < WEAK else min(1.0, 0.4 + 0.8 * weight)


def compose(
    ja: Page[JapaneseText], en: Page[EnglishText], links: Links
) -> dict[tuple[int, int], float]:
    """Return the pairs of candidates, anywhere in the documents, that explain one another."""
    words = [content_words(candidate) for candidate in en.candidates]
    heads = [english_head(candidate) for candidate in en.candidates]
    holders: dict[str, set[int]] = {}
    for number, parts in enumerate(words):
        for word in parts:
            holders.setdefault(word.stem, set()).add(number)
    pairs = {}
    for number, candidate in enumerate(ja.candidates):
        parts = Parts.of(candidate, links)
        for partner in _partners(parts, holders):
            score = explained(parts, words[partner], heads[partner])
            if score >= LEAST_SCORE:
                pairs[number, partner] = score
    return pairs


LEAST_SCORE = 0.35


def _partners(parts: Parts, holders: dict[str, set[int]]) -> list[int]:
    """Return the English candidates that hold a word for every morpheme that counts."""
    found: set[int] | None = None
    for position, token in enumerate(parts.tokens):
        if _share(token) < 1.0 and len(parts.tokens) > 1:
            continue
        stems = {
            stem
            for first, last, links, _ in parts.links
            if first <= position < last
            for stem, weight in links.items()
            if weight >= WEAK
        }
        holding: set[int] = set().union(*(holders[s] for s in stems if s in holders))
        found = holding if found is None else found & holding
        if not found:
            return []
    return sorted(found or ())
