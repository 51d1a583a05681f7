"""The segments of XLIFF 2.0, 2.1 and 2.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.exchange.inline import text_of
from termalign.exchange.markup import forget, local_name
from termalign.exchange.xliff_unit import Origin, Unit, is_to_be_translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from termalign.exchange.markup import Markup


def units(markup: Markup) -> Iterator[Unit]:
    """Give the segments in order; what may be ignored lies between them and is none."""
    attributes = markup.root.attributes
    languages = (attributes.get("srcLang", ""), attributes.get("trgLang", ""))
    origin = Origin("", *languages)
    for event, element in markup.elements("file", "unit", "group", huge=True):
        name = local_name(element)
        if event == "start":
            if name == "file":
                origin = Origin(element.get("original", ""), *languages)
            continue
        if name == "unit":
            yield from _segments(element, origin)
        forget(element)


def _segments(unit: _Element, origin: Origin) -> Iterator[Unit]:
    is_text = is_to_be_translated(unit)
    for segment in unit.iterfind("{*}segment"):
        source, target = segment.find("{*}source"), segment.find("{*}target")
        yield Unit(
            origin,
            text_of(source),
            text_of(target),
            "/".join(filter(None, (unit.get("id"), segment.get("id")))) or None,
            segment.get("state", ""),
            is_to_be_translated=is_text,
        )
