"""Mutation: slips put by chance, seeded, into consistent pairs must be flagged.

Every operator of `OPERATORS` changes one figure of the English as a hand might: a digit, two digits
exchanged, the scale word, the sign … The pairs are the twins' right sides and the bilingual sample.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from termalign.checks import CHECKS
from termalign.checks.passage import passage_of
from termalign.figures import find_figures
from termalign.records import Figure

HERE = Path(__file__)
LEAST_FLAGGED = 0.97

Mutant = Callable[[str, Figure, random.Random], str | None]


def rows(path: Path, english: str) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["ja"], row[english]) for row in table]


PAIRS = [
    *rows(HERE.with_name("twins.tsv"), "right"),
    *rows(HERE.parents[2] / "corpora" / "bilingual.tsv", "en"),
]


def flagged(ja: str, en: str) -> bool:
    passage = passage_of(ja, en)
    return any(
        remark.severity != "note"
        for check in CHECKS
        if check.code.startswith("figure.")
        for remark in check.look(passage)
    )


def put(text: str, figure: Figure, surface: str) -> str:
    return text[: figure.start] + surface + text[figure.end :]


def digit(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Another leading digit: none rounds it away."""
    at = re.search("[1-9]", figure.surface)
    if not at or figure.kind in {"date", "period"}:
        return None
    other = chance.choice([d for d in "123456789" if d != at[0]])
    return put(text, figure, figure.surface[: at.start()] + other + figure.surface[at.end() :])


