"""`termalign dismiss`: let a finding stand, with a reason; list and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termalign.cli.console import say, write_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from termalign.report.dismissals import Dismissal

HEADER = ("fingerprint", "when", "who", "why")


@click.command()
@click.argument("fingerprints", nargs=-1, metavar="FINGERPRINT...")
@click.option("--why", metavar="TEXT", help="The reason, for those who ask later.")
@click.option("--list", "listed", is_flag=True, help="Show what is dismissed, by whom and why.")
@click.option("--undo", is_flag=True, help="Report these findings again.")
@click.option(
    "--file",
    "name",
    metavar="FILE",
    help="The dismissals, instead of termalign.dismissed.jsonl beside the settings.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    fingerprints: tuple[str, ...],
    why: str | None,
    listed: bool,
    undo: bool,
    name: str | None,
) -> None:
    """Leave findings out of every later check: they were looked at, and stand.

    A FINGERPRINT is the number in brackets that the report gives each finding, or its first eight
    digits or more. It is made of the words around the figure: the finding stays dismissed when its
    slide moves, and comes back when the text changes.
    """
    from termalign.cli.dismissed import dismissals_file
    from termalign.report.dismissals import fingerprint_of, read_dismissals

    _refuse_contradictions(fingerprints, why, listed=listed, undo=undo)
    path = dismissals_file(name, ctx.obj)
    known = read_dismissals(path)
    marks = list(dict.fromkeys(map(fingerprint_of, fingerprints)))
    if listed:
        _show(known)
    elif undo:
        _undo(path, known, marks)
    else:
        _dismiss(path, known, marks, (why or "").strip())


def _refuse_contradictions(
    fingerprints: Sequence[str], why: str | None, *, listed: bool, undo: bool
) -> None:
    if listed and (undo or fingerprints or why is not None):
        raise click.UsageError("--list stands alone")
    if undo and why is not None:
        raise click.UsageError("--undo takes no --why")
    if not listed and not fingerprints:
        raise click.UsageError("Missing argument 'FINGERPRINT...'")
    if not listed and not undo and not (why or "").strip():
        raise click.UsageError("Missing option '--why': say why the finding stands")


def _show(known: Sequence[Dismissal]) -> None:
    from termalign.output import tsv_field

    rows = [HEADER, *((one.fingerprint, one.when, one.who, one.why) for one in known)]
    write_data("".join("\t".join(map(tsv_field, row)) + "\n" for row in rows), None)


def _dismiss(path: Path, known: Sequence[Dismissal], marks: Sequence[str], why: str) -> None:
    from termalign.cli.dismissed import decided
    from termalign.report.dismissals import added, write_dismissals

    write_dismissals(path, added(known, decided(dict.fromkeys(marks, why))))
    say(f"dismissed: {len(marks)}, in {path}")


def _undo(path: Path, known: Sequence[Dismissal], marks: Sequence[str]) -> None:
    from termalign.report.dismissals import without, write_dismissals

    write_dismissals(path, without(known, marks))
    say(f"no longer dismissed: {len(marks)}, in {path}")
