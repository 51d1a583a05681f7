"""Hiragana, katakana, and the Latin letters they are written in."""

from __future__ import annotations

import re
from functools import lru_cache

# Modified Hepburn; digraphs first so that the longest match wins.
_TABLE_TEXT = """
キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu
ニョ nyo ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo ギャ gya
ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo
ファ fa フィ fi フェ fe フォ fo フュ fyu ヴァ va ヴィ vi ヴェ ve ヴォ vo ティ ti ディ di デュ dyu
テュ tyu トゥ tu ドゥ du ウィ wi ウェ we ウォ wo シェ she ジェ je チェ che ツァ tsa イェ ye クァ kwa
クォ kwo ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta
チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi
ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヰ i ヱ e ヲ o ン n ガ ga
ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi
ブ bu ベ be ボ bo
パ pa ピ pi プ pu ペ pe ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ヮ wa
"""
_TABLE = dict(zip(_TABLE_TEXT.split()[::2], _TABLE_TEXT.split()[1::2], strict=True))
_UNIT = re.compile("|".join(sorted(_TABLE, key=len, reverse=True)) + "|ッ|ー")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}


def to_katakana(text: str) -> str:
    """Return `text` with hiragana made katakana, 1:1."""
    return text.translate(_TO_KATAKANA)


def to_hiragana(text: str) -> str:
    """Return `text` with katakana made hiragana, 1:1; the long sign stays."""
    return text.translate(_TO_HIRAGANA)


@lru_cache(maxsize=200_000)
def romaji(kana: str) -> str:
    """Return modified Hepburn without long marks (クラウド → kuraudo); other signs are dropped."""
    letters: list[str] = []
    doubled = False
    for unit in _UNIT.findall(to_katakana(kana)):
        if unit == "ッ":
            doubled = True
            continue
        if unit == "ー":
            continue
        latin = _TABLE[unit]
        if doubled:
            letters.append("t" if latin.startswith("ch") else latin[0])
            doubled = False
        letters.append(latin)
    return "".join(letters)
