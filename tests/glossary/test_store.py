"""What the glossary keeps: entering, proposing, judging, editing, undoing, and its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termalign.errors import GlossaryError, TermalignError, UsageError
from termalign.exchange import GlossaryRow, read_glossary
from termalign.glossary import Glossary, Tally
from termalign.glossary.judging import Edit
from termalign.glossary.pen import UNDO_DEPTH
from termalign.records import ApprovedTerm, Status, TermPair
from termalign.resources import resource
from tests.glossary.conftest import PAIR, SEEN, assert_index_is_true, rows_of

Command = Callable[[Glossary], object]

# Entering


def test_a_pair_added_by_hand_is_approved(glossary: Glossary):
    number = glossary.add(GlossaryRow("営業利益", "operating income", note="IFRS")).entry
    concept = glossary.concept(number)
    assert (concept.status, concept.note) == ("approved", "IFRS")
    assert glossary.approved_terms() == [
        ApprovedTerm("営業利益", "operating income", "approved", entry=1)
    ]


def test_the_same_japanese_joins_its_entry(glossary: Glossary):
    first = glossary.add(GlossaryRow("営業利益", "operating income")).entry
    second = glossary.add(GlossaryRow("営業利益", "operating profit", status="forbidden")).entry
    assert first == second
    assert glossary.approved_terms() == [
        ApprovedTerm("営業利益", "operating income", "approved", entry=1),
        ApprovedTerm("営業利益", "operating profit", "forbidden", entry=1),
    ]


def test_a_japanese_word_is_as_good_as_its_best_english(glossary: Glossary):
    number = glossary.add(GlossaryRow("営業利益", "operating profit", status="forbidden")).entry
    assert glossary.concept(number).ja[0].status == "forbidden"
    glossary.add(GlossaryRow("営業利益", "operating income"))
    assert glossary.concept(number).ja[0].status == "approved"


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        ("proposed", "reference", "reference"),
        ("proposed", "approved", "approved"),
        ("reference", "proposed", "reference"),
        ("approved", "proposed", "approved"),
        ("approved", "reference", "approved"),
        ("approved", "forbidden", "forbidden"),
        ("rejected", "proposed", "rejected"),
        ("rejected", "reference", "rejected"),
        ("rejected", "approved", "approved"),
        ("do-not-translate", "approved", "approved"),
    ],
)
def test_a_suggestion_never_replaces_a_decision(
    glossary: Glossary, old: Status, new: Status, holds: Status
):
    glossary.add(GlossaryRow("経常利益", "ordinary income", status=old))
    number = glossary.add(GlossaryRow("経常利益", "ordinary income", status=new)).entry
    assert glossary.concept(number).status == holds


def test_a_suggestion_spelt_otherwise_is_known(glossary: Glossary):
    number = glossary.add(GlossaryRow("サーバー", "server")).entry
    rows = [GlossaryRow("サーバ", "Servers")]
    assert glossary.enter_all(rows, what="import", status="reference") == Tally(unchanged=1)
    assert [term.text for term in glossary.concept(number).en] == ["server"]


def test_a_decision_is_about_its_spelling(glossary: Glossary):
    glossary.add(GlossaryRow("サーバー", "server"))
    number = glossary.add(GlossaryRow("サーバー", "Server", status="forbidden")).entry
    terms = {term.text: term.status for term in glossary.concept(number).en}
    assert terms == {"server": "approved", "Server": "forbidden"}


def test_a_decision_takes_over_a_suggestion_spelt_otherwise(glossary: Glossary):
    glossary.add(GlossaryRow("サーバー", "Servers", status="proposed"))
    number = glossary.add(GlossaryRow("サーバー", "server")).entry
    terms = {term.text: term.status for term in glossary.concept(number).en}
    assert terms == {"server": "approved"}


@pytest.mark.parametrize("status", ["proposed", "approved"])
def test_of_variants_in_other_case_one_is_entered(glossary: Glossary, status: Status):
    row = GlossaryRow("売上高", "Net sales", (), ("Net Sales", "revenue", "net sales", "Revenue"))
    glossary.enter_all([row], what="import", status=status)
    assert [term.text for term in glossary.concept(1).en] == ["Net sales", "revenue"]
    assert glossary.enter_all([row], what="import", status=status) == Tally(unchanged=1)


def test_a_decisions_variants_in_other_spellings_stay(glossary: Glossary):
    glossary.add(GlossaryRow("サーバー", "data center", ("サーバ",), ("data centers",)))
    assert [term.text for term in glossary.concept(1).ja] == ["サーバー", "サーバ"]
    assert [term.text for term in glossary.concept(1).en] == ["data center", "data centers"]


@pytest.mark.parametrize("english", ["売上高", "売り上げ", "ﾈｯﾄ"])
def test_english_that_is_japanese_is_refused_and_makes_no_file(glossary: Glossary, english: str):
    row = GlossaryRow("売上高", english)
    with pytest.raises(UsageError, match="is Japanese"):
        glossary.add(row)
    with pytest.raises(UsageError, match="is Japanese"):
        glossary.enter_all([GlossaryRow("利益", "profit", en_variants=(english,))], what="import")
    assert not glossary.path.exists()
    glossary.add(replace(row, status="do-not-translate"))  # a name that stays as it is
    with pytest.raises(UsageError, match="is Japanese"):
        glossary.edit(glossary.add(GlossaryRow("利益", "profit")).entry, Edit(also_en=(english,)))
    glossary.edit(1, Edit(en="Ｎｅｔ売上"))  # has a Latin letter


def test_add_says_what_came_of_it(glossary: Glossary):
    row = GlossaryRow("売上高", "net sales", note="IFRS")
    assert glossary.add(row) == ("added", 1, "approved", ())
    assert glossary.add(row) == ("unchanged", 1, "approved", ())
    weak = replace(row, status="proposed", note="?")
    assert glossary.add(weak) == ("unchanged", 1, "approved", ())
    forbidden = replace(row, status="forbidden", note="")
    said = ("forbidden: net sales (was approved)",)
    assert glossary.add(forbidden) == ("changed", 1, "forbidden", said)


def test_edit_and_judge_say_what_changed(filled: Glossary):
    assert filled.edit(1, Edit(note="連結損益計算書の表示に従う", en="operating income")) == ()
    assert filled.edit(1, Edit(en="operating profit")) == (
        "preferred: operating profit (approved, was forbidden)",
    )
    assert filled.judge([1, 4, 4], "approved") == (4,)
    assert filled.judge([1, 4], "approved") == ()


def test_an_edit_says_who_else_has_the_spelling(filled: Glossary):
    assert filled.edit(2, Edit(ja="売り上げ高")) == (
        "サーバー is now 売り上げ高",
        "entry 3 has 売り上げ高 too",
    )
    assert filled.edit(2, Edit(also_en=("Net Sales",)))[1:] == ("entry 3 has Net Sales too",)
    assert filled.edit(1, Edit(also_en=("net sales",))) == ("added net sales (approved)",)


def test_a_word_of_signs_is_a_term_of_its_own(glossary: Glossary):
    first = glossary.add(GlossaryRow("＋", "plus")).entry
    second = glossary.add(GlossaryRow("△", "minus")).entry
    assert first != second
    assert glossary.add(GlossaryRow("△", "minus")).entry == second


@pytest.mark.parametrize("term", ["", " \t", "\0", "あ" * 1001, "\ud800"])
def test_what_is_no_term_is_refused_and_makes_no_file(glossary: Glossary, term: str):
    with pytest.raises(UsageError):
        glossary.add(GlossaryRow("売上高", term))
    assert not glossary.path.exists()


def test_a_term_stands_on_one_line(glossary: Glossary):
    number = glossary.add(GlossaryRow(" 売上\n高 ", "net\tsales")).entry
    concept = glossary.concept(number)
    assert (concept.ja[0].text, concept.en[0].text) == ("売上 高", "net sales")


def test_importing_twice_changes_nothing(glossary: Glossary):
    rows, _ = read_glossary(resource("glossary", "seed.tsv"))
    first = glossary.enter_all(rows, what="import", status="reference")
    assert first.added > 0.95 * len(rows)
    before = rows_of(glossary.path)
    again = glossary.enter_all(rows, what="import", status="reference")
    assert again == Tally(unchanged=len(rows))
    assert rows_of(glossary.path) == before
    assert_index_is_true(glossary.path)


# Proposing


def test_a_mined_pair_is_proposed_with_its_evidence(glossary: Glossary):
    assert glossary.propose([PAIR]) == Tally(added=1)
    concept = glossary.concept(1)
    assert [term.text for term in concept.ja] == ["営業利益率", "営業利益比率"]
    assert [term.text for term in concept.en] == ["operating margin", "operating income margin"]
    assert concept.status == "proposed"
    assert (concept.en[0].count, concept.en[0].score) == (3, 0.91)
    assert [seen.evidence for seen in glossary.sightings(1)] == [SEEN]
    assert glossary.approved_terms() == []


def test_of_spellings_one_waits(glossary: Glossary):
    spelt = ("Operating Margins", "operating income margin", "Operating income margin")
    glossary.propose([replace(PAIR, ja_variants=("営業利益率",), en_variants=spelt)])
    concept = glossary.concept(1)
    assert [term.text for term in concept.ja] == ["営業利益率"]
    assert [term.text for term in concept.en] == ["operating margin", "operating income margin"]


def test_mining_a_deck_again_counts_once_another_deck_adds(glossary: Glossary):
    glossary.propose([PAIR])
    assert glossary.propose([replace(PAIR, count=4)]) == Tally(unchanged=1)
    assert glossary.concept(1).en[0].count == 4
    other = replace(PAIR, count=5, evidence=(replace(SEEN, source="next.ja.txt + next.en.txt"),))
    glossary.propose([other])
    assert glossary.concept(1).en[0].count == 9
    assert len(glossary.sightings(1)) == 2


@pytest.mark.parametrize("en", ["default", "Default", "defaults"])
def test_what_was_rejected_is_not_proposed_again(filled: Glossary, en: str):
    assert filled.propose([TermPair("既定", en, 0.9, 7)]) == Tally(rejected=1)
    assert "proposed" not in {row.status for row in filled.rows() if row.ja == "既定"}


def test_what_is_decided_is_not_proposed_again(filled: Glossary):
    pairs = [
        TermPair("営業利益", "Operating Income", 0.9, 7),
        TermPair("サーバ", "servers", 0.9, 7),
    ]
    assert filled.propose(pairs) == Tally(unchanged=2)


def test_a_further_english_waits_beside_what_is_decided(filled: Glossary):
    assert filled.propose([TermPair("売上高", "sales revenue", 0.7, 2)]) == Tally(changed=1)
    assert [row.en for row in filled.rows({"proposed"})] == ["sales revenue", "operating margin"]
    assert filled.lookup("売上高")[0].en.text == "net sales"


# Judging and editing


def test_what_waits_is_judged_first_then_the_whole_entry(filled: Glossary):
    filled.propose([TermPair("売上高", "turnover", 0.7, 2)])
    number = filled.lookup("売上高")[0].concept.id
    filled.judge([number], "rejected", reason="イギリス式")
    statuses = {term.text: term.status for term in filled.concept(number).en}
    assert statuses == {"net sales": "approved", "revenue": "approved", "turnover": "rejected"}
    filled.judge([number], "forbidden")
    assert {term.status for term in filled.concept(number).en} == {"forbidden"}


def test_one_term_is_judged(filled: Glossary):
    number = filled.lookup("売上高")[0].concept.id
    filled.judge([number], "forbidden", term="revenue")
    statuses = {term.text: term.status for term in filled.concept(number).en}
    assert statuses == {"net sales": "approved", "revenue": "forbidden"}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda glossary: glossary.judge([1, 999], "forbidden"),
        lambda glossary: glossary.judge([1], "forbidden", term="no such term"),
        lambda glossary: glossary.edit(999, Edit(note="x")),
        lambda glossary: glossary.edit(1, Edit(en="profit", drop=("営業利益",))),
        lambda glossary: glossary.edit(1, Edit(also_en=("OP",), drop=("no such term",))),
        lambda glossary: glossary.concept(999),
    ],
)
def test_a_command_that_fails_halfway_leaves_nothing(filled: Glossary, wrong: Command):
    before = filled.path.read_bytes()
    with pytest.raises(TermalignError):
        wrong(filled)
    assert filled.path.read_bytes() == before


def test_an_edit(filled: Glossary):
    filled.edit(
        1,
        Edit(
            ja="営業損益",
            en="operating profit (loss)",
            also_ja=("営業利益",),
            also_en=("OP",),
            drop=("operating profit",),
            note="",
            domain="statements",
        ),
    )
    concept = filled.concept(1)
    assert [term.text for term in concept.ja] == ["営業損益", "営業利益"]
    assert [(term.text, term.status) for term in concept.en] == [
        ("operating profit (loss)", "approved"),
        ("OP", "approved"),
    ]
    assert (concept.note, concept.domain) == ("", "statements")
    assert_index_is_true(filled.path)


def test_a_synonym_can_become_the_preferred_term(filled: Glossary):
    number = filled.lookup("売上高")[0].concept.id
    filled.edit(number, Edit(en="revenue"))
    assert [term.text for term in filled.concept(number).en] == ["revenue", "net sales"]


# History and undo


def test_history_says_who_did_what(filled: Glossary):
    filled.judge([1], "rejected", term="operating income", reason="旧称")
    latest = filled.history(1)[0]
    assert latest.who == "hanako"
    assert latest.what == "rejected: operating income (was approved) – 旧称"
    assert latest.at.endswith("+00:00")
    assert len(filled.history(most=2)) == 2


def test_history_is_only_added_to(filled: Glossary):
    with closing(sqlite3.connect(filled.path)) as connection:
        for table in ("command", "change"):
            for change in (f"UPDATE {table} SET what = ''", f"DELETE FROM {table}"):
                with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                    connection.execute(change)


def test_undo_takes_back_one_command_after_the_other(filled: Glossary):
    states = [rows_of(filled.path)]
    filled.propose([TermPair("配当性向", "payout ratio", 0.8, 2, evidence=(SEEN,)), PAIR])
    states.append(rows_of(filled.path))
    filled.edit(1, Edit(en="operating profit", drop=("operating income",)))
    states.append(rows_of(filled.path))
    filled.judge([1, 2, 3], "rejected")
    assert filled.undo() == "rejected: 1, 2, 3"
    assert rows_of(filled.path) == states.pop()
    assert filled.undo() == "edit 1"
    assert rows_of(filled.path) == states.pop()
    assert filled.undo() == "mine"
    assert rows_of(filled.path) == states.pop()
    assert_index_is_true(filled.path)
    assert [line.what for line in filled.history(1, most=2)] == [
        "undo edit 1",
        "undo rejected: 1, 2, 3",
    ]


def test_undoing_everything_and_once_more(glossary: Glossary):
    glossary.add(GlossaryRow("営業利益", "operating income"))
    glossary.undo()
    assert not any(rows_of(glossary.path).values())
    with pytest.raises(GlossaryError, match="nothing left to undo"):
        glossary.undo()


def test_a_number_once_shown_never_means_another_entry(glossary: Glossary):
    glossary.add(GlossaryRow("営業利益", "operating income"))
    glossary.undo()
    assert glossary.add(GlossaryRow("経常利益", "ordinary income")).entry == 2


def test_undo_reaches_so_far(glossary: Glossary):
    for number in range(UNDO_DEPTH + 3):
        glossary.add(GlossaryRow(f"第{number}四半期", f"quarter {number}"))
    for _ in range(UNDO_DEPTH // 2):  # an undo is a command, too
        glossary.undo()
    with pytest.raises(GlossaryError, match="nothing left to undo"):
        glossary.undo()
    assert len(glossary.rows()) == UNDO_DEPTH // 2 + 3


JA = st.sampled_from(["営業利益", "売上高", "売り上げ高", "サーバー", "サーバ", "O'Hara", "＋"])
EN = st.sampled_from(
    ["operating income", "Operating Income", "net sales", "server", "it's, ''1", "+"]
)
STATUS = st.sampled_from(["proposed", "approved", "reference", "forbidden", "rejected"])
ROW = st.builds(
    GlossaryRow,
    JA,
    EN,
    st.lists(JA, max_size=2).map(tuple),
    st.lists(EN, max_size=2).map(tuple),
    status=STATUS,
    note=st.sampled_from(["", "注1", "it's\n''"]),
)
MINED = st.builds(
    TermPair,
    JA,
    EN,
    st.floats(0, 1),
    st.integers(1, 9),
    evidence=st.lists(st.just(SEEN), max_size=1).map(tuple),
)
COMMANDS = st.one_of(
    ROW.map(lambda row: lambda glossary: glossary.add(row)),
    st.lists(MINED, max_size=3).map(lambda pairs: lambda glossary: glossary.propose(pairs)),
    st.tuples(st.integers(1, 3), STATUS).map(lambda to: lambda g: g.judge([to[0]], to[1])),
    st.tuples(st.integers(1, 3), JA, EN).map(
        lambda to: lambda g: g.edit(to[0], Edit(ja=to[1], also_en=(to[2],), note="n"))
    ),
    st.just(lambda glossary: glossary.undo()),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(COMMANDS, max_size=6), COMMANDS)
def test_undo_brings_back_exactly_what_was(commands: list[Command], last: Command):
    with TemporaryDirectory() as folder:
        glossary = Glossary(Path(folder) / "terms.db", who="hanako")
        glossary.add(GlossaryRow("始め", "start"))
        for command in commands:
            try:
                command(glossary)
            except TermalignError:  # an entry that is not there: then it changed nothing
                continue
        before, count = rows_of(glossary.path), len(glossary.history())
        try:
            last(glossary)
        except TermalignError:
            assert rows_of(glossary.path) == before
            return
        if rows_of(glossary.path) != before and not glossary.history()[0].what.startswith("undo"):
            glossary.undo()
            assert rows_of(glossary.path) == before
        assert len(glossary.history()) > count
        assert_index_is_true(glossary.path)


def test_stats(filled: Glossary):
    stats = filled.stats()
    assert stats["entries"] == 7
    assert stats["approved"] == 4
    assert stats["proposed"] == 2
    assert stats["examples"] == 1
