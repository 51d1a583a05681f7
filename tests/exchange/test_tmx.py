"""TMX of other tools, and TMX made to do harm."""

from __future__ import annotations

import gzip
import time
from typing import TYPE_CHECKING

import pytest

from termalign.errors import (
    InputError,
    TermalignError,
    UndecodableText,
    UnsupportedFormat,
    UsageError,
)
from termalign.exchange import read_records
from tests.exchange.cat_files import old_tmx

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="{encoding}"?>\n{doctype}<tmx version="1.4"><header/><body>'
TAIL = "</body></tmx>"


def tmx(folder: Path, body: str, *, doctype: str = "", encoding: str = "utf-8") -> Path:
    path = folder / "memory.tmx"
    head = HEAD.format(encoding=encoding, doctype=doctype)
    path.write_bytes((head + body + TAIL).encode(encoding))
    return path


def unit(ja: str = "営業利益", en: str = "Operating income", lang: str = "xml:lang") -> str:
    return (
        f'<tu tuid="7"><tuv {lang}="JA-jp"><seg>{ja}</seg></tuv>'
        f'<tuv {lang}="en_GB"><seg>{en}</seg></tuv></tu>'
    )


def pairs_of(path: Path) -> list[tuple[str | None, str | None]]:
    return [(record.ja, record.en) for record in read_records(path).records]


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4"])
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "Shift_JIS"])
@pytest.mark.parametrize("suffix", [".tmx", ".tmx.gz"])
def test_versions_and_what_tools_wrote(tmp_path: Path, version: str, encoding: str, suffix: str):
    """㈱ and ① in what Windows calls Shift_JIS; formatting in the way of each version; packed."""
    content = old_tmx(version, encoding)
    path = tmp_path / f"memory{suffix}"
    path.write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
    assert pairs_of(path) == [("売上高は1,282.0億円㈱①", "Net sales were JPY 128.2 billion")]


def test_the_encoding_may_be_told(tmp_path: Path):
    """A document that says it is UTF-8 and is not."""
    path = tmp_path / "memory.tmx"
    path.write_bytes(tmx(tmp_path, unit()).read_text("utf-8").encode("cp932"))
    assert read_records(path, encoding="cp932").records[0].ja == "営業利益"
    with pytest.raises(UndecodableText, match=r"memory.tmx: the byte at offset \d+ is no euc_jp"):
        read_records(path, encoding="euc-jp")
    with pytest.raises(UsageError, match="no encoding is called “klingon”"):
        read_records(path, encoding="klingon")


def test_a_packed_bomb_is_refused(tmp_path: Path):
    path = tmp_path / "memory.tmx.gz"
    path.write_bytes(
        gzip.compress(
            (
                HEAD.format(encoding="utf-8", doctype="") + (" " * 1_000_000 + unit()) * 50 + TAIL
            ).encode()
        )
    )
    with pytest.raises(UnsupportedFormat, match="absurd size"):
        read_records(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "shift_jis", "euc-jp"])
def test_encodings(tmp_path: Path, encoding: str):
    path = tmx(tmp_path, unit(), encoding=encoding.removesuffix("-sig"))
    if encoding == "utf-8-sig":
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert pairs_of(path) == [("営業利益", "Operating income")]


def test_older_versions_say_lang(tmp_path: Path):
    assert pairs_of(tmx(tmp_path, unit(lang="lang"))) == [("営業利益", "Operating income")]


def test_a_unit_has_its_id_and_number(tmp_path: Path):
    (record,) = read_records(tmx(tmp_path, unit())).records
    assert (record.id, str(record.place)) == ("7", "unit 1")


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ('1,282<bpt i="1">&lt;b&gt;</bpt>.0<ept i="1">&lt;/b&gt;</ept>億円', "1,282.0億円"),
        ('<ph x="1">{1}</ph>増収', "増収"),
        ('2024<ph x="1">&lt;br/&gt;</ph>1,282億円', "2024 1,282億円"),
        ('2024 <ph x="1">\\tab</ph><ph x="2"/>1,282億円', "2024 1,282億円"),
        ('<ph x="1">&lt;b&gt;</ph>1<ph x="2">&lt;/b&gt;</ph>,282', "1,282"),
        ("2024<ut>\\line </ut>1,282<ut>{\\i </ut>.0<ut>}</ut>", "2024 1,282.0"),
        ('<hi type="bold">増収</hi>増益', "増収増益"),
        ("増収<it pos='begin'>&lt;i&gt;</it>増益<ut>{\\b}</ut>", "増収増益"),
        ("増収<!-- note -->増益", "増収増益"),
        ("増収<?pi x?>増益<![CDATA[<A&B>]]>", "増収増益<A&B>"),
        ("<ph>注<sub>脚注</sub></ph>増収", "増収"),
    ],
)
def test_inline_tags(tmp_path: Path, marked: str, text: str):
    assert pairs_of(tmx(tmp_path, unit(ja=marked)))[0][0] == text


