"""English figures by value: phrases of disclosure documents, each odd one with its reason."""

from __future__ import annotations

import pytest

from termalign.figures import find_figures
from termalign.figures.english import shown_step, shown_value


def read(text: str) -> list[str]:
    figures = find_figures(text, "en")
    for figure in figures:
        assert text[figure.start : figure.end] == figure.surface
    return [f"{one.surface} | {shown_value(one)} | {one.unit}" for one in figures]


AMOUNTS = [
    ("Revenue was ¥128.2 billion", ["¥128.2 billion | 128200000000 | JPY"]),
    ("JPY 3.4 bn and JPY3.4bn", ["JPY 3.4 bn | 3400000000 | JPY", "JPY3.4bn | 3400000000 | JPY"]),
    ("¥1,234 million", ["¥1,234 million | 1234000000 | JPY"]),
    ("1,282 million yen", ["1,282 million yen | 1282000000 | JPY"]),
    ("¥2,764,310 thousand", ["¥2,764,310 thousand | 2764310000 | JPY"]),
    ("¥1.23 trillion", ["¥1.23 trillion | 1230000000000 | JPY"]),
    ("¥3.5M, $3k", ["¥3.5M | 3500000 | JPY", "$3k | 3000 | USD"]),
    ("$3 to 5 million", ["$3 | 3000000 | USD", "5 million | 5000000 | USD"]),
    ("¥8.0–9.5 billion", ["¥8.0 | 8000000000 | JPY", "9.5 billion | 9500000000 | JPY"]),
    ("80-95 billion yen", ["80 | 80000000000 | JPY", "95 billion yen | 95000000000 | JPY"]),
    ("US$10,000 and A$5", ["US$10,000 | 10000 | USD", "A$5 | 5 | AUD"]),
    ("3 million U.S. dollars", ["3 million U.S. dollars | 3000000 | USD"]),
    ("¥145 to the dollar", ["¥145 | 145 | JPY"]),
    ("decreased by ¥105 million year on year", ["¥105 million | -105000000 | JPY"]),
    ("3,186 thousand", ["3,186 thousand | 3186000 | "]),
    ("sea level 1,035 m", ["1,035 m | 1035 | m"]),
    (
        "6.02 8.23 14.25 2022",
        ["6.02 | 6.02 | ", "8.23 | 8.23 | ", "14.25 | 14.25 | ", "2022 | 2022 | date"],
    ),
]
RATIOS = [
    (
        "3.7%, 3.7 percent, 3.7 per cent",
        ["3.7% | 3.7 | %", "3.7 percent | 3.7 | %", "3.7 per cent | 3.7 | %"],
    ),
    ("0.9 percentage points", ["0.9 percentage points | 0.9 | pt"]),
    ("2.1 pt, 0.5 ppt, 25 bps", ["2.1 pt | 2.1 | pt", "0.5 ppt | 0.5 | pt", "25 bps | 0.25 | pt"]),
    (
        "3.2 times, 3.2x, 3-fold",
        ["3.2 times | 3.2 | times", "3.2x | 3.2 | times", "3-fold | 3 | times"],
    ),
    (
        "doubled, halved, half of sales",
        ["doubled | 2 | times", "halved | 0.5 | times", "half | 0.5 | times"],
    ),
    (
        "a quarter of all orders, two-thirds",
        ["quarter | 0.25 | times", "two-thirds | 0.6667 | times"],
    ),
    ("a ratio of 61.5 to 38.5", ["61.5 | 61.5 | ", "38.5 | 38.5 | "]),
]
COUNTS = [
    (
        "15 subsidiaries and 8 affiliates",
        ["15 subsidiaries | 15 | company", "8 affiliates | 8 | company"],
    ),
    ("two data halls", ["two | 2 | "]),
    ("twenty-three subsidiaries", ["twenty-three subsidiaries | 23 | company"]),
    ("one million shares", ["one million shares | 1000000 | share"]),
    ("a 3-year plan, nine months", ["3-year | 3 | year", "nine months | 9 | month"]),
    ("from five to six years", ["five | 5 | year", "six years | 6 | year"]),
    (
        "1,500 kW, 1.5 MW, 11Gbps",
        ["1,500 kW | 1500 | kW", "1.5 MW | 1.5 | MW", "11Gbps | 11 | Gbps"],
    ),
    ("third straight year, the 30th anniversary", ["third | 3 | ordinal", "30th | 30 | ordinal"]),
    ("the 33rd fiscal year", ["33rd fiscal year | 33 | term"]),
]
DATES = [
    ("March 31, 2016", ["March 31, 2016 | 2016-03-31 | date"]),
    (
        "Sep. 30, 2023 and Sept. 2023",
        ["Sep. 30, 2023 | 2023-09-30 | date", "Sept. 2023 | 2023-09 | date"],
    ),
    ("7 August 2025", ["7 August 2025 | 2025-08-07 | date"]),
    (
        "2022-11-30, 11/30/2022, 30/11/2022",
        [
            "2022-11-30 | 2022-11-30 | date",
            "11/30/2022 | 2022-11-30 | date",
            "30/11/2022 | 2022-11-30 | date",
        ],
    ),
    ("in April 1971", ["April 1971 | 1971-04 | date"]),
    ("between June and August", ["June | --06 | month-day", "August | --08 | month-day"]),
    ("We may march on", []),
    ("in May 2024, May 10", ["May 2024 | 2024-05 | date", "May 10 | --05-10 | month-day"]),
    ("deadlines in 2027, we expect", ["2027 | 2027 | date"]),
    ("2020s and the 1980's", []),
    ("since Heisei 17", ["Heisei 17 | 2005 | date"]),
]
PERIODS = [
    ("FY21 to FY24", ["FY21 | 2021 | FY", "FY24 | 2024 | FY"]),
    ("fiscal 2007, fiscal year 2023", ["fiscal 2007 | 2007 | FY", "fiscal year 2023 | 2023 | FY"]),
    ("fiscal year ended March 31, 2024", ["fiscal year ended March 31, 2024 | 2024-03-31 | FYE"]),
    (
        "six months ended September 30, 2023",
        ["six months | 6 | month", "September 30, 2023 | 2023-09-30 | date"],
    ),
    ("the second quarter of FY2023", ["second quarter |  | 2Q", "FY2023 | 2023 | FY"]),
    (
        "2Q23, Q2 FY23, 1H23, 3Q FY2023",
        [
            "2Q23 | 2023 | 2Q",
            "Q2 |  | 2Q",
            "FY23 | 2023 | FY",
            "1H23 | 2023 | 1H",
            "3Q FY2023 | 2023 | 3Q",
        ],
    ),
    ("first half, second-half", ["first half |  | 1H", "second-half |  | 2H"]),
    ("FY3/24", ["FY3/24 | 2024-03-31 | FYE"]),
]
NO_FIGURES = [
    "5G SA and IPv6, 4K, 24h365d",
    "ISO 14001, IFRS 16, Microsoft 365, S&P 500, COVID-19",
    "(1) Overview (2) Outlook",
    "see page 3, note 2, Section 4 and P.46",
    "24/7 support, version 2.0.1",
    "Tel: +81-3-1234-5678",
    "https://example.com/2023/12 or ir2023@example.com",
    "one of the largest, no one, one-time costs, third-party",
    "dozens of companies, several hundred, tens of billions",
    "I-2. Summary",
    "at 4:40 p.m., 15:00",
    "a department store, someone, tense, often",
    "Results by segment (1)",
]


