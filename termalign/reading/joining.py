"""Does a line run on from the one before? The signs for and against, from strong to weak.

A wrong join cannot be taken back by the aligner, a missed one can (it pairs two segments with
one): without a sign for it, lines stay apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from termalign.reading.marks import (
    ends_sentence,
    hangs,
    is_bullet,
    is_headed,
    is_row,
    is_sentence,
    is_value,
    starts_japanese,
)
from termalign.reading.words import NEVER_LAST, OPENERS, UNFINISHED
from termalign.text import is_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.reading.lines import Line

_UNFINISHED = re.compile(r"[,、，/／&＆・(（「『–—]$|[ァ-ヶー]\s?[･]$")
_PARTICLE_END = re.compile(
    r"(?:[をはがでとやなず]|(?<!はじめ)(?<!おわり)に|かつ|[^そ]の|[^とん]も|及び|並びに|又は|および|または|による|に伴う)$"
)
_PARTICLE_START = re.compile(
    r"(?!のれん|はじめ|とり|とく|とき|でん|にほん|がん|はい|もの|への字|ところ)[をはがにのでとへも]"
)
# What no Japanese line can begin with: small kana, the long sign, closing brackets, 、and 。
_CANNOT_START = re.compile(r"[をっゃゅょぁぃぅぇぉッャュョァィゥェォー々、。，．｡､」』）】］〕％]")
# The second half of a verb of two ideographs: 2.5ポイント上 | 昇しました。
_HALF_VERB = re.compile(r"[一-龠](?:し(?:[、てたま]|$)|さ[れせ]|する)")
_IDEOGRAPH = re.compile(r"[一-龠]")
_WHOLE_BRACKET = re.compile(r"[(（\[［][^()（）\[\]［］]{1,40}[)）\]］]$")
_BRACKET_TURNS = str.maketrans("「『（【［〔」』）】］〕", "((((((" + "))))))")
_YEAR_END = re.compile(r"\d年$")
_MONTH_START = re.compile(r"\d{1,2}月")
# … begins operation in | April 2026.
_BEFORE_DATE = re.compile(r"\b(?:in|on|by|of|from|to|until|since|through|end(?:ed|ing))$")
_DATE_START = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d{1,4}\b"
)
# Unit: ¥ million; （単位：百万円）; YoY = Year over year: each stands by itself under a title.
_LEGEND = re.compile(r"[(（\[［]?(?:[Uu]nits?|単位)\s?[:：]|[^=＝]{1,12}[=＝]\s?\S")
_ADDRESS = re.compile(r"://|www\.")
_HYPHEN_END = re.compile(r"[^\W_]-$")
_WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"[A-Za-z0-9&’'.,/()-]+|.")
_JAPANESE_RUN = re.compile(r"[ぁ-んァ-ヶー一-龠々〆]{4,}")
_KATAKANA = re.compile(r"[ァ-ヶー]+")
_KATAKANA_END = re.compile(r"[ァ-ヶー]+$")
_KATAKANA_START = re.compile(r"[ァ-ヶー]+")
_COMMA_OR_STOP = re.compile(r"[、。，]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"[a-z]")

_SIGNED = re.compile(r"[-+−△▲]?[¥￥$]?\d")
_LONGEST_ADDRESS = 120
_TAIL = 30  # characters that hold the last word of a line
_FEW_PARTS = 12  # lines that an open bracket may hold together: it may never close
_LONG = 30  # columns of an English line that a lower-case line after a blank one may continue
_LONG_JAPANESE = 20
_PROSE = 60  # columns of a Japanese line; no label or heading of a slide is so long
_FULL = 0.9  # of the width at which the document's running text is wrapped
# What a line may lack of its box's width without the next word having fitted: Japanese keeps 、 and
# brackets from the line's ends, and columns only guess at the width of proportional letters.
_JAPANESE_SLACK, _ENGLISH_SLACK = 0.15, 0.05
_LETTERS_SHARE = 0.6  # of a line of running text are letters; of a table row about a third
_FITS = 2  # columns by which a line may stand over the margin
_WRAPPED_SHARE = 0.3  # of the long lines end near the right margin where text is wrapped
_WRAPPED_LINES = 8
_LONG_LINE = 30
_LEARNT = 2_000_000  # characters read for phrases: a bound for memory, fifty reports' worth


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document shows of itself: its phrases, and where its running text is wrapped."""

    phrases: frozenset[str] = frozenset()
    wrap_width: int | None = None


def habits_of(lines: Sequence[Line]) -> Habits:
    """Return the word pairs and four-letter Japanese stretches within lines, and the wrap width."""
    phrases: set[str] = set()
    learnt = 0
    for line in lines:
        if learnt > _LEARNT:
            break
        if not is_row(line.text):
            phrases.update(_phrases_in(line.text))
            learnt += len(line.text)
    return Habits(frozenset(phrases), _wrap_width(lines))


