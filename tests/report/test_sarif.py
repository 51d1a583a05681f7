"""SARIF 2.1.0: what its schema requires is there, and every reference leads somewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from termalign import __version__
from termalign.report import About, render

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.records import Finding

# What the schema of SARIF 2.1.0 requires of each object that the report makes, and what these may
# hold at all (the schema allows no further properties).
LEVELS = {"none", "note", "warning", "error"}
ALLOWED: dict[str, set[str]] = {
    "log": {"$schema", "version", "runs", "properties"},
    "run": {"tool", "results", "columnKind", "properties"},
    "driver": {"name", "version", "rules"},
    "rule": {"id", "shortDescription", "help", "defaultConfiguration"},
    "result": {
        *("ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations"),
        *("partialFingerprints", "properties"),
    },
    "location": {"id", "physicalLocation", "logicalLocations", "message"},
}


def assert_valid(log: dict[str, Any]) -> None:
    """Hold a log against the schema's required fields, types and closed objects, by hand."""
    assert set(log) <= ALLOWED["log"]
    assert log["version"] == "2.1.0"
    assert isinstance(log["runs"], list)
    for run in log["runs"]:
        assert set(run) <= ALLOWED["run"]
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        driver = run["tool"]["driver"]
        assert set(driver) <= ALLOWED["driver"]
        assert isinstance(driver["name"], str)
        for rule in driver["rules"]:
            assert set(rule) <= ALLOWED["rule"]
            assert isinstance(rule["id"], str)
            assert rule["shortDescription"]["text"]
            assert rule["help"]["text"]
            assert rule["defaultConfiguration"]["level"] in LEVELS
        assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
        for result in run["results"]:
            assert_valid_result(result, driver["rules"])


def assert_valid_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert set(result) <= ALLOWED["result"]
    assert result["message"]["text"]
    assert result["level"] in LEVELS
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for location in [*result["locations"], *result.get("relatedLocations", [])]:
        assert set(location) <= ALLOWED["location"]
        physical = location["physicalLocation"]
        assert set(physical) <= {"artifactLocation", "region"}
        uri = physical["artifactLocation"]["uri"]
        assert uri.isascii()
        assert " " not in uri
        assert "\\" not in uri
        if "region" in physical:
            assert physical["region"]["startLine"] >= 1
    for value in result.get("partialFingerprints", {}).values():
        assert isinstance(value, str)


def log_of(findings: list[Finding], about: About) -> dict[str, Any]:
    log = json.loads(render(findings, "sarif", about))
    assert_valid(log)
    return log


def test_a_finding_is_a_result_at_its_line_of_the_english(findings: list[Finding], about: About):
    (run,) = log_of(findings, about)["runs"]
    assert run["tool"]["driver"]["version"] == __version__
    scale, omitted, odd = run["results"]
    assert (scale["ruleId"], scale["level"]) == ("figure.scale", "error")
    assert scale["message"]["text"].endswith("1,282.0億円 → ¥128.2 billion")
    assert scale["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "deck.en.txt"},
        "region": {"startLine": 7},
    }
    (related,) = scale["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 9}
    assert scale["partialFingerprints"] == {"contextHash/v1": "0123456789abcdef"}
    # Without English the Japanese is the place; its name is a URI.
    uri = omitted["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E6%B1%BA%E7%AE%97%20%E8%AA%AC%E6%98%8E.ja.txt"
    assert "region" not in omitted["locations"][0]["physicalLocation"]
    assert "relatedLocations" not in omitted
    assert odd["properties"]["id"] == "r:9"


def test_a_side_may_have_a_file_of_its_own(findings: list[Finding]):
    (first, *_) = findings
    assert first.ja is not None
    other = replace(first, en=None, ja=replace(first.ja, file="tanshin.ja.txt"))
    (run,) = log_of([other], About())["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "tanshin.ja.txt"}


def test_the_rules_have_help(findings: list[Finding], about: About):
    (run,) = log_of(findings, about)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["figure.scale"]["help"]["text"] == "A figure is a power of ten off. Found in: 億."
    assert set(rules) == {"figure.scale", "text.omitted", "figure.extra"}


def test_nothing_found_is_a_run_without_results():
    (run,) = log_of([], About())["runs"]
    assert run["results"] == []


def test_a_whole_path_is_a_file_uri(findings: list[Finding], tmp_path: Path):
    file = tmp_path / "決算 1.txt"
    (run,) = log_of(findings[:1], About(str(file), str(file)))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == file.as_uri()
