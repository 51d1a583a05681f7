"""Term pairs by their parts: every morpheme said by a word of the English, and the reverse.

This works without any alignment, so it serves documents that are no translations of one another:
契約総帯域 and "Total Contracted Bandwidth" explain one another wholly, and their heads meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.lexicon import LIGHT_LEMMAS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.records import Token
    from termalign.terms.english import EnglishText
    from termalign.terms.japanese import JapaneseText
    from termalign.terms.links import Group, Link, Links
    from termalign.terms.material import Candidate, Page

WEAK = 0.3  # an explanation weaker than this is none
SUFFIX_SHARE = 0.4  # what an unexplained 性, 者, 型 counts against an unexplained word
OFF_HEAD = 0.6  # heads that do not meet: network service, サービスネットワーク
LOST = 0.7  # by each word that nothing explains
MOST_LOST = 1  # words of the English that nothing explains
LEAST_SCORE = 0.35  # pairs that explain one another less fully are no candidates
_SILENT = ("助詞", "助動詞", "補助記号", "記号")  # parts of speech without an English word: の, ・
_DOING = "為る"  # nor has it one: さ in 細分化された市場
_BEFORE_HEAD = ("and", "&", "the", "a", "an", "or")  # small words that end no noun phrase


@dataclass(frozen=True, slots=True)
class JapaneseParts:
    """A Japanese candidate: what each morpheme counts, and the links of morphemes and runs."""

    shares: tuple[float, ...]
    links: tuple[Link, ...]  # the longest first
    head: int  # the place of the last morpheme that is no suffix

    @classmethod
    def of(cls, candidate: Candidate[JapaneseText], links: Links) -> JapaneseParts:
        """Return the parts of a candidate as it stands where it was first seen."""
        inside = candidate.text.tokens[candidate.first : candidate.last]
        tokens = tuple(t for t in inside if t.pos not in _SILENT and t.lemma != _DOING)
        head = max((n for n, token in enumerate(tokens) if token.pos != "接尾辞"), default=0)
        found = sorted(links.of(tokens), key=lambda link: (link.first - link.last, link.first))
        return cls(tuple(map(_share, tokens)), tuple(found), head)


@dataclass(frozen=True, slots=True)
class EnglishParts:
    """An English candidate: the stems of its words in order, and that of its head."""

    words: tuple[str, ...]
    stems: frozenset[str]
    head: str

    @classmethod
    def of(cls, candidate: Candidate[EnglishText]) -> EnglishParts:
        """Return the parts; the head is the last word before a preposition, else the last."""
        inside = candidate.text.words[candidate.first : candidate.last]
        words = tuple(word.stem for word in inside if word.stem)
        head = words[0]
        for word in inside:
            if word.small and word.surface.lower() not in _BEFORE_HEAD:
                break
            head = word.stem or head
        return cls(words, frozenset(words), head)


def explained(ja: JapaneseParts, en: EnglishParts) -> float:
    """Return 0..1 how fully a Japanese candidate and an English one explain one another."""
    said = [0.0] * len(ja.shares)
    says = dict.fromkeys(en.stems, 0.0)
    at_head = 0.0
    closed: list[range] = []
    for link in ja.links:
        met = [stem for stem in en.stems if stem in link.stems]
        if not met or any(link.first in run and link.last - 1 in run for run in closed):
            continue
        whole = _said(link.groups, en.stems) ** 2
        if whole == 1.0 and link.groups and link.last - link.first > 1:
            # 売上総利益率 says "gross profit ratio": its 売上 says no "revenue" besides.
            closed.append(range(link.first, link.last))
        strength = _strength(link, met) * whole
        for position in range(link.first, link.last):
            said[position] = max(said[position], strength)
        for stem in met:
            says[stem] = max(says[stem], link.stems[stem] * whole)
        if link.last > ja.head:
            at_head = max(at_head, link.stems.get(en.head, 0.0))
    lost = sum(s < WEAK and share == 1.0 for s, share in zip(said, ja.shares, strict=True))
    lost += sum(says[stem] < WEAK for stem in en.words)
    of_ja = sum(_sure(s) * share for s, share in zip(said, ja.shares, strict=True))
    of_en = sum(_sure(says[stem]) for stem in en.words)
    fully = of_ja / sum(ja.shares) * of_en / len(en.words)
    return fully * (1.0 if at_head >= WEAK else OFF_HEAD) * LOST**lost


def _said(groups: Sequence[Group], stems: frozenset[str]) -> float:
    """Return how much of a known translation stands among the stems; 1 where none is known."""
    return max(
        (sum(not stems.isdisjoint(word) for word in group) / len(group) for group in groups),
        default=1.0,
    )


def _strength(link: Link, met: Sequence[str]) -> float:
    """Return how well the words met explain the link's morphemes.

    A dictionary's words for a run are not told apart by translation: as many as the run has
    morphemes should stand in the English.
    """
    if link.groups or link.last - link.first == 1:
        return max(link.stems[stem] for stem in met)
    return min(1.0, sum(link.stems[stem] for stem in met) / (link.last - link.first)) ** 2


def _share(token: Token) -> float:
    return SUFFIX_SHARE if token.pos == "接尾辞" or token.lemma in LIGHT_LEMMAS else 1.0


def _sure(weight: float) -> float:
    """Return how far a link of this weight explains a word: the first two senses nearly wholly."""
    return 0.0 if weight < WEAK else min(1.0, 0.4 + 0.8 * weight)


def compose(
    ja: Page[JapaneseText], en: Page[EnglishText], links: Links
) -> dict[tuple[int, int], float]:
    """Return the pairs of candidates, anywhere in the documents, that explain one another."""
    english = [EnglishParts.of(candidate) for candidate in en.candidates]
    holders: dict[str, set[int]] = {}
    for number, parts in enumerate(english):
        for stem in parts.stems:
            holders.setdefault(stem, set()).add(number)
    pairs = {}
    for number, candidate in enumerate(ja.candidates):
        japanese = JapaneseParts.of(candidate, links)
        sayable = {stem for link in japanese.links for stem in link.stems}
        for partner in _partners(japanese, holders):
            if len(english[partner].stems - sayable) <= MOST_LOST:
                score = explained(japanese, english[partner])
                if score >= LEAST_SCORE:
                    pairs[number, partner] = score
    return pairs


def _partners(ja: JapaneseParts, holders: Mapping[str, set[int]]) -> list[int]:
    """Return the English candidates that hold a word for every morpheme that counts."""
    found: set[int] | None = None
    for position, share in enumerate(ja.shares):
        if share < 1.0 and len(ja.shares) > 1:
            continue
        stems = {
            stem
            for link in ja.links
            if link.first <= position < link.last
            for stem, weight in link.stems.items()
            if weight >= WEAK
        }
        holding: set[int] = set().union(*(holders[stem] for stem in stems if stem in holders))
        found = holding if found is None else found & holding
        if not found:
            return []
    return sorted(found or ())
