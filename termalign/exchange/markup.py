"""XML read as a stream: one unit in memory at a time, no network, no entities."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.errors import (
    EmptyInput,
    InputError,
    UndecodableText,
    UnsupportedFormat,
    UsageError,
)
from termalign.reading.encoding import is_encoding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.etree import _Element

    from termalign.exchange.packed import Unpacked
    from termalign.records import Language

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = 1_024  # bytes in which an XML declaration stands
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")
# What Windows writes under the name Shift_JIS holds ㈱ and ①, which libxml2's Shift_JIS does not.
_CP932 = {"shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932", "ms932"}
_CODES: dict[str, Language] = {"ja": "ja", "jpn": "ja", "jp": "ja", "en": "en", "eng": "en"}


class Root(NamedTuple):
    """A document's outermost element."""

    name: str  # without its namespace
    attributes: Mapping[str, str]


class Markup:
    """An XML document that is gone through once its root is known."""

    def __init__(self, stream: Unpacked, name: str, encoding: str | None) -> None:
        """Look at the root; `encoding` overrides what the document says of itself.

        Raises UnsupportedFormat for a document that declares entities, EmptyInput for one without
        content, InputError naming the line for what is no XML.
        """
        head = stream.read(_HEAD)
        if not head.replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\xff\xfe"):
            raise EmptyInput("holds no text", name, "name a file with texts in it")
        self.name = name
        self._stream = stream
        self._encoding = _encoding_of(head, encoding)
        for _, root in self._events(("start",), None, huge=False):
            _refuse_entities(root, name)
            self.root = Root(local_name(root), attributes(root))
            return

    def elements(
        self, *tags: str, huge: bool = False
    ) -> Iterator[tuple[Literal["start", "end"], _Element]]:
        """Give the start and the end of each element of these names, whatever their namespace.

        A text may be longer than 10 million characters, and elements nested 2,000 deep, where
        `huge` says so. Whoever takes an element forgets it when done with it.
        """
        return self._events(("start", "end"), [f"{{*}}{tag}" for tag in tags], huge=huge)

    def _events(
        self, events: Collection[str], tags: Collection[str] | None, *, huge: bool
    ) -> Iterator[tuple[Literal["start", "end"], _Element]]:
        from lxml import etree

        self._stream.rewind()
        recoded = self._encoding and _Recoded(self._stream, self.name, self._encoding)
        try:
            # No document type is fetched, no entity from outside read; but for `huge` lxml's own
            # limits hold.
            yield from etree.iterparse(
                recoded or self._stream,
                events=tuple(events),
                tag=tags,
                load_dtd=False,
                no_network=True,
                huge_tree=huge,
                encoding="utf-8" if recoded else None,
            )
        except etree.XMLSyntaxError as error:
            what = (error.msg or "broken off").rpartition(", line")[0] or error.msg
            raise InputError(
                f"is no well-formed XML ({what})",
                f"{self.name}:{error.lineno or 1}",
                "name the encoding with --encoding (cp932, euc-jp …)"
                if "encoding" in what
                else "export it again from the tool that made it",
            ) from error


class _Recoded:
    """A stream in an encoding that libxml2 does not read as Windows means it, as UTF-8."""

    def __init__(self, stream: Unpacked, name: str, encoding: str) -> None:
        self._stream = stream
        self._name = name
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._passed = 0

    def read(self, size: int = 65_536) -> bytes:
        while True:
            content = self._stream.read(size)
            kept = len(self._decoder.getstate()[0])  # the half of a character
            try:
                text = self._decoder.decode(content, final=not content)
            except UnicodeError as error:
                at = self._passed - kept + getattr(error, "start", 0)
                raise UndecodableText(
                    f"the byte at offset {at} is no {self._encoding}",
                    self._name,
                    "mend that place, or name the encoding with --encoding",
                ) from error
            self._passed += len(content)
            if text or not content:
                return text.removeprefix("\ufeff").encode()


def _encoding_of(head: bytes, told: str | None) -> str | None:
    """Return the encoding to read with instead of the document's own; None to leave it to lxml."""
    if told is not None:
        name = "cp932" if told.lower() in _CP932 else told
        if not is_encoding(name):
            raise UsageError(
                f"no encoding is called “{told}”", "--encoding", "try utf-8, cp932 or euc-jp"
            )
        return codecs.lookup(name).name
    declared = _DECLARED.search(head)
    if declared and declared[1].decode("ascii").lower() in _CP932:
        return "cp932"
    return None


def _refuse_entities(root: _Element, name: str) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):  # type: ignore[attr-defined]  # no stub
        raise UnsupportedFormat(
            "declares entities, as no translation tool does", name, "make sure where it comes from"
        )


def attributes(element: _Element) -> dict[str, str]:
    """Return an element's attributes; their names have their namespaces before them."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def language_coded(code: str | None) -> Language | None:
    """Return the language of a code: ja, JA-jp, jpn, en_US; None for others."""
    return _CODES.get(re.split("[-_]", (code or "").strip().lower())[0])


def forget(element: _Element) -> None:
    """Free an element that was read, and its place among its parent's children."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
