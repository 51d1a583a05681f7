#!/usr/bin/env python3
"""Run the examples in the documents again and write their output into the pages.

An example is a block marked ```console: a line "$ COMMAND", then what it prints on standard
output. A page's commands run one after another in one fresh folder that holds the sample documents
as `corpora/`; `echo $?` shows the exit code of the command before it. With --check nothing is
written: what differs is shown, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "


def pages() -> list[str]:
    """Return the pages that hold examples, README first, by their paths from the root."""
    found = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
    return [p.relative_to(ROOT).as_posix() for p in found if _BLOCK.search(p.read_text("utf-8"))]


def environment(home: Path) -> dict[str, str]:
    """Return an environment that shows the same to everyone: no settings, no colour, 80 columns."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TERMALIGN_")}
    places = dict.fromkeys(
        ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(home)
    )
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return kept | places | {"PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}


class Desk:
    """A fresh folder with the sample documents, where a page's commands run in turn."""

    def __init__(self, folder: Path) -> None:
        """Lay the samples out in `folder`."""
        self.folder = folder / "work"
        self.last_code = 0
        home = folder / "home"
        home.mkdir()
        self.folder.mkdir()
        shutil.copytree(ROOT / "corpora", self.folder / "corpora")
        self.environment = environment(home)

    def run(self, command: str) -> str:
        """Return what `command` prints on standard output; what fails unheard stops everything."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.last_code}); {command}"],  # noqa: S607  # the reader's shell
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.last_code = done.returncode
        if done.returncode > 1:
            sys.exit(f"$ {command}\n{done.stderr}ended with {done.returncode}")
        return done.stdout


def commands_in(block: str) -> list[str]:
    """Return the commands of one console block."""
    return [line.removeprefix(_PROMPT) for line in block.splitlines() if line.startswith(_PROMPT)]


def refreshed(page: str) -> str:
    """Return the page's text with every example's output as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))

        def rerun(block: re.Match[str]) -> str:
            shown = "".join(f"{_PROMPT}{c}\n{desk.run(c)}" for c in commands_in(block[1]))
            return f"```console\n{shown}```"

        return _BLOCK.sub(rerun, page)


def main() -> None:
    """Refresh the pages named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, show what differs")
    parser.add_argument("pages", nargs="*", help="all that hold examples unless named")
    options = parser.parse_args()
    differs = False
    for name in options.pages or pages():
        path = ROOT / name
        old = path.read_text("utf-8")
        new = refreshed(old)
        if new == old:
            continue
        differs = True
        if options.check:
            lines = (old.splitlines(keepends=True), new.splitlines(keepends=True))
            sys.stdout.writelines(difflib.unified_diff(*lines, name, f"{name}, run again"))
        else:
            path.write_text(new, "utf-8")
            print(f"{name}: refreshed")
    sys.exit(1 if options.check and differs else 0)


if __name__ == "__main__":
    main()
