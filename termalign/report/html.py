"""Findings as one page for any browser: no script, nothing fetched, in the order of the pages."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from itertools import groupby
from pathlib import PurePath
from string import Template
from typing import TYPE_CHECKING

from termalign import __version__
from termalign.exchange.safety import SafeText
from termalign.report.about import NOTHING, About
from termalign.report.marking import pieces, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding, Severity, Side

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_HEAD = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
:root { --ink: #1c1c1e; --pale: #636366; --line: #d8d8dc; --error: #b3261e; --warning: #8a5a00;
  --note: #1f5fa8; }
body { font-family: system-ui, "Segoe UI", "Hiragino Sans", "Yu Gothic UI", Meiryo,
  "Noto Sans CJK JP", "Noto Sans JP", sans-serif; line-height: 1.6; color: var(--ink);
  background: #fff; margin: 2rem auto; max-width: 60rem; padding: 0 1.2rem; }
[lang=ja] { font-family: "Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP",
  "Noto Sans JP", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; border-bottom: 2px solid var(--ink); margin: 2.2rem 0 .8rem;
  padding-bottom: .2rem; }
.counts { display: flex; flex-wrap: wrap; gap: .6rem; list-style: none; padding: 0;
  margin: 1rem 0; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .3rem .9rem; }
.counts b { font-size: 1.3rem; margin-right: .35rem; font-variant-numeric: tabular-nums; }
.compared { color: var(--pale); font-size: .85rem; margin: 0; padding-left: 1.1rem; }
article { border: 1px solid var(--line); border-left: .35rem solid var(--note);
  border-radius: .4rem; padding: .7rem 1rem; margin: 0 0 .9rem; break-inside: avoid; }
article.error { border-left-color: var(--error); }
article.warning { border-left-color: var(--warning); }
.head { display: flex; flex-wrap: wrap; gap: .2rem .8rem; font-size: .85rem;
  color: var(--pale); margin: 0 0 .4rem; align-items: baseline; }
.severity { font-weight: 700; color: var(--note); }
.error .severity, b.error { color: var(--error); }
.warning .severity, b.warning { color: var(--warning); }
b.note { color: var(--note); }
.print { margin-left: auto; font-family: ui-monospace, Consolas, monospace; }
dl { display: grid; grid-template-columns: 4.2rem 1fr; gap: .15rem .6rem; margin: 0; }
dt { color: var(--pale); font-size: .85rem; padding-top: .1rem; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
mark { background: #ffe08a; color: inherit; font-weight: 700; border-radius: .2rem;
  padding: 0 .1rem; }
.hint { font-weight: 700; color: #17663a; }
footer { color: var(--pale); font-size: .8rem; margin-top: 2rem; }
@media print { body { margin: 0; max-width: none; } mark { outline: 1px solid #b58900; } }
</style>
</head>
<body>
<h1>$title</h1>
<ul class="counts">
$counts</ul>
<ul class="compared">
$compared</ul>
""")
_FINDING = Template("""\
<article class="$severity" id="f$number">
<p class="head"><span class="severity">$severity</span><span>$check</span><span>$place</span>\
<span class="print">$fingerprint</span></p>
<dl>
$rows</dl>
</article>
""")


def render(findings: Sequence[Finding], about: About = NOTHING) -> str:
    """Return the page: counts first, then the findings under the page they stand on."""
    safe = SafeText()

    def shown(text: str) -> str:
        return escape(safe(text))

    short = shortened(findings)
    parts = [_head(findings, about)]
    numbered = list(enumerate(findings, start=1))
    reopened, rest = numbered[: about.reopened], numbered[about.reopened :]
    groups = [("Answered as fixed, and still there", reopened)] if reopened else []
    groups += [
        (title, list(members)) for title, members in groupby(rest, key=lambda one: _page(one[1]))
    ]
    for title, members in groups:
        parts.append(f"<h2>{shown(title)}</h2>\n")
        for number, finding in members:
            parts.append(
                _FINDING.substitute(
                    severity=finding.severity,
                    number=number,
                    check=shown(finding.check),
                    place=shown(_place(finding)),
                    fingerprint=shown(short.get(finding.fingerprint, "")),
                    rows=_rows(finding, safe),
                )
            )
    if not findings:
        parts.append("<p>Nothing was found.</p>\n")
    parts.append(f"<footer>termalign {__version__}</footer>\n</body>\n</html>\n")
    return "".join(parts)


def _head(findings: Sequence[Finding], about: About) -> str:
    safe = SafeText()
    counts = Counter(finding.severity for finding in findings)
    paths = (about.ja_file, about.en_file)
    files = " – ".join(dict.fromkeys(PurePath(path).name for path in paths if path))
    items = (
        f'<li><b class="{severity}">{counts[severity]}</b>'
        f"{severity}{'' if counts[severity] == 1 else 's'}</li>\n"
        for severity in _SEVERITIES
    )
    return _HEAD.substitute(
        title=escape(safe(files or "Findings")),
        counts="".join(items),
        compared="".join(f"<li>{escape(safe(line))}</li>\n" for line in about.counts),
    )


_LEAF = re.compile("(?:slide|page) [0-9]+|sheet [^,]+")


def _page(finding: Finding) -> str:
    """Return the heading a finding stands under: its Japanese page, else its English one."""
    for side, language in ((finding.ja, "Japanese"), (finding.en, "English")):
        if side is not None and side.page is not None:
            said = _LEAF.match(side.place)  # what the document calls its pages
            return f"{language} {said[0] if said else f'page {side.page}'}"
    return "Findings"


def _place(finding: Finding) -> str:
    number = f"[{finding.id}]" if finding.id is not None else ""
    places = [
        f"{label} {side.place}"
        for label, side in (("JA", finding.ja), ("EN", finding.en))
        if side is not None and side.place
    ]
    return " ".join(part for part in (number, " · ".join(places)) if part)


def _rows(finding: Finding, safe: SafeText) -> str:
    rows = [
        f'<dt>{label}</dt><dd lang="{language}">{_marked(side, safe)}</dd>\n'
        for label, language, side in (("和文", "ja", finding.ja), ("英文", "en", finding.en))
        if side is not None
    ]
    rows.append(f"<dt>Reason</dt><dd>{escape(safe(finding.message))}</dd>\n")
    if finding.hint:
        rows.append(f'<dt>Proposed</dt><dd class="hint">{escape(safe(finding.hint))}</dd>\n')
    return "".join(rows)


def _marked(side: Side, safe: SafeText) -> str:
    return "".join(
        f"<mark>{escape(safe(piece.text))}</mark>" if piece.marked else escape(safe(piece.text))
        for piece in pieces(side)
    )
