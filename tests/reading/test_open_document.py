"""A path to a document: what each file gives, and one clear error for what is none."""

from __future__ import annotations

import io
import sys
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.errors import (
    EmptyInput,
    LanguageError,
    MissingInput,
    UndecodableText,
    UnsupportedFormat,
)
from termalign.reading import READERS, as_document, open_document, read_file
from termalign.reading.mending import mend
from termalign.reading.plain import line_blocks, read_text
from termalign.reading.source import Source
from termalign.segment import segments

if TYPE_CHECKING:
    from termalign.errors import InputError
    from termalign.reading import Layout
    from termalign.records import Segmentation

JAPANESE = "売上は増加しました。\n利益は減少しました。\n"


def saved(folder: Path, content: bytes, name: str = "sample.ja.txt"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file(tmp_path: Path):
    document = open_document(saved(tmp_path, JAPANESE.encode("euc_jp")))
    assert document.name == "sample.ja.txt"
    assert document.language == "ja"
    assert document.encoding == "euc_jp"
    assert document.remarks == ("read as euc_jp",)
    assert [block.text for block in document.blocks] == JAPANESE.split("\n")[:2]


def test_pages_are_counted_and_what_was_mended_is_said(tmp_path: Path):
    document = open_document(saved(tmp_path, "現⾦\f\uf0d8 増収です\f"))
    assert document.pages == 2
    assert [str(block.place) for block in document.blocks] == ["page 1, line 1", "page 2, line 1"]
    assert len(document.remarks) == 2


def test_markdown_by_its_suffix(tmp_path: Path):
    document = open_document(saved(tmp_path, "# Results\nRevenue grew.", "notes.MD"))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]


SAMPLES = Path(__file__).parents[2] / "corpora"
SAME = {".pptm": ".pptx", ".docm": ".docx", ".xlsm": ".xlsx"}


@pytest.mark.parametrize("suffix", READERS)
def test_every_reader_is_there(suffix: str, tmp_path: Path):
    sample = SAMPLES / f"deck.en{SAME.get(suffix, suffix)}"
    content = sample.read_bytes() if sample.exists() else b"Revenue grew."
    assert open_document(saved(tmp_path, content, f"a{suffix}")).language == "en"


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(JAPANESE.encode())))
    assert open_document("-").name == "standard input"


# --- one segment a line

