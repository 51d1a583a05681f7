"""What a file held that a glossary has no field for: said, so that nothing is lost in silence."""

from __future__ import annotations

from collections import Counter


class Unread:
    """Counts fields and statuses, by name."""

    def __init__(self) -> None:
        self.fields: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()

    def remarks(self) -> tuple[str, ...]:
        """Return what there is to say about it."""
        return (
            *_counted("fields passed over", self.fields),
            *_counted("statuses not known, taken as none", self.statuses),
        )


def _counted(what: str, names: Counter[str]) -> tuple[str, ...]:
    listed = ", ".join(f"{name} ({names[name]})" for name in sorted(names))
    return (f"{what}: {listed}",) if listed else ()
