"""Time `termalign align --segment line` as a whole command on long documents, with peak memory.

FOLDER as for `eval_alignment.py`: its documents with gold by bead are put one behind another, in
an order by chance, seeded, until there are so many lines; beyond what there is they repeat. Prints
TSV: lines, seconds, processor seconds, those a thousand lines, megabytes, strict F1; Gale–Church,
whose time grows with the square of the length, at the smallest size only. Then `termalign --help`
beside `python -c "import click"`, and loading the lexicon. Needs a POSIX system (peak memory of a
child).

    python scripts/bench_align.py FOLDER [--lines 3000 …]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measuring.cost import Cost, cost_of
from measuring.gale_church import align_by_length
from measuring.gold import gold_sets, read_beads
from measuring.scores import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from measuring.gold import Bead, GoldPair

SIZES = (3000, 6000, 12_000, 24_000)
SEED = 11_700
START_RUNS = 7
LEXICON_IMPORTED = "from termalign.lexicon import load_lexicon"
LEXICON_LOADED = f"{LEXICON_IMPORTED}; load_lexicon()"
TERMALIGN = (sys.executable, "-m", "termalign")


class LongPair(NamedTuple):
    """Many documents as one."""

    ja: list[str]
    en: list[str]
    beads: list[Bead]


def main() -> int:
    """Print the tables; 2 without gold by bead."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    pairs = [pair for gold in gold_sets(options.folder) if not gold.block for pair in gold.pairs]
    if not pairs:
        print(f"error: {options.folder}: no gold by bead in it", file=sys.stderr)
        return 2
    print(
        "system",
        "ja lines",
        "en lines",
        "s",
        "processor s",
        "s/1000 lines",
        "MB",
        "strict F1",
        sep="\t",
    )
    for size in sorted(options.lines):
        document = long_pair(pairs, size)
        _bench_termalign(document)
        if size == min(options.lines):
            _bench_floor(document)
    _bench_start()
    _bench_lexicon()
    return 0


def long_pair(pairs: Sequence[GoldPair], size: int) -> LongPair:
    """Return documents put one behind another, cut between beads where `size` is reached."""
    whole = LongPair([], [], [])
    for pair in _endlessly(pairs):
        ja_first, en_first = len(whole.ja), len(whole.en)
        if ja_first >= size:
            break
        room = size - ja_first
        kept = list(takewhile(lambda bead: max(bead[0], default=0) < room, pair.beads))  # noqa: B023  used up at once
        whole.beads.extend(
            (tuple(i + ja_first for i in ja), tuple(j + en_first for j in en)) for ja, en in kept
        )
        whole.ja.extend(pair.ja_lines[: 1 + max(i for ja, _ in kept for i in ja)])
        whole.en.extend(pair.en_lines[: 1 + max(j for _, en in kept for j in en)])
    return whole


def _endlessly(pairs: Sequence[GoldPair]) -> Iterator[GoldPair]:
    chance = random.Random(SEED)  # noqa: S311  an order of documents is no secret
    while True:
        yield from chance.sample(pairs, len(pairs))


def _bench_termalign(document: LongPair) -> None:
    with tempfile.TemporaryDirectory() as name:
        ja, en, out = (Path(name) / file for file in ("a.ja.txt", "a.en.txt", "out.tsv"))
        for path, lines in ((ja, document.ja), (en, document.en)):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        cost = cost_of([*TERMALIGN, "align", str(ja), str(en), "--segment", "line", "-o", str(out)])
        found = read_beads(out.read_text(encoding="utf-8").split("\n")[1:])
    _print_row("termalign", document, cost, found)


def _bench_floor(document: LongPair) -> None:
    begin, busy = time.perf_counter(), time.process_time()
    found = align_by_length(document.ja, document.en)
    cost = Cost(time.perf_counter() - begin, time.process_time() - busy)
    _print_row("Gale–Church", document, cost, found)


def _print_row(system: str, document: LongPair, cost: Cost, found: Sequence[Bead]) -> None:
    lines = len(document.ja)
    times = f"{cost.seconds:.1f}\t{cost.processor:.1f}\t{1000 * cost.processor / lines:.2f}"
    memory = "–" if cost.megabytes is None else f"{cost.megabytes:.0f}"
    strict = f"{score([(document.beads, found)], block=False).strict:.4f}"
    print(system, lines, len(document.en), times, memory, strict, sep="\t", flush=True)


def _bench_start() -> None:
    yardstick = _best([sys.executable, "-c", "import click"])
    shown = _best([*TERMALIGN, "--help"])
    print("\ncommand", "ms", "ratio", sep="\t")
    print('python -c "import click"', f"{1000 * yardstick:.0f}", "1.00", sep="\t")
    print("termalign --help", f"{1000 * shown:.0f}", f"{shown / yardstick:.2f}", sep="\t")


def _bench_lexicon() -> None:
    bare = cost_of([sys.executable, "-c", LEXICON_IMPORTED])
    loaded = cost_of([sys.executable, "-c", LEXICON_LOADED])
    assert bare.megabytes is not None
    assert loaded.megabytes is not None
    megabytes = loaded.megabytes - bare.megabytes
    print(
        "\nload_lexicon()",
        f"{loaded.seconds - bare.seconds:.2f} s",
        f"{megabytes:.0f} MB",
        sep="\t",
    )


def _best(command: list[str]) -> float:
    """Return the shortest of several runs: the others waited for something."""
    return min(cost_of(command).seconds for _ in range(START_RUNS))


if __name__ == "__main__":
    sys.exit(main())
