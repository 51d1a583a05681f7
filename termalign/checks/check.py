"""What a check is: a value with a name, a severity, a function, and examples that hold it to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termalign.checks.passage import Passage
    from termalign.records import ApprovedTerm, Severity
    from termalign.settings import Profile

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says about a passage; `Finding` adds the places and the fingerprint.

    `ja_spans` and `en_spans` are None for a side the remark does not concern.
    """

    severity: Severity
    message: str
    hint: str = ""
    ja_spans: tuple[Span, ...] | None = ()
    en_spans: tuple[Span, ...] | None = ()


class Said(Protocol):
    """Words of one of the texts: what they are, and where they stand."""

    @property
    def start(self) -> int:
        """Where they begin."""

    @property
    def end(self) -> int:
        """Where they end."""


def contradiction(said: Said, named: Said, reason: str, hint: str = "") -> Remark:
    """Return the error that Japanese words and English words contradict one another."""
    return Remark("error", reason, hint, ((said.start, said.end),), ((named.start, named.end),))


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of texts that a check must flag, or must let pass; "" for a side there is none of."""

    ja: str
    en: str
    terms: tuple[ApprovedTerm, ...] = ()
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at in every passage.

    `severity` is the gravest it gives. `one_language` tells that it has something to say about a
    text without its translation too.
    """

    code: str
    severity: Severity
    meaning: str
    look: Callable[[Passage], Iterable[Remark]]
    must_flag: tuple[Example, ...]
    must_pass: tuple[Example, ...]
    one_language: bool = False
