"""Findings that somebody looked at and let stand: by content, with who, when and why.

They are kept in a file of JSON Lines beside the settings, so that draft 3 does not repeat what was
settled in draft 2, and a colleague sees why.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from termalign.errors import InputError, UsageError
from termalign.output import replacing
from termalign.report.marking import SHORTEST_FINGERPRINT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from termalign.records import Finding

FILE_NAME = "termalign.dismissed.jsonl"
_FINGERPRINT = re.compile(f"[0-9a-f]{{{SHORTEST_FINGERPRINT},64}}")


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One decision; `fingerprint` may be a finding's beginning, of eight digits or more."""

    fingerprint: str
    why: str
    who: str
    when: str  # ISO 8601


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings parted by the dismissals, and the dismissals that part nothing.

    `stale` name a finding that no longer occurs; `ambiguous` ones are too short: the beginning of
    several findings, of which none is dismissed.
    """

    left: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    stale: tuple[Dismissal, ...]
    ambiguous: tuple[Dismissal, ...]


def sift(findings: Sequence[Finding], dismissals: Sequence[Dismissal]) -> Sifted:
    """Part `findings` into those that are left and those that were dismissed, each in order."""
    marks = {finding.fingerprint for finding in findings if finding.fingerprint}
    meant = {one: {m for m in marks if m.startswith(one.fingerprint)} for one in dismissals}
    settled = {next(iter(found)) for found in meant.values() if len(found) == 1}
    return Sifted(
        tuple(finding for finding in findings if finding.fingerprint not in settled),
        tuple(finding for finding in findings if finding.fingerprint in settled),
        tuple(one for one, found in meant.items() if not found),
        tuple(one for one, found in meant.items() if len(found) > 1),
    )


def fingerprint_of(word: str) -> str:
    """Return a fingerprint, or its beginning, as somebody typed or copied it.

    Raises UsageError for what is none, or is too short.
    """
    text = word.strip().strip("[]").lower()
    if not _FINGERPRINT.fullmatch(text):
        raise UsageError(
            f"“{word}” is no fingerprint",
            hint=f"copy it from the report: {SHORTEST_FINGERPRINT} or more of 0-9 and a-f",
        )
    return text


def read_dismissals(path: Path) -> tuple[Dismissal, ...]:
    """Return the dismissals in `path`, in order; none where there is no such file.

    Raises InputError for a line that is none.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"could not be read ({reason})", str(path)) from error
    return tuple(
        _dismissal(line, f"{path}:{number}")
        for number, line in enumerate(content.splitlines(), start=1)
        if line.strip()
    )


def _dismissal(line: bytes, where: str) -> Dismissal:
    try:
        record = json.loads(line.decode("utf-8-sig"))
        values = {key: record[key] for key in ("fingerprint", "why", "who", "when")}
        texts = all(isinstance(value, str) for value in values.values())
    except (ValueError, KeyError, TypeError) as error:  # no UTF-8, no JSON, no record, a key short
        raise _no_dismissal(where) from error
    if not texts or not _FINGERPRINT.fullmatch(values["fingerprint"]):
        raise _no_dismissal(where)
    return Dismissal(**values)


def _no_dismissal(where: str) -> InputError:
    return InputError("is no dismissal", where, "mend the line or take it out")


def write_dismissals(path: Path, dismissals: Sequence[Dismissal]) -> None:
    """Write the dismissals to `path`, a line each; raises OutputError where that cannot be."""
    with replacing(path) as stream:
        for one in dismissals:
            line = json.dumps(asdict(one), ensure_ascii=False) + "\n"
            # A reason typed on a console of another encoding may hold a lone surrogate.
            stream.write(line.encode("utf-8", "replace"))


def added(known: Sequence[Dismissal], new: Sequence[Dismissal]) -> tuple[Dismissal, ...]:
    """Return `known` with `new` after them; a fingerprint dismissed again has the new reason."""
    again = {one.fingerprint for one in new}
    return (*(one for one in known if one.fingerprint not in again), *new)


def without(known: Sequence[Dismissal], beginnings: Sequence[str]) -> tuple[Dismissal, ...]:
    """Return `known` without those that `beginnings` name, one each.

    Raises UsageError for a beginning of none of them, or of several.
    """
    left = list(known)
    for beginning in beginnings:
        meant = [one for one in left if one.fingerprint.startswith(beginning)]
        meant = meant or [one for one in left if beginning.startswith(one.fingerprint)]
        if len(meant) != 1:
            what = "begins several dismissals" if meant else "is not dismissed"
            raise UsageError(f"{beginning} {what}", hint="termalign dismiss --list shows what is")
        left.remove(meant[0])
    return tuple(left)
