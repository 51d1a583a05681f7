"""A review sheet read back, however its rows were sorted, filtered, deleted or added to."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import InputError, UnsupportedFormat
from termalign.exchange import review
from termalign.exchange.review import Answer, ReviewTerm, shown
from termalign.exchange.review_sheet import other
from termalign.exchange.row import LONGEST_TERM, STATUSES
from termalign.text import only_japanese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.exchange.columns import Row
    from termalign.reading.source import Source
    from termalign.records import Status

_NEEDED = (review.NUMBER, review.JA, review.EN, review.STATUS)
# A status is known by its list's label, or by either language's half of it, as people type it.
_STATUSES: Mapping[str, Status] = {
    word: status
    for status, label in review.STATUS_LABELS.items()
    for word in (label, label.split(" ", 1)[0], status)
}
_TICKS = frozenset("○〇◯✓✔")
_HEAD = re.compile(rf"{review.MARK} ([0-9]{{1,9}})(?: (.+))?")


class _Table(NamedTuple):
    """The rows under a review sheet's head, and the places of its columns."""

    rows: Sequence[Row]
    places: Mapping[str, int]
    mark: int
    glossary: str
    name: str

    def cell(self, row: Row, header: str) -> str:
        place = self.places.get(header)
        return "" if place is None else shown(row.cells[place])


def read(source: Source) -> tuple[list[Answer], tuple[str, ...]] | None:
    """Return a review sheet's rows and what there is to say about it; None for another workbook.

    Raises InputError, naming the row, for one that cannot be taken: a status that is none, a row
    that stands twice, an ID that is missing or not the row's own.
    """
    from termalign.exchange.xlsx import read_sheets

    tables = [
        table
        for title, rows in read_sheets(source)
        if (table := _table(rows, f"{source.name}, sheet {title}")) is not None
    ]
    if not tables:
        return None
    answers = [answer for table in tables for answer in _answers(table)]
    _refuse_twice(answers)
    return answers, tuple(remark for table in tables for remark in _unread(table))


def _table(rows: Sequence[Row], name: str) -> _Table | None:
    for at, row in enumerate(rows):  # somebody may have put a title above the head
        cells = [" ".join(cell.split()) for cell in row.cells]
        mark = next((place for place, cell in enumerate(cells) if _HEAD.fullmatch(cell)), None)
        if mark is None:
            continue
        number, glossary = _HEAD.fullmatch(cells[mark]).groups()  # type: ignore[union-attr]  # it matched
        if int(number) > review.FORM:
            raise UnsupportedFormat(
                "is a review sheet of a newer termalign", name, "install that to import it"
            )
        if glossary is None:
            raise UnsupportedFormat(
                "the review sheet does not say which glossary it is of",
                f"{name}, row {row.line}",
                "take the hidden column’s head from the sheet as it was exported",
            )
        missing = [header for header in _NEEDED if header not in cells]
        if missing:
            raise UnsupportedFormat(
                f"the review sheet lacks its column “{missing[0]}”",
                f"{name}, row {row.line}",
                "give the column its head back",
            )
        places = {cell: place for place, cell in enumerate(cells) if cell and place != mark}
        return _Table(rows[at + 1 :], places, mark, glossary, name)
    return None


def _answers(table: _Table) -> Iterator[Answer]:
    for row in table.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        where = f"{table.name}, row {row.line}"
        was = _was(table, row, where)
        answer = Answer(
            where,
            was,
            table.cell(row, review.JA),
            table.cell(row, review.EN),
            _status(table.cell(row, review.STATUS), where) or (was.status if was else None),
            table.cell(row, review.NOTE) if review.NOTE in table.places or not was else was.note,
            _is_ticked(table.cell(row, review.PREFERRED), where),
            table.cell(row, review.REASON),
            table.cell(row, review.REVIEWER),
            table.glossary,
        )
        _refuse_bad_terms(answer)
        yield answer


