"""XML of term bases: in as a stream and refused where it is hostile, out without an unsafe sign."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.errors import InputError, UnsupportedFormat
from termalign.exchange.safety import SafeText
from termalign.output import tsv_field
from termalign.reading.source import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from lxml.etree import _Element

    from termalign.records import Language

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CODES: Mapping[str, Language] = {
    **dict.fromkeys(("ja", "jpn", "jp"), "ja"),
    **dict.fromkeys(("en", "eng"), "en"),
}
_BREAK = re.compile(r"[ ]*[\t\r\n]\s*")


class Builder:
    """Builds elements whose texts any XML reader takes, each on one line."""

    def __init__(self) -> None:
        self._safe = SafeText()

    def add(self, parent: _Element, tag: str, text: str = "", /, **attributes: str) -> _Element:
        """Add a child to `parent`; `lang` is written as xml:lang."""
        from lxml import etree

        element = etree.SubElement(parent, tag)
        for name, value in attributes.items():
            element.set(LANGUAGE if name == "lang" else name, value)
        if text:
            element.text = self.text(text)
        return element

    def text(self, text: str) -> str:
        """Return `text` on one line, without spaces round it and without what XML cannot hold."""
        return self._safe(tsv_field(text)).strip()

    def remarks(self) -> tuple[str, ...]:
        """Return how many characters had to be left out, if any."""
        return self._safe.remarks()


class Unread:
    """What an entry held that a glossary has no field for, by name."""

    def __init__(self) -> None:
        self.fields: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()

    def remarks(self) -> tuple[str, ...]:
        """Return what there is to say about it."""
        return (
            *_counted("fields passed over", self.fields),
            *_counted("statuses not known, taken as none", self.statuses),
        )


def _counted(what: str, names: Counter[str]) -> tuple[str, ...]:
    listed = ", ".join(f"{name} ({names[name]})" for name in sorted(names))
    return (f"{what}: {listed}",) if listed else ()


def write(stream: BinaryIO, element: _Element) -> None:
    """Write one entry on a line of its own."""
    from lxml import etree

    stream.write(etree.tostring(element, encoding="utf-8") + b"\n")


def entries(path: str | Path, tags: Mapping[str, str]) -> Iterator[tuple[str, _Element]]:
    """Give the name of the file's root and each of its entries, one in memory at a time.

    `tags` names an entry's element by the root's. Raises UnsupportedFormat for another root and for
    a file that declares entities, InputError naming the line where the XML breaks off.
    """
    from lxml import etree

    name = Path(path).name
    with _opened(path) as stream:
        # lxml's own limits stay on: entities from outside are never read, nor is a DTD fetched.
        parser = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=[f"{{*}}{tag}" for tag in {*tags, *tags.values()}],
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        root = ""
        try:
            for event, element in parser:
                if event == "start" and element.getparent() is None:
                    _refuse_entities(element, name)
                    root = local(element)
                elif event == "end" and root in tags and local(element) == tags[root]:
                    yield root, element
                    _forget(element)
        except etree.XMLSyntaxError as error:
            what = (error.msg or "broken off").rpartition(", line")[0] or error.msg
            raise InputError(
                f"is no well-formed XML ({what})",
                f"{name}:{error.lineno or 1}",
                "export it again from the tool that made it",
            ) from error
        if root not in tags:
            raise UnsupportedFormat(
                f"is XML, but {local(parser.root)}, no term base",
                name,
                f"known are {', '.join(tags)}",
            )


def _opened(path: str | Path) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError:
        fetch(path)  # raises what every reader says of a file that cannot be read
        raise


def _refuse_entities(root: _Element, name: str) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):  # type: ignore[attr-defined]  # no stub
        raise UnsupportedFormat(
            "declares entities, as no translation tool does", name, "make sure where it comes from"
        )


def _forget(entry: _Element) -> None:
    entry.clear()
    parent = entry.getparent()
    while parent is not None and entry.getprevious() is not None:
        del parent[0]


def local(element: _Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: _Element) -> str:
    """Return all text in an element on one line: how it was wrapped in the file says nothing."""
    return on_one_line("".join(map(str, element.itertext())))


def on_one_line(text: str) -> str:
    """Return `text` with each line break, and the spaces round it, as one space."""
    return _BREAK.sub(" ", text).strip()


def language_of_code(code: str | None) -> Language | None:
    """Return the language of a code such as ja, ja-JP, JA or en_US."""
    return _CODES.get(re.split("[-_]", (code or "").strip().lower())[0])
