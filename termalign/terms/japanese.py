"""Japanese text to term candidates: noun compounds by the parts of speech of their morphemes.

A chunk is the longest run of morphemes that may stand in a compound; the candidates are its parts
that begin and end as a term may, two chunks joined as in 配当金の支払 and 退職給付に係る負債, and
whatever is known as a whole term.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.text import fold_width
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from termalign.records import Token

    Range = tuple[int, int]  # tokens, the end exclusive

LONGEST = 9  # morphemes of a candidate: 個人向けインターネット接続サービス has five
LONGEST_JOINED = 10  # of one with の in it: 退職給付に係る負債 has six
LONGEST_KNOWN = 16  # of a known term: その他の包括利益を通じて公正価値で測定する金融資産 has 15
SHORTEST_KATAKANA = 3  # signs; オン|プレ|ミス is one word, データ|センター two

_KATAKANA = re.compile(r"[ァ-ヺー]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_BESIDE_SPACE = re.compile(r"[ァ-ヺーA-Za-z]")
_MIDDLE_DOT = re.compile(r"(?<=[ァ-ヺー])[・･](?=[ァ-ヺ])")
_FINAL_LONG = re.compile(r"(?<=[ァ-ヺー]{2})ー(?![ァ-ヺー])")
# FY23, 1H22, 3Q, YoY, vs: what stands in a table beside terms and is none.
_PERIOD = re.compile(
    r"(?:FY|CY)\d*|[1-4]Q(?:-[1-4]Q)?(?:\d{2,4})?|[12]H\d*|H[12]|YoY|QoQ|[\d.,]+(?:%|pt|x)?|P|vs"
)
_LETTER_OR_NUMERAL = re.compile(r"[A-Za-z]|[ivx]+|[IVX]+")
_ROUGHLY_NOTHING = dict.fromkeys(map(ord, "ー・･ "))
_JOINERS = frozenset("・･/／&＆-")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Morphemes that a list or a sentence puts before and after a term, but that are no part of it.
_BREAK = _words(
    """等 約 各 同 本 当 こと もの ため 場合 とおり 通り うち 以上 以下 以降 ら さん 様 方 達 たち
    各々 それぞれ ごと 毎 株 円 年 月 日 時 分 秒 人 名 社 件 号 頃 ころ つ ヶ所 箇所 億 万 百 千 兆
    未満 程度 ご お 御 私 我々 か月 ヶ月 カ月 ヵ月 箇月 番目 回目 目
    上記 下記 右記 左記 前記 前述 後述 以外 ほか 何 ㈱ 諸"""
)
# A compound goes on after these, but does not end in them.
_NO_END = _words("向け 付き 的 超 用 間 上 後 下 中 末 来 当たり 時 前 別 ごと 含む 含み")
_NO_START = _words("期 的 化 性 者 等 当たり 内 外 後 以外 別 用")
# What joins two chunks to one term: 配当金の支払, 退職給付に係る負債, 親会社の所有者に帰属する利益,
# 細分化された市場
_JOINS = _words("の に係る に帰属する に対する に関する による への からの における された")
# What makes a verb of a noun, by lemma: 検証する, 検証できる
_DOING = _words("為る 出来る 致す")
# What a label of a table's row may not hold, begin or end with; 係る and 対する stand in titles.
_OF_CLAUSES = ("動詞", "形容詞", "助動詞", "感動詞", "代名詞")
_IN_TITLES = _words("係る 為る 対する 関する 因る")
_NOT_FIRST = ("助詞", "接尾辞", "補助記号", "記号")
_NOT_LAST = ("助詞", "接頭辞", "動詞")
_LONGEST_JOIN = max(map(len, _JOINS))


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: tokens `first` to `last` (exclusive); `whole` where it is not cut from more."""

    first: int
    last: int
    key: str
    whole: bool
    before: str  # the morpheme before and after it in its chunk, "" at its edge
    after: str
    acts: bool  # it is said as a verb: 検証 in 検証する


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


@dataclass(frozen=True, slots=True)
class KnownJapanese:
    """Known terms by key, and what any of them begins with, roughly folded."""

    keys: frozenset[str]
    beginnings: frozenset[str]


def known_japanese(keys: Iterable[str]) -> KnownJapanese:
    """Return known terms in the form in which texts are searched for them."""
    kept = frozenset(keys)
    rough = [_rough(key) for key in kept]
    return KnownJapanese(kept, frozenset(key[:n] for key in rough for n in range(1, len(key) + 1)))


def _rough(text: str) -> str:
    """Fold more than a key does, sign by sign, so that the beginning of a term folds alike."""
    return fold_width(text).lower().translate(_ROUGHLY_NOTHING)


