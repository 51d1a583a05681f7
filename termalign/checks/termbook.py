"""The decided terms, ready to be found: Japanese by longest match, English by its stems."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.entries import DECIDED
from termalign.glossary.pen import key_of
from termalign.glossary.runs import MOST_WORDS, Keys, Run, Word, end_signs, span_of
from termalign.lexicon import curated_terms
from termalign.lexicon.english import fold, stem
from termalign.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.records import ApprovedTerm, Status

_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PLURAL_ACRONYM = re.compile("(?<=[A-Z]{2})s$")  # a stem of CPUs or PCs keeps it
_POSSESSIVE = re.compile("['’]s?$")
_LEFT_OUT = frozenset({"a", "an", "the", "and"})  # R&D is research and development, or & …
_SHARED_BY = 4  # words from a modifier to the head it shares
_COORDINATED = re.compile(r"\b(?:and|or)\b|[&,/]", re.IGNORECASE)
_ACRONYM = range(2, 4)  # letters of an acronym that may be another word: it, us, who


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
    cased: str  # the only spelling that counts, half-width; "" where any does
    entry: Entry


class TermBook:
    """The glossary's decided terms by their Japanese; falsy when there are none."""

    def __init__(self, terms: Sequence[ApprovedTerm] = ()) -> None:
        """Keep the approved, do-not-translate and forbidden terms of `terms`.

        Reference terms, and the curated ones, only tell what longer terms there are. The spellings
        of a Japanese term are one: サーバ and サーバー, 売上 and 売り上げ.
        """
        decided: dict[tuple[str, tuple[str, str], str], list[ApprovedTerm]] = defaultdict(list)
        known: dict[str, list[tuple[str, EnglishTerm]]] = defaultdict(list)
        for term in terms:
            if not term.ja.strip() or not term.en.strip():
                continue
            if term.status in DECIDED:
                cased = fold_width(term.ja) if term.ja_cased else ""
                decided[key_of(term.ja), end_signs(term.ja), cased].append(term)
            elif term.status == "reference":
                known[key_of(term.ja)].append((term.ja, _english(term)))
        for ja, english in curated_terms().items() if decided else ():
            known[key_of(ja)] += ((ja, EnglishTerm(one)) for one in english)
        self._known, self._known_keys = known, Keys(known)
        self._decided: dict[str, list[_Candidate]] = defaultdict(list)
        for (key, _, cased), of_term in decided.items():
            self._decided[key].append(_Candidate(cased, _entry(of_term)))
        self._keys = Keys(self._decided)

    def __bool__(self) -> bool:
        """Whether any term was decided on."""
        return bool(self._decided)

    def find(self, text: str) -> list[Hit]:
        """Return the terms in a Japanese text, the longest where several begin, not overlapping.

        A term must begin and end where words do: ロール is not in コントロール.
        """
        if not self:
            return []
        words = [Word(token.start, token.end) for token in self._keys.tokens(text)]
        hits, at = [], 0
        while at < len(words):
            hit = self._longest_from(text, words, at)
            if hit is None:
                at += 1
                continue
            hits.append(hit._replace(longer=self._longer(text, words, at, hit.end)))
            while at < len(words) and words[at].start < hit.end:
                at += 1
        return hits

    def _longest_from(self, text: str, words: Sequence[Word], first: int) -> Hit | None:
        """Return the longest decided term that begins at a word, None if none does."""
        longest, its_key = None, ""
        for run in self._keys.runs(text, words, first):
            (key,) = run.keys
            hit = self._standing(key, text, run) if key != its_key else None
            if hit is not None:
                longest, its_key = hit, key
        return longest

    def _standing(self, key: str, text: str, run: Run) -> Hit | None:
        """Return the term of that key that a run is: with most signs round it, then one cased."""
        hits = []
        for cased, entry in self._decided[key]:
            span = span_of(entry.ja, text, run.start, run.end)
            if span and cased in ("", fold_width(text[slice(*span)])):
                hits.append((span[1] - span[0], bool(cased), Hit(entry, *span)))
        return max(hits, key=lambda one: one[:2])[2] if hits else None

    def _longer(
        self, text: str, words: Sequence[Word], at: int, end: int
    ) -> tuple[EnglishTerm, ...]:
        """Return the English of the known terms that go on beyond a hit's end.

        Only those: the last part of a Japanese compound is its head, and 純利益 is as much a net
        income in 当期純利益, but 営業利益 is no operating income in 営業利益率.
        """
        return tuple(
            english
            for first in range(max(0, at + 1 - MOST_WORDS), at + 1)
            for run in self._known_keys.runs(text, words, first)
            if run.end > end
            for ja, english in self._known[run.keys[0]]
            if span_of(ja, text, run.start, run.end)
        )


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


def english_text(text: str) -> EnglishText:
    """Return the words of `text` as stems: cash flows, cash-flow and Cash Flow are alike."""
    words = [
        (match[0], stem(_PLURAL_ACRONYM.sub("", match[0])), match.span())
        for match in _ENGLISH_WORD.finditer(text)
    ]
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
    is cased or exact only as far as that allows. A short acronym counts in capitals only: IT, it.
    """
    words = english_text(term.text)
    wanted, acronyms = _forms(words, term), _acronyms(words.words)
    if not wanted:
        return []
    forms, size = _forms(text, term), len(wanted)
    runs = [
        range(at, at + size)
        for at in range(len(forms) - size + 1)
        if forms[at : at + size] == wanted
    ]
    return [
        (text.spans[run[0]][0], text.spans[run[-1]][1])
        for run in runs or _joined("".join(wanted), forms)
        if _hold(text.words[run[0] : run[-1] + 1], acronyms)
    ]


def _acronyms(words: Iterable[str]) -> tuple[str, ...]:
    """Return the short acronyms among a term's words: the IT of IT services, US of U.S."""
    runs = ("".join(run) for upper, run in groupby(words, str.isupper) if upper)
    return tuple(run for run in runs if len(run) in _ACRONYM)


def _hold(words: Iterable[str], acronyms: Iterable[str]) -> bool:
    """Tell whether the acronyms stand in the words in capitals: IT in IT's, US in U.S."""
    letters = "".join(words)
    return all(acronym in letters for acronym in acronyms)


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


def _joined(wanted: str, forms: Sequence[str]) -> list[range]:
    """Return where the term's letters run over other word breaks: cash flow in cashflow."""
    runs = []
    for at in range(len(forms)):
        joined = ""
        for end in range(at, len(forms)):
            joined += forms[end]
            if joined == wanted:
                runs.append(range(at, end + 1))
            if not wanted.startswith(joined):
                break
    return runs


def any_found(terms: Iterable[EnglishTerm], text: EnglishText) -> bool:
    """Tell whether any of the English terms stands in `text`, or shares its last word there."""
    return any(find_english(term, text) or _shares_head(term, text) for term in terms)


def _shares_head(term: EnglishTerm, text: EnglishText) -> bool:
    """Tell whether a term's last word is said once for two: "interim and year-end dividends"."""
    words = english_text(term.text)
    *modifier, head = _forms(words, term) or ("",)
    forms, size = list(_forms(text, term)), len(modifier)
    for at in range(len(forms) - size if modifier else 0):
        held = text.words[at : at + size]
        if forms[at : at + size] != modifier or not _hold(held, _acronyms(words.words[:-1])):
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
