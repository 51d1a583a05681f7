"""English numbers in words: twenty-three, a quarter, doubled, 48th; and the words about figures."""

from __future__ import annotations

import re
from decimal import Decimal

from termalign.figures import units
from termalign.figures.notation import Found, Reading, Worth, either, fraction_worth

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
           "trillion": 10**12}  # fmt: skip
_CARDINALS = {word: value for value, word in enumerate(_ONES, 1)} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
         "tenth", "eleventh", "twelfth"), 1)
} | {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5}
_MULTIPLES = {
    "doubling": "2", "doubled": "2", "doubles": "2", "double": "2", "twofold": "2", "twice": "2",
    "tripled": "3", "triple": "3", "threefold": "3", "quadrupled": "4", "fourfold": "4",
    "fivefold": "5", "sixfold": "6", "tenfold": "10", "halved": "0.5", "halving": "0.5",
    "halve": "0.5",
}  # fmt: skip

_COLLECTIVES = {
    "decade": (10, "year"), "dozen": (12, units.BARE), "centenary": (100, "anniversary"),
    "centennial": (100, "anniversary"),
}  # fmt: skip
_WORDS = sorted({*_CARDINALS, *_ORDINALS, *_MULTIPLES, "half", "hundred", "quarter", *_COLLECTIVES})
STARTS = either([*_WORDS, *(word.capitalize() for word in _WORDS)])
_END = "(?![A-Za-z])"
_CARDINAL = re.compile(
    rf"(?P<tens>{either(_TENS)})(?:[- ](?P<unit>{either(_ONES[:9])}))?{_END}"
    rf"|(?P<one>{either(_ONES)}){_END}|(?P<hundred>hundred){_END}",
    re.IGNORECASE,
)
_SCALE = re.compile(rf" ({either(_SCALES)}){_END}", re.IGNORECASE)
_FRACTION = re.compile(
    rf"(?P<count>{either(_ONES[:9])})(?:[- ](?P<part>half|halves|thirds?|fourths?|fifths?)"
    r"|-(?P<joined>quarters?)| (?P<loose>quarters?)(?= of))"
    rf"{_END}(?![- ](?:quarter|half|straight|consecutive|place))",
    re.IGNORECASE,
)
# two and a half years, one year and a half; "a year and a half" is read at its half
_AND_A_HALF = re.compile(
    rf"(?P<one>{either(_ONES[:12])}) (?:years? and a half|and a half years){_END}", re.IGNORECASE
)
_YEAR_AND_A = re.compile(r"(?<![A-Za-z])a year and a $", re.IGNORECASE)
_HALF = re.compile(rf"half{_END}(?!-)", re.IGNORECASE)
_NOT_HALF = re.compile(r"(?:first|second|latter|1st|2nd|other)[- ]$|one[- ]$", re.IGNORECASE)
_SHARE = re.compile(r"(third|quarter|fourth|fifth)(?= of(?![a-z]))", re.IGNORECASE)
_CHANGED_BY = re.compile(
    r"(third|quarter|fourth|fifth)"
    r"(?= (?:to|from|compared|year|over|versus|relative|on|in|since)(?![a-z])|[.,;)]|$)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?<![A-Za-z])by (?:about |nearly |almost |roughly )?an? $", re.IGNORECASE)
_COLLECTIVE = re.compile(rf"(?:{either(_COLLECTIVES)}){_END}(?!-)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![A-Za-z])an? $", re.IGNORECASE)
_MULTIPLE = re.compile(rf"({either(_MULTIPLES)}){_END}(?!-)", re.IGNORECASE)
_ORDINAL = re.compile(rf"({either(_ORDINALS)}){_END}(?!-part|-class|-hand)", re.IGNORECASE)
_RANKED = re.compile("-(?:largest|biggest|highest|lowest|ranked|placed)")
_IDIOM = re.compile(rf"one(?: of{_END}| another|-time|-off|-stop| by one|self)", re.IGNORECASE)
_BEFORE_IDIOM = re.compile(r"(?:no|any|every|some|the|which)[- ]$", re.IGNORECASE)
_WINDOW = 8
_BY_WINDOW = 16


