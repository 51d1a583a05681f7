"""Outputs are whole or not there at all, and never replace an input or a glossary."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.errors import EmptyInput, OutputError
from termalign.output import GLOSSARY_APPLICATION_ID, is_glossary, replacing, tsv_field

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = "旧:売上高".encode(), "新:売上収益".encode()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "対訳.tsv"
    path.write_bytes(OLD)
    return path


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file(tmp_path: Path):
    with replacing(tmp_path / "new.tsv") as stream:
        stream.write(NEW)
        assert not (tmp_path / "new.tsv").exists()
    assert (tmp_path / "new.tsv").read_bytes() == NEW
    assert left_in(tmp_path) == {"new.tsv"}


def test_an_existing_file_is_replaced(target: Path):
    with replacing(str(target)) as stream:
        stream.write(NEW)
        assert target.read_bytes() == OLD
    assert target.read_bytes() == NEW
    assert left_in(target.parent) == {target.name}


class Stop(BaseException):
    """As Ctrl-C arrives: not an Exception."""


@pytest.mark.parametrize("failure", [EmptyInput("is empty"), ValueError("x"), Stop()])
def test_a_failure_half_way_leaves_the_old_file(target: Path, failure: BaseException):
    with pytest.raises(type(failure)), replacing(target) as stream:  # noqa: PT012  # half way
        stream.write(NEW[:4])
        raise failure
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == {target.name}


@pytest.mark.parametrize("fails", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "could not be written (no space left on device)"),
        (errno.EACCES, "is open in another program"),  # as Windows says of a workbook in Excel
    ],
)
def test_a_failure_of_the_system_is_one_line(
    target: Path, monkeypatch: pytest.MonkeyPatch, fails: str, code: int, said: str
):
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, fails, fail)
    with pytest.raises(OutputError) as caught, replacing(target) as stream:
        stream.write(NEW)
    monkeypatch.undo()
    assert said in caught.value.what
    assert caught.value.where == str(target)
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == {target.name}


def test_another_files_error_is_not_the_outputs(target: Path):
    with pytest.raises(FileNotFoundError), replacing(target):
        (target.parent / "missing.txt").read_text("utf-8")
    assert target.read_bytes() == OLD


def test_an_input_is_refused(target: Path):
    with pytest.raises(OutputError, match="is also an input"), replacing(target, inputs=[target]):
        pytest.fail("the block must not run")
    assert target.read_bytes() == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_an_input_by_another_name_is_refused(target: Path, link: Callable[[Path, Path], None]):
    other = target.parent / "other.tsv"
    link(target, other)
    for output, source in [(other, target), (target, other)]:
        with pytest.raises(OutputError, match="is also an input"):
            replacing(output, inputs=[str(source)]).__enter__()


def test_a_missing_input_of_the_same_name_is_refused(tmp_path: Path):
    path = tmp_path / "not-there.tsv"
    with pytest.raises(OutputError, match="is also an input"):
        replacing(path, inputs=[tmp_path / "." / "not-there.tsv"]).__enter__()


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(OutputError, match="is a folder"):
        replacing(tmp_path).__enter__()


def test_a_missing_folder_is_said(tmp_path: Path):
    with pytest.raises(OutputError, match="its folder does not exist; make the folder first"):
        replacing(tmp_path / "none" / "out.tsv").__enter__()


def test_a_write_protected_file_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (target, os.W_OK))
    with pytest.raises(OutputError, match="is write-protected; name another file with -o"):
        replacing(target).__enter__()
    assert target.read_bytes() == OLD


def database(path: Path, application_id: int) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute(f"pragma application_id = {application_id}")
        connection.execute("create table t (x)")
    connection.close()
    return path


def test_a_glossary_database_is_refused(tmp_path: Path):
    path = database(tmp_path / "glossary.db", GLOSSARY_APPLICATION_ID)
    before = path.read_bytes()
    assert is_glossary(path)
    with pytest.raises(OutputError, match="is a glossary database"):
        replacing(path).__enter__()
    assert path.read_bytes() == before


def test_another_database_is_replaced_like_any_file(tmp_path: Path):
    path = database(tmp_path / "other.db", 0)
    assert not is_glossary(path)
    with replacing(path) as stream:
        stream.write(NEW)
    assert path.read_bytes() == NEW


def test_a_short_file_is_no_glossary(target: Path):
    target.write_bytes(b"SQLite format 3\x00")
    assert not is_glossary(target)
    assert not is_glossary(target.parent)
    assert not is_glossary(target.parent / "missing.db")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as on POSIX")
def test_permissions(target: Path):
    target.chmod(0o640)
    with replacing(target) as stream:
        stream.write(NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    new = target.parent / "new.tsv"
    plain = target.parent / "plain"
    plain.write_bytes(b"")
    with replacing(new) as stream:
        stream.write(NEW)
    assert new.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(target: Path):
    link = target.parent / "latest.tsv"
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write(NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="/dev/null")
def test_a_device_is_written_to_not_replaced():
    with replacing("/dev/null") as stream:
        stream.write(NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(OutputError, match="no space left"), replacing("/dev/full") as stream:
        stream.write(NEW)


def test_a_name_as_long_as_names_may_be(tmp_path: Path):
    path = tmp_path / ("決" * 83 + ".tsv")  # 253 bytes: a suffix for the neighbour would not fit
    with replacing(path) as stream:
        stream.write(NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("売上高", "売上高"),
        ("売上高\t1,234", "売上高 1,234"),
        ("売上高\r\n1,234", "売上高 1,234"),
        ("売上高\n\n1,234", "売上高  1,234"),
        (
            "売上高\u2028営業利益",
            "売上高 営業利益",
        ),  # a line to str.splitlines, and to some readers
        ("", ""),
    ],
)
def test_tsv_field(text: str, field: str):
    assert tsv_field(text) == field


@given(st.text())
def test_a_tsv_field_is_one_field_of_one_line(text: str):
    field = tsv_field(text)
    assert "\t" not in field
    assert len(field.splitlines()) <= 1
