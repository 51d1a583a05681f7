"""The checks on terms: the glossary's English stands where its Japanese does, no forbidden one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.checks.termbook import any_found, english_text, find_english
from termalign.records import ApprovedTerm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.records import Severity


def _look_for_unapproved(passage: Passage) -> Iterator[Remark]:
    if not passage.paired or not passage.terms:
        return
    english = english_text(passage.en)
    severity: Severity = "warning" if passage.certain else "note"
    said = set()
    for hit in passage.terms.find(passage.ja):
        approved = hit.entry.approved
        if not approved or hit.entry.ja in said or any_found(approved, english):
            continue
        said.add(hit.entry.ja)
        wanted = " or ".join(f"“{term.text}”" for term in approved)
        message = f"{hit.entry.ja}: the glossary has {wanted}, which is not in the English"
        yield Remark(severity, message, approved[0].text, ((hit.start, hit.end),))


def _look_for_forbidden(passage: Passage) -> Iterator[Remark]:
    if not passage.paired or not passage.terms:
        return
    english = english_text(passage.en)
    said = set()
    for hit in passage.terms.find(passage.ja):
        entry = hit.entry
        if entry.ja in said:
            continue
        said.add(entry.ja)
        right = [span for term in entry.approved for span in find_english(term, english)]
        for term in entry.forbidden:
            wrong = tuple(span for span in find_english(term, english) if not _within(span, right))
            if wrong:
                message = f"{entry.ja}: the glossary forbids “{term.text}”"
                hint = entry.approved[0].text if entry.approved else ""
                severity: Severity = "error" if passage.certain else "note"
                yield Remark(severity, message, hint, ((hit.start, hit.end),), wrong)


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a span lies within an approved term: "income" within "operating income"."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


_PROFIT = (
    ApprovedTerm("営業利益", "operating profit", "approved"),
    ApprovedTerm("営業利益", "operating income", "forbidden"),
    ApprovedTerm("利益", "profit", "approved"),
    ApprovedTerm("営業キャッシュ・フロー", "operating cash flow", "approved"),
    ApprovedTerm("営業キャッシュ・フロー", "cash flows from operating activities", "approved"),
    ApprovedTerm("ロール", "role", "approved"),
    ApprovedTerm("シフト", "SHIFT", "approved", cased=True),
)
UNAPPROVED = Check(
    "term.unapproved",
    "warning",
    "The Japanese holds a term of the glossary, the English none of its approved terms.",
    _look_for_unapproved,
    must_flag=(
        Example("営業利益は増加しました。", "Operating income increased.", _PROFIT),
        Example("営業キャッシュ・フローは改善。", "Cash from operations improved.", _PROFIT),
        Example("シフトを進めます。", "We promote the shift.", _PROFIT),
    ),
    must_pass=(
        Example("営業利益は増加しました。", "Operating profits increased.", _PROFIT),
        Example("営業キャッシュ・フローは改善。", "Operating cashflows improved.", _PROFIT),
        Example("営業キャッシュ・フロー", "Cash Flows from the Operating Activities", _PROFIT),
        Example("費用をコントロールします。", "We control costs.", _PROFIT),
        Example("費用は増加しました。", "Expenses increased.", _PROFIT),
        Example("シフトを進めます。", "We promote SHIFT.", _PROFIT),
    ),
)
FORBIDDEN = Check(
    "term.forbidden",
    "error",
    "The English uses a term that the glossary forbids for this Japanese.",
    _look_for_forbidden,
    must_flag=(Example("営業利益は増加しました。", "Operating incomes increased.", _PROFIT),),
    must_pass=(
        Example("営業利益は増加しました。", "Operating profit increased.", _PROFIT),
        Example("営業収益は増加しました。", "Operating income increased.", _PROFIT),
    ),
)
TERM_CHECKS = (UNAPPROVED, FORBIDDEN)
