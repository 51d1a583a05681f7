"""Sets the sample deck as Office programs do: slides and a report with real tables and a chart.

What a page holds is the same as in the text from a PDF; here a table has cells, a bullet is a
paragraph's property, and the footer is a placeholder.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from samples.layout import MARKS, columns, paragraphs, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samples.source import Page, Piece

    Notes = dict[int, str]  # what the speaker says, by page

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the zip format's first day
_NO_CLOCK = datetime(2025, 11, 7)  # noqa: DTZ001  # Office's properties know no zone
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

_CHART_PAGE = 6  # its labels are the steps of a bridge: "1H24 営業利益 74.8"
_SIDE_BY_SIDE_PAGE = 8  # its two tables stand side by side
_GROUPED_PAGE = 1  # the cover's labels are a group of boxes

# Where a table's head is broken: FY2025 | 予想, Sep. 30, | 2025, Consolidated | payout ratio
_HEAD_BREAK = re.compile(
    r"(?<=FY\d{4})(?=[^\d ])|(?<=\d年3月期)(?=.)|(?<=連結)(?=配当)|(?<=[^.]),? (?=\S)"
)
_CELL = re.compile(r"(?:(?:More than )?[¥(+-]?[\d,.]*\d[%)]*(?: pt| or more| \(forecast\))*|-)$")
_HEAD_CELL = re.compile(
    r"[A-Z][a-z]{2}\. \d+, \d{4}|Apr\.–Sep\. \d{4}|FY\d{4} [a-z]+|\dH\d\d actual|Progress rate"
    r"|Operation and maintenance|Consolidated payout ratio|\S+"
)

_PLAIN = re.compile(r"(?:[+△-]?[\d,]*\d(?:\.\d+)?%?|\([\d,]*\d(?:\.\d+)?\))$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all as wide; the first `heads` rows are heads, their first cell empty."""

    rows: tuple[tuple[str, ...], ...]
    heads: int


def table_of(piece: Piece, language: str) -> Table:
    """Return the cells of a block of rows; the Japanese row tells how many there are."""
    counts = [len(pair.ja[0].split(" ")) for pair in piece.pairs]
    width = max(counts)
    rows: list[tuple[str, ...]] = []
    heads = 0
    for number, (pair, count) in enumerate(zip(piece.pairs, counts, strict=True)):
        headed = number == heads and count < width and (not number or pair.ja[0][0].isdigit())
        text = pair.side(language)[0]
        cells = text.split(" ") if language == "ja" else english_cells(text, count, head=headed)
        if headed:
            heads += 1
            cells = ["", *cells]
        rows.append((*cells, *[""] * (width - len(cells))))
    return Table(tuple(rows), heads)


def english_cells(text: str, count: int, *, head: bool) -> list[str]:
    """Return the cells of an English row, whose label and heads hold spaces."""
    if head:
        return _HEAD_CELL.findall(text)
    cells: list[str] = []
    for _ in range(count - 1):
        found = _CELL.search(text)
        if not found:
            raise ValueError(f"no {count} cells: {text}")
        cells.insert(0, found.group())
        text = text[: found.start()].rstrip()
    return [text, *cells]


def broken_head(cell: str) -> str:
    """Return a head broken into two lines, by a vertical tab, where its words part."""
    parted = _HEAD_BREAK.search(cell) if columns(cell) > 6 else None
    if parted is None:
        return cell
    return cell[: parted.start()] + parted.group().strip() + "\v" + cell[parted.end() :]


def bulleted(piece: Piece, language: str) -> Iterator[tuple[str, int]]:
    """Yield the block's paragraphs with their bullet's level, -1 where they have none."""
    for segments in paragraphs(piece, language):
        level = {"subs": 1}.get(piece.kind, 0) if piece.kind in MARKS else -1
        joint = "" if language == "ja" else " "
        for number, run in enumerate(runs(segments) if piece.kind in MARKS else [segments]):
            yield joint.join(run), level + (1 if number and level == 0 else 0)


