"""The frozen records that flow through the program; every step is a function between them.

`block.text[start:end]` is always what a segment, figure or term says it is: only `reading/`
changes text, from there on everything is a span into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

Language = Literal["ja", "en"]
Box = tuple[float, float, float, float]  # left, top, right, bottom
BlockKind = Literal["heading", "paragraph", "bullet", "row", "line"]
Segmentation = Literal["auto", "sentence", "line"]
Mode = Literal["parallel", "comparable", "given"]
Severity = Literal["error", "warning", "note"]
Status = Literal["proposed", "approved", "reference", "forbidden", "rejected", "do-not-translate"]

_WIDE = "\u2e80"  # the first of the signs that need no space beside them


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: page (from 1), line of the source file (from 1), and words for both.

    `columns` are a table row's cells, each with its span in the row's text and its column's head.
    `box` is what a PDF's reader knows: in points from the upper left corner of the page as shown.
    """

    page: int | None = None
    line: int | None = None
    label: str = ""  # e.g. "Ⅱ- 4. 売上原価", "table 1, row 売上総利益"
    leaf: str = "page"  # what the document calls its pages: "slide"; "" where the label says it
    columns: tuple[tuple[int, int, str], ...] = ()
    box: Box | None = None

    def at(self, start: int) -> Place:
        """Return the place of the cell at `start` in the row's text: "…, row 売上総利益, 1Q22"."""
        for begin, end, head in self.columns:
            if begin <= start < end and head:
                return replace(self, label=f"{self.label}, {head}" if self.label else head)
        return self

    def __str__(self) -> str:
        """As a reader would name it: "page 9, line 120, …"; empty when nothing is known."""
        parts = []
        if self.page is not None and self.leaf:
            parts.append(f"{self.leaf} {self.page}")
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.label:
            parts.append(self.label)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands by itself on the page: a paragraph, heading, bullet, table row."""

    text: str
    kind: BlockKind
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file, in reading order."""

    name: str  # the file's name, as messages and outputs show it
    language: Language
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    pages: int = 1
    remarks: tuple[str, ...] = ()  # what the reader has to say: "read as cp932", "3 bullets mended"
    path: str = ""  # the file as the caller named it, for reports that point at it; "" if unknown


@dataclass(frozen=True, slots=True)
class Segment:
    """What is aligned: a sentence, heading, bullet or table row; `text` is its block's span."""

    index: int  # position among the document's segments, from 0
    text: str
    kind: BlockKind
    place: Place
    block: int  # index into Document.blocks
    start: int  # span in the block's text
    end: int


@dataclass(frozen=True, slots=True)
class Bead:
    """Japanese and English segments that translate one another; one side may be empty.

    `ja` and `en` are ascending segment indices. `score` is the probability (0..1) that exactly
    these segments belong together; for a one-sided bead, that they have no partner.
    """

    ja: tuple[int, ...]
    en: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two documents' segments and the beads that pair them, ordered as the Japanese reads."""

    ja_document: Document
    en_document: Document
    ja: tuple[Segment, ...]
    en: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    mode: Mode
    signature: str  # version, model and the settings that matter
    remarks: tuple[str, ...] = ()  # what there is to say of it: how the mode was told, warnings

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Return the bead's Japanese and English, several segments joined; "" for an empty side."""
        return (
            join_texts([self.ja[i].text for i in bead.ja], "ja"),
            join_texts([self.en[j].text for j in bead.en], "en"),
        )


def join_texts(texts: Sequence[str], language: Language) -> str:
    """Join the segments of one side of a bead: no space in Japanese, one in English.

    In Japanese too there is one where figures or Latin words meet: 0 and 2023年度 not 02023年度.
    """
    if language != "ja":
        return " ".join(texts)
    joined = ""
    for text in texts:
        if joined and text and _would_run_together(joined[-1], text[0]):
            joined += " "
        joined += text
    return joined


def _would_run_together(last: str, first: str) -> bool:
    return (last < _WIDE and first < _WIDE) or (last.isdigit() and first.isdigit())


@dataclass(frozen=True, slots=True)
class Token:
    """One morpheme of a Japanese text, or a run of Latin letters and digits kept whole."""

    surface: str
    start: int
    end: int
    pos: str  # UniDic pos1, e.g. 名詞; "latin" for a glued run
    pos2: str
    pos3: str
    lemma: str  # UniDic lemma without its gloss: "クラウド"
    orth_base: str
    reading: str  # of the base form, in katakana; "" where UniDic has none
    loan: str  # the lemma's source word, e.g. "crowd" of クラウド-crowd; "" if none
    said: str = ""  # the reading of the surface, 上回っ → ウワマワッ; "" where UniDic has none


FigureKind = Literal["amount", "percent", "points", "multiple", "date", "count", "period"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read from a text: its value, how exactly it is shown, and where it stands.

    `value` is in base units (yen, not million yen); `step` is the worth of the last digit shown.
    A date's value is the ordinal number of its first day and its step the days it may mean; one
    without a year stands in the year 4 and its unit is "month-day". A period's unit is FY, FYE,
    1Q–4Q, 1H, 2H or term, its value the year it names (0 for none), FYE's its last day. Other
    units are "JPY", "USD", "%", "pt", "times", a counter noun's class, or "" for a bare number.
    """

    kind: FigureKind
    value: Decimal
    step: Decimal
    unit: str
    surface: str
    start: int
    end: int
    sign: str = ""  # where the sign came from: "△", "()", "減", "down" …; "" when there is none
    hedge: str = ""  # 約, approx. …


@dataclass(frozen=True, slots=True)
class Side:
    """One language's part of a finding: the text, the spans in question, and the place."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    place: str = ""
    page: int | None = None  # from 1; None where the document knows no pages
    line: int | None = None  # of the source file, from 1
    file: str = ""  # where a check is about more than one document of a language


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say about one place."""

    check: str  # e.g. "figure.scale"
    severity: Severity
    message: str
    hint: str  # the English that would be right, or how to mend it
    ja: Side | None
    en: Side | None
    row: int | None = None  # bead or row, from 0
    id: str | None = None  # the record's own id, from JSONL
    fingerprint: str = ""  # by content: the same finding in the next draft has the same one


@dataclass(frozen=True, slots=True)
class Match:
    """Two figures that say the same, and why: 1,282.0億円 = ¥128.2 billion, rounded half up.

    `one` is the Japanese where the two stand in both languages; each has the one span.
    """

    one: Side
    other: Side
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where both terms of a pair stand."""

    ja_text: str
    en_text: str
    ja_place: str
    en_place: str
    source: str  # the files it was seen in


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Japanese term, its English, and why we think so."""

    ja: str
    en: str
    score: float  # 0..1, worth of an entry
    count: int  # beads that hold both
    ja_variants: tuple[str, ...] = ()
    en_variants: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedTerm:
    """A term pair the user has decided on, as plain data for lexicon, miner and checks.

    A term that is cased counts in a text only in this case (SHIFT, not shift), one that is exact
    only uninflected; Japanese terms are uninflected anyway.
    """

    ja: str
    en: str
    status: Status
    cased: bool = False  # the English
    exact: bool = False  # the English
    ja_cased: bool = False
    entry: int | None = None  # its number in the glossary
    glossary: str = ""  # which one, where there are several
