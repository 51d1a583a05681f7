"""Translation units as glossary entries; `termalign.exchange.tmx` writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.exchange import flags, termbase_xml, tmx
from termalign.exchange.markup import local_name
from termalign.exchange.row import GlossaryRow, number_of, split_terms
from termalign.exchange.statuses import status_named

if TYPE_CHECKING:
    from lxml.etree import _Element

    from termalign.exchange.unread import Unread
    from termalign.records import Language

ENTRIES = {"tmx": "tu"}
_PROPS = {"x-status", "x-domain", "x-pos", "x-source", "x-ja-variants", "x-en-variants", "x-flags"}


def read_entry(unit: _Element, unread: Unread, where: str) -> list[GlossaryRow]:
    """Return a unit as one row, further translations as variants; none without both languages.

    Raises InputError for a flag that is none.
    """
    sides = tmx.texts_of(unit)
    props = {
        prop.get("type") or "": termbase_xml.text_of(prop)
        for prop in unit
        if local_name(prop) == "prop"
    }
    unread.fields.update(name for name in props if name not in _PROPS)
    notes = [termbase_xml.text_of(note) for note in unit if local_name(note) == "note"]

    def terms(language: Language) -> tuple[str, ...]:
        texts = (termbase_xml.on_one_line(text or "") for text in sides[language])
        told = split_terms(props.get(f"x-{language}-variants", ""))
        return tuple(dict.fromkeys(filter(None, (*texts, *told))))

    ja, en = terms("ja"), terms("en")
    if not ja or not en:
        return []
    name = props.get("x-status", "")
    status = status_named(name)
    if name and status is None:
        unread.statuses[name] += 1
    row = GlossaryRow(
        ja[0],
        en[0],
        ja[1:],
        en[1:],
        status=status,
        pos=props.get("x-pos", ""),
        domain=props.get("x-domain", ""),
        source=props.get("x-source", ""),
        note=" / ".join(filter(None, notes)),
        id=number_of(unit.get("tuid") or ""),
    )
    told = split_terms(props.get("x-flags", ""))
    return [replace(row, flags=flags.flags_of(told, row, where))]
