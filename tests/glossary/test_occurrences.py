"""The known terms of a text: which are met, in which spelling, how often and where first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termalign.exchange import GlossaryRow

if TYPE_CHECKING:
    from termalign.glossary import Glossary
    from termalign.records import Language


@pytest.fixture
def filled(glossary: Glossary) -> Glossary:
    for row in (
        GlossaryRow("利益", "profit"),
        GlossaryRow("営業利益", "operating income"),
        GlossaryRow("営業利益", "operating profit", status="forbidden"),
        GlossaryRow("営業利益率", "operating margin", status="proposed"),
        GlossaryRow("ロール", "role"),
        GlossaryRow("サーバー", "server", ("サーバ",)),
        GlossaryRow(
            "受取手形、売掛金及び契約資産", "notes and accounts receivable, contract assets"
        ),
        GlossaryRow("売上高", "net sales"),
        GlossaryRow("目的", "purpose"),
        GlossaryRow("やりとり", "exchange"),
        GlossaryRow("情報技術", "IT"),
        GlossaryRow("研究開発", "R&D"),
        GlossaryRow("既定", "default", status="rejected"),
        GlossaryRow("第1四半期", "first quarter"),
    ):
        glossary.add(row)
    return glossary


def met(glossary: Glossary, *texts: str, exact: bool = False) -> list[tuple[str, str, int]]:
    language = "ja" if any(sign > "\u3040" for sign in "".join(texts)) else "en"
    known = glossary.known_terms(texts, language, exact=exact)
    for one in known:
        for place in one.places:
            assert 0 <= place.start < place.end <= len(texts[place.text])
    shown = ((one.answer.ja if language == "ja" else one.answer.en, one) for one in known)
    return [(term.text, one.answer.why, one.count) for term, one in shown]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        # the longest, in the order of the text
        ("営業利益率は改善し、営業利益は増加", ["営業利益率", "営業利益"]),
        ("当期利益", ["利益"]),
        # on word edges
        ("費用をコントロールする", []),
        ("既定の値", []),
        ("", []),
        # signs within, none at the ends
        ("（受取手形、売掛金及び契約資産）", ["受取手形、売掛金及び契約資産"]),
        ("第１四半期の業績", ["第1四半期"]),
    ],
)
def test_japanese(filled: Glossary, text: str, terms: list[str]):
    assert [term for term, _, _ in met(filled, text)] == terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｻｰﾊﾞを増設", ("サーバー", "normalised: width, 長音", 1)),
        ("営業利⽤と営業\u200b利益", ("営業利益", "normalised: invisible signs", 1)),
        ("売り上げ高", ("売上高", "normalised: 送り仮名", 1)),
        ("目的として", ("目的", "exact", 1)),  # とし is no part of it
        ("お客様とのやり取り", ("やりとり", "kana/kanji", 1)),
        ("Operating Incomes rose", ("operating income", "normalised: case, plural", 1)),
        ("operating profits", ("operating profit", "normalised: plural", 1)),
        ("spent on R&D", ("R&D", "exact", 1)),
        ("First-quarter results", ("first quarter", "normalised: case, spaces, hyphens", 1)),
        ("our IT and the it-girl; it is", ("IT", "exact", 1)),
        ("It is its IT", ("IT", "exact", 1)),
        ("遣り取りする", ("やりとり", "kana/kanji", 1)),
    ],
)
def test_spellings(filled: Glossary, text: str, expected: tuple[str, str, int]):
    assert met(filled, text)[0] == expected


@pytest.mark.parametrize(
    ("term", "text"),
    [
        # The kana are longer than the key of any term that begins so.
        ("取りやめ", "とりやめの決議"),
        ("取引先", "とりひきさきの信用"),
        ("上がり下がり", "価格の上がり下がりが激しい"),
        ("取り扱い", "取扱の開始"),
        ("※", "※は注記を表す"),
        ("C++", "言語はC++である"),
    ],
)
def test_a_spelling_longer_or_shorter_than_the_key(glossary: Glossary, term: str, text: str):
    glossary.add(GlossaryRow(term, "something"))
    assert [ja for ja, _, _ in met(glossary, text)] == [term]


@pytest.mark.parametrize(
    ("term", "text"),
    [("増加要因", "費用は増加。要因は円安"), ("C++", "言語はCである"), ("C", "C++の言語")],
)
def test_signs_that_tell_terms_apart(glossary: Glossary, term: str, text: str):
    glossary.add(GlossaryRow(term, "something"))
    assert met(glossary, text) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("当社のServersを増設", "ja", ["server"]),
        ("サーバと Operating Incomes", "ja", ["server", "operating income"]),
        ("Its servers (売り上げ高)", "en", ["server", "net sales"]),
        ("ITを導入", "ja", ["IT"]),
        ("Use it", "ja", []),
    ],
)
def test_a_text_of_both_languages(
    filled: Glossary, text: str, language: Language, found: list[str]
):
    known = filled.known_terms([text], language)
    assert [one.answer.en.text for one in known] == found


def test_counts_over_all_texts_and_the_first_place(filled: Glossary):
    texts = ("売上高は横ばい。", "営業利益とサーバー、営業利益", "サーバの売上高、営業利益")
    known = filled.known_terms(texts, "ja")
    assert [(one.answer.ja.text, one.count, one.first.text) for one in known] == [
        ("売上高", 2, 0),
        ("営業利益", 3, 1),
        ("サーバー", 2, 1),
    ]
    second = known[1]
    spelt = {texts[place.text][place.start : place.end] for place in second.places}
    assert spelt == {"営業利益"}
    assert second.reading == "えいぎょうりえき"
    assert second.answer.forbidden == ("operating profit",)


def test_the_very_spelling_only(filled: Glossary):
    assert met(filled, "ｻｰﾊﾞとサーバ", exact=True) == [("サーバ", "exact", 1)]
    assert met(filled, "Operating income", exact=True) == []


def test_one_word_of_several_entries(glossary: Glossary):
    glossary.add(GlossaryRow("企業", "corporation"))
    glossary.add(GlossaryRow("法人", "corporation"))
    known = glossary.known_terms(["two corporations"], "en")
    assert [one.answer.ja.text for one in known] == ["企業", "法人"]


def test_terms_that_count_in_their_case_or_uninflected_only(filled: Glossary):
    from termalign.glossary import connection

    with connection.writing(filled.path) as database:
        database.conn.execute("UPDATE term SET cased = 1 WHERE text = 'net sales'")
        database.conn.execute("UPDATE term SET exact = 1 WHERE text = 'operating income'")
    assert met(filled, "Net sales and operating incomes") == []
    assert len(met(filled, "net sales and operating income")) == 2


@pytest.mark.parametrize(
    ("flags", "text", "spelt"),
    [
        (
            {"cased": ("SHIFT",)},
            "SHIFT, SHIFTs, ＳＨＩＦＴ, Shift, shifts",
            ["SHIFT", "SHIFTs", "ＳＨＩＦＴ"],
        ),
        ({"exact": ("SHIFT",)}, "SHIFT, SHIFTs, Shift, Shifts", ["SHIFT", "Shift"]),
        ({"cased": ("SHIFT",), "exact": ("SHIFT",)}, "SHIFT, SHIFTs, Shift", ["SHIFT"]),
        ({}, "SHIFT, SHIFTs, Shift", ["SHIFT", "SHIFTs", "Shift"]),
    ],
)
def test_flags_of_an_acronym(
    glossary: Glossary, flags: dict[str, tuple[str, ...]], text: str, spelt: list[str]
):
    from termalign.glossary.judging import Edit

    number = glossary.add(GlossaryRow("シフト", "SHIFT")).entry
    if flags:
        glossary.edit(number, Edit(**flags))
    (known,) = glossary.known_terms([text], "en")
    assert [text[place.start : place.end] for place in known.places] == spelt


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text())
def test_any_text_can_be_read(filled: Glossary, text: str):
    for language in ("ja", "en"):
        for one in filled.known_terms([text], language):
            for place in one.places:
                assert 0 <= place.start < place.end <= len(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    parts=st.lists(st.sampled_from([*"営業利益率はのロールサーバ・ ", "コントロール", "売上高"]))
)
def test_the_longest_wins_as_by_the_slow_search(filled: Glossary, parts: list[str]):
    """Against every run of words of the text, tried from left to right, longest first."""
    from termalign.glossary.fold import fold_key
    from termalign.tokens import tokenize

    text = "".join(parts)
    keys = {
        fold_key(ja) for row in filled.rows() for ja in row.terms("ja") if row.status != "rejected"
    }
    words = [token for token in tokenize(text) if token.surface.isalnum()]
    expected, at = 0, 0
    while at < len(words):
        ends = [
            last
            for last in range(at, len(words))
            if fold_key(text[words[at].start : words[last].end]) in keys
        ]
        expected += bool(ends)
        at = max(ends, default=at) + 1
    assert sum(one.count for one in filled.known_terms([text], "ja")) == expected
