"""Dismissals: by content, by a beginning that is one finding's alone, written and read back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from termalign.errors import InputError, UsageError
from termalign.report.dismissals import (
    Dismissal,
    added,
    fingerprint_of,
    read_dismissals,
    sift,
    without,
    write_dismissals,
)
from termalign.report.marking import pieces, shortened

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Finding


def dismissal(fingerprint: str, why: str = "as the client wants it") -> Dismissal:
    return Dismissal(fingerprint, why, "kumohashi", "2026-11-20T09:00:00+00:00")


@pytest.mark.parametrize(
    ("beginnings", "left", "stale", "ambiguous"),
    [
        ([], 3, [], []),
        (["0123456789abcdef"], 2, [], []),
        (["012345678"], 2, [], []),
        (["01234567"], 3, [], ["01234567"]),  # begins two findings: neither is dismissed
        (["ffff4567", "0123456799abcdef"], 1, [], []),
        (["eeeeeeee"], 3, ["eeeeeeee"], []),
    ],
)
def test_findings_are_parted(
    findings: list[Finding],
    beginnings: list[str],
    left: int,
    stale: list[str],
    ambiguous: list[str],
):
    sifted = sift(findings, [dismissal(one) for one in beginnings])
    assert len(sifted.left) == left
    assert len(sifted.left) + len(sifted.dismissed) == len(findings)
    assert [one.fingerprint for one in sifted.stale] == stale
    assert [one.fingerprint for one in sifted.ambiguous] == ambiguous


def test_the_same_finding_twice_is_dismissed_twice(findings: list[Finding]):
    again = replace(findings[0], row=99)
    sifted = sift([*findings, again], [dismissal("012345678")])
    assert sifted.dismissed == (findings[0], again)


def test_written_and_read_back(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    kept = (dismissal("0123456789abcdef", "指定の表記"), dismissal("ffff4567", 'a "b"\n\tc'))
    write_dismissals(path, kept)
    assert read_dismissals(path) == kept
    assert path.read_bytes().count(b"\n") == 2
    assert read_dismissals(tmp_path / "none.jsonl") == ()


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[]",
        b'{"fingerprint": "0123456789abcdef"}',
        b'{"fingerprint": "xyz", "why": "", "who": "", "when": ""}',
        b'{"fingerprint": "01234567", "why": 1, "who": "", "when": ""}',
        b"\xff",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: bytes):
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"\n" + line + b"\n")
    with pytest.raises(InputError, match=r"d\.jsonl:2: is no dismissal"):
        read_dismissals(path)


def test_dismissed_again_the_new_reason_counts():
    known = (dismissal("01234567"), dismissal("ffff4567"))
    assert added(known, [dismissal("01234567", "new")]) == (
        known[1],
        dismissal("01234567", "new"),
    )


def test_undone_by_a_beginning():
    known = (dismissal("0123456789abcdef"), dismissal("ffff4567"))
    assert without(known, ["01234567"]) == known[1:]
    assert without(known, ["ffff456789abcdef"]) == known[:1]  # dismissed by its beginning
    with pytest.raises(UsageError, match="is not dismissed"):
        without(known, ["eeeeeeee"])
    with pytest.raises(UsageError, match="begins several dismissals"):
        without((*known, dismissal("01234567ffffffff")), ["01234567"])


@pytest.mark.parametrize(
    ("word", "read"),
    [("[8B0DD238]", "8b0dd238"), (" 0123456789abcdef ", "0123456789abcdef")],
)
def test_a_fingerprint_as_somebody_copies_it(word: str, read: str):
    assert fingerprint_of(word) == read


@pytest.mark.parametrize("word", ["", "0123456", "0123456g", "figure.scale"])
def test_what_is_no_fingerprint(word: str):
    with pytest.raises(UsageError, match="is no fingerprint"):
        fingerprint_of(word)


def test_fingerprints_are_as_long_as_tells_them_apart(findings: list[Finding]):
    assert shortened(findings) == {
        "0123456789abcdef": "012345678",
        "0123456799abcdef": "012345679",
        "ffff456789abcdef": "ffff4567",
    }
    assert shortened([replace(findings[0], fingerprint="")]) == {}


def test_pieces_make_up_the_text(findings: list[Finding]):
    for finding in findings:
        for side in (finding.ja, finding.en):
            if side is not None:
                found = pieces(side)
                assert "".join(piece.text for piece in found) == side.text
                assert all(piece.text for piece in found)
