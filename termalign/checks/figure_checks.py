"""The checks on figures: each turns one kind of verdict into remarks, as grave as it deserves."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark, contradiction
from termalign.checks.contradiction import contradicts
from termalign.checks.habits import rounding_shown
from termalign.figures import days, units
from termalign.figures.agreement import Verdict, verdict
from termalign.figures.clock import contradicting_moments
from termalign.figures.english import in_english, rounded_like
from termalign.figures.slips import calendar_slips
from termalign.figures.vague import contradicting_powers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.records import Figure, Language, Severity

_RELATIVE = re.compile("[当前同翌本昨今次来](?:第|中間|連結|事業|会計|四半期|[年月期日])")
# Intervals, not values; English may name their end: 十数億円, "more than ¥1 billion".
_VAGUE = re.compile("[数][十百千万億兆社名人件台店]|[十百千]数|[十百千万億兆]円?(?:単位|台|規模)")
# A fiscal year may be named for these: 今期, 来期, 前年, 同期, 通期.
_RELATIVE_YEAR = re.compile(
    "[当前同翌本昨今次来通](?:第|中間|連結|事業|会計|四半期|[年月期])|[0-9０-９一二三四五]期"
)
_PART_OF_YEAR = re.compile("四半期|[1-4]Q|半期|累計|中間|上期|下期|通期|期末")
_WINDOW = 12
_HUNDRED_MILLIONS = re.compile("100 millions? of ", re.IGNORECASE)
_ROUNDED_TO = re.compile(r"(?:nearest|less than|units of) $|Amounts $")
_UNSURE: frozenset[str] = frozenset({"missing", "extra"})
# A count up to two is as often said in other words: 両社, both, a single, another.
_SMALL_COUNT = 2
_FINER = "{}: digits that the Japanese does not give"
_MONTHS = re.compile("[ -]months?", re.IGNORECASE)
_LARGE_IN_WORDS = 100  # "a hundred", "thousands" are ways of speaking
# A number without a unit up to twelve may be a list's, or be said in words.
_SMALL_NUMBER = 12


def remarks(code: str, passage: Passage) -> Iterator[Remark]:
    """Yield a remark on every verdict with this code that is more than a way of speaking."""
    for found in passage.verdicts:
        if passage.comparable and not contradicts(found, passage):
            continue
        if found.code == code:
            severity = _severity(found, passage)
            if severity:
                yield _remark(found, severity)


def _remark(found: Verdict, severity: Severity, reason: str = "") -> Remark:
    return Remark(
        severity,
        reason or found.reason,
        _hint(found),
        ((found.ja.start, found.ja.end),) if found.ja else (),
        ((found.en.start, found.en.end),) if found.en else (),
    )


def _hint(found: Verdict) -> str:
    """Return the English that would be right, in the style of the English that is there."""
    if found.ja is None:
        return ""
    like = found.en
    ja = rounded_like(found.ja, like) if like and found.code == "rounding" else found.ja
    return in_english(ja, like)


def _severity(found: Verdict, passage: Passage) -> Severity | None:
    """Return how grave a verdict is; None where it is no more than a way of speaking."""
    if found.cell:
        severity: Severity | None = "error"  # a column off
    elif found.code == "missing":
        severity = _gravity_of_missing(found.ja) if found.ja else None
    elif found.code == "extra":
        severity = _gravity_of_extra(found.en, found.ja, passage) if found.en else None
    else:
        severity = "warning" if found.code in {"rounding", "range"} else "error"
    if severity is None:
        return None
    if passage.doubtful or (found.code in _UNSURE and not passage.certain):
        return "note"
    return severity


@lru_cache(maxsize=64)
def _says(text: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether a text has such words: asked for each of its figures."""
    return bool(pattern.search(text))


def _gravity_of_missing(figure: Figure) -> Severity | None:
    if figure.kind != "amount" and not any(sign.isdigit() for sign in figure.surface):
        # 半減, 二社 are said in words as often as not; 上期, 中間期 nearly always.
        return None if figure.kind == "period" else "note"
    if figure.kind == "period" or figure.unit == units.ORDINAL:
        return "note"
    if figure.kind == "date":
        return "error" if figure.step < 32 and figure.unit == "date" else "note"
    if figure.kind == "amount" and abs(figure.value) == 1:
        return "note"  # 1円当たり, per yen
    if figure.kind == "count":
        if abs(figure.value) == 1:
            return None  # 1つの契約 is a contract
        if figure.surface.endswith("日"):
            return "note"  # 翌22日: a day of some month
        least = _SMALL_NUMBER if figure.unit == units.BARE else _SMALL_COUNT
        return "error" if abs(figure.value) > least else "note"
    return "error"


