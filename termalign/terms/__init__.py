"""Term pairs from aligned documents: candidates on both sides, evidence, and a ranked list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.records import Evidence, TermPair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Alignment, ApprovedTerm
    from termalign.terms.material import Material
    from termalign.terms.ranking import Match

MOST_EVIDENCE = 3
MOST_VARIANTS = 6


def mine(
    alignments: Sequence[Alignment], lexicon: Lexicon, known: Sequence[ApprovedTerm] = ()
) -> list[TermPair]:
    """Return the term pairs found, best first; pairs of `known` are left out.

    A document that stands in several alignments is counted once.
    """
    from termalign.terms.english import english_key
    from termalign.terms.japanese import japanese_key
    from termalign.terms.entries import load_entries
    from termalign.terms.evidence import prove
    from termalign.terms.links import Links, read_words
    from termalign.terms.material import gather
    from termalign.terms.ranking import compete

    entries = load_entries(known)
    material = gather(alignments, lexicon, entries)
    words = {word.surface for text in material.en.texts for word in text.words if word.stem}
    links = Links(lexicon, entries, read_words(sorted(words)))
    proofs = prove(material, links, entries)
    left_out = {(japanese_key(term.ja), english_key(term.en)) for term in known}
    return [
        _pair(material, match)
        for match in compete(material, proofs)
        if (material.ja.candidates[match.proof.ja].key, material.en.candidates[match.proof.en].key)
        not in left_out
    ]


def _pair(material: Material, match: Match) -> TermPair:
    ja = material.ja.candidates[match.proof.ja]
    en = material.en.candidates[match.proof.en]
    others = [material.en.candidates[p.en] for p in match.others[:MOST_VARIANTS]]
    return TermPair(
        ja.spellings()[0],
        en.spellings()[0],
        round(match.score, 4),
        match.proof.together,
        tuple(ja.spellings()[1:MOST_VARIANTS]),
        (
            *en.spellings()[1:MOST_VARIANTS],
            *(o.spellings()[0] for o in others),
        ),
        _evidence(material, match),
    )


def _evidence(material: Material, match: Match) -> tuple[Evidence, ...]:
    """Return beads that hold both terms, the surest first; else where each stands."""
    ja = material.ja.candidates[match.proof.ja]
    en = material.en.candidates[match.proof.en]
    ja_at, en_at = set(ja.segments), set(en.segments)
    beads = [
        (strand.score, i, j)
        for strand in material.strands_of(ja.segments)
        for i in strand.ja
        if i in ja_at
        for j in strand.en
        if j in en_at
    ]
    places = sorted(beads, key=lambda bead: (-bead[0], bead[1], bead[2]))[:MOST_EVIDENCE]
    if not places:
        places = [(0.0, ja.segments[0], en.segments[0])]
    return tuple(
        Evidence(
            material.ja.segments[i].text,
            material.en.segments[j].text,
            str(material.ja.segments[i].place),
            str(material.en.segments[j].place),
            " | ".join(dict.fromkeys((material.ja.sources[i], material.en.sources[j]))),
        )
        for _, i, j in places
    )
