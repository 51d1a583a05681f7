"""What happens to a glossary at a real desk: whole commands killed, a full disk, eight at once."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary
from tests.glossary.conftest import PAIR, assert_index_is_true, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import RunTermalign

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts as on POSIX")

ROWS = 3_000
BEFORE = 50


@pytest.fixture
def sound(tmp_path: Path) -> Glossary:
    """A glossary with entries and sentences, and beside it a long table to import."""
    table = "".join(f"用語{n}\tterm number {n}\n" for n in range(ROWS))
    (tmp_path / "more.tsv").write_text("ja\ten\n" + table, "utf-8")
    glossary = Glossary(tmp_path / "terms.db", who="hanako")
    pairs = [replace(PAIR, ja=f"営業利益率{n}", en=f"operating margin {n}") for n in range(BEFORE)]
    glossary.propose(pairs)
    return glossary


def assert_sound(glossary: Glossary) -> None:
    with closing(sqlite3.connect(glossary.path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert_index_is_true(glossary.path)


# kill -9

KILLED: dict[str, tuple[tuple[str, ...], Callable[[Glossary], int], set[int]]] = {
    "import": (
        ("import", "more.tsv", "--status", "approved"),
        lambda glossary: len(glossary.rows()),
        {BEFORE, BEFORE + ROWS},
    ),
    "purge": (
        ("purge", "--all-evidence"),
        lambda glossary: int(glossary.stats()["examples"]),
        {0, BEFORE},
    ),
}


@pytest.mark.parametrize("command", KILLED)
@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.1, 0.3])
def test_killed_in_the_middle(
    sound: Glossary, environment: dict[str, str], command: str, after: float
):
    """So many seconds after its first byte on the disk: all of it is there, or nothing."""
    words, count, allowed = KILLED[command]
    process = subprocess.Popen(
        [sys.executable, "-m", "termalign", "glossary", *words, "--glossary", sound.path],
        cwd=sound.path.parent,
        env=environment,
        stderr=subprocess.PIPE,
    )
    journal = sound.path.with_name("terms.db-journal")
    while process.poll() is None and not journal.exists():
        time.sleep(0.001)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert count(sound) in allowed
    sound.add(GlossaryRow("配当性向", "payout ratio"))
    assert count(sound) - (command == "import") in allowed
    assert not journal.exists()
    assert_sound(sound)


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 KB."""
    folder = tmp_path / "small"
    with mounted(folder, "size=600k"):
        yield folder


