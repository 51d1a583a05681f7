"""Versions of a document: its translation with planted errors, a revision of its original."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from samples.layout import segment_lines, set_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from samples.source import Page, Pair, Piece

Outcome = tuple[str, ...]  # what becomes of one segment: itself, another text, two, or nothing


@dataclass(frozen=True, slots=True)
class PlantedError:
    """One error to plant: the check that should find it, and where the right text stands."""

    check: str
    page: str  # how the page's English title starts
    right: str
    wrong: str
    what: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a revision: "changed", "added" (after `old`), "removed", "moved", "figure"."""

    kind: str
    old: str
    new: str


def read_rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each row of a TSV file below its header."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split("\t")


def title(page: Page, language: str) -> str:
    """Return the first segment of a page."""
    return page.pieces[0].pairs[0].side(language)[0]


def located(pages: Sequence[Page], language: str) -> list[tuple[Page, Pair, str]]:
    """Return each segment of one language with its page and its bead, in order."""
    return [
        (page, pair, text)
        for page in pages
        for piece in page.pieces
        for pair in piece.pairs
        for text in pair.side(language)
    ]


def retold(pages: Sequence[Page], language: str, outcomes: Sequence[Outcome]) -> tuple[Page, ...]:
    """Return the pages with each segment of one language replaced by its outcome."""
    coming = iter(outcomes)

    def with_side(pair: Pair, texts: Outcome) -> Pair:
        return replace(pair, ja=texts) if language == "ja" else replace(pair, en=texts)

    def retell(pair: Pair) -> Iterator[Pair]:
        told = [next(coming) for _ in pair.side(language)]
        yield with_side(pair, tuple(outcome[0] for outcome in told if outcome))
        for added in (text for outcome in told for text in outcome[1:]):
            yield with_side(replace(pair, ja=(), en=()), (added,))  # a bullet of its own

    def reset(piece: Piece) -> Piece:
        return replace(piece, pairs=tuple(new for pair in piece.pairs for new in retell(pair)))

    return tuple(
        replace(page, pieces=tuple(reset(piece) for piece in page.pieces)) for page in pages
    )


def new_indices(outcomes: Sequence[Outcome]) -> list[int]:
    """Return, for each segment, the index its outcome starts at, or would start at."""
    return list(accumulate((len(outcome) for outcome in outcomes), initial=0))


def plant(pages: Sequence[Page], errors: Sequence[PlantedError]) -> list[Outcome]:
    """Return what becomes of each English segment when every error is planted.

    Raises ValueError when an error's right text does not stand exactly once on its page.
    """
    counts = dict.fromkeys(errors, 0)
    outcomes: list[Outcome] = []
    for page, _, right in located(pages, "en"):
        text = right
        for error in errors:
            if title(page, "en").startswith(error.page) and error.right in text:
                counts[error] += 1
                text = text.replace(error.right, error.wrong, 1)
        outcomes.append((text,) if text else ())
    for error, count in counts.items():
        if count != 1:
            raise ValueError(f"stands {count} times on {error.page}: {error.right}")
    return outcomes


def gold_errors(pages: Sequence[Page], errors: Sequence[PlantedError]) -> list[str]:
    """Return the gold rows of planted errors, in the order of the document.

    `line` counts from 1 in the document as set, `segment` from 0 in its segment lines; of what
    was left out, both are those of the text that now stands in its place.
    """
    outcomes = plant(pages, errors)
    indices = new_indices(outcomes)
    setting = set_document(retold(pages, "en", outcomes), "en")
    lines = setting.text.split("\n")  # splitlines would break at the form feeds too
    rows = ["line\tsegment\tcheck\twrong\tright\tja\twhat"]
    for number, (page, pair, text) in enumerate(located(pages, "en")):
        for error in errors:
            if title(page, "en").startswith(error.page) and error.right in text:
                segment = indices[number]
                line = line_with(lines, setting.starts[segment], error.wrong)
                where = (str(line), str(segment), error.check)
                rows.append("\t".join((*where, error.wrong, error.right, *pair.ja, error.what)))
    return rows


def line_with(lines: Sequence[str], start: int, snippet: str) -> int:
    """Return the line, from 1, on which a snippet of the segment starting at `start` begins."""
    wanted = "".join(snippet.split())

    def holds(first: int, last: int) -> bool:
        return wanted in "".join("".join(lines[first - 1 : last]).split())

    last = start
    while not holds(start, last):
        last += 1
    return max(first for first in range(start, last + 1) if holds(first, last))


def revise(pages: Sequence[Page], edits: Sequence[Edit]) -> list[Outcome]:
    """Return what becomes of each Japanese segment under the edits of the text.

    Raises ValueError when an edited text does not stand exactly once in the document.
    """
    texts = segment_lines(pages, "ja")
    outcomes: list[Outcome] = [(text,) for text in texts]
    for edit in edits:
        if edit.kind in ("figure", "moved"):
            continue
        if texts.count(edit.old) != 1:
            raise ValueError(f"stands {texts.count(edit.old)} times: {edit.old}")
        outcome = {"changed": (edit.new,), "added": (edit.old, edit.new), "removed": ()}[edit.kind]
        outcomes[texts.index(edit.old)] = outcome
    return outcomes


def moved(pages: Sequence[Page], edits: Sequence[Edit]) -> list[int]:
    """Return the order of the pages after the edits: page `old` goes before page `new`."""
    order = list(range(len(pages)))
    titles = [title(page, "ja") for page in pages]
    for edit in edits:
        if edit.kind == "moved":
            order.remove(titles.index(edit.old))
            order.insert(order.index(titles.index(edit.new)), titles.index(edit.old))
    return order


def gold_changes(
    pages: Sequence[Page], figured: Sequence[Page], edits: Sequence[Edit]
) -> list[str]:
    """Return the gold rows of a revision: what changed from `pages`, by segment line from 0.

    `figured` are the same pages with the revision's figures. A moved page has one row for its
    title; its other segments are listed only if their text changed.
    """
    outcomes = revise(figured, edits)
    order = moved(pages, edits)
    sizes = [len(segment_lines([page], "ja")) for page in pages]
    bounds = list(accumulate(sizes, initial=0))
    before = segment_lines(pages, "ja")
    rows, new = ["change\told_line\tnew_line\told\tnew"], 0
    titles = {edit.old for edit in edits if edit.kind == "moved"}
    for place in order:
        for old in range(bounds[place], bounds[place + 1]):
            outcome = outcomes[old]
            for kind, text in changes(before[old], outcome, moves=before[old] in titles):
                shown = "" if kind == "removed" else str(new + (kind == "added"))
                origin = ("", "") if kind == "added" else (str(old), before[old])
                rows.append("\t".join((kind, origin[0], shown, origin[1], text)))
            new += len(outcome)
    return rows


def changes(before: str, outcome: Outcome, *, moves: bool) -> Iterator[tuple[str, str]]:
    """Yield what happened to a segment: (kind, its text now)."""
    if not outcome:
        yield "removed", ""
    elif moves:
        yield "moved", outcome[0]
    elif outcome[0] != before:
        yield "changed", outcome[0]
    for text in outcome[1:]:
        yield "added", text
