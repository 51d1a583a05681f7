"""The metadata for Datasette speaks of every table, view and column there is, and of no other."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary
from termalign.glossary.browsing import TABLES, metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_every_table_and_column_is_explained(tmp_path: Path):
    glossary = Glossary(tmp_path / "terms.db")
    glossary.add(GlossaryRow("売上高", "net sales"))
    with contextlib.closing(sqlite3.connect(glossary.path)) as connection:
        names = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
            if not name.startswith("term_gram_")
        }
        assert set(TABLES) == names
        for name, table in TABLES.items():
            if not table.hidden:
                columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
                assert set(table.columns) | {"id"} == columns | {"id"}, name


def test_what_people_browse_is_not_hidden():
    assert not [name for name in ("approved_terms", "waiting", "history") if TABLES[name].hidden]
    hidden = {name for name, table in TABLES.items() if table.hidden}
    assert hidden == {"command", "change", "undo_step", "term_gram", "sqlite_sequence"}


def test_the_text_is_yaml():
    text = metadata('our "terms": 用語')
    lines = text.splitlines()
    assert lines[3] == '  "our \\"terms\\": 用語":'
    assert '        description: "Who changed what and when, the latest first."' in lines
    assert lines.count("        hidden: true") == 5
    assert all(len(line) - len(line.lstrip()) in (0, 2, 4, 6, 8, 10) for line in lines)
