"""The sentence-transformers back-end on a small real model, built here and loaded from its folder.

Its weights are random: it knows nothing of either language, but the same words give the same
vector, which is all that is asked of it.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from termalign.embedding.sentence import BATCH, load_sentence_embedder, model_identity
from termalign.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from termalign.embedding.sentence import SentenceEmbedder

JA = [
    "売上収益は前年同期比8.1%増の612億円となりました。",
    "",
    "期末配当は1株当たり22円を予定しております。",
    "連結貸借対照表",
]
EN = [
    "Revenue rose 8.1% year over year to ¥61.2 billion.",
    "  ",
    "The year-end dividend is to be ¥22 per share.",
]
MANY = [f"第{number}期の営業利益は{number * 7}億円であります。" for number in range(3 * BATCH + 5)]

neural = [
    pytest.mark.neural,
    pytest.mark.skipif(
        importlib.util.find_spec("sentence_transformers") is None,
        reason='the extra is not installed: pip install "termalign[neural]"',
    ),
    # The libraries' own: torch, transformers and their C extensions deprecate as they go.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def marked_neural(test: Callable[..., None]) -> Callable[..., None]:
    for mark in neural:
        test = mark(test)
    return test


class Batches:
    """What the embedder tells of its progress."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))


def unwelcome(message: str) -> None:
    pytest.fail(f"nothing was wrong, yet: {message}")


def load(model: Path, caches: Path | None = None) -> tuple[SentenceEmbedder, Batches]:
    batches = Batches()
    embedder = load_sentence_embedder(str(model), caches=caches, progress=batches, note=unwelcome)
    return embedder, batches


@marked_neural
def test_rows_are_unit_vectors_in_order_and_blank_ones_zero(model: Path):
    embedder, _ = load(model)
    vectors = embedder.embed(JA, EN)
    assert vectors.ja.shape == (4, 32)
    assert vectors.en.shape == (3, 32)
    assert vectors.ja.dtype == vectors.en.dtype == np.float32
    assert np.linalg.norm(vectors.ja, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-6)
    assert np.linalg.norm(vectors.en, axis=1) == pytest.approx([1, 0, 1], abs=1e-6)
    back = embedder.embed(JA[::-1], EN)
    assert np.array_equal(back.ja, vectors.ja[::-1])


@marked_neural
def test_vectors_are_those_of_the_model_itself(model: Path):
    from sentence_transformers import SentenceTransformer

    embedder, _ = load(model)
    expected = SentenceTransformer(str(model), device="cpu", local_files_only=True).encode(
        MANY, normalize_embeddings=True, show_progress_bar=False
    )
    assert embedder.embed(MANY, []).ja == pytest.approx(expected, abs=2e-3)


@marked_neural
def test_equal_texts_have_equal_vectors_whatever_stands_around_them(model: Path):
    embedder, _ = load(model)
    alone = embedder.embed([JA[0]], [JA[0]])
    among = embedder.embed([*MANY, JA[0]], EN)
    assert np.array_equal(alone.ja, alone.en)
    assert among.ja[-1] == pytest.approx(alone.ja[0], abs=2e-3)


@marked_neural
@pytest.mark.parametrize(("ja", "en"), [([], []), ([""], [" ", "\n"]), ([], ["Revenue"])])
def test_documents_without_words(model: Path, ja: list[str], en: list[str]):
    vectors = load(model)[0].embed(ja, en)
    assert len(vectors.ja) == len(ja)
    assert len(vectors.en) == len(en)
    assert vectors.ja.shape[1] == vectors.en.shape[1]
    assert not vectors.ja.any()


@marked_neural
def test_a_lone_surrogate_is_no_reason_to_stop(model: Path, tmp_path: Path):
    vectors = load(model, tmp_path)[0].embed(["配当\ud800性向"], ["payout ratio"])
    assert np.linalg.norm(vectors.ja) == pytest.approx(1)


