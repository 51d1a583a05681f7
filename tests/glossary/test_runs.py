"""The runs of a text's words that are terms, against every run tried; and the signs that count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.glossary.pen import key_of
from termalign.glossary.runs import Keys, Word, is_common_word, span_of
from termalign.glossary.sound import spelt_by_dictionary

TERMS = [
    *(
        "取りやめ",
        "取扱高",
        "取引先",
        "上がり下がり",
        "売り上げ",
        "売上高",
        "サーバ",
        "サーバー費用",
    ),
    *("やりとり", "見積書", "繰り延べ税金資産", "高", "net sales", "R&D", "C++", "※"),
]
PARTS = [
    *(
        "とりやめ",
        "取り",
        "やめ",
        "取扱い高",
        "とりあつかい",
        "とりひき",
        "さき",
        "取引先",
        "上がり",
    ),
    *(
        "下がり",
        "上",
        "売り",
        "上げ",
        "うりあげ",
        "高",
        "サーバー",
        "ｻｰﾊﾞ",
        "費用",
        "・",
        "の",
        "と",
    ),
    *(
        "遣り",
        "取り",
        "くりのべ",
        "繰延",
        "税金",
        "資産",
        "、",
        " ",
        "net",
        "Sales",
        "R&D",
        "C++",
        "※",
    ),
]


@given(
    terms=st.lists(st.sampled_from(TERMS), min_size=1, max_size=6),
    parts=st.lists(st.sampled_from(PARTS), max_size=12),
)
def test_no_run_is_missed(terms: list[str], parts: list[str]):
    text = "".join(parts)
    wanted = {key_of(term) for term in terms}
    keys = Keys(wanted)
    tokens = keys.tokens(text)
    words = [Word(token.start, token.end, spelt_by_dictionary(token)) for token in tokens]
    for first in range(len(words)):
        expected = {}
        for last in range(first, len(words)):
            spelt = "".join(word.by_dictionary for word in words[first : last + 1])
            surface = text[words[first].start : words[last].end]
            known = {key_of(surface), key_of(spelt)} & wanted
            if known:
                expected[words[last].end] = known
        found = {run.end: set(run.keys) for run in keys.runs(text, words, first)}
        assert found == expected


@pytest.mark.parametrize(
    ("term", "before", "words", "after", "found"),
    [
        ("C++", "言語は", "C", "++である", "C++"),
        ("C++", "言語は", "Ｃ", "＋＋である", "Ｃ＋＋"),
        ("C++", "言語は", "C", "である", None),
        ("C", "言語は", "C", "++である", None),
        ("C", "", "C", "+D", "C"),
        ("（注）", "これは（", "注", "）である", "（注）"),
        ("増加要因", "費用の", "増加。要因", "は円安", None),
        ("受取手形、売掛金", "", "受取手形、売掛金", "の増加", "受取手形、売掛金"),
        ("Minato Inc.", "", "Minato Inc", ", a company", "Minato Inc"),
        ("MinatoCloud®", "the ", "MinatoCloud", " is", "MinatoCloud"),
    ],
)
def test_the_signs_of_a_term(term: str, before: str, words: str, after: str, found: str | None):
    text = before + words + after
    span = span_of(term, text, len(before), len(before) + len(words))
    assert (text[slice(*span)] if span else None) == found


@pytest.mark.parametrize(
    ("surface", "term", "common"),
    [
        ("it", "IT", True),
        ("It", "IT", True),
        ("IT", "IT", False),
        ("KPIs", "KPI", False),
        ("ebitda", "EBITDA", True),
        ("Ebitda", "EBITDA", False),
        ("It", "it", False),
    ],
)
def test_common_words(surface: str, term: str, *, common: bool):
    assert is_common_word(surface, term) is common
