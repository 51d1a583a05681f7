"""How a term is said: えいぎょうりえき, ｴｲｷﾞｮｳﾘｴｷ and eigyō-rieki all find 営業利益.

The tokenizer gives the reading when a Japanese term is written, and it is kept with the term. A
query in kana or Latin letters gives its key without one, so that a lookup is quick.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from termalign.glossary.fold import fold_key
from termalign.kana import romaji, to_hiragana, to_katakana
from termalign.text import mend_radicals

if TYPE_CHECKING:
    from termalign.records import Token

# What the dictionary reads otherwise than the people who speak of it. A reading stands in kana for
# the whole word, which begins and ends where a morpheme does.
_READINGS_TEXT = """
日本 にほん 子会社 こがいしゃ 一株 ひとかぶ 1株 ひとかぶ 割引率 わりびきりつ 戻入 もどしいれ
月次 げつじ 資金繰り しきんぐり 資金繰 しきんぐり 前連結 ぜんれんけつ 積立金 つみたてきん
後ろ倒し うしろだおし 決算日 けっさんび 取得日 しゅとくび 発生日 はっせいび 発効日 はっこうび
営業日 えいぎょうび 終了日 しゅうりょうび 開始日 かいしび 予定日 よていび 権利日 けんりび
"""
_READINGS = dict(zip(_READINGS_TEXT.split()[::2], _READINGS_TEXT.split()[1::2], strict=True))
_READ_OTHERWISE = re.compile("|".join(_READINGS))

_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_LONG_SIGNS = str.maketrans(
    {"ā": "aa", "â": "aa", "ī": "ii", "î": "ii", "ū": "uu", "û": "uu", "ē": "ee", "ê": "ee"}
    | {"ō": "ou", "ô": "ou"}
)

# Hepburn, kunrei and what is typed into an input method come to one spelling. The order matters.
_CONSONANTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("sh", "sy"),
        ("[ct](?=ch)", "t"),  # matcha, maccha
        ("ch", "ty"),
        ("j", "zy"),
        ("(?<=[syzt])yy", "y"),  # jya, chya
        ("dy", "zy"),
        ("(?<=[stz])yi", "i"),
        ("ts(?=u)", "t"),
        ("dz|d(?=[iu])", "z"),  # ジ ヂ ディ, ズ ヅ
        ("fu", "hu"),
        ("v", "b"),
        ("wo", "o"),
        ("m(?=[pbm])", "n"),
        ("n+", "n"),  # kannri, annnai as typed; kin'yuu
        ("nip+on", "nihon"),  # both are said
        ("oh(?![aeiouy])", "ou"),
    )
)
_LONG_O, _LONG = re.compile("o[ou]+"), re.compile(r"([aiue])\1+")


class Spoken(NamedTuple):
    """What is kept with a Japanese term: in kana, in the dictionary's kanji, and as a key.

    `lemma` is the key (`fold_key`) of the term in the dictionary's spelling: やりとり has 遣取.
    `sound` is empty where a part has no reading.
    """

    reading: str
    lemma: str
    sound: str


NOTHING_SPOKEN = Spoken("", "", "")


def spoken(term: str, key: str | None = None) -> Spoken:
    """Return how a Japanese term is said and spelt by the dictionary; needs the tokenizer.

    `key` is the term's own (`fold_key`), for who has it.
    """
    from termalign.tokens import tokenize

    text = unicodedata.normalize("NFKC", mend_radicals(term))
    tokens = tokenize(text)
    reading = _reading(text, tokens)
    by_dictionary = "".join(map(spelt_by_dictionary, tokens))
    lemma = fold_key(by_dictionary) if key is None or by_dictionary != text else key
    return Spoken(reading, lemma, sound_key(reading))


def sound_key(text: str) -> str:
    """Return the key of a text in kana, Latin letters and digits; empty for any other.

    えいぎょう, エイギョー, eigyō, eigyou, eigyo and ｴｲｷﾞｮｳ give one key. Long vowels, ん before
    a vowel and ズ, ヅ, ドゥ are not told apart.
    """
    return _LONG.sub(r"\1", _LONG_O.sub("o", precise_sound(text)))


def precise_sound(text: str) -> str:
    """Return the key with long vowels kept as they are written: とうし is no とし, as tōshi is not.

    A long sign (ー) is not kept.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LONG_SIGNS)
    latin = _KANA.sub(lambda kana: romaji(kana[0]), folded)
    letters = "".join(filter(str.isalnum, latin))
    if not letters.isascii():
        return ""
    for pattern, replacement in _CONSONANTS:
        letters = pattern.sub(replacement, letters)
    return letters


