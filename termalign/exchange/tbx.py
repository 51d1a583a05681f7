"""TBX-Basic: version 2 (martif) and version 3 in DCA style out; both styles of version 3 in.

In DCA a category is an attribute, <termNote type="partOfSpeech">; in DCT it is the element's name,
<min:partOfSpeech>. Read so, the three differ in the names of their layers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from termalign import __version__
from termalign.exchange import flags, termbase_xml
from termalign.exchange.concepts import concepts_of, rows_of
from termalign.exchange.markup import XML_LANGUAGE, language_coded, local_name
from termalign.exchange.row import GlossaryRow, number_of
from termalign.exchange.statuses import status_named, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from lxml.etree import _Element

    from termalign.exchange.concepts import Concept
    from termalign.exchange.options import WriteOptions
    from termalign.exchange.termbase_xml import Builder
    from termalign.exchange.unread import Unread
    from termalign.records import Language, Status

# The names of the layers: entry, language, term.
_V2 = ("termEntry", "langSet", "tig")
_V3 = ("conceptEntry", "langSec", "termSec")
ENTRIES = {"martif": _V2[0], "tbx": _V3[0]}  # an entry's element by the root's
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")

_FILE = "<fileDesc><sourceDesc><p>termalign {version}</p></sourceDesc></fileDesc>"
_V2_HEAD = (
    '<martif type="TBX-Basic" xml:lang={language}><martifHeader>'
    + _FILE
    + '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
    + "</martifHeader><text><body>\n"
)
_V3_HEAD = (
    '<tbx type="TBX-Basic" style="dca" xml:lang={language}'
    ' xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader>' + _FILE + "</tbxHeader><text><body>\n"
)

# TBX-Basic has four statuses. Ours that share one stand in the term's note as well: [reference].
_STATUS: dict[Status, str] = {
    "approved": "preferredTerm-admn-sts",
    "do-not-translate": "preferredTerm-admn-sts",
    "reference": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "rejected": "supersededTerm-admn-sts",
}
_ADMITTED = "admittedTerm-admn-sts"  # an approved term beside the preferred one
_SAID_BY_TBX = ("approved", "forbidden")
# TBX-Basic's list; a name is a noun to it.
_POS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb"}
_POS_FOR = _POS | {"name": "noun", "properNoun": "noun", "other": "other"}

_STATUS_NAMES = ("administrativeStatus", "normativeAuthorization")
_FIELDS = {"subjectField": "domain", "partOfSpeech": "pos", "source": "source"}
_NOTES = ("note", "definition")
# Elements that group others or are the text itself; all others are categories.
_NO_CATEGORY = {
    *(*_LANGUAGES, *_TERMS, "termGrp", "term", "hi"),
    *("descripGrp", "adminGrp", "termNoteGrp", "descripNote", "adminNote"),
    *("transacGrp", "transac", "transacNote", "transactionType", "date", "responsibility"),
}


def write_v2(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write TBX-Basic of 2008, which OmegaT and most others read; return the remarks."""
    return _write(rows, stream, options, _V2_HEAD, _V2, "</body></text></martif>\n")


