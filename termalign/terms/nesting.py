"""Boundaries: which candidates are pieces of longer terms, cut out by chance.

A piece hardly ever stands by itself, and the partner that it has is a longer one's: 無人茶摘 and
無人茶摘機 both have "unmanned tea picker", so the shorter one is no term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.terms.evidence import Proof
    from termalign.terms.material import Candidate, Material
    from termalign.terms.ranking import Match

OWN = 0.05  # a candidate that stands by itself in a smaller share of its places may be a piece
LESS_FULLY = 0.15  # the longer one's parts explain the partner less fully by no more than this
LESS_ALIGNED = 0.7  # and it is aligned with it at least so much of the shorter one's times


def whole_in_english(material: Material, proofs: Sequence[Proof]) -> list[Proof]:
    """Return the proofs, in order, whose English is no piece of what the Japanese has besides.

    Before the choice, so that it falls on the longer one. English seen once is left to the choice:
    there every word of a phrase stands in the same longer one.
    """
    groups: dict[int, list[Proof]] = {}
    for proof in proofs:
        groups.setdefault(proof.ja, []).append(proof)
    english = material.en.candidates
    return [
        proof
        for proof in proofs
        if _is_whole(proof)
        or english[proof.en].count == 1
        or not _is_piece(
            proof, english[proof.en], ((p, english[p.en]) for p in groups[proof.ja]), " "
        )
    ]


def whole_in_japanese(material: Material, matches: Sequence[Match]) -> list[Match]:
    """Return the matches, in order, whose Japanese is no piece of another's with the same English.

    After the choice, so that no piece turns to another English instead.
    """
    groups: dict[int, list[Proof]] = {}
    for match in matches:
        groups.setdefault(match.proof.en, []).append(match.proof)
    japanese = material.ja.candidates
    return [
        match
        for match in matches
        if _is_whole(match.proof)
        or not _is_piece(
            match.proof,
            japanese[match.proof.ja],
            ((p, japanese[p.ja]) for p in groups[match.proof.en]),
            "",
        )
    ]


def _is_whole(proof: Proof) -> bool:
    """Tell whether a pair is whole beyond doubt: known as it is, or two labels of one place."""
    return proof.entry or proof.placed > 0


def _is_piece(
    proof: Proof,
    candidate: Candidate[Any],
    rivals: Iterable[tuple[Proof, Candidate[Any]]],
    gap: str,
) -> bool:
    """Tell whether a candidate, of words with `gap` between, is a piece of one of its rivals."""
    key = f"{gap}{candidate.key}{gap}"
    return candidate.freedom() < OWN and any(
        len(rival.key) > len(candidate.key)
        and key in f"{gap}{rival.key}{gap}"
        and other.composed >= proof.composed - LESS_FULLY
        and other.aligned >= LESS_ALIGNED * proof.aligned
        for other, rival in rivals
    )
