"""Web pages: headings, paragraphs, list items, tables; scripts, styles and what is hidden out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, UndecodableText, UnsupportedFormat, UsageError
from termalign.reading.drawing import local, number
from termalign.reading.encoding import Decoded, decode
from termalign.reading.pieces import BREAK, Piece, blocks_of_pieces, counted, table_pieces
from termalign.reading.source import Reading
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from termalign.reading.source import Layout, Source
    from termalign.records import BlockKind

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# What libxml2 says where it reads no further.
_CUT_OFF = re.compile(r"Excessive depth|Resource limit|.*[Hh]uge")
_HEAD = 4_096  # bytes in which a page names its encoding


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NO_TEXT = _names(
    "head script style noscript template svg math iframe object embed audio video canvas select "
    "textarea button input rt rp del"
)
_WITHIN = _names(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark meter output q "
    "ruby rb s samp small span strike strong sub sup time tt u var wbr nobr img"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "legend"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDEST_SPAN = 64  # columns or rows of one cell
_SPACES = re.compile(r"\s+")
_WIDE = "[\u3001-\u9fff\uff01-\uff60]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n\s*(?={_WIDE})")


def read_web(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a page's blocks.

    Raises UndecodableText, UnsupportedFormat for one whose elements are nested too deep to be read,
    and EmptyInput for one without text: one whose text a script writes.
    """
    from lxml import etree, html

    decoded = _decoded(source, encoding)
    # The declaration of a page's encoding is of its bytes; the text here is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser) if text.strip() else None
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnsupportedFormat(
            f"cannot be read as a web page ({error})", source.name, "save it again, or as text"
        ) from error
    if any(_CUT_OFF.match(error.message) for error in parser.error_log):
        raise UnsupportedFormat(
            "nests its elements too deep to be read whole", source.name, "save it as text"
        )
    page = _Page()
    pieces = [] if root is None else list(page.pieces(root))
    blocks, mended = blocks_of_pieces(pieces)
    if not blocks:
        raise EmptyInput(
            "holds no text that is shown", source.name, "open it in a browser and save it as text"
        )
    hidden = (f"{counted(page.hidden, 'hidden part')} left out",) if page.hidden else ()
    remarks = (*decoded.remarks, *mended, *hidden)
    return Reading(source.name, blocks, decoded.encoding, remarks=remarks)


def _decoded(source: Source, encoding: str | None) -> Decoded:
    """Return the text, in the encoding the page names where that can be so."""
    named = _CHARSET.search(source.content[:_HEAD])
    if encoding is None and named:
        told = named[1].decode("ascii").lower()
        try:
            # What a page declares is taken at its word only if every byte obeys.
            decoded = decode(source, told)
        except (UndecodableText, UsageError):
            return decode(source)
        return decoded if told == "utf-8" else decoded._replace(remarks=(f"read as {told}",))
    return decode(source, encoding)


@dataclass(slots=True)
class _Page:
    """A page being read: the text gathered for the paragraph at hand, and what was left out."""

    hidden: int = 0
    tables: int = 0
    parts: list[str] = field(default_factory=list)
    kind: BlockKind | None = None
    place: Place = field(default_factory=Place)

    def pieces(self, root: etree._Element) -> Iterator[Piece]:
        """Give the pieces below an element, without recursion: pages nest as deep as they like."""
        # The stack holds elements to enter, and marks of what ends when one was left.
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack:
            element, left = stack.pop()
            name = local(element).lower()
            if left:
                if name not in _WITHIN:
                    yield from self._end()
                    self.kind = None
                self.parts.append(element.tail or "")
                continue
            if not self._shows(element, name):
                self.parts.append(element.tail or "")
                continue
            if name == "br":
                self.parts.append(BREAK + (element.tail or ""))
                continue
            if name == "table" and _is_of_data(element):
                yield from self._end()
                yield from self._table(element)
                self.parts.append(element.tail or "")
                continue
            if name not in _WITHIN:
                yield from self._end()
                self.kind = _kind(name)
                self.place = replace(self.place, line=_line(element))
            self.parts.append(element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        yield from self._end()

    def _shows(self, element: etree._Element, name: str) -> bool:
        if not name or name in _NO_TEXT:
            return False
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            self.hidden += 1
            return False
        return True

    def _end(self) -> Iterator[Piece]:
        """Give the paragraph gathered so far."""
        text = _spaced("".join(self.parts))
        self.parts = []
        if text.strip(BREAK + " "):
            yield Piece((text,), self.place, self.kind)

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        self.tables += 1
        for caption in table.iterfind("caption"):
            yield Piece((_spaced(self._cell(caption)),), self.place, "heading")
        place = Place(line=_line(table))
        yield from table_pieces(list(self._rows(table)), place, f"table {self.tables}")

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        """Give a table's rows; what a cell that spans columns or rows covers is empty."""
        covered: dict[int, int] = {}  # by column: rows that a cell above still reaches into
        for row in table.iter("tr"):
            if not self._shows(row, "tr"):
                continue
            cells: list[str] = []
            for cell in row:
                if local(cell) not in ("td", "th"):
                    continue
                cells += _under(covered, len(cells))
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                if height > 1:
                    covered.update(dict.fromkeys(range(len(cells), len(cells) + width), height - 1))
                cells += [_spaced(self._cell(cell)), *[""] * (width - 1)]
            yield [*cells, *_under(covered, len(cells))]

    def _cell(self, cell: etree._Element) -> str:
        """Return what a cell shows."""
        inner = _Page()
        text = BREAK.join("".join(piece.cells) for piece in inner.pieces(cell))
        self.hidden += inner.hidden
        return text.removesuffix(cell.tail or "\0") if cell.tail and cell.tail.strip() else text


def _under(covered: dict[int, int], column: int) -> list[str]:
    """Return an empty cell for each column from here on that a cell above reaches into."""
    empty: list[str] = []
    while covered.get(column + len(empty)):
        covered[column + len(empty)] -= 1
        empty.append("")
    return empty


def _span(cell: etree._Element, name: str) -> int:
    return max(1, min(number(cell.get(name), 1), _WIDEST_SPAN))


def _line(element: etree._Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _is_of_data(table: etree._Element) -> bool:
    """Tell a table of rows from one that only lays out a page: it holds no other table."""
    return table.find(".//table") is None


def _kind(name: str) -> BlockKind | None:
    if name in _HEADINGS:
        return "heading"
    return "bullet" if name in ("li", "dd") else None


def _spaced(text: str) -> str:
    """Return a text with a browser's spaces: line ends of the source are spaces.

    Between Japanese letters they only wrap the source, and are none.
    """
    text = _WRAPPED.sub("", text)
    parts = (_SPACES.sub(" ", part).strip() for part in text.split(BREAK))
    return BREAK.join(parts).strip(BREAK)
