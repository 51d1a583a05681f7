"""English text to term candidates: runs of words that may be a noun phrase.

No tagger: function words and common verbs part the runs, a few prepositions may stand inside one.
What is not a term finds no Japanese compound made of the same parts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from termalign.lexicon.english import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Range = tuple[int, int]  # words, the end exclusive

LONGEST = 10  # words: share of loss of investments accounted for using equity method
MOST_SMALL = 4  # of them small words
CACHED = 100_000

# R&D, U.S., Q&A, SG&A, 24/7, TCP/IP and IIJ's stay whole; hyphens part words that stay together.
_WORD = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?|[A-Za-z0-9]+(?:[.&'’+_][A-Za-z0-9]+)*|&", re.ASCII)
_KNOWN_GAP = re.compile(r"[ ,/‐‑-]{1,2}")
_LETTER = re.compile(r"[A-Za-z]")
_POSSESSIVE = re.compile(r"['’]s?$")
_FIGURE_OR_PERIOD = re.compile(
    r"[\d.,]+(?:%|pt|x|bn|th|st|nd|rd)?|(?:FY|CY)\d*|[1-4]Q\d*|[12]H\d*|H[12]|JPY|yen",
    re.IGNORECASE,
)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They may stand inside a candidate, never at its ends.
_SMALL = _set(
    "of for and the & to in by on with per a an or from using at as before after over through than"
)
# Function words that are a part of terms: other income, off-balance-sheet, own funds.
_CONTENT = _set("other off own out under no not up down below above between own")
# Verbs and sentence words that no term begins or ends with.
_VERBS = _set(
    """is are was were be been being has have had do does did can could may might will would shall
    should must include includes included including provide provides provided become becomes became
    continue continues continued increase increases increased decrease decreases decreased grow
    grows grew make makes made making take takes took taken taking use uses used see sees saw seen
    show shows showed shown follow follows followed following according related regarding
    concerning expect expects expected expecting aim aims aimed seek seeks sought enable enables
    enabled allow allows allowed allowing require requires required offer offers offered
    offering launch launched launches start started starts starting led leading leads remain
    remains remained achieve achieves achieved achieving focus focuses focused select selects
    selected click clicks enter enters entered set sets specify specifies specified create creates
    created creating define defines defined add added adds adding view views want wants need
    needs needed get gets let lets give gives given contain contains contained perform performs
    performed apply applies applied occur occurs occurred appear appears appeared appearing run
    runs ran running complete completes open opens opened close closes closed closing determine
    determines determined associate associates associated depend depends depending based due such
    etc e.g i.e eg ie many several various certain some any each every another same different
    new available able necessary possible well very also however therefore strong higher lower
    greater approximately approx mainly already currently newly further next last first second
    third one two three four five compare compared compares no not up down out under off"""
)
# … but at the front or the end they may: new businesses, operating leases, data use.
_MAY_START = _set(
    """other new leading closing opening running related based first second selected used required
    different various closed open set use lower higher next last same further available off
    strong under out no"""
)
_MAY_END = _set("use offer offering launch start focus increase decrease need view run set")

_PLURAL_IRREGULAR = {
    "analyses": "analysis", "bases": "basis", "indices": "index", "criteria": "criterion",
    "people": "person", "children": "child", "men": "man", "women": "woman",
}  # fmt: skip
_NO_PLURAL = frozenset(
    "sales series news overseas always plus gas bus business access process".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a segment; `joint` where a hyphen or slash ties it to the one before."""

    surface: str
    start: int
    end: int
    small: bool
    stem: str  # "" for a small word
    key: str
    joint: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: words `first` to `last` (exclusive); `whole` where it is not cut from more."""

    first: int
    last: int
    key: str
    whole: bool
    before: str  # the word before and after it in its chunk, "" at its edge
    after: str


@dataclass(frozen=True, slots=True)
class EnglishText:
    """A segment, its words, and the candidates in it."""

    text: str
    words: tuple[Word, ...]
    spans: tuple[Span, ...]

    def surface(self, span: Span) -> str:
        """Return the candidate as it stands in the text, without a closing possessive."""
        cut = self.text[self.words[span.first].start : self.words[span.last - 1].end]
        return _POSSESSIVE.sub("", cut)


_BRITISH = re.compile(
    r"(?<=[a-z]{2})is(?=(?:e|ed|ing|ation)s?$)|(?<=lab)our|(?<=behavi)our|(?<=col)our"
)


@lru_cache(maxsize=CACHED)
def singular(word: str) -> str:
    """Return a word in lower case with its plural ending off: services → service."""
    lowered = fold(word)
    if lowered in _PLURAL_IRREGULAR:
        return _PLURAL_IRREGULAR[lowered]
    if len(lowered) < 4 or lowered in _NO_PLURAL or lowered.endswith(("ss", "us", "is")):
        return lowered
    if lowered.endswith("ies") and len(lowered) > 4:
        return lowered[:-3] + "y"
    if lowered.endswith(("xes", "ches", "shes", "sses")):
        return lowered[:-2]
    return lowered.removesuffix("s")


def english_key(term: str) -> str:
    """Return what spellings of one term share: case, plural, hyphens, the article folded."""
    return " ".join(word.key for word in english_words(term)).removeprefix("the ")


KnownEnglish: TypeAlias = "Mapping[str, Sequence[tuple[str, ...]]]"


def known_english(keys: Iterable[str]) -> KnownEnglish:
    """Return the keys of known terms as lists of words, by their first word."""
    terms: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(keys):
        words = tuple(key.split())
        terms.setdefault(words[0], []).append(words)
    return terms


def read_english(text: str, known: KnownEnglish) -> EnglishText:
    """Return the text's words and candidates, in order of their place; known terms are taken whole."""
    words = tuple(english_words(text))
    around = dict(_ranges(text, words))
    around |= {found: found for found in _known(text, words, known)}
    return EnglishText(text, words, tuple(_span(words, *at) for at in sorted(around.items())))


