"""Facts beyond a threshold."""

import pytest

from checking import check, family, library, only, rule

LOCK = family(
    "lock-period", signals=["lock period"], facts=[{"name": "lock_period", "find": ["lock period ... {duration}"]}]
)
STEPS = [{"over": 12, "severity": "high"}, {"over": 24, "severity": "critical"}]
LONG = rule("lock-too-long", kind="limit", fact="lock_period", unit="month", steps=STEPS)


def severity(text: str) -> str:
    found = check(text, library(LOCK, LONG)).findings
    return found[0].severity if found else ""


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("12 months", ""), ("13 months", "high"), ("24 months", "high"), ("25 months", "critical"),
        ("one year", ""), ("two (2) years", "high"), ("3 years", "critical"), ("thirty-six (36) months", "critical"),
        ("400 days", "high"), ("90 days", ""), ("five quarters", "high"), ("60 business days", ""),
    ],
)  # fmt: skip
def test_the_worst_step_that_applies_gives_the_severity(length: str, expected: str) -> None:
    assert severity(f"The lock period is {length}.") == expected


def test_the_message_names_the_value() -> None:
    finding = only(check("The lock period is 3 years.", library(LOCK, LONG)), "lock-too-long")
    assert finding.message == "Says. (now 36 months)"
    assert finding.quote == "The lock period is 3 years."


def test_under_is_exclusive() -> None:
    short = rule("short", kind="limit", fact="lock_period", unit="day", steps=[{"under": 30, "severity": "low"}])
    assert check("The lock period is 30 days.", library(LOCK, short)).findings == []
    assert only(check("The lock period is 29 days.", library(LOCK, short)), "short").severity == "low"


def test_a_value_of_another_dimension_is_not_compared() -> None:
    money = rule("dear", kind="limit", fact="lock_period", unit="EUR", steps=[{"over": 1, "severity": "low"}])
    assert check("The lock period is 30 days.", library(LOCK, money)).findings == []


def test_two_values_are_two_findings() -> None:
    report = check("The lock period is 3 years.\nThe lock period is 18 months.", library(LOCK, LONG))
    assert [finding.severity for finding in report.findings] == ["critical", "high"]


def test_a_fact_that_is_taken_back_is_none() -> None:
    assert severity("There is no lock period of 36 months.") == ""
