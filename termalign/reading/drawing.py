"""The text of a paragraph in DrawingML, the language of slides, charts and shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.reading.pieces import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def number(text: str | None, default: int = 0) -> int:
    """Return an attribute's number; `default` for one that is missing or no honest number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def paragraph_text(paragraph: etree._Element, *, numbers: bool = True) -> str:
    """Return a paragraph's text, its line breaks as BREAK; without `numbers` not the slide's."""
    parts = []
    for run in paragraph:
        name = local(run)
        if name == "fld" and not numbers and run.get("type") == "slidenum":
            continue
        if name in ("r", "fld"):
            parts.append(run.findtext("{*}t") or "")
        elif name == "br":
            parts.append(BREAK)
    return "".join(parts)


def diagram_texts(root: etree._Element) -> Iterator[str]:
    """Give the texts of a SmartArt diagram's data, in the order of its outline."""
    for point in root.iterfind("{*}ptLst/{*}pt"):
        if point.get("type", "node") in ("node", "asst"):
            yield from map(paragraph_text, point.iterfind("{*}t/{*}p"))


def text_of(element: etree._Element) -> str:
    """Return the text of all paragraphs within an element."""
    return BREAK.join(filter(None, map(paragraph_text, element.iterfind(".//{*}p"))))
