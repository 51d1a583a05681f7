"""What several glossaries have decided on together: the first that has decided speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.glossary.entries import DECIDED
from termalign.glossary.pen import key_of
from termalign.glossary.runs import end_signs
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.records import ApprovedTerm


def combined(glossaries: Iterable[Sequence[ApprovedTerm]]) -> Iterator[ApprovedTerm]:
    """Yield the terms of each glossary that none before it has settled.

    Settled is a Japanese term, in any spelling, for which a pair is approved, forbidden or not to
    be translated; and a pair that is rejected. One that is cased settles what is spelt like it.
    """
    settled: set[tuple[str, ...]] = set()
    rejected: set[tuple[str, ...]] = set()
    for terms in glossaries:
        for term in terms:
            silenced = {_key(term.ja), _key(term.ja, cased=term.ja_cased)} & settled
            if not silenced and (*_key(term.ja), key_of(term.en)) not in rejected:
                yield term
        settled |= {_key(term.ja, cased=term.ja_cased) for term in terms if term.status in DECIDED}
        rejected |= {
            (*_key(term.ja), key_of(term.en)) for term in terms if term.status == "rejected"
        }


def _key(ja: str, *, cased: bool = False) -> tuple[str, ...]:
    """Return under which key the spellings of a Japanese term are one; C and C++ are two."""
    return (key_of(ja), *end_signs(ja), *([fold_width(ja)] if cased else []))
