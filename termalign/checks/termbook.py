"""The decided terms, ready to be found: Japanese by longest match, English by its stems."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from termalign.lexicon import curated_terms
from termalign.lexicon.english import fold, stem
from termalign.text import fold_width
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import ApprovedTerm, Status

_DECIDED = frozenset({"approved", "do-not-translate", "forbidden"})
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile("['’]s?$")
_LEFT_OUT = frozenset({"a", "an", "the", "and"})  # R&D is research and development, or & …
_SHARED_BY = 4  # words from a modifier to the head it shares
_COORDINATED = re.compile(r"\b(?:and|or)\b|[&,/]", re.IGNORECASE)
_HEAD = 2  # characters a Japanese term is indexed by


class EnglishTerm(NamedTuple):
    """An English term; cased counts in this case only, exact only uninflected.

    `entry` says where it stands, in words: "entry 3", "entry 3 of client.db"; "" where unknown.
    """

    text: str
    cased: bool = False
    exact: bool = False
    entry: str = ""


class Entry(NamedTuple):
    """What the glossary has decided on one Japanese term, the preferred English first."""

    ja: str
    approved: tuple[EnglishTerm, ...]
    untranslated: tuple[EnglishTerm, ...]
    forbidden: tuple[EnglishTerm, ...]

    @property
    def usable(self) -> tuple[EnglishTerm, ...]:
        """What the English may hold."""
        return (*self.approved, *self.untranslated)


class Hit(NamedTuple):
    """A term's entry and where it stands in a Japanese text.

    `longer` are known English terms for longer Japanese ones that it is the beginning or middle of
    there: the "margin" of 営業利益率 where 営業利益 is found.
    """

    entry: Entry
    start: int
    end: int
    longer: tuple[EnglishTerm, ...] = ()


class EnglishText(NamedTuple):
    """An English text and its words, as they stand and as stems, with their places.

    Articles and "and" are left out.
    """

    text: str
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
        """Keep the approved, do-not-translate and forbidden terms of `terms`.

        Reference terms, and the curated ones, only tell what longer terms there are.
        """
        # By the spelling that is looked for: in its own case where that counts.
        decided: dict[tuple[str, bool], list[ApprovedTerm]] = defaultdict(list)
        known: dict[str, list[EnglishTerm]] = defaultdict(list)
        for term in terms:
            spelt = fold_width(term.ja) if term.ja_cased else _folded(term.ja)
            if not spelt or not term.en.strip():
                continue
            if term.status in _DECIDED:
                decided[spelt, term.ja_cased].append(term)
            elif term.status == "reference":
                known[_folded(term.ja)].append(_english(term))
        for ja, english in curated_terms().items() if decided else ():
            known[_folded(ja)] += map(EnglishTerm, english)
        self._known = known
        self._longest_known = max(map(len, known), default=0)
        self._by_head: dict[str, list[_Candidate]] = defaultdict(list)
        for (spelt, cased), of_term in decided.items():
            head = _folded(spelt)[:_HEAD]
            self._by_head[head].append(_Candidate(spelt, cased, _entry(of_term)))
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
        edges: set[int] = set()
        while position < len(folded):
            candidates = self._candidates_at(width_folded, folded, position)
            if candidates and not edges:
                edges = _word_edges(text)
            hit = next((hit for hit in candidates if {hit.start, hit.end} <= edges), None)
            if hit is None:
                position += 1
                continue
            hits.append(hit._replace(longer=self._longer(folded, hit, edges)))
            position = hit.end
        return hits

    def _candidates_at(self, width_folded: str, folded: str, position: int) -> list[Hit]:
        """Return the decided terms that begin at a position, the longest first."""
        heads = (folded[position : position + _HEAD], folded[position : position + 1])
        return [
            Hit(entry, position, position + len(spelt))
            for head in dict.fromkeys(heads)
            for spelt, cased, entry in self._by_head.get(head, ())
            if (width_folded if cased else folded).startswith(spelt, position)
        ]

    def _longer(self, folded: str, hit: Hit, edges: set[int]) -> tuple[EnglishTerm, ...]:
        """Return the English of the known terms that go on beyond the hit.

        Only those: the last part of a Japanese compound is its head, and 純利益 is as much a net
        income in 当期純利益, but 営業利益 is no operating income in 営業利益率.
        """
        english: list[EnglishTerm] = []
        for start in range(max(0, hit.end + 1 - self._longest_known), hit.start + 1):
            for end in range(hit.end + 1, min(len(folded), start + self._longest_known) + 1):
                if folded[start:end] in self._known and {start, end} <= edges:
                    english += self._known[folded[start:end]]
        return tuple(english)


def _entry(terms: Sequence[ApprovedTerm]) -> Entry:
    """Return the entry of one Japanese term's decisions."""

    def of(status: Status) -> tuple[EnglishTerm, ...]:
        return tuple(_english(term) for term in terms if term.status == status)

    return Entry(terms[0].ja, of("approved"), of("do-not-translate"), of("forbidden"))


def _english(term: ApprovedTerm) -> EnglishTerm:
    entry = "" if term.entry is None else f"entry {term.entry}"
    if entry and term.glossary:
        entry += f" of {term.glossary}"
    return EnglishTerm(term.en, term.cased, term.exact, entry)


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
    kept = [word for word in words if word[1] not in _LEFT_OUT]
    return EnglishText(
        text,
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
    """Tell whether any of the English terms stands in `text`, or shares its last word there."""
    return any(find_english(term, text) or _shares_head(term, text) for term in terms)


def _shares_head(term: EnglishTerm, text: EnglishText) -> bool:
    """Tell whether a term's last word is said once for two: "interim and year-end dividends"."""
    *modifier, head = _forms(english_text(term.text), term) or ("",)
    forms, size = list(_forms(text, term)), len(modifier)
    for at in range(len(forms) - size if modifier else 0):
        if forms[at : at + size] != modifier:
            continue
        for last in range(at + size, min(at + size + _SHARED_BY, len(forms))):
            between = text.text[text.spans[at + size - 1][1] : text.spans[last][0]]
            if forms[last] == head and _COORDINATED.search(between):
                return True
    return False


def shortened(term: EnglishTerm, text: EnglishText) -> bool:
    """Tell whether a part of a term stands in `text`: the Sales of net sales, its last words.

    Or its first ones, two at least: the Payment Solutions of Payment Solutions Business.
    """
    stems, held = english_text(term.text).stems, text.stems
    parts = [stems[at:] for at in range(1, len(stems))]
    parts += [stems[:at] for at in range(2, len(stems))]
    return any(held[at : at + len(part)] == part for part in parts for at in range(len(held)))


def find_unchanged(term: EnglishTerm, text: str) -> list[tuple[int, int]]:
    """Return where a name stands in an English text letter by letter, as a word or words.

    In a text all in capitals the case does not count, unless the term is cased; width never does.
    """
    folded, wanted = fold_width(text), fold_width(term.text)
    all_capitals = folded == folded.upper() and not term.cased
    pattern = rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])"
    found = re.finditer(pattern, folded, re.IGNORECASE if all_capitals else re.NOFLAG)
    return [place.span() for place in found]


def entries_of(terms: Iterable[EnglishTerm]) -> str:
    """Return where terms stand, for a message: " (entry 3)"; "" for terms of no glossary."""
    entries = dict.fromkeys(term.entry for term in terms if term.entry)
    return f" ({', '.join(entries)})" if entries else ""
