"""Lines to blocks: paragraphs, headings, bullets and table rows as they stand on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.reading.joining import Habits, Passage, habits_of, runs_on
from termalign.reading.lines import columns, lines_of
from termalign.reading.marks import is_bullet, is_headed, is_row, is_sentence, is_value
from termalign.reading.running import without_running
from termalign.reading.side_by_side import parted
from termalign.reading.vertical import upright
from termalign.records import Block, Place
from termalign.text import is_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termalign.reading.lines import Line
    from termalign.records import BlockKind

_LONGEST_HEADING = 80  # columns: 当第2四半期連結累計期間の経営成績に関する説明 takes 44
_LONGEST_LABEL = 40  # columns of what a value follows on the next line
_HEADING_WORDS = 14
_SENTENCE_INSIDE = re.compile(r"[。！？]|[.!?]\s+[A-Z]")
_COMPOUND_HYPHEN = re.compile(r"([A-Za-z]+)-$")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"[A-Za-z]{4,}")
_FULL_WIDTH_SIGN = re.compile(r"[\u3000-\u303f\u30fb\uff01-\uff60]")


def blocks_of(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a text as it stands on the page, and remarks on what was left out."""
    lines, remarks = without_running(lines_of(text))
    lines = upright(lines)
    words = words_of(line.text for line in lines)
    blocks = (_block(passage, words) for passage in _passages(lines, habits_of(lines)))
    return tuple(parted(blocks)), remarks


def _passages(lines: Sequence[Line], habits: Habits) -> Iterator[Sequence[Line]]:
    """Give the lines that belong together, run by run."""
    passage = Passage()
    for line in lines:
        if passage.lines and not runs_on(passage, line, habits):
            yield passage.lines
            passage = Passage()
        passage.add(line)
    if passage.lines:
        yield passage.lines


def _block(lines: Sequence[Line], words: frozenset[str]) -> Block:
    text = joined([line.text for line in lines], words)
    return Block(text, kind_of(text), Place(page=lines[0].page, line=lines[0].number))


def kind_of(text: str) -> BlockKind:
    """Tell what a block is by its text: a row, bullet, heading or paragraph."""
    if is_row(text):
        return "row"
    if is_headed(text) and columns(text) <= _LONGEST_HEADING and text[-1] != "。":
        return "heading"
    if is_bullet(text):
        return "bullet"
    return "heading" if _is_heading(text) else "paragraph"


def _is_heading(text: str) -> bool:
    """Tell whether a text is short and no sentence: a heading, a caption, a label in a figure."""
    return (
        columns(text) <= _LONGEST_HEADING
        and len(text.split()) <= _HEADING_WORDS
        and not is_sentence(text)
        and not _SENTENCE_INSIDE.search(text)
    )


def joined(texts: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """Join wrapped lines: a space between English, none at a Japanese letter or sign.

    `words` are those of the document: they tell the hyphen of a cut word from a compound's.
    """
    parts = [texts[0]]
    for text in texts[1:]:
        last = parts[-1]
        if _is_labelled(last, text):
            parts += [" ", text]
        elif _needs_no_space(last[-1], text[0]):
            parts.append(text)
        elif last[-1] == "-" and last[-2:-1].isalnum() and text[0].isalnum():
            parts[-1] = _without_break_hyphen(last, text, words)
            parts.append(text)
        else:
            parts += [" ", text]
    return "".join(parts)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the English words that stand whole in a document's lines."""
    words: set[str] = set()
    cut = False
    for text in texts:
        whole = _COMPOUND_HYPHEN.sub("", _LETTERS.sub("", text, count=1) if cut else text)
        words.update(map(str.casefold, _WORD.findall(whole)))
        cut = text.endswith("-")
    return frozenset(words)


def _needs_no_space(before: str, after: str) -> bool:
    return any(is_japanese(sign) or _FULL_WIDTH_SIGN.match(sign) for sign in (before, after))


def _is_labelled(label: str, text: str) -> bool:
    """Tell whether a value follows its label: 製造業 | 10%."""
    signs = any(map(_FULL_WIDTH_SIGN.match, (label[-1], text[0])))
    short = columns(label) <= _LONGEST_LABEL
    return short and is_value(text) and not signs and label[-1] != "年"  # 19年 | 6月


def _without_break_hyphen(last: str, text: str, words: frozenset[str]) -> str:
    """Drop the hyphen of prof- | its where "profits" stands elsewhere; keep right-of- | use's.

    It goes too where neither part is a word: manip- | ulation.
    """
    before, after = _COMPOUND_HYPHEN.search(last[-60:]), _LETTERS.match(text)
    if not words or not before or not after:
        return last
    parts = (before[1].casefold(), after.group())
    cut = all(_WORD.match(part) and part not in words for part in parts)
    return last[:-1] if "".join(parts) in words or (cut and parts[1].islower()) else last
