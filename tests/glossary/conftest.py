"""A glossary to ask, and a look at everything a glossary's file holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary
from termalign.glossary.grams import grams
from termalign.glossary.schema import KEPT_TABLES
from termalign.records import Evidence, TermPair

if TYPE_CHECKING:
    from pathlib import Path

SEEN = Evidence(
    "営業利益率は5.1%となりました。",
    "The operating margin was 5.1%.",
    "page 3, line 12",
    "page 3, line 14",
    "deck.ja.txt + deck.en.txt",
)
PAIR = TermPair(
    "営業利益率",
    "operating margin",
    0.91,
    3,
    ja_variants=("営業利益比率",),
    en_variants=("operating income margin",),
    evidence=(SEEN,),
)


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    """An empty glossary that is not there yet."""
    return Glossary(tmp_path / "terms.db", who="hanako")


@pytest.fixture
def filled(glossary: Glossary) -> Glossary:
    """A glossary with decisions, a reference, proposals and a rejected pair."""
    for row in (
        GlossaryRow("営業利益", "operating income", note="連結損益計算書の表示に従う"),
        GlossaryRow("営業利益", "operating profit", status="forbidden"),
        GlossaryRow("サーバー", "server", ("サーバ",)),
        GlossaryRow("売上高", "net sales", en_variants=("revenue",)),
        GlossaryRow("クラウドサービス", "cloud services", status="reference"),
        GlossaryRow("既定", "default", status="rejected"),
        GlossaryRow("ミナトネット", "MinatoNet", status="do-not-translate"),
    ):
        glossary.add(row)
    glossary.propose([PAIR])
    return glossary


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the tables that undo keeps hold, by table."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in KEPT_TABLES
        }


def assert_index_is_true(path: Path) -> None:
    """The index of character groups finds each term by each of its groups, and nothing else."""
    with closing(sqlite3.connect(path)) as connection:
        expected: dict[str, set[int]] = {}
        for term, key, text in connection.execute("SELECT id, key, text FROM term"):
            for group in grams(key, text).split():
                expected.setdefault(group, set()).add(term)
        connection.execute(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'term_gram', 'row')"
        )
        held = {word for (word,) in connection.execute("SELECT term FROM temp.words WHERE doc > 0")}
        assert held == set(expected)
        for group, terms in expected.items():
            rows = connection.execute(
                "SELECT rowid FROM term_gram WHERE term_gram MATCH ?", (f'"{group}"',)
            )
            assert {row for (row,) in rows} == terms
