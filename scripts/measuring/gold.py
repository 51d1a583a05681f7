"""Gold alignments: NAME.ja.txt, NAME.en.txt, NAME.gold.tsv, gathered by folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from termalign.pair import AlignOptions, read_pair

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from termalign.records import Document

Bead: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"

BY_LINE = AlignOptions(segment="line")
# Of the two-sided beads: gold made sentence by sentence has hardly any with several segments on
# both sides (at most 1 in 1,000), gold made by paragraph has a third of them.
BLOCK_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two documents read one segment a line, and which lines belong together."""

    name: str
    ja: Document
    en: Document
    beads: tuple[Bead, ...]

    @property
    def ja_lines(self) -> list[str]:
        """The Japanese lines, blank ones too."""
        return [block.text for block in self.ja.blocks]

    @property
    def en_lines(self) -> list[str]:
        """The English lines, blank ones too."""
        return [block.text for block in self.en.blocks]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The pairs of one folder; `block`: beads are paragraphs, right is what stays inside one."""

    name: str
    pairs: tuple[GoldPair, ...]
    block: bool


def gold_sets(folder: Path, block: Iterable[str] = ()) -> list[GoldSet]:
    """Return the sets in `folder` and its subfolders, by name; empty where there are none.

    A set is taken for one by paragraph where it is named in `block` or its beads say so.
    """
    sets = []
    for place in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        pairs = tuple(
            gold_pair(gold) for gold in sorted(place.glob("*.gold.tsv")) if _is_pair(gold)
        )
        if pairs:
            by_block = place.name in block or _is_block_gold(pairs)
            sets.append(GoldSet(place.name, pairs, by_block))
    return sets


def _is_pair(gold: Path) -> bool:
    """Tell whether both texts stand beside it: there is gold of other things too."""
    name = gold.name.removesuffix(".gold.tsv")
    return all(gold.with_name(f"{name}.{language}.txt").exists() for language in ("ja", "en"))


def gold_pair(gold: Path) -> GoldPair:
    """Return the two documents and the beads that `NAME.gold.tsv` stands for."""
    name = gold.name.removesuffix(".gold.tsv")
    ja, en = documents(gold.parent, name, name)
    return GoldPair(name, ja, en, tuple(read_beads(gold.read_text("utf-8").splitlines())))


def documents(folder: Path, ja_name: str, en_name: str) -> tuple[Document, Document]:
    """Return the Japanese and the English document of these names, one segment a line."""
    return read_pair(folder / f"{ja_name}.ja.txt", folder / f"{en_name}.en.txt", BY_LINE)


def read_beads(lines: Iterable[str]) -> list[Bead]:
    """Return the beads of "ja,ja<TAB>en,en" lines; a one-sided bead is cut to single segments."""
    beads: list[Bead] = []
    for line in lines:
        ja, _, rest = line.rstrip("\r\n").partition("\t")
        sides = _numbers(ja), _numbers(rest.partition("\t")[0])
        if all(sides):
            beads.append(sides)
        else:
            beads += [((i,), ()) for i in sides[0]] + [((), (j,)) for j in sides[1]]
    return beads


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(sorted(int(number) for number in cell.split(",") if number.strip()))


def _is_block_gold(pairs: Iterable[GoldPair]) -> bool:
    paired = [bead for pair in pairs for bead in pair.beads if all(bead)]
    many = sum(len(ja) > 1 and len(en) > 1 for ja, en in paired)
    return many > BLOCK_SHARE * len(paired)
