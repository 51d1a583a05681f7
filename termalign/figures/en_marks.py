"""What stands around an English number: signs, currency, parentheses, hedges, directions."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from termalign.figures import bounds, units
from termalign.figures.notation import NUMBER, Found, either, negated

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(NUMBER)
# Longest first, so that "just under" is not read as "under".
_HEDGES = sorted(bounds.EN_BEFORE, key=len, reverse=True)
_SPELLINGS = tuple(
    spelling + gap
    for hedge in _HEDGES
    for spelling in (hedge, hedge.capitalize())
    for gap in ((" ",) if hedge[-1].isalpha() else (" ", ""))
)
_SIGNS = frozenset("△▲±+-−–‐—¥\\$€£(")
_MARKS = re.compile(
    r"(?P<sign>[△▲] ?|±|(?<![0-9A-Za-z%)])[-−–‐—]|\+)?(?P<outer>\()?"
    rf"(?:(?P<money>{either(units.MARKS)}) ?(?P<inner>[△▲−-]|\+)?)?(?P<paren>\()?$"
)
_MARKS_WINDOW = 8  # characters: the longest of △(US$(
_SIGN_WORDS = {"minus ": True, "negative ": True, "plus ": False}
_CODES = tuple(mark for mark in units.MARKS if mark[-1].isalpha())
_AFTER_HEDGE = re.compile(rf" (?P<hedge>{either(bounds.EN_AFTER)})(?![A-Za-z])")

_UP = (
    "increased", "increases", "increase", "increasing", "rose", "rises", "rise", "rising", "up",
    "grew", "grows", "growth", "growing", "grown", "grow", "gained", "gains", "gain", "higher",
    "climbed", "jumped", "jump", "surged", "surge", "expanded", "exceeded", "exceeding", "raised",
    "soared", "advanced", "swelled", "rebounded",
)  # fmt: skip
_DOWN = (
    "decreased", "decreases", "decrease", "decreasing", "down", "fell", "falls", "fall", "fallen",
    "declined", "declines", "decline", "declining", "dropped", "drops", "drop", "lowered", "lower",
    "reduced", "reduce", "reduction", "reducing", "cut", "shrank", "contracted", "slid", "plunged",
    "dipped", "slipped", "tumbled", "plummeted", "sank", "slumped", "retreated", "weakened",
)  # fmt: skip
# After a figure a direction, before one a bound: "3.1% below the year before", "below 5%".
_AFTER_ONLY = {"above": 1, "below": -1, "short": -1}
_WAYS = dict.fromkeys(_UP, 1) | dict.fromkeys(_DOWN, -1) | _AFTER_ONLY
_WAY = re.compile(rf"(?:{either([*_WAYS, *(word.capitalize() for word in _WAYS)])})(?![A-Za-z-])")
# Between the word and the number: "decreased by 3.7%", "up year on year 5.1%"; after these words
# it is a level, or another clause's: "fell to ¥2 billion".
_BLOCKED = re.compile(
    r"[0-9.,;:()]"
    r"| (?:to|from|at|with|and|while|but|in|on|for|as|which|or|due|because|compared|than) "
)
_ON_YEAR = re.compile(r"on (?:year|a )")
# "¥88.4 billion fell short": a verb after a figure has it for its subject.
_VERBS = re.compile("rose|grew|grow|rise|fell|fall|slid|shrank|.*ed", re.IGNORECASE)
# Verbs that "down" and "up" belong to: breaks down into, made up total costs.
_PHRASED = ("break ", "breaks ", "broken ", "broke ", "make ", "makes ", "made ", "making ")
_REACH = 30  # characters between the word and the number
# After the number: "a 0.6 pt decrease", "5.1% year-on-year growth".
_TURNED = re.compile(
    "(?:[ -](?:year|Year|YoY|yoy|y/y|QoQ|on|over|percentage|points?|annual|net|quarter|a|the))*[ -]"
)
_TURN_REACH = 36
_DIRECTED_KINDS = frozenset({"percent", "points", "amount", "count"})


def currency_before(text: str, start: int, floor: int) -> str:
    """Return the currency whose mark stands before the number: "JPY" for ¥, ¥( and US$ alike."""
    if start == floor or (text[start - 1] not in _SIGNS and not _code_before(text, start, floor)):
        return ""
    marks = _MARKS.search(text, max(floor, start - _MARKS_WINDOW), start)
    return units.MARKS[marks["money"]] if marks and marks["money"] else ""


def _code_before(text: str, start: int, floor: int) -> bool:
    end = start - 1 if text[start - 1] == " " else start
    return text.endswith(_CODES, floor, end)


def with_marks(text: str, found: Found, start: int, floor: int) -> Found:
    """Return `found` with the sign, currency mark, parenthesis and hedge around it.

    `start` is where the number begins; nothing before `floor` is looked at.
    """
    found = _marked(text, found, start, floor)
    found = _hedged(text, found, floor)
    after = _AFTER_HEDGE.match(text, found.end)
    if after and not found.hedge:
        return found._replace(hedge=after["hedge"])
    return found


def _marked(text: str, found: Found, start: int, floor: int) -> Found:
    if start == floor or (text[start - 1] not in _SIGNS and not _code_before(text, start, floor)):
        return _signed_in_words(text, found, floor)
    marks = _MARKS.search(text, max(floor, start - _MARKS_WINDOW), start)
    if not marks or not marks[0].strip():
        return found
    sign = (marks["sign"] or marks["inner"] or "").strip()
    begin = start - len(marks[0].lstrip())
    if not sign and (marks["outer"] or marks["paren"]):
        return _parenthesised(text, found, start, marks)
    if marks["outer"] or marks["paren"]:  # -(5): the sign speaks
        begin = max(begin, marks.end("outer"))
    found = found._replace(start=begin, sign=sign)
    return negated(found) if sign and sign not in "+±" else found


def _signed_in_words(text: str, found: Found, floor: int) -> Found:
    for word, negative in _SIGN_WORDS.items():
        if text.endswith(word, floor, found.start):
            found = found._replace(start=found.start - len(word), sign=word.strip())
            return negated(found) if negative else found
    return found


def _parenthesised(text: str, found: Found, start: int, marks: re.Match[str]) -> Found:
    """Return the figure of (1,507), ¥(5) million, (3.7)%, (3.7%); or of one in a mere aside.

    Where the number alone stands in the parenthesis it is negative. (3.7%) may be a minus or an
    aside, as in "Kasumidai Trust (18.4%)": it is read as positive, and its sign says "()".
    """
    number = _NUMBER.match(text, start)
    if number and text[number.end() : number.end() + 1] == ")":
        begin = start - len(marks[0].lstrip())
        end = max(found.end, number.end() + 1)
        return negated(found._replace(start=begin, end=end, sign="()"))
    closed = text[found.end : found.end + 1] == ")"
    begin = marks.end("outer") if marks["outer"] else start
    return found._replace(start=begin, sign="()" if closed else "")


def _hedged(text: str, found: Found, floor: int) -> Found:
    begin = found.start
    if begin == floor or not text.endswith(_SPELLINGS, floor, begin):
        return found
    spelling = next(s for s in _SPELLINGS if text.endswith(s, floor, begin))
    start = begin - len(spelling)
    if spelling[0].isalpha() and start and text[start - 1].isalpha():
        return found  # "moreover 5", "lesson about"
    if spelling == "up to " and text.endswith(("add ", "adds ", "added ", "adding "), 0, start):
        return found
    return found._replace(start=start, hedge=text[start:begin].strip())


def directed(text: str, figures: Sequence[Found]) -> list[Found]:
    """Return the figures with the direction that words give them: down 3.7%, a 0.6 pt decrease."""
    ways = [
        match
        for match in _WAY.finditer(text)
        if not (match.start() and (text[match.start() - 1].isalpha()))
        and not text.endswith(_PHRASED, 0, match.start())
    ]
    if not ways:
        return list(figures)
    starts = [way.start() for way in ways]
    turned = []
    for found in figures:
        if not found.sign and found.kind in _DIRECTED_KINDS:
            after = bisect_left(starts, found.end)
            following = ways[after] if after < len(ways) else None
            index = bisect_left(starts, found.start)
            turned.append(_turned(text, found, ways[index - 1] if index else None, following))
        else:
            turned.append(found)
    return turned


def _turned(
    text: str, found: Found, before: re.Match[str] | None, following: re.Match[str] | None
) -> Found:
    if following and following.start() - found.end <= _TURN_REACH:
        gap = text[found.end : following.start()]
        verb = _VERBS.fullmatch(following[0])
        if _TURNED.fullmatch(gap) and not verb and not text.startswith(" to ", following.end()):
            return _with_way(found, following)
    if before and before[0] not in _AFTER_ONLY and found.start - before.end() <= _REACH:
        gap = _ON_YEAR.sub("", text[before.end() : found.start] + " ")
        if not _BLOCKED.search(gap):
            return _with_way(found, before)
    return found


def _with_way(found: Found, way: re.Match[str]) -> Found:
    found = found._replace(sign=way[0])
    return negated(found) if _WAYS[way[0].lower()] < 0 else found
