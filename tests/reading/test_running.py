"""What repeats on every page: it stays once, and never takes a table's head with it."""

from hypothesis import given
from hypothesis import strategies as st

from termalign.reading.layout import blocks_of
from termalign.reading.lines import lines_of
from termalign.reading.running import without_running

HEAD = "サンプル株式会社 2025年３月期 第３四半期決算短信"
TABLE_HEAD = "前連結会計年度 当第３四半期連結会計期間"
SECTIONS = ["経営成績", "財政状態", "業績予想", "四半期貸借対照表", "四半期損益計算書", "注記事項"]


def report(foot: str = "- {} -"):
    """Six pages with a running head, a section of their own, a table and a page number."""
    pages = (
        f"{HEAD}\n\n（{i}）{section}に関する説明\n（単位：百万円）\n{TABLE_HEAD}\n資産 1,234 {i},567\n\n"
        + foot.format(i)
        for i, section in enumerate(SECTIONS, 1)
    )
    return "\f".join(pages)


def texts(page: str):
    blocks, remarks = blocks_of(page)
    return [block.text for block in blocks], remarks


def test_a_head_stays_where_it_stands_first():
    found, remarks = texts(report())
    assert found.count(HEAD) == 1
    assert found[0] == HEAD
    assert remarks == (
        "6 page numbers left out",
        f"5 repeats of running heads left out (“{HEAD}”)",
    )


def test_heads_and_units_of_tables_stay_on_every_page():
    found, _ = texts(report())
    assert found.count(TABLE_HEAD) == found.count("（単位：百万円）") == 6
    assert [f"（{i}）{name}に関する説明" for i, name in enumerate(SECTIONS, 1)] == [
        text for text in found if text.endswith("説明")
    ]


def test_a_foot_that_holds_the_page_number():
    found, _ = texts(report("© Example Corporation {}"))
    assert [text for text in found if "©" in text] == ["© Example Corporation"]


def test_a_number_that_does_not_follow_the_pages_is_content():
    page = "\f".join(f"章 {name}\n本文です。\n{7 * i % 5}" for i, name in enumerate(SECTIONS))
    found, _ = texts(page)
    assert len(found) == 18


def test_four_slides_of_one_title_are_no_running_head():
    page = "\f".join(f"連結業績サマリー\n• 項目{sign}の説明" for sign in "甲乙丙丁")
    assert texts(page)[0].count("連結業績サマリー") == 4


def test_a_sentence_goes_on_over_page_number_and_head():
    body = "The management of the company expects that demand for all services grows.\n" * 8
    begun = [
        f"The management of the company expects that demand for its {name}-type services"
        for name in "ABCDEF"
    ]
    pages = [
        f"Example Corp. Report\nis going to be strong.\n{body}{line}\n{i}"
        for i, line in enumerate(begun, 1)
    ]
    found, _ = texts("\f".join(pages))
    assert all(f"{line} is going to be strong." in found for line in begun[:-1])


def test_a_page_is_known_where_form_feeds_end_it():
    blocks, _ = blocks_of("一頁\f二頁\f\f四頁")
    assert [(block.text, block.place.page) for block in blocks] == [
        ("一頁", 1),
        ("二頁", 2),
        ("四頁", 4),
    ]
    assert [block.place.page for block in blocks_of("一\n二")[0]] == [None, None]


@given(st.text(alphabet="A1 \n\f•見", max_size=200))
def test_lines_stay_in_order_and_only_repeats_go(text: str):
    lines = lines_of(text)
    kept, remarks = without_running(lines)
    assert [line for line in lines if line in kept] == kept
    assert bool(remarks) == (len(kept) < len(lines))
