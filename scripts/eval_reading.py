"""How alike the sample deck reads from each format: segments the same, in the same order.

Usage: python scripts/eval_reading.py

Compared are the segments' texts, bullet signs aside, with those of the text taken from a PDF and
with the source's own (corpora/lines), by the longest common subsequence: twice what is common over
what both hold. "found": how much of the file's own segments stand in the source; the workbook
holds the tables only.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

from termalign.reading import READERS, open_document
from termalign.segment import segments
from termalign.text import BULLETS

CORPORA = Path(__file__).parent.parent / "corpora"
LANGUAGES = ("ja", "en")
_BULLET = re.compile(rf"^[{BULLETS}–-]\s+")


def texts_of(path: Path) -> list[str]:
    """Return a document's segments without bullet signs."""
    return [_BULLET.sub("", one.text) for one in segments(open_document(path))]


def likeness(one: list[str], other: list[str]) -> float:
    """Return the share (0..1) of both that stands in both, in the same order."""
    matched = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in matched) / (len(one) + len(other))


def known(found: list[str], gold: list[str]) -> float:
    """Return the share (0..1) of what was found that stands in the source, in the same order."""
    return likeness(found, gold) * (len(found) + len(gold)) / 2 / len(found)


def main() -> None:
    """Print a line for each format and language."""
    print("file\tsegments\tlike the text\tlike the source\tfound")
    for language in LANGUAGES:
        text = texts_of(CORPORA / f"deck.{language}.txt")
        lines = (CORPORA / "lines" / f"deck.{language}.txt").read_text(encoding="utf-8")
        gold = lines.splitlines()
        for suffix in READERS:
            path = CORPORA / f"deck.{language}{suffix}"
            if path.exists():
                found = texts_of(path)
                shares = (likeness(found, text), likeness(found, gold), known(found, gold))
                print(path.name, len(found), *(f"{share:.1%}" for share in shares), sep="\t")


if __name__ == "__main__":
    main()
