"""Where the user's own glossary lies when no command names one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = "TERMALIGN_GLOSSARY"


def default_path() -> Path:
    """Return the path that TERMALIGN_GLOSSARY names, else the one in the user's data folder."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named).expanduser() if named else _data_folder() / "glossary.db"


def _data_folder() -> Path:
    if sys.platform == "win32":
        # Local, not roaming: a database copied at log-on and log-off would lose changes.
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "termalign"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "termalign"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "termalign"
