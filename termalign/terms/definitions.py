"""Abbreviations that the documents spell out, or whose letters a capitalised phrase begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.terms.english import english_words
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST = 7  # letters of an abbreviation
SHORTEST_UNDEFINED = 3  # letters of one that no bracket defines: DCP is, DC might be anything

_ABBREVIATION = r"([A-Z][A-Za-z&]{0,5}[A-Z])s?"
_WORDS = r"((?:[A-Za-z][\w’'&/-]*[ -]){0,9}[A-Za-z][\w’'&/-]*)"
_SPELLED = (
    re.compile(rf"{_WORDS} ?\({_ABBREVIATION}\)"),  # Secure Access Service Edge (SASE)
    re.compile(rf"\b{_ABBREVIATION} ?[(:=] ?{_WORDS}"),  # SASE（Secure Access …, SASE: Secure …
)


def spelled_out(texts: Iterable[str], phrases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return abbreviation in lower case → the stems of the words that it stands for.

    `texts` are searched for definitions in either language; `phrases` are capitalised English
    terms, whose initials count where no definition is found.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        folded = fold_width(text)
        for abbreviation, words in _defined(folded):
            if abbreviation.lower() not in found:
                stems = _of_initials(abbreviation, words)
                if stems:
                    found[abbreviation.lower()] = stems
    for phrase in phrases:
        named = [word for word in english_words(phrase) if word.stem]
        initials = "".join(word.surface[0] for word in named)
        if initials.isupper() and SHORTEST_UNDEFINED <= len(initials) <= LONGEST:
            found.setdefault(initials.lower(), tuple(word.stem for word in named))
    return found


def _defined(text: str) -> Iterator[tuple[str, str]]:
    if "(" not in text and ":" not in text and "=" not in text:
        return
    for match in _SPELLED[0].finditer(text):
        yield match[2], match[1]
    for match in _SPELLED[1].finditer(text):
        yield match[1], match[2]


def _of_initials(abbreviation: str, text: str) -> tuple[str, ...]:
    """Return the stems of the words at either end of `text` that begin with these letters."""
    words = [word for word in english_words(text) if word.stem]
    letters = abbreviation.lower()
    for part in (words[-len(letters) :], words[: len(letters)]):
        if "".join(word.surface[0] for word in part).lower() == letters:
            return tuple(word.stem for word in part)
    return ()
