"""Words that turn what a figure means and are contradicted by the other text: 赤字, profit.

原価率は1.2ポイント改善 is no fall in itself, so that no sign can be read from it; but it is not
"deteriorated 1.2 points". A word is held against the whole other text: only where that has words
of the contrary and none that fits is it contradicted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from termalign.records import Figure


class _Word(NamedTuple):
    """A Japanese word at a figure, and the English words that contradict and that fit it."""

    ja: re.Pattern[str]
    contrary: re.Pattern[str]
    fitting: re.Pattern[str]
    code: Literal["sign", "range"] = "sign"
    of: re.Pattern[str] | None = None  # what the text must speak of


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{words})", re.IGNORECASE)


_WORSE = "deteriorat|worse"
_GAIN = "profit|income|earnings|surplus|gain|in the black"
_LOSS = "loss|deficit|negative|in the red|shortfall"
_PAID = "used|outflow|spent|spend|expend|outlay|pay|paid|purchas|invest(?!ing activities)|cost"
_GOT = "provid|inflow|proceed|generat|receiv|income"
_SHRUNK = "narrow|shr[aiu]nk|decreas|declin|reduc|contract|down|small|fell|fall|less|lower|cut"
_GREW = "wid|expand|expans|grew|grow|increas|rose|ris|up|larg|enlarg|extend|broad|more|higher"
_ABOVE = "exceed|above|surpass|top|beat|outperform|higher than|more than|over"
_BELOW = "below|under|short|less|miss|fail|lower|fewer|down"
_LEAST = "at least|minimum|floor|no less|lower limit|lower bound"
_MOST = "at most|maximum|up to|no more|upper limit|cap|ceiling|within|limit|not exceed"
_RAISED = "rais|increas|lift|push\\w* up|boost|add|positive|enhanc"
_LOWERED = "lower|reduc|decreas|push\\w* down|cut|erod|weigh|negative|drag|down"
_ROSE = "rose|rise|risen|increas|up|higher|grew|climb"
_LOWER_IS_BETTER = re.compile(
    "(?:原価|費用?|コスト|経費|解約|離職|不良|延滞|事故|欠品|返品|空室|税負担)率"
)
_HIGHER_IS_BETTER = re.compile(
    "(?:利益|粗利|稼働|定着|達成|進捗|回収|歩留|入居|出席|継続)率|マージン|ROE|ROIC|ROA|自己資本比率"
)
# After the figure: 12億円の赤字, 1.2ポイント改善.
_AFTER = (
    _Word(
        re.compile("改善"),
        _english(_ROSE),
        _english("improv|better|" + _SHRUNK),
        of=_LOWER_IS_BETTER,
    ),
    _Word(
        re.compile("改善"),
        _english(_SHRUNK),
        _english("improv|better|" + _ROSE),
        of=_HIGHER_IS_BETTER,
    ),
    _Word(
        re.compile("悪化"), _english(_SHRUNK), _english(f"{_WORSE}|{_ROSE}"), of=_LOWER_IS_BETTER
    ),
    _Word(
        re.compile("悪化"), _english(_ROSE), _english(f"{_WORSE}|{_SHRUNK}"), of=_HIGHER_IS_BETTER
    ),
    _Word(re.compile("改善"), _english(_WORSE), _english("improv|better|" + _SHRUNK)),
    _Word(re.compile("悪化"), _english("improv|better"), _english(_WORSE)),
    _Word(
        re.compile("(?:に|へ|まで)?縮小"),
        _english("widen|expand|grew|increas|rose"),
        _english(_SHRUNK),
    ),
    _Word(re.compile("(?:に|へ|まで)?拡大"), _english(_SHRUNK), _english(_GREW)),
    _Word(
        re.compile("の(?:[^、。はが]{0,6})?(?:赤字|損失)"),
        _english(_GAIN),
        _english(_LOSS + "|minus"),
    ),
    _Word(re.compile("の(?:[^、。はが]{0,6})?(?:黒字|利益)"), _english(_LOSS), _english(_GAIN)),
    _Word(
        re.compile("減(?:の|、|$)"),
        _english("more than|higher than|above|increase of"),
        _english(_SHRUNK + "|under"),
    ),
    _Word(
        re.compile("増(?:の|、|$)"),
        _english("less than|lower than|below|fewer than|decrease of"),
        _english(_GREW + "|over"),
    ),
    _Word(re.compile("の(?:支出|流出)"), _english(_GOT), _english(_PAID)),
    _Word(re.compile("の(?:収入|流入)"), _english(_PAID), _english(_GOT)),
    _Word(
        re.compile("引き?下げ"), _english("rais|increas"), _english("lower|cut|reduc|down|decreas")
    ),
    _Word(
        re.compile("引き?上げ"), _english("lower|cut|reduc"), _english("rais|increas|up|hike|lift")
    ),
    _Word(
        re.compile("(?:の|を)?短縮"),
        _english("more|longer|increas|up"),
        _english("short|reduc|less|few|fast|down|improv|cut|decreas"),
    ),
    _Word(re.compile("押し?下げ|の減少要因"), _english(_RAISED), _english(_LOWERED)),
    _Word(
        re.compile("(?:の|が|を)(?:営業)?減[益収]要因"),
        _english("positive|boost|benefit"),
        _english("negative|advers|unfavo|hurt|against|" + _LOWERED),
    ),
    _Word(
        re.compile("(?:の|が|を)(?:営業)?増[益収]要因"),
        _english("negative|advers|unfavo|hurt"),
        _english("positive|benefit|favo|" + _RAISED),
    ),
    _Word(re.compile("押し?上げ|の増加要因"), _english(_LOWERED), _english(_RAISED)),
    _Word(re.compile("を[^、。0-9]{0,4}下回"), _english(_ABOVE), _english(_BELOW), "range"),
    _Word(re.compile("を[^、。0-9]{0,4}上回"), _english(_BELOW), _english(_ABOVE), "range"),
    _Word(re.compile("[をが](?:上限|限度)|以内"), _english(_LEAST), _english(_MOST), "range"),
    _Word(re.compile("[をが]下限"), _english(_MOST), _english(_LEAST), "range"),
)
# Before it: 純損失は5億円, 減益要因として5億円.
_BEFORE = (
    _Word(
        re.compile("(?:損失|赤字|欠損|[差却価]損)(?:として|[はがを：: ])*$"),
        _english(_GAIN),
        _english(_LOSS + "|impair"),
    ),
    _Word(
        re.compile("(?:[^損減増]益|黒字)(?:として|[はがを：: ])*$"),
        _english(_LOSS),
        _english(_GAIN),
    ),
    _Word(re.compile("の減少額?[はがを：: ]*$"), _english("increase (?:of|in)"), _english(_SHRUNK)),
    _Word(re.compile("の増加額?[はがを：: ]*$"), _english("decrease (?:of|in)"), _english(_GREW)),
    _Word(
        re.compile("(?:使用した|支出した)(?:資金|現金|キャッシュ)(?:・フロー)?[はが：: ]*$"),
        _english("provid|inflow|generat"),
        _english("used|outflow|spent|spend|outlay"),
    ),
    _Word(
        re.compile("(?:得られ?た|獲得した)(?:資金|現金|キャッシュ)(?:・フロー)?[はが：: ]*$"),
        _english("used|outflow|spent|spend|outlay"),
        _english("provid|inflow|generat|receiv"),
    ),
    _Word(re.compile("減益要因.{0,3}$"), _english("positive"), _english("negative|decreas|reduc")),
    _Word(re.compile("増益要因.{0,3}$"), _english("negative"), _english("positive|increas|boost")),
    _Word(re.compile("(?:上限|最大)[はでを：: ]*$"), _english(_LEAST), _english(_MOST), "range"),
    _Word(re.compile("(?:下限|最低)[はでを：: ]*$"), _english(_MOST), _english(_LEAST), "range"),
)
# A negative 営業利益 is a loss.
_PROFIT = _BEFORE[1]
_CLAUSE = 60
_REACH = 12


# The clause a figure stands in: (operating loss of ¥105 million in the same period
_CLAUSE_BEFORE = re.compile(r"[^()（）;,]*$")
_CLAUSE_AFTER = re.compile(r"[^()（）;,]*")


def clause_of(figure: Figure, text: str) -> str:
    """Return the words of the clause that a figure stands in, without the figure."""
    before = _CLAUSE_BEFORE.search(text[max(0, figure.start - _CLAUSE) : figure.start])
    after = _CLAUSE_AFTER.match(text[figure.end : figure.end + _CLAUSE])
    assert before
    assert after
    return f"{before[0]} {after[0]}"


def contradicted(
    figure: Figure, partner: Figure, ja_text: str, en_text: str
) -> Literal["", "sign", "range"]:
    """Return what of a Japanese figure its words' English contradicts: its sign, its bound, or "".

    By the clause of its English figure where that has either word, else by the whole text.
    """
    clause = clause_of(partner, en_text)
    after = ja_text[figure.end : figure.end + _REACH]
    before = ja_text[max(0, figure.start - _REACH) : figure.start]
    surface = figure.surface  # 1.2ポイント改善 may be read with its word
    words = [word for word in _AFTER if word.ja.match(after) or _begins_in(word.ja, surface, after)]
    words += [word for word in _BEFORE if word.ja.search(before)]
    words = [word for word in words if word is not _PROFIT or figure.value >= 0]
    words = [word for word in words if word.of is None or word.of.search(ja_text)]
    return next((word.code for word in words if _contradicts(word, clause, en_text)), "")


def _begins_in(word: re.Pattern[str], surface: str, after: str) -> bool:
    """Tell whether a word begins in a figure's surface: 5億円の減益 is read with its direction."""
    found = word.search(surface + after)
    return found is not None and found.start() < len(surface)


def _contradicts(word: _Word, clause: str, en_text: str) -> bool:
    near = word.contrary.search(clause), word.fitting.search(clause)
    if any(near) or word.code == "range":
        return bool(near[0]) and not near[1]
    return bool(word.contrary.search(en_text)) and not word.fitting.search(en_text)
