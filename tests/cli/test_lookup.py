"""`termalign lookup` as a whole: what it prints in a pipe and on a terminal, and its exit code."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary
from termalign.records import Evidence, TermPair

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

HEADER = (
    "ja\ten\tstatus\tmatch\tja_variants\ten_variants\tforbidden\t"
    "note\texample_ja\texample_en\tplace\tid\n"
)


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "terms.db"
    store = Glossary(path, who="hanako")
    store.add(GlossaryRow("営業利益", "operating income", note="連結損益計算書の\t表示"))
    store.add(GlossaryRow("営業利益", "operating profit", status="forbidden"))
    store.add(GlossaryRow("悪\x1b[31m意", "mal\u202eice"))
    seen = Evidence(
        "営業利益率は5.1%でした。",
        "The operating margin was 5.1%.",
        "page 3",
        "page 4",
        "deck.ja.txt + deck.en.txt",
    )
    store.propose(
        [TermPair("営業利益率", "operating margin", 0.9, 2, (), ("margin on sales",), (seen,))]
    )
    return path


def test_in_a_pipe(termalign: RunTermalign, glossary: Path):
    done = termalign("lookup", "営業利益", "--glossary", glossary)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode() == (
        HEADER
        + "営業利益\toperating income\tapproved\texact\t\t\toperating profit\t"
        + "連結損益計算書の 表示\t\t\t\t1\n"
        + "営業利益率\toperating margin\tproposed\tpart of\t\tmargin on sales\t\t\t"
        + "営業利益率は5.1%でした。\tThe operating margin was 5.1%.\t"
        + "deck.ja.txt + deck.en.txt: page 3 | page 4\t3\n"
    )


def test_json(termalign: RunTermalign, glossary: Path):
    done = termalign("lookup", "margin", "--json", "--glossary", glossary)
    (answer,) = json.loads(done.stdout)
    assert (answer["ja"], answer["match"]) == ("営業利益率", "part of")
    assert answer["example"]["place"] == "deck.ja.txt + deck.en.txt: page 3 | page 4"
    nothing = termalign("lookup", "無い", "--json", "--glossary", glossary)
    assert (json.loads(nothing.stdout), nothing.returncode) == ([], 1)


@pytest.mark.parametrize(
    "query", ["減価償却費", "％", "", "-", "--", "-h5", "-5% or less", "--exacct"]
)
def test_nothing_found(termalign: RunTermalign, glossary: Path, query: str):
    words = ["--", query] if query == "--" else [query]
    done = termalign("lookup", "--glossary", glossary, *words)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode() == f"nothing found for “{query}”\n"


def test_a_query_that_begins_with_a_hyphen_is_found(termalign: RunTermalign, glossary: Path):
    Glossary(glossary).add(GlossaryRow("5％以下", "-5% or less"))
    for words in (("-5% or less", "--limit", "1"), ("--limit=1", "--", "-5% or less")):
        done = termalign("lookup", "--glossary", glossary, *words)
        assert done.stdout.decode().splitlines()[1].startswith("5％以下\t-5% or less\t")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Missing argument 'QUERY'"),
        (("a", "--text", "b.txt"), "exclude one another"),
        (("a", "-o", "b.tsv"), "goes with --text"),
        (("a", "--encoding", "cp932"), "--encoding goes with --text"),
        (("--text", "b.txt", "-o", "b.docx"), "no format has the suffix"),
        (("--text", "b.txt", "--json", "-o", "b.xlsx"), "b.xlsx: --json writes JSON"),
        (("a", "b"), "unexpected extra argument"),
        (("a", "--limit", "0"), "--limit"),
        (("a", "--limit"), "--limit"),
        (("a", "--from", "zh"), "--from"),
        (("a", "--glossary", "missing.db"), "missing.db: there is no glossary"),
    ],
)
def test_a_wrong_call(termalign: RunTermalign, words: tuple[str, ...], says: str):
    done = termalign("lookup", *words)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stdout == b""


def test_options(termalign: RunTermalign, glossary: Path):
    def first_column(*words: str) -> list[str]:
        done = termalign("lookup", *words, "--glossary", glossary)
        return [line.split("\t")[0] for line in done.stdout.decode().splitlines()[1:]]

    assert first_column("営業利益", "--limit", "1") == ["営業利益"]
    assert first_column("営業利益", "--exact") == ["営業利益"]
    assert first_column("営業利益", "--from", "en") == []
    assert first_column("operating", "--from", "en") == ["営業利益", "営業利益率"]


def test_which_glossary(termalign: RunTermalign, glossary: Path, home: Path, tmp_path: Path):
    """The option, else the setting, else the variable, else the user's own."""
    named = {"TERMALIGN_GLOSSARY": str(glossary)}
    assert termalign("lookup", "営業利益").returncode == 2
    assert termalign("lookup", "営業利益", **named).returncode == 0
    other = tmp_path / "other.db"
    Glossary(other).add(GlossaryRow("売上高", "net sales"))
    (tmp_path / "termalign.toml").write_text('glossary = "other.db"\n')
    assert termalign("lookup", "営業利益", **named).returncode == 1
    assert termalign("lookup", "売上高", **named).returncode == 0
    assert termalign("lookup", "営業利益", "--glossary", glossary).returncode == 0
    assert termalign("--no-config", "lookup", "営業利益", **named).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as on POSIX")
