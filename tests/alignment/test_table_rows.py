"""Rows that only the order of their tables can pair."""

from __future__ import annotations

from termalign.alignment.table_rows import rows_between
from termalign.records import Place, Segment


def rows(*texts: str) -> list[Segment]:
    return [
        Segment(i, text, "row" if text[-1].isdigit() else "heading", Place(1, i + 1), i, 0, 9)
        for i, text in enumerate(texts)
    ]


JA = rows(
    "現金 120",
    "営業債権 80",
    "うち、長期 20",
    "その他の投資 33",
    "のれん 41",
    "資産合計 274",
    "概況",
)
EN = rows(
    "Cash 110", "Receivables 77", "Other investments 30", "Goodwill 40", "Total assets 257", "Notes"
)
SURE = {0: (0, 0.99), 1: (1, 0.95), 4: (3, 0.9), 5: (4, 0.99)}


def test_rows_between_sure_ones_pair_in_order_without_parts():
    assert list(rows_between(JA, EN, SURE)) == [(3, 2)]


def test_parts_pair_where_both_sides_have_them():
    en = rows(
        *("Cash 110", "Receivables 77", "of which long-term 18", "Other investments 30"),
        *("Goodwill 40", "Total assets 257"),
    )
    sure = {0: (0, 0.99), 1: (1, 0.95), 4: (4, 0.9), 5: (5, 0.99)}
    assert list(rows_between(JA, en, sure)) == [(2, 2), (3, 3)]


def test_too_many_rows_on_one_side_tell_nothing():
    ja = [*JA[:4], rows("貸付金 5")[0], *JA[4:]]
    assert list(rows_between(ja, EN, {0: (0, 0.99), 1: (1, 0.95), 5: (3, 0.9), 6: (4, 1.0)})) == []


def test_few_shared_rows_make_no_common_table():
    assert list(rows_between(JA, EN, {1: (1, 0.95), 4: (3, 0.9), 5: (4, 0.99)})) == []
    doubtful = SURE | {1: (1, 0.6)}
    assert list(rows_between(JA, EN, doubtful)) == []


def test_rows_of_another_order_tell_nothing():
    crossed = {0: (3, 0.99), 1: (1, 0.95), 4: (0, 0.9), 5: (4, 0.99)}
    assert list(rows_between(JA, EN, crossed)) == []
