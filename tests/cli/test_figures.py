"""`termalign figures` as a whole command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

HEADER = "start\tend\tsurface\tvalue\tunit\tkind\tprecision\tsign\thedge\tplace"


def test_a_text_is_explained_figure_by_figure(termalign: RunTermalign):
    text = "第２四半期の売上収益は1,282.0億円（前年同期比5.1％増）"
    done = termalign("figures", text, "--to", "en")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        f"{HEADER}\tenglish",
        "0\t5\t第２四半期\t\t2Q\tperiod\t\t\t\t\tsecond quarter",
        "11\t20\t1,282.0億円\t128200000000\tJPY\tamount\t10000000\t\t\t\t¥128.2 billion",
        "26\t31\t5.1％増\t5.1\t%\tpercent\t0.1\t増\t\t\t5.1%",
    ]


def test_an_order_of_magnitude_is_an_interval(termalign: RunTermalign):
    done = termalign("figures", "十数億円、数百名、数千万円、千数百人、数十社", "--to", "en")
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()[1:]]
    assert [(row[2], row[3], row[5], row[10]) for row in rows] == [
        ("十数億", "1100000000–1900000000", "interval", "more than 1 billion"),
        ("数百", "200–900", "interval", "several hundred"),
        ("数千万", "20000000–90000000", "interval", "tens of millions"),
        ("千数百", "1100–1900", "interval", "more than 1,000"),
        ("数十", "20–90", "interval", "dozens"),
    ]


def test_a_text_may_begin_with_a_hyphen(termalign: RunTermalign):
    done = termalign("figures", "-3.7%")
    assert done.stdout.decode().splitlines() == [
        HEADER,
        "0\t5\t-3.7%\t-3.7\t%\tpercent\t0.1\t-\t\t",
    ]


def test_a_document_is_read_with_its_places(termalign: RunTermalign, tmp_path: Path):
    path = tmp_path / "deck.en.txt"
    path.write_text("Revenue was ¥128.2 billion.\n\nAs of March 31, 2016\n", "utf-8")
    rows = [row.split("\t") for row in termalign("figures", path).stdout.decode().splitlines()]
    assert [(row[2], row[3], row[9]) for row in rows[1:]] == [
        ("¥128.2 billion", "128200000000", "line 1"),
        ("March 31, 2016", "2016-03-31", "line 3"),
    ]


def test_no_figures_are_said_to_be_none(termalign: RunTermalign):
    done = termalign("figures", "5GとIPv6")
    assert done.returncode == 0
    assert done.stdout.decode() == f"{HEADER}\n"
    assert done.stderr.decode() == "no figures\n"


def test_a_file_that_is_not_there_is_no_text(termalign: RunTermalign):
    done = termalign("figures", "deck.ja.txt")
    assert done.returncode == 2
    assert b"no such file" in done.stderr
