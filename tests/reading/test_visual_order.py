"""Boxes in the order in which a slide is read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.reading.visual_order import Box, in_order

INCH = 914_400


def boxes(*drawn: tuple[str, float, float, float, float]) -> list[Box[str]]:
    """Boxes by name, left, top, width and height in inches."""
    return [
        Box(x * INCH, y * INCH, (x + width) * INCH, (y + height) * INCH, name)
        for name, x, y, width, height in drawn
    ]


def order(*drawn: tuple[str, float, float, float, float]) -> str:
    return " ".join(box.content for box in in_order(boxes(*drawn)))


ORDERS = {
    "from the top": ([("b", 1, 2, 8, 1), ("a", 1, 1, 8, 1)], "a b"),
    "left before right": ([("b", 5, 1, 3, 1), ("a", 1, 1.1, 3, 1)], "a b"),
    "two columns under a title": (
        [("r", 5, 2, 4, 3), ("l2", 0, 3.6, 4, 1), ("l1", 0, 2, 4, 1.5), ("t", 0, 0, 9, 1)],
        "t l1 l2 r",
    ),
    "a unit line over each of two tables": (
        [("u1", 0, 1, 4, 0.3), ("u2", 5, 1, 4, 0.3), ("t1", 0, 1.4, 4, 3), ("t2", 5, 1.4, 4, 3)],
        "u1 t1 u2 t2",
    ),
    "a note under both": (
        [("t1", 0, 1, 4, 3), ("t2", 5, 1, 4, 3), ("n", 0, 4.2, 9, 0.5)],
        "t1 t2 n",
    ),
    "two bands of columns far apart": (
        [("a", 0, 0, 4, 1), ("b", 5, 0, 4, 1), ("c", 0, 5, 4, 1), ("d", 5, 5, 4, 1)],
        "a b c d",
    ),
    "boxes that overlap a little": ([("b", 0, 1, 4, 1), ("a", 0, 0, 4, 1.05)], "a b"),
    "boxes larger than their text": (
        [("t2", 5, 1, 4, 2.8), ("t1", 0, 1, 4, 3.05), ("n", 0, 3.9, 9, 0.45)],
        "t1 t2 n",
    ),
    "one upon the other": ([("b", 1, 1, 2, 2), ("a", 0, 0, 9, 7)], "a b"),
}


@pytest.mark.parametrize("case", ORDERS)
def test_in_order(case: str):
    drawn, expected = ORDERS[case]
    assert order(*drawn) == expected
    assert order(*reversed(drawn)) == expected


INCHES = st.floats(0, 10)


@given(st.lists(st.tuples(st.just("x"), INCHES, INCHES, INCHES, INCHES), max_size=12))
def test_each_box_comes_once(drawn: list[tuple[str, float, float, float, float]]):
    given_ = boxes(*drawn)
    assert sorted(map(id, in_order(given_))) == sorted(map(id, given_))


def test_a_spiral_of_thousands_is_no_harm():
    # Each box parts the rest from itself, by turns a band and a column.
    drawn = [
        (str(n), n * 0.01, n * 0.01, *((9 - n * 0.01, 0.005) if n % 2 else (0.005, 9 - n * 0.01)))
        for n in range(800)
    ]
    begin = time.perf_counter()
    assert len(in_order(boxes(*drawn))) == 800
    assert time.perf_counter() - begin < 5


def test_two_columns_of_very_many_boxes_take_no_time():
    drawn = [(str(n), n % 2 * 5, n // 2 * 0.01, 4, 0.009) for n in range(20_000)]
    begin = time.perf_counter()
    assert len(in_order(boxes(*drawn))) == 20_000
    assert time.perf_counter() - begin < 5
