"""The sums over all ways to cut two documents, against going through every single way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termalign.alignment.band import Band, _from_bounds, whole_grid
from termalign.alignment.chain import NEVER, Potentials, best_path, posterior

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.alignment.chain import Bead, BeadType

TYPES: tuple[BeadType, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
Path = list["Bead"]


@st.composite
def bands(draw: st.DrawFn, most: int = 4) -> Band:
    """Any band: bounds that zigzag are mended by the band itself."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    bounds = st.lists(st.integers(-2, m + 2), min_size=n + 1, max_size=n + 1)
    return _from_bounds(np.array(draw(bounds)), np.array(draw(bounds)), m)


def shape(band: Band) -> tuple[int, int]:
    return len(band.low) - 1, int(band.high[-1]) - 1


@st.composite
def potentials(draw: st.DrawFn, most: int = 4) -> Potentials:
    band = draw(bands(most))
    n, m = shape(band)
    rows, columns = band.nodes()
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    beads = {}
    for a, b in TYPES:
        inside = band.shift(rows + a, columns + b) >= 0
        beads[a, b] = np.where(inside, chance.normal(0, 2, band.cells), NEVER).astype(np.float32)
    return Potentials(band, beads, chance.normal(-1, 1, n), chance.normal(-1, 1, m))


def every_path(pots: Potentials) -> Iterator[tuple[Path, float]]:
    """Every way to cut, by plain recursion; within a run of gaps the Japanese ones come first."""
    band = pots.band
    n, m = shape(band)

    def inside(i: int, j: int) -> bool:
        return i <= n and bool(band.low[i] <= j < band.high[i])

    def walk(i: int, j: int, path: Path, total: float) -> Iterator[tuple[Path, float]]:
        if (i, j) == (n, m):
            yield path, total
        for a, b in TYPES:
            if inside(i + a, j + b):
                bead = tuple(range(i, i + a)), tuple(range(j, j + b))
                score = float(pots.beads[a, b][band.offset[i] + j - band.low[i]])
                yield from walk(i + a, j + b, [*path, bead], total + score)
        after_english_gap = bool(path) and not path[-1][0]
        if inside(i + 1, j) and not after_english_gap:
            yield from walk(i + 1, j, [*path, ((i,), ())], total + float(pots.ja_gap[i]))
        if j < m and inside(i, j + 1):
            yield from walk(i, j + 1, [*path, ((), (j,))], total + float(pots.en_gap[j]))

    return walk(0, 0, [], 0.0)


@settings(deadline=None)
@given(potentials())
def test_the_sum_is_that_of_every_path(pots: Potentials):
    expected = math.log(math.fsum(math.exp(total) for _, total in every_path(pots)))
    assert posterior(pots).log_total == pytest.approx(expected, abs=1e-5)


@settings(deadline=None)
@given(potentials())
def test_a_beads_probability_is_its_paths_share(pots: Potentials):
    found = posterior(pots)
    paths = list(every_path(pots))
    whole = math.fsum(math.exp(total) for _, total in paths)
    share: dict[Bead, float] = {}
    for path, total in paths:
        for bead in path:
            share[bead] = share.get(bead, 0.0) + math.exp(total) / whole
    rows, columns = pots.band.nodes()
    for (a, b), probabilities in found.beads.items():
        for i, j, probability in zip(rows.tolist(), columns.tolist(), probabilities, strict=True):
            bead = tuple(range(i, i + a)), tuple(range(j, j + b))
            assert probability == pytest.approx(share.get(bead, 0.0), abs=1e-5)
    for i, probability in enumerate(found.ja_gap):
        assert probability == pytest.approx(share.get(((i,), ()), 0.0), abs=1e-5)
    for j, probability in enumerate(found.en_gap):
        assert probability == pytest.approx(share.get(((), (j,)), 0.0), abs=1e-5)


@settings(deadline=None)
@given(potentials())
def test_the_best_path_is_the_best_of_every_path(pots: Potentials):
    def worth(path: Path) -> float:
        total = 0.0
        for ja, en in path:
            if ja and en:
                cell = pots.band.offset[ja[0]] + en[0] - pots.band.low[ja[0]]
                total += float(pots.beads[len(ja), len(en)][cell])
            else:
                total += sum(pots.ja_gap[i] for i in ja) + sum(pots.en_gap[j] for j in en)
        return total

    best = max(total for _, total in every_path(pots))
    assert worth(best_path(pots)) >= best - 1e-5


@settings(deadline=None)
@given(potentials(most=12))
def test_every_segment_has_one_bead_and_its_probabilities_add_up_to_one(pots: Potentials):
    n, m = shape(pots.band)
    beads = best_path(pots)
    assert [i for ja, _ in beads for i in ja] == list(range(n))
    assert [j for _, en in beads for j in en] == list(range(m))
    found = posterior(pots)
    rows, columns = pots.band.nodes()
    of_ja, of_en = found.ja_gap.copy(), found.en_gap.copy()
    for (a, b), probabilities in found.beads.items():
        for i, j, probability in zip(rows.tolist(), columns.tolist(), probabilities, strict=True):
            if probability:
                of_ja[i : i + a] += probability
                of_en[j : j + b] += probability
    assert of_ja == pytest.approx(np.ones(n), abs=1e-4)
    assert of_en == pytest.approx(np.ones(m), abs=1e-4)


def test_a_hopeless_bead_is_taken_apart():
    """Where every bead is forbidden, all segments are gaps, with certainty."""
    band = whole_grid(2, 3)
    beads = {bead_type: np.full(band.cells, NEVER, dtype=np.float32) for bead_type in TYPES}
    pots = Potentials(band, beads, np.array([-40.0, -50.0]), np.array([-60.0, -70.0, -80.0]))
    assert best_path(pots) == [((0,), ()), ((1,), ()), ((), (0,)), ((), (1,)), ((), (2,))]
    found = posterior(pots)
    assert found.ja_gap.tolist() == [1.0, 1.0]
    assert found.en_gap.tolist() == [1.0, 1.0, 1.0]
    assert found.log_total == pytest.approx(-300)
