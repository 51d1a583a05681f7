"""Every glossary format: written and read back, what it cannot hold, others' files, hostile ones."""

from __future__ import annotations

import gzip
import io
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from termalign.errors import EmptyInput, InputError, LanguageError, UnsupportedFormat, UsageError
from termalign.exchange import (
    GLOSSARY_READERS,
    GLOSSARY_WRITERS,
    GlossaryRow,
    WriteOptions,
    format_for,
    read_glossary,
    write_glossary,
)
from termalign.exchange.flags import FLAG_NAMES, Flag
from termalign.exchange.row import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from termalign.records import Language

Rows = list[GlossaryRow]

SUFFIXES = {"omegat": ".utf8", "tbx3": ".tbx", "memoq": ".csv", "multiterm": ".xml"}
XML = ("tbx", "tbx3", "tmx", "multiterm")


def written(rows: Rows, format_name: str, options: WriteOptions | None = None) -> bytes:
    stream = io.BytesIO()
    write_glossary(rows, stream, format_name, options or WriteOptions())
    return stream.getvalue()


def read(content: bytes, suffix: str) -> tuple[Rows, tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content)
        return read_glossary(path)


def there_and_back(rows: Rows, format_name: str) -> Rows:
    options = WriteOptions(all_variants=True)  # TMX: with each row, not one for a source
    return read(written(rows, format_name, options), SUFFIXES.get(format_name, f".{format_name}"))[
        0
    ]


# Written and read back: the identity, but for what the format cannot hold

LETTERS = st.sampled_from(list("営△①aIT|\\'\"=+-@＝,;#.&<>]/ 　💹"))
FIELD = st.text(LETTERS, max_size=10).map(str.strip)
# It is plain which side is Japanese: files without a header are told by that.
JA = FIELD.map("営{}".format)
EN = FIELD.map(lambda term: f"a{term}".replace("営", "").strip())
POS = st.sampled_from(["", "noun", "verb", "adjective", "adverb", "name", "particle"])


@st.composite
def concepts(draw: st.DrawFn, number: int | None) -> Rows:
    """An entry's rows, as a glossary gives them: one for each status; without a number only one."""
    ja, *more = draw(st.lists(JA, min_size=1, max_size=3, unique=True))
    fields = GlossaryRow(
        ja,
        "",
        tuple(more),
        pos=draw(POS),
        domain=draw(FIELD),
        source=draw(FIELD),
        note=draw(FIELD),
        id=number,
    )
    of_japanese = draw(flags_for("ja", (ja, *more)))
    statuses = st.sampled_from([None, *STATUSES])
    most = 1 if number is None else 4
    rows: Rows = []
    for status in draw(st.lists(statuses, min_size=1, max_size=most, unique=True)):
        # An entry holds a term once.
        known = {term for row in rows for term in row.terms("en")}
        new = EN.filter(lambda term, known=known: term not in known)
        en, *others = draw(st.lists(new, min_size=1, max_size=3, unique=True))
        row = replace(fields, en=en, en_variants=tuple(others), status=status)
        flags = of_japanese | draw(flags_for("en", row.terms("en")))
        rows.append(replace(row, flags=flags))
    return rows


def flags_for(language: Language, terms: tuple[str, ...]) -> st.SearchStrategy[frozenset[Flag]]:
    names = FLAG_NAMES if language == "en" else ("cased",)
    flags = [Flag(name, language, term) for name in names for term in terms]
    return st.frozensets(st.sampled_from(flags), max_size=3)


@st.composite
def glossaries(draw: st.DrawFn) -> Rows:
    numbers = draw(st.lists(st.none() | st.integers(1, 999), min_size=1, max_size=4))
    known: set[int | None] = set()
    rows = []
    for number in numbers:
        rows += draw(concepts(None if number in known else number))
        known.add(number)
    return rows


