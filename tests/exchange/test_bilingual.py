"""Bilingual files read: which column is which, encodings, documents, and errors that name the line."""

from __future__ import annotations

import codecs
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from termalign.errors import (
    EmptyInput,
    InputError,
    LanguageError,
    MissingInput,
    TermalignError,
    UnsupportedFormat,
)
from termalign.exchange import (
    ALIGNMENT_WRITERS,
    BILINGUAL_READERS,
    is_bilingual,
    read_bilingual,
    read_documents,
    read_records,
)
from tests.exchange.cat_files import good_file
from tests.exchange.conftest import alignment_of, written

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [("営業利益", "Operating income"), ("売上高㈱①", "Net sales")]


def pairs_of(path: Path) -> list[tuple[str | None, str | None]]:
    return [(record.ja, record.en) for record in read_records(path).records]


def make(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "営業利益\tOperating income\n売上高㈱①\tNet sales\n"),
        ("a.tsv", "ja\ten\n営業利益\tOperating income\n売上高㈱①\tNet sales\n"),
        ("a.tsv", "Operating income\t営業利益\nNet sales\t売上高㈱①\n"),
        ("a.tsv", "en\tja\nOperating income\t営業利益\nNet sales\t売上高㈱①"),
        (
            "a.tsv",
            "EN-US\tNo\tJapanese\r\nOperating income\t1\t営業利益\r\nNet sales\t2\t売上高㈱①\r\n",
        ),
        ("a.tsv", "原文\t訳文\n営業利益\tOperating income\n売上高㈱①\tNet sales\n"),
        (
            "a.tsv",
            (
                "Slide 3\t営業利益\tOperating income\t用語集のとおり\n"
                "Slide 4\t売上高㈱①\tNet sales\tsee it\n"
            ),
        ),
        (
            "a.tsv",
            (
                "No.\tSource\tTarget\tReviewer\n"
                "1\t営業利益\tOperating income\tis this the word of last year?\n"
                "2\t売上高㈱①\tNet sales\t\n"
            ),
        ),
        (
            "a.csv",
            "Japanese (Japan),English (United States)\n営業利益,Operating income\n売上高㈱①,Net sales\n",
        ),
        ("a.csv", "原文（日本語）,訳文（英語）\n営業利益,Operating income\n売上高㈱①,Net sales\n"),
        ("a.csv", "sep=;\r\nja;en\r\n営業利益;Operating income\r\n売上高㈱①;Net sales\r\n"),
        ("a.csv", "英訳,和文\nOperating income,営業利益\nNet sales,売上高㈱①\n"),
        ("a.tsv", "営業利益\tOperating income\r売上高㈱①\tNet sales\r"),
        ("a.tsv", "\n営業利益\tOperating income\n \t \n\n売上高㈱①\tNet sales\n"),
        ("a.csv", "営業利益,Operating income\r\n売上高㈱①,Net sales\r\n"),
        ("a.csv", "日本語;English\n営業利益;Operating income\n売上高㈱①;Net sales\n"),
        ("a.csv", "ja\ten\n営業利益\tOperating income\n売上高㈱①\tNet sales\n"),
        ("a.csv", '"ja","en"\r\n"営業利益","Operating income"\r\n"売上高㈱①","Net sales"\r\n,\r\n'),
        ("a.jsonl", "".join(json.dumps({"ja": ja, "en": en}) + "\n" for ja, en in PAIRS)),
    ],
)
def test_the_columns_are_found(tmp_path: Path, name: str, content: str):
    assert pairs_of(make(tmp_path, name, content)) == PAIRS


def test_lines_count_below_the_line_for_excel(tmp_path: Path):
    path = make(tmp_path, "a.csv", "sep=;\nja;en\n営業利益;Operating income\n")
    assert [record.place.line for record in read_records(path).records] == [3]
    path = make(tmp_path, "b.csv", 'sep=,\nja,en\n営業利益,"Operating income\n')
    with pytest.raises(InputError, match=r"b\.csv:3: cannot be read as CSV"):
        read_records(path)


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_encoding_is_found(tmp_path: Path, name: str, encoding: str):
    separator = "\t" if name.endswith("tsv") else ","
    text = "".join(f"{ja}{separator}{en}\r\n" for ja, en in PAIRS)
    given = read_records(make(tmp_path, name, text.encode(encoding)))
    assert [(record.ja, record.en) for record in given.records] == PAIRS
    assert codecs.lookup(given.encoding).name in encoding


def test_an_encoding_is_told(tmp_path: Path):
    path = make(tmp_path, "a.tsv", "売上高\tNet sales\n".encode("euc-jp"))
    assert read_records(path, encoding="euc-jp").records[0].ja == "売上高"


