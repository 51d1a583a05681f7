"""memoQ's CSV: an entry a row, a language's terms in columns of the same names, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.errors import InputError
from termalign.exchange import delimited, flags
from termalign.exchange.columns import language_named
from termalign.exchange.concepts import concepts_of
from termalign.exchange.concepts import rows_of as rows_by_status
from termalign.exchange.row import GlossaryRow, number_of, refuse_bad_terms
from termalign.exchange.safety import FormulaGuard, SafeText
from termalign.exchange.statuses import marked, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from termalign.exchange.columns import Row
    from termalign.exchange.concepts import Concept
    from termalign.exchange.options import WriteOptions
    from termalign.records import Language, Status

_ENTRY = (
    *("Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID"),
    *("Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note"),
)
_INFO, _EXAMPLE = "Term_Info", "Term_Example"
_REGIONS = {"us": "_United_States", "gb": "_United_Kingdom"}
# Half of 営業利益 is 営業: memoQ's usual half-prefix match would find it everywhere.
_EXACT, _HALF_PREFIX = "Exact", "HalfPrefix"
_CASED, _ANY_CASE = "CaseSense", "CasePermissive"
_FORBIDDEN = "NonTerm"
# What memoQ says otherwise: by saying nothing, and at the term.
_SILENT: tuple[Status, ...] = ("approved", "forbidden")
# What versions of memoQ and tools round it write as well.
_MEANT = {"casesensitive": "casesense", "noprefix": "exact", "forbidden": "nonterm"}


def write(rows: Iterable[GlossaryRow], stream: BinaryIO, options: WriteOptions) -> tuple[str, ...]:
    """Write memoQ's CSV as it is, for memoQ; the remarks tell how many cells Excel would run."""
    entries = [entry for concept in concepts_of(rows) for entry in _entries(concept)]
    sides: dict[Language, int] = {
        "ja": max((len(entry[0].terms("ja")) for entry in entries), default=1),
        "en": max((sum(len(row.terms("en")) for row in entry) for entry in entries), default=1),
    }
    region = options.en_code.partition("-")[2].casefold()
    english = f"English{_REGIONS.get(region, '')}"
    header = (*_ENTRY, *_head("Japanese", sides["ja"]), *_head(english, sides["en"]))
    safe, run = SafeText(), FormulaGuard()
    cells = [_cells(entry, sides) for entry in entries]
    for row in cells:
        for cell in row:
            run(cell)
    delimited.write_csv(header, cells, stream, FormulaGuard(raw=True), safe)
    said = run.remarks()
    warning = ("for memoQ only: a spreadsheet would run some of its cells as formulas",)
    return (*safe.remarks(), *(warning if said else ()))


def _entries(concept: Concept) -> Iterator[Concept]:
    """Give a concept as memoQ's entries, each with one status and perhaps what is forbidden.

    memoQ knows no statuses but "forbidden"; any other one stands before the entry's note.
    """
    entry: list[GlossaryRow] = []
    for row in concept:
        forbidden = {one.status == "forbidden" for one in entry}
        if (row.status == "forbidden") in forbidden:
            yield tuple(entry)
            entry = [replace(row, id=None)]
        else:
            entry.append(row)
    yield tuple(entry)


def _head(language: str, terms: int) -> tuple[str, ...]:
    return (f"{language}_Def", *((language, _INFO, _EXAMPLE) * terms))


def _cells(entry: Concept, sides: dict[Language, int]) -> tuple[str, ...]:
    first = entry[0]
    status = next((row.status for row in entry if row.status != "forbidden"), first.status)
    fields = dict.fromkeys(_ENTRY, "") | {
        "Entry_ID": "" if first.id is None else str(first.id),
        "Entry_Domain": first.domain,
        "Entry_Note": marked(status, first.note, _SILENT),
    }
    japanese = [(term, _info(first, "ja", term)) for term in first.terms("ja")]
    english = [(term, _info(row, "en", term)) for row in entry for term in row.terms("en")]
    return (
        *fields.values(),
        "",
        *_triples(japanese, sides["ja"]),
        "",
        *_triples(english, sides["en"]),
    )


