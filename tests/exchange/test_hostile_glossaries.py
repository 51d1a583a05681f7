"""Glossary files of every format that are in other encodings, broken off, endless or hostile."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest

from termalign.errors import InputError
from termalign.exchange import GlossaryRow, read_glossary, write_glossary
from termalign.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

SUFFIXES = {"omegat": ".utf8", "tbx3": ".tbx", "memoq": ".csv", "multiterm": ".xml"}
XML = ("tbx", "tbx3", "tmx", "multiterm")
ROWS = [
    GlossaryRow("営業利益", "operating income", status="approved", note="連結の数値", id=1),
    GlossaryRow("配当性向", "dividend payout ratio", status="forbidden", note="高い", id=2),
    GlossaryRow("研究開発費", "R&D expenses", note="費用に計上した額", id=3),
]


def file_of(
    rows: list[GlossaryRow], format_name: str, folder: Path, encoding: str = "utf-8"
) -> Path:
    stream = io.BytesIO()
    write_glossary(rows, stream, format_name)
    path = folder / f"terms{SUFFIXES.get(format_name, f'.{format_name}')}"
    content = stream.getvalue()
    if encoding != "utf-8":
        text = content.decode("utf-8-sig").replace('encoding="UTF-8"', f'encoding="{encoding}"')
        content = text.replace("coding: utf-8", f"coding: {encoding}").encode(encoding)
    path.write_bytes(content)
    return path


# Encodings


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("format_name", ["tsv", "csv", "omegat", "utx", "jsonl", "memoq"])
def test_texts_are_decoded_and_it_is_said(tmp_path: Path, format_name: str, encoding: str):
    rows, remarks = read_glossary(file_of(ROWS, format_name, tmp_path, encoding))
    assert [(row.ja, row.en) for row in rows] == [(row.ja, row.en) for row in ROWS]
    if encoding != "utf-8-sig":
        said = encoding.replace("-", "").replace("_", "")
        assert any(said in remark.replace("-", "").replace("_", "") for remark in remarks)


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "UTF-16"])
@pytest.mark.parametrize("format_name", XML)
def test_xml_says_its_encoding(tmp_path: Path, format_name: str, encoding: str):
    rows, _ = read_glossary(file_of(ROWS, format_name, tmp_path, encoding))
    assert [(row.ja, row.en) for row in rows] == [(row.ja, row.en) for row in ROWS]


def test_windows_shift_jis_in_xml(tmp_path: Path):
    """㈱ and ① stand in what Windows calls Shift_JIS, and are not in the standard of that name."""
    path = file_of([GlossaryRow("㈱①", "Co.")], "tbx", tmp_path)
    text = path.read_text("utf-8").replace('encoding="UTF-8"', 'encoding="Shift_JIS"')
    path.write_bytes(text.encode("cp932"))
    assert read_glossary(path)[0][0].ja == "㈱①"


@pytest.mark.parametrize("format_name", ["tsv", "csv", "omegat", "utx", "jsonl", *XML])
def test_a_byte_that_is_none_is_named(tmp_path: Path, format_name: str):
    path = file_of(ROWS * 9, format_name, tmp_path)
    path.write_bytes(path.read_bytes()[:-60] + b"\xff" + path.read_bytes()[-60:])
    with pytest.raises(InputError) as error:
        read_glossary(path, encoding=None if format_name in XML else "utf-8")
    assert "offset" in str(error.value) or "terms" in str(error.value)
    assert "\ufffd" not in str(error.value)


# Endless, deep, broken off


@pytest.mark.parametrize("format_name", ["tsv", "csv", "omegat", "utx", "jsonl", "memoq", *XML])
@pytest.mark.parametrize("term", ["あ", "|"])
def test_ten_megabytes_are_no_term(tmp_path: Path, format_name: str, term: str):
    long = GlossaryRow(term * (10_000_000 // len(term.encode())), "a")
    path = file_of([*ROWS, long], format_name, tmp_path)
    began = time.monotonic()
    with pytest.raises(InputError, match=r"terms\.\w+:\d+"):
        read_glossary(path)
    assert time.monotonic() - began < 20


def test_many_flags_and_synonyms_are_linear(tmp_path: Path):
    cell = "|".join(f"a{n}" for n in range(40_000))
    flagged = "|".join(f"cased: a{n}" for n in range(40_000))
    path = tmp_path / "terms.tsv"
    path.write_text(f"ja\ten\ten_variants\tflags\n営業\ta\t{cell}\t{flagged}\n", "utf-8")
    began = time.monotonic()
    ((row,), _) = read_glossary(path)
    assert len(row.en_variants) == len(row.flags) == 40_000
    assert time.monotonic() - began < 5


TERM = "<tig><term>{}</term></tig>"
JUDGED = TERM.replace("</tig>", '<termNote type="administrativeStatus">{}</termNote></tig>')


@pytest.mark.parametrize(
    ("name", "english", "terms"),
    [
        ("many synonyms", "".join(TERM.format(f"a{n}") for n in range(60_000)), [60_000]),
        (
            "two statuses",
            JUDGED.format("b", "deprecatedTerm") * 60_000 + JUDGED.format("a", "preferredTerm"),
            [1, 1],
        ),
        ("spaces", TERM.format("a" + (" " * 200_000 + "b") * 10), None),
    ],
)
def test_an_entry_of_any_size_is_read_in_linear_time(
    tmp_path: Path, name: str, english: str, terms: list[int] | None
):
    path = tmp_path / f"{name}.tbx"
    path.write_text(
        '<martif><text><body><termEntry><langSet xml:lang="ja"><tig><term>営業</term></tig>'
        f'</langSet><langSet xml:lang="en">{english}</langSet></termEntry></body></text></martif>',
        "utf-8",
    )
    began = time.monotonic()
    if terms is None:
        with pytest.raises(InputError, match="longer than 1,000 characters"):
            read_glossary(path)
    else:
        assert [len(row.terms("en")) for row in read_glossary(path)[0]] == terms
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("depth", [300, 100_000])
def test_deep_xml_is_refused(tmp_path: Path, depth: int):
    path = tmp_path / "deep.tbx"
    inner = "<hi>" * depth + "x" + "</hi>" * depth
    path.write_text(
        f"<martif><text><body><termEntry><langSet><tig><term>{inner}</term></tig></langSet>"
        "</termEntry></body></text></martif>"
    )
    with pytest.raises(InputError, match=r"deep\.tbx"):
        read_glossary(path)


@pytest.mark.parametrize("format_name", [*XML, "xlsx", "jsonl"])
def test_of_a_file_that_breaks_off_nothing_is_stored(
    tmp_path: Path, format_name: str, termalign: RunTermalign
):
    path = file_of(ROWS * 30, format_name, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3 + 5])
    Glossary(tmp_path / "terms.db").add(GlossaryRow("売上高", "net sales"))
    before = (tmp_path / "terms.db").read_bytes()
    done = termalign("glossary", "import", path, "--glossary", tmp_path / "terms.db")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert path.name in done.stderr.decode()
    assert (tmp_path / "terms.db").read_bytes() == before


# Declarations

DOCTYPE = '<!DOCTYPE {root} SYSTEM "http://192.0.2.1/none.dtd">'


def with_declaration(path: Path, declaration: str, root: str) -> Path:
    text = path.read_text("utf-8")
    head, rest = text.split("\n", 1)
    path.write_text(f"{head}\n{declaration.format(root=root)}\n{rest}", "utf-8")
    return path


ROOTS = {"tbx": "martif", "tbx3": "tbx", "tmx": "tmx", "multiterm": "mtf"}


@pytest.mark.parametrize("format_name", XML)
def test_a_plain_document_type_is_accepted_and_never_fetched(tmp_path: Path, format_name: str):
    path = with_declaration(file_of(ROWS, format_name, tmp_path), DOCTYPE, ROOTS[format_name])
    began = time.monotonic()
    rows, _ = read_glossary(path)
    assert len(rows) == len(ROWS)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE {root} [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;">]>',
        '<!DOCTYPE {root} [<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;]>',
    ],
)
@pytest.mark.parametrize("format_name", XML)
def test_entities_are_refused(tmp_path: Path, format_name: str, declaration: str):
    path = with_declaration(file_of(ROWS, format_name, tmp_path), declaration, ROOTS[format_name])
    began = time.monotonic()
    with pytest.raises(InputError, match=r"terms\.\w+"):
        read_glossary(path)
    assert time.monotonic() - began < 2


# What comes out of a hostile glossary

HOSTILE = [
    GlossaryRow("営\ufffe業", "a\x1b[31m\ud800", ("\u202e利益",), note="x\x00\x08y", id=1),
    GlossaryRow("=1+1", "+cmd|'/c calc'!A1", note="@SUM(A1)", id=2),
    GlossaryRow("</term>&lol;", "<![CDATA[x]]>", note="]]>", id=3),
]


@pytest.mark.parametrize("format_name", XML)
def test_exports_are_well_formed_whatever_they_hold(tmp_path: Path, format_name: str):
    from lxml import etree

    path = file_of(HOSTILE, format_name, tmp_path)
    root = etree.parse(str(path)).getroot()
    texts = "".join(map(str, root.itertext()))
    assert "</term>&lol;" in texts
    assert not set(texts) & set("\x00\x08\x1b\ufffe")
