"""TMX 1.4 out, 1.1 to 1.4 in; both as a stream, so that the size of a memory does not matter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from termalign import __version__
from termalign.errors import InputError, UnsupportedFormat
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.row import joined_terms
from termalign.exchange.safety import SafeText
from termalign.exchange.tables import score_text
from termalign.output import tsv_field
from termalign.reading.source import fetch
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from lxml.etree import _Element

    from termalign.exchange.options import WriteOptions
    from termalign.exchange.row import GlossaryRow
    from termalign.records import Alignment, Bead, Language, Segment

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What a tag in the text of other tools looked like; hi marks text up, sub is a text by itself.
_TAG_CONTENT = {"bpt", "ept", "ph", "it", "ut", "sub"}

Props = dict[str, str]


def write_alignment(
    alignment: Alignment, stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write the beads that have both sides, in order, as translation units.

    The remarks tell how many beads and characters were left out.
    """
    paired = [(number, b) for number, b in enumerate(alignment.beads, start=1) if b.ja and b.en]
    units = (
        (str(number), _props(alignment, bead), "", *alignment.texts(bead))
        for number, bead in paired
    )
    remarks = _write(units, "sentence", {"x-signature": alignment.signature}, stream, options)
    one_sided = len(alignment.beads) - len(paired)
    if one_sided:
        remarks = (f"beads with one side only left out: {one_sided}", *remarks)
    return remarks


def _props(alignment: Alignment, bead: Bead) -> Props:
    places = {
        "x-ja-place": _place(alignment.ja, bead.ja),
        "x-en-place": _place(alignment.en, bead.en),
    }
    return {"x-score": score_text(bead.score)} | {kind: at for kind, at in places.items() if at}


def _place(segments: Sequence[Segment], side: Sequence[int]) -> str:
    return str(segments[side[0]].place)


