"""PDF files that are not read: bombs, cut off, encrypted, no PDF at all. One line, in seconds."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from termalign.cli import run
from termalign.errors import EmptyInput, InputError, TermalignError, UnsupportedFormat
from termalign.reading import open_document
from termalign.reading.pdf import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

SENTENCE = "Revenue rose to a record high in the first half of the year."
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def one_page(pdf: ModuleType, text: str = SENTENCE) -> list[tuple[bytes, bytes | None]]:
    file = pdf.PdfFile()
    file.page().text(50, 100, text)
    return file.objects()


def with_content(pdf: ModuleType, dictionary: bytes, stream: bytes) -> bytes:
    """A page whose content is this stream."""
    return pdf.assembled([*one_page(pdf)[:-1], (dictionary, stream)])


def flate_bomb(pdf: ModuleType) -> bytes:
    """300 MB of path operators in 5 kB."""
    inner = zlib.compressobj(1)
    lines = b"0 0 m 1 1 l S " * 100_000
    once = b"".join(inner.compress(lines) for _ in range(214)) + inner.flush()
    return with_content(pdf, b"<</Filter[/FlateDecode/FlateDecode]", zlib.compress(once, 9))


def signs_bomb(pdf: ModuleType) -> bytes:
    """40 million letters on a page."""
    shown = b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 2_000_000
    content = b"BT /F1 10 Tf 1 0 0 1 50 50 Tm " + shown + b"ET"
    return with_content(pdf, b"<</Filter/FlateDecode", zlib.compress(content, 1))


def cut_off(pdf: ModuleType) -> bytes:
    return pdf.assembled(one_page(pdf))[:-200]


def without_pages(pdf: ModuleType) -> bytes:
    tree = (b"<</Type/Pages/Count 0/Kids[]>>", None)
    return pdf.assembled([(b"<</Type/Catalog/Pages 2 0 R>>", None), tree])


def with_a_circle(pdf: ModuleType) -> bytes:
    first, _, *rest = one_page(pdf)
    return pdf.assembled([first, (b"<</Type/Pages/Count 3/Kids[2 0 R 10 0 R]>>", None), *rest])


def very_many_pages(pdf: ModuleType) -> bytes:
    first, _, *rest = one_page(pdf)
    kids = "3 0 R " * 20_001
    return pdf.assembled(
        [first, (f"<</Type/Pages/Count 20001/Kids[{kids}]>>".encode(), None), *rest]
    )


def blank(pdf: ModuleType) -> bytes:
    file = pdf.PdfFile()
    file.page().line(50, 50, 500, 50)
    return file.content()


def scanned(pdf: ModuleType) -> bytes:
    file = pdf.PdfFile()
    for _ in range(3):
        file.page().picture(0, 0, 960, 540)
    return file.content()


def html(_pdf: ModuleType) -> bytes:
    return b"\n<!DOCTYPE html><html><body>Please log in</body></html>"


def office(_pdf: ModuleType) -> bytes:
    return b"PK\x03\x04" + bytes(2000)


def text(_pdf: ModuleType) -> bytes:
    return "決算説明資料".encode()


def empty(_pdf: ModuleType) -> bytes:
    return b"\n"


def garbage(_pdf: ModuleType) -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"


def encrypted(pdf: ModuleType, password: str = "himitsu") -> bytes:
    """A file that is encrypted the oldest way: RC4 with a key of 40 bits."""
    identity = b"0123456789abcdef"
    padded = (password.encode() + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    rights = (0xFFFFFFFC).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + rights + identity).digest()[:5]
    objects = []
    for number, (value, stream) in enumerate(one_page(pdf), 1):
        if stream is None:
            objects.append((value, None))
            continue
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        objects.append((value + b"/Filter/FlateDecode", rc4(own, zlib.compress(stream))))
    user = rc4(key, PADDING)
    objects.append(
        (
            f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P -4>>".encode(),
            None,
        )
    )
    named = f"/Encrypt {len(objects)} 0 R/ID[<{identity.hex()}><{identity.hex()}>]"
    return pdf.assembled(objects, named)


def rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


REFUSED: list[tuple[Callable[[ModuleType], bytes], type[TermalignError], str]] = [
    (flate_bomb, InputError, "page 1: takes more than 200 MB to read, or is damaged; save it"),
    (signs_bomb, InputError, "page 1: takes more than 200 MB to read, or is damaged; save it"),
    (cut_off, InputError, "ends in the middle: it was not copied or downloaded whole; fetch it"),
    (without_pages, EmptyInput, "has no pages; is it the right file?"),
    (with_a_circle, InputError, "page 2: is damaged; fetch or save it again"),
    (blank, EmptyInput, "holds no text; is it the right file?"),
    (scanned, EmptyInput, "holds 3 pictures and no text; put the text in"),
    (very_many_pages, InputError, "holds more text than is read; split it"),
    (html, UnsupportedFormat, "is HTML, not a PDF; save it as PDF"),
    (office, UnsupportedFormat, "is a zip or Office file, not a PDF; save it as PDF"),
    (text, UnsupportedFormat, "is no PDF; save it as PDF"),
    (empty, EmptyInput, "is empty; is it the right file?"),
    (garbage, InputError, "is damaged: no PDF can be read in it; fetch or save it again"),
    (encrypted, InputError, "is encrypted; give its password with --password"),
]


@pytest.mark.parametrize(
    ("made", "kind", "line"), REFUSED, ids=lambda one: getattr(one, "__name__", "")
)
def test_refused_in_one_line_within_seconds(
    made: Callable[[ModuleType], bytes],
    kind: type[TermalignError],
    line: str,
    pdf: ModuleType,
    tmp_path: Path,
    capfd: pytest.CaptureFixture,
):
    path = tmp_path / "deck.pdf"
    path.write_bytes(made(pdf))
    start = time.monotonic()
    output = tmp_path / "out.tsv"
    assert run(["segments", str(path), "-o", str(output)]) == 2
    assert time.monotonic() - start < 5
    printed = capfd.readouterr().err.splitlines()
    assert len(printed) == 1
    assert printed[0].startswith("error: deck.pdf:")
    assert line in printed[0]
    assert not output.exists()
    with pytest.raises(kind):
        open_document(path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_bomb_takes_less_than_300_mb(pdf: ModuleType, tmp_path: Path):
    (tmp_path / "bomb.pdf").write_bytes(flate_bomb(pdf))
    measure = (
        "import re, resource, sys; from termalign.cli import run; code = run(sys.argv[1:]);"
        "own = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1];"
        "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss; print(code, own, child)"
    )
    command = [sys.executable, "-c", measure, "segments", str(tmp_path / "bomb.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, own, of_child = map(int, done.stdout.split())
    assert code == 2
    assert own + of_child < 300_000  # kB


def test_who_takes_too_long_is_stopped(
    pdf: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pages, "PAGE_SECONDS", 0.3)
    monkeypatch.setattr(pages, "MEMORY", 4_000_000_000)
    (tmp_path / "slow.pdf").write_bytes(signs_bomb(pdf))
    with pytest.raises(InputError, match=r"slow.pdf: page 1: takes too long to read"):
        open_document(tmp_path / "slow.pdf")


def test_memory_is_watched_where_no_limit_can_be_set(
    pdf: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    start = pages._START.replace("; main()", "; limits._hold_address_space = print; main()")
    monkeypatch.setattr(
        pages, "_START", start.replace("import sys;", "import sys; ", 1).replace(
            "from termalign.reading.pdf.child import main",
            "from termalign.reading.pdf import limits; from termalign.reading.pdf.child import main",
        )
    )  # fmt: skip
    (tmp_path / "bomb.pdf").write_bytes(signs_bomb(pdf))
    with pytest.raises(InputError, match="takes more than 200 MB to read"):
        open_document(tmp_path / "bomb.pdf")


@pytest.mark.parametrize(
    "words", [["--password", "himitsu"], ["--password", "x", "--password", "himitsu"]]
)
def test_a_password_opens(
    words: list[str], pdf: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture
):
    (tmp_path / "deck.pdf").write_bytes(encrypted(pdf))
    assert run(["segments", str(tmp_path / "deck.pdf"), *words]) == 0
    assert SENTENCE in capfd.readouterr().out


def test_a_password_may_stand_in_the_environment(
    pdf: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture,
):
    (tmp_path / "deck.pdf").write_bytes(encrypted(pdf, "two words"))
    monkeypatch.setenv("TERMALIGN_PASSWORD", "two words")
    assert run(["segments", str(tmp_path / "deck.pdf")]) == 0
    assert SENTENCE in capfd.readouterr().out


def test_a_wrong_password_is_said(pdf: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture):
    (tmp_path / "deck.pdf").write_bytes(encrypted(pdf))
    assert run(["segments", str(tmp_path / "deck.pdf"), "--password", "wrong"]) == 2
    assert capfd.readouterr().err == (
        "error: deck.pdf: is encrypted, and no password given opens it; "
        "give its password with --password\n"
    )


def test_a_file_without_a_password_needs_none(pdf: ModuleType, tmp_path: Path):
    (tmp_path / "deck.pdf").write_bytes(pdf.assembled(one_page(pdf)))
    document = open_document(tmp_path / "deck.pdf", passwords=["himitsu"])
    assert [block.text for block in document.blocks] == [SENTENCE]
