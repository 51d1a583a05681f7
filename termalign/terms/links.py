"""Which English stems may translate which Japanese morphemes, and how likely.

From the lexicon, from names by their sound, from Latin letters that stand on both sides, and from
abbreviations that the documents spell out. A link covers one morpheme or a run of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from termalign.lexicon import LONGEST_MATCH, SKIPPED
from termalign.lexicon.english import content_stems, fold, stem
from termalign.lexicon.transliteration import name_key, romaji, skeleton
from termalign.terms.english import read_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Token

NAME_WEIGHT = 0.8
SKELETON_WEIGHT = 0.7
SKELETON_MIN = 3  # consonants; shorter ones meet by chance
SKELETON_CUT = 85.0
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
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")


class Link(NamedTuple):
    """Morphemes `first` to `last` (exclusive) and the stems of the English documents they may be."""

    first: int
    last: int
    stems: Mapping[str, float]


@dataclass(slots=True)
class Links:
    """The links of any Japanese morphemes to the words of the English documents."""

    lexicon: Lexicon
    roots: Mapping[str, tuple[tuple[str, float], ...]]  # lexicon stem → stems in the documents
    names: Mapping[str, tuple[str, ...]]  # by sound → stems
    skeletons: Mapping[str, str]  # stem of a capitalised word → its consonants
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # by aligned beads
    spelled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # dc → data, center
    _found: dict[str, dict[str, float]] = field(default_factory=dict)

    def of(self, tokens: Sequence[Token]) -> list[Link]:
        """Return the links of all morphemes and runs of them."""
        found = []
        for first in range(len(tokens)):
            stems = self.of_one(tokens[first])
            if stems:
                found.append(Link(first, first + 1, stems))
            whole = tokens[first].surface
            for last in range(first + 2, min(len(tokens), first + LONGEST_MATCH) + 1):
                token = tokens[last - 1]
                whole += token.surface
                if token.pos not in SKIPPED and whole in self.lexicon:
                    stems = self._met(self.lexicon.row(whole))
                    if stems:
                        found.append(Link(first, last, stems))
        return found

    def of_one(self, token: Token) -> Mapping[str, float]:
        """Return the stems that one morpheme may be."""
        key = f"{token.surface}\t{token.lemma}"
        if key not in self._found:
            self._found[key] = self._seek(token)
        return self._found[key]

    def _seek(self, token: Token) -> dict[str, float]:
        if token.pos == "latin":
            return self._latin(token.surface)
        stems: dict[str, float] = {}
        for form in (token.lemma, token.orth_base, token.surface):
            if form in self.lexicon:
                stems = self._met(self.lexicon.row(form))
                break
        else:
            if token.loan:
                stems = self._met([(s, 1.0) for s in content_stems(token.loan)])
        for name, weight in self._sounds(token, bool(stems)):
            stems[name] = max(stems.get(name, 0.0), weight)
        for word, weight in self.learned.get(word_key(token), {}).items():
            stems[word] = max(stems.get(word, 0.0), weight)
        return stems

    def _met(self, row: Iterable[tuple[str, float]]) -> dict[str, float]:
        stems: dict[str, float] = {}
        for lexicon_stem, weight in row:
            for met, share in self.roots.get(lexicon_stem, ()):
                stems[met] = max(stems.get(met, 0.0), weight * share)
        return stems

    def _latin(self, surface: str) -> dict[str, float]:
        stems = self._met([(word.stem, 1.0) for word in read_english(surface).words if word.stem])
        for word in self.spelled.get(surface.lower(), ()):
            stems[word] = 1.0
        return stems

    def _sounds(self, token: Token, known: bool) -> Iterable[tuple[str, float]]:
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


def word_key(token: Token) -> str:
    """Return the form under which a morpheme's translations are learned."""
    return token.surface.lower() if token.pos == "latin" else token.lemma


def build_links(
    lexicon: Lexicon,
    words: Iterable[str],
    learned: Mapping[str, Mapping[str, float]],
    spelled: Mapping[str, tuple[str, ...]],
) -> Links:
    """Return the links to the words (as written) of the English documents."""
    roots: dict[str, dict[str, float]] = {}
    names: dict[str, dict[str, None]] = {}
    skeletons: dict[str, str] = {}
    for word in words:
        written, folded = stem(word), fold(word)
        roots.setdefault(written, {})[written] = 1.0
        for prefix in _PREFIXES:
            if folded.startswith(prefix) and len(folded) - len(prefix) >= _SHORTEST_ROOT:
                root = stem(folded.removeprefix(prefix))
                roots.setdefault(root, {}).setdefault(written, PREFIXED_WEIGHT)
        if len(folded) > 2:
            names.setdefault(name_key(folded), {})[written] = None
        if word[:1].isupper() and len(skeleton(folded)) >= SKELETON_MIN:
            skeletons[written] = skeleton(folded)
    return Links(
        lexicon,
        {root: tuple(met.items()) for root, met in roots.items()},
        {name: tuple(met) for name, met in names.items()},
        skeletons,
        learned,
        spelled,
    )
