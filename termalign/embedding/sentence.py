"""The embedder that runs a sentence-transformers model; it is read from disk, never fetched.

The texts are confidential until published: the libraries are told to stay offline before they are
imported, and are given a folder, so that there is nothing left for them to ask a server.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from termalign.embedding import Vectors
from termalign.embedding.cache import STORED, VectorCache
from termalign.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sentence_transformers import SentenceTransformer

BATCH = 64  # segments at a time; a few hundred MB with the larger models on a laptop
FULLY_READ = 32 * 2**20  # bytes; configuration, tokenizer and adapters are smaller, weights larger
SAMPLES = 64  # of a larger file; training moves every layer, so each sample differs
SAMPLE_BYTES = 2**16
EXTRA = 'pip install "termalign[neural]"'
_MODEL_FILES = ("modules.json", "config.json")
_HUB_NAME = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?")
_DEFAULT_OWNER = "sentence-transformers"  # whose models may be named without an owner
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
_QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # "Loading weights: 100%" is not ours to show
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",  # or a warning follows each process that is forked
}


def nothing(*_words: object) -> None:
    """Tell nobody: for callers without a terminal."""


@dataclass(frozen=True, slots=True)
class SentenceEmbedder:
    """Dense vectors from a model; `identity` is a digest of its files, the same on every machine.

    `progress` is called with (segments done, segments to do) after each batch; segments whose
    vectors were kept before do not count. A segment longer than the model's window is cut there.
    """

    model: SentenceTransformer
    name: str
    identity: str
    cache: VectorCache | None = None
    progress: Callable[[int, int], None] = nothing

    def embed(self, ja: Sequence[str], en: Sequence[str]) -> Vectors:
        """Return dense rows of unit length; a blank segment is a zero row.

        Raises UsageError when the model gives something other than finite numbers.
        """
        # Texts of about one length share a batch, and the order does not hang on the document's.
        texts = sorted({text for text in (*ja, *en) if text.strip()}, key=lambda t: (len(t), t))
        known = self.cache.find(texts) if self.cache else {}
        known |= self._compute([text for text in texts if text not in known])
        width = len(next(iter(known.values()))) if known else 1
        return Vectors(_rows(ja, known, width), _rows(en, known, width))

    def _compute(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """Run the model; what it has done is kept even when it is interrupted."""
        computed: dict[str, np.ndarray] = {}
        try:
            for first in range(0, len(texts), BATCH):
                batch = texts[first : first + BATCH]
                computed.update(zip(batch, self._run(batch), strict=True))
                self.progress(len(computed), len(texts))
        finally:
            if self.cache:
                self.cache.keep(computed)
        return computed

    def _run(self, batch: Sequence[str]) -> np.ndarray:
        # A lone surrogate, as JSON's "\ud800" brings, has no UTF-8: it becomes "?".
        plain = [text.encode("utf-8", "replace").decode("utf-8") for text in batch]
        vectors: np.ndarray = self.model.encode(
            plain, batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True
        )
        rounded = vectors.astype(STORED)
        if not np.isfinite(rounded).all():
            raise UsageError(
                "gives vectors that are no numbers", self.name, "choose another model with --model"
            )
        return rounded


def _rows(texts: Sequence[str], known: dict[str, np.ndarray], width: int) -> np.ndarray:
    """Lay out the vectors of `texts`, of unit length once more after their rounding."""
    rows = np.zeros((len(texts), width), dtype=np.float32)
    for row, text in enumerate(texts):
        if text in known:
            rows[row] = known[text]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, lengths, out=rows, where=lengths > 0)
    return rows


def load_sentence_embedder(
    model: str,
    *,
    caches: Path | None = None,
    progress: Callable[[int, int], None] = nothing,
    note: Callable[[str], None] = nothing,
) -> SentenceEmbedder:
    """Return the embedder of the model in the folder `model`, or of the downloaded one so named.

    `caches` is the folder under which vectors are kept, None keeps none; `note` is told what is
    wrong with it. Raises MissingExtra without sentence-transformers or without that model, and
    UsageError for a folder that holds no model or one that cannot be loaded.
    """
    library, hub = _libraries(model)
    folder = _model_folder(model, hub)
    identity = model_identity(folder)
    cache = None
    if caches is not None:
        # Another version of the library may compute other vectors from the same files.
        cache = VectorCache(caches / "vectors" / f"{identity}-{library.__version__}", note)
    return SentenceEmbedder(_load(library, folder, model), model, identity, cache, progress)


def _libraries(model: str) -> tuple[Any, Any]:
    """Import sentence-transformers and huggingface_hub, both told to stay offline."""
    os.environ.update(_OFFLINE)
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import huggingface_hub
        import sentence_transformers
        from huggingface_hub import constants
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError)
        what = "sentence-transformers is not installed" if missing else f"not usable: {error}"
        raise MissingExtra(f"{what}, which a model needs", f"--model {model}", EXTRA) from error
    constants.HF_HUB_OFFLINE = True  # it reads the environment once, perhaps before we came
    return sentence_transformers, huggingface_hub


def _model_folder(model: str, hub: Any) -> Path:
    """Return the folder of a model given by its path, or by its name among the downloaded ones."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not any((folder / name).is_file() for name in _MODEL_FILES):
            raise UsageError(
                f"holds no model (neither {' nor '.join(_MODEL_FILES)})",
                model,
                "name the folder a model was downloaded to",
            )
        return folder
    if folder.exists():
        raise UsageError("is a file", model, "name the model's folder")
    if not _HUB_NAME.fullmatch(model):
        raise UsageError("there is no such folder", model, "name a model's folder, or its name")
    name = model if "/" in model else f"{_DEFAULT_OWNER}/{model}"
    try:
        return Path(hub.snapshot_download(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise MissingExtra(
            "the model is not on this machine",
            f"--model {model}",
            f"fetch it where there is a connection: hf download {name}",
        ) from error


def _load(library: Any, folder: Path, model: str) -> Any:
    try:
        return library.SentenceTransformer(
            str(folder), local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # each file of a model makes the libraries raise errors of its own
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UsageError(
            f"the model could not be loaded ({reason})",
            model,
            "download it again, or choose another one",
        ) from error


def model_identity(folder: Path) -> str:
    """Return a digest of the model's files: smaller ones in full, larger ones by samples."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inner.parts):
            size = path.stat().st_size
            digest.update(f"{inner.as_posix()}\0{size}\0".encode())
            with path.open("rb") as file:
                if size <= FULLY_READ:
                    digest.update(file.read())
                else:
                    for sample in range(SAMPLES):
                        file.seek((size - SAMPLE_BYTES) * sample // (SAMPLES - 1))
                        digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()
