"""The alignment as a picture: one dot a bead, Japanese to the right, English downwards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import Alignment, Bead

LONG_SIDE = 720  # pixels of the longer document
MARGIN = 56
LEAST_DOT, MOST_DOT = 1.2, 4.0  # radius
TICKS = 5
FONT = "system-ui, 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif"


def dot_plot(alignment: Alignment) -> str:
    """Return an SVG document; a dot's title names the texts, its darkness is the score.

    Segments without a partner are strokes along the axes.
    """
    n, m = max(1, len(alignment.ja)), max(1, len(alignment.en))
    unit = LONG_SIDE / max(n, m)
    width, height = n * unit, m * unit
    radius = min(MOST_DOT, max(LEAST_DOT, unit / 2))
    body = [
        f'<rect class="grid" width="{width:.1f}" height="{height:.1f}"/>',
        *_axis(n, unit, height, across=True),
        *_axis(m, unit, width, across=False),
    ]
    body.extend(_mark(alignment, bead, unit, radius) for bead in alignment.beads)
    caption = escape(
        f"{alignment.ja_document.name} → {alignment.en_document.name} ({alignment.signature})"
    )
    whole = f"{width + 2 * MARGIN:.0f}", f"{height + 2 * MARGIN:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]} {whole[1]}" '
        f'width="{whole[0]}" height="{whole[1]}">\n'
        f"<style>text{{font:12px {FONT};fill:#333}}.grid{{fill:#fff;stroke:#999}}"
        ".tick{stroke:#e4e4e4}.pair{fill:#0a4da2}.alone{stroke:#c2571a;stroke-width:1.5}</style>\n"
        f'<rect width="100%" height="100%" fill="#fafafa"/>\n'
        f'<text x="{MARGIN}" y="20">{caption}</text>\n'
        f'<text x="{MARGIN}" y="{MARGIN - 8}">日本語 →</text>\n'
        f'<text transform="translate({MARGIN - 8},{MARGIN}) rotate(90)">English →</text>\n'
        f'<g transform="translate({MARGIN},{MARGIN})">\n' + "\n".join(body) + "\n</g>\n</svg>\n"
    )


def _axis(count: int, unit: float, across_length: float, *, across: bool) -> Iterator[str]:
    """Yield grid lines with the segments' numbers, from 0 as in the outputs."""
    step = max(1, count // TICKS)
    for number in range(0, count, step):
        at = number * unit
        if across:
            yield f'<path class="tick" d="M{at:.1f} 0V{across_length:.1f}"/>'
            yield f'<text x="{at:.1f}" y="{across_length + 16:.1f}">{number}</text>'
        else:
            yield f'<path class="tick" d="M0 {at:.1f}H{across_length:.1f}"/>'
            yield f'<text x="{across_length + 6:.1f}" y="{at + 4:.1f}">{number}</text>'


def _mark(alignment: Alignment, bead: Bead, unit: float, radius: float) -> str:
    ja, en = (escape(_shortened(text)) for text in alignment.texts(bead))
    if not bead.en:
        at = (bead.ja[0] + 0.5) * unit
        return f'<path class="alone" d="M{at:.1f} 0v-5"><title>{bead.ja[0]}: {ja}</title></path>'
    if not bead.ja:
        at = (bead.en[0] + 0.5) * unit
        return f'<path class="alone" d="M0 {at:.1f}h-5"><title>{bead.en[0]}: {en}</title></path>'
    x = (sum(bead.ja) / len(bead.ja) + 0.5) * unit
    y = (sum(bead.en) / len(bead.en) + 0.5) * unit
    opacity = 0.25 + 0.75 * bead.score
    title = f"{bead.score:.2f}\n{ja}\n{en}"
    return (
        f'<circle class="pair" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" '
        f'fill-opacity="{opacity:.2f}"><title>{title}</title></circle>'
    )


def _shortened(text: str, most: int = 80) -> str:
    plain = "".join(sign for sign in text if sign.isprintable())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
