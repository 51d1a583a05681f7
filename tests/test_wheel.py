"""The wheel is whole: installed elsewhere, without the checkout, it shows the demo."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout by the build tool that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*build, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that holds the wheel, and sees our dependencies."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, "--no-deps", "--no-index", str(wheel)], check=True)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    # What lies there is importable; the checkout's own .pth file in it is not followed.
    dependencies = Path(place.stdout.strip()) / "dependencies.pth"
    dependencies.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def test_the_wheel_carries_its_data_and_its_licences(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "termalign/py.typed",
        "termalign/lexicon/lexicon.npz",
        "termalign/_data/glossary/seed.tsv",
        "termalign/_data/corpora/deck.ja.txt",
        "termalign/_data/corpora/deck.en.txt",
    ):
        assert name in names
    licences = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}
    assert not {name for name in names if "tests/" in name or "__pycache__" in name}


def test_the_demo_runs_from_the_wheel(python: Path, tmp_path: Path, environment: dict[str, str]):
    where = subprocess.run(
        [python, "-c", "import termalign; print(termalign.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(where.stdout.strip()).is_relative_to(ROOT)
    done = subprocess.run(
        [python, "-m", "termalign", "demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for step in ("termalign align", "termalign mine", "termalign check", "termalign lookup"):
        assert step in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"home"}
