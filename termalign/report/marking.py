"""A finding's text cut at its marks, and the shortest fingerprints that tell findings apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import Finding, Side

SHORTEST_FINGERPRINT = 8  # of 16 digits: enough to tell a report's findings apart, quick to type


class Piece(NamedTuple):
    """A run of a text that is marked, or not."""

    text: str
    marked: bool


def pieces(side: Side) -> list[Piece]:
    """Return the side's text in pieces, in order and none empty; joined they are the text."""
    found: list[Piece] = []
    at = 0
    for start, end in sorted(side.spans):
        begin, stop = max(start, at), min(end, len(side.text))
        if begin >= stop:  # within a mark that stands already, or an empty one
            continue
        if begin > at:
            found.append(Piece(side.text[at:begin], marked=False))
        if found and begin == at and found[-1].marked:  # one mark goes on in another
            found[-1] = Piece(found[-1].text + side.text[begin:stop], marked=True)
        else:
            found.append(Piece(side.text[begin:stop], marked=True))
        at = stop
    if at < len(side.text):
        found.append(Piece(side.text[at:], marked=False))
    return found


def shortened(findings: Iterable[Finding]) -> dict[str, str]:
    """Return each fingerprint's beginning, long enough to tell all of them apart."""
    marks = sorted({finding.fingerprint for finding in findings} - {""})
    return {
        mark: mark[: max(SHORTEST_FINGERPRINT, *_shared(marks, place))]
        for place, mark in enumerate(marks)
    }


def _shared(marks: Sequence[str], place: int) -> list[int]:
    """Return how many digits tell a mark from its neighbours in order: the most alike to it."""
    lengths = [0, 0]
    for other in (place - 1, place + 1):
        if 0 <= other < len(marks):
            pairs = zip(marks[place], marks[other], strict=False)
            same = next((at for at, (a, b) in enumerate(pairs) if a != b), len(marks[place]))
            lengths.append(same + 1)
    return lengths
