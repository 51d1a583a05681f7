"""Several glossaries: the first that has decided on a Japanese term speaks for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.errors import GlossaryError, UsageError
from termalign.exchange import GlossaryRow
from termalign.glossary import Glossaries, Glossary
from termalign.glossary.precedence import combined
from termalign.glossary.search import Way
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


def cased(ja: str, en: str) -> ApprovedTerm:
    return ApprovedTerm(ja, en, "approved", ja_cased=True)


@pytest.mark.parametrize(
    ("higher", "lower", "speaks"),
    [
        (term("C", "C"), term("C++", "C++"), True),
        (cased("SHIFT", "SHIFT Inc."), term("シフト", "shift"), True),
        (cased("SHIFT", "SHIFT Inc."), term("shift", "shift"), True),
        (cased("SHIFT", "SHIFT Inc."), cased("ＳＨＩＦＴ", "Shift Ltd."), False),
        (term("shift", "shift"), cased("SHIFT", "SHIFT Inc."), False),
    ],
)
def test_signs_and_case_tell_terms_of_two_glossaries_apart(
    higher: ApprovedTerm, lower: ApprovedTerm, *, speaks: bool
):
    assert (lower in list(combined([[higher], [lower]]))) is speaks


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


def test_what_is_said_so_only_where_no_glossary_has_the_spelling(tmp_path: Path):
    client, firm = (Glossary(tmp_path / f"{name}.db") for name in ("client", "firm"))
    client.add(GlossaryRow("投資", "investment"))
    firm.add(GlossaryRow("とうし", "to-shi"))
    firm.add(GlossaryRow("当社", "the Company"))
    both = Glossaries([client.path, firm.path])
    found = [(name, one.ja.text, one.way) for name, one in both.lookup("とうし")]
    assert found == [("firm.db", "とうし", Way.EXACT)]


@given(
    query=st.sampled_from(
        ["売上高", "うりあげ", "うりあげだか", "uriage", "net", "営業損益", "収益"]
    )
)
def test_two_glossaries_answer_in_the_ways_of_one(
    tmp_path_factory: pytest.TempPathFactory, query: str
):
    """The ways in which a query is found are those of one glossary that holds all the terms."""
    folder = tmp_path_factory.mktemp("ways")
    rows = [GlossaryRow("売上高", "net sales"), GlossaryRow("うりあげ", "takings")]
    rows += [GlossaryRow("営業収益", "operating revenue"), GlossaryRow("売上高比率", "ratio")]
    whole, *halves = (Glossary(folder / f"{name}.db") for name in ("whole", "odd", "even"))
    for at, row in enumerate(rows):
        whole.add(row)
        halves[at % 2].add(row)
    apart = Glossaries([half.path for half in halves]).lookup(query)
    together = whole.lookup(query)
    assert {(a.ja.text, a.way) for _, a in apart} == {(a.ja.text, a.way) for a in together}


def sheet(glossaries: Glossaries, text: str) -> list[tuple[str, str, str, int]]:
    return [
        (name, one.answer.ja.text, one.answer.en.text, one.count)
        for name, one in glossaries.known_terms([text], "ja")
    ]


def test_the_longest_term_of_a_text_whosever_it_is(tmp_path: Path):
    client, firm = (Glossary(tmp_path / f"{name}.db") for name in ("client", "firm"))
    client.add(GlossaryRow("営業利益", "operating income"))
    firm.add(GlossaryRow("営業利益率", "operating margin"))
    firm.add(GlossaryRow("増加率", "growth"))
    both = Glossaries([client.path, firm.path])
    assert sheet(both, "営業利益率と営業利益") == [
        ("firm.db", "営業利益率", "operating margin", 1),
        ("client.db", "営業利益", "operating income", 1),
    ]
    # One that begins within another is none: 利益増加 is taken before 増加率.
    client.add(GlossaryRow("利益増加", "profit growth"))
    assert sheet(both, "利益増加率") == [("client.db", "利益増加", "profit growth", 1)]


@pytest.mark.parametrize(
    ("status", "spelt", "speaks"),
    [
        ("proposed", "売上高", "firm.db"),
        ("reference", "売り上げ高", "firm.db"),
        ("forbidden", "売上高", "client.db"),
        ("approved", "売り上げ高", "client.db"),
    ],
)
def test_the_first_that_has_decided_on_a_term_of_a_text_speaks(
    tmp_path: Path, status: Status, spelt: str, speaks: str
):
    client, firm, seed = (Glossary(tmp_path / f"{name}.db") for name in ("client", "firm", "seed"))
    client.add(GlossaryRow(spelt, "revenue", status=status))
    firm.add(GlossaryRow("売上高", "net sales"))
    seed.add(GlossaryRow("売上高", "sales"))
    all_three = Glossaries([client.path, firm.path, seed.path])
    assert [name for name, *_ in sheet(all_three, "売上高")] == [speaks]


def test_what_nobody_has_decided_is_the_first_ones(tmp_path: Path):
    client, seed = (Glossary(tmp_path / f"{name}.db") for name in ("client", "seed"))
    client.add(GlossaryRow("売上高", "revenue", status="proposed"))
    seed.add(GlossaryRow("売上高", "net sales", status="reference"))
    assert [name for name, *_ in sheet(Glossaries([client.path, seed.path]), "売上高")] == [
        "client.db"
    ]


def test_a_damaged_one_is_named(desk: Glossaries):
    damaged = desk.all[0].path
    content = bytearray(damaged.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    damaged.write_bytes(content)
    with pytest.raises(GlossaryError, match=r"client\.db: is damaged"):
        desk.known_terms(["売上高"], "ja")


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