# What is wrong, and where the message says it is


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        (
            "a.tsv",
            "ja\ten\n営業利益\tincome\textra\n",
            InputError,
            "a.tsv:2: the row has 3 columns",
        ),
        ("a.tsv", "営業利益\tincome\n売上高\n", InputError, "a.tsv:2: the row has 1 columns"),
        (
            "a.tsv",
            "ja\ten\tja\n営\tincome\t業\n",
            InputError,
            "a.tsv:1: the header names ja 2 times",
        ),
        ("a.tsv", "ja\ten\nincome\t営業利益\n", LanguageError, "the column named ja holds English"),
        ("a.tsv", "income\tsales\n", LanguageError, "no column is Japanese"),
        ("a.tsv", "利益\t売上\n", LanguageError, "no column is English"),
        ("a.tsv", "営業利益\n", LanguageError, "no column is English"),
        ("a.tsv", "ja\ten\n", EmptyInput, "a.tsv"),
        ("a.tsv", "", EmptyInput, "a.tsv"),
        ("a.tsv", b"\0\1\2\3", UnsupportedFormat, "a.tsv: is binary"),
        (
            "a.csv",
            'ja,en\n営業利益,"income\n売上高,"sales"\n',
            InputError,
            "a.csv:2: cannot be read",
        ),
        ("a.csv", 'ja,en\n利益,"a\nb"\n売上高,"sales\n', InputError, "a.csv:4: cannot be read"),
        ("a.csv", "ja,en\n営業利益,income,extra\n", InputError, "a.csv:2: the row has 3 columns"),
        ("a.jsonl", '{"ja": "利益"}\n\n{"ja": \n', InputError, "a.jsonl:3: is no JSON"),
        ("a.jsonl", '{"ja": "利益"}\n["利益"]\n', InputError, "a.jsonl:2: is no JSON object"),
        ("a.jsonl", '{"ja": 1, "en": "a"}\n', InputError, 'a.jsonl:1: "ja" is no text'),
        ("a.jsonl", '{"id": [1], "ja": "利益"}\n', InputError, 'a.jsonl:1: "id" is neither'),
        ("a.jsonl", '{"ja": " ", "en": ""}\n', EmptyInput, "a.jsonl: holds no text"),
        ("a.jsonl", "[" * 100_000, InputError, "a.jsonl:1: is no JSON"),
        ("a.xlsx", b"no zip", UnsupportedFormat, "a.xlsx: is no Excel file"),
        ("a.doc", b"", UnsupportedFormat, "no reader for “.doc”"),
        ("a", b"", UnsupportedFormat, "has no suffix"),
    ],
)
def test_an_error_says_where(
    tmp_path: Path, name: str, content: str | bytes, kind: type[Exception], says: str
):
    with pytest.raises(kind) as error:
        read_records(make(tmp_path, name, content))
    assert says in str(error.value)


@pytest.mark.parametrize("suffix", BILINGUAL_READERS)
def test_a_missing_file(tmp_path: Path, suffix: str):
    with pytest.raises(MissingInput, match="no such file"):
        read_records(tmp_path / f"not-there{suffix}")


@pytest.mark.parametrize("suffix", BILINGUAL_READERS)
def test_a_folder(tmp_path: Path, suffix: str):
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(MissingInput, match="folder"):
        read_records(tmp_path / f"folder{suffix}")


# Documents, ids, places


