"""Numbers as Excel and PowerPoint show them: `#,##0;△#,##0` makes -57 to △57, `0.0%` 0.074 to 7.4%.

What a format says of colour, width and locale shows in no text: [Red], [$-411], _), *x.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"

# The formats a file names by number alone. 27–36 and 50–58 are those of a Japanese Excel.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0;-#,##0;-", 42: "¥#,##0;¥-#,##0;¥-",
    43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;¥-#,##0.00;¥-", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "[$-411]ge.m.d", 51: '[$-411]ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: "[$-411]ge.m.d", 58: '[$-411]ggge"年"m"月"d"日"',
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?:.)|\*(?:.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])|(?P<ampm>[Aa][Mm]/[Pp][Mm]|[Aa]/[Pp])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[gG]+|[eE](?![+-])|[aA]{3,4}|[rR]{1,2})"
    r"|(?P<exponent>[eE][+-](?=[0#?]))|(?P<digits>[0#?.,/]+)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))$")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?$")
_ELAPSED = re.compile(r"(h+|m+|s+)$", re.IGNORECASE)
_LONGEST = 255  # signs of a format: Excel writes no longer one
_MOST_PLACES = 30  # after the point: more a format may not have in Excel
_SIGNIFICANT = 11  # digits that a cell of General format shows
_SECONDS = 86_400
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's days know no zone
_LAST_DAY = 2_958_465  # 9999-12-31
_FOUR_YEARS = 1462  # days by which a Macintosh workbook of 1904 counts behind

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JAPANESE_DAYS = "月火水木金土日"
_ERAS = (  # first day, and the names that g, gg and ggg show
    (datetime(2019, 5, 1), ("R", "令", "令和")),  # noqa: DTZ001
    (datetime(1989, 1, 8), ("H", "平", "平成")),  # noqa: DTZ001
    (datetime(1926, 12, 25), ("S", "昭", "昭和")),  # noqa: DTZ001
    (datetime(1912, 7, 30), ("T", "大", "大正")),  # noqa: DTZ001
    (datetime(1868, 1, 25), ("M", "明", "明治")),  # noqa: DTZ001
)


class Token(NamedTuple):
    """A piece of a format: what it is, and its text."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of a format's parts between semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        """Tell whether a piece of this kind stands in it."""
        return any(token.kind == kind for token in self.tokens)


def shown(value: str, code: str = GENERAL, *, from_1904: bool = False) -> str:
    """Return what a program shows for the number `value`, written as files write it, in a format.

    What is no number comes back as it is.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 400:
        return value
    sections = _sections(code or GENERAL)
    section, own_sign = _section_for(sections, number)
    if section.has("date") or section.has("elapsed"):
        days = number + (_FOUR_YEARS if from_1904 else 0)
        return _date(section, days) if 0 <= days <= _LAST_DAY else "#" * 8
    sign = "" if own_sign or number >= 0 else "-"
    number = abs(number)
    if section.has("text"):
        return sign + shown_text(_general(number), code)
    if section.has("general"):
        return sign + _filled(section, _general(number))
    if not section.has("digits"):
        return sign + _filled(section, "")
    text, is_zero = _digits(section, number)
    return ("" if is_zero else sign) + text


