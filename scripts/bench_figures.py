"""Time all figure checks over 10,000 pairs of texts, on one core, beside a comparison of digits.

The pairs are the twins of the tests and the bilingual sample, over and over, each time with another
number behind, so that nothing kept of a text serves the next. Printed are the seconds and the
ratio to a mere comparison of digit strings, which is what other tools do.

    python scripts/bench_figures.py [--pairs 10000]
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.checks import CHECKS
from termalign.checks.passage import passage_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
GOAL = 10.0  # seconds
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def main() -> None:
    """Run both ways over the pairs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", type=int, default=10_000)
    count = parser.parse_args().pairs
    pairs = list(islice(made_up(), count))
    checked(*pairs[0])  # the lexicon and the tokenizer are loaded once
    digits, figures = seconds(by_digits, pairs), seconds(checked, pairs)
    print("what", "pairs", "seconds", "ratio", sep="\t")
    print("digit strings", count, f"{digits:.2f}", "1.0", sep="\t")
    print("termalign", count, f"{figures:.2f}", f"{figures / digits:.1f}", sep="\t")
    print(f"# goal: {GOAL:.0f} s for 10,000 pairs")


def made_up() -> Iterator[tuple[str, str]]:
    """Yield pairs without end, another number behind them each time round."""
    table = list(_table(ROOT / "tests" / "figures" / "twins.tsv", "right", "wrong"))
    table += list(_table(ROOT / "corpora" / "bilingual.tsv", "en"))
    for number, (ja, en) in enumerate(cycle(table)):
        mark = number // len(table)
        yield (f"{ja}（{mark}）", f"{en} ({mark})") if mark else (ja, en)


def _table(path: Path, *columns: str) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in columns:
                yield row["ja"], row[column]


def checked(ja: str, en: str) -> int:
    """Return how many remarks all checks have on a pair."""
    passage = passage_of(ja, en)
    return sum(1 for check in CHECKS for _ in check.look(passage))


def by_digits(ja: str, en: str) -> int:
    """Return whether the digits of two texts differ: what tools that know no figures compare."""
    return int(sorted(_DIGITS.findall(ja)) != sorted(_DIGITS.findall(en)))


def seconds(way: object, pairs: list[tuple[str, str]]) -> float:
    """Return how long `way` takes over the pairs."""
    assert callable(way)
    begin = time.process_time()
    for ja, en in pairs:
        way(ja, en)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