def in_tbx(rows: Rows) -> Rows:
    """TBX-Basic's list of parts of speech is short; a name is a noun in it."""
    known = {"": "", "name": "noun"} | {pos: pos for pos in ("noun", "verb", "adjective", "adverb")}
    return [replace(row, pos=known.get(row.pos, "other")) for row in rows]


def in_utx(rows: Rows) -> Rows:
    """No domain, no source; without a number nothing says which pairs are one entry."""
    held = []
    for row in rows:
        pos = "" if row.pos == "particle" else row.pos
        note = "" if row.note == "-" and row.status in {None, *KNOWN_TO_UTX} else row.note
        told = replace(row, domain="", source="", pos=pos, note=note, flags=frozenset())
        apart = [
            replace(told, ja=ja, en=en, ja_variants=(), en_variants=())
            for ja, en in row.pairs("ja")
        ]
        held += apart if row.id is None else [told]
    return held


KNOWN_TO_UTX = ("approved", "proposed", "forbidden")


def in_memoq(rows: Rows) -> Rows:
    """No part of speech, no source; approved is no status; a second status makes an entry anew."""
    held: Rows = []
    kinds: set[bool] = set()
    last = number = None
    for row in rows:
        is_new, kind = row.id is None or row.id != last, row.status == "forbidden"
        if is_new or kind in kinds:
            kinds, number = set(), row.id if is_new else None
        kinds.add(kind)
        last = row.id
        status = None if row.status == "approved" else row.status
        held.append(replace(row, pos="", source="", status=status, id=number))
    return held


def the_same(rows: Rows) -> Rows:
    return rows


HELD: dict[str, Callable[[Rows], Rows]] = {
    **dict.fromkeys(("tsv", "csv", "xlsx", "jsonl", "tmx", "multiterm"), the_same),
    **dict.fromkeys(("tbx", "tbx3"), in_tbx),
    "utx": in_utx,
    "memoq": in_memoq,
}


def test_every_format_is_tested():
    assert HELD.keys() | {"omegat"} == GLOSSARY_WRITERS.keys()  # OmegaT's: test_glossaries


@pytest.mark.parametrize("format_name", HELD)
@settings(deadline=None)
@given(rows=glossaries())
def test_what_is_written_is_read_back(format_name: str, rows: Rows):
    assert there_and_back(rows, format_name) == HELD[format_name](rows)


@pytest.mark.parametrize("format_name", GLOSSARY_WRITERS)
def test_what_no_file_may_hold_is_left_out_and_said(format_name: str):
    stream = io.BytesIO()
    row = GlossaryRow("営業\x08利益", "operating\ufffe income", note="\x1b[31m\ud800red", id=1)
    remarks = write_glossary([row], stream, format_name, WriteOptions())
    assert remarks == ("control characters left out: 4",)
    back = read(stream.getvalue(), SUFFIXES.get(format_name, f".{format_name}"))[0]
    assert [(one.ja, one.en, one.note) for one in back] == [
        ("営業利益", "operating income", "[31mred")
    ]


@pytest.mark.parametrize("format_name", GLOSSARY_WRITERS)
def test_the_same_glossary_makes_the_same_bytes(format_name: str):
    rows = [GlossaryRow("営業利益", "operating income", status="approved", id=1)]
    assert written(rows, format_name) == written(rows, format_name)


KEEP_LINES = {"csv", "xlsx", "jsonl", "memoq"}


@pytest.mark.parametrize("format_name", GLOSSARY_WRITERS)
def test_line_breaks_stay_where_a_cell_may_hold_them(format_name: str):
    rows = [GlossaryRow("営業\n利益", " operating\tincome ", note="一\n二")]
    back = there_and_back(rows, format_name)
    note = "一\n二" if format_name in KEEP_LINES else "一 二"
    assert [row.note for row in back] == [note]
    if format_name not in KEEP_LINES:
        assert [(row.ja, row.en) for row in back] == [("営業 利益", "operating income")]


# Flags: of terms, in a cell of a table or by the format's own means