LINES = [
    ("a\nb\n", ["a", "b"]),
    ("a\r\nb\rc", ["a", "b", "c"]),
    ("a\n\n\nb", ["a", "", "", "b"]),
    ("\n a \n", ["", "a"]),
    ("a\u2028b\x85c\vd\fe\n", ["a b c d e"]),  # none of these ends a line
    ("\ufeffa\nb", ["a", "b"]),
    ("a\n \nb", ["a", "", "b"]),
    (
        "• 売上は\n増加した。次は。\n",
        ["• 売上は", "増加した。次は。"],
    ),  # nothing joined, nothing split
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_one_segment_a_line(text: str, expected: list[str], tmp_path: Path):
    document = open_document(saved(tmp_path, text), layout="line", language="ja")
    found = segments(document, "line")
    assert [one.text for one in found] == expected
    assert [one.index for one in found] == list(range(len(expected)))
    assert [one.place.line for one in found] == list(range(1, len(expected) + 1))
    assert {one.kind for one in found} == {"line"}


@given(st.text(alphabet="a売 \n\r\t。\f\v\u2028", max_size=80))
def test_the_index_is_the_number_of_the_line(text: str):
    lines = io.StringIO(text, newline=None).read().split("\n")
    if not lines[-1]:
        lines.pop()
    assert len(line_blocks(text)) == len(lines)


def test_twelve_thousand_lines_are_quick(tmp_path: Path):
    path = saved(tmp_path, "当社グループの売上収益は、前年同期比で8.4％増加しました。\n" * 12_000)
    begun = time.perf_counter()
    found = segments(open_document(path, layout="line"), "line")
    assert len(found) == 12_000
    assert time.perf_counter() - begun < 1  # a tenth of it is usual


def test_a_long_line_takes_linear_time(tmp_path: Path):
    path = saved(tmp_path, "売上収益の増加" * 50_000 + "。" + "(" * 300_000)
    begun = time.perf_counter()
    assert segments(open_document(path))
    assert time.perf_counter() - begun < 10


# --- what is no document


@pytest.mark.parametrize(
    ("content", "name", "error", "what"),
    [
        (b"", "a.txt", EmptyInput, "no text"),
        (b" \n\t\r\n", "a.txt", EmptyInput, "no text"),
        (b"\xef\xbb\xbf", "a.txt", EmptyInput, "no text"),
        (b"\xef\xbb\xbf\n", "a.md", EmptyInput, "no text"),
        ("\u200b\u3000\n".encode(), "a.txt", EmptyInput, "no text"),
        (b"\f\n", "a.txt", EmptyInput, "no text"),
        (b"%PDF-1.7", "a.txt", UnsupportedFormat, "PDF"),
        (b"a\0b", "a.txt", UnsupportedFormat, "binary"),
        (b"text", "a.xyz", UnsupportedFormat, r"no reader for \.xyz"),
        (b"text", "a", UnsupportedFormat, "without a suffix"),
        (JAPANESE.encode() + b"\xff", "a.txt", UndecodableText, "byte 0xff at offset 62"),
        (b"1,234 5,678\n", "a.txt", LanguageError, "cannot be told"),
        (("营业收入同比增长，净利润大幅提升。" * 20).encode(), "a.txt", LanguageError, "Chinese"),
        ("매출은 증가했습니다.", "a.txt", LanguageError, "cannot be told"),
    ],
)
def test_what_is_no_document(
    content: bytes, name: str, error: type[InputError], what: str, tmp_path: Path
):
    with pytest.raises(error, match=what) as raised:
        open_document(saved(tmp_path, content, name))
    assert name in raised.value.where
    assert raised.value.hint


def test_an_unknown_suffix_is_told_what_is_read(tmp_path: Path):
    with pytest.raises(UnsupportedFormat) as raised:
        open_document(saved(tmp_path, b"text", "a.xyz"))
    assert all(suffix in raised.value.hint for suffix in READERS)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("none.txt", "no such file"),
        ("none.xyz", "no such file"),
        ("none/a.txt", "no such file"),
        (".", "folder"),
        ("folder.txt", "folder"),
        ("a\0b.txt", "could not be read"),
        ("a" * 300 + ".txt", "could not be read"),
    ],
)
def test_what_cannot_be_opened(name: str, what: str, tmp_path: Path):
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(MissingInput, match=what):
        open_document(tmp_path / name)


def test_a_told_language_is_kept_to(tmp_path: Path):
    reading = read_file(saved(tmp_path, "1,234 5,678\n"))
    assert as_document(reading, "en").language == "en"
    with pytest.raises(LanguageError):
        as_document(reading)


# --- any text at all

ANY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\n\n\f •・売上はの。（）[]1234%,.-aAbB:：/\u3000\uf0d8"),
    ),
    max_size=300,
)


@given(ANY, st.sampled_from(["page", "line"]), st.sampled_from(["auto", "sentence", "line"]))
def test_any_text_is_read_and_segmented_whole(text: str, layout: Layout, how: Segmentation):
    try:
        reading = read_text(Source("any.txt", text.encode()), "utf-8", layout)
    except EmptyInput:
        assert not mend(text)[0].strip()
        return
    document = as_document(reading, "ja")
    found = segments(document, how)
    for number, block in enumerate(document.blocks):
        pieces = [one for one in found if one.block == number]
        assert all(block.text[one.start : one.end] == one.text for one in pieces)
        assert all(a.end <= b.start for a, b in pairwise(pieces))
        assert "".join("".join(one.text for one in pieces).split()) == "".join(block.text.split())


@given(
    st.lists(st.sampled_from(["売上は\n", "M\n", "onthly\n", "1,234\n", "• a \n", "\f", "12\n"]))
)
def test_no_sign_of_a_page_is_lost(parts: list[str]):
    """Below five pages nothing is left out: every sign but spaces is in some block."""
    text = "".join(parts[:4])
    if not text.strip():
        return
    reading = read_text(Source("any.txt", text.encode()), None, "page")
    assert "".join(reading.text.split()) == "".join(text.split())
