"""The review sheet: an Excel workbook in which the glossary's terms are approved row by row.

`termalign.exchange.review_answers` reads it back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termalign.errors import OutputError
from termalign.exchange import form, review
from termalign.exchange.review import shown
from termalign.exchange.safety import SafeText
from termalign.exchange.xlsx import LONGEST_CELL, save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from termalign.exchange.review import ReviewTerm
    from termalign.records import Evidence

_TITLE = "用語 Terms"
_COLUMNS = (
    form.Column(review.NUMBER, 8),
    form.Column(review.JA, 26, to_fill=True),
    form.Column(review.EN, 32, to_fill=True),
    form.Column(review.STATUS, 20, to_fill=True, choices=tuple(review.STATUS_LABELS.values())),
    form.Column(review.PREFERRED, 11, to_fill=True, choices=(review.TICK,)),
    form.Column(review.NOTE, 26, to_fill=True),
    form.Column(review.REASON, 26, to_fill=True),
    form.Column(review.REVIEWER, 14, to_fill=True),
)
_EXAMPLES = (form.Column(review.JA_EXAMPLE, 44), form.Column(review.EN_EXAMPLE, 44))
_FOR_READING = (
    form.Column(review.OTHER_JA, 20),
    form.Column(review.OTHER_EN, 26),
    form.Column(review.COUNT, 8),
)
# Rows below the last in which people may add terms and still choose from the lists.
_SPARE = 500
# A light tint tells what waits from what is decided.
_FILLS = {
    "proposed": "FFF3CD",
    "approved": "E2F0D9",
    "do-not-translate": "E2F0D9",
    "reference": "E2ECF7",
    "forbidden": "F8D7DA",
    "rejected": "EDEDED",
}


def write(
    terms: Sequence[ReviewTerm], stream: BinaryIO, *, glossary: str, examples: bool
) -> tuple[str, ...]:
    """Write the workbook, with its columns of example sentences or without; return the remarks.

    `glossary` is the identity of the one that the terms are from. Raises OutputError for a text
    longer than a cell holds.
    """
    from openpyxl.styles import PatternFill

    mark = form.Column(f"{review.MARK} {review.FORM} {glossary}", 20, hidden=True)
    columns = (*_COLUMNS, *(_EXAMPLES if examples else ()), *_FOR_READING, mark)
    status = [column.header for column in columns].index(review.STATUS) + 1
    book, sheet = form.begin(_TITLE, columns)
    safe = SafeText()
    for row, term in enumerate(terms, start=2):
        sentences = _examples(term.examples, safe) if examples else []
        cells = [*_cells(term), *sentences, *_cells_for_reading(term)]
        _refuse_long(cells, term)
        form.fill_row(sheet, row, cells, columns)
        sheet.cell(row, status).fill = PatternFill("solid", fgColor=_FILLS[term.status])
    form.lay_out(sheet, columns, len(terms), spare=_SPARE)
    save(book, stream)
    return safe.remarks()


def _cells(term: ReviewTerm) -> list[str]:
    return [
        str(term.concept),
        shown(term.ja),
        shown(term.en),
        review.STATUS_LABELS[term.status],
        review.TICK if term.preferred else "",
        shown(term.note),
        "",
        "",
    ]


def _examples(seen: Sequence[Evidence], safe: SafeText) -> list[str]:
    """Return the Japanese and the English sentences, each with its place on a line of its own."""
    sides = [
        [(one.ja_text, one.source.split(" | ")[0], one.ja_place) for one in seen],
        [(one.en_text, one.source.split(" | ")[-1], one.en_place) for one in seen],
    ]
    return ["\n".join(_sentence(safe, *sentence) for sentence in side) for side in sides]


def _sentence(safe: SafeText, text: str, source: str, place: str) -> str:
    return f"{safe(text)}\n［{safe(', '.join(filter(None, (source, place))))}］"


def _cells_for_reading(term: ReviewTerm) -> list[str]:
    return [other(term.other_ja), other(term.other_en), str(term.count or ""), _state(term)]


def other(terms: Sequence[str]) -> str:
    """Return an entry's further terms in one cell."""
    return " | ".join(map(shown, terms))


def _state(term: ReviewTerm) -> str:
    """Return what the glossary says of the term, for the hidden column."""
    state = {
        "entry": term.concept,
        "term": term.term,
        "ja": shown(term.ja),
        "en": shown(term.en),
        "status": term.status,
        "note": shown(term.note),
        "preferred": term.preferred,
        "other_ja": list(map(shown, term.other_ja)),
        "other_en": list(map(shown, term.other_en)),
    }
    return json.dumps(state, ensure_ascii=False)


def _refuse_long(cells: Sequence[str], term: ReviewTerm) -> None:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise OutputError(
            f"entry {term.concept} has a text of more than the {LONGEST_CELL:,} characters of a "
            "cell",
            hint=f"shorten its note: `termalign glossary edit {term.concept} --note …`",
        )
