"""Questions and answers: where one begins, and what it says without its mark."""

from __future__ import annotations

import re

# Q1. · Q: · Ｑ３　· 問３ · 質問2 · 【回答】; Q1 revenue is that of a quarter, Q&A a title.
_CLOSED = r"\s*(?:[.．:：)）】］\]＞>]+|\u3000)"
_MARK = re.compile(
    r"\s*[【［\[＜<]?(?:"
    rf"(?P<question>[QＱ]|Question|質問|問)|[AＡ]|Answer|回答|答)\s*(?:[0-9０-９]{{0,3}}{_CLOSED}"
    r"|(?<=[問答])[0-9０-９]{1,3}(?=\s))\s*"
)


def begins_question(text: str) -> bool:
    """Tell whether a text begins with the mark of a question."""
    match = _MARK.match(text)
    return bool(match and match["question"])


def without_mark(text: str) -> str:
    """Return a text without the mark of a question or answer that it begins with.

    The number tells nothing: another briefing's Q3 is another question.
    """
    match = _MARK.match(text)
    return text[match.end() :] if match else text
