"""PDF: places become an order – columns, tables, turned text – and what is not read is said."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termalign.cli import run
from termalign.errors import EmptyInput
from termalign.reading import open_document, read_file
from termalign.reading.pdf import pages
from termalign.reading.pdf.reader import tables_of
from termalign.reading.source import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any

    from termalign.records import Block

CORPORA = Path(__file__).parents[2] / "corpora"
PROSE = "The text of this page is a sentence that says what happened in the year under review."


@pytest.fixture
def blocks(tmp_path: Path) -> Callable[..., list[Block]]:
    """Return what is read of a file that the test has filled."""

    def read(file: Any, **options: Any) -> list[Block]:
        (tmp_path / "a.pdf").write_bytes(file.content())
        return list(read_file(tmp_path / "a.pdf", **options).blocks)

    return read


@pytest.fixture
def texts(blocks: Callable[..., list[Block]]) -> Callable[..., list[str]]:
    return lambda file, **options: [block.text for block in blocks(file, **options)]


@pytest.fixture
def remarks(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    def read(file: Any, **options: Any) -> tuple[str, ...]:
        (tmp_path / "a.pdf").write_bytes(file.content())
        return read_file(tmp_path / "a.pdf", **options).remarks

    return read


@pytest.fixture
def tables(tmp_path: Path) -> Callable[[Any], list[list[tuple[str, ...]]]]:
    """Return the rows of each table, line breaks in cells as |."""

    def read(file: Any) -> list[list[tuple[str, ...]]]:
        (tmp_path / "a.pdf").write_bytes(file.content())
        found = tables_of(fetch(tmp_path / "a.pdf"))
        return [
            [tuple(cell.replace("\v", "|") for cell in row) for row in table.rows]
            for _, table in found
        ]

    return read


def lines(page: Any, left: float, base: float, texts: Sequence[str], step: float = 14) -> None:
    for number, text in enumerate(texts):
        page.text(left, base + step * number, text)


def row(page: Any, base: float, cells: Sequence[tuple[float, str]]) -> None:
    for left, text in cells:
        page.text(left, base, text, 10)


def right_row(
    pdf: ModuleType, page: Any, base: float, label: str, ends: Sequence[tuple[float, str]]
) -> None:
    page.text(50, base, label, 10)
    for end, text in ends:
        page.text(end - pdf.width_of(text, 10), base, text, 10)


def grid(page: Any, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    for x in xs:
        page.line(x, ys[0], x, ys[-1])


# The order


def test_columns_are_read_one_after_the_other(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile(pdf.PAPER)
    page = file.page()
    page.text(50, 60, "Management report", 20)
    # Drawn across: what is drawn first is not what is read first.
    left = ["In the first half revenue rose in", "all segments and reached a record", "high. Costs rose as well."]  # fmt: skip
    right = ["The outlook for the second half is", "unchanged, although energy prices", "remain uncertain."]  # fmt: skip
    for number in range(3):
        page.text(310, 100 + 14 * number, right[number])
        page.text(50, 100 + 14 * number, left[number])
    assert texts(file) == ["Management report", " ".join(left), " ".join(right)]


def test_japanese_lines_are_joined_without_a_space(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    lines(
        page,
        50,
        100,
        [
            "当第２四半期連結累計期間の売上収益は、前年同期に比べて大きく増加し、上期として過去最高を",
            "更新しました。これは主に、クラウドサービスの売上が伸びたことによるものです。",
        ],
    )
    (text,) = texts(file)
    assert "過去最高を更新しました" in text


def test_a_bullet_and_its_hanging_lines_are_one(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile(pdf.PAPER)
    page = file.page()
    page.text(50, 100, "•")
    lines(page, 68, 100, ["Gross profit increased on higher revenue from cloud services and from", "security services"])  # fmt: skip
    page.text(50, 128, "•")
    page.text(68, 128, "Costs were flat")
    assert texts(file) == [
        "Gross profit increased on higher revenue from cloud services and from security services",
        "Costs were flat",
    ]


def test_a_title_beside_a_text_does_not_part_its_lines(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(100, 98, "Share", 18)
    said = ["Sales in other countries came to 55.0% of all, up 2.5 points from", "the year before."]
    lines(page, 400, 100, said)
    assert texts(file) == ["Share", " ".join(said)]


def test_a_note_under_two_columns_comes_last(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    for left, name in ((50, "Japan"), (500, "Overseas")):
        for number in range(4):
            row(page, 100 + 18 * number, [(left, f"{name} {number}"), (left + 200, "1,234"), (left + 300, "5,678")])  # fmt: skip
    page.text(50, 200, "Note: Sales are to external customers.")
    assert texts(file) == [
        *(f"Japan {number} 1,234 5,678" for number in range(4)),
        *(f"Overseas {number} 1,234 5,678" for number in range(4)),
        "Note: Sales are to external customers.",
    ]


def test_a_page_that_is_turned(pdf: ModuleType, blocks: Callable):
    file = pdf.PdfFile((540.0, 960.0))
    page = file.page(turn=90)  # shown 960 by 540
    page.text(100, 900, "Turned page", degrees=90)
    page.text(120, 900, "Second line", degrees=90)
    first, second = blocks(file)
    assert (first.text, second.text) == ("Turned page", "Second line")
    left, top, right, bottom = first.place.box
    assert (left, right) == (pytest.approx(60, abs=1), pytest.approx(128, abs=2))
    assert top < 100 < bottom < 110


def test_turned_text_comes_after_the_rest(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(60, 300, "Sales by region", degrees=90)
    page.text(75, 300, "in 2024", degrees=90)
    page.text(900, 200, "下向きの文字", degrees=-90)
    page.text(400, 400, "SAMPLE", 40, degrees=45)
    lines(page, 100, 100, ["Upright text.", "More of it.", "And more."], 30)
    assert texts(file) == [
        *("Upright text.", "More of it.", "And more."),
        "Sales by region in 2024",
        "下向きの文字",
        "SAMPLE",
    ]


def test_letters_set_vertically_are_put_together(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    lines(page, 60, 100, "基本方針")
    lines(page, 30, 200, ["B", "as", "ic", "M", "od", "el"])
    lines(page, 100, 120, ["説明の文章がここにあります。", "二つ目の文です。"])
    assert set(texts(file)) == {
        "基本方針",
        "Basic Model",
        "説明の文章がここにあります。",
        "二つ目の文です。",
    }


# Signs


def test_hyphens_at_line_ends(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    lines(
        file.page(),
        100,
        60,
        [
            "Profits rose and the prof-",
            "its of the group were high. Year-on-",
            "year growth was seen in every year, and manip-",
            "ulation of the figures in no year at all.",
        ],
    )
    assert texts(file) == [
        (
            "Profits rose and the profits of the group were high. Year-on-year growth was seen in "
            "every year, and manipulation of the figures in no year at all."
        )
    ]


@pytest.mark.parametrize("gap", [0, 0.15, 0.25])
def test_a_narrow_gap_between_scripts_is_no_space(gap: float, pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    left = 100.0
    for part in ("当社は", "2025", "年", "4", "月に"):
        page.text(left, 100, part)
        left += pdf.width_of(part, 12) + 12 * gap
    assert texts(file) == ["当社は2025年4月に"]


def test_spaced_letters_are_words(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(100, 100, "営業利益", 14, spacing=2)
    page.text(100, 130, "Operating profit", 14, spacing=1)
    assert texts(file) == ["営業利益", "Operating profit"]


def test_dots_of_contents_go(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile(pdf.PAPER)
    page = file.page()
    for number, name in enumerate(("Overview", "Results by segment", "Outlook")):
        page.text(50, 100 + 16 * number, f"{name} {'. ' * (60 - len(name))}")
        page.text(540, 100 + 16 * number, str(3 * number + 1))
    assert texts(file) == ["Overview 1", "Results by segment 4", "Outlook 7"]


def test_contents_without_dots_keep_their_pages(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    for number, name in enumerate(("(1) Overview", "(2) Results by segment", "(3) Outlook")):
        page.text(50, 100 + 18 * number, name)
        page.text(700, 100 + 18 * number, str(4 + number))
    assert texts(file) == ["(1) Overview 4", "(2) Results by segment 5", "(3) Outlook 6"]


def test_a_verb_cut_between_its_ideographs_goes_on(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    lines(
        file.page(), 50, 100, ["海外売上高比率は55.0%と、前年同期から2.5ポイント上", "昇しました。"]
    )
    lines(file.pages[0], 50, 300, ["海外展開の加速", "増配します。"])
    assert texts(file) == [
        "海外売上高比率は55.0%と、前年同期から2.5ポイント上昇しました。",
        "海外展開の加速",
        "増配します。",
    ]


def test_a_date_goes_on_where_its_preposition_stands(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    lines(
        file.page(),
        50,
        100,
        ["In North America, a new plant is to begin operation in", "April 2026."],
    )
    assert texts(file) == ["In North America, a new plant is to begin operation in April 2026."]


def test_a_number_that_had_no_room_goes_on(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    lines(
        file.page(),
        50,
        100,
        [
            "通期の見通しに変更はありませんが、以上の結果として、当事業の売上収益は合計で",
            "1,282,121百万円となり、前年同期に比べて6.5%の増収となり、また利益は同31.2%増の水準",
            "となりました。",
        ],
    )
    (text,) = texts(file)
    assert "合計で1,282,121百万円" in text


# What is not read


def test_running_heads_and_page_numbers_are_set_apart(
    pdf: ModuleType, texts: Callable, remarks: Callable
):
    file = pdf.PdfFile()
    for number in range(1, 7):
        page = file.page()
        page.text(50, 30, "Example Corporation Annual Report", 9)
        page.text(50, 100, f"Chapter {number}: {PROSE}")
        page.text(470, 525, f"{number + 4} / 40", 9)
    assert texts(file) == [
        *(f"Chapter {number}: {PROSE}" for number in range(1, 7)),
        "Example Corporation Annual Report",
    ]
    assert remarks(file) == (
        "6 page numbers left out",
        "5 repeats of running heads left out (“Example Corporation Annual Report”)",
    )


def test_heads_of_a_table_that_goes_on_for_pages_stay(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    for number in range(5):
        page = file.page()
        page.text(50, 30, f"Statement {'ABCDE'[number]}")
        right_row(pdf, page, 60, "", [(400, "Previous period"), (600, "Current period")])
        for place in range(3):
            figures = [(400, f"{number}{place},123"), (600, f"{number}{place},456")]
            right_row(pdf, page, 80 + 20 * place, f"Item {place}", figures)
    assert texts(file).count("Previous period Current period") == 5


def test_a_unit_line_at_the_top_of_every_page_stays(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    for number in range(4):
        page = file.page()
        page.text(800, 30, "（単位：百万円）")
        page.text(50, 100, f"{PROSE} {number}")
    assert texts(file).count("（単位：百万円）") == 4


def test_a_title_that_some_slides_share_stays(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    for number in range(10):
        page = file.page()
        page.text(50, 50, "Key indicators" if number < 4 else f"Topic {'ABCDEFGHIJ'[number]}", 24)
        lines(page, 50, 100, [f"{PROSE} {number}", f"More on {number}.", "And more."], 30)
    assert texts(file).count("Key indicators") == 4


def test_states_of_an_animation_are_one_page(pdf: ModuleType, texts: Callable, remarks: Callable):
    file = pdf.PdfFile()
    points = ["Security services", "Data centres", "Overseas markets"]
    for count in (1, 2, 3):
        page = file.page()
        page.text(60, 60, "Growth strategy", 24)
        page.text(60, 90, "Three pillars")
        for number in range(count):
            page.text(60, 140 + 20 * number, f"• {points[number]}")
    assert texts(file) == ["Growth strategy", "Three pillars", *points]
    assert remarks(file) == ("left out as earlier states of the page that follows: pages 1, 2",)


def test_pages_that_only_look_alike_stay(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    for year in (2023, 2024):
        page = file.page()
        lines(page, 60, 60, ["Results", f"Revenue in {year}", "Profit", "Outlook"], 30)
    assert len(texts(file)) == 8


def test_text_drawn_twice_is_read_once(pdf: ModuleType, texts: Callable, remarks: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(60, 60, "Title with a shadow", 24)
    page.text(60, 100, "営業利益")
    page.text(60.3, 100, "営業利益")  # bold by two strokes
    between = [f"Line {letter}" for letter in "ABCDEFGHIJ"]
    lines(page, 60, 200, between, 30)
    page.text(63, 63, "Title with a shadow", 24)
    page.text(300, 100, "営業利益")  # elsewhere: no double
    found = texts(file)
    assert found.count("Title with a shadow") == 1
    assert "".join(found).count("営業利益") == 2
    assert found[-10:] == between
    assert remarks(file) == ("1 run of text drawn twice left out",)


def test_text_off_the_page_is_left_out(pdf: ModuleType, texts: Callable, remarks: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(60, 60, "On the page")
    page.text(-400, 60, "Left of it")
    page.text(60, 700, "Below it")
    page.text(60, 100, "For machines", 0.2)
    assert texts(file) == ["On the page"]
    assert remarks(file) == ("3 runs of text off the page left out",)


def with_pictures(pdf: ModuleType, pictures: Sequence[int], *, titled: bool) -> Any:
    """Six pages with their numbers, of which some hold a picture instead of text."""
    file = pdf.PdfFile()
    names = ("Overview", "Segments", "Balance sheet", "Cash flows", "Outlook", "Dividends")
    for number, name in enumerate(names, 1):
        page = file.page()
        if titled or number not in pictures:
            page.text(60, 60, name, 24)
        if number in pictures:
            page.picture(60, 100, 700, 350)
        else:
            page.text(60, 100, f"{name}. {PROSE}")
        page.text(900, 520, str(number), 9)
    return file


def test_a_page_whose_content_is_a_picture_is_said(pdf: ModuleType, remarks: Callable):
    assert remarks(with_pictures(pdf, [3], titled=False))[-1] == (
        "page 3 holds 1 picture and no text: not read (--accept-unread)"
    )
    assert remarks(with_pictures(pdf, [3], titled=False), accepted=[3])[-1] == (
        "page 3 holds 1 picture and no text: accepted as unread"
    )
    assert remarks(with_pictures(pdf, [3], titled=True))[-1] == (
        "page 3 holds 1 picture and little more than a title: not read (--accept-unread)"
    )


def test_too_many_pages_of_pictures_are_refused(pdf: ModuleType, tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(with_pictures(pdf, [1, 3, 4], titled=False).content())
    with pytest.raises(EmptyInput, match="3 of 6 pages hold pictures only: 1,3,4"):
        open_document(tmp_path / "a.pdf")
    assert open_document(tmp_path / "a.pdf", accepted=[1, 3]).blocks


def test_a_picture_behind_the_text_or_an_icon_is_none(pdf: ModuleType, remarks: Callable):
    file = pdf.PdfFile()
    for number in range(4):
        page = file.page()
        page.picture(0, 0, 960, 540)
        page.picture(900, 20, 40, 20)
        page.text(60, 60, ("Overview", "Results", "Outlook", "Appendix")[number], 24)
    assert remarks(file) == ()


# Tables


def test_a_ruled_table_with_wrapped_cells(pdf: ModuleType, tables: Callable, blocks: Callable):
    file = pdf.PdfFile()
    page = file.page()
    grid(page, [50, 250, 350, 450], [100, 130, 150, 185])
    row(page, 112, [(260, "Year ended"), (360, "Year ended")])
    row(page, 124, [(260, "Mar. 2024"), (360, "Mar. 2025")])
    row(page, 144, [(60, "Revenue"), (260, "12,345"), (360, "13,456")])
    row(page, 164, [(60, "Profit attributable to")])
    row(page, 176, [(60, "owners of parent"), (360, "(567)")])
    assert tables(file) == [
        [
            ("", "Year ended|Mar. 2024", "Year ended|Mar. 2025"),
            ("Revenue", "12,345", "13,456"),
            ("Profit attributable to|owners of parent", "", "(567)"),
        ]
    ]
    last = blocks(file)[-1]
    assert last.text == "Profit attributable to owners of parent (567)"
    assert str(last.place) == "page 1, table 1, row Profit attributable to owners"
    assert str(last.place.at(last.text.index("(567)"))).endswith("Year ended Mar. 2025")
    assert last.place.box == (50.0, 150.0, 450.0, 185.0)


def test_cells_that_span_columns_and_rows(pdf: ModuleType, tables: Callable):
    file = pdf.PdfFile()
    page = file.page()
    for y in (100, 140, 160):
        page.line(50, y, 450, y)
    page.line(150, 120, 450, 120)
    for x in (50, 150, 450):
        page.line(x, 100, x, 160)
    page.line(300, 120, 300, 160)
    row(page, 124, [(60, "百万円")])
    row(page, 114, [(230, "2025年3月期の予想")])
    row(page, 134, [(200, "通期"), (350, "増減率")])
    row(page, 154, [(60, "売上高"), (200, "12,345"), (350, "5.6%")])
    assert tables(file) == [
        [("百万円", "2025年3月期の予想", ""), ("", "通期", "増減率"), ("売上高", "12,345", "5.6%")]
    ]


def test_a_table_without_rules(pdf: ModuleType, tables: Callable, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    page.text(50, 80, "Unit: ¥ million", 10)
    right_row(pdf, page, 100, "", [(400, "Sep. 30,"), (500, "Sep. 30,"), (600, "Change")])
    right_row(pdf, page, 112, "", [(400, "2024"), (500, "2025")])
    right_row(pdf, page, 130, "Revenue", [(400, "69,160"), (500, "74,244"), (600, "+7.4%")])
    right_row(pdf, page, 148, "Other income", [(400, "203"), (500, "146"), (600, "-28.1%")])
    right_row(pdf, page, 166, "Earnings per share", [(400, "103.32"), (500, "117.76")])
    lines(page, 50, 200, ["• Revenue rose in all segments", "• Other income fell"], 18)
    assert tables(file) == [
        [
            ("", "Sep. 30,|2024", "Sep. 30,|2025", "Change"),
            ("Revenue", "69,160", "74,244", "+7.4%"),
            ("Other income", "203", "146", "-28.1%"),
            ("Earnings per share", "103.32", "117.76", ""),
        ]
    ]
    assert texts(file)[0] == "Unit: ¥ million"
    assert texts(file)[-2:] == ["Revenue rose in all segments", "Other income fell"]


def test_a_label_that_wraps_belongs_to_its_row(pdf: ModuleType, tables: Callable):
    file = pdf.PdfFile()
    page = file.page()
    right_row(pdf, page, 100, "Revenue", [(400, "69,160"), (500, "74,244")])
    right_row(pdf, page, 124, "Cost of sales", [(400, "50,100"), (500, "52,916")])
    page.text(50, 148, "Profit attributable to", 10)
    right_row(pdf, page, 160, "owners of parent", [(400, "4,836"), (500, "5,514")])
    right_row(pdf, page, 184, "Total equity", [(400, "66,302"), (500, "71,190")])
    right_row(pdf, page, 208, "Total assets", [(400, "165,261"), (500, "166,075")])
    assert tables(file)[0][2] == ("Profit attributable to|owners of parent", "4,836", "5,514")
    assert len(tables(file)[0]) == 5


def test_two_tables_side_by_side(pdf: ModuleType, tables: Callable):
    file = pdf.PdfFile()
    page = file.page()
    for left, names in ((50, ("Cash", "Inventories", "Goodwill")), (520, ("Loans", "Bonds", "Equity"))):  # fmt: skip
        row(page, 100, [(left + 180, "2024"), (left + 280, "2025")])
        for number, name in enumerate(names):
            row(page, 118 + 18 * number, [(left, name), (left + 180, f"{number}1,234"), (left + 280, f"{number}5,678")])  # fmt: skip
    first, second = tables(file)
    assert first[1:] == [("Cash", "01,234", "05,678"), ("Inventories", "11,234", "15,678"), ("Goodwill", "21,234", "25,678")]  # fmt: skip
    assert second[1:] == [("Loans", "01,234", "05,678"), ("Bonds", "11,234", "15,678"), ("Equity", "21,234", "25,678")]  # fmt: skip


def test_two_ruled_tables_side_by_side(pdf: ModuleType, tables: Callable):
    file = pdf.PdfFile()
    page = file.page()
    for left in (50, 500):
        grid(page, [left, left + 200, left + 300], [100, 120, 140])
        row(page, 114, [(left + 10, "Revenue"), (left + 210, "12,345")])
        row(page, 134, [(left + 10, "Profit"), (left + 210, "1,234")])
    assert tables(file) == [[("Revenue", "12,345"), ("Profit", "1,234")]] * 2


def test_a_turned_table_keeps_its_rows(pdf: ModuleType, tables: Callable, blocks: Callable):
    file = pdf.PdfFile(pdf.PAPER)
    page = file.page()
    for number, name in enumerate(("Revenue", "Cost of sales", "Gross profit")):
        for place, text in ((700, name), (500, "12,345"), (400, "13,456")):
            page.text(100 + 20 * number, place, text, 10, degrees=90)
    assert tables(file) == [
        [(name, "12,345", "13,456") for name in ("Revenue", "Cost of sales", "Gross profit")]
    ]
    left, top, right, bottom = blocks(file)[0].place.box
    assert left < 100 < right < 110
    assert top < 400 < bottom < 705


def test_bars_with_labels_and_values_are_rows(pdf: ModuleType, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    values = ["74.8", "+17.4", "△5.2", "85.0"]
    for number, (name, value) in enumerate(zip(("1H24", "Gross profit", "Costs", "1H25"), values)):  # noqa: B905  # as many
        middle = 100 + 150 * number
        height = 10 + 2 * float(value.strip("+△"))
        page.box(middle - 20, 400 - height, 40, height)
        for text, base in ((value, 396 - height), (name, 414)):
            page.text(middle - pdf.width_of(text, 10) / 2, base, text, 10)
    assert texts(file) == ["1H24 74.8", "Gross profit +17.4", "Costs △5.2", "1H25 85.0"]


def line_chart(pdf: ModuleType) -> Any:
    """Return a chart of a line: the values right of its points, an axis on its left."""
    file = pdf.PdfFile()
    page = file.page()
    for number, (name, value) in enumerate(
        (("FY2023", "7.4%"), ("FY2024", "8.1%"), ("FY2025", "9.2%"))
    ):
        middle = 150 + 120 * number
        page.text(middle - pdf.width_of(name, 10) / 2, 414, name, 10)
        page.text(middle + 8, 430 - 20 * float(value.strip("%")), value, 10)
    for number, tick in enumerate(("0", "2", "4", "6", "8", "10")):
        page.text(80 - pdf.width_of(tick, 10), 400 - 40 * number, tick, 10)
    return file


def test_values_beside_the_points_of_a_line_are_rows_and_its_axis_is_left_out(
    pdf: ModuleType, texts: Callable, remarks: Callable
):
    file = line_chart(pdf)
    assert texts(file) == ["FY2023 7.4%", "FY2024 8.1%", "FY2025 9.2%"]
    assert remarks(file) == ("6 figures of charts’ axes left out",)
    assert {"10", "0", "FY2024 8.1%"} <= set(texts(file, layout="line"))


def test_the_grid_of_a_chart_is_no_table(pdf: ModuleType, texts: Callable):
    file = line_chart(pdf)
    page = file.pages[0]
    for number in range(6):
        page.line(90, 400 - 40 * number, 450, 400 - 40 * number)
    for number in range(4):
        page.line(90 + 120 * number, 200, 90 + 120 * number, 400)
    assert texts(file) == ["FY2023 7.4%", "FY2024 8.1%", "FY2025 9.2%"]


def test_figures_beside_a_chart_that_are_no_axis_stay(pdf: ModuleType, texts: Callable):
    file = line_chart(pdf)
    for number, figure in enumerate(("12", "15", "16")):  # uneven steps
        file.pages[0].text(440, 300 + 40 * number, figure, 10)
    assert texts(file)[-3:] == ["12", "15", "16"]


def pie(pdf: ModuleType, shares: Sequence[tuple[str, str]], spread: float = 150) -> Any:
    """Return a pie chart's names and shares, each on the middle of its sector, biggest first."""
    file = pdf.PdfFile()
    page = file.page()
    page.text(50, 40, "Sales by region", 20)
    begin = 0.0
    for name, share in shares:
        size = float(share.strip("%")) * 3.6
        angle = math.radians(begin + size / 2)
        x, y = 400 + spread * math.sin(angle), 280 - 150 * math.cos(angle)
        parts = [*name.split("|"), share]
        for line, text in enumerate(parts):
            page.text(x - pdf.width_of(text, 10) / 2, y + 12 * line, text, 10)
        begin += size
    return file


