"""A glossary entry as every file format carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from termalign.records import Status

if TYPE_CHECKING:
    from termalign.records import Language

STATUSES: tuple[Status, ...] = get_args(Status)
# A longer "term" is a sentence in the wrong file.
LONGEST_TERM = 1_000


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
    count: int = 0  # how often mined documents show the English terms; 0 from a file

    def terms(self, language: Language) -> tuple[str, ...]:
        """Return the terms of one language, the preferred one first."""
        return (self.ja, *self.ja_variants) if language == "ja" else (self.en, *self.en_variants)
