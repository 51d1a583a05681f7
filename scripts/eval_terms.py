"""Measure the miner against lists of right pairs: how many of the best are right, how many found.

Always on the samples in corpora/; with FOLDER also on its parallel text (parallel/ja.txt and
parallel/en.txt, a segment a line, and parallel/gold.dev.tsv) and on its first lines alone (with
the pairs of the list that stand side by side there), and with SEEDS, a folder of
documents of which FOLDER/seeds.dev.tsv names the pairs, on those. Beside termalign stand pairs of
whole noun chunks by the Dice coefficient alone. Prints a TSV table:

    D@k   right ones among the first k that can be judged: those with a side that the list names
    R     pairs of the list that are found anywhere
    s     seconds, without aligning the documents

    python scripts/eval_terms.py [FOLDER [SEEDS]]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termalign.exchange.bilingual import Given, Record, alignment_of
from termalign.lexicon import load_lexicon, read_columns
from termalign.pair import AlignOptions, align_documents, align_files, load_embedder
from termalign.reading import open_document
from termalign.records import Place, TermPair
from termalign.resources import resource
from termalign.terms import mine
from termalign.terms.english import english_key
from termalign.terms.entries import load_entries
from termalign.terms.japanese import japanese_key
from termalign.terms.material import gather

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from termalign.records import Alignment

RANKS = (50, 100, 300, 1000)
SAMPLES = ("deck", "tanshin", "qa")
FIRST_LINES = 300


class Gold:
    """A list of right pairs; each row is one concept with spellings of both sides."""

    def __init__(self, path: Path, side_by_side: Alignment | None = None) -> None:
        """Read a table with columns ja, en, ja_variants, en_variants.

        With `side_by_side`, without the pairs that stand in none of its beads.
        """
        self.size = 0
        self._ja: dict[str, set[int]] = {}
        self._en: dict[str, set[int]] = {}
        beads = None if side_by_side is None else _bead_keys(side_by_side)
        for number, row in enumerate(read_columns(path)):
            ja, en = (
                {
                    key(text)
                    for text in (row[side], *row.get(f"{side}_variants", "").split("|"))
                    if text
                }
                for side, key in (("ja", japanese_key), ("en", english_key))
            )
            if beads is not None and not any(_stands(ja, en, *bead) for bead in beads):
                continue
            self.size += 1
            for term in ja:
                self._ja.setdefault(term, set()).add(number)
            for term in en:
                self._en.setdefault(term, set()).add(number)

    def concepts(self, pair: TermPair) -> tuple[set[int], bool]:
        """Return the concepts that the pair is right for, and whether it can be judged."""
        ja = self._ja.get(japanese_key(pair.ja), set())
        en = self._en.get(english_key(pair.en), set())
        return ja & en, bool(ja | en)


def _bead_keys(alignment: Alignment) -> list[tuple[str, str]]:
    return [
        (
            japanese_key("".join(alignment.ja[n].text for n in bead.ja)),
            english_key(" ".join(alignment.en[n].text for n in bead.en)),
        )
        for bead in alignment.beads
    ]


def _stands(ja: Collection[str], en: Collection[str], ja_text: str, en_text: str) -> bool:
    return any(term in ja_text for term in ja) and any(f" {term} " in f" {en_text} " for term in en)


class Case(NamedTuple):
    """Documents and the list of right pairs for them."""

    name: str
    alignments: Sequence[Alignment]
    gold: Gold


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("seeds", type=Path, nargs="?")
    options = parser.parse_args()
    print("documents", "system", "pairs", *(f"D@{k} (judged)" for k in RANKS), "R", "s", sep="\t")
    for case in cases(options.folder, options.seeds):
        for name, miner in (("termalign", termalign_pairs), ("Dice", dice_pairs)):
            start = time.perf_counter()
            pairs = miner(case.alignments)
            seconds = time.perf_counter() - start
            print(
                case.name, name, len(pairs), *scores(pairs, case.gold), f"{seconds:.1f}", sep="\t"
            )
            sys.stdout.flush()
    return 0


def cases(folder: Path | None, seeds: Path | None) -> Iterator[Case]:
    """Give what can be measured with these folders."""
    gold = Gold(resource("corpora", "terms.gold.tsv"))
    yield Case("samples", [_sample(name, name, "auto") for name in SAMPLES], gold)
    other = [_sample(name, "deck_previous", "comparable") for name in ("deck", "tanshin")]
    yield Case("samples, other quarter", other, gold)
    if folder is None:
        return
    listed = folder / "parallel" / "gold.dev.tsv"
    yield Case("parallel", [_by_line(folder / "parallel")], Gold(listed))
    first = _by_line(folder / "parallel", FIRST_LINES)
    yield Case(f"parallel, first {FIRST_LINES} lines", [first], Gold(listed, first))
    if seeds is not None:
        listed = folder / "seeds.dev.tsv"
        yield Case("decks, other quarter", _each_with_each(seeds), Gold(listed))


def _sample(ja: str, en: str, mode: str) -> Alignment:
    paths = (resource("corpora", f"{ja}.ja.txt"), resource("corpora", f"{en}.en.txt"))
    return align_files(*paths, AlignOptions(mode="comparable" if mode == "comparable" else "auto"))


def _by_line(folder: Path, lines: int | None = None) -> Alignment:
    sides = [
        (folder / name).read_text(encoding="utf-8").split("\n")[:lines]
        for name in ("ja.txt", "en.txt")
    ]
    records = tuple(
        Record(row, ja, en, Place(line=row + 1))
        for row, (ja, en) in enumerate(zip(*sides, strict=True))
        if ja and en
    )
    return alignment_of(Given(folder.name, records))


def _each_with_each(folder: Path) -> list[Alignment]:
    documents = [open_document(path) for path in sorted(folder.glob("*.txt"))]
    by_language = {
        language: [document for document in documents if document.language == language]
        for language in ("ja", "en")
    }
    options = AlignOptions()
    embedder = load_embedder(options)
    return [
        align_documents(ja, en, options, embedder)
        for ja, en in product(by_language["ja"], by_language["en"])
    ]


def termalign_pairs(alignments: Sequence[Alignment]) -> list[TermPair]:
    """Return what `termalign mine` finds."""
    return mine(alignments, load_lexicon())


def dice_pairs(alignments: Sequence[Alignment]) -> list[TermPair]:
    """Return each Japanese chunk with the English chunk it shares most beads with."""
    material = gather(alignments, load_lexicon(), load_entries())
    seen: Counter[tuple[int, int]] = Counter()
    for strand in material.strands:
        ja = {n for at in strand.ja for _, _, n in material.ja.spans[at]}
        en = {n for at in strand.en for _, _, n in material.en.spans[at]}
        seen.update(product(ja, en))
    best: dict[int, tuple[float, str, int]] = {}
    for (ja_number, en_number), count in seen.items():
        ja_term, en_term = material.of((ja_number, en_number))
        dice = 2 * count / (ja_term.count + en_term.count)
        found = (dice, en_term.key, en_number)
        if count > 1 and found > best.get(ja_number, (0.0, "", 0)):
            best[ja_number] = found
    pairs = [
        TermPair(
            material.ja.candidates[ja].spellings()[0],
            material.en.candidates[en].spellings()[0],
            dice,
            seen[ja, en],
        )
        for ja, (dice, _, en) in best.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.score * pair.count, pair.ja))


def scores(pairs: Sequence[TermPair], gold: Gold) -> Iterator[str]:
    """Give D at each of RANKS with the number judged, then R."""
    found: set[int] = set()
    right = judged = 0
    at: dict[int, tuple[int, int]] = {}
    for rank, pair in enumerate(pairs, start=1):
        concepts, known = gold.concepts(pair)
        found |= concepts
        right += bool(concepts)
        judged += known
        at[rank] = (right, judged)
    for rank in RANKS:
        right, judged = at.get(min(rank, len(pairs)), (0, 0))
        yield f"{right / judged:.3f} ({judged})" if judged else "- (0)"
    yield f"{len(found) / gold.size:.3f}"


if __name__ == "__main__":
    sys.exit(main())
