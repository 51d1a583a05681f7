"""What holds for every command: no network, any code page, a light start, one line on bad input."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termalign.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import RunTermalign

# Set in motion before anything else in the process: ends it at the first sign of a connection,
# which no `except` in the program can hide, and writes down which modules were loaded.
GUARD = """
import atexit, os, sys

NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}

def watch(event, arguments):
    if event in NETWORK:
        os.write(2, f"NETWORK {event} {arguments}".encode())
        os._exit(99)

def write_down():
    with open(os.environ["LOADED"], "w") as file:
        file.write("\\n".join(sys.modules))

sys.addaudithook(watch)
if "LOADED" in os.environ:
    atexit.register(write_down)
"""

CORPORA = Path(__file__).parent.parent / "corpora"

HEAVY = {"numpy", "scipy", "fugashi", "lxml", "sqlite_utils", "rich", "openpyxl", "torch"}

JA = """\
2024年3月期 決算説明会 質疑応答要旨

当期の売上収益は1,282億円となり、前年同期比5.1%増加しました。
営業利益は128億円となり、過去最高を更新しました。
Q：来期の配当性向についてどのように考えていますか。
A：配当性向は30%を目安とする方針に変更はありません。
クラウドサービスの需要は引き続き堅調に推移しています。
"""

EN = """\
Financial Results Briefing for the Fiscal Year Ended March 31, 2024: Q&A Summary

Revenue for the period was ¥128.2 billion, up 5.1% year on year.
Operating profit was ¥12.8 billion, a record high.
Q: What is your view on the dividend payout ratio for the next fiscal year?
A: There is no change to our policy of a dividend payout ratio of around 30%.
Demand for cloud services has remained solid.
"""

DB = ("--glossary", "terms.db")

# a run of each command that does its work: its words, and the exit code it ends with
RUNS: dict[str, tuple[tuple[str, ...], int]] = {
    "segments": (("segments", "qa.ja.txt"), 0),
    "segments pdf": (("segments", "deck.en.pdf"), 0),
    "align": (("align", "qa.ja.txt", "qa.en.txt"), 0),
    "align -o tmx": (("align", "qa.en.txt", "qa.ja.txt", "-o", "qa.tmx"), 0),
    "mine": (("mine", "qa.ja.txt", "qa.en.txt"), 0),
    "mine --glossary": (("mine", "qa.ja.txt", "qa.en.txt", *DB), 0),
    "lookup": (("lookup", "営業利益", *DB), 0),
    "lookup nothing": (("lookup", "減価償却費", *DB), 1),
    "lookup --text": (("lookup", "--text", "qa.ja.txt", *DB), 0),
    "lookup --text -o": (("lookup", "--text", "qa.en.txt", "-o", "sheet.xlsx", *DB), 0),
    "glossary add": (("glossary", "add", "売上収益", "revenue", *DB), 0),
    "glossary list": (("glossary", "list", *DB), 0),
    "glossary export": (("glossary", "export", *DB), 0),
    "glossary import": (("glossary", "import", "terms.tsv", *DB), 0),
    "check": (("check", "qa.ja.txt", "qa.en.txt", *DB), 0),
    "check -o": (("check", "qa.ja.txt", "qa.en.txt", "-o", "findings.xlsx"), 0),
    "check --suggest-profile": (("check", "qa.ja.txt", "qa.en.txt", "--suggest-profile"), 0),
    "dismiss --list": (("dismiss", "--list"), 0),
    "check one": (("check", "qa.ja.txt"), 0),
    "figures": (("figures", "売上収益は1,282億円（5.1%増）"), 0),
    "settings": (("settings",), 0),
    "demo": (("demo",), 0),
}


def test_every_command_has_a_run():
    assert {words[0] for words, _ in RUNS.values()} == set(COMMANDS)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pair of documents, a glossary and a table of terms."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "qa.ja.txt").write_text(JA, "utf-8")
    (folder / "qa.en.txt").write_text(EN, "utf-8")
    shutil.copy(CORPORA / "deck.en.pdf", folder)
    (folder / "terms.tsv").write_text("ja\ten\n配当性向\tdividend payout ratio\n", "utf-8")
    words = ("glossary", "add", "営業利益", "operating profit", "--status", "approved", *DB)
    subprocess.run([sys.executable, "-m", "termalign", *words], cwd=folder, check=True)
    return folder


@pytest.fixture
def work(prepared: Path, tmp_path: Path) -> Path:
    """A fresh copy of the prepared folder, to work in."""
    return Path(shutil.copytree(prepared, tmp_path / "work"))


@pytest.fixture
def guarded(termalign: RunTermalign, tmp_path: Path) -> RunTermalign:
    """`termalign` under the guard."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")

    def run(
        *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        guard = {"PYTHONPATH": str(tmp_path / "guard")}
        return termalign(*arguments, cwd=cwd, stdin=stdin, **guard, **env)

    return run


def outputs(folder: Path, prepared: Path) -> dict[str, bytes]:
    """What a run wrote: the files that were not there before (a database holds the time)."""
    old = {path.name for path in prepared.iterdir()}
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.name not in old and not path.name.startswith("terms.db")
    }


