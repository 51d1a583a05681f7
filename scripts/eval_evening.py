"""Measure the evening before publication: whole `termalign check A B` on documents with errors.

    python scripts/eval_evening.py [--seeds N] [--list]

Into the English of each sample document fifteen errors are planted by seeded operators: digits,
scales, signs, points, units, periods, dates, swaps, table units, rows and figures left out. The
command checks it against the Japanese. Printed are, per document and seed, how many were found
(an error or warning at the planted line), and the findings elsewhere: false errors and false
warnings; first of all the same for the clean pair and for the planted `deck_errors`. `--list` names
what was missed and what was flagged for nothing.
"""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

SAMPLES = Path(__file__).resolve().parents[1] / "corpora"
DOCUMENTS = ("deck", "deck_previous", "tanshin", "qa")
ERRORS = 15
_REACH = 1  # a finding's place is its segment's first line; the error may stand in the next
_WINDOW = 16  # characters about a change that tell its place
GOAL_FOUND, GOAL_ERRORS, GOAL_WARNINGS = 14, 3, 10


class Planted(NamedTuple):
    """An error: the line it was put into (from 1), its kind, the texts before and after."""

    line: int
    kind: str
    before: str
    after: str


# --- operators: a line → the same line with an error, or None where it offers no place -----------


def _pick(pattern: str, line: str, chance: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, line))
    return chance.choice(found) if found else None


def _put(line: str, match: re.Match[str], text: str) -> str:
    return line[: match.start()] + text + line[match.end() :]


_NUMBER = (
    r"(?<![\d.,A-Za-z/-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,A-Za-z])"
    r"|(?<![\d.,A-Za-z])\d+\.\d+(?=%| )"
)


def digit(line: str, chance: random.Random) -> str | None:
    """Change a digit."""
    match = _pick(_NUMBER, line, chance)
    if not match:
        return None
    places = [place for place, sign in enumerate(match[0]) if sign.isdigit()]
    place = chance.choice(places[:2])
    new = chance.choice([d for d in "123456789" if d != match[0][place]])
    return _put(line, match, match[0][:place] + new + match[0][place + 1 :])


def transposition(line: str, chance: random.Random) -> str | None:
    """Exchange two digits that stand together."""
    match = _pick(_NUMBER, line, chance)
    if not match:
        return None
    text = match[0]
    places = [
        p
        for p in range(len(text) - 1)
        if text[p].isdigit() and text[p + 1].isdigit() and text[p] != text[p + 1] != "0"
    ]
    if not places:
        return None
    p = chance.choice(places)
    return _put(line, match, text[:p] + text[p + 1] + text[p] + text[p + 2 :])


def scale(line: str, chance: random.Random) -> str | None:
    """Take a scale word for another, or make an amount ten times as large."""
    match = _pick(r"¥(\d+\.\d) (billion|million)", line, chance)
    if match:
        ten = f"{float(match[1]) * 10:.1f}"
        return _put(line, match, f"¥{ten} {match[2]}")
    match = _pick(r"(?<=\d )(?:billion|million)\b", line, chance)
    if not match:
        return None
    return _put(line, match, {"billion": "million", "million": "billion"}[match[0]])


def sign(line: str, chance: random.Random) -> str | None:
    """Turn a sign."""
    match = _pick(r"(?<!\w)\+(?=\d)|(?<=[( ])-(?=\d)|\((\d[\d,.]*)\)(?!%)", line, chance)
    if not match:
        return None
    if match[1]:
        return _put(line, match, match[1]) if "," in match[1] or "." in match[1] else None
    return _put(line, match, {"+": "-", "-": "+"}[match[0]])


def point(line: str, chance: random.Random) -> str | None:
    """Print percentage points as per cent."""
    match = _pick(r"(?<=\d) percentage points?|(?<=\d)pt\b", line, chance)
    return _put(line, match, "%") if match else None


def unit(line: str, chance: random.Random) -> str | None:
    """Put a currency for a count or another currency."""
    match = _pick(
        r"(?<=[ (])(\d[\d,.]*) (?=million (?:lines|shares)|companies|terminals)", line, chance
    )
    if match:
        return _put(line, match, f"¥{match[0]}")
    match = _pick(r"¥(?=\d)", line, chance)
    return _put(line, match, "US$") if match else None