FLAGGED = GlossaryRow(
    "シフト",
    "SHIFT",
    ("ＳＨＩＦＴ",),
    ("SHIFT program",),
    status="approved",
    flags=frozenset(
        {Flag("cased", "en", "SHIFT"), Flag("exact", "en", "SHIFT"), Flag("exact", "en", "SHIFT program")}
        | {Flag("cased", "ja", "ＳＨＩＦＴ")}
    ),
)  # fmt: skip


def test_flags_stand_in_a_cell():
    header, line = written([FLAGGED], "tsv").decode().splitlines()
    assert line.split("\t")[header.split("\t").index("flags")] == (
        "cased: SHIFT|exact|ja cased: ＳＨＩＦＴ"
    )


@pytest.mark.parametrize(
    ("cell", "flags"),
    [
        ("", []),
        ("cased", ["cased en SHIFT", "cased en S program"]),
        ("Cased, exact: SHIFT", None),  # the flag "Cased, exact" is none
        ("exact, JA cased", ["exact en SHIFT", "exact en S program", "cased ja シフト"]),
        ("exact: S program|cased:SHIFT", ["exact en S program", "cased en SHIFT"]),
    ],
)
def test_flags_as_people_write_them(cell: str, flags: list[str] | None):
    content = f"ja\ten\ten_variants\tflags\nシフト\tSHIFT\tS program\t{cell}\n".encode()
    if flags is None:
        with pytest.raises(InputError, match="no flag is called"):
            read(content, ".tsv")
        return
    ((row,), _) = read(content, ".tsv")
    assert row.flags == {Flag(*flag.split(" ", 2)) for flag in flags}  # type: ignore[arg-type]


def test_memoq_has_flags_of_its_own():
    assert ",SHIFT,CaseSense;Exact,,SHIFT program,CasePermissive;Exact," in (
        written([FLAGGED], "memoq").decode()
    )


@pytest.mark.parametrize("format_name", ["utx", "omegat"])
def test_flags_that_are_not_held_are_said(format_name: str):
    stream = io.BytesIO()
    remarks = write_glossary([FLAGGED], stream, format_name)
    assert remarks == ("flags of terms left out, which the format does not hold: 4",)


# As the other programs want it

ENTRY = [
    GlossaryRow(
        "営業利益",
        "operating income",
        ("営業損益",),
        ("operating profit (loss)",),
        status="approved",
        pos="noun",
        domain="accounting",
        source="IFRS",
        note="R&D を含む",
        id=12,
    ),
    GlossaryRow(
        "営業利益",
        "operating profits",
        ("営業損益",),
        status="forbidden",
        pos="noun",
        domain="accounting",
        source="IFRS",
        note="R&D を含む",
        id=12,
    ),
]


@pytest.mark.parametrize(
    ("format_name", "layers"),
    [
        ("tbx", ("martif", "termEntry", "langSet", "tig")),
        ("tbx3", ("tbx", "conceptEntry", "langSec", "termSec")),
    ],
)
def test_tbx_has_one_entry_for_a_concept(format_name: str, layers: tuple[str, ...]):
    root = etree.fromstring(written(ENTRY, format_name))
    space = "{urn:iso:std:iso:30042:ed-2}" if format_name == "tbx3" else ""
    assert root.tag == f"{space}{layers[0]}"
    assert root.get("type") == "TBX-Basic"
    assert root.get("style") == ("dca" if space else None)
    entries = list(root.iter(f"{space}{layers[1]}"))
    assert [entry.get("id") for entry in entries] == ["c12"]
    assert [
        (term.findtext(f"{space}term"), [note.text for note in term.iter(f"{space}termNote")])
        for term in root.iter(f"{space}{layers[3]}")
    ] == [
        ("営業利益", ["noun", "preferredTerm-admn-sts"]),
        ("営業損益", ["noun", "admittedTerm-admn-sts"]),
        ("operating income", ["noun", "preferredTerm-admn-sts"]),
        ("operating profit (loss)", ["noun", "admittedTerm-admn-sts"]),
        ("operating profits", ["noun", "deprecatedTerm-admn-sts"]),
    ]
    # OmegaT and the standard want: categories of the entry, then its languages; the term first.
    assert [etree.QName(child).localname for child in entries[0]] == [
        *("descrip", "admin", "note"),
        *(layers[2], layers[2]),
    ]


