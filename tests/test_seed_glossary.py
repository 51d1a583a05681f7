"""The word knowledge under glossary/ keeps to its own description."""

import re
from pathlib import Path

import pytest

from termalign.text import has_japanese

GLOSSARY = Path(__file__).resolve().parent.parent / "glossary"
Row = dict[str, str]
COLUMNS = ("ja", "en", "ja_variants", "en_variants", "pos", "domain", "source", "note")
LOANWORD_COLUMNS = ("ja", "en", "note")
PARTS_OF_SPEECH = {"noun", "verb", "adjective", "adverb", "phrase", "name"}
DOMAINS = {
    "accounting",
    "business",
    "finance",
    "governance",
    "ir",
    "it",
    "organisation",
    "statements",
    "sustainability",
    "time",
}
SOURCES = {
    "ASBJ standards, English translation",
    "Companies Act, English translation",
    "Corporate Governance Code",
    "EDINET taxonomy",
    "Financial Instruments and Exchange Act, English translation",
    "GHG Protocol, Japanese guidance",
    "IFRS, Japanese translation",
    "ISSB standards, Japanese translation",
    "Japanese Law Translation",
    "TCFD recommendations, Japanese translation",
    "TSE earnings report form",
    "TSE listing rules, English translation",
    "common IR usage",
    "common IT usage",
    "common business usage",
    "general dictionaries",
    "organisation's own English name",
}


def table(name: str, columns: tuple[str, ...]) -> list[Row]:
    """Return the rows of a table by column; every line must have exactly those columns."""
    text = (GLOSSARY / name).read_bytes().decode("utf-8")
    assert "\r" not in text
    assert '"' not in text, "TSV never quotes"
    assert text.endswith("\n")
    header, *lines = text.removesuffix("\n").split("\n")
    assert tuple(header.split("\t")) == columns
    rows = []
    for number, line in enumerate(lines, start=2):
        fields = line.split("\t")
        assert len(fields) == len(columns), f"{name}, line {number}: {line}"
        assert all(field == field.strip() for field in fields), f"{name}, line {number}: spaces"
        rows.append(dict(zip(columns, fields, strict=True)))
    return rows


def variants(field: str) -> list[str]:
    return field.split("|") if field else []


@pytest.fixture(scope="module")
def seed() -> list[Row]:
    return table("seed.tsv", COLUMNS)


def test_it_is_broad(seed: list[Row]):
    assert len(seed) >= 700
    assert {row["domain"] for row in seed} == DOMAINS


def test_both_sides_stand_in_their_script(seed: list[Row]):
    for row in seed:
        for form in [row["ja"], *variants(row["ja_variants"])]:
            assert form, row
            assert has_japanese(form), row
        for form in [row["en"], *variants(row["en_variants"])]:
            assert form, row
            assert not has_japanese(form), row
            assert form.isascii(), row


def test_no_japanese_form_is_listed_twice(seed: list[Row]):
    seen: dict[str, str] = {}
    for row in seed:
        for form in [row["ja"], *variants(row["ja_variants"])]:
            assert form not in seen, f"{form}: in {seen.get(form)} and in {row['ja']}"
            seen[form] = row["ja"]


def test_variants_differ_from_the_main_form_and_from_one_another(seed: list[Row]):
    for row in seed:
        english = [form.casefold() for form in [row["en"], *variants(row["en_variants"])]]
        assert len(set(english)) == len(english), row
        assert all(form == form.strip() for form in english), row


def test_no_main_form_hides_a_separator(seed: list[Row]):
    for row in seed:
        assert "|" not in row["ja"] + row["en"], row


def test_words_and_sources_are_those_the_readme_names(seed: list[Row]):
    readme = (GLOSSARY / "README.md").read_text(encoding="utf-8")
    for row in seed:
        assert row["pos"] in PARTS_OF_SPEECH, row
        assert row["domain"] in DOMAINS, row
        assert row["source"] in SOURCES, row
    assert all(f"| {source} |" in readme for source in SOURCES)
    assert all(f"`{domain}`" in readme for domain in DOMAINS)
    assert all(f"`{pos}`" in readme for pos in PARTS_OF_SPEECH)


def test_rows_are_sorted_by_domain_then_japanese(seed: list[Row]):
    keys = [(row["domain"], row["ja"]) for row in seed]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("前年同期比", "year-over-year"),
        ("配当性向", "dividend payout ratio"),
        ("連結", "consolidated"),
        ("親会社の所有者に帰属する当期利益", "profit attributable to owners of parent"),
        ("使用権資産", "right-of-use assets"),
        ("代表取締役", "Representative Director"),
        ("厚生労働省", "Ministry of Health, Labour and Welfare"),
        ("解約率", "churn rate"),
        ("上期", "first half"),
    ],
)
def test_everyday_terms_are_there(seed: list[Row], ja: str, en: str):
    assert [row["en"] for row in seed if row["ja"] == ja] == [en]


@pytest.fixture(scope="module")
def loanwords() -> list[Row]:
    return table("loanwords.tsv", LOANWORD_COLUMNS)


def test_loanwords_are_many_and_stand_once_each_in_order(loanwords: list[Row]):
    words = [row["ja"] for row in loanwords]
    assert len(words) >= 250
    assert words == sorted(set(words))


def test_loanwords_hold_katakana_and_plain_english(loanwords: list[Row]):
    for row in loanwords:
        assert re.search("[ァ-ヺー]{2}", row["ja"]), row
        assert "|" not in row["ja"], row
        english = variants(row["en"])
        assert english, row
        assert len({form.casefold() for form in english}) == len(english), row
        assert all(form and form == form.strip() and form.isascii() for form in english), row


@pytest.mark.parametrize(
    ("ja", "first"),
    [
        ("クラウド", "cloud"),  # UniDic: crowd
        ("クラウドファンディング", "crowdfunding"),  # and here it is right
        ("キャリア", "carrier"),
        ("ソース", "source"),  # UniDic: sauce
        ("ロール", "role"),  # UniDic: roll
        ("コロケーション", "colocation"),  # UniDic: collocation
        ("サンドボックス", "sandbox"),  # UniDic: sandwich box
        ("オンプレミス", "on-premise"),  # UniDic: on, pre, mistake
        ("ドイツ", "Germany"),  # UniDic: Duits
    ],
)
def test_misleading_loanwords_are_put_right(loanwords: list[Row], ja: str, first: str):
    assert [variants(row["en"])[0] for row in loanwords if row["ja"] == ja] == [first]


def test_the_seed_and_the_loanwords_agree(seed: list[Row], loanwords: list[Row]):
    """A word in both tables has at least one English form in common."""
    english = {row["ja"]: {form.casefold() for form in variants(row["en"])} for row in loanwords}
    for row in seed:
        forms = {form.casefold() for form in [row["en"], *variants(row["en_variants"])]}
        for ja in [row["ja"], *variants(row["ja_variants"])]:
            assert ja not in english or english[ja] & forms, (ja, forms, english[ja])
