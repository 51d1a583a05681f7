"""Japanese morphemes by MeCab with UniDic; the only place that imports fugashi."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from termalign.records import Token
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs of Latin letters and digits stay whole: UniDic shatters "U.S. GAAP" and "IPv6".
_GLUED = re.compile(
    r"[A-Za-z0-9]+(?:[.,'’&+/_-][A-Za-z0-9]+)*",
)
_LETTER = re.compile(r"[A-Za-z]")
# MeCab reads C strings of UTF-8: a NUL would end the text, half a surrogate pair has no bytes.
_UNREADABLE = re.compile(r"[\0\ud800-\udfff]")
_PARTS_CACHED = 200_000  # distinct UniDic rows kept parsed; a long deck has about 5,000


@cache
def _tagger() -> Any:
    import fugashi

    return fugashi.Tagger()  # loads unidic-lite, 0.1–0.6 s, once a process


@lru_cache(maxsize=_PARTS_CACHED)
def _parts(row: str) -> tuple[str, str, str, str, str, str, str, str]:
    """Return pos1, pos2, pos3, lemma, orth_base, reading, loan, said of one UniDic feature row."""
    fields = row.split(",")
    if len(fields) < 20:  # an unknown word has its part of speech only
        pos = (*fields[:3], "*", "*", "*")[:3]
        return (pos[0], pos[1], pos[2], "", "", "", "", "")
    lemma, _, gloss = fields[7].partition("-")
    loan = gloss if gloss.isascii() else ""
    reading = fields[20] if len(fields) > 20 else ""
    said = fields[17] if reading else ""
    return (fields[0], fields[1], fields[2], lemma, fields[10], reading, loan, said)


def _morphemes(chunk: str, offset: int, text: str) -> Iterator[Token]:
    position = 0
    for node in _tagger()(chunk):
        surface = node.surface
        start = chunk.index(surface, position)
        position = start + len(surface)
        pos, pos2, pos3, lemma, base, reading, loan, said = _parts(node.feature_raw)
        yield Token(
            text[offset + start : offset + position],
            offset + start,
            offset + position,
            pos,
            pos2,
            pos3,
            lemma or surface,
            base or surface,
            reading,
            loan,
            said,
        )


def tokenize(text: str) -> tuple[Token, ...]:
    """Return a Japanese text's morphemes; spans are offsets into `text`, spaces are in none.

    Runs of Latin letters and digits are one token each, with `pos` "latin" (a letter in it) or
    "number"; everything else carries UniDic's part of speech.
    """
    folded = _UNREADABLE.sub(" ", fold_width(text))
    tokens: list[Token] = []
    position = 0
    for run in _GLUED.finditer(folded):
        if run.start() > position:
            tokens.extend(_morphemes(folded[position : run.start()], position, text))
        surface = text[run.start() : run.end()]
        pos = "latin" if _LETTER.search(run.group()) else "number"
        tokens.append(
            Token(surface, run.start(), run.end(), pos, "", "", run.group(), run.group(), "", "")
        )
        position = run.end()
    if position < len(folded):
        tokens.extend(_morphemes(folded[position:], position, text))
    return tuple(tokens)
