"""The segments of XLIFF 1.x, and what Trados and memoQ add to it: numbers, states, locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.exchange.inline import text_of
from termalign.exchange.markup import XML_LANGUAGE, attributes, forget, local_name
from termalign.exchange.xliff_unit import Origin, Unit, is_to_be_translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from termalign.exchange.markup import Markup

_SDL = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
_MEMOQ = "{MQXliff}"
_UNCONFIRMED = "NotTranslated"  # what Trados writes no conf for


def units(markup: Markup) -> Iterator[Unit]:
    """Give the segments in order; alternatives, earlier versions and binary parts are none."""
    origin = Origin()
    # A header may hold the original whole, in base64: more than lxml takes for one text.
    for event, element in markup.elements("file", "header", "trans-unit", "group", huge=True):
        name = local_name(element)
        if event == "start":
            if name == "file":
                origin = Origin(
                    element.get("original", ""),
                    element.get("source-language", ""),
                    element.get("target-language", ""),
                )
            continue
        if name == "trans-unit":
            yield from _segments(element, origin)
        forget(element)


def _segments(unit: _Element, origin: Origin) -> Iterator[Unit]:
    if not is_to_be_translated(unit):
        # Trados writes so, by the dozen, what holds tags only and is no row of its editor.
        text = text_of(unit.find("{*}source"))
        if text.strip():
            yield Unit(origin, text, "", unit.get("id"), is_to_be_translated=False)
        return
    source, target = unit.find("{*}source"), unit.find("{*}target")
    if not origin.target and target is not None:
        origin = origin._replace(target=target.get(XML_LANGUAGE, ""))
    segmented = unit.find("{*}seg-source")
    sources = {} if segmented is None else _marked(segmented)
    targets = {} if target is None else _marked(target)
    if sources and (targets or not text_of(target).strip()):
        yield from _pairs(unit, origin, sources, targets)
    else:
        yield Unit(
            origin,
            text_of(source),
            text_of(target),
            unit.get("id"),
            _state(unit, target),
            number=_memoq_number(unit),
            is_locked=_is_memoq_locked(unit),
        )


def _marked(element: _Element) -> dict[str, str]:
    """Return the texts of the segments in a source or target by their number, in order."""
    texts: dict[str, str] = {}
    for mark in element.iter("{*}mrk"):
        if mark.get("mtype") == "seg":
            number = mark.get("mid", "")
            texts[number] = texts.get(number, "") + text_of(mark)
    return texts


def _pairs(
    unit: _Element, origin: Origin, sources: dict[str, str], targets: dict[str, str]
) -> Iterator[Unit]:
    """Pair segments by their number; one that only the target has follows at the end."""
    definitions = {d.get("id", ""): d for d in unit.iterfind(f"{_SDL}seg-defs/{_SDL}seg")}
    is_trados = unit.find(f"{_SDL}seg-defs") is not None
    for number in dict.fromkeys((*sources, *targets)):
        definition = definitions.get(number)
        told = {} if definition is None else attributes(definition)
        yield Unit(
            origin,
            sources.get(number, ""),
            targets.get(number, ""),
            f"{unit.get('id', '')}/{number}",
            told.get("conf", _UNCONFIRMED) if is_trados else _state(unit, unit.find("{*}target")),
            number=number.replace("_x0020_", " ") if is_trados else "",
            is_locked=told.get("locked") == "true" or _is_memoq_locked(unit),
        )


def _state(unit: _Element, target: _Element | None) -> str:
    """Return memoQ's status, or XLIFF's own state of the target."""
    status = unit.get(f"{_MEMOQ}status")
    if status is not None:
        return status
    state = None if target is None else target.get("state")
    return state or ("approved" if unit.get("approved") == "yes" else "")


def _memoq_number(unit: _Element) -> str:
    """Return the number of a row in memoQ's grid, "" in the file of another tool."""
    is_memoq = any(name.startswith(_MEMOQ) for name in attributes(unit))
    return unit.get("id", "") if is_memoq else ""


def _is_memoq_locked(unit: _Element) -> bool:
    return unit.get(f"{_MEMOQ}locked", "") not in {"", "no", "false", "unlocked"}
