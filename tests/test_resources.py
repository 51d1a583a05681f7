"""What ships with the program is found from a checkout; the wheel's test shows the rest."""

from __future__ import annotations

import pytest

from termalign.errors import MissingInput
from termalign.resources import resource


def test_the_seed_glossary_is_there():
    assert resource("glossary", "seed.tsv").is_file()


def test_what_is_missing_is_named():
    with pytest.raises(MissingInput, match=r"corpora/none/none\.txt: is missing from the install"):
        resource("corpora", "none", "none.txt")
