"""The findings sheet: an Excel workbook that the translator, or the client, answers row by row.

`termalign.report.answers` reads it back. Every cell is a text: no formula lives in it, and what
looks like one (=1+1) stays what it says.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from termalign.errors import OutputError
from termalign.exchange.safety import SafeText
from termalign.exchange.xlsx import LONGEST_CELL, escaped, save
from termalign.report.about import NOTHING, About, Answer
from termalign.report.marking import pieces
from termalign.text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.worksheet import Worksheet

    from termalign.records import Finding, Side

REPLY = "対応 Reply"
COMMENT = "コメント Comment"
FINGERPRINT = "fingerprint"
# what the dropdown offers, and what it means: the Japanese for the desk, the English for the client
REPLIES = {"修正済 fixed": "fixed", "このまま as is": "as is", "確認中 ask client": "ask client"}
_TITLE = "指摘 Findings"
_COLUMNS = (
    ("番号 No.", 7),
    ("重要度 Severity", 11),
    ("項目 Check", 17),
    ("和文の箇所 Place (JA)", 18),
    ("英文の箇所 Place (EN)", 18),
    ("和文 Japanese", 44),
    ("英文 English", 44),
    ("理由 Reason", 36),
    ("修正案 Proposed English", 24),
    (REPLY, 16),
    (COMMENT, 30),
    (FINGERPRINT, 20),
)
_HEADERS = [header for header, _ in _COLUMNS]
_WIDTHS = [width for _, width in _COLUMNS]
_MARKED = "00C00000"  # a red that a grey print still shows, as it is bold
# Named in every cell and every run: a run without a font falls back to another one than its cell.
_FONT, _SIZE = "Yu Gothic", 10
_LINE = 16.5  # points a line takes; rows are not made to fit by every program that opens a sheet
_TALLEST = 409.0  # what Excel allows a row
_FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "note": "E2ECF7"}


class _Style(NamedTuple):
    """How every cell is set."""

    wrapped: Alignment
    font: Font


def render(findings: Sequence[Finding], about: About = NOTHING) -> bytes:
    """Return the workbook; raises OutputError for a text longer than a cell holds.

    Earlier answers are carried over; of a finding that was answered as fixed and is still there
    only the comment.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = _TITLE
    style = _Style(Alignment(wrap_text=True, vertical="top"), Font(name=_FONT, size=_SIZE))
    _fill_row(sheet, 1, _HEADERS, style)
    for cell in sheet[1]:
        cell.font = Font(name=_FONT, size=_SIZE, bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
    safe = SafeText()
    for number, finding in enumerate(findings, start=1):
        answer = about.answers.get(finding.fingerprint, Answer())
        if number <= about.reopened:
            answer = Answer("", answer.comment)
        _fill_row(sheet, number + 1, _cells(number, finding, answer, safe), style)
        sheet.cell(number + 1, 2).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
    _lay_out(sheet, len(findings))
    content = io.BytesIO()
    save(book, content)
    return content.getvalue()


def _cells(
    number: int, finding: Finding, answer: Answer, safe: SafeText
) -> list[str | CellRichText]:
    place = f"[{finding.id}] " if finding.id is not None else ""
    labels = {meaning: label for label, meaning in REPLIES.items()}
    plain = [
        str(number),
        finding.severity,
        finding.check,
        place + (finding.ja.place if finding.ja else ""),
        place + (finding.en.place if finding.en else ""),
        finding.message,
        finding.hint,
        labels.get(answer.reply, ""),
        answer.comment,
        finding.fingerprint,
    ]
    texts = [_text(safe(text), number) for text in plain]
    return [
        *texts[:5],
        _marked(finding.ja, number, safe),
        _marked(finding.en, number, safe),
        *texts[5:],
    ]


def _marked(side: Side | None, number: int, safe: SafeText) -> str | CellRichText:
    """Return a side's text with what the finding is about in bold red; "" for no side."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    if side is None:
        return ""
    _text(side.text, number)
    font = InlineFont(rFont=_FONT, sz=_SIZE, b=True, color=Color(_MARKED))
    runs = [(safe(piece.text), piece.marked) for piece in pieces(side)]
    parts = [
        TextBlock(font, str(escaped(text))) if marked else str(escaped(text))
        for text, marked in runs
        if text
    ]
    if not any(isinstance(part, TextBlock) for part in parts):
        return "".join(text for text, _ in runs)
    return CellRichText(*parts)


def _text(text: str, number: int) -> str:
    if len(text) > LONGEST_CELL:
        raise OutputError(
            f"finding {number} has a text of more than the {LONGEST_CELL:,} characters of a cell",
            hint="write .html or .jsonl instead",
        )
    return text


def _fill_row(
    sheet: Worksheet, row: int, cells: Sequence[str | CellRichText], style: _Style
) -> None:
    for column, value in enumerate(cells, start=1):
        cell: Any = sheet.cell(row, column)
        cell.alignment, cell.font = style.wrapped, style.font
        cell.number_format = "@"  # a text stays one when somebody edits the cell
        if value:
            cell.value = escaped(value) if isinstance(value, str) else value
            cell.data_type = "s"  # openpyxl makes a formula of =1+1 and an error of #N/A
    lines = max(_lines(str(value), width) for value, width in zip(cells, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = min(_LINE * lines, _TALLEST)


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of `width` characters."""
    return sum(1 + display_width(line) // width for line in text.split("\n"))


def _lay_out(sheet: Worksheet, count: int) -> None:
    """Freeze and filter the head, set the widths, offer the replies, hide the fingerprints."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = {header: get_column_letter(at) for at, header in enumerate(_HEADERS, start=1)}
    for header, width in _COLUMNS:
        sheet.column_dimensions[letters[header]].width = width
    sheet.column_dimensions[letters[FINGERPRINT]].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters[FINGERPRINT]}{count + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if count:
        choice = DataValidation(
            type="list",
            formula1='"' + ",".join(REPLIES) + '"',
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=REPLY,
            error="一覧から選んでください。 Choose from the list.",
        )
        choice.add(f"{letters[REPLY]}2:{letters[REPLY]}{count + 1}")
        sheet.add_data_validation(choice)
