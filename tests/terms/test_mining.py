from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termalign.lexicon import load_lexicon
from termalign.pair import AlignOptions, align_files
from termalign.records import ApprovedTerm
from termalign.resources import resource
from termalign.terms import mine
from termalign.terms.english import english_key
from termalign.terms.japanese import japanese_key
from tests.terms.conftest import TEA, apart, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.lexicon import Lexicon
    from termalign.records import Alignment, TermPair

GOLDEN = Path(__file__).parent.parent / "golden" / "mine.deck.tsv"
JUDGED_AT_LEAST = 30  # of the first hundred pairs, so that the share says something


def best(pairs: Sequence[TermPair], count: int) -> dict[str, str]:
    return {pair.ja: pair.en.lower() for pair in pairs[:count]}


def test_the_terms_of_a_small_text_come_out_on_top(lexicon: Lexicon):
    found = best(mine([paired(TEA)], lexicon), 20)
    expected = {
        "茶摘機": "tea pickers",
        "無人茶摘機": "unmanned tea pickers",
        "抹茶ラテ原料": "matcha latte ingredients",
        "荒茶価格": "crude tea prices",
        "来店客数": "customer visits",
        "受注残": "order backlog",
    }
    assert {ja: found.get(ja) for ja in expected} == expected


def test_a_pair_tells_how_often_it_was_seen_and_where(lexicon: Lexicon):
    pair = next(p for p in mine([paired(TEA)], lexicon) if p.ja == "来店客数")
    assert pair.count == 2
    assert [seen.ja_text for seen in pair.evidence] == [TEA[8][0], TEA[10][0]]
    assert (pair.evidence[0].en_text, pair.evidence[0].ja_place) == (TEA[8][1], "line 9")
    assert pair.evidence[0].source == "a.ja.txt | a.en.txt"


def test_documents_that_are_no_translations_give_terms_by_their_parts(lexicon: Lexicon):
    alignment = apart(
        [
            "海外子会社の営業利益率は改善",
            "無形資産の取得",
            "契約総件数",
            "退職給付に係る負債",
            "茶摘機",
        ],
        [
            "Purchase of buildings",
            "Acquisition of intangible assets: 1,024",
            "Total number of contracts",
            "Operating margin of overseas subsidiaries",
            "Retirement benefit liabilities",
        ],
    )
    found = best(mine([alignment], lexicon), 20)
    assert found["海外子会社"] == "overseas subsidiaries"
    assert found["無形資産の取得"] == "acquisition of intangible assets"
    assert found["契約総件数"] == "total number of contracts"
    assert found["退職給付に係る負債"] == "retirement benefit liabilities"
    assert found["営業利益率"] == "operating margin"
    assert "茶摘機" not in found


def test_spellings_become_variants_of_one_pair(lexicon: Lexicon):
    lines = [
        ("抹茶サーバーを設置しました。", "We installed a matcha server."),
        ("抹茶サーバーの台数", "Number of matcha servers"),
        ("抹茶サーバの保守", "Maintenance of the Matcha Server"),
    ]
    pair = next(p for p in mine([paired(lines)], lexicon) if p.ja == "抹茶サーバー")
    assert pair.ja_variants == ("抹茶サーバ",)
    assert english_key(pair.en) == "matcha server"
    assert {english_key(variant) for variant in pair.en_variants} == {"matcha server"}


def test_the_capitals_of_headings_are_none_of_the_terms(lexicon: Lexicon):
    lines = [
        ("抹茶サーバー", "Matcha Server"),
        ("抹茶サーバーの台数", "Number of Matcha Server units"),
        ("抹茶サーバーを設置しました。", "We installed a matcha server."),
        ("霜の警告", "Frost Alert"),
        ("霜の警告の台数", "Frost Alert units"),
    ]
    written = {pair.ja: pair.en for pair in mine([paired(lines)], lexicon)}
    assert written["抹茶サーバー"] == "matcha server"
    assert written["霜の警告"] == "Frost Alert"  # a name, for all that is seen


FROST = [
    ("霜の警告を農家に送りました。", "We sent frost alerts to farmers."),
    ("警告は電話で届きます。", "Alerts arrive by telephone."),
    ("霜の警告は早朝に出ます。", "Frost alerts are issued early in the morning."),
    ("警告を受けた農家は散水します。", "Farmers who receive alerts sprinkle water."),
    ("画面に警告が表示されます。", "A warning appears on the screen."),
    ("この警告は消せません。", "This warning cannot be cleared."),
    ("警告を読んでください。", "Please read the warning."),
    ("警告の色は赤です。", "The color of the warning is red."),
]


def test_another_sense_has_a_row_of_its_own_below(lexicon: Lexicon):
    rows = [pair for pair in mine([paired(FROST)], lexicon) if pair.ja == "警告"]
    assert [english_key(pair.en) for pair in rows] == ["alert", "warning"]
    assert "warning" not in {english_key(variant) for variant in rows[0].en_variants}
    assert all("warning" in seen.en_text.lower() for seen in rows[1].evidence)


