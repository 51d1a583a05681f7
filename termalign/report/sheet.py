"""The findings sheet: an Excel workbook that the translator, or the client, answers row by row.

`termalign.report.earlier` reads it back.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from termalign.errors import OutputError
from termalign.exchange import form
from termalign.exchange.safety import SafeText
from termalign.exchange.xlsx import LONGEST_CELL, escaped, save
from termalign.report.about import NOTHING, About, Answer
from termalign.report.marking import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.rich_text import CellRichText

    from termalign.records import Finding, Side

REPLY = "対応 Reply"
COMMENT = "コメント Comment"
FINGERPRINT = "fingerprint"
# what the dropdown offers, and what it means: the Japanese for the desk, the English for the client
REPLIES = {"修正済 fixed": "fixed", "このまま as is": "as is", "確認中 ask client": "ask client"}
_TITLE = "指摘 Findings"
_COLUMNS = (
    form.Column("番号 No.", 7),
    form.Column("重要度 Severity", 11),
    form.Column("項目 Check", 17),
    form.Column("和文の箇所 Place (JA)", 18),
    form.Column("英文の箇所 Place (EN)", 18),
    form.Column("和文 Japanese", 44),
    form.Column("英文 English", 44),
    form.Column("理由 Reason", 36),
    form.Column("修正案 Proposed English", 24),
    form.Column(REPLY, 16, to_fill=True, choices=tuple(REPLIES)),
    form.Column(COMMENT, 30, to_fill=True),
    form.Column(FINGERPRINT, 20, hidden=True),
)
_MARKED = "00C00000"  # a red that a grey print still shows, as it is bold
_FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "note": "E2ECF7"}


def render(findings: Sequence[Finding], about: About = NOTHING) -> bytes:
    """Return the workbook; raises OutputError for a text longer than a cell holds.

    Earlier answers are carried over; of a finding that was answered as fixed and is still there
    only the comment.
    """
    from openpyxl.styles import PatternFill

    book, sheet = form.begin(_TITLE, _COLUMNS)
    safe = SafeText()
    for number, finding in enumerate(findings, start=1):
        answer = about.answers.get(finding.fingerprint, Answer())
        if number <= about.reopened:
            answer = Answer("", answer.comment)
        form.fill_row(sheet, number + 1, _cells(number, finding, answer, safe), _COLUMNS)
        sheet.cell(number + 1, 2).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
    form.lay_out(sheet, _COLUMNS, len(findings))
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
    font = InlineFont(rFont=form.FONT, sz=form.SIZE, b=True, color=Color(_MARKED))
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