@marked_neural
def test_progress_counts_each_text_once_in_batches(model: Path):
    embedder, batches = load(model)
    embedder.embed([*MANY, *MANY], ["", *MANY])
    assert batches.told == [
        *((BATCH * n, len(MANY)) for n in (1, 2, 3)),
        (len(MANY), len(MANY)),
    ]


@marked_neural
def test_what_was_computed_before_is_not_computed_again(model: Path, tmp_path: Path):
    first, _ = load(model, tmp_path)
    computed = first.embed(JA, EN)
    second, batches = load(model, tmp_path)
    again = second.embed(JA, EN)
    assert batches.told == []
    assert again.ja.tobytes() == computed.ja.tobytes()
    assert again.en.tobytes() == computed.en.tobytes()
    second.embed([*JA, "通期の見通しに変更はありません。"], EN)
    assert batches.told == [(1, 1)]


@marked_neural
def test_an_interrupted_run_keeps_what_it_has_done(model: Path, tmp_path: Path):
    def interrupt(done: int, total: int) -> None:
        if done > BATCH:
            raise KeyboardInterrupt

    embedder = load_sentence_embedder(
        str(model), caches=tmp_path, progress=interrupt, note=unwelcome
    )
    with pytest.raises(KeyboardInterrupt):
        embedder.embed(MANY, [])
    next_time, batches = load(model, tmp_path)
    next_time.embed(MANY, [])
    left = len(MANY) - 2 * BATCH
    assert batches.told[-1] == (left, left)


@marked_neural
def test_a_cache_that_cannot_be_written_is_a_note(model: Path, tmp_path: Path):
    (tmp_path / "file").write_text("a file where the caches should be")
    notes: list[str] = []
    embedder = load_sentence_embedder(str(model), caches=tmp_path / "file", note=notes.append)
    vectors = embedder.embed(JA, EN)
    assert np.linalg.norm(vectors.ja[0]) == pytest.approx(1)
    assert any("vectors are not kept" in note for note in notes)


@marked_neural
def test_the_identity_is_that_of_the_files(
    model: Path, tmp_path: Path, build_model: Callable[[Path, int], None]
):
    copy = tmp_path / "copy"
    shutil.copytree(model, copy)
    (copy / ".cache").mkdir()
    (copy / ".cache" / "download.lock").write_text("what a download leaves behind")
    assert model_identity(copy) == model_identity(model)
    build_model(tmp_path, 2)
    assert model_identity(tmp_path / "model") != model_identity(model)
    assert load(copy)[0].identity == model_identity(model)


@marked_neural
def test_another_models_vectors_are_not_taken(
    model: Path, tmp_path: Path, build_model: Callable[[Path, int], None]
):
    load(model, tmp_path / "caches")[0].embed(JA, EN)
    build_model(tmp_path, 2)
    other, batches = load(tmp_path / "model", tmp_path / "caches")
    other.embed(JA, EN)
    assert batches.told == [(5, 5)]


