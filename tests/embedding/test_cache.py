"""The vectors kept on disk: what was kept is found again, and nothing about a cache stops a run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.embedding import cache as cache_module
from termalign.embedding.cache import STORED, VectorCache, user_cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SALES = "売上収益は前年同期比8.1%増の612億円となりました。"
DIVIDEND = "期末配当は1株当たり22円を予定しております。"


def unwelcome(message: str) -> None:
    pytest.fail(f"nothing was wrong, yet: {message}")


def vectors(*texts: str, width: int = 4) -> dict[str, np.ndarray]:
    """A vector of its own for each text, the same in every process."""
    return {
        text: (np.arange(width) + len(text.encode("utf-8", "surrogatepass"))).astype(STORED)
        for text in texts
    }


def test_nothing_is_found_in_a_cache_that_is_not_there(tmp_path: Path):
    assert VectorCache(tmp_path / "none", unwelcome).find([SALES]) == {}
    assert not (tmp_path / "none").exists()


def test_what_was_kept_is_found_and_nothing_else(tmp_path: Path):
    cache = VectorCache(tmp_path / "model", unwelcome)
    kept = vectors(SALES, DIVIDEND)
    cache.keep(kept)
    found = cache.find([DIVIDEND, "営業利益"])
    assert list(found) == [DIVIDEND]
    assert found[DIVIDEND].dtype == STORED
    assert found[DIVIDEND].tolist() == kept[DIVIDEND].tolist()


def test_packs_of_several_runs_are_read_together(tmp_path: Path):
    cache = VectorCache(tmp_path / "model", unwelcome)
    cache.keep(vectors(SALES))
    cache.keep(vectors(DIVIDEND))
    assert set(cache.find([SALES, DIVIDEND])) == {SALES, DIVIDEND}


def test_the_same_vectors_twice_are_one_pack(tmp_path: Path):
    cache = VectorCache(tmp_path / "model", unwelcome)
    cache.keep(vectors(SALES))
    first = {path.name: path.read_bytes() for path in cache.folder.iterdir()}
    cache.keep(vectors(SALES))
    assert {path.name: path.read_bytes() for path in cache.folder.iterdir()} == first
    assert len(first) == 1


def test_keeping_nothing_leaves_no_trace(tmp_path: Path):
    VectorCache(tmp_path / "model", unwelcome).keep({})
    assert not (tmp_path / "model").exists()


def test_no_text_is_kept(tmp_path: Path):
    cache = VectorCache(tmp_path / "model", unwelcome)
    cache.keep(vectors(SALES, "Operating profit rose 12.4% to ¥9.1 billion."))
    (pack,) = cache.folder.iterdir()
    content = pack.read_bytes()
    assert b"Operating" not in content
    assert "売上".encode() not in content


@pytest.mark.skipif(os.name == "nt", reason="Windows folders have no mode; the profile is private")
def test_the_folder_is_the_users_own(tmp_path: Path):
    cache = VectorCache(tmp_path / "model", unwelcome)
    cache.keep(vectors(SALES))
    assert cache.folder.stat().st_mode & 0o077 == 0


@given(texts=st.sets(st.text(), min_size=1, max_size=5))
def test_any_text_can_be_kept(tmp_path_factory: pytest.TempPathFactory, texts: set[str]):
    cache = VectorCache(tmp_path_factory.mktemp("cache"), unwelcome)
    kept = vectors(*sorted(texts))
    cache.keep(kept)
    found = cache.find(texts)
    assert {text: vector.tolist() for text, vector in found.items()} == {
        text: vector.tolist() for text, vector in kept.items()
    }


@pytest.mark.parametrize("place", ["model", "parent"])
def test_a_folder_that_cannot_be_written_is_a_note(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("a file stands where the folder should be")
    folder = tmp_path / "file" if place == "model" else tmp_path / "file" / "model"
    notes: list[str] = []
    cache = VectorCache(folder, notes.append)
    assert cache.find([SALES]) == {}
    cache.keep(vectors(SALES))
    assert any("vectors are not kept" in note and str(tmp_path / "file") in note for note in notes)
    assert all("\n" not in note for note in notes)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_write_protected_folder_is_a_note(tmp_path: Path):
    notes: list[str] = []
    cache = VectorCache(tmp_path / "model", notes.append)
    cache.folder.mkdir(mode=0o500)
    cache.keep(vectors(SALES))
    assert len(notes) == 1


def pack_of(cache: VectorCache) -> Path:
    (pack,) = cache.folder.iterdir()
    return pack


def truncated(pack: Path) -> None:
    pack.write_bytes(pack.read_bytes()[:-40])


def emptied(pack: Path) -> None:
    pack.write_bytes(b"")


def foreign(pack: Path) -> None:
    pack.write_bytes(b"PK\x03\x04 but not a pack of ours")


def pickled(pack: Path) -> None:
    np.savez(pack, keys=np.array([{}], dtype=object), vectors=np.zeros((1, 4), STORED))


def bare_array(pack: Path) -> None:
    with pack.open("wb") as file:
        np.save(file, np.zeros(3))


def other_names(pack: Path) -> None:
    np.savez(pack, names=np.zeros(3))


def other_shape(pack: Path) -> None:
    np.savez(pack, keys=np.zeros((1, 3), np.uint8), vectors=np.zeros((1, 4), STORED))


def rows_lost(pack: Path) -> None:
    with np.load(pack) as arrays:
        keys = arrays["keys"]
    np.savez(pack, keys=keys, vectors=np.zeros((0, 4), STORED))


@pytest.mark.parametrize(
    "damage",
    [truncated, emptied, foreign, pickled, bare_array, other_names, other_shape, rows_lost],
)
def test_a_damaged_pack_is_a_note_and_the_others_are_read(
    tmp_path: Path, damage: Callable[[Path], None]
):
    notes: list[str] = []
    cache = VectorCache(tmp_path / "model", notes.append)
    cache.keep(vectors(SALES))
    pack = pack_of(cache)
    damage(pack)
    cache.keep(vectors(DIVIDEND))
    assert set(cache.find([SALES, DIVIDEND])) == {DIVIDEND}
    assert len(notes) == 1
    assert pack.name in notes[0]


def test_packs_longest_unused_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    cache = VectorCache(tmp_path / "model", unwelcome)
    for age, text in enumerate([SALES, DIVIDEND]):
        cache.keep(vectors(text))
        newest = max(cache.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1_000_000 + age, 1_000_000 + age))
    cache.find([SALES])  # used now, so the other one is older
    size = sum(path.stat().st_size for path in cache.folder.iterdir())
    monkeypatch.setattr(cache_module, "BYTES_KEPT", size)
    cache.keep(vectors("通期の業績予想に変更はありません。"))
    assert set(cache.find([SALES, DIVIDEND])) == {SALES}


def test_several_processes_at_once(tmp_path: Path):
    """Each keeps its own texts, all keep some in common, and each reads while the others write."""
    program = """
import sys
from pathlib import Path
import numpy as np
from termalign.embedding.cache import VectorCache

def wrong(message):
    sys.exit(message)

cache = VectorCache(Path(sys.argv[1]), wrong)
for run in range(15):
    for text in (f"第{run}四半期の概況", f"{sys.argv[2]}の{run}枚目"):
        cache.keep({text: np.full(4, run, np.float16)})
        assert cache.find([text])[text].tolist() == [run] * 4
"""
    workers = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path / "model", name])
        for name in ("説明資料", "決算短信", "質疑応答")
    ]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0]
    cache = VectorCache(tmp_path / "model", unwelcome)
    texts = [
        f"{name}の{run}枚目" for name in ("説明資料", "決算短信", "質疑応答") for run in range(15)
    ]
    assert set(cache.find(texts)) == set(texts)
    assert all(path.suffix == ".npz" for path in cache.folder.iterdir()), "no neighbour is left"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have places of their own")
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("/var/tmp/kept", "/var/tmp/kept/termalign"),
        ("", "HOME/.cache/termalign"),
        ("relative", "HOME/.cache/termalign"),
    ],
)
def test_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, expected: str
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert str(user_cache_folder()) == expected.replace("HOME", str(tmp_path))
