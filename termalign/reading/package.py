"""Office files are zip files of XML parts: looked at before anything is unpacked, then read.

Nothing in a part is run and nothing is fetched: macros, links and embedded objects are parts like
others, and nobody asks for them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.errors import UnsupportedFormat
from termalign.reading.drawing import local
from termalign.reading.packing import DAMAGED, most_unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from termalign.reading.source import Source

Program = Literal["Word", "Excel", "PowerPoint"]
# How the main part of each one's files begins.
_ROOTS: dict[Program, str] = {
    "Word": "document",
    "Excel": "workbook",
    "PowerPoint": "presentation",
}
# A file of honest texts is some megabytes; these bounds are reached by bombs only.
_MOST_UNPACKED = 500_000_000
_MOST_PARTS = 10_000
# A tag takes a few bytes of the file and a hundred of memory. A report of 1,000 pages has less than
# a million in a part, a sheet of half a million numbers two.
_MOST_TAGS = 2_000_000
_MOST_TAGS_PASSED = 16_000_000  # of a part that is read row by row
_MOST_TAGS_READ = 40_000_000  # in all; a part may be asked for again and again
_LEAST_TAGS = 2_000  # that a part counts for: opening it takes as long as reading these
_HEAD = 65_536  # bytes of a part in which its document type would be declared

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_ENTRY = b"PK\x01\x02"  # begins each entry of a zip file's directory
_WEB_PAGE = re.compile(rb"\s*<(!doctype\s+html|html\b)", re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ORIGIN = "make sure where it comes from"


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the other part's name."""

    kind: str  # "slideLayout", "image", "chart" …
    target: str


