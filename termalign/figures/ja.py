"""The grammar of Japanese figures: 1,282.0億円, △3.7％, 4億2,000万円, 3割5分, 80～95億円, 二社."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from termalign.figures import bounds, days, ja_calendar, names, shared_calendar, units
from termalign.figures.notation import (
    KANJI_DIGIT,
    KANJI_DIGITS,
    KANJI_NUMERAL,
    NUMBER,
    RANGE,
    Found,
    Reading,
    Worth,
    either,
    figure_of,
    fold,
    fraction_worth,
    japanese_worth,
    negated,
    plain_worth,
    scaled,
)

if TYPE_CHECKING:
    from termalign.records import Figure, FigureKind

_PERIOD_WORDS = {
    "上半期": "1H", "上期": "1H", "下半期": "2H", "下期": "2H", "中間期": "1H",
    "中間連結会計期間": "1H", "中間会計期間": "1H", "中間連結": "1H",
}  # fmt: skip
_MULTIPLE_WORDS = {"倍増": "2", "半減": "0.5", "半分": "0.5", "半数": "0.5"}
_WORDS = (*_PERIOD_WORDS, *_MULTIPLE_WORDS)
_STARTS = rf"{KANJI_DIGIT}十百千]|{either(days.ERAS)}|{either(_WORDS)}"
_ANYTHING = re.compile(f"[0-9０-９{_STARTS}")  # the text is not folded yet
_ANCHOR = re.compile(f"[0-9{_STARTS}")
_DIGIT = frozenset("0123456789")

# 百 and 千 begin a name in 10百貨店, 5千葉.
_SCALE = r"(?:百万|千万|十億|百億|千億|[万億兆]|[百千](?!貨|葉|代田|科))"
_NUMBER = re.compile(NUMBER)
_NUMERAL = re.compile(
    rf"{NUMBER}(?: {_SCALE}(?: {NUMBER} {_SCALE})+"  # 1 万 6 千人
    rf"|(?: ?{_SCALE}+(?:{NUMBER}{_SCALE}+)*(?:{NUMBER})?)?)"
)
# 慶長5年(1600年): an era we do not know, with the year we do.
_OLD_ERA = re.compile(r"[0-9]{1,2}年(?:閏?[0-9]{1,2}月(?:[0-9]{1,2}日)?)?\([0-9]{3,4}年")
_ANY_KANJI = re.compile(KANJI_NUMERAL)
# A kanji numeral is believed only before what it counts: 二社, but not 一部, 十分, 千葉.
_KANJI = re.compile(
    rf"(?P<numeral>{KANJI_NUMERAL})(?=円|%|割(?![引合増当安高])|倍|[社名件台株店]|人(?![一ひ])"
    r"|つ(?!一)|年間?(?!中)|期連続|[カヶか箇]|拠点|本(?![化部社])|種類|周年|回(?!り)|個(?!人)|週間|日間"
    r"|時間)"
)
# 二・五％: a decimal, its middle dot a point.
_KANJI_DECIMAL = re.compile(
    rf"(?P<whole>{KANJI_NUMERAL})・(?P<decimals>[{KANJI_DIGIT}]{{1,3}})(?=%|パーセント|ポイント|倍)"
)
_HEADS_COUNTED = frozenset({"person", "company", "store", "school", "year"})
_SCALES_ALONE = frozenset({"百", "千", "百万", "千万"})
# 十億円規模 is a figure, 単位：十億円 a unit that is declared.
_SCALES_DECLARED = frozenset({"十万", "十億", "百億", "千億"})
_DECLARING = frozenset("(:[位")
# A kanji before a kanji numeral makes it part of a word (唯一, 五十嵐), except these.
_BEFORE_KANJI = frozenset("約計全他同近過満延各比率総金")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")

# What may follow a numeral; the look-aheads keep words whole: 3分の1, 5分野, 2期間, 10件数.
_MONEY = either(name for name in units.JA_CURRENCIES if name != "元") + r"|元(?![年気々本])"
_VETOED = {
    "分": "のけ野析類配割社離岐散担母子", "日": "本経立銀", "社": "会員債内外長宅",
    "人": "気口事材工", "本": "社店部体格人業資来決", "台": "湾風", "期": "間末首初待限",
    "回": "収答復", "点": "検在",
}  # fmt: skip
_MEASURE = either(name for name in units.JA_MEASURES if name not in _VETOED)
_COUNTER = either(name for name in units.JA_COUNTERS if name not in _VETOED)
_SHORT_MEASURE = "|".join(f"{name}(?![{_VETOED[name]}])" for name in "分日")
_SHORT_COUNTER = "|".join(f"{name}(?![{_VETOED[name]}])" for name in "社人本台期回点")
_UNIT = re.compile(
    " ?(?:"
    r"(?P<points>%?ポイント|%?p?pts?(?![A-Za-z])|p\.p\.|pp(?![A-Za-z]))"
    r"|(?P<basis>bps?(?![A-Za-z])|ベーシス・?ポイント)"
    r"|(?P<percent>%|パーセント)|(?P<permille>‰|パーミル)"
    rf"|(?P<tenths>割(?![合当り])(?:(?P<hundredths>{NUMBER})分)?)"
    r"|(?P<times>倍|x(?![A-Za-z]))"
    rf"|(?P<parts>分の(?P<numerator>{NUMBER}))"
    rf"|(?P<yen>円(?P<sen>{NUMBER})銭)"
    r"|(?P<only_sen>銭)"
    rf"|(?P<money>{_MONEY})|(?P<code>USD|JPY)"
    rf"|(?P<symbol>(?:{either(units.SYMBOLS)}|[mgtL])(?![A-Za-z]))"
    rf"|(?P<measure>{_MEASURE}|{_SHORT_MEASURE})"
    rf"|(?P<counter>{_COUNTER}|{_SHORT_COUNTER}))"
)
_SHARED = re.compile(rf"{RANGE}(?:[△▲+-] ?)?(?P<number>{NUMBER}) ?(?P<scale>{_SCALE}*)")
_BRACKET_SCALE = re.compile(rf"\) ?(?P<scale>{_SCALE}*)")
_SHARED_MONTH = re.compile(" ?月(?!次)")
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
# 1株当たり, 1ドル＝145円: what a rate is taken on, no figure of its own.
_BASE = re.compile(
    r"1 ?(?:株|人|台|口|社|契約|回線|世帯|件|坪|㎡|店舗|日|[カヶか]月|年)(?:当た?り|あたり|につき)"
    r"|1 ?(?:米?ドル|ユーロ|英?ポンド|豪ドル|人民元|元|ウォン|USD|EUR)"
    r"(?= ?(?:=|当た?り|あたり|につき|[0-9]))"
)
_CLOCK = re.compile(r"[0-9]{1,2}(?:時(?![間点期給価]) ?(?:[0-9]{1,2}分)?|:[0-9]{2}(?![0-9]))")
_LIST_MARK = re.compile(
    r"\s*(?:\([0-9]{1,2}\)|[0-9]{1,2}(?:\)|\.(?=1 ?株当)|\.(?![0-9](?![0-9]{3}年))|、| ?【))"
)
_NUMBERED = re.compile(r"[0-9]{1,2}\)")
_FIRMS = frozenset({"社", "件", "名", "人", "店舗", "拠点", "カ国"})

# A hyphen after a digit or unit joins (100億-300億円); elsewhere it is a minus (前期比-3.7%).
_BEFORE = re.compile(
    rf"(?P<hedge>{either(bounds.JA_BEFORE)})? ?"
    r"(?P<sign>[△▲] ?|±|マイナス ?|プラス ?"
    r"|(?<![0-9A-Za-z%万億兆千百円社名人件月日年期割倍])[-−‐–—]|\+)?"
    rf"(?:(?P<money>{either(units.MARKS)}) ?(?P<inner>[△▲−-])?)?$"
)
_BEFORE_SIGNS = frozenset("約そね大もぼで低限は:て△▲±ス+-−‐–—¥\\$€£ DYPRnN")
_WINDOW = 12  # characters: the longest of 最低でも, マイナス, US$ before a number
_UP = "増加|増収|増益|増額|増員|増配|増産|増(?![資税])|上昇|拡大|伸長|伸び|プラス|上回|引き?上げ"
_LESS = "減少|減収|減益|減額|減配|減員|減産|減(?![損価資免税算])|削減"
_DOWN = rf"{_LESS}|低下|下落|縮小|マイナス|下回|引き?下げ"
_AFTER = re.compile(
    rf"(?P<hedge>{either(bounds.JA_AFTER)})?(?:の(?:大幅な?)?)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?"
)
_AFTER_SIGNS = frozenset("引程前内ほ弱近未を強超余以にの増減上下拡伸プマ縮低削が(")
_NO_HEDGE = re.compile("強[いみ化め]|超過|余[剰裕地分]|以上の(?:とおり|通り|結果)")


class _Unit(NamedTuple):
    """What the words after a numeral make of it."""

    kind: FigureKind
    worth: Worth
    unit: str
    end: int


def find(text: str) -> tuple[Figure, ...]:
    """Return the figures of a Japanese text in order; they do not overlap."""
    if not _ANYTHING.search(text):
        return ()
    folded = names.without_addresses(fold(text))
    mark = _LIST_MARK.match(folded)
    position = floor = mark.end() if mark else 0
    figures: list[Figure] = []
    # `floor`: a sign or currency before a number does not reach into the figure before it.
    while anchor := _ANCHOR.search(folded, position):
        found, position = _read(folded, anchor.start(), floor)
        if found:
            floor = position
            found = _in_same_month(folded, found, figures[-1] if figures else None)
            figures.append(figure_of(text, found))
    return tuple(figures)


def _in_same_month(text: str, found: Found, last: Figure | None) -> Found:
    """Return 同月29日 as the day of the month named before; any other figure as it is."""
    day = found.kind == "count" and found.unit == "day" and text.endswith("同月", 0, found.start)
    if not day or last is None or last.kind != "date":
        return found
    parts = days.parts_of(last.value, last.step, last.unit)
    worth = days.span(parts._replace(day=int(found.worth.value))) if parts.month else None
    return found._replace(kind="date", worth=worth, unit=last.unit) if worth else found


def _read(text: str, start: int, floor: int) -> Reading:
    """Read the figure that begins at `start`."""
    first = text[start]
    if first in _DIGIT:
        return _read_digits(text, start, floor)
    if first in "上下中倍半":
        return _read_word(text, start)
    if ja_calendar.starts_era(text, start):
        return ja_calendar.read_era(text, start)
    return _read_kanji(text, start)


def _read_word(text: str, start: int) -> Reading:
    word = next(word for word in _WORDS if text.startswith(word, start))
    end = start + len(word)
    if word in _PERIOD_WORDS:
        return Found("period", shared_calendar.NO_YEAR, _PERIOD_WORDS[word], start, end), end
    worth = Worth(Decimal(_MULTIPLE_WORDS[word]), Decimal("0.1"))
    return Found("multiple", worth, units.TIMES, start, end), end


def _read_digits(text: str, start: int, floor: int) -> Reading:
    number = _NUMBER.match(text, start)
    assert number
    end = number.end()
    before = text[start - 1] if start else ""
    if before.isascii() and before.isalpha():
        return _read_after_letter(text, start, floor)
    if before == "第":
        return ja_calendar.read_ordinal(text, start)
    after = text[end : end + 1]
    if after in {"年", "月", " ", "/", ".", "-", "Q", "H"} or "." in number[0]:
        dated = ja_calendar.read_date(text, start)
        if dated:
            return dated
    base = _BASE.match(text, start) or _CLOCK.match(text, start)
    if after == "年" and _OLD_ERA.match(text, start):
        return None, text.index("(", start)
    skipped = base.end() if base else names.dotted_end(text, start)
    if skipped:
        return None, skipped
    if (
        (before == "(" and _NUMBERED.match(text, start))
        or names.is_reference(text, end)
        or names.has_name_before(text, start)
        or names.has_reference_mark(text, start)
    ):
        return None, end
    return _read_amount(text, start, floor)


def _read_after_letter(text: str, start: int, floor: int) -> Reading:
    """Read a number that touches a Latin letter: FY23, R5.9.30, JPY3.4億 – or a name, IPv6."""
    letters = names.letters_before(text, start)
    reading: Reading | None = None
    if letters.endswith("FY"):
        reading = ja_calendar.read_fiscal(text, start)
    elif letters in units.MARKS:
        reading = _read_amount(text, start, floor)
    if letters in days.ERA_LETTERS:
        reading = ja_calendar.read_era_letter(text, start, letters)
    if letters in {"Q", "H"} and not reading:  # H1 is a half, H28.3.31 a date
        reading = shared_calendar.read_lettered_part(text, start, letters)
    if reading:
        return reading
    numeral = _NUMERAL.match(text, start)
    unit = _UNIT.match(text, numeral.end()) if numeral and letters.isupper() else None
    if unit and len(letters) > 1 and (unit["money"] or unit["yen"] or unit["percent"]):
        return _read_amount(text, start, floor)  # EPS128円50銭, ROE8.5％
    end = names.token_end(text, start)
    unit = _UNIT.match(text, end)
    # ISP5社 counts firms; DC2期棟, IPv6 and CO2 are names.
    if letters[-1:].isupper() and text[start:end].isdigit() and unit and unit["counter"] in _FIRMS:
        return _read_amount(text, start, floor)
    return None, end


def _read_kanji(text: str, start: int) -> Reading:
    """Read a kanji numeral before what it counts; anything else is a word (一部, 千葉)."""
    before = text[start - 1] if start else ""
    if before == "第":
        return ja_calendar.read_ordinal(text, start)
    decimal = _KANJI_DECIMAL.match(text, start)
    if decimal:
        return _read_kanji_decimal(text, decimal)
    run = _ANY_KANJI.match(text, start)
    assert run
    in_word = before == "数" or (before not in _BEFORE_KANJI and bool(_IDEOGRAPH.match(before)))
    dated = None if in_word else ja_calendar.read_date(text, start)
    if dated:
        return dated
    match = _KANJI.match(text, start)
    # 百万円 alone is a unit that is declared, 千台 likewise.
    worth = japanese_worth(match["numeral"]) if match and not in_word else None
    unit = _unit(text, run.end(), worth) if worth else None
    declared = run[0] in _SCALES_DECLARED and before in _DECLARING
    alone = declared or run[0] in _SCALES_ALONE
    if not unit or (alone and unit.unit not in _HEADS_COUNTED):
        return None, run.end()
    return _with_marks(text, Found(unit.kind, unit.worth, unit.unit, start, unit.end), start)


def _read_kanji_decimal(text: str, match: re.Match[str]) -> Reading:
    whole, decimals = japanese_worth(match["whole"]), match["decimals"]
    unit = None
    if whole:
        step = Decimal(1).scaleb(-len(decimals))
        part = sum(
            Decimal(KANJI_DIGITS[digit]).scaleb(-place) for place, digit in enumerate(decimals, 1)
        )
        unit = _unit(text, match.end(), Worth(whole.value + part, step))
    if not unit:
        return None, match.end()
    return _with_marks(
        text, Found(unit.kind, unit.worth, unit.unit, match.start(), unit.end), match.start()
    )


def _read_amount(text: str, start: int, floor: int) -> Reading:
    """Read a number with its scale words, unit, sign, hedge and direction."""
    numeral = _NUMERAL.match(text, start)
    assert numeral
    end = numeral.end()
    worth = japanese_worth(numeral[0])
    if worth is None:
        return None, end
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        bracketed = _bracketed(text, start, end, worth)
        if bracketed:
            return bracketed, bracketed.end
    unit = _unit(text, end, worth) or _shared(text, numeral, worth)
    if unit is None:
        after = text[end : end + 1]
        name = after.isascii() and after.isalpha() and numeral[0][-1] in _DIGIT
        if name:  # 5G, 4K, 24h365d; but 2,350万ID counts
            return None, max(names.token_end(text, start), end)
        unit = _bare(numeral, worth)
    return _with_marks(text, Found(unit.kind, unit.worth, unit.unit, start, unit.end), floor)


def _bracketed(text: str, start: int, end: int, worth: Worth) -> Found | None:
    """Return (1,245)百万円, negative by its bracket; None where no unit follows the bracket."""
    scale = _BRACKET_SCALE.match(text, end)
    assert scale
    factor = japanese_worth("1" + scale["scale"]) if scale["scale"] else None
    unit = _unit(text, scale.end(), scaled(worth, factor.value) if factor else worth)
    if not unit or unit.kind not in {"amount", "percent"}:
        return None
    return negated(Found(unit.kind, unit.worth, unit.unit, start - 1, unit.end, "()"))


def _bare(numeral: re.Match[str], worth: Worth) -> _Unit:
    """Return a number without a unit; four digits that look like a year are one."""
    if _YEAR.fullmatch(numeral[0]):
        year = days.span(days.Parts(int(numeral[0]), None, None))
        assert year
        return _Unit("date", year, days.DATE, numeral.end())
    return _Unit("count", worth, units.BARE, numeral.end())


def _unit(text: str, position: int, worth: Worth) -> _Unit | None:
    """Return what the words at `position` make of a numeral; None where no unit stands."""
    match = _UNIT.match(text, position)
    if not match:
        return None
    group, end = match.lastgroup, match.end()
    if group == "percent":
        return _Unit("percent", worth, units.PERCENT, end)
    if group == "permille":
        return _Unit("percent", scaled(worth, Decimal("0.1")), units.PERCENT, end)
    if group == "money":
        return _Unit("amount", worth, units.JA_CURRENCIES[match["money"]], end)
    if group == "code":
        return _Unit("amount", worth, match["code"], end)
    if group == "counter":
        return _Unit("count", worth, units.JA_COUNTERS[match["counter"]], end)
    if group == "measure" and match["measure"].startswith("年") and _HALF_YEAR.match(text, end):
        longer = Worth(worth.value + Decimal("0.5"), Decimal("0.5"))
        return _Unit("count", longer, "year", end + 1)
    if group == "measure":
        return _Unit("count", worth, units.JA_MEASURES[match["measure"]], end)
    if group == "symbol":
        symbol = match["symbol"]
        return _Unit("count", worth, units.SYMBOLS.get(symbol, symbol), end)
    if group == "points":
        return _Unit("points", worth, units.POINTS, end)
    if group == "basis":
        return _Unit("points", scaled(worth, Decimal("0.01")), units.POINTS, end)
    if group == "times":
        return _Unit("multiple", worth, units.TIMES, end)
    if group == "parts":
        return _fraction(match["numerator"], worth, end)
    if group == "only_sen":
        return _Unit("amount", scaled(worth, Decimal("0.01")), "JPY", end)
    if group == "yen":
        return _with_sen(match["sen"], worth, end)
    return _tenths(match["hundredths"], worth, end)


_HALF_YEAR = re.compile("半(?![期ば分年])")  # 1年半


def _fraction(numerator: str, denominator: Worth, end: int) -> _Unit | None:
    """Return 4分の1 as a quarter; a third is kept to four places."""
    part = plain_worth(numerator)
    if part is None or not denominator.value:
        return None
    return _Unit("multiple", fraction_worth(part.value, denominator.value), units.TIMES, end)


def _with_sen(sen: str, yen: Worth, end: int) -> _Unit | None:
    """Return 18円25銭 as 18.25 yen."""
    part = plain_worth(sen)
    if part is None:
        return None
    hundredths = scaled(part, Decimal("0.01"))
    return _Unit("amount", Worth(yen.value + hundredths.value, hundredths.step), "JPY", end)


def _tenths(hundredths: str | None, worth: Worth, end: int) -> _Unit | None:
    """Return 3割5分 as 35 per cent, 8割 as 80 with a step of ten."""
    tenths = scaled(worth, Decimal(10))
    if hundredths is None:
        return _Unit("percent", tenths, units.PERCENT, end)
    part = plain_worth(hundredths)
    if part is None:
        return None
    return _Unit("percent", Worth(tenths.value + part.value, part.step), units.PERCENT, end)


def _shared(text: str, numeral: re.Match[str], worth: Worth) -> _Unit | None:
    """Return the first of 80～95億円, whose scale and unit stand with the second; None for none."""
    second = _SHARED.match(text, numeral.end())
    if not second:
        return None
    if not second["scale"] and _SHARED_MONTH.match(text, second.end()):
        month = ja_calendar.month_figure(int(worth.value), numeral.start(), numeral.end())
        return _Unit("date", month.worth, month.unit, month.end) if month else None
    if second["scale"] and numeral[0][-1] in _DIGIT:
        factor = japanese_worth("1" + second["scale"])
        worth = scaled(worth, factor.value) if factor else worth
    unit = _unit(text, second.end(), worth)
    if unit and unit.unit == "year" and _YEAR.fullmatch(numeral[0]):  # 2021～2023年
        return _bare(numeral, worth)
    if unit:
        return unit._replace(end=numeral.end())
    if second["scale"]:
        return _Unit("count", worth, units.BARE, numeral.end())
    return None


def _with_marks(text: str, found: Found, floor: int) -> Reading:
    """Return `found` with the sign, currency, hedge and direction around it."""
    found = _marked_before(text, found, floor)
    if found.kind == "date" or text[found.end : found.end + 1] not in _AFTER_SIGNS:
        return found, found.end
    if _NO_HEDGE.match(text, found.end):
        return found, found.end
    after = _AFTER.match(text, found.end)
    assert after
    found = found._replace(hedge=found.hedge or after["hedge"] or "")
    word = after["up"] or after["down"]
    if word:
        found = found._replace(end=after.end())
        if not found.sign:
            found = found._replace(sign=word)
            found = negated(found) if after["down"] else found
    return found, found.end


def _marked_before(text: str, found: Found, floor: int) -> Found:
    start, end = found.start, found.end
    if start <= floor:
        return found
    if text[start - 1] == "(" and text[end : end + 1] == ")":
        # (1,507) in a table is negative; (1) numbers a list and （3.7％） is a mere aside.
        grouped = found.unit == units.BARE and any(sign in text[start:end] for sign in ",.")
        return (
            negated(found._replace(sign="()", start=start - 1, end=end + 1)) if grouped else found
        )
    before = None
    if text[start - 1] in _BEFORE_SIGNS:
        before = _BEFORE.search(text, max(floor, start - _WINDOW), start)
    if not before or not before[0].strip():
        return found
    if found.kind == "date" and not before["money"]:
        return found  # 約2023年 and －2023 are years for all that
    sign = (before["sign"] or before["inner"] or "").strip()
    if before["money"] and found.kind in {"count", "date"}:
        found = _as_money(found, text[start:end], before["money"])
    found = found._replace(
        start=start - len(before[0].lstrip()), sign=sign, hedge=before["hedge"] or ""
    )
    return negated(found) if sign and sign not in {"+", "±", "プラス"} else found


def _as_money(found: Found, number: str, mark: str) -> Found:
    """Return ¥1,056 as an amount; what looked like a year, ¥2024, is none."""
    worth = (plain_worth(number) if found.kind == "date" else None) or found.worth
    return found._replace(kind="amount", worth=worth, unit=units.MARKS[mark])
