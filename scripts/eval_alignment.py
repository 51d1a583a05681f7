"""Measure the aligner against gold: F1 by set, reliability of the scores, the told mode.

FOLDER holds sets, one folder each, of NAME.ja.txt, NAME.en.txt (a segment a line) and
NAME.gold.tsv ("ja,ja<TAB>en,en", from 0). Beside termalign stands Gale–Church, which looks at
lengths only. Prints TSV tables.

    python scripts/eval_alignment.py FOLDER [--block SET]… [--model NAME] [--modes]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.gale_church import align_by_length
from measuring.gold import BY_LINE, gold_sets
from measuring.modes import mode_cases
from measuring.reliability import reliability_rows
from measuring.scores import score

from termalign.pair import LEXICAL, align_documents, load_embedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measuring.gold import Bead, GoldSet

    from termalign.embedding import Embedder
    from termalign.records import Alignment

MODES_RIGHT = 0.95  # share of the cases demanded


def main() -> int:
    """Print the tables; 1 where too many modes were told wrong, 2 without any gold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--block", action="append", default=[], metavar="SET", help="by paragraph")
    parser.add_argument("--model", default=LEXICAL, help="lexical, or a model's name or path")
    parser.add_argument("--modes", action="store_true", help="how the mode is told, instead")
    options = parser.parse_args()
    sets = gold_sets(options.folder, options.block)
    if not sets:
        print(f"error: {options.folder}: no NAME.gold.tsv in it", file=sys.stderr)
        return 2
    embedder = load_embedder(replace(BY_LINE, model=options.model))
    if options.modes:
        return 0 if print_modes(sets, embedder) >= MODES_RIGHT else 1
    print("", *reliability_rows(print_scores(sets, embedder)), sep="\n")
    return 0


def print_scores(sets: Sequence[GoldSet], embedder: Embedder) -> list[tuple[float, bool]]:
    """Print F1 by set; return (score, right) of each two-sided bead where gold is by bead."""
    judged: list[tuple[float, bool]] = []
    print(
        "set", "documents", "gold", "system", "strict/block F1", "lax F1", "null F1", "s", sep="\t"
    )
    for gold in sets:
        begin = time.perf_counter()
        found = [align_documents(pair.ja, pair.en, BY_LINE, embedder) for pair in gold.pairs]
        ours = [beads_of(alignment) for alignment in found]
        _print_row(gold, "termalign", ours, begin)
        begin = time.perf_counter()
        floor = [align_by_length(pair.ja_lines, pair.en_lines) for pair in gold.pairs]
        _print_row(gold, "Gale–Church", floor, begin)
        if not gold.block:
            for pair, alignment in zip(gold.pairs, found, strict=True):
                right = set(pair.beads)
                paired = (bead for bead in alignment.beads if bead.ja and bead.en)
                judged += [(bead.score, (bead.ja, bead.en) in right) for bead in paired]
    return judged


def _print_row(gold: GoldSet, system: str, found: Sequence[Sequence[Bead]], begin: float) -> None:
    seconds = time.perf_counter() - begin
    pairs = [(pair.beads, beads) for pair, beads in zip(gold.pairs, found, strict=True)]
    kind = "paragraphs" if gold.block else "beads"
    scores = score(pairs, block=gold.block)
    print(gold.name, len(pairs), kind, system, scores, f"{seconds:.1f}", sep="\t", flush=True)


def beads_of(alignment: Alignment) -> list[Bead]:
    """Return an alignment's beads as index pairs."""
    return [(bead.ja, bead.en) for bead in alignment.beads]


def print_modes(sets: Sequence[GoldSet], embedder: Embedder) -> float:
    """Print how often the mode is told right by kind, and each miss; return the share right."""
    cases: Counter[str] = Counter()
    right: Counter[str] = Counter()
    missed = []
    for case in mode_cases(sets):
        alignment = align_documents(case.ja, case.en, BY_LINE, embedder)
        cases[case.kind] += 1
        right[case.kind] += alignment.mode == case.mode
        if alignment.mode != case.mode:
            missed.append(f"{case.kind}\t{case.name}\t{alignment.remarks[-1]}")
    print("kind", "pairs", "right", "share", sep="\t")
    for kind, count in cases.items():
        print(kind, count, right[kind], f"{right[kind] / count:.2f}", sep="\t")
    share = sum(right.values()) / sum(cases.values())
    print("all", sum(cases.values()), sum(right.values()), f"{share:.3f}", sep="\t")
    print(*missed, sep="\n", file=sys.stderr)
    return share


if __name__ == "__main__":
    sys.exit(main())
