"""PowerPoint files: what each slide shows, in the order in which it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import EmptyInput
from termalign.reading.charts import chart_pieces
from termalign.reading.drawing import diagram_texts, local, number, paragraph_text
from termalign.reading.package import open_package
from termalign.reading.pieces import BREAK, Piece, blocks_of_pieces, left_out, table_pieces
from termalign.reading.source import Reading
from termalign.reading.visual_order import Box, in_order
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from termalign.reading.package import Package
    from termalign.reading.source import Layout, Source
    from termalign.records import BlockKind

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_TITLES = frozenset({"title", "ctrTitle"})
_FOOTERS = frozenset({"ftr", "dt", "hdr"})
_LARGE = 0.2  # of the slide: a picture that takes so much is content, a smaller one an icon


def read_slides(source: Source, encoding: str | None, layout: Layout) -> Reading:  # noqa: ARG001  # the readers' signature
    """Return a presentation's blocks, a page for each slide; the speaker's notes apart.

    Footers come last, each once. Raises UnsupportedFormat for what is no sound PowerPoint file.
    """
    deck = _Deck(open_package(source, "PowerPoint"))
    pieces: list[Piece] = []
    notes: list[Piece] = []
    for slide in deck.slides():
        pieces += deck.pieces(slide)
        notes += deck.notes(slide)
    pieces += deck.footers.values()
    blocks, mended = blocks_of_pieces(pieces)
    note_blocks, _ = blocks_of_pieces(notes)
    if not blocks and not deck.pictures:
        raise EmptyInput("holds no text", source.name, "is it the right file?")
    remarks = (
        *mended,
        *left_out(((deck.hidden, "hidden slide"), (deck.repeated, "repeated footer"))),
        *_embedded(deck.embedded),
    )
    return Reading(
        source.name,
        blocks,
        pages=deck.count - deck.hidden,
        remarks=remarks,
        notes=note_blocks,
        pictures=deck.pictures,
        leaf="slide",
    )


def _embedded(slides: Sequence[int]) -> Iterator[str]:
    if slides:
        named = f"slide{'' if len(slides) == 1 else 's'} {', '.join(map(str, slides))}"
        yield f"{named}: embedded objects not read"


class Slide(NamedTuple):
    """A slide's number as PowerPoint counts, from 1, its part's name and its root element."""

    number: int
    part: str
    root: etree._Element


class Frame(NamedTuple):
    """How a group's own units become the slide's: x · scale + shift, and the same for y."""

    scale_x: float = 1
    shift_x: float = 0
    scale_y: float = 1
    shift_y: float = 0


@dataclass(slots=True)
class _Deck:
    """A presentation being read: what has been seen so far of footers, pictures, hidden slides.

    `pictures` are those of the slides whose content they are; `area` is the slide's.
    """

    package: Package
    count: int = 0
    hidden: int = 0
    repeated: int = 0
    pictures: dict[int, int] = field(default_factory=dict)
    embedded: list[int] = field(
        default_factory=list
    )  # slides with a pasted Excel table or the like
    footers: dict[str, Piece] = field(default_factory=dict)
    area: float = 0.0
    tables: int = 0
    charts: int = 0
    drawn: int = 0  # pictures on the slide at hand
    large: bool = False  # one of them takes much of it
    anchors: dict[str, dict[str, etree._Element]] = field(default_factory=dict)

    def slides(self) -> Iterator[Slide]:
        """Give the slides that are shown, in order."""
        main = self.package.main()
        root = self.package.xml(main)
        size = root.find("{*}sldSz")
        if size is not None:
            self.area = float(number(size.get("cx")) * number(size.get("cy")))
        for entry in root.findall("{*}sldIdLst/{*}sldId"):
            self.count += 1
            part = self.package.target(main, _id(entry))
            root = self.package.xml(part)
            if root.get("show") in ("0", "false"):
                self.hidden += 1
            else:
                yield Slide(self.count, part, root)

    def pieces(self, slide: Slide) -> list[Piece]:
        """Return a slide's pieces as they are seen, but for its footers."""
        self.tables = self.charts = self.drawn = 0
        self.large = False
        tree = slide.root.find("{*}cSld/{*}spTree")
        boxes: list[Box[etree._Element]] = []
        if tree is not None:
            boxes += self._boxes(tree, slide, Frame())
        found: list[Piece] = []
        titles = 0
        for box in in_order(boxes):
            kind = _placeholder(box.content)
            if kind in _FOOTERS:
                self._foot(box.content, slide)
                continue
            pieces = list(self._content(box.content, slide, kind))
            found += pieces
            titles += len(pieces) if kind in _TITLES else 0
        if self.drawn and (not found or (self.large and len(found) == titles)):
            self.pictures[slide.number] = self.drawn
        return found

    def notes(self, slide: Slide) -> Iterator[Piece]:
        """Give what the speaker says with a slide."""
        part = self.package.first(slide.part, "notesSlide")
        if part is None:
            return
        for shape in self.package.xml(part).iter("{*}sp"):
            if _placeholder(shape) == "body":
                for paragraph in shape.iterfind("{*}txBody/{*}p"):
                    place = Place(slide.number, label="notes", leaf="slide")
                    yield Piece((paragraph_text(paragraph),), place)

    def _boxes(
        self, tree: etree._Element, slide: Slide, frame: Frame
    ) -> Iterator[Box[etree._Element]]:
        """Give every shape with its place on the slide, groups taken apart."""
        for shape in tree:
            name = local(shape)
            if name == "AlternateContent":
                chosen = shape.find("{*}Choice")
                if chosen is not None:
                    yield from self._boxes(chosen, slide, frame)
            elif _is_hidden(shape):
                continue
            elif name == "grpSp":
                yield from self._boxes(shape, slide, _inner(shape, frame))
            elif name in ("pic", "sp", "graphicFrame", "cxnSp"):
                box = _placed(shape, self._transform(shape, slide), frame)
                embedded = shape.find(".//{*}oleObj") is not None
                if embedded and slide.number not in self.embedded:
                    self.embedded.append(slide.number)
                if embedded or name == "pic" or _fills_with_picture(shape):
                    self.drawn += 1
                    self.large |= box.area >= _LARGE * self.area
                if name == "graphicFrame" or any(map(_has_text, shape.iter("{*}t"))):
                    yield box  # a panel behind the texts would only hide their columns

    def _transform(self, shape: etree._Element, slide: Slide) -> etree._Element | None:
        """Return where a shape stands: by itself, or as its layout's or master's placeholder."""
        own = _own_transform(shape)
        holder = shape.find(".//{*}nvPr/{*}ph")
        if own is not None or holder is None:
            return own
        part: str | None = slide.part
        for kind in ("slideLayout", "slideMaster"):
            part = self.package.first(part, kind) if part else None
            if part is None:
                return None
            anchors = self._anchors(part)
            for key in (f"idx {holder.get('idx', '0')}", _alike(holder.get("type", "obj"))):
                if key in anchors:
                    return anchors[key]
        return None

    def _anchors(self, part: str) -> dict[str, etree._Element]:
        """Return the transforms of a layout's placeholders by their index and their type."""
        if part not in self.anchors:
            found: dict[str, etree._Element] = {}
            for shape in self.package.xml(part).iter("{*}sp"):
                holder, own = shape.find(".//{*}nvPr/{*}ph"), _own_transform(shape)
                if holder is not None and own is not None:
                    if holder.get("idx"):
                        found[f"idx {holder.get('idx')}"] = own
                    found.setdefault(_alike(holder.get("type", "obj")), own)
            self.anchors[part] = found
        return self.anchors[part]

    def _content(self, shape: etree._Element, slide: Slide, holder: str) -> Iterator[Piece]:
        """Give what one shape shows."""
        place = Place(slide.number, leaf="slide")
        table = shape.find(".//{*}graphicData/{*}tbl")
        if table is not None:
            self.tables += 1
            yield from table_pieces(_cells(table), place, f"table {self.tables}")
            return
        drawn = shape.find(".//{*}graphicData/{*}chart")
        if drawn is not None:
            part = self.package.target(slide.part, _id(drawn))
            self.charts += 1
            yield from chart_pieces(self.package.xml(part), place, f"chart {self.charts}")
            return
        diagram = shape.find(".//{*}graphicData/{*}relIds")
        if diagram is not None:
            yield from self._diagram(diagram, slide, place)
            return
        if holder == "sldNum":
            return
        paragraphs = [
            (paragraph_text(one), one)
            for one in shape.iterfind("{*}txBody/{*}p")
            if paragraph_text(one).strip()
        ]
        for text, paragraph in paragraphs:
            yield Piece((text,), place, _kind_of(paragraph, holder))

    def _foot(self, shape: etree._Element, slide: Slide) -> None:
        """Keep a footer that has not been seen before, without the slide's number."""
        for paragraph in shape.iterfind("{*}txBody/{*}p"):
            text = paragraph_text(paragraph, numbers=False).strip()
            if text in self.footers:
                self.repeated += 1
            elif text:
                self.footers[text] = Piece(
                    (text,), Place(slide.number, label="footer", leaf="slide")
                )

    def _diagram(self, diagram: etree._Element, slide: Slide, place: Place) -> Iterator[Piece]:
        """Give the texts of SmartArt, in the order of its outline."""
        data = self.package.target(slide.part, _related(diagram, "dm"))
        for text in diagram_texts(self.package.xml(data)):
            yield Piece((text,), place)


