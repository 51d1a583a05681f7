"""Lookup: what is found, in which order, and why; and that no query does harm."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, search
from termalign.glossary.fold import fold_key
from termalign.glossary.judging import Edit
from termalign.records import TermPair
from tests.glossary.test_fold import MEET


def found(glossary: Glossary, query: str, **options: Any) -> list[tuple[str, str, str]]:
    return [(a.ja.text, a.en.text, a.why) for a in glossary.lookup(query, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("営業利益", ("営業利益", "operating income", "exact")),
        ("operating income", ("営業利益", "operating income", "exact")),
        ("サーバ", ("サーバ", "server", "exact")),
        ("ｻｰﾊﾞ", ("サーバー", "server", "normalised: width, 長音")),
        ("Operating Incomes", ("営業利益", "operating income", "normalised: case, plural")),
        ("売り上げ高", ("売上高", "net sales", "normalised: 送り仮名")),
        ("クラウド・サービス", ("クラウドサービス", "cloud services", "normalised: 中黒")),
        ("性向", ("性向なし", "", "")),
        ("margin", ("営業利益率", "operating margin", "part of")),
        ("クラウド", ("クラウドサービス", "cloud services", "part of")),
        ("率", ("営業利益率", "operating margin", "part of")),
        ("クラウドサービズ", ("クラウドサービス", "cloud services", "similar 0.88")),
        ("opreating income", ("営業利益", "operating income", "similar 0.87")),
        ("minatonet", ("ミナトネット", "MinatoNet", "normalised: case")),
        ("えいぎょうりえき", ("営業利益", "operating income", "reading: えいぎょうりえき")),
        ("ｴｲｷﾞｮｳﾘｴｷ", ("営業利益", "operating income", "reading: えいぎょうりえき")),
        ("eigyo rieki", ("営業利益", "operating income", "reading: えいぎょうりえき")),
        ("Eigyō-rieki", ("営業利益", "operating income", "reading: えいぎょうりえき")),
        ("kuraudosābisu", ("クラウドサービス", "cloud services", "reading: クラウドサービス")),
        ("うりあげ", ("売上高", "net sales", "reading begins: うりあげだか")),
        ("eigyouri", ("営業利益", "operating income", "reading begins: えいぎょうりえき")),
        ("営業りえき", ("営業利益", "operating income", "kana/kanji")),
        ("うりあげ高", ("売上高", "net sales", "kana/kanji")),
        ("き亭", ("", "", "")),
        # a forbidden term is found, and says so
        ("operating profit", ("営業利益", "operating profit", "exact")),
    ],
)
def test_the_best_answer(filled: Glossary, query: str, first: tuple[str, str, str]):
    answers = found(filled, query)
    assert answers[:1] == ([first] if first[2] else [])


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [row for row in MEET if "\u3000" not in row[0]],  # a wide space is not kept in a term
)
def test_every_spelling_that_meets_is_found_by_the_other(
    glossary: Glossary, one: str, other: str, named: tuple[str, ...]
):
    why = f"normalised: {', '.join(named)}"
    glossary.add(GlossaryRow(one, "partner"))
    assert found(glossary, other, source="ja") == [(one, "partner", why)]
    glossary.edit(1, Edit(ja=other))
    assert found(glossary, one, source="ja") == [(other, "partner", why)]


def test_the_order(glossary: Glossary):
    for ja, en in (
        ("繰延税金資産の評価", "valuation of deferred tax assets"),
        ("税金資産", "tax assets"),
        ("繰延税金資産", "deferred tax assets"),
        ("繰り延べ税金資産", "DTA"),
        ("繰延税金負債", "deferred tax liabilities"),
    ):
        glossary.add(GlossaryRow(ja, en))
    assert [(ja, why) for ja, _, why in found(glossary, "繰延税金資産")] == [
        ("繰延税金資産", "exact"),
        ("繰延税金資産の評価", "part of"),
    ]
    # the shorter the term, the more of it was asked for; an entry comes once, for its best reason
    assert [ja for ja, _, _ in found(glossary, "税金")] == [
        "税金資産",
        "繰延税金資産",
        "繰延税金負債",
        "繰延税金資産の評価",
    ]


def test_kana_and_kanji_meet_whichever_is_stored(glossary: Glossary):
    glossary.add(GlossaryRow("やりとり", "exchange"))
    glossary.add(GlossaryRow("見積もり", "estimate"))
    for query in ("やり取り", "遣り取り"):
        assert found(glossary, query) == [("やりとり", "exchange", "kana/kanji")]
    assert found(glossary, "みつもり") == [("見積もり", "estimate", "reading: みつもり")]
    assert [why for _, _, why in found(glossary, "やり繰り")] == ["similar 0.75"]


def test_sounds_are_asked_only_where_the_spelling_is_not_found(glossary: Glossary):
    """ "share" and "data" can be read as Japanese, しゃれ and だた."""
    glossary.add(GlossaryRow("洒落", "pun"))
    glossary.add(GlossaryRow("株式", "share"))
    assert found(glossary, "share") == [("株式", "share", "exact")]
    assert found(glossary, "Shares") == [("株式", "share", "normalised: case, plural")]
    assert found(glossary, "しゃれ") == [("洒落", "pun", "reading: しゃれ")]
    glossary.add(GlossaryRow("野", "field"))
    assert found(glossary, "no") == []  # two letters are no word


def test_the_vowel_as_written_comes_first(glossary: Glossary):
    glossary.add(GlossaryRow("都市", "city"))
    glossary.add(GlossaryRow("投資", "investment"))
    assert [ja for ja, _, _ in found(glossary, "toshi")] == ["都市", "投資"]
    for query in ("toushi", "tōshi", "とうし"):
        assert [ja for ja, _, _ in found(glossary, query)] == ["投資", "都市"]


def test_what_is_said_so_goes_before_what_begins_so(glossary: Glossary):
    for ja, en in (("営業外費用", "non-operating expenses"), ("営業", "sales")):
        glossary.add(GlossaryRow(ja, en))
    for query in ("えいぎょう", "eigyo"):
        assert [why for _, _, why in found(glossary, query)] == [
            "reading: えいぎょう",
            "reading begins: えいぎょうがいひよう",
        ]
    assert found(glossary, "えい") == []


def test_a_respelt_term_is_found_by_its_new_sound(glossary: Glossary):
    glossary.add(GlossaryRow("経常利益", "ordinary income"))
    glossary.edit(1, Edit(ja="営業利益"))
    assert found(glossary, "けいじょうりえき") == []
    assert [ja for ja, _, _ in found(glossary, "えいぎょうりえき")] == ["営業利益"]
    glossary.undo()
    assert [ja for ja, _, _ in found(glossary, "けいじょうりえき")] == ["経常利益"]


def test_common_parts_show_their_shortest_terms(glossary: Glossary, monkeypatch: Any):
    """As among a million terms: more terms hold the part than are looked at."""
    monkeypatch.setattr(search, "_PARTS_LOOKED_AT", 4)
    for number in range(9, 0, -1):
        glossary.add(GlossaryRow("甲" * number + "税", "levy " * number + "tax"))
    assert [ja for ja, _, _ in found(glossary, "税", most=3)] == ["甲税", "甲甲税", "甲甲甲税"]
    assert len(found(glossary, "tax")) == 4


def test_similar_terms_only_where_nothing_else_is_found(filled: Glossary):
    filled.add(GlossaryRow("営業利息", "operating interest"))
    assert "similar" not in "".join(why for _, _, why in found(filled, "営業利益"))
    assert [(ja, why) for ja, _, why in found(filled, "営業利率")] == [
        ("営業利益率", "similar 0.80"),
        ("営業利益", "similar 0.75"),
        ("営業利息", "similar 0.75"),
    ]


def test_what_was_rejected_is_not_found(filled: Glossary):
    assert found(filled, "既定") == found(filled, "default") == []


def test_what_the_answer_holds(filled: Glossary):
    answer = filled.lookup("営業利益率")[0]
    assert answer.status == "proposed"
    assert answer.others("ja") == ("営業利益比率",)
    assert answer.others("en") == ("operating income margin",)
    assert answer.example is not None
    assert answer.example.ja_place == "page 3, line 12"
    forbidden = filled.lookup("operating profit")[0]
    assert (forbidden.status, forbidden.others("en")) == ("forbidden", ("operating income",))
    assert filled.lookup("営業利益")[0].forbidden == ("operating profit",)


def test_one_direction(glossary: Glossary):
    glossary.add(GlossaryRow("IR", "investor relations"))
    glossary.add(GlossaryRow("投資家向け広報", "IR"))
    assert [en for _, en, _ in found(glossary, "IR", source="ja")] == ["investor relations"]
    assert [ja for ja, _, _ in found(glossary, "IR", source="en")] == ["投資家向け広報"]


def test_parts_of_one_or_two_latin_letters(glossary: Glossary):
    for ja, en in (("生成AI活用", "use of AI"), ("C言語", "C language"), ("航空機", "airplane")):
        glossary.add(GlossaryRow(ja, en))
    assert [ja for ja, _, _ in found(glossary, "ai")] == ["生成AI活用"]
    assert [ja for ja, _, _ in found(glossary, "c")] == ["C言語"]
    assert [ja for ja, _, _ in found(glossary, "I", source="ja")] == ["生成AI活用"]


def test_the_very_spelling(filled: Glossary):
    assert found(filled, "Server", exact=True) == []
    assert found(filled, "サーバー", exact=True) == [("サーバー", "server", "exact")]
    assert found(filled, "クラウドサービズ", exact=True) == []


@pytest.mark.parametrize("most", [1, 2, 5])
def test_so_many_answers(glossary: Glossary, most: int):
    for number in range(4):
        glossary.add(GlossaryRow(f"第{number}四半期", f"quarter {number}"))
    assert len(found(glossary, "四半期", most=most)) == min(most, 4)


def test_approved_terms_come_first(glossary: Glossary):
    glossary.add(GlossaryRow("のれん償却", "goodwill amortisation", status="reference"))
    glossary.add(GlossaryRow("のれん減損", "goodwill impairment"))
    assert [ja for ja, _, _ in found(glossary, "のれん")] == ["のれん減損", "のれん償却"]


@pytest.mark.parametrize("query", ["", " ", "　", "％", "-", "（）", "\u200b\u202e", "\x1b"])
def test_a_query_of_signs_finds_nothing(filled: Glossary, query: str):
    filled.add(GlossaryRow("％", "per cent"))
    assert filled.lookup(query) == []


HOSTILE = [
    "'; DROP TABLE term; --",
    '"',
    '" OR "1"="1',
    "AND",
    "NEAR(営業 利益)",
    "a:b",
    "grams:営業",
    "営業*",
    "^営業",
    "%_\\",
    "-x",
    "営業\0利益",
    "\ud800",
    "¶¶",
    "営" * 100_000,
    "operating " * 10_000,
    "(" * 100_000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_does_harm(filled: Glossary, query: str):
    before = filled.path.read_bytes()
    filled.lookup(query)
    assert filled.path.read_bytes() == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text())
def test_any_text_can_be_asked(filled: Glossary, query: str):
    for answer in filled.lookup(query):
        assert answer.status != "rejected"


WORDS = st.lists(st.sampled_from([*"営業利益率税金資産サーバー", "IR", "cloud"]), min_size=1)
TERMS = st.lists(st.tuples(WORDS.map("".join), WORDS.map(" ".join)), min_size=1, max_size=12)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(terms=TERMS, query=WORDS.map("".join))
def test_parts_are_those_that_a_plain_search_finds(
    tmp_path_factory: pytest.TempPathFactory, terms: list[tuple[str, str]], query: str
):
    """The index of character groups loses nothing: every Japanese term that holds the query."""
    glossary = Glossary(tmp_path_factory.mktemp("g") / "terms.db", who="hanako")
    glossary.propose([TermPair(ja, en, 0.5, 1) for ja, en in terms])
    asked = {
        a.concept.id for a in glossary.lookup(query, source="ja", most=99) if "similar" not in a.why
    }
    plain = {
        row.id
        for row in glossary.rows()
        for ja in row.terms("ja")
        if fold_key(query) in fold_key(ja) and not ja.isascii()
    }
    assert plain <= asked


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(terms=TERMS)
def test_every_term_is_found_by_its_own_spelling(
    tmp_path_factory: pytest.TempPathFactory, terms: list[tuple[str, str]]
):
    glossary = Glossary(tmp_path_factory.mktemp("g") / "terms.db", who="hanako")
    glossary.propose([TermPair(ja, en, 0.5, 1) for ja, en in terms])
    for row in glossary.rows():
        for language in ("ja", "en"):
            for text in row.terms(language):
                answer = glossary.lookup(text, source=language)[0]
                assert answer.why == "exact"
                assert text in (answer.ja.text, answer.en.text)
