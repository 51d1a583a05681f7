"""Chooses from the samples: the gold term pairs that truly stand in them, rows of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from samples.source import Page

SENTENCES = frozenset({"para", "bullets", "bullet", "boxes"})  # kinds that hold whole thoughts
SHORTEST = 25  # Japanese characters: below it a row is a heading more than a sentence
ROWS = 60


def beads(pages: Sequence[Page]) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, Japanese and English of each bead that has both sides."""
    for page in pages:
        for piece in page.pieces:
            for pair in piece.pairs:
                if pair.ja and pair.en:
                    yield piece.kind, "".join(pair.ja), " ".join(pair.en)


def gold_terms(path: Path, documents: Sequence[Sequence[Page]]) -> list[str]:
    """Return the lines of the gold term list, header first.

    Raises ValueError when some pair's two terms stand in no bead together, or one stands twice.
    """
    texts = [(ja, en.casefold()) for pages in documents for _, ja, en in beads(pages)]
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    seen: set[str] = set()
    for row in rows:
        ja, en, en_variants, ja_variants = row.split("\t")
        if ja in seen:
            raise ValueError(f"listed twice: {ja}")
        seen.add(ja)
        for term in (ja, *filter(None, ja_variants.split("|"))):
            require_together(texts, term, (en, *filter(None, en_variants.split("|"))))
        for term in (en, *filter(None, en_variants.split("|"))):
            require_english(texts, (ja, *filter(None, ja_variants.split("|"))), term)
    return [header, *rows]


def require_together(texts: Sequence[tuple[str, str]], ja: str, english: Sequence[str]) -> None:
    """Raise ValueError unless some bead holds the Japanese term and one of the English ones."""
    if not any(
        ja in left and any(en.casefold() in right for en in english) for left, right in texts
    ):
        raise ValueError(f"in no bead together: {ja} and {' | '.join(english)}")


def require_english(texts: Sequence[tuple[str, str]], japanese: Sequence[str], en: str) -> None:
    """Raise ValueError unless some bead holds the English term and one of the Japanese ones."""
    if not any(
        en.casefold() in right and any(ja in left for ja in japanese) for left, right in texts
    ):
        raise ValueError(f"in no bead together: {' | '.join(japanese)} and {en}")


def bilingual_rows(documents: Sequence[Sequence[Page]]) -> list[str]:
    """Return a header and ROWS sentence pairs spread evenly over the documents."""
    found = [
        (ja, en)
        for pages in documents
        for kind, ja, en in beads(pages)
        if kind in SENTENCES and len(ja) >= SHORTEST
    ]
    chosen = [found[number * len(found) // ROWS] for number in range(ROWS)]
    return ["ja\ten", *(f"{ja}\t{en}" for ja, en in chosen)]
