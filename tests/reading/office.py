"""Small Office files, made part by part: what stands in them is in the test that asks for them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from termalign.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": f"{OFFICE}/wordprocessingml/2006/main",
        "p": f"{OFFICE}/presentationml/2006/main",
        "a": f"{OFFICE}/drawingml/2006/main",
        "c": f"{OFFICE}/drawingml/2006/chart",
        "dgm": f"{OFFICE}/drawingml/2006/diagram",
        "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": f"{OFFICE}/markup-compatibility/2006",
        "pic": f"{OFFICE}/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
        "r": RELATION,
    }.items()
)
MAIN = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}

# part: (the relation's id, the last word of its type, the other part)
Relations = dict[str, list[tuple[str, str, str]]]


def xml(name: str, content: str, attributes: str = "") -> str:
    """An element that knows every prefix."""
    return f"<{name} {_NAMES} {attributes}>{content}</{name}>"


def package(parts: Mapping[str, str | bytes], relations: Relations) -> bytes:
    """A zip file of the parts, and of what they refer to."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for part, targets in relations.items():
            folder, _, name = part.rpartition("/")
            listed = "".join(
                f'<Relationship Id="{i}" Type="{RELATION}/{kind}" Target="/{target}"/>'
                for i, kind, target in targets
            )
            where = f"{folder}/_rels/{name}.rels".lstrip("/")
            space = f"{OFFICE}/package/2006/relationships"
            archive.writestr(where, f'<Relationships xmlns="{space}">{listed}</Relationships>')
    return made.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """The Office file with one part's content replaced, or added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as good,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for one in good.infolist():
            if one.filename != name:
                changed.writestr(one.filename, good.read(one))
        changed.writestr(name, part)
    return made.getvalue()


def source(content: bytes, name: str = "deck") -> Source:
    return Source(name, content)


# --- Word ----------------------------------------------------------------------------------------


def word(
    body: str, parts: Mapping[str, str | bytes] | None = None, kinds: Sequence[str] = ()
) -> bytes:
    """A Word file with this body; `parts` are named by what they are: footnotes, styles, chart."""
    others = {f"word/{name}.xml": content for name, content in (parts or {}).items()}
    main = MAIN[".docx"]
    targets = [(f"r{name}", name.rstrip("0123456789"), f"word/{name}.xml") for name in parts or {}]
    targets += [(f"x{kind}", kind, f"word/{kind}.bin") for kind in kinds]
    return package(
        {main: xml("w:document", f"<w:body>{body}</w:body>"), **others},
        {"": [("r1", "officeDocument", main)], main: targets},
    )


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_table(*rows: Sequence[str]) -> str:
    """A table; each cell is a text, or paragraphs of its own."""
    return f"<w:tbl>{''.join(word_row(row) for row in rows)}</w:tbl>"


def word_row(cells: Sequence[str]) -> str:
    inner = (cell if cell.startswith("<w:") else paragraph(cell) for cell in cells)
    return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in inner)}</w:tr>"


# --- PowerPoint ----------------------------------------------------------------------------------


def deck(
    *slides: str,
    parts: Mapping[str, str | bytes] | None = None,
    relations: Relations | None = None,
    attributes: Sequence[str] = (),
) -> bytes:
    """A presentation of these slides' shapes; its slides are 10 by 7.5 inches."""
    names = [f"ppt/slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{n}" r:id="s{n}"/>' for n in range(1, len(slides) + 1))
    main = MAIN[".pptx"]
    size = '<p:sldSz cx="9144000" cy="6858000"/>'
    content = {main: xml("p:presentation", f"<p:sldIdLst>{listed}</p:sldIdLst>{size}")}
    for number, (name, shapes) in enumerate(zip(names, slides, strict=True)):
        told = attributes[number] if attributes else ""
        content[name] = xml("p:sld", f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>", told)
    return package(
        {**content, **(parts or {})},
        {
            "": [("r1", "officeDocument", main)],
            main: [(f"s{n}", "slide", name) for n, name in enumerate(names, 1)],
            **(relations or {}),
        },
    )


def _transform(place: tuple[float, float, float, float] | None, tag: str = "a:xfrm") -> str:
    if place is None:
        return ""
    x, y, width, height = (round(914_400 * inches) for inches in place)
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}>'


def box(
    *texts: str,
    at: tuple[float, float, float, float] | None = (1, 1, 4, 1),
    holder: str = "",
    hidden: bool = False,
    bullet: bool = False,
) -> str:
    """A text box, or a placeholder, in inches from the left and the top, wide and high."""
    marks = '<a:pPr><a:buChar char="•"/></a:pPr>' if bullet else ""
    paragraphs = "".join(
        f"<a:p>{marks}{one if one.startswith('<') else f'<a:r><a:t>{one}</a:t></a:r>'}</a:p>"
        for one in texts
    )
    off = ' hidden="1"' if hidden else ""
    named = f'<p:cNvPr id="1" name="x"{off}/><p:nvPr>{holder}</p:nvPr>'
    return (
        f"<p:sp><p:nvSpPr>{named}</p:nvSpPr><p:spPr>{_transform(at)}</p:spPr>"
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def picture(at: tuple[float, float, float, float] = (0, 0, 10, 7.5)) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="1" name="x"/></p:nvPicPr>'
        f"<p:spPr>{_transform(at)}</p:spPr></p:pic>"
    )


def frame(content: str, at: tuple[float, float, float, float] = (1, 3, 8, 2)) -> str:
    """A frame that holds a table, a chart or a diagram."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name="x"/></p:nvGraphicFramePr>'
        f"{_transform(at, 'p:xfrm')}<a:graphic><a:graphicData>{content}</a:graphicData>"
        "</a:graphic></p:graphicFrame>"
    )


def slide_table(*rows: Sequence[str], at: tuple[float, float, float, float] = (1, 3, 8, 2)) -> str:
    """A table; a cell "→" is covered by the one to its left, "↓" by the one above."""

    def cell(text: str) -> str:
        merged = {"→": ' hMerge="1"', "↓": ' vMerge="1"'}.get(text, "")
        lines = text.split("\n")
        broken = "<a:br/>".join(f"<a:r><a:t>{line}</a:t></a:r>" for line in lines)
        return f"<a:tc{merged}><a:txBody><a:p>{broken}</a:p></a:txBody></a:tc>"

    listed = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return frame(f"<a:tbl>{listed}</a:tbl>", at)


# --- charts --------------------------------------------------------------------------------------


def points(values: Sequence[str], code: str = "", kind: str = "num") -> str:
    """The values of a series or its categories, as a chart keeps them."""
    listed = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values) if v)
    coded = f"<c:formatCode>{code}</c:formatCode>" if code else ""
    return f"<c:{kind}Ref><c:{kind}Cache>{coded}{listed}</c:{kind}Cache></c:{kind}Ref>"


def series(
    name: str, categories: Sequence[str], values: Sequence[str], code: str = "", labels: str = ""
) -> str:
    return (
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache>"
        f"</c:strRef></c:tx>{labels}<c:cat>{points(categories, kind='str')}</c:cat>"
        f"<c:val>{points(values, code)}</c:val></c:ser>"
    )


def chart(*all_series: str, title: str = "") -> str:
    said = f"<a:p><a:r><a:t>{title}</a:t></a:r></a:p>"
    head = f"<c:title><c:tx><c:rich>{said}</c:rich></c:tx></c:title>" if title else ""
    plot = f"<c:plotArea><c:barChart>{''.join(all_series)}</c:barChart></c:plotArea>"
    return xml("c:chartSpace", f"<c:chart>{head}{plot}</c:chart>")


# --- Excel ---------------------------------------------------------------------------------------

SHEET = f"{OFFICE}/spreadsheetml/2006/main"


def workbook(
    rows: str,
    *,
    before: str = "",
    styles: str = "",
    texts: Sequence[str] = (),
    settings: str = "",
    state: str = "visible",
    drawing: bool = False,
) -> bytes:
    """A workbook of one sheet, 業績, and one empty sheet; `texts` are the shared ones."""
    main = MAIN[".xlsx"]
    shared = "".join(f"<si>{t if t.startswith('<') else f'<t>{t}</t>'}</si>" for t in texts)
    sheets = (
        f'<sheets><sheet name="業績" sheetId="1" r:id="a" state="{state}"/>'
        '<sheet name="空" sheetId="2" r:id="b"/></sheets>'
    )
    sheet, empty = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
    relations: Relations = {
        "": [("r1", "officeDocument", main)],
        main: [
            ("a", "worksheet", sheet),
            ("b", "worksheet", empty),
            ("c", "styles", "xl/styles.xml"),
            ("d", "sharedStrings", "xl/sharedStrings.xml"),
        ],
    }
    parts = {
        main: f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}">{settings}{sheets}</workbook>',
        sheet: f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData></worksheet>',
        empty: f'<worksheet xmlns="{SHEET}"><sheetData/></worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
    }
    if drawing:
        relations[sheet] = [("d1", "drawing", "xl/drawings/drawing1.xml")]
        parts["xl/drawings/drawing1.xml"] = "<x/>"
    return package(parts, relations)


def text_cell(text: str, style: int = 0) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'


def row(*cells: str, number: int | None = None, attributes: str = "") -> str:
    """A row of cells: numbers as numbers, all else as texts, what is XML as it is."""
    told = f'r="{number}" ' if number else ""
    inner = "".join(
        one
        if one.startswith("<")
        else f"<c><v>{one}</v></c>"
        if one.replace(".", "").replace("-", "").isdecimal()
        else text_cell(one)
        for one in cells
    )
    return f"<row {told}{attributes}>{inner}</row>"
