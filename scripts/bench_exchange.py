"""Time the reading and writing of bilingual files, and the memory a large one takes.

Prints TSV: what was done, how many units, megabytes, seconds by the clock and of the processor, and
the greatest memory of the process that did it in megabytes. TMX is written from an alignment in
memory and read into records; "streamed" goes through the records of a large file one by one and
keeps none. Each line is a process of its own. The texts are made up.

    python scripts/bench_exchange.py [--units 200000] [--large 1000]    (megabytes of the large TMX)
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.exchange import read_records, write_alignment
from termalign.exchange.tmx import records
from termalign.records import Alignment, Bead, Block, Document, Place, Segment

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from termalign.records import Language

_MEGABYTE = 1_000_000
_JA = "第{n}四半期の売上高は{n},282.0億円（前年同期比{n}.1%増）となりました。"
_EN = "Net sales for quarter {n} were ¥{n}28.2 billion, up {n}.1% year on year & <on plan>."
_TAGGED = '<bpt i="1">&lt;b&gt;</bpt>{n}<ept i="1">&lt;/b&gt;</ept>'


def main() -> None:
    """Measure, each line in a fresh process; with --only, that line in this process."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--units", type=int, default=200_000)
    parser.add_argument("--large", type=int, default=1_000, help="megabytes of the large TMX")
    parser.add_argument("--only", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        what, folder = options.only
        print(_MEASURES[what](Path(folder), options.units), flush=True)
        return
    print("what\tunits\tMB\tseconds\tCPU seconds\tmemory MB", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        _write_foreign(Path(folder), options.units)
        _write_large(Path(folder) / "large.tmx", options.large * _MEGABYTE)
        for what in _MEASURES:
            subprocess.run(
                [
                    *(sys.executable, __file__, "--units", str(options.units)),
                    *("--only", what, folder),
                ],
                check=True,
            )


class _Watch:
    """Counts seconds from when it is made: by the clock, and of this process."""

    def __init__(self) -> None:
        self._begin = (time.perf_counter(), time.process_time())

    def __str__(self) -> str:
        now = (time.perf_counter(), time.process_time())
        return "\t".join(f"{end - begin:.1f}" for begin, end in zip(self._begin, now, strict=True))


def _line(what: str, units: int, size: int, seconds: str) -> str:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024
    return f"{what}\t{units}\t{size / _MEGABYTE:.0f}\t{seconds}\t{memory / _MEGABYTE:.0f}"


def _written(folder: Path, units: int) -> str:
    alignment = _alignment(units)
    path = folder / "own.tmx"
    watch = _Watch()
    with path.open("wb") as stream:
        write_alignment(alignment, stream, "tmx")
    seconds = str(watch)
    return _line("TMX written", units, path.stat().st_size, seconds)


def _read(name: str, what: str) -> Callable[[Path, int], str]:
    def measure(folder: Path, units: int) -> str:
        watch = _Watch()
        given = read_records(folder / name)
        seconds = str(watch)
        assert len(given.records) == units
        return _line(what, units, (folder / name).stat().st_size, seconds)

    return measure


def _streamed(folder: Path, _units: int) -> str:
    path = folder / "large.tmx"
    watch = _Watch()
    count = sum(1 for _ in records(path, None, Counter()))
    seconds = str(watch)
    return _line("TMX streamed", count, path.stat().st_size, seconds)


_MEASURES: dict[str, Callable[[Path, int], str]] = {
    "written": _written,
    "read": _read("own.tmx", "TMX read"),
    "tagged": _read("tagged.tmx", "TMX with tags read"),
    "sdlxliff": _read("deck.sdlxliff", "SDLXLIFF read"),
    "po": _read("deck.po", "PO read"),
    "streamed": _streamed,
}


def _alignment(units: int) -> Alignment:
    """Return an alignment of that many beads, one segment to one."""
    ja, ja_segments = _side("ja", _JA, units)
    en, en_segments = _side("en", _EN, units)
    beads = tuple(Bead((n,), (n,), 0.9) for n in range(units))
    return Alignment(ja, en, ja_segments, en_segments, beads, "parallel", "bench")


def _side(language: Language, text: str, units: int) -> tuple[Document, tuple[Segment, ...]]:
    texts = [text.format(n=n) for n in range(units)]
    places = [Place(line=n + 1) for n in range(units)]
    blocks = tuple(Block(t, "line", p) for t, p in zip(texts, places, strict=True))
    segments = tuple(Segment(n, t, "line", places[n], n, 0, len(t)) for n, t in enumerate(texts))
    return Document(f"deck.{language}.txt", language, blocks), segments


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _write_foreign(folder: Path, units: int) -> None:
    """Write files as other tools do."""
    with (folder / "tagged.tmx").open("w", encoding="utf-16") as out:
        _write_units(out, 0, units, encoding="UTF-16", marked=_TAGGED)
    with (folder / "deck.sdlxliff").open("w", encoding="utf-8-sig") as out:
        out.write(
            '<?xml version="1.0" encoding="utf-8"?><xliff version="1.2" xmlns="urn:oasis:names:'
            'tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><file '
            'original="deck.pptx" source-language="ja-JP" target-language="en-US"><header/><body>'
        )
        for n in range(units):
            ja, en = _JA.format(n=f'<g id="5">{n}</g>'), _escaped(_EN).format(n=n)
            mark = f'<mrk mtype="seg" mid="{n}">'
            out.write(
                f'<trans-unit id="u{n}"><source>{ja}</source><seg-source>{mark}{ja}</mrk>'
                f"</seg-source><target>{mark}{en}</mrk></target><sdl:seg-defs>"
                f'<sdl:seg id="{n}" conf="Translated"/></sdl:seg-defs></trans-unit>'
            )
        out.write("</body></file></xliff>")
    with (folder / "deck.po").open("w", encoding="utf-8") as out:
        for n in range(units):
            out.write(f'#: a.py:{n}\nmsgid "{_JA.format(n=n)}"\nmsgstr "{_EN.format(n=n)}"\n\n')


def _write_large(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        _write_units(out, size, 0, encoding="UTF-8", marked=_TAGGED)


def _write_units(out: TextIO, size: int, units: int, *, encoding: str, marked: str) -> None:
    """Write a TMX of that many units, or of about that many bytes."""
    out.write(
        f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="1.4"><header '
        'creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
        'srclang="ja" datatype="xml"/><body>\n'
    )
    number = written = 0
    while number < units or written < size:
        ja, en = _JA.format(n=marked.format(n=number)), _escaped(_EN).format(n=number)
        unit = (
            f'<tu tuid="{number}"><tuv xml:lang="ja-JP"><seg>{ja}</seg></tuv>'
            f'<tuv xml:lang="en-US"><seg>{en}</seg></tuv></tu>\n'
        )
        out.write(unit)
        written += len(unit) if units else len(unit.encode())
        number += 1
    out.write("</body></tmx>\n")


if __name__ == "__main__":
    main()