class Package:
    """The parts of one Office file. Raises UnsupportedFormat for a part that is damaged."""

    def __init__(self, archive: zipfile.ZipFile, name: str, program: Program) -> None:
        self.program = program
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._related: dict[str, dict[str, Relation]] = {}
        self._tags = 0  # read so far
        self.name = name

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def content(self, part: str) -> bytes:
        """Return a part's bytes."""
        try:
            return self._archive.read(part)
        except KeyError as error:
            raise _damaged(self.name, f"its part {part} is missing") from error
        except DAMAGED as error:
            raise _damaged(self.name, str(error)) from error

    def _bounded(self, part: str, most: int) -> bytes:
        """Return a part's bytes; raises UnsupportedFormat where it has more tags than `most`."""
        content = self.content(part)
        tags = content.count(b"<")
        self._tags += max(tags, _LEAST_TAGS)
        if tags > most or self._tags > _MOST_TAGS_READ:
            raise _too_large(self.name, part)
        return content

    def xml(self, part: str) -> etree._Element:
        """Return a part's root element."""
        from lxml import etree

        content = self._bounded(part, _MOST_TAGS)
        try:
            root = etree.fromstring(content, etree.XMLParser(no_network=True))
        except (etree.LxmlError, ValueError) as error:
            raise _damaged(self.name, f"{part}: {error}") from error
        self._refuse_declaring(root)
        return root

    def each(self, part: str, names: Sequence[str]) -> Iterator[etree._Element]:
        """Give a part's elements of these names one by one; each is forgotten before the next."""
        from lxml import etree

        content = self._bounded(part, _MOST_TAGS_PASSED)
        try:
            within = False
            for event, element in etree.iterparse(
                io.BytesIO(content), events=("start", "end"), no_network=True
            ):
                wanted = local(element) in names
                if event == "start":
                    within |= wanted
                    continue
                if wanted:
                    self._refuse_declaring(element)
                    yield element
                    within = False
                if not within:  # nobody asks for it any more
                    element.clear()
                    while (before := element.getprevious()) is not None:
                        before.getparent().remove(before)
        except (etree.LxmlError, ValueError) as error:
            raise _damaged(self.name, f"{part}: {error}") from error

    def _refuse_declaring(self, element: etree._Element) -> None:
        if element.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # the stubs lack it
            raise _declares(self.name)

    def related(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their id; those to what lies outside are left out."""
        if part not in self._related:
            self._related[part] = self._relations(part)
        return self._related[part]

    def _relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self:
            return {}
        return {
            one.get("Id", ""): Relation(
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:],
            )
            for one in self.xml(relations)
            if one.get("TargetMode") != "External"
        }

    def target(self, part: str, identity: str) -> str:
        """Return the part that a part refers to by a relation's id."""
        related = self.related(part)
        if identity not in related:
            raise _damaged(self.name, f"{part} refers to nothing by “{identity}”")
        return related[identity].target

    def first(self, part: str, kind: str) -> str | None:
        """Return the first part of one kind that a part refers to; None where there is none."""
        found = (r.target for r in self.related(part).values() if r.kind == kind)
        return next((target for target in found if target in self), None)

    def main(self) -> str:
        """Return the part everything hangs on: the document, presentation or workbook."""
        found = self.first("", "officeDocument")
        root = "" if found is None else self.xml(found).tag.rpartition("}")[2]
        if found is None or root != _ROOTS[self.program]:
            programs = {kind: program for program, kind in _ROOTS.items()}
            what = f"a file of {programs[root]}" if root in programs else "a zip file"
            raise UnsupportedFormat(
                f"is {what}, not of {self.program}", self.name, "name it by what it is"
            )
        return found


def open_package(source: Source, program: Program) -> Package:
    """Return the parts of an Office file, after a look at the zip directory alone.

    Raises UnsupportedFormat for what is no zip file, is encrypted or cut off, would unpack to an
    absurd size, or has a part with a document type declaration, which no Office program writes.
    """
    if source.content.startswith(_OLD_OFFICE):
        raise _old_or_protected(source)
    if _WEB_PAGE.match(source.content[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        raise UnsupportedFormat(f"is a web page, no {program} file", source.name, "name it .html")
    # Counted before the directory is read: an entry of it takes ten times its bytes of memory.
    if source.content.count(_ENTRY) > _MOST_PARTS:
        raise _absurd(source.name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except DAMAGED as error:
        cut = source.content.startswith(_ZIP)
        raise UnsupportedFormat(
            "is cut off or damaged: the end of the zip file is missing"
            if cut
            else f"is no {program} file",
            source.name,
            "fetch or save it again" if cut else "name it by what it is, or save it in its program",
        ) from error
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > _MOST_UNPACKED or any(
        part.file_size > most_unpacked(part.compress_size) for part in parts
    ):
        raise _absurd(source.name)
    for part in parts:
        if part.flag_bits & 1:
            raise UnsupportedFormat("is encrypted", source.name, "save it without a password")
        if part.filename.lower().endswith((".xml", ".rels")):
            _refuse_declaration(archive, part, source.name)
    return Package(archive, source.name, program)


def _old_or_protected(source: Source) -> UnsupportedFormat:
    if _ENCRYPTED in source.content:
        return UnsupportedFormat("is password-protected", source.name, "save it without a password")
    return UnsupportedFormat(
        "is an old Word, Excel or PowerPoint file",
        source.name,
        "open it there and save it as .docx, .xlsx or .pptx",
    )


def _refuse_declaration(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    try:
        with archive.open(part) as content:
            head = content.read(_HEAD)
    except DAMAGED as error:
        raise _damaged(where, str(error)) from error
    if b"<!DOCTYPE" in head.replace(b"\0", b""):
        raise _declares(where)


def _absurd(where: str) -> UnsupportedFormat:
    return UnsupportedFormat("would unpack to an absurd size", where, _ORIGIN)


def _too_large(where: str, part: str) -> UnsupportedFormat:
    hint = "split it, or save what is to be read by itself"
    return UnsupportedFormat(f"is too large: {part} has millions of tags", where, hint)


def _declares(where: str) -> UnsupportedFormat:
    return UnsupportedFormat("declares a document type, as no Office program does", where, _ORIGIN)


def _damaged(where: str, what: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"is damaged ({what})", where, "open it in its program and save it again"
    )