def _phrases_in(text: str) -> Iterable[str]:
    words = re.findall(r"[A-Za-z]{2,}", text)
    yield from (f"{a} {b}".casefold() for a, b in pairwise(words))
    if not text.isascii():
        yield from _KATAKANA.findall(text)
        for run in _JAPANESE_RUN.findall(text):
            yield from (run[i : i + 4] for i in range(len(run) - 3))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the columns at which running text is wrapped; None in decks, whose boxes differ."""
    widths = sorted(line.width for line in lines if not is_row(line.text))
    widths = [width for width in widths if width >= _LONG_LINE]
    if len(widths) < _WRAPPED_LINES:
        return None
    margin = widths[int(len(widths) * 0.95)]
    full = sum(_FULL * margin <= width <= margin + _FITS for width in widths)
    return margin if full >= _WRAPPED_SHARE * len(widths) else None


@dataclass(slots=True)
class Passage:
    """Lines that were found to belong together, while more may join them."""

    lines: list[Line] = field(default_factory=list)
    depth: int = 0  # brackets still open
    room: int = 0  # columns of its widest line

    def add(self, line: Line) -> None:
        """Take `line` in as the last."""
        turned = line.text.translate(_BRACKET_TURNS)
        self.depth = max(0, self.depth + turned.count("(") - turned.count(")"))
        self.room = max(self.room, line.width)
        self.lines.append(line)


def runs_on(passage: Passage, line: Line, habits: Habits) -> bool:
    """Tell whether `line` continues `passage`."""
    last = passage.lines[-1]
    if line.detached:
        return False
    if line.page != last.page:
        return _crosses_page(last, line, habits)
    if _in_bracket(passage, line):
        return True
    if _is_running(last, habits) and not line.blank_before:
        return not (is_bullet(line.text) or is_headed(line.text) or line.indented)
    if is_row(line.text) or is_row(last.text):
        return _row_runs_on(last, line)
    if is_bullet(line.text) or is_headed(line.text) or line.indented:
        return False
    if ends_sentence(last.text) and not _stop_of_abbreviation(last, line):
        return False
    if (
        _LEGEND.match(line.text)
        or _ADDRESS.search(last.text[-_LONGEST_ADDRESS:])
        or line.text == "etc."
    ):
        return False
    if last.text[-1] in ":：;；":
        return last.soft_end and bool(_SIGNED.match(line.text))
    if starts_japanese(line.text) or is_japanese(last.text[-1]):
        return _japanese_runs_on(passage, line, habits)
    return _english_runs_on(passage, line, habits)


def _stop_of_abbreviation(last: Line, line: Line) -> bool:
    """Tell whether the full stop is no end: "in Apr. | 2022", "Example Corp. | announced"."""
    if last.text[-1] != ".":
        return False
    goes_on = bool(_LOWER.match(line.text)) and not line.blank_before
    return goes_on or _last_word(last) in UNFINISHED


def _crosses_page(last: Line, line: Line, habits: Habits) -> bool:
    """Tell whether a sentence goes on at the top of the next page."""
    if not _is_running(last, habits) or line.indented:
        return False
    if is_row(line.text) or is_bullet(line.text) or is_headed(line.text):
        return False
    return bool(_LOWER.match(line.text)) or (
        is_japanese(last.text[-1]) and starts_japanese(line.text)
    )


def _in_bracket(passage: Passage, line: Line) -> bool:
    """Tell whether an open bracket goes on, and closes: （納期に変 | 更なし）."""
    return (
        passage.depth > 0
        and len(passage.lines) < _FEW_PARTS
        and any(sign in line.text for sign in ")）」』】］]〕")
        and not ends_sentence(passage.lines[-1].text)
        and not hangs(line.text)
        and not line.text.startswith(("(", "（"))
    )


def _row_runs_on(last: Line, line: Line) -> bool:
    """Tell whether a figure belongs to what stands before: a label, a value, a cut-off word."""
    if _WHOLE_BRACKET.match(line.text):  # 84,300 | [+4.2%]
        parted = line.blank_before and not last.soft_end and line.text[0] != "["
        return not parted and last.text[-1] not in ")）]］"
    unfinished = last.soft_end and (bool(_LOWER.match(line.text)) or _last_word(last) in UNFINISHED)
    if is_row(last.text):  # 1Q20- | end, 19年 | 6月
        cut_off = bool(_HYPHEN_END.search(last.text) and _LOWER.match(line.text))
        month = bool(_YEAR_END.search(last.text) and _MONTH_START.match(line.text))
        return ((cut_off or month) and not line.blank_before) or unfinished
    if is_bullet(line.text):
        return False
    if _BEFORE_DATE.search(last.text) and _DATE_START.match(line.text):
        return not line.blank_before
    if last.text[-1] in ":：":  # 好調に推移： | +6.3%, Operating profit: | 4,860 [+18.9%]
        return not line.blank_before or (is_value(line.text) and last.width >= _LONG_JAPANESE)
    if is_value(line.text) and last.width <= _LONG and not line.blank_before:
        return not (is_bullet(last.text) or is_sentence(last.text))  # 製造業 | 12%
    return unfinished or (last.soft_end and last.text[-1] == "," and not line.blank_before)


def _last_word(line: Line) -> str:
    return line.text.rsplit(" ", 1)[-1]


def _would_have_fitted(passage: Passage, line: Line, slack: float) -> bool:
    """Tell whether the line's first word had room in the line before: then nobody wrapped there."""
    last = passage.lines[-1]
    first = _FIRST_WORD.match(line.text)
    word = len(first.group()) + 1 if first and first.group().isascii() else 2
    return last.width + word < max(line.width, passage.room) * (1 - slack)


