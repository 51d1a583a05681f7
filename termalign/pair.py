"""From two files to an alignment: the one road that align, mine and check share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign import __version__
from termalign.errors import EmptyInput, LanguageError
from termalign.reading import as_document, read_file
from termalign.records import Alignment, Bead
from termalign.segment import segments
from termalign.text import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from termalign.embedding import Embedder, Vectors
    from termalign.reading.source import Reading
    from termalign.records import (
        ApprovedTerm,
        Document,
        Language,
        Mode,
        Segmentation,
    )

LEXICAL = "lexical"
LONG = 1500  # segments on both sides; beyond this the mode is told by rare words alone
FEW_RARE = 20  # partners by rare words; fewer (a form filled in again and again) tell nothing
MIN_IN_ORDER_RARE = 0.6  # of a long pair's rare-word partners; parallel ones keep 70–98 %


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """How two documents are to be aligned."""

    segment: Segmentation = "auto"
    mode: Literal["auto", "parallel", "comparable"] = "auto"
    model: str = LEXICAL
    encoding: str | None = None
    approved: tuple[ApprovedTerm, ...] = ()  # the user's terms, on top of the lexicon
    notes: bool = False  # the speaker's notes of slides are compared as well
    accepted: frozenset[int] = frozenset()  # pages known to hold pictures only
    passwords: tuple[str, ...] = ()  # of files that are encrypted
    min_score: float = 0.0  # two-sided beads below it are taken apart
    progress: Callable[[int, int], None] | None = None  # of a model: segments done, to do
    note: Callable[[str], None] | None = None  # told when a model's vectors cannot be kept


def align_files(a: str | Path, b: str | Path, options: AlignOptions) -> Alignment:
    """Read, segment and align two files, one in each language, in either order.

    Raises InputError for what cannot be read, and LanguageError for the same file twice or for
    two documents of one language.
    """
    ja, en = read_pair(a, b, options)
    return align_documents(ja, en, options)


def read_pair(a: str | Path, b: str | Path, options: AlignOptions) -> tuple[Document, Document]:
    """Return the Japanese and the English document of two files, given in either order.

    A document whose language cannot be told takes the other's opposite, with a remark.
    """
    if _is_same_file(a, b):
        raise LanguageError("is named twice", str(a), "name a Japanese and an English document")
    first, second = (reading_of(path, options) for path in (a, b))
    languages = (language_of(first.text), language_of(second.text))
    documents = (
        replace(_document(first, *languages), path=str(a)),
        replace(_document(second, *reversed(languages)), path=str(b)),
    )
    ja, en = sorted(documents, key=lambda document: document.language, reverse=True)
    if ja.language == en.language:
        name = {"ja": "Japanese", "en": "English"}[ja.language]
        raise LanguageError(
            f"both documents are {name}",
            f"{first.name}, {second.name}",
            "name one Japanese and one English document",
        )
    return ja, en


def reading_of(path: str | Path, options: AlignOptions) -> Reading:
    """Return what stands in one file, as the options have it. Raises as `read_file`."""
    return read_file(
        path,
        encoding=options.encoding,
        layout="line" if options.segment == "line" else "page",
        notes=options.notes,
        accepted=options.accepted,
        passwords=options.passwords,
    )


def _document(reading: Reading, own: Language | None, other: Language | None) -> Document:
    if own is not None or other is None:
        return as_document(reading)
    opposite: Language = "en" if other == "ja" else "ja"
    document = as_document(reading, opposite)
    remark = f"its language cannot be told; taken for {opposite}, as the other is {other}"
    return _with_remark(document, remark)


def _with_remark(document: Document, remark: str) -> Document:
    return replace(document, remarks=(*document.remarks, remark))


def _is_same_file(a: str | Path, b: str | Path) -> bool:
    if str(a) == str(b):
        return True
    first, second = Path(a), Path(b)
    return first.exists() and second.exists() and first.samefile(second)


def align_documents(
    ja: Document, en: Document, options: AlignOptions, embedder: Embedder | None = None
) -> Alignment:
    """Segment and align two documents that were read already.

    Give `embedder` to use one for many pairs. Raises EmptyInput for a document without text.
    """
    from termalign.alignment.comparable import align_comparable
    from termalign.alignment.parallel import align_parallel
    from termalign.alignment.sections import align_sections

    ja_segments, en_segments = segments(ja, options.segment), segments(en, options.segment)
    for document, found in ((ja, ja_segments), (en, en_segments)):
        if not any(segment.text.strip() for segment in found):
            raise EmptyInput("holds no text", document.name, "name a document with text in it")
    ja_texts = [segment.text for segment in ja_segments]
    en_texts = [segment.text for segment in en_segments]
    embedder = embedder or load_embedder(options)
    told = _told(ja_texts, en_texts, embedder, options)
    if told.beads is not None:
        beads = told.beads
    elif told.mode == "parallel":
        beads = align_parallel(ja_texts, en_texts, embedder, told.vectors)
    else:
        beads = align_comparable(ja_texts, en_texts, embedder)
    if told.mode == "comparable":
        beads = align_sections(ja_segments, en_segments, beads, embedder)
    return Alignment(
        ja,
        en,
        ja_segments,
        en_segments,
        tuple(_taken_apart(beads, options.min_score)),
        told.mode,
        signature(options, told.mode),
        (*(f"{d.name}: {remark}" for d in (ja, en) for remark in d.remarks), *told.remarks),
    )


def load_embedder(options: AlignOptions) -> Embedder:
    """Return the embedder that `options.model` names. Raises MissingExtra or UsageError."""
    if options.model == LEXICAL:
        from termalign.embedding.lexical import LexicalEmbedder
        from termalign.lexicon import load_lexicon

        return LexicalEmbedder(load_lexicon(options.approved))
    from termalign.embedding.cache import user_cache_folder
    from termalign.embedding.sentence import load_sentence_embedder, nothing

    return load_sentence_embedder(
        options.model,
        caches=user_cache_folder(),
        progress=options.progress or nothing,
        note=options.note or nothing,
    )


class _Told(NamedTuple):
    """The mode, and what finding it out has given already."""

    mode: Mode
    remarks: tuple[str, ...] = ()
    beads: list[Bead] | None = None
    vectors: Vectors | None = None  # of the segments that are not blank


def _told(ja: Sequence[str], en: Sequence[str], embedder: Embedder, options: AlignOptions) -> _Told:
    if options.mode != "auto":
        return _Told(options.mode)
    if min(len(ja), len(en)) > LONG:
        return _told_by_rare_words(ja, en, embedder)
    from termalign.alignment.comparable import align_comparable
    from termalign.alignment.mode import judge

    beads = align_comparable(ja, en, embedder)
    judgement = judge(ja, en, beads)
    kept = beads if judgement.mode == "comparable" else None
    return _Told(judgement.mode, (f"mode: {judgement}",), kept)


def _told_by_rare_words(ja: Sequence[str], en: Sequence[str], embedder: Embedder) -> _Told:
    """Tell the mode of a long pair in linear time."""
    from termalign.alignment.band import longest_chain, rare_pairs

    vectors = embedder.embed(
        [text for text in ja if text.strip()], [text for text in en if text.strip()]
    )
    pairs = rare_pairs(vectors)
    in_order = len(longest_chain(pairs)) / max(1, len({i for i, _ in pairs}))
    parallel = len(pairs) < FEW_RARE or in_order >= MIN_IN_ORDER_RARE
    mode: Mode = "parallel" if parallel else "comparable"
    remark = f"mode: {mode} ({in_order:.0%} of rare words' partners in order)"
    return _Told(mode, (remark,), vectors=vectors)


def _taken_apart(beads: Sequence[Bead], min_score: float) -> list[Bead]:
    """Take beads below `min_score` apart: their segments stay, each alone."""
    kept: list[Bead] = []
    for bead in beads:
        if bead.ja and bead.en and bead.score < min_score:
            kept += [Bead((i,), (), 1 - bead.score) for i in bead.ja]
            kept += [Bead((), (j,), 1 - bead.score) for j in bead.en]
        else:
            kept.append(bead)
    return kept


def signature(options: AlignOptions, mode: Mode) -> str:
    """Return what the result hangs on: version, model, and the settings that matter."""
    parts = [
        f"termalign {__version__}",
        f"model {options.model}",
        f"mode {mode}",
        f"segment {options.segment}",
    ]
    if options.min_score:
        parts.append(f"min-score {options.min_score:g}")
    if options.approved:
        terms = "\n".join(f"{t.ja}\t{t.en}\t{t.status}" for t in options.approved)
        parts.append(f"terms {hashlib.sha256(terms.encode()).hexdigest()[:12]}")
    return "; ".join(parts)
