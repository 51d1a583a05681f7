"""What is left of a check's findings, after earlier findings, answers and dismissals; in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.checks import Tally
    from termalign.records import Finding, Severity
    from termalign.report import Answer
    from termalign.report.dismissals import Dismissal
    from termalign.report.earlier import Earlier

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_SHOWN = 3  # stale dismissals that are named; the rest is counted


@dataclass(frozen=True, slots=True)
class Left:
    """The findings that are reported, and the lines that say why the others are not.

    The first `reopened` were answered as fixed. `new_dismissals` are the findings answered with
    “as is”, by fingerprint with the reason.
    """

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
    reopened: int = 0
    new_dismissals: Mapping[str, str] = field(default_factory=dict)


def answered_as_is(
    earlier: Earlier | None, findings: Sequence[Finding], known: Sequence[Dismissal]
) -> dict[str, str]:
    """Return the findings that a sheet answers with “as is” and nobody dismissed, with the reason.

    Only findings that are still there: the others need no dismissal.
    """
    if earlier is None or earlier.answers is None:
        return {}
    there = {finding.fingerprint for finding in findings}
    return {
        mark: answer.comment or f"as is, in {earlier.name}"
        for mark, answer in earlier.answers.items()
        if answer.reply == "as is"
        and mark in there
        and not any(mark.startswith(one.fingerprint) for one in known)
    }


def since(
    findings: Sequence[Finding], found: Sequence[Finding], earlier: Earlier
) -> tuple[tuple[Finding, ...], int, tuple[str, ...]]:
    """Return what is left of `findings` against an earlier check, how many reopened, and remarks.

    A findings file's are not repeated. A sheet's are, as long as nobody dismisses them: what was
    answered as fixed comes first. `found` is all that was found now, dismissed or not.
    """
    known = [one for one in findings if one.fingerprint in earlier.fingerprints]
    new = [one for one in findings if one.fingerprint not in earlier.fingerprints]
    gone = earlier.fingerprints - {one.fingerprint for one in found}
    counted = f"{len(known)} known from {earlier.name}, {len(new)} new, {len(gone)} gone"
    if earlier.answers is None:
        return tuple(new), 0, (counted,)
    reopened = [
        replace(one, message=f"answered as fixed, and still there: {one.message}")
        for one in known
        if _reply(earlier.answers, one) == "fixed"
    ]
    rest = [one for one in findings if _reply(earlier.answers, one) != "fixed"]
    asked = sum(_reply(earlier.answers, one) == "ask client" for one in known)
    said = [counted]
    if reopened:
        said.append(f"answered as fixed, and still there: {len(reopened)}; they come first")
    if asked:
        said.append(f"waiting for the client: {asked}")
    return (*reopened, *rest), len(reopened), tuple(said)


def _reply(answers: Mapping[str, Answer], finding: Finding) -> str:
    answer = answers.get(finding.fingerprint)
    return answer.reply if answer is not None else ""


def dismissal_remarks(
    dismissed: int, stale: Sequence[Dismissal], ambiguous: Sequence[Dismissal], file: str
) -> Iterator[str]:
    """Yield how many findings were left out, and which dismissals part nothing."""
    if dismissed:
        yield f"dismissed, in {file}: {counted(dismissed, 'finding')}"
    if stale:
        named = ", ".join(one.fingerprint for one in stale[:_SHOWN])
        more = f" and {len(stale) - _SHOWN} more" if len(stale) > _SHOWN else ""
        yield f"stale, in {file}: {counted(len(stale), 'dismissal')} of no finding: {named}{more}"
    for one in ambiguous:
        yield f"too short, in {file}: {one.fingerprint} begins several findings; none is dismissed"


def summary(findings: Sequence[Finding], counts: Sequence[str]) -> Iterator[str]:
    """Yield what was compared, as `counts` say, and what was found: nothing passes in silence."""
    yield from counts
    found = [sum(one.severity == severity for one in findings) for severity in SEVERITIES]
    words = zip(found, SEVERITIES, strict=True)
    yield "found: " + ", ".join(counted(count, severity) for count, severity in words)


def compared(tally: Tally) -> Iterator[str]:
    """Yield what was compared: texts, figures, pages."""
    alone = 0 in {tally.ja_pages, tally.en_pages} and tally.ja_pages != tally.en_pages
    paired = tally.beads - tally.ja_only - tally.en_only
    if alone:
        yield f"read: {counted(tally.beads, 'text')} of one language, nothing to compare with"
    else:
        yield (
            f"compared: {counted(paired, 'pair')} of texts, {tally.ja_only} only in Japanese, "
            f"{tally.en_only} only in English"
        )
    yield (
        f"figures: {tally.figures_matched} matched, {tally.figures_differing} differ, without a "
        f"partner {tally.ja_without_partner} Japanese, {tally.en_without_partner} English"
    )
    if tally.ja_pages or tally.en_pages:
        yield (
            f"pages read: {tally.ja_pages} Japanese, {tally.en_pages} English; without text: "
            f"{tally.ja_pages_without_text} Japanese, {tally.en_pages_without_text} English"
        )


def counted(count: int, noun: str) -> str:
    """Return "1 pair", "2 pairs"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
