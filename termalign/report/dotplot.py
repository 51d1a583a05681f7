"""The alignment as a picture: one dot a bead, Japanese to the right, English downwards."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.records import Alignment, Bead

LONG_SIDE = 720  # pixels of the longer document
MARGIN = 60
LEAST_WIDTH = 620  # for the words below, where the Japanese is much the shorter
LEAST_DOT, MOST_DOT = 1.6, 4.0  # radius
STROKE, MOST_STROKE = 6, 1.5  # length and greatest width of what stands for a lone segment
MOST_TICKS = 8  # along the longer side
FONT = "system-ui, 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif"
STYLE = f"""text{{font:12px {FONT};fill:#333}}.small{{font-size:11px;fill:#666}}
.grid{{fill:#fff;stroke:#999}}.tick{{stroke:#e4e4e4}}.pair{{fill:#0a4da2}}.alone{{stroke:#c2571a}}
"""


def dot_plot(alignment: Alignment) -> str:
    """Return an SVG document; a dot's title names the texts, its darkness is the score.

    Segments without a partner are strokes along the axes.
    """
    n, m = max(1, len(alignment.ja)), max(1, len(alignment.en))
    unit = LONG_SIDE / max(n, m)
    width, height = n * unit, m * unit
    whole = f"{max(width, LEAST_WIDTH) + 2 * MARGIN:.0f}", f"{height + 2 * MARGIN:.0f}"
    marks = "\n".join(_mark(alignment, bead, unit) for bead in alignment.beads)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]} {whole[1]}" '
        f'width="{whole[0]}" height="{whole[1]}">\n'
        f"<style>{STYLE}.alone{{stroke-width:{min(MOST_STROKE, unit):.2f}}}</style>\n"
        f'<rect width="100%" height="100%" fill="#fafafa"/>\n'
        f'<g transform="translate({MARGIN},{MARGIN})">\n'
        f'<rect class="grid" width="{width:.1f}" height="{height:.1f}"/>\n'
        + "\n".join([*_across(n, unit, height), *_down(m, unit, width)])
        + f"\n{marks}\n{_words(alignment, height)}\n</g>\n</svg>\n"
    )


def _words(alignment: Alignment, height: float) -> str:
    """Return the names along the axes, and below the plot what the marks mean."""
    ja, en = escape(alignment.ja_document.name), escape(alignment.en_document.name)
    legend = f"● pair, the darker the surer   ▏ without a partner   ({alignment.signature})"
    return (
        f'<text y="-16">日本語: {ja} →</text>\n'
        f'<text transform="translate(-24,0) rotate(90)">English: {en} →</text>\n'
        f'<text class="small" y="{height + 40:.0f}" xml:space="preserve">{escape(legend)}</text>'
    )


def _across(count: int, unit: float, height: float) -> Iterator[str]:
    """Yield grid lines with the Japanese segments' numbers, from 0 as in the outputs."""
    for number in _ticks(count, unit):
        at = (number + 0.5) * unit
        yield f'<path class="tick" d="M{at:.1f} 0V{height:.1f}"/>'
        yield f'<text x="{at:.1f}" y="{height + 18:.1f}" text-anchor="middle">{number}</text>'


def _down(count: int, unit: float, width: float) -> Iterator[str]:
    """Yield grid lines with the English segments' numbers."""
    for number in _ticks(count, unit):
        at = (number + 0.5) * unit
        yield f'<path class="tick" d="M0 {at:.1f}H{width:.1f}"/>'
        yield f'<text x="{width + 8:.1f}" y="{at + 4:.1f}">{number}</text>'


def _ticks(count: int, unit: float) -> range:
    """Return round numbers below `count`, at most MOST_TICKS on the longer side."""
    least = LONG_SIDE / unit / MOST_TICKS
    power = 10 ** max(0, math.floor(math.log10(max(1.0, least))))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
    return range(0, count, step)


def _mark(alignment: Alignment, bead: Bead, unit: float) -> str:
    ja, en = (escape(_shortened(text)) for text in alignment.texts(bead))
    if not bead.en:
        at = (bead.ja[0] + 0.5) * unit
        stroke, title = f"M{at:.1f} 0v-{STROKE}", f"{bead.ja[0]}: {ja}"
        return f'<path class="alone" d="{stroke}"><title>{title}</title></path>'
    if not bead.ja:
        at = (bead.en[0] + 0.5) * unit
        stroke, title = f"M0 {at:.1f}h-{STROKE}", f"{bead.en[0]}: {en}"
        return f'<path class="alone" d="{stroke}"><title>{title}</title></path>'
    x = (sum(bead.ja) / len(bead.ja) + 0.5) * unit
    y = (sum(bead.en) / len(bead.en) + 0.5) * unit
    radius = min(MOST_DOT, max(LEAST_DOT, unit / 2))
    opacity = 0.25 + 0.75 * bead.score
    title = f"{bead.score:.2f}\n{ja}\n{en}"
    return (
        f'<circle class="pair" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" '
        f'fill-opacity="{opacity:.2f}"><title>{title}</title></circle>'
    )


def _shortened(text: str, most: int = 80) -> str:
    plain = "".join(sign for sign in text if sign.isprintable())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
