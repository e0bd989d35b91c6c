"""A report as SARIF 2.1.0, for code scanning and build servers.

A Word file has no lines, so a place is a logical location: the section, and the paragraph and offsets of the quote.
Source of the format: OASIS Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from contractkit.findings import Finding, Report, SetAside

_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report_sarif(report: Report) -> str:
    """Return the report as indented SARIF JSON with a final newline."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [build_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def build_run(report: Report) -> dict[str, Any]:
    """Return the one run: the tool with its rules, the file, and a result for each finding, set aside or not."""
    rules = [build_rule(finding) for finding in _one_of_each_rule(report)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    uri = quote(report.document.name)
    return {
        "tool": {"driver": {"name": report.tool.name, "semanticVersion": report.tool.version, "rules": rules}},
        "artifacts": [{"location": {"uri": uri}, "hashes": {"sha-256": report.document.sha256}}],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": text}} for text in _warnings(report)
                ],
            }
        ],
        "results": [
            *(build_result(finding, uri, index[finding.rule]) for finding in report.findings),
            *(build_suppressed(item, uri) for item in report.set_aside),
        ],
    }


def _warnings(report: Report) -> Iterator[str]:
    """What a reader must know before trusting the results: doubts, and what was not read."""
    for doubt in report.attention:
        if not doubt.quote:
            yield "; ".join(doubt.reasons)
    for item in report.coverage.unread:
        yield f"Not read: {item.part}, {item.place}: {item.reason}"


def build_rule(finding: Finding) -> dict[str, Any]:
    """Return the rule that a finding names, as a reporting descriptor."""
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": " ".join(finding.why.split())},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"family": finding.family, "kind": finding.kind},
    }


def build_result(finding: Finding, uri: str, rule_index: int) -> dict[str, Any]:
    """Return one finding as a result."""
    quoted = f" “{finding.shown_quote}”" if finding.quote else ""
    logical = {"fullyQualifiedName": finding.section, "kind": "section"} if finding.section else None
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri, "index": 0}}}
    if logical:
        location["logicalLocations"] = [logical]
    properties = {
        "severity": finding.severity, "certainty": finding.certainty, "origin": finding.origin, "quote": finding.quote,
        "paragraph": finding.paragraph, "start": finding.start, "end": finding.end, "references": finding.references,
    }  # fmt: skip
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{' '.join(finding.message.split())}{quoted}"},
        "locations": [location],
        "partialFingerprints": {"contractkit/finding/1": finding.id},
        "properties": properties,
    }


def build_suppressed(item: SetAside, uri: str) -> dict[str, Any]:
    """Return a finding that was set aside, as a result with its suppression or as unchanged since the baseline."""
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "level": _LEVELS[item.severity],
        "message": {"text": item.title},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri, "index": 0}}}],
        "partialFingerprints": {"contractkit/finding/1": item.id},
    }
    if item.why == "baseline":
        return {**result, "baselineState": "unchanged"}
    justification = f"{item.reason} ({item.author}, until {item.expires})"
    return {**result, "suppressions": [{"kind": "external", "status": "accepted", "justification": justification}]}


def _one_of_each_rule(report: Report) -> list[Finding]:
    first: dict[str, Finding] = {}
    for finding in report.findings:
        first.setdefault(finding.rule, finding)
    return [first[rule] for rule in sorted(first)]
