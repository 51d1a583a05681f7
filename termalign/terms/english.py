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
from termalign.terms import phrase_words as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Range = tuple[int, int]  # words, the end exclusive

LONGEST = 10  # words: share of loss of investments accounted for using equity method
MOST_SMALL = 4  # of them small words
LONGEST_LABEL = 14  # words of a table row's label, small ones and all
LONGEST_BRACKET = 3
CACHED = 100_000
_SHORTEST_ED = 4  # letters; "need" and "seed" are no participles

# R&D, U.S., Q&A, SG&A, 24/7, TCP/IP and KHN's stay whole; hyphens part words that stay together.
_WORD = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?|[A-Za-z0-9]+(?:[.&'’+_][A-Za-z0-9]+)*|&", re.ASCII)
_WITHIN = frozenset((" ", "-", "‐", "‑", "/", "  ", ""))
_OPENING = re.compile(r" ?\(")
_KNOWN_GAP = re.compile(r"[ ,/‐‑-]{1,2}")
_LETTER = re.compile(r"[A-Za-z]")
_POSSESSIVE = re.compile(r"['’]s?$")
_FIGURE_OR_PERIOD = re.compile(
    r"[\d.,]+(?:%|pt|x|bn|th|st|nd|rd)?|(?:FY|CY)\d*|[1-4]Q\d*|[12]H\d*|H[12]|JPY|yen",
    re.IGNORECASE,
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
    acts: bool  # it begins with a verb: "to validate", "you can validate"


@dataclass(frozen=True, slots=True)
class EnglishText:
    """A segment, its words, and the candidates in it."""

    text: str
    words: tuple[Word, ...]
    spans: tuple[Span, ...]

    def surface(self, span: Span) -> str:
        """Return the candidate as it stands in the text, without a closing possessive."""
        cut = self.text[self.words[span.first].start : self.words[span.last - 1].end]
        if cut.count("(") > cut.count(")"):
            return cut + ")"
        return _POSSESSIVE.sub("", cut)


@lru_cache(maxsize=CACHED)
def singular(word: str) -> str:
    """Return a word in lower case, its plural ending off, in American spelling."""
    bare = _without_plural(fold(word)).replace("isation", "ization")
    return table.AMERICAN.get(bare, bare)


def _without_plural(word: str) -> str:
    if word in table.IRREGULAR_PLURALS:
        return table.IRREGULAR_PLURALS[word]
    if len(word) < 4 or word in table.NO_PLURALS or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word.removesuffix("s")


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
    """Return the text's words and candidates, in order of their place.

    Terms of `known` are taken whole.
    """
    words = tuple(english_words(text))
    around = dict(_ranges(text, words))
    # What is known stands for itself wherever it stands.
    around |= {found: found for found in _known(text, words, known)}
    return EnglishText(text, words, tuple(_span(words, *at) for at in sorted(around.items())))


def with_labels(read: EnglishText, labels: Iterable[Range]) -> EnglishText:
    """Return the text with labels of a table's rows, spans of signs, as candidates too.

    "Share of profit (loss) of investments accounted for using the equity method" is none by its
    words. A label that holds a clause is left out.
    """
    known = {(span.first, span.last) for span in read.spans}
    spans = list(read.spans)
    for start, end in labels:
        inside = [n for n, word in enumerate(read.words) if start <= word.start < end]
        at = (inside[0], inside[-1] + 1) if inside else (0, 0)
        if (
            0 < len(inside) <= LONGEST_LABEL
            and at not in known
            and not any(word.surface.lower() in table.PARTING for word in read.words[slice(*at)])
            and _may_start(read.words, at[0])
            and _may_end(read.words, at[1])
        ):
            spans.append(_span(read.words, at, at))
    return EnglishText(read.text, read.words, tuple(sorted(spans, key=lambda s: (s.first, s.last))))


def _span(words: Sequence[Word], at: Range, whole: Range) -> Span:
    return Span(
        *at,
        " ".join(word.key for word in words[slice(*at)]),
        at == whole,
        _tied(words[at[0] - 1]) if at[0] > whole[0] else "",
        _tied(words[at[1]]) if at[1] < whole[1] else "",
        at[0] > 0 and words[at[0] - 1].surface.lower() in table.BEFORE_VERBS,
    )


def _tied(neighbour: Word) -> str:
    return "" if neighbour.small else neighbour.key


def english_words(text: str) -> Iterator[Word]:
    """Give the words of a text in order; figures are words without a stem."""
    end = -1
    for found in _WORD.finditer(text):
        surface = found.group()
        bare = _POSSESSIVE.sub("", surface)
        small = bare == "&" or (bare.lower() in STOP_WORDS and bare.lower() not in table.CONTENT)
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
        ends = [b for b in range(first + 1, last + 1) if _may_end(words, b)]
        closed = _bracketed(text, words, last)
        for a in range(first, last):
            if not _may_start(words, a):
                continue
            for b in ends:
                if a < b <= a + LONGEST and sum(w.small for w in words[a:b]) <= MOST_SMALL:
                    yield (a, b), (first, last)
            if closed is not None and closed <= a + LONGEST:
                yield (a, closed), (first, closed)


def _bracketed(text: str, words: Sequence[Word], at: int) -> int | None:
    """Return where a bracket that follows word `at` ends: Internet Services (Enterprise)."""
    if at == len(words) or not _OPENING.fullmatch(text[words[at - 1].end : words[at].start]):
        return None
    for last in range(at + 1, min(len(words), at + LONGEST_BRACKET) + 1):
        if text[words[last - 1].end : words[last - 1].end + 1] == ")":
            inside = words[at:last]
            # "Systems Integration (SI)" says the same twice.
            twice = len(inside) == 1 and inside[0].surface.isupper()
            return last if not twice and all(word.stem for word in inside) else None
        if last < len(words) and text[words[last - 1].end : words[last].start] not in _WITHIN:
            return None
    return None


def _known(text: str, words: Sequence[Word], known: KnownEnglish) -> Iterator[Range]:
    """Give the known terms, commas and all: property, plant and equipment."""
    for first, word in enumerate(words):
        for term in known.get(word.key, ()):
            last = first + len(term)
            if not any(w.stem for w in words[first:last]):
                continue  # nothing but small words
            if tuple(w.key for w in words[first:last]) == term and all(
                _KNOWN_GAP.fullmatch(text[a.end : b.start])
                for a, b in itertools.pairwise(words[first:last])
            ):
                yield first, last


def _chunks(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for position in range(len(words) + 1):
        if position < len(words) and _goes_on(words, position):
            if position > first and not _touches(text, words, position):
                yield from _trimmed(words, first, position)
                first = position
            continue
        yield from _trimmed(words, first, position)
        first = position + 1


def _goes_on(words: Sequence[Word], position: int) -> bool:
    """Tell whether a word may stand in a term at all."""
    lowered = words[position].surface.lower()
    if _FIGURE_OR_PERIOD.fullmatch(lowered) or lowered in table.PARTING:
        return False
    return not words[position].small or lowered in table.INSIDE


def _touches(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a term may go on from the word before `at` to the one at it."""
    before, word = words[at - 1], words[at]
    gap = text[before.end : word.start]
    if gap not in _WITHIN or (gap == "" and "&" not in (before.surface, word.surface)):
        return False
    lowered, earlier = word.surface.lower(), before.surface.lower()
    if lowered in table.DETERMINERS:  # "represents the rate" is none, "cost of the period" is
        return before.small
    if word.small and len(earlier) > _SHORTEST_ED and earlier.endswith("ed"):
        return word.joint or earlier in table.ED_GOES_ON or lowered in ("and", "&")
    if earlier == "to":  # "demand to increase"
        return before.joint or lowered not in table.NOT_FIRST
    return True


def _trimmed(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and not _may_start(words, first):
        first += 1
    while first < last and not _may_end(words, last):
        last -= 1
    if first < last:
        yield first, last


def _may_start(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.joint:
        return False
    tied = at + 1 < len(words) and words[at + 1].joint  # one-time revenue, in-house development
    return tied or (bool(word.stem) and word.surface.lower() not in table.NOT_FIRST)


def _may_end(words: Sequence[Word], end: int) -> bool:
    """Tell whether a candidate may end before word `end`."""
    word = words[end - 1]
    if not word.stem or (end < len(words) and words[end].joint):
        return False
    return word.surface.lower() not in table.NOT_LAST