def test_a_large_file_is_known_by_samples(tmp_path: Path):
    """The identity of a file beyond FULLY_READ changes with any of its layers and its size."""
    from termalign.embedding.sentence import FULLY_READ

    weights = tmp_path / "weights.bin"
    size = FULLY_READ + 12_345
    with weights.open("wb") as file:
        file.truncate(size)
    untouched = model_identity(tmp_path)
    assert model_identity(tmp_path) == untouched
    with weights.open("r+b") as file:
        for layer in range(24):
            file.seek(size * layer // 24)
            file.write(b"\1" * (size // 48))
    retrained = model_identity(tmp_path)
    with weights.open("ab") as file:
        file.write(b"\1")
    assert len({untouched, retrained, model_identity(tmp_path)}) == 3


CONNECTIONS = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("connects:", event, arguments, flush=True)
        raise SystemExit(99)

sys.addaudithook(watch)
from termalign.embedding.sentence import load_sentence_embedder
from termalign.errors import MissingExtra

embedder = load_sentence_embedder(sys.argv[1])
assert embedder.embed(["配当性向"], ["payout ratio"]).ja.any()
for name in ("someone/not-downloaded", "not-downloaded"):
    try:
        load_sentence_embedder(name)
    except MissingExtra as error:
        print(error)
"""


def in_a_process(
    program: str, *arguments: str | Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *map(str, arguments)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@marked_neural
def test_no_connection_is_opened_and_nothing_is_said(model: Path, environment: dict[str, str]):
    online = {key: value for key, value in environment.items() if "OFFLINE" not in key}
    ended = in_a_process(CONNECTIONS, model, environment=online)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.splitlines() == [
        f"--model {name}: the model is not on this machine; "
        f"fetch it where there is a connection: hf download {full}"
        for name, full in [
            ("someone/not-downloaded", "someone/not-downloaded"),
            ("not-downloaded", "sentence-transformers/not-downloaded"),
        ]
    ]
    assert ended.stderr == ""


@marked_neural
@pytest.mark.parametrize("name", ["kaisha/tiny", "tiny-of-theirs"])
def test_a_downloaded_model_is_found_by_its_name(
    model: Path, tmp_path: Path, environment: dict[str, str], name: str
):
    owner, _, short = name.rpartition("/")
    folder = tmp_path / "hub" / f"models--{owner or 'sentence-transformers'}--{short}"
    revision = "0123456789abcdef0123456789abcdef01234567"
    shutil.copytree(model, folder / "snapshots" / revision)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(revision)
    ended = in_a_process(
        "import sys\n"
        "from termalign.embedding.sentence import load_sentence_embedder\n"
        "print(load_sentence_embedder(sys.argv[1]).identity)",
        name,
        environment=environment | {"HF_HUB_CACHE": str(tmp_path / "hub")},
    )
    assert ended.stdout.strip() == model_identity(model), ended.stderr


@marked_neural
def test_a_model_with_code_of_its_own_is_refused(model: Path, tmp_path: Path):
    """What a model's folder brings along as Python is not run."""
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    ran = tmp_path / "ran"
    (folder / "own.py").write_text(f"open({str(ran)!r}, 'w').close()\nclass Own: ...\n")
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = "own.Own"
    (folder / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(UsageError, match="could not be loaded"):
        load_sentence_embedder(str(folder))
    assert not ran.exists()


@marked_neural
@pytest.mark.parametrize("damage", ["weights", "configuration", "tokenizer"])
def test_a_damaged_model_is_one_clear_line(model: Path, tmp_path: Path, damage: str):
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    pattern = {
        "weights": "*.safetensors",
        "configuration": "config.json",
        "tokenizer": "tokenizer.json",
    }[damage]
    damaged = list(folder.rglob(pattern))
    assert damaged
    for path in damaged:
        path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(UsageError, match="could not be loaded") as caught:
        load_sentence_embedder(str(folder))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@marked_neural
def test_a_model_that_gives_no_numbers_is_refused(model: Path, tmp_path: Path):
    from safetensors.numpy import load_file, save_file

    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    (weights,) = folder.rglob("*.safetensors")
    save_file(
        {name: np.full_like(array, np.nan) for name, array in load_file(weights).items()},
        weights,
        metadata={"format": "pt"},
    )
    embedder, _ = load(folder, tmp_path / "caches")
    with pytest.raises(UsageError, match="no numbers"):
        embedder.embed(JA, EN)
    assert not (tmp_path / "caches").exists()


@marked_neural
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("empty", "holds no model"),
        ("file.bin", "is a file"),
        ("./not/there", "there is no such folder"),
        ("C:\\models\\not there", "there is no such folder"),
    ],
)
def test_a_path_without_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.bin").write_bytes(b"weights")
    with pytest.raises(UsageError, match=what) as caught:
        load_sentence_embedder(name)
    assert caught.value.where == name
    assert caught.value.hint


def test_without_the_extra_its_install_line_is_named(monkeypatch: pytest.MonkeyPatch):
    for name in ("sentence_transformers", "huggingface_hub"):
        monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
    with pytest.raises(MissingExtra) as caught:
        load_sentence_embedder("LaBSE")
    assert str(caught.value) == (
        "--model LaBSE: sentence-transformers is not installed, which a model needs; "
        'pip install "termalign[neural]"'
    )
