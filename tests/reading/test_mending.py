"""Characters that change, those that must not, and what is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.reading.mending import mend


@pytest.mark.parametrize(
    ("text", "mended", "remark"),
    [
        ("現⾦及び⻑期", "現金及び長期", "2 radicals"),
        ("\uf0d8 増収\n\uf075増益\uf0fc", "• 増収\n•増益•", "3 symbol font signs"),
        ("開発\uf0e0提供", "開発→提供", "1 symbol font"),  # an arrow means something
        ("売\u200b上\u202e高\u0007", "売上高", "3 invisible"),
        ("Year-on\ufffeyear", "Year-on-year", "1 words joined"),
        (
            "profits prof\ufffeits",
            "profits profits",
            "1 words joined",
        ),  # the whole word stands there
        ("in\u00adcrease", "increase", "1 invisible"),
        ("in\u00ad\ncrease", "in-\ncrease", ""),  # at a line's end it is a hyphen one sees
        ("売\ufffd上", "売\ufffd上", "1 characters were lost"),
        ("①㈱１２％　ｱ 葛\U000e0100", "①㈱１２％　ｱ 葛\U000e0100", ""),  # spelling, not damage
        ("a\tb\r\nc\x0cd\u2028e\x85f", "a\tb\r\nc\x0cd\u2028e\x85f", ""),  # breaks: the layout's
    ],
)
def test_mending(text: str, mended: str, remark: str):
    result, remarks = mend(text)
    assert result == mended
    assert len(remarks) == bool(remark)
    assert "".join(remarks).startswith(remark)


@given(st.text())
def test_mending_twice_changes_nothing_more(text: str):
    once, _ = mend(text)
    assert mend(once)[0] == once
