"""Word files as they read in their final state: insertions in, deletions and hidden text out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput
from termalign.reading.charts import chart_pieces
from termalign.reading.drawing import diagram_texts, local, number
from termalign.reading.package import open_package
from termalign.reading.pieces import BREAK, Piece, blocks_of_pieces, counted, left_out, table_pieces
from termalign.reading.source import Reading
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from termalign.reading.package import Package
    from termalign.reading.source import Layout, Source
    from termalign.records import BlockKind

_OFF = frozenset({"0", "false", "off"})
_DELETED = frozenset({"del", "moveFrom"})
# What holds no text of the document's own: properties, fallbacks of what was read already, the
# small kana over a word, comments.
_NO_TEXT = frozenset({"Fallback", "rPr", "pPr", "rt", "instrText", "delText", "delInstrText"})
_HEADING_STYLE = ("heading", "title", "subtitle")
_BESIDE = ("footnote", "endnote", "text box")  # what hangs on a cell and is no part of it


def read_word(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a Word document's blocks: body, text boxes and notes where they are referred to.

    Heads and feet come last, each once. Raises UnsupportedFormat for what is no sound Word file.
    """
    report = _Report(open_package(source, "Word"))
    pieces = [*report.body(), *report.running()]
    blocks, mended = blocks_of_pieces(pieces)
    if not blocks and not report.pictures:
        raise EmptyInput("holds no text", source.name, "is it the right file?")
    remarks = (
        *mended,
        *left_out(
            (
                (report.deletions, "tracked deletion"),
                (report.hidden, "hidden text"),
                (report.repeated, "repeat of heads and feet"),
            )
        ),
        *([f"{counted(report.embedded, 'embedded object')} not read"] if report.embedded else []),
    )
    written = {block.place.page or 1 for block in blocks}
    pictures = {page: n for page, n in report.pictures.items() if page not in written}
    return Reading(source.name, blocks, pages=report.page, remarks=remarks, pictures=pictures)


@dataclass(frozen=True, slots=True)
class Styles:
    """What a style's name tells: headings, list items, hidden text."""

    headings: frozenset[str]
    bullets: frozenset[str]
    hidden: frozenset[str]