REGIONS = [
    ("Japan;", "45.0%"),
    ("North|America;", "25.0%"),
    ("Europe;", "12.5%"),
    ("Asia;", "17.5%"),
]


def test_a_pie_is_read_clockwise(pdf: ModuleType, blocks: Callable):
    read = blocks(pie(pdf, REGIONS))
    assert [(str(one.place), one.text) for one in read] == [
        ("page 1", "Sales by region"),
        ("page 1, chart 1, row Japan", "Japan 45.0%"),
        ("page 1, chart 1, row North America", "North America 25.0%"),
        ("page 1, chart 1, row Europe", "Europe 12.5%"),
        ("page 1, chart 1, row Asia", "Asia 17.5%"),
    ]


def test_shares_that_are_no_whole_or_stand_in_a_list_are_no_pie(pdf: ModuleType, blocks: Callable):
    less = [("Japan", "45.0%"), ("Americas", "25.0%"), ("Europe", "12.5%")]
    listed = pdf.PdfFile()
    lines(listed.page(), 50, 100, ["Japan 45.0%", "Americas 25.0%", "Asia 30.0%"])
    for file in (pie(pdf, less), listed):
        assert not any("chart" in str(block.place) for block in blocks(file))


def test_lines_of_a_drawing_make_no_table(pdf: ModuleType, tables: Callable, texts: Callable):
    file = pdf.PdfFile()
    page = file.page()
    grid(page, [50, 200, 350, 500], [100, 200, 300, 400])
    page.text(120, 203, "A label across the lines of the grid", 10)
    page.text(60, 303, "Another one that lies across", 10)
    assert tables(file) == []
    assert len(texts(file)) == 2


