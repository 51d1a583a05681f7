"""The check on one text's own arithmetic: growth, differences, points, sums, ratios, tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.figures.arithmetic import discrepancies
from termalign.figures.ledger import table_discrepancies
from termalign.figures.own_names import without_names
from termalign.records import join_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termalign.checks.check import Span
    from termalign.checks.passage import Passage
    from termalign.figures.claims import Discrepancy
    from termalign.records import Alignment, Language, Segment

_LONGEST_TABLE = 400  # lines of a page that are looked at together; more is a printout


def _look_at_arithmetic(passage: Passage) -> Iterator[Remark]:
    sides: tuple[tuple[Language, str], ...] = (("ja", passage.ja), ("en", passage.en))
    for language, text in sides:
        for found in discrepancies(without_names(text, passage.profile.names), language):
            yield _remark(found, found.spans, language)


def _remark(found: Discrepancy, spans: tuple[Span, ...], language: Language) -> Remark:
    ja, en = (spans, None) if language == "ja" else (None, spans)
    return Remark("error", found.reason, found.right, ja, en)


def table_remarks(
    alignment: Alignment, passages: Sequence[Passage] = (), names: tuple[str, ...] = ()
) -> dict[int, list[Remark]]:
    """Return what the tables of an alignment's pages get wrong, by the number of the bead.

    `names` hold digits that are no figures. What a cell makes wrong that `passages` have as
    another in the other language is no news.
    The rows of a page's table are segments of their own; a segment of several lines is left to the
    check on its bead.
    """
    remarks: dict[int, list[Remark]] = defaultdict(list)
    sides: tuple[tuple[Language, Sequence[Segment]], ...] = (
        ("ja", alignment.ja),
        ("en", alignment.en),
    )
    for language, segments in sides:
        places = _places_in_beads(alignment, language)
        differing = _differing(passages, language)
        for page in _pages(segments):
            lines = "\n".join(one.text for one in page)
            for found in table_discrepancies(without_names(lines, names), language, sure=False):
                at, start = _segment_at(page, found.spans[0][0])
                bead, offset = places[page[at].index]
                operands = [_segment_at(page, start) for start, _ in found.spans]
                cells = {
                    (places[page[segment].index][0], begin - first + places[page[segment].index][1])
                    for (segment, first), (begin, _) in zip(operands, found.spans, strict=True)
                }
                if cells & differing:
                    continue
                end = start + len(page[at].text)
                spans = tuple(
                    (one - start + offset, other - start + offset)
                    for one, other in found.spans
                    if start <= one and other <= end
                )
                remarks[bead].append(_remark(found, spans, language))
    return remarks


def _differing(passages: Sequence[Passage], language: Language) -> set[tuple[int, int]]:
    """Return the figures that differ between the languages, by bead and start."""
    figures = (
        (row, found.ja if language == "ja" else found.en)
        for row, passage in enumerate(passages)
        for found in passage.verdicts
        if not found.agrees and found.ja and found.en
    )
    return {(row, figure.start) for row, figure in figures if figure}


def _pages(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    by_page: dict[int | None, list[Segment]] = defaultdict(list)
    for segment in segments:
        if "\n" not in segment.text:
            by_page[segment.place.page].append(segment)
    for page in by_page.values():
        for first in range(0, len(page), _LONGEST_TABLE):
            yield page[first : first + _LONGEST_TABLE]


def _segment_at(page: Sequence[Segment], position: int) -> tuple[int, int]:
    """Return which segment of a page's joined text a position is in, and where it begins."""
    start = 0
    for at, segment in enumerate(page):
        if position <= start + len(segment.text):
            return at, start
        start += len(segment.text) + 1
    raise AssertionError("a span lies in its text")


def _places_in_beads(alignment: Alignment, language: Language) -> dict[int, tuple[int, int]]:
    """Return for each segment its bead and where it begins in the bead's text."""
    segments = alignment.ja if language == "ja" else alignment.en
    places = {}
    for row, bead in enumerate(alignment.beads):
        members = bead.ja if language == "ja" else bead.en
        for count, index in enumerate(members):
            texts = [segments[one].text for one in members[: count + 1]]
            places[index] = row, len(join_texts(texts, language)) - len(texts[-1])
    return places


ARITHMETIC = Check(
    "figure.arithmetic",
    "error",
    "A change, sum or ratio does not follow from the figures beside it.",
    _look_at_arithmetic,
    must_flag=(
        Example("売上収益は742.4億円（前年同期691.6億円、8.4％増）となりました。", ""),
        Example("", "Revenue rose 8.4% to ¥74.24 billion from ¥69.16 billion."),
        Example("", "Ordinary profit increased 7.8% to ¥4,129 million from ¥4,478 million."),
        Example("営業利益率は8.5％から7.9％へ0.9ポイント低下しました。", ""),
        Example("契約社数は400社から1,000社へ倍増しました。", ""),
        Example("店舗418億円、通販207億円、合計635億円となりました。", ""),
        Example("売上高648億円（うち通販720億円）を見込みます。", ""),
        Example(
            "", "Operating profit was ¥8.5 billion on revenue of ¥74.2 billion, a margin of 12.5%."
        ),
        Example("売上収益 74,244 69,160 +5,084 +8.4%\n売上原価 52,916 50,014 +2,902 +5.8%", ""),
        Example("", "(¥ million)\nJapan 31,200\nAsia 15,500\nTotal 47,700"),
    ),
    must_pass=(
        Example("売上収益は742.4億円（前年同期691.6億円、7.4％増）となりました。", ""),
        Example("", "Revenue rose from ¥2.8 billion to ¥3.1 billion, an increase of 11.5%."),
        Example(
            "",
            "Sales were ¥31.2 billion in Japan and ¥15.5 billion abroad, a total of ¥46.8 billion.",
        ),
        Example("営業損失は5億円（前年同期は3億円の利益）でした。", ""),
        Example("売上高532億円（うち海外220億円、国内190億円）を見込みます。", ""),
        Example("売上収益 74,244 69,160 +5,084 +7.4%\n売上原価 52,916 50,014 +2,902 +5.8%", ""),
    ),
    one_language=True,
)