def test_utx_lines():
    assert written(ENTRY, "utx").decode() == (
        "#UTX 1.20; ja-JP/en-US\r\n"
        "#src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID\r\n"
        "営業利益\toperating income\tnoun\tapproved\tR&D を含む\t12\r\n"
        "営業利益\toperating profit (loss)\tnoun\tapproved\tR&D を含む\t12\r\n"
        "営業損益\toperating income\tnoun\tapproved\tR&D を含む\t12\r\n"
        "営業損益\toperating profit (loss)\tnoun\tapproved\tR&D を含む\t12\r\n"
        "営業利益\toperating profits\tnoun\tforbidden\tR&D を含む\t12\r\n"
        "営業損益\toperating profits\tnoun\tforbidden\tR&D を含む\t12\r\n"
    )


def test_utx_is_bidirectional_where_all_is_approved():
    head, *_ = written(ENTRY[:1], "utx").decode().split("\r\n")
    assert head == "#UTX 1.20; ja-JP/en-US; bidirectional"


@pytest.mark.parametrize("format_name", ["utx", "omegat"])
def test_english_may_come_first(format_name: str):
    content = written(ENTRY[1:], format_name, WriteOptions(source="en", ja_code="ja", en_code="en"))
    assert "\noperating profits\t営業利益\t" in content.decode()
    back = read(content, SUFFIXES.get(format_name, ".utx"))[0]
    assert (back[0].ja, back[0].en, back[0].status) == (
        "営業利益",
        "operating profits",
        "forbidden",
    )


def test_memoq_columns():
    text = written(ENTRY, "memoq").decode("utf-8-sig")
    assert text == (
        "Entry_ID,Entry_Subject,Entry_Domain,Entry_ClientID,Entry_ProjectID,Entry_Created,"
        "Entry_Creator,Entry_LastModified,Entry_Modifier,Entry_Note,"
        "Japanese_Def,Japanese,Term_Info,Term_Example,Japanese,Term_Info,Term_Example,"
        "English_United_States_Def,English_United_States,Term_Info,Term_Example,"
        "English_United_States,Term_Info,Term_Example,English_United_States,Term_Info,Term_Example"
        "\r\n"
        "12,,accounting,,,,,,,R&D を含む,"
        ",営業利益,CasePermissive;Exact,,営業損益,CasePermissive;Exact,,"
        ",operating income,CasePermissive;HalfPrefix,"
        ",operating profit (loss),CasePermissive;HalfPrefix,"
        ",operating profits,CasePermissive;HalfPrefix;NonTerm,\r\n"
    )


def test_an_apostrophe_in_memoq_is_its_own():
    row = GlossaryRow("値引き", "'-5% or less", status="forbidden", note="'=")
    assert there_and_back([row], "memoq") == [row]


def test_memoq_is_written_as_it_is_and_says_so():
    stream = io.BytesIO()
    remarks = write_glossary([GlossaryRow("値引き", "-5% or less")], stream, "memoq")
    assert ",-5% or less," in stream.getvalue().decode()
    assert remarks == ("for memoQ only: a spreadsheet would run some of its cells as formulas",)


def test_multiterm_concepts():
    root = etree.fromstring(written(ENTRY, "multiterm"))
    (concept,) = root
    assert concept.findtext("concept") == "12"
    assert [(lang.get("type"), lang.get("lang")) for lang in concept.iter("language")] == [
        ("Japanese", "JA-JP"),
        ("English", "EN-US"),
    ]
    statuses = [field.text for field in concept.iter("descrip") if field.get("type") == "Status"]
    assert statuses == ["approved", "approved", "forbidden"]


