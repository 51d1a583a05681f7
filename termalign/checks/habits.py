"""A company's habits, as its documents show them: counted, learned where clear, suggested."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from termalign.figures import units
from termalign.figures.comparison import compare_texts
from termalign.figures.notation import MINUS_MARKS
from termalign.settings import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termalign.figures.agreement import Verdict
    from termalign.records import Alignment, Figure

NegativeStyle = Literal["triangle", "parenthesis", "minus"]

# A habit is learned from no fewer, and from no smaller majority: what breaks it is then an outlier
# and not the other half of two ways of writing.
_LEAST_SEEN = 10
_LEARNED = 0.9
# A smaller majority is still worth suggesting; a person decides.
_SUGGESTED = 0.7
# The English of so many of the Japanese texts is full; titles and labels may lack theirs.
_FULL, _PARTIAL = 0.9, 0.5
# A name is suggested when both languages hold it so often.
_NAME_SEEN = 2
_BEFORE_DIGITS = re.compile(r"[A-Za-z][A-Za-z&'-]*[ -]?$")
_COMMENT_AT = 34  # column of the counts behind a setting


@dataclass(slots=True)
class Habits:
    """How often each way was seen; the months are of fiscal years' ends."""

    year_ends: Counter[int] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    roundings: Counter[str] = field(default_factory=Counter)
    negatives: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    with_english: int = 0
    without_english: int = 0

    def count(self, verdicts: Iterable[Verdict]) -> None:
        """Count what one bead's verdicts show."""
        for found in verdicts:
            if found.ja is not None and found.ja.unit == "FYE":
                self.year_ends[date.fromordinal(int(found.ja.value)).month] += 1
            for counter, way in (
                (self.labels, label_shown(found)),
                (self.roundings, rounding_shown(found)),
                (self.negatives, negative_shown(found.en)),
            ):
                if way is not None:
                    counter[way] += 1


def label_shown(found: Verdict) -> Literal["first", "last"] | None:
    """Return the year that FY2023 for 2024年3月期 is called by; None for what does not tell."""
    ja, en = found.ja, found.en
    if not found.agrees or ja is None or en is None or (ja.unit, en.unit) != ("FYE", "FY"):
        return None
    end = date.fromordinal(int(ja.value))
    if end.month == 12:  # the year it begins in is the year it ends in
        return None
    return "last" if int(en.value) == end.year else "first"


def rounding_shown(found: Verdict) -> Literal["half-up", "cut"] | None:
    """Return how a pair's English was shortened; None where both ways give the same."""
    ja, en = found.ja, found.en
    if ja is None or en is None or en.hedge or ja.unit != en.unit:
        return None  # "more than 8,000" of 8,350社 is cut off by its nature
    if found.code == "cut":
        return "cut"
    return "half-up" if found.code == "rounded" and abs(en.value) > abs(ja.value) else None


def negative_shown(figure: Figure | None) -> NegativeStyle | None:
    """Return how a negative figure is marked; None for a word (down 3.7%) or no negative."""
    if figure is None or figure.value >= 0:
        return None
    if figure.sign == "()":
        return "parenthesis"
    if figure.sign in {"△", "▲"}:
        return "triangle"
    return "minus" if figure.sign in MINUS_MARKS else None


def learned(verdicts: Iterable[Sequence[Verdict]]) -> Profile:
    """Return the habits that the beads' verdicts show beyond doubt; None for the others."""
    habits = Habits()
    for found in verdicts:
        habits.count(found)
    return Profile(
        fiscal_year_label=_clear(habits.labels),  # type: ignore[arg-type]  # label_shown's words
        rounding=_clear(habits.roundings),  # type: ignore[arg-type]  # rounding_shown's words
        negative_style=_clear(habits.negatives),  # type: ignore[arg-type]  # NegativeStyle's words
    )


def _clear(seen: Counter[str]) -> str | None:
    if seen.total() < _LEAST_SEEN:
        return None
    way, times = seen.most_common(1)[0]
    return way if times >= _LEARNED * seen.total() else None


def observed(alignments: Iterable[Alignment]) -> Habits:
    """Return what whole documents show, names and the share that has English included."""
    habits = Habits()
    for alignment in alignments:
        for bead in alignment.beads:
            ja, en = alignment.texts(bead)
            if alignment.mode != "comparable":  # else neither is the other's translation
                habits.with_english += len(bead.ja) if en.strip() else 0
                habits.without_english += 0 if en.strip() else len(bead.ja)
            if ja.strip() and en.strip():
                verdicts = compare_texts(ja, en)
                habits.count(verdicts)
                habits.names.update(_names(verdicts, ja, en))
    return habits


def _names(verdicts: Iterable[Verdict], ja: str, en: str) -> Iterable[str]:
    """Yield the Latin words with a number that both texts hold alike: Kirimi 3."""
    for found in verdicts:
        figure = found.ja
        if figure is None or figure.unit != units.BARE or not figure.surface.isdigit():
            continue
        before = _BEFORE_DIGITS.search(ja[: figure.start])
        name = ja[before.start() : figure.end] if before else ""
        if name and name in en:
            yield name


# --- as settings -------------------------------------------------------------------------------


def suggested(habits: Habits) -> str:
    """Return the habits as a [profile] table for termalign.toml, with how often each was seen.

    What was not seen, or not by a clear majority, stands behind a #.
    """
    lines = [
        "[profile]",
        _line("fiscal-year-end", {str(month): n for month, n in habits.year_ends.items()}),
        _line("fiscal-year-label", _quoted(habits.labels)),
        _line("rounding", _quoted(habits.roundings)),
        _line("negative-style", _quoted(habits.negatives)),
        _names_line(habits.names),
        _scope_line(habits),
    ]
    return "\n".join(lines) + "\n"


def _quoted(seen: Mapping[str, int]) -> dict[str, int]:
    return {f'"{way}"': times for way, times in seen.items()}


def _line(key: str, seen: Mapping[str, int]) -> str:
    if not seen:
        return _commented(f"# {key} =", "not seen")
    ways = sorted(seen.items(), key=lambda one: (-one[1], one[0]))
    (way, times), total = ways[0], sum(seen.values())
    if times >= _SUGGESTED * total:
        return _commented(f"{key} = {way}", f"{times} of {total}")
    counts = ", ".join(f"{name} {n}" for name, n in ways)
    return _commented(f"# {key} =", f"no habit: {counts}")


def _names_line(seen: Counter[str]) -> str:
    names = sorted(name for name, times in seen.items() if times >= _NAME_SEEN)
    if not names:
        return _commented("# names = []", "none seen")
    listed = ", ".join(f'"{name}"' for name in names)
    times = ", ".join(str(seen[name]) for name in names)
    return _commented(f"names = [{listed}]", f"seen {times} times")


def _scope_line(habits: Habits) -> str:
    total = habits.with_english + habits.without_english
    if not habits.with_english:
        return _commented("# scope =", "no English seen")
    share = habits.with_english / total
    scope = "full" if share >= _FULL else "partial" if share >= _PARTIAL else "summary"
    what = f"{habits.with_english} of {total} Japanese texts have English"
    return _commented(f'scope = "{scope}"', what)


def _commented(setting: str, comment: str) -> str:
    return f"{setting:<{_COMMENT_AT}}  # {comment}"
