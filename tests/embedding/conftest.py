"""A small real sentence-transformers model, built here, for every test that needs one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Every sign of the tests' texts stands here: the vocabulary is made from them.
LETTERS = (
    "売上収益は前年同期比8.1%増の612億円となりました。",
    "期末配当は1株当たり22円を予定しております。",
    "連結貸借対照表",
    "第97531期の営業利益は460億円であります。",
    "Revenue rose 8.1% year over year to ¥61.2 billion.",
    "The year-end dividend is to be ¥22 per share.",
)


def _build_model(folder: Path, seed: int) -> None:
    """Write a BERT of two small layers with a character vocabulary of the texts above."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors, trainers
    from tokenizers import models as tokenizer_models
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = Tokenizer(tokenizer_models.WordPiece(unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer()
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=400, special_tokens=special)
    words.train_from_iterator(LETTERS, trainer)
    words.post_processor = processors.BertProcessing(
        ("[SEP]", special.index("[SEP]")), ("[CLS]", special.index("[CLS]"))
    )
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=words.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    parts = folder / "parts"
    BertModel(config).save_pretrained(parts)
    PreTrainedTokenizerFast(
        tokenizer_object=words,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    ).save_pretrained(parts)
    transformer = models.Transformer(str(parts), max_seq_length=64)
    pooling = models.Pooling(32, pooling_mode="mean")
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder / "model"))
    shutil.rmtree(parts)


@pytest.fixture(scope="session")
def build_model() -> Callable[[Path, int], None]:
    """Write a model into FOLDER/model; another seed gives other weights."""
    return _build_model


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small model; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("tiny")
    _build_model(folder, 1)
    return folder / "model"
