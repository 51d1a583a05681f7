"""What the tables, views and columns of a glossary's file mean, as metadata for Datasette."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class _Table(NamedTuple):
    """A table or view: what it holds, its columns, and whether a browser should hide it."""

    meaning: str
    columns: Mapping[str, str]
    hidden: bool = False


_ENTRY = "the entry's number, as in `termalign glossary show`"
_TERM = "the English term, by its row in term"

TABLES: dict[str, _Table] = {
    "approved_terms": _Table(
        "The pairs to be used, the preferred ones first within each entry.",
        {
            "entry": _ENTRY,
            "japanese": "the Japanese term",
            "english": "the approved English",
            "part_of_speech": "noun, verb …",
            "domain": "the field it belongs to",
            "note": "what a translator should know",
            "source": "where it comes from",
        },
    ),
    "waiting": _Table(
        "The pairs that are proposed and that nobody has judged, the surest first.",
        {
            "entry": _ENTRY,
            "japanese": "the Japanese term",
            "english": "the proposed English",
            "seen": "how often mined documents hold the pair",
            "score": "0 to 1: how likely the pair is right and worth an entry",
        },
    ),
    "history": _Table(
        "Who changed what and when, the latest first.",
        {
            "at": "the time, UTC",
            "who": "the login name",
            "entry": f"{_ENTRY}; empty for what touches no single one",
            "what": "the change in words",
        },
    ),
    "concept": _Table(
        "The entries: what the terms of both languages mean.",
        {
            "id": _ENTRY,
            "domain": "the field it belongs to",
            "pos": "its part of speech",
            "note": "what a translator should know",
            "source": "where it comes from",
        },
    ),
    "term": _Table(
        "The terms of the entries, in both languages, of every status.",
        {
            "concept": _ENTRY,
            "language": "ja or en",
            "text": "the term",
            "status": "of an English term: its pair's status; of a Japanese one: its best pair's",
            "rank": "among terms of one language and status the lowest is preferred",
            "key": "the text folded, under which spellings meet",
            "reading": "how a Japanese term is said, in hiragana",
            "sound": "the reading as it is compared: in Latin letters, long vowels short",
            "lemma": "a Japanese term as the dictionary spells it",
            "cased": "1: in texts the term counts in this case only",
            "exact": "1: in texts the term counts uninflected only",
        },
    ),
    "sighting": _Table(
        "How often mined documents show an English term for its Japanese one.",
        {
            "term": _TERM,
            "source": "the documents",
            "count": "aligned pairs of segments that hold both terms",
            "score": "0 to 1: how likely the pair is right and worth an entry",
        },
    ),
    "evidence": _Table(
        "The sentences in which a pair was seen.",
        {
            "term": _TERM,
            "ja_text": "the Japanese sentence",
            "en_text": "the English sentence",
            "ja_place": "where it stands",
            "en_place": "where it stands",
            "source": "the documents",
            "confidential_until": "the day of its publication; empty for what is published",
        },
    ),
    "command": _Table("The commands that wrote; the view history shows them.", {}, hidden=True),
    "change": _Table("What they changed; the view history shows it.", {}, hidden=True),
    "undo_step": _Table("Rows as they were, for undo.", {}, hidden=True),
    "sqlite_sequence": _Table("SQLite's own count of the entries.", {}, hidden=True),
    "term_gram": _Table("An index of character groups, for lookup.", {}, hidden=True),
}


def metadata(database: str) -> str:
    """Return the text of a metadata.yml for the file that Datasette knows as `database`.

    That is the file's name without its suffix.
    """
    return "\n".join(_lines(database)) + "\n"


def _lines(database: str) -> Iterator[str]:
    yield "title: Glossary"
    yield "description: Japanese and English terms, kept with termalign"
    yield "databases:"
    yield f"  {_quoted(database)}:"
    yield "    tables:"
    for name, table in TABLES.items():
        yield f"      {name}:"
        yield f"        description: {_quoted(table.meaning)}"
        if table.hidden:
            yield "        hidden: true"
        if table.columns:
            yield "        columns:"
        for column, meaning in table.columns.items():
            yield f"          {column}: {_quoted(meaning)}"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it in any case: JSON's quotes are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
