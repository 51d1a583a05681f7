"""Pages whose content is a picture: a warning, and beyond a third of them no reading."""

from __future__ import annotations

import pytest

from termalign.errors import EmptyInput
from termalign.reading.source import Reading
from termalign.reading.unread import judged
from termalign.records import Block, Place


def reading(pages: int, pictures: dict[int, int], titled: tuple[int, ...] = ()) -> Reading:
    """A deck whose other pages hold text."""
    written = [n for n in range(1, pages + 1) if n not in pictures or n in titled]
    blocks = tuple(Block("決算概要", "paragraph", Place(n)) for n in written)
    return Reading("deck.pptx", blocks, pages=pages, pictures=pictures, leaf="slide")


def test_without_pictures_nothing_is_said():
    assert judged(reading(3, {}), ()).remarks == ()


def test_a_third_is_a_warning_with_page_and_count():
    assert judged(reading(6, {3: 2, 5: 1}), ()).remarks == (
        "slide 3 holds 2 pictures and no text: not read (--accept-unread)",
        "slide 5 holds 1 picture and no text: not read (--accept-unread)",
    )


def test_more_than_a_third_is_an_error():
    with pytest.raises(EmptyInput) as caught:
        judged(reading(5, {3: 2, 5: 1}), ())
    assert str(caught.value) == (
        "deck.pptx: 2 of 5 slides hold pictures only: 3,5; "
        "give a file with their text, or --accept-unread 3,5"
    )


def test_those_that_are_accepted_do_not_count_and_are_said():
    assert judged(reading(5, {3: 2, 5: 1}), (3,)).remarks == (
        "slide 3 holds 2 pictures and no text: accepted as unread",
        "slide 5 holds 1 picture and no text: not read (--accept-unread)",
    )


def test_a_page_with_a_title_has_text_and_is_still_told():
    found = judged(reading(3, {2: 1, 3: 1}, titled=(2, 3)), ())
    assert found.remarks[0] == (
        "slide 2 holds 1 picture and little more than a title: not read (--accept-unread)"
    )


def test_a_file_of_pictures_is_an_error_whatever_is_accepted():
    with pytest.raises(EmptyInput, match="holds 3 pictures and no text"):
        judged(reading(2, {1: 1, 2: 2}), (1, 2))
