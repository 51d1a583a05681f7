"""What the child that opens a PDF may take: memory, and time for a page.

A PDF of 0.3 MB can inflate to gigabytes. Linux holds the address space down by itself; elsewhere a
watchdog looks at the memory in use. Both ends of the seam are here: `hold` in the child, and the
exit codes by which the parent knows what happened.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

TOO_LONG, TOO_LARGE = 83, 84  # exit codes of a child that was stopped
_LOOK = 0.02  # seconds between two looks


class Watch:
    """The limits as they hold in this process; `tick` says that it is getting on."""

    def __init__(self, memory: int, seconds: float) -> None:
        """Stop the process once it takes `memory` bytes more than now, or `seconds` for a page."""
        self._seconds = seconds
        self._since = time.monotonic()
        self._most = memory + (_memory_in_use() or 0)
        threading.Thread(target=self._look, daemon=True).start()
        _hold_address_space(memory)

    def tick(self) -> None:
        """Begin to count the time anew: a page has been read."""
        self._since = time.monotonic()

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK)
            if time.monotonic() - self._since > self._seconds:
                os._exit(TOO_LONG)
            if (_memory_in_use() or 0) > self._most:
                os._exit(TOO_LARGE)


def _hold_address_space(memory: int) -> None:
    """Let allocations fail beyond `memory` more bytes, where the system can."""
    if sys.platform != "linux":
        return  # Windows has no `resource`, macOS has it and does not obey
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + memory
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _memory_in_use() -> int | None:
    """Return the most bytes this process has held at once; None where the system does not say."""
    if sys.platform == "win32":  # written with care, never run
        return _windows_peak()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _windows_peak() -> int | None:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *((f"size{number}", ctypes.c_size_t) for number in range(8)),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    asked = kernel.K32GetProcessMemoryInfo(
        kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb
    )
    return int(counters.size0) if asked else None  # PeakWorkingSetSize comes first
