"""`glossary purge`, `metadata`: what becomes of the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termalign.cli.console import glossary_option, say, write_data
from termalign.cli.glossary.common import opened_glossary
from termalign.cli.lookup import glossary_path
from termalign.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option("--all-evidence", is_flag=True, help="All sentences.")
@click.option("--source", metavar="FILE", help="Those of this document.")
@click.option("--confidential", is_flag=True, help="Those that were mined as confidential.")
@click.option(
    "--confidential-until",
    "until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Those confidential until this day, 2026-05-12.",
)
@glossary_option
def purge(
    *,
    all_evidence: bool,
    source: str | None,
    confidential: bool,
    until: datetime | None,
    glossary: str | None,
) -> None:
    """Delete sentences of documents for good: terms and counts stay, `undo` brings none back.

    The glossary's file is rewritten, so that the sentences' bytes are gone from it.
    """
    from termalign.glossary.purging import ANY, Which

    chosen = [
        *([Which()] if all_evidence else []),
        *([Which(source=source)] if source is not None else []),
        *([Which(until=ANY)] if confidential else []),
        *([Which(until=until.date().isoformat())] if until is not None else []),
    ]
    if len(chosen) != 1:
        raise UsageError(
            "say which sentences, in one way",
            "purge",
            "--source FILE, --confidential, --confidential-until DAY or --all-evidence",
        )
    say(f"purged {opened_glossary(glossary).purge(chosen[0])}: {chosen[0]}")


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@glossary_option
def metadata(output: str | None, glossary: str | None) -> None:
    """Write a metadata.yml that explains the glossary's tables to Datasette.

    `datasette terms.db -m metadata.yml` then lets it be browsed.
    """
    from termalign.glossary.browsing import metadata as text_for
    from termalign.glossary.connection import reading

    path = glossary_path(glossary)
    with reading(path):  # a file that is missing, or no glossary, is refused
        write_data(text_for(path.stem), output, [path])
