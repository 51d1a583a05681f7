"""`termalign segments`: what it prints, where, and how it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.cli import run

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "[bold]業績の概要\n・ 売上は\n増加しました。次に、\tその理由です。\n\n1,234 5,678\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "sample.ja.txt"
    path.write_bytes(PAGE.encode("cp932"))
    return path


def test_tsv_on_stdout_and_the_encoding_on_stderr(page: Path, capfdbinary: pytest.CaptureFixture):
    assert run(["segments", str(page)]) == 0
    captured = capfdbinary.readouterr()
    assert captured.out.decode() == (
        "index\tplace\tkind\ttext\n"
        "0\tline 1\theading\t[bold]業績の概要\n"
        "1\tline 2\tbullet\t・ 売上は増加しました。\n"
        "2\tline 2\tbullet\t次に、 その理由です。\n"
        "3\tline 5\trow\t1,234 5,678\n"
    )
    assert captured.err.decode().strip() == "sample.ja.txt: cp932, ja, 4 segments; read as cp932"


def test_one_segment_a_line(page: Path, tmp_path: Path):
    output = tmp_path / "out.tsv"
    assert run(["segments", str(page), "--segment", "line", "-o", str(output)]) == 0
    rows = output.read_text("utf-8").split("\n")
    assert rows[1:] == [
        "0\tline 1\tline\t[bold]業績の概要",
        "1\tline 2\tline\t・ 売上は",
        "2\tline 3\tline\t増加しました。次に、 その理由です。",  # a tab would be another column
        "3\tline 4\tline\t",
        "4\tline 5\tline\t1,234 5,678",
        "",
    ]


def test_a_table_on_a_terminal(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setattr("termalign.cli.segments.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    assert run(["segments", str(page)]) == 0
    table = capsys.readouterr().out
    assert "\t" not in table
    assert all(part in table for part in ("index", "[bold]業績の概要", "1,234 5,678"))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["none.txt"], "error: none.txt: no such file; look at the name and the folder"),
        (["--encoding", "utf-8", "sample.ja.txt"], "error: sample.ja.txt:1: byte 0x8b at offset 6"),
        (["--encoding", "klingon", "sample.ja.txt"], "error: --encoding: no encoding is called"),
        (["figures.txt"], "error: figures.txt: its language cannot be told"),
    ],
)
def test_one_clear_line(
    arguments: list[str],
    line: str,
    page: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture,
):
    (page.parent / "figures.txt").write_text("1,234\n", "utf-8")
    monkeypatch.chdir(page.parent)
    assert run(["segments", *arguments]) == 2
    captured = capfd.readouterr()
    assert not captured.out
    assert captured.err.startswith(line)
    assert captured.err.count("\n") == 1


def test_a_language_may_be_told(tmp_path: Path, capfd: pytest.CaptureFixture):
    path = tmp_path / "figures.txt"
    path.write_text("1,234\n", "utf-8")
    assert run(["segments", "--language", "en", str(path)]) == 0
    assert "utf-8, en, 1 segment" in capfd.readouterr().err
