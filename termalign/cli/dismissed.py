"""The dismissals that check and dismiss share: where they lie, and who decides."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.report.dismissals import FILE_NAME, Dismissal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termalign.settings import Settings


def dismissals_file(named: str | None, settings: Settings) -> Path:
    """Return the file that is named, else the one beside the settings, else in this folder."""
    if named is not None:
        return Path(named)
    folder = settings.source.parent if settings.source is not None else Path()
    return folder / FILE_NAME


def decided(reasons: Mapping[str, str]) -> list[Dismissal]:
    """Return a dismissal for each fingerprint and its reason, by whoever is logged in, now."""
    who, now = _login_name(), datetime.now(UTC).isoformat(timespec="seconds")
    return [Dismissal(fingerprint, why, who, now) for fingerprint, why in reasons.items()]


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return "unknown"
