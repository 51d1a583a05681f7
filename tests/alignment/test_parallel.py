"""Two documents side by side: a made-up company's text comes out as it was meant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from termalign.alignment.features import LONGEST
from termalign.alignment.parallel import align_parallel, taught_embedder
from termalign.embedding.lexical import LexicalEmbedder
from termalign.lexicon import load_lexicon
from termalign.records import Bead
from termalign.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

# Bead by bead: Japanese lines, English lines. A blank line belongs to none.
TEXT: list[tuple[list[str], list[str]]] = [
    (["2026年3月期 第2四半期 決算概要"], ["Summary of Results for the Second Quarter of FY2025"]),
    ([], [""]),
    (
        ["当第2四半期の売上収益は、前年同期比8.1%増の612億円となりました。"],
        ["Revenue for the second quarter rose 8.1% year over year to ¥61.2 billion."],
    ),
    ([""], []),
    # one Japanese sentence, two English ones
    (
        [
            "営業利益は、クラウドサービスの伸長に加え、ネットワーク設備の減価償却費が減少したことにより、51億円となりました。"
        ],
        [
            "Operating profit came to ¥5.1 billion.",
            "Cloud services grew, and depreciation of network equipment decreased.",
        ],
    ),
    # two Japanese sentences, one English one
    (
        ["期末配当は1株当たり22円を予定しております。", "年間では44円となる見込みです。"],
        ["We plan a year-end dividend of ¥22 per share, for an annual total of ¥44."],
    ),
    # only in the Japanese
    (["なお、本資料は金融商品取引法に基づく監査の対象ではありません。"], []),
    (["セグメント別の状況"], ["Results by Segment"]),
    (
        ["データセンター事業では、大阪の新拠点が7月に稼働を開始しました。"],
        ["In the data center business, our new site in Osaka started operation in July."],
    ),
    # only in the English
    ([], ["Kumohashi has about 3,200 employees worldwide."]),
    (
        ["セキュリティ事業の受注高は、官公庁向けの大型案件を獲得し、過去最高を更新しました。"],
        ["Orders in the security business hit a record high on large government contracts."],
    ),
    (["今後の見通し"], ["Outlook"]),
    (
        ["通期の業績予想に変更はありません。"],
        ["We have not changed our full-year forecast."],
    ),
]
JA = [line for ja, _ in TEXT for line in ja]
EN = [line for _, en in TEXT for line in en]


def gold() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    beads = []
    i = j = 0
    for ja, en in TEXT:
        ja_side = tuple(range(i, i + len(ja))) if any(ja) else ()
        en_side = tuple(range(j, j + len(en))) if any(en) else ()
        if ja_side or en_side:
            beads.append((ja_side, en_side))
        i, j = i + len(ja), j + len(en)
    return beads


def sides(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.ja, bead.en) for bead in beads]


def test_merges_splits_gaps_and_blank_lines(embedder: LexicalEmbedder):
    beads = align_parallel(JA, EN, embedder)
    assert sides(beads) == gold()
    assert all(0.0 <= bead.score <= 1.0 for bead in beads)
    assert min(bead.score for bead in beads if bead.ja and bead.en) > 0.5


def gold_of(name: str) -> tuple[list[str], list[str], set[tuple[tuple[int, ...], ...]]]:
    """A sample document's lines and right beads; two sentences beside two stand as 1-1 and 1-1."""
    lines = resource("corpora", "lines")
    ja, en = (
        (lines / f"{name}.{language}.txt").read_text("utf-8").removesuffix("\n").split("\n")
        for language in ("ja", "en")
    )
    beads: set[tuple[tuple[int, ...], ...]] = set()
    for row in (lines / f"{name}.gold.tsv").read_text("utf-8").splitlines():
        bead = tuple(tuple(int(n) for n in cell.split(",") if n) for cell in row.split("\t"))
        if len(bead[0]) == len(bead[1]) == 2:
            beads |= {((i,), (j,)) for i, j in zip(*bead, strict=True)}
        else:
            beads.add(bead)
    return ja, en, beads


@pytest.mark.parametrize("name", ["deck", "tanshin", "qa", "deck_previous"])
def test_the_sample_documents(embedder: LexicalEmbedder, name: str):
    """Nearly every bead of the gold is found, and what is certain is right."""
    ja, en, gold_beads = gold_of(name)
    beads = align_parallel(ja, en, embedder)
    found = set(sides(beads))
    assert len(found & gold_beads) >= 0.98 * len(gold_beads)
    certain = {(bead.ja, bead.en) for bead in beads if bead.score >= 0.9}
    assert len(certain & gold_beads) >= 0.98 * len(certain)