@pytest.mark.parametrize(("text", "expected"), [*AMOUNTS, *RATIOS, *COUNTS, *DATES, *PERIODS])
def test_figures_are_read_by_value(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_names_and_idioms_are_no_figures(text: str):
    assert [one for one in read(text) if not one.startswith(("hundred", "several"))] == []


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("(1,507)", "-1507", "()"),
        ("¥(5) million", "-5000000", "()"),
        ("(¥5) million", "-5000000", "()"),
        ("(3.7)%", "-3.7", "()"),
        ("(3.7%)", "3.7", "()"),  # a minus or an aside
        ("Kasumidai Trust (18.4%)", "18.4", "()"),
        ("(5 companies in Japan)", "5", ""),
        ("-3.7%", "-3.7", "-"),
        ("-¥0.7 billion", "-700000000", "-"),
        ("△61", "-61", "△"),
        ("minus 3.7%", "-3.7", "minus"),
        ("+5.1%", "5.1", "+"),
        ("down 3.7%", "-3.7", "down"),
        ("decreased by 3.7%", "-3.7", "decreased"),
        ("Decreased year on year by 3.7%", "-3.7", "Decreased"),
        ("a 0.6 pt decrease", "-0.6", "decrease"),
        ("0.9 percentage points higher", "0.9", "higher"),
        ("fell to ¥2 billion", "2000000000", ""),  # a level
        ("up to ¥1.5 billion", "1500000000", ""),  # a bound
        ("net loss of ¥5 million", "5000000", ""),
    ],
)
def test_signs_know_where_they_come_from(text: str, value: str, sign: str):
    (figure,) = find_figures(text, "en")
    assert (shown_value(figure), figure.sign) == (value, sign)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("approximately ¥3 billion", "approximately"),
        ("Approx. 60%", "Approx."),
        ("just under ¥2 billion", "just under"),
        ("more than 100 types", "more than"),
        ("up to ¥1.5 billion", "up to"),
        ("at least 10 companies", "at least"),
        ("100 people or more", "or more"),
        ("moreover 100 people", ""),
    ],
)
def test_hedges(text: str, hedge: str):
    (figure,) = find_figures(text, "en")
    assert figure.hedge == hedge


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("¥128.2 billion", "100000000"),
        ("¥1,234 million", "1000000"),
        ("3,186 thousand", "1000"),
        ("48.0%", "0.1"),
        ("25 bps", "0.01"),
        ("March 2016", "month"),
    ],
)
def test_each_figure_knows_the_worth_of_its_last_digit(text: str, step: str):
    (figure,) = find_figures(text, "en")
    assert shown_step(figure) == step
