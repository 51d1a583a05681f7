"""The one hand that writes into a glossary: for one command, noted with who, when and what."""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from termalign.glossary import grams
from termalign.glossary.entries import PREFERENCE, place_of
from termalign.glossary.fold import fold_key
from termalign.glossary.sound import NOTHING_SPOKEN, Spoken, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlite_utils import Database

    from termalign.records import Language, Status

# So many commands `undo` reaches back; what is older is not kept, or every import would stay.
UNDO_DEPTH = 20


class StoredTerm(NamedTuple):
    """A term's row."""

    id: int
    language: Language
    text: str
    status: Status
    rank: int
    key: str

    @property
    def place(self) -> tuple[int, int, int]:
        """What orders the terms of a language in their concept: the preferred one is least."""
        return place_of(self.status, self.rank, self.id)


# A place where a pair was seen: the sentences in Japanese and English, their places, the documents,
# and the day until which that is confidential, "" for what anybody may see.
Example = tuple[str, str, str, str, str, str]


@lru_cache(maxsize=1_000)  # one pair's keys are asked for again while it is entered
def key_of(text: str) -> str:
    """Return the key a term is stored under: its own text where folding leaves nothing (＋)."""
    return fold_key(text) or text


def _spoken(language: Language, text: str, key: str) -> Spoken:
    return spoken(text, key) if language == "ja" else NOTHING_SPOKEN


