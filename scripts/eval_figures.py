"""Measure `termalign check` on pairs of texts that are marked as consistent or wrong.

    python scripts/eval_figures.py FOLDER [--errors]

Every .jsonl file in FOLDER with records {"id", "ja", "en", "expect": "ok" | "error", "kind"} is
checked by the command itself. Printed are the errors found, the consistent pairs flagged (errors
and warnings count, notes do not), both by kind, the time, and beside them what a comparison of
digit strings reaches. `--errors` lists every miss and every false alarm.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from termalign.text import fold_width

FLAGGING = ("error", "warning")
_DIGITS = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")


def main() -> None:
    """Print a table for each file of the folder that is named on the command line."""
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        sys.exit(__doc__)
    for path in sorted(Path(folders[0]).glob("*.jsonl")):
        records = _records(path)
        if all("ja" in record and "en" in record for record in records):
            _measure(path, records, show_errors="--errors" in sys.argv)
        else:
            print(f"{path.name}: holds one language a record; not measured\n")


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _measure(path: Path, records: list[dict[str, Any]], *, show_errors: bool) -> None:
    started = time.perf_counter()
    findings = _checked(path)
    seconds = time.perf_counter() - started
    flagged = {one["id"] for one in findings if one["severity"] in FLAGGING}
    by_digits = {record["id"] for record in records if _digits_differ(record["ja"], record["en"])}
    print(f"{path.name}: {len(records)} pairs in {seconds:.1f} s")
    print(f"  {'':24}{'termalign':>18}{'digit strings':>18}")
    for label, expect in (("errors found", "error"), ("consistent pairs flagged", "ok")):
        group = [record for record in records if record["expect"] == expect]
        cells = "".join(f"{_share(group, found):>18}" for found in (flagged, by_digits))
        print(f"  {label:24}{cells}")
    for kind, count in Counter(r["kind"] for r in records if r["expect"] == "error").most_common():
        group = [r for r in records if r["expect"] == "error" and r["kind"] == kind]
        assert len(group) == count
        cells = "".join(f"{_share(group, found):>18}" for found in (flagged, by_digits))
        print(f"    {kind:22}{cells}")
    print()
    if show_errors:
        _list(records, flagged, findings)


def _checked(path: Path) -> list[dict[str, Any]]:
    """Return the findings that the command writes as JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "findings.jsonl"
        command = [sys.executable, "-m", "termalign", "--no-config", "check", str(path)]
        done = subprocess.run(
            [*command, "-o", str(out)], capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        return _records(out)


def _digits_differ(ja: str, en: str) -> bool:
    """Tell whether the two texts' digit strings differ, as the usual checkers compare them."""
    one, other = (
        Counter(number.replace(",", "") for number in _DIGITS.findall(fold_width(text)))
        for text in (ja, en)
    )
    return one != other


def _share(group: list[dict[str, Any]], found: set[str]) -> str:
    hits = sum(record["id"] in found for record in group)
    return f"{hits}/{len(group)} = {hits / len(group):.1%}" if group else "-"


def _list(records: list[dict[str, Any]], flagged: set[str], findings: list[dict[str, Any]]) -> None:
    for record in records:
        is_flagged = record["id"] in flagged
        if is_flagged == (record["expect"] == "error"):
            continue
        print("FALSE ALARM" if is_flagged else "MISS", record["id"], record["kind"])
        print("   ", record["ja"].replace("\n", " / "))
        print("   ", record["en"].replace("\n", " / "))
        for one in findings:
            if one["id"] == record["id"]:
                print("     ", one["severity"], one["check"], one["message"])


if __name__ == "__main__":
    main()
