"""The command `termalign`: a table of commands, each imported when called; one place for errors."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from termalign import __version__
from termalign.cli.console import flush_stdout, say
from termalign.cli.lazy import LazyGroup
from termalign.errors import TermalignError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
# Objects made before the collector looks for cycles. A long document makes millions that hold
# none: at Python's 700 a fifth of the time of `align` on 12,000 lines went into looking.
COLLECT_AFTER = 200_000

# name: (where its command stands, the line `termalign --help` shows), in the order of the work
COMMANDS = {
    "segments": ("termalign.cli.segments:command", "Show what was read from a document."),
    "align": ("termalign.cli.align:command", "Pair a Japanese and an English document."),
    "mine": ("termalign.cli.mine:command", "Find term pairs in documents of both languages."),
    "lookup": ("termalign.cli.lookup:command", "Look a term up in the glossary."),
    "glossary": ("termalign.cli.glossary:command", "Add, judge, import and export terms."),
    "check": ("termalign.cli.check:command", "Compare figures, terms and texts before publishing."),
    "dismiss": ("termalign.cli.dismiss:command", "Let findings of check stand, with a reason."),
    "figures": ("termalign.cli.figures:command", "Show how the figures in a text are read."),
    "demo": ("termalign.cli.demo:command", "Show the program at work on its sample documents."),
    "settings": ("termalign.cli.settings:command", "List every setting and where it comes from."),
}


class _Commands(LazyGroup):
    """The commands; a closed pipe ends any of them, --debug shows where an error arose."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except BrokenPipeError:  # `termalign --help | head`: whoever read it has seen enough
            raise click.exceptions.Exit(DONE) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # `termalign align --help | head`
            raise click.exceptions.Exit(DONE) from None
        except Exception as error:
            if ctx.params["debug"] and not isinstance(error, click.exceptions.Exit):
                import traceback

                say(traceback.format_exc().rstrip())
            raise


@click.group(
    cls=_Commands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE.")
@click.option("--no-config", is_flag=True, help="Use no settings file.")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
@click.version_option(__version__, message="termalign %(version)s")
@click.pass_context
def cli(ctx: click.Context, config: str | None, no_config: bool, debug: bool) -> None:  # noqa: ARG001  # _Commands.invoke reads debug
    """Align Japanese and English documents, keep their terms, check them. Offline."""
    from termalign.settings import load

    if config is not None and no_config:
        raise click.UsageError("--config and --no-config exclude one another")
    ctx.obj = load(config, use=not no_config)
    ctx.default_map = _defaults(ctx, ctx.obj.option_defaults())


def _defaults(ctx: click.Context, values: dict[str, Any]) -> dict[str, Any]:
    """Return click's map of option defaults for the command that is about to run.

    Each option named like a setting takes the setting; `glossary add` is one level deeper.
    """
    name = ctx.invoked_subcommand or ""
    command = cli.get_command(ctx, name)
    inner = command.list_commands(ctx) if isinstance(command, click.Group) else []
    return {name: values | dict.fromkeys(inner, values)}


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(COLLECT_AFTER, 50, 50)
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 found, 2 failed, 130 interrupted.

    A command may end by returning its code or by `ctx.exit(code)`. Every error becomes its one
    line on standard error here, and nowhere else.
    """
    _make_streams_safe()
    try:
        code = cli.main(arguments, "termalign", standalone_mode=False)
        flush_stdout()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        return FAILED
    except click.ClickException as error:
        say(f"error: {_one_line(_usage(error))}")
        return FAILED
    except TermalignError as error:
        say(f"error: {_one_line(str(error))}")
        return FAILED
    except OSError as error:  # the system's word, on a file or, behind the help, on a full disk
        where = "" if error.filename is None else str(error.filename)
        what = (error.strerror or str(error)).lower()
        say(f"error: {_one_line(str(TermalignError(what, where)))}")
        return FAILED
    except Exception as error:  # noqa: BLE001  # a fault of ours: said as such, never passed over
        what = f"{type(error).__name__}: {error}"
        say(f"error: a fault in termalign: {_one_line(what)}; --debug shows where it arose")
        return FAILED
    return code if isinstance(code, int) else DONE


def _make_streams_safe() -> None:
    """Let click's own words (help, version) come out on a console that cannot show every sign."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _usage(error: click.ClickException) -> str:
    what = error.format_message().removesuffix(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return what
    return f"{context.command_path}: {what}; see {context.command_path} --help"


def _one_line(text: str) -> str:
    """Return `text` without line breaks and control signs, which a file's name may hold."""
    joined = " ".join(text.split("\n"))
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "?" for sign in joined)