def _info(row: GlossaryRow, language: Language, term: str) -> str:
    names = flags.names_of(row, language, term)
    case = _CASED if "cased" in names else _ANY_CASE
    if language == "ja":
        return f"{case};{_EXACT}"
    match = _EXACT if "exact" in names else _HALF_PREFIX
    return f"{case};{match}" + (f";{_FORBIDDEN}" if row.status == "forbidden" else "")


def _triples(terms: Sequence[tuple[str, str]], places: int) -> Iterator[str]:
    for term, info in terms:
        yield from (term, info, "")
    yield from [""] * 3 * (places - len(terms))


def is_memoq(header: Row) -> bool:
    """Tell by its header whether a table is memoQ's."""
    names = {cell.strip().casefold() for cell in header.cells}
    return _INFO.casefold() in names or "entry_id" in names


def rows_of(rows: Sequence[Row], name: str) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return the entries of memoQ's table, those without both languages counted.

    Raises InputError without a column of each language, and naming the row of a text that is no
    term.
    """
    header, *lines = rows
    names = [cell.strip() for cell in header.cells]
    places: dict[Language, list[int]] = {"ja": [], "en": []}
    for place, column in enumerate(names):
        language = _language(column)
        if language is not None:
            places[language].append(place)
    if not places["ja"] or not places["en"]:
        raise InputError(
            "the header does not name both languages",
            f"{name}:{header.line}",
            "export the term base with Japanese and English",
        )
    found: list[GlossaryRow] = []
    left_out = 0
    for row in lines:
        entries = list(_entry(row, names, places))
        left_out += not entries
        found += [refuse_bad_terms(entry, f"{name}:{row.line}") for entry in entries]
    remarks = (f"entries without Japanese and English left out: {left_out}",) if left_out else ()
    return found, remarks


def _language(column: str) -> Language | None:
    """Return the language whose terms a column holds: English_United_States, not English_Def."""
    if column.endswith("_Def"):
        return None
    return language_named(column.split("_", maxsplit=1)[0])


def _entry(row: Row, names: Sequence[str], places: dict[Language, list[int]]) -> list[GlossaryRow]:
    def cell(column: str) -> str:
        return row.cells[names.index(column)].strip() if column in names else ""

    terms = [
        (language, row.cells[at].strip(), _info_beside(row, names, at))
        for language, columns in places.items()
        for at in columns
        if row.cells[at].strip()
    ]
    japanese = list(dict.fromkeys(term for language, term, _ in terms if language == "ja"))
    status, note = unmarked(cell("Entry_Note"))
    english: list[tuple[Status | None, str]] = [
        ("forbidden" if _FORBIDDEN.casefold() in info else status, term)
        for language, term, info in terms
        if language == "en"
    ]
    if not japanese or not english:
        return []
    fields = GlossaryRow(
        japanese[0],
        "",
        tuple(japanese[1:]),
        domain=cell("Entry_Domain") or cell("Entry_Subject"),
        note=note,
        id=number_of(cell("Entry_ID")),
        flags=frozenset(flag for term in terms for flag in _flags(*term)),
    )
    return rows_by_status(fields, english)


def _info_beside(row: Row, names: Sequence[str], place: int) -> set[str]:
    """Return what memoQ says of the term in the column `place`, folded: {"casesense", "exact"}."""
    if names[place + 1 : place + 2] != [_INFO]:
        return set()
    said = (word.strip() for word in row.cells[place + 1].casefold().split(";"))
    return {_MEANT.get(word, word) for word in said}


def _flags(language: Language, term: str, info: set[str]) -> Iterator[flags.Flag]:
    said = {"cased": _CASED.casefold() in info, "exact": _EXACT.casefold() in info}
    return flags.flags_named([name for name, holds in said.items() if holds], language, term)
