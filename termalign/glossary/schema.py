"""How a glossary lies in its SQLite file, and the steps that brought it there.

A file's `user_version` is the number of migrations it has seen. Names are plain, so that the file
can be read with any SQLite browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.glossary import grams
from termalign.output import GLOSSARY_APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

# What `undo` brings back: before-images of these tables' rows are kept by triggers.
KEPT_TABLES = ("concept", "term", "sighting", "evidence")
TABLES = (*KEPT_TABLES, "command", "change", "undo_step", "term_gram")

_FIRST = (
    # AUTOINCREMENT: a number once shown to a person never comes to mean something else.
    """CREATE TABLE concept (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        domain TEXT NOT NULL,
        pos TEXT NOT NULL,
        note TEXT NOT NULL,
        source TEXT NOT NULL
    )""",
    # A pair's status is its English term's; a Japanese term has the best status of its pairs.
    # `rank` orders the terms of one language and status: the lowest is the preferred one.
    """CREATE TABLE term (
        id INTEGER PRIMARY KEY,
        concept INTEGER NOT NULL REFERENCES concept(id) ON DELETE CASCADE,
        language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
        text TEXT NOT NULL,
        status TEXT NOT NULL,
        rank INTEGER NOT NULL,
        key TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX term_of_concept ON term(concept, language, text)",
    "CREATE INDEX term_by_key ON term(key, language)",
    # How often mined documents show the English term for its Japanese one.
    """CREATE TABLE sighting (
        id INTEGER PRIMARY KEY,
        term INTEGER NOT NULL REFERENCES term(id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        count INTEGER NOT NULL,
        score REAL NOT NULL
    )""",
    "CREATE UNIQUE INDEX sighting_of_term ON sighting(term, source)",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        term INTEGER NOT NULL REFERENCES term(id) ON DELETE CASCADE,
        ja_text TEXT NOT NULL,
        en_text TEXT NOT NULL,
        ja_place TEXT NOT NULL,
        en_place TEXT NOT NULL,
        source TEXT NOT NULL
    )""",
    "CREATE INDEX evidence_of_term ON evidence(term)",
    """CREATE TABLE command (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        undoes INTEGER REFERENCES command(id)
    )""",
    """CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        command INTEGER NOT NULL REFERENCES command(id),
        concept INTEGER NOT NULL,
        what TEXT NOT NULL
    )""",
    "CREATE INDEX history_of_concept ON history(concept)",
    # `before` is the row's values as SQL literals, NULL where the command made it. (Not JSON: some
    # SQLite versions hold json_object for unsafe in a trigger when the schema is not trusted.)
    """CREATE TABLE undo_step (
        id INTEGER PRIMARY KEY,
        command INTEGER NOT NULL,
        table_name TEXT NOT NULL,
        row INTEGER NOT NULL,
        before TEXT
    )""",
    "CREATE INDEX undo_step_of_command ON undo_step(command)",
    grams.CREATE,
)


def _begin(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)
    for table in ("command", "history"):
        for change in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_never_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"
            )
    for table in KEPT_TABLES:
        _keep_before_images(db, table)


def _keep_before_images(db: Database, table: str) -> None:
    """Let `table` note every change for undo.

    A migration that changes the table's columns makes these anew and empties undo_step.
    """
    old_row = " || ',' || ".join(f"quote(OLD.{column.name})" for column in db[table].columns)
    for change, row, before in (
        ("INSERT", "NEW.id", "NULL"),
        ("UPDATE", "OLD.id", old_row),
        ("DELETE", "OLD.id", old_row),
    ):
        name = f"{table}_kept_on_{change.lower()}"
        db.execute(
            f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN "  # noqa: S608  # our own names
            "INSERT INTO undo_step(command, table_name, row, before) "
            f"SELECT max(id), '{table}', {row}, {before} FROM command; END"
        )


_SECOND = (
    # How a Japanese term is said, in kana and as a key, and its key by the dictionary's kanji
    # (`termalign.glossary.sound`); all three are empty for an English term.
    "ALTER TABLE term ADD COLUMN reading TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE term ADD COLUMN sound TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE term ADD COLUMN lemma TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX term_by_sound ON term(sound, lemma) WHERE sound <> ''",
    "CREATE INDEX term_by_lemma ON term(lemma) WHERE lemma <> ''",
    # In texts the term counts only in this case (SHIFT, not shift), or only uninflected (exact).
    "ALTER TABLE term ADD COLUMN cased INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE term ADD COLUMN exact INTEGER NOT NULL DEFAULT 0",
    # A day such as 2026-05-12, empty for what is published already.
    "ALTER TABLE evidence ADD COLUMN confidential_until TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE history RENAME TO change",
    # Who decided, where that is not who ran the command: the reviewer of a sheet.
    "ALTER TABLE change ADD COLUMN who TEXT",
    # For who browses the file.
    """CREATE VIEW approved_terms AS
        SELECT concept.id AS entry, ja.text AS japanese, en.text AS english,
               pos AS part_of_speech, domain, note, source
        FROM concept
        JOIN term ja ON ja.concept = concept.id AND ja.language = 'ja'
        JOIN term en ON en.concept = concept.id AND en.language = 'en'
        WHERE en.status = 'approved' ORDER BY concept.id, ja.rank, en.rank""",
    """CREATE VIEW waiting AS
        SELECT concept.id AS entry, ja.text AS japanese, en.text AS english,
               coalesce(sum(sighting.count), 0) AS seen, max(sighting.score) AS score
        FROM concept
        JOIN term ja ON ja.concept = concept.id AND ja.language = 'ja'
        JOIN term en ON en.concept = concept.id AND en.language = 'en'
        LEFT JOIN sighting ON sighting.term = en.id
        WHERE en.status = 'proposed' GROUP BY ja.id, en.id ORDER BY score DESC, concept.id""",
    """CREATE VIEW history AS
        SELECT at, coalesce(change.who, command.who) AS who, change.concept AS entry,
               coalesce(change.what, command.what) AS what
        FROM command LEFT JOIN change ON change.command = command.id
        ORDER BY command.id DESC, change.id DESC""",
)


def _add_sounds_flags_and_views(db: Database) -> None:
    db.execute("DELETE FROM undo_step")
    for table in KEPT_TABLES:
        for change in ("insert", "update", "delete"):
            db.execute(f"DROP TRIGGER {table}_kept_on_{change}")
    for statement in _SECOND:
        db.execute(statement)
    _fill_in_keys(db)
    for table in KEPT_TABLES:
        _keep_before_images(db, table)


def _fill_in_keys(db: Database) -> None:
    """Give the terms of an older form their readings, and the index its groups for lengths."""
    from termalign.glossary.sound import spoken

    db.execute("DROP TABLE term_gram")
    db.execute(grams.CREATE)
    rows = db.execute("SELECT id, language, text, key FROM term").fetchall()
    for term, language, text, key in rows:
        db.execute(grams.ADD, (term, grams.grams(key, text)))
        if language == "ja":
            db.execute(
                "UPDATE term SET reading = ?, lemma = ?, sound = ? WHERE id = ?",
                (*spoken(text, key), term),
            )


# Append only: a glossary in the field has seen the first ones.
_MIGRATIONS: tuple[Callable[[Database], None], ...] = (_begin, _add_sounds_flags_and_views)
SCHEMA_VERSION = len(_MIGRATIONS)


def migrate(db: Database) -> None:
    """Bring an empty or older file to SCHEMA_VERSION, within the caller's transaction."""
    (seen,) = db.execute("PRAGMA user_version").fetchone()
    for migration in _MIGRATIONS[seen:]:
        migration(db)
    if seen < SCHEMA_VERSION:
        db.execute(f"PRAGMA application_id = {GLOSSARY_APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
