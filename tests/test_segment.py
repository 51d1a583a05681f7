"""Sentences: tables of phrases as they stand in disclosure documents, each odd one with its reason."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.records import Block, Document, Place
from termalign.segment import segments, sentence_spans

if TYPE_CHECKING:
    from termalign.records import BlockKind, Segmentation


def cut(text: str):
    return [text[start:end] for start, end in sentence_spans(text)]


def document(*blocks: tuple[str, BlockKind]):
    """A document of (text, kind) blocks."""
    made = tuple(Block(text, kind, Place(line=i)) for i, (text, kind) in enumerate(blocks, 1))
    return Document("sample.ja.txt", "ja", made)


# "|" marks where a cut is expected.
JAPANESE = [
    "売上は増加しました。|利益は減少しました。",
    "本当ですか？|はい！|そうです。",
    "半角です｡|次です｡",
    "増収となりました．|増益です．",  # some offices write ，．
    "１．売上収益 ２．営業利益",  # there the full stop belongs to the number
    "社長は「増配を決めました。」と述べました。|株主は喜びました。",  # a quotation within a sentence
    "「完了しました。」|「終了しました。」",
    "（詳細は決算短信をご覧ください。）|次に、業績予想です。",  # a bracket that stands by itself
    "増益でした。|（詳細は次のページをご覧ください。）|以上です。",
    "東日本例社㈱（以下、「東日本」といいます。）及び西日本例社㈱を子会社とします。|以上です。",
    "「実現する！」を前提にした行動をとります。",
    "Yahoo!ファイナンスを参照しました。|終わりです。",  # a name's sign
    "原価が上がりました（前年同期比3.5％増。|その主因は電力料金です。",  # a bracket never closed
    "売上高は1.5倍、利益率は9.8%となりました。",
    "当社は、Example Inc.を買収しました。|米国の会社です。",
    "単価改定等により増収。|なお、計画比では未達。",
    "No.1のシェアです。",
    "「A。B。C。」を掲げます。",
]

ENGLISH = [
    "Revenue grew.|Profit fell.",
    "The Company joined the U.S. OTC Market in 2016.|Its symbol is EXMPL.",
    "We apply U.S. GAAP.|The change took effect in FY2024.",
    "Sales were approx. ¥1.2 billion.|See No. 12 and Nos. 3 and 4.",
    "It was sold to Example Co., Ltd.|The price was ¥1 billion.",  # ends a sentence before an opener
    "Example Co., Ltd. announced that Sample Inc. Tokyo will merge.",
    "Revenue was 734.5 million yen.|1Q-3Q24 was strong.|Growth was 3.5%.",
    "Growth was 3.5%.|(See page 18.)|Next year will be better.",
    "He said “We grew.”|Then he left.",
    "J. Example and K. Sample joined the board.",
    "Fees, etc. were paid.|Fees, etc. Operating profit grew.",  # lower case, then no opener: one
    "Fees, etc.|The profit grew.",
    "Tea, coffee ….|And more",  # an ellipsis ends only before an opener
    "Wait... Example Corp. grew.",
    "What?|Yes!|Yahoo! Japan grew.",
    "See https://www.example.co.jp/ir.html.|The file is there.",
    "1. Greeting by the President",  # the number of an item
    "Ⅳ- 2. Taxes etc.",
    "II-3. Results by Business",
    "As of Jan. 31, 2024.|On Dec. 1 we moved.|It was in Sept.|The rest follows.",
    "Sales fell (cf. Fig. 2).|We disagree.",
    "The plan (announced on Feb. 8. It was revised.) was approved.|Good.",
    "Profit rose; see p. 3.|Costs fell.",
    "e.g. Cloud, i.e. Private Cloud vs. Public Cloud",
    "Figures are rounded down.|1Q24 figures are restated.|¥10 bn was paid.",
    "Mr. Example, Dr. Sample and St. Example Hospital",
    "Shipments to Example Ltd.|However, sales fell.",
    "Net income: ¥1.0 bn. in total",  # lower case: it goes on
]


@pytest.mark.parametrize("marked", [*JAPANESE, *ENGLISH])
def test_sentences(marked: str):
    expected = [piece.strip() for piece in marked.split("|")]
    space = "" if any(sign > "\u3000" for sign in marked) else " "
    assert cut(space.join(expected)) == expected


def test_sentences_in_both_languages_in_one_block():
    text = "売上は増加しました。 Revenue grew. It was strong. 以上です。"
    assert cut(text) == ["売上は増加しました。", "Revenue grew.", "It was strong.", "以上です。"]


@given(st.text(alphabet="あ漢a A1。．.!?！」』）)（「(“ \n\u3000", max_size=120))
def test_spans_slice_back_and_cover_what_is_no_space(text: str):
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    pieces = [text[start:end] for start, end in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_no_text_raises(text: str):
    sentence_spans(text)


@pytest.mark.parametrize(
    "flood",
    ["。", ".", ".)", ". ", "（", "()", "(a. ", "「あ。」", "!?", "a. A ", " ", "…"],
)
def test_floods_take_linear_time(flood: str):
    text = flood * (300_000 // len(flood))
    begun = time.perf_counter()
    sentence_spans(text)
    assert time.perf_counter() - begun < 5  # a quadratic scan takes hours


BLOCKS = [
    ("売上は増加しました。利益は減少しました。", "paragraph"),
    ("• 増収。増益。", "bullet"),  # two words are no two sentences
    ("• 売上は増加しました。なお、利益は減少しました。", "bullet"),
    ("注. 2024 1,234 5,678 Note 1. The rest", "row"),
    ("Taxes etc. The rest of it", "heading"),
    ("", "line"),
]


def test_auto_leaves_rows_and_labels_whole():
    texts = [(one.block, one.text) for one in segments(document(*BLOCKS))]
    assert texts == [
        (0, "売上は増加しました。"),
        (0, "利益は減少しました。"),
        (1, "• 増収。増益。"),
        (2, "• 売上は増加しました。"),
        (2, "なお、利益は減少しました。"),
        (3, "注. 2024 1,234 5,678 Note 1. The rest"),
        (4, "Taxes etc. The rest of it"),
    ]


def test_sentence_cuts_every_block():
    found = segments(document(*BLOCKS), "sentence")
    assert [one.text for one in found if one.block == 1] == ["• 増収。", "増益。"]
    assert [one.text for one in found if one.block == 4] == ["Taxes etc.", "The rest of it"]


def test_line_keeps_blocks_whole_and_blank_ones_too():
    found = segments(
        document(("  一行目。二行目。 ", "line"), ("   ", "line"), ("三", "line")), "line"
    )
    assert [(one.index, one.text) for one in found] == [(0, "一行目。二行目。"), (1, ""), (2, "三")]
    assert (found[0].start, found[0].end) == (2, 10)


@pytest.mark.parametrize("how", ["auto", "sentence", "line"])
def test_a_segment_knows_its_span_block_place_and_kind(how: Segmentation):
    sample = document(*BLOCKS)
    found = segments(sample, how)
    assert [one.index for one in found] == list(range(len(found)))
    for one in found:
        block = sample.blocks[one.block]
        assert block.text[one.start : one.end] == one.text
        assert (one.kind, one.place) == (block.kind, block.place)
