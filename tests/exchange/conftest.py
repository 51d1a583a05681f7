"""Alignments and terms to write out and read back."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from termalign.exchange import WriteOptions, read_bilingual, write_alignment
from termalign.records import Alignment, Bead, Block, Document, Place, Segment

Pairs = list[tuple[str, str]]

# What stands in disclosure texts and what trips readers up: signs of XML, CSV and formulas, line
# breaks of every kind, controls, non-characters, wide and private characters.
TEXT = st.text(
    st.one_of(
        st.sampled_from(list("営業利益売上△▲①㈱〜 \t\n\r\"'<>&|,;=+-@＝＋－＠\\#_x000B_￥％")),
        st.sampled_from(list("\x0b\x1b\u2028\u202e\ufeff\ufffe\uffff\ufdd0\U0001fffe\ue000💹")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=20,
)
# A bead has a text on one side at least; a segment of spaces only is none.
PAIRS = st.lists(
    st.tuples(TEXT, TEXT).filter(lambda pair: bool(pair[0].strip() or pair[1].strip())),
    min_size=1,
    max_size=8,
)


def alignment_of(pairs: Pairs, *, place: Place | None = None) -> Alignment:
    """An alignment with a bead for each pair; an empty text is a missing side."""
    sides: dict[str, list[Segment]] = {"ja": [], "en": []}
    beads = []
    for number, pair in enumerate(pairs):
        bead: list[tuple[int, ...]] = []
        for language, text in zip(("ja", "en"), pair, strict=True):
            segments = sides[language]
            if text.strip():
                bead.append((len(segments),))
                at = place or Place(line=number + 1)
                segments.append(
                    Segment(len(segments), text, "line", at, len(segments), 0, len(text))
                )
            else:
                bead.append(())
        beads.append(Bead(bead[0], bead[1], 0.9))
    documents = [
        Document(
            f"deck.{language}.txt",
            language,
            tuple(Block(s.text, s.kind, s.place) for s in segments),
        )  # type: ignore[arg-type]
        for language, segments in sides.items()
    ]
    return Alignment(
        documents[0],
        documents[1],
        tuple(sides["ja"]),
        tuple(sides["en"]),
        tuple(beads),
        "parallel",
        "termalign test; lexical; sentence",
    )


def written(alignment: Alignment, format_name: str, **options: bool | str) -> bytes:
    stream = io.BytesIO()
    write_alignment(alignment, stream, format_name, WriteOptions(**options))
    return stream.getvalue()


def read_back(content: bytes, suffix: str) -> Pairs:
    """The texts of the beads that are read from a file of this content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"deck{suffix}"
        path.write_bytes(content)
        alignment = read_bilingual(path)
    return [alignment.texts(bead) for bead in alignment.beads]