def period(line: str, chance: random.Random) -> str | None:
    """Name another quarter, half, year or base."""
    for pattern, exchange in (
        (r"YoY(?=\))", "QoQ"),
        (r"year on year", "quarter on quarter"),
        (r"\b(?:first|second|fourth)(?= quarter)", "third"),
        (r"(?<=[Ss]ix months ended September 30, )2025", "2024"),
    ):
        match = _pick(pattern, line, chance)
        if match:
            return _put(line, match, exchange)
    return None


def date(line: str, chance: random.Random) -> str | None:
    """Name another day."""
    match = _pick(r"(?<=(?:ember|tober|March|April) )(\d{1,2})(?=, 20\d\d)", line, chance)
    if not match or "ended" in line:
        return None
    return _put(line, match, str(int(match[1]) % 28 + 1))


def dropped(line: str, chance: random.Random) -> str | None:
    """Leave out a figure and what it measures."""
    match = _pick(r" \((?:up|down|[+-])[^()]*%[^()]*\)", line, chance)
    return _put(line, match, "") if match else None


def added(line: str, chance: random.Random) -> str | None:
    """Add a figure that the Japanese does not give."""
    match = _pick(r"(?<= )(?:increased|decreased|expanded|grew)(?= )", line, chance)
    return _put(line, match, f"{match[0]} 37.5%") if match else None


def swap(line: str, chance: random.Random) -> str | None:
    """Exchange two amounts of one kind within a sentence or row."""
    found = list(re.finditer(r"¥\d[\d.,]*\d (?:million|billion)|(?<= )\d[\d,]*,\d{3}(?= |$)", line))
    pairs = [(a, b) for a, b in pairwise(found) if a[0] != b[0]]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return line[: a.start()] + b[0] + line[a.end() : b.start()] + a[0] + line[b.end() :]


def table_unit(line: str, chance: random.Random) -> str | None:
    """Declare another unit than the cells have."""
    match = _pick(r"(?<=Unit: ¥ )(?:million|billion)|^\(Millions of yen\)$", line, chance)
    if not match:
        return None
    other = {"million": "billion", "billion": "million"}
    return _put(line, match, other.get(match[0], "(Billions of yen)"))


def row_left_out(line: str, chance: random.Random) -> str | None:
    """Leave out a table's row."""
    del chance
    cells = re.search(r"^[A-Z][A-Za-z ,&-]+(?: \(?[+-]?\d[\d,.]*\)?%?){2,}$", line)
    return "" if cells else None


OPERATORS = (
    digit, transposition, scale, sign, point, unit, period, date, dropped, added, swap, table_unit,
    row_left_out,
)  # fmt: skip
# How often each is planted where the document offers a place; the rest are digits.
TIMES = {digit: 2, transposition: 1, sign: 2, swap: 2}


# Running heads, telephone numbers: what no one checks.
_IDLE = re.compile(r"\(0000\)|Tel|https?:")


def plant(text: str, seed: int) -> tuple[str, list[Planted]]:
    """Return the text with fifteen errors, no two in neighbouring lines, and what they are."""
    chance = random.Random(seed)  # noqa: S311  which error goes where, not a secret
    wanted = [operator for operator in OPERATORS for _ in range(TIMES.get(operator, 1))]
    chance.shuffle(wanted)
    planted: list[Planted] = []
    raw = re.split(r"(?<=[\n\f])", text)  # a form feed may begin a line: line numbers count \n only
    numbers = [1 + "".join(raw[:n]).count("\n") for n in range(len(raw))]
    for operator in [*wanted, *[digit] * ERRORS]:
        if len(planted) == ERRORS:
            break
        for place in chance.sample(range(len(raw)), len(raw)):
            body = raw[place].rstrip("\n\f")
            if any(abs(numbers[place] - one.line) <= 3 for one in planted) or _IDLE.search(body):
                continue
            changed = operator(body, chance)
            if changed is not None and changed != body:
                raw[place] = changed + raw[place][len(body) :]
                planted.append(Planted(numbers[place], operator.__name__, body, changed))
                break
    return "".join(raw), planted


# --- measuring ---------------------------------------------------------------------------------


