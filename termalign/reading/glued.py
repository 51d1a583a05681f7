"""Japanese text whose line breaks were lost: whole pages of a securities report in one line.

What can be told apart is: 【事業の内容】, ＜サービス＞, (1) and ① with their headings, うち rows,
and paragraphs, which two spaces or a space after 。 part. Cells of a table cannot.
"""

from __future__ import annotations

import re

from termalign.text import bracketed

_GLUED_FROM = 400  # characters; no printed line holds more, a bullet of a deck held 260 at most
_SENTENCES = 2

# Where something new begins. A circled number counts after a noun (特色①販売網の変遷), not in a
# list that runs within a sentence (、①…, の①…).
_NEW = re.compile(
    r"(?<=。)\s+"
    r"|(?<=\S)[ \u00a0\u3000]{2,}"
    r"|(?<=[。】＞)）])(?=[①-⑳])"
    r"|(?<=[一-龠々ァ-ヶー])(?=[①-⑳])"
    r"|(?<!\s)\s++(?=[①-⑳]|[(（]\d{1,2}[)）]|[(（]注|[a-z][)）]|うち、)"
    r"|(?<=】)(?=\S)"
    r"|(?<=\S)(?=＜)|(?<=＞)"
    r"|(?<=。)(?=[(（](?:\d{1,2}|注)[)）]|[a-z][)）])"
)
_LONGEST_BRACKETS = 300
# (1) 当社グループの販売網 | 当社は、全国に…: in such reports the text under a heading
# opens with 当社, or with the words of the heading itself.
_HEADING = re.compile(
    r"(?P<heading>(?:[(（]\d{1,2}[)）]|[①-⑳]|[a-z][)）])\s?(?P<title>[^。、]{2,40}?))"
    r"(?=当社(?:グループ)?(?:は|の|及び|では)|(?P=title))"
)


def unglued(line: str) -> list[str]:
    """Return the pieces of a line that holds whole paragraphs; any other line as it is."""
    if len(line) < _GLUED_FROM or line.count("。") < _SENTENCES:
        return [line]
    spans = bracketed(line, _LONGEST_BRACKETS)
    pieces: list[str] = []
    start = at = 0
    for new in _NEW.finditer(line):
        while at < len(spans) and spans[at][1] <= new.start():
            at += 1
        if at < len(spans) and spans[at][0] < new.start() < spans[at][1]:
            continue  # (詳細は、「第１  企業の概況  ２  沿革」をご参照下さい。)
        pieces.append(line[start : new.start()])
        start = new.end()
    pieces.append(line[start:])
    return [part for piece in pieces if piece.strip() for part in _headed(piece)]


def _headed(piece: str) -> list[str]:
    found = _HEADING.match(piece)
    return [piece[: found.end()], piece[found.end() :]] if found else [piece]
