"""From two files to an alignment: in either order, of either kind, with what there is to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from termalign import __version__
from termalign.embedding.lexical import LexicalEmbedder
from termalign.errors import EmptyInput, LanguageError, MissingExtra, MissingInput, UsageError
from termalign.lexicon import load_lexicon
from termalign.pair import (
    LONG,
    AlignOptions,
    align_documents,
    align_files,
    load_embedder,
    read_pair,
    signature,
)
from termalign.records import ApprovedTerm
from termalign.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Alignment

BY_LINE = AlignOptions(segment="line")
JA = """業績の概要
売上収益は612億円となりました。

配当は1株当たり22円です。期末に支払います。
なお、監査の対象ではありません。
"""
EN = """Overview of results
Revenue came to ¥61.2 billion.
The dividend is ¥22 per share.
It is paid at year-end.
"""


@pytest.fixture
def ja(tmp_path: Path) -> Path:
    path = tmp_path / "results.ja.txt"
    path.write_text(JA, "utf-8")
    return path


@pytest.fixture
def en(tmp_path: Path) -> Path:
    path = tmp_path / "results.en.txt"
    path.write_text(EN, "utf-8")
    return path


def sides(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.ja, bead.en) for bead in alignment.beads]


def test_two_files_to_beads(ja: Path, en: Path):
    alignment = align_files(ja, en, BY_LINE)
    assert sides(alignment) == [((0,), (0,)), ((1,), (1,)), ((3,), (2, 3)), ((4,), ())]
    assert alignment.mode == "parallel"
    assert alignment.ja_document.language == "ja"
    assert [segment.text for segment in alignment.ja][1] == "売上収益は612億円となりました。"
    assert alignment.texts(alignment.beads[2]) == (
        "配当は1株当たり22円です。期末に支払います。",
        "The dividend is ¥22 per share. It is paid at year-end.",
    )


@pytest.mark.parametrize("segment", ["auto", "sentence", "line"])
def test_the_order_of_the_files_is_free(ja: Path, en: Path, segment: str):
    options = AlignOptions(segment=segment)
    assert align_files(ja, en, options) == align_files(en, ja, options)


def test_sentences_are_cut_where_that_is_asked_for(ja: Path, en: Path):
    alignment = align_files(ja, en, AlignOptions(segment="sentence"))
    assert "期末に支払います。" in [segment.text for segment in alignment.ja]
    assert all(
        segment.text
        == alignment.ja_document.blocks[segment.block].text[segment.start : segment.end]
        for segment in alignment.ja
    )


def test_the_same_file_twice(ja: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(LanguageError, match="is named twice"):
        align_files(ja, ja, BY_LINE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LanguageError, match="is named twice"):
        align_files(ja, ja.name, BY_LINE)
    (tmp_path / "link.txt").symlink_to(ja)
    with pytest.raises(LanguageError, match="is named twice"):
        align_files(ja, tmp_path / "link.txt", BY_LINE)
    with pytest.raises(LanguageError, match="is named twice"):
        align_files("-", "-", BY_LINE)


@pytest.mark.parametrize(("text", "language"), [(JA, "Japanese"), (EN, "English")])
def test_two_documents_of_one_language(tmp_path: Path, text: str, language: str):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(LanguageError, match=rf"a\.txt, b\.txt: both documents are {language}"):
        read_pair(tmp_path / "a.txt", tmp_path / "b.txt", BY_LINE)


@pytest.mark.parametrize("turned", [False, True])
def test_a_language_that_cannot_be_told_is_the_others_opposite(
    ja: Path, en: Path, tmp_path: Path, turned: bool
):
    figures = tmp_path / "figures.txt"
    figures.write_text("612\n22\n", "utf-8")
    for other, taken in ((ja, "en"), (en, "ja")):
        pair = (other, figures) if turned else (figures, other)
        documents = dict(zip(("ja", "en"), read_pair(*pair, BY_LINE), strict=True))
        assert documents[taken].name == "figures.txt"
        [remark] = documents[taken].remarks
        assert remark.startswith(f"its language cannot be told; taken for {taken}")
    alignment = align_files(figures, ja, BY_LINE)
    assert any("figures.txt: its language cannot be told" in r for r in alignment.remarks)


def test_two_languages_that_cannot_be_told(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("1,234\n", "utf-8")
    with pytest.raises(LanguageError, match=r"a\.txt: its language cannot be told"):
        read_pair(tmp_path / "a.txt", tmp_path / "b.txt", BY_LINE)


def test_a_file_that_is_not_there(ja: Path, tmp_path: Path):
    with pytest.raises(MissingInput, match="no such file"):
        align_files(ja, tmp_path / "none.txt", BY_LINE)


def test_documents_without_a_segment_of_text(ja: Path, en: Path):
    ja_document, en_document = read_pair(ja, en, BY_LINE)
    blank = replace(en_document, blocks=tuple(replace(b, text=" ") for b in en_document.blocks))
    with pytest.raises(EmptyInput, match=r"results\.en\.txt: holds no text"):
        align_documents(ja_document, blank, BY_LINE)


def test_min_score_takes_doubtful_beads_apart(ja: Path, en: Path):
    whole = align_files(ja, en, BY_LINE)
    doubt = min(bead.score for bead in whole.beads if bead.ja and bead.en)
    strict = align_files(ja, en, replace(BY_LINE, min_score=doubt + 1e-9))
    for bead in whole.beads:
        apart = [
            b for b in strict.beads if (b.ja and b.ja[0] in bead.ja) or set(b.en) & set(bead.en)
        ]
        if bead.ja and bead.en and bead.score <= doubt:
            assert all(len(b.ja) + len(b.en) == 1 for b in apart)
            assert all(b.score == pytest.approx(1 - bead.score) for b in apart)
            assert len(apart) == len(bead.ja) + len(bead.en)
        else:
            assert apart == [bead]
    assert align_files(ja, en, replace(BY_LINE, min_score=0.0)) == whole
    nothing = align_files(ja, en, replace(BY_LINE, min_score=1.0))
    assert all(not (bead.ja and bead.en) or bead.score == 1.0 for bead in nothing.beads)


def test_the_mode_is_told_or_taken(ja: Path, en: Path):
    told = align_files(ja, en, BY_LINE)
    assert told.remarks[-1].startswith("mode: parallel (")
    taken = align_files(ja, en, replace(BY_LINE, mode="comparable"))
    assert taken.mode == "comparable"
    assert not any(remark.startswith("mode:") for remark in taken.remarks)
    assert all(len(bead.ja) <= 1 and len(bead.en) <= 1 for bead in taken.beads)


def test_another_quarters_deck_is_comparable():
    lines = resource("corpora", "lines")
    found = align_files(lines / "deck.ja.txt", lines / "deck_previous.en.txt", BY_LINE)
    assert found.mode == "comparable"
    asked = align_files(
        lines / "deck.ja.txt", lines / "deck_previous.en.txt", replace(BY_LINE, mode="comparable")
    )
    assert found.beads == asked.beads, "told or taken, the beads are the same"


@pytest.mark.parametrize(("turned", "mode"), [(False, "parallel"), (True, "comparable")])
def test_a_long_pair_is_told_by_its_rare_words(tmp_path: Path, turned: bool, mode: str):
    """The halves of a long document change places: no longer parallel."""
    count = LONG + 60
    ja_lines = [f"第{n * 7 + 1000}号議案の審議" for n in range(count)]
    en_lines = [f"Deliberation on proposal No. {n * 7 + 1000}" for n in range(count)]
    if turned:
        en_lines = en_lines[count // 2 :] + en_lines[: count // 2]
    for name, lines in (("a.ja.txt", ja_lines), ("a.en.txt", en_lines)):
        (tmp_path / name).write_text("\n\n".join(lines) + "\n", "utf-8")
    alignment = align_files(tmp_path / "a.ja.txt", tmp_path / "a.en.txt", BY_LINE)
    assert alignment.mode == mode
    assert "of rare words' partners in order" in alignment.remarks[-1]
    right = sum(
        1
        for bead in alignment.beads
        if bead.ja
        and bead.en
        and alignment.texts(bead)[0][1:].split("号")[0] == alignment.texts(bead)[1].split()[-1]
    )
    assert right > 0.95 * count


def test_one_embedder_for_many_pairs(ja: Path, en: Path):
    """What it has read before changes nothing."""
    embedder = LexicalEmbedder(load_lexicon())
    lines = resource("corpora", "lines")
    fresh = align_files(ja, en, BY_LINE)
    for name in ("qa", "deck"):
        align_documents(
            *read_pair(lines / f"{name}.ja.txt", lines / f"{name}.en.txt", BY_LINE),
            BY_LINE,
            embedder,
        )
    assert align_documents(*read_pair(ja, en, BY_LINE), BY_LINE, embedder) == fresh


def test_approved_terms_are_heard(tmp_path: Path):
    (tmp_path / "a.txt").write_text("みなもの里構想\n配当\n総会\n採用\n", "utf-8")
    (tmp_path / "b.txt").write_text("Dividend\nMeeting\nLakeside Initiative\nHiring\n", "utf-8")
    options = AlignOptions(segment="line", mode="comparable")
    term = ApprovedTerm("みなもの里構想", "Lakeside Initiative", "approved")
    without = align_files(tmp_path / "a.txt", tmp_path / "b.txt", options)
    heard = align_files(tmp_path / "a.txt", tmp_path / "b.txt", replace(options, approved=(term,)))
    assert ((0,), (2,)) not in sides(without)
    assert ((0,), (2,)) in sides(heard)


def test_the_signature_names_what_the_result_hangs_on():
    plain = signature(BY_LINE, "parallel")
    assert plain == f"termalign {__version__}; model lexical; mode parallel; segment line"
    assert signature(replace(BY_LINE, min_score=0.5), "parallel") == f"{plain}; min-score 0.5"
    one = ApprovedTerm("配当", "dividend", "approved")
    other = ApprovedTerm("配当", "distribution", "approved")
    with_one, with_other = (
        signature(replace(BY_LINE, approved=(term,)), "parallel") for term in (one, other)
    )
    assert with_one.startswith(f"{plain}; terms ")
    assert with_one != with_other


def test_a_model_that_is_not_there(ja: Path, en: Path):
    with pytest.raises((MissingExtra, UsageError)):
        align_files(ja, en, AlignOptions(model="./no-such-model"))
    assert isinstance(load_embedder(AlignOptions()), LexicalEmbedder)
