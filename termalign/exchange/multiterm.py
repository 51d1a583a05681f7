"""MultiTerm XML (mtf), which MultiTerm and memoQ exchange: concepts, their terms, free fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.exchange import flags, termbase_xml
from termalign.exchange.columns import language_named
from termalign.exchange.concepts import concepts_of, rows_of
from termalign.exchange.markup import language_coded, local_name
from termalign.exchange.row import GlossaryRow, number_of
from termalign.exchange.statuses import status_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from lxml.etree import _Element

    from termalign.exchange.concepts import Concept
    from termalign.exchange.options import WriteOptions
    from termalign.exchange.termbase_xml import Builder
    from termalign.exchange.unread import Unread
    from termalign.records import Language, Status

ENTRIES = {"mtf": "conceptGrp"}

# The fields' names are the term base's own affair; these are written, and read in any case.
_SUBJECT, _SOURCE, _NOTE = "Subject", "Source", "Note"
_STATUS, _POS, _FLAGS = "Status", "Part of Speech", "Flags"
_READ = {
    "flags": "flags",
    **dict.fromkeys(("subject", "subject field", "domain", "分野"), "domain"),
    **dict.fromkeys(("source", "出典"), "source"),
    **dict.fromkeys(("note", "notes", "comment", "definition", "備考"), "note"),
    **dict.fromkeys(("status", "term status", "usage status", "状態"), "status"),
    **dict.fromkeys(("part of speech", "pos", "partofspeech", "品詞"), "pos"),
}


def write(rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions) -> tuple[str, ...]:
    """Write a concept for each entry, the status at each English term; return the remarks."""
    builder = termbase_xml.Builder()
    stream.write(f"{termbase_xml.DECLARATION}<mtf>\n".encode())
    for concept in concepts_of(rows):
        termbase_xml.write(stream, _concept(concept, options, builder))
    stream.write(b"</mtf>\n")
    return builder.remarks()


def _concept(concept: Concept, options: WriteOptions, builder: Builder) -> _Element:
    from lxml import etree

    first = concept[0]
    group = etree.Element("conceptGrp")
    if first.id is not None:
        builder.add(group, "concept", str(first.id))
    _fields(group, {_SUBJECT: first.domain, _SOURCE: first.source, _NOTE: first.note}, builder)
    japanese = builder.add(group, "languageGrp")
    builder.add(japanese, "language", type="Japanese").set("lang", options.ja_code.upper())
    for term in first.terms("ja"):
        flagged = ", ".join(flags.names_of(first, "ja", term))
        _term(japanese, term, {_POS: first.pos, _FLAGS: flagged}, builder)
    english = builder.add(group, "languageGrp")
    builder.add(english, "language", type="English").set("lang", options.en_code.upper())
    for row in concept:
        for term in row.terms("en"):
            flagged = ", ".join(flags.names_of(row, "en", term))
            own = {_STATUS: row.status or "", _POS: row.pos, _FLAGS: flagged}
            _term(english, term, own, builder)
    return group


def _term(language: _Element, term: str, fields: dict[str, str], builder: Builder) -> None:
    group = builder.add(language, "termGrp")
    builder.add(group, "term", term)
    _fields(group, fields, builder)


def _fields(group: _Element, fields: dict[str, str], builder: Builder) -> None:
    for name, text in fields.items():
        if text:
            builder.add(builder.add(group, "descripGrp"), "descrip", text, type=name)


def read_entry(
    concept: _Element,
    unread: Unread,
    where: str,  # noqa: ARG001  # one shape for all term bases
) -> list[GlossaryRow]:
    """Return a concept as rows, one for each status of its English; none without both languages."""
    fields: dict[str, list[str]] = {}
    japanese: list[str] = []
    english: list[tuple[Status | None, str]] = []
    flagged: set[flags.Flag] = set()
    for part in concept:
        if local_name(part) != "languageGrp":
            _take(part, fields, unread)
            continue
        language = _language(part)
        for group in part:
            own: dict[str, list[str]] = {}
            _take(group, own, unread)
            term = next(group.iter("term"), None)
            text = "" if term is None else termbase_xml.text_of(term)
            if language == "ja" and text:
                japanese.append(text)
            if language == "en" and text:
                english.append((_status(own, unread), text))
            if language is not None:
                names = _first(own, "flags").casefold().replace(",", " ").split()
                flagged.update(flags.flags_named(names, language, text))
                for name in ("note", "pos", "source", "domain"):
                    fields.setdefault(name, []).extend(own.get(name, ()))
    if not japanese or not english:
        return []
    ja = list(dict.fromkeys(japanese))
    number = concept.find("concept")
    row = GlossaryRow(
        ja[0],
        "",
        tuple(ja[1:]),
        pos=_first(fields, "pos"),
        domain=_first(fields, "domain"),
        source=_first(fields, "source"),
        note=" / ".join(dict.fromkeys(fields.get("note", ()))),
        id=None if number is None else number_of(termbase_xml.text_of(number)),
        flags=frozenset(flagged),
    )
    return rows_of(row, english)


def _language(group: _Element) -> Language | None:
    """Return a group's language by its code, else by its name: lang="JA", type="Japanese"."""
    language = group.find("language")
    if language is None:
        return None
    by_code = language_coded(language.get("lang"))
    return by_code or language_named(language.get("type") or "")


def _first(fields: dict[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _status(fields: dict[str, list[str]], unread: Unread) -> Status | None:
    name = _first(fields, "status")
    status = status_named(name)
    if name and status is None:
        unread.statuses[name] += 1
    return status


def _take(group: _Element, fields: dict[str, list[str]], unread: Unread) -> None:
    for descrip in group.iter("descrip"):
        name, text = descrip.get("type") or "descrip", termbase_xml.text_of(descrip)
        known = _READ.get(name.strip().casefold())
        if known is None:
            unread.fields[name] += 1
        elif text:
            fields.setdefault(known, []).append(text)
