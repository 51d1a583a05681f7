"""The glossary as the rest of the program uses it: each call is one whole command on its file."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from termalign.errors import GlossaryError, UsageError
from termalign.glossary import connection, reading
from termalign.glossary.entries import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from termalign.exchange.review import Answer as ReviewAnswer
    from termalign.exchange.review import ReviewTerm
    from termalign.exchange.row import GlossaryRow
    from termalign.glossary.entering import Entered, Outcome
    from termalign.glossary.entries import Change, Concept, Sighting
    from termalign.glossary.judging import Edit
    from termalign.glossary.merging import Merge
    from termalign.glossary.occurrences import Occurrence
    from termalign.glossary.pen import Pen
    from termalign.glossary.purging import Found, Which
    from termalign.glossary.reviewing import Reviewed
    from termalign.glossary.search import Answer
    from termalign.records import ApprovedTerm, Language, Status, TermPair


class Glossary:
    """A glossary in the SQLite file `path`.

    A method that writes makes the file if need be, is one transaction and is noted in the history;
    one that reads refuses a missing file. All raise GlossaryError for a file that is no glossary
    of ours, is newer, damaged, busy or write-protected; the file is then untouched.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        who: str | None = None,
        note: Callable[[str], None] | None = None,
    ) -> None:
        """Name the file and, for the history, who is at work: by default the user's login name.

        `note` is told, before a file on a network share is written to, that it lies there.
        """
        self.path = Path(path)
        self._who = who
        self._note = note

    # Reading

    def approved_terms(self) -> list[ApprovedTerm]:
        """Return every pair that is approved, forbidden, reference or not to be translated."""
        return [term for term in self.decisions() if term.status != "rejected"]

    def decisions(self) -> list[ApprovedTerm]:
        """Return those pairs and the rejected ones; only what is proposed is left out."""
        with connection.reading(self.path) as database:
            return reading.decisions(database)

    def rows(
        self,
        statuses: Collection[Status] | None = None,
        *,
        examples: Literal["none", "public", "all"] = "none",
    ) -> list[GlossaryRow]:
        """Return the entries with one of `statuses` (None: all) as rows, by their numbers.

        `examples` says whether with the sentences they were seen in; "public" raises GlossaryError
        where some of them are confidential today.
        """
        with connection.reading(self.path) as database:
            found = list(reading.rows(database, statuses))
            if examples == "none":
                return found
            seen = [reading.sightings_of(database, row) for row in found]
        if examples == "public":
            from termalign.glossary.reviewing import refuse_confidential

            refuse_confidential([one for of_row in seen for one in of_row], _today())
        return [
            replace(row, evidence=tuple(one.evidence for one in of_row))
            for row, of_row in zip(found, seen, strict=True)
        ]

    def concept(self, number: int) -> Concept:
        """Return the entry of that number; raises GlossaryError where there is none."""
        with connection.reading(self.path) as database:
            found = next(reading.concepts(database, [number]), None)
        if found is None:
            from termalign.glossary.judging import no_such_concept

            raise no_such_concept(number)
        return found

    def sightings(self, number: int, most: int = 10) -> list[Sighting]:
        """Return up to `most` places where the entry was seen in documents."""
        with connection.reading(self.path) as database:
            return reading.sightings(database, number, most)

    def history(self, number: int | None = None, most: int = -1) -> list[Change]:
        """Return up to `most` (-1: all) changes of the glossary or one entry, the latest first."""
        with connection.reading(self.path) as database:
            return reading.history(database, number, most)

    def identity(self) -> str:
        """Return what tells this glossary from others; copies of one file have it in common."""
        with connection.reading(self.path) as database:
            return reading.identity(database)

    def terms_to_review(
        self,
        statuses: Collection[Status] | None = None,
        *,
        examples: Literal["none", "public", "all"] = "none",
    ) -> list[ReviewTerm]:
        """Return the English terms with one of `statuses` (None: all) for a review sheet.

        `examples` says whether with sentences; "public" raises GlossaryError where some of them are
        confidential today.
        """
        from termalign.glossary import reviewing

        with connection.reading(self.path) as database:
            found = list(reviewing.terms_to_review(database, statuses, examples=examples != "none"))
        if examples == "public":
            reviewing.refuse_confidential([one for _, seen in found for one in seen], _today())
        return [term for term, _ in found]

    def stats(self) -> dict[str, int | str]:
        """Return the glossary's numbers by their names."""
        with connection.reading(self.path) as database:
            return reading.stats(database)

    def lookup(
        self, query: str, *, source: Language | None = None, most: int = 10, exact: bool = False
    ) -> list[Answer]:
        """Return up to `most` entries for `query`, best first (`termalign.glossary.search`)."""
        from termalign.glossary.search import lookup

        with connection.reading(self.path) as database:
            return lookup(database, query, source=source, most=most, exact=exact)

    def known_terms(
        self, texts: Sequence[str], language: Language, *, exact: bool = False
    ) -> list[Occurrence]:
        """Return the entries that the texts speak of (`termalign.glossary.occurrences`)."""
        from termalign.glossary.occurrences import known_terms

        return known_terms([self.path], texts, language, exact=exact)

    # Writing

    def add(self, row: GlossaryRow) -> Entered:
        """Enter one pair, approved unless the row says otherwise; return what came of it.

        Raises UsageError for a term that is none, or whose English is Japanese.
        """
        from termalign.glossary.entering import enter, refuse_japanese

        row, status = _cleaned(row), row.status or "approved"
        refuse_japanese(row.terms("en"), status)
        with self._command(f"add {row.ja} = {row.en}") as pen:
            return enter(pen, row, status)

    def enter_all(
        self, rows: Iterable[GlossaryRow], *, what: str, status: Status = "proposed"
    ) -> Tally:
        """Enter rows, those without a status as `status`; all of them or, on an error, none.

        Raises UsageError for a term that is none, or whose English is Japanese.
        """
        from termalign.glossary.entering import enter, refuse_japanese

        cleaned = [_cleaned(row) for row in rows]
        for row in cleaned:
            refuse_japanese(row.terms("en"), row.status or status)
        with self._command(what) as pen:
            outcomes = Counter(enter(pen, row, row.status or status).outcome for row in cleaned)
        return _tally(outcomes)

    def propose(
        self, pairs: Sequence[TermPair], *, what: str = "mine", confidential_until: str = ""
    ) -> Tally:
        """Enter mined pairs as proposed, but for what is known or was rejected before.

        Counts and evidence are kept in any case; a document mined again does not count twice.
        `confidential_until`, a day such as 2026-05-12, is kept with the evidence.
        """
        from termalign.exchange.row import GlossaryRow
        from termalign.glossary.entering import propose

        cleaned = [
            _cleaned(GlossaryRow(pair.ja, pair.en, pair.ja_variants, pair.en_variants))
            for pair in pairs
        ]
        with self._command(what) as pen:
            outcomes = Counter(
                propose(pen, pair, row, confidential_until=confidential_until)
                for pair, row in zip(pairs, cleaned, strict=True)
            )
        return _tally(outcomes)

    def judge(
        self,
        numbers: Sequence[int],
        status: Status,
        *,
        term: str | None = None,
        reason: str = "",
    ) -> tuple[int, ...]:
        """Give entries a status: what waits in them, or all of them, or the one English `term`.

        Returns the numbers of those in which that was new.
        """
        from termalign.glossary.judging import judge

        self._must_exist()
        what = f"{status}: {', '.join(map(str, numbers))}" + (f" – {reason}" if reason else "")
        with self._command(what) as pen:
            return tuple(
                number
                for number in dict.fromkeys(numbers)
                if judge(pen, number, status, term=term, reason=reason)
            )

    def edit(self, number: int, wanted: Edit) -> tuple[str, ...]:
        """Change one entry as `wanted` says; return the changes in words."""
        from termalign.glossary.judging import edit

        self._must_exist()
        with self._command(f"edit {number}") as pen:
            return edit(pen, number, wanted)

    def apply_answers(
        self, answers: Sequence[ReviewAnswer], *, what: str, status: Status = "proposed"
    ) -> Reviewed:
        """Bring a review sheet's answers in, but for what changed here since it was written.

        Added rows without a status come in as `status`. Raises InputError for a sheet of another
        glossary, or one that contradicts itself; then nothing is brought in.
        """
        from termalign.glossary.reviewing import apply_answers, refuse_others

        refuse_others(answers, self.identity())
        with self._command(what) as pen:
            return apply_answers(pen, answers, status)

    def purge(self, which: Which) -> Found:
        """Delete evidence so that its bytes are gone from the file; return what there was.

        `undo` does not bring it back. Raises GlossaryError also where the file could not be
        rewritten, after the evidence was deleted.
        """
        from termalign.glossary import purging
        from termalign.glossary.pen import Pen

        self._must_exist()
        self._say_where_it_lies()
        with connection.writing(self.path) as database:
            found = purging.find(database, which)
            pen = Pen(database, f"purge {found}: {which}", self._name(), _now())
            purging.erase(pen, found)
        try:
            connection.rewrite(self.path)
        except GlossaryError as error:
            raise GlossaryError(
                f"deleted {found}; but what they left in the file was not "
                f"overwritten ({error.what.removesuffix('; nothing was changed')})",
                error.where,
                "mend that, then purge again",
            ) from error
        return found

    def merge(self, other: Glossary, *, theirs: bool = False, dry_run: bool = False) -> Merge:
        """Take the entries of `other` in, with counts and evidence; raises UsageError for itself.

        Where both have decided, differently, this glossary's decision stays, or with `theirs` the
        other's holds. With `dry_run` nothing is changed, and the file must be there.
        """
        from termalign.glossary.incoming import read_entries
        from termalign.glossary.merging import merge

        if self.path.resolve() == other.path.resolve():
            raise UsageError("is the glossary itself", str(other.path), "name another one to merge")
        with connection.reading(other.path) as database:
            entries = read_entries(database, str(other.path))
        what = f"merge {other.path.name}"
        if not dry_run:
            with self._command(what) as pen:
                return merge(pen, entries, theirs=theirs)
        from termalign.glossary.pen import Pen

        self._must_exist()
        with contextlib.suppress(_OnlyTriedError), connection.writing(self.path) as database:
            merged = merge(Pen(database, what, self._name(), _now()), entries, theirs=theirs)
            raise _OnlyTriedError
        return merged

    def undo(self) -> str:
        """Take back the last command that changed something and still stands; return its words."""
        from termalign.glossary.pen import Pen
        from termalign.glossary.undo import last_command, restore

        self._must_exist()
        self._say_where_it_lies()
        with connection.writing(self.path) as database:
            number, what = last_command(database)
            pen = Pen(database, f"undo {what}", self._name(), _now(), undoes=number)
            restore(pen, number)
        return what

    @contextlib.contextmanager
    def _command(self, what: str) -> Iterator[Pen]:
        from termalign.glossary.pen import Pen

        self._say_where_it_lies()
        with connection.writing(self.path) as database:
            yield Pen(database, what, self._name(), _now())

    def _say_where_it_lies(self) -> None:
        if self._note is None:
            return
        from termalign.glossary.share import network_share, warning

        kind = network_share(self.path)
        if kind:
            self._note(warning(self.path, kind))

    def _must_exist(self) -> None:
        """Refuse a missing file: judging needs entries, a new glossary has none."""
        with connection.reading(self.path):
            pass

    def _name(self) -> str:
        if self._who is not None:
            return self._who
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # a container's user without a name
            return "unknown"


def _tally(outcomes: Counter[Outcome]) -> Tally:
    return Tally(*(outcomes[name] for name in ("added", "changed", "unchanged", "rejected")))


class _OnlyTriedError(Exception):
    """Ends a transaction of which nothing is to be kept."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()  # the user's own day, not Greenwich's


def _cleaned(row: GlossaryRow) -> GlossaryRow:
    from termalign.glossary.entering import clean_term

    return replace(
        row,
        ja=clean_term(row.ja),
        en=clean_term(row.en),
        ja_variants=tuple(map(clean_term, row.ja_variants)),
        en_variants=tuple(map(clean_term, row.en_variants)),
        flags=frozenset(flag._replace(term=clean_term(flag.term)) for flag in row.flags),
    )
