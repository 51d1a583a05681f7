"""How far a long step has come, on standard error: on a terminal only, and only after a second."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from termalign.cli.console import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds; what ends sooner needs no bar


class _Bar:
    """A bar that appears with the first word of progress after PATIENCE."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._progress is None:
            if time.monotonic() - self._began < PATIENCE:
                return
            self._progress, self._task = _shown(self._what)
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total)

    def leave(self) -> None:
        """Take the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()


def _shown(what: str) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    progress.start()
    return progress, progress.add_task(what, total=None)


def _nobody(_done: int, _total: int) -> None:
    """Nobody looks at standard error."""


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with (done, total); its bar is gone once the block ends."""
    if not is_terminal("stderr"):
        yield _nobody
        return
    bar = _Bar(what)
    try:
        yield bar
    finally:
        bar.leave()
