"""The decided terms, ready to be found: Japanese by longest match, English by its stems."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from termalign.lexicon.english import stem
from termalign.text import fold_width
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import ApprovedTerm

_DECIDED = frozenset({"approved", "do-not-translate"})
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ARTICLES = frozenset({"a", "an", "the"})
_HEAD = 2  # characters a Japanese term is indexed by


class Entry(NamedTuple):
    """What the glossary says of one Japanese term."""

    ja: str
    approved: tuple[str, ...]
    forbidden: tuple[str, ...]


class Hit(NamedTuple):
    """A term's entry and where it stands in a Japanese text."""

    entry: Entry
    start: int
    end: int


class EnglishText(NamedTuple):
    """An English text's words as stems, with their places; articles are left out."""

    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class TermBook:
    """The glossary's decided terms by their Japanese; falsy when there are none."""

    def __init__(self, terms: Sequence[ApprovedTerm] = ()) -> None:
        """Keep the approved, do-not-translate and forbidden terms of `terms`."""
        entries: dict[str, tuple[str, list[str], list[str]]] = {}
        for term in terms:
            folded = _folded(term.ja)
            if not folded or not term.en.strip():
                continue
            _, approved, forbidden = entries.setdefault(folded, (term.ja, [], []))
            if term.status in _DECIDED:
                approved.append(term.en)
            elif term.status == "forbidden":
                forbidden.append(term.en)
        self._by_head: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for folded, (ja, approved, forbidden) in entries.items():
            if approved or forbidden:
                entry = Entry(ja, tuple(approved), tuple(forbidden))
                self._by_head[folded[:_HEAD]].append((folded, entry))
        for candidates in self._by_head.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def __bool__(self) -> bool:
        """Whether any term was decided on."""
        return bool(self._by_head)

    def find(self, text: str) -> list[Hit]:
        """Return the terms in a Japanese text, the longest where several begin, not overlapping.

        A term must begin and end where words do: ロール is not in コントロール.
        """
        if not self:
            return []
        folded = _folded(text)
        hits, position = [], 0
        edges: set[int] | None = None
        while position < len(folded):
            hit = self._longest_at(folded, position)
            if hit is not None:
                edges = _word_edges(text) if edges is None else edges
            if hit is None or not {hit.start, hit.end} <= (edges or set()):
                position += 1
                continue
            hits.append(hit)
            position = hit.end
        return hits

    def _longest_at(self, folded: str, position: int) -> Hit | None:
        heads = (folded[position : position + _HEAD], folded[position : position + 1])
        for head in heads:
            for term, entry in self._by_head.get(head, ()):
                if folded.startswith(term, position):
                    return Hit(entry, position, position + len(term))
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
    words = [(stem(match[0]), match.span()) for match in _ENGLISH_WORD.finditer(text)]
    kept = [(word, span) for word, span in words if word not in _ARTICLES]
    return EnglishText(tuple(word for word, _ in kept), tuple(span for _, span in kept))


def find_english(term: str, text: EnglishText) -> list[tuple[int, int]]:
    """Return where an English term stands in `text`, whatever its number, tense, hyphens, articles.

    "change in scope" is found in "Changes in the scope", "cash flow" in "cashflows".
    """
    wanted = english_text(term).stems
    if not wanted:
        return []
    size = len(wanted)
    spans = [
        (text.spans[at][0], text.spans[at + size - 1][1])
        for at in range(len(text.stems) - size + 1)
        if text.stems[at : at + size] == wanted
    ]
    return spans or _find_joined("".join(wanted), text)


def _find_joined(wanted: str, text: EnglishText) -> list[tuple[int, int]]:
    """Return where the term's letters run over other word breaks: cash flow in cashflow."""
    spans = []
    for at in range(len(text.stems)):
        joined = ""
        for end in range(at, len(text.stems)):
            joined += text.stems[end]
            if joined == wanted:
                spans.append((text.spans[at][0], text.spans[end][1]))
            if not wanted.startswith(joined):
                break
    return spans


def any_found(terms: Iterable[str], text: EnglishText) -> bool:
    """Tell whether any of the English terms stands in `text`."""
    return any(find_english(term, text) for term in terms)
