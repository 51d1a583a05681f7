"""Workbooks made to do harm are refused before they are unpacked."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from termalign.errors import InputError
from termalign.exchange import read_records
from tests.exchange.conftest import alignment_of, written

if TYPE_CHECKING:
    from pathlib import Path

GOOD = written(alignment_of([("営業利益", "Operating income")]), "xlsx")
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes) -> bytes:
    """The good workbook with one part's content replaced, or added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as good,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for part in good.infolist():
            if part.filename != name:
                changed.writestr(part.filename, good.read(part))
        changed.writestr(name, content)
    return made.getvalue()


def encrypted() -> bytes:
    """The good workbook with the flag that says its parts are encrypted."""
    changed = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def many_parts() -> bytes:
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/media/{number}.bin", b"")
    return made.getvalue()


REFUSED = {
    "a bomb": (lambda: with_part("xl/media/x.bin", b"\0" * 60_000_000), "absurd size"),
    "many parts": (many_parts, "absurd size"),
    "encrypted": (encrypted, "encrypted"),
    "a document type": (
        lambda: with_part(SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        "document type",
    ),
    "a document type in UTF-16": (
        lambda: with_part(SHEET, '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16")),
        "document type",
    ),
    "a broken sheet": (lambda: with_part(SHEET, b"<worksheet><sheetData>"), "is damaged"),
    "no sheet": (lambda: with_part("xl/workbook.xml", b"<x/>"), "not of Excel"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "cut off or damaged"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word, Excel"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused(tmp_path: Path, kind: str):
    make, says = REFUSED[kind]
    path = tmp_path / "deck.xlsx"
    path.write_bytes(make())
    begin = time.perf_counter()
    with pytest.raises(InputError, match=says) as error:
        read_records(path)
    assert "deck.xlsx" in str(error.value)
    assert time.perf_counter() - begin < 2


def test_a_stray_cell_in_the_last_corner(tmp_path: Path):
    """A sheet that says it is 16,384 columns wide and a million rows long, and holds three cells."""
    stray = (
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        sheet = good.read(SHEET).replace(b"</sheetData>", stray)
    sheet = sheet.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')
    path = tmp_path / "deck.xlsx"
    path.write_bytes(with_part(SHEET, sheet))
    begin = time.perf_counter()
    (record,) = read_records(path).records
    assert (record.ja, record.en) == ("営業利益", "Operating income")
    assert time.perf_counter() - begin < 20


def test_a_cell_far_to_the_right_does_not_widen_the_other_rows(tmp_path: Path):
    rows = b"".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>'.encode()
        for n in range(3, 1_500)
    )
    far = b'<row r="2000"><c r="XFD2000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        sheet = good.read(SHEET).replace(b"</sheetData>", rows + far)
    path = tmp_path / "deck.xlsx"
    path.write_bytes(with_part(SHEET, sheet))
    begin = time.perf_counter()
    assert len(read_records(path).records) == 1
    assert time.perf_counter() - begin < 20
