"""A text's own arithmetic: what does not follow is found, what does is left alone."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.checks import examine
from termalign.figures.arithmetic import discrepancies
from termalign.records import Alignment, Bead, Block, Document, Place, Segment
from termalign.settings import Settings
from termalign.text import has_japanese

TABLE = Path(__file__).with_name("arithmetic.tsv")  # a line break is written \n


def cases(verdict: str) -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["text"].replace("\\n", "\n") for row in rows if row["verdict"] == verdict]


def found(text: str) -> list:
    return discrepancies(text, "ja" if has_japanese(text) else "en")


@pytest.mark.parametrize("text", cases("wrong"))
def test_what_does_not_follow_is_found(text: str):
    assert found(text)
    for one in found(text):
        assert one.reason
        assert all(0 <= start < end <= len(text) for start, end in one.spans)


@pytest.mark.parametrize("text", cases("right"))
def test_what_follows_is_left_alone(text: str):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "reason", "right"),
    [
        (
            "売上収益は1,282.0億円（前年同期1,219.6億円、6.1％増）",
            "growth",
            "1,282.0億円 / 1,219.6億円 = 5.1％増, not 6.1％増",
            "5.1％増",
        ),
        (
            "Ordinary profit increased 7.8% to ¥4,129 million from ¥4,478 million.",
            "growth",
            "¥4,129 million / ¥4,478 million = -7.8%, not +7.8%",
            "-7.8%",
        ),
        (
            "従業員数は4,984名から5,210名へ236名増加",
            "difference",
            "5,210名 − 4,984名 = 226名増加, not 236名増加",
            "226名増加",
        ),
        (
            "営業利益率は8.5％から7.9％へ0.6ポイント上昇",
            "points",
            "7.9％ − 8.5％ = -0.6ポイント, not 0.6ポイント上昇",
            "-0.6ポイント",
        ),
        (
            "Cloud ¥18.0 billion and Payments ¥9.5 billion, totaling ¥28.5 billion",
            "sum",
            "¥18.0 billion + ¥9.5 billion = ¥27.5 billion, not ¥28.5 billion",
            "¥27.5 billion",
        ),
        (
            "売上収益 74,244 69,160 +5,084 +8.4%\n売上原価 52,916 50,014 +2,902 +5.8%",
            "growth",
            "売上収益: 74,244 / 69,160 = +7.4%, not +8.4%",
            "+7.4%",
        ),
    ],
)
def test_a_finding_gives_the_calculation_and_the_right_figure(
    text: str, kind: str, reason: str, right: str
):
    (one,) = found(text)
    assert (one.kind, one.reason, one.right) == (kind, reason, right)


@given(st.decimals("10", "9999", places=1), st.decimals("10", "9999", places=1))
def test_a_growth_that_is_computed_and_rounded_is_right(now: Decimal, before: Decimal):
    rate = ((now / before - 1) * 100).quantize(Decimal("0.1"))
    way = "増" if rate >= 0 else "減"
    assert found(f"売上高は{now}億円（前期{before}億円、{abs(rate)}％{way}）") == []
    verb = "rose" if rate >= 0 else "fell"
    text = f"Sales {verb} {abs(rate)}% to ¥{now} billion from ¥{before} billion."
    assert found(text) == []


@given(st.lists(st.decimals("0.1", "999", places=1), min_size=2, max_size=6))
def test_a_sum_may_miss_its_parts_by_their_rounding(parts: list[Decimal]):
    total = sum(parts, Decimal(0)) + Decimal("0.1")  # what one rounding may leave
    lines = [f"部門{'あいうえおか'[at]} {part}" for at, part in enumerate(parts)]
    assert found("\n".join([*lines, f"合計 {total}"])) == []


@given(st.text(max_size=120))
def test_any_text_will_do(text: str):
    for language in ("ja", "en"):
        for one in discrepancies(text, language):
            assert all(0 <= start < end <= len(text) for start, end in one.spans)


@given(st.text(alphabet="0123456789,.%()△+- 億円増減から前年同期合計\n", max_size=80))
def test_any_table_will_do(text: str):
    for one in discrepancies(text, "ja"):
        assert all(0 <= start < end <= len(text) for start, end in one.spans)


def one_language(*lines: str) -> Alignment:
    """An alignment of one page of rows, with nothing in the other language."""
    places = [Place(4, line) for line in range(1, len(lines) + 1)]
    blocks = tuple(Block(t, "row", p) for t, p in zip(lines, places, strict=True))
    segments = tuple(
        Segment(at, text, "row", places[at], at, 0, len(text)) for at, text in enumerate(lines)
    )
    nothing = Document("deck.txt", "en", (), pages=0)
    beads = tuple(Bead((at,), (), 1.0) for at in range(len(lines)))
    return Alignment(
        Document("deck.txt", "ja", blocks), nothing, segments, (), beads, "given", "test"
    )


def test_a_row_by_itself_is_held_by_its_other_change():
    alignment = one_language("売上収益 74,244 69,160 +5,084 +8.4%")
    (one,) = examine(alignment, (), Settings(), monolingual=[0]).findings
    assert one.hint == "+7.4%"


def test_a_page_of_rows_is_one_table():
    """The rows of a document are segments of their own, and are held together by their page."""
    lines = (
        "単位：百万円",
        "1H25 1H24 増減額 増減率",
        "売上収益 74,244 69,160 +5,084 +7.4%",
        "売上原価 52,916 50,014 +2,902 +5.8%",
        "売上総利益 21,328 19,146 +2,182 +12.4%",
    )
    alignment = one_language(*lines)
    (one,) = examine(alignment, (), Settings(), monolingual=range(5)).findings
    assert (one.check, one.severity, one.row, one.hint) == (
        "figure.arithmetic",
        "error",
        4,
        "+11.4%",
    )
    assert one.ja
    start, end = one.ja.spans[0]
    assert one.ja.text[start:end] == "+12.4%"
    assert one.ja.place == "page 4, line 5"


def test_long_texts_take_linear_time():
    assert found("（" * 20_000 + "1億円、" * 20_000) == []
    assert found("a 1 2 3 " * 20_000) == []
    assert found("\n".join(["売上 1 2 3"] * 5_000)) == []
