"""Data goes out as UTF-8 bytes, talk never fails, and a reader may leave early."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from termalign.cli.console import is_terminal, say, write_data
from termalign.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "売上高\t1,234百万円 – 前年同期比 ㎡ 🈴\n"  # an en dash and 🈴 are not in CP932

WRITES = f"""
from termalign.cli.console import flush_stdout, say, write_data
write_data({TEXT!r} * 20_000, None)
say("the verdict")
flush_stdout()
raise SystemExit(1)
"""


def python(code: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("encoding", ["cp932:strict", "ascii:strict", "utf-16:strict", "utf-8"])
def test_data_is_utf8_whatever_the_code_page(encoding: str):
    out, err = python(WRITES, PYTHONIOENCODING=encoding).communicate(timeout=60)
    assert out == TEXT.encode() * 20_000
    assert b"Traceback" not in err


def test_a_reader_that_leaves_does_not_change_the_verdict():
    process = python(WRITES)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b"the verdict\n"
    process.stderr.close()
    assert process.wait(60) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="/dev/full")
def test_a_full_disk_behind_standard_output():
    code = f"""
from termalign.cli.console import write_data
from termalign.errors import OutputError
try:
    write_data({TEXT!r} * 20_000, None)
except OutputError as error:
    print(error, file=__import__("sys").stderr)
    __import__("os")._exit(2)
"""
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # a device
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"standard output: could not be written (no space left on device)" in done.stderr


@pytest.mark.parametrize("output", [None, "-"])
def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes], output: str | None):
    write_data(TEXT, output)
    assert capfdbinary.readouterr().out == TEXT.encode()


def test_a_file(tmp_path: Path):
    path = tmp_path / "対訳.tsv"
    write_data(TEXT, str(path), bom=True)
    assert path.read_bytes() == b"\xef\xbb\xbf" + TEXT.encode()
    write_data(b"\x00\xff", str(path))
    assert path.read_bytes() == b"\x00\xff"


def test_an_input_is_not_written_over_and_standard_input_is_no_file(tmp_path: Path):
    path = tmp_path / "決算.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(OutputError, match="is also an input"):
        write_data("x", str(path), inputs=["-", str(path)])
    assert path.read_text("utf-8") == TEXT
    write_data("x", str(tmp_path / "out.tsv"), inputs=["-", path])


def test_a_lone_surrogate_is_replaced(tmp_path: Path):
    write_data("a\ud800b", str(tmp_path / "out.tsv"))
    assert (tmp_path / "out.tsv").read_bytes() == b"a?b"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", TEXT), ("cp932", TEXT.replace("–", "?").replace("🈴", "?"))],
)
def test_talk_comes_out_on_any_console(monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str):
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")
    monkeypatch.setattr(sys, "stderr", console)
    say(TEXT)
    assert console.buffer.getvalue().decode(encoding) == shown + "\n"  # type: ignore[attr-defined]


def test_no_console_at_all(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    say(TEXT)  # a windowed Python on Windows has neither
    with pytest.raises(OutputError, match="standard output: is closed; name a file with -o"):
        write_data(TEXT, None)
    assert not is_terminal("stderr")
    assert not is_terminal()
