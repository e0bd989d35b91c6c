"""Known and accepted findings leave the findings, never the report."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from contractkit.check import check_document
from contractkit.errors import LibraryError, UsageError
from contractkit.findings import Report
from contractkit.plain import document_from_text
from contractkit.report.machine import report_json
from contractkit.setaside import load_baseline, load_suppressions, set_aside
from test_check import LIBRARY, ROLES

TEXT = "Client pays.\nProvider may use Client's data."
TODAY = dt.date(2027, 1, 31)


def checked(text: str = TEXT) -> Report:
    return check_document(document_from_text(text), "test", library=LIBRARY, roles=ROLES)


def written(folder: Path, text: str) -> Path:
    path = folder / "suppressions.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def accepted(folder: Path, finding: str, expires: str = "2027-01-31"):
    return load_suppressions(
        written(
            folder,
            "schema: contractkit/suppressions/1\nsuppressions:\n"
            f"  - finding: {finding}\n    reason: Agreed in round 2.\n    author: A. Ruiz\n    expires: {expires}\n",
        )
    )


def test_a_suppressed_finding_is_set_aside_with_reason_author_and_expiry(tmp_path: Path) -> None:
    report = checked()
    (one,) = [f for f in report.findings if f.rule == "uses-data"]
    after = set_aside(report, accepted(tmp_path, one.id), (), TODAY)
    assert [f.id for f in after.findings] == [f.id for f in report.findings if f.id != one.id]
    (aside,) = after.set_aside
    assert (aside.id, aside.why, aside.reason, aside.author, aside.expires) == (
        one.id, "suppressed", "Agreed in round 2.", "A. Ruiz", "2027-01-31",
    )  # fmt: skip
    assert after.summary.findings[one.severity] == report.summary.findings[one.severity] - 1
    assert after.summary.families == report.summary.families


def test_the_day_after_its_expiry_a_suppression_no_longer_counts(tmp_path: Path) -> None:
    report = checked()
    suppressions = accepted(tmp_path, report.findings[0].id)
    assert set_aside(report, suppressions, (), TODAY + dt.timedelta(days=1)) == report
    assert set_aside(report, suppressions, (), TODAY) != report


def test_a_baseline_leaves_only_what_is_new(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(report_json(checked("Client pays.")), encoding="utf-8")
    after = set_aside(checked(), (), load_baseline(earlier), TODAY)
    assert [f.rule for f in after.findings] == ["uses-data"]
    assert {item.why for item in after.set_aside} == {"baseline"}


def test_what_a_baseline_had_set_aside_is_known_too(tmp_path: Path) -> None:
    report = checked()
    earlier = tmp_path / "earlier.json"
    earlier.write_text(report_json(set_aside(report, (), {report.findings[0].id}, TODAY)), encoding="utf-8")
    assert set_aside(report, (), load_baseline(earlier), TODAY).findings == []


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"schema": "contractkit/report/1", "findings": [{}]}', '{"schema": "other/2"}']
)
def test_a_baseline_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"other\.json.*--format json"):
        load_baseline(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("suppressions:\n  - finding: 0123456789ab\n    author: A\n    expires: 2027-01-01\n", '"reason" is missing'),
        (
            "suppressions:\n  - finding: x\n    reason: r\n    author: A\n    expires: 2027-01-01\n",
            "not written as expected",
        ),
        ("suppressions:\n  - finding: 0123456789ab\n    reason: r\n    author: A\n    expires: soon\n", "date such as"),
        ("suppressions:\n  - rule: all\n", 'unknown key "rule"'),
        ("suppressions: [", "suppressions.yaml"),
    ],
)
def test_a_suppression_without_its_reasons_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LibraryError, match=r"suppressions\.yaml") as caught:
        load_suppressions(written(tmp_path, text))
    assert message in str(caught.value)


def test_the_same_problem_has_the_same_id_after_edits_elsewhere() -> None:
    before = {f.rule: f.id for f in checked().findings}
    after = {f.rule: f.id for f in checked(f"A new preamble.\n# 1 Heading\n{TEXT}\nAnd more text.").findings}
    assert before["uses-data"] == after["uses-data"]


def test_reports_with_things_set_aside_are_valid_reports() -> None:
    report = set_aside(checked(), (), {checked().findings[0].id}, TODAY)
    assert Report.model_validate(json.loads(report_json(report))) == report