def write_glossary(
    rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write the preferred pair of each row as a translation unit: one target for a source."""
    units = (
        (
            "" if row.id is None else str(row.id),
            _entry_props(row),
            row.note,
            row.ja,
            row.en,
        )
        for row in rows
    )
    return _write(units, "phrase", {}, stream, options)


def _entry_props(row: GlossaryRow) -> Props:
    props = {
        "x-status": row.status or "",
        "x-domain": row.domain,
        "x-pos": row.pos,
        "x-source": row.source,
        "x-ja-variants": joined_terms(row.ja_variants),
        "x-en-variants": joined_terms(row.en_variants),
    }
    return {kind: value for kind, value in props.items() if value}


def _write(
    units: Iterable[tuple[str, Props, str, str, str]],
    segment_type: str,
    header_props: Props,
    stream: BinaryIO,
    options: WriteOptions,
) -> tuple[str, ...]:
    """Write units of id, props, note, Japanese and English; an empty side leaves the unit out."""
    from lxml import etree

    safe = SafeText()
    header = {
        "creationtool": "termalign",  # never "OmegaT": its name switches on its private tag rules
        "creationtoolversion": __version__,
        "segtype": segment_type,
        "o-tmf": "termalign",
        "adminlang": "en",
        "srclang": options.ja_code,
        "datatype": "plaintext",
    }
    emptied = 0
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    with etree.xmlfile(stream, encoding="utf-8") as out, out.element("tmx", version="1.4"):
        out.write("\n")
        with out.element("header", header):
            for prop in _props_elements(header_props, safe):
                out.write(prop)
        out.write("\n")
        with out.element("body"):
            out.write("\n")
            for name, props, note, ja, en in units:
                texts = (_segment(ja, safe), _segment(en, safe))
                sides = list(zip((options.ja_code, options.en_code), texts, strict=True))
                if not all(texts):
                    emptied += 1
                    continue
                out.write(_unit(name, props, _segment(note, safe), sides, safe))
                out.write("\n")
        out.write("\n")
    stream.write(b"\n")
    remarks = (f"units with an empty side left out: {emptied}",) if emptied else ()
    return (*remarks, *safe.remarks())


def _unit(
    name: str, props: Props, note: str, sides: Sequence[tuple[str, str]], safe: SafeText
) -> _Element:
    from lxml import etree

    unit = etree.Element("tu", {"tuid": name} if name else {})
    # In this order: OmegaT 6 refuses a file in which a prop or note follows a tuv.
    if note:
        etree.SubElement(unit, "note").text = note
    for prop in _props_elements(props, safe):
        unit.append(prop)
    for code, text in sides:
        variant = etree.SubElement(unit, "tuv", {_LANGUAGE: code})
        etree.SubElement(variant, "seg").text = text
    return unit


def _props_elements(props: Props, safe: SafeText) -> Iterator[_Element]:
    from lxml import etree

    for kind, value in props.items():
        prop = etree.Element("prop", type=kind)
        prop.text = _segment(value, safe)
        yield prop


def _segment(text: str, safe: SafeText) -> str:
    """Return `text` on one line without spaces round it: OmegaT matches no other."""
    if text.isprintable():
        return text.strip()
    return safe(tsv_field(text)).strip()


def read(path: str | Path, encoding: str | None) -> Given:  # noqa: ARG001  # XML says its encoding itself
    """Return the records of a TMX file; a unit with two translations makes two records.

    Raises UnsupportedFormat for what is no TMX or declares entities, InputError naming the line
    where the XML breaks off.
    """
    name = Path(path).name
    records: list[Record] = []
    left_out = 0
    with _opened(path) as stream:
        for number, (unit, sides) in enumerate(_units(stream, name), start=1):
            if not sides["ja"] and not sides["en"]:
                left_out += 1
            place = Place(label=f"unit {number}")
            for ja in sides["ja"] or [None]:
                for en in sides["en"] or [None]:
                    record = Record(len(records), ja, en, place, id=unit, document=name)
                    records += [] if record.is_blank else [record]
    remarks = (f"units in other languages left out: {left_out}",) if left_out else ()
    return Given(name, tuple(records), remarks=remarks)


def _opened(path: str | Path) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError:
        fetch(path)  # raises what every reader says of a file that cannot be read
        raise


Sides = dict["Language", "list[str | None]"]


def _units(stream: BinaryIO, name: str) -> Iterator[tuple[str | None, Sides]]:
    """Give each unit's id and its texts by language, one unit in memory at a time."""
    from lxml import etree

    try:
        # lxml's own limits stay on: entities from outside are never read, nor is a DTD fetched.
        parser = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=("{*}tmx", "{*}tu"),
            load_dtd=False,
            no_network=True,
        )
        for event, element in parser:
            if event == "start" and element.getparent() is None:
                _refuse_entities(element, name)
            if event == "end" and element.getparent() is not None:
                yield element.get("tuid"), texts_of(element)
                _forget(element)
    except etree.XMLSyntaxError as error:
        what = (error.msg or "broken off").rpartition(", line")[0] or error.msg
        raise InputError(
            f"is no well-formed XML ({what})",
            f"{name}:{error.lineno or 1}",
            "export it again from the tool that made it",
        ) from error
    if _local(parser.root) != "tmx":
        raise UnsupportedFormat(
            f"is XML, but {_local(parser.root)}, no TMX", name, "name a TMX file"
        )


def _refuse_entities(root: _Element, name: str) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):  # type: ignore[attr-defined]  # no stub
        raise UnsupportedFormat(
            "declares entities, as no translation tool does", name, "make sure where it comes from"
        )


def texts_of(unit: _Element) -> Sides:
    """Return a unit's texts by language, each without the content of inline tags."""
    sides: Sides = {"ja": [], "en": []}
    for variant in unit:
        if _local(variant) != "tuv":
            continue
        code = variant.get(_LANGUAGE) or variant.get("lang") or ""  # TMX 1.1 to 1.3: lang
        primary = re.split("[-_]", code.strip().lower())[0]
        for language, codes in _CODES.items():
            if primary in codes:
                sides[language] += [_text(seg) for seg in variant if _local(seg) == "seg"]
    return sides


_CODES: dict[Language, tuple[str, ...]] = {"ja": ("ja", "jpn", "jp"), "en": ("en", "eng")}


def _text(element: _Element) -> str:
    """Return the text of a seg, marked-up text included, without the content of inline tags."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _local(child) not in _TAG_CONTENT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _local(element: _Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(unit: _Element) -> None:
    """Free a unit that was read, and its place among its parent's children."""
    unit.clear()
    parent = unit.getparent()
    while parent is not None and unit.getprevious() is not None:
        del parent[0]
