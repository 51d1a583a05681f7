"""Files of other programs: alignments out, bilingual files in, glossaries both ways.

Each format is one line in a table, "module:function", imported when it is used.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termalign.errors import EmptyInput, UnsupportedFormat, UsageError
from termalign.exchange.bilingual import (
    Given,
    GivenDocument,
    Record,
    alignment_of,
    documents_of,
)
from termalign.exchange.options import DEFAULT, WriteOptions
from termalign.exchange.row import GlossaryRow
from termalign.reading.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from termalign.exchange.review import Answer
    from termalign.records import Alignment

__all__ = [
    "Given",
    "GivenDocument",
    "GlossaryRow",
    "Record",
    "WriteOptions",
    "format_for",
    "is_bilingual",
    "read_bilingual",
    "read_documents",
    "read_glossary",
    "read_records",
    "read_review",
    "write_alignment",
    "write_glossary",
]

# format: function(alignment, stream, options) -> remarks
ALIGNMENT_WRITERS = {
    "tsv": "termalign.exchange.tables:write_tsv",
    "csv": "termalign.exchange.tables:write_csv",
    "jsonl": "termalign.exchange.jsonl:write",
    "tmx": "termalign.exchange.tmx:write_alignment",
    "xlsx": "termalign.exchange.tables:write_xlsx",
    "html": "termalign.exchange.html:write",
}
# suffix: function(path, encoding) -> Given
BILINGUAL_READERS = {
    ".tmx": "termalign.exchange.tmx:read",
    ".tsv": "termalign.exchange.tables:read_tsv",
    ".csv": "termalign.exchange.tables:read_csv",
    ".xlsx": "termalign.exchange.tables:read_xlsx",
    ".xlsm": "termalign.exchange.tables:read_xlsx",
    ".jsonl": "termalign.exchange.jsonl:read",
}
# format: function(rows, stream, options) -> remarks
GLOSSARY_WRITERS = {
    "tsv": "termalign.exchange.glossaries:write_tsv",
    "csv": "termalign.exchange.glossaries:write_csv",
    "omegat": "termalign.exchange.glossaries:write_omegat",
    "tmx": "termalign.exchange.tmx:write_glossary",
}
# suffix: function(path, encoding) -> (rows, remarks)
GLOSSARY_READERS = {
    ".tsv": "termalign.exchange.glossaries:read_tsv",
    ".txt": "termalign.exchange.glossaries:read_omegat",
    ".tab": "termalign.exchange.glossaries:read_omegat",
    ".utf8": "termalign.exchange.glossaries:read_omegat",
    ".csv": "termalign.exchange.glossaries:read_csv",
    ".xlsx": "termalign.exchange.glossaries:read_xlsx",
}
# Suffixes that mean a format of another name.
_FORMATS = {
    "htm": "html",
    "txt": "omegat",
    "tab": "omegat",
    "utf8": "omegat",
}


def format_for(output: str | Path, writers: Mapping[str, str]) -> str:
    """Return the format that the suffix of `output` means.

    Raises UsageError, naming the suffixes there are, for one that `writers` does not know.
    """
    suffix = Path(output).suffix.lower().removeprefix(".")
    name = _FORMATS.get(suffix, suffix)
    if name in writers:
        return name
    known = [*writers, *(s for s, meant in _FORMATS.items() if meant in writers)]
    suffixes = ", ".join(f".{suffix}" for suffix in known if suffix != "omegat")
    raise UsageError(f"no format has the suffix “.{suffix}”", str(output), f"known are {suffixes}")


def is_bilingual(path: str | Path) -> bool:
    """Tell by its suffix whether a file holds both languages, paired."""
    return Path(path).suffix.lower() in BILINGUAL_READERS


def write_alignment(
    alignment: Alignment, stream: BinaryIO, format_name: str, options: WriteOptions = DEFAULT
) -> tuple[str, ...]:
    """Write `alignment` in a format of ALIGNMENT_WRITERS; return what there is to say about it.

    Raises OutputError where the format cannot hold it.
    """
    remarks: tuple[str, ...] = _function(ALIGNMENT_WRITERS[format_name])(alignment, stream, options)
    return remarks


def write_glossary(
    rows: Iterable[GlossaryRow],
    stream: BinaryIO,
    format_name: str,
    options: WriteOptions = DEFAULT,
) -> tuple[str, ...]:
    """Write `rows` in a format of GLOSSARY_WRITERS; return what there is to say about it."""
    remarks: tuple[str, ...] = _function(GLOSSARY_WRITERS[format_name])(rows, stream, options)
    return remarks


def read_records(path: str | Path, *, encoding: str | None = None) -> Given:
    """Return the records of a bilingual file, as they stand in it.

    Raises InputError, naming the file and where it can the line, for one that cannot be read or
    holds no text.
    """
    given: Given = _reader(path, BILINGUAL_READERS)(path, encoding)
    if not given.records:
        raise EmptyInput("holds no text", given.name, "name a file with texts in it")
    return given


def read_documents(path: str | Path, *, encoding: str | None = None) -> list[GivenDocument]:
    """Return a bilingual file's documents, each an alignment with its records.

    In JSON Lines each record is a document unless records share "document"; every other file is
    one document. Raises as `read_records`.
    """
    return documents_of(read_records(path, encoding=encoding))


def read_bilingual(path: str | Path, *, encoding: str | None = None) -> Alignment:
    """Return all records of a bilingual file as one alignment. Raises as `read_records`."""
    return alignment_of(read_records(path, encoding=encoding))


def read_glossary(
    path: str | Path, *, encoding: str | None = None
) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return a glossary file's rows and what there is to say about it; "-" is TSV from stdin.

    Raises InputError naming the line of the first row that is no entry.
    """
    named = "-.tsv" if str(path) == STDIN else path
    rows, remarks = _reader(named, GLOSSARY_READERS)(path, encoding)
    if not rows:
        raise EmptyInput("holds no entries", Path(path).name, "give rows of Japanese and English")
    return rows, remarks


def read_review(path: str | Path) -> tuple[list[Answer], tuple[str, ...]] | None:
    """Return a review sheet's answers and what there is to say about it; None for another file.

    Raises InputError naming the first row that cannot be taken.
    """
    if Path(path).suffix.lower() != ".xlsx":
        return None
    from termalign.exchange import review_answers
    from termalign.reading.source import fetch

    return review_answers.read(fetch(path))


def _reader(path: str | Path, readers: Mapping[str, str]) -> Any:
    suffix = Path(path).suffix.lower()
    if suffix not in readers:
        raise UnsupportedFormat(
            f"no reader for “{suffix}”" if suffix else "has no suffix that tells what it is",
            str(path),
            f"known are {', '.join(readers)}",
        )
    return _function(readers[suffix])


def _function(entry: str) -> Any:
    module, _, name = entry.partition(":")
    return getattr(importlib.import_module(module), name)
