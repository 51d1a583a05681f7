"""Vectors kept on disk, so that a segment is put through a model once.

A model has a folder of packs; a pack holds the keys (a digest of each text) and the vectors of one
run. Packs are never changed: each is written beside and renamed, so two processes at once are
safe. No text is kept. The folder may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zipfile
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.npyio import NpzFile

from termalign.errors import OutputError
from termalign.output import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

KEY_BYTES = 16  # two texts in 2**64 share a digest
STORED = np.float16  # three digits: cosines move by less than 0.001, and the packs halve
# What a model's packs may take together: about 700,000 segments of 768 columns, far more than one
# office publishes in a year; beyond it the packs longest unused go.
BYTES_KEPT = 2**30
_SUFFIX = ".npz"
_DAMAGED = (ValueError, KeyError, EOFError, zipfile.BadZipFile)


def user_cache_folder() -> Path | None:
    """Return the user's folder for what can be made again; None for a user without a home."""
    with contextlib.suppress(RuntimeError):  # no home folder
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / "termalign"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "termalign"
        named = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "termalign"
    return None


@dataclass(frozen=True, slots=True)
class VectorCache:
    """The packs of one model. What is wrong with them is told to `note`, never raised."""

    folder: Path
    note: Callable[[str], None]

    def find(self, texts: Collection[str]) -> dict[str, np.ndarray]:
        """Return the vectors (`STORED`) of those of `texts` that were kept before."""
        wanted = {_key(text): text for text in texts}
        found: dict[str, np.ndarray] = {}
        for pack in self._packs() if wanted else ():
            if len(found) == len(wanted):
                break
            for key, vector in self._read(pack, wanted).items():
                found.setdefault(wanted[key], vector)
        return found

    def keep(self, vectors: Mapping[str, np.ndarray]) -> None:
        """Write the vectors of some texts, all of one length, as a pack."""
        if not vectors:
            return
        keys = [_key(text) for text in vectors]
        pack = self.folder / (blake2b(b"".join(keys), digest_size=KEY_BYTES).hexdigest() + _SUFFIX)
        try:
            # Vectors tell something of confidential texts: the folder is the user's own.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(pack) as stream:
                np.savez(
                    stream,
                    keys=np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES),
                    vectors=np.stack(list(vectors.values())).astype(STORED),
                )
        except (OSError, OutputError) as error:
            self.note(f"vectors are not kept for the next time: {_reason(error, self.folder)}")
            return
        self._trim()

    def _packs(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == _SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            self.note(f"vectors kept before are not used: {_reason(error, self.folder)}")
            return []

    def _read(self, pack: Path, wanted: Collection[bytes]) -> dict[bytes, np.ndarray]:
        """Return key → vector for the keys of `pack` that are wanted."""
        try:
            with pack.open("rb") as file, NpzFile(file, allow_pickle=False) as arrays:
                keys = _split(arrays["keys"])
                rows = [row for row, key in enumerate(keys) if key in wanted]
                if not rows:
                    return {}
                vectors = arrays["vectors"]
                _require(vectors.dtype == STORED and vectors.ndim == 2)
                _require(len(vectors) == len(keys))
        except FileNotFoundError:  # trimmed by another process a moment ago
            return {}
        except (OSError, *_DAMAGED) as error:
            self.note(f"vectors kept before are not used: {_reason(error, pack)}")
            return {}
        with contextlib.suppress(OSError):  # a cache that can only be read serves all the same
            os.utime(pack)  # used now: it goes last when the packs are trimmed
        return {keys[row]: vectors[row] for row in rows}

    def _trim(self) -> None:
        """Remove the packs longest unused until the rest takes no more than BYTES_KEPT."""
        total = 0
        with contextlib.suppress(OSError):  # another process trims too, or reads what would go
            states = [(path.stat(), path) for path in self._packs()]
            for state, path in sorted(states, key=lambda s: s[0].st_mtime_ns, reverse=True):
                total += state.st_size
                if total > BYTES_KEPT:
                    path.unlink()


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


def _split(keys: np.ndarray) -> list[bytes]:
    _require(keys.dtype == np.uint8 and keys.ndim == 2 and keys.shape[1] == KEY_BYTES)
    joined = keys.tobytes()
    return [joined[at : at + KEY_BYTES] for at in range(0, len(joined), KEY_BYTES)]


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not as it was written")


def _reason(error: Exception, path: Path) -> str:
    """Say what is wrong with `path` and what helps, in one line."""
    if isinstance(error, OutputError):
        return f"{error.where}: {error.what}"
    if isinstance(error, OSError):
        return f"{path}: {(error.strerror or str(error)).lower()}"
    return f"{path} is damaged; delete it"
