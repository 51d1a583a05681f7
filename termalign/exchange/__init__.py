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
from termalign.reading.source import STDIN, name_of

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
    "chosen_format",
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
    ".tmx.gz": "termalign.exchange.tmx:read",
    ".xliff": "termalign.exchange.xliff:read",
    ".xlf": "termalign.exchange.xliff:read",
    ".sdlxliff": "termalign.exchange.xliff:read",
    ".mqxliff": "termalign.exchange.xliff:read",
    ".mqxlz": "termalign.exchange.xliff:read_zipped",
    ".po": "termalign.exchange.po:read",
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
    "xlsx": "termalign.exchange.glossaries:write_xlsx",
    "jsonl": "termalign.exchange.jsonl_terms:write",
    "omegat": "termalign.exchange.glossaries:write_omegat",
    "tbx": "termalign.exchange.tbx:write_v2",
    "tbx3": "termalign.exchange.tbx:write_v3",
    "tmx": "termalign.exchange.tmx:write_glossary",
    "utx": "termalign.exchange.utx:write",
    "memoq": "termalign.exchange.memoq:write",
    "multiterm": "termalign.exchange.multiterm:write",
}
# suffix: function(path, encoding) -> (rows, remarks)
GLOSSARY_READERS = {
    ".tsv": "termalign.exchange.glossaries:read_tsv",
    ".txt": "termalign.exchange.glossaries:read_omegat",
    ".tab": "termalign.exchange.glossaries:read_omegat",
    ".utf8": "termalign.exchange.glossaries:read_omegat",
    ".csv": "termalign.exchange.glossaries:read_csv",
    ".xlsx": "termalign.exchange.glossaries:read_xlsx",
    ".jsonl": "termalign.exchange.jsonl_terms:read",
    ".utx": "termalign.exchange.utx:read",
    **dict.fromkeys(
        (".tbx", ".xml", ".mtf", ".tmx", ".tmx.gz"), "termalign.exchange.termbases:read"
    ),
}
# Glossary formats that are no suffix, by one whose reader reads them.
_READ_AS = {"omegat": ".utf8", "tbx3": ".tbx", "memoq": ".csv", "multiterm": ".xml"}
# Suffixes that mean a format of another name.
_FORMATS = {
    "htm": "html",
    "txt": "omegat",
    "tab": "omegat",
    "utf8": "omegat",
    "xml": "multiterm",
    "mtf": "multiterm",
}
# Formats that are no suffix.
_NAMED_ONLY = {"omegat", "tbx3", "memoq", "multiterm"}


def format_for(output: str | Path, writers: Mapping[str, str]) -> str:
    """Return the format that the suffix of `output` means.

    Raises UsageError, naming the suffixes there are, for one that `writers` does not know.
    """
    suffix = Path(output).suffix.lower().removeprefix(".")
    name = _FORMATS.get(suffix, suffix)
    if name in writers and suffix not in _NAMED_ONLY:
        return name
    known = [*writers, *(s for s, meant in _FORMATS.items() if meant in writers)]
    suffixes = ", ".join(f".{suffix}" for suffix in known if suffix not in _NAMED_ONLY)
    raise UsageError(f"no format has the suffix “.{suffix}”", str(output), f"known are {suffixes}")


def chosen_format(name: str | None, output: str | None, writers: Mapping[str, str]) -> str:
    """Return the format called `name`, else what the suffix of `output` means, else "tsv".

    Raises UsageError, naming those there are, for one that `writers` does not know.
    """
    if name is None:
        return "tsv" if output in (None, STDIN) else format_for(str(output), writers)
    if name not in writers:
        raise UsageError(f"no format is called “{name}”", "--format", f"use {', '.join(writers)}")
    return name


def is_bilingual(path: str | Path) -> bool:
    """Tell by its suffix whether a file holds both languages, paired."""
    return _suffix(path) in BILINGUAL_READERS


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
    path: str | Path, *, encoding: str | None = None, format_name: str | None = None
) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return a glossary file's rows and what there is to say about it; "-" is standard input.

    The format is the one of GLOSSARY_WRITERS that is named, else what the suffix means, TSV from
    standard input. Raises UsageError for a format that is none, InputError naming the line of the
    first row that is no entry.
    """
    named = "-.tsv" if str(path) == STDIN else path
    if format_name is not None:
        name = chosen_format(format_name, None, GLOSSARY_WRITERS)
        named = "x" + _READ_AS.get(name, f".{name}")
    rows, remarks = _reader(named, GLOSSARY_READERS)(path, encoding)
    if not rows:
        raise EmptyInput("holds no entries", name_of(path), "give rows of Japanese and English")
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
    suffix = _suffix(path)
    if suffix not in readers:
        raise UnsupportedFormat(
            f"no reader for “{suffix}”" if suffix else "has no suffix that tells what it is",
            str(path),
            f"known are {', '.join(readers)}",
        )
    return _function(readers[suffix])


def _suffix(path: str | Path) -> str:
    """Return a file's suffix in small letters; what is packed has two."""
    path = Path(path)
    packed = path.suffix.lower() == ".gz"
    return "".join(path.suffixes[-2:] if packed else path.suffixes[-1:]).lower()


def _function(entry: str) -> Any:
    module, _, name = entry.partition(":")
    return getattr(importlib.import_module(module), name)