def test_many_variants_of_both_languages_are_each_given_once(tmp_path: Path):
    """Not each with each: 20,000 of a small file would be 100 million records."""
    variants = [
        f'<tuv xml:lang="{code}"><seg>{text}{n}</seg></tuv>'
        for code, text in (("ja", "売上"), ("en", "sales "))
        for n in range(10_000)
    ]
    pairs = pairs_of(tmx(tmp_path, f"<tu>{''.join(variants)}</tu>"))
    assert pairs[:2] == [("売上0", "sales 0"), ("売上0", "sales 1")]
    assert pairs[-1] == ("売上9999", "sales 0")
    assert len(pairs) == 19_999


def test_two_translations_make_two_records(tmp_path: Path):
    body = unit().replace("</tu>", '<tuv xml:lang="en-US"><seg>Operating profit</seg></tuv></tu>')
    assert pairs_of(tmx(tmp_path, body)) == [
        ("営業利益", "Operating income"),
        ("営業利益", "Operating profit"),
    ]


def test_other_languages_are_left_out_and_counted(tmp_path: Path):
    other = '<tu><tuv xml:lang="zh-CN"><seg>营业利润</seg></tuv><tuv xml:lang="de"><seg>x</seg></tuv></tu>'
    alone = '<tu><tuv xml:lang="ja"><seg>売上高</seg></tuv></tu>'
    given = read_records(tmx(tmp_path, unit() + other + alone))
    assert [(record.ja, record.en) for record in given.records] == [
        ("営業利益", "Operating income"),
        ("売上高", None),
    ]
    assert given.remarks == ("units in other languages left out: 1",)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">',
        '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd">',
    ],
)
def test_a_plain_document_type_is_accepted_and_never_fetched(tmp_path: Path, doctype: str):
    assert len(pairs_of(tmx(tmp_path, unit(), doctype=doctype))) == 1


LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("subset", "used"),
    [
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ('<!ENTITY x "harmless">', "&x;"),
        ('<!ENTITY x "unused">', ""),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', ""),
        (LAUGHS, "&a9;"),
        (f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 2_000),
    ],
)
def test_entities_are_refused_at_once(tmp_path: Path, subset: str, used: str):
    path = tmx(tmp_path, unit(en=used), doctype=f"<!DOCTYPE tmx [{subset}]>")
    begin = time.perf_counter()
    with pytest.raises(UnsupportedFormat, match="declares entities"):
        read_records(path)
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (unit(en="&undeclared;"), "Entity 'undeclared' not defined"),
        (unit(en="a & b"), "is no well-formed XML"),
        (unit(en="&#xFFFE;"), "is no well-formed XML"),
        (unit(en="\x0b"), "is no well-formed XML"),
        ("\n\n" + unit()[:-5], "memory.tmx:4: is no well-formed XML"),
        (unit() + "</body></tmx><rest", "is no well-formed XML"),
        (unit(en="x" * 11_000_000), "Resource limit exceeded"),
        ("<a>" * 3_000, "depth"),
    ],
)
def test_broken_xml_names_its_line(tmp_path: Path, body: str, says: str):
    with pytest.raises(InputError) as error:
        read_records(tmx(tmp_path, body))
    assert says in str(error.value)
    assert "memory.tmx:" in str(error.value)


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"no XML", b"<xliff/>", b"<html><tmx/></html>", b"\x1f\x8b\x08\x00"]
)
def test_what_is_no_tmx(tmp_path: Path, content: bytes):
    path = tmp_path / "memory.tmx"
    path.write_bytes(content)
    with pytest.raises(TermalignError, match=r"memory\.tmx"):
        read_records(path)


def test_a_wrong_declaration_is_an_error(tmp_path: Path):
    path = tmx(tmp_path, unit(), encoding="shift_jis")
    path.write_bytes(path.read_bytes().replace(b"shift_jis", b"utf-8"))
    with pytest.raises(InputError, match="no well-formed XML"):
        read_records(path)


@pytest.mark.parametrize("declared", ["", "<?xml version='1.0' encoding='x-unknown'?>"])
def test_an_encoding_that_is_not_told_can_be(tmp_path: Path, declared: str):
    content = f'{declared}<tmx version="1.4"><header/><body>{unit()}</body></tmx>'
    path = tmp_path / "a.tmx"
    path.write_bytes(content.encode("cp932"))
    with pytest.raises(InputError, match="; name the encoding with --encoding"):
        read_records(path)
    assert read_records(path, encoding="cp932").records[0].ja == "営業利益"