def worded_worth(text: str, start: int) -> tuple[Worth, int] | None:
    """Return the worth of "twenty-three" or "two hundred million", and its end; None for none."""
    match = _CARDINAL.match(text, start)
    if not match:
        return None
    if match["hundred"]:
        value = 100
    elif match["one"]:
        value = _CARDINALS[match["one"].lower()]
    else:
        value = _CARDINALS[match["tens"].lower()]
        value += _CARDINALS[match["unit"].lower()] if match["unit"] else 0
    end, step = match.end(), 1
    while scale := _SCALE.match(text, end):
        value *= _SCALES[scale[1].lower()]
        step *= _SCALES[scale[1].lower()]
        end = scale.end()
        if len(str(value)) > 15:
            break
    return Worth(Decimal(value), Decimal(step)), end


def read_collective(text: str, start: int) -> Reading | None:
    """Read "decade" as ten years, "dozen" as twelve; None for other words and for plurals."""
    match = _COLLECTIVE.match(text, start)
    if not match:
        return None
    value, unit = _COLLECTIVES[match[0].lower()]
    worth = Worth(Decimal(value), Decimal(1))
    return Found("count", worth, unit, start, match.end()), match.end()


def read_fraction(text: str, start: int) -> Reading | None:
    """Read "half", "two-thirds", "a quarter of", "doubled" as multiples; None for other words."""
    longer = _AND_A_HALF.match(text, start)
    if longer:
        return _years_and_a_half(_CARDINALS[longer["one"].lower()], start, longer.end())
    match = _FRACTION.match(text, start)
    if match:
        part = match["part"] or match["joined"] or match["loose"]
        count = _CARDINALS[match["count"].lower()]
        parts = _PARTS[part.lower().removesuffix("s").replace("halve", "half")]
        return _share(count, parts, start, match.end())
    match = _MULTIPLE.match(text, start)
    if match:
        worth = Worth(Decimal(_MULTIPLES[match[1].lower()]), Decimal("0.1"))
        return Found("multiple", worth, units.TIMES, start, match.end()), match.end()
    match = _HALF.match(text, start)
    year = _YEAR_AND_A.search(text, max(0, start - _BY_WINDOW), start) if match else None
    if match and year:
        return _years_and_a_half(1, year.start(), match.end())
    if match and not _NOT_HALF.search(text, max(0, start - _WINDOW), start):
        return _share(1, _PARTS["half"], start, match.end())
    return None


def read_share(text: str, start: int) -> Reading | None:
    """Read "quarter" in "a quarter of sales", "fell by a quarter"; None for other quarters."""
    match = _SHARE.match(text, start)
    if not match or not _ARTICLE.search(text, max(0, start - _WINDOW), start):
        match = _CHANGED_BY.match(text, start)
        if not match or not _BY.search(text, max(0, start - _BY_WINDOW), start):
            return None
    return _share(1, _PARTS[match[1].lower()], start, match.end())


def read_ordinal(text: str, start: int) -> Reading | None:
    """Read "third" in "third straight year"; None for what is no ordinal (third-party)."""
    match = _ORDINAL.match(text, start)
    if not match:
        return None
    joined = text[match.end() : match.end() + 1] == "-"
    if joined and not _RANKED.match(text, match.end()):
        return None
    worth = Worth(Decimal(_ORDINALS[match[1].lower()]), Decimal(1))
    return Found("count", worth, units.ORDINAL, start, match.end()), match.end()


def is_idiom(text: str, start: int) -> bool:
    """Tell whether a cardinal is no number here: one of, no one, one-time."""
    before = _BEFORE_IDIOM.search(text, max(0, start - _WINDOW), start)
    return bool(_IDIOM.match(text, start)) or (
        before is not None and text[start : start + 3].lower() == "one"
    )


def _years_and_a_half(years: int, start: int, end: int) -> Reading:
    worth = Worth(years + Decimal("0.5"), Decimal("0.5"))
    return Found("count", worth, "year", start, end), end


def _share(count: int, parts: int, start: int, end: int) -> Reading:
    worth = fraction_worth(Decimal(count), Decimal(parts))
    return Found("multiple", worth, units.TIMES, start, end), end
