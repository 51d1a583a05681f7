"""The text of a segment among the tags that translation tools put into it.

What marks text up goes without a trace: 1,282<g>.0</g>億円 is one figure, however the original was
cut into runs. What stands by itself (a line break, a tab, a picture) parts what is before it from
what is behind. Deleted text of tracked changes is gone, inserted text is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.exchange.markup import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is in them is the tool's notation of a tag, not text: TMX, XLIFF 1.2.
_NOTATION = {"bpt", "ept", "it", "ph", "ut", "sub"}
_STANDALONE = {"ph", "x", "cp", "ut"}
_DELETED = {"x-sdl-deleted", "x-sdl-feedback-deleted"}
# The notation of half a pair in a tag that should be standalone: <ph>&lt;b&gt;</ph>, memoQ's
# <ph>&lt;mq:rxt displaytext="&lt;/b&gt;" …
_FORMATTING = re.compile(
    r"<\s*(?:/\s*)?(?:b|i|u|s|em|strong|span|font|sup|sub|small|big|a|cf|tag)(?=[\s>/])(?![^<>]*/\s*>)",
    re.IGNORECASE,
)
# The notation of Word files of old is RTF, {\b and }: a break is one of these.
_BREAK_IN_RTF = re.compile(r"\\(?:line|tab|par|page)\b|<(?:br|p|tab)\b", re.IGNORECASE)
_BREAK = "\0"  # no XML holds it
_BREAKS = re.compile(f"{_BREAK}+")
_NEEDLESS = re.compile(rf"(?<=\s){_BREAK}|{_BREAK}(?=\s)|^{_BREAK}|{_BREAK}$")


def text_of(element: _Element | None) -> str:
    """Return the text in `element` as a reader sees it; a standalone tag is a space.

    It is "" for an element that is not there.
    """
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    from lxml import etree

    parts = [element.text or ""]
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if node is element:
            continue
        if event == "start":
            if _is_gone(node):
                walk.skip_subtree()
            else:
                parts.append(node.text or "")
            if _is_break(node):
                parts.append(_BREAK)
        else:
            parts.append(node.tail or "")
    text = "".join(parts)
    return _joined(text) if _BREAK in text else text


def _is_gone(node: _Element) -> bool:
    return local_name(node) in _NOTATION or node.get("mtype") in _DELETED


def _is_break(node: _Element) -> bool:
    name = local_name(node)
    if name not in _STANDALONE:
        return False
    notation = (
        "".join(map(str, node.itertext())) or node.get("equiv-text") or node.get("disp") or ""
    )
    if name == "ut":
        return bool(_BREAK_IN_RTF.search(notation))
    return not _FORMATTING.search(notation.replace("&lt;", "<").replace("&gt;", ">"))


def _joined(text: str) -> str:
    """Return `text` with a space for each break that no space or end makes needless."""
    return _NEEDLESS.sub("", _BREAKS.sub(_BREAK, text)).replace(_BREAK, " ")
