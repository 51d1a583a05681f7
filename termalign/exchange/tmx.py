"""TMX 1.4 out, 1.1 to 1.4 in; both as a stream, so that the size of a memory does not matter."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from termalign import __version__
from termalign.errors import UnsupportedFormat
from termalign.exchange import flags
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.inline import text_of
from termalign.exchange.markup import XML_LANGUAGE, Markup, forget, language_coded, local_name
from termalign.exchange.packed import unpacked
from termalign.exchange.row import joined_terms
from termalign.exchange.safety import SafeText
from termalign.exchange.tables import score_text
from termalign.output import tsv_field
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from lxml.etree import _Element

    from termalign.exchange.options import WriteOptions
    from termalign.exchange.row import GlossaryRow
    from termalign.records import Alignment, Bead, Language, Segment

Props = dict[str, str]


def write_alignment(
    alignment: Alignment, stream: BinaryIO, options: WriteOptions
) -> tuple[str, ...]:
    """Write the beads that have both sides, in order, as translation units.

    Of beads with the same source one is written, with the target that most of them have, the
    surest of these; unless `options` ask for all. The remarks tell how many beads and characters
    were left out.
    """
    paired = [(number, b) for number, b in enumerate(alignment.beads, start=1) if b.ja and b.en]
    written = paired if options.all_variants else _one_target_each(alignment, paired)
    units = (
        (str(number), _props(alignment, bead), "", *alignment.texts(bead))
        for number, bead in written
    )
    remarks = _write(units, "sentence", {"x-signature": alignment.signature}, stream, options)
    one_sided = len(alignment.beads) - len(paired)
    if one_sided:
        remarks = (f"beads with one side only left out: {one_sided}", *remarks)
    return (*_said_of_repeated(len(paired) - len(written)), *remarks)


def _one_target_each(
    alignment: Alignment, paired: Sequence[tuple[int, Bead]]
) -> list[tuple[int, Bead]]:
    """Return the beads without those whose source another one stands for.

    OmegaT takes the last target of a source it finds, or the first, as the version may be.
    """
    texts = [[_segment(text, SafeText()) for text in alignment.texts(b)] for _, b in paired]
    counts = Counter((ja, en) for ja, en in texts)
    best: dict[str, tuple[int, float, int]] = {}  # worth, and the place among `paired`
    for place, ((ja, en), (_, bead)) in enumerate(zip(texts, paired, strict=True)):
        if ja and en:
            best[ja] = max(best.get(ja, (0, 0.0, 0)), (counts[ja, en], bead.score, -place))
    return [
        one
        for place, (one, (ja, en)) in enumerate(zip(paired, texts, strict=True))
        if not (ja and en) or best[ja][2] == -place
    ]


def _said_of_repeated(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"units with a source that another one has left out: {count}",)


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
    """Write the preferred pair of each row as a translation unit, in order.

    Of rows with the same Japanese the approved one is written, else the first, unless `options` ask
    for all.
    """
    rows = list(rows)
    written = rows if options.all_variants else _one_row_each(rows)
    units = (
        (
            "" if row.id is None else str(row.id),
            _entry_props(row),
            row.note,
            row.ja,
            row.en,
        )
        for row in written
    )
    remarks = _write(units, "phrase", {}, stream, options)
    return (*_said_of_repeated(len(rows) - len(written)), *remarks)


def _one_row_each(rows: Sequence[GlossaryRow]) -> list[GlossaryRow]:
    kept: dict[str, GlossaryRow] = {}
    for row in rows:
        known = kept.get(row.ja)
        if known is None or (row.status == "approved" and known.status != "approved"):
            kept[row.ja] = row
    return [row for row in rows if kept[row.ja] is row]


def _entry_props(row: GlossaryRow) -> Props:
    props = {
        "x-status": row.status or "",
        "x-domain": row.domain,
        "x-pos": row.pos,
        "x-source": row.source,
        "x-ja-variants": joined_terms(row.ja_variants),
        "x-en-variants": joined_terms(row.en_variants),
        "x-flags": joined_terms(flags.shown(row)),
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
    safe = SafeText()
    ja_code, en_code = quoteattr(options.ja_code), quoteattr(options.en_code)
    # lxml's elements would take twice as long; `safe` leaves nothing that XML cannot hold. The
    # creation tool is never "OmegaT": that name switches on its private tag rules.
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="termalign" creationtoolversion="{__version__}" '
        f'segtype="{segment_type}" o-tmf="termalign" adminlang="en" srclang={ja_code} '
        f'datatype="plaintext">{_elements(header_props, safe)}</header>\n<body>\n'
    )
    stream.write(head.encode())
    emptied = 0
    for name, props, *texts in units:
        note, ja, en = (escape(_segment(text, safe), quote=False) for text in texts)
        if not ja or not en:
            emptied += 1
            continue
        # In this order: OmegaT 6 refuses a file in which a prop or note follows a tuv.
        unit = (
            (f"<tu tuid={quoteattr(name)}>" if name else "<tu>")
            + (f"<note>{note}</note>" if note else "")
            + _elements(props, safe)
            + f"<tuv xml:lang={ja_code}><seg>{ja}</seg></tuv>"
            + f"<tuv xml:lang={en_code}><seg>{en}</seg></tuv></tu>\n"
        )
        stream.write(unit.encode())
    stream.write(b"</body>\n</tmx>\n")
    remarks = (f"units with an empty side left out: {emptied}",) if emptied else ()
    return (*remarks, *safe.remarks())


def _elements(props: Props, safe: SafeText) -> str:
    return "".join(
        f'<prop type="{kind}">{escape(_segment(value, safe), quote=False)}</prop>'
        for kind, value in props.items()
    )


def _segment(text: str, safe: SafeText) -> str:
    """Return `text` on one line without spaces round it: OmegaT matches no other."""
    if text.isprintable():
        return text.strip()
    return safe(tsv_field(text)).strip()


def read(path: str | Path, encoding: str | None) -> Given:
    """Return the records of a TMX file; a unit with two translations makes two records.

    Raises UnsupportedFormat for what is no TMX or declares entities, InputError naming the line
    where the XML breaks off.
    """
    left_out: Counter[str] = Counter()
    found = tuple(records(path, encoding, left_out))
    remarks = tuple(f"{what} left out: {count}" for what, count in left_out.items())
    return Given(Path(path).name, found, remarks=remarks)


def records(path: str | Path, encoding: str | None, left_out: Counter[str]) -> Iterator[Record]:
    """Give the records of a TMX file one by one and count what is left out; raises as `read`.

    One unit is in memory at a time. A file that breaks off raises at its end: whoever stores
    records as they come takes back what came before.
    """
    name = Path(path).name
    row = 0
    with unpacked(path) as stream:
        markup = Markup(stream, name, encoding)
        if markup.root.name != "tmx":
            raise UnsupportedFormat(
                f"is XML, but {markup.root.name}, no TMX", name, "name a TMX file"
            )
        for number, (unit, sides) in enumerate(_units(markup), start=1):
            if not sides["ja"] and not sides["en"]:
                left_out["units in other languages"] += 1
            place = Place(label=f"unit {number}")
            for ja, en in _pairs(sides):
                record = Record(row, ja, en, place, id=unit, document=name)
                if not record.is_blank:
                    row += 1
                    yield record


Sides = dict["Language", "list[str | None]"]


def _pairs(sides: Sides) -> Iterator[tuple[str | None, str | None]]:
    """Give every text of a unit once beside the other language's first, the first pair first.

    Not each with each: a small file could so hold more pairs than any memory.
    """
    (ja, *more_ja), (en, *more_en) = sides["ja"] or [None], sides["en"] or [None]
    yield ja, en
    yield from ((ja, other) for other in more_en)
    yield from ((other, en) for other in more_ja)


def _units(markup: Markup) -> Iterator[tuple[str | None, Sides]]:
    """Give each unit's id and its texts by language."""
    for event, element in markup.elements("tu"):
        if event == "end":
            yield element.get("tuid"), texts_of(element)
            forget(element)


def texts_of(unit: _Element) -> Sides:
    """Return a unit's texts by language, each without the content of inline tags."""
    sides: Sides = {"ja": [], "en": []}
    for variant in unit:
        if local_name(variant) != "tuv":
            continue
        code = variant.get(XML_LANGUAGE) or variant.get("lang")  # TMX 1.1 to 1.3: lang
        language = language_coded(code)
        if language is not None:
            sides[language] += [text_of(seg) for seg in variant if local_name(seg) == "seg"]
    return sides