@pytest.mark.parametrize("name", RUNS)
def test_no_network_any_code_page_same_bytes(
    guarded: RunTermalign,
    prepared: Path,
    tmp_path: Path,
    name: str,
):
    """Once with the network forbidden, once more on a console that shows CP932 alone."""
    words, code = RUNS[name]
    folders = [Path(shutil.copytree(prepared, tmp_path / name / "work")) for name in ("a", "b")]
    plain = guarded(*words, cwd=folders[0], PYTHONIOENCODING="utf-8")
    cp932 = guarded(*words, cwd=folders[1], PYTHONIOENCODING="cp932:strict")
    for done in (plain, cp932):
        assert b"NETWORK" not in done.stderr
        assert b"Traceback" not in done.stderr
        assert done.returncode == code, done.stderr.decode("utf-8", "replace")
    plain.stdout.decode("utf-8")
    assert cp932.stdout == plain.stdout
    assert outputs(folders[0], prepared) == outputs(folders[1], prepared)
    cp932.stderr.decode("cp932")


def test_the_guard_bites(environment: dict[str, str], tmp_path: Path, guarded: RunTermalign):
    code = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept OSError: pass"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"PYTHONPATH": str(tmp_path / "guard")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 99
    assert b"NETWORK" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--help",), 0),
        (("--version",), 0),
        (("lookup", "--help"), 0),
        (("lookup", "営業利益", *DB), 0),
        (("lookup", "operating profits", *DB), 0),
        (("lookup", "eigyō rieki", *DB), 0),
        (("settings",), 0),
        (("dismiss", "--list"), 0),
    ],
)
def test_light_start(guarded: RunTermalign, work: Path, words: tuple[str, ...], code: int):
    loaded = work / "loaded"
    assert guarded(*words, cwd=work, LOADED=str(loaded)).returncode == code
    names = {name.split(".")[0] for name in loaded.read_text("utf-8").splitlines()}
    assert "click" in names
    assert not names & HEAVY


def test_help_loads_no_command(guarded: RunTermalign, work: Path):
    loaded = work / "loaded"
    guarded("--help", cwd=work, LOADED=str(loaded))
    ours = {name for name in loaded.read_text("utf-8").splitlines() if "termalign." in name}
    assert ours <= {
        "termalign.cli",
        "termalign.cli.console",
        "termalign.cli.lazy",
        "termalign.errors",
        "termalign.__main__",
    }


