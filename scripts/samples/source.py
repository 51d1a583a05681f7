"""Reads the samples' source texts: pages of blocks of beads, Japanese and English side by side.

The notation, a directive, a block or a bead a line:

    %set C = 1H25                      a period alias, or with "|" a name in both languages
    %set half = 上期 | the first half
    %header text | text                running head of every page but the first (%footer: foot)
    %page                              the next page starts here
    %share NAME … %end                 blocks another document may take in with %use FILE NAME
    [bullets]                          a block; beads follow, parted by blank lines
    ja 文。                            one segment a line, in either language, any number
    en A sentence.
    売上収益 | Revenue | {m rev@C}      in [rows], [labels] …: one bead a line; the third part is
                                       added to both sides, "-" means no segment on that side,
                                       " // " parts two segments of one
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samples.notation import Notation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samples.accounts import Accounts

LANGUAGES = ("ja", "en")
ONE_LINERS = frozenset({"title", "rows", "labels", "unit"})  # kinds with a bead a line


@dataclass(frozen=True, slots=True)
class Pair:
    """One bead of the source: the segments of each language, in order; one side may be empty."""

    ja: tuple[str, ...]
    en: tuple[str, ...]

    def side(self, language: str) -> tuple[str, ...]:
        """Return the segments of one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page: a paragraph, a run of bullets, table rows and the like."""

    kind: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page, with its running head and foot by language ("" where it has none)."""

    pieces: tuple[Piece, ...]
    header: dict[str, str]
    footer: dict[str, str]

    def with_running(self, header: dict[str, str], footer: dict[str, str]) -> Page:
        """Return the same page with another place's running head and foot."""
        return replace(self, header=header, footer=footer)


@dataclass(slots=True)
class Reading:
    """What has been read so far of one source text."""

    notation: Notation
    names: dict[str, dict[str, str]] = field(
        default_factory=lambda: {language: {} for language in LANGUAGES}
    )
    header: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    footer: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    pages: list[list[Piece]] = field(default_factory=list)
    kind: str = ""
    pairs: list[Pair] = field(default_factory=list)
    ja: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)

    def fill(self, template: str, language: str) -> str:
        """Return the template with names and figures put in."""
        return self.notation.fill(template, self.names[language], language)

    def end_pair(self) -> None:
        """Close the bead being read."""
        if self.ja or self.en:
            self.pairs.append(Pair(tuple(self.ja), tuple(self.en)))
        self.ja, self.en = [], []

    def end_piece(self) -> None:
        """Close the block being read."""
        self.end_pair()
        if self.pairs:
            self.pages[-1].append(Piece(self.kind, tuple(self.pairs)))
        self.pairs = []

    def directive(self, line: str) -> None:
        """Obey a line that starts with a per cent sign."""
        word, _, rest = line[1:].partition(" ")
        self.end_piece()
        if word == "page":
            self.pages.append([])
        elif word == "set":
            name, _, value = rest.partition(" = ")
            self.define(name, value)
        elif word in ("header", "footer"):
            parts = rest.split(" | ")
            running = self.header if word == "header" else self.footer
            running.update(zip(LANGUAGES, (self.fill_running(part) for part in parts), strict=True))
        elif word not in ("share", "end"):
            raise ValueError(f"unknown directive: {line}")

    def fill_running(self, text: str) -> str:
        """Return a running head as written; "-" stands for none. {page} is filled on the page."""
        return "" if text == "-" else text

    def define(self, name: str, value: str) -> None:
        """Set a bilingual name, or a period alias where there is no bar."""
        ja, bar, en = value.partition(" | ")
        if bar:
            self.names["ja"][name], self.names["en"][name] = ja, en
        else:
            self.notation = Notation(self.notation.accounts, {**self.notation.aliases, name: value})

    def one_liner(self, line: str) -> None:
        """Read "Japanese | English | common tail" as a bead."""
        ja, en, *tail = line.split(" | ")
        for language, text, side in (("ja", ja, self.ja), ("en", en, self.en)):
            if text != "-":
                whole = self.fill(" ".join([text, *tail]), language)
                side.extend(whole.split(" // "))
        self.end_pair()

    def text_line(self, line: str) -> None:
        """Read a line of a block."""
        if self.kind in ONE_LINERS:
            self.one_liner(line)
        elif line.startswith("ja "):
            self.ja.append(self.fill(line[3:], "ja"))
        elif line.startswith("en "):
            self.en.append(self.fill(line[3:], "en"))
        else:
            raise ValueError(f"neither ja nor en: {line}")


def read_source(path: Path, accounts: Accounts) -> tuple[Page, ...]:
    """Return the pages of a source text, figures filled in from the accounts."""
    reading = Reading(Notation(accounts, {}))
    for number, line in enumerate(source_lines(path), start=1):
        try:
            if line.startswith("%"):
                reading.directive(line)
            elif line.startswith("["):
                reading.end_piece()
                reading.kind = line.strip("[]")
            elif line:
                reading.text_line(line)
            else:
                reading.end_pair()
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path.name}, line {number} with its inclusions: {error}") from error
    reading.end_piece()
    return tuple(
        Page(
            tuple(pieces),
            running_line(reading.header, number),
            running_line(reading.footer, number),
        )
        for number, pieces in enumerate(reading.pages, start=1)
    )


def running_line(texts: dict[str, str], number: int) -> dict[str, str]:
    """Return the running head or foot of page `number`; the cover has none."""
    if number == 1:
        return dict.fromkeys(LANGUAGES, "")
    return {language: text.replace("{page}", str(number)) for language, text in texts.items()}


def source_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a source text, what it takes in from others in their place."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("%use "):
            _, other, name = line.split(" ")
            yield from shared_lines(path.with_name(f"{other}.txt"), name)
        elif not line.startswith("#"):
            yield line


def shared_lines(path: Path, name: str) -> Iterator[str]:
    """Yield the lines of a part that `path` shares under `name`; ValueError when it has none."""
    inside = found = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == f"%share {name}":
            inside = found = True
        elif line == "%end":
            inside = False
        elif inside and not line.startswith("#"):
            yield line
    if not found:
        raise ValueError(f"{path.name} shares no {name}")
