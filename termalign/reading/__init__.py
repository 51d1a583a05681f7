"""Files to documents: each suffix has its reader, and every text is mended here, once."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from termalign.errors import LanguageError, UnsupportedFormat
from termalign.reading.source import STDIN, Layout, Reading, Source, fetch
from termalign.reading.unread import judged
from termalign.records import Document
from termalign.text import language_of, looks_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from termalign.records import Language

    Reader = Callable[[Source, str | None, Layout], Reading]

__all__ = [
    "LOCK_PREFIX",
    "READERS",
    "Layout",
    "Reading",
    "as_document",
    "open_document",
    "read_file",
]

# suffix: "module:function" that makes a Reading of a Source, imported when a file needs it
READERS = {
    ".txt": "termalign.reading.plain:read_text",
    ".text": "termalign.reading.plain:read_text",
    ".md": "termalign.reading.plain:read_markdown",
    ".markdown": "termalign.reading.plain:read_markdown",
    ".pptx": "termalign.reading.slides:read_slides",
    ".pptm": "termalign.reading.slides:read_slides",
    ".docx": "termalign.reading.word:read_word",
    ".docm": "termalign.reading.word:read_word",
    ".xlsx": "termalign.reading.workbook:read_workbook",
    ".xlsm": "termalign.reading.workbook:read_workbook",
    ".pdf": "termalign.reading.pdf.reader:read_pdf",
    ".html": "termalign.reading.web:read_web",
    ".htm": "termalign.reading.web:read_web",
    ".xhtml": "termalign.reading.web:read_web",
}
_STDIN_SUFFIX = ".txt"
# Office lays ~$deck.pptx beside deck.pptx while it is open: who has it open, and no document.
LOCK_PREFIX = "~$"


def open_document(
    path: str | Path,
    *,
    encoding: str | None = None,
    language: Language | None = None,
    layout: Layout = "page",
    notes: bool = False,
    accepted: Collection[int] = (),
    passwords: Sequence[str] = (),
) -> Document:
    """Return the document in the file `path` ("-": standard input).

    With layout "page" its blocks are paragraphs, headings, bullets and rows; with "line" each is
    one line of the file, blank ones too. Raises the InputErrors of `read_file` and `as_document`.
    """
    reading = read_file(
        path,
        encoding=encoding,
        layout=layout,
        notes=notes,
        accepted=accepted,
        passwords=passwords,
    )
    return as_document(reading, language)


def read_file(
    path: str | Path,
    *,
    encoding: str | None = None,
    layout: Layout = "page",
    notes: bool = False,
    accepted: Collection[int] = (),
    passwords: Sequence[str] = (),
) -> Reading:
    """Return what stands in the file, its language not yet asked for.

    With `notes` the speaker's notes follow the document, after its last page. `accepted` are pages
    known to hold pictures only; an encrypted file is opened with the first of `passwords` that
    fits. Raises MissingInput, UnsupportedFormat (no reader, or content that
    is not what the suffix says), UndecodableText, EmptyInput (no text, or too many pages without),
    and UsageError for an encoding that does not exist.
    """
    reader = _reader_for(path)
    reading = judged(reader(fetch(path, tuple(passwords)), encoding, layout), accepted)
    if notes:
        return replace(reading, blocks=(*reading.blocks, *reading.notes))
    if reading.notes:
        pages = len({block.place.page for block in reading.notes})
        said = f"speaker’s notes on {pages} {reading.leaf}{'' if pages == 1 else 's'} left out"
        return replace(reading, remarks=(*reading.remarks, f"{said} (--notes reads them)"))
    return reading


def as_document(reading: Reading, language: Language | None = None) -> Document:
    """Return the reading as a document in `language`, by default the one its letters tell.

    Raises LanguageError where `language` is None and the letters do not tell: a caller with a
    second document gives the other's opposite then, and warns.
    """
    told = language or language_of(reading.text)
    if told is None:
        what = "its language cannot be told"
        if looks_chinese(reading.text):
            what = "is Chinese, it seems: ideographs and no kana"
        raise LanguageError(what, reading.name, "termalign reads Japanese and English")
    return Document(
        name=reading.name,
        language=told,
        blocks=reading.blocks,
        encoding=reading.encoding,
        pages=reading.pages,
        remarks=reading.remarks,
    )


def _reader_for(path: str | Path) -> Reader:
    if Path(path).name.startswith(LOCK_PREFIX):
        raise UnsupportedFormat(
            "is a mark of Office's that a file is open, no document",
            str(path),
            f"name the file without {LOCK_PREFIX}",
        )
    suffix = _STDIN_SUFFIX if str(path) == STDIN else Path(path).suffix.lower()
    if suffix not in READERS:
        if Path(path).is_dir() or not Path(path).exists():
            fetch(path)  # says that it is a folder, or not there
        raise UnsupportedFormat(
            f"no reader for {suffix or 'a name without a suffix'}",
            str(path),
            f"what is read: {' '.join(READERS)}",
        )
    module, _, name = READERS[suffix].partition(":")
    return cast("Reader", getattr(importlib.import_module(module), name))
