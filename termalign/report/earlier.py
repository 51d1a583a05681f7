"""An earlier check's findings, read back: a .jsonl of findings, or the sheet with its answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termalign.errors import UnsupportedFormat
from termalign.reading.source import fetch
from termalign.report.about import Answer
from termalign.report.sheet import COMMENT, FINGERPRINT, REPLIES, REPLY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from termalign.exchange.columns import Row
    from termalign.reading.source import Source

_JSONL, _SHEET = ".jsonl", ".xlsx"
# A reply is recognised by either language's half of its label, as somebody may have typed it.
_MEANINGS = {
    word.casefold(): meaning
    for label, meaning in REPLIES.items()
    for word in (label, label.split(" ", 1)[0], meaning)
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The findings of an earlier check by their fingerprints.

    `answers` is None for a findings file, which nobody can answer; in a sheet a finding nobody
    answered has an empty Answer.
    """

    name: str
    fingerprints: frozenset[str]
    answers: Mapping[str, Answer] | None = field(default=None)


def read_earlier(path: str | Path) -> Earlier:
    """Return the findings that `termalign check -o` wrote to `path`: .jsonl, or .xlsx.

    Raises InputError for what is neither, and for a reply that is none of the list's.
    """
    suffix = "." + str(path).rpartition(".")[2].lower()
    if suffix not in {_JSONL, _SHEET}:
        raise UnsupportedFormat(
            "is no findings file", str(path), "name a .jsonl or .xlsx that check wrote with -o"
        )
    source = fetch(path)
    if suffix == _SHEET:
        answers = _answers(source)
        return Earlier(source.name, frozenset(answers), answers)
    return Earlier(source.name, frozenset(_fingerprints(source)))


def _fingerprints(source: Source) -> list[str]:
    found = []
    for number, line in enumerate(source.content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except ValueError as error:  # no JSON, or no UTF-8
            raise _no_finding(f"{source.name}:{number}") from error
        fingerprint = record.get(FINGERPRINT) if isinstance(record, dict) else None
        if not isinstance(fingerprint, str):
            raise _no_finding(f"{source.name}:{number}")
        found.append(fingerprint)
    return found


def _no_finding(where: str) -> UnsupportedFormat:
    return UnsupportedFormat("is no finding", where, "name a .jsonl file that check wrote with -o")


def _answers(source: Source) -> dict[str, Answer]:
    """Return the sheet's answers by fingerprint, however the rows were sorted since."""
    from termalign.exchange.xlsx import read_sheets

    for _, rows in read_sheets(source):
        for at, row in enumerate(rows):  # somebody may have put a title above the head
            if FINGERPRINT in row.cells and REPLY in row.cells:
                return _of_rows(rows[at:], source.name)
    raise UnsupportedFormat(
        "is no findings sheet: its columns of replies and fingerprints are not there",
        source.name,
        "name an .xlsx that check wrote with -o",
    )


def _of_rows(rows: Sequence[Row], name: str) -> dict[str, Answer]:
    head = rows[0].cells
    mark, reply = head.index(FINGERPRINT), head.index(REPLY)
    comment = head.index(COMMENT) if COMMENT in head else None
    given: dict[str, list[Answer]] = {}
    for row in rows[1:]:
        if not row.cells[mark].strip():
            continue  # a row that somebody added
        said = row.cells[comment].strip() if comment is not None else ""
        answer = Answer(_meaning(row.cells[reply], f"{name}:{row.line}"), said)
        given.setdefault(row.cells[mark].strip(), []).append(answer)
    return {fingerprint: _agreed(answers) for fingerprint, answers in given.items()}


def _meaning(cell: str, where: str) -> str:
    text = " ".join(cell.split()).casefold()
    if text and text not in _MEANINGS:
        raise UnsupportedFormat(
            f"the reply “{cell.strip()}” is none of the list’s", where, f"choose {_listed()}"
        )
    return _MEANINGS.get(text, "")


def _listed() -> str:
    return " or ".join(f"“{label}”" for label in REPLIES)


def _agreed(answers: Sequence[Answer]) -> Answer:
    """Return one answer for rows of one fingerprint: “as is” only where nobody says otherwise."""
    weight = {"fixed": 3, "ask client": 2, "as is": 1, "": 0}
    first = max(answers, key=lambda answer: weight[answer.reply])
    comments = dict.fromkeys(answer.comment for answer in answers if answer.comment)
    return Answer(first.reply, " / ".join(comments))