def _gravity_of_extra(figure: Figure, ja: Figure | None, passage: Passage) -> Severity | None:
    """Return how grave a figure is that only the English has; `ja` is the one it adds to."""
    if not any(sign.isdigit() for sign in figure.surface):
        return _gravity_of_worded(figure, passage)
    if figure.unit == units.ORDINAL and _STREAK.match(passage.en, figure.end):
        return None if _says(passage.ja, _STREAK_JA) else "warning"
    if figure.unit == units.ORDINAL:
        return "note"
    if figure.kind == "period":
        named = figure.value and figure.unit != "term"
        return "warning" if named and not _says(passage.ja, _RELATIVE_YEAR) else "note"
    if figure.kind == "date":
        return _gravity_of_date(figure, ja, passage)
    return _gravity_of_number(figure, passage)


def _gravity_of_date(figure: Figure, ja: Figure | None, passage: Passage) -> Severity | None:
    if days.is_month_end(figure.value) and _says(passage.ja, _PART_OF_YEAR):
        return "note"  # 第2四半期（累計） of a table under its year
    if _says(passage.ja, _RELATIVE):
        return None  # 当中間連結会計期間末 is a date the document names elsewhere
    whole = figure.step == 1 and figure.unit == days.DATE
    return "warning" if whole or ja else "note"


def _gravity_of_number(figure: Figure, passage: Passage) -> Severity | None:
    if figure.unit == units.BARE and abs(figure.value) <= _SMALL_NUMBER and figure.step == 1:
        return "note"
    if _HUNDRED_MILLIONS.match(passage.en, figure.start):
        return None  # (100 millions of yen) declares 億円
    if _ROUNDED_TO.search(passage.en, max(0, figure.start - _WINDOW), figure.start):
        return None  # rounded to the nearest ¥0.1 billion: 億円未満を四捨五入
    if figure.hedge and _says(passage.ja, _VAGUE):
        return "note"  # 十数億円 exceeds ¥1 billion
    return "warning"


_STREAK = re.compile(r" (?:consecutive|straight)(?![a-z])", re.IGNORECASE)
_STREAK_JA = re.compile("連続|続けて|期ぶり|年ぶり")


def _gravity_of_worded(figure: Figure, passage: Passage) -> Severity | None:
    """Return how grave a number in words is that only the English has: "our nine plants"."""
    if figure.unit == units.ORDINAL and _STREAK.match(passage.en, figure.end):
        return None if _says(passage.ja, _STREAK_JA) else "warning"
    if figure.kind != "count" or figure.unit == units.ORDINAL or figure.value <= _SMALL_COUNT:
        return None  # two companies of 両社, a quarter
    if _says(passage.ja, _VAGUE):
        return None  # 十数年, more than a decade
    title = not figure.surface[0].islower()
    if title or figure.unit == "month" or _MONTHS.match(passage.en, figure.end):
        return None  # the first nine months of 第3四半期累計
    return "warning" if figure.value < _LARGE_IN_WORDS else None


_YEAR_NAMED = re.compile(
    "[0-9０-９一二三四五六七八九〇元]年|年度|[今来本昨翌当前同]年|[今来当前翌]期|FY"
)


def _look_at_extra(passage: Passage) -> Iterator[Remark]:
    """Yield figures that only the English has, and years it adds to dates."""
    yield from remarks("extra", passage)
    yield from _years_added(passage)


def _years_added(passage: Passage) -> Iterator[Remark]:
    """Yield the years that only the English of a pair gives: June 30, 2025 for 6月30日.

    Of documents the year may be the whole document's, and of a pair that names any year, its own.
    """
    if not passage.given or not passage.paired or _YEAR_NAMED.search(passage.ja):
        return
    for found in passage.verdicts:
        ja, en = found.ja, found.en
        if found.agrees and ja and en and ja.unit == days.MONTH_DAY and en.unit == days.DATE:
            reason = f"{ja.surface} names no year, {en.surface} does"
            yield _remark(verdict("extra", ja, en), "warning", reason)


def _look_at_dates(passage: Passage) -> Iterator[Remark]:
    """Yield what the two texts' dates say of one another, and what each text's dates say alone."""
    yield from remarks("date", passage)
    if passage.paired and not passage.doubtful:
        for said, named in contradicting_moments(passage.ja, passage.en):
            yield contradiction(said, named, f"{said.surface} is not {named.surface}")
    sides: tuple[tuple[Language, str], ...] = (("ja", passage.ja), ("en", passage.en))
    for language, text in sides:
        for slip in calendar_slips(text, language):
            span = ((slip.start, slip.end),)
            yield Remark(
                "error",
                slip.reason,
                slip.right,
                span if language == "ja" else None,
                span if language == "en" else None,
            )


