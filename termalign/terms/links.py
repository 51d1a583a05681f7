"""Which English stems may translate which Japanese morphemes, and how likely.

From the lexicon, from names by their sound, from Latin letters that stand on both sides, and from
abbreviations that the documents spell out. A link covers one morpheme or a run of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from termalign.kana import romaji
from termalign.lexicon import LONGEST_MATCH, SKIPPED
from termalign.lexicon.english import content_stems, fold, stem
from termalign.lexicon.transliteration import name_key, skeleton
from termalign.terms.affixes import AFFIXES
from termalign.terms.english import english_words
from termalign.terms.japanese import japanese_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Token
    from termalign.terms.entries import Entries

NAME_WEIGHT = 0.8
SKELETON_WEIGHT = 0.7
SKELETON_MIN = 3  # consonants; shorter ones meet by chance
SKELETON_CUT = 85.0
DERIVED_WEIGHT = 0.8  # payment and paid, unification and unified
PREFIXED_WEIGHT = 0.7  # connect in interconnectivity
_PREFIXES = (
    "inter",
    "multi",
    "non",
    "re",
    "un",
    "pre",
    "sub",
    "tele",
    "over",
    "out",
    "cyber",
    "micro",
)
_SHORTEST_ROOT = 4
_ENDING = re.compile(r"(?<=...)(?:ment|ation|ition|ion|anc|enc|al|iv|or|er|it|i|y|e|a|o|u)$")
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")

Group: TypeAlias = "tuple[frozenset[str], ...]"  # a translation: for each word the stems it may be


class Link(NamedTuple):
    """Morphemes `first` to `last` (exclusive) and the stems of the English documents they may be.

    Where whole translations are known, `groups` are they: half of "branch office" says little.
    """

    first: int
    last: int
    stems: Mapping[str, float]
    groups: tuple[Group, ...] = ()


@dataclass(slots=True)
class Links:
    """The links of any Japanese morphemes to the words of the English documents."""

    lexicon: Lexicon
    entries: Entries
    words: EnglishWords
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # by aligned beads
    spelled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # dc → data, center
    _found: dict[str, Link] = field(default_factory=dict)

    def taught(self, learned: Mapping[str, Mapping[str, float]]) -> Links:
        """Return links that know these pairs of words too: form → stem → weight."""
        return Links(self.lexicon, self.entries, self.words, learned, self.spelled)

    def of(self, tokens: Sequence[Token]) -> list[Link]:
        """Return the links of all morphemes and runs of them."""
        found = []
        for first in range(len(tokens)):
            one = self.of_one(tokens[first])
            if one.stems:
                found.append(one._replace(first=first, last=first + 1))
            whole = tokens[first].surface
            for last in range(first + 2, min(len(tokens), first + LONGEST_MATCH) + 1):
                token = tokens[last - 1]
                whole += token.surface
                if token.pos in SKIPPED or whole not in self.lexicon:
                    continue
                stems = self.words.met(self.lexicon.row(whole))
                if stems:
                    found.append(Link(first, last, stems, self._groups(whole)))
        return found

    def of_one(self, token: Token) -> Link:
        """Return the link of one morpheme, as if it stood alone."""
        key = f"{token.surface}\t{token.lemma}"
        if key not in self._found:
            seek = self._latin if token.pos == "latin" else self._seek
            self._found[key] = seek(token)
        return self._found[key]

    def _groups(self, form: str) -> tuple[Group, ...]:
        groups = (
            self._group([word.stem for word in english_words(english) if word.stem])
            for english in self.entries.translations.get(japanese_key(form), ())
        )
        return tuple(group for group in groups if group)

    def _group(self, words: Sequence[str]) -> Group:
        """Return a translation by what stands for each of its words in the documents."""
        return tuple(frozenset(self.words.met([(word, 1.0)])) for word in words)

    def _seek(self, token: Token) -> Link:
        known, stems = "", {}
        if token.surface in AFFIXES:
            row = AFFIXES[token.surface]
            stems = self.words.met([(stem(w), 1 - 0.15 * n) for n, w in enumerate(row)])
        else:
            for form in (token.surface, token.orth_base, token.lemma):
                if form in self.lexicon:
                    stems = self.words.met(self.lexicon.row(form))
                    known = form
                    break
            else:
                if token.loan:
                    stems = self.words.met([(s, 1.0) for s in content_stems(token.loan)])
        for name, weight in self.words.sounds(token, known=bool(stems)):
            stems[name] = max(stems.get(name, 0.0), weight)
        learned = self.learned.get(word_key(token), {})
        for word, weight in learned.items():
            stems[word] = max(stems.get(word, 0.0), weight)
        return Link(0, 1, stems, self._groups(known) if known and not learned else ())

    def _latin(self, token: Token) -> Link:
        """Return the words of a Latin run as they stand, or those that it abbreviates."""
        same = [word.stem for word in english_words(token.surface) if word.stem]
        spelled = self.spelled.get(token.surface.lower(), ())
        stems = self.words.met([(word, 1.0) for word in (*same, *spelled)])
        groups = (self._group(same), self._group(spelled))
        return Link(0, 1, stems, tuple(group for group in groups if group) if spelled else ())


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The words of the English documents, to be met by dictionary words and by sound."""

    stems: frozenset[str]
    derived: Mapping[str, tuple[tuple[str, float], ...]]  # root → stems in the documents
    names: Mapping[str, tuple[str, ...]]  # by sound → stems
    skeletons: Mapping[str, str]  # stem of a capitalised word → its consonants

    def met(self, row: Iterable[tuple[str, float]]) -> dict[str, float]:
        """Return the documents' stems that dictionary stems stand for, with weights."""
        found: dict[str, float] = {}
        for word, weight in row:
            if word in self.stems:
                found[word] = max(found.get(word, 0.0), weight)
            for met, share in self.derived.get(_root(word), ()):
                found[met] = max(found.get(met, 0.0), weight * share)
        return found

    def sounds(self, token: Token, *, known: bool) -> Iterator[tuple[str, float]]:
        """Give the stems that sound like a name, or like a loanword no dictionary knows."""
        if known and token.pos2 != "固有名詞":
            return
        spoken = romaji(token.reading or token.surface)
        for name in self.names.get(name_key(spoken), ()) if len(spoken) > 2 else ():
            yield name, NAME_WEIGHT
        if _KATAKANA.fullmatch(token.surface) and len(skeleton(spoken)) >= SKELETON_MIN:
            best = process.extractOne(
                skeleton(spoken), self.skeletons, scorer=fuzz.ratio, score_cutoff=SKELETON_CUT
            )
            if best is not None:
                yield best[2], SKELETON_WEIGHT


