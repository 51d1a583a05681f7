"""What measures the aligner is measured itself: scores by hand, gradients by differences."""

from __future__ import annotations

import importlib
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
LINES = ROOT / "corpora" / "lines"


@pytest.fixture(scope="module")
def measuring() -> SimpleNamespace:
    """The modules of scripts/measuring by their names, and the benchmark."""
    sys.path.insert(0, str(SCRIPTS))
    names = ("field", "gale_church", "gold", "logistic", "modes", "reliability", "scores")
    modules: dict[str, ModuleType] = {
        name: importlib.import_module(f"measuring.{name}") for name in names
    }
    bench = importlib.import_module("bench_align")
    sys.path.remove(str(SCRIPTS))
    return SimpleNamespace(**modules, bench=bench)


def test_beads_as_they_are_written(measuring: SimpleNamespace):
    lines = ["0\t0", "2,1\t1\t0.93\tja\ten\n", "\t2,3\n", "3\t\r\n"]
    assert measuring.gold.read_beads(lines) == [
        ((0,), (0,)),
        ((1, 2), (1,)),
        ((), (2,)),
        ((), (3,)),
        ((3,), ()),
    ]


GOLD = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,))]


def test_perfect(measuring: SimpleNamespace):
    scores = measuring.scores.score([(GOLD, GOLD)], block=False)
    assert (scores.strict, scores.lax, scores.null) == (1.0, 1.0, 1.0)


def test_strict_lax_and_null_by_hand(measuring: SimpleNamespace):
    found = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((4,), (2,))]
    scores = measuring.scores.score([(GOLD, found)], block=False)
    # strict: 3 of 5 found are gold; 2 of 3 gold pairs are found
    assert scores.strict == pytest.approx(2 * (3 / 5) * (2 / 3) / (3 / 5 + 2 / 3))
    # lax: 1–1 touches the gold bead as well; all 3 gold pairs are touched
    assert scores.lax == pytest.approx(2 * (4 / 5) * 1 / (4 / 5 + 1))
    # null: 1 of 2 lone segments is right, 1 of 1 is found
    assert scores.null == pytest.approx(2 * 0.5 * 1 / 1.5)


def test_counts_are_pooled_over_documents(measuring: SimpleNamespace):
    wrong = [((0,), (2,)), ((1,), (0,))]
    one = measuring.scores.score([(GOLD, GOLD), (GOLD, wrong)], block=False)
    # 4 of 6 found are gold, 3 of 6 gold pairs are found
    assert one.strict == pytest.approx(2 * (4 / 6) * (3 / 6) / (4 / 6 + 3 / 6))


def test_paragraphs_by_hand(measuring: SimpleNamespace):
    gold = [((0, 1), (0, 1)), ((2,), (2,)), ((3, 4), (3,)), ((), (4,))]
    found = [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), ()), ((4,), ()), ((), (4,))]
    scores = measuring.scores.score([(gold, found)], block=True)
    # 2 of 3 pairs stay in one paragraph; 1 of 3 paragraphs is covered
    assert scores.strict == pytest.approx(2 * (2 / 3) * (1 / 3) / (2 / 3 + 1 / 3))
    assert scores.lax is None
    assert scores.null == pytest.approx(2 * (1 / 3) * 1 / (1 / 3 + 1))


def test_nothing_found_and_nothing_wanted(measuring: SimpleNamespace):
    assert measuring.scores.score([(GOLD, [])], block=False).strict == 0
    assert measuring.scores.score([], block=True).strict == 0


