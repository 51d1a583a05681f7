"""The company's habits: what is set gives warnings when broken, what was learned notes at most."""

from __future__ import annotations

from collections import Counter

import pytest

from termalign.checks import run
from termalign.checks.habits import (
    Habits,
    label_shown,
    learned,
    negative_shown,
    rounding_shown,
    suggested,
)
from termalign.checks.passage import figures_compared
from termalign.checks.profile import restyled
from termalign.figures import find_figures
from termalign.settings import Profile, Settings
from tests.checks.test_examination import alignment


def found(*pairs: tuple[str, str], **profile: str) -> list[tuple[str, str]]:
    settings = Settings({f"profile.{key.replace('_', '-')}": v for key, v in profile.items()})
    return [(one.check, one.severity) for one in run(alignment(*pairs), (), settings)]


MINUS = ("営業利益は△6.9％でした。", "Operating profit: -6.9%")
PARENTHESIS = ("経常利益は△7.4％でした。", "Ordinary profit: (7.4)%")
UP = ("受注残は37,268百万円です。", "The backlog is ¥37.3 billion.")
CUT = ("受注残は41,283百万円です。", "The backlog is ¥41.2 billion.")
EITHER = ("受注残は52,312百万円です。", "The backlog is ¥52.3 billion.")  # both ways the same
FIRST = ("2026年3月期の見通し", "Outlook for FY2025")
LAST = ("2026年3月期の見通し", "Outlook for FY2026")


@pytest.mark.parametrize(
    ("pair", "profile", "findings"),
    [
        (MINUS, {}, []),
        (MINUS, {"negative_style": "minus"}, []),
        (MINUS, {"negative_style": "parenthesis"}, [("figure.style", "warning")]),
        (PARENTHESIS, {"negative_style": "minus"}, [("figure.style", "warning")]),
        (PARENTHESIS, {"negative_style": "triangle"}, [("figure.style", "warning")]),
        (UP, {"rounding": "cut"}, [("figure.rounding", "warning")]),
        (CUT, {"rounding": "half-up"}, [("figure.rounding", "warning")]),
        (CUT, {"rounding": "either"}, []),
        (EITHER, {"rounding": "cut"}, []),
        (EITHER, {"rounding": "half-up"}, []),
        (LAST, {"fiscal_year_label": "first"}, [("figure.period", "error")]),
        (FIRST, {"fiscal_year_label": "first"}, []),
    ],
)
def test_what_is_set_is_held_against_every_figure(
    pair: tuple[str, str], profile: dict[str, str], findings: list[tuple[str, str]]
):
    assert found(pair, **profile) == findings


@pytest.mark.parametrize(
    ("usual", "odd"), [(MINUS, PARENTHESIS), (PARENTHESIS, MINUS), (UP, CUT), (FIRST, LAST)]
)
def test_what_was_learned_gives_notes_at_most(usual: tuple[str, str], odd: tuple[str, str]):
    assert found(*[usual] * 12) == []
    assert found(*[usual] * 12, odd) == [("figure.style", "note")]
    # Two ways side by side, or too few to tell, are no habit.
    assert found(*[usual] * 6, *[odd] * 6) == []
    assert found(*[usual] * 4, odd) == []


def test_what_is_set_silences_what_was_learned():
    pairs = [*[MINUS] * 12, PARENTHESIS]
    assert found(*pairs, negative_style="parenthesis") == [("figure.style", "warning")] * 12
    assert found(*[UP] * 12, CUT, rounding="either") == []


def test_the_hint_is_the_figure_in_the_right_style():
    settings = Settings({"profile.negative-style": "parenthesis"})
    (finding,) = run(alignment(MINUS), (), settings)
    assert finding.hint == "(6.9)%"
    assert finding.message == (
        "-6.9% is marked with a minus sign; the profile’s negatives have a parenthesis"
    )


@pytest.mark.parametrize(
    ("surface", "parenthesis", "minus", "triangle"),
    [
        ("-¥5.2 billion", "¥(5.2) billion", "-¥5.2 billion", "△¥5.2 billion"),
        ("(3.7)%", "(3.7)%", "-3.7%", "△3.7%"),
        ("△1,507", "(1,507)", "-1,507", "△1,507"),
        ("−48", "(48)", "-48", "△48"),
    ],
)
def test_a_negative_in_each_style(surface: str, parenthesis: str, minus: str, triangle: str):
    assert restyled(surface, "parenthesis") == parenthesis
    assert restyled(surface, "minus") == minus
    assert restyled(surface, "triangle") == triangle


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("-3.7%", "minus"),
        ("(3.7)%", "parenthesis"),
        ("△3.7%", "triangle"),
        ("down 3.7%", None),
        ("+3.7%", None),
        ("3.7%", None),
    ],
)
def test_how_a_negative_is_marked(text: str, style: str | None):
    (figure,) = find_figures(text, "en")
    assert negative_shown(figure) == style


@pytest.mark.parametrize(
    ("pair", "rounding", "label"),
    [
        (UP, "half-up", None),
        (CUT, "cut", None),
        (EITHER, None, None),
        (("会員は8,350社です。", "More than 8,000 members."), None, None),
        (FIRST, None, "first"),
        (LAST, None, "last"),
        (("2025年12月期の見通し", "Outlook for FY2025"), None, None),
    ],
)
def test_what_a_pair_tells(pair: tuple[str, str], rounding: str | None, label: str | None):
    (verdict,) = figures_compared(*pair, Profile())
    assert (rounding_shown(verdict), label_shown(verdict)) == (rounding, label)


def test_nothing_is_learned_of_nothing():
    assert learned([]) == Profile()


def test_habits_as_settings_with_their_counts():
    habits = Habits(
        year_ends=Counter({3: 12, 12: 1}),
        labels=Counter({"last": 3}),
        roundings=Counter({"half-up": 5, "cut": 4}),
        names=Counter({"Kirimi 3": 4, "Mado 24": 1, "A5": 2}),
        with_english=60,
        without_english=40,
    )
    assert suggested(habits) == (
        "[profile]\n"
        "fiscal-year-end = 3                 # 12 of 13\n"
        'fiscal-year-label = "last"          # 3 of 3\n'
        '# rounding =                        # no habit: "half-up" 5, "cut" 4\n'
        "# negative-style =                  # not seen\n"
        'names = ["A5", "Kirimi 3"]          # seen 2, 4 times\n'
        'scope = "partial"                   # 60 of 100 Japanese texts have English\n'
    )