@dataclass(slots=True)
class _Report:
    """A Word document being read: the page, and what has been left out so far."""

    package: Package
    page: int = 1
    deletions: int = 0
    hidden: int = 0
    pictures: Counter[int] = field(default_factory=Counter)  # by page; all on 1 without page breaks
    embedded: int = 0
    repeated: int = 0
    tables: int = 0
    charts: int = 0
    carried: str = ""  # text of a paragraph whose end was deleted: it runs on into the next
    paged: bool = False  # the file tells where its pages break
    rendered: bool = False  # by Word's own notes of it
    main: str = ""
    styles: Styles = field(default_factory=lambda: Styles(frozenset(), frozenset(), frozenset()))
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    noted: Counter[str] = field(default_factory=Counter)  # footnotes and endnotes come by so far

    def body(self) -> Iterator[Piece]:
        """Give the document's pieces in order."""
        self.main = self.package.main()
        root = self.package.xml(self.main)
        self.styles = self._styles()
        self.rendered = root.find(".//{*}lastRenderedPageBreak") is not None
        self.paged = self.rendered or any(_value(b, "type") == "page" for b in root.iter("{*}br"))
        for kind in ("footnote", "endnote"):
            part = self.package.first(self.main, f"{kind}s")
            if part is not None:
                for note in self.package.xml(part).iterfind(f"{{*}}{kind}"):
                    self.notes[kind, _value(note, "id")] = note
        content = root.find("{*}body")
        if content is not None:
            yield from self._content(content, "")

    def running(self) -> Iterator[Piece]:
        """Give the heads and feet, each text once."""
        seen: set[str] = set()
        for relation in self.package.related(self.main).values():
            if relation.kind not in ("header", "footer") or relation.target not in self.package:
                continue
            for piece in self._content(self.package.xml(relation.target), relation.kind):
                text = "".join(piece.cells).strip()
                if text in seen:
                    self.repeated += 1
                elif text and not text.isdigit():
                    seen.add(text)
                    yield Piece(piece.cells, Place(label=piece.place.label), piece.kind)

    def _styles(self) -> Styles:
        """Return which styles are headings, list items and hidden, those based on them too."""
        part = self.package.first(self.main, "styles")
        if part is None:
            return self.styles
        found = {_value(s, "styleId"): s for s in self.package.xml(part).iterfind("{*}style")}

        def is_so(style: str, tells: Callable[[etree._Element], bool]) -> bool:
            seen: set[str] = set()
            while style in found and style not in seen:
                seen.add(style)
                if tells(found[style]):
                    return True
                style = _child_value(found[style], "basedOn")
            return False

        def such(tells: Callable[[etree._Element], bool]) -> frozenset[str]:
            return frozenset(style for style in found if is_so(style, tells))

        return Styles(
            such(lambda s: _child_value(s, "name").lower().startswith(_HEADING_STYLE)),
            such(lambda s: s.find("{*}pPr/{*}numPr") is not None),
            such(lambda s: _is_on(s.find("{*}rPr/{*}vanish"))),
        )

    def _content(self, parent: etree._Element, label: str) -> Iterator[Piece]:
        """Give the pieces of what holds paragraphs and tables."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, label)
            elif name == "tbl":
                yield from self._carried(label)
                yield from self._table(element, label)
            elif name in _DELETED:
                self.deletions += 1
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "AlternateContent",
                          "Choice", "smartTag"):  # fmt: skip
                yield from self._content(element, label)
        yield from self._carried(label)

    def _carried(self, label: str) -> Iterator[Piece]:
        """Give what was to run on into a paragraph that does not come."""
        if self.carried.strip():
            yield Piece((self.carried,), self._place(label))
        self.carried = ""

    def _paragraph(self, paragraph: etree._Element, label: str) -> Iterator[Piece]:
        """Give a paragraph, and after it the notes and text boxes that hang on it."""
        properties = paragraph.find("{*}pPr")
        read = _Run(self, hidden=_child_value(properties, "pStyle") in self.styles.hidden)
        for child in paragraph:
            read.take(child)
        text = self.carried + "".join(read.parts)
        self.carried = ""
        ended = None if properties is None else properties.find("{*}rPr/{*}del")
        page = read.page or self.page
        if ended is not None:
            self.carried = text
        elif text.strip():
            yield Piece((text,), self._place(label, page), self._kind(properties))
        for box in read.boxes:
            yield from self._content(box, ", ".join(filter(None, (label, "text box"))))
        for kind, identity in read.notes:
            note = self.notes.pop((kind, identity), None)
            if note is not None:
                self.noted[kind] += 1
                yield from self._content(note, f"{kind} {self.noted[kind]}")
        for part in read.diagrams:
            for item in diagram_texts(self.package.xml(part)):
                yield Piece((item,), self._place(label, page))
        for part in read.charts:
            self.charts += 1
            place = self._place(label, page)
            yield from chart_pieces(self.package.xml(part), place, f"chart {self.charts}")

    def _place(self, label: str, page: int | None = None) -> Place:
        page = page or self.page
        return Place(page if self.paged else None, label=label)

    def _kind(self, properties: etree._Element | None) -> BlockKind | None:
        if properties is None:
            return None
        style = _child_value(properties, "pStyle")
        if style in self.styles.headings or properties.find("{*}outlineLvl") is not None:
            return "heading"
        if style in self.styles.bullets or properties.find("{*}numPr") is not None:
            return "bullet"
        return None

    def _table(self, table: etree._Element, label: str) -> Iterator[Piece]:
        """Give a table's rows; rows that were deleted are out.

        A table that holds another only lays out the page: its cells are read one by one.
        """
        if table.find(".//{*}tc/{*}tbl") is not None:
            yield from self._laid_out(table, label)
            return
        self.tables += 1
        name = f"table {self.tables}"
        rows: list[list[str]] = []
        beside: list[Piece] = []
        place = self._place(label)
        for row in _rows(table):
            if row.find("{*}trPr/{*}del") is not None:
                self.deletions += 1
                continue
            cells: list[str] = []
            for cell in _cells(row):
                merged = cell.find("{*}tcPr/{*}vMerge")
                text = ""
                for piece in self._content(cell, ""):
                    if piece.place.label.startswith(_BESIDE):
                        beside.append(piece)
                    else:
                        text += (BREAK if text else "") + " ".join(filter(None, piece.cells))
                covered = merged is not None and _value(merged, "val") in ("", "continue")
                cells.append("" if covered and not text else text)
                span = _child_value(cell.find("{*}tcPr"), "gridSpan")
                cells += [""] * (min(number(span, 1), 64) - 1)
            rows.append(cells)
        yield from table_pieces(rows, place, name)
        yield from beside

    def _laid_out(self, table: etree._Element, label: str) -> Iterator[Piece]:
        for row in _rows(table):
            if row.find("{*}trPr/{*}del") is not None:
                self.deletions += 1
                continue
            for cell in _cells(row):
                yield from self._content(cell, label)

    def is_hidden(self, run: etree._Element) -> bool | None:
        """Tell whether a run is hidden by itself or its style; None where neither says."""
        properties = run.find("{*}rPr")
        own = None if properties is None else properties.find("{*}vanish")
        if own is not None:
            return _is_on(own)
        return True if _child_value(properties, "rStyle") in self.styles.hidden else None


@dataclass(slots=True)
class _Run:
    """What a paragraph's runs hold, gathered in order."""

    report: _Report
    hidden: bool = False  # by the paragraph's style
    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    page: int | None = None  # on which its text begins

    def take(self, element: etree._Element) -> None:
        """Take in one element and what it holds."""
        name = local(element)
        report = self.report
        if name in _DELETED:
            report.deletions += 1
        elif name in ("t", "noBreakHyphen", "tab", "ptab", "sym", "cr"):
            self.page = self.page or report.page
            self.parts.append(_SIGNS.get(name) or _character(element))
        elif name in ("br", "lastRenderedPageBreak"):
            self._break(element, name)
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), _value(element, "id")))
        elif name == "txbxContent":
            self.boxes.append(element)
        elif name == "OLEObject":
            report.embedded += 1
        elif name in ("pic", "imagedata"):
            report.pictures[report.page] += 1
        elif name == "chart":
            related = report.package.related(report.main)
            part = next((related[v] for v in element.attrib.values() if v in related), None)
            if part is not None:
                self.charts.append(part.target)
        elif name == "relIds":
            self.diagrams.append(report.package.target(report.main, _value(element, "dm")))
        elif name == "r" and self._is_hidden(element):
            report.hidden += 1
        elif name not in _NO_TEXT:
            for child in element:
                self.take(child)

    def _is_hidden(self, run: etree._Element) -> bool:
        told = self.report.is_hidden(run)
        return self.hidden if told is None else told

    def _break(self, element: etree._Element, name: str) -> None:
        if name == "lastRenderedPageBreak":
            self.report.page += 1
        elif _value(element, "type") == "page":
            self.report.page += not self.report.rendered  # else Word has noted the same break
        elif _value(element, "type") in ("", "textWrapping"):
            self.parts.append(BREAK)


_SIGNS = {"noBreakHyphen": "-", "tab": " ", "ptab": " ", "cr": BREAK}


def _character(element: etree._Element) -> str:
    """Return the text of a run, or a symbol font's sign."""
    if local(element) == "t":
        return element.text or ""
    code = _value(element, "char")
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if local(element) == "tr":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(element)


def _value(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace, "" where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _child_value(element: etree._Element | None, name: str) -> str:
    child = None if element is None else element.find(f"{{*}}{name}")
    return "" if child is None else _value(child, "val")


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and _value(mark, "val") not in _OFF