def test_on_a_terminal(glossary: Path, environment: dict[str, str]):
    page = on_a_terminal(["lookup", "営業", "--glossary", str(glossary)], environment)
    assert page == [
        "営業利益    operating income  approved  part of",
        "  never: operating profit",
        "   note: 連結損益計算書の\\t表示",
        "営業利益率  operating margin  proposed  part of",
        "   also: margin on sales",
        "   seen: 営業利益率は5.1%でした。",
        "         The operating margin was 5.1%.",
        "     at: deck.ja.txt + deck.en.txt: page 3 | page 4",
    ]
    assert on_a_terminal(["lookup", "operating profit", "--glossary", str(glossary)], environment)[
        :2
    ] == ["営業利益  operating profit  forbidden  exact", "    use: operating income"]
    assert on_a_terminal(["lookup", "malice", "--glossary", str(glossary)], environment) == [
        "悪\\x1b[31m意  mal\\u202eice  approved  normalised: invisible signs"
    ]


TEXT = """\
営業利益率の改善

当期の営業利益は１２８億円でした。
売上高は横ばいでした。営業利益は増加しました。
"""
SHEET_HEADER = (
    "ja\treading\ten\tstatus\tmatch\tja_variants\ten_variants\tforbidden\tnote\tcount\tplace\tid\n"
)
SHEET = SHEET_HEADER + (
    "営業利益率\tえいぎょうりえきりつ\toperating margin\tproposed\texact\t\tmargin on sales\t\t"
    "\t1\tline 1\t3\n"
    "営業利益\tえいぎょうりえき\toperating income\tapproved\texact\t\t\toperating profit\t"
    "連結損益計算書の 表示\t2\tline 3\t1\n"
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.ja.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_terms_of_a_text(termalign: RunTermalign, glossary: Path, text: Path):
    done = termalign("lookup", "--text", text, "--glossary", glossary)
    assert done.returncode == 0
    assert done.stdout.decode() == SHEET
    assert done.stderr.decode() == "text.ja.txt: 2 terms known, 3 times in 4 segments\n"
    from_stdin = termalign("lookup", "--text", "-", "--glossary", glossary, stdin=TEXT.encode())
    assert from_stdin.stdout == done.stdout
    first = termalign("lookup", "--text", text, "--limit", "1", "--glossary", glossary)
    assert first.stdout.decode() == "".join(SHEET.splitlines(keepends=True)[:2])


def test_an_english_text_says_what_is_forbidden(
    termalign: RunTermalign, glossary: Path, tmp_path: Path
):
    (tmp_path / "text.txt").write_text("Operating profits rose.\n", "utf-8")
    done = termalign("lookup", "--text", "text.txt", "--json", "--glossary", glossary)
    (row,) = json.loads(done.stdout)
    assert (row["ja"], row["en"], row["status"]) == ("営業利益", "operating profit", "forbidden")
    assert (row["match"], row["en_variants"]) == ("normalised: case, plural", ["operating income"])
    assert (row["count"], row["id"], row["place"]) == (1, 1, "line 1")
    assert (row["ja_variants"], row["forbidden"]) == ([], ["operating profit"])


def test_json_as_a_file(termalign: RunTermalign, glossary: Path, text: Path, tmp_path: Path):
    words = ("lookup", "--text", text, "--json", "--glossary", glossary)
    assert termalign(*words, "-o", "sheet.json").returncode == 0
    assert (tmp_path / "sheet.json").read_bytes() == termalign(*words).stdout


def test_the_settings_encoding_does_not_stop_a_lookup(
    termalign: RunTermalign, glossary: Path, tmp_path: Path
):
    (tmp_path / "termalign.toml").write_text('encoding = "cp932"\n', "utf-8")
    assert termalign("lookup", "営業利益", "--glossary", glossary).returncode == 0


def test_a_long_query_is_not_repeated_whole(termalign: RunTermalign, glossary: Path):
    done = termalign("lookup", "無" * 3000, "--glossary", glossary)
    assert done.returncode == 1
    assert done.stderr.decode() == f"nothing found for “{'無' * 79}…”\n"


def test_a_text_of_both_languages(termalign: RunTermalign, glossary: Path, tmp_path: Path):
    mixed = "営業利益（Operating Incomes）の改善\n\nOperating margins are 営業利益率.\n"
    for source in ("ja", "en"):
        (tmp_path / "text.txt").write_text(mixed, "utf-8")
        words = ("lookup", "--text", "text.txt", "--from", source, "--json")
        rows = json.loads(termalign(*words, "--glossary", glossary).stdout)
        assert [(row["ja"], row["count"]) for row in rows] == [("営業利益", 2), ("営業利益率", 2)]


def test_a_text_without_known_terms(termalign: RunTermalign, glossary: Path, tmp_path: Path):
    (tmp_path / "text.txt").write_text("天気は晴れでした。\n", "utf-8")
    done = termalign("lookup", "--text", "text.txt", "--glossary", glossary)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "0 terms known" in done.stderr.decode()


@pytest.mark.parametrize("suffix", ["tsv", "csv", "xlsx"])
def test_a_sheet_as_a_file(
    termalign: RunTermalign, glossary: Path, text: Path, tmp_path: Path, suffix: str
):
    from termalign.reading.source import fetch

    output = tmp_path / f"sheet.{suffix}"
    done = termalign("lookup", "--text", text, "-o", output, "--glossary", glossary)
    assert (done.returncode, done.stdout) == (0, b"")
    if suffix == "xlsx":
        from termalign.exchange.xlsx import read_sheets

        ((title, rows),) = read_sheets(fetch(output))
        assert title == "terms"
        cells = [row.cells for row in rows]
    else:
        from termalign.exchange.delimited import csv_rows, tsv_rows

        rows_of = tsv_rows if suffix == "tsv" else lambda content: csv_rows(content, "sheet")
        cells = [row.cells for row in rows_of(output.read_bytes().decode("utf-8-sig"))]
    assert [cells_of[2] for cells_of in cells] == ["en", "operating margin", "operating income"]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as on POSIX")
def test_a_sheet_on_a_terminal(glossary: Path, text: Path, environment: dict[str, str]):
    words = ["lookup", "--text", str(text), "--glossary", str(glossary)]
    head, *lines = on_a_terminal(words, environment)
    assert head.split() == ["ja", "reading", "en", "status", "count", "place", "forbidden", "note"]
    assert [line.split("  line ")[0].rstrip() for line in lines] == [
        "営業利益率  えいぎょうりえきりつ  operating margin  proposed  1",
        "営業利益    えいぎょうりえき      operating income  approved  2",
    ]
    assert lines[1].endswith("line 3  operating profit  連結損益計算書の\\t表示")


def on_a_terminal(words: list[str], environment: dict[str, str]) -> list[str]:
    """The lines that a command prints where its standard output is a terminal."""
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "termalign", *words],
        env=environment | {"NO_COLOR": "1", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        stdout=theirs,
    ) as process:
        os.close(theirs)
        content = b""
        while chunk := read_some(ours):
            content += chunk
        assert process.wait(60) == 0
    os.close(ours)
    return content.decode().replace("\r\n", "\n").splitlines()


def read_some(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end has closed
        return b""
