"""The two ends of every reader: the bytes of a file come in, a Reading goes out."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from termalign.errors import MissingInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termalign.records import Block

# "page": blocks as they stand on the page, wrapped lines joined; "line": one block a line.
Layout = Literal["page", "line"]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content and the name that messages show."""

    name: str
    content: bytes
    passwords: tuple[str, ...] = ()  # of which one may open it


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a source: a Document but for its language."""

    name: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    pages: int = 1
    remarks: tuple[str, ...] = ()
    notes: tuple[Block, ...] = ()  # what a speaker says: no part of the document unless asked for
    pictures: Mapping[int, int] = field(default_factory=dict)  # pages of pictures only: how many
    leaf: str = "page"  # what the document calls its pages

    @property
    def text(self) -> str:
        """The blocks' texts, one a line."""
        return "\n".join(block.text for block in self.blocks)


def name_of(path: str | Path) -> str:
    """Return the name by which messages call a file, or standard input."""
    return "standard input" if str(path) == STDIN else Path(path).name or str(path)


def fetch(path: str | Path, passwords: tuple[str, ...] = ()) -> Source:
    """Return the content of the file `path`, of standard input for "-".

    Raises MissingInput for what is not there, is a folder, or may not be read.
    """
    if str(path) == STDIN:
        return Source(name_of(path), sys.stdin.buffer.read(), passwords)
    name = name_of(path)
    try:
        return Source(name, Path(path).read_bytes(), passwords)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingInput("no such file", str(path), "look at the name and the folder") from error
    except IsADirectoryError as error:
        raise MissingInput("is a folder", str(path), "name one file in it") from error
    except PermissionError as error:
        if Path(path).is_dir():  # what Windows says of a folder
            raise MissingInput("is a folder", str(path), "name one file in it") from error
        raise MissingInput(
            "may not be read, or another program has it locked", str(path), "close it there"
        ) from error
    except (OSError, ValueError) as error:  # too long a name, a NUL in it, a dying disk
        reason = getattr(error, "strerror", None) or str(error)
        raise MissingInput(f"could not be read ({reason.lower()})", str(path)) from error
