"""The findings that every format is tried on: one of each kind of side, and odd signs."""

from __future__ import annotations

import pytest

from termalign.records import Finding, Side
from termalign.report import About, Rule

JA = "売上収益は1,282.0億円でした。"
EN = "Revenue was ¥1,282.0 billion."
SCALE = Finding(
    "figure.scale",
    "error",
    "¥1,282.0 billion is 10 times too large for 1,282.0億円",
    "¥128.2 billion",
    Side(JA, ((5, 14),), "page 2, line 9", 2, 9),
    Side(EN, ((12, 28),), "page 3, line 7", 3, 7),
    4,
    fingerprint="0123456789abcdef",
)
OMITTED = Finding(
    "text.omitted",
    "warning",
    "no English was found for this",
    "",
    Side("目次", (), "page 5", 5),
    None,
    7,
    fingerprint="0123456799abcdef",
)
# What a spreadsheet would run, what a page would obey, what no file may hold.
ODD = Finding(
    "figure.extra",
    "note",
    "=1+1, 100%: a\nb",
    "=HYPERLINK(“x”)",
    Side("=SUM(A1) <b>増加</b>\x0b した"),
    Side("@cmd _x000B_ 350 & more", ((13, 16),), "row 9", None, 9),
    8,
    "r:9",
    "ffff456789abcdef",
)


@pytest.fixture
def findings() -> list[Finding]:
    return [SCALE, OMITTED, ODD]


@pytest.fixture
def about() -> About:
    return About(
        "決算 説明.ja.txt",
        "deck.en.txt",
        ("compared: 9 pairs of texts",),
        (Rule("figure.scale", "error", "A figure is a power of ten off.", "Found in: 億."),),
    )
