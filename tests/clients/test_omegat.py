"""OmegaT at work with our translation memory and glossaries, in both directions."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import (
    GlossaryRow,
    WriteOptions,
    read_glossary,
    write_alignment,
    write_glossary,
)
from termalign.pair import AlignOptions, align_files
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from termalign.records import Language

pytestmark = pytest.mark.omegat

SAMPLED = 200

Memory = tuple[list[tuple[str, str]], bytes]


@pytest.fixture(scope="module")
def memory() -> Memory:
    """200 pairs of segments, no text in two of them, and a memory of the documents they are from."""
    decks = (resource("corpora", f"deck.{language}.txt") for language in ("ja", "en"))
    alignment = align_files(*decks, AlignOptions())
    texts = [alignment.texts(bead) for bead in alignment.beads if bead.ja and bead.en]
    pairs = [
        (ja, en)
        for ja, en in texts
        # Of the same source with two targets OmegaT takes one; that is no matter of the format.
        if all([ja, en].count(text) == 1 for text in (ja, en))
        and sum(ja == other for other, _ in texts) == sum(en == other for _, other in texts) == 1
    ]
    stream = io.BytesIO()
    write_alignment(alignment, stream, "tmx")
    assert len(pairs) >= SAMPLED
    return pairs[:: len(pairs) // SAMPLED][:SAMPLED], stream.getvalue()


def untranslated(translations: list[str], expected: list[str]) -> list[str]:
    return [want for got, want in zip(translations, expected, strict=True) if got != want]


@pytest.mark.parametrize("source", ["ja", "en"])
def test_every_segment_is_translated(omegat: Callable, memory: Memory, source: Language):
    pairs, tmx = memory
    lines, expected = zip(*(pair if source == "ja" else pair[::-1] for pair in pairs), strict=True)
    made = omegat(lines, source=source, memories={"deck.tmx": tmx})
    assert len(expected) == SAMPLED
    assert untranslated(made.translations, expected) == []


@pytest.mark.parametrize(
    "breaking",
    [
        pytest.param(lambda tmx: tmx[: len(tmx) // 2], id="truncated"),
        pytest.param(lambda tmx: tmx.replace("。".encode(), b"&#11;"), id="a control character"),
        pytest.param(lambda tmx: tmx.replace(b"ja-JP", b"jpn"), id="another code"),
        pytest.param(lambda tmx: tmx.replace(b"<seg>", b"<seg> "), id="a space"),
    ],
)
def test_a_broken_memory_translates_nothing(omegat: Callable, memory: Memory, breaking: Callable):
    """The test above can fail: OmegaT ends well, but the texts are not there."""
    pairs, tmx = memory
    lines, expected = zip(*pairs, strict=True)
    made = omegat(lines, memories={"deck.tmx": breaking(tmx)})
    assert len(untranslated(made.translations, expected)) == SAMPLED


# Glossaries

ODD = [
    GlossaryRow("Ｒ＆Ｄ", '"R&D" <costs>', status="approved", note="A&B"),
    GlossaryRow("①の㈱", "-5% or less", status="forbidden", note="=1+1"),
    GlossaryRow("研究\x0b開発", "research and development", ("研究・開発",), ("R and D",)),
]


@pytest.fixture(scope="module")
def rows() -> list[GlossaryRow]:
    found, _ = read_glossary(resource("corpora", "terms.gold.tsv"))
    return [*found, *ODD]


def files(rows: list[GlossaryRow], source: Language) -> dict[str, bytes]:
    made = {}
    options = WriteOptions(source=source)
    for suffix, format_name in (("txt", "omegat"), ("utf8", "omegat"), ("tbx", "tbx")):
        stream = io.BytesIO()
        write_glossary(rows, stream, format_name, options)
        made[f"terms.{suffix}"] = stream.getvalue()
    return made


def pairs_of(rows: list[GlossaryRow], source: Language) -> list[tuple[str, str]]:
    """All pairs, as they leave: a vertical tab is a space."""
    pairs = (pair for row in rows for pair in row.pairs(source))
    return [tuple(re.sub("\x0b", " ", text) for text in pair) for pair in pairs]


@pytest.mark.parametrize("source", ["ja", "en"])
def test_every_row_is_loaded_and_found(omegat: Callable, rows: list[GlossaryRow], source: Language):
    expected = set(pairs_of(rows, source))
    lines = sorted({term for term, _ in expected})
    made = omegat(lines, source=source, glossaries=files(rows, source))
    assert made.terms.keys() == {"terms.txt", "terms.utf8", "terms.tbx"}
    for name, terms in made.terms.items():
        assert {(term, target) for term, target, _ in terms} == expected, name
    shown = {
        (line, target)
        for line, found in zip(lines, made.found, strict=True)
        for term, target, _ in found
        if term == line
    }
    assert shown == expected


def test_the_comment_says_what_must_not_be_written(omegat: Callable, rows: list[GlossaryRow]):
    made = omegat(["①の㈱"], glossaries=files(rows, "ja"))
    comments = {name: dict(zip_comments(terms)) for name, terms in made.terms.items()}
    assert comments["terms.txt"]["①の㈱"] == "[forbidden] =1+1"
    assert "deprecatedTerm-admn-sts" in comments["terms.tbx"]["①の㈱"]


def zip_comments(terms: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(term, comment) for term, _, comment in terms]


def test_a_broken_glossary_is_not_found(omegat: Callable, rows: list[GlossaryRow]):
    """The tests above can fail: half a file, version 3 of TBX, our own TSV and a wrong suffix."""
    whole = files(rows, "ja")
    version_3 = io.BytesIO()
    write_glossary(rows, version_3, "tbx3")
    made = omegat(
        ["営業利益"],
        glossaries={
            "half.tbx": whole["terms.tbx"][:5000],
            "three.tbx": version_3.getvalue(),
            "control.tbx": whole["terms.tbx"].replace("営業".encode(), b"&#11;", 1),
            "terms.tsv": whole["terms.txt"],
            "half.txt": whole["terms.txt"][:500],
        },
    )
    expected = set(pairs_of(rows, "ja"))
    for name, terms in made.terms.items():
        missing = expected - {(term, target) for term, target, _ in terms}
        assert missing, name
        if name != "half.txt":
            assert missing == expected, name
