"""Builds the sample documents under corpora/ from scripts/samples: same source, same bytes.

Usage: python scripts/build_samples.py [--into FOLDER]
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import TYPE_CHECKING

from samples.accounts import load_accounts
from samples.layout import gold_lines, segment_lines, set_document
from samples.office import deck_file, report_file, web_page, workbook_file
from samples.paged import paged_file
from samples.selection import bilingual_rows, gold_terms
from samples.source import LANGUAGES, read_source
from samples.variants import (
    Edit,
    PlantedError,
    gold_changes,
    gold_errors,
    moved,
    plant,
    read_rows,
    retold,
    revise,
)

from termalign.exchange.xlsx import write_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samples.source import Page

TEXTS = Path(__file__).parent / "samples" / "text"
CORPORA = Path(__file__).parent.parent / "corpora"
DOCUMENTS = ("deck", "tanshin", "qa", "deck_previous")

Files = dict[str, str]  # path under corpora/ -> text
OfficeFiles = dict[str, bytes]  # the same of Office files


def build() -> Files:
    """Return every built file's text by its path under corpora/."""
    accounts = load_accounts(TEXTS / "accounts.tsv")
    documents = {name: read_source(TEXTS / f"{name}.txt", accounts) for name in DOCUMENTS}
    built: Files = {}
    for name, pages in documents.items():
        for language in LANGUAGES:
            built |= set_files(name, pages, language)
        built[f"lines/{name}.gold.tsv"] = joined(gold_lines(pages))
    built |= build_errors(documents["deck"])
    built |= build_revision(documents["deck"])
    built["terms.gold.tsv"] = joined(gold_terms(TEXTS / "terms.tsv", list(documents.values())))
    built["bilingual.tsv"] = joined(bilingual_rows([documents["deck"], documents["qa"]]))
    return built


def build_office() -> OfficeFiles:
    """Return the deck as Office programs save it, by its path under corpora/."""
    pages = read_source(TEXTS / "deck.txt", load_accounts(TEXTS / "accounts.tsv"))
    notes = list(read_rows(TEXTS / "deck_notes.tsv"))
    built: OfficeFiles = {}
    for side, language in enumerate(LANGUAGES, 1):
        said = {int(cells[0]): cells[side] for cells in notes}
        built[f"deck.{language}.pptx"] = deck_file(pages, language, said)
        built[f"deck.{language}.pdf"] = paged_file(pages, language)
        built[f"deck.{language}.docx"] = report_file(pages, language)
        built[f"deck.{language}.xlsx"] = workbook_file(pages, language)
        built[f"deck.{language}.html"] = web_page(pages, language).encode()
    sheet = io.BytesIO()
    documents = [pages, read_source(TEXTS / "qa.txt", load_accounts(TEXTS / "accounts.tsv"))]
    header, *rows = (line.split("\t") for line in bilingual_rows(documents))
    write_sheet("bilingual", header, rows, (60, 80), sheet)
    built["bilingual.xlsx"] = sheet.getvalue()
    return built


def set_files(name: str, pages: Sequence[Page], language: str) -> Files:
    """Return a document in one language, as text from a PDF and as one segment a line."""
    return {
        f"{name}.{language}.txt": set_document(pages, language).text,
        f"lines/{name}.{language}.txt": joined(segment_lines(pages, language)),
    }


def build_errors(pages: Sequence[Page]) -> Files:
    """Return the English deck with planted errors, and the gold that tells of them."""
    errors = [PlantedError(*cells) for cells in read_rows(TEXTS / "deck_errors.tsv")]
    changed = retold(pages, "en", plant(pages, errors))
    gold = {"deck_errors.gold.tsv": joined(gold_errors(pages, errors))}
    return set_files("deck_errors", changed, "en") | gold


def build_revision(pages: Sequence[Page]) -> Files:
    """Return the second version of the Japanese deck, and the gold of what changed."""
    edits = [Edit(*cells) for cells in read_rows(TEXTS / "deck_v2.tsv")]
    figures = {edit.old: int(edit.new) for edit in edits if edit.kind == "figure"}
    figured = read_source(TEXTS / "deck.txt", load_accounts(TEXTS / "accounts.tsv", figures))
    changed = retold(figured, "ja", revise(figured, edits))
    order = moved(pages, edits)
    # A page keeps its running foot's place: the page number belongs to the position.
    revised = [
        changed[old].with_running(changed[new].header, changed[new].footer)
        for new, old in enumerate(order)
    ]
    gold = {"deck_v2.gold.tsv": joined(gold_changes(pages, figured, edits))}
    return set_files("deck_v2", revised, "ja") | gold


def joined(lines: Sequence[str]) -> str:
    """Return the lines as a file's text, each ended by LF."""
    return "".join(f"{line}\n" for line in lines)


def write(files: Mapping[str, bytes], into: Path) -> None:
    """Write the built files below a folder, saying what was written."""
    for path, content in files.items():
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{target}: {len(content):,} bytes")


def main() -> None:
    """Write the samples, into corpora/ unless told otherwise."""
    parser = argparse.ArgumentParser(description="Build the sample documents.")
    parser.add_argument("--into", type=Path, default=CORPORA, help="folder to write to")
    into = parser.parse_args().into
    write({path: text.encode() for path, text in build().items()} | build_office(), into)


if __name__ == "__main__":
    main()
