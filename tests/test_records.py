"""The records' own arithmetic: how the segments of one side of a bead become one text."""

from __future__ import annotations

import pytest

from termalign.records import join_texts


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["売上高は増加。", "営業利益は減少。"], "売上高は増加。営業利益は減少。"),
        (["0", "2023年度 2024年度"], "0 2023年度 2024年度"),  # an axis: not the year 02023
        (["売上高 62,123", "△57"], "売上高 62,123 △57"),
        (["１２", "３４"], "１２ ３４"),
        (["EBITDA", "EPS"], "EBITDA EPS"),
        (["売上高", "62,123"], "売上高62,123"),
        (["", "1"], "1"),
        ([], ""),
    ],
)
def test_japanese_segments_are_joined_but_figures_do_not_run_together(
    texts: list[str], joined: str
) -> None:
    assert join_texts(texts, "ja") == joined


def test_english_segments_are_joined_by_spaces() -> None:
    assert join_texts(["Net sales", "62,123"], "en") == "Net sales 62,123"
