"""How fast PDF files are read and checked, and what memory that takes; each run is a new process.

Usage: python scripts/bench_pdf.py

Measured: `check` of a pair of 60 slides (the sample deck's pages three times), and `segments` of
500 pages, of slides and of running text. Seconds are the clock's and, of a busy machine more
telling, the processor's; MB are the most that this program's process and, apart from it, the child
that opens the PDF ever held.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from samples.accounts import load_accounts
from samples.paged import paged_file, wrapped
from samples.pdf_file import PAPER, PdfFile
from samples.source import LANGUAGES, read_source

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "scripts" / "samples" / "text"
SLIDES, PAGES = 60, 500
LINES = 46  # of a page of running text
# VmHWM: what getrusage says of a process itself it may have from the one that started it.
MEASURE = """
import re, resource, sys, time
start = time.perf_counter()
from termalign.cli import run
code = run(sys.argv[1:])
own = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
child = resource.getrusage(resource.RUSAGE_CHILDREN)
busy = time.process_time() + child.ru_utime + child.ru_stime
print(code, time.perf_counter() - start, busy, own, child.ru_maxrss, file=sys.stderr)
"""


def measured(*words: str) -> str:
    """Return what one command took: seconds, and MB of it and of its child."""
    command = [sys.executable, "-c", MEASURE, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    code, seconds, busy, own, child = map(float, done.stderr.splitlines()[-1].split())
    if code not in (0, 1):
        raise SystemExit(done.stderr)
    rows = len(done.stdout.splitlines())
    memory = f"{own / 1024:.0f} MB + child {child / 1024:.0f} MB"
    return f"{seconds:.1f} s (processor {busy:.1f} s), {memory}, {rows} lines out"


def running_text(language: str) -> bytes:
    """Return the sample deck's sentences as pages of running text, again and again."""
    text = (ROOT / "corpora" / "lines" / f"deck.{language}.txt").read_text(encoding="utf-8")
    joint = "" if language == "ja" else " "
    lines = wrapped(joint.join(text.split("\n")), PAPER[0] - 100, language)
    file = PdfFile(PAPER)
    for number in range(PAGES):
        page = file.page()
        for row in range(LINES):
            page.text(50, 60 + 16 * row, lines[(number * LINES + row) % len(lines)])
        page.text(290, 820, str(number + 1), 9)
    return file.content()


def main() -> None:
    """Print a line for each file."""
    pages = read_source(TEXTS / "deck.txt", load_accounts(TEXTS / "accounts.tsv"))
    with tempfile.TemporaryDirectory() as folder:
        pair = []
        for language in LANGUAGES:
            pair.append(f"{folder}/slides.{language}.pdf")
            Path(pair[-1]).write_bytes(paged_file(pages * (SLIDES // len(pages)), language))
        print(f"check, {SLIDES} slides a side: {measured('check', *pair)}")
        for language in LANGUAGES:
            for name, content in (
                ("slides", paged_file(pages * (PAGES // len(pages)), language)),
                ("running text", running_text(language)),
            ):
                path = Path(folder) / f"long.{language}.pdf"
                path.write_bytes(content)
                size = len(content) / 1e6
                shown = f"segments, {PAGES} pages of {name}, {language}, {size:.1f} MB"
                print(f"{shown}: {measured('segments', str(path))}")


if __name__ == "__main__":
    main()
