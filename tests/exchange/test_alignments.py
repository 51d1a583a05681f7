"""Alignments as files: what is written is read back, the same on every run, and as it always was."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from lxml import etree
from openpyxl import load_workbook
from translate.storage.tmx import tmxfile

from termalign.errors import OutputError, UsageError
from termalign.exchange import (
    ALIGNMENT_WRITERS,
    WriteOptions,
    chosen_format,
    format_for,
    read_records,
    write_alignment,
)
from termalign.exchange.safety import SafeText, unguarded
from termalign.output import tsv_field
from termalign.records import Alignment, Bead, Place
from termalign.text import language_of
from tests.exchange.conftest import PAIRS, Pairs, alignment_of, read_back, written

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = alignment_of(
    [
        ("営業利益は12億円（5.1%増）でした。", "Operating income was ¥1.2 billion, up 5.1%."),
        ("Ⅱ. 通期の見通し", ""),
        ("", 'See "Notes" <A&B>, p. 3'),
        ('=HYPERLINK("http://example.invalid")', "-5% or less"),
        ("注）\n１株当たり", "Note:\tper share\x0b"),
    ],
    place=Place(page=3, label="Ⅱ- 1."),
)


def one_line(text: str) -> str:
    return safe_text(tsv_field(text))


def safe_text(text: str) -> str:
    return SafeText()(text)


def segment(text: str) -> str:
    return safe_text(tsv_field(text)).strip()


def kept(pairs: Pairs, fold: Callable[[str], str]) -> Pairs:
    """The pairs as a format holds them: each text folded, what is then blank gone."""
    folded = [(fold(ja), fold(en)) for ja, en in pairs]
    return [
        (ja if ja.strip() else "", en if en.strip() else "")
        for ja, en in folded
        if ja.strip() or en.strip()
    ]


def is_readable(pairs: Pairs) -> bool:
    """Something is left, and not the most of it in the other language's column: that is refused."""
    swapped = [pair for pair in pairs if tuple(map(language_of, pair)) == ("en", "ja")]
    return len(pairs) > 2 * len(swapped)


@settings(deadline=None)
@given(pairs=PAIRS)
def test_json_lines_hold_all_but_controls(pairs: Pairs):
    expected = kept(pairs, safe_text)
    assume(expected)
    assert read_back(written(alignment_of(pairs), "jsonl"), ".jsonl") == expected


@settings(deadline=None)
@given(pairs=PAIRS)
def test_csv_holds_all_but_controls(pairs: Pairs):
    content = written(alignment_of(pairs), "csv")
    expected = kept(pairs, safe_text)
    assume(is_readable(expected))
    assert read_back(content, ".csv") == expected
    assert content.startswith(b"\xef\xbb\xbfja_index,en_index,score,ja,en\r\n")


@settings(deadline=None)
@given(pairs=PAIRS)
def test_tsv_holds_all_but_tabs_and_line_breaks(pairs: Pairs):
    expected = kept(pairs, one_line)
    assume(is_readable(expected))
    assert read_back(written(alignment_of(pairs), "tsv"), ".tsv") == expected


@settings(deadline=None, max_examples=40)
@given(pairs=PAIRS)
def test_excel_holds_all_but_controls(pairs: Pairs):
    expected = kept(pairs, safe_text)
    assume(is_readable(expected))
    assert read_back(written(alignment_of(pairs), "xlsx"), ".xlsx") == expected


@settings(deadline=None)
@given(pairs=PAIRS)
def test_tmx_holds_pairs_on_one_line(pairs: Pairs):
    expected = [pair for pair in kept(pairs, segment) if all(pair)]
    assume(expected)
    content = written(alignment_of(pairs), "tmx", all_variants=True)
    assert read_back(content, ".tmx") == expected


@settings(deadline=None)
@given(pairs=PAIRS)
def test_tmx_has_one_target_for_a_source(pairs: Pairs):
    both = [pair for pair in kept(pairs, segment) if all(pair)]
    assume(both)
    found = read_back(written(alignment_of(pairs), "tmx"), ".tmx")
    assert len({ja for ja, _ in found}) == len(found)
    assert {ja for ja, _ in found} == {ja for ja, _ in both}
    assert set(found) <= set(both)


def test_which_target_stands_for_a_source():
    """What most beads say, else the surest, else the first; --all-variants has them all."""
    pairs = [
        ("利益", "gain"),
        ("利益", "profit"),
        ("売上", "sales"),
        ("利益 ", "profit"),
        ("売上", "x"),
    ]
    alignment = alignment_of(pairs)
    assert read_back(written(alignment, "tmx"), ".tmx") == [("利益", "profit"), ("売上", "sales")]
    assert remarks(alignment, "tmx") == ("units with a source that another one has left out: 3",)
    surer = replace(alignment, beads=(*alignment.beads[:4], Bead((4,), (4,), 0.95)))
    assert read_back(written(surer, "tmx"), ".tmx")[1] == ("売上", "x")
    assert len(read_back(written(alignment, "tmx", all_variants=True), ".tmx")) == 5


