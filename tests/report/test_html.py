"""The page: it needs nothing, obeys nothing in the texts, and goes by pages."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from termalign.records import Finding, Side
from termalign.report import About, render

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """What stands in a page: headings, marks, every tag and attribute; raises if ill nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_counts_first_then_the_findings_under_their_pages(findings: list[Finding], about: About):
    page = render(findings, "html", about)
    parsed = outline(page)
    assert parsed.texts["h1"] == ["決算 説明.ja.txt – deck.en.txt"]
    assert parsed.texts["b"] == ["1", "1", "1"]
    assert parsed.texts["h2"] == ["Japanese page 2", "Japanese page 5", "Findings"]
    assert parsed.texts["mark"] == ["1,282.0億円", "¥1,282.0 billion", "350"]
    assert "compared: 9 pairs of texts" in page
    assert '<dd class="hint">¥128.2 billion</dd>' in page


def test_a_text_is_no_markup_and_the_page_fetches_nothing(findings: list[Finding], about: About):
    page = render(findings, "html", about)
    assert "&lt;b&gt;増加&lt;/b&gt; した" in page
    parsed = outline(page)
    assert not {"script", "link", "img", "iframe", "object"} & parsed.tags
    assert not {"src", "href", "onclick", "onload"} & parsed.attributes
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|https?://", page)


def test_what_was_answered_as_fixed_has_a_heading_of_its_own(findings: list[Finding]):
    parsed = outline(render(findings, "html", About(reopened=1)))
    assert parsed.texts["h2"][0] == "Answered as fixed, and still there"


def test_nothing_found_is_said(findings: list[Finding]):
    assert "Nothing was found." in render([], "html")
    assert "Nothing was found." not in render(findings, "html")


def test_marks_within_marks_stand_once(findings: list[Finding]):
    side = findings[0].ja
    assert side is not None
    twice = replace(findings[0], ja=replace(side, spans=((5, 14), (5, 9), (7, 200))))
    parsed = outline(render([twice], "html"))
    assert parsed.texts["mark"] == ["1,282.0億円でした。", "¥1,282.0 billion"]


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("slide 4, table 1, row 売上高", "Japanese slide 4"),
        ("page 4, line 47", "Japanese page 4"),
        ("sheet 業績, row 4", "Japanese sheet 業績"),
        ("line 47", "Japanese page 4"),
    ],
)
def test_a_page_is_called_what_its_document_calls_it(about: About, place: str, heading: str):
    side = Side("売上高は742億円", place=place, page=4)
    page = render([Finding("figure.value", "error", "is not", "", side, None)], "html", about)
    assert outline(page).texts["h2"] == [heading]
