"""Fit the aligner's numbers on gold alignments and print them as they stand in the code.

FOLDER as for `eval_alignment.py`; sets whose gold is by paragraph are left out. By default the
weights of the conditional random field (`termalign/alignment/weights.py`) by maximum likelihood on
second-pass features; with --comparable those of `termalign/alignment/comparable.py`. With --cross
the field is fitted on each half of the documents and measured on the other one.

    python scripts/fit_alignment.py FOLDER [--cross | --comparable]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.field import examples_of, fit, found_in, weights_as_code
from measuring.gold import gold_sets
from measuring.logistic import candidates_of, fit_candidates, judged_by
from measuring.reliability import reliability_rows
from measuring.scores import score

from termalign.alignment.comparable import FEATURES
from termalign.alignment.weights import LEXICAL
from termalign.embedding.lexical import LexicalEmbedder
from termalign.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.field import Example
    from measuring.gold import GoldSet

    from termalign.alignment.weights import Weights


def main() -> int:
    """Print the fitted numbers and what they give; 2 without gold by bead."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--comparable", action="store_true", help="the comparable mode's weights")
    choice.add_argument(
        "--cross", action="store_true", help="fit on one half, measure on the other"
    )
    options = parser.parse_args()
    sets = [gold for gold in gold_sets(options.folder) if not gold.block]
    if not sets:
        print(f"error: {options.folder}: no gold by bead in it", file=sys.stderr)
        return 2
    embedder = LexicalEmbedder(load_lexicon())
    if options.comparable:
        fit_comparable(sets, embedder)
    else:
        fit_field(sets, embedder, cross=options.cross)
    return 0


def fit_field(sets: Sequence[GoldSet], embedder: LexicalEmbedder, *, cross: bool) -> None:
    """Print the field's weights and each set's scores, or those of the crossed halves."""
    examples = {gold.name: examples_of(gold, embedder) for gold in sets}
    everything = [example for group in examples.values() for example in group]
    print("weights", "set", "strict F1", "lax F1", "null F1", sep="\t")
    _print_scores("in the code", examples, LEXICAL)
    if cross:
        for name, half, other in (("even", 0, 1), ("odd", 1, 0)):
            weights = fit(everything[half::2])
            rest = {key: group[other::2] for key, group in examples.items() if len(group) > 1}
            _print_scores(f"fitted on the {name} half", rest, weights)
        return
    weights = fit(everything)
    _print_scores("fitted", examples, weights)
    print(weights_as_code(weights))


def _print_scores(label: str, examples: Mapping[str, Sequence[Example]], weights: Weights) -> None:
    for name, group in examples.items():
        pairs = [(example.gold, found_in(example, weights)) for example in group]
        print(label, name, score(pairs, block=False), sep="\t", flush=True)


def fit_comparable(sets: Sequence[GoldSet], embedder: LexicalEmbedder) -> None:
    """Print the comparable mode's weights and how reliable they are."""
    candidates = candidates_of(sets, embedder)
    weights = fit_candidates(candidates)
    print(f"{len(candidates.right)} candidates, {candidates.right.mean():.0%} right")
    print(*reliability_rows(judged_by(candidates, weights)), sep="\n")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(name, f"{weight:.2f}", sep="\t")


if __name__ == "__main__":
    sys.exit(main())
