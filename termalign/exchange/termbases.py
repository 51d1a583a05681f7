"""Glossaries in XML, told apart by what they are and not by their suffix: TBX, MultiTerm, TMX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.errors import EmptyInput
from termalign.exchange import multiterm, tbx, termbase_xml, tmx_terms
from termalign.exchange.row import refuse_bad_terms
from termalign.exchange.unread import Unread
from termalign.reading.source import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.exchange.row import GlossaryRow

_ENTRIES = tbx.ENTRIES | multiterm.ENTRIES | tmx_terms.ENTRIES
_READ = {
    **dict.fromkeys(tbx.ENTRIES, tbx.read_entry),
    **dict.fromkeys(multiterm.ENTRIES, multiterm.read_entry),
    **dict.fromkeys(tmx_terms.ENTRIES, tmx_terms.read_entry),
}


def read(path: str | Path, encoding: str | None) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return the rows of a term base in XML; entries without both languages are counted.

    Raises UnsupportedFormat for other XML and for entities, InputError naming the line where the
    XML breaks off or that has a text for a term.
    """
    name = name_of(path)
    unread = Unread()
    rows: list[GlossaryRow] = []
    left_out = 0
    for root, entry in termbase_xml.entries(path, encoding, _ENTRIES):
        where = f"{name}:{entry.sourceline}"
        found = _READ[root](entry, unread, where)
        left_out += not found
        rows += [refuse_bad_terms(row, where) for row in found]
    if left_out and not rows:
        raise EmptyInput(
            "holds no entry with Japanese and English", name, "look at its languages' codes"
        )
    remarks = (f"entries without Japanese and English left out: {left_out}",) if left_out else ()
    return rows, (*remarks, *unread.remarks())
