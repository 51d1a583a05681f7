"""Builds the sample documents under corpora/ from scripts/samples: same source, same bytes.

Usage: python scripts/build_samples.py [--into FOLDER]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from samples.accounts import load_accounts
from samples.layout import gold_lines, segment_lines, set_document
from samples.source import LANGUAGES, read_source

TEXTS = Path(__file__).parent / "samples" / "text"
CORPORA = Path(__file__).parent.parent / "corpora"
DOCUMENTS = ("deck", "tanshin", "qa")


def build() -> dict[str, str]:
    """Return every built file's text by its path under corpora/."""
    accounts = load_accounts(TEXTS / "accounts.tsv")
    built: dict[str, str] = {}
    for name in DOCUMENTS:
        pages = read_source(TEXTS / f"{name}.txt", accounts)
        for language in LANGUAGES:
            built[f"{name}.{language}.txt"] = set_document(pages, language).text
            built[f"lines/{name}.{language}.txt"] = joined(segment_lines(pages, language))
        built[f"lines/{name}.gold.tsv"] = joined(gold_lines(pages))
    return built


def joined(lines: list[str]) -> str:
    """Return the lines as a file's text, each ended by LF."""
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Write the samples, into corpora/ unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=CORPORA, help="folder to write to")
    into: Path = parser.parse_args().into
    for path, text in build().items():
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
        print(f"{target}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
