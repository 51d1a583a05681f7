"""Progress is shown to a person who waits, and to nobody else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys, time
from termalign.cli.progress import progress

with progress("segments embedded") as tell:
    tell(64, 640)
    time.sleep(float(sys.argv[1]))
    tell(320, 640)
print("rows", flush=True)
"""


def on_a_terminal(seconds: str) -> tuple[bytes, bytes]:
    """Run PROGRAM with a terminal for standard error; return its two outputs."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, seconds],
        stdout=subprocess.PIPE,
        stderr=follower,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # Linux: the terminal's last user has gone
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=30) == 0
    return output, shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pty")
def test_a_long_step_is_shown_and_the_data_stay_clean():
    output, shown = on_a_terminal("1.1")
    assert output == b"rows\n"
    assert b"segments embedded" in shown
    assert b"320/640" in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pty")
def test_a_short_step_is_not_worth_a_word():
    assert on_a_terminal("0") == (b"rows\n", b"")


def test_a_pipe_gets_nothing():
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, "1.1"], capture_output=True, check=True, timeout=60
    )
    assert ended.stdout.split() == [b"rows"]
    assert ended.stderr == b""
