"""`termalign glossary …` as whole commands: what they print, write and refuse."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termalign.exchange import GLOSSARY_WRITERS, GlossaryRow
from termalign.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import RunTermalign

    Run = Callable[..., str]


@pytest.fixture
def run(termalign: RunTermalign, tmp_path: Path) -> Run:
    """Run `termalign glossary …` on terms.db and give its standard output; it must end with 0."""

    def command(*words: str, stdin: bytes = b"") -> str:
        done = termalign("glossary", *words, "--glossary", tmp_path / "terms.db", stdin=stdin)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return command


def test_a_day_at_the_desk(run: Run, tmp_path: Path):
    run("add", "営業利益", "operating income", "--note", "IFRS", "--domain", "accounting")
    run("add", "営業利益", "operating profit", "--status", "forbidden")
    table = "ja\ten\n配当性向\tpayout ratio\n既定\tdefault\n"
    (tmp_path / "mined.tsv").write_text(table, "utf-8")
    run("import", "mined.tsv")
    assert run("list") == (
        "id\tstatus\tja\ten\tja_variants\ten_variants\tcount\tpos\tdomain\tsource\tnote\n"
        "1\tapproved\t営業利益\toperating income\t\t\t0\t\taccounting\t\tIFRS\n"
        "1\tforbidden\t営業利益\toperating profit\t\t\t0\t\taccounting\t\tIFRS\n"
        "2\tproposed\t配当性向\tpayout ratio\t\t\t0\t\t\t\t\n"
        "3\tproposed\t既定\tdefault\t\t\t0\t\t\t\t\n"
    )
    run("approve", "2")
    run("reject", "3", "--reason", "用語ではない")
    run("edit", "2", "--en", "dividend payout ratio", "--also-en", "payout ratio")
    assert [
        line.split("\t")[:4]
        for line in run("list", "--status", "approved,rejected").splitlines()[1:]
    ] == [
        ["1", "approved", "営業利益", "operating income"],
        ["2", "approved", "配当性向", "dividend payout ratio"],
        ["3", "rejected", "既定", "default"],
    ]
    shown = re.sub(
        r"\t[^\t]*\t\d{4}-\d\d-\d\dT[\d:+]+$", "\tWHO\tWHEN", run("show", "2"), flags=re.MULTILINE
    )
    assert shown == (
        "what\ttext\tstatus\tcount or place\n"
        "ja\t配当性向\tapproved\t\n"
        "en\tdividend payout ratio\tapproved\t\n"
        "en\tpayout ratio\tapproved\t\n"
        "history\tpayout ratio is now dividend payout ratio; added payout ratio (approved)\tWHO\tWHEN\n"
        "history\tapproved: payout ratio (was proposed)\tWHO\tWHEN\n"
        "history\tadded 配当性向 = payout ratio (proposed)\tWHO\tWHEN\n"
    )
    run("undo")
    assert "en\tpayout ratio\tapproved" in run("show", "2")
    assert "用語ではない" in run("history", "3", "--limit", "1")
    assert run("export").splitlines()[1:] == [
        "営業利益\toperating income\tapproved\t\t\t\t\taccounting\t\tIFRS\t1",
        "配当性向\tpayout ratio\tapproved\t\t\t\t\t\t\t\t2",
    ]
    assert "approved\t2\n" in run("stats")


def test_what_mine_writes_comes_in_once(run: Run, termalign: RunTermalign, tmp_path: Path):
    (tmp_path / "mined.csv").write_text(
        "ja,en,score,count,ja_variants,en_variants,ja_example,en_example\n"
        "売上高,net sales,0.9,3,,Net Sales|revenue,売上高は増加,Net sales rose\n",
        "utf-8",
    )
    for came in ("1 added, 0 changed, 0 known already", "0 added, 0 changed, 1 known already"):
        done = termalign("glossary", "import", "mined.csv", "--glossary", "terms.db")
        assert done.stderr.decode().splitlines() == [
            "mined.csv: columns passed over: count, en_example, ja_example, score",
            f"mined.csv: {came}",
        ]
    assert run("list").splitlines()[1].split("\t")[3:6] == ["net sales", "", "revenue"]


def test_what_happened_is_said(termalign: RunTermalign):
    for words, says in (
        (("add", "売上高", "net sales"), "entry 1: 売上高 = net sales (approved)"),
        (
            ("add", "売上高", "net sales"),
            "entry 1: nothing changed, 売上高 = net sales is approved already",
        ),
        (
            ("add", "売上高", "sales", "--status", "forbidden"),
            "entry 1: added sales (forbidden)",
        ),
        (
            ("add", "売上高", "sales", "--status", "proposed"),
            "entry 1: nothing changed, 売上高 = sales is forbidden already",
        ),
        (("add", "既定", "default", "--status", "proposed"), "entry 2: 既定 = default (proposed)"),
        (("edit", "1", "--note", ""), "entry 1: nothing changed"),
        (("edit", "1", "--note", "IFRS"), "entry 1: note: IFRS"),
        (("reject", "2", "2"), "rejected: 2"),
        (("approve", "2", "--term", "default"), "approved: 2"),
        (("forbid", "1", "--term", "sales"), "already forbidden: 1"),
        (("forbid", "2", "1"), "forbidden: 2, 1"),
        (("forbid", "2", "1"), "already forbidden: 2, 1"),
    ):
        done = termalign("glossary", *words, "--glossary", "terms.db")
        assert (done.returncode, done.stderr.decode()) == (0, f"{says}\n")


def test_path(run: Run, tmp_path: Path, termalign: RunTermalign, home: Path):
    assert run("path") == f"{tmp_path / 'terms.db'}\n"
    own = termalign("glossary", "path").stdout.decode().strip()
    assert own.startswith(str(home))
    assert not Path(own).exists()


@pytest.mark.parametrize("suffix", ["tsv", "csv", "txt", "tab", "utf8"])
def test_what_is_exported_can_be_imported(
    run: Run, termalign: RunTermalign, tmp_path: Path, suffix: str
):
    run("add", "営業利益", "operating income", "--note", "=IFRS")
    run("add", "値引き", "-5% or less", "--status", "forbidden")
    run("export", "--status", "all", "-o", f"out.{suffix}")
    # OmegaT's columns have no place for "approved": what carries no status gets this one.
    words = ("import", f"out.{suffix}", "--status", "approved", "--glossary", "copy.db")
    done = termalign("glossary", *words)
    assert done.returncode == 0
    assert "2 added" in done.stderr.decode()
    ours, copy = Glossary(tmp_path / "terms.db"), Glossary(tmp_path / "copy.db")
    assert copy.rows() == ours.rows()


# What a format does not hold; all others hold all of a row.
NOT_HELD = {
    "utx": ("source", "domain", "flags"),
    "memoq": ("source", "pos"),
}


# OmegaT's columns do not say which pairs are one entry.
@pytest.mark.parametrize("format_name", sorted(GLOSSARY_WRITERS.keys() - {"omegat"}))
def test_a_whole_glossary_moves_by_any_format(
    run: Run, termalign: RunTermalign, tmp_path: Path, format_name: str
):
    run("add", "シフト", "SHIFT", "--note", "=IFRS", "--domain", "IT", "--pos", "noun")
    run("edit", "1", "--also-ja", "ＳＨＩＦＴ", "--cased", "ＳＨＩＦＴ", "--source", "社内")
    run("edit", "1", "--also-en", "SHIFT program", "--cased", "SHIFT", "--exact", "SHIFT program")
    run("add", "値引き", "-5% or less", "--status", "forbidden")
    run("export", "--status", "all", "--format", format_name, "--all-variants", "-o", "moved")
    words = ("import", "moved", "--format", format_name, "--status", "approved")
    done = termalign("glossary", *words, "--glossary", "copy.db")
    assert done.returncode == 0
    ours, copy = Glossary(tmp_path / "terms.db"), Glossary(tmp_path / "copy.db")
    nothing = {"source": "", "domain": "", "pos": "", "flags": frozenset()}
    missing = {name: nothing[name] for name in NOT_HELD.get(format_name, ())}
    assert copy.rows() == [replace(row, **missing) for row in ours.rows()]


def test_flags_come_in_for_terms_that_are_known(run: Run, tmp_path: Path):
    run("add", "シフト", "SHIFT")
    (tmp_path / "flags.csv").write_text(
        "ja,en,status,flags\nシフト,SHIFT,approved,cased\n", "utf-8"
    )
    run("import", "flags.csv")
    assert "cased: SHIFT" in run("history", "1", "--limit", "1")
    assert "en\tSHIFT\tapproved, cased\t" in run("show", "1")
    (tmp_path / "plain.csv").write_text("ja,en,status\nシフト,SHIFT,approved\n", "utf-8")
    run("import", "plain.csv")  # says nothing of flags
    assert "en\tSHIFT\tapproved, cased\t" in run("show", "1")
    (tmp_path / "worse.csv").write_text("ja,en,flags\nシフト,SHIFT,exact\n", "utf-8")
    run("import", "worse.csv")  # a suggestion changes no decision
    assert "en\tSHIFT\tapproved, cased\t" in run("show", "1")
    run("undo")
    assert "en\tSHIFT\tapproved\t" in run("show", "1")


def test_table_from_standard_input(run: Run):
    run("import", "-", "--status", "approved", stdin="売上高\tnet sales\n".encode())
    assert "売上高\tnet sales\tapproved" in run("export")


def test_tmx_and_formats_by_name(run: Run, tmp_path: Path):
    run("add", "売上高", "net sales")
    run("export", "-o", "out.tmx")
    assert "<seg>net sales</seg>" in (tmp_path / "out.tmx").read_text("utf-8")
    assert run("export", "--format", "omegat").startswith("# ")
    assert run("export", "--format", "csv").startswith("\ufeffja,en,")
    assert run("export", "--bom").startswith("\ufeffja\ten\t")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "sales", "売上"), "the Japanese comes first"),
        (("add", "売上", " "), "a term is empty"),
        (("add", "売上", "売上"), "the English “売上” is Japanese"),
        (("edit", "1", "--also-en", "営業損益"), "the English “営業損益” is Japanese"),
        (("import", "swapped.tsv"), "swapped.tsv:3: the English “利益” is Japanese"),
        (("add", "売上", "sales", "--status", "good"), "--status"),
        (("list", "--status", "good"), "no status is called “good”"),
        (("show", "99"), "no entry has the number 99"),
        (("approve", "1", "99"), "no entry has the number 99"),
        (("approve",), "Missing argument"),
        (("edit", "1"), "nothing to change"),
        (("import", "bad.tsv"), "bad.tsv:3: the English is empty"),
        (("import", "bad.csv"), "bad.csv:2: cannot be read as CSV"),
        (("import", "missing.tsv"), "missing.tsv: no such file"),
        (("import", "deck.pdf"), "no reader for “.pdf”"),
        (("export", "-o", "out.docx"), "no format has the suffix “.docx”"),
        (("export", "--format", "word"), "no format is called “word”"),
        (("import", "bad.tsv", "--format", "word"), "no format is called “word”"),
        (("import", "bad.tsv", "--format", "tbx"), "bad.tsv:1: is no well-formed XML"),
        (("import", "bad.tsv", "--format", "utx"), "bad.tsv: does not begin with #UTX"),
        (("export", "-o", "terms.db", "--format", "tsv"), "terms.db: is"),
        (("export", "-o", "nowhere/out.tsv"), "its folder does not exist"),
    ],
)
def test_what_is_refused_changes_nothing(
    termalign: RunTermalign, tmp_path: Path, words: tuple[str, ...], says: str
):
    store = tmp_path / "terms.db"
    Glossary(store).add(GlossaryRow("営業利益", "operating income"))
    (tmp_path / "bad.tsv").write_text("ja\ten\n売上高\tnet sales\n利益\t\n", "utf-8")
    swapped = "ja\ten\n売上高\tnet sales\nprofit\t利益\n"
    (tmp_path / "swapped.tsv").write_text(swapped, "utf-8")
    (tmp_path / "bad.csv").write_text('ja,en\n売上高,"net sales\n利益,profit\n', "utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = termalign("glossary", *words, "--glossary", store)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_options_that_would_do_nothing(termalign: RunTermalign, tmp_path: Path):
    glossary = Glossary(tmp_path / "terms.db")
    glossary.add(GlossaryRow("シフト", "SHIFT"))
    (tmp_path / "terms.xlsx").write_bytes(b"PK")
    before = glossary.path.read_bytes()
    for words, says in (
        (("edit", "1", "--cased", "SHIFT", "--any-case", "SHIFT"), "--cased and --any-case SHIFT"),
        (
            ("edit", "1", "--exact", "SHIFT", "--inflected", "SHIFT"),
            "--exact and --inflected SHIFT",
        ),
        (("import", "terms.xlsx", "--encoding", "cp932"), "terms.xlsx: has no encoding to choose"),
        (("import", "seed", "--encoding", "cp932"), "seed: has no encoding to choose"),
    ):
        done = termalign("glossary", *words, "--glossary", "terms.db")
        assert done.returncode == 2
        assert says in done.stderr.decode()
    assert glossary.path.read_bytes() == before


def test_metadata_needs_a_glossary(termalign: RunTermalign, tmp_path: Path):
    done = termalign("glossary", "metadata", "-o", "metadata.yml", "--glossary", "none.db")
    assert done.returncode == 2
    assert "none.db: there is no glossary" in done.stderr.decode()
    assert not (tmp_path / "metadata.yml").exists()


def test_reading_refuses_a_missing_glossary(termalign: RunTermalign, tmp_path: Path):
    for words in (("list",), ("show", "1"), ("export",), ("undo",), ("stats",), ("approve", "1")):
        done = termalign("glossary", *words, "--glossary", "none.db")
        assert done.returncode == 2
        assert "none.db: there is no glossary" in done.stderr.decode()
    assert not (tmp_path / "none.db").exists()


def test_help_names_every_command(termalign: RunTermalign):
    page = termalign("glossary", "--help").stdout.decode()
    reading = ("list", "show", "history", "stats", "path", "export")
    writing = ("add", "edit", "approve", "reject", "forbid", "undo", "import")
    for name in reading + writing:
        assert f"\n  {name} " in page
