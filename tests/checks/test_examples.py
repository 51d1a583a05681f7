"""Every check has examples that it must flag and must let pass, and holds to them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from termalign.checks import CHECKS
from termalign.checks.check import Check, Example
from termalign.checks.passage import passage_of

MUST_FLAG = [(check, example) for check in CHECKS for example in check.must_flag]
MUST_PASS = [(check, example) for check in CHECKS for example in check.must_pass]
DOCS = Path(__file__).parents[2] / "docs" / "checks.md"


def name(value: object) -> str:
    return value.code if isinstance(value, Check) else getattr(value, "en", "")


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_no_check_lacks_examples(check: Check):
    assert check.must_flag
    assert check.must_pass
    assert check.meaning.endswith(".")
    assert re.fullmatch("(figure|text|term)\\.[a-z-]+", check.code)


def test_each_code_is_used_once():
    assert not [code for code, n in Counter(check.code for check in CHECKS).items() if n > 1]


@pytest.mark.parametrize(("check", "example"), MUST_FLAG, ids=name)
def test_what_must_be_flagged_is(check: Check, example: Example):
    remarks = list(check.look(passage_of(example.ja, example.en, example.terms, example.profile)))
    assert remarks
    assert remarks[0].message
    grades = ("error", "warning", "note")
    assert min(grades.index(remark.severity) for remark in remarks) >= grades.index(check.severity)


def test_the_gravest_severity_is_reached_by_an_example():
    for check in CHECKS:
        given = {
            remark.severity
            for example in check.must_flag
            for remark in check.look(
                passage_of(example.ja, example.en, example.terms, example.profile)
            )
        }
        assert check.severity in given, check.code


@pytest.mark.parametrize(("check", "example"), MUST_PASS, ids=name)
def test_what_must_pass_does(check: Check, example: Example):
    passage = passage_of(example.ja, example.en, example.terms, example.profile)
    assert list(check.look(passage)) == []
    # Nor does any other check on figures raise its voice.
    figures = [one for one in CHECKS if one.code.startswith("figure.")]
    assert not [r for one in figures for r in one.look(passage) if r.severity != "note"]


@pytest.mark.parametrize(("check", "example"), MUST_FLAG, ids=name)
def test_spans_lie_in_their_texts(check: Check, example: Example):
    for remark in check.look(passage_of(example.ja, example.en, example.terms, example.profile)):
        for spans, text in ((remark.ja_spans, example.ja), (remark.en_spans, example.en)):
            for start, end in spans or ():
                assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_every_check_is_in_the_docs(check: Check):
    row = next(line for line in DOCS.read_text("utf-8").splitlines() if f"`{check.code}`" in line)
    assert check.severity in row
    assert check.meaning.removesuffix(".") in row
