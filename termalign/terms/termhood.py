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
# lines side by side, and 300), of results decks with another quarter's, and of corpora/. The weight
# of verbs, SHARPNESS, ALONE_SHARPNESS, UNSEEN and SINGLE were picked among some forty settings by
# the share of right pairs among the first 500 to 1,500 of those 3,600 lines (mean .93 with one
# sharpness for all, .96 with two), so that this share is a little flattered.
OFTEN = 40  # times; a term that stands more often is no more of a term
MOST_WORDS = 3  # words that count
HALFWAY = 1.5  # a C-value of so much is worth a half
# What counts of a term that stands only in the same longer one: 無人茶摘 in 無人茶摘機.
NESTED = 0.3
# How exclusively two terms translate one another counts so sharply: what is said in two ways half
# of the time keeps an eighth. A word alone means more than one thing more often (業績 is "results"
# here, "performance" there). What was seen once may yet be said in another way.
SHARPNESS = 3
ALONE_SHARPNESS = 5
UNSEEN = 0.5  # segments
# What is left of the C-value of
SINGLE = 0.85  # a word alone, unless it is known for a term: any dictionary has it
COMMON = 0.5  # a common word: 顧客, システム
TITLE = 0.6  # a phrase, beside a compound, that stands as a title or as the label of a row
PHRASE = 0.35  # one of running text
LOOSE = 0.2  # a phrase with a word of every document in it: 特定の日付
CODE = 0.1  # a name of program code: CentralBankProviderFactory クラス
_SMALL = frozenset(("of", "for", "in", "on", "to", "with", "by", "from", "at"))
_JOINED = re.compile("された|の")
_LATIN = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"[a-z][A-Z][a-z0-9]*[a-z][A-Z]|[a-z]\.[A-Z]|_")


def termhood(material: Material, proof: Proof) -> float:
    """Return 0..1 how much the pair is worth an entry; 0 for words of every document."""
    ja, en = material.of((proof.ja, proof.en))
    if ja.key in generic.JAPANESE or en.key in generic.ENGLISH:
        return 0.0
    often = min(OFTEN, max(NESTED, min(_by_itself(ja), _by_itself(en))))
    value = math.log2(0.5 + _words_that_count(ja, en, proof, often)) * math.log1p(often)
    value *= _kind(ja, en, proof)
    # What is mostly said as a verb (検証する, to validate) makes a poor entry.
    value *= 1 - max(ja.acting(), en.acting())
    if not material.comparable:
        value *= _exclusively(ja, en, proof)
    return value / (value + HALFWAY)


def _words_that_count(ja: Candidate[Any], en: Candidate[Any], proof: Proof, often: float) -> float:
    """Return the words that make a term of a pair, 1 to MOST_WORDS.

    Latin letters that stand on both sides say themselves: SharePoint サイト is worth what サイト
    is. Three words that stand together once may do so by chance.
    """
    latin = len({*_LATIN.findall(ja.key)} & {*_LATIN.findall(en.key)})
    return min(max(1, proof.words - latin), MOST_WORDS, 1 + max(1.0, often))


def _kind(ja: Candidate[Any], en: Candidate[Any], proof: Proof) -> float:
    """Return what is left of the C-value of a pair by what kind of words it is."""
    kind = 1.0
    if proof.words == 1 and not proof.entry:
        kind *= SINGLE
    if ja.key in generic.COMMON:
        kind *= COMMON
    parts = _JOINED.split(ja.key)
    if not generic.JAPANESE.isdisjoint(parts):
        kind *= LOOSE
    elif len(parts) > 1 or not _SMALL.isdisjoint(en.key.split()):
        kind *= TITLE if any((ja.alone, ja.labels, en.alone, en.labels)) else PHRASE
    if any(_CODE.search(side.spellings()[0]) for side in (ja, en)):
        kind *= CODE
    return kind


def _by_itself(candidate: Candidate[Any]) -> float:
    """Return how many segments hold the term, less those of the longer one it is most often in."""
    return candidate.count * candidate.freedom()


def _exclusively(ja: Candidate[Any], en: Candidate[Any], proof: Proof) -> float:
    """Return 0..1 how exclusively each is said by the other: their Dice coefficient, sharpened.

    Of documents that are no translations it would tell how much of them is.
    """
    sharpness = ALONE_SHARPNESS if proof.words == 1 else SHARPNESS
    return float((2 * proof.aligned / (ja.count + en.count + UNSEEN)) ** sharpness)