def read_japanese(text: str, is_word: Callable[[str], bool], known: KnownJapanese) -> JapaneseText:
    """Return the text's tokens and candidates, in order of their place.

    `is_word` tells of a run of morphemes whether it is one word, not to be cut through (持分法 in
    持分法適用関連会社); terms of `known` are taken whole.
    """
    tokens = tokenize(text)
    words = list(_runs(tokens, is_word))
    around: dict[Range, Range] = {}  # each candidate and the chunk it is cut from
    chunks = list(_chunks(tokens))
    joined = [_are_joined(text, tokens, *pair) for pair in itertools.pairwise(chunks)]
    for number, chunk in enumerate(chunks):
        before = chunks[number - 1] if number and joined[number - 1] else chunk
        after = chunks[number + 1] if number < len(joined) and joined[number] else chunk
        whole = (before[0], after[1])
        around |= dict.fromkeys(_parts(tokens, chunk, words), whole)
        if after != chunk:
            around |= dict.fromkeys(_joined_parts(tokens, chunk, after, words), whole)
    # What is known stands for itself wherever it stands.
    around |= {found: found for found in _known(text, tokens, known)}
    return JapaneseText(
        text, tokens, tuple(_span(text, tokens, *found) for found in sorted(around.items()))
    )


def with_labels(read: JapaneseText, labels: Iterable[Range]) -> JapaneseText:
    """Return the text with labels of a table's rows, spans of signs, as candidates too.

    のれん・無形資産 is none by its morphemes. A label that holds a clause is left out.
    """
    known = {(span.first, span.last) for span in read.spans}
    spans = list(read.spans)
    for start, end in labels:
        inside = [n for n, token in enumerate(read.tokens) if start <= token.start < end]
        at = (inside[0], inside[-1] + 1) if inside else (0, 0)
        if (
            0 < len(inside) <= LONGEST_KNOWN
            and at not in known
            and all(_is_nominal(read.tokens[n]) for n in inside)
            and read.tokens[inside[0]].pos not in _NOT_FIRST
            and read.tokens[inside[-1]].pos not in _NOT_LAST
        ):
            spans.append(_span(read.text, read.tokens, at, at))
    return JapaneseText(
        read.text, read.tokens, tuple(sorted(spans, key=lambda s: (s.first, s.last)))
    )


def _is_nominal(token: Token) -> bool:
    return token.pos not in _OF_CLAUSES or token.lemma in _IN_TITLES


def _span(text: str, tokens: Sequence[Token], at: Range, whole: Range) -> Span:
    return Span(
        *at,
        japanese_key(text[tokens[at[0]].start : tokens[at[1] - 1].end]),
        at == whole,
        _tied(tokens[at[0] - 1]) if at[0] > whole[0] else "",
        _tied(tokens[at[1]]) if at[1] < whole[1] else "",
        _acts(tokens, at[1]),
    )