def test_a_json_record_is_a_document_unless_it_shares_one(tmp_path: Path):
    lines = [
        {"id": "r1", "ja": "利益", "en": "profit"},
        {"id": 2, "ja": "売上", "document": "Q1"},
        {"ja": "一行目\n二行目", "en": "line 1\nline 2"},
        {"id": "r4", "en": "Sales", "document": "Q1"},
        {"id": "r5", "ja": "空", "en": "", "document": None},
        {"id": "r6"},
    ]
    path = make(tmp_path, "a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    documents = read_documents(path)
    assert [[record.id for record in document.records] for document in documents] == [
        ["r1"],
        ["2", "r4"],
        [None],
        ["r5"],
    ]
    assert [[record.row for record in document.records] for document in documents] == [
        [0],
        [1, 3],
        [2],
        [4],
    ]
    shared = documents[1].alignment
    assert [(bead.ja, bead.en) for bead in shared.beads] == [((0,), ()), ((), (0,))]
    assert documents[2].alignment.ja[0].text == "一行目\n二行目"
    assert (documents[3].records[0].ja, documents[3].records[0].en) == ("空", "")
    assert documents[1].records[0].en is None  # said nothing of English: no omission


def test_other_files_are_one_document(tmp_path: Path):
    path = make(tmp_path, "a.tsv", "id\tja\ten\nx1\t利益\tprofit\n\t売上\t\n")
    (document,) = read_documents(path)
    assert [record.id for record in document.records] == ["x1", None]
    assert [str(record.place) for record in document.records] == ["line 2", "line 3"]
    assert document.records[1].en == ""
    assert document.alignment.mode == "given"
    assert [s.text for s in document.alignment.ja] == ["利益", "売上"]


def test_spans_are_what_they_say(tmp_path: Path):
    alignment = read_bilingual(make(tmp_path, "a.jsonl", '{"ja": " 利益 ", "en": "profit"}\n'))
    for document, segments in (
        (alignment.ja_document, alignment.ja),
        (alignment.en_document, alignment.en),
    ):
        for segment in segments:
            block = document.blocks[segment.block]
            assert block.text[segment.start : segment.end] == segment.text


def test_a_lone_surrogate_is_no_text(tmp_path: Path):
    path = make(tmp_path, "a.jsonl", '{"ja": "利\\ud800益", "en": "profit \\ud83d\\ude00"}\n')
    assert pairs_of(path) == [("利\ufffd益", "profit 😀")]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_over_all_its_sheets(tmp_path: Path):
    path = workbook(
        tmp_path / "a.xlsx",
        Deck=[
            ["FY2024 決算説明資料"],
            [],
            ["No.", "Slide", "English", "Japanese"],
            [1, 3, "Operating income", "営業利益"],
            [2, None, None, "売上高"],
        ],
        Numbers=[[1, 2], [3, 4]],
        Headless=[["配当性向", "Payout ratio", 30.5]],
        Empty=[],
    )
    given = read_records(path)
    assert [(record.ja, record.en) for record in given.records] == [
        ("営業利益", "Operating income"),
        ("売上高", ""),
        ("配当性向", "Payout ratio"),
    ]
    assert [str(record.place) for record in given.records] == [
        "sheet Deck, row 4, no. 1, slide 3",
        "sheet Deck, row 5, no. 2",
        "sheet Headless, row 1",
    ]
    assert given.remarks == tuple(
        f"sheet {title} was left out: it does not hold both languages"
        for title in ("Numbers", "Empty")
    )


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
def test_columns_beside_the_texts_tell_the_place(tmp_path: Path, name: str):
    """Numbers, slides, pages and comments; others (a status) do not."""
    rows = [
        ("#", "Slide", "ページ", "Status", "Japanese", "English", "備考"),
        ("12", "3", "", "done", "営業利益", "Operating income", "要  確認"),
        ("", "", "4", "", "売上高", "Net sales", "長" * 100),
        ("", "", "", "", "配当", "Dividend", ""),
    ]
    separator = "\t" if name.endswith("tsv") else ","
    content = "".join(separator.join(row) + "\n" for row in rows)
    assert [str(r.place) for r in read_records(make(tmp_path, name, content)).records] == [
        "line 2, no. 12, slide 3, 要 確認",
        f"line 3, page 4, {'長' * 59}…",
        "line 4",
    ]


def test_which_files_are_bilingual():
    assert is_bilingual("deck.TMX")
    assert not is_bilingual("deck.txt")


# Whatever the bytes, an error is one of ours


@pytest.mark.parametrize("suffix", BILINGUAL_READERS)
def test_damaged_files_raise_nothing_but_our_errors(tmp_path: Path, suffix: str):
    pairs = [("営業利益", "Operating income"), ("売上", "Sales")]
    both_ways = suffix[1:] in ALIGNMENT_WRITERS
    good = written(alignment_of(pairs), suffix[1:]) if both_ways else good_file(suffix)
    path = tmp_path / f"deck{suffix}"

    @settings(
        deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(at=st.integers(0, len(good)), cut=st.integers(0, 40), put=st.binary(max_size=8))
    def damaged(at: int, cut: int, put: bytes) -> None:
        path.write_bytes(good[:at] + put + good[at + cut :])
        with suppress(TermalignError):
            read_bilingual(path)

    damaged()


@pytest.mark.parametrize("name", ["a.tmx", "a.po", "a.csv"])
@pytest.mark.parametrize("encoding", ["rot13", "idna", "undefined", "utf-9", "base64", "\0"])
def test_what_is_no_encoding_is_named(tmp_path: Path, name: str, encoding: str):
    content = {".po": 'msgid "a"\nmsgstr "営"\n', ".csv": "営,a\n"}.get(name[1:], "<tmx/>")
    with pytest.raises(TermalignError, match="no encoding is called"):
        read_records(make(tmp_path, name, content), encoding=encoding)
