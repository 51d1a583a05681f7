"""What a review sheet asks and what comes back: the records, and the words of its columns.

`review_sheet` writes the sheet, `review_answers` reads it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.exchange.safety import SafeText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termalign.records import Evidence, Status

NUMBER = "番号 ID"
JA = "和文 Japanese"
EN = "英文 English"
STATUS = "状態 Status"
PREFERRED = "優先 Preferred"
NOTE = "備考 Note"
REASON = "理由 Reason"
REVIEWER = "担当 Reviewer"
JA_EXAMPLE = "例文 Example (JA)"
EN_EXAMPLE = "例文 Example (EN)"
OTHER_JA = "他の和文 Other Japanese"
OTHER_EN = "他の英文 Other English"
COUNT = "件数 Count"
# The hidden column by which a review sheet is known, whatever its name: in each row, what the
# glossary said when it was written. The number is the form's; the glossary's identity follows.
MARK, FORM = "termalign review", 1

# What the list offers, and what it means: the Japanese for the desk, the English for the client.
STATUS_LABELS: Mapping[Status, str] = {
    "proposed": "提案 proposed",
    "approved": "承認 approved",
    "do-not-translate": "翻訳しない do-not-translate",
    "reference": "参考 reference",
    "forbidden": "使用禁止 forbidden",
    "rejected": "不採用 rejected",
}
TICK = "○"


@dataclass(frozen=True, slots=True)
class ReviewTerm:
    """An English term of an entry as the glossary has it, as it is laid before the reviewer."""

    concept: int
    term: int
    ja: str  # the entry's preferred one
    en: str
    status: Status
    note: str = ""  # the entry's
    preferred: bool = False  # the entry's first English term
    other_ja: tuple[str, ...] = ()
    other_en: tuple[str, ...] = ()
    count: int = 0
    examples: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A row that came back; `was` is the term when the sheet was written, None for an added row.

    `status` is None where an added row has none.
    """

    where: str
    was: ReviewTerm | None
    ja: str
    en: str
    status: Status | None
    note: str
    preferred: bool
    reason: str
    reviewer: str
    glossary: str  # the identity of the one that the sheet was written from

    @property
    def changes(self) -> dict[str, str | bool]:
        """What the reviewer changed, by the field's name; empty for an added row."""
        if self.was is None:
            return {}
        wanted = {
            name: getattr(self, name)
            for name in ("ja", "en", "status", "note")
            if getattr(self, name) != getattr(self.was, name)
        }
        # A tick taken away says nothing: somebody has to come first.
        return wanted | ({"preferred": True} if self.preferred and not self.was.preferred else {})


def shown(text: str) -> str:
    """Return `text` as a sheet gives it back: on one line, without what a workbook cannot hold."""
    return " ".join(SafeText()(text).split())
