"""Two documents that say partly the same, in any order: what belongs together is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from termalign.alignment.comparable import (
    FEATURES,
    LIKELY,
    WEIGHTS,
    align_comparable,
    distinct,
    find_candidates,
)

if TYPE_CHECKING:
    from termalign.embedding.lexical import LexicalEmbedder
    from termalign.records import Bead

# A made-up company's statements, each with its English.
PAIRS = [
    ("中期経営計画の進捗", "Progress of the Medium-Term Management Plan"),
    (
        "クラウド事業の売上収益は前年同期比12.4%増の183億円となりました。",
        "Revenue of the cloud business rose 12.4% year over year to ¥18.3 billion.",
    ),
    (
        "札幌のデータセンターは再生可能エネルギーだけで稼働しています。",
        "Our data center in Sapporo runs on renewable energy alone.",
    ),
    (
        "決済端末の出荷台数は14万台に達しました。",
        "Shipments of payment terminals reached 140,000 units.",
    ),
    (
        "自己株式の取得を100億円を上限に実施します。",
        "We will buy back up to ¥10 billion of shares.",
    ),
    (
        "女性管理職比率を2030年度までに25%へ引き上げます。",
        "We will raise the ratio of women in management to 25% by fiscal 2030.",
    ),
    (
        "サイバー攻撃の検知サービスを官公庁へ提供しています。",
        "We provide cyberattack detection services to government agencies.",
    ),
    (
        "社外取締役は取締役会の過半数を占めます。",
        "Outside directors make up a majority of the board.",
    ),
]
ONLY_JA = ["本社は仙台市にあります。", "株主総会は6月24日に開催しました。", "1,234", "", "―――"]
ONLY_EN = ["Our founder studied physics.", "5,678", " ", "Thank you for your attention."]


def shuffled() -> tuple[list[str], list[str], set[tuple[int, int]]]:
    """Both documents in orders of their own, with lines that only one of them has."""
    ja = [ONLY_JA[0], *(PAIRS[n][0] for n in (0, 1, 2)), *ONLY_JA[1:]]
    ja += [PAIRS[n][0] for n in (3, 4, 5, 6, 7)]
    en = [PAIRS[n][1] for n in (5, 6, 7)] + ONLY_EN + [PAIRS[n][1] for n in (3, 0, 1, 2, 4)]
    right = {(ja.index(one), en.index(other)) for one, other in PAIRS}
    return ja, en, right


def pairs(beads: list[Bead]) -> set[tuple[int, int]]:
    return {(bead.ja[0], bead.en[0]) for bead in beads if bead.ja and bead.en}


def test_what_belongs_together_is_found_in_another_order(embedder: LexicalEmbedder):
    ja, en, right = shuffled()
    found = pairs(align_comparable(ja, en, embedder))
    assert found <= right, "what is not right stays alone"
    assert len(found) >= len(right) - 1


def test_every_line_with_text_is_in_one_bead(embedder: LexicalEmbedder):
    ja, en, _ = shuffled()
    beads = align_comparable(ja, en, embedder)
    assert [i for bead in beads for i in bead.ja] == [i for i, t in enumerate(ja) if t.strip()]
    left = [bead.en for bead in beads if not bead.ja]
    assert left == sorted(left), "English lines without a partner come last, in order"
    assert sorted(j for bead in beads for j in bead.en) == [
        j for j, t in enumerate(en) if t.strip()
    ]
    assert all(LIKELY <= bead.score <= 1 for bead in beads if bead.ja and bead.en)
    assert all(0 <= bead.score <= 1 for bead in beads)


def test_a_repeated_label_is_paired_in_order(embedder: LexicalEmbedder):
    ja = ["サービス別の状況", *(ja for ja, _ in PAIRS[:3]), "サービス別の状況", PAIRS[4][0]]
    en = ["Status by Service", *(en for _, en in PAIRS[:3]), "Status by  Service", PAIRS[4][1]]
    found = pairs(align_comparable(ja, en, embedder))
    assert {(0, 0), (4, 4)} <= found
    more = pairs(align_comparable([*ja, "サービス別の状況"], en, embedder))
    assert {(0, 0), (4, 4)} <= more
    assert not any(i == 6 for i, _ in more), "the third one has no partner"


def test_bare_numbers_stay_alone(embedder: LexicalEmbedder):
    """They do not say what they count: 1,282.0億円 +5.1%YoY may stand anywhere."""
    assert distinct(
        ["1,282.0億円 +5.1%YoY", "12月", "売上 612億円", "", "売上  612億円"]
    ).members == [[2, 4]]
    assert not pairs(align_comparable(["1,234"], ["1,234"], embedder))


@pytest.mark.parametrize(
    ("ja", "en"), [([], []), (["配当"], []), ([], ["Dividend"]), ([""], ["", " "])]
)
def test_an_empty_side(embedder: LexicalEmbedder, ja: list[str], en: list[str]):
    beads = align_comparable(ja, en, embedder)
    assert all(bead.score == 1.0 for bead in beads)
    assert sum(len(bead.ja) for bead in beads) == sum(bool(t.strip()) for t in ja)
    assert sum(len(bead.en) for bead in beads) == sum(bool(t.strip()) for t in en)


def test_the_same_lines_give_the_same_beads(embedder: LexicalEmbedder):
    ja, en, _ = shuffled()
    assert align_comparable(ja, en, embedder) == align_comparable(ja, en, embedder)


def test_candidates_carry_what_speaks_for_them(embedder: LexicalEmbedder):
    ja, en, _ = shuffled()
    candidates = find_candidates(distinct(ja), distinct(en), embedder)
    assert len(FEATURES) == len(WEIGHTS)
    for candidate in candidates:
        assert candidate.features.shape == (len(FEATURES),)
        named = dict(zip(FEATURES, candidate.features.tolist(), strict=True))
        assert named["constant"] == 1.0
        assert 0 < named["cosine"] <= 1.0001
        assert named["margin"] <= named["cosine"] + 1e-6
        assert np.isfinite(candidate.features).all()
    partners = [candidate.ja for candidate in candidates]
    assert len(partners) == len(set(partners)), "each text chooses once"
