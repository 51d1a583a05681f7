"""Measure `termalign check` on pairs of texts that are marked as consistent or wrong.

    python scripts/eval_figures.py FOLDER [--errors]

Every .jsonl file in FOLDER with records {"id", "ja", "en", "expect": "ok" | "error", "kind"} is
checked by the command itself. Printed are the errors found, by kind, the consistent pairs flagged
(errors and warnings count, notes do not), the twins told apart (one Japanese text, a right and a
wrong English), how often the finding's code names the kind, the time, and beside them what a
comparison of digit strings reaches. Records of one language, {"id", "lang", "text", "expect",
"kind"}, are checked by themselves. `--errors` lists every miss, false alarm and wrong name.
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
# How a kind of error is called in the sets, and by our codes.
_KINDS = {"digit": ("value", "swap"), "percent_vs_point": ("point",), "added": ("extra",)}
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
            _measure_alone(path, records, show_errors="--errors" in sys.argv)


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
    for label, (told, pairs) in {
        "twins told apart": _twins(records, flagged),
        "right code named": _named(records, findings),
    }.items():
        print(f"  {label:24}{_ratio(told, pairs):>18}")
    print()
    if show_errors:
        _list(records, flagged, findings)


def _measure_alone(path: Path, records: list[dict[str, Any]], *, show_errors: bool) -> None:
    """Print what is found in records {"id", "lang", "text", "expect", "kind"} of one language."""
    own = [record | {record["lang"]: record["text"]} for record in records]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        texts = ({"id": one["id"], one["lang"]: one["text"]} for one in own)
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in texts)
        copy.write_text("".join(lines), "utf-8")
        findings = _checked(copy)
    flagged = {one["id"] for one in findings if one["severity"] in FLAGGING}
    print(f"{path.name}: {len(records)} texts of one language")
    for label, expect in (("errors found", "error"), ("consistent texts flagged", "ok")):
        group = [record for record in own if record["expect"] == expect]
        print(f"  {label:24}{_share(group, flagged):>18}")
    kinds = Counter(record["kind"] for record in own if record["expect"] == "error")
    for kind, _ in kinds.most_common():
        group = [one for one in own if one["expect"] == "error" and one["kind"] == kind]
        print(f"    {kind:22}{_share(group, flagged):>18}")
    print()
    if show_errors:
        _list([{"ja": "", "en": ""} | one for one in own], flagged, findings)


def _twins(records: list[dict[str, Any]], flagged: set[str]) -> tuple[int, int]:
    """Return of how many twins the wrong one alone is flagged, and how many there are."""
    by_japanese: dict[str, dict[str, list[str]]] = {}
    for record in records:
        group = by_japanese.setdefault(record["ja"], {"ok": [], "error": []})
        group[record["expect"]].append(record["id"])
    twins = [
        (right, wrong)
        for group in by_japanese.values()
        for right in group["ok"]
        for wrong in group["error"]
    ]
    return sum(wrong in flagged and right not in flagged for right, wrong in twins), len(twins)


def _named(records: list[dict[str, Any]], findings: list[dict[str, Any]]) -> tuple[int, int]:
    """Return of how many errors that were flagged a finding's code is the kind, and how many."""
    codes: dict[str, set[str]] = {}
    for one in findings:
        if one["severity"] in FLAGGING:
            codes.setdefault(one["id"], set()).add(one["check"])
    wrong = [record for record in records if record["expect"] == "error" and record["id"] in codes]
    return sum(bool(codes[r["id"]] & _codes_of(r)) for r in wrong), len(wrong)


def _codes_of(record: dict[str, Any]) -> set[str]:
    """Return the codes that name a record's kind of error."""
    kind = record["kind"]
    if "[swap]" in record.get("note", ""):
        return {"figure.swap"}
    names = _KINDS.get(kind, (kind.replace("_", "-"),))
    return {f"figure.{name}" for name in names}


def _ratio(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "-"


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
    return _ratio(hits, len(group))


def _list(records: list[dict[str, Any]], flagged: set[str], findings: list[dict[str, Any]]) -> None:
    for record in records:
        is_flagged = record["id"] in flagged
        codes = {one["check"] for one in findings if one["id"] == record["id"]}
        is_error = record["expect"] == "error"
        if is_flagged == is_error and (not is_error or codes & _codes_of(record)):
            continue
        told = "NAME" if is_flagged == is_error else "FALSE ALARM" if is_flagged else "MISS"
        print(told, record["id"], record["kind"])
        print("   ", record["ja"].replace("\n", " / "))
        print("   ", record["en"].replace("\n", " / "))
        for one in findings:
            if one["id"] == record["id"]:
                print("     ", one["severity"], one["check"], one["message"])


if __name__ == "__main__":
    main()
