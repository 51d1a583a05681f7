"""translate-toolkit as a second reader: of our TMX and TBX, and of an XLIFF file that we read."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from termalign.exchange import (
    GlossaryRow,
    WriteOptions,
    read_bilingual,
    read_glossary,
    write_alignment,
    write_glossary,
)
from termalign.resources import resource
from tests.exchange.conftest import alignment_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[bytes], list[tuple[str, str]]]

pytestmark = [
    pytest.mark.toolkit,
    pytest.mark.skipif(
        importlib.util.find_spec("translate") is None,
        reason="translate-toolkit is not installed (pip install 'termalign[test]')",
    ),
]

ODD = [
    GlossaryRow("Ｒ＆Ｄ", '"R&D" <costs>', status="approved", note="A&B"),
    GlossaryRow("①の㈱", "-5% or less", ("①の株式会社",), status="forbidden"),
    GlossaryRow("𠮟る 💹", "=1+1"),
]


@pytest.fixture(scope="module")
def rows() -> list[GlossaryRow]:
    found, _ = read_glossary(resource("corpora", "terms.gold.tsv"))
    return [*found, *ODD]


def written(rows: list[GlossaryRow], format_name: str) -> bytes:
    stream = io.BytesIO()
    write_glossary(rows, stream, format_name, WriteOptions(all_variants=True))
    return stream.getvalue()


def in_tmx(content: bytes) -> list[tuple[str, str]]:
    from translate.storage.tmx import tmxfile

    read = tmxfile(io.BytesIO(content), "ja-JP", "en-US")
    return [(str(unit.source), str(unit.target)) for unit in read.units]


def in_tbx(content: bytes) -> list[tuple[str, str]]:
    """What it reads of TBX: the first term of each language."""
    from translate.storage.tbx import tbxfile

    read = tbxfile(io.BytesIO(content), sourcelanguage="ja-JP", targetlanguage="en-US")
    return [(str(unit.source), str(unit.target)) for unit in read.units]


@pytest.mark.parametrize(("format_name", "read"), [("tmx", in_tmx), ("tbx", in_tbx)])
def test_it_reads_every_entry(rows: list[GlossaryRow], format_name: str, read: Read):
    expected = [(row.ja, row.en) for row in rows]
    assert read(written(rows, format_name)) == expected


def test_it_reads_every_segment():
    pairs = [(f"第{n}は①㈱△{row.ja}", f"{row.en} & <{n}>") for n, row in enumerate(ODD)]
    stream = io.BytesIO()
    write_alignment(alignment_of(pairs), stream, "tmx")
    assert in_tmx(stream.getvalue()) == pairs


@pytest.mark.parametrize(("format_name", "read"), [("tmx", in_tmx), ("tbx", in_tbx)])
@pytest.mark.parametrize(
    "breaking",
    [
        pytest.param(lambda file: file[: len(file) // 2], id="truncated"),
        pytest.param(lambda file: file.replace(b"ja-JP", b"zh"), id="another language"),
        pytest.param(lambda file: file.replace("①".encode(), b"&#11;"), id="a control character"),
    ],
)
def test_a_broken_file_is_noticed(
    rows: list[GlossaryRow], format_name: str, read: Read, breaking: Callable[[bytes], bytes]
):
    """The tests above can fail."""
    broken = breaking(written(rows, format_name))
    found = []
    with contextlib.suppress(etree.XMLSyntaxError):
        found = read(broken)
    assert found != [(row.ja, row.en) for row in rows]


def test_we_read_its_xliff_as_it_does(rows: list[GlossaryRow], tmp_path: Path):
    from translate.storage.xliff import xlifffile

    made = xlifffile(sourcelanguage="ja", targetlanguage="en")
    for row in rows:
        unit = made.addsourceunit(row.ja)
        unit.target = row.en
    path = tmp_path / "deck.xlf"
    made.savefile(str(path))
    given = read_bilingual(path)
    its = [(str(unit.source), str(unit.target)) for unit in xlifffile.parsefile(str(path)).units]
    assert [given.texts(bead) for bead in given.beads] == its
    assert len(its) == len(rows)
