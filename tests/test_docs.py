"""Each command, option, setting and exit code stands in the docs, and the docs' examples run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from termalign import cli
from termalign.checks import CHECKS
from termalign.exchange import (
    ALIGNMENT_WRITERS,
    BILINGUAL_READERS,
    GLOSSARY_READERS,
    GLOSSARY_WRITERS,
)
from termalign.settings import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.check import Check

ROOT = Path(__file__).parents[1]
PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
]


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


REFERENCE = page("docs/cli.md")


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


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_is_in_its_page(check: Check):
    assert f"| `{check.code}` | {check.severity} |" in page("docs/checks.md")


@pytest.mark.parametrize(
    "suffix", sorted({*BILINGUAL_READERS, *(f".{name}" for name in ALIGNMENT_WRITERS)})
)
def test_every_format_is_in_its_page(suffix: str):
    assert f"`{suffix}`" in page("docs/formats.md")


@pytest.mark.parametrize("name", sorted({*GLOSSARY_READERS, *GLOSSARY_WRITERS}))
def test_every_glossary_format_is_in_its_part(name: str):
    _, _, part = page("docs/formats.md").partition("\n## Glossaries\n")
    assert name in re.findall(r"[\w.]+", part.partition("\n## ")[0])


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str):
    for target in re.findall(r"\]\(([^)#]+)", page(name)):
        if "://" not in target:
            assert (ROOT / name).parent.joinpath(target).exists(), target


def test_every_page_is_in_the_index():
    index = page("docs/index.md")
    for name in {*PAGES} - {"docs/index.md"}:
        assert f"({Path(name).name})" in index or f"(../{name})" in index, name


@pytest.mark.parametrize("name", [name for name in PAGES if "```console" in page(name)])
@pytest.mark.skipif(sys.platform == "win32", reason="the examples are run by bash")
def test_the_examples_run(name: str):
    script = ROOT / "scripts" / "refresh_docs.py"
    done = subprocess.run(
        [sys.executable, script, "--check", name],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
