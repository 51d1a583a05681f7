"""The file: what is refused stays as it is, what fails leaves nothing, two at once both succeed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from termalign.errors import GlossaryError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, connection
from termalign.glossary.entering import enter
from termalign.glossary.pen import Pen
from termalign.glossary.purging import Which
from termalign.glossary.schema import SCHEMA_VERSION
from termalign.output import GLOSSARY_APPLICATION_ID
from tests.glossary.conftest import PAIR, assert_index_is_true, rows_of

if TYPE_CHECKING:
    from pathlib import Path

ROW = GlossaryRow("配当性向", "dividend payout ratio")


def sound_file(path: Path) -> Path:
    glossary = Glossary(path, who="hanako")
    glossary.enter_all(
        [GlossaryRow(f"第{n}四半期累計期間", f"cumulative quarter {n}") for n in range(300)],
        what="import",
    )
    return path


def newer(path: Path) -> None:
    with closing(sqlite3.connect(sound_file(path))) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE term(id, text)")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def foreign_with_wal(path: Path) -> None:
    """A browser's history, say, with changes that wait beside it: opening it would move them in."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('PRAGMA journal_mode = wal'); c.execute('CREATE TABLE visit(url)');"
        "c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert path.with_name(path.name + "-wal").stat().st_size


def without_version(path: Path) -> None:
    with closing(sqlite3.connect(sound_file(path))) as database:
        database.execute("PRAGMA user_version = 0")