def test_excel_has_text_cells_filters_and_a_frozen_head():
    from openpyxl import load_workbook

    rows = [GlossaryRow("＋α", "=1+1", status="approved", id=7)]
    sheet = load_workbook(io.BytesIO(written(rows, "xlsx"))).active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:K2")
    assert sheet.column_dimensions["B"].width == 40
    assert {cell.data_type for row in sheet for cell in row} <= {"inlineStr", "s", "n"}  # n: empty
    assert sheet["B2"].value == "=1+1"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("a.tbx", "tbx"), ("a.UTX", "utx"), ("a.mtf.xml", "multiterm"), ("a.mtf", "multiterm")),
        *(("a.xlsx", "xlsx"), ("a.jsonl", "jsonl"), ("a.tab", "omegat"), ("a.tmx", "tmx")),
    ],
)
def test_the_suffix_chooses_the_format(name: str, expected: str):
    assert format_for(name, GLOSSARY_WRITERS) == expected


@pytest.mark.parametrize("name", ["a.memoq", "a.tbx3", "a.omegat", "a.multiterm", "a"])
def test_a_format_that_is_no_suffix(name: str):
    with pytest.raises(UsageError) as error:
        format_for(name, GLOSSARY_WRITERS)
    assert ".tbx, " in error.value.hint
    assert "memoq" not in error.value.hint


# Others' files

V2 = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc>
</martifHeader><text><body>
 <termEntry id="eid-7">
  <descrip type="subjectField">会計</descrip>
  <!-- a remark -->
  <langSet xml:lang="en-GB">
   <descripGrp><descrip type="definition">profit from
     operations</descrip></descripGrp>
   <ntig><termGrp><term>operating income</term>
    <termNote type="partOfSpeech">noun</termNote>
    <termNote type="termType">fullForm</termNote>
    <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
   <ntig><termGrp><term>operating <hi>profit</hi></term>
    <termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
   <ntig><termGrp><term>trading profit</term>
    <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="de"><tig><term>Betriebsergebnis</term></tig></langSet>
  <langSet xml:lang="ja_JP">
   <tig><term>営業益</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
   <tig><term>
     営業利益
   </term></tig>
  </langSet>
 </termEntry>
 <termEntry id="eid-8"><langSet xml:lang="de"><tig><term>Umsatz</term></tig></langSet></termEntry>
</body></text></martif>
"""
V2_ROWS = [
    GlossaryRow(
        "営業利益",
        "operating profit",
        ("営業益",),
        ("operating income",),
        status="approved",
        pos="noun",
        domain="会計",
        note="profit from operations",
    ),
    GlossaryRow(
        "営業利益",
        "trading profit",
        ("営業益",),
        status="forbidden",
        pos="noun",
        domain="会計",
        note="profit from operations",
    ),
]
V3_DCA = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c3"><descrip type="subjectField">会計</descrip><langSec xml:lang="ja">
<termSec><term>売上高</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
<langSec xml:lang="en"><termSec><term>net sales</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><note>J-GAAP</note></termSec>
</langSec></conceptEntry></body></text></tbx>
"""
V3_DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c3"><min:subjectField>会計</min:subjectField><langSec xml:lang="ja">
<termSec><term>売上高</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
<langSec xml:lang="en"><termSec><term>net sales</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus><note>J-GAAP</note>
<basic:termType>fullForm</basic:termType></termSec></langSec></conceptEntry></body></text></tbx>
"""
V3_ROWS = [
    GlossaryRow(
        "売上高", "net sales", status="approved", pos="noun", domain="会計", note="J-GAAP", id=3
    )
]
MTF = """<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>4</concept><system type="entryClass">1</system>
<transacGrp><transac type="origination">sato</transac><date>2024-01-01</date></transacGrp>
<descripGrp><descrip type="Subject">会計</descrip></descripGrp>
<languageGrp><language type="English (United States)" lang="EN-US"/>
<termGrp><term>net sales</term><descripGrp><descrip type="Status">Preferred</descrip></descripGrp>
<descripGrp><descrip type="Gender">n</descrip></descripGrp></termGrp>
<termGrp><term>turnover</term><descripGrp><descrip type="status">to check</descrip></descripGrp>
</termGrp></languageGrp>
<languageGrp><language type="Japanese" lang="JA"/><termGrp><term>売上高</term></termGrp></languageGrp>
</conceptGrp></mtf>
"""
UTX = (
    "#UTX 1.11; en-US/ja-JP; 2010-01-01T00:00:00+09:00; copyright: Minato (2010)\n"
    "#description: terms of a made-up company\n"
    "#src\ttgt\tsrc:pos\tterm status\ttgt:comment\tplural\tconcept ID\n"
    "net sales\t売上高\tnoun\tapproved\tJ-GAAP\t-\tC1\n"
    "Minato\t湊\tpropernoun\tnon-standard\n"
    "cost\t費用\t-\t-\t-\tcosts\t5\n"
)
MEMOQ = (
    "Entry_ID,Entry_Subject,Entry_Note,English_Def,English,Term_Info,Term_Example,English,Term_Info,"
    "Term_Example,Japanese_Def,Japanese,Term_Info,Term_Example\r\n"
    "0,会計,J-GAAP,,net sales,CaseInsense;HalfPrefix,,revenue,CasePermissive;Exact;Forbidden,,,"
    "売上高,CasePermissive;HalfPrefix,\r\n"
    "1,,,,cost,CasePermissive;HalfPrefix,,,,,,,,\r\n"
)
TMX = """<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="phrase"
 o-tmf="x" adminlang="en" srclang="*all*" datatype="plaintext"/><body>
