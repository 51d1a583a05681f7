"""The default embedder: segments as weighted English words, without any model.

A Japanese segment becomes the stems that may translate its words, the Latin spelling of its
names, and the worth of its numbers; an English one its stems, names and numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from termalign.embedding.values import english_values, japanese_values
from termalign.embedding.weighing import KATAKANA, Word, occurrences, weigh
from termalign.kana import romaji
from termalign.lexicon import LIGHT_LEMMAS
from termalign.lexicon.english import STOP_WORDS, WORD, content_stems, fold, stem
from termalign.lexicon.transliteration import name_key
from termalign.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termalign.embedding import Vectors
    from termalign.lexicon import Lexicon
    from termalign.records import Token

NAME_WEIGHT = 0.8  # a name met by its sound, against 1 for a word met in the lexicon
NAME_MIN = 3  # letters; "to" or "ka" as a reading meets English words by chance
WORDS_CACHED = 100_000
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"})


@dataclass(frozen=True, slots=True)
class LexicalEmbedder:
    """Vectors from the lexicon alone; `learned` adds word pairs found in the documents."""

    lexicon: Lexicon
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    _ja: dict[str, tuple[Word, ...]] = field(default_factory=dict)  # each text is analysed once
    _en: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    _words: dict[tuple[str, ...], Word] = field(default_factory=dict)

    def embed(self, ja: Sequence[str], en: Sequence[str]) -> Vectors:
        """Return sparse vectors; idf is counted within the two documents."""
        return weigh(
            occurrences([self.japanese_words(text) for text in ja], self._with_learned),
            occurrences([self.english_words(text) for text in en]),
        )

    def taught(self, learned: Mapping[str, Mapping[str, float]]) -> LexicalEmbedder:
        """Return an embedder that knows these pairs too: form → English column → weight."""
        return LexicalEmbedder(self.lexicon, learned, self._ja, self._en, self._words)

    def japanese_words(self, text: str) -> tuple[Word, ...]:
        """Return the words of a Japanese text that can say something, with their columns."""
        if text not in self._ja:
            self._ja[text] = tuple(self._read_japanese(text))
        return self._ja[text]

    def english_words(self, text: str) -> tuple[Word, ...]:
        """Return the words of an English text that are no stop words, and its numbers."""
        if text not in self._en:
            values = (Word(value, ((value, 1.0),)) for value in english_values(text))
            self._en[text] = (*_latin_words(text), *values)
        return self._en[text]

    def _with_learned(self, word: Word) -> Word:
        pairs = self.learned.get(word.form)
        if pairs is None:
            return word
        columns = dict(word.columns)
        for column, weight in pairs.items():
            columns[column] = max(columns.get(column, 0.0), weight)
        return Word(word.form, tuple(columns.items()))

    def _word(self, form: str, run: Sequence[Token]) -> Word:
        # All that its columns hang on: 林, the wood and the family name, is read the same.
        key = (
            form,
            *(
                part
                for token in run
                for part in (token.reading or token.surface, token.loan, token.pos2)
            ),
        )
        if key not in self._words:
            self._words[key] = Word(form, _columns(self.lexicon, form, run))
        return self._words[key]

    def _read_japanese(self, text: str) -> Iterator[Word]:
        tokens = tokenize(text)
        covered: set[int] = set()
        for match in self.lexicon.matches(tokens):
            run = tokens[match.first : match.last]
            yield self._word(match.form, run)
            covered.update(range(match.first, match.last))
        for position, token in enumerate(tokens):
            if token.pos == "latin":
                yield from _latin_words(token.lemma)  # half-width: ＤＸ is DX
            elif position not in covered and _is_content(token):
                yield self._word(token.surface, (token,))
        for value in japanese_values(text):
            yield Word(value, ((value, 1.0),))


def _columns(lexicon: Lexicon, form: str, run: Sequence[Token]) -> tuple[tuple[str, float], ...]:
    columns = dict(lexicon.row(form))
    if not columns and len(run) == 1 and run[0].loan:
        columns = dict.fromkeys(content_stems(run[0].loan), 1.0)
    name = name_key(romaji("".join(token.reading or token.surface for token in run)))
    if len(name) >= NAME_MIN and _may_be_name(form, run):
        columns["~" + name] = NAME_WEIGHT
    return tuple(columns.items())


def _may_be_name(form: str, run: Sequence[Token]) -> bool:
    """Names, compounds and anything of two characters may stand in English by their sound."""
    return len(form) > 1 or any(token.pos2 == "固有名詞" for token in run)


def _is_content(token: Token) -> bool:
    if token.pos not in _CONTENT or token.lemma in LIGHT_LEMMAS:
        return False
    return bool(token.reading or KATAKANA.fullmatch(token.surface))


def _latin_words(text: str) -> list[Word]:
    return [_latin_word(found) for found in WORD.findall(text) if found.lower() not in STOP_WORDS]


@lru_cache(maxsize=WORDS_CACHED)
def _latin_word(found: str) -> Word:
    name = name_key(fold(found))
    if len(name) < NAME_MIN:
        return Word(found, ((stem(found), 1.0),))
    return Word(found, ((stem(found), 1.0), ("~" + name, NAME_WEIGHT)))