def _known_phrase(last: str, text: str, habits: Habits) -> bool:
    """Tell whether the words at the break stand together elsewhere: 再開 | 発事業."""
    if is_japanese(last[-1]) and is_japanese(text[0]):
        before, after = _KATAKANA_END.search(last), _KATAKANA_START.match(text)
        if before and after:
            broken = min(len(before.group()), len(after.group())) == 1  # クリーニン | グ店
            return broken or before.group() + after.group() in habits.phrases
        return any(last[-n:] + text[: 4 - n] in habits.phrases for n in (2, 1, 3))
    before_words, after_words = _WORD.findall(last), _WORD.findall(text[:_TAIL])
    if not before_words or not after_words:
        return False
    return f"{before_words[-1]} {after_words[0]}".casefold() in habits.phrases


def _japanese_runs_on(passage: Passage, line: Line, habits: Habits) -> bool:
    last, text = passage.lines[-1], line.text
    tail = last.text[-_TAIL:]
    hanging = hangs(passage.lines[0].text)
    if _CANNOT_START.match(text) or _UNFINISHED.search(tail):
        return True
    if _HALF_VERB.match(text) and _IDEOGRAPH.match(tail[-1]) and not line.blank_before:
        return True
    particle = bool(_PARTICLE_END.search(tail) or _PARTICLE_START.match(text))
    known = _known_phrase(tail, text, habits)
    if line.blank_before:
        return last.width >= _LONG_JAPANESE and (particle or (known and hanging))
    if (particle and last.width <= _LONG) or _WHOLE_BRACKET.match(text):
        return True  # labels are broken by hand: 灯油等の | 従来型燃料販売
    if _would_have_fitted(passage, line, _JAPANESE_SLACK):
        return False
    return known or hanging or particle or _is_prose(last, line)


def _is_prose(last: Line, line: Line) -> bool:
    """Tell whether a line as long as only running text is leads to the end of a sentence.

    Notes of a slide are as long, but end without 。: …を記載 | 当期利益の前期比は…
    """
    return last.width >= _PROSE and bool(_COMMA_OR_STOP.search(last.text)) and "。" in line.text


def _english_runs_on(passage: Passage, line: Line, habits: Habits) -> bool:
    last, text = passage.lines[-1], line.text
    tail = last.text[-_TAIL:]
    lower, unfinished = bool(_LOWER.match(text)), bool(_UNFINISHED.search(tail))
    if text[0] == "&":
        return not line.blank_before
    if _HYPHEN_END.search(tail) and text[0].isalnum():
        return True
    if _last_word(last) in NEVER_LAST or (lower and unfinished):
        return True
    if lower or unfinished or _last_word(last) in UNFINISHED:
        return not line.blank_before or last.soft_end or last.width >= _LONG
    if _WHOLE_BRACKET.match(text):
        return not line.blank_before or last.soft_end
    hanging, known = hangs(passage.lines[0].text), _known_phrase(tail, text, habits)
    if line.blank_before:
        return known and hanging and last.soft_end and last.width >= _LONG
    if _opens(text) or _would_have_fitted(passage, line, _ENGLISH_SLACK):
        return False
    return last.soft_end or hanging or known


def _opens(text: str) -> bool:
    """Tell whether the line begins as a sentence does: Upkeep of stores | As buildings age."""
    return text[0].isupper() and text.split(" ", 1)[0].casefold() in OPENERS


def _is_running(line: Line, habits: Habits) -> bool:
    """Tell whether running text fills the line, up to the margin, and no sentence ends there."""
    if habits.wrap_width is None or line.width < _FULL * habits.wrap_width:
        return False
    letters = sum(map(len, _LETTERS.findall(line.text)))
    return letters >= _LETTERS_SHARE * len(line.text) and not ends_sentence(line.text)
