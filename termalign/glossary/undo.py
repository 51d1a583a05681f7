"""Taking the last command back, row by row, from the images its triggers kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.errors import GlossaryError
from termalign.glossary import grams
from termalign.glossary.schema import KEPT_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from termalign.glossary.pen import Pen


def last_command(db: Database) -> tuple[int, str]:
    """Return number and words of the last command that changed something and still stands.

    Raises GlossaryError where there is none, or it lies further back than is kept.
    """
    row = db.execute(
        "SELECT id, what FROM command WHERE undoes IS NULL "
        "AND id NOT IN (SELECT undoes FROM command WHERE undoes IS NOT NULL) "
        "AND EXISTS (SELECT 1 FROM undo_step WHERE command = command.id) "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise GlossaryError("there is nothing left to undo")
    return row[0], row[1]


def restore(pen: Pen, command: int) -> None:
    """Bring every row that `command` touched back to what it was."""
    steps = pen.run(
        "SELECT table_name, row, before FROM undo_step WHERE command = ? ORDER BY id DESC",
        (command,),
    ).fetchall()
    terms = sorted({row for table, row, _ in steps if table == "term"})
    pen.run("PRAGMA defer_foreign_keys = ON")  # a concept and its terms come back in any order
    _reindex(pen, grams.REMOVE, terms)
    for table, row, before in steps:
        _restore_row(pen, table, row, before)
    _reindex(pen, grams.ADD, terms)


def _reindex(pen: Pen, statement: str, terms: Iterable[int]) -> None:
    """Run ADD or REMOVE for those of `terms` that are there now."""
    for term in terms:
        for row in pen.run("SELECT key, text FROM term WHERE id = ?", (term,)).fetchall():
            pen.run(statement, (term, grams.grams(*row)))


def _restore_row(pen: Pen, table: str, row: int, before: str | None) -> None:
    if table not in KEPT_TABLES:  # what the file says is not trusted to be SQL
        raise GlossaryError(f"keeps no undo for the table {table}")
    if before is None:
        pen.run(f"DELETE FROM {table} WHERE id = ?", (row,))  # noqa: S608  # one of KEPT_TABLES
        return
    columns = [name for _, name, *_ in pen.run(f"PRAGMA table_info({table})")]
    setting = ", ".join(f"{column} = excluded.{column}" for column in columns)
    # Not INSERT OR REPLACE: it deletes first, and a concept takes its terms with it.
    pen.run(
        f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "  # noqa: S608  # names of our own columns
        f"ON CONFLICT(id) DO UPDATE SET {setting}",
        values_of(before),
    )


_LITERAL = re.compile(r"(?:'((?:[^']|'')*)'|(-?[0-9]+)|(-?[0-9.]+(?:e[+-]?[0-9]+)?))(?:,|\Z)")


def values_of(literals: str) -> list[str | int | float]:
    """Return the values of a row that its trigger kept as SQL literals: 12,'ja','O''Hara',0.5.

    They are read, never run: the file may come from anywhere.
    """
    values: list[str | int | float] = []
    for text, whole, real in _LITERAL.findall(literals):
        values.append(float(real) if real else int(whole) if whole else text.replace("''", "'"))
    return values
