"""What a report says beside its findings: the files, what was compared, the rules, the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termalign.records import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as a report explains it: its code, the gravest it gives, its meaning, more of it."""

    code: str
    severity: Severity
    meaning: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote beside a finding in the sheet; "" for a cell that was left empty.

    `reply` is "fixed", "as is" or "ask client".
    """

    reply: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside the findings of one check.

    `ja_file` and `en_file` are paths as the user named them, the same one for a bilingual file.
    `counts` are the lines that say what was compared and what was not read. `answers` are those of
    an earlier sheet, by fingerprint. The first `reopened` findings were answered as fixed and are
    still there.
    """

    ja_file: str = ""
    en_file: str = ""
    counts: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    reopened: int = 0


NOTHING = About()
