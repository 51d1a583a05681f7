"""Findings in SARIF 2.1.0, the format that code hosts and editors read from checkers."""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from termalign import __version__
from termalign.report.about import NOTHING, About, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termalign.records import Finding, Side

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"  # a name; nothing is fetched
_FINGERPRINT = "contextHash/v1"  # of the words around the figure, not of its line


def render(findings: Sequence[Finding], about: About = NOTHING) -> str:
    """Return one SARIF log with one run: the tool, the rules that it has, a result a finding."""
    rules = _rules(findings, about)
    places = {rule.code: place for place, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "termalign",
                "version": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.check], about) for one in findings],
    }
    if about.counts:
        run["properties"] = {"compared": list(about.counts)}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules(findings: Sequence[Finding], about: About) -> list[Rule]:
    """Return the rules that were looked at, and those of findings that nobody described."""
    known = {rule.code: rule for rule in about.rules}
    for finding in findings:
        known.setdefault(finding.check, Rule(finding.check, finding.severity, finding.check))
    return list(known.values())


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.meaning},
        "help": {"text": f"{rule.meaning} {rule.explanation}".strip()},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding, rule: int, about: About) -> dict[str, Any]:
    hint = f" → {finding.hint}" if finding.hint else ""
    sides = [(finding.en, about.en_file), (finding.ja, about.ja_file)]
    # What is to be mended stands in the English; the Japanese only where there is no English.
    locations = [
        _location(side, side.file or file)
        for side, file in sides
        if side is not None and (side.file or file)
    ]
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message}{hint}"},
        "locations": locations[:1],
    }
    if len(locations) > 1:
        result["relatedLocations"] = [{"id": 1, **locations[1], "message": {"text": "Japanese"}}]
    if finding.fingerprint:
        result["partialFingerprints"] = {_FINGERPRINT: finding.fingerprint}
    properties = {
        "id": finding.id,
        "row": finding.row,
        "hint": finding.hint or None,
        "ja": finding.ja.text if finding.ja else None,
        "en": finding.en.text if finding.en else None,
    }
    result["properties"] = {name: value for name, value in properties.items() if value is not None}
    return result


def _location(side: Side, file: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if side.line is not None:
        physical["region"] = {"startLine": side.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if side.place:
        location["logicalLocations"] = [{"fullyQualifiedName": side.place}]
    return location


def _uri(file: str) -> str:
    """Return a path as a URI: a relative one stays relative to the folder of the check."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(PurePath(file).as_posix())