def _id(element: etree._Element) -> str:
    return _related(element, "id")


def _related(element: etree._Element, name: str) -> str:
    """Return the id of a relation, in the namespace of either kind of file."""
    return element.get(f"{_RELATION}{name}") or element.get(f"{_STRICT_RELATION}{name}") or ""


def _placeholder(shape: etree._Element) -> str:
    """Return a placeholder's type, "obj" where it has none, "" for other shapes."""
    holder = shape.find(".//{*}nvPr/{*}ph")
    return "" if holder is None else holder.get("type", "obj")


def _alike(kind: str) -> str:
    """Return the type under which a placeholder's master stands."""
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)


def _is_hidden(shape: etree._Element) -> bool:
    named = shape.find("{*}nvSpPr/{*}cNvPr")
    for path in ("{*}nvGrpSpPr/{*}cNvPr", "{*}nvGraphicFramePr/{*}cNvPr", "{*}nvPicPr/{*}cNvPr"):
        named = shape.find(path) if named is None else named
    return named is not None and named.get("hidden") in ("1", "true")


def _has_text(run: etree._Element) -> bool:
    return bool(run.text and run.text.strip())


def _fills_with_picture(shape: etree._Element) -> bool:
    return shape.find("{*}spPr/{*}blipFill") is not None


