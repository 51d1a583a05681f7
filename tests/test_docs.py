"""Each command, option, setting and exit code stands in the docs, and the docs' examples run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from termalign import cli
from termalign.settings import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs" / "cli.md").read_text("utf-8")


def leaves(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(command)
    if not isinstance(command, click.Group):
        yield " ".join(words), command
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(inner, (*words, name))


LEAVES = dict(leaves(cli.cli, ("termalign",)))


def help_shown(words: str) -> str:
    """The block of the reference that shows the help of `words`."""
    _, _, after = REFERENCE.partition(f"$ {words} --help\n")
    return after.partition("```")[0]


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_and_option_is_in_the_reference(words: str):
    shown = help_shown(words)
    assert shown.startswith(f"Usage: {words}")
    for parameter in LEAVES[words].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            for option in parameter.opts + parameter.secondary_opts:
                assert option in shown, f"{words} {option}"


def test_the_groups_own_options_are_in_the_reference():
    shown = help_shown("termalign")
    for parameter in cli.cli.params:
        assert parameter.opts[-1] in shown


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_in_the_reference(key: str):
    _, _, settings = REFERENCE.partition("## Settings")
    table, _, name = key.rpartition(".")
    assert f"\n{name} = " in settings
    assert f"[{table}]" in settings or not table


@pytest.mark.parametrize("code", [cli.DONE, cli.FOUND, cli.FAILED, cli.INTERRUPTED])
def test_every_exit_code_is_in_the_reference(code: int):
    _, _, codes = REFERENCE.partition("## Exit codes")
    assert f"| {code} |" in codes


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md", "docs/glossary.md"])
@pytest.mark.skipif(sys.platform == "win32", reason="the examples are run by bash")
def test_the_examples_run(page: str):
    script = ROOT / "scripts" / "refresh_docs.py"
    done = subprocess.run(
        [sys.executable, script, "--check", page],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_with_examples_is_run():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    with_examples = {
        page.relative_to(ROOT).as_posix()
        for page in pages
        if "```console" in page.read_text("utf-8")
    }
    assert with_examples == {"README.md", "docs/cli.md"}
