"""Partial English: a section or page without it is one finding, whatever its lines hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termalign.checks import examine
from termalign.records import Alignment, Bead, Block, Document, Finding, Place, Segment
from termalign.settings import Settings

# page of the Japanese, Japanese, English, score
Row = tuple[int | None, str, str, float]

GOOD = ("広告費は85億円でした。", "Advertising cost ¥8.5 billion.")


def good(page: int | None) -> Row:
    return (page, *GOOD, 1.0)


def bare(page: int | None, number: int) -> Row:
    return (page, f"{number}番目の事業では受注残が{number}47億円に増えています。", "", 1.0)


def weak(page: int | None) -> Row:
    """A line that the aligner gave English of some other line."""
    return (page, "補償費は61億円で、前年の58億円を超えました。", "Capex was ¥4.4 billion.", 0.3)


def english(text: str) -> Row:
    return (None, "", text, 1.0)


def alignment(*rows: Row, mode: str = "parallel") -> Alignment:
    sides: dict[str, list[Segment]] = {"ja": [], "en": []}
    beads = []
    for number, (page, ja, en, score) in enumerate(rows, start=1):
        indices = {}
        for language, text, place in (
            ("ja", ja, Place(page, number)),
            ("en", en, Place(None, number)),
        ):
            segments = sides[language]
            indices[language] = (len(segments),) if text else ()
            if text:
                segments.append(
                    Segment(len(segments), text, "paragraph", place, len(segments), 0, len(text))
                )
        beads.append(Bead(indices["ja"], indices["en"], score))
    documents = [
        Document(
            f"deck.{language}.txt",
            language,
            tuple(Block(one.text, one.kind, one.place) for one in segments),
        )
        for language, segments in sides.items()
    ]
    return Alignment(*documents, tuple(sides["ja"]), tuple(sides["en"]), tuple(beads), mode, "test")


def found(*rows: Row, scope: str = "", mode: str = "parallel") -> list[Finding]:
    settings = Settings({"profile.scope": scope} if scope else {})
    return list(examine(alignment(*rows, mode=mode), (), settings).findings)


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.check, one.severity, one.message) for one in findings]


def test_a_whole_page_is_one_finding_with_its_page():
    findings = found(good(1), bare(2, 1), bare(2, 2), good(3))
    assert told(findings) == [("text.omitted", "warning", "page 2 has no English: 2 texts")]
    assert findings[0].ja
    assert findings[0].ja.place == "page 2, line 2 to page 2, line 3"


def test_neighbouring_pages_are_one_finding():
    rows = [bare(page, number) for page in (2, 3) for number in (1, 2, 3)]
    assert told(found(good(1), *rows, good(4))) == [
        ("text.omitted", "warning", "pages 2 to 3 have no English: 6 texts")
    ]


def test_a_section_within_a_page_is_one_finding():
    rows = [bare(2, number) for number in range(1, 6)]
    assert told(found(good(1), good(2), *rows, good(2))) == [
        ("text.omitted", "warning", "a part of page 2 has no English: 5 texts in a row")
    ]


def test_a_document_without_pages_has_sections():
    rows = [bare(None, number) for number in range(1, 7)]
    assert told(found(good(None), *rows, good(None))) == [
        ("text.omitted", "warning", "6 texts in a row have no English")
    ]


def test_a_line_paired_with_some_other_line_does_not_break_the_page():
    rows = [bare(2, 1), weak(2), bare(2, 2), bare(2, 3)]
    pairs = alignment(good(1), *rows, good(3))
    examination = examine(pairs, (), Settings())
    assert told(list(examination.findings)) == [
        ("text.omitted", "warning", "page 2 has no English: 3 texts")
    ]
    # and its figures are not counted missing
    assert examination.tally.ja_without_partner == 0


def test_english_between_does_not_break_it_either():
    rows = [bare(2, 1), bare(2, 2), english("Highlights of the quarter"), bare(2, 3)]
    assert told(found(good(1), *rows, good(3))) == [
        ("text.omitted", "warning", "page 2 has no English: 3 texts"),
        ("text.added", "note", "no Japanese was found for this"),
    ]


def test_a_line_here_and_a_line_there_are_two():
    assert [f.row for f in found(good(1), bare(1, 1), good(1), bare(1, 2), good(2))] == [1, 3]


def test_an_error_in_a_sure_pair_stays_an_error():
    wrong = (2, "売上収益は742億円でした。", "Revenue came to ¥72.4 billion.", 1.0)
    checks = [one.check for one in found(good(1), bare(2, 1), wrong, bare(2, 2), good(3))]
    assert checks == ["text.omitted", "figure.value", "text.omitted"]


@pytest.mark.parametrize("scope", ["summary", "partial"])
def test_partial_english_is_a_note_where_the_profile_says_so(scope: str):
    rows = [good(1), bare(2, 1), bare(2, 2), good(3), bare(3, 1), good(4)]
    assert {one.severity for one in found(*rows, scope=scope)} == {"note"}
    assert {one.severity for one in found(*rows, scope="full")} == {"warning"}


def test_empty_cells_of_a_bilingual_file_stay_an_error():
    rows = [bare(None, number) for number in range(1, 7)]
    assert told(found(good(None), *rows, mode="given")) == [
        ("text.omitted", "error", "6 texts in a row have no English")
    ]
    assert told(found(good(None), *rows, mode="given", scope="partial")) == [
        ("text.omitted", "note", "6 texts in a row have no English")
    ]


def test_the_fingerprint_stays_when_the_page_moves():
    (one,) = found(good(1), bare(2, 1), bare(2, 2), good(3))
    (moved,) = found(good(1), good(2), good(3), bare(4, 1), bare(4, 2), good(5))
    (other,) = found(good(1), bare(2, 1), bare(2, 3), good(3))
    assert one.fingerprint == moved.fingerprint
    assert other.fingerprint != one.fingerprint
    assert len(one.fingerprint) == 16
    assert replace(one, ja=None, row=None) == replace(moved, ja=None, row=None, message=one.message)