<tu tuid="t-1"><note>J-GAAP</note><prop type="client">M</prop>
<tuv xml:lang="EN-US"><seg>net <bpt i="1">&lt;b></bpt>sales<ept i="1">&lt;/b></ept></seg></tuv>
<tuv xml:lang="ja"><seg>売上高</seg></tuv><tuv xml:lang="en-GB"><seg>turnover</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Umsatz</seg></tuv></tu></body></tmx>
"""


@pytest.mark.parametrize(
    ("suffix", "content", "rows", "remarks"),
    [
        *(
            (
                ".tbx",
                V2.format(encoding=encoding).encode(encoding),
                V2_ROWS,
                (
                    "entries without Japanese and English left out: 1",
                    "fields passed over: termType (1)",
                ),
            )
            for encoding in ("utf-8", "utf-16", "shift_jis", "euc-jp")
        ),
        (".tbx", V3_DCA.encode(), V3_ROWS, ()),
        (".xml", V3_DCT.encode(), V3_ROWS, ("fields passed over: termType (1)",)),
        (
            ".xml",
            MTF.encode("utf-16"),
            [
                GlossaryRow("売上高", "net sales", status="approved", domain="会計", id=4),
                GlossaryRow("売上高", "turnover", domain="会計", id=4),
            ],
            (
                "fields passed over: Gender (1)",
                "statuses not known, taken as none: to check (1)",
            ),
        ),
        (
            ".utx",
            UTX.encode(),
            [
                GlossaryRow("売上高", "net sales", status="approved", pos="noun", note="J-GAAP"),
                GlossaryRow("湊", "Minato", status="forbidden", pos="name"),
                GlossaryRow("費用", "cost", id=5),
            ],
            ("fields passed over: plural (1)",),
        ),
        *(
            (
                suffix,
                text.encode(encoding),
                [
                    GlossaryRow("売上高", "net sales", domain="会計", note="J-GAAP", id=0),
                    GlossaryRow(
                        "売上高",
                        "revenue",
                        status="forbidden",
                        domain="会計",
                        note="J-GAAP",
                        id=0,
                        flags=frozenset({Flag("exact", "en", "revenue")}),
                    ),
                ],
                (*said, "entries without Japanese and English left out: 1"),
            )
            for suffix, text, encoding, said in (
                (".csv", MEMOQ, "utf-8-sig", ()),
                (".txt", MEMOQ.replace(",", "\t"), "utf-16", ("read as utf-16",)),
            )
        ),
        (
            ".tmx",
            TMX.encode(),
            [GlossaryRow("売上高", "net sales", en_variants=("turnover",), note="J-GAAP")],
            (
                "entries without Japanese and English left out: 1",
                "fields passed over: client (1)",
            ),
        ),
        (
            ".jsonl",
            '{"ja": "売上高", "en": "net sales", "status": "Approved", "score": 1, "who": "x"}\n\n'
            '{"ja": "湊\\ud800", "en": "Minato", "en_variants": ["M"], "id": 3, "note": null}\n'.encode(),
            [
                GlossaryRow("売上高", "net sales", status="approved"),
                GlossaryRow("湊", "Minato", en_variants=("M",), id=3),
            ],
            ("keys passed over: who",),
        ),
    ],
)
def test_files_of_others(suffix: str, content: bytes, rows: Rows, remarks: tuple[str, ...]):
    assert read(content, suffix) == (rows, remarks)


# What is refused, and where

BOMB = (
    '<!DOCTYPE martif [<!ENTITY a "'
    + "x" * 1000
    + '">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + "]><martif><text><body><termEntry><langSet><tig><term>&b8;</term></tig></langSet>"
    "</termEntry></body></text></martif>"
)
XXE = (
    '<!DOCTYPE mtf [<!ENTITY x SYSTEM "file:///etc/hostname">]><mtf><conceptGrp><languageGrp>'
    '<language lang="JA"/><termGrp><term>&x;</term></termGrp></languageGrp></conceptGrp></mtf>'
)
OPENED = V3_DCA.partition("</langSec>")[0]


@pytest.mark.parametrize(
    ("suffix", "content", "kind", "says"),
    [
        (".xml", XXE, UnsupportedFormat, "a.xml: declares entities"),
        (".tbx", BOMB, InputError, "a.tbx"),
        (".tbx", OPENED, InputError, "a.tbx:4: is no well-formed XML"),
        (
            ".tbx",
            V3_DCA.replace("売上高", "売上\x0b高"),
            InputError,
            "a.tbx:4: is no well-formed XML",
        ),
        (".tbx", V3_DCA.replace("J-GAAP", "R&D"), InputError, "a.tbx:6: is no well-formed XML"),
        (".tbx", V3_DCA.encode("cp932"), InputError, "a.tbx:3: is no well-formed XML"),
        (".tbx", gzip.compress(V3_DCA.encode())[:-9], InputError, "a.tbx: is damaged"),
        (
            ".tbx",
            gzip.compress(V3_DCA.replace("J-GAAP", " " * 20_000_000).encode()),
            UnsupportedFormat,
            "a.tbx: would unpack to an absurd size",
        ),
        (".tbx", "", EmptyInput, "a.tbx: holds no text"),
        (
            ".tbx",
            "<html><body/></html>",
            UnsupportedFormat,
            "a.tbx: is XML, but html, no term base",
        ),
        (".xml", "<mtf></mtf>", EmptyInput, "a.xml: holds no entries"),
        (
            ".tbx",
            V3_DCA.replace('xml:lang="ja"', 'xml:lang="zh"'),
            EmptyInput,
            "a.tbx: holds no entry with Japanese and English",
        ),
        (
            ".tbx",
            V3_DCA.replace("net sales", "x" * 1001),
            InputError,
            "a.tbx:3: the English is longer than 1,000",
        ),
        (
            ".tmx",
            TMX.replace("売上高", "長" * 1001),
            InputError,
            "a.tmx:3: the Japanese is longer than 1,000",
        ),
        (".utx", "", EmptyInput, "a.utx"),
        (".utx", "売上高\tnet sales\n", UnsupportedFormat, "a.utx: does not begin with #UTX"),
        (".utx", UTX.replace("ja-JP", "de"), LanguageError, "a.utx:1: does not say"),
        (
            ".utx",
            UTX.replace("#src\ttgt", "#source\ttarget"),
            InputError,
            "a.utx:3: the last line that begins with #",
        ),
        (".utx", UTX + "lone\n", InputError, "a.utx:7: the row has 1 columns, the header 7"),
        (".utx", UTX + "a\t\tnoun\n", InputError, "a.utx:7: the Japanese is empty"),
        (".jsonl", '{"ja": "売上高", "en": "net sales"}\n{', InputError, "a.jsonl:2: is no JSON ("),
        (".jsonl", '["売上高"]', InputError, "a.jsonl:1: is no JSON object"),
        (".jsonl", '{"ja": 1, "en": "a"}', InputError, 'a.jsonl:1: "ja" is no text'),
        (".jsonl", '{"ja": "売上高"}', InputError, "a.jsonl:1: the English is empty"),
        (
            ".jsonl",
            '{"ja": "売上高", "en": "a", "en_variants": "b"}',
            InputError,
            'a.jsonl:1: "en_variants" is no list of texts',
        ),
        (
            ".jsonl",
            '{"ja": "売", "en": "a", "status": "ok"}',
            InputError,
            "a.jsonl:1: no status is",
        ),
        (
            ".jsonl",
            '{"ja": "売", "en": "a", "flags": ["bold"]}',
            InputError,
            "a.jsonl:1: no flag is called “bold”",
        ),
        (
            ".csv",
            "ja,en,flags\n売,a,cased: b\n",
            InputError,
            "a.csv:2: the flag “cased: b” is of a term that the row has not",
        ),
        (
            ".csv",
            MEMOQ.replace(",Japanese,", ",Chinese,"),
            InputError,
            "a.csv:1: the header does not name both languages",
        ),
        (".csv", MEMOQ + "2,,\r\n", InputError, "a.csv:4: the row has 3 columns"),
        (".csv", MEMOQ + '2,"x\r\n', InputError, "a.csv:4: cannot be read as CSV"),
    ],
)
def test_a_bad_file_is_refused_where_it_is_bad(
    suffix: str, content: str | bytes, kind: type[Exception], says: str
):
    began = time.monotonic()
    with pytest.raises(kind) as error:
        read(content if isinstance(content, bytes) else content.encode(), suffix)
    assert str(error.value).startswith(says)
    assert time.monotonic() - began < 2


def test_a_missing_file_is_missing():
    with pytest.raises(InputError, match="no such file"):
        read_glossary("nowhere.tbx")


@pytest.mark.parametrize("suffix", GLOSSARY_READERS)
@pytest.mark.parametrize(
    "content",
    [b"", b"   \n \n", b"\xef\xbb\xbf", b"\x00\x01\x02\xff" * 50, b"%PDF-1.7\n", b"PK\x03\x04x"],
)
def test_nothing_and_rubbish_are_refused_by_every_reader(suffix: str, content: bytes):
    with pytest.raises(InputError):
        read(content, suffix)


def test_a_flag_that_is_none_is_named_with_its_file_and_line(tmp_path: Path):
    path = tmp_path / "terms.tmx"
    path.write_bytes(written([FLAGGED], "tmx").replace(b"exact", b"exakt"))
    with pytest.raises(InputError, match=r"terms\.tmx:\d+: no flag is called “exakt"):
        read_glossary(path)


@pytest.mark.parametrize(
    ("format_name", "packed"),
    [*((name, False) for name in GLOSSARY_WRITERS), *((name, True) for name in XML)],
)
def test_standard_input_of_every_format(
    format_name: str, packed: bool, monkeypatch: pytest.MonkeyPatch
):
    content = written(ENTRY, format_name)
    stream = io.BytesIO(gzip.compress(content) if packed else content)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    rows = read_glossary("-", format_name=format_name)[0]
    assert (rows[0].ja, rows[0].en) == ("営業利益", "operating income")


def test_an_error_in_standard_input_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<martif><body>")))
    with pytest.raises(InputError, match=r"^standard input:1: is no well-formed XML"):
        read_glossary("-", format_name="tbx")
