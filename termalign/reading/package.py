"""Office files are zip files of XML parts: looked at before anything is unpacked, then read.

Nothing in a part is run and nothing is fetched: macros, links and embedded objects are parts like
others, and nobody asks for them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.errors import UnsupportedFormat

if TYPE_CHECKING:
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
_GREATEST_RATIO = 200
_SMALL_PART = 10_000_000
_HEAD = 65_536  # bytes of a part in which its document type would be declared

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
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
        self.name = name

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def content(self, part: str) -> bytes:
        """Return a part's bytes."""
        try:
            return self._archive.read(part)
        except KeyError as error:
            raise _damaged(self.name, f"its part {part} is missing") from error
        except (*_DAMAGED, RuntimeError) as error:
            raise _damaged(self.name, str(error)) from error

    def xml(self, part: str) -> etree._Element:
        """Return a part's root element."""
        from lxml import etree

        try:
            root = etree.fromstring(self.content(part), etree.XMLParser(no_network=True))
        except (etree.LxmlError, ValueError) as error:
            raise _damaged(self.name, f"{part}: {error}") from error
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs lack it
            raise _declares(self.name)
        return root

    def related(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their id; those to what lies outside are left out."""
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
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except _DAMAGED as error:
        cut = source.content.startswith(_ZIP)
        raise UnsupportedFormat(
            "is cut off or damaged: the end of the zip file is missing"
            if cut
            else f"is no {program} file",
            source.name,
            "fetch or save it again" if cut else "name it by what it is, or save it in its program",
        ) from error
    parts = archive.infolist()
    if (
        len(parts) > _MOST_PARTS
        or sum(part.file_size for part in parts) > _MOST_UNPACKED
        or any(
            part.file_size > max(_SMALL_PART, _GREATEST_RATIO * part.compress_size)
            for part in parts
        )
    ):
        raise UnsupportedFormat("would unpack to an absurd size", source.name, _ORIGIN)
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
    except (*_DAMAGED, RuntimeError) as error:
        raise _damaged(where, str(error)) from error
    if b"<!DOCTYPE" in head.replace(b"\0", b""):
        raise _declares(where)


def _declares(where: str) -> UnsupportedFormat:
    return UnsupportedFormat("declares a document type, as no Office program does", where, _ORIGIN)


def _damaged(where: str, what: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"is damaged ({what})", where, "open it in its program and save it again"
    )
