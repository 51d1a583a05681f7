"""PDF files for the tests are written by what writes the samples."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="session")
def pdf() -> ModuleType:
    """The module that writes PDF files: text, lines, pictures."""
    sys.path.insert(0, str(SCRIPTS))
    module = importlib.import_module("samples.pdf_file")
    sys.path.remove(str(SCRIPTS))
    return module
