"""Japanese text to term candidates: noun compounds by the parts of speech of their morphemes.

A chunk is the longest run of morphemes that may stand in a compound; the candidates are its parts
that begin and end as a term may, and two chunks joined by の (配当金の支払).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from termalign.text import fold_width
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.records import Token

LONGEST = 9  # morphemes of a candidate: 個人向けインターネット接続サービス has five
LONGEST_WITH_NO = 7  # of one with の in it: 有形固定資産の取得 has five
CACHED = 100_000  # segments kept analysed
SHORTEST_KATAKANA = 3  # signs; オン|プレ|ミス is one word, データ|センター two

_KATAKANA = re.compile(r"[ァ-ヺー]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_BESIDE_SPACE = re.compile(r"[ァ-ヺーA-Za-z]")
_MIDDLE_DOT = re.compile(r"(?<=[ァ-ヺー])[・･](?=[ァ-ヺ])")
_FINAL_LONG = re.compile(r"(?<=[ァ-ヺー]{2})ー(?![ァ-ヺー])")
# FY23, 1H22, 3Q, 2Q23末, YoY, vs: what stands in a table beside terms and is none.
_PERIOD = re.compile(
    r"(?:FY|CY)\d*|[1-4]Q(?:-[1-4]Q)?(?:\d{2,4})?|[12]H\d*|H[12]|YoY|QoQ|[\d.,]+(?:%|pt|x)?|P|vs"
)
_ORDINAL = re.compile(r"[A-Za-z]|[ivx]+|[IVX]+")

# Morphemes that a list or a sentence puts before and after a term, but that are no part of it.
_BREAK = frozenset(
    "等 約 各 同 本 当 こと もの ため 場合 とおり 通り うち 以上 以下 以降 ら さん 様 方 達 たち 各々 "
    "それぞれ ごと 毎 株 円 年 月 日 時 分 秒 人 名 社 件 号 頃 ころ つ ヶ所 箇所 億 万 百 千 兆 未満 程度 ご お 御 "
    "私 我々 上記 下記 右記 左記 前記 前述 後述 以外 ほか 何 ㈱ 諸".split()
)
# … and nouns in -ing's place: a compound goes on after them, but does not end in them.
_NO_END = frozenset(
    "向け 付き 的 超 用 間 上 後 下 中 末 来 当たり 時 前 別 ごと 含む 含み".split()
)
_NO_START = frozenset("的 化 性 者 等 当たり 内 外 後 以外 別 用".split())


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: tokens `first` to `last` (exclusive); `whole` where it is not cut from more."""

    first: int
    last: int
    key: str
    whole: bool


@dataclass(frozen=True, slots=True)
class JapaneseText:
    """A segment, its tokens, and the candidates in it."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]

    def surface(self, span: Span) -> str:
        """Return the candidate as it stands in the text."""
        return self.text[self.tokens[span.first].start : self.tokens[span.last - 1].end]


def japanese_key(term: str) -> str:
    """Return what spellings of one term share: width, case, spaces, 中黒, final 長音 folded."""
    folded = "".join(fold_width(term).split()).lower()
    return _FINAL_LONG.sub("", _MIDDLE_DOT.sub("", folded))


@lru_cache(maxsize=CACHED)
def read_japanese(text: str) -> JapaneseText:
    """Return the text's tokens and candidates, in order of their place."""
    tokens = tokenize(text)
    return JapaneseText(text, tokens, tuple(_spans(text, tokens)))


