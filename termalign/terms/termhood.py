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

# All of these were set by reading the first hundreds of the lists of business software (3,600
# lines side by side, and 300), of results decks with another quarter's, and of corpora/. SHARPNESS,
# UNSEEN, SINGLE and the weight of verbs were picked among some twenty settings by the share of
# right pairs among the first 1,000 of those 3,600 lines, so that this share is a little flattered.
OFTEN = 40  # times; a term that stands more often is no more of a term
MOST_WORDS = 3  # words that count
HALFWAY = 1.5  # a C-value of so much is worth a half
# What counts of a term that stands only in the same longer one: 無人茶摘 in 無人茶摘機.
NESTED = 0.3
# How exclusively two terms translate one another counts so sharply: what is said in two ways half
# of the time keeps an eighth. What was seen once may yet be said in another way.
SHARPNESS = 3
UNSEEN = 0.5  # segments
# What is left of the C-value of
SINGLE = 0.85  # a word alone, unless it is known for a term: any dictionary has it
COMMON = 0.7  # a common word: 顧客, システム
PHRASE = 0.6  # a phrase, beside a compound
LOOSE = 0.4  # a phrase with a word of every document in it: 特定の日付
CODE = 0.3  # a name of program code: CentralBankProviderFactory クラス
_SMALL = frozenset(("of", "for", "in", "on", "to", "with", "by", "from", "at"))
_JOINED = re.compile("された|の")
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
    if ja.key in generic.COMMON:
        value *= COMMON
    parts = _JOINED.split(ja.key)
    if not generic.JAPANESE.isdisjoint(parts):
        value *= LOOSE
    elif len(parts) > 1 or not _SMALL.isdisjoint(en.key.split()):
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
    """Return 0..1 how exclusively each is said by the other: their Dice coefficient, sharpened.

    Of documents that are no translations it would tell how much of them is.
    """
    return (2 * proof.aligned / (ja.count + en.count + UNSEEN)) ** SHARPNESS
