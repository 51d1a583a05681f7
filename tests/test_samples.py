"""The sample documents: built from one source, complete, and true to themselves."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
import zlib
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from termalign.exchange import read_records
from termalign.reading import open_document
from termalign.segment import segments

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
LINES = CORPORA / "lines"
ALIGNED = ("deck", "tanshin", "qa", "deck_previous")
WRITTEN_BY_HAND = {"README.md", "SOURCES.md"}
CODES = {
    "figure.value", "figure.scale", "figure.sign", "figure.unit", "figure.period", "figure.date",
    "figure.point", "figure.missing", "figure.extra", "figure.rounding", "figure.table-unit",
    "figure.swap", "text.untranslated", "text.omitted",
}  # fmt: skip


def text_of(name: str) -> str:
    return (CORPORA / name).read_text(encoding="utf-8")


def lines_of(name: str) -> list[str]:
    return text_of(name).removesuffix("\n").split("\n")


def table_of(name: str) -> list[dict[str, str]]:
    header, *rows = lines_of(name)
    names = header.split("\t")
    return [dict(zip(names, row.split("\t"), strict=True)) for row in rows]


def indices(cell: str) -> list[int]:
    return [int(number) for number in cell.split(",") if number]


def unwrapped(text: str) -> str:
    """The text without blanks: Japanese lines join with none, English lines with one."""
    return re.sub(r"\s", "", text)


def shipped() -> list[str]:
    return sorted(str(path.relative_to(CORPORA)) for path in CORPORA.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("samples")
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_samples.py"), "--into", str(into)],
        check=True,
        capture_output=True,
    )
    return into


def test_rebuilding_gives_the_same_bytes(rebuilt: Path) -> None:
    built = {str(path.relative_to(rebuilt)) for path in rebuilt.rglob("*") if path.is_file()}
    assert built == set(shipped()) - WRITTEN_BY_HAND
    for name in built:
        assert unpacked(rebuilt / name) == unpacked(CORPORA / name), name


OFFICE = (".pptx", ".docx", ".xlsx")
BINARY = (*OFFICE, ".pdf")
STREAM = re.compile(rb"/Length \d+>>\nstream\n(.*?)\nendstream", re.DOTALL)


def unpacked(file: Path | io.BytesIO) -> object:
    """A file's bytes; of what is packed its parts in order: zlibs pack the same bytes differently."""
    if isinstance(file, Path) and file.name.endswith(".pdf"):
        objects = file.read_bytes().partition(b"\nxref\n")[0]
        return STREAM.sub(b"", objects), [*map(zlib.decompress, STREAM.findall(objects))]
    if isinstance(file, Path) and not file.name.endswith(OFFICE):
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return [
            (one.filename, one.date_time, unpacked(io.BytesIO(content)))
            if one.filename.endswith(OFFICE)
            else (one.filename, one.date_time, content)
            for one in archive.infolist()
            for content in [archive.read(one)]
        ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_slides_hold_what_decks_hold(language: str) -> None:
    deck = Presentation(str(CORPORA / f"deck.{language}.pptx"))
    shapes = [[shape.shape_type for shape in slide.shapes] for slide in deck.slides]
    kinds = MSO_SHAPE_TYPE
    assert sum(kinds.CHART in of_slide for of_slide in shapes) == 1
    assert any(kinds.GROUP in of_slide for of_slide in shapes)
    assert any(of_slide.count(kinds.TABLE) == 2 for of_slide in shapes)
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert any("\v" in cell.text for table in tables for cell in table.rows[0].cells)
    assert sum(slide.has_notes_slide for slide in deck.slides) == 3


@pytest.mark.parametrize("language", ["ja", "en"])
def test_tables_side_by_side_are_two(language: str) -> None:
    blocks = open_document(CORPORA / f"deck.{language}.pptx").blocks
    rows = [str(one.place) for one in blocks if one.place.page == 8 and one.kind == "row"]
    tables = [place.split(", ")[1] for place in rows]
    assert tables == sorted(tables)
    assert set(tables) == {"table 1", "table 2"}


@pytest.mark.parametrize("name", [name for name in shipped() if not name.endswith(BINARY)])
def test_line_ends_are_lf_and_no_line_trails_blanks(name: str) -> None:
    raw = (CORPORA / name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    # A tab may end a row: the last column is empty.
    assert not re.search(r"[ \u3000]\n", raw.decode("utf-8"))


@pytest.mark.parametrize("name", ALIGNED)
def test_gold_covers_every_line_once_and_in_order(name: str) -> None:
    beads = [row.split("\t") for row in lines_of(f"lines/{name}.gold.tsv")]
    for side, language in enumerate(("ja", "en")):
        covered = [number for bead in beads for number in indices(bead[side])]
        assert covered == list(range(len(lines_of(f"lines/{name}.{language}.txt"))))
    assert all(left or right for left, right in beads)


@pytest.mark.parametrize("name", ALIGNED)
def test_gold_has_merged_and_one_sided_beads(name: str) -> None:
    sizes = [
        (len(indices(left)), len(indices(right)))
        for left, right in (row.split("\t") for row in lines_of(f"lines/{name}.gold.tsv"))
    ]
    assert any(left > 1 or right > 1 for left, right in sizes)
    assert any(not left or not right for left, right in sizes)


@pytest.mark.parametrize(
    ("name", "least"), [("deck", 250), ("tanshin", 250), ("qa", 120), ("deck_previous", 150)]
)
def test_documents_are_long_enough(name: str, least: int) -> None:
    for language in ("ja", "en"):
        assert len(lines_of(f"lines/{name}.{language}.txt")) >= least


@pytest.mark.parametrize(
    "name",
    [f"{name}.{language}.txt" for name in ALIGNED for language in ("ja", "en")]
    + ["deck_errors.en.txt", "deck_v2.ja.txt"],
)
def test_the_set_document_holds_its_segments_in_order(name: str) -> None:
    running, place = unwrapped(text_of(name)), 0
    for segment in lines_of(f"lines/{name}"):
        found = running.find(unwrapped(segment), place)
        assert found >= 0, segment
        place = found + len(unwrapped(segment))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_deck_has_twenty_slides(language: str) -> None:
    pages = text_of(f"deck.{language}.txt").split("\f")
    assert len(pages) == 20
    for number, page in enumerate(pages[1:], start=2):
        assert re.search(rf"(^|\s){number}\n$", page)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("suffix", [".pptx", ".docx", ".pdf", ".html"])
def test_the_deck_reads_the_same_from_every_format(language: str, suffix: str) -> None:
    gold = lines_of(f"lines/deck.{language}.txt")
    found = [one.text for one in segments(open_document(CORPORA / f"deck.{language}{suffix}"))]
    same = SequenceMatcher(None, found, gold, autojunk=False).get_matching_blocks()
    assert 2 * sum(block.size for block in same) / (len(found) + len(gold)) >= 0.98


@pytest.mark.parametrize("language", ["ja", "en"])
def test_slides_and_report_give_the_same_segments(language: str) -> None:
    slides, report = (
        [one.text for one in segments(open_document(CORPORA / f"deck.{language}{suffix}"))]
        for suffix in (".pptx", ".docx")
    )
    same = SequenceMatcher(None, slides, report, autojunk=False).get_matching_blocks()
    assert 2 * sum(block.size for block in same) / (len(slides) + len(report)) >= 0.98


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_workbook_holds_the_decks_tables(language: str) -> None:
    gold = set(lines_of(f"lines/deck.{language}.txt"))
    found = [one.text for one in segments(open_document(CORPORA / f"deck.{language}.xlsx"))]
    assert len(found) > 100
    assert set(found) <= gold


def test_the_bilingual_sheet_is_the_bilingual_file() -> None:
    assert [(r.ja, r.en) for r in read_records(CORPORA / "bilingual.xlsx").records] == [
        (row["ja"], row["en"]) for row in table_of("bilingual.tsv")
    ]


def test_fifteen_errors_are_planted_each_of_a_known_kind() -> None:
    errors = table_of("deck_errors.gold.tsv")
    assert len(errors) == 15
    # Two are wrong values: a wrong digit, and two digits exchanged.
    assert {error["check"] for error in errors} == CODES


@pytest.mark.parametrize("error", table_of("deck_errors.gold.tsv"), ids=lambda row: row["check"])
def test_a_planted_error_stands_where_gold_says(error: dict[str, str]) -> None:
    wrong_file, right_file = lines_of("deck_errors.en.txt"), lines_of("deck.en.txt")
    wrong_segments = lines_of("lines/deck_errors.en.txt")
    assert any(error["right"] in line for line in right_file)
    assert error["wrong"] in wrong_file[int(error["line"]) - 1]
    assert error["wrong"] in wrong_segments[int(error["segment"])]
    assert error["ja"] in lines_of("lines/deck.ja.txt")
    if not error["wrong"]:
        assert not any(error["right"] in segment for segment in wrong_segments)


def test_nothing_but_the_planted_errors_differs() -> None:
    right = lines_of("lines/deck.en.txt")
    for error in reversed(table_of("deck_errors.gold.tsv")):
        number = int(error["segment"])
        if not error["wrong"]:
            # Later segments moved up by one; this row's own place is where it stood.
            right.remove(error["right"])
            continue
        where = next(i for i in range(number, len(right)) if error["right"] in right[i])
        right[where] = right[where].replace(error["right"], error["wrong"], 1)
    assert right == lines_of("lines/deck_errors.en.txt")


def test_the_revision_is_what_its_gold_says() -> None:
    old, new = lines_of("lines/deck.ja.txt"), lines_of("lines/deck_v2.ja.txt")
    rows = table_of("deck_v2.gold.tsv")
    assert {row["change"] for row in rows} == {"changed", "added", "removed", "moved"}
    for row in rows:
        if row["old_line"]:
            assert old[int(row["old_line"])] == row["old"]
        if row["new_line"]:
            assert new[int(row["new_line"])] == row["new"]
    touched_old = {int(row["old_line"]) for row in rows if row["old_line"]}
    touched_new = {int(row["new_line"]) for row in rows if row["new_line"]}
    kept = [line for number, line in enumerate(old) if number not in touched_old]
    assert sorted(kept) == sorted(
        line for number, line in enumerate(new) if number not in touched_new
    )


def test_term_pairs_stand_in_the_documents() -> None:
    japanese = "\n".join(text_of(f"lines/{name}.ja.txt") for name in ALIGNED)
    english = "\n".join(text_of(f"lines/{name}.en.txt") for name in ALIGNED).casefold()
    terms = table_of("terms.gold.tsv")
    assert len(terms) >= 150
    assert len({term["ja"] for term in terms}) == len(terms)
    for term in terms:
        for ja in (term["ja"], *filter(None, term["ja_variants"].split("|"))):
            assert ja in japanese, ja
        for en in (term["en"], *filter(None, term["en_variants"].split("|"))):
            assert en.casefold() in english, en


def test_bilingual_rows_come_from_the_documents() -> None:
    rows = table_of("bilingual.tsv")
    assert len(rows) == 60
    running = {
        language: unwrapped("".join(text_of(f"lines/{name}.{language}.txt") for name in ALIGNED))
        for language in ("ja", "en")
    }
    for row in rows:
        for language in ("ja", "en"):
            assert unwrapped(row[language]) in running[language]


def amounts(document: str, label: str) -> list[int]:
    """The figures of the first row with this label: 74,244 → 74244, △57 or (57) → -57, － or - → 0."""
    row = re.compile(rf"{re.escape(label)}((?: [△(]?[\d,]+\)?| [－-])+)")
    found = filter(None, map(row.fullmatch, lines_of(f"lines/{document}.txt")))
    return [signed(cell) for cell in next(found)[1].split()]


def signed(cell: str) -> int:
    digits = re.sub(r"\D", "", cell) or "0"
    return -int(digits) if cell[0] in "△(" else int(digits)


BALANCE = {
    "tanshin.ja": ("流動資産合計", "非流動資産合計", "資産合計", "流動負債合計", "非流動負債合計", "負債合計", "資本合計", "負債及び資本合計"),
    "tanshin.en": ("Total current assets", "Total non-current assets", "Total assets", "Total current liabilities", "Total non-current liabilities", "Total liabilities", "Total equity", "Total liabilities and equity"),
}  # fmt: skip


@pytest.mark.parametrize("document", BALANCE)
def test_the_balance_sheet_adds_up(document: str) -> None:
    rows = [amounts(document, label) for label in BALANCE[document]]
    for current, fixed, assets, near, far, owed, equity, both in zip(*rows, strict=True):
        assert current + fixed == assets == both == owed + equity
        assert near + far == owed


def test_the_items_of_the_balance_sheet_add_up_to_their_totals() -> None:
    rows = lines_of("lines/tanshin.ja.txt")
    start = rows.index("資産")
    sums: list[int] = [0, 0]
    totals = 0
    for row in rows[start : rows.index("資本", start)]:
        label, *cells = row.split(" ")
        if label in ("流動資産合計", "非流動資産合計", "流動負債合計", "非流動負債合計"):
            assert [signed(cell) for cell in cells] == sums, label
            sums, totals = [0, 0], totals + 1
        elif len(cells) == 2 and not label.endswith("合計"):
            sums = [total + signed(cell) for total, cell in zip(sums, cells, strict=True)]
    assert totals == 4


def test_the_income_statement_follows() -> None:
    lines = lines_of("lines/tanshin.ja.txt")
    statement = lines[lines.index("売上収益 69,160 74,244") :]

    def row(label: str) -> list[int]:
        line = next(line for line in statement if line.startswith(f"{label} "))
        return [signed(cell) for cell in line.removeprefix(label).split()]

    for period in (0, 1):
        gross = row("売上収益")[period] - row("売上原価")[period]
        assert gross == row("売上総利益")[period]
        operating = (
            gross
            - row("販売費及び一般管理費")[period]
            + row("その他の収益")[period]
            - row("その他の費用")[period]
        )
        assert operating == row("営業利益")[period]
        before_tax = (
            operating
            + row("金融収益")[period]
            - row("金融費用")[period]
            + row("持分法による投資損益（△は損失）")[period]
        )
        assert before_tax == row("税引前利益")[period]
        assert before_tax - row("法人所得税費用")[period] == row("中間利益")[period]


@pytest.mark.parametrize("document", ["deck.ja", "deck.en", "deck_previous.ja", "deck_v2.ja"])
def test_stated_changes_follow_from_the_amounts_beside_them(document: str) -> None:
    checked = 0
    pattern = re.compile(
        r"^(?P<label>.+?) (?P<now>[\d,]+) (?P<then>[\d,]+) (?P<change>[+△(][\d,]+\)?) (?P<growth>[+△-][\d.]+)%$"
    )
    for line in lines_of(f"lines/{document}.txt"):
        if match := pattern.match(line):
            now, then = signed(match["now"]), signed(match["then"])
            assert now - then == signed(match["change"]), line
            growth = (Decimal(100 * (now - then)) / then).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert abs(growth) == Decimal(match["growth"][1:]), line
            checked += 1
    assert checked >= 20