def _spans(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    chunks = list(_chunks(tokens))
    for number, (first, last) in enumerate(chunks):
        after = chunks[number + 1] if number + 1 < len(chunks) else None
        joined = after if after is not None and _joined_by_no(tokens, last, after[0]) else None
        before = chunks[number - 1] if number else None
        alone = joined is None and not (
            before is not None and _joined_by_no(tokens, before[1], first)
        )
        for a, b in _parts(tokens, first, last, LONGEST):
            yield _span(text, tokens, a, b, whole=alone and (a, b) == (first, last))
        if joined is not None:
            for a in range(first, last):
                for b in range(joined[0] + 1, min(joined[1], a + LONGEST_WITH_NO) + 1):
                    if _may_start(tokens, a, first) and _may_end(tokens, b, joined[1]):
                        yield _span(text, tokens, a, b, whole=(a, b) == (first, joined[1]))


def _span(text: str, tokens: Sequence[Token], first: int, last: int, *, whole: bool) -> Span:
    surface = text[tokens[first].start : tokens[last - 1].end]
    return Span(first, last, japanese_key(surface), whole)


def _joined_by_no(tokens: Sequence[Token], end: int, start: int) -> bool:
    return (
        start == end + 1
        and tokens[end].surface == "の"
        and tokens[end].pos == "助詞"
        and tokens[end - 1].end == tokens[end].start
        and tokens[end].end == tokens[start].start
    )


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give the longest runs of morphemes that may stand together in a compound."""
    first: int | None = None
    for position, token in enumerate(tokens):
        fits = is_part(tokens, position)
        if first is not None and (not fits or not _touches(tokens[position - 1], token)):
            yield from _trimmed(tokens, first, position)
            first = None
        if fits and first is None:
            first = position
    if first is not None:
        yield from _trimmed(tokens, first, len(tokens))


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Take from a run's ends what no term begins or ends with."""
    while first < last and not _may_start(tokens, first, first):
        first += 1
    while first < last and not _may_end(tokens, last, last):
        last -= 1
    if first < last:
        yield first, last


def _touches(before: Token, token: Token) -> bool:
    """Tell whether nothing but one space beside katakana or Latin letters parts two tokens."""
    gap = token.start - before.end
    return gap == 0 or (
        gap == 1
        and bool(_BESIDE_SPACE.match(before.surface[-1]) or _BESIDE_SPACE.match(token.surface[0]))
        and before.pos != "number"
    )


def is_part(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a morpheme may stand in a compound."""
    token = tokens[position]
    if token.surface == "その":  # その他の負債
        return position + 1 < len(tokens) and tokens[position + 1].surface == "他"
    if token.surface in _BREAK or _PERIOD.fullmatch(fold_width(token.surface)):
        return False
    if token.surface in "・･/／&＆-":
        return 0 < position < len(tokens) - 1
    if token.pos in ("latin", "形状詞"):
        return token.pos2 != "助動詞語幹"
    if token.pos == "名詞":
        return token.pos2 != "数詞" and not (
            _HIRAGANA.fullmatch(token.surface) and token.surface < "の"
        )
    if token.pos in ("接頭辞", "接尾辞"):
        return token.pos2 != "形容詞的" and token.pos2 != "動詞的"
    return bool(_KATAKANA.fullmatch(token.surface)) and len(token.surface) > 1


def _parts(
    tokens: Sequence[Token], first: int, last: int, longest: int
) -> Iterator[tuple[int, int]]:
    for a in range(first, last):
        if not _may_start(tokens, a, first):
            continue
        for b in range(a + 1, min(last, a + longest) + 1):
            if _may_end(tokens, b, last) and (b > a + 1 or _stands_alone(tokens[a])):
                yield a, b


def _stands_alone(token: Token) -> bool:
    """Tell whether one morpheme may be a term: 脆弱, 今後 and 値 are none, 海外 is."""
    if token.pos == "latin":
        return len(token.surface) > 1 and not _ORDINAL.fullmatch(token.surface)
    if len(token.surface) < 2 or (_HIRAGANA.fullmatch(token.surface) and len(token.surface) < 3):
        return False
    if _KATAKANA.fullmatch(token.surface):
        return len(token.surface) >= SHORTEST_KATAKANA
    return token.pos == "名詞" and token.pos3 not in ("副詞可能", "形状詞可能", "サ変形状詞可能")


def _may_start(tokens: Sequence[Token], at: int, chunk_start: int) -> bool:
    token = tokens[at]
    if token.pos == "接尾辞" or token.surface in _NO_START or token.surface in "・･/／&＆-":
        return False
    return at == chunk_start or _may_cut(tokens[at - 1], token)


def _may_end(tokens: Sequence[Token], end: int, chunk_end: int) -> bool:
    """Tell whether a candidate may end before token `end`."""
    token = tokens[end - 1]
    if token.pos == "接頭辞" or token.surface in _NO_END or token.surface in "・･/／&＆-":
        return False
    if token.surface == "その" or token.pos2 == "形状詞的" or token.pos3 == "副詞可能":
        return token.surface == "他" and end - 2 >= 0 and tokens[end - 2].surface == "その"
    if token.pos == "形状詞" and not _KATAKANA.fullmatch(token.surface):
        return False
    if end == chunk_end:
        return True
    following = tokens[end]
    return following.pos != "接尾辞" and _may_cut(token, following)


def _may_cut(before: Token, after: Token) -> bool:
    """Tell whether a compound may be cut between two of its morphemes."""
    if before.pos == "接頭辞" or after.surface == "他":
        return False
    if before.end != after.start:
        return True
    if _KATAKANA.fullmatch(before.surface) and _KATAKANA.fullmatch(after.surface):
        return min(len(before.surface), len(after.surface)) >= SHORTEST_KATAKANA
    return True