# The records


def test_every_block_has_its_page_and_box(pdf: ModuleType, blocks: Callable):
    file = pdf.PdfFile()
    file.page().text(100, 200, "First page", 20)
    file.page().text(300, 100, "Second page", 10)
    first, second = blocks(file)
    assert (first.place.page, second.place.page) == (1, 2)
    left, top, right, bottom = first.place.box
    assert left == pytest.approx(100, abs=0.5)
    assert right == pytest.approx(100 + pdf.width_of("First page", 20), abs=1)
    assert 175 < top < 190 < 199 < bottom < 210


def test_line_by_line(pdf: ModuleType, blocks: Callable):
    file = pdf.PdfFile()
    page = file.page()
    lines(page, 50, 100, ["The first line of a paragraph that", "goes on."])
    row(page, 200, [(50, "Revenue"), (300, "1,234"), (400, "5,678")])
    row(page, 218, [(50, "Costs"), (300, "234"), (400, "678")])
    found = blocks(file, layout="line")
    assert [block.text for block in found] == [
        "The first line of a paragraph that",
        "goes on.",
        "Revenue 1,234 5,678",
        "Costs 234 678",
    ]
    assert all(block.kind == "line" and block.place.box for block in found)


def test_segments_name_the_page(pdf: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture):
    file = pdf.PdfFile()
    file.page().text(50, 100, "First sentence of the page. Second sentence of it.")
    (tmp_path / "deck.pdf").write_bytes(file.content())
    assert run(["segments", str(tmp_path / "deck.pdf")]) == 0
    rows = capfd.readouterr().out.splitlines()[1:]
    assert rows == [
        "0\tpage 1\tparagraph\tFirst sentence of the page.",
        "1\tpage 1\tparagraph\tSecond sentence of it.",
    ]


def test_the_sample_pair_is_checked_page_by_page(capfd: pytest.CaptureFixture):
    pair = [str(CORPORA / f"deck.{language}.pdf") for language in ("ja", "en")]
    assert run(["check", *pair]) == 0
    captured = capfd.readouterr()
    assert "JA page 18" in captured.out
    assert "551 matched, 0 differ" in captured.err
    assert (
        "pages read: 20 Japanese, 20 English; without text: 0 Japanese, 0 English" in captured.err
    )


def test_two_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch):
    for name in ("deck.ja.pdf", "deck.en.pdf"):
        source = fetch(CORPORA / name)
        alone = pages.pages_of(source)
        monkeypatch.setattr(pages, "LARGE", 0)
        assert pages.pages_of(source) == alone
        monkeypatch.undo()
        assert [page.number for page in alone] == list(range(1, 21))


def test_one_page_for_two_processes(
    pdf: ModuleType, texts: Callable, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pages, "LARGE", 0)
    file = pdf.PdfFile()
    file.page().text(50, 60, "Revenue rose.")
    assert texts(file) == ["Revenue rose."]
