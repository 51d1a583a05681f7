"""What the features say of a bead, against the plain computation on sums of vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array

from termalign.alignment.band import Band, _from_bounds, whole_grid
from termalign.alignment.features import (
    BEAD_FEATURES,
    LENGTH_CAP,
    NEAREST,
    TYPES,
    Grid,
    bead_features,
    build_grid,
    gap_features,
    looks_like_heading,
)
from termalign.embedding import Vectors

if TYPE_CHECKING:
    from termalign.alignment.chain import BeadType

JA = [
    "連結業績の概要",
    "売上収益は612億円となりました。",
    "営業利益は51億円です。",
    "セグメント別の状況",
    "（注）増減率は前年同期比です。",
]
EN = [
    "Overview of consolidated results",
    "Revenue came to ¥61.2 billion.",
    "Operating profit was ¥5.1 billion, and margins held up against last year.",
    "By segment:",
]


def made_up(sparse: bool) -> Vectors:
    chance = np.random.default_rng(7)
    ja, en = chance.random((len(JA), 6)), chance.random((len(EN), 6))
    en[3] = 0  # an English line that met nothing
    ja, en = ja.astype(np.float32), en.astype(np.float32)
    return Vectors(csr_array(ja), csr_array(en)) if sparse else Vectors(ja, en)


VECTORS = made_up(sparse=False)
NARROW = _from_bounds(np.array([0, 0, 1, 1, 2, 3]), np.array([2, 4, 4, 5, 5, 5]), len(EN))


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / norm if norm else 0.0


def in_band(band: Band, i: int, j: int) -> bool:
    return bool(band.low[i] <= j < band.high[i])


def nearest(band: Band, *, of_ja: int | None = None, of_en: int | None = None) -> float:
    """The mean of the 2nd–4th best cosines a segment has inside the band."""
    cosines = sorted(
        (
            cosine(np.asarray(VECTORS.ja)[i], np.asarray(VECTORS.en)[j])
            for i in range(len(JA))
            for j in range(len(EN))
            if in_band(band, i, j) and of_ja in (i, None) and of_en in (j, None)
        ),
        reverse=True,
    )[:NEAREST]
    return sum(cosines[1:]) / max(1, len(cosines) - 1)


def plainly(band: Band, i: int, j: int, bead: BeadType) -> list[float]:
    a, b = bead
    ja, en = np.asarray(VECTORS.ja)[i : i + a], np.asarray(VECTORS.en)[j : j + b]
    size = (a + b) / 2
    ja_mean = sum(nearest(band, of_ja=x) for x in range(i, i + a)) / a
    en_mean = sum(nearest(band, of_en=y) for y in range(j, j + b)) / b
    weakest = min(
        [
            *(max(cosine(x, y) for y in en) for x in ja),
            *(max(cosine(x, y) for x in ja) for y in en),
        ]
    )
    ja_length = sum(len(text) + 1 for text in JA[i : i + a])
    en_length = sum(len(text) + 1 for text in EN[j : j + b])
    usual = sum(len(text) + 1 for text in EN) / sum(len(text) + 1 for text in JA)
    headings = [looks_like_heading(text) for text in JA[i : i + a]]
    en_headings = [looks_like_heading(text) for text in EN[j : j + b]]
    return [
        size * cosine(ja.sum(axis=0), en.sum(axis=0)),
        size * (ja_mean + en_mean) / 2,
        size * weakest if a + b > 2 else 0.0,
        min(np.log(en_length / ja_length / usual) ** 2, LENGTH_CAP),
        float(headings[-1] != en_headings[-1]),
        float(sum(headings[:-1]) + sum(en_headings[:-1])),
    ]


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("band", [whole_grid(len(JA), len(EN)), NARROW], ids=["whole", "narrow"])
@pytest.mark.parametrize("bead", TYPES)
def test_every_beads_features(sparse: bool, band: Band, bead: BeadType):
    grid = build_grid(band, made_up(sparse), JA, EN)
    fits, features = bead_features(grid, bead)
    assert features.shape == (len(BEAD_FEATURES), band.cells)
    rows, columns = band.nodes()
    looked_at = 0
    for cell, (i, j) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        end = i + bead[0], j + bead[1]
        possible = end[0] <= len(JA) and end[1] <= len(EN) and in_band(band, *end)
        assert fits[cell] == possible
        inner = [(x, y) for x in range(i, end[0]) for y in range(j, end[1])]
        if possible and all(in_band(band, *place) for place in inner):
            assert features[:, cell] == pytest.approx(plainly(band, i, j, bead), abs=1e-5)
            looked_at += 1
    assert looked_at or band is NARROW


def test_gap_features():
    grid = build_grid(whole_grid(len(JA), len(EN)), VECTORS, JA, EN)
    always, best, heading = gap_features(grid.ja)
    assert always.tolist() == [1.0] * len(JA)
    assert heading.tolist() == [1, 0, 0, 1, 0]
    highest = [
        max(cosine(ja, en) for en in np.asarray(VECTORS.en)) for ja in np.asarray(VECTORS.ja)
    ]
    means = [nearest(grid.band, of_ja=i) for i in range(len(JA))]
    assert best == pytest.approx(np.array(highest) - np.array(means), abs=1e-6)
    assert gap_features(grid.en)[1][3] == 0, "a line that met nothing stands out by nothing"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("連結業績の概要", True),
        ("売上収益は612億円となりました。", False),
        ("「挑戦」を掲げました。」", False),
        ("増収増益となりました（前年同期比）", True),
        ("増収増益となりました（前年同期比）。", False),
        ("主な要因は以下のとおりです：", False),
        ("Results by segment:", False),
        ("Revenue rose 8.1%.", False),
        ("Revenue rose 8.1%. ", False),
        ('He said "we will."', False),
        ("Revenue 61.2", True),
        ("FY2025 2Q", True),
        ("", True),
    ],
)
def test_what_ends_like_a_heading(text: str, heading: bool):
    assert looks_like_heading(text) is heading


def test_one_segment_beside_many():
    """Runs longer than the document are not asked for."""
    grid: Grid = build_grid(
        whole_grid(1, len(EN)), Vectors(np.asarray(VECTORS.ja)[:1], VECTORS.en), JA[:1], EN
    )
    for bead in TYPES:
        fits, features = bead_features(grid, bead)
        assert np.isfinite(features).all()
        assert fits.sum() == max(0, 2 - bead[0]) * max(0, len(EN) + 1 - bead[1])
