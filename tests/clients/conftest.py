"""Other programs as witnesses: what they make of our files is told by what they show, not by ours.

Each is skipped where it is not installed; .ci/run installs them and lets none be skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
_FIND = Path(__file__).parent / "find_terms.groovy"
_LANGUAGES = {"ja": ("ja-JP", "LuceneJapaneseTokenizer"), "en": ("en-US", "LuceneEnglishTokenizer")}

Cells = list[list[str]]


@dataclass(frozen=True)
class Project:
    """What OmegaT made of a project: each source line's translation, and what its glossaries hold.

    `terms` has for each glossary file, by name, the (source, target, comment) that it loaded;
    `found` those that it shows for a source line, of all files.
    """

    translations: Sequence[str]
    terms: Mapping[str, list[tuple[str, str, str]]]
    found: Sequence[list[tuple[str, str, str]]]


@pytest.fixture
def omegat(tmp_path: Path) -> Callable[..., Project]:
    """Let OmegaT translate lines, with translation memories and glossaries by their file names."""
    if not OMEGAT.exists() or shutil.which("java") is None:
        pytest.skip("OmegaT is not installed (apt-get install omegat)")

    def translate(
        lines: Sequence[str],
        *,
        source: str = "ja",
        memories: Mapping[str, bytes] | None = None,
        glossaries: Mapping[str, bytes] | None = None,
    ) -> Project:
        project = _project(tmp_path / "omegat", source)
        # A blank line ends OmegaT's segment, a line break alone does not.
        (project / "source" / "lines.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
        for folder, files in (("tm/auto", memories), ("glossary", glossaries)):
            for name, content in (files or {}).items():
                (project / folder / name).write_bytes(content)
        result = project / "found.json"
        done = subprocess.run(
            [
                *("java", "-Djava.awt.headless=true", f"-Dfound={result}", "-Dfile.encoding=UTF-8"),
                *("-jar", str(OMEGAT), str(project), "--mode=console-translate", "--no-team"),
                *(f"--config-dir={project / 'settings'}", f"--script={_FIND}"),
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert result.exists(), done.stdout.decode(errors="replace")
        told = json.loads(result.read_text("utf-8"))
        translated = (project / "target" / "lines.txt").read_text("utf-8-sig")
        return Project(
            translated.removesuffix("\n").split("\n\n"),
            {name: [tuple(term) for term in terms] for name, terms in told["terms"].items()},
            [[tuple(term) for term in terms] for terms in told["found"]],
        )

    return translate


def _project(folder: Path, source: str) -> Path:
    """Make an empty project that translates from `source`, a line a segment."""
    if folder.exists():
        shutil.rmtree(folder)
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat", "settings"):
        (folder / name).mkdir(parents=True)
    target = "en" if source == "ja" else "ja"
    values = {
        **{f"{name}_dir": "__DEFAULT__" for name in ("source", "target", "tm", "glossary")},
        "glossary_file": "__DEFAULT__",
        "dictionary_dir": "__DEFAULT__",
        "source_lang": _LANGUAGES[source][0],
        "target_lang": _LANGUAGES[target][0],
        "source_tok": f"org.omegat.tokenizer.{_LANGUAGES[source][1]}",
        "target_tok": f"org.omegat.tokenizer.{_LANGUAGES[target][1]}",
        "sentence_seg": "false",
        "support_default_translations": "true",
        "remove_tags": "false",
    }
    root = etree.Element("omegat")
    project = etree.SubElement(root, "project", version="1.0")
    for name, value in values.items():
        etree.SubElement(project, name).text = value
    etree.ElementTree(root).write(
        folder / "omegat.project", xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return folder


@dataclass(frozen=True)
class Opened:
    """A sheet as LibreOffice shows it: its texts, its live formulas, the kinds of its cells."""

    rows: Cells
    formulas: list[str]
    kinds: set[str]


@pytest.fixture
def libreoffice(tmp_path: Path) -> Callable[[Path], Opened]:
    """Open a table in LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc-nogui)")

    def opened(path: Path) -> Opened:
        # What a person confirms in the dialog for a CSV file: comma, quotes, UTF-8, from line 1;
        # and at the end that formulas are evaluated, as a spreadsheet does that is opened by hand.
        table = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,,,,,,,,true"
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office"),
                *([table] if path.suffix == ".csv" else []),
                *("--convert-to", "fods", "--outdir", str(tmp_path / "shown"), str(path)),
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )
        return _shown(tmp_path / "shown" / f"{path.stem}.fods")

    return opened


_SPACE = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}


def _shown(sheet: Path) -> Opened:
    root = etree.parse(str(sheet), etree.XMLParser(huge_tree=True)).getroot()
    rows: Cells = []
    formulas, kinds = [], set()
    for row in root.iterfind(".//table:table-row", _SPACE):
        cells: list[str] = []
        for cell in row.iterfind("table:table-cell", _SPACE):
            texts = ["".join(map(str, p.itertext())) for p in cell if str(p.tag).endswith("}p")]
            repeated = int(cell.get(f"{{{_SPACE['table']}}}number-columns-repeated", "1"))
            cells += ["\n".join(texts)] * min(repeated, 50)
            formulas += filter(None, [cell.get(f"{{{_SPACE['table']}}}formula")])
            kinds |= {cell.get(f"{{{_SPACE['office']}}}value-type")} - {None}
        while cells and not cells[-1]:
            cells.pop()
        rows += [cells] if cells else []
    return Opened(rows, formulas, kinds)
