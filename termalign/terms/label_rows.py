"""Segments read as rows of labels and cells, and the runs of rows that make tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.alignment.sections import section_number
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.records import Segment

LONGEST_LABEL = 100  # signs; the English of a long account title has ninety
LONGEST_ALONE = 40  # of a label without cells; beyond that a heading says a sentence
MOST_ROWS = 300  # of a table; a statement of financial position has fifty
LEAST_DIGITS = 3  # significant ones of a figure that two tables may share by more than chance
_SMALL = 2  # digits of a number that may stand inside a label: level 3 assets

_SPACED = re.compile(r"[^\s|]+")
_CELL = re.compile(
    r"[(\[]?[△▲+±\-−–~約]?(?:US\$|[¥$€])?[(△▲\-−]?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?:%|pts?|ppt|ポイント|倍|x|[百千]?[万億兆]?円|[百千]?[万億兆]|[名人社件店株]|bn|mn)?[)\]]*[,、]?"
)
_NIL = re.compile(r"[-‐–—―─－ー−△()]+|n/?a|%|pts?|円|銭|billion|million", re.IGNORECASE)
_PERIOD = re.compile(
    r"[(\[]?(?:(?:FY|CY)\d+|\d?Q-?\d?Q?\d*|[12]H\d*|\d{2,4}年(?:\d{1,2}月期?(?:\d+日)?)?末?"
    r"|\d{2,4}/\d{1,2}(?:/\d+)?|YoY|QoQ)(?:末|-end|実績|予想|想定)?[:)\]]*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_A_LABEL = re.compile(r"単位|\bunit\b|[=。]|https?:|…|‥|[.・]{3}", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:[\s•・*※○●\-–]|\([\d一二三四五ivx]+\)|[①-⑳]|\d+\.(?!\d)|うち[、,]?"
    r"|of which[,:]?|less:|including:?|add:)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*[(（\[][^()（）\[\]]*[)）\]][,、]?|\s*,? net|[\s:：・,、*]|の推移|のサマリー)+$"
)


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label, where it stands in its segment, and what stands in its cells."""

    segment: int  # number among the document's segments
    start: int
    end: int
    digits: frozenset[str]  # the significant digits of each figure that says something
    kind: str  # "amount" or "share" by its cells, "label" without any


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow one another, and the numbered title above them, by its segment."""

    rows: Sequence[LabelRow]
    title: int | None


def read_tables(segments: Sequence[Segment]) -> list[Table]:
    """Return the tables among a document's segments.

    A table is a run of rows and short headings; numbers alone, periods and units do not part it,
    all other text does. One row is none, too many are a list of data.
    """
    tables: list[Table] = []
    title: int | None = None
    run: list[LabelRow] = []
    for number, segment in enumerate(segments):
        is_title = segment.kind != "row" and section_number(segment.text) is not None
        rows = [] if is_title else list(_rows(segment, number))
        if not rows and (is_title or not _is_silent(segment) or _parts_charts(segment, run)):
            tables.append(Table(run, title))
            run = []
        run += rows
        if is_title:
            title = number
    tables.append(Table(run, title))
    return [table for table in tables if 2 <= len(table.rows) <= MOST_ROWS]


def _is_silent(segment: Segment) -> bool:
    """Tell whether a segment says nothing of its own: numbers, periods, the unit, columns."""
    text = fold_width(segment.text)
    if segment.kind in ("row", "heading") and (_NOT_A_LABEL.search(text) or _is_head(text)):
        return True
    return all(_masked(match[0]) for match in _SPACED.finditer(text))


def _is_head(text: str) -> bool:
    """Tell whether a line without figures heads columns: 1H25 1H24 増減率."""
    words = _SPACED.findall(text)
    return any(map(_PERIOD.fullmatch, words)) and not any(map(_CELL.fullmatch, words))


def _parts_charts(segment: Segment, run: Sequence[LabelRow]) -> bool:
    """Tell whether numbers follow the labels of a chart: the labels after them are another's."""
    return segment.kind == "row" and bool(run) and run[-1].kind == "label"


def _masked(word: str) -> bool:
    return bool(_CELL.fullmatch(word) or _NIL.fullmatch(word) or _PERIOD.fullmatch(word))


def row_labels(segment: Segment) -> list[tuple[int, int]]:
    """Return the spans of a segment's labels that have cells, and no digit in them."""
    return [
        (row.start, row.end)
        for row in _rows(segment, 0)
        if row.kind != "label" and not _DIGIT.search(segment.text[row.start : row.end])
    ]


def _rows(segment: Segment, number: int) -> Iterator[LabelRow]:
    """Give the rows of a segment, from left to right; none where it is no row and no heading."""
    text = fold_width(segment.text)
    found = [] if _NOT_A_LABEL.search(text) else _split(text)
    prose = segment.kind in ("bullet", "paragraph")
    if not any(figures for _, _, figures in found):
        for first, last, _ in found[:1]:
            start, end = _bare(text, first, last)
            explained = text[end:last].lstrip().startswith("(")  # 仕入 （機器等の仕入）
            titled = segment.kind == "heading" or (segment.kind == "paragraph" and explained)
            if titled and 1 < end - start <= LONGEST_ALONE and not _is_head(text):
                yield LabelRow(number, start, end, frozenset(), "label")
    elif not prose or len(found) == 1:
        for first, last, figures in found:
            start, end = _bare(text, first, last)
            if 1 < end - start <= LONGEST_LABEL and _is_closed(text[start:end]):
                shares = sum("%" in figure for figure in figures)
                kind = "share" if shares * 2 > len(figures) else "amount"
                yield LabelRow(number, start, end, frozenset(_significant(figures)), kind)


def _split(text: str) -> list[tuple[int, int, list[str]]]:
    """Return the spans of a line's labels, each with the figures after it.

    Figures that begin a line of one label are that label's.
    """
    labels: list[tuple[int, int, list[str]]] = []
    before: list[str] = []
    words = list(_SPACED.finditer(text))
    open_label = False
    for place, word in enumerate(words):
        if not _masked(word[0]) or (open_label and _inside(words, place)):
            if open_label:
                start, _, figures = labels[-1]
                labels[-1] = (start, word.end(), figures)
            else:
                labels.append((*word.span(), []))
            open_label = True
            continue
        open_label = False
        if _CELL.fullmatch(word[0]) and not _PERIOD.fullmatch(word[0]):
            (labels[-1][2] if labels else before).append(word[0])
    if len(labels) == 1 and not labels[0][2]:
        labels[0][2].extend(before)
    return labels


def _inside(words: Sequence[re.Match[str]], place: int) -> bool:
    """Tell whether a number stands between the words of a label: a small one, by itself."""
    return (
        words[place][0].isdigit()
        and len(words[place][0]) <= _SMALL
        and place + 1 < len(words)
        and not _masked(words[place + 1][0])
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a label's span without bullet, number, "of which" before it and bracket after it."""
    before = _BEFORE.match(text[start:end])
    start += before.end() if before else 0
    after = _AFTER.search(text[start:end])
    return start, start + after.start() if after else end


def _is_closed(label: str) -> bool:
    """Tell whether a label's brackets close: "Results (April" is half of a line."""
    return label.count("(") == label.count(")")


def _significant(figures: Iterable[str]) -> Iterator[str]:
    """Give the digits of each figure without point, comma and zeros at its ends; no years."""
    for figure in figures:
        match = _CELL.fullmatch(figure)
        assert match
        digits = match["number"].replace(",", "").replace(".", "").strip("0")
        if len(digits) >= LEAST_DIGITS and not _YEAR.fullmatch(match["number"]):
            yield digits