def write_v3(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write TBX-Basic of 2019 in DCA style; return the remarks."""
    return _write(rows, stream, options, _V3_HEAD, _V3, "</body></text></tbx>\n")


def _write(
    rows: Iterable[GlossaryRow],
    stream: BinaryIO,
    options: WriteOptions,
    head: str,
    layers: tuple[str, str, str],
    tail: str,
) -> tuple[str, ...]:
    builder = termbase_xml.Builder()
    language = quoteattr(options.en_code)
    stream.write(
        (termbase_xml.DECLARATION + head.format(version=__version__, language=language)).encode()
    )
    for concept in concepts_of(rows):
        termbase_xml.write(stream, _entry(concept, layers, options, builder))
    stream.write(tail.encode())
    return builder.remarks()


def _entry(
    concept: Concept,
    layers: tuple[str, str, str],
    options: WriteOptions,
    builder: Builder,
) -> _Element:
    from lxml import etree

    first = concept[0]
    entry = etree.Element(layers[0])
    if first.id is not None:
        entry.set("id", f"c{first.id}")  # an id of XML begins with a letter
    if first.domain:
        builder.add(entry, "descrip", first.domain, type="subjectField")
    if first.source:
        builder.add(entry, "admin", first.source, type="source")
    if first.note:
        builder.add(entry, "note", first.note)
    japanese = builder.add(entry, layers[1], lang=options.ja_code)
    for place, term in enumerate(first.terms("ja")):
        # Of the Japanese only what may be written has a status; ours is the English term's.
        status: Status | None = "approved" if first.status == "approved" else None
        section = builder.add(japanese, layers[2])
        _term(section, term, first.pos, status, place, builder)
        _marks(section, None, flags.names_of(first, "ja", term), builder)
    english = builder.add(entry, layers[1], lang=options.en_code)
    for row in concept:
        for place, term in enumerate(row.terms("en")):
            section = builder.add(english, layers[2])
            _term(section, term, row.pos, row.status, place, builder)
            _marks(section, row.status, flags.names_of(row, "en", term), builder)
    return entry


def _term(
    section: _Element,
    term: str,
    pos: str,
    status: Status | None,
    place: int,
    builder: Builder,
) -> None:
    builder.add(section, "term", term)
    if pos:
        builder.add(section, "termNote", _POS_FOR.get(pos, "other"), type="partOfSpeech")
    if status in _STATUS:
        value = _ADMITTED if status == "approved" and place else _STATUS[status]
        builder.add(section, "termNote", value, type="administrativeStatus")


def _marks(
    section: _Element, status: Status | None, flagged: Iterable[str], builder: Builder
) -> None:
    """Add what TBX-Basic has no category for as a note: "[reference] [cased]"."""
    marks = [*([status] if status and status not in _SAID_BY_TBX else []), *flagged]
    if marks:
        builder.add(section, "note", " ".join(f"[{mark}]" for mark in marks))


def read_entry(
    entry: _Element,
    unread: Unread,
    where: str,  # noqa: ARG001  # one shape for all term bases
) -> list[GlossaryRow]:
    """Return an entry as rows, one for each status of its English; none without both languages."""
    japanese: list[_Term] = []
    english: list[_Term] = []
    notes: list[str] = []
    fields: dict[str, str] = {}
    sides: dict[Language, list[_Term]] = {"ja": japanese, "en": english}
    for part in entry:
        if local_name(part) in _LANGUAGES:
            code = part.get(XML_LANGUAGE) or part.get("lang")
            language = language_coded(code)
            if language is not None:
                sides[language] += _terms(part, notes, fields, unread)
        else:
            _take(part, notes, fields, unread)
    if not japanese or not english:
        return []
    # The preferred before the admitted; a deprecated Japanese term is found, but comes last.
    ja = list(dict.fromkeys(term.text for term in sorted(japanese, key=lambda term: term.rank)))
    order = {status: at for at, status in enumerate(dict.fromkeys(t.status for t in english))}
    english.sort(key=lambda term: (order[term.status], term.rank))
    row = GlossaryRow(
        ja[0],
        "",
        tuple(ja[1:]),
        pos=fields.get("pos", ""),
        domain=fields.get("domain", ""),
        source=fields.get("source", ""),
        note=" / ".join(dict.fromkeys(notes)),
        id=number_of((entry.get("id") or "").removeprefix("c")),
        flags=frozenset(
            flag
            for language, side in sides.items()
            for term in side
            for flag in flags.flags_named(term.flags, language, term.text)
        ),
    )
    return rows_of(row, ((term.status, term.text) for term in english))


class _Term:
    """A term as its section tells it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.status: Status | None = None
        self.flags: set[str] = set()
        self.rank = 0  # 0 preferred or unsaid, 1 admitted, 2 not to be written


def _terms(
    language: _Element, notes: list[str], fields: dict[str, str], unread: Unread
) -> Iterator[_Term]:
    for part in language:
        if local_name(part) not in _TERMS:
            _take(part, notes, fields, unread)
            continue
        found = next(part.iter("{*}term"), None)
        term = _Term("" if found is None else termbase_xml.text_of(found))
        for element in part.iter():
            if category(element) in _STATUS_NAMES:
                _judge(term, termbase_xml.text_of(element), unread)
        told: list[str] = []
        for child in part:
            _take(child, told, fields, unread)
        for note in told:
            status, rest = unmarked(note)
            flagged, rest = flags.unmarked(rest)
            term.status = status or term.status
            term.flags |= flagged
            notes += [rest] if rest else []
        if term.text:
            yield term


def _judge(term: _Term, name: str, unread: Unread) -> None:
    term.status = status_named(name)
    if term.status is None:
        unread.statuses[name] += 1
    elif term.status == "forbidden":
        term.rank = 2
    elif name.startswith("admitted"):
        term.rank = 1


def category(element: _Element) -> str:
    """Return what an element tells: its type, or in DCT style its name; "" for a group."""
    name = local_name(element)
    if name in ("termNote", "descrip", "admin"):
        return element.get("type") or name
    return "" if name in _NO_CATEGORY else name


def _take(element: _Element, notes: list[str], fields: dict[str, str], unread: Unread) -> None:
    """Take what an element and those in it tell of the concept; the first on a field holds."""
    for one in element.iter("*"):
        name = category(one)
        if name in _NOTES:
            notes += filter(None, [termbase_xml.text_of(one)])
        elif name in _FIELDS:
            fields.setdefault(_FIELDS[name], termbase_xml.text_of(one))
        elif name and name not in _STATUS_NAMES:
            unread.fields[name] += 1
