"""Forms that are read on demand, against a plain dictionary of them all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from termalign.lexicon import COMPILED
from termalign.lexicon.forms import Forms

FORMS = st.text(
    alphabet=st.one_of(
        st.sampled_from("売上あアabé𠮟"), st.characters(exclude_characters="\n", codec="utf-8")
    ),
    min_size=1,
    max_size=4,
)


def compiled(forms: list[str]) -> Forms:
    return Forms(np.frombuffer("\n".join(forms).encode(), dtype=np.uint8))


@given(st.lists(FORMS, min_size=1, max_size=30, unique=True), FORMS)
def test_every_form_has_its_row(drawn: list[str], other: str):
    forms = sorted(drawn)
    index = compiled(forms)
    assert len(index) == len(forms)
    assert list(index) == forms
    for row, form in enumerate(forms):
        assert form in index
        assert index[form] == index.get(form) == row
    if other not in drawn:
        assert other not in index
        assert index.get(other) is None
        assert index.get(other, -1) == -1
        with pytest.raises(KeyError):
            index[other]


def test_what_is_no_form():
    index = compiled(["売上"])
    assert "" not in index
    assert 3 not in index
    assert "売" not in index


def test_the_compiled_forms_are_sorted_and_all_there():
    with np.load(COMPILED, allow_pickle=False) as arrays:
        index = Forms(arrays["forms"])
        rows = len(arrays["indptr"]) - 1
        forms = arrays["forms"].tobytes().decode().split("\n")
    assert forms == sorted(forms)
    assert len(index) == rows == len(forms)
    assert list(index) == forms
    assert all(index[forms[row]] == row for row in range(0, rows, 97))