def is_kana(text: str) -> bool:
    """Tell whether the letters of `text` are all kana, of any width."""
    folded = unicodedata.normalize("NFKC", text)
    letters = "".join(filter(str.isalnum, folded))
    return bool(letters) and _KANA.fullmatch(letters) is not None


def _reading(text: str, tokens: tuple[Token, ...]) -> str:
    """Return the reading in hiragana, but what stands in katakana or Latin letters as it is."""
    at_edges = {token.start: token.end for token in tokens}
    ends = set(at_edges.values())
    otherwise = {
        found.start(): found.end()
        for found in _READ_OTHERWISE.finditer(text)
        if found.start() in at_edges and found.end() in ends
    }
    parts, position = [], 0
    for token in tokens:
        if token.start < position:  # within a word that is read otherwise
            continue
        if token.start in otherwise:
            position = otherwise[token.start]
            parts.append(_READINGS[text[token.start : position]])
        elif _IDEOGRAPH.search(token.surface):
            parts.append(to_hiragana(token.said) or token.surface)
        else:
            parts.append(token.surface)
    return "".join(parts)


def spelt_by_dictionary(token: Token) -> str:
    """Return the token in the dictionary's kanji, inflected as it stands: とりやめ → 取り止め."""
    if token.lemma == token.surface or not _IDEOGRAPH.search(token.lemma):
        return token.surface  # トウキョウ is the lemma of 東京
    same = takewhile(lambda pair: pair[0] == pair[1], zip(token.reading, token.said, strict=False))
    stem = len(list(same))
    tail = to_hiragana(token.reading[stem:])
    return token.lemma.removesuffix(tail) + to_hiragana(token.said[stem:])


# 売り would be met by every term that begins with 売 and is said with り at its end.
_LEAST_MIXED = 3


class MixedSpelling:
    """A query of kana and kanji (やり取り), to be met by terms that have more or less of either."""

    def __init__(self, text: str) -> None:
        """Take the query apart; it may be of no use, and is false then."""
        folded = unicodedata.normalize("NFKC", mend_radicals(text))
        letters = to_katakana("".join(filter(str.isalnum, folded)))
        self.kanji = tuple(_IDEOGRAPH.findall(letters))
        kana = _IDEOGRAPH.sub("", letters)
        self.begins_with_kana = not _IDEOGRAPH.match(letters)
        # Where the terms to look at begin: by sound, or by the dictionary's first kanji.
        first_kana = _IDEOGRAPH.split(letters)[0]
        self.prefix = sound_key(first_kana) if self.begins_with_kana else letters[:1]
        both = bool(self.kanji) and _KANA.fullmatch(kana) is not None
        self._useful = both and bool(self.prefix) and len(letters) >= _LEAST_MIXED
        # An ideograph is read in one to five kana: 手, 承.
        pattern = _IDEOGRAPH.sub(".{1,5}", letters)
        self._said = re.compile(pattern if self._useful else "(?!)")
        self._written = re.compile(_KANA.sub(".*", letters) if self._useful else "(?!)")

    def __bool__(self) -> bool:
        """Tell whether the query holds both kana and kanji, nothing else, and enough of them."""
        return self._useful

    def fits(self, reading: str, lemma: str) -> bool:
        """Tell whether a term said and spelt so may be the query."""
        return bool(self._written.fullmatch(lemma) and self._said.fullmatch(to_katakana(reading)))
