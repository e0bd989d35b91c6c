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
        ("| Handling time | 11 minutes | | |", ["Says. (Handling time: 11 minutes, market floor 10 minutes)"]),
        ("| Handling time | 600 seconds | | |", []),
        ("| Handling time | 1 hour | | |", ["Says. (Handling time: 60 minutes, market floor 10 minutes)"]),
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


CALLS = kpi("calls", "Service level", unit="%", aliases=["calls answered"], channels=["phone"])
WAIT = kpi("wait", "Average wait", unit="s", direction="lower", channels=["phone"], target={"evidence": "own"})
THREE = kpi(
    "three-minutes", "Answered in three minutes",
    statutory=[{"law": "law-10", "floor": 95, "within": 180, "levels": ["calls"]}],
)  # fmt: skip
COMPLAINT = kpi(
    "complaint", "Complaint response time", unit="day", direction="lower", said=["complaints ...4 answered"],
    statutory=[{"law": "law-21", "floor": 15}],
)  # fmt: skip


def fires(problem: str, text: str, **changes: object) -> list[str]:
    judged = rule("bad", "kpi-targets", kind="table", problem=problem, **changes)
    found = check(text, library(FRT, AHT, CALLS, WAIT, THREE, COMPLAINT, judged)).findings
    return [finding.quote or "" for finding in found if finding.rule == "bad"]


def test_an_average_without_a_share() -> None:
    alone = "| KPI | Target |\n|---|---|\n| Average wait | 30 s |"
    assert fires("averaged", alone, phrases=["average"]) == ["30 s"]
    assert fires("averaged", f"{alone}\n| Service level | 80 % in 20 s |", phrases=["average"]) == []
    assert fires("averaged", f"{alone}\n| Handling time | 6 minutes |", phrases=["average"]) == ["30 s"]


def test_levels_that_nothing_measures() -> None:
    levels = "| KPI | Target |\n|---|---|\n| Service level | 80 % |"
    measured = ["measured ...4 by"]
    assert len(fires("unmeasured", levels, phrases=measured)) == 1
    assert fires("unmeasured", f"They are measured monthly by Client.\n{levels}", phrases=measured) == []
    assert fires("unmeasured", "| KPI | Target |\n|---|---|\n| Service level | |", phrases=measured) == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [("80 % within 20 s", 1), ("95 % within 180 s", 0), ("98 % within 60 s", 0), ("95 % within 200 s", 1)],
)
def test_the_statute_asks_for_a_share_within_a_time(target: str, expected: int) -> None:
    levels = f"| KPI | Target |\n|---|---|\n| Service level | {target} |"
    assert len(fires("below-statute", f"The law of Spain applies.\n{levels}", phrases=["law of spain"])) == expected
    assert fires("below-statute", f"The law of Ireland applies.\n{levels}", phrases=["law of spain"]) == []


@pytest.mark.parametrize(("days", "expected"), [("15 days", 0), ("16 days", 1), ("15 business days", 1), ("1 day", 0)])
def test_the_statute_asks_for_a_time(days: str, expected: int) -> None:
    text = f"The law of Spain applies.\nComplaints are answered within {days}."
    assert len(fires("below-statute", text, phrases=["law of spain"])) == expected


def test_an_exit_that_names_a_level_of_no_schedule() -> None:
    levels = "| KPI | Target |\n|---|---|\n| Service level | 80 % |"
    leave = "Client may leave if the complaint response time is missed."
    assert fires("exit-unscheduled", f"{levels}\n{leave}", phrases=["may leave if"]) == [leave]
    assert (
        fires(
            "exit-unscheduled", f"{levels}\nClient may leave if the service level is missed.", phrases=["may leave if"]
        )
        == []
    )
    assert fires("exit-unscheduled", leave, phrases=["may leave if"]) == []


@pytest.mark.parametrize(("threshold", "expected"), [(70, 1), (71, 0), (80, 0)])
def test_credits_that_begin_far_below_the_target(threshold: int, expected: int) -> None:
    text = f"| KPI | Target |\n|---|---|\n| Service level | 80 % |\nA credit is due below {threshold} %."
    assert len(fires("credit-out-of-reach", text, phrases=["credit ...6 below {percent}"])) == expected
