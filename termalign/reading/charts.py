"""Charts: their titles, and the values they show, in the format in which they show them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from termalign.reading.drawing import local, number, text_of
from termalign.reading.number_format import GENERAL, shown
from termalign.reading.pieces import Piece, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from termalign.records import Place

_MOST_POINTS = 10_000  # of one series; a chart of honest figures has some dozens
_OFF = frozenset({"0", "false"})
_PIES = frozenset({"pieChart", "pie3DChart", "ofPieChart", "doughnutChart"})
_PERCENT = "0%"


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
    code = _label_format(labels) or _label_format(of_plot)
    named = [
        shown(categories[i], category_formats[i]) if i in categories else "" for i in range(width)
    ]
    if not any(named):
        named = [*before[:width], *[""] * (width - len(before))]
    deciding = of_plot if labels is None else labels
    with_value = _shows(deciding, "showVal")
    single = _label_formats(labels)
    formed = {i: single.get(str(i)) or code for i in values}
    plain = {i: shown(value, formed[i] or formats[i]) for i, value in values.items()}
    shares = _shares(values) if _is_pie(parent) and _shows(deciding, "showPercent") else {}
    percents = {
        i: shown(share, _PERCENT if with_value else formed[i] or _PERCENT)
        for i, share in shares.items()
    }
    told = {i: f"{plain[i]} {percents[i]}" if with_value else percents[i] for i in percents}
    fields = {
        "CATEGORYNAME": dict(enumerate(named)),
        "SERIESNAME": dict.fromkeys(values, _name(element)),
        "VALUE": plain,
        "PERCENTAGE": percents,
    }
    written = _written(element, labels, fields)
    hidden = _deleted(labels)
    texts = [
        written.get(i) or told.get(i) or plain[i] if i in values and i not in hidden else ""
        for i in range(width)
    ]
    labelled = with_value or bool(shares) or bool(written)
    return Series(_name(element), tuple(named), tuple(texts), labelled)


def _is_pie(plot: etree._Element | None) -> bool:
    return plot is not None and local(plot) in _PIES


def _shares(values: Mapping[int, str]) -> dict[int, str]:
    """Return each value's share of a pie; none where the values are no numbers or nothing."""
    try:
        sizes = {i: abs(Decimal(value)) for i, value in values.items()}
        whole = sum(sizes.values())
        return {i: str(size / whole) for i, size in sizes.items()} if whole else {}
    except ArithmeticError:
        return {}


def _written(
    series: etree._Element,
    labels: etree._Element | None,
    fields: Mapping[str, Mapping[int, str]],
) -> dict[int, str]:
    """Return the labels whose text somebody wrote, or that show a range of cells, by their point.

    Fields in them show what they stand for: [VALUE] the value.
    """
    cells = {
        number(point.get("idx")): point.findtext("{*}v") or ""
        for held in series.iter("{*}dlblRangeCache")
        for point in held.iterfind("{*}pt")
    }
    texts = dict(cells) if _shows(labels, "showDataLabelsRange") else {}
    fields = {**fields, "CELLRANGE": cells}
    for label in () if labels is None else labels.iterfind("{*}dLbl"):
        index, rich = label.find("{*}idx"), label.find("{*}tx/{*}rich")
        if index is None or rich is None:
            continue
        i = number(index.get("val"), -1)
        paragraphs = [
            "".join(_run_text(run, i, fields) for run in paragraph)
            for paragraph in rich.iterfind("{*}p")
        ]
        texts[i] = " ".join(" ".join(paragraphs).split())
    return texts


def _run_text(run: etree._Element, i: int, fields: Mapping[str, Mapping[int, str]]) -> str:
    if local(run) == "br":
        return " "
    told = fields.get(run.get("type", "")) if local(run) == "fld" else None
    if told is not None and i in told:
        return told[i]
    return run.findtext("{*}t") or ""


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


def _shows(labels: etree._Element | None, what: str) -> bool:
    if labels is None:
        return False
    return any(local(one) == what and one.get("val", "1") not in _OFF for one in labels.iter())


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


def _label_formats(labels: etree._Element | None) -> dict[str, str]:
    """Return the formats that single labels have of their own, by their point's index."""
    return {
        at.get("val", ""): _label_format(label)
        for label in (() if labels is None else labels.iterfind("{*}dLbl"))
        if (at := label.find("{*}idx")) is not None
    }


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
