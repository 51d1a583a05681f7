"""Files that may be packed: gzip, and zip files of which one part is wanted."""

from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from termalign.errors import InputError, UnsupportedFormat
from termalign.reading.packing import DAMAGED, most_unpacked
from termalign.reading.source import STDIN, fetch, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP = b"\x1f\x8b"


class Unpacked:
    """A stream of bytes; one that is packed gives no more than an honest file would hold."""

    def __init__(
        self, stream: IO[bytes] | gzip.GzipFile, name: str, packed_size: int | None
    ) -> None:
        """`packed_size` is None for a stream that is not packed, and has no bound."""
        self._stream = stream
        self._name = name
        self._bound = None if packed_size is None else most_unpacked(packed_size)
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises InputError for a damaged file, or one that is a bomb."""
        try:
            content = self._stream.read(size)
        except DAMAGED as error:
            raise InputError(
                f"is damaged ({error})", self._name, "export it again from the tool that made it"
            ) from error
        self._given += len(content)
        if self._bound is not None and self._given > self._bound:
            raise UnsupportedFormat(
                "would unpack to an absurd size", self._name, "make sure where it comes from"
            )
        return content

    def rewind(self) -> None:
        """Go back to the beginning."""
        self._stream.seek(0)
        self._given = 0


@contextmanager
def unpacked(path: str | Path) -> Iterator[Unpacked]:
    """Open a file or standard input, whose content tells whether it is gzip.

    Raises MissingInput as `fetch` does.
    """
    name = name_of(path)
    with _opened(path) as file:
        is_packed = file.read(len(_GZIP)) == _GZIP
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        if not is_packed:
            yield Unpacked(file, name, None)
            return
        with gzip.open(file) as stream:
            yield Unpacked(stream, name, size)


@contextmanager
def part_of_zip(path: str | Path, suffix: str) -> Iterator[Unpacked]:
    """Open the first part of a zip file that has this suffix.

    Raises UnsupportedFormat for what is no zip file, has no such part, or is encrypted.
    """
    name = name_of(path)
    with _opened(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise UnsupportedFormat(
                "is no zip file", name, "export it again from the tool that made it"
            ) from error
        with archive:
            parts = [p for p in archive.infolist() if p.filename.lower().endswith(suffix)]
            if not parts:
                raise UnsupportedFormat(f"holds no {suffix} file", name, "name the file itself")
            try:
                stream = archive.open(parts[0])
            except DAMAGED as error:
                what = "is encrypted" if parts[0].flag_bits & 1 else f"is damaged ({error})"
                raise UnsupportedFormat(
                    what, name, "export it again from the tool that made it"
                ) from error
            with stream:
                yield Unpacked(stream, name, parts[0].compress_size)


def _opened(path: str | Path) -> IO[bytes]:
    if str(path) == STDIN:
        return io.BytesIO(fetch(path).content)
    try:
        return Path(path).open("rb")
    except (OSError, ValueError):
        fetch(path)  # raises what every reader says of a file that cannot be read
        raise