def _was(table: _Table, row: Row, where: str) -> ReviewTerm | None:
    """Return the term that the row was written for; None for a row that somebody added."""
    number, state = table.cell(row, review.NUMBER), row.cells[table.mark].strip()
    if not number and not state:
        return None
    if not state:
        raise InputError(
            f"the row has the ID {number} but not the hidden cell that goes with it",
            where,
            "move whole rows; a row that you add has no ID",
        )
    was = _term(state, where)
    if not number:
        raise InputError(
            f"the row’s ID is missing: it was {was.concept}",
            where,
            "write it back; to add a term, fill in an empty row, not a copy of this one",
        )
    if _number(number) != was.concept:
        raise InputError(
            f"the row’s ID is {number}, but was {was.concept}",
            where,
            "move whole rows, and leave the IDs as they are",
        )
    return was


def _number(cell: str) -> int | None:
    """Return the ID in a cell: 12, １２, or 12.0 as a program makes of it; None if it is none."""
    digits = unicodedata.normalize("NFKC", cell).removesuffix(".0")
    return int(digits) if re.fullmatch("[0-9]{1,18}", digits) else None


def _term(state: str, where: str) -> ReviewTerm:
    """Return the term that the hidden cell describes."""
    try:
        said = json.loads(state)
        term = ReviewTerm(
            said["entry"],
            said["term"],
            said["ja"],
            said["en"],
            said["status"],
            said["note"],
            said["preferred"],
            tuple(said["other_ja"]),
            tuple(said["other_en"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(where) from error
    texts = (term.ja, term.en, term.note, *term.other_ja, *term.other_en)
    if (
        not all(type(number) is int for number in (term.concept, term.term))
        or not all(isinstance(text, str) for text in texts)
        or term.status not in STATUSES
        or not isinstance(term.preferred, bool)
    ):
        raise _damaged(where)
    return term


def _damaged(where: str) -> InputError:
    return InputError(
        "the row’s hidden cell is damaged", where, "take the row from the sheet as it was exported"
    )


def _status(cell: str, where: str) -> Status | None:
    text = unicodedata.normalize("NFKC", cell).casefold()
    if not text:
        return None
    if text not in _STATUSES:
        listed = ", ".join(f"“{label}”" for label in review.STATUS_LABELS.values())
        raise InputError(f"the status “{cell}” is none of the list’s", where, f"choose {listed}")
    return _STATUSES[text]


def _is_ticked(cell: str, where: str) -> bool:
    if cell and cell not in _TICKS:
        raise InputError(
            f"“{cell}” in {review.PREFERRED} is no tick", where, f"choose {review.TICK} or nothing"
        )
    return bool(cell)


def _refuse_bad_terms(answer: Answer) -> None:
    for language, term in (("Japanese", answer.ja), ("English", answer.en)):
        if not term:
            raise InputError(
                f"the {language} is empty",
                answer.where,
                "fill it in; to be rid of a term, reject it; to leave it out, delete the whole row",
            )
        if len(term) > LONGEST_TERM:
            raise InputError(
                f"the {language} is longer than {LONGEST_TERM:,} characters, no term", answer.where
            )
    is_new = answer.was is None or "en" in answer.changes
    if is_new and answer.status != "do-not-translate" and only_japanese(answer.en):
        raise InputError(
            f"the English “{answer.en}” is Japanese",
            answer.where,
            "give the English; a name that stays as it is has the status do-not-translate",
        )


def _refuse_twice(answers: Sequence[Answer]) -> None:
    counts = Counter(answer.was.term for answer in answers if answer.was)
    for term, count in counts.items():
        if count > 1:
            first, second, *_ = (a for a in answers if a.was and a.was.term == term)
            raise InputError(
                f"the row stands twice: also {first.where.rpartition(', ')[2]}",
                second.where,
                "delete one; to add a term, fill in an empty row, not a copy",
            )


def _unread(table: _Table) -> Iterator[str]:
    """Give a remark for each row with something in it that is not read back."""
    for row in table.rows:
        state = row.cells[table.mark].strip()
        was = _term(state, table.name) if state else None
        for header, terms in (
            (review.OTHER_JA, was.other_ja if was else ()),
            (review.OTHER_EN, was.other_en if was else ()),
        ):
            if header in table.places and table.cell(row, header) != shown(other(terms)):
                yield (
                    f"row {row.line}: {header} is for reading; what was changed there is not taken:"
                    " add a row for a further term"
                )
