"""Tab- and comma-separated text. TSV is never quoted, in or out; CSV is RFC 4180."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from termalign.errors import InputError
from termalign.exchange.columns import Row
from termalign.exchange.safety import FormulaGuard, SafeText, unguarded
from termalign.output import tsv_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import BinaryIO

# Not str.splitlines: it also cuts at U+2028 and at form feeds, which stand inside texts.
_LINE_END = re.compile("\r\n|\n|\r")
_DELIMITERS = (",", "\t", ";")
_TOLD_DELIMITER = re.compile('"?sep=([,;\t])"?(?:\r\n|\n|\r)', re.IGNORECASE)
_LINES_TO_TELL_DELIMITER = 20
# One cell may be the whole file; a C long is 32 bits on Windows.
_LONGEST_CELL = 2**31 - 1
BOM = "\ufeff".encode()


def tsv_rows(text: str, *, comments: bool = False) -> list[Row]:
    """Return the rows of tab-separated text without its blank lines.

    With `comments`, lines that begin with "#" are left out, as OmegaT does.
    """
    return [
        Row(number, tuple(line.split("\t")))
        for number, line in enumerate(_LINE_END.split(text), start=1)
        if line.strip() and not (comments and line.startswith("#"))
    ]


def csv_rows(text: str, where: str) -> list[Row]:
    """Return the rows of comma-, tab- or semicolon-separated text without its blank ones.

    The line sep=; by which Excel is told the separator is heeded and is no row. Raises InputError
    naming the line where a quote that is not closed begins.
    """
    csv.field_size_limit(_LONGEST_CELL)
    told = _TOLD_DELIMITER.match(text)
    body = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    before = 1 if told else 0
    rows, line = [], before + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"cannot be read as CSV ({error})",
            f"{where}:{line}",
            "close the quote that begins here",
        ) from error
    return rows


def as_before_guard(rows: Iterable[Row]) -> list[Row]:
    """Return rows without the apostrophes that `write_csv` gives to what looks like a formula."""
    return [Row(row.line, tuple(map(unguarded, row.cells))) for row in rows]


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first lines into most columns of one number."""
    head = "\n".join(_LINE_END.split(text, _LINES_TO_TELL_DELIMITER)[:_LINES_TO_TELL_DELIMITER])

    def columns(delimiter: str) -> tuple[bool, int]:
        rows = csv.reader(head.split("\n"), delimiter=delimiter)
        widths = {len(cells) for cells in rows if cells}
        return len(widths) == 1 and widths != {1}, max(widths, default=0)

    return max(_DELIMITERS, key=columns)  # the comma where two cut alike


def refuse_ragged(rows: Sequence[Row], where: str) -> None:
    """Raise InputError naming the first line that has another number of columns than the first."""
    for row in rows:
        if len(row.cells) != len(rows[0].cells):
            raise InputError(
                f"the row has {len(row.cells)} columns, the first one {len(rows[0].cells)}",
                f"{where}:{row.line}",
                "give every row the same number of columns",
            )


def write_tsv(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    stream: BinaryIO,
    safe: SafeText | None = None,
) -> None:
    """Write tab-separated lines as UTF-8, the header first; `safe` counts what it leaves out."""
    safe = safe or SafeText()
    stream.writelines(tsv_line(row, safe) for row in chain((header,), rows))


def tsv_line(row: Sequence[str], safe: Callable[[str], str]) -> bytes:
    """Return one tab-separated line as UTF-8; tabs and line breaks inside a cell become spaces."""
    return ("\t".join(safe(tsv_field(cell)) for cell in row) + "\n").encode()


def write_csv(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    stream: BinaryIO,
    guard: FormulaGuard,
    safe: SafeText | None = None,
) -> None:
    """Write CSV as Excel in Japan reads it: UTF-8 with a byte order mark, CRLF, quotes as needed.

    No cell below the header runs as a formula, unless `guard` is told otherwise; `safe` counts what
    it leaves out.
    """
    safe = safe or SafeText()
    stream.write(BOM)
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in chain((header,), ([guard(safe(cell)) for cell in row] for row in rows)):
        writer.writerow(cells)
        stream.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()
