"""Service levels in tables."""

import pytest

from checking import check, kpi, library, only, rule

FRT = kpi("first-response", "First response time", aliases=["FRT"])
AHT = kpi("handling-time", "Handling time", unit="minute", direction="lower", target={"floor": 10, "evidence": "own"})


def table(*rows: str, header: str = "| Metric | Target | Exclusions | Measured by |") -> str:
    return "\n".join((header, "|" + "---|" * (header.count("|") - 1), *rows))


def details(problem: str, text: str, **changes: object) -> list[str]:
    judged = rule("bad", "kpi-targets", kind="table", problem=problem, **changes)
    return [finding.message for finding in check(text, library(FRT, AHT, judged)).findings]


def test_a_target_that_is_missing() -> None:
    text = table("| First response time | best endeavours | | |", "| Handling time | 8 minutes | | |")
    assert details("target-missing", text) == ["Says. (First response time)"]


def test_an_empty_target_cell_is_quoted_by_the_name_of_the_level() -> None:
    judged = rule("bad", "kpi-targets", kind="table", problem="target-missing")
    report = check(table("| First response time | | | |"), library(FRT, judged))
    assert only(report, "bad").quote == "First response time"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| First response time | 79 % | | |", ["Says. (First response time: 79 %, market floor 80 %)"]),
        ("| First response time | at least 80 % | | |", []),
        ("| FRT (chat) | 70 per cent | | |", ["Says. (FRT (chat): 70 %, market floor 80 %)"]),
        ("| Handling time | 11 minutes | | |", ["Says. (Handling time: 660 s, market floor 10 minute)"]),
        ("| Handling time | 600 seconds | | |", []),
        ("| Handling time | 1 hour | | |", ["Says. (Handling time: 1 hour, market floor 10 minute)"]),
        ("| Something of their own | 1 % | | |", []),
    ],
)
def test_a_target_worse_than_the_market_floor(row: str, expected: list[str]) -> None:
    assert details("worse-than-range", table(row)) == expected


def test_kpis_narrow_the_rule() -> None:
    text = table("| First response time | 10 % | | |", "| Handling time | 30 minutes | | |")
    assert len(details("worse-than-range", text)) == 2
    assert len(details("worse-than-range", text, kpis=["handling-time"])) == 1


def test_the_vendor_measures_alone() -> None:
    text = table(
        "| First response time | 90 % | | Provider alone |",
        "| Handling time | 8 minutes | | Client and Provider |",
        "| Backlog | 10 | | |",
    )
    assert details("vendor-measured", text, phrases=["{vendor} alone"]) == ["Says. (First response time)"]


def test_exclusions_that_matter() -> None:
    text = table("| First response time | 90 % | peak season | |", "| Handling time | 8 minutes | no peak season | |")
    assert details("excluded", text, phrases=["peak season"]) == ["Says. (First response time)"]


def test_what_stands_in_another_row_is_not_this_rows_problem() -> None:
    text = table("| First response time | 90 % | outages | |", "| Handling time in peak season | 8 minutes | | |")
    assert details("excluded", text, phrases=["peak season"]) == []


def test_a_table_about_something_else_is_no_service_level() -> None:
    assert details("target-missing", "| Name | Address |\n|---|---|\n| Ann | Street 1 |") == []
