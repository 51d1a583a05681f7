"""A PDF's pages as records: what the child process has read, and its errors as ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from termalign.errors import EmptyInput, InputError, UnsupportedFormat
from termalign.reading.pdf.limits import TOO_LARGE, TOO_LONG

if TYPE_CHECKING:
    from termalign.reading.source import Source
    from termalign.records import Box

UPRIGHT, SLANTED, VERTICAL = 0, -1, 4  # turns of text; 1, 2, 3 are quarters anticlockwise

MEMORY = 200_000_000  # bytes the child may take on top of the file's own size
PAGE_SECONDS = 20.0  # for one page
ALL_SECONDS = 600.0
# Of a file of so many bytes two processes read every second page each: half of the time goes there.
LARGE, CHILDREN = 1_000_000, 2

_HEAD = 1024  # bytes in which %PDF- must stand, as readers of PDF have it
_TAIL = 2048  # bytes in which %%EOF must stand
_PASSWORD, _SECURITY = 4, 5  # pdfium's error numbers
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from termalign.reading.pdf.child import main; main()"
)
_WHAT_IT_IS = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """Signs that follow one another on one line; in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float  # where the signs stand on
    em: float  # the size of the letters
    turn: int = 0  # quarters anticlockwise; SLANTED, VERTICAL
    spaced: bool = False  # the text has a space before it

    def turned(self, width: float, height: float) -> Run:
        """Return it as it stands once the page, of this size, is turned to read it.

        Its baseline is counted from the page's corner; see `child.along`.
        """
        if self.turn not in {1, 2, 3}:
            return self
        left, top, right, bottom = turned(
            (self.left, self.top, self.right, self.bottom), self.turn, width, height
        )
        base = {1: self.base, 2: height + self.base, 3: width + self.base}[self.turn]
        return replace(self, left=left, top=top, right=right, bottom=bottom, base=base)

    @property
    def box(self) -> Box:
        """Where it stands, as records have it."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or an upright line."""

    left: float
    top: float
    right: float
    bottom: float

    def turned(self, turn: int, width: float, height: float) -> Rule:
        """Return it as it stands once the page, of this size, is turned by `turn` quarters."""
        return Rule(*turned((self.left, self.top, self.right, self.bottom), turn, width, height))

    @property
    def is_level(self) -> bool:
        """Tell whether it runs from left to right."""
        return self.right - self.left > self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    number: int  # from 1
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    pictures: tuple[float, ...] = ()  # the share of the page that each covers, logos aside
    lost: int = 0  # signs whose font does not say what they are
    drawn: int = 0  # pictures, lines and shapes of any size


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a page after a turn that sets text upright which reads upwards (1) …."""
    left, top, right, bottom = box
    if turn == 1:
        return height - bottom, left, height - top, right
    if turn == 2:
        return width - right, height - bottom, width - left, height - top
    if turn == 3:
        return top, width - right, bottom, width - left
    return box


def pages_of(source: Source) -> list[Page]:
    """Return the pages of a PDF.

    Raises UnsupportedFormat for what is no PDF, EmptyInput for one without pages, and InputError
    for one that is encrypted, cut off or damaged, or takes more memory or time than is allowed.
    """
    _check(source)
    children = CHILDREN if len(source.content) >= LARGE else 1
    with ThreadPoolExecutor(children) as pool:
        shares = list(pool.map(partial(_share, source, children), range(children)))
    if not any(shares):
        raise EmptyInput("has no pages", source.name, "is it the right file?")
    return sorted(chain.from_iterable(shares), key=lambda page: page.number)


def _share(source: Source, children: int, first: int) -> list[Page]:
    """Return the pages that one of the children reads: every second, from the first or second."""
    order = {
        "size": len(source.content),
        "passwords": source.passwords,
        "memory": MEMORY + len(source.content),
        "seconds": PAGE_SECONDS,
        "first": first,
        "step": children,
    }
    command = [sys.executable, "-c", _START, *(path or os.curdir for path in sys.path)]
    try:
        done = subprocess.run(  # noqa: S603  # our own module in our own interpreter
            command,
            input=json.dumps(order).encode("ascii") + b"\n" + source.content,
            capture_output=True,
            timeout=ALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _took_too_long(source) from error
    lines = done.stdout.splitlines()
    if done.returncode:
        page = first + 1 + children * (len(lines) - 1)
        raise _stopped(source, done, f"{source.name}: page {page}" if lines else source.name)
    records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    if "error" in records[0]:
        raise _refused(source, records[0]["error"])
    if "error" in records[-1]:
        raise InputError("holds more text than is read", source.name, "split it into several files")
    numbers = count(first + 1, children)
    return [
        _page(source, number, record) for number, record in zip(numbers, records[1:], strict=False)
    ]


def _check(source: Source) -> None:
    content = source.content
    if not content.strip():
        raise EmptyInput("is empty", source.name, "is it the right file?")
    if b"%PDF-" not in content[:_HEAD]:
        start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
        kind = next((k for magic, k in _WHAT_IT_IS if start.lower().startswith(magic.lower())), "")
        what = f"is {kind}, not a PDF" if kind else "is no PDF"
        raise UnsupportedFormat(what, source.name, "save it as PDF, or rename it")
    if b"%%EOF" not in content.rstrip(b"\0 \t\r\n")[-_TAIL:]:
        raise InputError(
            "ends in the middle: it was not copied or downloaded whole",
            source.name,
            "fetch it again",
        )


def _refused(source: Source, number: int) -> InputError:
    if number == _PASSWORD:
        what = "is encrypted" + (", and no password given opens it" if source.passwords else "")
        return InputError(what, source.name, "give its password with --password")
    if number == _SECURITY:
        return InputError(
            "is encrypted in a way that is not known", source.name, "save it without a password"
        )
    return InputError("is damaged: no PDF can be read in it", source.name, "fetch or save it again")


def _stopped(source: Source, done: subprocess.CompletedProcess[bytes], where: str) -> InputError:
    if done.returncode == TOO_LONG:
        return _took_too_long(source, where)
    talk = done.stderr.decode("utf-8", "replace").strip().splitlines()
    # pdfium ends the process by a signal where it gets no more memory; Python says MemoryError.
    if done.returncode == TOO_LARGE or done.returncode < 0 or talk[-1:] == ["MemoryError"]:
        most = round((MEMORY + len(source.content)) / 1_000_000)
        return InputError(
            f"takes more than {most} MB to read, or is damaged", where, "save it anew, as PDF"
        )
    reason = talk[-1] if talk else f"exit code {done.returncode}"
    return InputError(f"could not be read ({reason})", where, "save it anew, as PDF")


def _took_too_long(source: Source, where: str = "") -> InputError:
    return InputError("takes too long to read", where or source.name, "save it anew, as PDF")


def _page(source: Source, number: int, record: dict[str, Any]) -> Page:
    if record.get("broken"):
        raise InputError("is damaged", f"{source.name}: page {number}", "fetch or save it again")
    return Page(
        number=number,
        width=record["size"][0],
        height=record["size"][1],
        runs=tuple(Run(*run) for run in record["runs"]),
        rules=tuple(Rule(*rule) for rule in record["rules"]),
        pictures=tuple(record["pictures"]),
        lost=record["lost"],
        drawn=record["drawn"],
    )