def test_regions_are_a_choice():
    tree = etree.fromstring(written(SAMPLE, "tmx", ja_code="ja", en_code="en-GB"))
    assert tree.find("header").get("srclang") == "ja"
    codes = {v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in tree.iter("tuv")}
    assert codes == {"ja", "en-GB"}


def test_translate_toolkit_reads_it(tmp_path: Path):
    path = tmp_path / "deck.tmx"
    path.write_bytes(written(SAMPLE, "tmx"))
    theirs = [(u.source, u.target) for u in tmxfile.parsefile(str(path)).units]
    assert theirs == [(r.ja, r.en) for r in read_records(path).records]


@settings(deadline=None)
@given(pairs=PAIRS)
def test_a_page_shows_the_texts_and_nothing_else(pairs: Pairs):
    page = written(alignment_of(pairs), "html").decode()
    tree = etree.fromstring(
        page.replace("<!DOCTYPE html>", "")
        .replace('">\n<meta', '"/>\n<meta')
        .replace('scale=1">', 'scale=1"/>')
    )  # well-formed even as XML: no text of ours broke out of its cell
    cells = [cell.text or "" for cell in tree.iter("td") if cell.get("lang") == "ja"]
    assert cells == [re.sub("\r\n?", "\n", safe_text(ja) if ja.strip() else "") for ja, _ in pairs]
    assert not list(tree.iter("script"))


UNSAFE = "\x00\x08\x1f\ud800\udfff\ufffe\uffff\ufdd0\U0001fffe\U0010ffff"


@pytest.mark.parametrize("format_name", ALIGNMENT_WRITERS)
def test_no_file_holds_what_no_reader_takes(format_name: str, tmp_path: Path):
    """Controls, lone surrogates and non-characters, in texts, places and names."""
    alignment = alignment_of([(f"営{UNSAFE}業", f"pro{UNSAFE}fit")], place=Place(label=UNSAFE))
    alignment = replace(
        alignment,
        signature=f"x{UNSAFE}",
        ja_document=replace(alignment.ja_document, name=f"deck{UNSAFE}.txt"),
    )
    path = tmp_path / f"deck.{format_name}"
    path.write_bytes(written(alignment, format_name))
    assert "control characters left out" in remarks(alignment, format_name)[-1]
    if format_name == "xlsx":
        content = "".join(str(cell) for row in load_workbook(path).active.values for cell in row)
    else:
        content = path.read_bytes().decode()
    assert not set(UNSAFE) & set(content)
    assert "\\u" not in content
    if format_name != "html":
        assert read_back(path.read_bytes(), path.suffix) == [("営業", "profit")]


@settings(deadline=None, max_examples=30)
@given(pairs=PAIRS)
def test_whatever_the_texts_nothing_raises(pairs: Pairs):
    for format_name in ALIGNMENT_WRITERS:
        assert written(alignment_of(pairs), format_name)


@pytest.mark.parametrize("format_name", ["tsv", "csv", "jsonl", "tmx", "html"])
def test_files_are_as_they_always_were(format_name: str):
    """After a change that is meant: write the new file over the golden one, and look at it."""
    assert written(SAMPLE, format_name) == (GOLDEN / f"sample.{format_name}").read_bytes()


@pytest.mark.parametrize("format_name", ALIGNMENT_WRITERS)
def test_the_same_bytes_at_any_time(format_name: str, monkeypatch: pytest.MonkeyPatch):
    first = written(SAMPLE, format_name)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 5, 18, tzinfo=UTC).timetuple())
    assert written(SAMPLE, format_name) == first


def test_several_segments_in_a_bead():
    pairs = alignment_of([("一文目。", "First."), ("二文目。", "Second.")])
    merged = Alignment(
        pairs.ja_document,
        pairs.en_document,
        pairs.ja,
        pairs.en,
        (Bead((0, 1), (0, 1), 0.987654),),
        "parallel",
        "",
    )
    row = written(merged, "tsv").decode().splitlines()[1]
    assert row == "0,1\t0,1\t0.9877\t一文目。二文目。\tFirst. Second."


def remarks(alignment: Alignment, format_name: str, **options: bool) -> tuple[str, ...]:
    return write_alignment(alignment, io.BytesIO(), format_name, WriteOptions(**options))


def test_what_is_left_out_is_said():
    assert remarks(SAMPLE, "tmx") == ("beads with one side only left out: 2",)
    for format_name in ("jsonl", "xlsx", "html"):
        assert remarks(SAMPLE, format_name) == ("control characters left out: 1",)
    assert remarks(SAMPLE, "csv") == (
        "control characters left out: 1",
        "cells given an apostrophe so that no spreadsheet runs them: 2",
    )
    emptied = alignment_of([("\x01", "a"), ("あ\x02", "b\ufffe")])
    assert remarks(emptied, "tmx") == (
        "units with an empty side left out: 1",
        "control characters left out: 3",
    )


