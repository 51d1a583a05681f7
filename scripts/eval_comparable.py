"""Measure the alignment of decks that are no translation of one another, page for page.

The sample deck's English with one section moved, three slides left out, and a page put into the
Japanese that the English does not have. Prints a TSV table of how many of the pairs are right and
how many of the right ones are found; right is what the deck's own gold pairs one to one.

    python scripts/eval_comparable.py
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.pair import AlignOptions, align_files
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Alignment

MOVED, AFTER = slice(5, 9), 12  # a section of four slides goes behind the twelfth of the others
LEFT_OUT = (14, 3, 1)
ONLY_JAPANESE = """社員の声
・新入社員が語る一年目の仕事
・育児休業から復帰した社員の声
・社内公募で異動した社員の挑戦
健康経営の取り組みとして、運動会を開催しました。
"""
_SIGNS = re.compile(r"[\s•–・]")


def main() -> int:
    """Print the table."""
    japanese, english = (_pages(language) for language in ("ja", "en"))
    moved = english[: MOVED.start] + english[MOVED.stop :]
    moved[AFTER:AFTER] = english[MOVED]
    for page in LEFT_OUT:
        del moved[page]
    longer = [*japanese[:8], ONLY_JAPANESE, *japanese[8:]]
    print("documents\tmode\tpairs\tprecision\trecall")
    for name, ja, en in (("as they are", japanese, english), ("moved", longer, moved)):
        _show(name, ja, en)
    return 0


def _pages(language: str) -> list[str]:
    return resource("corpora", f"deck.{language}.txt").read_text(encoding="utf-8").split("\f")


def _show(name: str, ja: Sequence[str], en: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        japanese, english = Path(folder) / "deck.ja.txt", Path(folder) / "deck.en.txt"
        for path, pages in ((japanese, ja), (english, en)):
            path.write_text("\f".join(pages), encoding="utf-8")
        alignment = align_files(japanese, english, AlignOptions(mode="comparable"))
    texts = (alignment.texts(bead) for bead in alignment.beads if bead.ja and bead.en)
    found = [(_plain(japanese), _plain(english)) for japanese, english in texts]
    right = _right(alignment)
    hits = sum(pair in right for pair in found)
    print(
        f"{name}\t{alignment.mode}\t{len(found)}\t{hits / len(found):.3f}"
        f"\t{len(right & set(found)) / len(right):.3f}"
    )


def _right(alignment: Alignment) -> set[tuple[str, str]]:
    """Return the deck's gold pairs of one segment each whose texts both documents have."""
    lines = [
        resource("corpora", f"lines/deck.{language}.txt").read_text(encoding="utf-8").splitlines()
        for language in ("ja", "en")
    ]
    gold = resource("corpora", "lines/deck.gold.tsv").read_text(encoding="utf-8").splitlines()
    there = [{_plain(one.text) for one in side} for side in (alignment.ja, alignment.en)]
    pairs = set()
    for ja, en in (row.split("\t") for row in gold):
        if ja.isdigit() and en.isdigit():
            pair = (_plain(lines[0][int(ja)]), _plain(lines[1][int(en)]))
            if pair[0] in there[0] and pair[1] in there[1]:
                pairs.add(pair)
    return pairs


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)


if __name__ == "__main__":
    sys.exit(main())