def _look_at_scales(passage: Passage) -> Iterator[Remark]:
    """Yield figures a power of ten off, and amounts that name a power alone: 数千万, millions."""
    yield from remarks("scale", passage)
    if not passage.paired or passage.doubtful:
        return
    english = [found.en for found in passage.verdicts if found.en]
    extra = [found.en for found in passage.verdicts if found.code == "extra" and found.en]
    for said, named in contradicting_powers(passage.ja, passage.en, english, extra):
        yield contradiction(said, named, f"{said.surface} and {named.surface} differ in scale")


def _look_at_rounding(passage: Passage) -> Iterator[Remark]:
    """Yield figures that are no rounding, that gain digits, or that break the profile's habit."""
    yield from remarks("rounding", passage)
    habit = passage.profile.rounding
    for found in passage.verdicts:
        if found.code == "finer" and passage.certain:
            # In documents another place may hold the digits; a pair's Japanese is all there is.
            yield _remark(
                found, "warning" if passage.given else "note", _FINER.format(found.reason)
            )
        broken = habit in {"half-up", "cut"} and rounding_shown(found) not in {None, habit}
        if broken and found.ja and found.en:
            rounding = verdict("rounding", found.ja, found.en)
            reason = f"{found.reason}; the profile's rounding is {passage.profile.rounding}"
            yield _remark(rounding, "warning", reason)


