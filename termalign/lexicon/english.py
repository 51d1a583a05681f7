"""English words as the lexicon counts them: lower case, accents off, irregular forms, stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = re.compile(r"[A-Za-z]+\d[A-Za-z\d]*|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+[A-Za-z]+")  # B2B, 5G

# Words that say nothing about what a sentence is about. They pair with particles at best.
STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can cannot could did do does doing down during each either
    etc even ever few for from further had has have having he her here hers herself him himself
    his how however i if in into is it its itself just may me might mine more most much must my
    myself neither no nor not now of off on once one only onto or other our ours ourselves out
    over own per same shall she should since so some such than that the their theirs them
    themselves then there therefore these they this those though through thus to too toward
    towards under until up upon us very was we were what when where whether which while who whom
    whose why will with within without would yet you your yours yourself yourselves s t ll re ve
    d m""".split()  # noqa: SIM905  a table of words is read as text
)

# form: base, where no suffix rule leads there.
_IRREGULAR_TEXT = """ate eat arose arise arisen arise awoke awake became become began begin begun
begin bent bend bit bite bitten bite bled bleed blew blow blown blow bore bear borne bear bought
buy bound bind bred breed broke break broken break brought bring built build burnt burn came come
caught catch chose choose chosen choose clung cling crept creep dealt deal drank drink drawn draw
drew draw driven drive drove drive drunk drink dug dig eaten eat fallen fall fed feed fell fall
felt feel fled flee flew fly flown fly forbade forbid forbidden forbid forgave forgive forgot
forget forgotten forget fought fight found find froze freeze frozen freeze gave give given give
gone go got get gotten get grew grow grown grow heard hear held hold hid hide hidden hide hung
hang kept keep knew know known know laid lay led lead left leave lent lend lost lose made make
meant mean men man met meet overcame overcome overtook overtake paid pay ran run rang ring ridden
ride risen rise rode ride rose rise said say sang sing sank sink sat sit saw see seen see sent
send shaken shake shone shine shook shake shot shoot shown show slept sleep slid slide sold sell
sought seek spent spend spoke speak spoken speak sprang spring spun spin stolen steal stole steal
stood stand strove strive struck strike stuck stick sung sing sunk sink swam swim swept sweep
swore swear sworn swear taken take taught teach thought think threw throw thrown throw told tell
took take torn tear tore tear undertook undertake undertaken undertake understood understand
undergone undergo underwent undergo went go withdrawn withdraw withdrew withdraw woke wake won win
wore wear worn wear woven weave written write wrote write children child women woman feet foot
teeth tooth mice mouse people person better good best good worse bad worst bad indices index
criteria criterion analyses analysis bases basis lives life wives wife leaves leaf halves half
growth grow loss lose sale sell sales sell choice choose thought think belief believe death die
dying die lying lie tying tie data datum media medium phenomena phenomenon financing finance
"""
_IRREGULAR = dict(zip(_IRREGULAR_TEXT.split()[::2], _IRREGULAR_TEXT.split()[1::2], strict=True))

_WORDS_CACHED = 200_000


@cache
def _snowball() -> Callable[[str], str]:
    import snowballstemmer

    stemmer: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stemmer


def fold(word: str) -> str:
    """Return `word` in lower case without accents or a possessive: "Kōbe's" → "kobe"."""
    lowered = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


@lru_cache(maxsize=_WORDS_CACHED)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a word, irregular forms first made regular."""
    folded = fold(word)
    return _snowball()(_IRREGULAR.get(folded, folded))


def content_stems(text: str) -> list[str]:
    """Return the stems of the words in `text` that are no stop words, in order."""
    return [stem(w) for w in WORD.findall(text) if w.lower() not in STOP_WORDS]
