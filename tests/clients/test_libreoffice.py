"""LibreOffice opens our tables: no cell is a live formula, every cell shows what we wrote."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import (
    GlossaryRow,
    WriteOptions,
    read_glossary,
    write_alignment,
    write_glossary,
)
from termalign.exchange.safety import unguarded
from termalign.resources import resource
from tests.exchange.conftest import alignment_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clients.conftest import Opened

    Open = Callable[[Path], Opened]

pytestmark = pytest.mark.libreoffice

# What a spreadsheet would run, turn into a number or a date, or show as something else.
ODD = [
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "-5% or less",
    "@SUM(A1)",
    "＝1+1",
    "'=1+1",
    "001",
    "1-2",
    "#N/A",
    "TRUE",
    "A ①㈱髙～−￥",
    "Scold 𠮟る 💹",
    '"quoted", and; 改\n行',
]


@pytest.fixture(scope="module")
def rows() -> list[GlossaryRow]:
    found, _ = read_glossary(resource("corpora", "terms.gold.tsv"))
    return [*found, *(GlossaryRow(f"語{n}", text, note=text) for n, text in enumerate(ODD))]


def glossary(path: Path, rows: list[GlossaryRow], options: WriteOptions | None = None) -> Path:
    with path.open("wb") as stream:
        write_glossary(rows, stream, path.suffix[1:], options or WriteOptions())
    return path


def expected(rows: list[GlossaryRow]) -> list[tuple[str, str, str]]:
    return [(row.ja, row.en, row.note) for row in rows]


def columns(opened: Opened) -> list[tuple[str, str, str]]:
    head, *lines = opened.rows
    places = [head.index(name) for name in ("ja", "en", "note")]
    return [tuple((line + [""] * len(head))[place] for place in places) for line in lines]  # type: ignore[misc]  # three


def test_a_workbook_shows_what_was_written(
    libreoffice: Open, rows: list[GlossaryRow], tmp_path: Path
):
    opened = libreoffice(glossary(tmp_path / "terms.xlsx", rows))
    assert opened.formulas == []
    assert columns(opened) == expected(rows)
    assert opened.kinds == {"string"}  # no number, date or error


def test_a_csv_file_runs_nothing(libreoffice: Open, rows: list[GlossaryRow], tmp_path: Path):
    opened = libreoffice(glossary(tmp_path / "terms.csv", rows))
    assert opened.formulas == []
    shown = {ja: en for ja, en, _ in columns(opened)}
    for row in rows:
        if row.en not in ("001", "1-2", "TRUE", "#N/A"):  # a spreadsheet's own idea of a CSV cell
            assert unguarded(shown[row.ja]) == row.en


def test_an_unguarded_csv_file_runs(libreoffice: Open, rows: list[GlossaryRow], tmp_path: Path):
    """The test above can fail: without apostrophes LibreOffice makes live formulas."""
    path = glossary(tmp_path / "terms.csv", rows, WriteOptions(raw_cells=True))
    assert "of:=1+1" in libreoffice(path).formulas


def test_a_workbook_with_formulas_runs(libreoffice: Open, tmp_path: Path):
    """As openpyxl writes "=1+1" if it is not told otherwise."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["ja", "=1+1"])
    book.save(tmp_path / "live.xlsx")
    assert libreoffice(tmp_path / "live.xlsx").formulas == ["of:=1+1"]


def test_wrong_characters_are_seen(libreoffice: Open, rows: list[GlossaryRow], tmp_path: Path):
    """The first tests can fail: CP932 read as UTF-8 shows other characters."""
    text = glossary(tmp_path / "terms.csv", rows).read_text("utf-8-sig")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(text.encode("cp932", errors="replace"))
    assert columns(libreoffice(broken)) != expected(rows)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_alignment_opens_too(libreoffice: Open, tmp_path: Path, suffix: str):
    pairs = [(f"第{n}は{text}", text) for n, text in enumerate(ODD[:6])]
    path = tmp_path / f"deck.{suffix}"
    with path.open("wb") as stream:
        write_alignment(alignment_of(pairs), stream, suffix)
    opened = libreoffice(path)
    assert opened.formulas == []
    assert [line[3] for line in opened.rows[1:]] == [ja for ja, _ in pairs]
    assert [unguarded(line[4]) for line in opened.rows[1:]] == [en for _, en in pairs]


def test_our_own_reader_agrees(rows: list[GlossaryRow], tmp_path: Path):
    """What the guard put before a cell is taken off again."""
    path = glossary(tmp_path / "terms.csv", rows)
    assert expected(read_glossary(path)[0]) == expected(rows)
    cells = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert not [cell for row in cells for cell in row if cell.startswith(tuple("=+-@＝"))]
