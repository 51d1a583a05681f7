"""A glossary entry as every file format carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, get_args

from termalign.errors import InputError
from termalign.records import Status
from termalign.text import only_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termalign.exchange.flags import Flag
    from termalign.records import Evidence, Language

STATUSES: tuple[Status, ...] = get_args(Status)
# A longer "term" is a sentence in the wrong file.
LONGEST_TERM = 1_000
# Several terms in one cell: a|b; a sign that a term itself holds is written \\|.
_TERM_IN_CELL = re.compile(r"(?:\\.|[^|])+")
_NUMBER = re.compile("[0-9]{1,18}")  # what a glossary's number can be; others' ids are texts


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A Japanese term, its English, other spellings and synonyms of the same status, and notes.

    `status` is None where the file does not say; `id` is the concept's number in the glossary it
    was exported from.
    """

    ja: str
    en: str
    ja_variants: tuple[str, ...] = ()
    en_variants: tuple[str, ...] = ()
    status: Status | None = None
    pos: str = ""
    domain: str = ""
    source: str = ""
    note: str = ""
    id: int | None = None
    flags: frozenset[Flag] = frozenset()  # of its terms
    count: int = 0  # how often mined documents show the English terms; 0 from a file
    evidence: tuple[Evidence, ...] = ()  # where; only on request, and none from a file

    def terms(self, language: Language) -> tuple[str, ...]:
        """Return the terms of one language, the preferred one first."""
        return (self.ja, *self.ja_variants) if language == "ja" else (self.en, *self.en_variants)

    def pairs(self, source: Language) -> Iterator[tuple[str, str]]:
        """Give each term of the language `source` with each of the other one's."""
        target: Language = "en" if source == "ja" else "ja"
        return product(self.terms(source), self.terms(target))


def joined_terms(terms: Iterable[str]) -> str:
    """Return several terms as one cell, which `split_terms` takes apart again."""
    return "|".join(term.replace("\\", "\\\\").replace("|", "\\|") for term in terms)


def split_terms(cell: str) -> tuple[str, ...]:
    """Return the terms in a cell, empty ones not."""
    parts = (re.sub(r"\\(.)", r"\1", part).strip() for part in _TERM_IN_CELL.findall(cell))
    return tuple(part for part in parts if part)


def number_of(text: str) -> int | None:
    """Return an entry's number as it stands in a file; None where it is another program's id."""
    return int(text) if _NUMBER.fullmatch(text.strip()) else None


def refuse_bad_terms(row: GlossaryRow, where: str) -> GlossaryRow:
    """Return the row.

    Raises InputError where a language has no term or a text instead of one, and where the English
    is Japanese, unless it is a name that stays as it is.
    """
    for name, terms in (("Japanese", row.terms("ja")), ("English", row.terms("en"))):
        if not terms[0]:
            raise InputError(f"the {name} is empty", where, "fill it in, or take the row out")
        if any(len(term) > LONGEST_TERM for term in terms):
            raise InputError(
                f"the {name} is longer than {LONGEST_TERM:,} characters, no term",
                where,
                "give a file of terms, not of texts",
            )
    for term in row.terms("en"):
        if only_japanese(term) and term not in row.terms("ja") and row.status != "do-not-translate":
            raise InputError(
                f"the English “{term}” is Japanese", where, "swap the two, or give the English"
            )
    return row
