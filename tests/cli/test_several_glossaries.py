"""Several glossaries, merging, the seed and the metadata as whole commands."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunTermalign

SETTINGS = 'glossary = ["client.db", "firm.db", "seed.db"]\n'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with three glossaries and the settings that name them."""
    client, firm, seed = (Glossary(tmp_path / f"{name}.db") for name in ("client", "firm", "seed"))
    client.add(GlossaryRow("売上高", "revenue"))
    firm.add(GlossaryRow("売上高", "net sales"))
    firm.add(GlossaryRow("売上高", "revenue", status="forbidden"))
    firm.add(GlossaryRow("営業利益", "operating profit"))
    firm.add(GlossaryRow("営業利益", "operating income", status="forbidden"))
    seed.add(GlossaryRow("経常利益", "ordinary profit", status="reference"))
    (tmp_path / "termalign.toml").write_text(SETTINGS, "utf-8")
    return tmp_path


PAIRS = """\
ja\ten
売上高は増加しました。\tRevenue rose.
営業利益は増加しました。\tOperating income rose.
経常利益は増加しました。\tRecurring profit rose.
"""


def test_a_check_hears_them_in_their_order(termalign: RunTermalign, desk: Path):
    (desk / "pairs.tsv").write_text(PAIRS, "utf-8")
    done = termalign("check", "pairs.tsv", "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["check"], one["message"]) for one in found] == [
        (
            "term.unapproved",
            (
                "営業利益: the glossary has “operating profit” (entry 2 of firm.db), "
                "which is not in the English"
            ),
        ),
        (
            "term.forbidden",
            "営業利益: the glossary forbids “operating income” (entry 2 of firm.db)",
        ),
    ]
    assert done.returncode == 1
    alone = termalign("check", "pairs.tsv", "--glossary", "firm.db", "--format", "jsonl")
    messages = [json.loads(line)["message"] for line in alone.stdout.splitlines()]
    assert "売上高: the glossary forbids “revenue” (entry 1)" in messages


def test_options_take_the_settings_place(termalign: RunTermalign, desk: Path):
    options = ("--glossary", "firm.db", "--glossary", "client.db")
    assert termalign("glossary", "path", *options).stdout == b"firm.db\nclient.db\n"
    done = termalign("lookup", "売上高", "--exact", *options)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert rows[0][-1] == "glossary"
    assert [(row[1], row[-1]) for row in rows[1:]] == [
        ("net sales", "firm.db"),
        ("revenue", "client.db"),
    ]
    one = termalign("lookup", "売上高", "--exact", "--glossary", "firm.db").stdout.decode()
    assert "glossary" not in one
    assert "firm.db" not in one
    assert desk.exists()


def test_a_lookup_says_who_answered(termalign: RunTermalign, desk: Path):
    answers = json.loads(termalign("lookup", "売上高", "--json").stdout)
    assert [(one["en"], one["status"], one["glossary"]) for one in answers] == [
        ("revenue", "approved", "client.db"),
        ("net sales", "approved", "firm.db"),
    ]
    (desk / "termalign.toml").unlink()
    (answer,) = json.loads(
        termalign("lookup", "売上高", "--json", "--glossary", "client.db").stdout
    )
    assert "glossary" not in answer


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_too(desk: Path, environment: dict[str, str]):
    import pty
    import subprocess

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "termalign", "lookup", "経常利益"]
    subprocess.run(command, cwd=desk, env=environment, stdout=follower, check=True)
    os.close(follower)
    shown = os.read(leader, 10_000).decode()
    os.close(leader)
    assert "from: seed.db" in shown


def test_what_writes_writes_to_the_first(termalign: RunTermalign, desk: Path):
    others = [(desk / f"{name}.db").read_bytes() for name in ("firm", "seed")]
    assert termalign("glossary", "add", "純利益", "profit").returncode == 0
    (desk / "mined.tsv").write_text("総資産は増加した。\tTotal assets rose.\n" * 5, "utf-8")
    assert termalign("mine", "mined.tsv").returncode == 0
    listed = termalign("glossary", "list").stdout.decode()
    assert "純利益\tprofit" in listed
    assert "総資産\ttotal assets" in listed.lower()
    assert [(desk / f"{name}.db").read_bytes() for name in ("firm", "seed")] == others