def test_every_line_with_text_is_in_one_bead_in_order(embedder: LexicalEmbedder):
    """Whatever the lines: here the English is another document's."""
    lines = resource("corpora", "lines")
    ja = (lines / "qa.ja.txt").read_text("utf-8").split("\n")
    en = (lines / "deck.en.txt").read_text("utf-8").split("\n")
    beads = align_parallel(ja, en, embedder)
    assert [i for bead in beads for i in bead.ja] == [i for i, t in enumerate(ja) if t.strip()]
    assert [j for bead in beads for j in bead.en] == [j for j, t in enumerate(en) if t.strip()]
    assert all(len(bead.ja) <= LONGEST and len(bead.en) <= LONGEST for bead in beads)


def test_the_same_lines_give_the_same_beads(embedder: LexicalEmbedder):
    """Whatever the embedder has read before, and however often it is asked."""
    once = align_parallel(JA, EN, embedder)
    assert align_parallel(JA, EN, embedder) == once
    assert align_parallel(JA, EN, LexicalEmbedder(load_lexicon())) == once
    assert align_parallel(JA, EN, embedder, embedder.embed(*map(without_blanks, (JA, EN)))) == once


def without_blanks(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("ja", "en", "beads"),
    [
        ([], [], []),
        (["", " "], ["\u3000"], []),
        (["配当"], [], [Bead((0,), (), 1.0)]),
        ([], ["", "Dividend"], [Bead((), (1,), 1.0)]),
        (["売上", "", "配当"], ["\t"], [Bead((0,), (), 1.0), Bead((2,), (), 1.0)]),
    ],
)
def test_an_empty_side(embedder: LexicalEmbedder, ja: list[str], en: list[str], beads: list[Bead]):
    assert align_parallel(ja, en, embedder) == beads


def test_one_line_each(embedder: LexicalEmbedder):
    [bead] = align_parallel(
        ["営業利益は51億円です。"], ["Operating profit was ¥5.1 billion."], embedder
    )
    assert (bead.ja, bead.en) == ((0,), (0,))
    assert bead.score > 0.9
    [bead] = align_parallel(["1,234"], ["1,234"], embedder)
    assert (bead.ja, bead.en) == ((0,), (0,))


def test_lines_without_any_word(embedder: LexicalEmbedder):
    """Rules and dashes: nothing to go by, and nothing goes wrong."""
    beads = align_parallel(["―――", "※", "…"], ["---", "*"], embedder)
    assert [i for bead in beads for i in bead.ja] == [0, 1, 2]
    assert [j for bead in beads for j in bead.en] == [0, 1]


def test_the_same_line_thousands_of_times(embedder: LexicalEmbedder):
    """A form filled in again and again: no anchor anywhere, and still no square of the length."""
    ja = ["単位：百万円", "該当事項はありません。"] * 2500
    en = ["Millions of yen", "Not applicable."] * 2500
    begin = time.process_time()
    beads = align_parallel(ja, en, embedder)
    assert time.process_time() - begin < 60
    assert [i for bead in beads for i in bead.ja] == list(range(5000))
    assert sum(bead.ja == bead.en for bead in beads) > 4900


def test_certain_beads_teach_words_the_lexicon_lacks(embedder: LexicalEmbedder):
    ja = [f"クモハシは{place}に拠点を設けました。" for place in ("大阪", "福岡", "札幌", "仙台")]
    en = [f"Kumohashi set up a site in {p}." for p in ("Osaka", "Fukuoka", "Sapporo", "Sendai")]
    ja += ["みなも会の総会を開催しました。", "みなも会に寄付しました。"]
    en += ["We held the Lakeside Forum meeting.", "We donated to the Lakeside Forum."]
    beads = [Bead((i,), (i,), 0.95) for i in range(len(ja))]
    taught = taught_embedder(embedder, ja, en, beads)
    assert taught is not None
    plain, better = embedder.embed(ja, en), taught.embed(ja, en)
    assert (better.ja @ better.en.T)[4, 4] > (plain.ja @ plain.en.T)[4, 4]
    doubtful = [Bead(bead.ja, bead.en, 0.5) for bead in beads]
    assert taught_embedder(embedder, ja, en, doubtful) is None