VALUE = Check(
    "figure.value",
    "error",
    "A figure has another value in the English.",
    partial(remarks, "value"),
    must_flag=(
        Example("取引先は2,470社に増えました。", "Our clients grew to 2,740 firms."),
        Example("売上収益は742億円でした。", "Revenue came to ¥72.4 billion."),
        Example("稼働率は86.4％でした。", "The operating rate was 84.6%."),
        Example("（前期比 2.4倍）", "(2.6 times the previous year)"),
    ),
    must_pass=(
        Example("会員は318.6万人になりました。", "Members now number 3,186 thousand."),
        Example("中間23円、期末23円の予定です。", "We plan ¥23 each at mid-year and year-end."),
        Example("両社で開発を進めます。", "The two companies will develop it together."),
        Example("Wi-Fi 6Eと5Gの基地局を増設", "More base stations for Wi-Fi 6E and 5G"),
    ),
)
SCALE = Check(
    "figure.scale",
    "error",
    "A figure is a power of ten off: 億 taken for billion.",
    _look_at_scales,
    must_flag=(
        Example("売上収益は1,282.0億円です。", "Revenue was ¥1,282.0 billion."),
        Example("自己株式は2億4,000万株です。", "Treasury shares stand at 24 million."),
        Example("税引前利益は8,114百万円です。", "Profit before tax is ¥8.1 million."),
    ),
    must_pass=(
        Example("売上収益は1,282.0億円です。", "Revenue was ¥128.2 billion."),
        Example("運用残高は3兆1,400億円です。", "Assets managed amount to ¥3.14 trillion."),
        Example("受注高は2,764,310千円です。", "Orders were ¥2,764,310 thousand."),
    ),
)
SIGN = Check(
    "figure.sign",
    "error",
    "A figure has lost or turned its sign.",
    partial(remarks, "sign"),
    must_flag=(
        Example("当期利益 55.8億円（△6.9％）", "Profit: ¥5.58 billion (+6.9%)"),
        Example("広告収入は6.8％減りました。", "Advertising revenue rose 6.8%."),
        Example("在庫評価の影響 ＋9億円", "Effect of inventory valuation: -¥0.9 billion"),
        Example("フリー・キャッシュ・フロー △274", "Free cash flow 274"),
    ),
    must_pass=(
        Example("当期利益 55.8億円（△6.9％）", "Profit: ¥5.58 billion, down 6.9%"),
        Example("その他の収支 △48 △203 19", "Other, net (48) (203) 19"),
        Example("純損失は△5億円でした。", "Net loss was ¥0.5 billion."),
        Example("筆頭株主：霞台信託（18.4％）", "Largest shareholder: Kasumidai Trust (18.4%)"),
    ),
)
UNIT = Check(
    "figure.unit",
    "error",
    "A figure has another unit or currency in the English.",
    partial(remarks, "unit"),
    must_flag=(
        Example("消却は620万株です。", "The cancellation amounts to ¥6.2 million."),
        Example("復旧までは45分でした。", "Recovery took 45 seconds."),
        Example("受電容量は2.4MWです。", "Power capacity is 2.4 kW."),
        Example("出資は700万米ドルです。", "The stake cost ¥7 million."),
    ),
    must_pass=(
        Example("受電容量は2.4MWです。", "Power capacity is 2,400 kW."),
        Example("契約期間は3カ年です。", "The contract runs for three years."),
        Example("子会社は15社です。", "There are 15 subsidiaries."),
        Example("契約期間は24カ月です。", "The contract runs for two years."),
    ),
)
POINT = Check(
    "figure.point",
    "error",
    "Percentage points stand for per cent, or the other way round.",
    partial(remarks, "point"),
    must_flag=(
        Example("粗利率が1.4ポイント改善した。", "The gross margin improved by 1.4%."),
        Example("電力費は4.2％増えました。", "Power costs were up 4.2 pt."),
        Example("利回りは25bp低下しました。", "The yield fell 0.25%."),
    ),
    must_pass=(
        Example("配当性向 38.6％（△1.7pt）", "Payout ratio: 38.6% (-1.7 pt)"),
        Example("利回りは25bp低下しました。", "The yield fell 0.25 percentage points."),
        Example("構成比は3割5分です。", "The share is 35%."),
    ),
)
ROUNDING = Check(
    "figure.rounding",
    "warning",
    "The English is neither rounded half up nor cut off, or not as the profile has it.",
    _look_at_rounding,
    must_flag=(
        Example("受注残は37,268百万円です。", "The backlog is ¥37.4 billion."),
        Example("定着率は91.23％です。", "The retention rate is 91.3%."),
        Example("研究費は2,643百万円です。", "Research cost ¥2.7 billion."),
    ),
    must_pass=(
        Example("受注残は37,268百万円です。", "The backlog is ¥37.3 billion."),
        Example("定着率は91.27％です。", "The retention rate is 91.3%."),
        Example("研究費は2,683百万円です。", "Research cost ¥2.6 billion."),
    ),
)
DATE = Check(
    "figure.date",
    "error",
    "A date is another in the English, or is in no calendar, or has the wrong weekday.",
    _look_at_dates,
    must_flag=(
        Example("2025年12月5日に支払います。", "We will pay it on December 15, 2025."),
        Example("令和7年8月7日に公表しました。", "It was announced on August 7, 2023."),
        Example("基準日：2025年9月30日（水）", ""),
        Example("", "The meeting was held on September 31, 2023."),
    ),
    must_pass=(
        Example("平成28年３月31日現在", "As of March 31, 2016"),
        Example("2025年6月末の端末数", "Terminals at June 30, 2025"),
        Example("基準日：2025年9月30日（火）", "Record date: Tuesday, September 30, 2025"),
        Example("昭和58年10月に創業しました。", "It was founded in October 1983."),
    ),
    one_language=True,
)
MISSING = Check(
    "figure.missing",
    "error",
    "A figure of the Japanese is not in the English.",
    partial(remarks, "missing"),
    must_flag=(
        Example("受注は64億円（前年同期59億円）。", "Orders were ¥6.4 billion."),
        Example("1ドル＝150円、1ユーロ＝165円。", "We assume ¥150 to the dollar."),
        Example("端末は21.4万台、加盟店は8,920社", "214 thousand terminals and more stores"),
    ),
    must_pass=(
        Example("1つの窓口で承ります。", "A single desk takes all inquiries."),
        Example("第三者の評価を受けました。", "A third party assessed it."),
        Example(
            "4月は80件、5月は80件の申込です。",
            "There were 80 applications in each of April and May.",
        ),
        Example("(注)1 P.46をご参照ください。", "Please see the note."),
    ),
)
EXTRA = Check(
    "figure.extra",
    "warning",
    "The English has a figure the Japanese does not give.",
    _look_at_extra,
    must_flag=(
        Example("医療機関での導入が進展しました。", "It progressed at 350 medical institutions."),
        Example("売上は増加しました。", "Sales increased 4.5%."),
        Example("2023年9月に開始しました。", "It started on September 12, 2023."),
    ),
    must_pass=(
        Example("両社は統合します。", "The two companies will merge."),
        Example("新サービスを開始しました。", "We launched a new 5G service."),
        Example("2025年6月末の残数", "Number left at June 30, 2025"),
        Example("1Q25のみの受注", "Orders in 1Q25 (three months)"),
    ),
)
RANGE = Check(
    "figure.range",
    "warning",
    "A bound is turned round: just under, for more than.",
    partial(remarks, "range"),
    must_flag=(
        Example("費用は70億円弱です。", "Expenses are just over ¥7 billion."),
        Example("1,000名以上が参加しました。", "Fewer than 1,000 people attended."),
        Example("減収は最大で18億円です。", "Revenue will fall by at least ¥1.8 billion."),
    ),
    must_pass=(
        Example("費用は70億円弱です。", "Expenses are just under ¥7 billion."),
        Example("1,000名以上が参加しました。", "More than 1,000 people attended."),
        Example("費用は約18億円です。", "Expenses will be ¥1.8 billion."),
    ),
)
FIGURE_CHECKS = (
    VALUE, SCALE, SIGN, UNIT, POINT, ROUNDING, DATE, MISSING, EXTRA, RANGE,
)  # fmt: skip
