"""Findings for people: what the report looks like, and that marks stand under their figures."""

from __future__ import annotations

from termalign.records import Finding, Side
from termalign.report import render
from termalign.text import display_width

JA = "中間期の売上収益は742.4億円で前年同期を7.4％上回りましたが、先行投資のため営業利益は74.8億円にとどまり、前年同期比では△2.6％の減益です。"
EN = "Half-year revenue came to ¥74.24 billion, 7.4% above the year before, but owing to early investments operating profit stayed at ¥7.48 billion, up 2.6%."
FINDINGS = [
    Finding(
        "figure.sign",
        "error",
        "△2.6％ and 2.6% have opposite signs",
        "(2.6)%",
        Side(JA, ((65, 70),), "page 2, line 9"),
        Side(EN, ((146, 150),), "page 3, line 7"),
        4,
    ),
    Finding(
        "term.unapproved",
        "warning",
        "売上収益: the glossary has “net revenue”, which is not in the English",
        "net revenue",
        Side(JA, ((4, 8),), "page 2, line 9"),
        Side(EN, (), "page 3, line 7"),
        4,
    ),
    Finding(
        "text.omitted",
        "note",
        "no English was found for this",
        "",
        Side("目次", (), "page 5"),
        None,
        7,
    ),
    Finding(
        "figure.extra",
        "warning",
        "350 has no\tcounterpart",
        "",
        Side("進展\nした"),
        Side("at 350 sites", ((3, 6),)),
        8,
        "r9",
    ),
]
EXPECTED = """\
JA page 2, line 9 · EN page 3, line 7
  JA  中間期の売上収益は742.4億円で前年同期を7.4％上回りましたが、先行投資のため営業利益は74.8億円にとどま
              ~~~~~~~~
      り、前年同期比では△2.6％の減益です。
                        ~~~~~~
  EN  Half-year revenue came to ¥74.24 billion, 7.4% above the year before, but owing to early investments
      operating profit stayed at ¥7.48 billion, up 2.6%.
                                                   ~~~~
  error: figure.sign: △2.6％ and 2.6% have opposite signs
    → (2.6)%
  warning: term.unapproved: 売上収益: the glossary has “net revenue”, which is not in the English
    → net revenue

JA page 5
  JA  目次
  note: text.omitted: no English was found for this

[r9]
  JA  進展 した
  EN  at 350 sites
         ~~~
  warning: figure.extra: 350 has no counterpart
"""


def test_the_report_as_it_is_read():
    assert render(FINDINGS, "text") == EXPECTED


def test_no_line_is_wider_than_a_hundred_columns_and_its_margin():
    long = Side("連結売上収益" * 60, ((100, 104),))
    text = render([Finding("text.omitted", "note", "-", "", long, None, 0)], "text")
    assert max(map(display_width, text.splitlines())) <= 106
    assert text.count("~") == 8  # four wide signs
    words = Side("revenue " * 60 + "x" * 200, ())
    lines = render([Finding("text.added", "note", "-", "", None, words, 0)], "text").splitlines()
    assert sum(display_width(line) > 106 for line in lines) == 1  # the word of 200 letters
