"""What holds for any text: nothing raises, spans slice back, and reading takes linear time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termalign.figures import find_figures
from termalign.figures.bases import bases_of
from termalign.figures.comparison import compare_texts
from termalign.figures.declared import declared_units
from termalign.figures.english import in_english, shown_step, shown_value
from termalign.figures.slips import calendar_slips

_PIECES = """0 1 2 9 12 31 99 365 2023 1,282.0 12,3 ０ ４年 ① 〇 一 二 十 百 千 万 億 兆 円 銭 % ％ 割 分 倍 ポイント
    pt bp 年 月 日 末 期 年度 四半期 上期 半減 第 約 弱 以上 △ ▲ - − – ～ ( ) （ ） ¥ $ US$ JPY FY Q H R5 平成 元 令和
    . , / : ' ’s million bn thousand to up down more than March May Sep. two twenty-one half
    third quarter of doubled fiscal year ended Heisei YoY QoQ IPv6 ISO 注 P. https:// @ 減 増 の 社 名 人 カ月 MW m x
    th st -year points"""
PIECES = st.sampled_from(_PIECES.split())
SIGNS = st.sampled_from([" ", "\n", "\u3000", "\ud800", "\x00"])
TEXTS = st.one_of(st.text(), st.lists(PIECES | SIGNS, max_size=30).map("".join))
LANGUAGES = st.sampled_from(["ja", "en"])


@settings(max_examples=600, deadline=None)
@given(TEXTS, LANGUAGES)
def test_any_text_is_read_in_order_without_overlap(text: str, language: str):
    figures = find_figures(text, language)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.surface
        assert figure.surface
        assert figure.step > 0
        assert figure.value.is_finite()
        assert in_english(figure)
        shown_value(figure)
        shown_step(figure)
    for one, other in pairwise(figures):
        assert one.end <= other.start


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_are_compared_figure_by_figure(ja: str, en: str):
    verdicts = compare_texts(ja, en)
    for verdict in verdicts:
        assert verdict.reason
        assert verdict.ja or verdict.en
    # Every number is spoken of: none is lost between the passes.
    spoken = {verdict.ja.start for verdict in verdicts if verdict.ja}
    for figure in find_figures(ja, "ja"):
        if figure.kind not in {"date", "period"} and figure.unit != "ordinal":
            assert figure.start in spoken


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
def test_any_text_is_looked_at_for_slips_units_and_bases(text: str, language: str):
    for found in (
        *calendar_slips(text, language),
        *declared_units(text, language),
        *bases_of(text, language),
    ):
        assert 0 <= found.start < found.end <= len(text)


LONG = 100_000
MONSTERS = {
    "digits": "1" * LONG,
    "commas": "1," * (LONG // 2),
    "groups": "1,111," * (LONG // 6),
    "kanji": "一" * LONG,
    "scales": "1万" * (LONG // 2),
    "brackets": "(" * LONG + "1" + ")" * LONG,
    "ranges": "1～" * (LONG // 2),
    "hyphens": "1-" * (LONG // 2),
    "years": "2023年" * (LONG // 5),
    "dots": "1." * (LONG // 2),
    "words": "one " * (LONG // 4),
    "directions": "increase 5% " * (LONG // 12),
    "spaces": " " * LONG + "5",
    "addresses": "a" * LONG + "@",
    "letters": "A1" * (LONG // 2),
    "signs": "△1" * (LONG // 2),
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", MONSTERS)
def test_no_text_takes_more_than_linear_time(name: str, language: str):
    started = time.perf_counter()
    find_figures(MONSTERS[name], language)
    # 50,000 figures of 12 µs each; anything quadratic would take minutes.
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("sign", ["1", "(", ")", ".", "1.", "[", "一"])
def test_a_megabyte_of_one_sign_is_read_in_linear_time(sign: str, language: str):
    started = time.perf_counter()
    find_figures((sign * 10**6)[: 10**6], language)
    assert time.perf_counter() - started < 5


def test_long_lists_of_figures_are_compared_in_linear_time():
    text = " 1" * 10_000
    started = time.perf_counter()
    assert len(compare_texts(text, text)) == 10_000
    assert time.perf_counter() - started < 10  # 150 µs each; anything quadratic takes minutes


def test_absurd_sizes_are_no_figures():
    assert find_figures("9" * 40 + "兆円", "ja") == ()
    assert find_figures("¥" + "9" * 40 + " trillion", "en") == ()
