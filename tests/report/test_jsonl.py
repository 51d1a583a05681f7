"""Findings as JSON Lines: exactly the keys that are promised."""

from __future__ import annotations

import json

from termalign.records import Finding, Side
from termalign.report import render

FINDING = Finding(
    "figure.scale",
    "error",
    "¥1,282.0 billion is 10 times too large for 1,282.0億円",
    "¥128.2 billion",
    Side("売上収益は1,282.0億円", ((5, 14),), "page 2, line 9"),
    Side("Revenue: ¥1,282.0 billion", ((9, 25),), "page 3"),
    4,
    "r5",
    "0123456789abcdef",
)


def test_a_record_has_the_promised_keys():
    (line,) = render([FINDING], "jsonl").splitlines()
    assert json.loads(line) == {
        "check": "figure.scale",
        "severity": "error",
        "message": "¥1,282.0 billion is 10 times too large for 1,282.0億円",
        "hint": "¥128.2 billion",
        "id": "r5",
        "row": 4,
        "ja": {"text": "売上収益は1,282.0億円", "spans": [[5, 14]], "place": "page 2, line 9"},
        "en": {"text": "Revenue: ¥1,282.0 billion", "spans": [[9, 25]], "place": "page 3"},
        "fingerprint": "0123456789abcdef",
    }
    assert "億円" in line  # not escaped: people look into it too


def test_a_side_that_is_not_there_is_null_and_no_finding_no_line():
    omitted = Finding("text.omitted", "note", "no English", "", Side("目次"), None)
    record = json.loads(render([omitted], "jsonl"))
    assert (record["en"], record["id"], record["row"]) == (None, None, None)
    assert render([], "jsonl") == render([], "text") == ""
