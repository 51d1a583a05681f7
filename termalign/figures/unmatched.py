"""What two texts name differently: early and late, 15:30 and 5:30 p.m."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Named = TypeVar("Named")


def unmatched(
    ones: Sequence[Named], others: Sequence[Named], meaning: Callable[[Named], Hashable]
) -> list[tuple[Named, Named]]:
    """Return what the one names and the other does not, beside the reverse, both in order."""
    meant = {meaning(one) for one in ones}, {meaning(other) for other in others}
    missing = [one for one in ones if meaning(one) not in meant[1]]
    added = [other for other in others if meaning(other) not in meant[0]]
    return list(zip(missing, added, strict=False))
