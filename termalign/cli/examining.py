"""What `check` is given, as alignments: two documents, a bilingual file, or one document alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.exchange.bilingual import Record
    from termalign.pair import AlignOptions
    from termalign.records import Alignment, ApprovedTerm, Document, Finding, Match
    from termalign.settings import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """One document of the input: its beads, and those that have one language by nature.

    `records` are a bilingual file's, one for each bead; empty for documents that were aligned.
    """

    alignment: Alignment
    monolingual: frozenset[int] = frozenset()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to: its findings, the lines that count what was compared, the matches."""

    findings: tuple[Finding, ...]
    counts: tuple[str, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """All that one check is about; the files are paths as the user named them."""

    parts: tuple[Part, ...]
    ja_file: str
    en_file: str
    remarks: tuple[str, ...] = field(default=())

    @property
    def bilingual(self) -> bool:
        """Whether it comes from a bilingual file, which has no pages of its own."""
        return any(part.records for part in self.parts)


def read_material(files: Sequence[str], options: AlignOptions) -> Material:
    """Return what the files hold. Raises UsageError for files that make no pair."""
    from termalign.cli.inputs import is_of_pairs, is_readable
    from termalign.exchange import is_bilingual

    if len(files) == 1:
        return (_records if is_of_pairs(files[0]) else _alone)(files[0], options)
    bilingual = [name for name in files if is_bilingual(name)]
    if not all(map(is_readable, bilingual)):
        raise UsageError("holds both languages", bilingual[0], "check a bilingual file by itself")
    if len(files) > 2:
        raise UsageError(
            "more than two files", " ".join(files), "name a Japanese and an English one"
        )
    return _pair(files[0], files[1], options)


def examined(material: Material, terms: Sequence[ApprovedTerm], settings: Settings) -> Outcome:
    """Return the findings in the order of the input, what was compared, and what agrees."""
    from termalign.checks import Tally, examine
    from termalign.cli.verdict import compared

    findings: list[Finding] = []
    matches: list[Match] = []
    tally = Tally()
    for part in material.parts:
        found = examine(part.alignment, terms, settings, monolingual=part.monolingual)
        tally += found.tally
        matches += found.matches
        findings += [_with_record(one, part.records) for one in found.findings]
    if material.bilingual:
        findings.sort(key=lambda finding: finding.row or 0)
        # However many documents the file holds, it has no pages.
        tally = replace(tally, ja_pages=0, en_pages=0)
    return Outcome(tuple(findings), tuple(compared(tally)), tuple(matches))


def _with_record(finding: Finding, records: Sequence[Record]) -> Finding:
    """Return a finding on a bead as one on the record it stands for, with that one's id."""
    if not records or finding.row is None:
        return finding
    record = records[finding.row]
    return replace(finding, row=record.row, id=record.id)


def _pair(a: str, b: str, options: AlignOptions) -> Material:
    from termalign.pair import align_files

    alignment = align_files(a, b, options)
    if alignment.mode == "comparable" and options.mode == "auto":
        raise UsageError(
            "the two documents do not run parallel",
            f"{a}, {b}",
            "name a document and its translation, or use --mode comparable",
        )
    files = (alignment.ja_document.path, alignment.en_document.path)
    return Material((Part(alignment),), *files, alignment.remarks)


def _records(name: str, options: AlignOptions) -> Material:
    """Return a bilingual file's documents; a record of one language only lacks none."""
    from termalign.exchange import read_records
    from termalign.exchange.bilingual import documents_of

    given = read_records(name, encoding=options.encoding)
    parts = []
    for document in documents_of(given):
        records = document.records
        lone = (row for row, record in enumerate(records) if None in {record.ja, record.en})
        parts.append(Part(document.alignment, frozenset(lone), records))
    remarks = tuple(f"{given.name}: {remark}" for remark in given.remarks)
    return Material(tuple(parts), name, name, remarks)


def _alone(name: str, options: AlignOptions) -> Material:
    """Return one document by itself: little can be told of it, and the remarks say so."""
    from termalign.pair import reading_of
    from termalign.reading import as_document

    document = as_document(reading_of(name, options))
    alignment = _one_sided(document, options)
    language = {"ja": "Japanese", "en": "English"}[document.language]
    remark = f"{document.name}: {language} alone; only what one language tells was checked"
    part = Part(alignment, frozenset(range(len(alignment.beads))))
    said = (*(f"{document.name}: {r}" for r in document.remarks), remark)
    return Material((part,), name, name, said)


def _one_sided(document: Document, options: AlignOptions) -> Alignment:
    """Return an alignment with a bead for each segment of one document, and no other document."""
    from termalign import __version__
    from termalign.records import Alignment, Bead, Document
    from termalign.segment import segments

    found = segments(document, options.segment)
    if not any(segment.text.strip() for segment in found):
        raise EmptyInput("holds no text", document.name, "name a document with text in it")
    japanese = document.language == "ja"
    nothing = Document(document.name, "en" if japanese else "ja", (), pages=0)
    beads = tuple(
        Bead((one.index,), (), 1.0) if japanese else Bead((), (one.index,), 1.0) for one in found
    )
    return Alignment(
        document if japanese else nothing,
        nothing if japanese else document,
        found if japanese else (),
        () if japanese else found,
        beads,
        "given",
        f"termalign {__version__}; one document",
    )
