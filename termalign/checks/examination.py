"""All checks over all beads of an alignment: the findings, and the count of what was compared."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from termalign.checks.arithmetic import ARITHMETIC, table_remarks
from termalign.checks.figure_checks import FIGURE_CHECKS
from termalign.checks.fingerprint import fingerprint
from termalign.checks.habits import learned
from termalign.checks.left_japanese import told_once
from termalign.checks.passage import Passage, figures_compared
from termalign.checks.period_check import PERIOD, previous_base
from termalign.checks.profile import STYLE
from termalign.checks.same_fact import SAME_FACT, document_findings
from termalign.checks.style_slips import style_findings
from termalign.checks.surroundings import Surroundings
from termalign.checks.swap_check import SWAP
from termalign.checks.table_checks import TABLE_UNIT, with_declarations
from termalign.checks.table_rows import with_rows
from termalign.checks.term_checks import TERM_CHECKS
from termalign.checks.termbook import TermBook
from termalign.checks.text_checks import TEXT_CHECKS
from termalign.checks.untranslated import gathered, stretches
from termalign.checks.wording import INCONSISTENT, wording_remarks
from termalign.figures.bases import bases_of
from termalign.figures.comparison import reconciled
from termalign.records import Finding, Match, Place, Side
from termalign.settings import Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from termalign.checks.check import Check, Remark, Span
    from termalign.checks.untranslated import Stretch
    from termalign.records import Alignment, ApprovedTerm, Bead, Document, Segment
    from termalign.settings import Settings

CHECKS: tuple[Check, ...] = (
    *FIGURE_CHECKS,
    PERIOD,
    SWAP,
    TABLE_UNIT,
    ARITHMETIC,
    SAME_FACT,
    STYLE,
    *TEXT_CHECKS,
    *TERM_CHECKS,
)

# Documents that only deal with the same things may leave out what they like.
_OF_TRANSLATIONS = frozenset({"figure.missing", "figure.extra", "text.omitted", "text.added"})

# A figure the aligner left on the other side of a bead's edge stands at most this many beads off.
_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """What was compared: beads, figures, pages; tallies of several documents add up."""

    beads: int = 0
    figures_matched: int = 0
    figures_differing: int = 0
    ja_without_partner: int = 0
    en_without_partner: int = 0
    ja_only: int = 0  # beads without an English text
    en_only: int = 0
    ja_pages: int = 0
    en_pages: int = 0
    ja_pages_without_text: int = 0
    en_pages_without_text: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both."""
        counts = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Tally(**counts)


@dataclass(frozen=True, slots=True)
class Examination:
    """What the checks found in an alignment, what they compared, and which figures agree."""

    findings: tuple[Finding, ...]
    tally: Tally
    matches: tuple[Match, ...] = ()


def run(
    alignment: Alignment, terms: Sequence[ApprovedTerm], settings: Settings
) -> tuple[Finding, ...]:
    """Return the findings of all checks on `alignment`, in the order of its beads."""
    return examine(alignment, terms, settings).findings


def examine(
    alignment: Alignment,
    terms: Sequence[ApprovedTerm],
    settings: Settings,
    *,
    monolingual: Collection[int] = (),
) -> Examination:
    """Return the findings of all checks, and what was compared.

    `monolingual` are the beads whose other language the input has no place for: they get the
    checks that need one language, and are no omissions. A finding's `row` is its bead's number.
    """
    passages = _passages(alignment, TermBook(terms), settings, monolingual)
    of_document = (
        (ARITHMETIC, table_remarks(alignment, passages, settings.profile.names)),
        (INCONSISTENT, wording_remarks(passages)),
    )
    findings: list[Finding] = []
    for row, (bead, passage) in enumerate(zip(alignment.beads, passages, strict=True)):
        for check in CHECKS:
            if check is INCONSISTENT:  # shows over the whole document only
                continue
            if passage.monolingual and not check.one_language:
                continue
            if passage.comparable and check.code in _OF_TRANSLATIONS:
                continue
            findings += [
                _finding(check, remark, row, passage, _places(alignment, bead))
                for remark in check.look(passage)
            ]
        findings += [
            _finding(check, remark, row, passage, _places(alignment, bead))
            for check, remarks in of_document
            for remark in remarks.get(row, ())
        ]
    without = stretches(alignment)
    left = gathered(findings, without, alignment, settings.profile)
    pairs_given = alignment.mode == "given" and alignment.ja and alignment.en
    left = left if pairs_given else told_once(left)
    left += document_findings(alignment, settings.profile)
    left += style_findings(alignment)
    matches = tuple(_matches(alignment, passages))
    return Examination(tuple(left), _tally(alignment, passages, without), matches)


