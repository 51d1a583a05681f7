"""Glossary files: written and read back, read from others' tables, refused with the line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from termalign.errors import EmptyInput, InputError, LanguageError, UnsupportedFormat
from termalign.exchange import GlossaryRow, WriteOptions, read_glossary, write_glossary
from termalign.exchange.row import STATUSES
from termalign.exchange.safety import FormulaGuard, unguarded
from termalign.resources import resource

if TYPE_CHECKING:
    from termalign.records import Status

SUFFIXES = {"omegat": ".utf8", "utx": ".utx", "memoq": ".csv"}

ROWS = [
    GlossaryRow(
        "営業利益",
        "operating income",
        ("営業損益",),
        ("operating profit (loss)", "OP|EBIT"),
        status="approved",
        pos="noun",
        domain="accounting",
        source="EDINET taxonomy",
        note='"profit" は使わない',
        id=12,
    ),
    GlossaryRow("値引き", "-5% or less", status="forbidden"),
    GlossaryRow("＋α", "=1+1", status="proposed", note="@home"),
]


def written(rows: list[GlossaryRow], format_name: str, **options: bool | str) -> bytes:
    stream = io.BytesIO()
    write_glossary(rows, stream, format_name, WriteOptions(**options))
    return stream.getvalue()


def read_back(content: bytes, suffix: str) -> list[GlossaryRow]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"terms{suffix}"
        path.write_bytes(content)
        return read_glossary(path)[0]


def read(folder: Path, name: str, content: str | bytes) -> list[GlossaryRow]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_glossary(path)[0]


# Written and read back

LETTERS = st.sampled_from(list("営△①aIT|\\'\"=+-@＝,;#.&<> "))
# As a glossary keeps it: on one line, without spaces round it.
TERM = st.text(LETTERS, max_size=12).map(str.strip)
# It is plain which side is Japanese: files without a header are told by that.
JA, EN = (
    TERM.map(lambda term: f"営{term}"),
    TERM.map(lambda term: f"a{term}".replace("営", "").strip()),
)
FIELD = st.text(LETTERS, max_size=12).map(str.strip)
GLOSSARY_ROW = st.builds(
    GlossaryRow,
    JA,
    EN,
    st.lists(JA, max_size=2).map(tuple),
    st.lists(EN, max_size=2).map(tuple),
    status=st.sampled_from(STATUSES),
    pos=FIELD,
    domain=FIELD,
    source=FIELD,
    note=FIELD,
)


@settings(deadline=None)
@given(rows=st.lists(GLOSSARY_ROW, min_size=1, max_size=5))
def test_omegat_keeps_pairs_status_and_note(rows: list[GlossaryRow]):
    expected = [
        (ja, en, None if row.status == "approved" else row.status, row.note)
        for row in rows
        for ja in row.terms("ja")
        for en in row.terms("en")
    ]
    back = read_back(written(rows, "omegat"), ".utf8")
    assert [(row.ja, row.en, row.status, row.note) for row in back] == expected


# What cannot be told by the texts: which side is Japanese, which is the comment, what is a header.
HARD_TO_TELL = [
    [GlossaryRow("EBITDA", "EBITDA", status="approved", note="利払前・税引前・償却前の利益")],
    [GlossaryRow("東証", "東証", status="do-not-translate")],
    [GlossaryRow("ROE", "ROE", status="do-not-translate")],
    [GlossaryRow("株式会社", "K.K. (株)", status="approved", note="see the guide to style")],
    [GlossaryRow("日本語", "English", status="forbidden"), GlossaryRow("売上高", "net sales")],
    [GlossaryRow("原文", "source", status="approved"), GlossaryRow("訳文", "target")],
]


@pytest.mark.parametrize("source", ["ja", "en"])
@pytest.mark.parametrize("rows", HARD_TO_TELL, ids=lambda rows: rows[0].en)
def test_our_omegat_glossary_says_which_column_is_which(rows: list[GlossaryRow], source: str):
    back = read_back(written(rows, "omegat", source=source), ".txt")
    assert back == [
        replace(row, status=None if row.status == "approved" else row.status) for row in rows
    ]


@pytest.mark.parametrize("format_name", ["omegat", "utx", "memoq"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_note_that_begins_like_a_status_is_none(format_name: str, status: Status):
    row = GlossaryRow("営業利益", "operating income", status=status, note="[forbidden] last year")
    (back,) = read_back(written([row], format_name), SUFFIXES[format_name])
    assert (back.status, back.note) == (status, "[forbidden] last year")


@given(st.text())
def test_a_guarded_cell_comes_back(cell: str):
    guard = FormulaGuard()
    assert unguarded(guard(cell)) == cell
    assert guard(cell)[:1] not in tuple("=+-@\t\r＝＋－＠")


def test_csv_opens_in_excel_without_running_anything():
    content = written(ROWS, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == 4
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠"))]
    assert "'-5% or less" in cells
    raw = written(ROWS, "csv", raw_cells=True).decode("utf-8-sig")
    assert ",-5% or less," in raw


def test_omegat_lines():
    assert written(ROWS[:2], "omegat").decode() == (
        "# termalign glossary, ja to en -*- coding: utf-8 -*-\n"
        '営業利益\toperating income\t"profit" は使わない\n'
        '営業利益\toperating profit (loss)\t"profit" は使わない\n'
        '営業利益\tOP|EBIT\t"profit" は使わない\n'
        '営業損益\toperating income\t"profit" は使わない\n'
        '営業損益\toperating profit (loss)\t"profit" は使わない\n'
        '営業損益\tOP|EBIT\t"profit" は使わない\n'
        "値引き\t-5% or less\t[forbidden]\n"
    )


def test_what_omegat_would_not_read_is_said():
    stream = io.BytesIO()
    remarks = write_glossary([GlossaryRow("#1", "number one")], stream, "omegat")
    assert remarks == ("terms that begin with # left out: 1",)


def test_tmx_has_one_target_for_a_source():
    tmx = etree.fromstring(written(ROWS, "tmx"))
    assert [seg.text for seg in tmx.iter("seg")] == [
        *("営業利益", "operating income"),
        *("値引き", "-5% or less"),
        *("＋α", "=1+1"),
    ]
    unit = next(tmx.iter("tu"))
    assert unit.get("tuid") == "12"
    assert unit.find("note").text == '"profit" は使わない'
    assert [(prop.get("type"), prop.text) for prop in unit.iter("prop")] == [
        ("x-status", "approved"),
        ("x-domain", "accounting"),
        ("x-pos", "noun"),
        ("x-source", "EDINET taxonomy"),
        ("x-ja-variants", "営業損益"),
        ("x-en-variants", "operating profit (loss)|OP\\|EBIT"),
    ]


def test_a_byte_order_mark_on_demand():
    assert written(ROWS, "tsv", bom=True) == b"\xef\xbb\xbf" + written(ROWS, "tsv")


# Others' tables


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        ("a.tsv", "営業利益\toperating income\n", [GlossaryRow("営業利益", "operating income")]),
        ("a.txt", "operating income\t営業利益\n", [GlossaryRow("営業利益", "operating income")]),
        (
            "a.utf8",
            "# a comment\n営業利益\toperating income\tIFRS\nIR\tinvestor relations\n",
            [
                GlossaryRow("営業利益", "operating income", note="IFRS"),
                GlossaryRow("IR", "investor relations"),
            ],
        ),
        (
            "a.tab",
            "売上高\tnet sales\t[forbidden] revenue を使う\n".encode("cp932"),
            [GlossaryRow("売上高", "net sales", status="forbidden", note="revenue を使う")],
        ),
        (
            "a.tsv",
            "en\tja\ten_variants\tcount\tStatus\tcomment\nnet sales\t売上高\tsales| revenue |\t3\tAPPROVED\tn\n",
            [
                GlossaryRow(
                    "売上高",
                    "net sales",
                    en_variants=("sales", "revenue"),
                    status="approved",
                    note="n",
                )
            ],
        ),
        (
            "a.csv",
            '日本語;英語;備考\r\n売上高;"sales; net";"二行\r\nの注"\r\n',
            [GlossaryRow("売上高", "sales; net", note="二行\r\nの注")],
        ),
        ("a.tsv", '売上高\t"net" sales"\n', [GlossaryRow("売上高", '"net" sales"')]),
        (
            "a.tsv",
            "#1\tnumber one\n売上\tsales\n",
            [GlossaryRow("#1", "number one"), GlossaryRow("売上", "sales")],
        ),
        # the third column is the note, whatever it is in
        (
            "a.txt",
            "EBITDA\tEBITDA\t利払前の利益\n売上高\tnet sales\t連結の売上高のこと\n",
            [
                GlossaryRow("EBITDA", "EBITDA", note="利払前の利益"),
                GlossaryRow("売上高", "net sales", note="連結の売上高のこと"),
            ],
        ),
        (
            "a.tsv",
            "net sales\t売上高\tnot revenue, which is IFRS\n",
            [GlossaryRow("売上高", "net sales", note="not revenue, which is IFRS")],
        ),
        # the words for two sides are a header, those for one are an entry
        (
            "a.tsv",
            "source\ttarget\n売上高\tnet sales\n",
            [GlossaryRow("売上高", "net sales")],
        ),
        (
            "a.tsv",
            "原文\tsource\n訳文\ttarget\n",
            [GlossaryRow("原文", "source"), GlossaryRow("訳文", "target")],
        ),
        # a word for a language is no header
        (
            "a.tsv",
            "英語\tEnglish\n日本語\tJapanese\n",
            [GlossaryRow("英語", "English"), GlossaryRow("日本語", "Japanese")],
        ),
    ],
)
def test_tables_of_others(tmp_path: Path, name: str, content: str, rows: list[GlossaryRow]):
    assert read(tmp_path, name, content) == rows


def test_columns_passed_over_are_said(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text("ja\ten\tscore\tReviewer\n売上高\tnet sales\t0.9\t山田\n", "utf-8")
    assert read_glossary(path)[1] == ("columns passed over: reviewer, score",)


def test_a_column_that_stands_twice_is_not_lost_in_silence(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text("ja\ten\tnote\tNote\n売上高\tnet sales\tfirst\tsecond\n", "utf-8")
    rows, remarks = read_glossary(path)
    assert rows == [GlossaryRow("売上高", "net sales", note="first")]
    assert remarks == ("columns passed over: note (2)",)


def test_the_seed_glossary_is_read_whole():
    rows, remarks = read_glossary(resource("glossary", "seed.tsv"))
    lines = resource("glossary", "seed.tsv").read_text("utf-8").splitlines()
    assert len(rows) == len(lines) - 1
    assert remarks == ()
    assert any(row.en_variants for row in rows)


# What is refused, and where


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        (
            "a.tsv",
            "ja\ten\n売上高\tnet sales\n利益\n",
            InputError,
            "a.tsv:3: the row has 1 columns",
        ),
        (
            "a.tsv",
            "売上高\tnet sales\n利益\tprofit\tn\tx\n",
            InputError,
            "a.tsv:2: the row has 4 columns",
        ),
        ("a.tsv", "売上高\tnet sales\n利益\n", InputError, "a.tsv:2: the row has 1 columns"),
        (
            "a.tsv",
            "ja\ten\n売上高\tnet sales\n利益\t \n",
            InputError,
            "a.tsv:3: the English is empty",
        ),
        ("a.tsv", "ja\ten\n\tprofit\n", InputError, "a.tsv:2: the Japanese is empty"),
        (
            "a.tsv",
            f"利益\tprofit\n{'長' * 1001}\tlong\n",
            InputError,
            "a.tsv:2: the Japanese is longer",
        ),
        (
            "a.tsv",
            f"ja\ten\ten_variants\n利\tp\t{'x' * 1001}\n",
            InputError,
            "a.tsv:2: the English is",
        ),
        (
            "a.tsv",
            "ja\ten\tstatus\n利益\tprofit\tok\n",
            InputError,
            "a.tsv:2: no status is called “ok”",
        ),
        (
            "a.tsv",
            "ja\ten\ten\n利益\tprofit\tgain\n",
            InputError,
            "a.tsv:1: the header names en 2 times",
        ),
        ("a.tsv", "ja\ten\nprofit\t利益\n", LanguageError, "the column named ja holds English"),
        (
            "a.csv",
            'ja,en\n売上高,net sales\n利益,"profit\n損失,loss\n',
            InputError,
            "a.csv:3: cannot be",
        ),
        ("a.csv", "ja,en\n売上高,net sales\n利益,profit,x\n", InputError, "a.csv:3: the row has 3"),
        ("a.tsv", "# only\n", LanguageError, "a.tsv"),
        ("a.txt", "# only a comment\n", EmptyInput, "a.txt"),
        ("a.tsv", "ja\ten\n", EmptyInput, "a.tsv"),
        ("a.docx", "", UnsupportedFormat, "a.docx: no reader for “.docx”"),
    ],
)
def test_a_bad_row_is_named(
    tmp_path: Path, name: str, content: str, kind: type[Exception], says: str
):
    with pytest.raises(kind) as error:
        read(tmp_path, name, content)
    assert says in str(error.value)
