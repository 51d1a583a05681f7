"""Charts: their titles, and the values they show, in the format in which they show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.reading.drawing import local, number, text_of
from termalign.reading.number_format import GENERAL, shown
from termalign.reading.pieces import Piece, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from termalign.records import Place

_MOST_POINTS = 10_000  # of one series; a chart of honest figures has some dozens
_OFF = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, the categories, and each value as shown; "" where it shows none."""

    name: str
    categories: tuple[str, ...]
    values: tuple[str, ...]
    labelled: bool


def chart_pieces(root: etree._Element, place: Place, name: str) -> Iterator[Piece]:
    """Give a chart's title, axis titles and values.

    One series makes a row of each category and its value; several a table, headed by the
    categories. Series without labels are left out where others have them: they only hold up bars.
    """
    is_new = root.find("{*}chartData") is not None  # cx: waterfall, treemap …
    for title in root.iter("{*}title"):
        for line in filter(str.strip, text_of(title).split("\v")):
            yield Piece((line,), place, "heading")
    series = [_new_series(root, one) for one in root.iter("{*}series")] if is_new else _all(root)
    if any(one.labelled for one in series):
        series = [one for one in series if one.labelled]
    if len(series) == 1:
        (only,) = series
        rows = [(c, v) for c, v in zip(only.categories, only.values, strict=True) if v]
        yield from table_pieces(rows, place, name, heads=("", only.name))
    elif series:
        head = ("", *max((one.categories for one in series), key=len))
        yield from table_pieces([head, *((one.name, *one.values) for one in series)], place, name)


def _all(root: etree._Element) -> list[Series]:
    found: list[Series] = []
    for one in root.iter("{*}ser"):
        series = _series(one, found[0].categories if found else ())
        if any(series.values):
            found.append(series)
    return found


def _series(element: etree._Element, before: Sequence[str]) -> Series:
    labels = element.find("{*}dLbls")
    parent = element.getparent()
    of_plot = None if parent is None else parent.find("{*}dLbls")
    values, formats = _points(element, ("val", "yVal"))
    categories, category_formats = _points(element, ("cat", "xVal"))
    width = max([*values, *categories, -1]) + 1
    hidden = _deleted(labels)
    code = _label_format(labels) or _label_format(of_plot)
    texts = [
        ""
        if i not in values or i in hidden
        else shown(values[i], _label_format_of(labels, i) or code or formats[i])
        for i in range(width)
    ]
    named = [
        shown(categories[i], category_formats[i]) if i in categories else "" for i in range(width)
    ]
    if not any(named):
        named = [*before[:width], *[""] * (width - len(before))]
    name = _name(element)
    labelled = _shows_values(labels) or (labels is None and _shows_values(of_plot))
    return Series(name, tuple(named), tuple(texts), labelled)


def _name(element: etree._Element) -> str:
    named = element.find("{*}tx")
    return "" if named is None else " ".join(v.text or "" for v in named.iter("{*}v")).strip()


def _points(element: etree._Element, names: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the points' texts by their index, and each one's number format.

    Categories of several levels, as quarters within years, come from the inmost out: 1Q 2025.
    """
    for name in names:
        held = element.find(f"{{*}}{name}")
        if held is None:
            continue
        levels = list(held.iter("{*}lvl")) or [held]
        texts: dict[int, str] = {}
        formats: dict[int, str] = {}
        code = next((c.text for c in held.iter("{*}formatCode") if c.text), GENERAL)
        for depth, level in enumerate(levels):
            read = {
                number(point.get("idx")): point
                for point in level.iter("{*}pt")
                if number(point.get("idx")) < _MOST_POINTS
            }
            above = ""
            for i in sorted({*texts, *read}):
                text = read[i].findtext("{*}v") or "" if i in read else above
                above = text
                if depth:
                    texts[i] = f"{text} {texts.get(i, '')}".strip()
                else:
                    texts[i] = text
                    formats[i] = (read[i].get("formatCode") if i in read else None) or code
        if held.find(".//{*}strCache") is not None or len(levels) > 1:
            formats = dict.fromkeys(texts, "@")
        return texts, formats
    return {}, {}


def _shows_values(labels: etree._Element | None) -> bool:
    if labels is None:
        return False
    return any(local(one) == "showVal" and one.get("val", "1") not in _OFF for one in labels.iter())


def _deleted(labels: etree._Element | None) -> set[int]:
    """Return the points whose label was taken away."""
    if labels is None:
        return set()
    return {
        number(index.get("val"), -1)
        for label in labels.iterfind("{*}dLbl")
        if (index := label.find("{*}idx")) is not None
        and (off := label.find("{*}delete")) is not None
        and off.get("val", "1") not in _OFF
    }


def _label_format(labels: etree._Element | None) -> str:
    """Return the format that the labels have of their own; "" where they take their cells'."""
    own = None if labels is None else labels.find("{*}numFmt")
    if own is None or own.get("sourceLinked", "0") not in _OFF:
        return ""
    return own.get("formatCode", "")


def _label_format_of(labels: etree._Element | None, index: int) -> str:
    for label in () if labels is None else labels.iterfind("{*}dLbl"):
        at = label.find("{*}idx")
        if at is not None and at.get("val") == str(index):
            return _label_format(label)
    return ""


def _new_series(root: etree._Element, element: etree._Element) -> Series:
    """Return a series of the newer kind of chart, whose data stand apart."""
    wanted = element.find("{*}dataId")
    identity = "0" if wanted is None else wanted.get("val", "0")
    data = next((d for d in root.iter("{*}data") if d.get("id") == identity), None)
    name = _name(element)
    if data is None:
        return Series(name, (), (), labelled=False)
    categories = [p.text or "" for p in data.iterfind("{*}strDim/{*}lvl[1]/{*}pt")]
    level = data.find("{*}numDim/{*}lvl")
    values = (
        []
        if level is None
        else [
            shown(point.text or "", level.get("formatCode", GENERAL))
            for point in level.iterfind("{*}pt")
        ]
    )
    width = max(len(categories), len(values))
    return Series(
        name,
        tuple([*categories, *[""] * (width - len(categories))][:_MOST_POINTS]),
        tuple([*values, *[""] * (width - len(values))][:_MOST_POINTS]),
        labelled=element.find("{*}dataLabels") is not None,
    )