def _passages(
    alignment: Alignment, terms: TermBook, settings: Settings, monolingual: Collection[int]
) -> list[Passage]:
    passages = []
    given = alignment.mode == "given"
    surroundings = Surroundings(alignment)
    said_base = ""
    for row, bead in enumerate(alignment.beads):
        ja, en = alignment.texts(bead)
        both = ja.strip() and en.strip()
        ratios = surroundings.ratios(bead)
        passages.append(
            Passage(
                ja,
                en,
                figures_compared(ja, en, settings.profile, ratios) if both else (),
                terms,
                settings.profile,
                bead.score,
                given,
                row in monolingual,
                all(segment.kind in _RUNNING for segment in _segments(alignment, bead)),
                alignment.mode == "comparable",
                said_base=said_base,
            )
        )
        said = bases_of(ja, "ja")
        said_base = said[-1].name if said else said_base
    if given:
        return _with_habits(passages)
    verdicts = reconciled([passage.verdicts for passage in passages], _NEIGHBOURS)
    passages = [replace(one, verdicts=v) for one, v in zip(passages, verdicts, strict=True)]
    return _with_habits(with_rows(alignment, with_declarations(alignment, passages)))


def _with_habits(passages: list[Passage]) -> list[Passage]:
    """Return the passages with the habits that all of them show together."""
    habits = learned(passage.verdicts for passage in passages)
    previous = previous_base(passages)
    if habits == Profile() and not previous:
        return passages
    return [replace(one, learned=habits, previous=previous) for one in passages]


_RUNNING = frozenset({"paragraph", "bullet", "line"})


def _segments(alignment: Alignment, bead: Bead) -> list[Segment]:
    return [*(alignment.ja[i] for i in bead.ja), *(alignment.en[j] for j in bead.en)]


def _places(alignment: Alignment, bead: Bead) -> tuple[Place, Place]:
    return (
        alignment.ja[bead.ja[0]].place if bead.ja else Place(),
        alignment.en[bead.en[0]].place if bead.en else Place(),
    )


# --- findings ----------------------------------------------------------------------------------


def _finding(
    check: Check, remark: Remark, row: int, passage: Passage, places: tuple[Place, Place]
) -> Finding:
    ja = _side(passage.ja, remark.ja_spans, places[0])
    en = _side(passage.en, remark.en_spans, places[1])
    return Finding(
        check.code,
        remark.severity,
        remark.message,
        remark.hint,
        ja,
        en,
        row,
        fingerprint=fingerprint(check.code, ja, en),
    )


def _matches(alignment: Alignment, passages: Sequence[Passage]) -> Iterator[Match]:
    """Yield the pairs of figures that agree, each with its reason."""
    for bead, passage in zip(alignment.beads, passages, strict=True):
        places = _places(alignment, bead)
        for found in passage.verdicts:
            if found.agrees and found.ja and found.en:
                ja = _side(passage.ja, ((found.ja.start, found.ja.end),), places[0])
                en = _side(passage.en, ((found.en.start, found.en.end),), places[1])
                if ja and en:
                    yield Match(ja, en, found.reason)


def _side(text: str, spans: tuple[Span, ...] | None, place: Place) -> Side | None:
    if spans is None or not text or text.isspace():
        return None
    where = place.at(spans[0][0]) if spans else place  # the cell, in a table's row
    return Side(text, spans, str(where), place.page, place.line)


# --- what was compared -------------------------------------------------------------------------


def _tally(alignment: Alignment, passages: Sequence[Passage], without: Sequence[Stretch]) -> Tally:
    verdicts = [found for passage in passages for found in passage.verdicts]
    weak = {row for stretch in without for row in stretch.weak}
    compared = [
        found
        for row, passage in enumerate(passages)
        if row not in weak
        for found in passage.verdicts
    ]
    return Tally(
        beads=len(passages),
        figures_matched=sum(found.agrees for found in verdicts),
        figures_differing=sum(
            not found.agrees and found.ja is not None and found.en is not None for found in verdicts
        ),
        ja_without_partner=sum(found.en is None for found in compared),
        en_without_partner=sum(found.ja is None for found in compared),
        ja_only=sum(not passage.en.strip() for passage in passages),
        en_only=sum(not passage.ja.strip() for passage in passages),
        ja_pages=alignment.ja_document.pages,
        en_pages=alignment.en_document.pages,
        ja_pages_without_text=_pages_without_text(alignment.ja_document),
        en_pages_without_text=_pages_without_text(alignment.en_document),
    )


def _pages_without_text(document: Document) -> int:
    """Return the pages nothing was read from; 0 where the format knows no pages."""
    pages = {block.place.page for block in document.blocks if block.place.page is not None}
    return document.pages - len(pages) if pages else 0