def timeless(content: bytes) -> bytes:
    """Return an Office file without the times in it, those of workbooks within it neither."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            inside = source.read(name)
            if name.endswith(".xlsx"):
                inside = timeless(inside)
            elif name.endswith("core.xml"):
                inside = _CLOCK.sub(rb"\g<1>2025-11-07T00:00:00Z", inside)
            archive.writestr(part, inside)
    return target.getvalue()


# PowerPoint


class _Slide:
    """A slide being filled from top to bottom, in one column or in two."""

    def __init__(self, slide: Any, language: str) -> None:
        self.slide, self.language = slide, language
        self.left, self.width, self.top = 0.6, 12.1, 1.15  # inches

    def box(
        self, texts: Sequence[tuple[str, int]], *, bold: bool = False, into: Any = None
    ) -> None:
        """Set paragraphs, each with its bullet's level, into a text box of their own."""
        from pptx.util import Inches, Pt

        signs = self.width * 12.5  # half-width columns that a line of 12 pt holds
        height = 0.21 * sum(1 + int(columns(text) // signs) for text, _ in texts) + 0.08
        shapes = into or self.slide.shapes
        place = [Inches(x) for x in (self.left, self.top, self.width, height)]
        frame = shapes.add_textbox(*place).text_frame
        frame.word_wrap = True
        for side in ("margin_top", "margin_bottom"):
            setattr(frame, side, Inches(0.02))
        for number, (text, level) in enumerate(texts):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = Pt(12), bold
            _bullet(paragraph, level)
        self.top += height + 0.06

    def labels(self, texts: Sequence[tuple[str, int]]) -> None:
        """Set each text into a box of its own, all of them in one group."""
        group = self.slide.shapes.add_group_shape()
        for text in texts:
            self.box([text], into=group.shapes)

    def table(self, table: Table) -> None:
        """Set a table as wide as the column."""
        from pptx.util import Inches, Pt

        width = len(table.rows[0])
        height = 0.255 * len(table.rows)
        frame = self.slide.shapes.add_table(
            len(table.rows), width, *[Inches(x) for x in (self.left, self.top, self.width, height)]
        )
        frame.table.first_row = bool(table.heads)
        first = 0.42 if self.width > 8 else 0.4
        for number, column in enumerate(frame.table.columns):
            share = first if not number else (1 - first) / (width - 1)
            column.width = Inches(self.width * share)
        for number, row in enumerate(table.rows):
            frame.table.rows[number].height = Inches(0.255)
            for cell, text in zip(frame.table.rows[number].cells, row, strict=True):
                cell.text = broken_head(text) if number < table.heads else text
                cell.margin_top = cell.margin_bottom = Inches(0.01)
                for paragraph in cell.text_frame.paragraphs:
                    for run in paragraph.runs:
                        run.font.size = Pt(10)
                    _end_size(paragraph, 10)
        wrapped = sum(any("\v" in broken_head(c) for c in r) for r in table.rows[: table.heads])
        self.top += height + 0.2 * wrapped + 0.12

    def bridge(self, piece: Piece) -> None:
        """Set labels that end in a figure as a chart: its categories and its one series."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
        from pptx.util import Inches, Pt

        points = [pair.side(self.language)[0].rsplit(" ", 1) for pair in piece.pairs]
        data: Any = CategoryChartData(number_format="0.0")  # type: ignore[no-untyped-call]
        data.categories = [name for name, _ in points]
        data.add_series("", [_value(shown) for _, shown in points])
        place = [Inches(x) for x in (self.left, self.top, self.width, 2.9)]
        kind = XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = self.slide.shapes.add_chart(kind, *place, data).chart
        chart.has_legend = chart.has_title = False
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.font.size = Pt(10)
        plot = chart.plots[0]
        plot.has_data_labels = True
        plot.data_labels.number_format_is_linked = True
        series = plot.series[0]
        for number, (point, (_, shown)) in enumerate(zip(_points(chart), points, strict=True)):
            point.set("formatCode", _format(shown))
            _label_format(series.points[number].data_label, _format(shown))
        self.top += 3.0


def _end_size(paragraph: Any, points: int) -> None:
    """Set the size of a paragraph's end: an empty cell is as high as that, 18 pt unless told."""
    from lxml import etree

    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}endParaRPr"
    etree.SubElement(paragraph._p, tag).set("sz", str(100 * points))  # noqa: SLF001  # no other way


def _label_format(label: Any, number_format: str) -> None:
    """Set one data label's own number format; programs differ in whether they obey the point's."""
    from pptx.oxml import parse_xml

    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    element = label._get_or_add_dLbl()  # noqa: SLF001  # python-pptx formats only all labels at once
    code = escape(number_format, quote=True)
    element.insert(1, parse_xml(f'<c:numFmt xmlns:c="{c}" formatCode="{code}" sourceLinked="0"/>'))


def _points(chart: Any) -> list[Any]:
    (values,) = chart._chartSpace.iter("{*}val")  # noqa: SLF001  # no other way
    return list(values.iterfind(".//{*}pt"))


def _value(shown: str) -> float:
    value = float(re.sub(r"[^\d.]", "", shown))
    return -value if shown[0] in "△(-" else value


def _format(shown: str) -> str:
    """Return the number format that shows a value so: +0.0;△0.0, 0.00, (0.00)."""
    decimals = "0." + "0" * len(shown.strip(")").partition(".")[2])
    signed = {"+": f"+{decimals}", "△": f"{decimals};△{decimals}", "(": f"{decimals};({decimals})"}
    return signed.get(shown[0], decimals)


def _bullet(paragraph: Any, level: int) -> None:
    if level < 0:
        return
    from lxml import etree

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # bullets have no other way
    properties.set("marL", str(228600 * (level + 1)))
    properties.set("indent", "-228600")
    if level:
        properties.set("lvl", str(level))
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}buChar"
    etree.SubElement(properties, tag).set("char", "–" if level else "•")


