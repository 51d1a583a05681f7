"""The error tree is the one drawn at the top of errors.py, and each error is one line."""

from __future__ import annotations

import inspect
import re

import pytest

from termalign import errors
from termalign.errors import TermalignError

CLASSES = [
    value
    for _, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, TermalignError)
]


def drawn_tree() -> dict[str, str]:
    """Child → parent, as drawn in the module's docstring."""
    tree: dict[str, str] = {}
    ancestors = ["TermalignError"]
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"([│ ]*)[├└]── (\w+)", line)
        if found:
            depth = len(found[1]) // 4 + 1
            ancestors[depth:] = [found[2]]
            tree[found[2]] = ancestors[depth - 1]
    return tree


def test_drawn_tree_is_the_tree():
    assert drawn_tree() == {
        c.__name__: c.__base__.__name__ for c in CLASSES if c is not TermalignError
    }


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("is empty",), "is empty"),
        (("is empty", "決算.txt"), "決算.txt: is empty"),
        (("is empty", "", "name another"), "is empty; name another"),
        (("is empty", "決算.txt", "name another"), "決算.txt: is empty; name another"),
    ],
)
def test_one_line_says_where_what_and_how_to_mend_it(
    kind: type[TermalignError], parts: tuple[str, ...], line: str
):
    assert str(kind(*parts)) == line