def _root(word: str) -> str:
    """Return what derived words share: payment and pay, unif and unifi."""
    return _ENDING.sub("", word)


def read_words(words: Iterable[str]) -> EnglishWords:
    """Return the words, as written, of the English documents."""
    derived: dict[str, dict[str, float]] = {}
    names: dict[str, dict[str, None]] = {}
    skeletons: dict[str, str] = {}
    stems = set()
    for word in words:
        written, folded = stem(word), fold(word)
        stems.add(written)
        if len(_root(written)) >= 3:
            derived.setdefault(_root(written), {})[written] = DERIVED_WEIGHT
        for prefix in _PREFIXES:
            if folded.startswith(prefix) and len(folded) - len(prefix) >= _SHORTEST_ROOT:
                root = _root(stem(folded.removeprefix(prefix)))
                derived.setdefault(root, {}).setdefault(written, PREFIXED_WEIGHT)
        if len(folded) > 2:
            names.setdefault(name_key(folded), {})[written] = None
        if word[:1].isupper() and len(skeleton(folded)) >= SKELETON_MIN:
            skeletons[written] = skeleton(folded)
    return EnglishWords(
        frozenset(stems),
        {root: tuple(met.items()) for root, met in derived.items()},
        {name: tuple(met) for name, met in names.items()},
        skeletons,
    )


def word_key(token: Token) -> str:
    """Return the form under which a morpheme's translations are learned."""
    return token.surface.lower() if token.pos == "latin" else token.lemma
