"""A securities report whose line breaks were lost."""

from termalign.reading.glued import unglued
from termalign.reading.layout import blocks_of
from termalign.segment import sentence_spans

FILLER = (
    "当社グループは、主として法人及び官公庁の顧客に対して、信頼性の高いサービスを提供しております。"
    * 8
)
REPORT = (
    "３ 【事業の内容】(1) 当社グループの事業の概要当社は、国内における事業の先駆けとして設立されました。"
    f"{FILLER} ①事業セグメント当社グループは、二つの事業を有しております。"
    "a)法人向けサービス法人向けサービスは、各種のサービスであります。"
    "(詳細は、「第１  企業の概況  ２  沿革」をご参照下さい。)  (2) 当社グループの事業の特徴①事業の変遷"
    "当社は、成長しました。(注) 売上高には、消費税等は含まれておりません。"
    "＜WANサービス＞当社グループは、①売上、②利益を重視しております。 うち、その他1,246 うち、法人317"
)


def test_headings_and_paragraphs_come_apart():
    blocks, _ = blocks_of(REPORT)
    found = [(block.kind, block.text) for block in blocks]
    assert found == [
        ("heading", "３ 【事業の内容】"),
        ("bullet", "(1) 当社グループの事業の概要"),
        ("paragraph", "当社は、国内における事業の先駆けとして設立されました。" + FILLER),
        ("bullet", "①事業セグメント"),
        ("paragraph", "当社グループは、二つの事業を有しております。"),
        ("bullet", "a)法人向けサービス"),
        (
            "paragraph",
            (
                "法人向けサービスは、各種のサービスであります。"
                "(詳細は、「第１ 企業の概況 ２ 沿革」をご参照下さい。)"
            ),
        ),
        ("bullet", "(2) 当社グループの事業の特徴"),
        ("bullet", "①事業の変遷"),
        ("paragraph", "当社は、成長しました。"),
        ("bullet", "(注) 売上高には、消費税等は含まれておりません。"),
        ("heading", "＜WANサービス＞"),
        # ①…、② within a sentence begin nothing
        ("paragraph", "当社グループは、①売上、②利益を重視しております。"),
        ("heading", "うち、その他1,246"),
        ("heading", "うち、法人317"),
    ]


def test_its_sentences():
    assert len(sentence_spans(FILLER)) == 8


def test_a_line_of_common_length_stays_whole():
    line = "売上は増加しました。①なお、(1) 利益は減少しました。"
    assert unglued(line) == [line]
