"""`termalign demo`: align, mine, check and look up on the sample documents, as a user would."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

import click

from termalign.cli import DONE, FOUND, run
from termalign.cli.console import write_data
from termalign.errors import TermalignError
from termalign.resources import resource
from termalign.text import display_width

JA, EN, DRAFT = "deck.ja.txt", "deck.en.txt", "deck_errors.en.txt"
PAIRS_SHOWN = 4
TERMS_SHOWN = 12
FINDINGS_SHOWN = 4
# A text of this many signs fits a line of the terminal.
_SHORT = range(20, 38)


@click.command()
def command() -> None:
    """Show align, mine, check and lookup at work on the sample documents of a made-up company.

    Everything is written to a temporary folder, which is gone at the end.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name in (JA, EN, DRAFT):
            shutil.copyfile(resource("corpora", name), name)
        _say(
            "termalign at work on the results deck of a company that does not exist,\n"
            f"{JA} and {EN}, in a temporary folder."
        )
        _align()
        _mine()
        _check()
        _lookup()
    _say("\nNow with documents of your own: termalign --help names every command.")


def _align() -> None:
    _step("Pair the sentences of the two documents", "align", JA, EN, "-o", "deck.tsv")
    rows = _rows("deck.tsv")
    # "営業債権は、売上の回収により31.9億円減少" tells more than a table row without a clause.
    telling = [r for r in rows if r["en"] and "、" in r["ja"] and len(r["ja"]) in _SHORT]
    for row in _spread(telling, PAIRS_SHOWN):
        _say(f"   {row['ja']}\n   {row['en']}\n   (score {float(row['score']):.2f})\n")
    _say(f"   … and so on: {len(rows)} rows. With -o deck.tmx it is a translation memory.")


def _mine() -> None:
    words = ("mine", JA, EN, "--glossary", "terms.db", "-o", "terms.tsv")
    _step("Find the terms in them, and propose them to a glossary", *words)
    rows = _rows("terms.tsv")
    width = max(display_width(row["ja"]) for row in rows[:TERMS_SHOWN])
    for row in rows[:TERMS_SHOWN]:
        gap = " " * (width - display_width(row["ja"]))
        _say(f"   {row['ja']}{gap}   {row['en']}")
    _say(f"   … best first, {len(rows)} in all.")


def _check() -> None:
    _step(
        f"Check a draft of the English: {DRAFT} has fifteen errors planted in it",
        *("check", JA, DRAFT, "-o", "findings.txt"),
        ends_with=FOUND,
    )
    findings = Path("findings.txt").read_text("utf-8").strip().split("\n\n")
    errors = [finding for finding in findings if "\n  error: " in finding]
    for finding in errors[:FINDINGS_SHOWN]:
        _say("\n".join(f"   {line}" for line in finding.splitlines()) + "\n")
    _say(
        f"   … and so on: {len(errors)} errors among {len(findings)} findings.\n"
        "   The exit code is 1: a release gate stops here."
    )


def _lookup() -> None:
    words = ("lookup", "営業利益", "--limit", "3", "--glossary", "terms.db")
    _step("Look a term up while typing", *words)


def _step(title: str, *words: str, ends_with: int = DONE) -> None:
    """Show a command as a user would type it, and run it; raises where it ends otherwise."""
    _say(f"\n{'─' * 78}\n{title}\n\n$ termalign {' '.join(words)}\n")
    code = run(["--no-config", *words])
    if code != ends_with:
        raise TermalignError(f"ended with {code} instead of {ends_with}", f"termalign {words[0]}")


def _rows(name: str) -> list[dict[str, str]]:
    header, *lines = Path(name).read_text("utf-8").splitlines()
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def _spread(rows: list[dict[str, str]], count: int) -> list[dict[str, str]]:
    """Return `count` rows from the whole length of the document, not only its first page."""
    step = max(1, len(rows) // count)
    return rows[step // 2 :: step][:count]


def _say(text: str) -> None:
    write_data(text + "\n", None)
