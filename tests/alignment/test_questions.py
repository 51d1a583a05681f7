"""Marks of questions and answers."""

from __future__ import annotations

import pytest

from termalign.alignment.questions import begins_question, without_mark


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q1. 配当は。", "配当は。"),
        ("Ｑ３　配当は。", "配当は。"),
        ("質問2 配当は。", "配当は。"),
        ("【質問】配当は。", "配当は。"),
        ("問１：配当は。", "配当は。"),
        ("Q: What of dividends?", "What of dividends?"),
        ("Question 4: What of dividends?", "What of dividends?"),
    ],
)
def test_questions(text: str, said: str):
    assert begins_question(text)
    assert without_mark(text) == said


@pytest.mark.parametrize(
    "text", ["A1. 増やします。", "【回答】増やします。", "Answer: 増やします。", "A　増やします。"]
)
def test_answers_begin_no_question(text: str):
    assert not begins_question(text)
    assert without_mark(text) == "増やします。"


@pytest.mark.parametrize(
    "text",
    ["Q1 revenue rose.", "Q&A", "QRコード決済", "Quality is our aim.", "問題ありません。", "A new plant",
     "2025 Q1: results", "質問は3件でした。", "答えは3つです。", "A4用紙"],
)  # fmt: skip
def test_what_is_no_mark(text: str):
    assert not begins_question(text)
    assert without_mark(text) == text


def test_spans_of_odd_texts():
    assert without_mark("") == ""
    assert without_mark("Q1.") == ""
    assert without_mark("問" * 10000) == "問" * 10000
