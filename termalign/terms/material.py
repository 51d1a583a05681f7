"""What the miner works on: every document once, its candidates counted, and the beads over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from termalign.terms.english import EnglishText, known_english, read_english
from termalign.terms.english import with_labels as english_labels
from termalign.terms.japanese import JapaneseText, known_japanese, read_japanese
from termalign.terms.japanese import with_labels as japanese_labels
from termalign.terms.label_rows import row_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Alignment, Document, Segment
    from termalign.terms.entries import Entries

    Analysed = JapaneseText | EnglishText

Text = TypeVar("Text", JapaneseText, EnglishText)
# Small letters are believed against so many times as many capitals: a name is seldom small.
_HEADINGS = 4


@dataclass(slots=True)
class Candidate(Generic[Text]):
    """A candidate term: where it was seen first, how often, how often as a whole chunk."""

    key: str
    text: Text
    first: int
    last: int
    count: int = 0  # segments that hold it
    whole: int = 0  # times it stands as a chunk of its own
    alone: int = 0  # segments that are nothing but this
    labels: int = 0  # table rows whose label it is
    acts: int = 0  # times it is a verb there, or begins with one
    surfaces: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)  # the word before it in its chunk
    after: dict[str, int] = field(default_factory=dict)
    segments: list[int] = field(default_factory=list)

    def spellings(self) -> list[str]:
        """Return how it is written, the most frequent spelling first.

        Small letters come before the capitals that the same words have in headings.
        """
        return sorted(self.surfaces, key=lambda s: (self._is_heading(s), -self.surfaces[s], s))

    def _is_heading(self, spelling: str) -> bool:
        small = self.surfaces.get(spelling.lower(), 0)
        if spelling == spelling.lower() or not small:
            return False
        begins_line = spelling[1:] == spelling[1:].lower()  # Gross profit
        return begins_line or small * _HEADINGS >= self.surfaces[spelling]

    def freedom(self) -> float:
        """Return 0..1 how freely it stands; 0 if the same word is always before or after it.

        長期借入金 is free of 返済 if it also stands alone; 借入金の返 never is.
        """
        places = sum(self.surfaces.values())
        tied = max(
            max((n for word, n in side.items() if word), default=0)
            for side in (self.before, self.after)
        )
        return 1 - tied / places

    def acting(self) -> float:
        """Return 0..1 how often it is a verb where it stands, or begins with one."""
        return self.acts / sum(self.surfaces.values())


@dataclass(slots=True)
class Page(Generic[Text]):
    """All segments of one language, with their candidates by number."""

    texts: list[Text] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    candidates: list[Candidate[Text]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    spans: list[list[tuple[int, int, int]]] = field(default_factory=list)  # first, last, number

    def add(self, document: Document, segments: Sequence[Segment], texts: Sequence[Text]) -> int:
        """Take in a document's segments; return the number of its first one."""
        start = len(self.texts)
        for segment, text in zip(segments, texts, strict=True):
            self._take(text, [segment.text[slice(*at)] for at in row_labels(segment)])
            self.segments.append(segment)
            self.sources.append(document.name)
        return start

    def _take(self, text: Text, labels: Sequence[str]) -> None:
        at = len(self.texts)
        self.texts.append(text)
        placed = []
        for span in text.spans:
            number = self.numbers.setdefault(span.key, len(self.candidates))
            if number == len(self.candidates):
                self.candidates.append(Candidate(span.key, text, span.first, span.last))
            candidate = self.candidates[number]
            placed.append((span.first, span.last, number))
            surface = text.surface(span)
            candidate.before[span.before] = candidate.before.get(span.before, 0) + 1
            candidate.after[span.after] = candidate.after.get(span.after, 0) + 1
            candidate.surfaces[surface] = candidate.surfaces.get(surface, 0) + 1
            candidate.whole += span.whole
            candidate.acts += span.acts
            candidate.alone += len(surface) >= len(text.text.strip()) - 1
            candidate.labels += surface in labels
            if not candidate.segments or candidate.segments[-1] != at:
                candidate.segments.append(at)
                candidate.count += 1
        self.spans.append(placed)


@dataclass(frozen=True, slots=True)
class Strand:
    """A bead over the pooled segments: their numbers, its score, and whether it may teach words."""

    ja: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    teaches: bool  # of texts that run side by side


@dataclass(frozen=True, slots=True)
class Material:
    """Both languages' segments and the beads that pair them."""

    ja: Page[JapaneseText]
    en: Page[EnglishText]
    strands: tuple[Strand, ...]
    comparable: bool  # some of the documents are no translations of one another
    by_ja: Mapping[int, Sequence[Strand]]  # Japanese segment → the strands it is in

    def of(self, pair: tuple[int, int]) -> tuple[Candidate[JapaneseText], Candidate[EnglishText]]:
        """Return the candidates of a pair of numbers."""
        return self.ja.candidates[pair[0]], self.en.candidates[pair[1]]

    def strands_of(self, segment: int) -> Sequence[Strand]:
        """Return the strands that hold a Japanese segment, in order."""
        return self.by_ja.get(segment, ())


def gather(alignments: Sequence[Alignment], lexicon: Lexicon, entries: Entries) -> Material:
    """Return the documents of all alignments, each once, with their beads."""
    known_ja, known_en = known_japanese(entries.ja), known_english(entries.en)

    @cache
    def japanese(text: str) -> JapaneseText:
        return read_japanese(text, lexicon.__contains__, known_ja)

    @cache
    def english(text: str) -> EnglishText:
        return read_english(text, known_en)

    ja: Page[JapaneseText] = Page()
    en: Page[EnglishText] = Page()
    ja_starts: dict[tuple[Document, tuple[Segment, ...]], int] = {}
    en_starts: dict[tuple[Document, tuple[Segment, ...]], int] = {}
    strands: dict[Strand, None] = {}  # each once, in order
    for alignment in alignments:
        ja_key = (alignment.ja_document, alignment.ja)
        en_key = (alignment.en_document, alignment.en)
        if ja_key not in ja_starts:
            texts = [
                japanese_labels(japanese(segment.text), row_labels(segment))
                for segment in alignment.ja
            ]
            ja_starts[ja_key] = ja.add(alignment.ja_document, alignment.ja, texts)
        if en_key not in en_starts:
            en_texts = [
                english_labels(english(segment.text), row_labels(segment))
                for segment in alignment.en
            ]
            en_starts[en_key] = en.add(alignment.en_document, alignment.en, en_texts)
        i, j = ja_starts[ja_key], en_starts[en_key]
        for bead in alignment.beads:
            if bead.ja and bead.en:
                places = tuple(i + k for k in bead.ja), tuple(j + k for k in bead.en)
                strands[Strand(*places, bead.score, alignment.mode != "comparable")] = None
    comparable = any(alignment.mode == "comparable" for alignment in alignments)
    by_ja: dict[int, list[Strand]] = {}
    for strand in strands:
        for at in strand.ja:
            by_ja.setdefault(at, []).append(strand)
    return Material(ja, en, tuple(strands), comparable, by_ja)
