"""The grammar of English figures: ¥128.2 billion, (3.7)%, down 3.7%, $3 to 5 million, two firms."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import en_calendar, en_marks, en_words, names, shared_calendar, units
from termalign.figures.notation import (
    NUMBER,
    RANGE,
    Found,
    Reading,
    Worth,
    either,
    figure_of,
    fold,
    plain_worth,
    scaled,
)

if TYPE_CHECKING:
    from termalign.records import Figure, FigureKind

_MONTH_STARTS = either({*en_calendar.MONTHS, *(name[:3] for name in en_calendar.MONTHS), "Sept"})
_ANYTHING = re.compile(rf"[0-9０-９]|{_MONTH_STARTS}|{en_words.STARTS}")
_ANCHOR = re.compile(rf"[0-9]|{_MONTH_STARTS}|{en_words.STARTS}")
_DIGIT = frozenset("0123456789")
_NUMBER = re.compile(NUMBER)

_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6,
    "mil.": 10**6, "mil": 10**6, "MM": 10**6, "bn": 10**9, "bil.": 10**9, "bil": 10**9,
    "tn": 10**12, "tr": 10**12, "k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "B": 10**9,
    "b": 10**9, "T": 10**12, "Million": 10**6, "Billion": 10**9, "Thousand": 10**3,
    "Trillion": 10**12,
}  # fmt: skip
_SHORT_SCALES = frozenset("kKMmBbT")  # scale words only after a currency: ¥3B, but 3M is a name
_SCALE = rf"\)?[ -]?(?P<scale>{either(_SCALES)})(?![A-Za-z])"
_SCALED = re.compile(_SCALE)
_UNIT = re.compile(
    r"\)?(?:"
    r"(?P<points>[ -]?(?:%|percent(?:age)?|per cent)?[ -]?(?:points?|ppts?|pts?|p\.p\.|pp)"
    r"(?![A-Za-z]))"
    r"|(?P<basis>[ -]?(?:bps?|basis points?)(?![A-Za-z]))"
    r"|(?P<permille> ?‰| per mil(?:le)?(?![a-z]))"
    r"|(?P<percent> ?%|[ -](?:percent|per cent|pct)(?![A-Za-z]))"
    r"|(?P<times>[ -]?(?:times|fold)(?![A-Za-z])|x(?![A-Za-z]))"
    rf"|[ -](?P<money>{either(units.EN_CURRENCIES)})(?![A-Za-z])"
    # "¥105 million year on year" measures nothing
    rf"|[ -](?P<measure>{either(units.EN_MEASURES)})(?![A-Za-z]|[ -](?:on|over)[ -])"
    rf"|[ -]?(?P<symbol>{either(units.SYMBOLS)})(?![A-Za-z0-9])"
    r"|[ -]?(?P<letter>[mgtL])(?![A-Za-z0-9])"
    rf"|[ -](?P<noun>{either(units.EN_NOUNS)})(?![A-Za-z])"
    rf"| (?P<code>{either(units.CODES)})(?![A-Za-z]))"
)
_NTH = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)(?![A-Za-z0-9])")
_RANK_HEADS = ("No. ", "No.", "number ", "Number ")
_RANK = re.compile(
    r"([0-9]{1,2})(?= (?:in |share|position|rank|place|market|maker|supplier|provider|player"
    r"|company|brand|spot|among|by )|[-](?:share|ranked))"
)
_SHARED = re.compile(rf"{RANGE}(?P<money>{either(units.MARKS)})?(?:[-−△▲(])?(?P<number>{NUMBER})")
_TERM = re.compile(
    r" (?:(?:fiscal|business|accounting) (?:years?|terms?|periods?)|terms?)(?![a-z])"
)
_SHARED_WORDS = re.compile(rf"{RANGE}(?:{en_words.STARTS})(?=[ -])| or (?:{en_words.STARTS})(?= )")
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]\.?m(?![a-z])|[0-9]{1,2}:[0-9]{2}(?![0-9])")
_DECADE = re.compile("[0-9]{1,3}0['’]?s(?![a-z])")
_MEASURING = rf"(?:{either([*_SCALES, *units.EN_CURRENCIES])})(?![A-Za-z])"  # (5) million, (1) yen
_LIST_MARK = re.compile(
    rf"\s*(?:\([0-9]{{1,2}}\)(?! ?{_MEASURING})(?= ?[A-Za-z])|[0-9]{{1,2}}(?:\)|\.(?![0-9])))"
)
_LISTED = re.compile(rf"[0-9]{{1,2}}\) ?(?!{_MEASURING})[A-Za-z]")
_CLOSING = re.compile(r"[0-9]\)\s*\Z")
# 1 dollar = ¥145, per 1 share: what a rate is taken on.
_BASE = re.compile(r"1 (?:US dollar|U\.S\. dollar|dollar|euro|pound|yuan) ?(?:=|to )|US\$1 ?=")

_LETTERS = re.compile("[A-Za-z]+")


class _Unit(NamedTuple):
    """What the words after a number make of it."""

    kind: FigureKind
    worth: Worth
    unit: str
    end: int


def find(text: str) -> tuple[Figure, ...]:
    """Return the figures of an English text in order; they do not overlap."""
    if not _ANYTHING.search(text):
        return ()
    folded = names.without_addresses(fold(text))
    mark = _LIST_MARK.match(folded)
    position = floor = mark.end() if mark else 0
    figures: list[Found] = []
    currency = ""
    while anchor := _ANCHOR.search(folded, position):
        found, position = _read(folded, anchor.start(), floor)
        if found is None:
            continue
        gap = folded[floor : found.start] if figures else ""
        if currency and found.unit == units.BARE and _JOINED.fullmatch(gap):
            found = found._replace(kind="amount", unit=currency)  # ¥8.0–9.5 billion
        currency = found.unit if found.kind == "amount" else ""
        floor = position
        figures.append(found)
    return tuple(figure_of(text, found) for found in en_marks.directed(folded, figures))


_JOINED = re.compile(RANGE)


def _read(text: str, start: int, floor: int) -> Reading:
    """Read the figure that begins at `start`."""
    if text[start] in _DIGIT:
        return _read_digits(text, start, floor)
    before = text[start - 1] if start else ""
    if before.isalpha():
        return None, start + 1
    reading = (
        en_calendar.read_month(text, start, floor)
        or en_calendar.read_worded_part(text, start)
        or en_words.read_share(text, start)
        or en_words.read_collective(text, start)
        or en_words.read_fraction(text, start)
        or en_words.read_ordinal(text, start)
    )
    if reading:
        return reading
    worded = None if en_words.is_idiom(text, start) else en_words.worded_worth(text, start)
    if worded is None:
        return None, start + _letters(text, start)
    worth, end = worded
    unit = _unit(text, end, worth) or _shared(text, end, worth, "")
    unit = unit or _Unit("count", worth, units.BARE, end)
    found = Found(unit.kind, unit.worth, unit.unit, start, unit.end)
    found = en_marks.with_marks(text, found, start, floor)
    return found, found.end


def _letters(text: str, start: int) -> int:
    """Return the length of the run of letters at `start`."""
    match = _LETTERS.match(text, start)
    return len(match[0]) if match else 1


def _read_digits(text: str, start: int, floor: int) -> Reading:
    number = _NUMBER.match(text, start)
    assert number
    end = number.end()
    before = text[start - 1] if start else ""
    if before.isascii() and before.isalpha():
        return _read_after_letter(text, start, floor)
    special = _read_special(text, start, floor)
    if special:
        return special
    return _read_amount(text, number, start, floor) or (None, end)


def _read_special(text: str, start: int, floor: int) -> Reading | None:
    """Read a date, period or ordinal that begins with a digit, or pass over a name."""
    reading = en_calendar.read_fiscal(text, start, floor) or en_calendar.read_date(text, start)
    reading = reading or en_calendar.read_era(text, start, floor)
    reading = reading or en_calendar.read_part(text, start)
    reading = reading or en_calendar.read_worded_part(text, start)
    if reading:
        return reading
    decade = _DECADE.match(text, start)
    if decade:
        return None, decade.end()
    if text[start - 1 : start] in {"'", "’"} and names.token_end(text, start) == start + 2:
        return None, start + 2  # Expo '75
    rank = _RANK.match(text, start) if text.endswith(_RANK_HEADS, floor, start) else None
    if rank:  # the No. 1 share is 第1位
        return Found(
            "count", Worth(Decimal(rank[1]), Decimal(1)), units.ORDINAL, start, rank.end(1)
        ), (rank.end(1))
    nth = _NTH.match(text, start)
    if nth:
        worth = Worth(Decimal(nth[1]), Decimal(1))
        term = _TERM.match(text, nth.end())
        if term:  # the 33rd fiscal year is 第33期
            return Found("period", worth, "term", start, term.end()), term.end()
        return Found("count", worth, units.ORDINAL, start, nth.end()), nth.end()
    base = _BASE.match(text, start) or _CLOCK.match(text, start)
    skipped = base.end() if base else names.dotted_end(text, start)
    if skipped:
        return None, skipped
    # "(1)" numbers a list; ¥(1) and JPY (1) are negative.
    bracketed = text[start - 1 : start] == "("
    alone = bracketed and not en_marks.currency_before(text, start, floor)
    listed = _LISTED.match(text, start) if alone else None
    if listed and not (floor and text[floor : start - 1].isspace()):
        return None, listed.end() - 1
    if not floor and alone and _CLOSING.match(text, start):
        return None, len(text)  # Results by segment (1)
    if names.has_name_before(text, start) or names.has_reference_mark(text, start):
        return None, names.token_end(text, start)
    return None


def _read_after_letter(text: str, start: int, floor: int) -> Reading:
    """Read a number that touches a letter: FY23, JPY3.4 bn, Q2 – or a name, IPv6."""
    letters = names.letters_before(text, start)
    reading: Reading | None = None
    if letters in {"FY", "FYE"}:
        reading = en_calendar.read_fiscal(text, start, floor)
    elif letters in {"Q", "H"}:
        reading = shared_calendar.read_lettered_part(text, start, letters)
    elif letters in units.MARKS:
        number = _NUMBER.match(text, start)
        reading = _read_amount(text, number, start, floor) if number else None
    if reading:
        return reading
    return None, names.token_end(text, start)


def _read_amount(text: str, number: re.Match[str], start: int, floor: int) -> Reading | None:
    """Read a number with its scale word, unit, sign, hedge and direction."""
    worth = plain_worth(number[0])
    if worth is None:
        return None
    end = number.end()
    money = en_marks.currency_before(text, start, floor)
    unit = _scaled_unit(text, end, worth, money) or _shared(text, end, worth, money)
    if unit is None:
        after = text[end : end + 1]
        if after.isascii() and after.isalpha():  # 5G, 4K, 24h365d
            return None, max(names.token_end(text, start), end)
        year = None if money else en_calendar.read_year(text, start)
        if year:
            return year
        unit = _Unit("count", worth, units.BARE, end)
    kind, worth, name, end = unit
    if money and kind == "count" and name == units.BARE:
        kind, name = "amount", money
    found = en_marks.with_marks(text, Found(kind, worth, name, start, end), start, floor)
    return found, found.end


def _scaled_unit(text: str, position: int, worth: Worth, money: str) -> _Unit | None:
    """Return the scale word and unit at `position`; None where neither stands."""
    scale = _SCALED.match(text, position)
    if scale and scale["scale"] in _SHORT_SCALES and not money:
        scale = None
    if scale:
        worth = scaled(worth, Decimal(_SCALES[scale["scale"]]))
        position = scale.end()
    unit = _unit(text, position, worth)
    if unit and unit.kind == "count" and money:
        unit = None  # ¥30 years ago
    if unit or not scale:
        return unit
    return _Unit("count", worth, units.BARE, position)


def _unit(text: str, position: int, worth: Worth) -> _Unit | None:
    match = _UNIT.match(text, position)
    if not match:
        return None
    group, end = match.lastgroup, match.end()
    assert group
    if group == "permille":
        return _Unit("percent", scaled(worth, Decimal("0.1")), units.PERCENT, end)
    if group == "percent":
        return _Unit("percent", worth, units.PERCENT, end)
    if group == "points":
        return _Unit("points", worth, units.POINTS, end)
    if group == "basis":
        return _Unit("points", scaled(worth, Decimal("0.01")), units.POINTS, end)
    if group == "times":
        return _Unit("multiple", worth, units.TIMES, end)
    if group == "money":
        return _Unit("amount", worth, units.EN_CURRENCIES[match["money"]], end)
    if group == "code":
        return _Unit("amount", worth, units.MARKS[match["code"]], end)
    if group == "letter":
        return _Unit("count", worth, match["letter"], end)
    table = {"measure": units.EN_MEASURES, "symbol": units.SYMBOLS, "noun": units.EN_NOUNS}[group]
    return _Unit("count", worth, table[match[group]], end)


def _shared(text: str, end: int, worth: Worth, money: str) -> _Unit | None:
    """Return the first of $3 to 5 million, whose scale stands with the second; None for none."""
    words = _SHARED_WORDS.match(text, end)
    if words:
        unit = _unit(text, words.end(), worth)  # from five to six years
        return unit._replace(end=end) if unit else None
    second = _SHARED.match(text, end)
    if not second or (second["money"] and not money):
        return None
    # "from ¥3 to ¥5 million" shares the scale too: nobody writes three yen beside five million.
    unit = _scaled_unit(text, second.end(), worth, money or units.MARKS.get(second["money"], ""))
    return unit._replace(end=end) if unit else None
