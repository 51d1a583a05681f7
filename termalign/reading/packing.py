"""What is packed: how much an honest file may hold, and what a damaged one raises."""

from __future__ import annotations

import zipfile
import zlib

# What zipfile, gzip and zlib raise for a file that is cut off, damaged, encrypted or odd.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
# Texts with all their tags pack to a tenth, a memory that repeats itself to a fiftieth.
_GREATEST_RATIO = 200
_SMALL = 10_000_000


def most_unpacked(packed: int) -> int:
    """Return the bytes that `packed` bytes may become; a bomb becomes more."""
    return max(_SMALL, _GREATEST_RATIO * packed)