def deck_file(pages: Sequence[Page], language: str, notes: Notes) -> bytes:
    """Return the pages as a PowerPoint file, a slide each, with the speaker's notes."""
    from pptx import Presentation
    from pptx.util import Inches, Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    layout = deck.slide_layouts[5]  # title only
    for number, page in enumerate(pages, 1):
        slide = deck.slides.add_slide(layout)
        first, *pieces = page.pieces
        title = slide.shapes.title
        title.left, title.top, title.width = Inches(0.6), Inches(0.25), Inches(12.1)
        title.height = Inches(0.8 if number > 1 else 2.6)
        texts = [pair.side(language)[0] for pair in first.pairs]
        title.text_frame.text = "\n".join(texts)
        for paragraph in title.text_frame.paragraphs:
            paragraph.runs[0].font.size = Pt(24)
        filled = _Slide(slide, language)
        filled.top = 1.15 if number > 1 else 3.6
        fill(filled, number, pieces)
        _foot(slide, page.footer[language], number)
        if number in notes:
            slide.notes_slide.notes_text_frame.text = notes[number]
    _undate(deck.core_properties)
    content = io.BytesIO()
    deck.save(content)
    return timeless(content.getvalue())


class Canvas(Protocol):
    """What a slide's pieces are set on: inches from its upper left corner."""

    language: str
    left: float
    width: float
    top: float  # where the next piece begins

    def box(self, texts: Sequence[tuple[str, int]], *, bold: bool = False) -> None:
        """Set paragraphs, each with its bullet's level."""

    def labels(self, texts: Sequence[tuple[str, int]]) -> None:
        """Set texts that belong together, each by itself."""

    def table(self, table: Table) -> None:
        """Set a table as wide as the column."""

    def bridge(self, piece: Piece) -> None:
        """Set labels that end in a figure as a chart."""


def fill(slide: Canvas, number: int, pieces: Sequence[Piece]) -> None:
    """Set a slide's pieces from top to bottom; two tables side by side where it has them."""
    top = lowest = slide.top
    for piece in pieces:
        texts = list(bulleted(piece, slide.language))
        if number == _SIDE_BY_SIDE_PAGE and piece.kind in ("unit", "notes"):
            if piece.kind == "notes":  # under both tables
                slide.left, slide.width, slide.top = 0.6, 12.1, max(lowest, slide.top)
            elif slide.width > 8:
                slide.width = 6.0
            else:
                lowest, slide.left, slide.top = slide.top, 6.8, top
        if not texts:
            continue
        if piece.kind == "rows":
            slide.table(table_of(piece, slide.language))
        elif number == _CHART_PAGE and piece.kind == "labels":
            slide.bridge(piece)
        elif number == _GROUPED_PAGE:
            slide.labels(texts)
        else:
            slide.box(texts, bold=piece.kind == "title")


def _foot(slide: Any, text: str, number: int) -> None:
    """Set the running foot as PowerPoint does: a placeholder whose page number is a field."""
    if not text:
        return
    from copy import deepcopy

    from lxml import etree

    kind = "ftr" if len(text) > 3 else "sldNum"
    found = [
        shape
        for shape in slide.slide_layout.placeholders
        if shape.element.find(f".//{{*}}ph[@type='{kind}']") is not None
    ]
    element = deepcopy(found[0].element)
    slide.shapes._spTree.append(element)  # noqa: SLF001  # python-pptx copies no footers
    body = element.find("{*}txBody")
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    for paragraph in body.findall(f"{{{a}}}p"):
        body.remove(paragraph)
    paragraph = etree.SubElement(body, f"{{{a}}}p")
    before = text.removesuffix(str(number))
    if before:
        run = etree.SubElement(paragraph, f"{{{a}}}r")
        etree.SubElement(run, f"{{{a}}}t").text = before
    page_number = etree.SubElement(paragraph, f"{{{a}}}fld")
    page_number.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    page_number.set("type", "slidenum")
    etree.SubElement(page_number, f"{{{a}}}t").text = str(number)


