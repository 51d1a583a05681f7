"""What the XML of term bases shares: entries in, one in memory at a time, and entries out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.errors import UnsupportedFormat
from termalign.exchange import inline
from termalign.exchange.markup import XML_LANGUAGE, Markup, forget
from termalign.exchange.packed import unpacked
from termalign.exchange.safety import SafeText
from termalign.output import tsv_field
from termalign.reading.source import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from lxml.etree import _Element

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BREAK = re.compile(r"(?<! ) *+[\t\r\n]\s*")  # begins where spaces do: once, however many


class Builder:
    """Builds elements whose texts any XML reader takes, each on one line."""

    def __init__(self) -> None:
        self._safe = SafeText()

    def add(self, parent: _Element, tag: str, text: str = "", /, **attributes: str) -> _Element:
        """Add a child to `parent`; `lang` is written as xml:lang."""
        from lxml import etree

        element = etree.SubElement(parent, tag)
        for name, value in attributes.items():
            element.set(XML_LANGUAGE if name == "lang" else name, value)
        if text:
            element.text = self.text(text)
        return element

    def text(self, text: str) -> str:
        """Return `text` on one line, without spaces round it and without what XML cannot hold."""
        return self._safe(tsv_field(text)).strip()

    def remarks(self) -> tuple[str, ...]:
        """Return how many characters had to be left out, if any."""
        return self._safe.remarks()


def write(stream: BinaryIO, element: _Element) -> None:
    """Write one entry on a line of its own."""
    from lxml import etree

    stream.write(etree.tostring(element, encoding="utf-8") + b"\n")


def entries(
    path: str | Path, encoding: str | None, tags: Mapping[str, str]
) -> Iterator[tuple[str, _Element]]:
    """Give the name of the file's root and each of its entries.

    `tags` names an entry's element by the root's. Raises UnsupportedFormat for another root and for
    a file that declares entities, InputError naming the line where the XML breaks off.
    """
    name = name_of(path)
    with unpacked(path) as stream:
        markup = Markup(stream, name, encoding)
        root = markup.root.name
        if root not in tags:
            raise UnsupportedFormat(
                f"is XML, but {root}, no term base", name, f"known are {', '.join(tags)}"
            )
        for event, entry in markup.elements(tags[root]):
            if event == "end":
                yield root, entry
                forget(entry)


def text_of(element: _Element) -> str:
    """Return the text in an element on one line: how it was wrapped in the file says nothing."""
    return on_one_line(inline.text_of(element))


def on_one_line(text: str) -> str:
    """Return `text` with each line break, and the spaces round it, as one space."""
    return _BREAK.sub(" ", text).strip()
