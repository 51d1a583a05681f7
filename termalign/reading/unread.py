"""Pages whose content is a picture: said, and too many of them are no reading at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from termalign.errors import EmptyInput
from termalign.reading.pieces import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from termalign.reading.source import Reading

_MOST_UNREAD = 3  # one page in so many may be pictures; beyond, a check of the rest means little


def judged(reading: Reading, accepted: Collection[int]) -> Reading:
    """Return the reading with remarks on its pages of pictures; those `accepted` are named too.

    A page of pictures may have a title, which was read. Raises EmptyInput where all is pictures,
    or more than a third of the pages has no text at all, the accepted ones aside.
    """
    if not reading.pictures:
        return reading
    leaf = reading.leaf
    if not reading.blocks:
        pictures = counted(sum(reading.pictures.values()), "picture")
        raise EmptyInput(
            f"holds {pictures} and no text", reading.name, "put the text in, or give its source"
        )
    titled = {block.place.page for block in reading.blocks}
    unread = sorted(set(reading.pictures) - titled - set(accepted))
    if len(unread) * _MOST_UNREAD > reading.pages:
        pages = ",".join(map(str, unread))
        raise EmptyInput(
            f"{len(unread)} of {counted(reading.pages, leaf)} hold pictures only: {pages}",
            reading.name,
            f"give a file with their text, or --accept-unread {pages}",
        )
    remarks = [
        f"{leaf} {page} holds {counted(count, 'picture')} and "
        f"{'little more than a title' if page in titled else 'no text'}: "
        + ("accepted as unread" if page in accepted else "not read (--accept-unread)")
        for page, count in sorted(reading.pictures.items())
    ]
    return replace(reading, remarks=(*reading.remarks, *remarks))
