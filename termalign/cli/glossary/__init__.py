"""`termalign glossary`: a table of its commands, each imported when called."""

from __future__ import annotations

import click

from termalign.cli.lazy import LazyGroup

_HERE = "termalign.cli.glossary"
# name: (where its command stands, the line the help shows), in the order of the work
COMMANDS = {
    "add": (f"{_HERE}.entries:add", "Add a pair of terms."),
    "list": (f"{_HERE}.entries:list_entries", "List the entries by number."),
    "show": (f"{_HERE}.entries:show", "Show all that is known of one entry."),
    "edit": (f"{_HERE}.entries:edit", "Change the terms and notes of one entry."),
    "approve": (f"{_HERE}.judging:approve", "Approve entries: this is how we say it."),
    "reject": (f"{_HERE}.judging:reject", "Reject entries: not found, not proposed again."),
    "forbid": (f"{_HERE}.judging:forbid", "Forbid entries: `check` objects to their English."),
    "undo": (f"{_HERE}.judging:undo", "Take back the last command that changed something."),
    "history": (f"{_HERE}.overview:history", "Show who changed what and when."),
    "stats": (f"{_HERE}.overview:stats", "Count the entries, terms and examples."),
    "path": (f"{_HERE}.overview:path", "Show where the glossary lies."),
    "import": (f"{_HERE}.files:import_file", "Enter the rows of a file, or a review's answers."),
    "export": (f"{_HERE}.files:export", "Write the glossary for other programs, or for review."),
    "merge": (f"{_HERE}.files:merge", "Take the entries of another glossary in."),
    "purge": (f"{_HERE}.keeping:purge", "Delete sentences of documents for good."),
    "metadata": (f"{_HERE}.keeping:metadata", "Explain the glossary's tables to Datasette."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def command() -> None:
    """Keep the company's terms: add, judge, import and export them.

    The glossary is --glossary or the setting of that name, else TERMALIGN_GLOSSARY, else the
    user's own (`path` shows it). What writes makes the file if need be; every command is one
    transaction and stands in the history.
    """
