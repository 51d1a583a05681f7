"""Bilingual word knowledge: Japanese forms and the English stems that may translate them.

Three sources in one table, the later outranked by the earlier: the user's approved terms and our
curated ones (`glossary/`), JMdict, UniDic's loanwords. `scripts/build_lexicon.py` compiles the
latter two into `lexicon.npz`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from termalign.lexicon.english import content_stems
from termalign.lexicon.forms import Forms
from termalign.resources import resource
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.records import ApprovedTerm, Token

COMPILED = Path(__file__).parent / "lexicon.npz"
LONGEST_MATCH = 15  # tokens: その他の包括利益を通じて公正価値で測定する金融資産, a curated term
GLUED = ("latin", "number")  # what `tokenize` keeps whole
SKIPPED = frozenset({"助詞", "助動詞", "補助記号", "記号", "空白"})  # carry no word of their own
# Words that only bear grammar or politeness: lexicon rows for them match everything.
LIGHT_LEMMAS = frozenset(
    """為る 居る 有る 成る 御座る 出来る 事 物 為 様 其れ 此れ 其の 此の 御 等 者 的 行う 因る 於く
    付く 関する 対する つく 言う 所 上 中 内 訳 方 下さる 頂く 致す おる""".split()  # noqa: SIM905  read as text
)


@dataclass(frozen=True, slots=True)
class Match:
    """A run of tokens found in the lexicon: token span and the form it was found under."""

    first: int
    last: int  # exclusive
    form: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Japanese forms → weighted English stems; weights are 0..1, the best stem of a form has 1."""

    index: Mapping[str, int]
    stems: Sequence[str]
    indptr: np.ndarray
    indices: np.ndarray
    weights: np.ndarray
    curated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # English, best first

    def __contains__(self, form: str) -> bool:
        """Tell whether the form has a translation."""
        return form in self.curated or form in self.index

    def row(self, form: str) -> tuple[tuple[str, float], ...]:
        """Return the form's (stem, weight) pairs, curated ones alone where there are any."""
        curated = _weighted(self.curated.get(form, ()))
        if curated:  # 一層, "even more", is nothing but stop words
            return curated
        number = self.index.get(form)
        if number is None:
            return ()
        span = slice(int(self.indptr[number]), int(self.indptr[number + 1]))
        return tuple(
            (self.stems[i], w / 255)
            for i, w in zip(self.indices[span].tolist(), self.weights[span].tolist(), strict=True)
        )

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Yield the longest matches from left to right; tokens without any are passed over.

        A single token is tried as lemma, then orthographic base, then surface; a run as the
        surfaces joined, its last token also in its base form (申し込む, 取り扱う).
        """
        position = 0
        while position < len(tokens):
            match = self._longest(tokens, position)
            if match is None:
                position += 1
            else:
                yield match
                position = match.last

    def _longest(self, tokens: Sequence[Token], first: int) -> Match | None:
        if tokens[first].pos in SKIPPED:
            return None
        whole = _written(tokens[first])
        found: Match | None = None
        for last in range(first + 2, min(len(tokens), first + LONGEST_MATCH) + 1):
            token = tokens[last - 1]
            if token.pos == "補助記号":
                break  # no word goes on beyond a bracket or a comma
            based = whole + token.orth_base
            whole += _written(token)
            if token.pos in SKIPPED:
                continue
            form = whole if whole in self else based
            if form in self and _says_something(tokens[first:last]):
                found = Match(first, last, form)
        return found or self.single(tokens[first], first)

    def single(self, token: Token, position: int) -> Match | None:
        """Match one token alone; None for grammar words, Latin ones, numbers and unknown words."""
        if token.lemma in LIGHT_LEMMAS or token.pos in SKIPPED or token.pos in GLUED:
            return None
        for form in (token.lemma, token.orth_base, token.surface):
            if form in self:
                return Match(position, position + 1, form)
        return None


def _written(token: Token) -> str:
    """Return a token as forms are written: Latin letters and digits half-width (１株 is 1株)."""
    return token.lemma if token.pos in GLUED else token.surface


def _says_something(run: Sequence[Token]) -> bool:
    """Tell whether a run is more than grammar: して + い would be read as 指定 and 子弟."""
    return any(token.pos not in SKIPPED and token.lemma not in LIGHT_LEMMAS for token in run)


@cache
def _compiled() -> Lexicon:
    with np.load(COMPILED, allow_pickle=False) as arrays:
        return Lexicon(
            Forms(arrays["forms"]),
            arrays["stems"].tobytes().decode().split("\n"),
            arrays["indptr"],
            arrays["indices"],
            arrays["weights"],
        )


def read_columns(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our own tab-separated tables as column name → text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    for line in lines[1:]:
        fields = line.split("\t")
        yield dict(zip(names, fields + [""] * (len(names) - len(fields)), strict=False))


def _variants(row: dict[str, str], language: str) -> list[str]:
    texts = [*row.get(language, "").split("|"), *row.get(f"{language}_variants", "").split("|")]
    return [text.strip() for text in texts if text.strip()]


@cache
def _weighted(texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Weigh the stems of a term's translations: the first counts most."""
    weights: dict[str, float] = {}
    for rank, text in enumerate(texts):
        for stem in content_stems(text):
            weights.setdefault(stem, 1 / (1 + 0.3 * rank))
    return tuple(weights.items())


def _form(term: str) -> str:
    """Return a Japanese term as it is looked up."""
    return fold_width(term).replace(" ", "")


@cache
def curated_terms() -> dict[str, tuple[str, ...]]:
    """Return the curated tables, Japanese form → English: whole terms over loanwords."""
    return {
        _form(form): tuple(_variants(row, "en"))
        for name in ("loanwords.tsv", "seed.tsv")
        for row in read_columns(resource("glossary", name))
        for form in _variants(row, "ja")
    }


def load_lexicon(approved: Sequence[ApprovedTerm] = ()) -> Lexicon:
    """Return the lexicon, the user's approved terms on top. Loads in 0.1 s, once a process."""
    base = _compiled()
    decided: dict[str, tuple[str, ...]] = {}
    for term in approved:
        if term.status in ("approved", "reference", "do-not-translate"):
            decided[_form(term.ja)] = (*decided.get(_form(term.ja), ()), term.en)
    curated = curated_terms() | decided
    return Lexicon(base.index, base.stems, base.indptr, base.indices, base.weights, curated)
