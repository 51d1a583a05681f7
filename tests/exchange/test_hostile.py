"""Bilingual files made to do harm, or huge: refused in one line, or read in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from termalign.errors import TermalignError, UndecodableText
from termalign.exchange import ALIGNMENT_WRITERS, BILINGUAL_READERS, read_records
from tests.exchange.cat_files import good_file
from tests.exchange.conftest import alignment_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

TAIL = "</body></tmx>"


def good(suffix: str) -> bytes:
    """A file of this suffix with figures that agree."""
    if suffix[1:] in ALIGNMENT_WRITERS:
        pair = ("売上高は1,282億円でした。", "Net sales were ¥128.2 billion.")
        return written(alignment_of([pair]), suffix[1:])
    return good_file(suffix)


def large_tmx(path: Path, units: int) -> None:
    unit = (
        '<tu tuid="{n}"><tuv xml:lang="ja"><seg>売上高は<bpt i="1">&lt;b&gt;</bpt>{n}<ept i="1"/>億円'
        '</seg></tuv><tuv xml:lang="en"><seg>Net sales were {n} hundred million yen</seg></tuv></tu>\n'
    )
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?><tmx version="1.4"><header/><body>\n')
        out.writelines(unit.format(n=n) for n in range(units))
        out.write(TAIL)


@pytest.mark.parametrize("notation", ["&lt;" + " " * 500_000, "&lt;b / " * 100_000])
def test_the_notation_of_a_tag_may_be_long(tmp_path: Path, notation: str):
    path = tmp_path / "deck.xlf"
    path.write_text(
        '<xliff version="1.2"><file source-language="ja" target-language="en"><body><trans-unit>'
        f"<source>売上<ph>{notation}</ph>高</source></trans-unit></body></file></xliff>",
        "utf-8",
    )
    began = time.monotonic()
    assert len(read_records(path).records) == 1
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("suffix", BILINGUAL_READERS)
@pytest.mark.parametrize("command", ["check", "mine"])
def test_every_format_comes_in(termalign: RunTermalign, tmp_path: Path, command: str, suffix: str):
    (tmp_path / f"deck{suffix}").write_bytes(good(suffix))
    done = termalign(command, f"deck{suffix}")
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    if command == "check":
        assert b"figures: 0 matched" not in done.stderr or suffix == ".po"
    else:
        assert done.stdout.startswith(b"ja\ten\tscore")


@pytest.mark.parametrize("suffix", BILINGUAL_READERS)
@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x01\x02\x03" * 50, b"\x7fELF"]
)
def test_what_holds_nothing_is_one_line(tmp_path: Path, suffix: str, content: bytes):
    path = tmp_path / f"deck{suffix}"
    path.write_bytes(content)
    with pytest.raises(TermalignError) as error:
        read_records(path)
    assert f"deck{suffix}" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("command", ["check", "mine"])
def test_a_bad_tail_stores_nothing(termalign: RunTermalign, tmp_path: Path, command: str):
    """The last of 2,000 units breaks off: exit 2, the line, no output, no glossary."""
    large_tmx(tmp_path / "memory.tmx", 2_000)
    whole = (tmp_path / "memory.tmx").read_bytes()
    (tmp_path / "memory.tmx").write_bytes(whole[: -len(TAIL) - 30])
    stores = ("--glossary", "terms.db") if command == "mine" else ()
    done = termalign(command, "memory.tmx", "-o", "out.jsonl" if not stores else "out.tsv", *stores)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: memory.tmx:2001: is no well-formed XML")
    assert done.stdout == b""
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["memory.tmx"]


COUNT = """
import resource, sys
from collections import Counter
from termalign.exchange.tmx import records
print(sum(1 for _ in records(sys.argv[1], None, Counter())))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no greatest memory")
def test_a_large_memory_takes_no_more_room_than_a_small_one(tmp_path: Path):
    used = []
    for units in (100, 100_000):
        path = tmp_path / f"{units}.tmx"
        large_tmx(path, units)
        told = subprocess.run(
            [sys.executable, "-c", COUNT, str(path)], check=True, capture_output=True, text=True
        ).stdout.split()
        assert int(told[0]) == units
        used.append(int(told[1]) // (1_024 if sys.platform == "darwin" else 1))
    assert (tmp_path / "100000.tmx").stat().st_size > 19_000_000
    assert used[1] - used[0] < 10_000  # kilobytes; a tree of it takes 200,000


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl", "a.xlf", "a.po"])
def test_texts_of_ten_megabytes(tmp_path: Path, name: str):
    ja, en = "売上高は（" * 700_000, 'Net sales (" ' * 800_000
    quoted = en.replace('"', "'")
    content = {
        "a.tsv": f"ja\ten\n{ja}\t{en}\n",
        "a.csv": 'ja,en\r\n{},"{}"\r\n'.format(ja, en.replace('"', '""')),
        "a.jsonl": json.dumps({"ja": ja, "en": en}) + "\n",
        "a.xlf": '<xliff version="1.2"><file original="a" source-language="ja" target-language="en">'
        f'<body><trans-unit id="1"><source>{ja}</source><target>{en}</target></trans-unit></body>'
        "</file></xliff>",
        "a.po": f'msgid "{ja}"\nmsgstr "{quoted}"\n',
    }[name]
    path = tmp_path / name
    path.write_text(content, "utf-8", newline="")
    begin = time.perf_counter()
    (record,) = read_records(path).records
    assert time.perf_counter() - begin < 30
    assert (record.ja, record.en) == (ja, quoted if name == "a.po" else en)


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16"])
@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".jsonl", ".po"])
def test_encodings_are_found_and_named(
    termalign: RunTermalign, tmp_path: Path, encoding: str, suffix: str
):
    ja, en = (
        "売上高は、前年同期より増えて1,282億円となりました。",
        "Net sales were 128.2 billion yen.",
    )
    content = {
        ".tsv": f"ja\ten\n{ja}\t{en}\n",
        ".csv": f'ja,en\n"{ja}","{en}"\n',
        ".jsonl": json.dumps({"ja": ja, "en": en}, ensure_ascii=False) + "\n",
        ".po": f'msgid "{ja}"\nmsgstr "{en}"\n',
    }[suffix]
    path = tmp_path / f"deck{suffix}"
    path.write_bytes(content.encode(encoding))
    assert read_records(path).records[0].ja == ja
    done = termalign("check", path)
    assert done.returncode == 0
    named = encoding == "utf-16" or f"read as {encoding}".encode() in done.stderr
    assert named, done.stderr


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".jsonl", ".po"])
def test_a_byte_that_is_no_text_is_named(tmp_path: Path, suffix: str):
    path = tmp_path / f"deck{suffix}"
    path.write_bytes("売上高が増えました。".encode() * 20 + b"\xff\xfe\xff" + "営業利益".encode())
    with pytest.raises(UndecodableText, match=rf"deck\{suffix}:1: byte 0xff at offset 600"):
        read_records(path)
