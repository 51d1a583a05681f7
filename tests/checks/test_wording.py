"""term.inconsistent over a document, and what the other checks on terms say of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.checks import run
from termalign.checks.passage import passage_of
from termalign.checks.term_checks import FORBIDDEN, UNAPPROVED
from termalign.checks.wording import wording_remarks
from termalign.records import (
    Alignment,
    ApprovedTerm,
    Bead,
    Block,
    Document,
    Place,
    Segment,
)
from termalign.settings import Settings

if TYPE_CHECKING:
    from termalign.checks.check import Check
    from termalign.records import BlockKind, Language

TERMS = (
    ApprovedTerm("営業キャッシュ・フロー", "operating cash flow", "approved", entry=5),
    ApprovedTerm(
        "営業キャッシュ・フロー", "cash flows from operating activities", "approved", entry=5
    ),
    ApprovedTerm("売上高", "net sales", "approved", entry=6),
    ApprovedTerm("売上高", "sales", "approved", entry=6),
    ApprovedTerm("売上高", "revenue", "approved", entry=6),
    ApprovedTerm("影響", "impact", "approved", entry=7),
    ApprovedTerm("影響", "effect", "approved", entry=7),
    ApprovedTerm("売上高営業利益率", "operating profit to net sales", "approved", entry=8),
)
SHORT = ("営業キャッシュ・フローは増加しました。", "Operating cash flow rose.")
LONG = ("営業キャッシュ・フローは減少しました。", "Cash flows from operating activities fell.")


def alignment(*pairs: tuple[str, str], kind: BlockKind = "paragraph", score: float = 1.0):
    def segments(texts: list[str]) -> tuple[Segment, ...]:
        return tuple(
            Segment(i, text, kind, Place(None, i + 1), i, 0, len(text))
            for i, text in enumerate(texts)
        )

    def document(language: Language, texts: list[str]) -> Document:
        return Document("d", language, tuple(Block(t, kind, Place(None, 1)) for t in texts))

    ja, en = ([pair[side] for pair in pairs] for side in (0, 1))
    beads = tuple(Bead((i,), (i,), score) for i in range(len(pairs)))
    return Alignment(
        document("ja", ja), document("en", en), segments(ja), segments(en), beads, "parallel", ""
    )


def inconsistent(*pairs: tuple[str, str], kind: BlockKind = "paragraph", score: float = 1.0):
    found = run(alignment(*pairs, kind=kind, score=score), TERMS, Settings())
    return [one for one in found if one.check == "term.inconsistent"]


def test_told_once_at_the_first_place_of_the_rarer_wording():
    (finding,) = inconsistent(SHORT, LONG, SHORT, LONG, SHORT)
    assert (finding.severity, finding.row, finding.hint) == ("note", 1, "operating cash flow")
    assert finding.message == (
        "営業キャッシュ・フロー: “cash flows from operating activities” 2 times, "
        "“operating cash flow” 3 times; the glossary approves both (entry 5)"
    )
    assert finding.ja is not None
    assert finding.en is not None
    assert [finding.ja.text[slice(*span)] for span in finding.ja.spans] == [
        "営業キャッシュ・フロー"
    ]
    assert [finding.en.text[slice(*span)] for span in finding.en.spans] == [
        "Cash flows from operating activities"
    ]


def test_as_often_as_the_other_the_preferred_one_is_right():
    (finding,) = inconsistent(LONG, SHORT)
    assert (finding.row, finding.hint) == (0, "operating cash flow")


@pytest.mark.parametrize(
    "pairs",
    [
        [SHORT, SHORT],
        # Sales is short for net sales.
        [("売上高は増加。", "Net sales rose."), ("売上高は減少。", "Sales fell.")],
        # A single word is said as its sentence wants it.
        [("影響は軽微。", "The impact is small."), ("影響は大きい。", "The effect is large.")],
        # The first mention explains the short form.
        [SHORT, (LONG[0], "Cash flows from operating activities (operating cash flow) fell.")],
        # Net sales stands within another term's English there.
        [
            ("売上高は増加。", "Revenue rose."),
            ("売上高営業利益率", "Operating profit to net sales"),
        ],
    ],
)
def test_what_varies_lawfully_is_not_told(pairs: list[tuple[str, str]]):
    assert inconsistent(*pairs) == []


def test_headings_tables_and_doubtful_pairs_do_not_count():
    assert inconsistent(SHORT, LONG, kind="heading") == []
    assert inconsistent(SHORT, LONG, kind="row") == []
    assert inconsistent(SHORT, LONG, score=0.4) == []


def test_records_that_are_no_document_together_are_not_compared():
    passages = [passage_of(*pair, terms=TERMS) for pair in (SHORT, LONG)]
    assert [wording_remarks([one]) for one in passages] == [{}, {}]
    assert wording_remarks(passages)


# The other checks


def said(check: Check, ja: str, en: str, *terms: ApprovedTerm) -> list[str]:
    return [remark.message for remark in check.look(passage_of(ja, en, terms))]


def test_the_message_names_entry_and_glossary():
    approved = ApprovedTerm("営業利益", "operating profit", "approved", entry=3)
    of_firm = ApprovedTerm("営業利益", "operating income", "forbidden", entry=9, glossary="firm.db")
    ja, en = "営業利益は増加しました。", "Operating income rose."
    assert said(UNAPPROVED, ja, en, approved) == [
        "営業利益: the glossary has “operating profit” (entry 3), which is not in the English"
    ]
    assert said(FORBIDDEN, ja, en, of_firm) == [
        "営業利益: the glossary forbids “operating income” (entry 9 of firm.db)"
    ]
    other = ApprovedTerm("営業利益", "profit from operations", "approved", entry=4)
    assert (
        "“operating profit” or “profit from operations” (entry 3, entry 4)"
        in (said(UNAPPROVED, ja, en, approved, other)[0])
    )


def test_a_reference_neither_raises_a_finding_nor_satisfies():
    reference = ApprovedTerm("売上高", "net sales", "reference", entry=1)
    approved = ApprovedTerm("売上高", "revenue", "approved", entry=2)
    assert said(UNAPPROVED, "売上高は増加。", "Turnover rose.", reference) == []
    assert said(UNAPPROVED, "売上高は増加。", "Net sales rose.", reference, approved) == [
        "売上高: the glossary has “revenue” (entry 2), which is not in the English"
    ]


@pytest.mark.parametrize(
    ("ja", "en", "found"),
    [
        # 利益還元 is a term of its own, and its English is there.
        ("利益還元に努めます。", "We return profits to shareholders.", 0),
        ("利益還元に努めます。", "We strive for shareholder returns.", 0),
        ("利益還元に努めます。", "We strive.", 1),
        # The last part of a compound is its head: whose profit it is, does not matter.
        ("四半期利益は増加。", "Quarterly earnings rose.", 1),
    ],
)
def test_a_longer_term_that_goes_on_explains_a_missing_one(ja: str, en: str, found: int):
    terms = (
        ApprovedTerm("利益", "profit", "approved"),
        ApprovedTerm("利益還元", "shareholder return", "reference"),
        ApprovedTerm("四半期利益", "quarterly earnings", "reference"),
    )
    assert len(said(UNAPPROVED, ja, en, *terms)) == found


def test_a_forbidden_term_is_not_excused_by_a_longer_one():
    terms = (
        ApprovedTerm("利益", "gain", "forbidden"),
        ApprovedTerm("利益還元", "return of gains", "reference"),
    )
    assert (
        len(said(FORBIDDEN, "利益還元に努めます。", "We strive for a return of gains.", *terms))
        == 1
    )


@pytest.mark.parametrize(
    ("en", "found"),
    [
        ("Interim and year-end dividends were raised.", 0),
        ("Interim, special and year-end dividends were raised.", 0),
        ("Interim results were good and year-end dividends were raised.", 1),  # too far away
        ("The interim report speaks of dividends.", 1),  # nothing joins the two
        ("Year-end dividends were raised.", 1),
    ],
)
def test_a_last_word_may_be_said_once_for_two(en: str, found: int):
    terms = (ApprovedTerm("中間配当", "interim dividend", "approved"),)
    assert len(said(UNAPPROVED, "中間配当及び期末配当を増額しました。", en, *terms)) == found


def test_headings_and_tables_abbreviate():
    terms = (
        ApprovedTerm("売上高", "net sales", "approved"),
        ApprovedTerm("決済事業", "Payment Solutions Business", "approved"),
    )
    pairs = (("売上高", "Sales"), ("決済事業", "Payment Solutions"), ("売上高", "Revenue"))

    def severities(kind: BlockKind) -> list[str]:
        found = run(alignment(*pairs, kind=kind), terms, Settings())
        return [one.severity for one in found if one.check == "term.unapproved"]

    assert severities("row") == ["note", "note", "warning"]
    assert severities("paragraph") == ["warning"] * 3


@pytest.mark.parametrize(
    ("en", "says"),
    [
        ("MinamoCloud is new.", None),
        ("MinamoCloud’s users", None),
        ("ＭｉｎａｍｏＣｌｏｕｄ is new.", None),
        ("MINAMOCLOUD: AN OVERVIEW", None),
        ("Minamo Cloud is new.", "the English has “Minamo Cloud”"),
        ("minamocloud is new.", "the English has “minamocloud”"),
        ("MinamoCloudX is new.", "it is not there"),
        ("Lakeside Cloud is new.", "it is not there"),
    ],
)
def test_a_name_stays_as_it_is(en: str, says: str | None):
    name = ApprovedTerm("MinamoCloud", "MinamoCloud", "do-not-translate", entry=2)
    messages = said(UNAPPROVED, "MinamoCloudは新しい。", en, name)
    expected = f"MinamoCloud: the glossary keeps “MinamoCloud” as it is (entry 2); {says}"
    assert messages == ([expected] if says else [])
