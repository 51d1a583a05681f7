"""A figure written anew keeps the manner of the one that stands in the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from termalign.figures import find_figures
from termalign.figures.rewriting import written_anew
from termalign.text import has_japanese


@pytest.mark.parametrize(
    ("surface", "value", "anew"),
    [
        ("1,282.0億円", "128500000000", "1,285.0億円"),
        ("2億2,000万円", "150000000", "1億5,000万円"),
        ("2億2,000万円", "300000000", "3億円"),
        ("1兆2,480億円", "2230000000000", "2兆2,300億円"),
        ("12円50銭", "2", "2円"),
        ("12円50銭", "2.25", "2円25銭"),
        ("3割5分", "42", "4割2分"),
        ("5.1％", "6.24", "6.2％"),
        ("¥4.5 bil.", "46700000000", "¥46.7 bil."),
        ("¥3.0M", "2000000", "¥2.0M"),
        ("$2.5k", "2000", "$2.0k"),
        ("20bp", "0.35", "35bp"),
        ("tripled", "2.47", "2.5 times"),
    ],
)
def test_a_value_is_written_as_the_figure_is(surface: str, value: str, anew: str):
    (figure,) = find_figures(surface, "ja" if has_japanese(surface) else "en")
    assert written_anew(figure, Decimal(value)) == anew
