"""PO files of gettext: msgid and msgstr as records. Only read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termalign.errors import InputError, LanguageError
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.markup import language_coded
from termalign.reading.encoding import decode, is_encoding
from termalign.reading.source import fetch
from termalign.records import Place
from termalign.text import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from termalign.reading.source import Source
    from termalign.records import Language

_LINE_END = re.compile("\r\n|\n|\r")
_KEYWORD = re.compile(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*(?=\")")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"\s*')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))")
_ESCAPED = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_CHARSET = re.compile(rb"Content-Type:[^\"\n]*charset=([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4_096  # bytes in which the header stands
_UTF_8 = {
    b"utf-8",
    b"utf8",
    b"charset",
}  # CHARSET is what stands in a template that nobody filled in


@dataclass(slots=True)
class _Entry:
    """An entry as it is being read: its texts by keyword."""

    line: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    references: list[str] = field(default_factory=list)

    def text(self, keyword: str) -> str:
        return "".join(self.texts.get(keyword, ()))


def read(path: str | Path, encoding: str | None) -> Given:
    """Return the translated entries; a plural form makes a record of its own.

    Entries that are fuzzy, obsolete or untranslated are left out and counted. The place is the
    entry's line and the first source reference, the id its context. Raises InputError naming the
    line that is no PO, LanguageError where the two languages are not Japanese and English.
    """
    source = fetch(path)
    decoded = decode(source, encoding or _declared(source))
    left_out: Counter[str] = Counter()
    header, pairs = _translated(_entries(decoded.text, source.name, left_out), left_out)
    sides = _sides(header, pairs, source.name) if pairs else ("ja", "en")
    records = []
    for row, (entry, *texts) in enumerate(pairs):
        ja, en = texts if sides[0] == "ja" else reversed(texts)
        place = Place(line=entry.line, label=" ".join(entry.references[:1]))
        context = entry.text("msgctxt") or None
        record = Record(row, ja, en, place, id=context, document=source.name)
        records += [] if record.is_blank else [record]
    counts = tuple(f"{why} entries left out: {count}" for why, count in left_out.items())
    return Given(source.name, tuple(records), decoded.encoding, (*decoded.remarks, *counts))


def _declared(source: Source) -> str | None:
    """Return the encoding that the header names; None where that is UTF-8 or nothing."""
    found = _CHARSET.search(source.content[:_HEAD])
    if found is None or found[1].lower() in _UTF_8:
        return None
    charset = found[1].decode("ascii")
    if not is_encoding(charset):
        raise InputError(
            f"its header names the encoding “{charset}”, which is none",
            source.name,
            "mend the header, or name the encoding with --encoding",
        )
    return charset


Pair = tuple[_Entry, str, str]


def _translated(entries: Iterable[_Entry], left_out: Counter[str]) -> tuple[str, list[Pair]]:
    """Return the header and the pairs of source and translation."""
    header, pairs = "", []
    for entry in entries:
        if not entry.text("msgid") and "msgctxt" not in entry.texts:
            header = entry.text("msgstr")
        elif "fuzzy" in entry.flags:
            left_out["fuzzy"] += 1
        else:
            found = [(entry, *texts) for texts in _pairs(entry) if texts[1].strip()]
            pairs += found
            if not found:
                left_out["untranslated"] += 1
    return header, pairs


def _pairs(entry: _Entry) -> list[tuple[str, str]]:
    """Return the entry's texts; a language without plurals translates the plural form."""
    if "msgid_plural" not in entry.texts:
        return [(entry.text("msgid"), entry.text("msgstr"))]
    forms = [entry.text(key) for key in entry.texts if key.startswith("msgstr")]
    if len(forms) == 1:
        return [(entry.text("msgid_plural"), forms[0])]
    plural = entry.text("msgid_plural")
    return [(entry.text("msgid"), forms[0]), *((plural, form) for form in forms[1:])]


def _sides(header: str, pairs: Sequence[Pair], name: str) -> tuple[Language, Language]:
    """Return the languages of msgid and msgstr: by the header, else by the most of the texts.

    Not by the texts together: account titles in a row, without a kana, would be Chinese.
    """
    named = _LANGUAGE.search(header)
    source = _language_of_most(text for _, text, _ in pairs)
    target = language_coded(named[1]) if named else _language_of_most(text for _, _, text in pairs)
    if source is not None and target is not None and source != target:
        return source, target
    told = source or "an unknown language", target or (named and named[1]) or "an unknown language"
    raise LanguageError(
        f"translates from {told[0]} to {told[1]}",
        name,
        "name a PO file between Japanese and English",
    )


def _language_of_most(texts: Iterable[str]) -> Language | None:
    counts = Counter(language for text in texts if (language := language_of(text)))
    return counts.most_common(1)[0][0] if counts else None


def _entries(text: str, name: str, left_out: Counter[str]) -> Iterator[_Entry]:
    """Give the entries as they stand, the header among them, obsolete ones counted."""
    entry: _Entry | None = None
    keyword = ""
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = raw.strip()
        if line.startswith("#~"):
            if re.match(r"#~\s*msgid\s", line):
                left_out["obsolete"] += 1
            continue
        begins = line.startswith("#") or re.match(r"msgctxt\b|msgid\b(?!_)", line)
        is_complete = entry is not None and any(key.startswith("msgstr") for key in entry.texts)
        if entry is not None and is_complete and (begins or not line):
            yield entry
            entry = None
        if not line:
            continue
        entry = entry or _Entry(number)
        if line.startswith("#"):
            _comment(line, entry)
            continue
        found = _KEYWORD.match(line)
        if found:
            keyword = found[1]
            if keyword in entry.texts:
                raise _no_po(f"{keyword} stands twice in an entry", name, number)
            entry.texts[keyword] = []
            if keyword in {"msgctxt", "msgid"}:
                entry.line = number
        elif not line.startswith('"') or not entry.texts:
            raise _no_po("is no line of a PO file", name, number)
        entry.texts[keyword].append(_quoted(line[found.end() if found else 0 :], name, number))
    if entry is not None and entry.texts:
        if not any(key.startswith("msgstr") for key in entry.texts):
            raise _no_po("breaks off within an entry", name, entry.line)
        yield entry


def _comment(line: str, entry: _Entry) -> None:
    if line.startswith("#,"):
        entry.flags |= {flag.strip() for flag in line[2:].split(",")}
    elif line.startswith("#:"):
        entry.references += line[2:].split()


def _quoted(text: str, name: str, number: int) -> str:
    found = _QUOTED.fullmatch(text)
    if found is None:
        raise _no_po("has a quote that is not closed", name, number)
    return _ESCAPE.sub(_sign, found[1])


def _sign(escape: re.Match[str]) -> str:
    hexadecimal, octal, letter = escape.groups()
    if letter is not None:
        return _ESCAPED.get(letter, letter)
    return chr(int(hexadecimal, 16) if hexadecimal else int(octal, 8))


def _no_po(what: str, name: str, line: int) -> InputError:
    return InputError(what, f"{name}:{line}", "mend that line, or export the file again")
