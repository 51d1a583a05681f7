"""An alignment as one plain page, to read in any browser: no script, nothing fetched."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from termalign.exchange.safety import SafeText
from termalign.exchange.tables import alignment_rows

if TYPE_CHECKING:
    from typing import BinaryIO

    from termalign.exchange.options import WriteOptions
    from termalign.records import Alignment

_HEAD = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$ja_name – $en_name</title>
<style>
body { font-family: system-ui, sans-serif; line-height: 1.5; margin: 2rem auto; max-width: 80rem;
  padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th { position: sticky; top: 0; background: #fff; text-align: left; }
td, th { border-bottom: 1px solid #ddd; padding: .4rem .6rem; vertical-align: top;
  overflow-wrap: anywhere; white-space: pre-line; }
.number { width: 4.5rem; color: #666; font-variant-numeric: tabular-nums; }
.alone td { background: #fff3d6; }
footer { color: #666; margin-top: 1rem; }
</style>
</head>
<body>
<h1>$ja_name – $en_name</h1>
<p>$beads beads, $alone with one side only (shaded). The numbers are the segments', from 0.</p>
<table>
<thead><tr><th class="number">ja</th><th class="number">en</th><th class="number">score</th>\
<th>Japanese</th><th>English</th></tr></thead>
<tbody>
""")
_ROW = Template(
    '<tr$mark><td class="number">$ja_index</td><td class="number">$en_index</td>'
    '<td class="number">$score</td><td lang="ja">$ja</td><td lang="en">$en</td></tr>\n'
)
_FOOT = Template("</tbody>\n</table>\n<footer>$signature</footer>\n</body>\n</html>\n")


def write(
    alignment: Alignment,
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write the alignment as a page; the remarks tell what was left out."""
    safe = SafeText()

    def shown(text: str) -> str:
        return escape(safe(text))

    head = _HEAD.substitute(
        ja_name=shown(alignment.ja_document.name),
        en_name=shown(alignment.en_document.name),
        beads=len(alignment.beads),
        alone=sum(not (bead.ja and bead.en) for bead in alignment.beads),
    )
    stream.write(head.encode())
    for ja_index, en_index, score, ja, en in alignment_rows(alignment):
        row = _ROW.substitute(
            mark="" if ja_index and en_index else ' class="alone"',
            ja_index=ja_index,
            en_index=en_index,
            score=score,
            ja=shown(ja),
            en=shown(en),
        )
        stream.write(row.encode())
    stream.write(_FOOT.substitute(signature=shown(alignment.signature)).encode())
    return safe.remarks()
