"""Merging: what is new comes in, what agrees joins, what contradicts is shown and left."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from termalign.errors import GlossaryError, UsageError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, Tally
from termalign.glossary.judging import Edit
from tests.glossary.conftest import PAIR, SEEN, assert_index_is_true, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Status


@pytest.fixture
def ours(tmp_path: Path) -> Glossary:
    return Glossary(tmp_path / "ours.db", who="sato")


@pytest.fixture
def theirs(tmp_path: Path) -> Glossary:
    return Glossary(tmp_path / "theirs.db", who="mori")


def pairs(glossary: Glossary) -> list[tuple[str, str, str]]:
    """Every English term with its preferred Japanese and status, in the order of preference."""
    return [(row.ja, en, str(row.status)) for row in glossary.rows() for en in row.terms("en")]


def test_into_an_empty_glossary_all_comes(ours: Glossary, filled: Glossary):
    merged = ours.merge(filled)
    assert merged.tally == Tally(added=len({row.id for row in filled.rows()}))
    assert merged.conflicts == ()
    assert [replace(row, id=0) for row in ours.rows()] == [
        replace(row, id=0) for row in filled.rows()
    ]
    number = next(row.id for row in ours.rows() if row.ja == PAIR.ja)
    assert number is not None
    assert [seen.evidence for seen in ours.sightings(number)] == [SEEN]
    assert_index_is_true(ours.path)


def test_merging_twice_changes_nothing(ours: Glossary, filled: Glossary):
    ours.add(GlossaryRow("営業利益", "operating profit", note="社内規程"))
    ours.merge(filled)
    before = rows_of(ours.path)
    again = ours.merge(filled)
    assert (again.tally.added, again.tally.changed) == (0, 0)
    assert [(one.what, one.ours, one.theirs) for one in again.conflicts] == [
        ("note", "社内規程", "連結損益計算書の表示に従う"),
        ("preferred English", "operating profit", "operating income"),
        ("operating profit", "approved", "forbidden"),
    ]
    assert rows_of(ours.path) == before


def test_with_theirs_too(ours: Glossary, filled: Glossary):
    ours.add(GlossaryRow("営業利益", "operating profit", note="社内規程"))
    ours.merge(filled, theirs=True)
    before = rows_of(ours.path)
    again = ours.merge(filled, theirs=True)
    assert again.conflicts == ()
    assert rows_of(ours.path) == before


def test_undo_takes_a_merge_back(ours: Glossary, filled: Glossary):
    ours.add(GlossaryRow("営業利益", "operating profit"))
    ours.propose([PAIR])
    before = rows_of(ours.path)
    ours.merge(filled, theirs=True)
    assert rows_of(ours.path) != before
    assert ours.undo() == "merge terms.db"
    assert rows_of(ours.path) == before
    assert_index_is_true(ours.path)


def test_the_other_glossary_stays_as_it_is(ours: Glossary, filled: Glossary):
    before = filled.path.read_bytes()
    ours.merge(filled)
    assert filled.path.read_bytes() == before


def test_the_history_says_what_came(ours: Glossary, theirs: Glossary):
    ours.add(GlossaryRow("売上高", "net sales"))
    theirs.add(GlossaryRow("売上高", "net sales", en_variants=("sales",), note="日本基準"))
    ours.merge(theirs)
    latest = ours.history()[0]
    assert (latest.who, latest.what) == ("sato", "note: 日本基準; added sales (approved)")


@pytest.mark.parametrize(
    ("our_status", "their_status", "becomes"),
    [
        ("proposed", "approved", "approved"),
        ("reference", "rejected", "rejected"),
        ("proposed", "reference", "reference"),
        ("reference", "proposed", "reference"),
        ("approved", "proposed", "approved"),
        ("rejected", "reference", "rejected"),
        ("forbidden", "forbidden", "forbidden"),
    ],
)
def test_a_decision_takes_over_a_suggestion(
    ours: Glossary, theirs: Glossary, our_status: Status, their_status: Status, becomes: str
):
    ours.add(GlossaryRow("売上高", "net sales", status=our_status))
    theirs.add(GlossaryRow("売上高", "net sales", status=their_status))
    assert ours.merge(theirs).conflicts == ()
    assert pairs(ours) == [("売上高", "net sales", becomes)]


@pytest.mark.parametrize(
    ("our_status", "their_status"),
    [("approved", "forbidden"), ("approved", "rejected"), ("forbidden", "approved")],
)
def test_decisions_that_differ_are_shown_and_ours_stays(
    ours: Glossary, theirs: Glossary, our_status: Status, their_status: Status
):
    ours.add(GlossaryRow("売上高", "turnover", status=our_status))
    theirs.add(GlossaryRow("売上高", "turnover", status=their_status))
    merged = ours.merge(theirs)
    assert merged.conflicts == ((1, "売上高", "turnover", our_status, their_status),)
    assert merged.tally == Tally(unchanged=1)
    assert pairs(ours) == [("売上高", "turnover", our_status)]
    ours.merge(theirs, theirs=True)
    assert pairs(ours) == [("売上高", "turnover", their_status)]


def test_another_preferred_english(ours: Glossary, theirs: Glossary):
    ours.add(GlossaryRow("売上高", "net sales"))
    theirs.add(GlossaryRow("売上高", "revenue", en_variants=("sales",)))
    merged = ours.merge(theirs)
    assert merged.conflicts == ((1, "売上高", "preferred English", "net sales", "revenue|sales"),)
    assert pairs(ours) == [("売上高", "net sales", "approved")]
    ours.merge(theirs, theirs=True)
    assert pairs(ours) == [
        ("売上高", "revenue", "approved"),
        ("売上高", "net sales", "approved"),
        ("売上高", "sales", "approved"),
    ]


def test_the_same_preferred_english_and_a_synonym_is_no_conflict(ours: Glossary, theirs: Glossary):
    ours.add(GlossaryRow("売上高", "net sales"))
    theirs.add(GlossaryRow("売上高", "net sales", ("売上",), ("sales",)))
    theirs.add(GlossaryRow("売上高", "turnover", status="forbidden"))
    assert ours.merge(theirs).conflicts == ()
    assert pairs(ours) == [
        ("売上高", "net sales", "approved"),
        ("売上高", "sales", "approved"),
        ("売上高", "turnover", "forbidden"),
    ]
    assert [term.text for term in ours.concept(1).ja] == ["売上高", "売上"]


def test_notes_that_differ(ours: Glossary, theirs: Glossary):
    ours.add(GlossaryRow("売上高", "net sales", note="日本基準"))
    theirs.add(GlossaryRow("売上高", "net sales", note="IFRS", domain="accounting"))
    assert ours.merge(theirs).conflicts == ((1, "売上高", "note", "日本基準", "IFRS"),)
    assert (ours.concept(1).note, ours.concept(1).domain) == ("日本基準", "accounting")
    ours.merge(theirs, theirs=True)
    assert ours.concept(1).note == "IFRS"


def test_a_suggestions_note_contradicts_nothing(ours: Glossary, theirs: Glossary):
    ours.add(GlossaryRow("売上高", "net sales", note="日本基準"))
    theirs.add(GlossaryRow("売上高", "sales", ("売上",), status="proposed", note="?"))
    assert ours.merge(theirs).conflicts == ()
    assert ours.concept(1).note == "日本基準"
    assert [term.text for term in ours.concept(1).ja] == ["売上高"]
    assert ("売上高", "sales", "proposed") in pairs(ours)


def test_flags_come_along_and_count_as_a_decision(ours: Glossary, theirs: Glossary):
    theirs.add(GlossaryRow("シフト", "SHIFT"))
    theirs.edit(1, Edit(cased=("SHIFT",)))
    ours.merge(theirs)
    assert ours.concept(1).en[0].cased
    ours.undo()
    ours.add(GlossaryRow("シフト", "SHIFT"))
    merged = ours.merge(theirs)
    assert [one[2:] for one in merged.conflicts] == [("SHIFT", "approved", "approved, cased")]
    (entry,) = {row.id for row in ours.rows()}
    assert entry is not None
    assert not ours.concept(entry).en[0].cased
    ours.merge(theirs, theirs=True)
    assert ours.concept(entry).en[0].cased


def test_counts_and_examples_come_once(ours: Glossary, theirs: Glossary):
    ours.propose([PAIR])
    other = replace(SEEN, source="next.ja.txt + next.en.txt", ja_text="利益率は6%です。")
    theirs.propose([replace(PAIR, count=9, evidence=(SEEN,))])  # the same deck
    theirs.propose([replace(PAIR, count=5, evidence=(other,))], confidential_until="2026-05-12")
    for _ in range(2):
        ours.merge(theirs)
        assert ours.concept(1).en[0].count == 3 + 5
        assert [seen.evidence for seen in ours.sightings(1)] == [SEEN, other]
    with contextlib.closing(sqlite3.connect(ours.path)) as connection:
        days = connection.execute("SELECT confidential_until FROM evidence ORDER BY id").fetchall()
    assert days == [("",), ("2026-05-12",)]


@pytest.mark.parametrize(
    ("ours_day", "their_day", "later"),
    [
        ("", "2026-05-12", "2026-05-12"),
        ("2026-05-12", "", "2026-05-12"),
        ("2026-05-12", "2026-08-07", "2026-08-07"),
        ("2026-08-07", "2026-05-12", "2026-08-07"),
    ],
)
def test_the_later_day_of_secrecy_holds(
    ours: Glossary, theirs: Glossary, ours_day: str, their_day: str, later: str
):
    ours.propose([PAIR], confidential_until=ours_day)
    theirs.propose([PAIR], confidential_until=their_day)
    tally = ours.merge(theirs).tally
    assert [seen.confidential_until for seen in ours.sightings(1)] == [later]
    assert tally == (Tally(changed=1) if later != ours_day else Tally(unchanged=1))
    assert ours.merge(theirs).tally == Tally(unchanged=1)


@pytest.mark.parametrize(("ours_day", "their_day"), [("", "2026-05-12"), ("2026-05-12", "")])
def test_a_secret_sentence_is_secret_under_every_term(
    ours: Glossary, theirs: Glossary, ours_day: str, their_day: str
):
    ours.propose([PAIR], confidential_until=ours_day)
    other = replace(PAIR, ja="率", en="margin", ja_variants=(), en_variants=())
    theirs.propose([other], confidential_until=their_day)
    merged = ours.merge(theirs)
    for row in ours.rows({"proposed"}):
        assert row.id is not None
        assert {seen.confidential_until for seen in ours.sightings(row.id)} == {"2026-05-12"}
    if not ours_day:
        assert merged.tally == Tally(added=1, changed=1)
        assert ours.history(1)[0].what == "confidential now: 1 example"


def test_homographs_stay_apart(ours: Glossary, theirs: Glossary):
    theirs.add(GlossaryRow("計上", "recognition"))
    theirs.add(GlossaryRow("形状", "shape"))
    theirs.edit(2, Edit(ja="計上"))  # two entries of one Japanese
    for _ in range(2):
        ours.merge(theirs)
        assert pairs(ours) == [
            ("計上", "recognition", "approved"),
            ("計上", "shape", "approved"),
        ]
        assert len({row.id for row in ours.rows()}) == 2


def test_a_dry_run_shows_the_same_and_changes_nothing(ours: Glossary, filled: Glossary):
    ours.add(GlossaryRow("営業利益", "operating profit"))
    before = ours.path.read_bytes()
    tried = ours.merge(filled, dry_run=True)
    assert ours.path.read_bytes() == before
    assert tried == ours.merge(filled)
    assert tried.conflicts


def test_a_dry_run_makes_no_file(ours: Glossary, filled: Glossary):
    with pytest.raises(GlossaryError, match="there is no glossary"):
        ours.merge(filled, dry_run=True)
    assert not ours.path.exists()


def test_what_is_no_other_glossary_is_refused(ours: Glossary, filled: Glossary, tmp_path: Path):
    ours.add(GlossaryRow("売上高", "net sales"))
    before = ours.path.read_bytes()
    with pytest.raises(UsageError, match="is the glossary itself"):
        ours.merge(Glossary(tmp_path / "." / "ours.db"))
    (tmp_path / "deck.txt").write_text("売上高", "utf-8")
    for name, said in (("none.db", "there is no glossary"), ("deck.txt", "is no termalign")):
        with pytest.raises(GlossaryError, match=said):
            ours.merge(Glossary(tmp_path / name))
    assert ours.path.read_bytes() == before


def test_a_status_nobody_knows_is_refused(ours: Glossary, filled: Glossary):
    ours.add(GlossaryRow("売上高", "net sales"))
    before = rows_of(ours.path)
    with contextlib.closing(sqlite3.connect(filled.path)) as connection:
        connection.execute("UPDATE term SET status = 'good' WHERE text = 'MinatoNet'")
        connection.commit()
    with pytest.raises(GlossaryError, match=r"terms\.db: holds the status “good”"):
        ours.merge(filled)
    assert rows_of(ours.path) == before
