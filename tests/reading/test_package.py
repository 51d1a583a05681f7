"""Office files made to do harm, or harmed: refused within seconds, with what, where and how."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termalign.errors import InputError
from termalign.reading import open_document
from tests.reading.office import (
    MAIN,
    box,
    deck,
    paragraph,
    row,
    with_part,
    word,
    workbook,
    xml,
)

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    ".docx": word(paragraph("売上収益は増加しました。")),
    ".pptx": deck(box("売上収益は増加しました。")),
    ".xlsx": workbook(row("売上収益は増加しました。")),
}
# The part that holds the text.
TEXT = MAIN | {".pptx": "ppt/slides/slide1.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
SUFFIXES = pytest.mark.parametrize("suffix", GOOD)


def refused(tmp_path: Path, suffix: str, content: bytes) -> str:
    """What is said of a file, which must be refused within seconds, named, with a hint."""
    path = tmp_path / f"deck{suffix}"
    path.write_bytes(content)
    begin = time.process_time()
    with pytest.raises(InputError) as caught:
        open_document(path)
    assert time.process_time() - begin < 5
    assert str(caught.value).startswith(f"deck{suffix}: ")
    assert "; " in str(caught.value)
    return str(caught.value)


@SUFFIXES
def test_the_good_ones_are_read(tmp_path: Path, suffix: str):
    path = tmp_path / f"deck{suffix}"
    path.write_bytes(GOOD[suffix])
    assert [block.text for block in open_document(path).blocks] == ["売上収益は増加しました。"]


@SUFFIXES
def test_a_file_with_macros_is_read_and_nothing_in_it_is_run(tmp_path: Path, suffix: str):
    macro = suffix[:-1] + "m"
    path = tmp_path / f"deck{macro}"
    folder = MAIN[suffix].partition("/")[0]
    path.write_bytes(
        with_part(GOOD[suffix], f"{folder}/vbaProject.bin", b"\xd0\xcf\x11\xe0 AutoOpen")
    )
    assert [block.text for block in open_document(path).blocks] == ["売上収益は増加しました。"]


@SUFFIXES
def test_a_part_that_would_unpack_to_an_absurd_size(tmp_path: Path, suffix: str):
    bomb = with_part(GOOD[suffix], TEXT[suffix], b" " * 60_000_000)
    assert "absurd size" in refused(tmp_path, suffix, bomb)


@SUFFIXES
def test_many_parts_of_a_size_are_absurd_together(tmp_path: Path, suffix: str):
    made = io.BytesIO(GOOD[suffix])
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(51):
            archive.writestr(f"media/{number}.bin", b"\0" * 9_900_000)
    assert "absurd size" in refused(tmp_path, suffix, made.getvalue())


@SUFFIXES
def test_more_entries_than_any_document_has(tmp_path: Path, suffix: str):
    made = io.BytesIO(GOOD[suffix])
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"media/{number}", b"")
    assert "absurd size" in refused(tmp_path, suffix, made.getvalue())


def test_a_part_of_millions_of_tags(tmp_path: Path):
    many = xml("w:document", f"<w:body>{'<w:p/>' * 2_000_001}</w:body>")
    packed = with_part(GOOD[".docx"], TEXT[".docx"], many)
    stored = io.BytesIO()  # stored, so that its ratio is an honest one's
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "millions of tags" in refused(tmp_path, ".docx", stored.getvalue())


def test_a_part_that_is_shown_again_and_again(tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(GOOD[".pptx"])) as good:
        main = good.read(MAIN[".pptx"]).decode()
    one = re.search(r"<p:sldId [^>]*/>", main)
    assert one
    again = with_part(GOOD[".pptx"], MAIN[".pptx"], main.replace(one[0], one[0] * 200_000))
    begin = time.process_time()
    assert "millions of tags" in refused(tmp_path, ".pptx", again)
    assert time.process_time() - begin < 10


def test_more_cells_than_any_list_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("termalign.reading.workbook._MOST_CELLS", 1_000)
    content = workbook(row(*["7"] * 500) * 2 + row("8"))
    assert "more than 1,000 cells" in refused(tmp_path, ".xlsx", content)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@SUFFIXES
@pytest.mark.parametrize("declared", [ENTITY, LAUGHS, '<!DOCTYPE x SYSTEM "x.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type(tmp_path: Path, suffix: str, declared: str, encoding: str):
    with zipfile.ZipFile(io.BytesIO(GOOD[suffix])) as good:
        text = good.read(TEXT[suffix]).decode()
    evil = f'<?xml version="1.0" encoding="{encoding}"?>{declared}{text}'.replace("売上", "&e;")
    bad = with_part(GOOD[suffix], TEXT[suffix], evil.encode(encoding))
    assert "document type" in refused(tmp_path, suffix, bad)


@SUFFIXES
def test_a_document_type_behind_a_long_comment(tmp_path: Path, suffix: str):
    with zipfile.ZipFile(io.BytesIO(GOOD[suffix])) as good:
        text = good.read(TEXT[suffix]).decode()
    evil = f"<!--{'x' * 100_000}-->{ENTITY}{text}"
    bad = with_part(GOOD[suffix], TEXT[suffix], evil.encode())
    assert "document type" in refused(tmp_path, suffix, bad)


@SUFFIXES
def test_tags_nested_50_000_deep(tmp_path: Path, suffix: str):
    evil = {
        ".docx": xml("w:document", "<w:body>" + "<w:tbl>" * 50_000),
        ".pptx": xml("p:sld", "<p:cSld><p:spTree>" + "<p:grpSp>" * 50_000),
        ".xlsx": "<worksheet><sheetData>" + "<row>" * 50_000,
    }[suffix]
    said = refused(tmp_path, suffix, with_part(GOOD[suffix], TEXT[suffix], evil))
    assert "is damaged" in said


@pytest.mark.parametrize(
    "nested",
    [
        "<w:sdt>" * 240 + paragraph("業績です。") + "</w:sdt>" * 240,
        "<w:tbl><w:tr><w:tc>" * 80 + paragraph("業績です。") + "</w:tc></w:tr></w:tbl>" * 80,
        f"<w:p>{'<w:r>' * 240}<w:t>業績です。</w:t>{'</w:r>' * 240}</w:p>",
        "<w:p><w:r><w:txbxContent>" * 80
        + paragraph("業績です。")
        + "</w:txbxContent></w:r></w:p>" * 80,
    ],
    ids=["controls", "tables", "runs", "text boxes"],
)
def test_as_deep_as_xml_goes(tmp_path: Path, nested: str):
    path = tmp_path / "deck.docx"
    path.write_bytes(word(paragraph("概要です。") + nested))
    assert [block.text for block in open_document(path).blocks] == ["概要です。", "業績です。"]


@SUFFIXES
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_off(tmp_path: Path, suffix: str, share: float):
    content = GOOD[suffix]
    assert "cut off" in refused(tmp_path, suffix, content[: int(len(content) * share)])


@SUFFIXES
def test_a_damaged_part(tmp_path: Path, suffix: str):
    content = bytearray(GOOD[suffix])
    at = content.find(TEXT[suffix].encode()) + len(TEXT[suffix]) + 5
    content[at : at + 20] = bytes(20)
    assert "is damaged" in refused(tmp_path, suffix, bytes(content))


@SUFFIXES
def test_encrypted_entries(tmp_path: Path, suffix: str):
    content = bytearray(GOOD[suffix])
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    assert "encrypted" in refused(tmp_path, suffix, bytes(content))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@SUFFIXES
def test_protected_by_a_password(tmp_path: Path, suffix: str):
    said = refused(tmp_path, suffix, OLD + "EncryptedPackage".encode("utf-16-le"))
    assert "password-protected; save it without a password" in said


@SUFFIXES
def test_of_an_old_program(tmp_path: Path, suffix: str):
    assert "is an old Word, Excel or PowerPoint file" in refused(tmp_path, suffix, OLD)


@SUFFIXES
@pytest.mark.parametrize("page", ["<!DOCTYPE html><p>x", "\n <HTML><p>x", "\ufeff<!doctype html>"])
def test_a_web_page_by_an_office_name(tmp_path: Path, suffix: str, page: str):
    assert "is a web page" in refused(tmp_path, suffix, page.encode())


@pytest.mark.parametrize(
    ("content", "suffix", "said"),
    [
        (GOOD[".pptx"], ".docx", "is a file of PowerPoint, not of Word"),
        (GOOD[".docx"], ".xlsx", "is a file of Word, not of Excel"),
        (GOOD[".xlsx"], ".pptx", "is a file of Excel, not of PowerPoint"),
        (b"%PDF-1.7", ".docx", "is no Word file"),
        (b"", ".pptx", "is no PowerPoint file"),
        (b"PK\x05\x06" + bytes(18), ".docx", "is a zip file, not of Word"),
    ],
)
def test_by_the_name_of_another(tmp_path: Path, content: bytes, suffix: str, said: str):
    assert said in refused(tmp_path, suffix, content)


@SUFFIXES
def test_a_part_that_is_missing(tmp_path: Path, suffix: str):
    content = GOOD[suffix].replace(TEXT[suffix].encode(), TEXT[suffix].replace("l", "L").encode())
    assert refused(tmp_path, suffix, content)


@SUFFIXES
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_raise_nothing_but_our_errors(
    tmp_path: Path, suffix: str, data: st.DataObject
):
    with zipfile.ZipFile(io.BytesIO(GOOD[suffix])) as good:
        names = good.namelist()
        name = data.draw(st.sampled_from(names))
        text = bytearray(good.read(name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at] = data.draw(st.integers(0, 255))
    path = tmp_path / f"deck{suffix}"
    path.write_bytes(with_part(GOOD[suffix], name, bytes(text)))
    with contextlib.suppress(InputError):
        open_document(path)