def test_sets_by_paragraph_are_told_by_their_beads(measuring: SimpleNamespace, tmp_path: Path):
    for folder, gold in (("beads", "0\t0\n1\t1\n"), ("paragraphs", "0,1\t0,1\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.ja.txt").write_text("配当は22円です。\n以上です。\n", "utf-8")
        (tmp_path / folder / "a.en.txt").write_text("Dividend: ¥22.\nThat is all.\n", "utf-8")
        (tmp_path / folder / "a.gold.tsv").write_text(gold, "utf-8")
    sets = measuring.gold.gold_sets(tmp_path)
    assert [(gold.name, gold.block) for gold in sets] == [("beads", False), ("paragraphs", True)]
    named = measuring.gold.gold_sets(tmp_path, ["beads"])
    assert [gold.block for gold in named] == [True, True]
    assert sets[0].pairs[0].ja_lines == ["配当は22円です。", "以上です。"]


def test_length_alone_aligns_what_differs_in_length(measuring: SimpleNamespace):
    """Lines of their own lengths, and one English line that translates two."""
    ja = ["あ" * 10, "い" * 60, "う" * 8, "え" * 30, "", "お" * 45]
    en = ["a" * 30, "b" * 180, "c" * 114, "d" * 135]
    beads = measuring.gale_church.align_by_length(ja, en)
    assert beads == [((0,), (0,)), ((1,), (1,)), ((2, 3), (2,)), ((5,), (3,))]


def test_reliability_counts_by_tenths(measuring: SimpleNamespace):
    rows = measuring.reliability.reliability_rows(
        [(0.95, True), (1.0, True), (0.91, False), (0.1, False)]
    )
    assert rows[0] == "score\tpairs\tright"
    assert rows[2] == "0.1–0.2\t1\t0.00"
    assert rows[10] == "0.9–1.0\t3\t0.67"
    assert rows[5] == "0.4–0.5\t0\t–"


def test_the_gradient_of_the_field_is_that_of_its_loss(measuring: SimpleNamespace):
    """The gold of a sample, a step to either side along a direction by chance."""
    from termalign.alignment.weights import LEXICAL
    from termalign.embedding.lexical import LexicalEmbedder
    from termalign.lexicon import load_lexicon

    field = measuring.field
    pair = measuring.gold.gold_pair(LINES / "qa.gold.tsv")
    example = field._example(pair, LexicalEmbedder(load_lexicon()), 1.0)
    at = field._vector(LEXICAL)
    direction = np.random.default_rng(3).normal(size=len(at))
    step = 1e-3
    _, gradient = field._loss(example, at)
    before, after = (field._loss(example, at + sign * step * direction)[0] for sign in (-1, 1))
    assert (after - before) / (2 * step) == pytest.approx(gradient @ direction, rel=1e-2, abs=1e-2)
    assert field._vector(field._weights(at)).tolist() == at.tolist()


def test_fitting_makes_the_gold_more_probable(
    measuring: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    from termalign.embedding.lexical import LexicalEmbedder
    from termalign.lexicon import load_lexicon

    field = measuring.field
    monkeypatch.setattr(field, "ITERATIONS", 3)
    pair = measuring.gold.gold_pair(LINES / "qa.gold.tsv")
    example = field._example(pair, LexicalEmbedder(load_lexicon()), 1.0)
    fitted = field.fit([example])
    start = field._loss(example, field._vector(field.LEXICAL))[0]
    assert field._loss(example, field._vector(fitted))[0] < start
    assert "LEXICAL = Weights(" in field.weights_as_code(fitted)


def test_logistic_regression_finds_what_made_the_judgements(measuring: SimpleNamespace):
    logistic = measuring.logistic
    chance = np.random.default_rng(5)
    features = chance.normal(size=(4000, len(logistic.FEATURES)))
    features[:, 0] = 1.0
    true = np.array([-1.0, 2.0, 0.5, -1.5, 0.0, 1.0, 0.3])
    right = (chance.random(4000) < 1 / (1 + np.exp(-features @ true))).astype(float)
    fitted = logistic.fit_candidates(logistic.Candidates(features, right))
    assert fitted == pytest.approx(true, abs=0.2)


def test_shuffled_sections_hold_the_same_lines_in_another_order(measuring: SimpleNamespace):
    pair = measuring.gold.gold_pair(LINES / "deck.gold.tsv")
    chance = random.Random(1)
    for _ in range(20):
        document = measuring.modes.shuffled(pair, chance)
        lines = [block.text for block in document.blocks]
        assert lines != pair.en_lines
        assert sorted(lines) == sorted(line for line in pair.en_lines if line.strip())


@pytest.mark.parametrize("size", [50, 400, 2000])
def test_a_long_pair_is_cut_between_beads(measuring: SimpleNamespace, size: int):
    pairs = [measuring.gold.gold_pair(LINES / f"{name}.gold.tsv") for name in ("qa", "deck")]
    whole = measuring.bench.long_pair(pairs, size)
    assert size - 4 <= len(whole.ja) <= size
    assert {i for ja, _ in whole.beads for i in ja} == set(range(len(whole.ja)))
    assert {j for _, en in whole.beads for j in en} == set(range(len(whole.en)))


def test_the_evaluation_as_a_whole():
    """On the sample documents, as a user would run it."""
    done = subprocess.run(
        [sys.executable, SCRIPTS / "eval_alignment.py", ROOT / "corpora"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    header, ours, floor, *rest = done.stdout.splitlines()
    assert header.split("\t")[3:7] == ["system", "strict/block F1", "lax F1", "null F1"]
    assert ours.split("\t")[:4] == ["lines", "4", "beads", "termalign"]
    assert float(ours.split("\t")[4]) > 0.95 > float(floor.split("\t")[4])
    assert rest[1] == "score\tpairs\tright"


def test_a_folder_without_gold(tmp_path: Path):
    for script in ("eval_alignment.py", "fit_alignment.py", "bench_align.py"):
        done = subprocess.run(
            [sys.executable, SCRIPTS / script, tmp_path], capture_output=True, check=False
        )
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"error: {tmp_path}: no ")
