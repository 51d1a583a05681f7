"""The child process that opens a PDF: what pdfium reads there, as plain data, a page a line.

It takes a line of JSON and the file's bytes on standard input. On standard output come lines of
JSON: one with the number of pages or the error, then one a page. Places are in points from the
page's upper left corner as it is shown, y downwards.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from termalign.reading.pdf.limits import Watch
from termalign.reading.pdf.spaces import WIDE_FROM, is_space

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]  # left, top, right, bottom
Matrix = tuple[float, float, float, float, float, float]

# A gap of this many ems parts two runs: word spaces of justified lines are narrower.
_PARTED = 0.7
_BEHIND = 0.5  # ems by which a space may stand off the sign it follows
_BACK = 0.5  # ems by which a sign may stand before the end of the last one (kerning)
_SAME_BASE = 0.12  # ems
_SAME_BOTTOM, _SAME_TOP = 0.06, 0.2  # ems; a font says how low it reaches, not always how high
_LIKE_SIZE = 0.8
_SLANT = 3.0  # degrees off the upright
_STACKED = 0.25  # ems that the middles of letters set vertically may differ
_STEP = (0.75, 1.6)  # ems from one such letter down to the next

_NONE, _ADDED, _OWN = 0, 1, 2  # the space before a sign: added by pdfium, or the text's own

UPRIGHT, SLANTED, VERTICAL = 0, -1, 4  # turns; 1, 2, 3 are quarters anticlockwise

# pdfium's numbers of a hyphen whose line break it took away, and ligatures.
_SIGNS = {
    0xFFFE: "-",
    0x02: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SPACES = frozenset((9, 10, 13, 32, 0xA0))

# In all pages: the Bible has four million signs, a report of 500 pages 100,000 runs.
_MOST_SIGNS = 20_000_000
_MOST_RUNS = 600_000
_MOST_PAGES = 20_000
_MOST_OBJECTS = 20_000  # of a page that are looked at for rules
_MOST_RULES = 6_000  # of a page
_MOST_SEGMENTS = 400  # of a path; longer ones are drawings
_DEEPEST = 6  # forms within forms
_THIN = 2.6  # points; a filled box so thin is a rule
_SHORTEST = 4.0  # points of a rule
_SMALL_PICTURE = 0.02  # of the page: a logo
_MOST_PICTURES = 1_000  # of a page


def main() -> None:
    """Read standard input, write standard output; the exit code says what stopped it."""
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(order["size"])
    watch = Watch(order["memory"], order["seconds"])
    pdfium.FPDF_InitLibrary()
    document = _opened(content, order["passwords"])
    if not document:
        _say({"error": pdfium.FPDF_GetLastError()})
        return
    count = pdfium.FPDF_GetPageCount(document)
    _say({"pages": count})
    if count > _MOST_PAGES:
        _say({"error": "much"})
        return
    signs = runs = 0
    last = None
    for number in range(order["first"], count, order["step"]):
        watch.tick()
        page = pdfium.FPDF_LoadPage(document, number)
        if last:  # not before: a page's fonts are let go with it, and the next has the same
            pdfium.FPDF_ClosePage(last)
        last = page
        if not page:
            _say({"broken": True})
            return
        record, read = _read(page)
        _say(record)
        signs += read
        runs += len(record["runs"])
        if signs > _MOST_SIGNS or runs > _MOST_RUNS:
            _say({"error": "much"})
            return


def _opened(content: bytes, passwords: list[str]) -> Any:
    """Return the document, opened with the first password that fits; null if none does."""
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    for password in passwords:
        if document or pdfium.FPDF_GetLastError() != pdfium.FPDF_ERR_PASSWORD:
            break
        secret = password.encode("utf-8") + b"\0"
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), secret)
    return document


def _say(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")) + "\n")
    sys.stdout.flush()


class _View(NamedTuple):
    """How a page's own coordinates become those it is shown in."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int  # quarters clockwise, as the page's /Rotate

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _read(page: Any) -> tuple[dict[str, Any], int]:
    """Return the page's record and how many signs were looked at."""
    view = _view(page)
    text = pdfium.FPDFText_LoadPage(page)
    signs = pdfium.FPDFText_CountChars(text) if text else 0
    reader = _Runs(text, view)
    runs = reader.all(signs) if signs > 0 else []
    drawn = _Drawn(view)
    drawn.look(
        pdfium.FPDFPage_CountObjects(page), lambda i: pdfium.FPDFPage_GetObject(page, i), None, 0
    )
    if text:
        pdfium.FPDFText_ClosePage(text)
    return {
        "size": [round(side, 1) for side in view.size],
        "runs": runs,
        "lost": reader.lost,
        "rules": drawn.rules,
        "pictures": drawn.pictures[:_MOST_PICTURES],
        "drawn": drawn.seen,
    }, max(0, signs)