def test_raw_cells_are_left_as_they_are():
    assert '\r\n2,2,0.9000,"=HYPERLINK' in written(SAMPLE, "csv", raw_cells=True).decode()
    assert "\"'=HYPERLINK" in written(SAMPLE, "csv").decode()
    assert "cells given an apostrophe" not in str(remarks(SAMPLE, "csv", raw_cells=True))


@settings(deadline=None)
@given(pairs=PAIRS)
def test_raw_cells_hold_all_but_an_apostrophe_before_a_formula(pairs: Pairs):
    expected = kept(pairs, lambda text: unguarded(safe_text(text)))
    assume(is_readable(expected))
    assert read_back(written(alignment_of(pairs), "csv", raw_cells=True), ".csv") == expected


def test_a_byte_order_mark_on_demand():
    assert written(SAMPLE, "tsv", bom=True) == b"\xef\xbb\xbf" + written(SAMPLE, "tsv")


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path):
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("x")',
        "#N/A",
        "#REF!",
        "2024-05-10",
        "001",
    ]
    path = tmp_path / "deck.xlsx"
    path.write_bytes(written(alignment_of([(text, text) for text in texts]), "xlsx"))
    sheet = load_workbook(path).active
    assert [cell.value for cell in sheet["D"][1:]] == texts
    assert {cell.data_type for cell in sheet["D"]} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E10"
    assert b"<f>" not in path.read_bytes()


def test_what_a_cell_cannot_hold_is_an_error():
    with pytest.raises(OutputError, match="32,767"):
        written(alignment_of([("あ" * 32_768, "a")]), "xlsx")


def test_the_tmx_header_has_what_strict_readers_ask_for():
    tmx = etree.fromstring(written(SAMPLE, "tmx"))
    assert tmx.get("version") == "1.4"
    assert set(tmx.find("header").attrib) == {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang"),
        "datatype",
    }
    for unit in tmx.iter("tu"):
        names = [child.tag for child in unit]
        assert names == sorted(names, key=["note", "prop", "tuv"].index)
    assert b"<!DOCTYPE" not in written(SAMPLE, "tmx")


# The content of TMX 1.4 as strict readers take it, of what we write: the order, the attributes that
# must be there and those that may.
STRICT = etree.DTD(
    io.StringIO("""
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version (1.4) #REQUIRED>
<!ELEMENT header (note | prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang NMTOKEN #REQUIRED srclang NMTOKEN #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu)*>
<!ELEMENT tu ((note | prop)*, tuv, tuv)>
<!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang NMTOKEN #REQUIRED>
<!ELEMENT seg (#PCDATA)>
<!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type NMTOKEN #REQUIRED>
""")
)


@settings(deadline=None)
@given(pairs=PAIRS)
def test_a_strict_reader_takes_any_tmx(pairs: Pairs):
    tree = etree.fromstring(written(alignment_of(pairs), "tmx"))
    assert STRICT.validate(tree), STRICT.error_log
    for text in tree.iter("seg"):
        assert text.text == " ".join(text.text.splitlines()).strip()


def test_it_is_read_back_as_one_document_with_its_rows(tmp_path: Path):
    for format_name in ("tsv", "csv", "jsonl", "xlsx"):
        path = tmp_path / f"deck.{format_name}"
        path.write_bytes(written(SAMPLE, format_name))
        records = read_records(path).records
        assert len({record.document for record in records}) == 1
        assert [record.row for record in records] == list(range(5))


@pytest.mark.parametrize(
    ("name", "expected"), [("a.TSV", "tsv"), ("a.b.htm", "html"), ("a.html", "html")]
)
def test_the_suffix_tells_the_format(name: str, expected: str):
    assert format_for(name, ALIGNMENT_WRITERS) == expected


def test_a_name_goes_before_the_suffix():
    assert chosen_format("tmx", "a.tsv", ALIGNMENT_WRITERS) == "tmx"
    assert chosen_format(None, "a.tmx", ALIGNMENT_WRITERS) == "tmx"
    assert chosen_format(None, None, ALIGNMENT_WRITERS) == "tsv"
    assert chosen_format(None, "-", ALIGNMENT_WRITERS) == "tsv"
    with pytest.raises(UsageError, match="no format is called “doc”; use tsv, csv, jsonl, tmx"):
        chosen_format("doc", None, ALIGNMENT_WRITERS)


@pytest.mark.parametrize("name", ["deck", "deck.doc", "deck.txt", ".tsv"])
def test_an_unknown_suffix_names_the_known_ones(name: str):
    with pytest.raises(UsageError, match=r"\.tsv, \.csv, \.jsonl, \.tmx, \.xlsx, \.html"):
        format_for(name, ALIGNMENT_WRITERS)
