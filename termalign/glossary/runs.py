"""The runs of a text's words that are terms: a term begins and ends where words do.

ロール is not in コントロール. A run is met by its key (`fold_key`), in any spelling; the signs of a
term count where they tell it from another: C is not C++, 増加。要因 is no 増加要因.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.pen import key_of
from termalign.text import fold_width, mend_radicals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.records import Token

# No term has more words: その他の包括利益を通じて公正価値で測定する金融資産 has 19.
MOST_WORDS = 40
# 上がり is longer than 上下, the key of 上がり下がり: endings go once there are two ideographs.
_ENDING = 2
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_PAUSE = re.compile(r"[、。，．｡､!?！？;；:：()（）\[\]［］「」『』【】\t|]|[.,](?=\s)")
_GOES_ON = re.compile("(?<=[A-Za-z])[+#]+(?![A-Za-z0-9])")  # C++, C#; but a+b
# At a term's end these say nothing: Inc., MinatoCloud®.
_IDLE_SIGNS = frozenset(".,、。，．･・'’‘\"“”®™©-‐‑‒–—―−")
_ACRONYM = 3  # letters of an acronym that a sentence's first word may be: It, Us, Who
_CACHED = 50_000


class Word(NamedTuple):
    """A word's span in a text, and the dictionary's spelling of it (遣り取り), "" if no matter."""

    start: int
    end: int
    by_dictionary: str = ""


class Run(NamedTuple):
    """Words that are a term: their span and the terms' keys, the surest first."""

    start: int
    end: int
    keys: tuple[str, ...]


class Keys:
    """The keys of terms, to be met by runs of words."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Keep the keys that are not empty."""
        self._keys = frozenset(filter(None, keys))
        # By the first character and the first two of a key: the length of the longest such.
        self._longest: dict[str, int] = {}
        for key in self._keys:
            for head in (key[:1], key[:2]):
                self._longest[head] = max(self._longest.get(head, 0), len(key))

    def tokens(self, text: str) -> list[Token]:
        """Return the morphemes of a Japanese text that a term may begin or end with: no signs.

        A sign that is a term itself (※) is one.
        """
        return [
            token
            for token in _tokenized(text)
            if any(map(str.isalnum, token.surface)) or token.surface in self._keys
        ]

    def runs(self, text: str, words: Sequence[Word], first: int) -> Iterator[Run]:
        """Yield the runs of words from `first` whose key is one of these, the shortest first."""
        start, by_dictionary = words[first].start, ""
        longest = max(map(self._longest_begun, (text[start : words[first].end], words[first][2])))
        if not longest:
            return
        for last in range(first, min(len(words), first + MOST_WORDS)):
            end = words[last].end
            surface = text[start:end]
            by_dictionary += words[last].by_dictionary
            keys = [_key(surface)]
            if by_dictionary not in ("", surface):
                keys.append(_key(by_dictionary))
            if min(map(len, keys)) > longest + _ENDING:
                return
            known = tuple(key for key in keys if key in self._keys)
            if known:
                yield Run(start, end, known)

    def _longest_begun(self, word: str) -> int:
        # 売り may begin 売上高: what follows an ideograph may be folded away.
        head = _key(word)[: 1 if _IDEOGRAPH.match(word) else 2]
        return self._longest.get(head, 0)


_key = lru_cache(_CACHED)(key_of)


@lru_cache(4)  # a text is read for each of several glossaries in turn
def _tokenized(text: str) -> tuple[Token, ...]:
    from termalign.tokens import tokenize

    return tokenize(mend_radicals(text))


def span_of(term: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span, with its signs, of a term whose words are `text[start:end]`.

    None where the signs at its ends are not there, or the text pauses where the term does not.
    """
    before, after = end_signs(term)
    pauses = len(_PAUSE.findall(text, start, end))
    if pauses and pauses > len(_PAUSE.findall(term)):
        return None
    from_, to = start - len(before), end + len(after)
    if from_ < 0 or fold_width(text[from_:start] + text[end:to]) != before + after:
        return None
    if _GOES_ON.match(text, to):
        return None
    return from_, to


@lru_cache(_CACHED)
def end_signs(term: str) -> tuple[str, str]:
    """Return the signs before a term's first letter and after its last, half-width: "", "++".

    Both are empty where they say nothing, and for a term of signs only.
    """
    folded = fold_width(term.strip())
    at = [place for place, sign in enumerate(folded) if not _is_sign(sign)]
    if not at:
        return "", ""
    before, after = folded[: at[0]], folded[at[-1] + 1 :]
    return before if _tells(before) else "", after if _tells(after) else ""


def _is_sign(character: str) -> bool:
    return not (character.isalnum() or unicodedata.category(character) in ("Mn", "Cf"))


def _tells(signs: str) -> bool:
    return not any(sign.isspace() or sign in _IDLE_SIGNS for sign in signs)


def is_common_word(surface: str, term: str) -> bool:
    """Tell whether a text's `surface` is a common word where `term` is an acronym: it, IT.

    The first word of a sentence too, where the acronym is short: It, Us.
    """
    if not term.isupper() or surface.isupper():
        return False
    return surface.islower() or (len(term) <= _ACRONYM and surface[1:].islower())
