"""What is worth an entry comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.terms import mine
from tests.terms.conftest import TEA, paired

if TYPE_CHECKING:
    from termalign.lexicon import Lexicon

SCREENS = [
    ("LeafSortingUnitFactory 画面を開きます。", "Open the LeafSortingUnitFactory screen."),
    ("LeafSortingUnitFactory 画面を閉じます。", "Close the LeafSortingUnitFactory screen."),
    ("一意の水温を選びます。", "Choose the unique water temperature."),
    ("一意の水温を決めます。", "Decide the unique water temperature."),
    ("茶室の水温を選びます。", "Choose the water temperature of the tea room."),
    ("茶室の水温を決めます。", "Decide the water temperature of the tea room."),
    ("香料を蒸留します。", "We distill the flavoring."),
    ("香料を蒸留しました。", "We distilled the flavoring."),
    ("香料の価格", "Prices of the flavoring"),
    ("画面を開きます。", "Open the screen."),
    ("画面を閉じます。", "Close the screen."),
    ("Matcha 画面を開きます。", "Open the Matcha screen."),
    ("Matcha 画面を閉じます。", "Close the Matcha screen."),
    ("顧客は香料を選びます。", "Customers choose the flavoring."),
    ("顧客は茶室を選びます。", "Customers choose the tea room."),
]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("茶摘機", "新工場", "it is often said"),
        ("茶摘機", "茶摘機の販売", "it is a compound, not a phrase"),
        ("無人茶摘機", "無人茶摘", "it does not stand in one longer term alone"),
        ("茶室の水温", "一意の水温", "no word of every document is in it"),
        ("茶室の水温", "LeafSortingUnitFactory 画面", "it is no name of program code"),
        ("画面", "Matcha 画面", "Latin letters on both sides say themselves"),
        ("香料", "蒸留", "it is no verb"),
        ("茶室", "顧客", "not every document is full of it"),
    ],
)
def test_one_stands_before_another(first: str, second: str, why: str, lexicon: Lexicon):
    ranks = {pair.ja: n for n, pair in enumerate(mine([paired([*TEA, *SCREENS])], lexicon))}
    assert ranks[first] < ranks.get(second, len(ranks)), why


def test_what_is_said_in_one_way_stands_before_what_is_said_in_many(lexicon: Lexicon):
    lines = [
        ("釜炒りの香り", "Aroma of pan roasting"),
        ("釜炒りの歴史", "History of pan roasting"),
        ("釜炒りの職人", "Artisans of pan roasting"),
        ("茶箱の香り", "Aroma of the tea chest"),
        ("茶箱の歴史", "History of the wooden case"),
        ("茶箱の職人", "Artisans of the tea box"),
    ]
    ranks = {pair.ja: n for n, pair in enumerate(mine([paired(lines)], lexicon))}
    assert ranks["釜炒り"] < ranks["茶箱"]


@pytest.mark.parametrize(
    "title",
    [
        ("茶室の温度", "Temperature of the tea room"),
        ("茶室の温度 21 22", "Temperature of the tea room 21 22"),  # the label of a row
    ],
)
def test_a_phrase_that_stands_as_a_title_is_worth_more(title: tuple[str, str], lexicon: Lexicon):
    lines = [("茶室の温度を選びます。", "Choose the temperature of the tea room."), *TEA]
    said = ("茶室の温度を決めます。", "Decide the temperature of the tea room.")
    titled, running = (
        {pair.ja: pair.score for pair in mine([paired([line, *lines])], lexicon)}["茶室の温度"]
        for line in (title, said)
    )
    assert titled > running + 0.03