def _own_transform(shape: etree._Element) -> etree._Element | None:
    found = shape.find("{*}spPr/{*}xfrm")
    return shape.find("{*}xfrm") if found is None else found


def _edges(transform: etree._Element, offset: str, extent: str) -> tuple[float, ...] | None:
    """Return left, top, width and height of a transform."""
    off, ext = transform.find(f"{{*}}{offset}"), transform.find(f"{{*}}{extent}")
    if off is None or ext is None:
        return None
    try:
        return (
            float(off.get("x", "0")),
            float(off.get("y", "0")),
            float(ext.get("cx", "0")),
            float(ext.get("cy", "0")),
        )
    except ValueError:
        return None


def _inner(group: etree._Element, frame: Frame) -> Frame:
    """Return how the units within a group become the slide's."""
    transform = group.find("{*}grpSpPr/{*}xfrm")
    outer = None if transform is None else _edges(transform, "off", "ext")
    inner = None if transform is None else _edges(transform, "chOff", "chExt")
    if outer is None or inner is None:
        return frame
    scale_x = outer[2] / inner[2] if inner[2] else 1
    scale_y = outer[3] / inner[3] if inner[3] else 1
    return Frame(
        frame.scale_x * scale_x,
        frame.shift_x + frame.scale_x * (outer[0] - scale_x * inner[0]),
        frame.scale_y * scale_y,
        frame.shift_y + frame.scale_y * (outer[1] - scale_y * inner[1]),
    )


def _placed(
    shape: etree._Element, transform: etree._Element | None, frame: Frame
) -> Box[etree._Element]:
    edges = None if transform is None else _edges(transform, "off", "ext")
    if edges is None:  # unknown: a title stands on top, anything else at the end
        at = -1.0 if _placeholder(shape) in _TITLES else 1e9
        return Box(0, at, 1, at, shape)
    left, top, width, height = edges
    x, y = frame.scale_x * left + frame.shift_x, frame.scale_y * top + frame.shift_y
    return Box(x, y, x + frame.scale_x * width, y + frame.scale_y * height, shape)


def _kind_of(paragraph: etree._Element, holder: str) -> BlockKind | None:
    """Return the kind a paragraph's looks give it; None where its text must tell."""
    if holder in _TITLES:
        return "heading"
    marks = paragraph.find("{*}pPr")
    if marks is not None:
        for mark in marks:
            if local(mark) in ("buChar", "buAutoNum", "buBlip"):
                return "bullet"
    return None


def _cells(table: etree._Element) -> list[list[str]]:
    """Return a table's cells; what a merged cell covers is empty."""
    return [
        [
            ""
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
            else BREAK.join(paragraph_text(one) for one in cell.iterfind("{*}txBody/{*}p"))
            for cell in row.iterfind("{*}tc")
        ]
        for row in table.iterfind("{*}tr")
    ]
