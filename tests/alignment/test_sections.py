"""Sections of decks of two quarters: which belong together, and what their rows and texts gain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.alignment.comparable import align_comparable
from termalign.alignment.sections import (
    TITLE_SCORE,
    align_sections,
    section_number,
    section_starts,
)
from termalign.records import Place, Segment

if TYPE_CHECKING:
    from termalign.embedding.lexical import LexicalEmbedder


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Ⅱ- 5. ネットワークサービス ①売上高の推移", (2, 5, 1)),
        ("Ⅱ- 5. Network Services (1) Revenues", (2, 5, 1)),
        ("II-10. Statements of Financial Position", (2, 10, 0)),
        ("Ⅰ. 1H25 決算概要", (1, 0, 0)),
        ("Ⅰ. Summary of 1Q-3Q25", (1, 0, 0)),
        ("I think that demand will grow.", None),
        ("売上高の推移", None),
        ("Ⅱ-3. " + "長い文です。" * 40, None),
    ],
)
def test_a_titles_number(title: str, number: tuple[int, int, int] | None):
    assert section_number(title) == number


def segments(*pages: list[str]) -> tuple[Segment, ...]:
    """Return the texts of numbered pages as segments, the first of each a heading."""
    found: list[Segment] = []
    for page, texts in enumerate(pages, start=1):
        for at, text in enumerate(texts):
            kind = "bullet" if at else "heading"
            index = len(found)
            found.append(Segment(index, text, kind, Place(page, index + 1), index, 0, len(text)))
    return tuple(found)


JA = segments(
    ["Ⅱ- 1. 連結業績", "売上収益は増加しました。", "為替の影響は軽微です。"],
    ["Ⅱ- 2. 端末の販売", "決済端末の出荷は過去最高です。", "保守の契約も伸びました。"],
    ["Ⅱ- 3. データセンター", "札幌の新棟が稼働しました。", "電力は再生可能エネルギーです。"],
    ["社員の声", "育児休業から復帰しました。"],
)
EN = segments(
    ["Ⅱ- 1. Data Centers", "The new building in Sapporo began operation.", "All renewable power."],
    ["Ⅱ- 2. Consolidated Results", "Revenue increased.", "Foreign exchange had a small impact."],
    ["Ⅱ- 3. Payment terminals", "Terminal shipments hit a record.", "Maintenance contracts grew."],
)


def test_pages_and_numbers_begin_sections():
    assert section_starts(JA) == [0, 3, 6, 9]
    lines = [Segment(i, text, "line", Place(None, i + 1), i, 0, 9) for i, text in enumerate("abc")]
    assert section_starts(lines) == [0]


def test_sections_meet_by_what_they_hold_not_by_their_numbers(embedder: LexicalEmbedder):
    beads = align_comparable([s.text for s in JA], [s.text for s in EN], embedder)
    found = align_sections(JA, EN, beads, embedder)
    titles = {bead.ja: (bead.en, bead.score) for bead in found if bead.ja and bead.en}
    assert titles[(6,)][0] == (0,)
    assert titles[(0,)][0] == (3,)
    assert (9,) not in titles
    assert {i for bead in found for i in bead.ja} == set(range(len(JA)))
    assert {j for bead in found for j in bead.en} == set(range(len(EN)))
    assert len(found) == len({(bead.ja, bead.en) for bead in found})


def test_titles_of_one_number_are_paired_if_their_sections_are(embedder: LexicalEmbedder):
    ja = segments(
        ["Ⅱ- 1. 概況", "売上収益は増加しました。", "営業利益は減少しました。"],
        ["Ⅱ- 2. 人的資本関連", "従業員数は前期末から増加しました。", "採用を強化しました。"],
    )
    en = segments(
        ["Ⅱ- 1. Overview", "Revenue increased.", "Operating profit decreased."],
        ["Ⅱ- 2. Our people", "The number of employees increased.", "We hired more."],
    )
    beads = align_comparable([s.text for s in ja], [s.text for s in en], embedder)
    found = {bead.ja: bead for bead in align_sections(ja, en, beads, embedder)}
    assert found[(3,)].en == (3,)
    assert found[(3,)].score >= TITLE_SCORE


def test_without_sections_nothing_changes(embedder: LexicalEmbedder):
    ja, en = (
        segments(["概況", "売上収益は増加しました。"]),
        segments(["Overview", "Revenue increased."]),
    )
    beads = align_comparable([s.text for s in ja], [s.text for s in en], embedder)
    assert align_sections(ja, en, beads, embedder) == beads
