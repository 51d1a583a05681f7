"""What repeats at one place of many pages: running heads, feet, page numbers, watermarks.

As in Office files, each running head is kept once, and a remark counts what was left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from termalign.reading.lines import columns
from termalign.reading.running import SHOWN, may_run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from termalign.reading.pdf.pages import Page, Run

_EDGE = 0.14  # of the page's height: heads and feet stand in it
_FEWEST_PAGES = 3
_SHARE = 0.2  # of the pages, as in plain text: chapters have heads of their own
_LARGER = 1.3  # times the size of most text: titles
_MOSTLY = 0.6  # of the pages
_NEARER = 1.5  # ems by which what is nearer to the edge stands off, a title beside it less
_SPOT = 4.0  # points
_NUMBER = re.compile(r"\d{1,4}")
_NUMBERING = re.compile(r"[-–—]?\s?(?:[Pp](?:age|\.)?\s?)?#(?:\s?(?:/|of)\s?\d{1,4})?\s?[-–—]?$")
_OWN = "#"

_Place = tuple[str, int]  # what it says, and how far down


class Furniture(NamedTuple):
    """The pages without what repeats; each running head once, with its first page; remarks."""

    pages: list[Page]
    heads: list[tuple[int, Run]]
    remarks: tuple[str, ...]


def without_furniture(pages: Sequence[Page]) -> Furniture:
    """Return the pages without what repeats, each running head once, and remarks."""
    if len(pages) < _FEWEST_PAGES:
        return Furniture(list(pages), [], ())
    places = _repeated(pages)
    gone = {id(run) for there in places.values() for _, run in there}
    heads: dict[str, tuple[int, Run]] = {}
    numbers = repeats = 0
    for (template, _), there in places.items():
        if _NUMBERING.match(template):
            numbers += len(there)
        else:
            text = template.replace(_OWN, "").strip()
            repeats += len(there) - (text not in heads)
            heads.setdefault(text, there[0])
    kept = [
        replace(page, runs=tuple(run for run in page.runs if id(run) not in gone)) for page in pages
    ]
    named = [(number, replace(run, text=text)) for text, (number, run) in heads.items()]
    return Furniture(kept, named, tuple(_remarks(numbers, repeats, list(heads))))


def _repeated(pages: Sequence[Page]) -> dict[_Place, list[tuple[int, Run]]]:
    """Return what repeats at one place, with the pages and runs where it does.

    A run counts only where nothing of the page's own stands between it and the edge: the heads of
    a table that goes on for pages stand under the page's.
    """
    distance = _distance(pages)
    largest = _LARGER * median([run.em for page in pages for run in page.runs] or [0.0])
    fewest = max(_FEWEST_PAGES, _SHARE * len(pages))
    places: dict[_Place, list[tuple[int, Run]]] = defaultdict(list)
    for page in pages:
        for run in page.runs:
            if run.turn or _is_at_edge(run, page):
                spot = round(run.base / _SPOT)
                places[_template(run.text, page, distance), spot].append((page.number, run))
    found = {
        place: there
        for place, there in places.items()
        if _pages_near(place, places) >= fewest and _is_furniture(place[0], there, pages, largest)
    }
    repeated = {id(run) for there in found.values() for _, run in there}
    for page in pages:
        repeated -= {id(run) for run in page.runs if _is_within(run, page, repeated)}
    found = {
        place: [one for one in there if id(one[1]) in repeated] for place, there in found.items()
    }
    return {place: found[place] for place in found if _pages_near(place, found) >= fewest}


def _pages_near(place: _Place, places: Mapping[_Place, Sequence[tuple[int, Run]]]) -> int:
    """Count the pages that have this at about this place."""
    template, spot = place
    return len({n for step in (-1, 0, 1) for n, _ in places.get((template, spot + step), ())})


def _is_furniture(
    template: str, there: Sequence[tuple[int, Run]], pages: Sequence[Page], largest: float
) -> bool:
    if _NUMBERING.match(template):
        return True
    text = template.replace(_OWN, "").strip()
    return bool(text) and may_run(text, columns(text)) and _is_head(there, len(pages), largest)


def _is_within(run: Run, page: Page, repeated: Collection[int]) -> bool:
    """Tell whether something of the page's own stands nearer to the edge than a run."""
    if run.turn:
        return False
    near = _NEARER * run.em
    own = [one for one in page.runs if id(one) not in repeated and not one.turn]
    if run.top < _EDGE * page.height:
        return any(one.base < run.base - near for one in own)
    return any(one.base > run.base + near for one in own)


def _is_head(there: Sequence[tuple[int, Run]], pages: int, largest: float) -> bool:
    """Tell whether repeated text is no title, which some slides have in common: it is larger."""
    return all(run.em <= largest for _, run in there) or len(there) > _MOSTLY * pages


def _remarks(numbers: int, repeats: int, heads: Sequence[str]) -> Iterator[str]:
    if numbers:
        yield f"{numbers} page numbers left out"
    if repeats:
        named = ", ".join(f"“{text}”" for text in heads[:SHOWN])
        more = ", …" if len(heads) > SHOWN else ""
        yield f"{repeats} repeats of running heads left out ({named}{more})"


def _is_at_edge(run: Run, page: Page) -> bool:
    return run.top < _EDGE * page.height or run.bottom > (1 - _EDGE) * page.height


def _distance(pages: Sequence[Page]) -> int | None:
    """Return by how much the numbers at the pages' edges are ahead of their count."""
    found = Counter(
        int(number) - page.number
        for page in pages
        for number in {
            number.group()
            for run in page.runs
            if _is_at_edge(run, page)
            for number in _NUMBER.finditer(run.text)
        }
    )
    if not found:
        return None
    distance, times = min(found.items(), key=lambda one: (-one[1], abs(one[0])))
    return distance if times >= max(_FEWEST_PAGES, _SHARE * len(pages)) else None


def _template(text: str, page: Page, distance: int | None) -> str:
    """Return the text with # for the page's own number, where it begins or ends with it."""
    if distance is None:
        return text
    own = re.escape(str(page.number + distance))
    return re.sub(rf"(?<!\d){own}(?=\s?(?:/|of)\s?\d|\s?[-–—]?$)|^{own}(?=\D)", _OWN, text)