def test_another_form_of_the_same_word_is_no_other_sense(lexicon: Lexicon):
    lines = [
        ("抽出の温度", "Temperature of extraction"),
        ("抽出の時間", "Time of extraction"),
        ("抽出に使う水", "Water for extracting"),
        ("抽出に使う器", "Vessels for extracting"),
    ]
    assert len([pair for pair in mine([paired(lines)], lexicon) if pair.ja == "抽出"]) == 1


def test_a_participle_joins_a_term(lexicon: Lexicon):
    lines = [
        (
            "細分化された市場に抹茶飲料を投入しました。",
            "We launched matcha drinks in the segmented market.",
        ),
        ("細分化された市場では価格が下がりました。", "Prices fell in the segmented market."),
        ("細分化された市場の調査", "Survey of the segmented market"),
    ]
    found = best(mine([paired(lines)], lexicon), 20)
    assert found["細分化された市場"] == "segmented market"


def test_a_pair_decided_on_is_left_out(lexicon: Lexicon):
    known = [ApprovedTerm("茶摘機", "tea picker", "approved")]
    assert "茶摘機" not in best(mine([paired(TEA)], lexicon, known), 1000)


def test_a_rejected_pair_leaves_its_place_to_the_next_best(lexicon: Lexicon):
    lines = [
        *TEA,
        ("茶摘機の輸出", "Exports of tea harvesters"),
        ("茶摘機の修理", "Repair of tea harvesters"),
    ]
    before = best(mine([paired(lines)], lexicon), 1000)
    known = [ApprovedTerm("茶摘機", before["茶摘機"], "rejected")]
    after = best(mine([paired(lines)], lexicon, known), 1000)
    assert before["茶摘機"] == "tea pickers"
    assert after["茶摘機"] == "tea harvesters"


def test_a_document_in_two_alignments_is_counted_once(lexicon: Lexicon):
    once, twice = mine([paired(TEA)], lexicon), mine([paired(TEA), paired(TEA)], lexicon)
    assert [(pair.ja, pair.en) for pair in once] == [(pair.ja, pair.en) for pair in twice]


def test_nothing_in_nothing_out(lexicon: Lexicon):
    assert mine([], lexicon) == []
    assert mine([paired([("", "Tea"), ("茶", "")])], lexicon) == []
    assert mine([paired([("！？", "12.5%")])], lexicon) == []


PIECES = st.sampled_from(
    [
        "茶摘機",
        "の",
        "利益",
        "、",
        "サービス",
        "KHN ",
        "（",
        "）",
        "を",
        "売上",
        "等",
        "・",
        "12",
        "。",
        "🍵",
        " ",
        "\t",
    ]
)
ENGLISH = st.sampled_from(
    [
        "tea picker ",
        "of ",
        "the ",
        "profit ",
        "(",
        ") ",
        "services ",
        "R&D ",
        "-",
        "12 ",
        ", ",
        "KHN’s ",
        "🍵",
    ]
)
LINES = st.lists(
    st.tuples(
        st.lists(PIECES, max_size=8).map("".join), st.lists(ENGLISH, max_size=8).map("".join)
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.booleans())
def test_whatever_the_text_terms_stand_in_it_and_the_order_holds(
    lines: list[tuple[str, str]], comparable: bool
):
    sides = tuple(zip(*lines, strict=True)) or ((), ())
    alignment: Alignment = apart(*sides) if comparable else paired(lines)
    pairs = mine([alignment], load_lexicon())
    assert pairs == mine([alignment], load_lexicon())
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert len({japanese_key(p.ja) for p in pairs}) == len(pairs)
    for pair in pairs:
        assert any(pair.ja in ja for ja, _ in lines)
        assert any(pair.en in en for _, en in lines)
        assert 0 <= pair.score <= 1
        assert all(
            pair.ja in seen.ja_text or pair.count == 0 or pair.ja_variants for seen in pair.evidence
        )


@pytest.fixture(scope="module")
def deck(lexicon: Lexicon) -> list[TermPair]:
    paths = (resource("corpora", "deck.ja.txt"), resource("corpora", "deck.en.txt"))
    return mine([align_files(*paths, AlignOptions())], lexicon)


def test_the_best_pairs_of_the_sample_deck_are_right(deck: list[TermPair]):
    rows = resource("corpora", "terms.gold.tsv").read_text(encoding="utf-8").splitlines()[1:]
    right: set[tuple[str, str]] = set()
    for row in rows:
        ja, en, en_more, ja_more = [*row.split("\t"), "", ""][:4]
        right |= {
            (japanese_key(a), english_key(b))
            for a in (ja, *ja_more.split("|"))
            for b in (en, *en_more.split("|"))
        }
    named = {ja for ja, _ in right}, {en for _, en in right}
    keys = [(japanese_key(pair.ja), english_key(pair.en)) for pair in deck[:100]]
    judged = [key for key in keys if key[0] in named[0] or key[1] in named[1]]
    assert len(judged) >= JUDGED_AT_LEAST
    assert sum(key in right for key in judged) >= 0.9 * len(judged)


def test_the_sample_decks_list_is_as_it_was(deck: list[TermPair]):
    """A change here is no fault if the new list reads better: then write it anew."""
    lines = "".join(f"{pair.ja}\t{pair.en}\n" for pair in deck[:40])
    assert lines == GOLDEN.read_text(encoding="utf-8")
