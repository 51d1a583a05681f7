"""What the commands of `glossary` share: the glossary itself, statuses, rows on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from termalign.cli.console import is_terminal, say, write_data
from termalign.cli.lookup import glossary_path
from termalign.errors import UsageError
from termalign.output import tsv_field
from termalign.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.glossary import Glossary

STATUSES: tuple[str, ...] = get_args(Status)
ALL = "all"


def opened_glossary(named: str | None) -> Glossary:
    """Return the glossary of that name, else that of the settings."""
    from termalign.glossary import Glossary

    return Glossary(glossary_path(named), note=say)


def statuses_of(text: str) -> frozenset[Status] | None:
    """Return the statuses of "approved,reference", None for "all". Raises UsageError."""
    names = [name.strip().casefold() for name in text.split(",")]
    if names == [ALL]:
        return None
    for name in names:
        if name not in STATUSES:
            raise UsageError(
                f"no status is called “{name}”", "--status", f"use {', '.join(STATUSES)} or {ALL}"
            )
    return frozenset(cast("list[Status]", names))


def print_rows(rows: Iterable[Sequence[str]], *, bom: bool = False) -> None:
    """Print rows, the header first: aligned for a person, TSV for a pipe."""
    if is_terminal():
        from termalign.cli.table import aligned

        for line in aligned(list(rows)):
            click.echo(line)
        return
    write_data("".join("\t".join(map(tsv_field, row)) + "\n" for row in rows), None, bom=bom)
