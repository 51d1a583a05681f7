"""Which encoding bytes are in: made here, so that what is expected is beyond doubt."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termalign.errors import UndecodableText, UnsupportedFormat, UsageError
from termalign.reading.encoding import decode
from termalign.reading.source import Source

TEXT = "サンプル㈱の営業利益は①45.6億円（前年同期比△3.7％）、髙橋社長。\r\n次の行\r\n"
PLAIN = "サンプル社の営業利益は45.6億円、前年同期比3.7％減となりました。\n"
LENGTH = len(PLAIN.encode())


def read(content: bytes, encoding: str | None = None):
    return decode(Source("決算.txt", content), encoding)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp932"), "cp932"),  # ㈱ ① 髙: what shift_jis does not know
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (PLAIN.encode("euc_jp"), "euc_jp"),
        (PLAIN.encode("iso2022_jp"), "iso2022_jp"),
        ("半角ｶﾅ".encode("iso2022_jp_ext"), "iso2022_jp_ext"),
        ("売上".encode("cp932"), "cp932"),
        ("中間配当".encode("euc_jp"), "euc_jp"),
        ("営業利益\nテスト".encode("euc_jp"), "euc_jp"),
        (b"Revenue grew.\n", "utf-8"),
        ("Revenue grew.\n".encode("utf-16-le"), "utf-16-le"),
        (
            "The Company’s “plan” – ¥10 bn – is the management’s own, for all of the regions".encode(
                "cp1252"
            ),
            "cp1252",
        ),
        (b"1010101010", "utf-8"),  # read as UTF-16 it would be 〱〱〱
        ("あ".encode(), "utf-8"),
    ],
)
def test_what_it_is(content: bytes, encoding: str | None):
    decoded = read(content)
    assert decoded.encoding == encoding
    assert decoded.text.encode(encoding) in content
    assert "\ufeff" not in decoded.text


def test_a_guess_is_said_and_utf_8_is_not():
    assert read(PLAIN.encode("euc_jp")).remarks == ("read as euc_jp",)
    assert read(PLAIN.encode()).remarks == ()


@given(st.text(alphabet="売上高①㈱髙ｱﾊﾟ～―ソ表A1 \n", max_size=40))
def test_a_told_encoding_is_kept_to(text: str):
    assert read(text.encode("cp932"), "cp932").text == text


@example("、、、、、、、、。、、")  # nothing but signs, as a line of leaders is
@given(st.text(alphabet="売上高営業利益は増加しましたのでをが、。ァカクラウド", min_size=12))
def test_japanese_comes_back_from_every_encoding(text: str):
    for encoding in ("cp932", "euc_jp", "iso2022_jp", "utf-8", "utf-16"):
        assert read((text + "となりました。\n").encode(encoding)).text == text + "となりました。\n"


@pytest.mark.parametrize("name", ["shift_jis", "Shift-JIS", "sjis", "cp932", "MS932"])
def test_what_offices_call_shift_jis(name: str):
    assert read(TEXT.encode("cp932"), name).text == TEXT


def test_a_told_encoding_loses_its_mark():
    assert read(TEXT.encode("utf-8-sig"), "utf-8").text == TEXT
    assert read(TEXT.encode("utf-16"), "utf-16").text == TEXT


def broken_at(content: bytes, offset: int | None, byte: str | None = b"\xff"):
    return content[:offset] + byte + content[offset + 1 :]


@pytest.mark.parametrize(
    ("content", "encoding", "byte", "offset", "line"),
    [
        # one bad byte in UTF-8 is an error, no reason to read the whole as something else
        (broken_at(PLAIN.encode() * 20, 9 * LENGTH), None, "0xff", 9 * LENGTH, 10),
        (PLAIN.encode() * 3 + b"\xe5\x96", None, "0xe5", 3 * LENGTH, 4),  # cut short
        (b"Revenue grew.\nProfit \xff fell.\n", None, "0xff", 21, 2),
        (b"caf\xe9 au lait", None, "0xe9", 3, 1),  # as CP932 it would be a stray ideograph
        (PLAIN.encode("cp932"), "utf-8", "0x83", 0, 1),
        (PLAIN.encode() * 2, "cp932", None, None, None),
        (b"\xff\xfea", None, "0x61", 2, 1),  # half of a UTF-16 sign
        (b"\x1b$BGd>e\xff\x1b(B", None, None, None, None),  # ISO-2022-JP knows no upper bytes
    ],
)
def test_undecodable(
    content: bytes, encoding: str | None, byte: str | None, offset: int | None, line: int | None
):
    with pytest.raises(UndecodableText) as raised:
        read(content, encoding)
    assert raised.value.hint
    if byte is not None:
        assert f"byte {byte} at offset {offset} " in raised.value.what
        assert raised.value.where == f"決算.txt:{line}"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1", "RTF"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"text with a \x00 in it", "binary"),
        (bytes(range(256)), "binary"),
        (b"\0" * 64, "binary"),
    ],
)
def test_no_text(content: bytes, what: str):
    with pytest.raises(UnsupportedFormat, match=what):
        read(content)


@pytest.mark.parametrize("name", ["utf8x", "klingon", "rot13", "base64"])
def test_no_such_encoding(name: str):
    with pytest.raises(UsageError, match="no encoding"):
        read(b"text", name)


def test_chinese_bytes_are_not_read_as_japanese_in_silence():
    content = ("本公司营业收入同比增长百分之十，净利润大幅提升。" * 20).encode("gb18030")
    try:
        text = read(content).text
    except UndecodableText:
        return
    assert "は" not in text  # ideographs without kana: what the language test then refuses


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(content: bytes):
    with contextlib.suppress(UndecodableText, UnsupportedFormat):
        read(content)