def test_help_starts_nearly_as_fast_as_click(environment: dict[str, str], tmp_path: Path):
    # As it is installed: compiled once, by the first run.
    compiled = {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def seconds(*words: str) -> float:
        start = time.perf_counter()
        command = [sys.executable, *words]
        subprocess.run(command, env=compiled, cwd=tmp_path, check=True, capture_output=True)
        return time.perf_counter() - start

    click, ours = ("-c", "import click"), ("-m", "termalign", "--help")
    rounds = [(seconds(*click), seconds(*ours)) for _ in range(11)]
    bare, helped = (min(column) for column in zip(*rounds, strict=True))
    assert helped <= 1.5 * bare, f"{helped:.3f} s against {bare:.3f} s"


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe as on POSIX")
@pytest.mark.parametrize(
    "words",
    [
        *(RUNS[name][0] for name in ("segments", "align", "figures", "settings", "glossary list")),
        ("--help",),
        ("align", "--help"),
        ("--version",),
    ],
)
def test_a_pipe_that_closes_early(work: Path, environment: dict[str, str], words: tuple[str, ...]):
    process = subprocess.Popen(
        [sys.executable, "-m", "termalign", *words],
        cwd=work,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    talk = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0, talk.decode()
    assert b"Traceback" not in talk
    assert b"error" not in talk.lower()


BROKEN = "売上収益は".encode() + b"\xff" + "1,282億円でした。\n".encode()


def make(path: Path, content: bytes | None) -> str:
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    return path.name


# what is wrong with a document: how it is made (its name comes back), and what the line must say
BAD: dict[str, tuple[Callable[[Path], str], str]] = {
    "missing": (lambda folder: "not-there.txt", "not-there.txt"),
    "a folder": (lambda folder: make(folder / "folder.txt", None), "folder.txt"),
    "empty": (lambda folder: make(folder / "empty.txt", b""), "empty.txt"),
    "blank": (lambda folder: make(folder / "blank.txt", b" \r\n\r\n\xe3\x80\x80\n"), "blank.txt"),
    "binary": (
        lambda folder: make(folder / "binary.txt", bytes(range(256)) * 8),
        "binary.txt",
    ),
    "an undecodable byte": (lambda folder: make(folder / "broken.txt", BROKEN), "offset"),
    "no reader": (lambda folder: make(folder / "old.doc", b"\xd0\xcf\x11\xe0"), "old.doc"),
}

READERS: dict[str, tuple[str, ...]] = {
    "segments": ("segments", "{}"),
    "align": ("align", "{}", "qa.en.txt", "-o", "out.tsv"),
    "align, second": ("align", "qa.ja.txt", "{}", "-o", "out.tmx"),
    "mine": ("mine", "{}", "qa.en.txt", "-o", "out.tsv"),
    "mine into a glossary": ("mine", "qa.en.txt", "{}", "--glossary", "new.db"),
    "check": ("check", "{}", "qa.en.txt", "-o", "out.jsonl"),
    "check one": ("check", "{}", "-o", "out.jsonl"),
    "glossary import": ("glossary", "import", "{}", "--glossary", "new.db"),
    "lookup --text": ("lookup", "--text", "{}", "--glossary", "terms.db", "-o", "out.csv"),
}


def assert_refused(
    done: subprocess.CompletedProcess[bytes], work: Path, before: set[str], says: str
) -> None:
    talk = done.stderr.decode("utf-8")
    assert done.returncode == 2, talk
    assert done.stdout == b""
    errors = [line for line in talk.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, talk
    assert says in errors[0]
    assert "a fault in termalign" not in talk
    assert "Traceback" not in talk
    assert {path.name for path in work.iterdir()} == before


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("command", READERS)
def test_bad_input_is_one_line(termalign: RunTermalign, work: Path, command: str, bad: str):
    build, says = BAD[bad]
    name = build(work)
    before = {path.name for path in work.iterdir()}
    done = termalign(*(word.format(name) for word in READERS[command]), cwd=work)
    assert_refused(done, work, before, says)


def test_an_undecodable_byte_is_named_by_its_offset(termalign: RunTermalign, work: Path):
    name = make(work / "broken.txt", BROKEN)
    before = {path.name for path in work.iterdir()}
    done = termalign("segments", name, "--encoding", "utf-8", cwd=work)
    assert_refused(done, work, before, f"offset {BROKEN.index(0xFF)}")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("align", "qa.ja.txt", "qa.ja.txt"), "qa.ja.txt"),
        (("align", "qa.en.txt", "./qa.en.txt"), "qa.en.txt"),
        (("mine", "qa.ja.txt", "qa.ja.txt"), "qa.ja.txt"),
        (("check", "qa.ja.txt", "qa.ja.txt"), "qa.ja.txt"),
        (("align", "qa.ja.txt", "other.ja.txt"), "Japanese"),
        (("align", "other.en.txt", "qa.en.txt"), "English"),
        (("mine", "qa.ja.txt", "other.ja.txt"), "Japanese"),
        (("check", "qa.en.txt", "other.en.txt"), "English"),
        (("align", "qa.ja.txt"), "Missing argument"),
        (("segments", "qa.ja.txt", "--segment", "page"), "--segment"),
        (("segments", "qa.ja.txt", "--encoding", "utf-99"), "utf-99"),
        (("check", "qa.ja.txt", "qa.en.txt", "-o", "qa.ja.txt"), "is also an input"),
        (("align", "qa.ja.txt", "qa.en.txt", "-o", "terms.db"), "terms.db"),
        (("align", "qa.ja.txt", "qa.en.txt", "-o", "."), "."),
        (("align", "qa.ja.txt", "qa.en.txt", "-o", "none/out.tsv"), "its folder does not exist"),
        (("align", "qa.ja.txt", "qa.en.txt", "-o", "out.nix"), "out.nix"),
        (("align", "qa.ja.txt", "qa.en.txt", "--glossary", "none.db"), "none.db"),
        (("align", "qa.ja.txt", "qa.en.txt", "--glossary", "qa.en.txt"), "qa.en.txt"),
        (("align", "qa.ja.txt", "qa.en.txt", "--model", "./none"), "none"),
        (("check", "qa.ja.txt", "qa.en.txt", "--glossary", "none.db"), "none.db"),
        (("check", "qa.ja.txt", "qa.en.txt", "--fail-on", "never"), "--fail-on"),
        (("check", "qa.ja.txt", "qa.en.txt", "--since", "qa.tmx"), "is no findings file"),
        (("check", "qa.ja.txt", "qa.en.txt", "--since", "none.jsonl"), "no such file"),
        (("dismiss", "0123456789abcdef"), "--why"),
        (("dismiss", "--why", "as is"), "FINGERPRINT"),
        (("dismiss", "yes", "--why", "as is"), "is no fingerprint"),
        (("dismiss", "--undo", "0123456789abcdef"), "is not dismissed"),
        (("dismiss", "--list", "--undo"), "--list stands alone"),
        (("lookup", "営業利益", "--glossary", "none.db"), "none.db"),
        (("glossary", "list", "--glossary", "none.db"), "none.db"),
        (("glossary", "add", "営業利益", "--glossary", "terms.db"), "Missing argument"),
    ],
)
def test_a_wrong_call_is_one_line(
    termalign: RunTermalign, work: Path, words: tuple[str, ...], says: str
):
    (work / "other.ja.txt").write_text(JA + "以上です。\n", "utf-8")
    (work / "other.en.txt").write_text(EN + "That is all.\n", "utf-8")
    before = {path.name for path in work.iterdir()}
    content = {path.name: path.read_bytes() for path in work.iterdir()}
    assert_refused(termalign(*words, cwd=work), work, before, says)
    assert {path.name: path.read_bytes() for path in work.iterdir()} == content
