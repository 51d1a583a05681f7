"""Tables on a terminal: columns that line up under Japanese, and nothing a terminal would obey."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.cli.table import aligned, coloured, visible, wrapped
from termalign.text import display_width


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1))
def test_columns_begin_below_one_another(rows: list[tuple[str, str]]):
    lines = aligned([(*row, "|") for row in rows])
    assert len(lines) == len(rows)
    ends = {display_width(line.removesuffix("|")) for line in lines}
    if all(display_width(visible(cell)) <= 44 for row in rows for cell in row):
        assert len(ends) == 1


@given(st.text())
def test_nothing_is_obeyed(text: str):
    shown = visible(text)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m赤", "\\x1b[31m赤"),
        ("a\u202eb", "a\\u202eb"),
        ("一\n二", "一\\n二"),
        ("全角\u3000空白", "全角\u3000空白"),
        ("ﾊﾝｶｸ é", "ﾊﾝｶｸ é"),
    ],
)
def test_what_is_shown(text: str, shown: str):
    assert visible(text) == shown


@given(st.text(st.sampled_from("営業a b,。"), max_size=60), st.integers(8, 30))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int):
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    words = max((len(word) for word in text.split()), default=0)
    assert all(display_width(line) <= max(width, words) for line in lines)


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch):
    line = "approved supplier  承認済  approved  exact"
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert coloured(line, "approved") == (
        "approved supplier  承認済  \x1b[32mapproved\x1b[0m  exact"
    )
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured(line, "approved") == line
