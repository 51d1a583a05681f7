"""Several glossaries: the first that has decided on a Japanese term speaks for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.errors import GlossaryError, UsageError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossaries, Glossary
from termalign.glossary.several import combined
from termalign.records import ApprovedTerm

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Status


def term(ja: str, en: str, status: Status = "approved") -> ApprovedTerm:
    return ApprovedTerm(ja, en, status)


CLIENT = [
    term("売上高", "revenue"),
    term("サーバー", "servers"),
    term("ミナトネット", "MinatoNet", "do-not-translate"),
    term("人財", "human resources", "forbidden"),
    term("既定", "default", "rejected"),
    term("営業利益", "operating income", "reference"),
]


@pytest.mark.parametrize(
    "lower",
    [
        term("売上高", "revenue", "forbidden"),  # the client approves what the firm forbids
        term("売上高", "net sales"),
        term("売上高", "sales", "reference"),
        term("サーバ", "server"),  # in another spelling
        term("ミナトネット", "Minato Network"),
        term("人財", "talent"),  # the client has decided: what it forbids, and no more
        term("既定", "default"),  # not worth an entry, says the client
        term("既定", "Defaults", "forbidden"),
    ],
)
def test_a_lower_glossary_is_silent_where_a_higher_one_has_decided(lower: ApprovedTerm):
    assert list(combined([CLIENT, [lower]])) == CLIENT


@pytest.mark.parametrize(
    "lower",
    [
        term("売上原価", "cost of sales"),
        term("既定", "preset"),  # only the other pair was rejected
        term("営業利益", "operating profit"),  # a reference is nobody's decision
    ],
)
def test_a_lower_glossary_speaks_where_the_higher_ones_have_not(lower: ApprovedTerm):
    assert list(combined([CLIENT, [lower]])) == [*CLIENT, lower]


def test_terms_of_one_glossary_do_not_silence_one_another():
    terms = [term("売上高", "net sales"), term("売上高", "turnover", "forbidden")]
    assert list(combined([terms])) == terms


@pytest.fixture
def desk(tmp_path: Path) -> Glossaries:
    client, firm, seed = (tmp_path / f"{name}.db" for name in ("client", "firm", "seed"))
    Glossary(client).add(GlossaryRow("売上高", "revenue"))
    Glossary(client).add(GlossaryRow("売上高総利益率", "gross margin"))
    Glossary(firm).add(GlossaryRow("営業利益", "operating profit"))
    Glossary(firm).add(GlossaryRow("売上高", "net sales"))
    Glossary(seed).add(GlossaryRow("売上高", "net sales", status="reference"))
    Glossary(seed).add(GlossaryRow("営業収益", "operating revenue", status="reference"))
    return Glossaries([client, firm, seed])


def test_each_term_names_its_entry_and_glossary(desk: Glossaries):
    assert [(one.ja, one.en, one.entry, one.glossary) for one in desk.approved_terms()] == [
        ("売上高", "revenue", 1, "client.db"),
        ("売上高総利益率", "gross margin", 2, "client.db"),
        ("営業利益", "operating profit", 1, "firm.db"),
        ("営業収益", "operating revenue", 2, "seed.db"),
    ]


def test_one_glossary_names_none(desk: Glossaries):
    alone = Glossaries([desk.all[1].path])
    assert {one.glossary for one in alone.approved_terms()} == {""}
    assert Glossaries([]).approved_terms() == []


def test_rejected_terms_are_for_the_miner_only(tmp_path: Path):
    glossary = Glossary(tmp_path / "terms.db")
    glossary.add(GlossaryRow("既定", "default", status="rejected"))
    glossary.add(GlossaryRow("売上高", "net sales", status="proposed"))
    both = Glossaries([glossary.path])
    assert both.approved_terms() == []
    assert [one.status for one in both.decisions()] == ["rejected"]


def test_a_lookup_asks_all_in_their_order(desk: Glossaries):
    found = [(name, one.en.text, one.why) for name, one in desk.lookup("売上高")]
    assert found == [
        ("client.db", "revenue", "exact"),
        ("firm.db", "net sales", "exact"),
        ("seed.db", "net sales", "exact"),
        ("client.db", "gross margin", "part of"),
    ]
    assert [name for name, _ in desk.lookup("売上高", most=2)] == ["client.db", "firm.db"]


def test_similar_terms_only_where_no_glossary_knows_better(desk: Glossaries):
    # The seed has 営業収益, three of whose four characters are those of 営業利益.
    assert [name for name, _ in desk.lookup("営業利益")] == ["firm.db"]
    ways = [(name, one.why) for name, one in desk.lookup("営業損益")]
    assert ways == [("firm.db", "similar 0.75"), ("seed.db", "similar 0.75")]


def test_a_glossary_named_twice_is_refused(desk: Glossaries, tmp_path: Path):
    with pytest.raises(UsageError, match="is named twice"):
        Glossaries([desk.all[0].path, tmp_path / "." / "client.db"])


def test_a_missing_one_is_named(desk: Glossaries, tmp_path: Path):
    missing = Glossaries([desk.all[0].path, tmp_path / "none.db"])
    for ask in (missing.approved_terms, lambda: missing.lookup("売上高")):
        with pytest.raises(GlossaryError, match=r"none\.db: there is no glossary"):
            ask()


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path):
    paths = [tmp_path / folder / "terms.db" for folder in ("client", "firm")]
    assert Glossaries(paths).names == tuple(map(str, paths))
