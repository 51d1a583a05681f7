"""What a command costs: seconds by the clock, seconds of the processor, and its peak of memory.

A child's peak is never below what its parent held when it began, so a process that holds nothing
starts the command: this file, run as a script. Needs a POSIX system.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cost(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float  # seconds; they hang less on what else the machine does
    megabytes: float | None = None  # None: not measured


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output dropped; raise CalledProcessError where it fails."""
    told = subprocess.run(
        [sys.executable, __file__, *command], check=True, stdout=subprocess.PIPE
    ).stdout
    return Cost(*map(float, told.split()))


def _measured(command: list[str]) -> Cost:
    begin = time.perf_counter()
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # bytes there, KiB here
    return Cost(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, peak / 1e6)


if __name__ == "__main__":
    print(*_measured(sys.argv[1:]))
