"""What every test may use: the command line as another process, away from the user's own files."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

# The same examples in every run; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")

if TYPE_CHECKING:
    from pathlib import Path


class RunTermalign(Protocol):
    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that stands for the user's own: default glossary and caches land there."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The environment of a process that leaves the user's own files alone."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TERMALIGN_")}
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    xdg = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    return kept | dict.fromkeys((*places, *xdg), str(home))


@pytest.fixture
def termalign(tmp_path: Path, environment: dict[str, str]) -> RunTermalign:
    """Run `termalign ARGUMENTS` in a process of its own; its output comes back as bytes."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "termalign", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=environment | env,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run
