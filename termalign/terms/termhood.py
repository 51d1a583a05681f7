"""How much of a term a pair is, whether or not it is right: what is worth an entry comes first.

The C-value of both sides (how often a term stands by itself, more for more words), times how
exclusively the two translate one another: "posting" is now 転記, now 投稿, "exchange rate provider"
is always the same.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from termalign.terms import generic

if TYPE_CHECKING:
    from termalign.terms.evidence import Proof
    from termalign.terms.material import Candidate, Material

OFTEN = 40  # times; a term that stands more often is no more of a term
MOST_WORDS = 3  # words that count
HALFWAY = 1.5  # a C-value of so much is worth a half
# What counts of a term that stands only in the same longer one: 無人茶摘 in 無人茶摘機.
NESTED = 0.3
# What is left of the C-value of
SINGLE = 0.85  # a word alone, unless it is known for a term: any dictionary has it
PHRASE = 0.6  # a phrase, beside a compound
CODE = 0.5  # a name of program code: CentralBankProviderFactory クラス
_SMALL = frozenset(("of", "for", "in", "on", "to", "with", "by", "from", "at"))
_JOINED = ("の", "された")
_CODE = re.compile(r"[a-z][A-Z][a-z0-9]*[a-z][A-Z]|[a-z]\.[A-Z]|_")


def termhood(material: Material, proof: Proof) -> float:
    """Return 0..1 how much the pair is worth an entry; 0 for words of every document."""
    ja, en = material.of((proof.ja, proof.en))
    if ja.key in generic.JAPANESE or en.key in generic.ENGLISH:
        return 0.0
    often = min(OFTEN, max(NESTED, min(_by_itself(ja), _by_itself(en))))
    value = math.log2(0.5 + min(proof.words, MOST_WORDS)) * math.log1p(often)
    if proof.words == 1 and not proof.entry:
        value *= SINGLE
    if not _SMALL.isdisjoint(en.key.split()) or any(word in ja.key for word in _JOINED):
        value *= PHRASE
    if _CODE.search(ja.spellings()[0]):
        value *= CODE
    # What is mostly said as a verb (検証する, to validate) makes a poor entry.
    value *= 1 - max(ja.acting(), en.acting())
    if not material.comparable:
        value *= _exclusively(ja, en, proof)
    return value / (value + HALFWAY)


def _by_itself(candidate: Candidate[Any]) -> float:
    """Return how many segments hold the term, less those of the longer one it is most often in."""
    return candidate.count * candidate.freedom()


def _exclusively(ja: Candidate[Any], en: Candidate[Any], proof: Proof) -> float:
    """Return 0..1 the chance that one is said by the other, in both directions, by Dice squared.

    Of documents that are no translations it would tell how much of them is.
    """
    return (2 * proof.aligned / (ja.count + en.count)) ** 2
