"""XLIFF of every tool: 1.2, 2.x, Trados' SDLXLIFF, memoQ's MQXLIFF and MQXLZ. Only read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.errors import LanguageError, UnsupportedFormat
from termalign.exchange import xliff_1, xliff_2
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.markup import Markup, language_coded
from termalign.exchange.packed import part_of_zip, unpacked
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.exchange.packed import Unpacked
    from termalign.exchange.xliff_unit import Origin, Unit
    from termalign.records import Language

_FOLDERS = re.compile(r"[/\\]")


def read(path: str | Path, encoding: str | None) -> Given:
    """Return the records of an XLIFF file of any version or tool.

    A place is the file that was translated and the number that the tool's editor shows. Raises
    UnsupportedFormat for what is no XLIFF or declares entities, InputError naming the line where
    the XML breaks off, LanguageError where no file in it is between Japanese and English.
    """
    with unpacked(path) as stream:
        return _given(stream, Path(path).name, encoding)


def read_zipped(path: str | Path, encoding: str | None) -> Given:
    """Return the records of memoQ's zipped MQXLIFF; raises as `read`."""
    with part_of_zip(path, ".mqxliff") as stream:
        return _given(stream, Path(path).name, encoding)


def _given(stream: Unpacked, name: str, encoding: str | None) -> Given:
    said = _Said()
    records = tuple(_records(Markup(stream, name, encoding), said))
    if not records and said.others:
        raise LanguageError(
            f"is {', '.join(said.others)}", name, "name a file between Japanese and English"
        )
    return Given(name, records, remarks=said.remarks())


class _Said:
    """Counts what there is to say about a file."""

    def __init__(self) -> None:
        self.others: Counter[str] = Counter()  # "from de to fr"
        self.not_to_be_translated = 0
        self.locked = 0
        self.states: Counter[str] = Counter()

    def remarks(self) -> tuple[str, ...]:
        others = (f"segments {pair} left out: {n}" for pair, n in self.others.items())
        counts = {
            "segments left out that are not to be translated": self.not_to_be_translated,
            "segments that are locked, read all the same": self.locked,
            "states": ", ".join(f"{state} {n}" for state, n in self.states.items()),
        }
        return (*others, *(f"{what}: {count}" for what, count in counts.items() if count))


def _records(markup: Markup, said: _Said) -> Iterator[Record]:
    number = 0  # as an editor counts that does not write its numbers down
    for row, unit in enumerate(_units(markup)):
        number += unit.is_to_be_translated
        sides = _sides(unit.origin)
        if sides is None:
            said.others[f"from {unit.origin.source or '?'} to {unit.origin.target or '?'}"] += 1
            continue
        if not unit.is_to_be_translated:
            said.not_to_be_translated += 1
            continue
        texts = dict(zip(sides, (unit.source, unit.target), strict=True))
        record = Record(
            row,
            texts["ja"],
            texts["en"],
            Place(label=_label(unit, number)),
            id=unit.id,
            document=markup.name,
            state=unit.state,
        )
        if not record.is_blank:
            said.locked += unit.is_locked
            if unit.state:
                said.states[unit.state] += 1
            yield record


def _units(markup: Markup) -> Iterator[Unit]:
    name, attributes = markup.root
    if name != "xliff":
        raise UnsupportedFormat(f"is XML, but {name}, no XLIFF", markup.name, "name an XLIFF file")
    version = attributes.get("version", "")
    if version.startswith("2"):
        return xliff_2.units(markup)
    if version.startswith("1"):
        return xliff_1.units(markup)
    raise UnsupportedFormat(
        f"is XLIFF of version “{version}”", markup.name, "export it as XLIFF 1.2 or 2.x"
    )


def _sides(origin: Origin) -> tuple[Language, Language] | None:
    """Return the languages of source and target; an unnamed target is the source's opposite."""
    source, target = language_coded(origin.source), language_coded(origin.target)
    if source == "ja" and (target == "en" or not origin.target):
        return "ja", "en"
    if source == "en" and (target == "ja" or not origin.target):
        return "en", "ja"
    return None


def _label(unit: Unit, number: int) -> str:
    original = _FOLDERS.split(unit.origin.file)[-1]
    segment = f"segment {unit.number or number}"
    state = ", ".join(filter(None, (unit.state, "locked" if unit.is_locked else "")))
    return ", ".join(filter(None, (original, segment))) + (f" ({state})" if state else "")