def cut_off(path: Path) -> None:
    whole = sound_file(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_in_header(path: Path) -> None:
    path.write_bytes(sound_file(path).read_bytes()[:60])


def overwritten(path: Path) -> None:
    whole = bytearray(sound_file(path).read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(whole)


def lacks_a_table(path: Path) -> None:
    with closing(sqlite3.connect(sound_file(path))) as database:
        database.execute("DROP TABLE evidence")


def evil_view(path: Path) -> None:
    with closing(sqlite3.connect(sound_file(path))) as database:
        database.execute("DROP TABLE evidence")
        database.execute("CREATE VIEW evidence AS SELECT 1 AS id, term.* FROM term, term AS again")


REFUSED = {
    "newer": (newer, "newer termalign"),
    "foreign": (foreign, "no termalign glossary"),
    "foreign with a WAL": (foreign_with_wal, "no termalign glossary"),
    "a text": (lambda path: path.write_text("ja\ten\n"), "no termalign glossary"),
    "a folder": (lambda path: path.mkdir(), "folder"),
    "without a version": (without_version, "damaged"),
    "cut off": (cut_off, "damaged"),
    "cut in its header": (cut_in_header, "no termalign glossary"),
    "overwritten": (overwritten, "damaged"),
    "lacks a table": (lacks_a_table, "lacks the table evidence"),
    "a view for a table": (evil_view, "lacks the table evidence"),
}

USES = {
    "add": lambda glossary: glossary.add(ROW),
    "import": lambda glossary: glossary.enter_all([ROW], what="import"),
    "propose": lambda glossary: glossary.propose([PAIR]),
    "judge": lambda glossary: glossary.judge([1], "approved"),
    "undo": lambda glossary: glossary.undo(),
    "review": lambda glossary: glossary.apply_answers([], what="import"),
    "purge": lambda glossary: glossary.purge(Which()),
    "export for review": lambda glossary: glossary.terms_to_review(examples="all"),
    "list": lambda glossary: glossary.rows(),
    "approved": lambda glossary: glossary.approved_terms(),
    "stats": lambda glossary: glossary.stats(),
    "history": lambda glossary: glossary.history(),
    "lookup": lambda glossary: glossary.lookup("四半期"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_stays_as_it_is(tmp_path: Path, kind: str, use: str):
    make, says = REFUSED[kind]
    path = tmp_path / "terms.db"
    make(path)
    before = contents(tmp_path)
    with pytest.raises(GlossaryError, match=says) as error:
        USES[use](Glossary(path, who="hanako"))
    assert str(path) in str(error.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("use", sorted({*USES} - {"add", "import", "propose"}))
def test_a_missing_glossary_is_not_made(tmp_path: Path, use: str):
    with pytest.raises(GlossaryError, match="there is no glossary"):
        USES[use](Glossary(tmp_path / "terms.db"))
    assert contents(tmp_path) == {}


def test_what_writes_makes_it_and_its_folder(tmp_path: Path):
    path = tmp_path / "deep" / "er" / "用語 100%#?.db"
    Glossary(path).add(ROW)
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == GLOSSARY_APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    assert [p.name for p in path.parent.iterdir()] == [path.name]  # no journal is left beside it


def test_an_empty_file_is_written_to_but_not_read(tmp_path: Path):
    path = tmp_path / "terms.db"
    path.touch()
    with pytest.raises(GlossaryError, match="empty file"):
        Glossary(path).rows()
    Glossary(path).add(ROW)
    assert len(Glossary(path).rows()) == 1


def test_reading_never_writes(tmp_path: Path):
    path = sound_file(tmp_path / "terms.db")
    before = contents(tmp_path)
    for use in ("list", "approved", "stats", "history", "lookup"):
        USES[use](Glossary(path))
    assert contents(tmp_path) == before


# What fails halfway leaves nothing


class PowerCutError(Exception):
    """Not one of ours: whatever stops a command."""


def import_until(path: Path, last: int, *, pages: int | None = None) -> None:
    """Enter rows and stop before the end; with so many `pages` more the disk is full."""
    with connection.writing(path) as database:
        if pages is not None:
            (there,) = database.execute("PRAGMA page_count").fetchone()
            database.execute(f"PRAGMA max_page_count = {there + pages}")
        pen = Pen(database, "import", "hanako", "2024-05-10T08:15:00+00:00")
        for number in range(last):
            enter(pen, GlossaryRow(f"用語{number}", f"term {number}"), "approved")
        raise PowerCutError


def test_an_error_in_row_3500_leaves_nothing(tmp_path: Path):
    path = sound_file(tmp_path / "terms.db")
    before = contents(tmp_path)
    with pytest.raises(PowerCutError):
        import_until(path, 3_500)
    assert contents(tmp_path) == before


def test_a_full_disk_leaves_nothing(tmp_path: Path):
    path = sound_file(tmp_path / "terms.db")
    before = contents(tmp_path)
    with pytest.raises(GlossaryError, match="disk is full"):
        import_until(path, 3_500, pages=20)
    assert contents(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_leaves_what_was_there(tmp_path: Path):
    """Killed in the middle, with pages already in the file: the next one to look rolls them back."""
    path = sound_file(tmp_path / "terms.db")
    before = rows_of(path)
    code = """
import os, signal, sys
from pathlib import Path
from termalign.exchange import GlossaryRow
from termalign.glossary import connection
from termalign.glossary.entering import enter
from termalign.glossary.pen import Pen
with connection.writing(Path(sys.argv[1])) as database:
    database.execute("PRAGMA cache_size = 10")  # so that pages reach the file before the end
    pen = Pen(database, "import", "taro", "2024-05-10T08:15:00+00:00")
    for number in range(3500):
        enter(pen, GlossaryRow(f"用語{number}", f"term {number}"), "approved")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.with_name("terms.db-journal").stat().st_size > 0
    assert len(Glossary(path).rows()) == 300
    assert rows_of(path) == before
    Glossary(path).add(ROW)
    assert_index_is_true(path)


def test_eight_writers_at_once_all_succeed(tmp_path: Path):
    path = tmp_path / "terms.db"  # the first of them makes it

    def write(writer: int) -> None:
        for number in range(5):
            Glossary(path, who=f"writer {writer}").add(
                GlossaryRow(f"用語{writer}の{number}", f"term {writer} {number}")
            )

    with ThreadPoolExecutor(8) as desk:
        list(desk.map(write, range(8)))
    assert len(Glossary(path).rows()) == 40
    assert len(Glossary(path).history()) == 40
    assert_index_is_true(path)


def test_a_busy_glossary_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "_PATIENCE", 0.05)
    path = sound_file(tmp_path / "terms.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GlossaryError, match="busy"):
            Glossary(path).add(ROW)
        assert Glossary(path).lookup("四半期")  # who only reads need not wait
        other.execute("ROLLBACK")
    Glossary(path).add(ROW)


def write_where_nothing_may_be_written(path: Path) -> None:
    with connection.writing(path) as database:
        database.execute("PRAGMA query_only = ON")  # root may write to any file: so by other means
        database.execute("DELETE FROM term")


def test_a_write_protected_glossary_says_so(tmp_path: Path):
    path = sound_file(tmp_path / "terms.db")
    with pytest.raises(GlossaryError, match="write-protected"):
        write_where_nothing_may_be_written(path)
    assert len(Glossary(path).rows()) == 300


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(GlossaryError, match="folder cannot be made"):
        Glossary(tmp_path / "file" / "terms.db").add(ROW)


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"TERMALIGN_GLOSSARY": "~/terms.db"}, "terms.db"),
        ({"XDG_DATA_HOME": "{home}/data"}, "data/termalign/glossary.db"),
        ({}, ".local/share/termalign/glossary.db"),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have folders of their own")
def test_where_the_users_glossary_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], place: str
):
    from termalign.glossary import default_path

    for name in ("TERMALIGN_GLOSSARY", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(home=tmp_path))
    assert default_path() == tmp_path / place
