"""Word pairs that the documents themselves teach, from beads that are certain already.

Only what the lexicon leaves over is counted: a Japanese word and an English one that both stand
unexplained in the same beads again and again belong together (いちょう会 and "Icho-kai").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termalign.embedding.weighing import Word

MIN_TOGETHER = 2  # beads
MIN_DICE = 0.4  # 2 × together / (alone + alone)
_GRAMMAR = re.compile(r"[ぁ-ゖー]{1,4}|#.*")  # する, ため, ことが; numbers
MOST_LEFT_OVER = 12  # words; a bead that leaves more over is no evidence for any of them


def learn_pairs(
    beads: Iterable[tuple[Sequence[Word], Sequence[Word]]],
) -> dict[str, dict[str, float]]:
    """Return Japanese form → English column → weight (the Dice coefficient, 0..1).

    `beads` are the words of both sides of certain beads.
    """
    together: Counter[tuple[str, str]] = Counter()
    ja_alone: Counter[str] = Counter()
    en_alone: Counter[str] = Counter()
    for ja, en in beads:
        forms, columns = _left_over(ja, en)
        ja_alone.update(forms)
        en_alone.update(columns)
        if len(forms) <= MOST_LEFT_OVER and len(columns) <= MOST_LEFT_OVER:
            together.update((form, column) for form in forms for column in columns)
    learned: dict[str, dict[str, float]] = defaultdict(dict)
    for (form, column), count in together.items():
        dice = 2 * count / (ja_alone[form] + en_alone[column])
        if count >= MIN_TOGETHER and dice >= MIN_DICE:
            learned[form][column] = dice
    return dict(learned)


def _left_over(ja: Sequence[Word], en: Sequence[Word]) -> tuple[list[str], list[str]]:
    """Return the Japanese forms and the English stems that met nothing on the other side."""
    ja_columns = {column for word in ja for column, _ in word.columns}
    en_columns = {column for word in en for column, _ in word.columns}
    forms = {
        word.form
        for word in ja
        if not _GRAMMAR.fullmatch(word.form) and not any(c in en_columns for c, _ in word.columns)
    }
    columns = {
        word.columns[0][0] for word in en if not any(c in ja_columns for c, _ in word.columns)
    }
    return sorted(forms), sorted(columns)