def test_mining_makes_the_first_and_leaves_out_what_the_others_know(
    termalign: RunTermalign, desk: Path
):
    text = "営業利益は増加した。\tOperating profit rose.\n経常利益は減少した。\tOrdinary profit fell.\n"
    (desk / "mined.tsv").write_text(text * 3, "utf-8")
    options = ("--glossary", "new.db", "--glossary", "firm.db", "--glossary", "seed.db")
    done = termalign("mine", "mined.tsv", *options)
    assert done.returncode == 0
    mined = [line.split("\t")[0] for line in done.stdout.decode().splitlines()[1:]]
    # The firm has decided on 営業利益; 経常利益 is in a public list only.
    assert "営業利益" not in mined
    assert "経常利益" in mined
    assert "経常利益" in {row.ja for row in Glossary(desk / "new.db").rows()}


def test_a_missing_one_ends_every_command_that_reads(termalign: RunTermalign, desk: Path):
    (desk / "firm.db").unlink()
    (desk / "pairs.tsv").write_text(PAIRS, "utf-8")
    for words in (("lookup", "売上高"), ("check", "pairs.tsv"), ("mine", "pairs.tsv")):
        done = termalign(*words)
        assert done.returncode == 2
        assert f"{desk / 'firm.db'}: there is no glossary" in done.stderr.decode()


def test_the_settings_show_them(termalign: RunTermalign, desk: Path):
    rows = termalign("settings").stdout.decode().splitlines()
    (row,) = [line.split("\t") for line in rows if line.startswith("glossary\t")]
    names = [str(desk / f"{name}.db") for name in ("client", "firm", "seed")]
    assert row[1:3] == [", ".join(names), str(desk / "termalign.toml")]


def test_the_seed_comes_in_as_reference(termalign: RunTermalign, tmp_path: Path):
    done = termalign("glossary", "import", "seed", "--glossary", "seed.db")
    assert done.returncode == 0
    glossary = Glossary(tmp_path / "seed.db")
    assert {row.status for row in glossary.rows()} == {"reference"}
    assert len(glossary.rows()) > 2000
    again = termalign("glossary", "import", "seed", "--glossary", "seed.db")
    assert " 0 added, 0 changed, " in again.stderr.decode()


def test_merge(termalign: RunTermalign, desk: Path):
    before = (desk / "client.db").read_bytes()
    table = (
        "id\tja\twhat\tours\ttheirs\n"
        "1\t売上高\tpreferred English\trevenue\tnet sales\n"
        "1\t売上高\trevenue\tapproved\tforbidden\n"
    )
    tried = termalign("glossary", "merge", "firm.db", "--dry-run")
    assert (tried.returncode, tried.stdout.decode()) == (0, table)
    assert tried.stderr.decode() == (
        "firm.db: 1 added, 0 changed, 1 known already (tried only, nothing was changed)\n"
        "decided differently: 2; left as it was, --theirs takes OTHER's\n"
    )
    assert (desk / "client.db").read_bytes() == before
    done = termalign("glossary", "merge", "firm.db")
    assert (done.returncode, done.stdout.decode()) == (0, table)
    listed = termalign("glossary", "list").stdout.decode()
    assert "1\tapproved\t売上高\trevenue" in listed
    assert "2\tapproved\t営業利益\toperating profit" in listed
    theirs = termalign("glossary", "merge", "firm.db", "--theirs")
    assert "OTHER's decision taken" in theirs.stderr.decode()
    assert "1\tapproved\t売上高\tnet sales" in termalign("glossary", "list").stdout.decode()
    again = termalign("glossary", "merge", "firm.db")
    assert again.stdout == b""
    assert again.stderr.decode() == "firm.db: 0 added, 0 changed, 2 known already\n"
    assert termalign("glossary", "undo").stderr == b"taken back: merge firm.db\n"
    assert "1\tapproved\t売上高\trevenue" in termalign("glossary", "list").stdout.decode()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("none.db", "none.db: there is no glossary"),
        ("client.db", "client.db: is the glossary itself"),
        ("termalign.toml", "termalign.toml: is no termalign glossary"),
    ],
)
def test_what_cannot_be_merged(termalign: RunTermalign, desk: Path, other: str, says: str):
    before = (desk / "client.db").read_bytes()
    done = termalign("glossary", "merge", other)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert (desk / "client.db").read_bytes() == before


def test_metadata(termalign: RunTermalign, desk: Path):
    shown = termalign("glossary", "metadata").stdout.decode()
    assert '\n  "client":\n' in shown
    assert "\n      approved_terms:\n" in shown
    assert termalign("glossary", "metadata", "-o", "metadata.yml").returncode == 0
    assert (desk / "metadata.yml").read_text("utf-8") == shown
