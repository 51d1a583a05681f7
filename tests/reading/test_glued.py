"""A securities report whose line breaks were lost."""

from termalign.reading.glued import unglued
from termalign.reading.layout import blocks_of
from termalign.segment import sentence_spans

FILLER = "当社グループは、主として小売店及び飲食店に対して、新鮮な食材を毎朝届けております。" * 8
REPORT = (
    "３ 【事業の内容】(1) 当社グループの販売網当社は、全国に店舗を置くために設立されました。"
    f"{FILLER} ①報告セグメント当社グループは、二つの事業を営んでおります。"
    "a)飲食店向け宅配飲食店向け宅配は、各種の食材に及びます。"
    "(詳細は、「第１  企業の概況  ２  沿革」をご参照下さい。)  (2) 当社グループの特色①販売網の変遷"
    "当社は、成長しました。(注) 売上高には、消費税等は含まれておりません。"
    "＜宅配サービス＞当社グループは、①売上、②利益を重視しております。 うち、その他2,005 うち、法人408"
)


def test_headings_and_paragraphs_come_apart():
    blocks, _ = blocks_of(REPORT)
    found = [(block.kind, block.text) for block in blocks]
    assert found == [
        ("heading", "３ 【事業の内容】"),
        ("bullet", "(1) 当社グループの販売網"),
        ("paragraph", "当社は、全国に店舗を置くために設立されました。" + FILLER),
        ("bullet", "①報告セグメント"),
        ("paragraph", "当社グループは、二つの事業を営んでおります。"),
        ("bullet", "a)飲食店向け宅配"),
        (
            "paragraph",
            (
                "飲食店向け宅配は、各種の食材に及びます。"
                "(詳細は、「第１ 企業の概況 ２ 沿革」をご参照下さい。)"
            ),
        ),
        ("bullet", "(2) 当社グループの特色"),
        ("bullet", "①販売網の変遷"),
        ("paragraph", "当社は、成長しました。"),
        ("bullet", "(注) 売上高には、消費税等は含まれておりません。"),
        ("heading", "＜宅配サービス＞"),
        # ①…、② within a sentence begin nothing
        ("paragraph", "当社グループは、①売上、②利益を重視しております。"),
        ("heading", "うち、その他2,005"),
        ("heading", "うち、法人408"),
    ]


def test_its_sentences():
    assert len(sentence_spans(FILLER)) == 8


def test_a_line_of_common_length_stays_whole():
    line = "売上は増加しました。①なお、(1) 利益は減少しました。"
    assert unglued(line) == [line]
