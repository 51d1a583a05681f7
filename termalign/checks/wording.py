"""term.inconsistent: one Japanese term, and now this approved English for it, now that.

Any approved synonym satisfies the glossary; a document that uses two of them without need makes its
reader look for a difference. Told once for each English that is not the usual one, as a note.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from termalign.checks.check import Check, Example, Remark
from termalign.checks.termbook import english_text, entries_of, find_english
from termalign.records import ApprovedTerm
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.checks.check import Span
    from termalign.checks.passage import Passage
    from termalign.checks.termbook import EnglishTerm, EnglishText, Entry

_LONGEST_ABBREVIATION = 6  # letters: EBITDA, SG&A


class _Use(NamedTuple):
    """An approved English term where its Japanese stands: which passage, and where in it."""

    row: int
    entry: Entry
    term: EnglishTerm
    ja: tuple[Span, ...]
    en: Span


def wording_remarks(passages: Sequence[Passage]) -> dict[int, list[Remark]]:
    """Return the remarks on wording that varies over the passages, by their rows."""
    uses: dict[str, list[_Use]] = defaultdict(list)
    for row, passage in enumerate(passages):
        for use in _uses(row, passage):
            uses[use.entry.ja].append(use)
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for of_entry in uses.values():
        for use, remark in _varied(of_entry):
            remarks[use.row].append(remark)
    return remarks


def _uses(row: int, passage: Passage) -> Iterator[_Use]:
    """Yield the approved terms a passage uses, of the compounds that have more than one.

    A single word (増加, 影響) is said as its sentence wants it. Running text only: headings and
    tables have labels of their own. A passage that has more wordings of a term than the term
    itself explains one by the other, and is passed over.
    """
    if not (passage.paired and passage.running and passage.certain and passage.terms):
        return
    hits = passage.terms.find(passage.ja)
    varying = {hit.entry.ja: hit.entry for hit in hits if _may_vary(hit.entry)}
    if not varying:
        return
    english = english_text(passage.en)
    taken = [
        (span, hit.entry.ja)
        for hit in hits
        for term in (*hit.longer, *hit.entry.approved)
        for span in find_english(term, english)
    ]
    for ja, entry in varying.items():
        places = tuple((hit.start, hit.end) for hit in hits if hit.entry.ja == ja)
        used = list(_used(entry, english, taken))
        if len({term.text for term, _ in used}) <= len(places):
            for term, span in used:
                yield _Use(row, entry, term, places, span)


def _may_vary(entry: Entry) -> bool:
    """Tell whether a term is a compound with several approved English terms."""
    return len(entry.approved) > 1 and len(tokenize(entry.ja)) > 1


def _used(
    entry: Entry, english: EnglishText, taken: Sequence[tuple[Span, str]]
) -> Iterator[tuple[EnglishTerm, Span]]:
    """Yield the approved terms that stand in the English, and not within a longer one."""
    for term in entry.approved:
        for span in find_english(term, english):
            inside = any(
                other != span and other[0] <= span[0] and span[1] <= other[1] for other, _ in taken
            )
            anothers = any(other == span and ja != entry.ja for other, ja in taken)
            if not inside and not anothers:
                yield term, span


def _varied(uses: Sequence[_Use]) -> Iterator[tuple[_Use, Remark]]:
    """Yield the first use of each wording that is not the usual one, with what is said of it."""
    entry = uses[0].entry
    counts = Counter(use.term.text for use in uses)
    # As often as another: the one the glossary prefers.
    usual = max((term.text for term in entry.approved), key=lambda en: counts[en])
    for english in dict.fromkeys(use.term.text for use in uses):
        if english == usual or _abbreviates(english, usual):
            continue
        first = next(use for use in uses if use.term.text == english)
        both = [f"“{en}” {_times(counts[en])}" for en in (english, usual)]
        names = entries_of(entry.approved)
        message = f"{entry.ja}: {', '.join(both)}; the glossary approves both{names}"
        yield first, Remark("note", message, usual, first.ja, (first.en,))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _abbreviates(one: str, other: str) -> bool:
    """Tell whether one of two terms is a lawful short form of the other.

    The words it begins or ends with (Sales for Net sales), or its letters (SG&A, ROE, YoY).
    """
    short, long = sorted((english_text(one).stems, english_text(other).stems), key=len)
    if short in (long[: len(short)], long[len(long) - len(short) :]):
        return True
    return any(
        len(text) <= _LONGEST_ABBREVIATION and sum(map(str.isupper, text)) > 1
        for text in (one, other)
    )


def _look(passage: Passage) -> Iterable[Remark]:
    return wording_remarks([passage]).get(0, ())


_CASH = (
    ApprovedTerm("営業キャッシュ・フロー", "operating cash flow", "approved"),
    ApprovedTerm("営業キャッシュ・フロー", "cash flows from operating activities", "approved"),
    ApprovedTerm("売上高", "net sales", "approved"),
    ApprovedTerm("売上高", "sales", "approved"),
    ApprovedTerm("販管費", "selling, general and administrative expenses", "approved"),
    ApprovedTerm("販管費", "SG&A", "approved"),
)
INCONSISTENT = Check(
    "term.inconsistent",
    "note",
    "A term has now one, now another of its approved English terms.",
    _look,
    must_flag=(
        Example(
            "営業キャッシュ・フローは増加しました。来期も営業キャッシュ・フローは堅調です。",
            "Operating cash flow rose. Cash flows from operating activities will stay firm.",
            _CASH,
        ),
    ),
    must_pass=(
        Example(
            "売上高は増加しました。国内の売上高も伸びました。",
            "Net sales rose. Domestic sales grew as well.",
            _CASH,
        ),
        Example(
            "販管費は増加しました。販管費の大半は人件費です。",
            "Selling, general and administrative expenses rose. Most of SG&A is personnel costs.",
            _CASH,
        ),
        Example(
            "営業キャッシュ・フローは増加しました。",
            "Cash flows from operating activities (operating cash flow) rose.",
            _CASH,
        ),
        Example("営業キャッシュ・フローは増加しました。", "Operating cash flows rose.", _CASH),
    ),
)
