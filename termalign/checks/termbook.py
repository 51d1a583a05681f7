"""The decided terms, ready to be found: Japanese by longest match, English by its stems."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from termalign.lexicon.english import fold, stem
from termalign.text import fold_width
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import ApprovedTerm

_DECIDED = frozenset({"approved", "do-not-translate"})
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile("['’]s?$")
_ARTICLES = frozenset({"a", "an", "the"})
_HEAD = 2  # characters a Japanese term is indexed by


class EnglishTerm(NamedTuple):
    """An English term; cased counts in this case only, exact only uninflected."""

    text: str
    cased: bool = False
    exact: bool = False


class Entry(NamedTuple):
    """What the glossary says of one Japanese term."""

    ja: str
    approved: tuple[EnglishTerm, ...]
    forbidden: tuple[EnglishTerm, ...]


class Hit(NamedTuple):
    """A term's entry and where it stands in a Japanese text."""

    entry: Entry
    start: int
    end: int


class EnglishText(NamedTuple):
    """An English text's words, as they stand and as stems, with their places; without articles."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class _Candidate(NamedTuple):
    spelt: str
    cased: bool
    entry: Entry


class TermBook:
    """The glossary's decided terms by their Japanese; falsy when there are none."""

    def __init__(self, terms: Sequence[ApprovedTerm] = ()) -> None:
        """Keep the approved, do-not-translate and forbidden terms of `terms`."""
        # By the spelling that is looked for: in its own case where that counts.
        entries: dict[tuple[str, bool], tuple[str, list[EnglishTerm], list[EnglishTerm]]] = {}
        for term in terms:
            spelt = fold_width(term.ja) if term.ja_cased else _folded(term.ja)
            if not spelt or not term.en.strip():
                continue
            _, approved, forbidden = entries.setdefault((spelt, term.ja_cased), (term.ja, [], []))
            english = EnglishTerm(term.en, term.cased, term.exact)
            if term.status in _DECIDED:
                approved.append(english)
            elif term.status == "forbidden":
                forbidden.append(english)
        self._by_head: dict[str, list[_Candidate]] = defaultdict(list)
        for (spelt, cased), (ja, approved, forbidden) in entries.items():
            if approved or forbidden:
                entry = Entry(ja, tuple(approved), tuple(forbidden))
                head = _folded(spelt)[:_HEAD]
                self._by_head[head].append(_Candidate(spelt, cased, entry))
        for candidates in self._by_head.values():
            candidates.sort(key=lambda candidate: (-len(candidate.spelt), not candidate.cased))

    def __bool__(self) -> bool:
        """Whether any term was decided on."""
        return bool(self._by_head)

    def find(self, text: str) -> list[Hit]:
        """Return the terms in a Japanese text, the longest where several begin, not overlapping.

        A term must begin and end where words do: ロール is not in コントロール.
        """
        if not self:
            return []
        width_folded, folded = fold_width(text), _folded(text)
        hits, position = [], 0
        edges: set[int] | None = None
        while position < len(folded):
            hit = self._longest_at(width_folded, folded, position)
            if hit is not None:
                edges = _word_edges(text) if edges is None else edges
            if hit is None or not {hit.start, hit.end} <= (edges or set()):
                position += 1
                continue
            hits.append(hit)
            position = hit.end
        return hits

    def _longest_at(self, width_folded: str, folded: str, position: int) -> Hit | None:
        heads = (folded[position : position + _HEAD], folded[position : position + 1])
        for head in heads:
            for spelt, cased, entry in self._by_head.get(head, ()):
                if (width_folded if cased else folded).startswith(spelt, position):
                    return Hit(entry, position, position + len(spelt))
        return None


def _folded(text: str) -> str:
    """Return `text` for comparing, of the same length: half-width, ASCII in lower case."""
    return re.sub("[A-Z]+", lambda match: match[0].lower(), fold_width(text))


def _word_edges(text: str) -> set[int]:
    edges = {0, len(text)}
    for token in tokenize(text):
        edges |= {token.start, token.end}
    return edges


def english_text(text: str) -> EnglishText:
    """Return the words of `text` as stems: cash flows, cash-flow and Cash Flow are alike."""
    words = [(match[0], stem(match[0]), match.span()) for match in _ENGLISH_WORD.finditer(text)]
    kept = [word for word in words if word[1] not in _ARTICLES]
    return EnglishText(
        tuple(word for word, _, _ in kept),
        tuple(stemmed for _, stemmed, _ in kept),
        tuple(span for _, _, span in kept),
    )


def find_english(term: EnglishTerm, text: EnglishText) -> list[tuple[int, int]]:
    """Return where an English term stands in `text`, whatever its number, tense, hyphens, articles.

    "change in scope" is found in "Changes in the scope", "cash flow" in "cashflows"; a term that
    is cased or exact only as far as that allows.
    """
    wanted = _forms(english_text(term.text), term)
    if not wanted:
        return []
    forms = _forms(text, term)
    size = len(wanted)
    spans = [
        (text.spans[at][0], text.spans[at + size - 1][1])
        for at in range(len(forms) - size + 1)
        if forms[at : at + size] == wanted
    ]
    return spans or _find_joined("".join(wanted), forms, text.spans)


def _forms(text: EnglishText, term: EnglishTerm) -> tuple[str, ...]:
    """Return the text's words in the form in which they must be the term's: stems if unflagged."""
    if term.cased and term.exact:
        return tuple(_POSSESSIVE.sub("", word) for word in text.words)
    if term.exact:
        return tuple(map(fold, text.words))
    if term.cased:
        return tuple(map(_stem_as_written, text.words, text.stems))
    return text.stems


def _stem_as_written(word: str, stemmed: str) -> str:
    """Return the stem in the word's own case: SHIFT of SHIFTs, Compani of Company and Companies."""
    pairs = zip(word.lower(), stemmed, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return word[:shared] + stemmed[shared:]


def _find_joined(
    wanted: str, forms: Sequence[str], places: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return where the term's letters run over other word breaks: cash flow in cashflow."""
    spans = []
    for at in range(len(forms)):
        joined = ""
        for end in range(at, len(forms)):
            joined += forms[end]
            if joined == wanted:
                spans.append((places[at][0], places[end][1]))
            if not wanted.startswith(joined):
                break
    return spans


def any_found(terms: Iterable[EnglishTerm], text: EnglishText) -> bool:
    """Tell whether any of the English terms stands in `text`."""
    return any(find_english(term, text) for term in terms)
