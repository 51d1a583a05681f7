"""Amounts of many digits are known again in charts and sentences of other documents."""

from __future__ import annotations

from termalign.checks.exact_amounts import exact_amounts
from termalign.records import Block, Document, Language, Place


def document(name: str, language: Language, *texts: str) -> Document:
    blocks = tuple(Block(text, "line", Place(None, at)) for at, text in enumerate(texts, 1))
    return Document(name, language, blocks)


def test_an_exact_amount_is_one_in_two_languages():
    chart = document("a.txt", "ja", "現単価 38,214円", "5.2%減", "31,960円")
    text = document("b.txt", "en", "The charge fell to ¥38,214.", "It was ¥38,214 before.")
    (match,) = exact_amounts([chart, text])
    assert match.reason == "38,214円 = ¥38,214, to the last digit"
    assert (match.one.place, match.other.place) == ("a.txt, line 1", "b.txt, line 1")
    assert match.other.text[slice(*match.other.spans[0])] == "¥38,214"


def test_round_and_short_amounts_say_nothing():
    one = document("a.txt", "ja", "10,000円", "520万円", "8,214円", "38,214件")
    other = document("b.txt", "en", "¥10,000", "¥5.2 million", "¥8,214", "38,214 cases")
    assert exact_amounts([one, other]) == ()


def test_one_document_is_not_held_to_itself():
    assert exact_amounts([document("a.txt", "ja", "38,214円", "38,214円")]) == ()


def test_another_currency_is_another_amount():
    one, other = document("a.txt", "ja", "38,214円"), document("b.txt", "en", "US$38,214")
    assert exact_amounts([one, other]) == ()
