"""Slips of notation: told where the document's own habits show them, and nowhere else."""

from __future__ import annotations

import pytest

from termalign.checks.style_slips import style_findings
from termalign.records import Alignment, Block, Document, Place, Segment


def slips(*texts: str) -> list[tuple[str, str]]:
    """Return what is marked in an English document, and the hint."""
    places = [Place(None, line) for line in range(1, len(texts) + 1)]
    blocks = tuple(Block(t, "line", p) for t, p in zip(texts, places, strict=True))
    segments = tuple(
        Segment(i, t, "line", p, i, 0, len(t))
        for i, (t, p) in enumerate(zip(texts, places, strict=True))
    )
    english = Document("deck.en.txt", "en", blocks)
    none = Document("", "ja", ())
    found = style_findings(Alignment(none, english, (), segments, (), "given", "test"))
    assert all((one.check, one.severity) == ("figure.style", "warning") for one in found)
    marked = []
    for one in found:
        assert one.en
        (start, end), *_ = one.en.spans
        marked.append((one.en.text[start:end], one.hint))
    return marked


SIGNED = ["Lines: 520 thousand (+12 thousand QoQ)"] * 12


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("-6.1 YoY", "-12.4% YoY", "-9.0% YoY"), [("-6.1", "-6.1%")]),
        (("+2.4 YoY", "+190 YoY"), []),  # nothing near shows what it should be
        (("+190 YoY", "+4.2% YoY"), []),  # heads are counted, not shared out
        ((*SIGNED, "Users: 3 million (2 thousand QoQ)"), [("2 thousand", "its sign, + or -")]),
        ((*SIGNED, "Users: 3 million (up 2 thousand QoQ)"), []),
        (["Lines: 520 thousand (12 thousand QoQ)"] * 6, []),  # nobody signs here
        (
            ("1Q ¥0.31 billion, 2Q 0.28 billion, 3Q ¥0.30 billion",),
            [("0.28 billion", "¥0.28 billion")],
        ),
        (("¥1.2 billion in sales, 3.4 billion yen in orders",), []),
        (("Revenue ¥1.2 billion, 3.4 million subscribers",), []),
        (("Revenue of ¥1.2 billion. Page views: 3 billion.",), []),
        (("¥8.0–9.5 billion",), []),
    ],
)
def test_slips(texts: tuple[str, ...], expected: list[tuple[str, str]]):
    assert slips(*texts) == expected