def shown_text(text: str, code: str = GENERAL) -> str:
    """Return what a program shows for a text in a format: `"約"@` puts 約 before it."""
    section = _sections(code or GENERAL)[-1]
    if not section.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for found in _TOKEN.finditer(code[:_LONGEST]):
        kind = found.lastgroup or "none"
        text = found.group(kind) if found.lastgroup else ""
        if kind == "literal" and text == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
            continue
        if kind == "bracket":
            token, condition = _bracket(text, condition)
            tokens += [token] if token else []
        elif kind in ("quoted", "escaped", "literal"):
            tokens.append(Token("literal", text))
        elif kind != "none":
            tokens.append(Token(kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections)


def _bracket(
    text: str, condition: tuple[str, Decimal] | None
) -> tuple[Token | None, tuple[str, Decimal] | None]:
    """Return what [$¥-411] and [h] show, or the condition that [<1000] sets."""
    asked, currency = _CONDITION.match(text), _CURRENCY.match(text)
    if asked:
        return None, (asked[1], Decimal(asked[2]))
    if currency:
        return (Token("literal", currency[1]) if currency[1] else None), condition
    if _ELAPSED.match(text):
        return Token("elapsed", text.lower()), condition
    return None, condition  # a colour


def _section_for(sections: tuple[Section, ...], number: Decimal) -> tuple[Section, bool]:
    """Return the section that shows a number, and whether it shows the sign by itself."""
    for section in sections:
        if section.condition and _meets(number, section.condition):
            return section, _is_of_negatives(section.condition)
    numeric = [
        section
        for section in sections[:3]
        if section.condition is None and not (section.has("text") and len(sections) > 1)
    ]
    if not numeric:
        return sections[0], False
    if any(section.condition for section in sections):
        return numeric[-1], False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True  # by the value, not by what is left of it: -0.4 under 0;△0 is △0
    if number == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _meets(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _is_of_negatives(condition: tuple[str, Decimal]) -> bool:
    """Tell whether only negative numbers meet a condition: their section shows its own sign."""
    sign, bound = condition
    return sign in ("<", "<=", "=") and (bound < 0 or (sign == "<" and bound == 0))


def _general(number: Decimal) -> str:
    """Return a number as a cell of General format shows it: up to eleven digits."""
    if number and (number >= Decimal(10) ** 11 or number < Decimal("1e-9")):
        mantissa = f"{number:.5E}".replace("E+", "E").replace("E-", "E~")
        digits, _, power = mantissa.partition("E")
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        sign, power = ("-", power[1:]) if power.startswith("~") else ("+", power)
        return f"{digits}E{sign}{int(power):02}"
    whole = len(str(int(number)))
    places = max(0, _SIGNIFICANT - 1 - whole)
    text = f"{_rounded(number, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 420
        # A file writes 0.285 as 0.28499999999999998: Excel shows fifteen digits of it.
        exact = +number if number == number.to_integral() else Decimal(f"{number:.15g}")
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _filled(section: Section, number: str) -> str:
    """Return a section's literals with the number at its first place for one."""
    return "".join(
        number if token.kind == "general" else token.text
        for token in section.tokens
        if token.kind in ("general", "literal", "percent")
    )


def _digits(section: Section, number: Decimal) -> tuple[str, bool]:
    """Return a number in a section of 0, # and commas, and whether it shows as zero."""
    runs = [token.text for token in section.tokens if token.kind == "digits"]
    if section.has("exponent"):
        return _scientific(section, number), False
    if any("/" in run for run in runs):
        at = [i for i, token in enumerate(section.tokens) if token.kind == "digits"]
        tokens = section.tokens[: at[0] + 1] + section.tokens[at[-1] + 1 :]
        return _filled_digits(Section(tokens), _fraction(number, "".join(runs))), False
    pattern = "".join(runs)
    scale = 0
    bare = pattern.rstrip(",")
    scale -= 3 * (len(pattern) - len(bare))
    whole_pattern, _, decimals = bare.partition(".")
    decimals = decimals[:_MOST_PLACES]
    trailing = len(whole_pattern) - len(whole_pattern.rstrip(","))  # #,##0,.0
    scale -= 3 * trailing
    scale += 2 * sum(token.kind == "percent" for token in section.tokens)
    grouped = "," in whole_pattern.strip(",")
    whole_pattern = whole_pattern.replace(",", "")
    places = len(decimals.replace(",", ""))
    rounded = _rounded(number.scaleb(scale), places)
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_pattern.count("0"), "0")
    if grouped:
        whole = _grouped(whole)
    while part and decimals[len(part) - 1] in "#?" and part[-1] == "0":
        part = part[:-1]
    text = f"{whole}.{part}" if part or decimals else whole
    if decimals and not part:
        text = f"{whole}."
    return _filled_digits(section, text), rounded == 0


def _grouped(whole: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)


def _filled_digits(section: Section, text: str) -> str:
    """Return a section with the number in it, from the right: 0"円"00"銭", 23円00銭."""
    pieces: list[str] = []
    left = sum(token.kind == "digits" for token in section.tokens)
    for token in reversed(section.tokens):
        if token.kind == "digits":
            left -= 1
            cut = 0 if not left or "." in text else max(0, len(text) - len(token.text))
            pieces.append(text[cut:])
            text = text[:cut]
        elif token.kind in ("literal", "percent"):
            pieces.append("%" if token.kind == "percent" else token.text)
    return "".join(reversed(pieces)).strip()


def _scientific(section: Section, number: Decimal) -> str:
    runs = [token.text for token in section.tokens if token.kind == "digits"]
    places = len(runs[0].partition(".")[2])
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        mantissa, _, power = (f"{number:.{places}E}" if number else f"{0:.{places}E}").partition(
            "E"
        )
    width = len(runs[1]) if len(runs) > 1 else 2
    plus = next(token.text for token in section.tokens if token.kind == "exponent")[1] == "+"
    sign = "-" if power.startswith("-") else "+" if plus else ""
    return f"{mantissa}E{sign}{abs(int(power)):0{width}}"


def _fraction(number: Decimal, pattern: str) -> str:
    """Return 1 1/2 for 1.5, the denominator as long as the format says."""
    from fractions import Fraction

    below = pattern.rpartition("/")[2]
    most = 10 ** min(max(1, len(below)), 4) - 1
    whole = int(number)
    part = Fraction(number - whole).limit_denominator(most)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    if not part:
        return str(whole)
    return f"{whole or ''} {part.numerator}/{part.denominator}".strip()


def _date(section: Section, days: Decimal) -> str:
    """Return a day or time in a section of y, m, d, h, s, g and e."""
    seconds = int((days * _SECONDS).to_integral_value(ROUND_HALF_UP))
    # Excel counts a 29 February 1900: days before it are one later.
    early = 1 if 0 < days < 60 else 0
    moment = _FIRST_DAY + timedelta(seconds=seconds, days=early)
    halved = section.has("ampm")
    written = []
    previous = ""
    for place, token in enumerate(section.tokens):
        kind, text = token
        if kind == "date" and text[0] in "mM" and _is_minutes(section, place, previous):
            written.append(f"{moment.minute:0{min(2, len(text))}}")
        elif kind == "date":
            written.append(_date_part(moment, text, halved=halved))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            written.append(f"{seconds // unit:0{len(text)}}")
        elif kind == "ampm":
            names = ("AM", "PM") if len(text) > 3 else ("A", "P")
            written.append(names[moment.hour >= 12])
        elif kind in ("literal", "percent", "digits"):
            written.append(text)
        if kind in ("date", "elapsed"):
            previous = text[0].lower()
    return "".join(written).strip()


def _is_minutes(section: Section, place: int, previous: str) -> bool:
    """Tell whether m is minutes: after hours, or before seconds."""
    after = next(
        (t.text[0].lower() for t in section.tokens[place + 1 :] if t.kind in ("date", "elapsed")),
        "",
    )
    return previous == "h" or after == "s"


def _date_part(moment: datetime, text: str, *, halved: bool) -> str:
    """Return what one run of letters shows of a moment."""
    letter, length = text[0].lower(), len(text)
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    era_day, era = next((e for e in _ERAS if e[0] <= moment), _ERAS[-1])
    if letter == "y":
        return f"{moment.year % 100:02}" if length <= 2 else str(moment.year)
    if letter == "m":
        name = _MONTHS[moment.month - 1]
        return _named(name, moment.month, length)
    if letter == "d":
        return _named(_DAYS[moment.weekday()], moment.day, length)
    if letter == "a":
        return _JAPANESE_DAYS[moment.weekday()] + ("曜日" if length > 3 else "")
    if letter == "h":
        return f"{hour:0{min(2, length)}}"
    if letter == "s":
        return f"{moment.second:0{min(2, len(text.partition('.')[0]))}}"
    if letter == "g":
        return era[min(length, 3) - 1]
    year = str(moment.year - era_day.year + 1)
    return era[2] + year if letter == "r" and length > 1 else year


def _named(name: str, number: int, length: int) -> str:
    """Return a month or day as 1, 01, Jan, January or J."""
    if length <= 2:
        return f"{number:0{length}}"
    return {3: name[:3], 5: name[0]}.get(length, name)
