"""GitHub's workflow commands: a line each, escaped as GitHub undoes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.report import About, render

if TYPE_CHECKING:
    from termalign.records import Finding


def test_the_commands_as_github_reads_them(findings: list[Finding], about: About):
    assert render(findings, "github", about).splitlines() == [
        (
            "::error file=deck.en.txt,line=7,title=figure.scale::"
            "¥1,282.0 billion is 10 times too large for 1,282.0億円 → ¥128.2 billion (012345678)"
        ),
        (
            "::warning file=決算 説明.ja.txt,title=text.omitted::"
            "no English was found for this (012345679)"
        ),
        (
            "::notice file=deck.en.txt,line=9,title=figure.extra::"
            "[r:9] =1+1, 100%25: a%0Ab → =HYPERLINK(“x”) (ffff4567)"
        ),
    ]


def test_a_file_name_cannot_end_its_property(findings: list[Finding]):
    about = About(en_file="a,line=1::b%.txt")
    (line,) = render(findings[:1], "github", about).splitlines()
    assert line.startswith("::error file=a%2Cline=1%3A%3Ab%25.txt,line=7,title=figure.scale::")


def test_a_side_may_have_a_file_of_its_own(findings: list[Finding], about: About):
    (first, *_) = findings
    assert first.en is not None
    other = replace(first, en=replace(first.en, file="tanshin.en.txt"))
    (line,) = render([other], "github", about).splitlines()
    assert line.startswith("::error file=tanshin.en.txt,line=7,")


def test_without_a_file_there_is_no_line(findings: list[Finding]):
    (line,) = render(findings[:1], "github").splitlines()
    assert line.startswith("::error title=figure.scale::")
    assert render([], "github") == ""
