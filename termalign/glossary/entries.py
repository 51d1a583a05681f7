"""What a glossary holds, as frozen records: concepts with their terms, and their changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termalign.records import Evidence, Language, Status

# What decides on a Japanese term. A reference is nobody's decision, a rejection its pair's only.
DECIDED: frozenset[Status] = frozenset({"approved", "do-not-translate", "forbidden"})
# A translator is offered the first of these first.
PREFERENCE: tuple[Status, ...] = (
    "approved",
    "do-not-translate",
    "reference",
    "proposed",
    "forbidden",
    "rejected",
)


def place_of(status: Status, rank: int, number: int) -> tuple[int, int, int]:
    """Return what orders the terms of a language in their concept: the preferred one is least."""
    return PREFERENCE.index(status), rank, number


@dataclass(frozen=True, slots=True)
class Term:
    """One spelling in one language; `count` and `score` are from mining, 0 where it saw none.

    In texts a cased term counts only in this case, an exact one only uninflected.
    """

    id: int
    language: Language
    text: str
    status: Status
    count: int = 0
    score: float = 0.0
    cased: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What the terms of both languages mean; in each language the preferred term comes first."""

    id: int
    ja: tuple[Term, ...]
    en: tuple[Term, ...]
    domain: str
    pos: str
    note: str
    source: str

    @property
    def status(self) -> Status:
        """The status of the preferred pair."""
        return self.en[0].status


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where an English term was seen for the Japanese."""

    en: str
    evidence: Evidence
    confidential_until: str = ""  # a day such as 2026-05-12, that day included


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: `concept` is None where the command touched no single one."""

    command: int
    at: str  # 2024-05-10T08:15:00+00:00
    who: str
    what: str
    concept: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries a command added, changed, and found as they already were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0  # proposals that were rejected before
