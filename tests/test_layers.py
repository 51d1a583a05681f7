"""Imports go down the layers, or sideways to a lower neighbour; never up, never in a circle."""

from __future__ import annotations

import ast
import importlib
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import termalign

PACKAGE = Path(termalign.__file__).parent

# From the lowest to the highest; a part may import only from parts that stand before it here.
ORDER = (
    *("records", "errors", "resources", "text", "kana", "output", "settings"),
    *("reading", "segment", "tokens", "figures", "lexicon", "embedding", "exchange", "report"),
    *("alignment", "terms", "glossary", "checks"),
    *("pair", "revision", "desk", "corpus", "cli", "__main__"),
)

_TABLE_ENTRY = re.compile(r"(termalign(?:\.\w+)+):(\w+)")


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["termalign", *path.relative_to(PACKAGE).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def part(module: str) -> str:
    """The layer's part a module belongs to: termalign.cli.align → cli; termalign itself → ''."""
    return module.split(".")[1] if "." in module else ""


class Imports(ast.NodeVisitor):
    """The modules of ours that a module imports, on loading and inside its functions alike.

    Imports for type checkers only do not count: they are gone when the program runs.
    """

    def __init__(self, module: str) -> None:
        self.module = module
        self.found: set[str] = set()

    def visit_If(self, node: ast.If) -> None:
        test = node.test
        named = test.id if isinstance(test, ast.Name) else getattr(test, "attr", "")
        for child in node.orelse if named == "TYPE_CHECKING" else [*node.body, *node.orelse]:
            self.visit(child)

    def visit_Import(self, node: ast.Import) -> None:
        self.found |= {a.name for a in node.names if a.name.split(".")[0] == "termalign"}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        assert node.level == 0, f"{self.module}: imports are absolute"
        base = node.module or ""
        if base.split(".")[0] != "termalign":
            return
        for name in node.names:
            inner = f"{base}.{name.name}"
            self.found.add(inner if inner in MODULES else base)


def imports_of(module: str) -> set[str]:
    visitor = Imports(module)
    visitor.visit(ast.parse(MODULES[module].read_text("utf-8")))
    return visitor.found - {module}


def wrong_direction(importer: str, imported: str) -> bool:
    here, there = part(importer), part(imported)
    if here == there or there == "":  # within one part; or termalign itself, for its version
        return False
    return ORDER.index(there) >= ORDER.index(here)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_belongs_to_a_layer(module: str):
    assert part(module) in {"", *ORDER}


@pytest.mark.parametrize("module", [m for m in MODULES if m != "termalign"])
def test_imports_go_down(module: str):
    upward = {other for other in imports_of(module) if wrong_direction(module, other)}
    assert not upward, f"{module} imports {', '.join(sorted(upward))}"


def test_no_circle():
    graph = {module: imports_of(module) for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_table_entries_name_something_that_is_there():
    """Seams are tables name → "module:function"; a wrong entry would fail only on use."""
    entries = {
        (module, *found)
        for module, path in MODULES.items()
        for found in _TABLE_ENTRY.findall(path.read_text("utf-8"))
    }
    assert entries
    for where, name, attribute in sorted(entries):
        assert not wrong_direction(where, name), f"{where} names {name}"
        assert hasattr(importlib.import_module(name), attribute), f"{where}: {name}:{attribute}"


@pytest.mark.parametrize(
    ("importer", "imported", "wrong"),
    [
        ("termalign.reading.plain", "termalign.text", False),
        ("termalign.text", "termalign.reading.plain", True),
        ("termalign.figures.japanese", "termalign.tokens", False),
        ("termalign.tokens", "termalign.figures.japanese", True),  # sideways, the wrong way
        ("termalign.terms.mining", "termalign.glossary.store", True),
        ("termalign.cli.align", "termalign.cli.console", False),
        ("termalign.cli", "termalign", False),
    ],
)
def test_the_rule_itself(importer: str, imported: str, wrong: bool):
    assert wrong_direction(importer, imported) is wrong
