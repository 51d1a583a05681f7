"""Finding decided terms: Japanese by longest match on word edges, English whatever its inflection."""

from __future__ import annotations

import pytest

from termalign.checks.termbook import EnglishTerm, TermBook, english_text, find_english
from termalign.records import ApprovedTerm

BOOK = TermBook(
    [
        ApprovedTerm("利益", "profit", "approved"),
        ApprovedTerm("営業利益", "operating profit", "approved"),
        ApprovedTerm("営業利益率", "operating margin", "approved"),
        ApprovedTerm("ロール", "role", "approved"),
        ApprovedTerm("ＣＲＭ", "customer relationship management", "approved"),
        ApprovedTerm("株", "share", "rejected"),
    ]
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("営業利益率は改善し、営業利益は増加", ["営業利益率", "営業利益"]),
        ("当期利益", ["利益"]),
        ("費用をコントロールする", []),
        ("crmを導入", ["ＣＲＭ"]),
        ("株を取得", []),
        ("", []),
    ],
)
def test_the_longest_term_is_found_on_word_edges(text: str, terms: list[str]):
    hits = BOOK.find(text)
    assert [hit.entry.ja for hit in hits] == terms
    assert all(text[hit.start : hit.end] for hit in hits)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("サーバー", "新サーバを導入", "サーバ"),
        ("サーバ", "ｻｰﾊﾞｰ費用", "ｻｰﾊﾞｰ"),
        ("売上", "売り上げの増加", "売り上げ"),
        ("クラウドサービス", "クラウド・サービスを提供", "クラウド・サービス"),
        ("金融資産", "⾦融資産の評価", "⾦融資産"),
        ("C++", "言語はC++である", "C++"),
        ("C", "C++の言語", None),
        ("増加要因", "費用は増加。要因は円安", None),
        ("ロール", "コントロール", None),
        ("目的", "目的として", "目的"),
    ],
)
def test_the_spellings_of_a_japanese_term_are_one(term: str, text: str, found: str | None):
    hits = TermBook([ApprovedTerm(term, "something", "approved")]).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ([found] if found else [])


def test_spellings_share_their_decisions():
    decided = [
        ApprovedTerm("サーバー", "server", "approved"),
        ApprovedTerm("サーバ", "servers machine", "forbidden"),
    ]
    (hit,) = TermBook(decided).find("サーバを増設")
    assert [term.text for term in hit.entry.approved] == ["server"]
    assert [term.text for term in hit.entry.forbidden] == ["servers machine"]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("IT", "We use it; It is; the IT, IT’s", ["IT", "IT’s"]),
        ("US", "us and the US", ["US"]),
        ("US", "the U.S. market", ["U.S"]),
        ("U.S.", "the US; us", ["US"]),
        ("IT services", "it services the IT services", ["IT services"]),
        ("CPU", "two CPUs; Cpus", ["CPUs"]),
        ("R&D", "R&D and R and D", ["R&D", "R and D"]),
        ("EBITDA", "Ebitda", ["Ebitda"]),
        ("it", "It is", ["It"]),
    ],
)
def test_a_short_acronym_counts_in_capitals(term: str, text: str, found: list[str]):
    spans = find_english(EnglishTerm(term), english_text(text))
    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("operating profit", "Operating profits rose", "Operating profits"),
        ("cash flow", "free cash-flows", "cash-flows"),
        ("cash flow", "Cashflow from operations", "Cashflow"),
        (
            "claims on banks of issue",
            "Claims on the banks of the issue",
            "Claims on the banks of the issue",
        ),
        ("subsidiary", "two subsidiaries", "subsidiaries"),
        ("acquire", "acquired shares", "acquired"),
        ("operating profit", "profit from operating activities", ""),
        ("share", "shareholders", ""),
    ],
)
def test_english_terms_are_found_inflected(term: str, text: str, found: str):
    spans = find_english(EnglishTerm(term), english_text(text))
    assert [text[start:end] for start, end in spans] == ([found] if found else [])


def test_no_decided_term_is_no_book():
    assert not TermBook([ApprovedTerm("利益", "profit", "proposed")])
    assert BOOK


@pytest.mark.parametrize(
    ("term", "cased", "exact", "text", "found"),
    [
        ("SHIFT", True, False, "The SHIFT key.", ["SHIFT"]),
        ("SHIFT", True, False, "A shift in demand; Shift.", []),
        ("SHIFT", True, False, "two SHIFTs", ["SHIFTs"]),
        ("SHIFT", True, True, "two SHIFTs", []),
        ("SHIFT", True, True, "SHIFT’s staff", ["SHIFT’s"]),
        ("SHIFT", False, True, "Shift shifts", ["Shift"]),
        ("Company", True, False, "the Companies, a company", ["Companies"]),
        ("net sales", False, True, "Net sales, a net sale", ["Net sales"]),
        ("net sales", False, False, "Net sales, a net sale", ["Net sales", "net sale"]),
        ("change in scope", False, True, "a change in the scope", ["change in the scope"]),
        ("Cash Flow", True, False, "Cashflow cashflow", []),
        ("ON/OFF", True, False, "The ON/OFF switch is on or off.", ["ON/OFF"]),
    ],
)
def test_a_flagged_term_counts_only_so(
    term: str, cased: bool, exact: bool, text: str, found: list[str]
):
    spans = find_english(EnglishTerm(term, cased, exact), english_text(text))
    assert [text[start:end] for start, end in spans] == found


def test_a_cased_japanese_term():
    book = TermBook(
        [
            ApprovedTerm("SHIFT", "SHIFT Inc.", "approved", ja_cased=True),
            ApprovedTerm("Shift", "shift", "approved"),
        ]
    )
    text = "ＳＨＩＦＴのshiftとShift"
    hits = [(hit.entry.approved[0].text, text[hit.start : hit.end]) for hit in book.find(text)]
    assert hits == [("SHIFT Inc.", "ＳＨＩＦＴ"), ("shift", "shift"), ("shift", "Shift")]
