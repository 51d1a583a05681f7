"""The alignment as a picture: well-formed, a mark for every bead, inside its frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from termalign.pair import AlignOptions, align_files
from termalign.records import Alignment, Bead, Block, Document, Place, Segment
from termalign.report.dotplot import LONG_SIDE, MOST_TICKS, dot_plot
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Language

SVG = "{http://www.w3.org/2000/svg}"


def document(language: Language, texts: Sequence[str]) -> tuple[Document, tuple[Segment, ...]]:
    blocks = tuple(Block(text, "line", Place()) for text in texts)
    segments = tuple(
        Segment(n, text, "line", Place(), n, 0, len(text)) for n, text in enumerate(texts)
    )
    return Document(f"<a&b>.{language}.txt", language, blocks), segments


def alignment(ja: Sequence[str], en: Sequence[str], *beads: Bead) -> Alignment:
    ja_document, ja_segments = document("ja", ja)
    en_document, en_segments = document("en", en)
    return Alignment(ja_document, en_document, ja_segments, en_segments, beads, "parallel", "sig")


def drawn(plotted: Alignment) -> etree._Element:
    return etree.fromstring(dot_plot(plotted).encode("utf-8"))


def titles(root: etree._Element, kind: str) -> list[str]:
    return [str(mark[0].text) for mark in root.iter() if mark.get("class") == kind]


SMALL = alignment(
    ["売上", "<配当> & 'その他'", "注\x0b\x00記", "以上"],
    ["Revenue", 'Dividends "and" others', "The end]]>"],
    Bead((0,), (0,), 0.95),
    Bead((1,), (1,), 0.4),
    Bead((2,), (), 0.9),
    Bead((3,), (2,), 1.0),
)


def test_a_dot_for_each_pair_and_a_stroke_for_each_lone_segment():
    root = drawn(SMALL)
    assert root.tag == f"{SVG}svg"
    assert titles(root, "pair") == [
        "0.95\n売上\nRevenue",
        "0.40\n<配当> & 'その他'\nDividends \"and\" others",
        "1.00\n以上\nThe end]]>",
    ]
    assert titles(root, "alone") == ["2: 注記"], "a sign XML cannot hold is left out"


def test_a_dot_stands_at_its_segments_and_is_the_darker_the_surer():
    first, second, third = [mark for mark in drawn(SMALL).iter() if mark.get("class") == "pair"]
    unit = LONG_SIDE / 4
    assert (float(first.get("cx")), float(first.get("cy"))) == (unit / 2, unit / 2)
    assert (float(third.get("cx")), float(third.get("cy"))) == (3.5 * unit, 2.5 * unit)
    darkness = [float(mark.get("fill-opacity")) for mark in (second, first, third)]
    assert darkness == sorted(darkness)
    assert darkness[-1] == 1.0


def test_a_merged_bead_stands_between_its_segments():
    whole = alignment(["一", "二"], ["one and two"], Bead((0, 1), (0,), 1.0))
    [dot] = [mark for mark in drawn(whole).iter() if mark.get("class") == "pair"]
    assert float(dot.get("cx")) == LONG_SIDE / 2
    assert titles(drawn(whole), "pair") == ["1.00\n一二\none and two"]


def test_a_long_text_is_shortened():
    whole = alignment(["あ" * 500], ["a" * 500], Bead((0,), (0,), 1.0))
    [title] = titles(drawn(whole), "pair")
    assert all(len(line) <= 80 for line in title.split("\n"))


@pytest.mark.parametrize(("ja", "en"), [(1, 1), (7, 900), (900, 7), (0, 3), (12_000, 11_900)])
def test_everything_stands_inside_the_frame(ja: int, en: int):
    beads = [Bead((n,), (), 0.5) for n in range(min(ja, 50))]
    beads += [Bead((), (n,), 0.5) for n in range(min(en, 50))]
    root = drawn(alignment(["注"] * ja, ["note"] * en, *beads))
    width, height = float(root.get("width")), float(root.get("height"))
    grid = root.find(f".//{SVG}rect[@class='grid']")
    assert max(float(grid.get("width")), float(grid.get("height"))) == LONG_SIDE
    margin = float(re.match(r"translate\((\d+),", root.find(f"{SVG}g").get("transform"))[1])
    assert float(grid.get("width")) + 2 * margin <= width
    assert float(grid.get("height")) + 2 * margin <= height
    numbers = [text.text for text in root.iter(f"{SVG}text") if str(text.text).isdigit()]
    assert len(numbers) <= 2 * (MOST_TICKS + 1)
    assert "0" in numbers


def test_the_names_and_the_signature_are_told():
    texts = [str(text.text) for text in drawn(SMALL).iter(f"{SVG}text")]
    assert "日本語: <a&b>.ja.txt →" in texts
    assert "English: <a&b>.en.txt →" in texts
    assert texts[-1].endswith("(sig)")


def test_a_whole_sample_document():
    lines = resource("corpora", "lines")
    found = align_files(
        lines / "deck_v2.ja.txt", lines / "deck.en.txt", AlignOptions(segment="line")
    )
    root = drawn(found)
    paired = sum(bool(bead.ja and bead.en) for bead in found.beads)
    assert len(titles(root, "pair")) == paired
    assert len(titles(root, "alone")) == len(found.beads) - paired
    assert dot_plot(found) == dot_plot(found)
