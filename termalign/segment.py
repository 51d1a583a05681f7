"""Documents to segments: cut after each sentence that is generated, but for what is vetoed.

A segment is a span of its block: its text is `block.text[start:end]`, and every character of a
block that is no space stands in exactly one segment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.reading.words import (
    ALWAYS_GO_ON,
    GO_ON_TO_FIGURE,
    MAY_END,
    NAMES_WITH_STOP,
    OPENERS,
)
from termalign.records import Segment
from termalign.text import bracketed, is_japanese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from termalign.records import Block, Document, Segmentation

    Span = tuple[int, int]

# Where a sentence may end. Japanese: after its stop and the brackets that close behind it; English:
# the same before a space and what can begin a sentence. The stop must be the first of its run, so
# that a flood of stops is gone through once.
_STOP = re.compile(
    r"(?<![。！？｡．.!?…])"
    r"(?P<stops>[。！？｡．.!?…]++)"
    r"(?P<close>[」』）)】］\]”’\"']*+)"
    r"(?P<space>\s*+)"
)
_JAPANESE_STOPS = "。！？｡"
# What follows a quoted sentence that is only a part of another: 「実現する！」を前提に
_GOES_ON = re.compile(r"[ぁ-ん、，]|[」』）)】］\]]")
_ENGLISH_START = re.compile(r"[A-Z0-9“‘\"'(\[¥$€£&*•‧・◆■●※+＋-]|[^\x00-\x7f]")
_LONGEST_BRACKETS = 300  # characters; a longer "bracket" is one that never closed

_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")
_WORD_AFTER = re.compile(r"[A-Za-z]+")
_LONGEST_WORD = 24
# Section numbers: 1., Ⅳ- 2., II-3., (b.
_ONLY_NUMBER = re.compile(r"[\W\dⅠ-Ⅻ]*(?:[A-Za-z]|[ivxIVX]{1,4})?(?:\W*\d)*$")
_LETTER = re.compile(r"\w")
_BARE = re.compile(r"\S(?:.*\S)?", re.DOTALL)

_SENTENCE_WORDS = 3  # of a piece that is a sentence rather than a part of a label
_SENTENCE_LETTERS = 6  # the same where no spaces part the words


def segments(document: Document, how: Segmentation = "auto") -> tuple[Segment, ...]:
    """Return the document's segments in order; their index counts from 0.

    "line": each block is one segment, blank ones too (so that in a document read by lines the
    index is the line's number). "sentence": every block is cut after its sentences. "auto": so
    are paragraphs; rows stay whole; headings, bullets and single lines are cut only between whole
    sentences.
    """
    cut = _CUTS[how]
    found: list[Segment] = []
    for number, block in enumerate(document.blocks):
        for start, end in cut(block):
            found.append(
                Segment(
                    len(found), block.text[start:end], block.kind, block.place, number, start, end
                )
            )
    return tuple(found)


def sentence_spans(text: str) -> list[Span]:
    """Return the spans of the sentences in `text`, without the spaces between them."""
    cuts = [*_sentence_ends(text), len(text)]
    return _with_letters(text, _bare_spans(text, cuts))


def _whole(block: Block) -> Iterable[Span]:
    text = block.text
    bare = text.strip()
    start = len(text) - len(text.lstrip()) if bare else 0
    return [(start, start + len(bare))]


def _by_sentence(block: Block) -> Iterable[Span]:
    return sentence_spans(block.text)


def _by_layout(block: Block) -> Iterable[Span]:
    """Cut paragraphs; leave rows; cut the rest only where all pieces are sentences."""
    if block.kind == "row":
        return _whole(block)
    spans = sentence_spans(block.text)
    if block.kind == "paragraph" or all(_is_sentence(block.text[s:e]) for s, e in spans):
        return spans
    return _whole(block)


_CUTS: dict[Segmentation, Callable[[Block], Iterable[Span]]] = {
    "line": _whole,
    "sentence": _by_sentence,
    "auto": _by_layout,
}


def _is_sentence(piece: str) -> bool:
    if any(map(is_japanese, piece[:_LONGEST_WORD])):
        return len(_LETTER.findall(piece[:_LONGEST_WORD])) >= _SENTENCE_LETTERS
    return len(piece.split(maxsplit=_SENTENCE_WORDS)) >= _SENTENCE_WORDS


def _sentence_ends(text: str) -> Iterator[int]:
    """Give the places where a sentence ends and another begins."""
    brackets = bracketed(text, _LONGEST_BRACKETS)
    at, start = 0, 0
    for stop in _STOP.finditer(text):
        end = stop.end("close")
        if stop.end() == len(text):
            return
        while at < len(brackets) and brackets[at][1] < end:
            at += 1
        bracket = brackets[at] if at < len(brackets) else (end, end)
        if bracket[0] < end < bracket[1]:
            continue  # within 「…。…」
        if bracket[1] == end and start < bracket[0] < stop.start():
            continue  # (以下、「例社」といいます。)及び: the bracket is a part of its sentence
        if _ends(text, start, stop):
            yield end
            start = stop.end()


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    stops = stop["stops"]
    if any(sign in _JAPANESE_STOPS for sign in stops):
        # 「増配を決めました。」と述べた: what was quoted is a part of the sentence.
        return not (stop["close"] and _GOES_ON.match(text, stop.end()))
    if "．" in stops:  # some offices write ，．; １．売上 and 注．are no ends
        return is_japanese(text[stop.start() - 1 : stop.start()] or "1")
    if is_japanese(text[stop.start() - 1 : stop.start()] or "1") and "!" in stops + "?":
        return stops[-1] in "!?" and not _GOES_ON.match(text, stop.end())
    return bool(stop["space"]) and _english_ends(text, start, stop)


def _english_ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether a stop before a space ends an English sentence."""
    if not _ENGLISH_START.match(text, stop.end()):
        return False
    word = _word_before(text, start, stop)
    after = _WORD_AFTER.match(text, stop.end())
    opens = after is not None and after.group().casefold() in OPENERS
    if "…" in stop["stops"] or stop["stops"].startswith("..") or word in NAMES_WITH_STOP:
        return opens
    if stop["stops"] != ".":
        return True
    if word in ALWAYS_GO_ON or (word in GO_ON_TO_FIGURE and text[stop.end()].isdigit()):
        return False
    if _ONLY_NUMBER.match(text[start : min(stop.start(), start + _LONGEST_WORD)]):
        return False  # 1. Greeting by the President
    initials = len(word) == 1 or word[-2:-1] == "."  # J. Example, U.S.
    return opens or not (word in MAY_END or initials)


def _word_before(text: str, start: int, stop: re.Match[str]) -> str:
    before = text[max(start, stop.start() - _LONGEST_WORD) : stop.start()]
    word = _WORD_BEFORE.search(before)
    return word.group().casefold() if word else ""


def _bare_spans(text: str, cuts: Iterable[int]) -> Iterator[Span]:
    start = 0
    for end in cuts:
        bare = _BARE.search(text, start, end)
        if bare:
            yield bare.span()
        start = end


def _with_letters(text: str, spans: Iterable[Span]) -> list[Span]:
    """Let a piece without letters or digits (” or … alone) join the sentence before it."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and not _LETTER.search(text, start, end):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept
