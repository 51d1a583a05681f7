"""Units of figures: currencies, what is measured, what is counted, in both languages.

A figure's unit is a currency code (JPY), a measured unit as it is usually written (kW, month), the
English singular of what is counted (company), or "" for a bare number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

PERCENT, POINTS, TIMES, ORDINAL, BARE = "%", "pt", "times", "ordinal", ""
ONE = Decimal(1)

JA_CURRENCIES = {
    "円": "JPY", "圓": "JPY", "米ドル": "USD", "USドル": "USD", "豪ドル": "AUD",
    "香港ドル": "HKD", "シンガポールドル": "SGD", "カナダドル": "CAD", "ドル": "USD",
    "ユーロ": "EUR", "英ポンド": "GBP", "ポンド": "GBP", "人民元": "CNY", "元": "CNY",
    "ウォン": "KRW", "バーツ": "THB", "ルピー": "INR", "スイスフラン": "CHF",
}  # fmt: skip
EN_CURRENCIES = {
    "yen": "JPY", "US dollars": "USD", "U.S. dollars": "USD", "US dollar": "USD",
    "U.S. dollar": "USD", "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR",
    "pounds": "GBP", "yuan": "CNY", "won": "KRW", "baht": "THB", "rupees": "INR",
}  # fmt: skip
CODES = ("JPY", "USD", "EUR", "GBP", "CNY", "RMB", "KRW", "AUD", "HKD", "SGD", "CAD", "CHF", "THB",
         "INR")  # fmt: skip
MARKS = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "HK$": "HKD", "S$": "SGD", "C$": "CAD", "$": "USD",
    "¥": "JPY", "\\": "JPY", "€": "EUR", "£": "GBP", "RMB": "CNY", "YEN": "JPY", "Yen": "JPY",
    "yen": "JPY",
} | {code: code for code in CODES if code != "RMB"}  # fmt: skip

# Scale words that a table may declare for its cells: 単位：千億円, (¥ billion).
JA_SCALES = {
    "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "億": 10**8,
    "十億": 10**9, "百億": 10**10, "千億": 10**11, "兆": 10**12,
}  # fmt: skip
EN_SCALES = {
    "thousand": 10**3, "thousands": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6,
    "mn": 10**6, "mil": 10**6, "mil.": 10**6, "m": 10**6, "mm": 10**6, "billion": 10**9,
    "billions": 10**9, "bn": 10**9, "b": 10**9, "bil": 10**9, "bil.": 10**9, "trillion": 10**12,
    "trillions": 10**12, "tn": 10**12, "100 million": 10**8, "hundred million": 10**8,
    "100 millions": 10**8, "hundred millions": 10**8,
    "hundreds of millions": 10**8,
}  # fmt: skip
# What is measured has one meaning in both languages: three weeks are not three months.
JA_MEASURES = {
    "年間": "year", "カ年": "year", "ヵ年": "year", "ヶ年": "year", "か年": "year", "年": "year",
    "カ月": "month", "ヵ月": "month", "ヶ月": "month", "ケ月": "month", "か月": "month",
    "箇月": "month", "週間": "week", "週": "week", "日間": "day", "日": "day", "時間": "hour",
    "分間": "minute", "分": "minute", "ミリ秒": "ms", "秒間": "second", "秒": "second",
    "㎡": "m2", "平方メートル": "m2", "平方キロメートル": "km2", "平方キロ": "km2", "㎢": "km2",
    "平米": "m2", "坪": "tsubo", "ヘクタール": "ha",
    "トン": "t", "キロメートル": "km", "メートル": "m", "キログラム": "kg", "グラム": "g",
    "キロワット": "kW", "メガワット": "MW", "ギガワット": "GW", "℃": "°C",
    "キロワット時": "kWh", "メガワット時": "MWh", "キロリットル": "kL", "リットル": "L",
    "平方フィート": "sqft", "エーカー": "acre", "バレル": "barrel", "センチメートル": "cm",
    "ミリメートル": "mm", "フィート": "foot", "インチ": "inch", "マイル": "mile",
}  # fmt: skip
EN_MEASURES = {
    "years": "year", "year": "year", "decades": "decade", "decade": "decade",
    "months": "month", "month": "month", "weeks": "week", "week": "week",
    "days": "day", "day": "day", "hours": "hour", "hour": "hour",
    "minutes": "minute", "minute": "minute", "seconds": "second", "second": "second",
    "milliseconds": "ms", "millisecond": "ms",
    "square kilometers": "km2", "square kilometres": "km2", "sq km": "km2",
    "square meters": "m2", "square metres": "m2", "sqm": "m2", "hectares": "ha",
    "metric tons": "t", "tonnes": "t", "tons": "t", "kilometers": "km", "kilometres": "km",
    "square feet": "sqft", "square foot": "sqft", "sq. ft.": "sqft", "sq ft": "sqft",
    "acres": "acre", "acre": "acre", "barrels": "barrel", "kiloliters": "kL", "liters": "L",
    "litres": "L", "millimeters": "mm", "centimeters": "cm", "miles": "mile", "feet": "foot",
    "foot": "foot", "inches": "inch", "inch": "inch", "meter": "m", "metre": "m",
    "tons of CO2": "t", "hectare": "ha", "metric ton": "t", "ton": "t", "tonne": "t",
    "kilowatt-hours": "kWh", "megawatt-hours": "MWh", "gigawatt-hours": "GWh",
    "meters": "m", "metres": "m", "kilograms": "kg", "grams": "g", "kilowatts": "kW",
    "megawatts": "MW", "gigawatts": "GW", "degrees Celsius": "°C", "tsubo": "tsubo",
}  # fmt: skip
# Written alike in both languages.
SYMBOLS = {
    symbol: symbol
    for symbol in (
        "kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW", "kbps", "Mbps", "Gbps", "Tbps", "KB", "MB",
        "GB", "TB", "PB", "kHz", "MHz", "GHz", "km", "cm", "mm", "kg", "kt", "ha", "m2", "m3",
        "°C", "TEU",
    )
} | {"m²": "m2", "㎥": "m3", "m³": "m3", "㎡": "m2", "℃": "°C"}  # fmt: skip

# Counters: what 15社 counts is told apart from money and ratios, not noun from noun.
JA_COUNTERS = {
    "社": "company", "名": "person", "人": "person", "件": "case", "台": "unit", "基": "unit",
    "回線": "line", "契約": "contract", "口座": "account", "口": "unit", "株": "share",
    "本": "item", "棟": "building", "店舗": "store", "店": "store", "拠点": "base",
    "ヶ所": "location", "カ所": "location", "ヵ所": "location", "か所": "location",
    "ケ所": "location", "箇所": "location", "カ国": "country", "ヵ国": "country",
    "ヶ国": "country", "か国": "country", "種類": "type", "種": "type", "品目": "item",
    "回": "time", "度": "time", "期": "term", "四半期": "quarter", "位": "rank", "歳": "year old",
    "才": "year old", "つ": "item", "個": "item", "点": "item", "室": "room", "戸": "unit",
    "世帯": "household", "隻": "vessel", "艘": "vessel", "両": "car", "機": "unit", "校": "school",
    "園": "garden", "票": "vote", "冊": "copy", "枚": "sheet", "通": "letter", "便": "flight",
    "周年": "anniversary", "世代": "generation",
    "ユーザー": "user", "アカウント": "account", "ライセンス": "license", "セグメント": "segment",
    "事業": "business", "工場": "factory", "支店": "branch", "営業所": "office", "施設": "facility",
    "物件": "property", "案件": "project", "路線": "route", "銘柄": "issue", "都市": "city",
    "都道府県": "prefecture", "ブランド": "brand", "プロジェクト": "project",
}  # fmt: skip
EN_NOUNS = {
    "companies": "company", "company": "company", "subsidiaries": "company",
    "affiliates": "company", "people": "person", "persons": "person", "employees": "person",
    "shares": "share", "share": "share", "units": "unit", "cases": "case", "lines": "line",
    "contracts": "contract", "accounts": "account", "stores": "store", "locations": "location",
    "countries": "country", "types": "type", "items": "item", "vessels": "vessel",
    "factories": "factory", "factory": "factory", "plants": "factory", "plant": "factory",
    "branches": "branch", "branch": "branch", "offices": "office", "facilities": "facility",
    "facility": "facility", "properties": "property", "projects": "project", "routes": "route",
    "cities": "city", "prefectures": "prefecture", "brands": "brand",
    "vehicles": "unit", "segments": "segment", "users": "user", "customers": "company",
}  # fmt: skip


class Measure(NamedTuple):
    """A measured unit in the smallest unit of its family."""

    family: str
    factor: Decimal


def _families() -> dict[str, Measure]:
    table = {
        "month": {"month": 1, "year": 12, "decade": 120},
        "ms": {
            "ms": 1,
            "second": 10**3,
            "minute": 60 * 10**3,
            "hour": 3600 * 10**3,
            "day": 86400 * 10**3,
            "week": 604800 * 10**3,
        },
        "W": {"kW": 10**3, "MW": 10**6, "GW": 10**9},
        "Wh": {"kWh": 10**3, "MWh": 10**6, "GWh": 10**9, "TWh": 10**12},
        "bps": {"kbps": 10**3, "Mbps": 10**6, "Gbps": 10**9, "Tbps": 10**12},
        "B": {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "PB": 10**15},
        "Hz": {"kHz": 10**3, "MHz": 10**6, "GHz": 10**9},
        "mm": {"mm": 1, "cm": 10, "m": 10**3, "km": 10**6},
        "g": {"g": 1, "kg": 10**3, "t": 10**6, "kt": 10**9},
        "m2": {"m2": 1, "km2": 10**6, "ha": 10**4},
        "L": {"L": 1, "kL": 10**3},
    }
    others = ("m3", "°C", "tsubo", "sqft", "acre", "barrel", "mile", "foot", "inch")
    alone = {unit: {unit: 1} for unit in others}
    return {
        unit: Measure(family, Decimal(factor))
        for family, units in (table | alone).items()
        for unit, factor in units.items()
    }


MEASURES = _families()
CURRENCIES = frozenset(JA_CURRENCIES.values()) | frozenset(MARKS.values())
