"""A segment of an XLIFF file, whatever the version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element


class Origin(NamedTuple):
    """The file that was translated, by its name in the XLIFF, and the codes of its languages."""

    file: str = ""
    source: str = ""
    target: str = ""


class Unit(NamedTuple):
    """A segment's source and target, "" where there is no translation yet."""

    origin: Origin
    source: str
    target: str
    id: str | None
    state: str = ""  # as the tool writes it: "ApprovedTranslation", "ManuallyConfirmed", "final"
    number: str = ""  # that the tool's editor shows; "" where it counts the file's segments
    is_locked: bool = False
    is_to_be_translated: bool = True


def is_to_be_translated(element: _Element) -> bool:
    """Tell by the nearest `translate` of the element and of what it stands in."""
    at: _Element | None = element
    while at is not None:
        told = at.get("translate")
        if told is not None:
            return told != "no"
        at = at.getparent()
    return True