def _span(words: Sequence[Word], at: Range, whole: Range) -> Span:
    return Span(
        *at,
        " ".join(word.key for word in words[slice(*at)]),
        at == whole,
        words[at[0] - 1].key if at[0] > whole[0] else "",
        words[at[1]].key if at[1] < whole[1] else "",
    )


def english_words(text: str) -> Iterator[Word]:
    end = -1
    for found in _WORD.finditer(text):
        surface = found.group()
        bare = _POSSESSIVE.sub("", surface)
        small = bare == "&" or (bare.lower() in STOP_WORDS and bare.lower() not in _CONTENT)
        joint = found.start() == end + 1 and text[end] in "-‐‑/"
        yield Word(
            surface,
            found.start(),
            found.end(),
            small,
            "" if small or not _LETTER.search(bare) else stem(bare),
            "and" if bare == "&" else singular(bare.strip(".")),
            joint,
        )
        end = found.end()


def _ranges(text: str, words: Sequence[Word]) -> Iterator[tuple[Range, Range]]:
    """Give the candidates, each with the run of words it is cut from."""
    for first, last in _chunks(text, words):
        for a in range(first, last):
            if not _may_start(words, a):
                continue
            small = 0
            for b in range(a + 1, min(last, a + LONGEST) + 1):
                small += words[b - 1].small
                if small > MOST_SMALL:
                    break
                if _may_end(words, b):
                    yield (a, b), (first, last)


def _known(text: str, words: Sequence[Word], known: KnownEnglish) -> Iterator[Range]:
    """Give the known terms, commas and all: property, plant and equipment."""
    for first, word in enumerate(words):
        for term in known.get(word.key, ()):
            last = first + len(term)
            if tuple(w.key for w in words[first:last]) == term and all(
                _KNOWN_GAP.fullmatch(text[a.end : b.start])
                for a, b in itertools.pairwise(words[first:last])
            ):
                yield first, last


def _chunks(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for position in range(len(words) + 1):
        if position < len(words) and _goes_on(text, words, position):
            if position > first and not _touches(text, words[position - 1], words[position]):
                yield from _trimmed(words, first, position)
                first = position
            continue
        yield from _trimmed(words, first, position)
        first = position + 1


def _goes_on(text: str, words: Sequence[Word], position: int) -> bool:
    word = words[position]
    if _FIGURE_OR_PERIOD.fullmatch(word.surface):
        return False
    return not word.small or word.surface.lower() in _SMALL


def _touches(text: str, before: Word, word: Word) -> bool:
    gap = text[before.end : word.start]
    return gap in (" ", "-", "‐", "‑", "/", "  ", "") and not (
        gap == "" and "&" not in (before.surface, word.surface)
    )


def _trimmed(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and not _may_start(words, first):
        first += 1
    while first < last and not _may_end(words, last):
        last -= 1
    if first < last:
        yield first, last


def _may_start(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    lowered = word.surface.lower()
    if word.joint:
        return False
    tied = at + 1 < len(words) and words[at + 1].joint  # one-time revenue, in-house development
    return tied or (bool(word.stem) and (lowered not in _VERBS or lowered in _MAY_START))


def _may_end(words: Sequence[Word], end: int) -> bool:
    word = words[end - 1]
    lowered = word.surface.lower()
    if word.small or (end < len(words) and words[end].joint):
        return False
    if not word.stem:
        return False
    return lowered not in _VERBS or lowered in _MAY_END
