"""One text's own arithmetic: changes, sums and ratios that do not follow from the figures beside.

Everything is held within one sentence or one table, in one language; figures that nothing ties
together are never combined.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from termalign.figures.claims import Discrepancy, change_discrepancies
from termalign.figures.explanations import explained
from termalign.figures.ledger import table_discrepancies
from termalign.figures.parts import part_discrepancies
from termalign.figures.ratios import ratio_discrepancies
from termalign.figures.sentence_parts import placed_figures
from termalign.figures.subtotals import is_bridged, subtotal_discrepancies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.figures.sentence_parts import Placed
    from termalign.records import Figure, Language

# A full stop ends a sentence before a capital: not in "vs. ¥49.1 billion", "U.S. dollars".
_ENDS = {
    # 従業員数は1,846名（前期末比64名増）です。前期末は1,782名でした。
    "ja": re.compile(r"。(?!(?:なお、)?(?:前期|前年同期|前年度?|前連結会計年度)末?は[0-9])|\n"),
    "en": re.compile(
        r"(?<![A-Z][.][A-Z])(?<!\bvs)(?<!\bapprox)(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)"
        r"[.!?](?=\s+[A-Z])|\n"
    ),
}
_LONGEST = 2000  # signs; what is longer is no sentence, but a page without a stop
_NUMBERS = re.compile("[0-9０-９][0-9０-９,.，．]*")
_WORDS = re.compile(
    r"(?<![A-Za-z])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![A-Za-z])",
    re.IGNORECASE,
)
# Figures that something can be claimed of; a third is the claim, or one of the words below.
_FEWEST = 2
_CLAIMS = re.compile(
    "[倍半]|times|割[にを]|うち|[(（]内|から|[増減][収益配]"
    "|doubl|fold|twice|tripl|quadrupl|hal[vf]|third|quarter of|fifth"
    "|of which|including|of this"
    "|from|構成比|split|mix|breakdown",
    re.IGNORECASE,
)


def discrepancies(text: str, language: Language) -> list[Discrepancy]:
    """Return what a text claims wrongly of its own figures, in the order of the claims.

    A text of several lines is taken for a table where its lines are rows. Spans are the text's.
    """
    found = [
        one for start, part in _sentences(text, language) for one in _claims(part, start, language)
    ]
    if "\n" in text:
        found += table_discrepancies(text, language, sure=True)
    told: dict[tuple[int, int], Discrepancy] = {}
    for one in found:
        told.setdefault(one.spans[0], one)
    return sorted(told.values(), key=lambda one: one.spans)


def _sentences(text: str, language: Language) -> Iterator[tuple[int, str]]:
    start = 0
    for end in [*(match.end() for match in _ENDS[language].finditer(text)), len(text)]:
        part = text[start:end]
        numbers = _count(part, language) if len(part) <= _LONGEST else 0
        if numbers > _FEWEST or (numbers == _FEWEST and _CLAIMS.search(part)):
            yield start, part
        start = end


def _count(part: str, language: Language) -> int:
    """Return how many numbers a part of a text holds, at most; English ones also in words."""
    words = len(_WORDS.findall(part)) if language == "en" else 0
    return len(_NUMBERS.findall(part)) + words


def _claims(part: str, start: int, language: Language) -> Iterator[Discrepancy]:
    placed = placed_figures(part, language)
    if len(placed) < _FEWEST:
        return
    figures = {one.figure.start: one.figure for one in placed}
    for found in (
        *change_discrepancies(placed, part, language),
        *part_discrepancies(placed, part, language),
        *subtotal_discrepancies(placed, part),
        *ratio_discrepancies(placed, language),
    ):
        first, *operands = (begin for begin, _ in found.spans)
        claim = figures.get(first) if found.kind != "direction" else None
        if found.kind == "difference" and is_bridged(placed):
            continue
        if claim and explained(claim, _operands(placed, found), operands):
            continue
        spans = tuple((begin + start, end + start) for begin, end in found.spans)
        yield found._replace(spans=spans)


def _operands(placed: Sequence[Placed], found: Discrepancy) -> list[list[Figure]]:
    """Return the figures that may explain a claim instead: of a change, one now and one before."""
    if found.kind in {"sum", "ratio", "average"}:
        return [[one.figure for one in placed]]
    before = [one.figure for one in placed if one.part == "before"]
    now = [one.figure for one in placed if one.part == "now"]
    # 61カ所を開設し18カ所を閉鎖したため、43カ所の純増: what came and went
    counted = [one for one in now if one.kind == "count"]
    return [[one, other] for one in now for other in before] + [
        [one, other] for one, other in combinations(counted, 2)
    ]
