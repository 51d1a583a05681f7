"""`termalign align A B`: pair the segments of a Japanese and an English document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import click

from termalign.cli.console import (
    accept_unread_option,
    all_variants_option,
    bom_option,
    destination,
    en_code_option,
    encoding_option,
    glossaries_option,
    is_terminal,
    ja_code_option,
    model_option,
    notes_option,
    output_option,
    password_option,
    raw_cells_option,
    say,
    segment_option,
    write_data,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Alignment, ApprovedTerm, Segmentation


@click.command()
@click.argument("a")
@click.argument("b")
@output_option
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="tsv, csv, jsonl, tmx, xlsx, html; by default what -o's suffix means, else tsv.",
)
@click.option(
    "--mode",
    type=click.Choice(["auto", "parallel", "comparable"]),
    default="auto",
    show_default=True,
    help="parallel: translations of one another, in order; comparable: partly the same matter.",
)
@segment_option
@model_option
@glossaries_option
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Take apart the pairs that are less probable than this.",
)
@encoding_option
@notes_option
@accept_unread_option
@password_option
@click.option("--plot", metavar="FILE.svg", help="Draw the alignment as a dot-plot.")
@ja_code_option
@en_code_option
@all_variants_option
@raw_cells_option
@bom_option
def command(
    a: str,
    b: str,
    output: str | None,
    format_name: str | None,
    mode: str,
    segment: str,
    model: str,
    glossary: tuple[str, ...],
    min_score: float,
    encoding: str | None,
    notes: bool,
    accept_unread: frozenset[int],
    passwords: tuple[str, ...],
    plot: str | None,
    ja_code: str,
    en_code: str,
    all_variants: bool,
    raw_cells: bool,
    bom: bool,
) -> None:
    """Pair the Japanese and the English document A and B, in either order."""
    from termalign.cli.inputs import one_file
    from termalign.cli.progress import progress
    from termalign.errors import UsageError
    from termalign.exchange import ALIGNMENT_WRITERS, WriteOptions, chosen_format, write_alignment
    from termalign.output import check_output
    from termalign.pair import AlignOptions, align_files

    a, b = one_file(a), one_file(b)
    written = WriteOptions(
        raw_cells=raw_cells,
        ja_code=ja_code,
        en_code=en_code,
        bom=bom,
        all_variants=all_variants,
    )
    chosen = chosen_format(format_name, output, ALIGNMENT_WRITERS)
    to_file = output is not None and output != "-"
    inputs = [a, b]
    if plot is not None and plot == (output or "-"):
        raise UsageError("is named for the table and the plot", plot, "name another with --plot")
    for target in (output if to_file else None, plot):
        if target is not None:
            check_output(target, inputs)
    with progress("segments embedded") as tell:
        alignment = align_files(
            a,
            b,
            AlignOptions(
                segment=cast("Segmentation", segment),
                mode=cast('Literal["auto", "parallel", "comparable"]', mode),
                model=model,
                encoding=encoding,
                approved=approved_terms(glossary),
                notes=notes,
                accepted=accept_unread,
                passwords=passwords,
                min_score=min_score,
                progress=tell,
                note=say,
            ),
        )
    for remark in alignment.remarks:
        say(remark)
    if plot is not None:
        from termalign.report.dotplot import dot_plot

        write_data(dot_plot(alignment), plot, inputs)
    if output is None and format_name is None and is_terminal():
        _show_table(alignment)
    else:
        with destination(output, inputs) as stream:
            remarks = write_alignment(alignment, stream, chosen, written)
        for remark in remarks:
            say(remark)
    say(_summary(alignment))


def approved_terms(glossaries: Sequence[str]) -> tuple[ApprovedTerm, ...]:
    """Return the decided terms of the glossaries together, none without one."""
    if not glossaries:
        return ()
    from termalign.glossary import Glossaries

    return tuple(Glossaries(glossaries).approved_terms())


def _show_table(alignment: Alignment) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("ja", ratio=1, overflow="fold")
    table.add_column("en", ratio=1, overflow="fold")
    for bead in alignment.beads:
        ja, en = alignment.texts(bead)
        style = "" if bead.ja and bead.en else "dim"
        table.add_row(f"{bead.score:.2f}", Text(ja), Text(en), style=style)
    Console().print(table)


def _summary(alignment: Alignment) -> str:
    """Return one line: how much found a partner, in both languages."""
    paired = [bead for bead in alignment.beads if bead.ja and bead.en]
    ja_paired = sum(len(bead.ja) for bead in paired)
    en_paired = sum(len(bead.en) for bead in paired)
    ja_all = sum(len(bead.ja) for bead in alignment.beads)
    en_all = sum(len(bead.en) for bead in alignment.beads)
    return (
        f"{len(paired)} pairs; {ja_paired} of {ja_all} Japanese and {en_paired} of {en_all} "
        f"English segments have a partner ({alignment.signature})"
    )
