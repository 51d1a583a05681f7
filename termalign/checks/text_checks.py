"""The checks on whole texts: nothing omitted, nothing added, nothing left in Japanese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termalign.checks.check import Check, Example, Remark
from termalign.text import fold_width, has_japanese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termalign.checks.passage import Passage
    from termalign.records import Severity

_JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\u3400-\u4dbf々]+")
_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]{3}")
# Japanese in quotes or brackets beside its English is a name given on purpose: “Kizuna” (絆).
_QUOTED = re.compile(r"[(（「『“\"'‘][^()（）「」『』“”\"']{0,40}[)）」』”\"'’]")
# From this share of Japanese letters on, a text was not translated at all.
_UNTRANSLATED = 0.3
# Fewer Japanese letters are a stray label of a drawing.
_LABEL_SIGNS = 5
# The same text of fewer words on both sides is a name, a label, a copyright line.
_SENTENCE_WORDS = 8
# Shorter Japanese is a label or a heading; a deck's English often has it elsewhere.
_SENTENCE_SIGNS = 12


def _look_for_omission(passage: Passage) -> Iterator[Remark]:
    if passage.en.strip() or not passage.ja.strip() or passage.monolingual:
        return
    if passage.given:
        yield Remark("error", "no English stands here", "translate it", en_spans=None)
    elif has_japanese(passage.ja):
        sentence = passage.running and len(passage.ja) >= _SENTENCE_SIGNS
        severity: Severity = "warning" if passage.certain and sentence else "note"
        yield Remark(severity, "no English was found for this", en_spans=None)


def _look_for_addition(passage: Passage) -> Iterator[Remark]:
    if passage.ja.strip() or not passage.en.strip() or passage.monolingual:
        return
    if _WORD.search(passage.en):
        yield Remark("note", "no Japanese was found for this", ja_spans=None)


def _look_for_japanese(passage: Passage) -> Iterator[Remark]:
    ja_side = () if passage.ja.strip() else None
    english = _QUOTED.sub(lambda match: " " * len(match[0]), passage.en)
    spans = tuple(match.span() for match in _JAPANESE.finditer(english))
    japanese = sum(end - start for start, end in spans)
    if japanese:
        share = japanese / (japanese + len(_LETTER.findall(passage.en)))
        whole = share >= _UNTRANSLATED and japanese >= _LABEL_SIGNS
        message = "the English side is in Japanese" if whole else "Japanese is left in the English"
        yield Remark("error" if whole else "warning", message, "translate it", ja_side, spans)
    elif passage.paired and _same(passage.ja, passage.en):
        yield Remark("note", "both sides hold the same English text", ja_spans=())


def _same(ja: str, en: str) -> bool:
    one, other = fold_width(ja).split(), fold_width(en).split()
    return len(other) >= _SENTENCE_WORDS and one == other and not has_japanese(ja)


OMITTED = Check(
    "text.omitted",
    "error",
    "A Japanese text has no English.",
    _look_for_omission,
    must_flag=(Example("取引先を含めたセキュリティ対策に関する引き合いが増えました。", ""),),
    must_pass=(
        Example("引き合いが増えました。", "Inquiries increased."),
        Example("", "Inquiries."),
    ),
)
ADDED = Check(
    "text.added",
    "note",
    "An English text has no Japanese.",
    _look_for_addition,
    must_flag=(Example("", "This document is a translation for reference purposes only."),),
    must_pass=(Example("引き合いが増えました。", "Inquiries increased."), Example("", "— 12 —")),
)
UNTRANSLATED = Check(
    "text.untranslated",
    "error",
    "Japanese is left in the English, or both sides are the same text.",
    _look_for_japanese,
    must_flag=(
        Example("クロスセルを強化します。", "クロスセルを強化します。"),
        Example("営業利益は増加しました。", "営業利益 increased."),
        Example("", "既存顧客へのクロスセルを強化"),
        Example(
            "We will keep investing in our networks and people.",
            "We will keep investing in our networks and people.",
        ),
    ),
    must_pass=(
        Example("営業利益は増加しました。", "Operating profit increased."),
        Example("新製品「絆」を発売しました。", "We launched “Kizuna” (絆)."),
        Example("IIoT Platform 2.0", "IIoT Platform 2.0"),
    ),
    one_language=True,
)
TEXT_CHECKS = (OMITTED, ADDED, UNTRANSLATED)
