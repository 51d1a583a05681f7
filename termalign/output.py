"""Files come into being whole or not at all, and never over an input or a glossary."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from termalign.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Marks a SQLite file as a glossary of ours: "term" in ASCII, kept in the header's bytes 68–71.
GLOSSARY_APPLICATION_ID = 0x7465726D
_SQLITE_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def tsv_field(text: str) -> str:
    """Return `text` fit for one TSV field: a tab or line break becomes a space, CR LF one space."""
    return text.replace("\r\n", " ").translate(_BREAKS)


def is_glossary(path: str | Path) -> bool:
    """Tell whether `path` is a SQLite file that bears the glossary's application id."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # str and Path alike
            head = file.read(_APPLICATION_ID.stop)
    except OSError:
        return False
    return (
        head.startswith(_SQLITE_HEADER)
        and int.from_bytes(head[_APPLICATION_ID], "big") == GLOSSARY_APPLICATION_ID
    )


@contextlib.contextmanager
def replacing(path: str | Path, *, inputs: Sequence[str | Path] = ()) -> Iterator[BinaryIO]:
    """Give a binary stream whose content stands at `path` once the block ends without an error.

    The stream is a neighbour file, put in place at the end; when the block raises, what stood at
    `path` is untouched and the neighbour is gone. Raises OutputError before anything is written
    when `path` is one of `inputs`, a folder or a glossary database, and when it cannot be written.
    """
    target = Path(os.path.realpath(path))  # a link stays a link: its target is replaced
    _refuse(path, target, inputs)
    if target.exists() and not target.is_file():  # /dev/null, a named pipe: nothing to replace
        with _to_device(path, target) as stream:
            yield stream
        return
    with _as_output_error(path, None):
        neighbour = _neighbour(target)
    try:
        with _as_output_error(path, neighbour):
            with neighbour.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            neighbour.chmod(_mode_for(target))
            neighbour.replace(target)
    except BaseException:  # Ctrl-C too leaves nothing behind
        neighbour.unlink(missing_ok=True)
        raise


def check_output(path: str | Path, inputs: Sequence[str | Path] = ()) -> None:
    """Raise the OutputError that `replacing` would, before a long computation is begun."""
    _refuse(path, Path(os.path.realpath(path)), inputs)


def _refuse(path: str | Path, target: Path, inputs: Sequence[str | Path]) -> None:
    where = str(path)
    if target.is_dir():
        raise OutputError("is a folder", where, "name a file with -o")
    if not target.parent.is_dir():
        raise OutputError("its folder does not exist", where, "make the folder first")
    if any(_same_file(target, source) for source in inputs):
        raise OutputError("is also an input", where, "name another file with -o")
    if is_glossary(target):
        raise OutputError("is a glossary database", where, "name another file with -o")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError("is write-protected", where, "name another file with -o")


def _same_file(target: Path, source: str | Path) -> bool:
    try:
        return target.samefile(source)  # hard links and other spellings of the name as well
    except OSError:  # one of them does not exist: then they are the same only by name
        return target == Path(os.path.realpath(source))


def _neighbour(target: Path) -> Path:
    # A short name of its own: 決算説明資料….tsv plus a suffix may exceed the 255 bytes of a name.
    handle, name = tempfile.mkstemp(prefix=".termalign-", suffix=".part", dir=target.parent)
    os.close(handle)
    return Path(name)


def _mode_for(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those any new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextlib.contextmanager
def _to_device(path: str | Path, target: Path) -> Iterator[BinaryIO]:
    content = io.BytesIO()
    yield content
    with _as_output_error(path, target):
        target.write_bytes(content.getvalue())


@contextlib.contextmanager
def _as_output_error(path: str | Path, neighbour: Path | None) -> Iterator[None]:
    """Turn what the system says about this output into one line; other files' errors pass."""
    where = str(path)
    try:
        yield
    except PermissionError as error:
        if _elsewhere(error, path, neighbour):
            raise
        raise OutputError(
            "is open in another program, or you may not write there",
            where,
            "close it there, or name another file with -o",
        ) from error
    except OSError as error:
        if _elsewhere(error, path, neighbour):
            raise
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"could not be written ({reason})", where) from error


def _elsewhere(error: OSError, path: str | Path, neighbour: Path | None) -> bool:
    """Tell whether `error` names a file that is neither the output nor its neighbour."""
    if error.filename is None or neighbour is None:
        return False  # a full disk names no file; before the neighbour is there, all is the output
    ours = {str(path), os.path.realpath(path), str(neighbour)}
    return str(error.filename) not in ours
