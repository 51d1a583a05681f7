"""The compiled forms: which row of the table a Japanese form has, read only as far as is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

import numpy as np

_LINE_END = 10  # "\n" parts the forms
_LONGEST_SIGN = 4  # bytes of UTF-8
_Default = TypeVar("_Default")


class Forms(Mapping[str, int]):
    """Form → row number, from 0. Forms that begin with the same sign are read together, on demand.

    Four hundred thousand forms would take 0.3 s and 60 MB as one dictionary; a results deck asks
    for a tenth of them.
    """

    def __init__(self, lines: np.ndarray) -> None:
        """Take the forms as UTF-8 bytes, one a line, sorted by their signs."""
        self._bytes = lines.tobytes()
        starts = np.concatenate([[0], np.flatnonzero(lines == _LINE_END) + 1])
        firsts = np.concatenate([[0], np.flatnonzero(np.diff(_first_signs(lines, starts))) + 1])
        self._rows: list[int] = [*firsts.tolist(), len(starts)]
        self._starts: list[int] = [*starts[firsts].tolist(), len(self._bytes) + 1]
        self._groups = {
            self._bytes[start : start + _LONGEST_SIGN].decode("utf-8", "ignore")[:1]: number
            for number, start in enumerate(self._starts[:-1])
        }
        self._read: dict[str, dict[str, int]] = {}

    def _beginning_with(self, sign: str) -> dict[str, int]:
        """Return the forms that begin with `sign`."""
        found = self._read.get(sign)
        if found is None:
            number = self._groups.get(sign)
            found = {} if number is None else dict(self._items(number))
            self._read[sign] = found
        return found

    def _items(self, number: int) -> Iterator[tuple[str, int]]:
        start, end = self._starts[number], self._starts[number + 1] - 1
        forms = self._bytes[start:end].decode("utf-8").split("\n")
        return zip(forms, range(self._rows[number], self._rows[number + 1]), strict=True)

    def __getitem__(self, form: str) -> int:
        """Return the form's row; raises KeyError."""
        return self._beginning_with(form[:1])[form]

    @overload
    def get(self, form: str, /) -> int | None: ...
    @overload
    def get(self, form: str, default: int | _Default, /) -> int | _Default: ...
    def get(self, form: str, default: object = None, /) -> object:
        """Return the form's row, or `default`."""
        return self._beginning_with(form[:1]).get(form, default)

    def __contains__(self, form: object) -> bool:
        """Tell whether the form has a row."""
        return isinstance(form, str) and form in self._beginning_with(form[:1])

    def __iter__(self) -> Iterator[str]:
        """Yield every form in order."""
        for number in range(len(self._rows) - 1):
            for form, _ in self._items(number):
                yield form

    def __len__(self) -> int:
        """Return how many forms there are."""
        return self._rows[-1]


def _first_signs(lines: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return for each line a number that is its first sign's."""
    padded = np.concatenate([lines, np.zeros(_LONGEST_SIGN, dtype=lines.dtype)])
    signs: np.ndarray = padded[starts].astype(np.uint32)
    lengths = np.select([signs >= 0xF0, signs >= 0xE0, signs >= 0xC0], [4, 3, 2], 1)
    for place in range(1, _LONGEST_SIGN):
        following = padded[starts + place].astype(np.uint32)
        signs = signs * 256 + np.where(place < lengths, following, 0)
    return signs
