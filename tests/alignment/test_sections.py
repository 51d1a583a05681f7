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


@pytest.mark.parametrize(
    "question",
    ["Q1. 配当は。", "Q: 配当は。", "Ｑ３　配当は。", "質問2 配当は。", "【質問】配当は。", "問１　配当は。",
     "Q1. What of dividends?", "Question 4: What of dividends?"],
)  # fmt: skip
def test_a_question_begins_a_section(question: str):
    assert section_starts(segments(["質疑応答", question, "A. 増やします。"])) == [0, 1]


@pytest.mark.parametrize(
    "text", ["QRコード決済は伸びました。", "Quality is our aim.", "問題はありません。"]
)
def test_what_begins_like_a_question_begins_none(text: str):
    assert section_starts(segments(["質疑応答", text])) == [0]


def test_answers_meet_within_their_questions_whatever_their_numbers(embedder: LexicalEmbedder):
    ja = segments([
        "Q1. 配当を増やす計画はありますか。", "A1. 取締役会で検討しています。", "変更はありません。",
        "Q2. 札幌のデータセンターの稼働率を教えてください。", "A2. 60％です。", "変更はありません。",
        "Q3. 決済端末の出荷が増加した理由は何ですか。", "A3. 更新の需要です。", "変更はありません。",
    ])  # fmt: skip
    en = segments([
        "Q1. Why did shipments of payment terminals increase?", "A1. Replacement demand.",
        "There is no change.",
        "Q2. Do you plan to increase dividends?", "A2. The Board of Directors is studying it.",
        "There is no change.",
    ])  # fmt: skip
    beads = align_comparable([s.text for s in ja], [s.text for s in en], embedder)
    before = {bead.ja[0]: bead.en[0] for bead in beads if bead.ja and bead.en}
    beads = align_sections(ja, en, beads, embedder)
    found = {bead.ja[0]: bead.en[0] for bead in beads if bead.ja and bead.en}
    assert before[2] == 2  # the first of three is the first of two
    assert found == {0: 3, 1: 4, 2: 5, 6: 0, 7: 1, 8: 2}