def check(ja: Path, en: Path) -> tuple[int, list[dict[str, Any]]]:
    """Return the exit code and the findings of the command."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "findings.jsonl"
        command = [sys.executable, "-m", "termalign", "--no-config", "check", str(ja), str(en)]
        done = subprocess.run(
            [*command, "-o", str(out)], capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        return done.returncode, [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def _line(finding: dict[str, Any]) -> int | None:
    place = re.search(r"line (\d+)", (finding["en"] or {}).get("place", ""))
    return int(place[1]) if place else None


def _hits(error: Planted, finding: dict[str, Any]) -> bool:
    """Tell whether a finding speaks of an error: of its line, or of a text that holds it."""
    if error.kind == "row_left_out":
        cells = re.findall(r"(?<![A-Za-z] )\d[\d,.]*(?!, 20)", error.before)
        ja = (finding["ja"] or {}).get("text", "")
        return all(cell in ja for cell in cells[-2:])
    texts = [" ".join((finding[side] or {}).get("text", "").split()) for side in ("en", "ja")]
    if any(words and words in text for text in texts for words in _around_change(error)):
        return True
    new = set(re.findall(_NUMBER, error.after)) - set(re.findall(_NUMBER, error.before))
    if any(number in finding["message"] for number in new):
        return True  # the total that the wrong cell belies
    line = _line(finding)
    return line is not None and line <= error.line <= line + _REACH


def _around_change(error: Planted) -> tuple[str, str]:
    """Return what stands in the changed line before and after the change, to be sought in texts."""
    before, after = error.before, error.after
    first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    windows = after[max(0, first - _WINDOW) : first + 1], after[first : first + _WINDOW]
    left, right = (" ".join(window.split()).strip(" •–-") for window in windows)
    return left, right if len(right) > _WINDOW // 2 else ""


def measure(name: str, ja: Path, en: Path, planted: list[Planted], *, listed: bool) -> list[int]:
    """Print one document's line; return found, planted, false errors, false warnings."""
    _, findings = check(ja, en)
    grave = [one for one in findings if one["severity"] != "note"]
    missed = [error for error in planted if not any(_hits(error, one) for one in grave)]
    false = [one for one in grave if not any(_hits(error, one) for error in planted)]
    errors = sum(one["severity"] == "error" for one in false)
    found = len(planted) - len(missed)
    print(f"{name:26}{found:>5} of {len(planted):<4}{errors:>6}{len(false) - errors:>10}")
    if listed:
        for error in missed:
            print(f"    MISSED {error.kind}, line {error.line}: {error.before} → {error.after}")
        for one in false:
            text = (one["en"] or one["ja"] or {}).get("text", "")
            print(f"    FALSE {one['severity']} {one['check']}: {one['message']} | {text[:90]}")
    return [found, len(planted), errors, len(false) - errors]


def _gold() -> list[Planted]:
    with (SAMPLES / "deck_errors.gold.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Planted(int(r["line"]), r["check"], r["right"], r["wrong"] or r["ja"]) for r in rows]


def main() -> None:
    """Print the table."""
    listed = "--list" in sys.argv
    seeds = int(sys.argv[sys.argv.index("--seeds") + 1]) if "--seeds" in sys.argv else 3
    failed = 0
    print("clean pairs")
    for name in DOCUMENTS:
        code, findings = check(SAMPLES / f"{name}.ja.txt", SAMPLES / f"{name}.en.txt")
        counts = Counter(one["severity"] for one in findings)
        failed += code != 0
        told = ", ".join(f"{counts[s]} {s}s" for s in ("error", "warning", "note"))
        print(f"  {name:24} exit {code}: {told}")
    print(f"\n{'with errors':26}{'found':>10}{'false errors':>14}{'warnings':>10}")
    measure(
        "deck_errors",
        SAMPLES / "deck.ja.txt",
        SAMPLES / "deck_errors.en.txt",
        _gold(),
        listed=listed,
    )
    kinds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in DOCUMENTS:
            for seed in range(1, seeds + 1):
                text = (SAMPLES / f"{name}.en.txt").read_text("utf-8")
                wrong, planted = plant(text, seed)
                kinds.update(error.kind for error in planted)
                path = Path(folder) / f"{name}.en.txt"
                path.write_text(wrong, "utf-8")
                ja = SAMPLES / f"{name}.ja.txt"
                found, all_, errors, warnings = measure(
                    f"{name}, seed {seed}", ja, path, planted, listed=listed
                )
                failed += found < all_ - (ERRORS - GOAL_FOUND) or errors > GOAL_ERRORS
                failed += warnings > GOAL_WARNINGS
    print("\nplanted: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    print(f"short of the goal (≥ {GOAL_FOUND}, ≤ {GOAL_ERRORS}, ≤ {GOAL_WARNINGS}): {failed}")


if __name__ == "__main__":
    main()
