"""Writes PDF files from nothing but text, lines and pictures: same calls, same bytes.

No font is embedded: Helvetica is in every reader, and Japanese is set in HeiseiKakuGo by the
predefined encoding UniJIS-UCS2-HW-H, for which a reader takes a font of its own. Places are in
points from the upper left corner.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SLIDE = (960.0, 540.0)  # points: 13⅓ by 7½ inches
PAPER = (595.0, 842.0)  # A4

LATIN, BOLD, JAPANESE = "F1", "F2", "F3"
ASCENT = 0.78  # ems from the top of a line to its baseline

# Helvetica's widths in thousandths of an em, from the space to the tilde, and of a few more signs.
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_MORE = {"–": 556, "—": 1000, "’": 222, "“": 333, "”": 333, "•": 350, "¥": 556, "©": 737, "…": 1000}

_USED = "/Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>/XObject<</P 9 0 R>>"
_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
)

Object = tuple[bytes, bytes | None]  # a dictionary or other value, and the stream it describes


def width_of(text: str, size: float) -> float:
    """Return how many points a text takes, set upright."""
    return sum(_advance(sign, font) for font, run in _runs(text) for sign in run) * size / 1000


def _font(sign: str) -> str:
    return LATIN if " " <= sign <= "~" or sign in _MORE else JAPANESE


def _advance(sign: str, font: str) -> int:
    if font == JAPANESE:
        return 500 if sign == " " else 1000
    return _MORE[sign] if sign in _MORE else _WIDTHS[ord(sign) - 32]


@dataclass(slots=True)
class PdfPage:
    """A page being filled; `turn` is how far a reader turns it, in degrees clockwise."""

    width: float
    height: float
    turn: int = 0
    content: list[bytes] = field(default_factory=list)

    def text(
        self,
        left: float,
        base: float,
        text: str,
        size: float = 12,
        *,
        bold: bool = False,
        degrees: float = 0,
        spacing: float = 0,
    ) -> None:
        """Set one line that begins at `left` and stands on `base`, turned anticlockwise.

        `spacing` points are put between its signs.
        """
        angle = math.radians(degrees)
        cos, sin = math.cos(angle), math.sin(angle)
        along = 0.0
        for font, run in _runs(text):
            x, y = left + along * cos, self.height - base + along * sin
            place = " ".join(_number(one) for one in (cos, sin, -sin, cos, x, y))
            used = BOLD if bold and font == LATIN else font
            shown = _hex(run, font)
            self.raw(
                f"BT /{used} {_number(size)} Tf {_number(spacing)} Tc {place} Tm <{shown}> Tj ET"
            )
            along += width_of(run, size) + spacing * len(run)

    def line(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a thin line."""
        ends = (left, self.height - top, right, self.height - bottom)
        a, b, c, d = map(_number, ends)
        self.raw(f"0.5 w {a} {b} m {c} {d} l S")

    def box(self, left: float, top: float, width: float, height: float, grey: float = 0.8) -> None:
        """Fill a rectangle."""
        ends = (left, self.height - top - height, width, height)
        self.raw(f"q {_number(grey)} g {' '.join(map(_number, ends))} re f Q")

    def picture(self, left: float, top: float, width: float, height: float) -> None:
        """Draw a grey picture."""
        ends = (width, 0, 0, height, left, self.height - top - height)
        self.raw(f"q {' '.join(map(_number, ends))} cm /P Do Q")

    def raw(self, operators: str) -> None:
        """Add operators of a page's content as they are."""
        self.content.append(operators.encode("ascii"))


@dataclass(slots=True)
class PdfFile:
    """Pages that become a file."""

    size: tuple[float, float] = SLIDE
    pages: list[PdfPage] = field(default_factory=list)

    def page(self, turn: int = 0) -> PdfPage:
        """Add a page and return it."""
        self.pages.append(PdfPage(*self.size, turn))
        return self.pages[-1]

    def content(self) -> bytes:
        """Return the file."""
        return assembled(self.objects())

    def objects(self) -> list[Object]:
        """Return the objects in the order of their numbers; the first is the catalogue."""
        first = 10
        kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(self.pages)))
        found: list[Object] = [
            (b"<</Type/Catalog/Pages 2 0 R>>", None),
            (f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>".encode(), None),
            *_fonts(),
            (_PICTURE, b"\x80"),
        ]
        for i, page in enumerate(self.pages):
            size = f"[0 0 {_number(page.width)} {_number(page.height)}]"
            number = first + 2 * i + 1
            own = f"/MediaBox{size}/Rotate {page.turn}/Contents {number} 0 R"
            found += [
                (f"<</Type/Page/Parent 2 0 R{own}/Resources<<{_USED}>>>>".encode(), None),
                (b"<<", b"\n".join(page.content)),
            ]
        return found


def assembled(objects: Sequence[Object], trailer: str = "") -> bytes:
    """Return a file of these objects; each stream is compressed unless its dictionary says how."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, (value, stream) in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + value
        if stream is not None:
            plain = b"/Filter" not in value
            packed = zlib.compress(stream, 9) if plain else stream
            out += b"/Filter/FlateDecode" if plain else b""
            out += f"/Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream"
        out += b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(out) + f"startxref\n{table}\n%%EOF\n".encode()


def _fonts() -> Iterator[Object]:
    """Give the objects 3 to 8: the fonts, and what the Japanese one refers to."""
    for name in ("Helvetica", "Helvetica-Bold"):
        font = f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
        yield font.encode(), None
    name = "HeiseiKakuGo-W5"
    yield (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniJIS-UCS2-HW-H"
        f"/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>".encode(),
        None,
    )
    yield (
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/DW 1000/W[231 632 500]"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
        f"/FontDescriptor 7 0 R>>".encode(),
        None,
    )
    yield (
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-92 -250 1010 922]"
        f"/ItalicAngle 0/Ascent 752/Descent -221/CapHeight 737/StemV 114>>".encode(),
        None,
    )
    yield b"<<", _to_unicode()


def _to_unicode() -> bytes:
    """Return the map that says: a code of two bytes is its sign's own number."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    parts = [ranges[i : i + 100] for i in range(0, 256, 100)]
    blocks = "\n".join(
        "\n".join([f"{len(part)} beginbfrange", *part, "endbfrange"]) for part in parts
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Own def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{blocks}\nendcmap\nend\nend"
    ).encode()


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Give the stretches of a text that are of one font; a space is of the sign's before it."""
    run = ""
    for sign in text:
        if run and sign != " " and _font(sign) != _font(run[0]):
            yield _font(run[0]), run
            run = ""
        run += sign
    if run:
        yield _font(run[0]), run


def _hex(run: str, font: str) -> str:
    return run.encode("utf-16-be" if font == JAPANESE else "cp1252").hex()


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
