"""`termalign settings`: every setting, its value and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termalign.cli.console import write_data
from termalign.output import tsv_field
from termalign.settings import KEYS

if TYPE_CHECKING:
    from termalign.settings import Settings

HEADER = ("setting", "value", "origin", "meaning")


@click.command()
@click.pass_obj
def command(settings: Settings) -> None:
    """List every setting, its value and where it comes from.

    Settings are read from the nearest termalign.toml, or [tool.termalign] in pyproject.toml, from
    the working folder upwards. An empty value: each command's own default holds.
    """
    rows = [HEADER]
    for key, known in KEYS.items():
        held = settings.values.get(key, "")
        value = ", ".join(held) if isinstance(held, tuple) else str(held)
        choices = f" ({', '.join(known.choices)})" if known.choices else ""
        rows.append((key, value, settings.origin(key), known.meaning + choices))
    write_data("".join("\t".join(map(tsv_field, row)) + "\n" for row in rows), None)
