"""A glossary of an older form is brought to the newest by the next command that writes."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from termalign.errors import GlossaryError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, schema

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def first_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A glossary that has seen the first migration only, with one entry and its history."""
    path = tmp_path / "terms.db"
    with monkeypatch.context() as patch, contextlib.closing(sqlite3.connect(path)) as connection:
        patch.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:1])
        patch.setattr(schema, "SCHEMA_VERSION", 1)
        schema.migrate(Database(connection, execute_plugins=False))
        connection.executescript(
            "INSERT INTO command(at, who, what) VALUES ('2024-05-10', 'sato', 'add');"
            "INSERT INTO concept(domain, pos, note, source) VALUES ('', '', '長音を省かない', '');"
            "INSERT INTO term(concept, language, text, status, rank, key) VALUES"
            " (1, 'ja', 'サーバー', 'approved', 0, 'サーバ'), (1, 'en', 'server', 'approved', 0, 'server');"
            "INSERT INTO history(command, concept, what) VALUES (1, 1, 'added サーバー');"
        )
    return path


def test_what_only_reads_says_how_to_mend_it(first_form: Path):
    with pytest.raises(GlossaryError, match=r"older form \(1\).*any command that writes"):
        Glossary(first_form).rows()


def test_what_writes_mends_it_and_loses_nothing(first_form: Path):
    glossary = Glossary(first_form, who="mori")
    glossary.add(GlossaryRow("売上高", "net sales"))
    rows = [(row.ja, row.en, row.status, row.note) for row in glossary.rows()]
    assert rows == [
        ("サーバー", "server", "approved", "長音を省かない"),
        ("売上高", "net sales", "approved", ""),
    ]
    assert [answer.ja.text for answer in glossary.lookup("saba")] == ["サーバー"]
    assert [answer.why for answer in glossary.lookup("サーバス")] == ["similar 0.75"]
    assert [line.who for line in glossary.history()] == ["mori", "sato"]
    assert glossary.undo() == "add 売上高 = net sales"
    assert [row.ja for row in glossary.rows()] == ["サーバー"]


def test_the_file_can_be_browsed_by_plain_names(tmp_path: Path):
    glossary = Glossary(tmp_path / "terms.db", who="mori")
    glossary.add(GlossaryRow("売上高", "net sales", en_variants=("revenue",)))
    glossary.add(GlossaryRow("営業利益", "operating income", status="proposed"))
    with contextlib.closing(sqlite3.connect(glossary.path)) as connection:
        approved = connection.execute("SELECT japanese, english FROM approved_terms").fetchall()
        waiting = connection.execute("SELECT entry, japanese, english FROM waiting").fetchall()
        history = connection.execute("SELECT who, entry, what FROM history").fetchall()
    assert approved == [("売上高", "net sales"), ("売上高", "revenue")]
    assert waiting == [(2, "営業利益", "operating income")]
    assert history[0] == ("mori", 2, "added 営業利益 = operating income (proposed)")
