"""Pages as PDF text has them: which lines belong together, and what each block is."""

import textwrap

import pytest

from termalign.reading.layout import blocks_of


def read(page: str):
    """The page's blocks as "k text", k being the kind's first letter."""
    blocks, _ = blocks_of(textwrap.dedent(page).strip("\n"))
    return [f"{block.kind[0]} {block.text}" for block in blocks]


PAGES = {
    "an English sentence wrapped with a space at its line's end": (
        "Figures in this leaflet that concern our plans are \nestimates as of today.",
        ["p Figures in this leaflet that concern our plans are estimates as of today."],
    ),
    "wrapped without such a space: the next line is in lower case": (
        "Example Corp. reports on a basis\nthat differs from last year.",
        ["p Example Corp. reports on a basis that differs from last year."],
    ),
    "a label over two lines, even across a blank one": (
        "Home \nDelivery (HD)\n\nCold \n\nstorage",
        ["h Home Delivery (HD)", "h Cold storage"],
    ),
    "labels side by side stay apart": (
        "Tea Shops\nBook Shops\nFlower Shops",
        ["h Tea Shops", "h Book Shops", "h Flower Shops"],
    ),
    "what would have fitted was not wrapped: a heading and its text": (
        "Store renewal \nEvery old building is to be barrier-free ",
        ["h Store renewal", "h Every old building is to be barrier-free"],
    ),
    "a word that opens sentences begins a new block": (
        "Upkeep of old stores \nAs buildings become \nmore worn out",
        ["h Upkeep of old stores", "h As buildings become more worn out"],
    ),
    "bullets, with hanging lines": (
        "• Wages for the upkeep of our stores \n\nand warehouses\n• Fees\n- Rent of \noffices",
        [
            "b • Wages for the upkeep of our stores and warehouses",
            "b • Fees",
            "b - Rent of offices",
        ],
    ),
    "a bullet's line that names no continuation": (
        "• Sales are to exceed the plan this year \n\nStores",
        ["b • Sales are to exceed the plan this year", "h Stores"],
    ),
    "a Japanese bullet wrapped within a word": (
        "• 船積み前の検査は完了、関係先が多く（税関・\n倉庫会社・保険会社等）手続きが長引く、納期に変\n更なし",
        [
            "b • 船積み前の検査は完了、関係先が多く（税関・倉庫会社・保険会社等）手続きが長引く、納期に変更なし"
        ],
    ),
    "running text cut within a word at the margin, though the box is the only one of its width": (
        "本冊子に記載した見通しは、作成の時点で入手できた情報に基づく当社の判断を述べたもので\nあり、結果は異なることがあります。",
        [
            "p 本冊子に記載した見通しは、作成の時点で入手できた情報に基づく当社の判断を述べたものであり、結果は異なることがあります。"
        ],
    ),
    "two notes of a slide, as long but without a full stop": (
        "販売費には、店舗の賃借料と広告宣伝費、倉庫の保管料及び配送に要した費用の合計額を記載\n当期利益の増減率は、前期に計上した店舗売却益を除いた数値との比較",
        [
            "p 販売費には、店舗の賃借料と広告宣伝費、倉庫の保管料及び配送に要した費用の合計額を記載",
            "h 当期利益の増減率は、前期に計上した店舗売却益を除いた数値との比較",
        ],
    ),
    "cut within a katakana word that stands whole elsewhere": (
        "• クリーニングサービスを拡充\n• 全国の店舗での受付、自社工場のク\n\nリーニングサービスとの連携",
        [
            "b • クリーニングサービスを拡充",
            "b • 全国の店舗での受付、自社工場のクリーニングサービスとの連携",
        ],
    ),
    "cut within kanji: the phrase stands elsewhere": (
        "再開発事業の受注\n\n用地取得の遅れ・再開\n発事業費の増加による延期",
        ["h 再開発事業の受注", "h 用地取得の遅れ・再開発事業費の増加による延期"],
    ),
    "a line that begins with a particle": (
        "• 独自のセンサーで設備の見えない故障予兆\n\nを検知、修理の手配も実施",
        ["b • 独自のセンサーで設備の見えない故障予兆を検知、修理の手配も実施"],
    ),
    "Japanese labels side by side stay apart": (
        "ホームクリーニングサービス\nウォーターサーバーレンタル\n店舗運営",
        ["h ホームクリーニングサービス", "h ウォーターサーバーレンタル", "h 店舗運営"],
    ),
    "a label broken by hand after a particle": (
        "灯油等の\n従来型燃料販売",
        ["h 灯油等の従来型燃料販売"],
    ),
    "はじめに is a heading, no phrase that goes on": (
        "はじめに\n当社は事業を開始しました。",
        ["h はじめに", "p 当社は事業を開始しました。"],
    ),
    "table rows, each its own, with a label of two lines": (
        """
        Mar. 31, 2024 Dec. 31, 2024 Changes
        Cash and cash equivalents 31,205 30,118 (1,087)
        Depreciation of leased \nvehicles (JPY million) 6.2 7.0
        その他の損益 △5 △3 - △2
        食品会社の倉庫自動化 8億円・3年間 物流サービス 24年5月 24年9月より
        (31) (140) 95 210 Other income (expense), net
        Stores 4%
        """,
        [
            "r Mar. 31, 2024 Dec. 31, 2024 Changes",
            "r Cash and cash equivalents 31,205 30,118 (1,087)",
            "r Depreciation of leased vehicles (JPY million) 6.2 7.0",
            "r その他の損益 △5 △3 - △2",
            "r 食品会社の倉庫自動化 8億円・3年間 物流サービス 24年5月 24年9月より",
            "r (31) (140) 95 210 Other income (expense), net",
            "r Stores 4%",
        ],
    ),
    "figures alone are rows, kept apart": (
        "19.9 \n27.2 \n\n75.9 79.3 \n1Q24 2Q24 3Q24",
        ["r 19.9", "r 27.2", "r 75.9 79.3", "r 1Q24 2Q24 3Q24"],
    ),
    "a date is no row": (
        "As of Mar. 31, 2024\nEstablished December 1992\n\n(23年9月末時点)",
        ["h As of Mar. 31, 2024", "h Established December 1992", "h (23年9月末時点)"],
    ),
    "a value and its change, a label and its value": (
        "84,300\n[+4.2%]\n\n製造業\n10%\n\nNet profit:\n2,310 [+12.5%]\n\n1Q20-\nend\n\n19年\n6月",
        [
            "r 84,300 [+4.2%]",
            "r 製造業 10%",
            "r Net profit: 2,310 [+12.5%]",
            "h 1Q20-end",
            "r 19年6月",
        ],
    ),
    "a row of changes under a row of values": (
        "2,140 2,265\n（+3.1%） （+7.3%）",
        ["r 2,140 2,265", "r （+3.1%） （+7.3%）"],
    ),
    "a caption and its bracket": (
        "Opened Osaka Store\n(Oct. 18)\n\n店舗内装\n（含む什器販売）",
        ["h Opened Osaka Store (Oct. 18)", "h 店舗内装（含む什器販売）"],
    ),
    "units are not glued to what stands before": (
        "Cash Flows (Summary) \nUnit: ¥ million\n\n連結業績の\n単位: 百万円",
        ["h Cash Flows (Summary)", "h Unit: ¥ million", "h 連結業績の", "h 単位: 百万円"],
    ),
    "vertical letters": (
        "Y\nearly\n\nS\n\nervice R\nevenue\nO\n\nne-tim\ne \nF\nees\n\nStore map",
        ["h Yearly Service Revenue One-time Fees", "h Store map"],
    ),
    "vertical Japanese": (
        "年\n間\nサ\nー\nビ\nス\n収\n入\n\n臨\n時\n収\n入\n\n基\n本\n\n料\n金\n\n旧\n\n新: プラン",
        # 旧 stands alone, yet is one of the letters that follow one another
        ["h 年間サービス収入", "h 臨時収入", "h 基本料金旧", "h 新: プラン"],
    ),
    "one letter is no vertical text": ("A\nB\n旧\n新", ["h A", "h B", "h 旧", "h 新"]),
    "hyphens: a cut word that stands whole elsewhere, and a compound": (
        "Our profits grew.\n\nThe assets and prof-\nits of right-of-\nuse assets grew.",
        ["p Our profits grew.", "p The assets and profits of right-of-use assets grew."],
    ),
    "an abbreviation's full stop at a line's end": (
        "It will be absorbed by Example Corp. on Apr. \n1, 2024, as announced by Sample Inc.\nin March.",
        [
            "p It will be absorbed by Example Corp. on Apr. 1, 2024, as announced by Sample Inc. in March."
        ],
    ),
    "an address ends where its line ends": (
        "https://www.example.co.jp/ir/\n\n持株数は9月末時点",
        ["h https://www.example.co.jp/ir/", "h 持株数は9月末時点"],
    ),
    "headings by their marks": (
        "Ⅳ- 2. Taxes etc.\n第２【事業の状況】\n＜サービス＞\n１【財務諸表】",
        ["h Ⅳ- 2. Taxes etc.", "h 第２【事業の状況】", "h ＜サービス＞", "h １【財務諸表】"],
    ),
    "enumerations and notes": (
        "(1) 概要\n①売上\n※1 単体\n(注) 税抜き\na) 法人\n1. Outlook\n*Under IFRS",
        [
            "b (1) 概要",
            "b ①売上",
            "b ※1 単体",
            "b (注) 税抜き",
            "b a) 法人",
            "b 1. Outlook",
            "b *Under IFRS",
        ],
    ),
    "two boxes in one line": (
        "長所 • 扱いやすさ\n• 耐久性",
        ["h 長所", "b • 扱いやすさ", "b • 耐久性"],
    ),
    "paragraphs that begin with an indent": (
        "　売上は増加しました。利益は\n減少しました\n　資産は増加しました。",
        ["p 売上は増加しました。利益は減少しました", "p 資産は増加しました。"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str):
    page, expected = PAGES[name]
    assert read(page) == expected


def test_a_space_that_stands_for_a_page_end_parts_blocks():
    page = "売上の推移は次のとおりで、\n 利益の推移\n減価償却費" + "\n費用の推移" * 20
    assert read(page)[:3] == ["h 売上の推移は次のとおりで、", "h 利益の推移", "h 減価償却費"]


def test_an_indent_throughout_is_no_page_end():
    assert read("The company grew \n by acquiring \n others in 2024.") == [
        "p The company grew by acquiring others in 2024."
    ]


def test_soft_breaks_of_word_processors_number_one_line():
    blocks, _ = blocks_of("見出し\v本文は、\u2028ここです。\n次")
    assert [(block.text, block.place.line) for block in blocks] == [
        ("見出し", 1),
        ("本文は、ここです。", 1),
        ("次", 2),
    ]
