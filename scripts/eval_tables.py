"""Measure how the summary tables of earnings reports (決算短信) are read, cell by cell.

    python scripts/eval_tables.py [FILE.jsonl] [--errors]

FILE holds {"language", "text", "cells": [[period, item, unit, value or null], …]} a line; without
it the twenty made-up summaries of the tests are read. A cell counts as read when the tables hold a
fact of the same period, item, unit and value. `--errors` lists the cells that do not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from measuring.tanshin import read_cells, summaries

SUMMARIES = Path(__file__).resolve().parents[1] / "tests" / "figures" / "tanshin_summaries.jsonl"


def main() -> None:
    """Print a line for each summary, and one for all."""
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    right = cells = 0
    for summary in summaries(Path(named[0]) if named else SUMMARIES):
        wrong = read_cells(summary)
        right += len(summary.cells) - len(wrong)
        cells += len(summary.cells)
        print(f"{summary.language} {len(summary.cells) - len(wrong):3} of {len(summary.cells)}")
        if "--errors" in sys.argv:
            for cell in wrong:
                print("   ", " | ".join(str(part) for part in cell))
    print(f"cells read to the right period × item × unit: {right}/{cells} = {right / cells:.1%}")


if __name__ == "__main__":
    main()
