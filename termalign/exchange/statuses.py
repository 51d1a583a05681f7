"""How other programs name a term's status, and where it stands when they have no name for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termalign.exchange.row import STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection

    from termalign.records import Status

# By the words of TBX (administrativeStatus, normativeAuthorization), UTX and usual term bases. What
# is admitted may be written, so it is approved; what is superseded may not.
_NAMES: dict[Status, tuple[str, ...]] = {
    "approved": ("preferred", "admitted", "standardized", "legal", "regulated", "承認", "承認済み"),
    "proposed": ("provisional", "new", "candidate", "提案"),
    "forbidden": (
        *("deprecated", "superseded", "obsolete", "non-standard", "notrecommended"),
        *("not recommended", "do not use", "prohibited", "禁止"),
    ),
    "reference": (),
    "rejected": (),
    "do-not-translate": (),
}
_MEANT = {name: status for status, names in _NAMES.items() for name in (status, *names)}


def status_named(name: str) -> Status | None:
    """Return the status that a word of another program means, None for one that is not known.

    The endings of TBX are taken off: "preferredTerm-admn-sts" is "preferred".
    """
    word = name.strip().casefold().removesuffix("-admn-sts").removesuffix("term")
    return _MEANT.get(word)


def marked(status: Status | None, note: str, silent: Collection[Status] = ()) -> str:
    """Return a note that begins with the status: "[forbidden] …"; None marks nothing.

    Those of `silent` the format tells in another way, but where the note itself begins so:
    "[approved] [forbidden] was the word of last year".
    """
    if status is None or (status in silent and unmarked(note)[0] is None):
        return note
    return f"[{status}] {note}".strip()


def unmarked(note: str) -> tuple[Status | None, str]:
    """Return the status a note begins with, None for none, and the note without it."""
    for status in STATUSES:
        mark = f"[{status}]"
        if note.startswith(mark):
            return status, note.removeprefix(mark).strip()
    return None, note