# Word


def report_file(pages: Sequence[Page], language: str) -> bytes:
    """Return the pages as a Word file: headings, lists, tables, a page break between pages."""
    from docx import Document
    from docx.shared import Pt

    report: Any = Document()
    for number, page in enumerate(pages):
        for piece in page.pieces:
            if piece.kind == "rows":
                _word_table(report, table_of(piece, language))
                continue
            for text, level in bulleted(piece, language):
                style = ("List Bullet", "List Bullet 2", None)[level]
                if piece.kind == "title":
                    style = "Heading 1" if piece is page.pieces[0] else "Heading 2"
                report.add_paragraph(text, style)
        if number + 1 < len(pages):
            report.paragraphs[-1].paragraph_format.space_after = Pt(0)
            report.add_page_break()
    foot = pages[-1].footer[language].removesuffix(str(len(pages))).strip()
    if foot:
        report.sections[0].footer.paragraphs[0].text = foot
    _undate(report.core_properties)
    content = io.BytesIO()
    report.save(content)
    return timeless(content.getvalue())


def _word_table(report: Any, table: Table) -> None:
    word = report.add_table(len(table.rows), len(table.rows[0]), "Table Grid")
    for number, row in enumerate(table.rows):
        for cell, text in zip(word.rows[number].cells, row, strict=True):
            cell.text = broken_head(text).replace("\v", "\n") if number < table.heads else text


# Excel


def workbook_file(pages: Sequence[Page], language: str) -> bytes:
    """Return the deck's tables as an Excel file: a sheet for each page, numbers as numbers."""
    from openpyxl import Workbook

    from termalign.exchange.xlsx import save

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, page in enumerate(pages, 1):
        if not any(piece.kind == "rows" for piece in page.pieces):
            continue
        sheet = book.create_sheet(f"{number}")
        for piece in page.pieces:
            if piece.kind == "rows":
                for row in table_of(piece, language).rows:
                    _excel_row(sheet, row)
            elif piece.kind in ("title", "unit"):
                for pair in piece.pairs:
                    sheet.append(list(pair.side(language)))
    content = io.BytesIO()
    save(book, content)
    return content.getvalue()


def _excel_row(sheet: Any, row: Sequence[str]) -> None:
    sheet.append([_number(cell)[0] for cell in row])
    for cell, text in zip(sheet[sheet.max_row], row, strict=False):
        cell.number_format = _number(text)[1]
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _number(cell: str) -> tuple[str | float | None, str]:
    """Return a cell's value and number format: 0.074 and +0.0%;△0.0% for "+7.4%"."""
    if not _PLAIN.match(cell):
        return cell or None, "General"
    value = _value(cell)
    decimals = len(cell.strip("%)").partition(".")[2])
    code = "#,##0" + ("." + "0" * decimals if decimals else "")
    if cell.endswith("%"):
        value, code = round(value / 100, decimals + 2), f"{code}%"
    negative = {"(": f"({code})", "△": f"△{code}", "-": f"-{code}"}.get(cell[0], f"-{code}")
    plus = "+" if cell[0] == "+" else ""
    return value, f"{plus}{code};{negative}"


# HTML


def web_page(pages: Sequence[Page], language: str) -> str:
    """Return the deck as one web page: a section for each page."""
    title = escape(pages[0].pieces[0].pairs[0].side(language)[0])
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        f'<head><meta charset="utf-8"><title>{title}</title></head>',
        "<body>",
    ]
    for page in pages:
        lines.append("<section>")
        for piece in page.pieces:
            lines += _web_piece(piece, language, first=piece is page.pieces[0])
        lines.append("</section>")
    return "\n".join([*lines, "</body>", "</html>", ""])


def _web_piece(piece: Piece, language: str, *, first: bool) -> Iterator[str]:
    if piece.kind == "rows":
        yield "<table>"
        for row in table_of(piece, language).rows:
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        yield "</table>"
        return
    tag = {"title": "h1" if first else "h2"}.get(piece.kind, "p")
    texts = list(bulleted(piece, language))
    listed = piece.kind in MARKS and bool(texts)
    if listed:
        yield "<ul>"
    for text, _ in texts:
        yield f"<li>{escape(text)}</li>" if listed else f"<{tag}>{escape(text)}</{tag}>"
    if listed:
        yield "</ul>"


def _undate(properties: Any) -> None:
    properties.author, properties.title = "Kumohashi Networks Corporation", ""
    properties.created = properties.modified = _NO_CLOCK
