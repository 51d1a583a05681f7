"""`termalign align` as a command: what it prints, every format, the plot, and how it fails."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from termalign.cli import run

if TYPE_CHECKING:
    from tests.conftest import RunTermalign

LINES = Path(__file__).parents[2] / "corpora" / "lines"
HEADER = ["ja_index", "en_index", "score", "ja", "en"]
JA = """業績の概要

売上収益は612億円となりました。
配当は1株当たり22円です。	期末に支払います。
なお、監査の対象ではありません。
"""
EN = """Overview of results
Revenue came to ¥61.2 billion.

The dividend is ¥22 per share.
It is paid at year-end.
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a Japanese and an English document."""
    (tmp_path / "results.ja.txt").write_text(JA, "utf-8")
    (tmp_path / "results.en.txt").write_text(EN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALIGN = ["align", "results.ja.txt", "results.en.txt", "--segment", "line"]


def rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_tsv_with_a_header_by_default(work: Path, capfdbinary: pytest.CaptureFixture):
    assert run(ALIGN) == 0
    captured = capfdbinary.readouterr()
    header, *beads = rows(captured.out)
    assert header == HEADER
    # Line numbers from 0; blank lines are counted and in no bead; a tab is a space.
    assert [(ja, en) for ja, en, *_ in beads] == [("0", "0"), ("2", "1"), ("3", "3,4"), ("4", "")]
    assert beads[2][3:] == [
        "配当は1株当たり22円です。 期末に支払います。",
        "The dividend is ¥22 per share. It is paid at year-end.",
    ]
    assert beads[3][3:] == ["なお、監査の対象ではありません。", ""]
    assert all(len(row) == 5 and 0 <= float(row[2]) <= 1 for row in beads)


def test_talk_goes_to_standard_error(work: Path, capfd: pytest.CaptureFixture):
    assert run(ALIGN) == 0
    said = capfd.readouterr().err.splitlines()
    assert said[-2].startswith("mode: parallel (")
    assert said[-1] == (
        "3 pairs; 3 of 4 Japanese and 4 of 4 English segments have a partner "
        "(termalign 0.1.0; model lexical; mode parallel; segment line)"
    )


def test_the_order_of_the_documents_is_free(work: Path, capfdbinary: pytest.CaptureFixture):
    run(ALIGN)
    there = capfdbinary.readouterr().out
    run(["align", "results.en.txt", "results.ja.txt", "--segment", "line"])
    assert capfdbinary.readouterr().out == there


@pytest.mark.parametrize("suffix", ["tsv", "csv", "jsonl", "tmx", "xlsx", "html"])
def test_the_suffix_chooses_the_format(work: Path, suffix: str, capfd: pytest.CaptureFixture):
    out = work / f"out.{suffix}"
    assert run([*ALIGN, "-o", out.name]) == 0
    assert capfd.readouterr().out == ""
    data = out.read_bytes()
    text = "" if suffix == "xlsx" else data.decode("utf-8-sig")
    if suffix == "tsv":
        assert rows(data)[0] == HEADER
    elif suffix == "csv":
        assert next(csv.reader(io.StringIO(text))) == HEADER
    elif suffix == "jsonl":
        records = [json.loads(line) for line in text.splitlines()]
        assert [record.get("ja", "") for record in records][1] == "売上収益は612億円となりました。"
        assert [record.get("en", "") for record in records][1] == "Revenue came to ¥61.2 billion."
    elif suffix == "tmx":
        units = etree.fromstring(data).findall(".//tu")
        assert len(units) == 3, "a one-sided bead is no translation"
    elif suffix == "xlsx":
        assert zipfile.ZipFile(out).testzip() is None
    else:
        assert "売上収益は612億円となりました。" in text
    assert run([*ALIGN, "-o", out.name]) == 0, "an existing output is replaced"
    assert out.read_bytes() == data, "the same input gives the same bytes"


def test_a_suffix_without_a_format(work: Path, capfd: pytest.CaptureFixture):
    assert run([*ALIGN, "-o", "out.docx"]) == 2
    said = capfd.readouterr().err
    assert said.startswith("error: out.docx: no format has the suffix")
    assert said.count("\n") == 1
    assert not (work / "out.docx").exists()


def test_a_byte_order_mark_for_excel(work: Path, capfdbinary: pytest.CaptureFixture):
    assert run([*ALIGN, "--bom"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfja_index\t")


def test_every_line_with_text_is_in_one_bead(capfdbinary: pytest.CaptureFixture):
    """The contract of --segment line, on a whole document."""
    ja, en = LINES / "tanshin.ja.txt", LINES / "tanshin.en.txt"
    assert run(["align", str(ja), str(en), "--segment", "line"]) == 0
    _, *beads = rows(capfdbinary.readouterr().out)
    for side, path in ((0, ja), (1, en)):
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")
        indices = [int(n) for bead in beads for n in bead[side].split(",") if n]
        assert indices == [n for n, line in enumerate(lines) if line.strip()]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_any_line_ends_give_the_same_indices(
    work: Path, ends: str, capfdbinary: pytest.CaptureFixture
):
    for name, text in (("results.ja.txt", JA), ("results.en.txt", EN)):
        (work / name).write_bytes(text.replace("\n", ends).encode("utf-8"))
    assert run(ALIGN) == 0
    indices = [row[:2] for row in rows(capfdbinary.readouterr().out)[1:]]
    assert indices == [["0", "0"], ["2", "1"], ["3", "3,4"], ["4", ""]]


def test_min_score(work: Path, capfdbinary: pytest.CaptureFixture):
    assert run([*ALIGN, "--min-score", "1"]) == 0
    beads = rows(capfdbinary.readouterr().out)[1:]
    assert all(not (ja and en) or score == "1.0000" for ja, en, score, *_ in beads)
    assert run([*ALIGN, "--min-score", "1.5"]) == 2


def test_a_mode_that_is_asked_for(work: Path, capfd: pytest.CaptureFixture):
    assert run([*ALIGN, "--mode", "comparable"]) == 0
    captured = capfd.readouterr()
    assert "mode comparable" in captured.err.splitlines()[-1]
    assert "," not in "".join(row[0] + row[1] for row in rows(captured.out.encode())[1:])


def test_nothing_in_common_is_written_all_the_same(work: Path, capfdbinary: pytest.CaptureFixture):
    """Exit code 0 whenever the output was written, however few pairs."""
    (work / "results.en.txt").write_text(
        "Sunflowers bloom.\nCats sleep.\nRivers run.\nGo.\n", "utf-8"
    )
    assert run([*ALIGN, "--mode", "comparable"]) == 0
    captured = capfdbinary.readouterr()
    assert len(rows(captured.out)) == 1 + 4 + 4
    assert b"0 pairs; 0 of 4 Japanese and 0 of 4 English" in captured.err


def test_a_plot_beside_the_table(work: Path, capfd: pytest.CaptureFixture):
    assert run([*ALIGN, "--plot", "plot.svg"]) == 0
    root = etree.fromstring((work / "plot.svg").read_bytes())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(root.findall(".//{*}circle[@class='pair']")) == 3
    assert len(root.findall(".//{*}path[@class='alone']")) == 1


def test_terms_from_a_glossary(work: Path, capfd: pytest.CaptureFixture):
    add = ["glossary", "add", "配当", "dividend", "--status", "approved", "--glossary", "terms.db"]
    assert run(add) == 0
    assert run([*ALIGN, "--glossary", "terms.db"]) == 0
    assert "; terms " in capfd.readouterr().err.splitlines()[-1]


def test_a_table_on_a_terminal(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setattr("termalign.cli.align.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    assert run(ALIGN) == 0
    table = capsys.readouterr().out
    assert "\t" not in table
    assert all(part in table for part in ("score", "売上収益は612億円", "Revenue came to"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["results.ja.txt"], "error: "),
        (["results.ja.txt", "none.txt"], "error: none.txt: no such file"),
        (["results.ja.txt", "results.ja.txt"], "error: results.ja.txt: is named twice"),
        (["results.ja.txt", "copy.ja.txt"], "both documents are Japanese"),
        (["results.ja.txt", "."], "error: .: is a folder"),
        (["results.ja.txt", "empty.txt"], "error: empty.txt: "),
        (["results.ja.txt", "results.en.txt", "--mode", "serial"], "error: "),
        (["results.ja.txt", "results.en.txt", "--model", "./none"], "error: "),
        (["results.ja.txt", "results.en.txt", "--glossary", "none.db"], "none.db"),
        (["results.ja.txt", "results.en.txt", "-o", "results.en.txt"], "no format has the suffix"),
        (["results.ja.txt", "results.en.txt", "-o", "a.html", "--plot", "a.html"], "is named for"),
        (["results.ja.txt", "results.en.txt", "-o", "-", "--plot", "-"], "is named for"),
        (["results.ja.txt", "results.en.txt", "--plot", "results.en.txt"], "is also an input"),
        (["results.ja.txt", "results.en.txt", "--plot", "no/plot.svg"], "folder does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_writes_nothing(
    work: Path, arguments: list[str], says: str, capfd: pytest.CaptureFixture
):
    (work / "copy.ja.txt").write_text(JA, "utf-8")
    (work / "empty.txt").write_bytes(b"")
    before = {path.name: path.read_bytes() for path in work.iterdir()}
    assert run(["align", *arguments, *([] if "-o" in arguments else ["-o", "out.tsv"])]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in work.iterdir()} == before


def test_in_a_pipe_of_another_code_page(termalign: RunTermalign, work: Path):
    done = termalign(*ALIGN, cwd=work, PYTHONIOENCODING="cp932:strict")
    assert done.returncode == 0
    assert rows(done.stdout)[2][3] == "売上収益は612億円となりました。"


def test_a_document_from_standard_input(termalign: RunTermalign, work: Path):
    done = termalign(
        "align", "-", "results.en.txt", "--segment", "line", cwd=work, stdin=JA.encode("utf-8")
    )
    assert done.returncode == 0
    assert [row[0] for row in rows(done.stdout)[1:]] == ["0", "2", "3", "4"]
