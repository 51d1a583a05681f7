"""Two texts of a made-up company side by side, and documents made from lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.lexicon import load_lexicon
from termalign.records import Alignment, Bead, Block, Document, Place, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Language, Mode


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


def document(
    name: str, language: Language, lines: Sequence[str]
) -> tuple[Document, tuple[Segment, ...]]:
    places = [Place(line=number) for number in range(1, len(lines) + 1)]
    blocks = tuple(Block(line, "line", place) for line, place in zip(lines, places, strict=True))
    segments = tuple(
        Segment(n, line, "line", places[n], n, 0, len(line)) for n, line in enumerate(lines)
    )
    return Document(name, language, blocks), segments


def paired(
    lines: Sequence[tuple[str, str]],
    mode: Mode = "given",
    names: tuple[str, str] = ("a.ja.txt", "a.en.txt"),
) -> Alignment:
    """Return lines side by side as an alignment of one bead a line."""
    ja, ja_segments = document(names[0], "ja", [line[0] for line in lines])
    en, en_segments = document(names[1], "en", [line[1] for line in lines])
    beads = tuple(
        Bead((n,), (n,), 1.0) for n, (a, b) in enumerate(lines) if a.strip() and b.strip()
    )
    return Alignment(ja, en, ja_segments, en_segments, beads, mode, "test")


def apart(ja_lines: Sequence[str], en_lines: Sequence[str]) -> Alignment:
    """Return two documents about the same matter in which no bead was found."""
    ja, ja_segments = document("q2.ja.txt", "ja", ja_lines)
    en, en_segments = document("q3.en.txt", "en", en_lines)
    return Alignment(ja, en, ja_segments, en_segments, (), "comparable", "test")


# A maker of tea and of the machines that pick it; nobody's terms but theirs.
TEA = [
    ("茶摘機の販売が好調に推移しました。", "Sales of tea pickers were strong."),
    (
        "茶摘機の保守契約は前年同期を上回りました。",
        "Maintenance contracts for tea pickers exceeded the same period of the previous year.",
    ),
    (
        "無人茶摘機の実証実験を静岡県で開始しました。",
        "We started a field trial of unmanned tea pickers in Shizuoka Prefecture.",
    ),
    (
        "無人茶摘機は来期に量産を予定しています。",
        "We plan to mass-produce unmanned tea pickers next fiscal year.",
    ),
    (
        "抹茶ラテ原料の海外売上高は12億円でした。",
        "Overseas sales of matcha latte ingredients were ¥1.2 billion.",
    ),
    (
        "抹茶ラテ原料の新工場が稼働しました。",
        "The new plant for matcha latte ingredients went into operation.",
    ),
    (
        "荒茶価格の高騰が売上原価を押し上げました。",
        "Soaring crude tea prices pushed up the cost of sales.",
    ),
    (
        "荒茶価格は下期に落ち着く見込みです。",
        "Crude tea prices are expected to settle in the second half.",
    ),
    (
        "直営茶房の来店客数は回復しています。",
        "Customer visits to directly operated tea rooms are recovering.",
    ),
    ("直営茶房を3店舗開設しました。", "We opened three directly operated tea rooms."),
    (
        "来店客数は12月に過去最高となりました。",
        "Customer visits reached a record high in December.",
    ),
    ("茶摘機の受注残は増加しています。", "The order backlog of tea pickers is increasing."),
    ("受注残は68億円です。", "The order backlog is ¥6.8 billion."),
]
