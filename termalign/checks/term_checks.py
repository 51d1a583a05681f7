"""The checks on terms: the glossary's English stands where its Japanese does, no forbidden one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.checks.termbook import (
    EnglishTerm,
    any_found,
    english_text,
    entries_of,
    find_english,
    find_unchanged,
    shortened,
)
from termalign.checks.wording import INCONSISTENT
from termalign.records import ApprovedTerm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.checks.termbook import EnglishText, Hit
    from termalign.records import Severity


def _look_for_unapproved(passage: Passage) -> Iterator[Remark]:
    if not passage.paired or not passage.terms:
        return
    english = english_text(passage.en)
    said = set()
    for hit in passage.terms.find(passage.ja):
        entry = hit.entry
        if not entry.usable or entry.ja in said or _satisfied(hit, passage.en, english):
            continue
        said.add(entry.ja)
        yield _missing(hit, passage, english)


def _satisfied(hit: Hit, text: str, english: EnglishText) -> bool:
    """Tell whether the English has any approved term, a name unchanged, or a longer known term."""
    return (
        any_found(hit.entry.approved, english)
        or any(find_unchanged(term, text) for term in hit.entry.untranslated)
        or any_found(hit.longer, english)
    )


def _missing(hit: Hit, passage: Passage, english: EnglishText) -> Remark:
    """Return what is said where none of an entry's English stands in the passage's English."""
    entry = hit.entry
    # Headings and tables abbreviate: Sales for net sales.
    lawful = not passage.running and any(shortened(term, english) for term in entry.approved)
    severity: Severity = "warning" if passage.certain and not lawful else "note"
    ja, where = ((hit.start, hit.end),), entries_of(entry.usable)
    if entry.approved:
        wanted = " or ".join(f"“{term.text}”" for term in entry.usable)
        message = f"{entry.ja}: the glossary has {wanted}{where}, which is not in the English"
        return Remark(severity, message, entry.approved[0].text, ja)
    name = entry.untranslated[0]
    altered = find_english(EnglishTerm(name.text), english)
    found = f"the English has “{passage.en[slice(*altered[0])]}”" if altered else "it is not there"
    message = f"{entry.ja}: the glossary keeps “{name.text}” as it is{where}; {found}"
    return Remark(severity, message, name.text, ja, tuple(altered))


def _look_for_forbidden(passage: Passage) -> Iterator[Remark]:
    if not passage.paired or not passage.terms:
        return
    english = english_text(passage.en)
    hits: dict[str, Hit] = {}
    for hit in passage.terms.find(passage.ja):
        hits.setdefault(hit.entry.ja, hit)
    # What is forbidden for one term may be right for another one beside it.
    usable = {term for hit in hits.values() for term in hit.entry.usable}
    right = [span for term in usable for span in find_english(term, english)]
    for hit in hits.values():
        entry = hit.entry
        for term in entry.forbidden:
            spans = find_english(term, english)
            wrong = tuple(span for span in spans if not _within(span, right))
            if wrong:
                message = f"{entry.ja}: the glossary forbids “{term.text}”{entries_of([term])}"
                hint = entry.usable[0].text if entry.usable else ""
                severity: Severity = "error" if passage.certain else "note"
                yield Remark(severity, message, hint, ((hit.start, hit.end),), wrong)


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a span lies within an approved term: "income" within "operating income"."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


_PROFIT = (
    ApprovedTerm("売上高", "net sales", "approved"),
    ApprovedTerm("収益", "net sales", "forbidden"),
    ApprovedTerm("情報技術", "IT", "approved"),
    ApprovedTerm("営業利益", "operating profit", "approved"),
    ApprovedTerm("営業利益", "operating income", "forbidden"),
    ApprovedTerm("利益", "profit", "approved"),
    ApprovedTerm("営業キャッシュ・フロー", "operating cash flow", "approved"),
    ApprovedTerm("営業キャッシュ・フロー", "cash flows from operating activities", "approved"),
    ApprovedTerm("ロール", "role", "approved"),
    ApprovedTerm("シフト", "SHIFT", "approved", cased=True),
    ApprovedTerm("みなもクラウド", "MinamoCloud", "do-not-translate"),
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
        Example("情報技術に投資。", "We invest in it.", _PROFIT),
        Example("みなもクラウドを発売。", "We launched Minamo Cloud.", _PROFIT),
        Example("みなもクラウドを発売。", "We launched Lakeside Cloud.", _PROFIT),
    ),
    must_pass=(
        Example("営業利益は増加しました。", "Operating profits increased.", _PROFIT),
        Example("営業キャッシュ・フローは改善。", "Operating cashflows improved.", _PROFIT),
        Example("営業キャッシュ・フロー", "Cash Flows from the Operating Activities", _PROFIT),
        Example("費用をコントロールします。", "We control costs.", _PROFIT),
        Example("費用は増加しました。", "Expenses increased.", _PROFIT),
        Example("シフトを進めます。", "We promote SHIFT.", _PROFIT),
        Example("営業利益率は改善しました。", "The operating margin improved.", _PROFIT),
        Example("みなもクラウドの契約数", "MinamoCloud's subscriptions", _PROFIT),
        Example("みなもクラウド", "MINAMOCLOUD", _PROFIT),
    ),
)
FORBIDDEN = Check(
    "term.forbidden",
    "error",
    "The English uses a term that the glossary forbids for this Japanese.",
    _look_for_forbidden,
    must_flag=(
        Example("営業利益は増加しました。", "Operating incomes increased.", _PROFIT),
        Example("収益は増加しました。", "Net sales increased.", _PROFIT),
    ),
    must_pass=(
        Example("営業利益は増加しました。", "Operating profit increased.", _PROFIT),
        Example("営業収益は増加しました。", "Operating income increased.", _PROFIT),
        Example("売上高と収益は増加。", "Net sales and revenue increased.", _PROFIT),
    ),
)
TERM_CHECKS = (UNAPPROVED, FORBIDDEN, INCONSISTENT)
