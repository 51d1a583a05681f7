"""Measure the alignment of documents that are no translation of one another, page for page.

The sample deck's English with one section moved, three slides left out, and a page put into the
Japanese that the English does not have; and the sample Q&A with its English questions in another
order, numbered anew, three left out. Prints a TSV table of how many of the pairs are right and how
many of the right ones are found; right is what the sample's own gold pairs one to one, "in one
bead" what it has in one bead of any size.

    python scripts/eval_comparable.py
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.pair import AlignOptions, align_files
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Alignment

Pair = tuple[str, str]

MOVED, AFTER = slice(5, 9), 12  # a section of four slides goes behind the twelfth of the others
LEFT_OUT = (14, 3, 1)
ONLY_JAPANESE = """社員の声
・新入社員が語る一年目の仕事
・育児休業から復帰した社員の声
・社内公募で異動した社員の挑戦
健康経営の取り組みとして、運動会を開催しました。
"""
QUESTIONS_LEFT_OUT = 3
_QUESTION = re.compile(r"^Q[0-9]+\. .*?(?=^Q[0-9]+\. |\Z)", re.MULTILINE | re.DOTALL)
_SIGNS = re.compile(r"[\s•–・]|^[QA][0-9]+\.")


def main() -> int:
    """Print the table."""
    japanese, english = (_pages(language) for language in ("ja", "en"))
    moved = english[: MOVED.start] + english[MOVED.stop :]
    moved[AFTER:AFTER] = english[MOVED]
    for page in LEFT_OUT:
        del moved[page]
    longer = [*japanese[:8], ONLY_JAPANESE, *japanese[8:]]
    print("documents\tpairs\tprecision\tin one bead\trecall")
    _show("deck as it is", "deck", japanese, english)
    _show("deck, moved", "deck", longer, moved)
    questions = [_text("qa", language) for language in ("ja", "en")]
    _show("Q&A as it is", "qa", *([text] for text in questions))
    _show("Q&A, moved", "qa", questions[:1], [_in_another_order(questions[1])])
    return 0


def _text(name: str, language: str) -> str:
    return resource("corpora", f"{name}.{language}.txt").read_text(encoding="utf-8")


def _pages(language: str) -> list[str]:
    return _text("deck", language).split("\f")


def _in_another_order(text: str) -> str:
    """Return a text with its questions in another order, numbered anew, some left out."""
    questions = _QUESTION.findall(text)
    head = text[: text.index(questions[0])]
    random.Random(0).shuffle(questions)  # noqa: S311  an order of questions is no secret
    del questions[:QUESTIONS_LEFT_OUT]
    numbered = (
        re.sub(r"^([QA])[0-9]+", rf"\g<1>{number}", question, flags=re.MULTILINE)
        for number, question in enumerate(questions, start=1)
    )
    return head + "".join(f"{question.rstrip()}\n\n" for question in numbered)


def _show(name: str, sample: str, ja: Sequence[str], en: Sequence[str]) -> None:
    """Print how many of the found pairs are right, and how many of the right ones are found."""
    with tempfile.TemporaryDirectory() as folder:
        japanese, english = Path(folder) / "ja.txt", Path(folder) / "en.txt"
        for path, pages in ((japanese, ja), (english, en)):
            path.write_text("\f".join(pages), encoding="utf-8")
        alignment = align_files(japanese, english, AlignOptions(mode="comparable"))
    texts = (alignment.texts(bead) for bead in alignment.beads if bead.ja and bead.en)
    found = [(_plain(japanese), _plain(english)) for japanese, english in texts]
    right, partly = _right(sample, alignment)
    hits = [sum(pair in pairs for pair in found) / len(found) for pairs in (right, partly)]
    recall = len(right & set(found)) / len(right)
    print(name, len(found), *(f"{share:.3f}" for share in (*hits, recall)), sep="\t")


def _right(sample: str, alignment: Alignment) -> tuple[set[Pair], set[Pair]]:
    """Return the sample's gold pairs of texts that both documents have.

    First those of one segment each, then every two segments of one bead.
    """
    lines = [
        [_plain(line) for line in _text(f"lines/{sample}", language).splitlines()]
        for language in ("ja", "en")
    ]
    gold = resource("corpora", f"lines/{sample}.gold.tsv").read_text(encoding="utf-8").splitlines()
    there = [{_plain(one.text) for one in side} for side in (alignment.ja, alignment.en)]
    right, partly = set(), set()
    for row in gold:
        ja, en = ([int(one) for one in side.split(",") if one] for side in row.split("\t"))
        for i, j in product(ja, en):
            pair = lines[0][i], lines[1][j]
            if pair[0] in there[0] and pair[1] in there[1]:
                partly.add(pair)
                if len(ja) == len(en) == 1:
                    right.add(pair)
    return right, partly


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)


if __name__ == "__main__":
    sys.exit(main())
