"""Opening a glossary's file: what is no glossary of ours is refused before SQLite touches it."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from termalign.errors import GlossaryError
from termalign.glossary.schema import SCHEMA_VERSION, TABLES, migrate
from termalign.output import GLOSSARY_APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

_MAGIC = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_VERSION, _APPLICATION = slice(60, 64), slice(68, 72)
# Two people at one glossary: the second waits this long, in seconds, for the first one's command.
_PATIENCE = 10.0

_SAID = {
    "SQLITE_BUSY": ("is busy: another program is writing to it", "try again in a moment"),
    "SQLITE_LOCKED": ("is busy: another program is writing to it", "try again in a moment"),
    "SQLITE_FULL": ("the disk is full; nothing was changed", "make room and try again"),
    "SQLITE_READONLY": ("is write-protected", "copy it to where you may write"),
    "SQLITE_CANTOPEN": ("cannot be opened", "look at the folder and its permissions"),
    "SQLITE_NOTADB": ("is damaged, or no glossary", "take your last backup"),
    "SQLITE_CORRUPT": ("is damaged", "take your last backup"),
    "SQLITE_IOERR": ("could not be read or written", "look at the disk or the network share"),
}


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that only reads. Raises GlossaryError for what is no glossary of ours."""
    if not path.exists():
        raise GlossaryError(
            "there is no glossary", str(path), "`termalign glossary add` or `import` makes one"
        )
    version = _version_in_header(path)
    if version is None:
        raise GlossaryError("is an empty file, no glossary", str(path), "name another file")
    if version < SCHEMA_VERSION:
        raise GlossaryError(
            f"is of an older form ({version})", str(path), "any command that writes mends that"
        )
    with sqlite_said(path), contextlib.closing(_connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        _refuse_other_tables(connection, path)
        yield connection


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Database]:
    """Give the database within one transaction, made if missing: all of the block or nothing.

    Raises GlossaryError for what is no glossary of ours, is damaged, busy or write-protected.
    """
    from sqlite_utils import Database

    is_new = not path.exists() or _version_in_header(path) is None
    if is_new:
        _make_folder(path.parent)
    with sqlite_said(path), contextlib.closing(_connect(path, new=is_new)) as connection:
        db = Database(connection, execute_plugins=False)
        if not is_new:
            _refuse_damage(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrate(db)
            _refuse_other_tables(connection, path)
            yield db
        except BaseException:  # Ctrl-C too leaves nothing half written
            connection.rollback()
            raise
        connection.execute("COMMIT")


def rewrite(path: Path) -> None:
    """Write the file anew, so that nothing that was deleted is left in it.

    Raises GlossaryError where that cannot be done; the glossary itself is whole in any case.
    """
    with sqlite_said(path), contextlib.closing(_connect(path)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")  # no copy in the folder for such files
        connection.execute("VACUUM")


def _connect(path: Path, *, new: bool = False) -> sqlite3.Connection:
    # "rw" also for reading: it lets SQLite roll back what a killed writer left; a file that may
    # not be written is opened for reading by itself.
    posix = path.absolute().as_posix()
    uri = f"file://{quote(posix if posix.startswith('/') else '/' + posix)}"
    connection = sqlite3.connect(
        f"{uri}?mode={'rwc' if new else 'rw'}", uri=True, timeout=_PATIENCE, isolation_level=None
    )
    connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from anywhere
    return connection


def _version_in_header(path: Path) -> int | None:
    """Return the file's `user_version`, None for an empty file; refuse what is no glossary.

    The header is read as bytes: SQLite may write to a file that it opens.
    """
    where = str(path)
    if path.is_dir():
        raise GlossaryError("is a folder", where, "name a glossary file in it")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GlossaryError(f"cannot be read ({reason})", where) from error
    if not header:
        return None
    application = int.from_bytes(header[_APPLICATION], "big")
    if not header.startswith(_MAGIC) or application != GLOSSARY_APPLICATION_ID:
        raise GlossaryError("is no termalign glossary", where, "name another file")
    version = int.from_bytes(header[_VERSION], "big")
    if version == 0:
        raise GlossaryError("is damaged", where, "take your last backup")
    if version > SCHEMA_VERSION:
        raise GlossaryError(
            "was made by a newer termalign", where, "install the newer termalign to use it"
        )
    return version


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    # 0.1 s for half a million terms: cheap before a write, which could spread the damage.
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise GlossaryError("is damaged", str(path), "take your last backup")


def _refuse_other_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file in which one of our tables is missing or is a view."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    missing = set(TABLES) - {name for (name,) in rows}
    if missing:
        raise GlossaryError(f"lacks the table {min(missing)}", str(path), "take your last backup")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GlossaryError(f"the folder cannot be made ({reason})", str(folder)) from error


@contextlib.contextmanager
def sqlite_said(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into one line; other errors pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for code, (what, hint) in _SAID.items():
            if name.startswith(code):
                raise GlossaryError(what, str(path), hint) from error
        raise
