"""Findings that need no second look: known from an earlier report, or accepted by a person with a reason.

Nothing is dropped in silence: what is set aside stays in the report, with why, by whom and until when.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from contractkit.errors import LibraryError, UsageError
from contractkit.findings import SEVERITIES, Finding, Report, SetAside, Strict
from contractkit.validation import validate
from contractkit.yamltext import YamlText, join_problems

FindingId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class Suppression(Strict):
    """One finding that a person accepted. ``expires`` is the last day on which it counts."""

    finding: FindingId = Field(description="The id of the finding, as the report gives it.")
    reason: Text = Field(description="Why is it accepted?")
    author: Text = Field(description="Who accepted it?")
    expires: dt.date = Field(description="Until when? Write a date such as 2027-06-30.")


class SuppressionsFile(Strict):
    """``contractkit/suppressions.yaml``: the findings that were accepted, each with reason, author and expiry."""

    schema_id: Literal["contractkit/suppressions/1"] = Field(default="contractkit/suppressions/1", alias="schema")
    suppressions: list[Suppression]


_FILE: TypeAdapter[SuppressionsFile | None] = TypeAdapter(SuppressionsFile)


def load_suppressions(path: Path) -> list[Suppression]:
    """Return the suppressions of a YAML file. Raises LibraryError that lists every mistake with place and remedy."""
    try:
        source = YamlText(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise LibraryError(f"{path}: is not text in UTF-8; save it as such") from error
    data, problems = source.parse()
    found = None
    if not problems:
        found, problems = validate(_FILE, data if data is not None else {}, lambda: source)
    if found is None or problems:
        raise LibraryError(join_problems(problems))
    return found.suppressions


def load_baseline(path: Path) -> frozenset[str]:
    """Return the ids of the findings of an earlier report in JSON. Raises UsageError for any other file."""
    remedy = "give a report that contractkit check --format json wrote"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["schema"] != "contractkit/report/1":
            raise UsageError(f"{path} is a {report['schema']}; {remedy}")
        return frozenset(item["id"] for item in [*report["findings"], *report.get("set_aside", [])])
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no report of a check; {remedy}") from error


def set_aside(report: Report, suppressions: Iterable[Suppression], baseline: Iterable[str], today: dt.date) -> Report:
    """Return the report with what is suppressed on ``today``, or known from ``baseline``, moved to ``set_aside``.

    The summary counts the findings that stay. A suppression whose day has passed no longer counts.
    """
    accepted = {item.finding: item for item in suppressions if item.expires >= today}
    moved = dict(_moved(report.findings, accepted, frozenset(baseline)))
    kept = [finding for finding in report.findings if finding.id not in moved]
    counts = {severity: sum(finding.severity == severity for finding in kept) for severity in SEVERITIES}
    summary = report.summary.model_copy(update={"findings": counts})
    aside = [*report.set_aside, *moved.values()]
    return report.model_copy(update={"findings": kept, "summary": summary, "set_aside": aside})


def _moved(
    found: Iterable[Finding], accepted: Mapping[str, Suppression], baseline: frozenset[str]
) -> Iterator[tuple[str, SetAside]]:
    for finding in found:
        by = accepted.get(finding.id)
        if by is None and finding.id not in baseline:
            continue
        yield finding.id, SetAside(
            id=finding.id, rule=finding.rule, severity=finding.severity, title=finding.title, section=finding.section,
            why="suppressed" if by else "baseline", reason=by.reason if by else "", author=by.author if by else "",
            expires=by.expires.isoformat() if by else None,
        )  # fmt: skip