def _view(page: Any) -> _View:
    box = pdfium.FS_RECTF()
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return _View(box.left, box.bottom, box.right, box.top, turn)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return _View(0, 0, *((height, width) if turn % 2 else (width, height)), turn)


class _Runs:
    """Puts the signs of a page together to runs: signs that follow one another on one line."""

    def __init__(self, text: Any, view: _View) -> None:
        self._text, self._view = text, view
        self._pieces: list[list[Any]] = []
        self._sizes: dict[tuple[float, float], float] = {}
        self._signs: list[str] = []  # of the run at work, and then its measures:
        self._turn, self._em, self._base, self._end = UPRIGHT, 1.0, 0.0, 0.0
        self._box: Box = (0.0, 0.0, 0.0, 0.0)
        self._last: Box = self._box
        self._wide = False
        self._spaced = False  # the text has a space before the run
        self.lost = 0  # signs whose font does not say what they are

    def all(self, count: int) -> list[list[Any]]:
        """Return the runs: text, left, top, right, bottom, baseline, em, turn, spaced."""
        text, view = self._text, self._view
        rect = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        rect_at, x_at, y_at = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
        box_of = pdfium.FPDFText_GetLooseCharBox
        origin_of, angle_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharAngle
        generated = pdfium.FPDFText_IsGenerated
        upright = not view.turn
        space = _NONE
        for i, code in enumerate(_codes(text, count)):
            if code in _SPACES:
                own = generated(text, i) != 1 and self._is_behind(i)
                space = _OWN if own else max(space, _ADDED)
                continue
            if not code:
                self.lost += 1
                continue
            if not box_of(text, i, rect_at):
                continue
            sign = _SIGNS.get(code) or chr(code)
            if upright:
                left, top = rect.left - view.left, view.top - rect.top
                box = (left, top, rect.right - view.left, view.top - rect.bottom)
                if self._follows(sign, box, space):
                    space = _NONE
                    continue
            else:
                box = view.box(rect.left, rect.bottom, rect.right, rect.top)
            if not origin_of(text, i, x_at, y_at):
                continue
            angle = angle_of(text, i)
            turn = UPRIGHT if not angle and upright else _turn(angle, view.turn)
            em = self._size(i, rect.top - rect.bottom)
            self._take(i, sign, box, turn, em, view.point(x.value, y.value), space)
            space = _NONE
        self._finish()
        return self._pieces

    def _follows(self, sign: str, box: Box, space: int) -> bool:
        """Take a sign that plainly goes on with the run, and tell whether it does.

        It is about as high as the sign before and stands behind it: size, turn and baseline need
        not be asked for, which is most of the time that a page takes.
        """
        last, em = self._last, self._em
        if not self._signs or self._turn or box[0] <= last[0]:
            return False
        gap = box[0] - self._end
        if (
            not -_BACK * em <= gap <= _PARTED * em
            or abs(box[3] - last[3]) > _SAME_BOTTOM * em
            or abs(box[1] - last[1]) > _SAME_TOP * em
        ):
            return False
        if space and (space == _OWN or is_space(gap, em, self._signs[-1], sign)):
            self._signs.append(" ")
        self._signs.append(sign)
        own = self._box
        self._box = (own[0], min(own[1], box[1]), max(own[2], box[2]), max(own[3], box[3]))
        self._end, self._last = box[2], box
        self._wide = sign >= WIDE_FROM
        return True

    def _is_behind(self, i: int) -> bool:
        """Tell whether a space of the text stands behind the last sign; some are drawn later."""
        rect = pdfium.FS_RECTF()
        if not self._signs or not pdfium.FPDFText_GetLooseCharBox(self._text, i, rect):
            return True
        box = self._view.box(rect.left, rect.bottom, rect.right, rect.top)
        start, _, _ = along(box, (0.0, 0.0), self._turn)
        return abs(start - self._end) <= _BEHIND * self._em

    def _size(self, i: int, height: float) -> float:
        """Return the em in points; signs of one size in the font and on the page share it."""
        size = pdfium.FPDFText_GetFontSize(self._text, i)
        key = (size, round(height, 2))
        if key not in self._sizes:
            matrix = pdfium.FS_MATRIX()
            scale = 1.0
            if pdfium.FPDFText_GetMatrix(self._text, i, matrix):
                scale = math.hypot(matrix.c, matrix.d)
            self._sizes[key] = abs(size * scale) or 1.0
        return self._sizes[key]

    def _take(
        self,
        i: int,
        sign: str,
        box: Box,
        turn: int,
        em: float,
        origin: tuple[float, float],
        space: int,
    ) -> None:
        start, end, base = along(box, origin, turn)
        wide = sign >= WIDE_FROM
        if self._signs:
            if self._is_below(box, turn, em, wide):
                self._turn = VERTICAL
                self._add(sign, box, start, wide)
                return
            if box == self._last and not space:
                # The second letter of a ligature has its whole box; else it is drawn twice.
                if sign != self._signs[-1] or self._is_of_one_object(i):
                    self._signs.append(sign)
                return
            if self._goes_on(start, base, turn, em):
                seen = is_space(start - self._end, em, self._signs[-1], sign)
                if space == _OWN or (space == _ADDED and seen):
                    self._signs.append(" ")
                self._add(sign, box, end, wide)
                return
            self._finish()
        self._turn, self._em, self._base, self._box = turn, em, base, box
        self._spaced = space == _OWN
        self._add(sign, box, end, wide)

    def _is_of_one_object(self, i: int) -> bool:
        """Tell whether a sign and the one before it are drawn at once."""
        one, before = (pdfium.FPDFText_GetTextObject(self._text, k) for k in (i, i - 1))
        return bool(one) and ctypes.addressof(one.contents) == ctypes.addressof(before.contents)

    def _goes_on(self, start: float, base: float, turn: int, em: float) -> bool:
        if turn != self._turn:
            return False
        if turn == SLANTED:
            return True
        larger, smaller = max(em, self._em), min(em, self._em)
        return (
            abs(base - self._base) <= _SAME_BASE * larger
            and smaller >= _LIKE_SIZE * larger
            and -_BACK * em <= start - self._end <= _PARTED * larger
        )

    def _is_below(self, box: Box, turn: int, em: float, wide: bool) -> bool:
        """Tell whether the sign stands under the last one, as in text set vertically."""
        if turn != UPRIGHT or self._turn not in {UPRIGHT, VERTICAL} or not (wide and self._wide):
            return False
        if self._turn == UPRIGHT and len(self._signs) > 1:
            return False
        last = self._last
        middles = abs(box[0] + box[2] - last[0] - last[2]) / 2
        step = (box[1] + box[3] - last[1] - last[3]) / 2
        return middles <= _STACKED * em and _STEP[0] * em <= step <= _STEP[1] * em

    def _add(self, sign: str, box: Box, end: float, wide: bool) -> None:
        self._signs.append(sign)
        ours = self._box
        self._box = (
            min(ours[0], box[0]),
            min(ours[1], box[1]),
            max(ours[2], box[2]),
            max(ours[3], box[3]),
        )
        self._end, self._last, self._wide = end, box, wide

    def _finish(self) -> None:
        if not self._signs:
            return
        text = "".join(self._signs)
        if max(text) >= "\ud800" and any("\ud800" <= sign <= "\udfff" for sign in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        box = [round(side, 2) for side in self._box]
        measures = (round(self._base, 2), round(self._em, 2), self._turn, self._spaced)
        self._pieces.append([text, *box, *measures])
        self._signs = []


def along(box: Box, origin: tuple[float, float], turn: int) -> tuple[float, float, float]:
    """Return where a sign begins and ends along its line, and where its baseline stands."""
    left, top, right, bottom = box
    x, y = origin
    if turn == 1:  # from below upwards
        return -bottom, -top, x
    if turn == 2:
        return -right, -left, -y
    if turn == 3:  # from above downwards
        return top, bottom, -x
    return left, right, y


def _turn(angle: float, page_turn: int) -> int:
    """Return how a sign is turned as the page is shown; pdfium counts its angle clockwise."""
    degrees = -math.degrees(angle) - 90 * page_turn
    quarters = round(degrees / 90)
    return quarters % 4 if abs(degrees - 90 * quarters) <= _SLANT else SLANTED


def _codes(text: Any, count: int) -> Sequence[int]:
    """Return the numbers of a page's signs, 0 for what has none."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        return buffer[:count]  # else pdfium has left some out, and places would not fit
    code_of = pdfium.FPDFText_GetUnicode
    return [code_of(text, i) for i in range(count)]


class _Drawn:
    """Collects the rules and pictures of a page."""

    def __init__(self, view: _View) -> None:
        self._view = view
        self._left = _MOST_OBJECTS
        self.rules: list[list[float]] = []
        self.pictures: list[float] = []  # the share of the page that each covers
        self.seen = 0  # things drawn that are no text

    def look(self, count: int, get: Any, matrix: Matrix | None, depth: int) -> None:
        """Look at the objects of a page or of a form that stands on it."""
        for number in range(count):
            self._left -= 1
            if self._left < 0:
                return
            one = get(number)
            if not one:
                continue
            kind = pdfium.FPDFPageObj_GetType(one)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(one, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(one, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = pdfium.FPDFFormObj_CountObjects(one)
                self.look(
                    inner,
                    lambda i, form=one: pdfium.FPDFFormObj_GetObject(form, i),
                    _times(_matrix(one), matrix),
                    depth + 1,
                )

    def _picture(self, one: Any, matrix: Matrix | None) -> None:
        self.seen += 1
        box = self._bounds(one, matrix)
        width, height = self._view.size
        if box is None or width * height <= 0:
            return
        left, right = max(0.0, box[0]), min(width, box[2])
        top, bottom = max(0.0, box[1]), min(height, box[3])
        share = max(0.0, right - left) * max(0.0, bottom - top) / (width * height)
        if share >= _SMALL_PICTURE:
            self.pictures.append(round(share, 3))

    def _bounds(self, one: Any, matrix: Matrix | None) -> Box | None:
        sides = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(one, *(ctypes.byref(side) for side in sides)):
            return None
        left, bottom, right, top = (side.value for side in sides)
        if matrix is not None:
            corners = [_through(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            xs, ys = zip(*corners, strict=True)
            left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        return self._view.box(left, bottom, right, top)

    def _path(self, one: Any, matrix: Matrix | None) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(one, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        self.seen += 1
        box = self._bounds(one, matrix)
        if box is None or len(self.rules) >= _MOST_RULES:
            return
        left, top, right, bottom = box
        if bottom - top <= _THIN and right - left >= _SHORTEST:
            middle = (top + bottom) / 2
            self._rule(left, middle, right, middle)
        elif right - left <= _THIN and bottom - top >= _SHORTEST:
            middle = (left + right) / 2
            self._rule(middle, top, middle, bottom)
        elif pdfium.FPDFPath_CountSegments(one) <= _MOST_SEGMENTS:
            self._segments(one, matrix)

    def _segments(self, one: Any, matrix: Matrix | None) -> None:
        """Take the upright and level lines of a path."""
        whole = _times(_matrix(one), matrix)
        start = last = None
        for number in range(pdfium.FPDFPath_CountSegments(one)):
            segment = pdfium.FPDFPath_GetPathSegment(one, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = self._view.point(*_through(whole, x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
                self._line(last, point)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
                self._line(last, start)
                last = start

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
        if (across <= 0.5 and down >= _SHORTEST) or (down <= 0.5 and across >= _SHORTEST):
            self._rule(
                min(one[0], other[0]),
                min(one[1], other[1]),
                max(one[0], other[0]),
                max(one[1], other[1]),
            )

    def _rule(self, *ends: float) -> None:
        if len(self.rules) < _MOST_RULES:
            self.rules.append([round(end, 1) for end in ends])


def _matrix(one: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    """Return the matrix that does what `inner` does and then what `outer` does."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _through(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
