"""Bytes to text: which encoding of a Japanese office it is, and what to say when it is none.

The order of the tests: byte order mark, ISO-2022-JP's escapes, UTF-16 without a mark, strict
UTF-8, and only then a guess between CP932, EUC-JP and the typographic signs of Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from termalign.errors import UndecodableText, UnsupportedFormat, UsageError

if TYPE_CHECKING:
    from termalign.reading.source import Source


class Decoded(NamedTuple):
    """The text without its byte order mark, the encoding it was read in, and what to say of it."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files that are no text whatever their name says, by their first bytes.
_NO_TEXT = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file, as Word, Excel and PowerPoint write them"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF file"),
)
# Python's shift_jis knows neither ㈱ nor 髙 nor ①; Windows' CP932 is what offices mean by it.
_MEANT = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "s_jis": "cp932"}
_ISO_2022 = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3")
_GUESSED = ["cp932", "euc_jp"]

# Broken UTF-8 keeps nearly all its sequences of several bytes; CP932 has such by chance only.
_SOUND_TO_BROKEN = 4
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
# English saved by an old Windows program: … ‘ ’ “ ” • – — ™ £ ¥ © ® ° ± · and no-break spaces,
# each alone between ASCII; the bytes of Japanese come in pairs and crowds.
_TYPOGRAPHIC = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa5\xa9\xae\xb0\xb1\xb7")
_TYPOGRAPHIC_SHARE = 0.1

_EXPECTED = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u00ff\u2010-\u27bf\u3000-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_KANA = re.compile(r"[\u3041-\u30fa]")
_SIGNS_TOGETHER = re.compile(r"[^\x00-\x7f]{2}")
_SAMPLE = 4000  # bytes looked at to tell UTF-16 from binary content


def decode(source: Source, encoding: str | None = None) -> Decoded:
    """Return the text of `source`, read as `encoding` or as what it is found to be.

    Raises UndecodableText naming the first bad byte, UnsupportedFormat for content that is no
    text, and UsageError for an encoding that does not exist.
    """
    for magic, kind in _NO_TEXT:
        if source.content.startswith(magic):
            raise UnsupportedFormat(
                f"is {kind}, not plain text", source.name, "save it as text (UTF-8), or rename it"
            )
    return _told(source, encoding) if encoding else _found(source)


def is_encoding(name: str) -> bool:
    """Tell whether a file of text may be read in it: not so rot13, nor idna, of Python's codecs."""
    try:
        b"some".decode(name, "replace")  # of no bytes Python does not ask the codec
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _told(source: Source, encoding: str) -> Decoded:
    meant = _MEANT.get(encoding.lower(), encoding)
    if not is_encoding(meant):
        raise UsageError(
            f"no encoding is called “{encoding}”", "--encoding", "try utf-8, cp932 or euc-jp"
        )
    try:
        name = codecs.lookup(meant).name
        if name == "utf-8" and source.content.startswith(codecs.BOM_UTF8):
            name = "utf-8-sig"
        text = source.content.decode(name)
    except UnicodeError as error:
        raise _undecodable(source, error, meant, "leave out --encoding, or name another") from error
    return Decoded(text.removeprefix("\ufeff"), name.removesuffix("-sig"))


def _found(source: Source) -> Decoded:
    content = source.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            decoded = _strictly(source, encoding)
            return decoded if encoding == "utf-8-sig" else _noted(decoded)
    if b"\x1b$" in content and b"\0" not in content:
        return _iso_2022(source)
    wide = _utf_16_without_mark(content)
    if wide:
        return _noted(_strictly(source, wide))
    if b"\0" in content:
        raise UnsupportedFormat(
            "is binary, not text (it holds NUL bytes)", source.name, "save it as text (UTF-8)"
        )
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf_8(source, error)


def _strictly(source: Source, encoding: str) -> Decoded:
    try:
        text = source.content.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "the file may be damaged; save it again as UTF-8"
        raise _undecodable(source, error, encoding.removesuffix("-sig"), hint) from error
    return Decoded(text.removeprefix("\ufeff"), encoding.removesuffix("-sig"))


def _noted(decoded: Decoded) -> Decoded:
    return decoded._replace(remarks=(f"read as {decoded.encoding}",))


def _iso_2022(source: Source) -> Decoded:
    for encoding in _ISO_2022:  # half-width kana and the newer kanji need the wider forms
        try:
            return _noted(Decoded(source.content.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    return _strictly(source, _ISO_2022[0])


def _utf_16_without_mark(content: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where the bytes read so are Japanese or English text."""
    if len(content) % 2 or not content:
        return None
    sample = content[: min(len(content), _SAMPLE) // 2 * 2]
    units = len(sample) // 2
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # The upper byte is 0 for ASCII, 0x30 for kana: one of them stands in every such text.
        if (high.count(0) + high.count(0x30)) * 10 < units:
            continue
        text = sample.decode(encoding, "ignore")
        expected = len(_EXPECTED.findall(text))
        telling = high.count(0) or (_KANA.search(text) and not _decodes(content, "utf-8"))
        if telling and expected >= 0.95 * units:
            return encoding
    return None


def _not_utf_8(source: Source, error: UnicodeDecodeError) -> Decoded:
    """Guess between the encodings of a Japanese office; broken UTF-8 is an error, not a guess."""
    content = source.content
    sound = len(_SEQUENCE.findall(content))
    broken = len(_HIGH.findall(_SEQUENCE.sub(b" ", content)))
    hint = "mend that place, or name the encoding with --encoding (cp932, euc-jp …)"
    if sound > _SOUND_TO_BROKEN * broken:
        raise _undecodable(source, error, "utf-8", hint) from error
    if _is_typographic(content):
        return _noted(Decoded(content.decode("cp1252"), "cp1252"))
    guess = _guess(content)
    if guess is None:
        raise _undecodable(source, error, "utf-8", hint) from error
    return _noted(Decoded(content.decode(guess), guess))


def _is_typographic(content: bytes) -> bool:
    high = _HIGH.findall(content)
    return len(high) <= len(content) * _TYPOGRAPHIC_SHARE and all(
        len(run) == 1 and run[0] in _TYPOGRAPHIC for run in high
    )


def _guess(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    possible = [name for name in _GUESSED if _reads_well(content, name)]
    if len(possible) < 2:
        return possible[0] if possible else None
    best = from_bytes(content, cp_isolation=possible).best()
    # Mostly 、 and 。 it judges to be noise in either encoding; kana are seldom there by chance.
    return best.encoding if best else max(possible, key=lambda name: _kana(content, name))


def _kana(content: bytes, encoding: str) -> int:
    return len(_KANA.findall(content.decode(encoding)))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _reads_well(content: bytes, encoding: str) -> bool:
    if not _decodes(content, encoding):
        return False
    text = content.decode(encoding)
    # "café" in Windows-1252 would come out as caf and one stray ideograph.
    return bool(_SIGNS_TOGETHER.search(text))


def _undecodable(source: Source, error: UnicodeError, encoding: str, hint: str) -> UndecodableText:
    if not isinstance(error, UnicodeDecodeError):  # "UTF-16 stream does not start with BOM"
        return UndecodableText(f"is no {encoding}: {error}", source.name, hint)
    before = source.content[: error.start].decode(encoding, "ignore")
    line = before.count("\n") + 1
    byte = source.content[error.start : error.start + 1].hex()
    return UndecodableText(
        f"byte 0x{byte} at offset {error.start} is no {encoding}", f"{source.name}:{line}", hint
    )
