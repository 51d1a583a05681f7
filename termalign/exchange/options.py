"""What a writer may be asked to do differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termalign.records import Language


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How files are written; each format heeds what concerns it."""

    raw_cells: bool = False  # CSV: no apostrophe before cells that a spreadsheet would run
    ja_code: str = "ja-JP"  # TMX, TBX …: with a region, as translation memories have them
    en_code: str = "en-US"
    source: Language = "ja"  # OmegaT's glossary, UTX: the language that comes first
    bom: bool = False  # TSV: a byte order mark, for Excel
    all_variants: bool = False  # TMX: every translation of a source, not one alone


DEFAULT = WriteOptions()
