"""Texts that are paired already, as a bilingual file gives them, and alignments made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign import __version__
from termalign.records import Alignment, Bead, Block, Document, Place, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Language


@dataclass(frozen=True, slots=True)
class Record:
    """One row, line or unit of a bilingual file.

    A side is None where the file says nothing about that language, and "" where it has a place for
    it that is empty. Records with the same `document` belong together; one with None is a document
    of its own.
    """

    row: int  # position among the file's records, from 0
    ja: str | None
    en: str | None
    place: Place
    id: str | None = None
    document: str | None = None
    state: str = ""  # how far the translation is, as its tool writes it: "Draft", "final"

    @property
    def is_blank(self) -> bool:
        """True where neither side holds a text."""
        return not ((self.ja or "").strip() or (self.en or "").strip())


@dataclass(frozen=True, slots=True)
class Given:
    """What was read from one bilingual file: its records that hold a text, in order."""

    name: str
    records: tuple[Record, ...]
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()  # "read as cp932", "units in other languages left out: 3"


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """The records of one document as an alignment: bead number i pairs `records[i]`."""

    alignment: Alignment
    records: tuple[Record, ...]


def documents_of(given: Given) -> list[GivenDocument]:
    """Return the file's documents in the order in which they begin."""
    grouped: dict[object, list[Record]] = {}
    for record in given.records:
        name = ("alone", record.row) if record.document is None else ("named", record.document)
        grouped.setdefault(name, []).append(record)
    return [
        GivenDocument(_alignment(given, records), tuple(records)) for records in grouped.values()
    ]


def alignment_of(given: Given) -> Alignment:
    """Return all the file's records as one alignment, a bead each; its mode is "given"."""
    return _alignment(given, given.records)


def _alignment(given: Given, records: Sequence[Record]) -> Alignment:
    ja, ja_segments = _side(given, records, "ja")
    en, en_segments = _side(given, records, "en")
    beads, at_ja, at_en = [], 0, 0
    for record in records:
        has_ja, has_en = bool((record.ja or "").strip()), bool((record.en or "").strip())
        beads.append(Bead((at_ja,) if has_ja else (), (at_en,) if has_en else (), 1.0))
        at_ja, at_en = at_ja + has_ja, at_en + has_en
    signature = f"termalign {__version__}; given"
    return Alignment(ja, en, ja_segments, en_segments, tuple(beads), "given", signature)


def _side(
    given: Given, records: Sequence[Record], language: Language
) -> tuple[Document, tuple[Segment, ...]]:
    """Return one language's document, a block for each record that has a text in it."""
    placed = [
        (record.place, text)
        for record in records
        if (text := record.ja if language == "ja" else record.en) and text.strip()
    ]
    blocks = tuple(Block(text, "line", place) for place, text in placed)
    segments = tuple(
        Segment(index, text, "line", place, block=index, start=0, end=len(text))
        for index, (place, text) in enumerate(placed)
    )
    document = Document(
        given.name, language, blocks, encoding=given.encoding, remarks=given.remarks
    )
    return document, segments
