"""UTX, the Asia-Pacific machine translation association's term list: tab-separated, never quoted.

A line for each pair of terms; those of one entry share its concept ID.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, InputError, LanguageError, UnsupportedFormat
from termalign.exchange import delimited, flags
from termalign.exchange.markup import language_coded
from termalign.exchange.row import GlossaryRow, number_of, refuse_bad_terms
from termalign.exchange.safety import SafeText
from termalign.exchange.statuses import marked, status_named, unmarked
from termalign.exchange.unread import Unread
from termalign.reading.encoding import decode
from termalign.reading.source import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.columns import Row
    from termalign.exchange.options import WriteOptions
    from termalign.records import Language, Status

VERSION = "1.20"
_COLUMNS = ("src", "tgt", "src:pos", "term status", "src:comment", "concept ID")
_NOTHING = "-"
_LINE_END = "\r\n"

# UTX has four statuses. Ours that share one stand before the comment as well: [reference] …
_STATUS: dict[Status, str] = {
    "approved": "approved",
    "do-not-translate": "approved",
    "reference": "provisional",
    "proposed": "provisional",
    "forbidden": "forbidden",
    "rejected": "forbidden",
}
_SAID_BY_UTX: tuple[Status, ...] = ("approved", "proposed", "forbidden")
_POS = {
    **{pos: pos for pos in ("noun", "verb", "adjective", "adverb", "sentence")},
    "name": "properNoun",
}
_POS_READ = {utx.casefold(): pos for pos, utx in _POS.items()}
_READ = {
    *("src", "tgt", "src:pos", "tgt:pos", "term status", "concept id"),
    *("src:comment", "tgt:comment", "comment"),
}

_PAIR = re.compile(r"^\s*([A-Za-z]{2,3}[\w-]*)\s*/\s*([A-Za-z]{2,3}[\w-]*)\s*$")


def write(rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions) -> tuple[str, ...]:
    """Write UTX, bidirectional where every row is approved; the remarks tell what was left out."""
    listed = list(rows)
    codes = [options.ja_code, options.en_code]
    languages = "/".join(codes if options.source == "ja" else reversed(codes))
    head = [f"UTX {VERSION}", f" {languages}"]
    if all(row.status == "approved" for row in listed):
        head.append(" bidirectional")
    stream.write(("#" + ";".join(head) + _LINE_END).encode())
    stream.write(("#" + "\t".join(_COLUMNS) + _LINE_END).encode())
    safe, commented = SafeText(), 0
    for row in listed:
        status = _STATUS[row.status] if row.status else _NOTHING
        comment = marked(row.status, row.note, _SAID_BY_UTX)
        number = _NOTHING if row.id is None else str(row.id)
        for src, tgt in row.pairs(options.source):
            if src.startswith("#"):
                commented += 1
                continue
            cells = (src, tgt, _POS.get(row.pos, _NOTHING), status, comment or _NOTHING, number)
            line = delimited.tsv_line(cells, safe).removesuffix(b"\n")
            stream.write(line + _LINE_END.encode())
    remarks = (f"terms that begin with # left out: {commented}",) if commented else ()
    return (*remarks, *flags.left_out(listed), *safe.remarks())


def read(path: str | Path, encoding: str | None) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return the rows of a UTX file, neighbours of one concept ID and status as one row.

    Raises UnsupportedFormat without UTX's first line, LanguageError for other languages, InputError
    naming the line of a bad row.
    """
    source = fetch(path)
    decoded = decode(source, encoding)
    lines = delimited.tsv_rows(decoded.text)
    if not lines:
        raise EmptyInput("holds no entries", source.name, "give rows of Japanese and English")
    first = "\t".join(lines[0].cells)
    if not first.casefold().startswith("#utx"):
        raise UnsupportedFormat(
            "does not begin with #UTX", source.name, "name a UTX file, or call a plain list .tsv"
        )
    swapped = _is_from_english(first, source.name)
    comments = [row for row in lines if row.cells[0].startswith("#")]
    columns = _columns(comments[-1], source.name)
    unread = Unread()
    unread.fields.update(set(columns) - _READ)
    pairs = [
        _pair(row, columns, source.name, unread, swapped=swapped)
        for row in lines
        if not row.cells[0].startswith("#")
    ]
    rows: list[GlossaryRow] = []
    for alike, group in groupby(pairs, key=lambda pair: replace(pair, ja="", en="")):
        together = list(group)
        # Without a concept ID nothing says that two lines are of one entry.
        rows += together if alike.id is None else [_one_row(together)]
    return rows, (*decoded.remarks, *unread.remarks())


def _is_from_english(head: str, name: str) -> bool:
    """Tell whether the first line says en/ja: then the source terms are English."""
    for part in head.split(";"):
        pair = _PAIR.match(part)
        languages = [language_coded(code) for code in pair.groups()] if pair else []
        if languages in (["ja", "en"], ["en", "ja"]):
            return languages[0] == "en"
    raise LanguageError(
        "does not say that it is Japanese and English", f"{name}:1", "begin it: #UTX 1.20; ja/en"
    )


def _columns(head: Row, name: str) -> Mapping[str, int]:
    names = [cell.strip().strip("#").strip().casefold() for cell in head.cells]
    if names[:2] != ["src", "tgt"]:
        raise InputError(
            "the last line that begins with # does not name the columns",
            f"{name}:{head.line}",
            "let it begin with #src, tgt, src:pos, separated by tabs",
        )
    return {column: place for place, column in enumerate(names)}


def _pair(
    row: Row, columns: Mapping[str, int], name: str, unread: Unread, *, swapped: bool
) -> GlossaryRow:
    where = f"{name}:{row.line}"
    if not 2 <= len(row.cells) <= len(columns):
        raise InputError(
            f"the row has {len(row.cells)} columns, the header {len(columns)}",
            where,
            "give each row the header's columns, separated by tabs",
        )

    def cell(*names: str) -> str:
        for column in names:
            place = columns.get(column, len(row.cells))
            text = row.cells[place].strip() if place < len(row.cells) else ""
            if text not in ("", _NOTHING):
                return text
        return ""

    src, tgt = row.cells[0].strip(), row.cells[1].strip()
    pos = cell("src:pos", "tgt:pos")
    named = cell("term status")
    status = status_named(named)
    if named and status is None:
        unread.statuses[named] += 1
    mark, note = unmarked(cell("src:comment", "tgt:comment", "comment"))
    return refuse_bad_terms(
        GlossaryRow(
            tgt if swapped else src,
            src if swapped else tgt,
            status=mark or status,
            pos=_POS_READ.get(pos.casefold(), pos),
            note=note,
            id=number_of(cell("concept id")),
        ),
        where,
    )


def _one_row(pairs: Sequence[GlossaryRow]) -> GlossaryRow:
    """Return the pairs of one entry and status as a row; its terms in the order they came."""
    terms: dict[Language, list[str]] = {
        "ja": list(dict.fromkeys(pair.ja for pair in pairs)),
        "en": list(dict.fromkeys(pair.en for pair in pairs)),
    }
    (ja, *more_ja), (en, *more_en) = terms["ja"], terms["en"]
    return replace(pairs[0], ja=ja, en=en, ja_variants=tuple(more_ja), en_variants=tuple(more_en))
