"""Which column of a table is Japanese and which is English: by its header, else by its texts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput, InputError, LanguageError
from termalign.text import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from termalign.records import Language

_REGION = (
    r"(?:[-_ ]?\(?(?:jp|us|gb|uk|au|ca|in|sg|nz|ie|hk|latn|jpan"
    r"|japan|united states|united kingdom|usa)\)?)*"
)
_SIDE = r"(?:(?:原文|訳文|原語|訳語|source|target)[ 　]?[(（])"  # 原文（日本語）
_NAMES: tuple[tuple[Language, re.Pattern[str]], ...] = (
    ("ja", re.compile(rf"{_SIDE}?(?:ja|jp|jpn|japanese|日本語訳?|和文|和訳){_REGION}[)）]?")),
    ("en", re.compile(rf"{_SIDE}?(?:en|eng|english|英語訳?|英文|英訳){_REGION}[)）]?")),
)
# Under titles and notes, the header of a sheet stands somewhere in its first rows.
_ROWS_TO_FIND_HEADER = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and where it begins in its file."""

    line: int  # from 1; a sheet's row number
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the places of their columns; `others` are the header's further names, folded."""

    rows: tuple[Row, ...]
    ja: int | None
    en: int | None
    others: Mapping[str, int]
    has_header: bool

    def cell(self, row: Row, name: str) -> str:
        """Return the row's cell under a further name of the header, "" without such a column."""
        place = self.others.get(name)
        return "" if place is None else row.cells[place]


def language_named(header: str) -> Language | None:
    """Return the language a header names: "ja", "Japanese", "日本語", "en_US"."""
    name = header.strip().strip("#").casefold()
    return next((language for language, names in _NAMES if names.fullmatch(name)), None)


def header_place(rows: Sequence[Row]) -> int:
    """Return the place of the row of a sheet that names both languages, 0 where none does."""
    for place, row in enumerate(rows[:_ROWS_TO_FIND_HEADER]):
        if {"ja", "en"} <= {language_named(cell) for cell in row.cells}:
            return place
    return 0


def table_of(rows: Sequence[Row], where: str, *, among: int | None = None) -> Table:
    """Return the rows without their header, and which column is which.

    Without a header the languages stand in the first columns, `among` of them; None: in any.

    Raises EmptyInput without rows, InputError for a header that names a language twice,
    LanguageError where no column is in one of the languages or the header names them the wrong way
    round.
    """
    if not rows:
        raise EmptyInput("holds no rows", where, "give rows of Japanese and English")
    named = [language_named(cell) for cell in rows[0].cells]
    if _is_header(rows[0], named):
        table = _by_header(rows, named, where)
        _refuse_swapped(table, where)
        return table
    first = rows[0]
    sides = _sides(first)
    has_header = len(sides) == len(_SIDES) and len(rows) > 1
    rows = rows[has_header:]
    ja, en = _by_texts(rows, sides if has_header else range(len(first.cells))[:among])
    if ja is None or en is None:
        what = "Japanese" if ja is None else "English"
        raise LanguageError(
            f"no column is {what}", where, "give a header line with ja and en, or both languages"
        )
    others = _others(first, {ja, en}) if has_header else {}
    return Table(tuple(rows), ja, en, others, has_header=has_header)


# Names that say "a header" without a language: the texts below tell which is which. It takes one of
# each side, since 原文 = source is an entry of a glossary.
_SIDES = ({"source", "src", "原文", "原語"}, {"target", "tgt", "訳文", "訳語"})


def _sides(first: Row) -> list[int]:
    """Return the places of the cells that name source and target; fewer where one is missing."""
    names = [cell.strip().casefold() for cell in first.cells]
    found = [[place for place, name in enumerate(names) if name in side] for side in _SIDES]
    return [places[0] for places in found if places]


def _is_header(first: Row, named: Sequence[Language | None]) -> bool:
    """Tell whether the first row names languages; the pair 英語 = English alone is no header."""
    return {"ja", "en"} <= set(named) or (len(first.cells) == 1 and named != [None])


def _by_header(rows: Sequence[Row], named: Sequence[Language | None], where: str) -> Table:
    for language, count in Counter(named).items():
        if language and count > 1:
            raise InputError(
                f"the header names {language} {count} times",
                f"{where}:{rows[0].line}",
                "name each language's column once; ja_variants and en_variants take synonyms",
            )
    ja = named.index("ja") if "ja" in named else None
    en = named.index("en") if "en" in named else None
    return Table(tuple(rows[1:]), ja, en, _others(rows[0], {ja, en}), has_header=True)


def _others(header: Row, languages: Collection[int | None]) -> dict[str, int]:
    """Return the places of the further names, folded; a second "note" is called "note (2)"."""
    places: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for place, cell in enumerate(header.cells):
        if place in languages or not cell.strip():
            continue
        name = cell.strip().strip("#").casefold().replace(" ", "_").replace("-", "_")
        counts[name] += 1
        places[name if counts[name] == 1 else f"{name} ({counts[name]})"] = place
    return places


def _refuse_swapped(table: Table, where: str) -> None:
    if table.ja is None or table.en is None:
        return
    languages = [
        (language_of(row.cells[table.ja]), language_of(row.cells[table.en])) for row in table.rows
    ]
    if languages.count(("en", "ja")) * 2 > len(languages):
        raise LanguageError(
            "the column named ja holds English and the one named en Japanese",
            where,
            "swap the names in the header",
        )


def _by_texts(rows: Sequence[Row], among: Sequence[int]) -> tuple[int | None, int | None]:
    """Return the columns, `among` these, with the most Japanese and with the most English.

    Counted by letters: numbers of slides, flags and comments are shorter than what is translated.
    """
    letters: Counter[tuple[int, Language | None]] = Counter()
    for row in rows:
        for place in among:
            letters[place, language_of(row.cells[place])] += len(row.cells[place])
    # A term list may hold IR or KHN on both sides: a column is Japanese by what it holds more.
    leaning = {place: letters[place, "ja"] - letters[place, "en"] for place in among}
    ja = max(among, key=lambda place: leaning[place])
    if letters[ja, "ja"] == 0:
        return None, None if len(among) == 1 else 0
    english = [place for place in among if place != ja and letters[place, "en"] > 0]
    return ja, min(english, key=lambda place: leaning[place], default=None)
