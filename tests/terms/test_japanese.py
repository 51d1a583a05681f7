from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.lexicon import load_lexicon
from termalign.terms.entries import load_entries
from termalign.terms.japanese import JapaneseText, japanese_key, known_japanese, read_japanese


def read(text: str) -> JapaneseText:
    return read_japanese(text, load_lexicon().__contains__, known_japanese(load_entries().ja))


def candidates(text: str) -> set[str]:
    found = read(text)
    return {found.surface(span) for span in found.spans}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("茶摘機の販売が好調に推移しました。", {"茶摘機", "茶摘機の販売", "販売"}),
        ("個人向け茶葉定期便サービスを開始", {"個人向け茶葉定期便サービス", "茶葉定期便サービス"}),
        ("退職給付に係る負債は増加", {"退職給付に係る負債"}),
        ("親会社の所有者に帰属する当期利益", {"親会社の所有者に帰属する当期利益", "当期利益"}),
        ("その他の金融負債", {"その他の金融負債", "金融負債"}),
        ("クモハシMXサービスの契約数", {"クモハシMXサービス", "クモハシMXサービスの契約数"}),
        (
            "データ センターの賃借費",
            {"データ センター", "データ センターの賃借費"},
        ),  # a space that words are written with
        ("キャッシュ・フロー計算書", {"キャッシュ・フロー計算書"}),
        ("競争優位性を高める", {"競争優位性"}),
        ("のれんの減損", {"のれん", "減損"}),
        ("細分化された市場", {"細分化された市場", "市場"}),
        ("支店支店支店", {"支店"}),  # boxes of a drawing, run together
    ],
)
def test_terms_are_among_the_candidates(text: str, expected: set[str]):
    assert expected <= candidates(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("各サービス等の売上", {"各サービス", "サービス等"}),
        ("持分法適用関連会社", {"法適用関連会社", "法適用"}),  # 持分法 is one word
        ("オンプレミス環境", {"プレミス", "ミス"}),
        ("2024年3月期の売上", {"月期", "期の売上", "3月期"}),
        ("約12億円の増収", {"約", "億円"}),
        ("FY23 1H22 YoY", {"FY23", "1H22", "YoY"}),
        ("過去3か月の平均気温", {"か月", "か月の平均気温"}),
        ("2番目の工場と3回目の収穫", {"番目の工場", "目の工場", "回目の収穫", "目の収穫"}),
        ("多様なサービス", {"多様", "多様なサービス"}),
        ("当期は堅調に推移しました", {"堅調に", "しました", "当期は堅調"}),
        ("営業利益、経常利益及び当期利益", {"営業利益、経常利益", "経常利益及び当期利益"}),
    ],
)
def test_what_is_no_term_is_not(text: str, wrong: set[str]):
    assert not wrong & candidates(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバー", "サーバ"),
        ("ＩＴサービス", "itサービス"),
        ("マスター プラン", "マスタープラン"),
        ("キャッシュ・フロー", "キャッシュフロー"),
    ],
)
def test_spellings_of_one_term_share_a_key(one: str, other: str):
    assert japanese_key(one) == japanese_key(other)


@pytest.mark.parametrize(("one", "other"), [("利益", "利益率"), ("コーヒー", "コピー")])
def test_other_terms_do_not(one: str, other: str):
    assert japanese_key(one) != japanese_key(other)


def test_a_whole_chunk_is_told_from_its_parts():
    found = read("新型茶摘機の組立費")
    spans = {found.surface(span): span for span in found.spans}
    assert spans["新型茶摘機の組立費"].whole
    assert not spans["組立費"].whole
    assert spans["茶摘機"].before == "新型"
    assert spans["組立費"].before == ""  # の ties nothing


@given(st.text(alphabet="売上利益の茶サービスター・ABab12 、。（）\n　👍", max_size=40))
def test_any_text_is_read_and_spans_slice_back(text: str):
    found = read(text)
    for span in found.spans:
        assert span.first < span.last <= len(found.tokens)
        assert found.surface(span) in text
        assert span.key == japanese_key(found.surface(span)) != ""


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("茶葉を検査する", True),
        ("検査できます", True),
        ("検査の基準", False),
        ("検査、する", False),
    ],
)
def test_a_noun_that_is_said_as_a_verb(text: str, acts: bool):
    assert next(span for span in read(text).spans if span.key == "検査").acts is acts
