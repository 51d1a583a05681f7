"""What ships with the program: the seed glossary and the sample documents."""

from __future__ import annotations

from pathlib import Path

from termalign.errors import MissingInput

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder: `resource("glossary", "seed.csv")`.

    An installed wheel carries `glossary/` and `corpora/` in `termalign/_data`; a checkout has them
    beside the package. Raises MissingInput where neither holds it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise MissingInput(
        "is missing from the installation", "/".join(parts), "install termalign again"
    )