class mounted:  # noqa: N801  # reads as a verb
    """A disk in memory that is mounted at a folder while the block runs; skips where none can be."""

    def __init__(self, folder: Path, options: str) -> None:
        self.folder, self.options = folder, options

    def __enter__(self) -> None:
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("only root may mount a disk of its own")
        self.folder.mkdir()
        self.run("mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.folder)

    def __exit__(self, *_: object) -> None:
        self.run("umount", self.folder)

    @staticmethod
    def run(*words: str | Path) -> None:
        done = subprocess.run(words, capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"this machine lets nobody mount: {done.stderr.decode().strip()}")


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line of a command that failed."""
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: ")
    return line


def test_a_full_disk_leaves_what_was_there(
    sound: Glossary, small_disk: Path, termalign: RunTermalign
):
    path = Path(shutil.copy(sound.path, small_disk))
    before, rows = path.read_bytes(), rows_of(path)
    done = termalign("glossary", "import", "more.tsv", "--glossary", path)
    assert f"{path}: the disk is full; nothing was changed" in said(done)
    assert [p.name for p in small_disk.iterdir()] == ["terms.db"]
    assert path.read_bytes() == before
    assert rows_of(path) == rows
    done = termalign("glossary", "add", "配当性向", "payout ratio", "--glossary", path)
    assert done.returncode == 0, done.stderr.decode()  # there is room for that


def test_a_full_disk_makes_no_half_glossary(
    sound: Glossary, small_disk: Path, termalign: RunTermalign
):
    path = small_disk / "new.db"
    done = termalign("glossary", "import", "more.tsv", "--glossary", path, cwd=sound.path.parent)
    assert "the disk is full" in said(done)
    assert not path.exists() or path.stat().st_size == 0
    done = termalign("glossary", "add", "配当性向", "payout ratio", "--glossary", path)
    assert done.returncode == 0, done.stderr.decode()


def test_a_full_disk_and_a_purge(sound: Glossary, small_disk: Path, termalign: RunTermalign):
    """Deleting needs little room, writing the file anew needs as much again: it says which failed."""
    path = Path(shutil.copy(sound.path, small_disk))
    room = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"." * (room - 100_000))
    done = termalign("glossary", "purge", "--all-evidence", "--glossary", path)
    assert "examples; but what they left in the file was not overwritten" in said(done)
    assert Glossary(path).stats()["examples"] == 0
    (small_disk / "filler").unlink()
    done = termalign("glossary", "purge", "--all-evidence", "--glossary", path)
    assert done.returncode == 0, done.stderr.decode()
    assert PAIR.evidence[0].ja_text.encode() not in path.read_bytes()
    assert_sound(Glossary(path))


def test_a_full_disk_and_a_review_sheet(sound: Glossary, small_disk: Path, termalign: RunTermalign):
    room = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"." * room)
    sheet = small_disk / "review.xlsx"
    done = termalign("glossary", "export", "--for-review", sheet, "--glossary", sound.path)
    assert f"{sheet}: could not be written" in said(done)
    assert [p.name for p in small_disk.iterdir()] == ["filler"]


# Eight at once


def test_eight_commands_at_once_all_succeed(tmp_path: Path, environment: dict[str, str]):
    path = tmp_path / "terms.db"  # the first of them makes it
    for writer in range(8):
        rows = "".join(f"用語{writer}の{n}\tterm {writer} {n}\n" for n in range(100))
        (tmp_path / f"{writer}.tsv").write_text(rows, "utf-8")
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "termalign", "glossary", "import", f"{writer}.tsv"],
            cwd=tmp_path,
            env=environment | {"TERMALIGN_GLOSSARY": str(path)},
            stderr=subprocess.PIPE,
        )
        for writer in range(8)
    ]
    talk = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, talk
    glossary = Glossary(path)
    assert len(glossary.rows()) == 800
    assert len(glossary.history()) == 800
    assert_sound(glossary)


# Write-protected


@pytest.fixture
def protected(sound: Glossary) -> Iterator[Glossary]:
    """A glossary that may be read only: by its mode, or for root, who heeds none, by its disk."""
    if os.geteuid() != 0:
        sound.path.chmod(0o444)
        yield sound
        sound.path.chmod(0o644)
        return
    folder = sound.path.with_name("read only")
    with mounted(folder, "size=2m"):
        path = Path(shutil.copy(sound.path, folder))
        mounted.run("mount", "-o", "remount,ro", folder)
        yield Glossary(path)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "配当性向", "payout ratio"),
        ("import", "more.tsv"),
        ("approve", "1"),
        ("undo",),
        ("purge", "--all-evidence"),
    ],
)
def test_a_write_protected_glossary_is_not_written(
    protected: Glossary, termalign: RunTermalign, words: tuple[str, ...]
):
    before = protected.path.read_bytes()
    done = termalign("glossary", *words, "--glossary", protected.path)
    line = said(done)
    assert str(protected.path) in line
    assert "write-protected" in line
    assert protected.path.read_bytes() == before


@pytest.mark.parametrize("words", [("list",), ("show", "1"), ("history",), ("export",), ("stats",)])
def test_a_write_protected_glossary_can_be_read(
    protected: Glossary, termalign: RunTermalign, words: tuple[str, ...]
):
    done = termalign("glossary", *words, "--glossary", protected.path)
    assert done.returncode == 0, done.stderr.decode()
    done = termalign("lookup", "営業利益率", "--glossary", protected.path)
    assert done.returncode == 0, done.stderr.decode()
