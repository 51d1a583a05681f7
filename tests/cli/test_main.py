"""The command line's frame: help, errors in one line, exit codes, settings as options' defaults."""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from termalign import __version__, cli
from termalign.cli import COMMANDS, run
from termalign.errors import EmptyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import RunTermalign

ROOT = Path(__file__).parents[2]


@pytest.fixture
def with_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Put a command of the test's own into the table, and work in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def put(name: str, command: click.Command) -> None:
        module = type(sys)(f"termalign_test_{name}")
        module.command = command  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(COMMANDS, name, (f"{module.__name__}:command", "A test's."))

    return put


def failing(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in shown
        assert line in shown


def test_help_fits_a_terminal(capsys: pytest.CaptureFixture[str]):
    run(["--help"])
    assert max(map(len, capsys.readouterr().out.splitlines())) < 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_tables_line_is_the_commands_own_subject(name: str):
    module, _, attribute = COMMANDS[name][0].partition(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help, f"{name} has no help of its own"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], name: str):
    assert run(["--no-config", name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: termalign {name}")


def test_version(capsys: pytest.CaptureFixture[str]):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"termalign {__version__}\n"


def test_no_command_shows_the_help_and_fails(capsys: pytest.CaptureFixture[str]):
    assert run([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Commands:" in shown.err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["algin"], "error: termalign: No such command 'algin'"),
        (["--colour"], "error: termalign: No such option"),
        (["settings", "x"], "error: termalign settings: Got unexpected extra argument"),
        (["--no-config", "--config", "a.toml", "settings"], "exclude one another; see termalign "),
        (["--config", "none.toml", "settings"], "error: none.toml: cannot be read (no such file"),
    ],
)
def test_a_wrong_call_is_one_line_and_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
):
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert line in shown.err
    assert shown.err.startswith("error: ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (EmptyInput("is empty", "a\nb\x1b[31m.txt"), 2, "error: a b?[31m.txt: is empty\n"),
        (PermissionError(13, "Permission denied", "x.db"), 2, "error: x.db: permission denied\n"),
        (OSError(28, "No space left on device"), 2, "error: no space left on device\n"),
        (ZeroDivisionError("by zero"), 2, "error: a fault in termalign: ZeroDivisionError: by z"),
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
    ],
)
def test_errors_are_printed_in_one_place(
    with_command: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    line: str,
):
    with_command("fail", failing(error))
    assert run(["fail"]) == code
    shown = capsys.readouterr()
    assert shown.err.strip().startswith(line.strip())
    assert "Traceback" not in shown.err


def test_debug_shows_where(with_command: Callable[..., None], capsys: pytest.CaptureFixture[str]):
    with_command("fail", failing(EmptyInput("is empty", "決算.txt")))
    assert run(["--debug", "fail"]) == 2
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert shown.endswith("\nerror: 決算.txt: is empty\n")


@pytest.mark.parametrize(("ends_by", "code"), [("return", 1), ("exit", 1), ("nothing", 0)])
def test_a_commands_exit_code(with_command: Callable[..., None], ends_by: str, code: int):
    @click.command()
    @click.pass_context
    def command(ctx: click.Context) -> int | None:
        if ends_by == "exit":
            ctx.exit(1)
        return 1 if ends_by == "return" else None

    with_command("end", command)
    assert run(["end"]) == code


def test_settings_are_the_options_defaults(
    with_command: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    @click.group()
    def command() -> None: ...

    @command.command("inner")
    @cli.console.glossary_option
    @cli.console.segment_option
    @click.option("--min-score", type=float, default=0.0)
    def inner(glossary: str | None, segment: str, min_score: float) -> None:
        click.echo(f"{glossary} {segment} {min_score}")

    with_command("outer", command)
    with_command("plain", inner)
    here = Path.cwd()
    (here / "termalign.toml").write_text(
        "glossary = 'our terms.db'\nsegment = 'line'\nmin-score = 1\n", "utf-8"
    )
    for words in (["outer", "inner"], ["plain"]):
        run(words)
        assert capsys.readouterr().out == f"{here / 'our terms.db'} line 1.0\n"
        run([*words, "--segment", "sentence"])
        assert capsys.readouterr().out == f"{here / 'our terms.db'} sentence 1.0\n"
        run(["--no-config", *words])
        assert capsys.readouterr().out == "None auto 0.0\n"


def test_the_settings_command(termalign: RunTermalign, tmp_path: Path):
    (tmp_path / "termalign.toml").write_text("[profile]\nfiscal-year-end = 3\n", "utf-8")
    done = termalign("settings")
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert rows[0] == ["setting", "value", "origin", "meaning"]
    values = {row[0]: row[1:3] for row in rows[1:]}
    assert values["profile.fiscal-year-end"] == ["3", str(tmp_path / "termalign.toml")]
    assert values["segment"] == ["", "default"]
    assert done.returncode == 0


def test_an_unknown_setting_stops_every_command(termalign: RunTermalign, tmp_path: Path):
    (tmp_path / "termalign.toml").write_text("fail_on = 'note'\n", "utf-8")
    for name in ("settings", "figures"):
        done = termalign(name)
        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.decode() == (
            f"error: {tmp_path / 'termalign.toml'}: unknown setting fail_on; did you mean fail-on?\n"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
def test_ctrl_c_is_130(tmp_path: Path, environment: dict[str, str]):
    """A command that waits for its standard input is interrupted there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "termalign", "--no-config", "segments", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


def test_python_m_termalign(termalign: RunTermalign):
    done = termalign("--version")
    assert done.stdout.decode().strip() == f"termalign {__version__}"