def _acts(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether する or its like makes a verb of what ends before token `end`."""
    return (
        end < len(tokens)
        and tokens[end].lemma in _DOING
        and tokens[end].start == tokens[end - 1].end
    )


def _tied(neighbour: Token) -> str:
    return "" if neighbour.pos == "助詞" else neighbour.surface


def _runs(tokens: Sequence[Token], is_word: Callable[[str], bool]) -> Iterator[Range]:
    """Give the runs of morphemes, at least two, that are one word."""
    for first in range(len(tokens)):
        whole = tokens[first].surface
        for last in range(first + 2, min(len(tokens), first + LONGEST) + 1):
            if tokens[last - 2].end != tokens[last - 1].start:
                break
            whole += tokens[last - 1].surface
            if is_word(whole):
                yield first, last


def _known(text: str, tokens: Sequence[Token], known: KnownJapanese) -> Iterator[Range]:
    """Give the longest known terms that stand at a morpheme, from left to right."""
    pieces = [_rough(token.surface) for token in tokens]
    position = 0
    while position < len(tokens):
        end, rough = 0, ""
        for last in range(position + 1, min(len(tokens), position + LONGEST_KNOWN) + 1):
            rough += pieces[last - 1]
            if rough not in known.beginnings:
                break
            found = text[tokens[position].start : tokens[last - 1].end]
            if len(found) > 1 and japanese_key(found) in known.keys:
                end = last
        if end:
            yield position, end
        position = max(end, position + 1)


def _are_joined(text: str, tokens: Sequence[Token], chunk: Range, after: Range) -> bool:
    """Tell whether の or its like joins two chunks to one term."""
    between = text[tokens[chunk[1] - 1].end : tokens[after[0]].start]
    return len(between) <= _LONGEST_JOIN and between in _JOINS


def _chunks(tokens: Sequence[Token]) -> Iterator[Range]:
    """Give the longest runs of morphemes that may stand together in a compound."""
    first: int | None = None
    for position, token in enumerate(tokens):
        fits = _is_part(tokens, position)
        if first is not None and (not fits or not _touches(tokens[position - 1], token)):
            yield from _trimmed(tokens, first, position)
            first = None
        if fits and first is None:
            first = position
    if first is not None:
        yield from _trimmed(tokens, first, len(tokens))


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Iterator[Range]:
    """Take from a run's ends what no term begins or ends with, and what repeats: 支店支店."""
    while first < last and not _may_start(tokens, first):
        first += 1
    while first < last and not _may_end(tokens, last):
        last -= 1
    surfaces = [token.surface for token in tokens[first:last]]
    for size in range(1, len(surfaces) // 2 + 1):
        if surfaces == surfaces[:size] * (len(surfaces) // size):
            last = first + size
            break
    if first < last:
        yield first, last


def _touches(before: Token, token: Token) -> bool:
    """Tell whether nothing but one space beside katakana or Latin letters parts two tokens."""
    gap = token.start - before.end
    return gap == 0 or (
        gap == 1
        and bool(_BESIDE_SPACE.match(before.surface[-1]) or _BESIDE_SPACE.match(token.surface[0]))
    )


def _is_part(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a morpheme may stand in a compound."""
    token = tokens[position]
    if token.surface == "その":  # その他の負債
        return position + 1 < len(tokens) and tokens[position + 1].surface == "他"
    if token.surface in _BREAK or _PERIOD.fullmatch(fold_width(token.surface)):
        return False
    if token.surface in _JOINERS:
        return 0 < position < len(tokens) - 1
    if token.pos == "名詞":
        return token.pos2 != "数詞" and not _HIRAGANA.fullmatch(token.surface)
    if token.pos in ("接頭辞", "接尾辞", "形状詞"):
        return token.pos2 not in ("形容詞的", "動詞的", "助動詞語幹")
    return token.pos == "latin" or (
        bool(_KATAKANA.fullmatch(token.surface)) and len(token.surface) > 1
    )


def _parts(tokens: Sequence[Token], chunk: Range, words: Sequence[Range]) -> Iterator[Range]:
    """Give the parts of a chunk that may be terms, itself included."""
    first, last = chunk
    starts = [a for a in range(first, last) if _may_start(tokens, a) and _cuts(tokens, a, chunk)]
    ends = [
        b for b in range(first + 1, last + 1) if _may_end(tokens, b) and _cuts(tokens, b, chunk)
    ]
    for a in starts:
        for b in ends:
            if not a < b <= a + LONGEST or (b == a + 1 and not _stands_alone(tokens[a])):
                continue
            if (a, b) == chunk or not _breaks_a_word(a, b, words):
                yield a, b


def _joined_parts(
    tokens: Sequence[Token], chunk: Range, after: Range, words: Sequence[Range]
) -> Iterator[Range]:
    for a in range(*chunk):
        for b in range(after[0] + 1, min(after[1], a + LONGEST_JOINED) + 1):
            if (
                _may_start(tokens, a)
                and _cuts(tokens, a, chunk)
                and _may_end(tokens, b)
                and _cuts(tokens, b, after)
                and not _breaks_a_word(a, b, words)
            ):
                yield a, b


def _breaks_a_word(a: int, b: int, words: Sequence[Range]) -> bool:
    """Tell whether a cut runs through a word: 法適用会社 out of 持分法適用会社."""
    return any(x < a < y or x < b < y for x, y in words)


def _stands_alone(token: Token) -> bool:
    """Tell whether one morpheme may be a term: 脆弱, 今後 and 値 are none, 海外 is."""
    if token.pos == "latin":
        return len(token.surface) > 1 and not _LETTER_OR_NUMERAL.fullmatch(token.surface)
    if _KATAKANA.fullmatch(token.surface):
        return len(token.surface) >= SHORTEST_KATAKANA
    return (
        len(token.surface) > 1
        and token.pos == "名詞"
        and token.pos3 not in ("副詞可能", "形状詞可能", "サ変形状詞可能")
    )


def _may_start(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return (
        token.pos != "接尾辞" and token.surface not in _NO_START and token.surface not in _JOINERS
    )


def _may_end(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a candidate may end before token `end`."""
    token = tokens[end - 1]
    if token.pos == "接頭辞" or token.surface in _NO_END or token.surface in _JOINERS:
        return False
    if token.surface == "その" or token.pos2 == "形状詞的" or token.pos3 == "副詞可能":
        return token.surface == "他" and end > 1 and tokens[end - 2].surface == "その"
    return token.pos != "形状詞" or bool(_KATAKANA.fullmatch(token.surface))


def _cuts(tokens: Sequence[Token], at: int, chunk: Range) -> bool:
    """Tell whether a chunk ends at `at` or may be cut there."""
    if at in chunk:
        return True
    before, after = tokens[at - 1], tokens[at]
    if before.pos == "接頭辞" or after.pos == "接尾辞" or after.surface == "他":
        return False
    if before.end == after.start and all(_KATAKANA.fullmatch(t.surface) for t in (before, after)):
        return min(len(before.surface), len(after.surface)) >= SHORTEST_KATAKANA
    return True