class Pen:
    """Writes within the transaction of `db`; each concept's change gets a line in the history."""

    def __init__(
        self, db: Database, what: str, who: str, at: str, *, undoes: int | None = None
    ) -> None:
        """Begin the command `what` of the person `who` at the time `at` (ISO 8601)."""
        self.run = db.conn.execute
        cursor = self.run(
            "INSERT INTO command(at, who, what, undoes) VALUES (?, ?, ?, ?)",
            (at, who, what, undoes),
        )
        self.run("DELETE FROM undo_step WHERE command <= ?", (_id(cursor.lastrowid) - UNDO_DEPTH,))
        self.command = _id(cursor.lastrowid)
        self._decided_by: str | None = None  # who runs the command
        self._because = ""

    def note(self, concept: int, what: str) -> None:
        """Add a line to the history of `concept`."""
        self.run(
            "INSERT INTO change(command, concept, what, who) VALUES (?, ?, ?, ?)",
            (self.command, concept, what + self._because, self._decided_by),
        )

    @contextlib.contextmanager
    def on_behalf_of(self, who: str, reason: str = "") -> Iterator[None]:
        """Let the history say, for the block, that `who` decided it, and why; "" says nothing."""
        self._decided_by, self._because = who or None, f" – {reason}" if reason else ""
        yield
        self._decided_by, self._because = None, ""

    def concept_of(self, ja: str, en: str) -> int | None:
        """Return the concept that holds the pair, else one that holds the Japanese; by key."""
        pair = self.run(
            "SELECT j.concept FROM term j JOIN term e ON e.concept = j.concept "
            "WHERE j.key = ? AND j.language = 'ja' AND e.key = ? AND e.language = 'en' "
            "ORDER BY j.concept LIMIT 1",
            (key_of(ja), key_of(en)),
        ).fetchone()
        found = (
            pair
            or self.run(
                "SELECT concept FROM term WHERE key = ? AND language = 'ja' "
                "ORDER BY status = 'rejected', concept LIMIT 1",
                (key_of(ja),),
            ).fetchone()
        )
        return found[0] if found else None

    def others_with(self, concept: int, language: Language, text: str) -> list[int]:
        """Return the entries that hold `text`, by key, which `concept` does not hold yet.

        Of an English term only those that share a Japanese one with it too: the pair would stand
        twice. What is rejected does not count.
        """
        if any(t.language == language and t.key == key_of(text) for t in self.terms(concept)):
            return []
        rows = self.run(
            "SELECT DISTINCT concept FROM term WHERE key = ? AND language = ? AND concept <> ? "
            "AND status <> 'rejected' ORDER BY concept",
            (key_of(text), language, concept),
        )
        others = [number for (number,) in rows.fetchall()]
        if language == "ja":
            return others
        ours = self._japanese_keys(concept)
        return [number for number in others if ours & self._japanese_keys(number)]

    def _japanese_keys(self, concept: int) -> set[str]:
        return {term.key for term in self.terms(concept) if term.language == "ja"}

    def terms(self, concept: int) -> list[StoredTerm]:
        """Return the concept's terms, in each language and status the preferred one first."""
        rows = self.run(
            "SELECT id, language, text, status, rank, key FROM term WHERE concept = ? "
            "ORDER BY rank, id",
            (concept,),
        )
        return [StoredTerm(*row) for row in rows]

    def new_concept(self, *, domain: str, pos: str, note: str, source: str) -> int:
        """Return the number of a concept that has no terms yet."""
        cursor = self.run(
            "INSERT INTO concept(domain, pos, note, source) VALUES (?, ?, ?, ?)",
            (domain, pos, note, source),
        )
        return _id(cursor.lastrowid)

    def set_field(self, concept: int, field: str, value: str) -> None:
        """Set the concept's domain, pos, note or source."""
        assert field in {"domain", "pos", "note", "source"}
        self.run(f"UPDATE concept SET {field} = ? WHERE id = ?", (value, concept))  # noqa: S608  # asserted above

    def new_term(self, concept: int, language: Language, text: str, status: Status) -> int:
        """Add a term to the concept, after the others, and return its row's number."""
        key = key_of(text)
        (last,) = self.run(
            "SELECT coalesce(max(rank), -1) FROM term WHERE concept = ? AND language = ?",
            (concept, language),
        ).fetchone()
        cursor = self.run(
            "INSERT INTO term(concept, language, text, status, rank, key, reading, lemma, sound) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (concept, language, text, status, last + 1, key, *_spoken(language, text, key)),
        )
        term = _id(cursor.lastrowid)
        self.run(grams.ADD, (term, grams.grams(key, text)))
        return term

    def respell(self, term: StoredTerm, text: str) -> None:
        """Give a term another spelling."""
        key = key_of(text)
        self.run(grams.REMOVE, (term.id, grams.grams(term.key, term.text)))
        self.run(
            "UPDATE term SET text = ?, key = ?, reading = ?, lemma = ?, sound = ? WHERE id = ?",
            (text, key, *_spoken(term.language, text, key), term.id),
        )
        self.run(grams.ADD, (term.id, grams.grams(key, text)))

    def drop(self, term: StoredTerm) -> None:
        """Take a term out of its concept, with its evidence."""
        self.run(grams.REMOVE, (term.id, grams.grams(term.key, term.text)))
        self.run("DELETE FROM term WHERE id = ?", (term.id,))

    def set_status(self, term: int, status: Status) -> None:
        """Give a term another status."""
        self.run("UPDATE term SET status = ? WHERE id = ?", (status, term))

    def set_flag(self, term: int, flag: Literal["cased", "exact"], *, on: bool) -> None:
        """Let the term count in texts only in its own case, or only uninflected, or no longer."""
        assert flag in {"cased", "exact"}
        self.run(f"UPDATE term SET {flag} = ? WHERE id = ?", (on, term))  # noqa: S608  # asserted above

    def flags(self, term: int) -> set[str]:
        """Return the names of a term's flags."""
        row = self.run("SELECT cased, exact FROM term WHERE id = ?", (term,)).fetchone()
        return {name for name, on in zip(("cased", "exact"), row, strict=True) if on}

    def put_first(self, term: int) -> None:
        """Put a term before the others of its language: of its status it is the preferred one."""
        self.run(
            "UPDATE term SET rank = (SELECT min(other.rank) - 1 FROM term other "
            "WHERE other.concept = term.concept AND other.language = term.language) WHERE id = ?",
            (term,),
        )

    def keep_evidence(
        self, term: int, seen: Iterable[Example], day: Callable[[str, str], str]
    ) -> int:
        """Keep the sentences that show a term, each once; return how many were new or changed.

        `day` says until when one that is known is confidential, by the day it has and the day that
        comes with it.
        """
        rows = self.run(
            "SELECT ja_text, en_text, ja_place, en_place, source, confidential_until, id "
            "FROM evidence WHERE term = ?",
            (term,),
        )
        known = {row[:5]: row[5:] for row in rows}
        kept = 0
        for *place, given in seen:
            ours, row = known.get(tuple(place), ("", None))
            until = given if row is None else day(ours, given)
            if row is None:
                row = self.run(
                    "INSERT INTO evidence(term, ja_text, en_text, ja_place, en_place, source, "
                    "confidential_until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (term, *place, until),
                ).lastrowid
            elif until != ours:
                self.run("UPDATE evidence SET confidential_until = ? WHERE id = ?", (until, row))
            else:
                continue
            known[tuple(place)] = (until, row)
            kept += 1
        return kept

    def settle_japanese(self, concept: int) -> None:
        """Give the concept's Japanese terms the best status of its English ones."""
        terms = self.terms(concept)
        english = [term.status for term in terms if term.language == "en"]
        best = min(english, key=PREFERENCE.index)
        for term in terms:
            if term.language == "ja" and term.status != best:
                self.set_status(term.id, best)


def _id(row: int | None) -> int:
    assert row is not None, "an INSERT has a row id"
    return row
