"""`glossary approve`, `reject`, `forbid`, `undo`: what is decided, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termalign.cli.console import glossary_option, say
from termalign.cli.glossary.common import opened_glossary

if TYPE_CHECKING:
    from termalign.records import Status

_WHICH = (
    "Of each entry those terms are judged that wait as proposed; where none waits, all its English "
    "terms."
)


def _judging(name: str, status: Status, meaning: str) -> click.Command:
    """Return the command `name`, which gives entries a status."""

    @click.command(name, help=f"{meaning}\n\n{_WHICH}")
    @click.argument("numbers", type=int, nargs=-1, required=True, metavar="ID...")
    @click.option("--term", metavar="EN", help="Judge this one English term only.")
    @click.option("--reason", default="", metavar="TEXT", help="Why, for the history.")
    @glossary_option
    def judge(
        numbers: tuple[int, ...], term: str | None, reason: str, glossary: str | None
    ) -> None:
        judged = opened_glossary(glossary).judge(numbers, status, term=term, reason=reason)
        already = [number for number in dict.fromkeys(numbers) if number not in judged]
        said = ((status, judged), (f"already {status}", already))
        say("; ".join(f"{what}: {', '.join(map(str, which))}" for what, which in said if which))

    return judge


approve = _judging("approve", "approved", "Approve entries: this is how we say it.")
reject = _judging("reject", "rejected", "Reject entries: not found by lookup, not proposed again.")
forbid = _judging("forbid", "forbidden", "Forbid entries: `check` objects to their English.")


@click.command()
@glossary_option
def undo(glossary: str | None) -> None:
    """Take back the last command that changed something; again, the one before."""
    say(f"taken back: {opened_glossary(glossary).undo()}")
