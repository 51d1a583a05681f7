"""XLIFF as Trados, memoQ and others write it, and XLIFF made to do harm."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from translate.storage import factory

from termalign.errors import (
    EmptyInput,
    InputError,
    LanguageError,
    TermalignError,
    UnsupportedFormat,
)
from termalign.exchange import read_documents, read_records
from tests.exchange import cat_files

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.exchange import Given


def read(folder: Path, name: str, content: str | bytes) -> Given:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_records(path)


def table(given: Given) -> list[tuple[str, str | None, str | None]]:
    return [(str(record.place), record.ja, record.en) for record in given.records]


def test_what_trados_writes(tmp_path: Path):
    """Numbers and states of its editor; runs joined, tracked changes accepted, comments passed by.

    A locked segment is published like any other, and often last quarter's: it is read.
    """
    given = read(tmp_path, "deck.pptx.sdlxliff", cat_files.SDLXLIFF)
    assert table(given) == [
        (
            "決算説明資料.pptx, segment 1 (ApprovedTranslation)",
            "売上高は1,282.0億円でした。",
            "Net sales were ¥128.2 billion.",
        ),
        ("決算説明資料.pptx, segment 2 (Draft)", "増益です。", "Profit rose."),
        ("決算説明資料.pptx, segment 3 (NotTranslated)", "配当性向 30%", ""),
        ("決算説明資料.pptx, segment 4 (Translated, locked)", "禁転載", "Do not copy"),
        ("決算説明資料.pptx, segment 5 a (RejectedSignOff)", "以上。", "End."),
        (
            "注記.docx, segment 1 (Translated)",
            "百万円未満切捨て",
            "Rounded down to millions of yen",
        ),
    ]
    assert [record.id for record in given.records][:2] == ["6f0c-1/1", "6f0c-1/2"]
    assert [record.state for record in given.records][:2] == ["ApprovedTranslation", "Draft"]
    assert given.remarks == (
        "segments left out that are not to be translated: 1",
        "segments that are locked, read all the same: 1",
        "states: ApprovedTranslation 1, Draft 1, NotTranslated 1, Translated 2, RejectedSignOff 1",
    )
    assert len(read_documents(tmp_path / "deck.pptx.sdlxliff")) == 1


def test_trados_embeds_originals_of_any_size(tmp_path: Path):
    """Base64 beyond the 10 million characters that lxml takes for one text by itself."""
    original = "QUJD" * 4_000_000
    content = cat_files.SDLXLIFF.replace("UEsDBBQABgAIAAAAIQ==", original)
    assert len(read(tmp_path, "deck.sdlxliff", content).records) == 6


def test_what_memoq_writes(tmp_path: Path):
    given = read(tmp_path, "tanshin.mqxliff", cat_files.MQXLIFF)
    assert table(given) == [
        (
            "決算短信.docx, segment 1 (ManuallyConfirmed)",
            "売上高は1,282.0億円",
            "Net sales were ¥128.2 billion",
        ),
        (
            "決算短信.docx, segment 2 (PartiallyEdited)",
            "2期連続 増益",
            "Profit up for the second year",
        ),
        ("決算短信.docx, segment 3 (ConfirmedTranslator, locked)", "無断転載禁止", "Do not copy"),
        ("決算短信.docx, segment 4 (NotStarted)", "以上。", ""),
    ]
    assert given.remarks[0] == "segments that are locked, read all the same: 1"
    assert table(read(tmp_path, "tanshin.mqxlz", cat_files.mqxlz())) == table(given)


def test_xliff_1_2(tmp_path: Path):
    """English to Japanese; segments are paired by number, not by place."""
    given = read(tmp_path, "report.xlf", cat_files.XLIFF_12)
    assert table(given) == [
        (
            "report.html, segment 1 (approved)",
            "売上高は1,282億円でした。",
            "Net sales were ¥128.2 billion.",
        ),
        ("report.html, segment 2 (needs-review-translation)", "配当金", "Dividends"),
        ("report.html, segment 3", "第一。", "First."),
        ("report.html, segment 4", "第二。", "Second."),
        ("report.html, segment 5", "第三。第四。", "Third. Fourth."),
        ("report.html, segment 6", "", "Outlook"),
    ]
    assert given.remarks[0] == "segments left out that are not to be translated: 1"


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
def test_xliff_2(tmp_path: Path, version: str):
    content = cat_files.XLIFF_2.replace('"2.1"', f'"{version}"')
    if version == "2.2":
        content = content.replace("document:2.0", "document:2.2")
    given = read(tmp_path, "talk.xliff", content)
    assert table(given) == [
        (
            "説明会.pptx, segment 1 (final)",
            "売上高は1,282.0億円",
            "Net sales were ¥128.2 billion",
        ),
        ("説明会.pptx, segment 2 (initial)", "増収 増益です と", ""),
        ("説明会.pptx, segment 3", "配当", "Dividend"),
    ]
    assert [record.id for record in given.records] == ["u1/s1", "u1/s2", "u3"]


def test_another_reader_sees_the_same(tmp_path: Path):
    """translate-toolkit, of whole units without tags."""
    units = "".join(
        f'<trans-unit id="{n}"><source>売上高{n} &amp; &lt;他&gt;</source>'
        f"<target>Net sales {n} &amp; &lt;other&gt;</target></trans-unit>"
        for n in range(3)
    )
    head, _, rest = cat_files.XLIFF_12.partition("<trans-unit")
    content = head.replace("en-US", "ja").replace('target-language="ja"', 'target-language="en"')
    path = tmp_path / "a.xlf"
    path.write_text(content + units + rest[rest.index("<bin-unit") :], "utf-8")
    theirs = [(unit.source, unit.target) for unit in factory.getobject(str(path)).units]
    assert [(record.ja, record.en) for record in read_records(path).records] == theirs


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("ja-JP", "en", ("売", "sales")),
        ("JA", "EN_us", ("売", "sales")),
        ("jpn", "eng", ("売", "sales")),
        ("ja", "", ("売", "sales")),  # a target is named once it is translated
    ],
)
def test_languages(tmp_path: Path, source: str, target: str, expected: tuple[str, str]):
    (record,) = read(tmp_path, "a.xlf", unit(source, target)).records
    assert (record.ja, record.en) == expected


def unit(source: str, target: str) -> str:
    code = f' target-language="{target}"' if target else ""
    return (
        f'<xliff version="1.2"><file original="a" source-language="{source}"{code}><body>'
        '<trans-unit id="1"><source>売</source><target>sales</target></trans-unit>'
        "</body></file></xliff>"
    )


def test_files_of_other_languages_are_left_out(tmp_path: Path):
    both = unit("ja", "en").replace("</file>", "</file>" + unit("ja", "de")[21:-8], 1)
    given = read(tmp_path, "a.xlf", both)
    assert len(given.records) == 1
    assert given.remarks == ("segments from ja to de left out: 1",)
    with pytest.raises(LanguageError, match=r"a\.xlf: is from ja to de"):
        read(tmp_path, "a.xlf", unit("ja", "de"))


LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize("name", ["a.xlf", "a.sdlxliff", "a.mqxlz"])
@pytest.mark.parametrize(
    "subset", ['<!ENTITY x SYSTEM "file:///etc/passwd">', LAUGHS, '<!ENTITY x "y">']
)
def test_entities_are_refused_at_once(tmp_path: Path, name: str, subset: str):
    content = f"<!DOCTYPE xliff [{subset}]>" + unit("ja", "en").replace("売", "&a9;&x;")
    begin = time.perf_counter()
    with pytest.raises(UnsupportedFormat, match="declares entities"):
        read(tmp_path, name, zipped(content) if name.endswith("z") else content)
    assert time.perf_counter() - begin < 2


def zipped(content: str | bytes, name: str = "document.mqxliff") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        ("a.xlf", "", EmptyInput, "a.xlf: holds no text"),
        ("a.xlf", "\ufeff \n", EmptyInput, "a.xlf: holds no text"),
        ("a.xlf", b"\x00\x01\x02PK", InputError, "a.xlf:1: is no well-formed XML"),
        ("a.xlf", "<tmx version='1.4'/>", UnsupportedFormat, "is XML, but tmx, no XLIFF"),
        ("a.xlf", '<xliff version="3.0"/>', UnsupportedFormat, "is XLIFF of version “3.0”"),
        ("a.xlf", '<xliff version="1.2"/>', EmptyInput, "a.xlf: holds no text"),
        ("a.xlf", cat_files.XLIFF_12[:-40], InputError, "a.xlf:16: is no well-formed XML"),
        ("a.xlf", "<a>" * 10_000, UnsupportedFormat, "is XML, but a, no XLIFF"),
        (
            "a.xlf",
            unit("ja", "en").replace("売", "<g>" * 3_000 + "</g>" * 3_000),
            InputError,
            "depth",
        ),
        ("a.mqxlz", b"no zip", UnsupportedFormat, "a.mqxlz: is no zip file"),
        ("a.mqxlz", zipped("", "a.txt"), UnsupportedFormat, "holds no .mqxliff file"),
        ("a.mqxlz", zipped(b"\0" * 50_000_000), TermalignError, "a.mqxlz"),
        ("a.mqxlz", zipped(b" " * 50_000_000), TermalignError, "a.mqxlz"),
        (
            "a.mqxlz",
            zipped(unit("ja", "en").replace("売", "売" * 20_000_000)),
            UnsupportedFormat,
            "a.mqxlz: would unpack to an absurd size",
        ),
        ("a.mqxlz", cat_files.mqxlz()[:200], UnsupportedFormat, "a.mqxlz: is no zip file"),
        ("a.tmx.gz", gzip.compress(cat_files.old_tmx("1.4", "UTF-8"))[:-30], InputError, "a.tmx"),
    ],
)
def test_an_error_says_what_is_wrong(
    tmp_path: Path, name: str, content: str | bytes, kind: type[Exception], says: str
):
    with pytest.raises(kind) as error:
        read(tmp_path, name, content)
    assert says in str(error.value)


def test_deep_tags_are_no_matter(tmp_path: Path):
    deep = unit("ja", "en").replace("売", "<g>" * 1_500 + "売" + "</g>" * 1_500)
    assert read(tmp_path, "a.xlf", deep).records[0].ja == "売"


def test_nothing_is_written_back(tmp_path: Path):
    read(tmp_path, "a.sdlxliff", cat_files.SDLXLIFF)
    assert (tmp_path / "a.sdlxliff").read_text("utf-8") == cat_files.SDLXLIFF
    assert [path.name for path in tmp_path.iterdir()] == ["a.sdlxliff"]
