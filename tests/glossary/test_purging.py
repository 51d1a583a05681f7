"""Purged sentences are gone: from the tables, from what undo keeps, from the file's bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from termalign.errors import GlossaryError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, connection
from termalign.glossary.judging import Edit
from termalign.glossary.purging import ANY, Which
from tests.glossary.conftest import PAIR, assert_index_is_true

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "秘密の営業利益率は99.9%です。"
SECRET_EN = "The secret operating margin is 99.9%."
DAY = "2026-05-12"


def seen(ja: str, en: str, source: str) -> tuple[object, ...]:
    return (replace(PAIR.evidence[0], ja_text=ja, en_text=en, source=source),)


@pytest.fixture
def mined(glossary: Glossary) -> Glossary:
    """A glossary with public and secret sentences of two pairs of documents."""
    public = replace(
        PAIR, evidence=seen("公表した文。", "A public one.", "old.ja.txt | old.en.txt")
    )
    secret = replace(PAIR, evidence=seen(SECRET, SECRET_EN, "q4.ja.txt | q4.en.txt"))
    glossary.propose([public])
    glossary.propose([secret], confidential_until=DAY)
    return glossary


def held(path: Path, text: str) -> bool:
    """Whether the file, or any file beside it, holds the text's bytes, in any encoding of SQLite."""
    return any(
        text.encode(encoding) in beside.read_bytes()
        for beside in path.parent.iterdir()
        if beside.is_file()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def sentences(glossary: Glossary) -> list[str]:
    return [one.evidence.ja_text for one in glossary.sightings(1)]


CHOICES = {
    "all": (Which(), [], "2 examples"),
    "of its source": (Which(source="q4.ja.txt"), ["公表した文。"], "1 example"),
    "of the other document": (Which(source="papers/q4.en.txt"), ["公表した文。"], "1 example"),
    "confidential": (Which(until=ANY), ["公表した文。"], "1 example"),
    "confidential until its day": (Which(until=DAY), ["公表した文。"], "1 example"),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_the_bytes_are_gone(mined: Glossary, choice: str):
    which, left, count = CHOICES[choice]
    assert held(mined.path, SECRET)
    assert held(mined.path, SECRET_EN)
    assert str(mined.purge(which)) == count
    assert sentences(mined) == left
    assert not held(mined.path, SECRET)
    assert not held(mined.path, SECRET_EN)
    assert held(mined.path, "公表した文。") == bool(left)
    assert mined.concept(1).en[0].count == 6  # counts are no sentences
    assert_index_is_true(mined.path)


@pytest.mark.parametrize("which", [Which(source="none.txt"), Which(until="2026-05-13")])
def test_what_is_not_meant_stays(mined: Glossary, which: Which):
    assert str(mined.purge(which)) == "0 examples"
    assert len(sentences(mined)) == 2


def test_the_history_says_it_without_the_sentences(mined: Glossary):
    mined.purge(Which(until=DAY))
    line = mined.history(1, 1)[0]
    assert (line.what, line.who) == ("purged 1 example", "hanako")
    with closing(sqlite3.connect(mined.path)) as database:
        (what,) = database.execute("SELECT what FROM command ORDER BY id DESC LIMIT 1").fetchone()
    assert what == f"purge 1 example: confidential until {DAY}"


def test_undo_brings_nothing_back(mined: Glossary):
    mined.purge(Which(until=ANY))
    assert mined.undo() == "mine"  # the purge cannot be taken back: the command before it is
    assert mined.undo() == "mine"
    assert mined.rows() == []
    assert not held(mined.path, SECRET)


def test_undos_images_are_purged(mined: Glossary):
    """A term that was dropped took its sentences with it; undo still holds them."""
    mined.edit(1, Edit(drop=("operating margin",)))
    assert sentences(mined) == []
    assert held(mined.path, SECRET)
    found = mined.purge(Which(until=ANY))
    assert str(found) == "0 examples, 1 example that only undo held"
    assert mined.history(most=1)[0].what == f"purge {found}: confidential"
    assert not held(mined.path, SECRET)
    assert mined.undo().startswith("edit")
    assert sentences(mined) == ["公表した文。"]


def test_an_image_from_before_it_was_secret_is_purged(glossary: Glossary):
    secret = replace(PAIR, evidence=seen(SECRET, SECRET_EN, "q4.ja.txt | q4.en.txt"))
    glossary.propose([secret])  # without a day
    glossary.propose([secret], confidential_until=DAY)  # undo holds the sentence without its day
    glossary.purge(Which(until=DAY))
    assert not held(glossary.path, SECRET)
    glossary.undo()
    assert sentences(glossary) == []


def test_another_sentences_undo_under_the_same_number_stays(glossary: Glossary):
    """SQLite gives the number of a deleted row to the next one: the public sentence had it."""
    public = replace(
        PAIR, evidence=seen("公表した文。", "A public one.", "old.ja.txt | old.en.txt")
    )
    secret = replace(PAIR, evidence=seen(SECRET, SECRET_EN, "q4.ja.txt | q4.en.txt"))
    glossary.propose([public])
    glossary.edit(1, Edit(drop=("operating margin",)))
    glossary.propose([secret], confidential_until=DAY)
    with closing(sqlite3.connect(glossary.path)) as database:
        rows = database.execute("SELECT DISTINCT row FROM undo_step WHERE table_name = 'evidence'")
        assert rows.fetchall() == [(1,)]  # both sentences
    assert str(glossary.purge(Which(until=ANY))) == "1 example"
    assert not held(glossary.path, SECRET)
    assert glossary.undo() == "mine"
    assert glossary.undo() == "edit 1"
    assert sentences(glossary) == ["公表した文。"]


def test_an_image_of_a_dropped_term_goes_with_its_sentence(glossary: Glossary):
    secret = replace(PAIR, evidence=seen(SECRET, SECRET_EN, "q4.ja.txt | q4.en.txt"))
    glossary.propose([secret])  # without a day
    glossary.edit(1, Edit(drop=("operating margin",)))
    glossary.propose([secret], confidential_until=DAY)
    assert str(glossary.purge(Which(until=DAY))) == "1 example"
    assert not held(glossary.path, SECRET)


def test_what_lay_in_the_file_from_before_is_overwritten(mined: Glossary):
    """Deleted by another program, or fallen out of undo's reach: SQLite leaves the bytes there."""
    with closing(sqlite3.connect(mined.path)) as database, database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("DELETE FROM evidence")
        database.execute("DELETE FROM undo_step")
    assert held(mined.path, SECRET)
    assert str(mined.purge(Which())) == "0 examples"
    assert not held(mined.path, SECRET)


def test_the_glossary_lives_on(mined: Glossary):
    mined.purge(Which())
    mined.add(GlossaryRow("配当性向", "payout ratio"))
    mined.propose([PAIR])
    assert sentences(mined) == [PAIR.evidence[0].ja_text]
    assert mined.undo() == "mine"
    assert sentences(mined) == []
    with closing(sqlite3.connect(mined.path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_could_not_be_overwritten_is_said(mined: Glossary, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path) -> None:
        raise GlossaryError("the disk is full; nothing was changed", str(path), "make room")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "rewrite", full)
        with pytest.raises(GlossaryError) as error:
            mined.purge(Which())
    assert "deleted 2 examples; but what they left" in str(error.value)
    assert "(the disk is full); mend that, then purge again" in str(error.value)
    assert sentences(mined) == []
    assert str(mined.purge(Which())) == "0 examples"
    assert not held(mined.path, SECRET)


def test_a_missing_glossary_is_not_made(tmp_path: Path):
    with pytest.raises(GlossaryError, match="there is no glossary"):
        Glossary(tmp_path / "terms.db").purge(Which())
    assert list(tmp_path.iterdir()) == []
