"""A review sheet's answers in the glossary: applied by number, once; what moved is a conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termalign.errors import GlossaryError, InputError
from termalign.exchange import GlossaryRow
from termalign.exchange.review import Answer, ReviewTerm
from termalign.glossary import Glossary
from termalign.glossary.judging import Edit
from tests.glossary.conftest import PAIR, rows_of


def answers_of(glossary: Glossary) -> list[Answer]:
    """The sheet as it comes back untouched."""
    return [
        Answer(
            *(f"terms.xlsx, sheet 用語 Terms, row {row}", term, term.ja, term.en, term.status),
            *(term.note, term.preferred, "", "", glossary.identity()),
        )
        for row, term in enumerate(glossary.terms_to_review(), start=2)
    ]


def changed(glossary: Glossary, en: str, /, **changes: object) -> list[Answer]:
    """The sheet with the row of one English term changed."""
    return [
        replace(answer, **changes) if answer.en == en else answer for answer in answers_of(glossary)
    ]


def added(glossary: Glossary, ja: str, en: str, **said: object) -> Answer:
    """A row that somebody added."""
    row = Answer(
        *("terms.xlsx, sheet 用語 Terms, row 20", None, ja, en, None),
        *("", False, "", "", glossary.identity()),
    )
    return replace(row, **said)


def apply(glossary: Glossary, answers: list[Answer]) -> tuple[int, int, int, int]:
    done = glossary.apply_answers(answers, what="import terms.xlsx")
    return done.applied, done.added, done.unchanged, len(done.conflicts)


def term(glossary: Glossary, en: str) -> ReviewTerm:
    return next(term for term in glossary.terms_to_review() if term.en == en)


ROWS = 10  # English terms in `filled`


def test_an_untouched_sheet_changes_nothing(filled: Glossary):
    before = rows_of(filled.path)
    assert apply(filled, answers_of(filled)) == (0, 0, ROWS, 0)
    assert rows_of(filled.path) == before


@pytest.mark.parametrize(
    ("en", "changes", "said"),
    [
        ("operating margin", {"status": "approved"}, "approved: operating margin (was proposed)"),
        ("revenue", {"en": "revenues"}, "revenue is now revenues"),
        ("operating income", {"note": ""}, "note emptied"),
        ("net sales", {"note": "収益"}, "note: 収益"),
        ("server", {"ja": "サーバ"}, "preferred: サーバ"),
        ("server", {"ja": "サーヴァー"}, "サーバー is now サーヴァー"),
        ("revenue", {"preferred": True}, "preferred: revenue"),
        (
            "operating margin",
            {"status": "rejected", "en": "profit margin"},
            "rejected: operating margin (was proposed); operating margin is now profit margin",
        ),
    ],
)
def test_a_change_is_applied_with_who_and_why_and_only_once(
    filled: Glossary, en: str, changes: dict[str, object], said: str
):
    sheet = changed(filled, en, reviewer="佐藤", reason="開示に合わせる", **changes)
    was = term(filled, en)
    assert apply(filled, sheet) == (1, 0, ROWS - 1, 0)
    now = term(filled, str(changes.get("en", en)))
    assert {name: getattr(now, name) for name in changes} == changes
    assert now.term == was.term
    line = filled.history(was.concept, 1)[0]
    assert (line.what, line.who) == (f"{said} – 開示に合わせる", "佐藤")
    before = rows_of(filled.path)
    assert apply(filled, sheet) == (0, 0, ROWS, 0)
    assert rows_of(filled.path) == before


def test_without_a_reviewer_it_was_who_ran_the_import(filled: Glossary):
    apply(filled, changed(filled, "operating margin", status="approved"))
    assert filled.history(most=1)[0].who == "hanako"


def test_an_import_is_one_command_to_undo(filled: Glossary):
    before = rows_of(filled.path)
    sheet = [replace(a, status="approved", reviewer=f"reviewer {a.en}") for a in answers_of(filled)]
    apply(filled, sheet)
    assert {term.status for term in filled.terms_to_review()} == {"approved"}
    assert filled.undo() == "import terms.xlsx"
    assert rows_of(filled.path) == before


def test_the_japanese_follows_its_english(filled: Glossary):
    apply(filled, changed(filled, "operating margin", status="approved"))
    concept = filled.concept(term(filled, "operating margin").concept)
    assert concept.ja[0].status == "approved"


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (lambda g, n: g.judge([n], "rejected"), "the status is “rejected” by now, was “proposed”"),
        (
            lambda g, n: g.edit(n, Edit(en="operating ratio")),
            "the English is “operating ratio” by now, was “operating margin”",
        ),
        (
            lambda g, n: g.edit(n, Edit(ja="営業利益の比率")),
            "the Japanese is “営業利益の比率” by now, was “営業利益率”",
        ),
        (lambda g, n: g.edit(n, Edit(drop=("operating margin",))), "is no longer in the glossary"),
        (lambda g, _: g.undo(), "is no longer in the glossary"),
    ],
)
def test_what_moved_meanwhile_is_a_conflict(filled: Glossary, meanwhile: object, said: str):
    sheet = changed(filled, "operating margin", status="approved")
    other = next(n for n, answer in enumerate(sheet) if answer.en == "server")
    sheet[other] = replace(sheet[other], status="forbidden")
    meanwhile(filled, term(filled, "operating margin").concept)  # type: ignore[operator]  # a command
    done = filled.apply_answers(sheet, what="import terms.xlsx")
    (conflict,) = done.conflicts
    assert "row 10: entry 7 “operating margin” not applied" in conflict
    assert said in conflict
    assert done.applied == 1  # the others are
    assert term(filled, "server").status == "forbidden"


def test_what_moved_as_the_sheet_wants_it_is_no_conflict(filled: Glossary):
    sheet = changed(filled, "operating margin", status="approved", en="operating profit ratio")
    filled.judge([term(filled, "operating margin").concept], "approved")
    assert apply(filled, sheet) == (1, 0, ROWS - 1, 0)
    assert term(filled, "operating profit ratio").status == "approved"


def test_what_moved_in_rows_nobody_answered_is_none(filled: Glossary):
    sheet = answers_of(filled)
    filled.judge([1, 2, 3], "rejected")
    assert apply(filled, sheet) == (0, 0, ROWS, 0)


def test_two_notes_on_one_entry_conflict_with_the_glossarys(filled: Glossary):
    sheet = changed(filled, "net sales", note="収益")
    filled.edit(term(filled, "net sales").concept, Edit(note="売上収益とは別"))
    done = filled.apply_answers(sheet, what="import")
    assert "the note is “売上収益とは別” by now, was “”" in done.conflicts[0]
    # Who only judges the term is not concerned.
    sheet = changed(filled, "net sales", status="forbidden")
    filled.edit(term(filled, "net sales").concept, Edit(note=""))
    assert apply(filled, sheet)[0] == 1


def test_a_spelling_the_entry_has_already_is_a_conflict(filled: Glossary):
    done = filled.apply_answers(changed(filled, "revenue", en="net sales"), what="import")
    assert "the entry has “net sales” as another term" in done.conflicts[0]
    sheet = [replace(a, en="sales") if a.ja == "売上高" else a for a in answers_of(filled)]
    done = filled.apply_answers(sheet, what="import")
    assert (done.applied, len(done.conflicts)) == (1, 1)


@pytest.mark.parametrize("changes", [{"status": "rejected"}, {}])
def test_another_glossarys_sheet_is_refused(filled: Glossary, changes: dict[str, object]):
    sheet = [replace(answer, **changes) for answer in answers_of(filled)]
    other = Glossary(filled.path.with_name("other.db"), who="taro")
    other.propose([PAIR])
    before = other.path.read_bytes()
    with pytest.raises(InputError) as error:
        other.apply_answers(sheet, what="import")
    assert str(error.value).startswith(
        "terms.xlsx, sheet 用語 Terms: is a review sheet of another glossary"
    )
    assert other.path.read_bytes() == before


@pytest.mark.parametrize("changes", [{"status": "approved"}, {}])
def test_a_number_that_means_another_entry_in_a_copy(filled: Glossary, changes: dict[str, object]):
    """Two copies of one file each give the next number to what they add."""
    copy = Glossary(filled.path.with_name("copy.db"), who="taro")
    copy.path.write_bytes(filled.path.read_bytes())
    number = copy.add(GlossaryRow("配当性向", "payout ratio")).entry
    assert filled.add(GlossaryRow("減配", "dividend cut")).entry == number
    done = filled.apply_answers(changed(copy, "payout ratio", **changes), what="import")
    assert (done.applied, done.unchanged) == (0, ROWS)
    (conflict,) = done.conflicts
    assert f"entry {number} “payout ratio” not applied" in conflict
    assert "that is another entry here, 減配 = dividend cut" in conflict


def test_a_copys_sheet_is_taken(filled: Glossary):
    copy = Glossary(filled.path.with_name("copy.db"), who="taro")
    copy.path.write_bytes(filled.path.read_bytes())
    sheet = changed(copy, "operating margin", status="approved")
    assert apply(filled, sheet) == (1, 0, ROWS - 1, 0)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([{"note": "a"}, {"note": "b"}], "says “b” for entry 3, but row 5 says “a”"),
        (
            [{"ja": "売上"}, {"ja": "売上収益"}],
            "says “売上収益” for entry 3, but row 5 says “売上”",
        ),
    ],
)
def test_rows_that_contradict_one_another(
    filled: Glossary, changes: list[dict[str, object]], says: str
):
    sheet = answers_of(filled)
    rows = [n for n, answer in enumerate(sheet) if answer.ja == "売上高"]
    for row, change in zip(rows, changes, strict=True):
        sheet[row] = replace(sheet[row], **change)
    before = rows_of(filled.path)
    with pytest.raises(InputError) as error:
        apply(filled, sheet)
    assert says in str(error.value)
    assert rows_of(filled.path) == before


def test_two_new_preferred_terms(filled: Glossary):
    sheet = answers_of(filled)
    filled.edit(1, Edit(also_en=("operating earnings", "earnings")))
    sheet = [replace(a, preferred=True) if a.was.concept == 1 else a for a in answers_of(filled)]  # type: ignore[union-attr]
    with pytest.raises(InputError, match="the preferred term is the entry’s"):
        apply(filled, sheet)


def test_added_rows_come_in_as_proposed_and_once(filled: Glossary):
    new = added(filled, "配当性向", "payout ratio", reason="要", reviewer="佐藤")
    sheet = [
        *answers_of(filled),
        new,
        replace(new, ja="減配", en="dividend cut", status="approved"),
    ]
    assert apply(filled, sheet) == (0, 2, ROWS, 0)
    assert term(filled, "payout ratio").status == "proposed"
    assert term(filled, "dividend cut").status == "approved"
    line = filled.history(most=1)[0]
    assert (line.what, line.who) == ("added 減配 = dividend cut (approved) – 要", "佐藤")
    assert apply(filled, sheet) == (0, 0, ROWS + 2, 0)


def test_added_rows_that_contradict_one_another(filled: Glossary):
    one = added(filled, "配当性向", "payout ratio", status="approved", note="a")
    before = rows_of(filled.path)
    for other, says in (
        ({"status": "forbidden"}, "says “forbidden” for “配当性向”, “payout ratio”, but row 20"),
        ({"note": "b", "en": "dividend payout ratio"}, "says “b” for “配当性向”, but row 20"),
    ):
        with pytest.raises(InputError) as error:
            apply(filled, [one, replace(one, where="terms.xlsx, row 21", **other)])
        assert says in str(error.value)
    assert rows_of(filled.path) == before
    assert apply(filled, [one, replace(one, where="terms.xlsx, row 21")]) == (0, 1, 1, 0)


def test_an_added_row_that_contradicts_the_sheets_own(filled: Glossary):
    sheet = changed(filled, "net sales", status="rejected")
    new = added(filled, "売上高", "net sales", status="approved")
    with pytest.raises(
        InputError, match="says “approved” for entry 3, “net sales”, but row 5 says"
    ):
        apply(filled, [*sheet, new])


def test_an_added_row_does_not_overrule_what_was_decided_since(filled: Glossary):
    sheet = [
        added(filled, "配当性向", "payout ratio", status="approved", note="比率"),
        added(filled, "減配", "dividend cut", status="approved", note="a"),
    ]
    assert apply(filled, sheet) == (0, 2, 0, 0)
    number = term(filled, "payout ratio").concept
    filled.judge([number], "rejected")
    filled.edit(number, Edit(note="別の語"))
    before = rows_of(filled.path)
    done = filled.apply_answers(sheet, what="import terms.xlsx")
    assert (done.applied, done.added, done.unchanged) == (0, 0, 1)
    assert done.conflicts == (
        (
            "terms.xlsx, sheet 用語 Terms, row 20: “配当性向 = payout ratio” not entered: it is "
            f"“rejected” in entry {number}, the row says “approved”; the note of entry {number} is "
            "“別の語”, the row says “比率”"
        ),
    )
    assert rows_of(filled.path) == before


def test_an_added_decision_takes_over_a_suggestions_note(filled: Glossary):
    filled.add(GlossaryRow("配当性向", "payout ratio", status="proposed", note="?"))
    sheet = [added(filled, "配当性向", "payout ratio", status="approved", note="比率")]
    assert apply(filled, sheet) == (0, 1, 0, 0)
    assert term(filled, "payout ratio").note == "比率"
    assert apply(filled, sheet) == (0, 0, 1, 0)


def test_an_added_row_with_a_tick_comes_first_once(filled: Glossary):
    new = added(filled, "売上高", "sales", status="approved", preferred=True)
    assert apply(filled, [new]) == (0, 1, 0, 0)
    assert [one.text for one in filled.concept(3).en] == ["sales", "net sales", "revenue"]
    assert apply(filled, [new]) == (0, 0, 1, 0)
    weak = added(filled, "売上高", "turnover", preferred=True)
    done = filled.apply_answers([weak], what="import")
    assert "○ is on “turnover”, proposed, but “sales” is approved" in done.conflicts[0]


def test_a_tick_on_a_term_that_cannot_come_first(filled: Glossary):
    sheet = changed(filled, "operating profit", preferred=True)  # forbidden
    before = rows_of(filled.path)
    done = filled.apply_answers(sheet, what="import")
    assert done.applied == 0
    assert done.conflicts == (
        (
            "terms.xlsx, sheet 用語 Terms, row 3: entry 1 “operating profit” not applied: ○ is on "
            "“operating profit”, forbidden, but “operating income” is approved and comes first"
        ),
    )
    assert rows_of(filled.path) == before


def test_a_tick_holds_once_the_sheet_has_judged_the_others(filled: Glossary):
    number = term(filled, "operating margin").concept
    filled.edit(number, Edit(en="operating income margin"))  # comes first in the sheet
    sheet = [
        replace(a, status="rejected")
        if a.en == "operating income margin"
        else replace(a, status="reference", preferred=True)
        if a.en == "operating margin"
        else a
        for a in answers_of(filled)
    ]
    assert apply(filled, sheet[::-1]) == (2, 0, ROWS - 2, 0)
    assert next(one.text for one in filled.concept(number).en) == "operating margin"
    assert apply(filled, sheet) == (0, 0, ROWS, 0)


@pytest.mark.parametrize(
    ("en", "changes", "says"),
    [
        ("operating margin", {"ja": "売上高"}, "entry 3 has 売上高 too"),
        ("operating margin", {"ja": "売り上げ高"}, "entry 3 has 売り上げ高 too"),
    ],
)
def test_a_spelling_that_another_entry_has_is_a_conflict(
    filled: Glossary, en: str, changes: dict[str, object], says: str
):
    before = rows_of(filled.path)
    done = filled.apply_answers(changed(filled, en, **changes), what="import")
    assert says in done.conflicts[0]
    assert rows_of(filled.path) == before


def test_an_english_that_another_entry_of_the_japanese_has_is_a_conflict(filled: Glossary):
    number = term(filled, "operating margin").concept
    filled.edit(number, Edit(ja="売上高"))  # a homograph
    done = filled.apply_answers(changed(filled, "operating margin", en="Net Sales"), what="import")
    assert "entry 3 has Net Sales too" in done.conflicts[0]
    # One English for two Japanese is nothing odd.
    assert apply(filled, changed(filled, "server", en="net sales")) == (1, 0, ROWS - 1, 0)


def test_a_suggestion_in_an_added_row_replaces_no_decision(filled: Glossary):
    new = added(filled, "既定", "default", status="proposed")
    assert apply(filled, [new]) == (0, 0, 1, 0)
    assert term(filled, "default").status == "rejected"


# Examples


def test_examples_only_when_asked_for(filled: Glossary):
    assert not any(term.examples for term in filled.terms_to_review())
    shown = filled.terms_to_review({"proposed"}, examples="public")
    assert [term.examples for term in shown] == [PAIR.evidence, ()]


@pytest.mark.parametrize(("day", "refused"), [("2999-01-01", True), ("2001-01-01", False)])
def test_confidential_examples_are_refused_until_their_day(
    glossary: Glossary, day: str, refused: bool
):
    glossary.propose([PAIR], confidential_until=day)
    assert glossary.terms_to_review(examples="all")[0].examples == PAIR.evidence
    assert glossary.terms_to_review()[0].examples == ()
    if refused:
        with pytest.raises(GlossaryError, match=f"confidential until {day}: 1 of the examples"):
            glossary.terms_to_review(examples="public")
    else:
        assert glossary.terms_to_review(examples="public")[0].examples == PAIR.evidence


def test_the_day_itself_is_confidential(glossary: Glossary, monkeypatch: pytest.MonkeyPatch):
    glossary.propose([PAIR], confidential_until="2026-05-12")
    monkeypatch.setattr("termalign.glossary.store._today", lambda: "2026-05-12")
    with pytest.raises(GlossaryError, match="confidential"):
        glossary.terms_to_review(examples="public")
    monkeypatch.setattr("termalign.glossary.store._today", lambda: "2026-05-13")
    assert glossary.terms_to_review(examples="public")


def test_mined_again_with_a_day_takes_it_over(glossary: Glossary):
    def days() -> list[str]:
        return [seen.confidential_until for seen in glossary.sightings(1)]

    glossary.propose([PAIR])
    assert days() == [""]
    glossary.propose([PAIR], confidential_until="2026-05-12")
    assert days() == ["2026-05-12"]
    glossary.propose([PAIR])  # who says nothing makes nothing public
    assert days() == ["2026-05-12"]
