"""All checks over an alignment: findings, fingerprints, gathering, and what was compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termalign.checks import examine, run
from termalign.records import Alignment, ApprovedTerm, Bead, Block, Document, Place, Segment
from termalign.settings import Settings

SETTINGS = Settings()


def alignment(
    *pairs: tuple[str, str], mode: str = "parallel", score: float = 1.0, page: int | None = None
) -> Alignment:
    """An alignment with a bead for each pair of texts, "" for a side that is not there."""
    sides = {}
    for side, language in enumerate(("ja", "en")):
        texts = [pair[side] for pair in pairs if pair[side]]
        places = [Place(page, line) for line in range(1, len(texts) + 1)]
        blocks = tuple(Block(t, "paragraph", p) for t, p in zip(texts, places, strict=True))
        segments = tuple(
            Segment(i, t, "paragraph", p, i, 0, len(t))
            for i, (t, p) in enumerate(zip(texts, places, strict=True))
        )
        sides[language] = (Document(f"deck.{language}.txt", language, blocks), segments)
    beads, at = [], [0, 0]
    for pair in pairs:
        indices = [(at[side],) if pair[side] else () for side in (0, 1)]
        at = [at[side] + bool(pair[side]) for side in (0, 1)]
        beads.append(Bead(indices[0], indices[1], score))
    (ja, ja_segments), (en, en_segments) = sides["ja"], sides["en"]
    return Alignment(ja, en, ja_segments, en_segments, tuple(beads), mode, "test")


def found(*pairs: tuple[str, str], **options: object) -> list[tuple[str, str]]:
    return [(f.check, f.severity) for f in run(alignment(*pairs, **options), (), SETTINGS)]


PAIR = ("売上収益は742億円でした。", "Revenue came to ¥72.4 billion.")
GOOD = ("広告費は85億円でした。", "Advertising cost ¥8.5 billion.")


def test_a_finding_tells_where_and_what():
    (finding,) = run(alignment(GOOD, PAIR), (), SETTINGS)
    assert (finding.check, finding.severity, finding.row) == ("figure.value", "error", 1)
    assert finding.message == "742億円 is not ¥72.4 billion"
    assert finding.hint == "¥74.2 billion"
    assert finding.ja
    assert finding.en
    ((start, end),) = finding.ja.spans
    assert finding.ja.text[start:end] == "742億円"
    ((start, end),) = finding.en.spans
    assert finding.en.text[start:end] == "¥72.4 billion"
    assert (finding.ja.place, finding.en.place) == ("line 2", "line 2")


def test_the_fingerprint_is_by_content_not_by_place():
    (one,) = run(alignment(PAIR), (), SETTINGS)
    (moved,) = run(alignment(GOOD, GOOD, PAIR, page=7), (), SETTINGS)
    wide = (PAIR[0].replace("742", "７４２"), PAIR[1])
    (folded,) = run(alignment(wide), (), SETTINGS)
    (other,) = run(alignment((PAIR[0], PAIR[1].replace("72.4", "72.3"))), (), SETTINGS)
    assert one.fingerprint == moved.fingerprint == folded.fingerprint
    assert other.fingerprint != one.fingerprint
    assert len(one.fingerprint) == 16


def test_nothing_is_said_of_what_agrees():
    assert found(GOOD, ("平成28年３月31日現在", "As of March 31, 2016")) == []


@pytest.mark.parametrize(
    ("score", "severities"),
    [(1.0, {"error"}), (0.7, {"note"}), (0.3, {"note"})],
)
def test_what_is_missing_in_an_uncertain_bead_is_a_note(score: float, severities: set[str]):
    pair = ("受注は64億円、残高は19億円です。", "Orders were ¥6.4 billion.")
    given = found(pair, score=score)
    assert {severity for check, severity in given if check == "figure.missing"} == severities


def test_two_texts_without_a_figure_in_common_are_no_translations():
    pair = ("受注は64億円でした。", "Orders were ¥7.1 billion.")
    assert found(pair, score=0.95) == [("figure.value", "error")]
    assert found(pair, score=0.7) == [("figure.value", "note")]


def test_a_figure_over_a_beads_edge_is_not_missing():
    pairs = (
        ("受注は64億円、残高は19億円です。", "Orders were ¥6.4 billion."),
        ("人員は増えました。", "The backlog is ¥1.9 billion; headcount rose."),
    )
    assert found(*pairs) == []
    # The user's own pairing is not second-guessed.
    assert found(*pairs, mode="given") == [("figure.missing", "error"), ("figure.extra", "warning")]


OMITTED = "取引先を含めたセキュリティ対策に関する引き合いが増えました。"


def test_a_run_of_omitted_texts_is_one_finding():
    lone = tuple((f"{number}番目の{OMITTED}", "") for number in "一二三")
    findings = run(alignment(GOOD, *lone, GOOD, (OMITTED, "")), (), SETTINGS)
    assert [(f.check, f.row, f.message) for f in findings] == [
        ("text.omitted", 1, "3 texts in a row have no English"),
        ("text.omitted", 5, "no English was found for this"),
    ]
    assert findings[0].ja
    assert findings[0].ja.place == "line 2 to line 4"


def test_an_empty_side_of_a_bilingual_file_is_an_error_a_missing_one_is_not():
    given = alignment((OMITTED, ""), mode="given")
    assert [(f.check, f.severity) for f in examine(given, (), SETTINGS).findings] == [
        ("text.omitted", "error")
    ]
    assert examine(given, (), SETTINGS, monolingual=[0]).findings == ()


def test_one_language_gets_what_one_language_tells():
    given = alignment(("基準日：2025年9月30日（水）", ""), mode="given")
    (finding,) = examine(given, (), SETTINGS, monolingual=[0]).findings
    assert (finding.check, finding.hint, finding.en) == ("figure.date", "火", None)


def test_comparable_documents_may_leave_out_what_they_like():
    same_period = (
        "自己資本比率は23年3月末48.0％でした。",
        "The ratio was 47.0% at March 31, 2023.",
    )
    other_period = (
        "自己資本比率は23年3月末48.0％でした。",
        "The ratio was 47.0% at March 31, 2024.",
    )
    pairs = (PAIR, other_period, (OMITTED, ""), ("", "Highlights of the quarter"))
    assert found(*pairs, mode="comparable") == []
    assert found(*pairs, same_period, mode="comparable") == [("figure.value", "note")]


def test_japanese_left_at_one_place_is_told_once():
    labels = [("", text) for text in ("拠点A", "庫内端末", "監視・運用", "システム監視", "回線")]
    (finding,) = run(alignment(*labels), (), SETTINGS)
    assert (finding.check, finding.severity) == ("text.untranslated", "error")
    assert finding.message == "Japanese is left in 5 texts that stand together"
    assert finding.en
    assert finding.en.place == "line 1 to line 5"
    pairs = [
        (label, label) for _, label in labels
    ]  # a bilingual file's rows are answered one by one
    assert len(run(alignment(*pairs, mode="given"), (), SETTINGS)) == 5


def test_declared_units_reach_over_the_page():
    pairs = (
        ("単位：億円", "Unit: ¥ (JPY) billion"),
        ("営業利益 74.8", "Operating profit 7.48"),
        ("1株当たり配当金 74.8", "Dividend per share 74.8"),
    )
    assert found(*pairs) == []
    assert found(*pairs[1:]) == [("figure.scale", "error")]


def test_the_profile_decides_what_rounding_is_right():
    pair = ("受注残は37,268百万円です。", "The backlog is ¥37.2 billion.")
    assert found(pair) == []
    settings = Settings({"profile.rounding": "half-up"})
    (finding,) = run(alignment(pair), (), settings)
    assert (finding.check, finding.severity, finding.hint) == (
        "figure.rounding",
        "warning",
        "¥37.3 billion",
    )


def test_terms_come_as_plain_data():
    terms = [
        ApprovedTerm("広告費", "advertising expenses", "approved"),
        ApprovedTerm("広告費", "publicity spending", "forbidden"),
        ApprovedTerm("営業利益", "operating profit", "proposed"),  # not decided on
    ]
    pairs = (
        GOOD,
        ("広告費は減りました。", "Publicity spending fell though advertising expenses rose."),
    )
    findings = run(alignment(*pairs), terms, SETTINGS)
    assert [(f.check, f.severity, f.hint) for f in findings] == [
        ("term.unapproved", "warning", "advertising expenses"),
        ("term.forbidden", "error", "advertising expenses"),
    ]
    assert findings[0].message == (
        "広告費: the glossary has “advertising expenses”, which is not in the English"
    )


def test_what_was_compared_is_counted():
    pairs = (
        GOOD,
        PAIR,
        (OMITTED, ""),
        ("", "Note 12"),
        ("残高は19億円です。", "The balance rose 5%."),
    )
    tally = examine(alignment(*pairs), (), SETTINGS).tally
    assert (tally.beads, tally.ja_only, tally.en_only) == (5, 1, 1)
    assert (tally.figures_matched, tally.figures_differing) == (1, 1)
    assert (tally.ja_without_partner, tally.en_without_partner) == (1, 1)
    assert (tally + tally).figures_matched == 2


def test_pages_without_text_are_counted():
    one = alignment(GOOD, page=2)
    document = replace(one.ja_document, pages=3)
    tally = examine(replace(one, ja_document=document), (), SETTINGS).tally
    assert (tally.ja_pages, tally.ja_pages_without_text) == (3, 2)
