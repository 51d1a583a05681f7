"""Where words go: data as UTF-8 bytes to standard output or a file, talk to standard error."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import click
from click.core import ParameterSource

from termalign.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from click.decorators import FC

STDIN_STDOUT = "-"
_MOST = 100_000  # pages
_BOM = b"\xef\xbb\xbf"

# Options that several commands share. A value set in termalign.toml is their default.
output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE instead of standard output; its suffix chooses the format.",
)


def _first(_ctx: click.Context, _option: click.Parameter, named: tuple[str, ...]) -> str | None:
    return named[0] if named else None


# Settings may name several glossaries: `glossary …` works on the first, which is the user's own.
glossary_option = click.option(
    "--glossary",
    metavar="DB",
    multiple=True,
    callback=_first,
    help="The glossary database.",
)
glossaries_option = click.option(
    "--glossary",
    metavar="DB",
    multiple=True,
    help="The glossary database; again for one that is asked after it.",
)
encoding_option = click.option(
    "--encoding", metavar="NAME", help="The inputs' encoding, instead of the detected one."
)
segment_option = click.option(
    "--segment",
    type=click.Choice(["auto", "sentence", "line"]),
    default="auto",
    show_default=True,
    help="How texts are split; line: one segment a line, nothing joined or dropped.",
)
model_option = click.option(
    "--model",
    metavar="NAME",
    default="lexical",
    show_default=True,
    help="lexical (needs no model), or a sentence-transformers model's name or path.",
)
notes_option = click.option(
    "--notes", is_flag=True, help="Read the speaker's notes of slides as well, after the slides."
)


def _pages(_ctx: click.Context, _option: click.Parameter, named: str | None) -> frozenset[int]:
    """Return the pages of "7,12-14"."""
    pages: set[int] = set()
    for part in (named or "").replace(" ", "").split(",") if named else ():
        first, dash, last = part.partition("-")
        named_so = first.isdecimal() and (last.isdecimal() if dash else True)
        if not named_so or not int(first) <= int(last or first) <= _MOST:
            raise click.BadParameter("name pages as in 7,12-14")
        pages.update(range(int(first), int(last or first) + 1))
    return frozenset(pages)


accept_unread_option = click.option(
    "--accept-unread",
    metavar="PAGES",
    callback=_pages,
    help="Pages that are known to hold pictures only, as in 7,12-14; the report names them.",
)


def _passwords(
    _ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Return those given, else the variable's; click would part that at its spaces."""
    kept = os.environ.get("TERMALIGN_PASSWORD")
    return given or ((kept,) if kept else ())


password_option = click.option(
    "--password",
    "passwords",
    metavar="WORD",
    multiple=True,
    callback=_passwords,
    help="Opens an encrypted PDF; again for a second one. Or set TERMALIGN_PASSWORD.",
)
bom_option = click.option(
    "--bom", is_flag=True, help="Begin text output with a byte order mark, for Excel."
)

raw_cells_option = click.option(
    "--raw-cells", is_flag=True, help="CSV: no apostrophe before cells a spreadsheet would run."
)


def _code(_ctx: click.Context, option: click.Parameter, code: str) -> str:
    """Return a language code that translation memories know: ja, ja-JP, en-GB."""
    language = (option.name or "")[:2]
    if re.fullmatch(rf"{language}(-[A-Za-z0-9]{{2,8}})*", code):
        return code
    meant = {"ja": "Japanese", "en": "English"}[language]
    raise UsageError(
        f"“{code}” is no code of {meant}", f"--{language}-code", f"use {language} or {language}-…"
    )


def _code_option(name: str, usual: str, meaning: str) -> Callable[[FC], FC]:
    return click.option(
        name, metavar="CODE", default=usual, show_default=True, callback=_code, help=meaning
    )


ja_code_option = _code_option(
    "--ja-code", "ja-JP", "TMX, term bases: what Japanese is called, with or without a region."
)
en_code_option = _code_option("--en-code", "en-US", "TMX, term bases: the same of English.")
all_variants_option = click.option(
    "--all-variants",
    is_flag=True,
    help="TMX: every translation of a source; without it one, as OmegaT takes only one.",
)


def is_terminal(stream: Literal["stdout", "stderr"] = "stdout") -> bool:
    """Tell whether a person looks at the stream: tables and colour, not TSV."""
    target = sys.stdout if stream == "stdout" else sys.stderr
    return target is not None and not target.closed and target.isatty()


def say(message: str) -> None:
    """Write one line of talk to standard error; signs its code page lacks become "?"."""
    target = sys.stderr
    if target is None or target.closed:  # a windowed program has no console
        return
    encoding = target.encoding or "utf-8"
    line = message.encode(encoding, "replace").decode(encoding)
    # Nobody is left to talk to when standard error is a closed pipe.
    with contextlib.suppress(BrokenPipeError):
        target.write(line + "\n")
        target.flush()


def typed(option: str) -> bool:
    """Tell whether an option stands on the command line; its value may come from the settings."""
    source = click.get_current_context().get_parameter_source(option)
    return source is ParameterSource.COMMANDLINE


class _Standard(io.BufferedIOBase):
    """Standard output that takes no harm when its reader (`head`, `less`) leaves early.

    The command goes on to its end: whoever asks for the exit code of a check gets its verdict.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        """Return true: data can be written."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # we write bytes only
        """Write `data`; once the reader has gone it is dropped."""
        with _reader_may_leave():
            self._stream.write(data)
        return len(data)

    def flush(self) -> None:
        """Hand on what is buffered."""
        with _reader_may_leave():
            self._stream.flush()


@contextlib.contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Windows says EINVAL where a pipe's reader has gone.
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"could not be written ({reason})", "standard output") from error
        _discard_stdout()


def _discard_stdout() -> None:
    """Point standard output at nothing, so that flushing it at exit fails no more."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def stdout_binary() -> BinaryIO:
    """Return standard output for bytes; text goes there as UTF-8 whatever the code page is.

    Raises OutputError where the process has none (`>&-`, a windowed program).
    """
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("is closed", "standard output", "name a file with -o")
    sys.stdout.flush()
    return cast("BinaryIO", _Standard(sys.stdout.buffer))


def flush_stdout() -> None:
    """Hand on what standard output still holds; raises OutputError where that cannot be."""
    if sys.stdout is not None and not sys.stdout.closed:
        with _reader_may_leave():
            sys.stdout.flush()


@contextlib.contextmanager
def destination(output: str | None, inputs: Sequence[str | Path] = ()) -> Iterator[BinaryIO]:
    """Give the stream for a command's data: standard output for None and "-", else the file.

    A file is whole or not there at all (`termalign.output.replacing`, with its OutputErrors).
    """
    if output is None or output == STDIN_STDOUT:
        stream = stdout_binary()
        yield stream
        stream.flush()
        return
    from termalign.output import replacing

    sources = [source for source in inputs if str(source) != STDIN_STDOUT]
    with replacing(output, inputs=sources) as stream:
        yield stream


def write_data(
    content: str | bytes,
    output: str | None,
    inputs: Sequence[str | Path] = (),
    *,
    bom: bool = False,
) -> None:
    """Write a command's whole result to standard output (None, "-") or the file `output`.

    Text becomes UTF-8 with its line breaks as they are; `bom` puts a byte order mark before it.
    """
    if isinstance(content, str):
        # A lone surrogate, as JSON's "\ud800" brings, has no UTF-8: it becomes "?".
        content = content.encode("utf-8", "replace")
    with destination(output, inputs) as stream:
        stream.write(_BOM + content if bom else content)
