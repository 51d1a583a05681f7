"""Flags of terms, and the cell that holds them: "cased", "exact: operating income|ja cased".

A flag alone is that of all the row's English terms; one with a term is that term's; "ja" before it
says that the Japanese ones are meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from termalign.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termalign.exchange.row import GlossaryRow
    from termalign.records import Language

FlagName = Literal["cased", "exact"]
FLAG_NAMES: tuple[FlagName, ...] = get_args(FlagName)
_ONE = re.compile(r"(ja\s+cased|cased|exact)\s*(?::(.*))?", re.IGNORECASE | re.DOTALL)


class Flag(NamedTuple):
    """A term that counts in texts only in its own case, or (an English one) only uninflected."""

    name: FlagName
    language: Language
    term: str


def names_of(row: GlossaryRow, language: Language, term: str) -> tuple[FlagName, ...]:
    """Return the names of a term's flags."""
    return tuple(name for name in FLAG_NAMES if Flag(name, language, term) in row.flags)


def flags_named(names: Iterable[str], language: Language, term: str) -> Iterator[Flag]:
    """Give the flags of a term by their names; a Japanese one has no inflection to forbid."""
    for name in FLAG_NAMES:
        if name in names and (language == "en" or name == "cased"):
            yield Flag(name, language, term)


def shown(row: GlossaryRow) -> tuple[str, ...]:
    """Return a row's flags as texts, which `flags_of` reads."""
    texts = []
    for language, name in (("en", "cased"), ("en", "exact"), ("ja", "cased")):
        terms = row.terms(language)  # type: ignore[arg-type]  # literals
        flagged = [term for term in terms if Flag(name, language, term) in row.flags]  # type: ignore[arg-type]  # literals
        called = name if language == "en" else f"{language} {name}"
        if len(flagged) == len(terms):
            texts.append(called)
        else:
            texts += [f"{called}: {term}" for term in flagged]
    return tuple(texts)


def flags_of(texts: Iterable[str], row: GlossaryRow, where: str) -> frozenset[Flag]:
    """Return the flags that the texts of a cell give to the row's terms.

    Raises InputError for another flag, and for a term that is not in the row.
    """
    flags: set[Flag] = set()
    known: dict[Language, set[str]] = {"ja": set(row.terms("ja")), "en": set(row.terms("en"))}
    for text in _apart(texts):
        found = _ONE.fullmatch(text)
        if found is None:
            raise InputError(
                f"no flag is called “{text}”", where, f"use {', '.join(FLAG_NAMES)}, ja cased"
            )
        *before, name = found[1].casefold().split()
        language: Language = "ja" if before else "en"
        named = (found[2] or "").strip()
        if named and named not in known[language]:
            raise InputError(
                f"the flag “{text}” is of a term that the row has not",
                where,
                "write the term as it stands in the row",
            )
        for term in [named] if named else row.terms(language):
            flags.update(flags_named((name,), language, term))
    return frozenset(flags)


def _apart(texts: Iterable[str]) -> Iterator[str]:
    """Give each flag of a cell: "cased, exact" are two, "cased: a, b" is one term's."""
    for text in texts:
        yield from [text] if ":" in text else filter(None, map(str.strip, text.split(",")))


def left_out(rows: Iterable[GlossaryRow]) -> tuple[str, ...]:
    """Return what there is to say of a format that holds no flags."""
    count = len({(row.id, flag) for row in rows for flag in row.flags})
    return (f"flags of terms left out, which the format does not hold: {count}",) if count else ()


def unmarked(note: str) -> tuple[set[FlagName], str]:
    """Return the names of the flags that a note begins with ("[cased] …"), and the rest of it."""
    found: set[FlagName] = set()
    for name in FLAG_NAMES:
        if note.startswith(f"[{name}]"):
            found.add(name)
            note = note.removeprefix(f"[{name}]").strip()
    return found, note