def transposition(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Two neighbouring digits exchanged."""
    pairs = [m.start() for m in re.finditer(r"(?=([0-9])(?!\1)[0-9])", figure.surface)]
    if not pairs or figure.kind in {"date", "period"} or len(find_figures(text, "en")) > 6:
        return None
    at, s = pairs[0], figure.surface
    return put(text, figure, s[:at] + s[at + 1] + s[at] + s[at + 2 :])


def scale(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Another scale word."""
    words = ["thousand", "million", "billion", "trillion"]
    said = next((word for word in words if f" {word}" in figure.surface), None)
    if not said:
        return None
    return put(
        text, figure, figure.surface.replace(said, chance.choice([w for w in words if w != said]))
    )


def power(text: str, figure: Figure, chance: random.Random) -> str | None:
    """The decimal point moved: 億 taken for billion, and back."""
    number = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", figure.surface)
    if not number or figure.kind not in {"amount", "percent"}:
        return None
    digits = number[0].replace(",", "")
    whole, _, part = digits.partition(".")
    moved = f"{whole}{part[:1] or '0'}" + (f".{part[1:]}" if part[1:] else "")
    if moved.startswith("0"):
        return None
    return put(text, figure, figure.surface.replace(number[0], moved))


def sign(text: str, figure: Figure, chance: random.Random) -> str | None:
    """A plus for a minus, an increase for a decrease."""
    if figure.sign in {"-", "+"}:
        turned = {"-": "+", "+": "-"}[figure.sign]
        return put(text, figure, figure.surface.replace(figure.sign, turned, 1))
    turns = {"increased": "decreased", "decreased": "increased", "rose": "fell", "fell": "rose",
             "up": "down", "down": "up", "grew": "declined", "declined": "grew"}  # fmt: skip
    if figure.sign in turns and figure.kind in {"percent", "points"}:
        return re.sub(rf"\b{figure.sign}\b", turns[figure.sign], text)
    return None


def unit(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Another unit or currency."""
    turns = {"months": "weeks", "years": "months", "minutes": "seconds", "MW": "kW", "Gbps": "Mbps",
             "hours": "minutes", "GWh": "MWh", "¥": "$", "%": " times"}  # fmt: skip
    for one, other in turns.items():
        if one in figure.surface and "point" not in figure.surface:
            return put(text, figure, figure.surface.replace(one, other))
    return None


def period(text: str, figure: Figure, chance: random.Random) -> str | None:
    """The next year, quarter or half."""
    if figure.kind not in {"date", "period"}:
        return None
    year = re.search("20[0-9]{2}", figure.surface)
    if year:
        return put(text, figure, figure.surface.replace(year[0], str(int(year[0]) + 3)))
    turns = {"second quarter": "third quarter", "first half": "second half", "1Q": "3Q", "third quarter": "first quarter",
             "April": "June", "July": "August", "fourth quarter": "third quarter"}  # fmt: skip
    for one, other in turns.items():
        if one in figure.surface:
            return put(text, figure, figure.surface.replace(one, other))
    return None


def point(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Per cent for points, points for per cent."""
    if figure.kind == "points" and re.search(r" (?:percentage )?points?$| pt$", figure.surface):
        return put(text, figure, re.sub(r" (?:percentage )?points?$| pt$", "%", figure.surface))
    if figure.kind == "percent" and figure.surface.endswith("%"):
        return put(text, figure, figure.surface[:-1] + " percentage points")
    return None


def dropped(text: str, figure: Figure, chance: random.Random) -> str | None:
    """The figure left out: amounts and percentages, which no word can stand for."""
    if figure.kind not in {"amount", "percent", "points"}:
        return None
    return put(text, figure, "considerably")


def added(text: str, figure: Figure, chance: random.Random) -> str | None:
    """A figure that the Japanese does not have."""
    if figure.end != find_figures(text, "en")[-1].end:
        return None
    return text.rstrip(".") + f", up from {chance.randint(21, 97)}.{chance.randint(1, 9)}%."


def bound(text: str, figure: Figure, chance: random.Random) -> str | None:
    """A bound turned round."""
    turns = {"just under": "just over", "more than": "less than", "less than": "more than",
             "at least": "at most", "up to": "at least", "just over": "just under", "exceed": "fall below"}  # fmt: skip
    if figure.hedge not in turns:
        return None
    return put(text, figure, figure.surface.replace(figure.hedge, turns[figure.hedge]))


def swap(text: str, figure: Figure, chance: random.Random) -> str | None:
    """Two amounts, each named by its own item, exchanged."""
    alike = [f for f in find_figures(text, "en") if (f.kind, f.unit) == (figure.kind, figure.unit)]
    if len(alike) != 2 or figure != alike[0] or figure.kind not in {"amount", "percent"}:
        return None
    one, other = alike
    if one.value == other.value or one.sign or other.sign or one.hedge or other.hedge:
        return None
    middle = text[one.end : other.start]
    return text[: one.start] + other.surface + middle + one.surface + text[other.end :]


OPERATORS = (
    digit,
    transposition,
    scale,
    power,
    sign,
    unit,
    period,
    point,
    dropped,
    added,
    bound,
    swap,
)


def mutants(operator: Mutant, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    found = []
    for ja, en in PAIRS:
        for figure in find_figures(en, "en"):
            mutant = operator(en, figure, chance)
            if mutant and mutant != en and not same_figures(en, mutant):
                found.append((ja, mutant))
    return found


def same_figures(one: str, other: str) -> bool:
    """Whether a mutation changed nothing that is read: "1Q" to "1Q"."""
    read = [
        [(f.kind, f.value, f.unit, f.hedge) for f in find_figures(t, "en")] for t in (one, other)
    ]
    return read[0] == read[1]


@pytest.mark.parametrize(("ja", "en"), PAIRS)
def test_consistent_pairs_are_never_flagged(ja: str, en: str):
    assert not flagged(ja, en)


def test_slips_are_flagged(capsys: pytest.CaptureFixture[str]):
    counts, misses = Counter(), []
    for operator in OPERATORS:
        for ja, mutant in mutants(operator, seed=2026):
            counts[operator.__name__, flagged(ja, mutant)] += 1
            if not flagged(ja, mutant):
                misses.append(f"{operator.__name__}: {ja} | {mutant}")
    with capsys.disabled():
        print()
        for operator in OPERATORS:
            hits, rest = (counts[operator.__name__, told] for told in (True, False))
            print(f"  {operator.__name__:14} {hits}/{hits + rest}")
        print(*misses, sep="\n")
    total = sum(counts.values())
    assert total > 500
    assert len(misses) <= (1 - LEAST_FLAGGED) * total
