"""The key under which the spellings of one term meet, and which of their differences it took away.

Made when a term is written and again for a query: it needs no tokenizer, so that a lookup is quick.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from termalign.text import mend_radicals

if TYPE_CHECKING:
    from collections.abc import Callable

# Zero-width and direction signs, soft hyphens, variation selectors: 葛󠄀城 is looked up as 葛城.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[a-z]{4,}")
_SPACES = re.compile(r"\s+")
_HYPHENS = re.compile("[-‐‑‒–—―−]")
_OF_OTHER_STEPS = re.compile("|".join(p.pattern for p in (_SPACES, _HYPHENS, _INVISIBLE)) + "|・")
# サーバー and サーバ; but キー stays, or it would be found in every キャリア.
_FINAL_LENGTH_MARK = re.compile("(?<=[ァ-ヺー][ァ-ヺ])ー+(?![ァ-ヺー])")
_IDEOGRAPHS = re.compile("[一-龯々]")
# 売り上げ and 売上, 打ち合わせ and 打合せ: verb endings after an ideograph and before another one
# or the end. の, と, に, を, へ, は, が alone are particles and stay.
_OKURIGANA = re.compile(
    "(?<=[一-龯々])[あかがさざたとまもらわ]?[いえきぎけげしせちてびべみめりれ](?=[一-龯々]|$)"
)


def _spelt_out(text: str) -> str:
    return text.replace("&", " and ")


def _singular(text: str) -> str:
    """Return `text` with each English word's plural ending and possessive taken off."""
    return _WORD.sub(lambda word: _singular_word(word[0]), _POSSESSIVE.sub("", text))


def _singular_word(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_okurigana(text: str) -> str:
    if len(_IDEOGRAPHS.findall(text)) < 2:  # 高い would become 高, which is in half the terms
        return text
    return _OKURIGANA.sub("", text)


def _without_signs(text: str) -> str:
    # What another step takes away is left to it, so that the answer can name it.
    return "".join(c for c in text if c.isalnum() or _OF_OTHER_STEPS.match(c))


# Each step takes away one kind of difference; its name is what the answer of a lookup says.
_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("invisible signs", partial(_INVISIBLE.sub, "")),
    ("radicals", mend_radicals),
    ("width", partial(unicodedata.normalize, "NFKC")),
    ("case", str.casefold),
    ("&", _spelt_out),
    ("plural", _singular),
    ("spaces", partial(_SPACES.sub, "")),
    ("hyphens", partial(_HYPHENS.sub, "")),
    ("中黒", lambda text: text.replace("・", "")),
    ("長音", partial(_FINAL_LENGTH_MARK.sub, "")),
    ("送り仮名", _without_okurigana),
    ("signs", _without_signs),
)


def fold_key(text: str) -> str:
    """Return the key of `text`: letters and digits only; empty for a text of signs or spaces."""
    return _folded(text, leaving_out="")


def differences(query: str, text: str) -> tuple[str, ...]:
    """Return the names of the differences between two texts of one key: ("width", "plural").

    A step is named when the keys would differ without it.
    """
    named = tuple(
        name
        for name, _ in _STEPS
        if _folded(query, leaving_out=name) != _folded(text, leaving_out=name)
    )
    if named:
        return named
    # ⽉ and the wide space are folded twice, so that neither step alone is missed.
    mended = mend_radicals(query) != query or mend_radicals(text) != text
    return ("radicals",) if mended else ("width",)


def _folded(text: str, *, leaving_out: str) -> str:
    for name, step in _STEPS:
        if name != leaving_out:
            text = step(text)
    return text


# A lookup of a common word asks for the words of some hundred terms, most of them again and again.
_word_key = lru_cache(maxsize=10_000)(fold_key)


def stands_in(key: str, text: str) -> bool:
    """Tell whether an English `text` holds a word, or words, that begin as `key` does.

    "income" stands in "operating income", "come" does not; a key of up to three letters must be a
    whole word: "IR" is no part of "iron ore".
    """
    words = [_word_key(word) for word in re.split(r"[\W_]+", text)]
    for start in range(len(words)):
        rest = "".join(words[start:])
        if rest == key or (len(key) > 3 and rest.startswith(key)) or words[start] == key:
            return True
    return False
