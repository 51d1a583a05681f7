"""The default embedder, once for all tests of the aligner."""

from __future__ import annotations

import pytest

from termalign.embedding.lexical import LexicalEmbedder
from termalign.lexicon import load_lexicon


@pytest.fixture(scope="session")
def embedder() -> LexicalEmbedder:
    return LexicalEmbedder(load_lexicon())
