"""`termalign lookup`: what the glossary says of a term, before the finger leaves the key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from termalign.cli.console import (
    bom_option,
    encoding_option,
    glossaries_option,
    is_terminal,
    password_option,
    say,
    typed,
    write_data,
)
from termalign.cli.literal import LiteralArguments
from termalign.cli.table import brief, coloured, column_width, padded, visible, wrapped
from termalign.output import tsv_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.glossary import Answer
    from termalign.glossary.several import Found
    from termalign.records import Evidence, Language

_NOTHING_FOUND = 1
_ANSWERS = 10  # shown unless told otherwise
HEADER = (
    *("ja", "en", "status", "match", "ja_variants", "en_variants", "forbidden"),
    *("note", "example_ja", "example_en", "place", "id"),
)


def glossary_path(named: str | None) -> Path:
    """Return the glossary that was named, by option or settings, else the user's own."""
    from termalign.glossary.location import default_path

    return Path(named) if named else default_path()


@click.command(cls=LiteralArguments)
@click.argument("query", required=False)
@click.option("--text", metavar="FILE", help="List the known terms of this text instead.")
@click.option(
    "--from",
    "source",
    type=click.Choice(["ja", "en"]),
    help="Search terms of this language only; with --text, the language it is in.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="Show up to N: 10 unless given, all with --text."
)
@click.option("--exact", is_flag=True, help="Find this very spelling only.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.option(
    "-o", "--output", metavar="FILE", help="With --text: write to FILE, .tsv, .csv or .xlsx."
)
@encoding_option
@password_option
@bom_option
@glossaries_option
def command(
    *,
    query: str | None,
    text: str | None,
    source: str | None,
    limit: int | None,
    exact: bool,
    as_json: bool,
    output: str | None,
    encoding: str | None,
    passwords: tuple[str, ...],
    bom: bool,
    glossary: tuple[str, ...],
) -> int:
    """Look QUERY up in the glossary, in either language.

    Best first: the exact term, one spelt otherwise (width, case, plural, 中黒, 長音, 送り仮名 …);
    where there is none, one that is said so (えいぎょうりえき, eigyo rieki); longer terms it is
    part of; and if there are none of these, similar ones. Rejected terms are not found. Ends with 1
    where nothing is found.

    With --text a sheet of all known terms in FILE (any document that `segments` reads), of both
    languages, in the order in which they appear, each with how often and where first.

    The glossary is --glossary or the setting of that name, else TERMALIGN_GLOSSARY, else the
    user's own (`termalign glossary path`). Of several, each answer names its own.
    """
    from termalign.glossary import Glossaries

    glossaries = Glossaries(glossary or [glossary_path(None)])
    language = cast("Language | None", source)
    if text is not None:
        from termalign.cli.term_sheet import Request, show

        if query is not None:
            raise click.UsageError("QUERY and --text exclude one another")
        request = Request(text, language, encoding, passwords, exact=exact, most=limit)
        return show(request, glossaries, output=output, as_json=as_json, bom=bom)
    if query is None:
        raise click.UsageError("Missing argument 'QUERY', or --text FILE")
    if output is not None:
        raise click.UsageError("-o goes with --text")
    if typed("encoding"):
        raise click.UsageError("--encoding goes with --text")
    answers = glossaries.lookup(query, source=language, most=limit or _ANSWERS, exact=exact)
    several = len(glossaries.all) > 1
    return _show_answers(query, answers, several=several, as_json=as_json, bom=bom)


def _show_answers(
    query: str, answers: Sequence[Found], *, several: bool, as_json: bool, bom: bool
) -> int:
    if as_json:
        found = (
            _object(answer) | ({"glossary": name} if several else {}) for name, answer in answers
        )
        objects = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in found)
        write_data(f"[{objects}]\n", None, bom=bom)
    elif answers and is_terminal():
        for line in _page(answers, shutil.get_terminal_size().columns, several=several):
            click.echo(line)
    elif answers:
        rows = [(*HEADER, "glossary"), *((*_cells(answer), name) for name, answer in answers)]
        shown = rows if several else [row[:-1] for row in rows]
        lines = ("\t".join(map(tsv_field, row)) + "\n" for row in shown)
        write_data("".join(lines), None, bom=bom)
    if not answers:
        say(f"nothing found for “{brief(query)}”")
    return 0 if answers else _NOTHING_FOUND


def _place(seen: Evidence) -> str:
    """Return where an example stands, in words: "results.ja.txt: page 3 | page 4"."""
    places = " | ".join(filter(None, dict.fromkeys((seen.ja_place, seen.en_place))))
    return ": ".join(filter(None, (seen.source, places)))


def _cells(answer: Answer) -> tuple[str, ...]:
    seen = answer.example
    return (
        answer.ja.text,
        answer.en.text,
        answer.status,
        answer.why,
        "|".join(answer.others("ja")),
        "|".join(answer.others("en")),
        "|".join(answer.forbidden),
        answer.concept.note,
        *((seen.ja_text, seen.en_text, _place(seen)) if seen else ("", "", "")),
        str(answer.concept.id),
    )


def _object(answer: Answer) -> dict[str, Any]:
    seen = answer.example
    return {
        "ja": answer.ja.text,
        "en": answer.en.text,
        "status": answer.status,
        "match": answer.why,
        "ja_variants": answer.others("ja"),
        "en_variants": answer.others("en"),
        "forbidden": answer.forbidden,
        "note": answer.concept.note,
        "domain": answer.concept.domain,
        "pos": answer.concept.pos,
        "source": answer.concept.source,
        "example": {"ja": seen.ja_text, "en": seen.en_text, "place": _place(seen)}
        if seen
        else None,
        "id": answer.concept.id,
    }


_INDENT = len("  never: ")


def _page(answers: Sequence[Found], width: int, *, several: bool) -> Iterator[str]:
    """Give the lines of the answers for a terminal of `width` columns."""
    heads = [
        [visible(cell) for cell in (answer.ja.text, answer.en.text, answer.status, answer.why)]
        for _, answer in answers
    ]
    widths = [column_width(column) for column in zip(*heads, strict=True)]
    for (glossary, answer), head in zip(answers, heads, strict=True):
        line = "  ".join(map(padded, head, widths)).rstrip()
        yield coloured(line, answer.status)
        for name, text in (*_details(answer), *([("from", glossary)] if several else [])):
            first, *more = wrapped(visible(text), max(width - _INDENT, _INDENT)) or [""]
            yield f"{name:>{_INDENT - 2}}{':' if name else ' '} {first}"
            yield from (" " * _INDENT + line for line in more)


def _details(answer: Answer) -> Iterator[tuple[str, str]]:
    """Give what else there is to say about an answer, each with its name."""
    forbidden = [text for text in answer.forbidden if text != answer.en.text]
    others = (*answer.others("ja"), *answer.others("en"))
    for name, texts in (
        ("use" if answer.status == "forbidden" else "also", others),
        ("never", forbidden),
        ("note", [answer.concept.note] if answer.concept.note else []),
    ):
        if texts:
            yield name, ", ".join(texts)
    if answer.example:
        seen = answer.example
        yield "seen", seen.ja_text
        yield "", seen.en_text
        yield "at", _place(seen)
