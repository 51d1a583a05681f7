"""Alignments in, a ranked list of term pairs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.records import Evidence, TermPair
from termalign.terms.definitions import spelled_out
from termalign.terms.english import english_key
from termalign.terms.entries import TRUSTED, load_entries
from termalign.terms.evidence import prove
from termalign.terms.japanese import japanese_key
from termalign.terms.links import Links, read_words
from termalign.terms.material import gather
from termalign.terms.nesting import whole_in_english, whole_in_japanese
from termalign.terms.ranking import compete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Alignment, ApprovedTerm
    from termalign.terms.entries import Entries
    from termalign.terms.evidence import Proof
    from termalign.terms.material import Material
    from termalign.terms.ranking import Match

MOST_EVIDENCE = 3  # places shown for a pair
MOST_VARIANTS = 6  # other spellings and other English, each


def mine(
    alignments: Sequence[Alignment], lexicon: Lexicon, known: Sequence[ApprovedTerm] = ()
) -> list[TermPair]:
    """Return the term pairs found, best first; empty where there are none.

    A document that stands in several alignments is counted once. Pairs in `known` are left out:
    approved ones are believed all the same, so that 売上収益 = revenue takes "revenue" from 売上;
    rejected and forbidden ones leave their places to the next best.
    """
    entries = load_entries(known)
    material = gather(alignments, lexicon, entries)
    decided = {
        (japanese_key(term.ja), english_key(term.en))
        for term in known
        if term.status != "reference"  # a public list's, which nobody here has decided on
    }
    refused = _refused(known)
    proofs = [
        proof
        for proof in prove(material, _links(material, lexicon, entries), entries)
        if not _is_refused(*_keys(material, proof), refused)
    ]
    matches = compete(material, whole_in_english(material, proofs))
    return [
        _pair(material, match)
        for match in whole_in_japanese(material, matches)
        if _keys(material, match.proof) not in decided
    ]


def _refused(known: Sequence[ApprovedTerm]) -> dict[str, list[str]]:
    """Return what English a Japanese term must not have, by their keys."""
    refused: dict[str, list[str]] = {}
    for term in known:
        if term.status not in TRUSTED:
            refused.setdefault(japanese_key(term.ja), []).append(english_key(term.en))
    return refused


def _is_refused(ja: str, en: str, refused: dict[str, list[str]]) -> bool:
    """Tell whether a pair was refused, or is one that was, with words more or less."""
    return any(
        f" {en} " in f" {other} " or f" {other} " in f" {en} " for other in refused.get(ja, ())
    )


def _links(material: Material, lexicon: Lexicon, entries: Entries) -> Links:
    words = {word.surface for text in material.en.texts for word in text.words if word.stem}
    texts = [text.text for text in material.en.texts]
    texts += [text.text for text in material.ja.texts]
    spelled = spelled_out(texts, (c.spellings()[0] for c in material.en.candidates))
    return Links(lexicon, entries, read_words(sorted(words)), spelled=spelled)


def _keys(material: Material, proof: Proof) -> tuple[str, str]:
    return material.ja.candidates[proof.ja].key, material.en.candidates[proof.en].key


def _pair(material: Material, match: Match) -> TermPair:
    ja, *ja_others = material.ja.candidates[match.proof.ja].spellings()
    en, *en_others = material.en.candidates[match.proof.en].spellings()
    others = [material.en.candidates[p.en].spellings()[0] for p in match.others]
    return TermPair(
        ja,
        en,
        match.score,
        match.proof.together,
        tuple(ja_others[:MOST_VARIANTS]),
        (*en_others[:MOST_VARIANTS], *others[:MOST_VARIANTS]),
        _evidence(material, match),
    )


def _evidence(material: Material, match: Match) -> tuple[Evidence, ...]:
    """Return beads that hold both terms, the surest first; without any, where the labels stand.

    Those of the same place, if they have one; else where each was seen first.
    """
    ja = material.ja.candidates[match.proof.ja].segments
    en = material.en.candidates[match.proof.en].segments
    en_places = set(en)
    beads = [
        (-strand.score, i, j)
        for i in ja
        for strand in material.strands_of(i)
        for j in strand.en
        if j in en_places
    ]
    places = sorted(beads)[:MOST_EVIDENCE] or [(0.0, *(match.proof.rows or (ja[0], en[0])))]
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
